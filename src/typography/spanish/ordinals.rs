//! Ordinal numbers: `86.º`, `86.ª`, `1.er`.

use crate::model::Style;
use crate::style::fold;
use crate::typography::common::bound::read;
use crate::typography::common::numbers::digit;
use crate::typography::common::words::{is_space, words};
use crate::typography::engine::{Pass, Word};
use crate::typography::settings::Ordinals;

/// The raised letters and the endings that take their place.
const ENDINGS: [&str; 8] = [".º", ".ª", ".er", "º", "ª", "er", ".°", "°"];

/// Splits an ordinal into its number and its ending, the right ones and those that are often typed.
pub(super) fn split_ordinal(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = text.split_at(digits);
    let known = ENDINGS.contains(&ending) || spoken(number, ending).is_some();
    (digits > 0 && known).then_some((number, ending))
}

/// The raised letter of an ending as it is spoken: `2do`, `3ra`, `8vo`, `1er`.
fn spoken(number: &str, ending: &str) -> Option<&'static str> {
    let last = number.bytes().last()?;
    // `1.era` and `1ero` are typed too.
    let ending = ending.strip_prefix('.').unwrap_or(ending);
    let consonant = match last {
        b'1' | b'3' => 'r',
        b'2' => 'd',
        b'4' | b'5' | b'6' => 't',
        b'8' => 'v',
        b'9' => 'n',
        _ => 'm',
    };
    if ending == "er" && matches!(last, b'1' | b'3') {
        return Some(".er");
    }
    let after_e = ending.strip_prefix('e').filter(|_| consonant == 'r');
    let mut letters = after_e.unwrap_or(ending).chars();
    if letters.next() != Some(consonant) {
        return None;
    }
    match letters.as_str() {
        "o" => Some(".º"),
        "a" => Some(".ª"),
        _ => None,
    }
}

/// `86ª` becomes `86.ª` and `2do` becomes `2.º`. `º` is often typed for the degree: it is that of an ordinal where the noun
/// that it counts follows, where a word such as `artículo` stands before, and in the first of a month.
pub(super) fn ordinal(pass: &mut Pass<'_>) {
    if pass.context.settings.ordinals == Ordinals::AsTyped {
        return;
    }
    let words = words(pass);
    for (index, word) in words.iter().enumerate() {
        if pass.is_protected(word.stem.clone()) {
            continue;
        }
        if let Some(degree) = degree(pass, word) {
            pass.replace(degree..degree + 1, "°");
            continue;
        }
        if !digit(pass.at(word.stem.start)) {
            continue;
        }
        let typed = read(pass, word);
        let text = typed.trim_end_matches('.');
        let Some((number, ending)) = split_ordinal(text) else { continue };
        // `3er. piso`: the stop stands before the raised letters, and a noun goes on.
        let noun = words.get(index + 1).and_then(|next| pass.at(next.stem.start));
        let stops = if noun.is_some_and(char::is_lowercase) { typed.len() - text.len() } else { 0 };
        let right = match ending {
            "ª" => ".ª",
            "º" | "°" | ".°" if counts(pass, words, index) => ".º",
            _ => match spoken(number, ending) {
                Some(right) => right,
                None => continue,
            },
        };
        let start = word.stem.start + number.len();
        pass.replace(start..start + ending.chars().count() + stops, right);
    }
}

/// Where the letter of ordinals stands for the degree: `20 ºC`, `20ºC`.
fn degree(pass: &Pass<'_>, word: &Word) -> Option<usize> {
    let stops = pass.characters(word.stem.clone()).rev().take_while(|ch| *ch == '.').count();
    let at = word.stem.end.checked_sub(2 + stops).filter(|at| *at >= word.stem.start)?;
    let spaced = at == word.stem.start && pass.before(at).is_some_and(is_space);
    let figure = at.checked_sub(1 + usize::from(spaced)).and_then(|at| pass.at(at));
    (pass.at(at) == Some('º') && matches!(pass.at(at + 1), Some('C' | 'F')) && digit(figure)).then_some(at)
}

/// Whether what stands around a number makes it an ordinal.
fn counts(pass: &Pass<'_>, words: &[Word], index: usize) -> bool {
    let lexicon = pass.context.lexicon;
    let months = &lexicon.months;
    let folded = |index: usize| words.get(index).map(|word| fold(&read(pass, word))).unwrap_or_default();
    let next = folded(index + 1);
    let before = index.checked_sub(1).map(folded).unwrap_or_default();
    let first =
        next == "de" && words.get(index + 2).is_some_and(|word| months.contains(&fold(&read(pass, word))));
    lexicon.after_ordinal.contains(next.trim_end_matches('.'))
        || lexicon.before_number.contains(&before)
        || first
        || follows_ordinal(pass, words, index)
}

/// Whether a number goes on with the ordinal before it: `los artículos 3.º a 5.º`.
fn follows_ordinal(pass: &Pass<'_>, words: &[Word], index: usize) -> bool {
    let Some([ordinal, joining]) = index.checked_sub(2).map(|at| [&words[at], &words[at + 1]]) else {
        return false;
    };
    let joins = matches!(read(pass, joining).as_str(), "a" | "al" | "y" | "e" | "o" | "u");
    let known = |text: &str| split_ordinal(text).is_some_and(|(_, ending)| ending == ".º");
    joins && known(&read(pass, ordinal))
}

/// The letters of `1.er` are raised.
pub(super) fn raise(pass: &mut Pass<'_>) {
    for Word { stem, .. } in words(pass) {
        if !digit(pass.at(stem.start)) || pass.is_protected(stem.clone()) {
            continue;
        }
        let text = pass.text(stem.clone());
        if let Some((number, ".er")) = split_ordinal(text.trim_end_matches('.')) {
            let start = stem.start + number.len() + 1;
            pass.set_style(start..start + 2, Style::SUPERIOR);
        }
    }
}

//! Numbers: their sign, their thousands, their units, their ordinal endings.

use std::ops::Range;

use super::words::{
    begins_number, is_number, is_ordinary_space, is_space, space_between, split_ordinal, stem, words,
};
use crate::model::{Marks, Style};
use crate::style::fold;
use crate::typography::engine::{Pass, Word};
use crate::typography::settings::{NumberSign, Ordinals};
use crate::typography::signs::Signs;
use crate::typography::work::Work;

const NBSP: &str = "\u{a0}";

fn digit(ch: Option<char>) -> bool {
    ch.is_some_and(|ch| ch.is_ascii_digit())
}

/// `No 8`, `N. 8`, `nº 8`, `№ 8` become the house's sign with a no-break space.
pub(super) fn sign(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        let Some(length) = sign_at(pass, index) else { continue };
        let mut number = index + length;
        let space = pass.cells.get(number).is_some_and(|cell| is_space(cell.ch));
        number += usize::from(space);
        if !digit(pass.at(number)) || pass.cells[index].is_protected() {
            continue;
        }
        let upper = matches!(pass.cells[index].ch, 'N' | '№');
        let plural = length > 2 && pass.text(index..index + length).to_lowercase().contains('s');
        let kept = pass.context.settings.number_sign == NumberSign::AsTyped
            && matches!(pass.at(index + 1), Some('°' | 'º'));
        let sign = match (pass.context.settings.number_sign, upper, plural) {
            _ if kept => "",
            (NumberSign::Degree | NumberSign::AsTyped, true, false) => "N°",
            (NumberSign::Degree | NumberSign::AsTyped, false, false) => "n°",
            (NumberSign::Degree | NumberSign::AsTyped, true, true) => "Nos",
            (NumberSign::Degree | NumberSign::AsTyped, false, true) => "nos",
            (NumberSign::SuperiorLetter, true, false) => "No",
            (NumberSign::SuperiorLetter, false, false) => "no",
            (NumberSign::SuperiorLetter, true, true) => "Nos",
            (NumberSign::SuperiorLetter, false, true) => "nos",
        };
        if !kept {
            pass.replace(index..index + length, sign);
        }
        if space && is_ordinary_space(&pass.cells[number - 1]) {
            pass.replace(number - 1..number, NBSP);
        } else if !space {
            pass.replace(number..number, NBSP);
        }
    }
}

/// The length of a sign of number at an index, at the beginning of a word.
fn sign_at(pass: &Pass<'_>, index: usize) -> Option<usize> {
    let opens = pass.before(index).is_none_or(|ch| is_space(ch) || "([«’".contains(ch));
    if !opens {
        return None;
    }
    let spaced = |length: usize| pass.at(index + length).is_some_and(is_space).then_some(length);
    match (pass.at(index)?, pass.at(index + 1), pass.at(index + 2)) {
        ('№', ..) => Some(1),
        ('N' | 'n', Some('°' | 'º' | 'ᵒ'), Some('s')) => Some(3),
        ('N' | 'n', Some('°' | 'º' | 'ᵒ'), _) => Some(2),
        // `no 8` and `No. 8`; `nos 3` may be the possessive.
        ('N' | 'n', Some('o'), Some('.')) => spaced(3),
        ('N' | 'n', Some('o'), _) => spaced(2),
        _ => None,
    }
}

/// `2ème` becomes `2e`, `1ère` becomes `1re`, where the style wants the short endings.
pub(super) fn ordinal(pass: &mut Pass<'_>) {
    if pass.context.settings.ordinals == Ordinals::AsTyped {
        return;
    }
    for Word { stem, .. } in words(pass) {
        let first = pass.characters(stem.clone()).next();
        if !begins_number(first) || pass.is_protected(stem.clone()) {
            continue;
        }
        let text = pass.text(stem.clone());
        let text = text.trim_end_matches('.');
        let Some((number, ending)) = split_ordinal(text) else { continue };
        let first = number == "1" || number == "I";
        let short = match ending {
            "ième" | "ème" | "eme" | "me" => "e",
            "ièmes" | "èmes" | "emes" => "es",
            "ier" if first => "er",
            "iers" if first => "ers",
            "ière" | "ère" if first => "re",
            "ières" | "ères" if first => "res",
            _ => continue,
        };
        let start = stem.start + number.chars().count();
        pass.replace(start..start + ending.chars().count(), short);
    }
}

/// The endings of ordinals and the letter of a number's sign are raised.
pub(super) fn raise(pass: &mut Pass<'_>) {
    for Word { stem, .. } in words(pass) {
        let first = pass.characters(stem.clone()).next();
        let begins = begins_number(first) || matches!(first, Some('n' | 'N'));
        if !begins || pass.is_protected(stem.clone()) {
            continue;
        }
        let text = pass.text(stem.clone());
        let text = text.trim_end_matches('.');
        if let Some((number, ending)) = split_ordinal(text) {
            // A house that prints `86ème` prints it on the line.
            if !ending.contains(['è', 'm']) {
                let start = stem.start + number.chars().count();
                pass.set_style(start..start + ending.chars().count(), Style::SUPERIOR);
            }
        } else if matches!(text, "no" | "No" | "nos" | "Nos")
            && pass.context.settings.number_sign == NumberSign::SuperiorLetter
            && pass.at(stem.end) == Some('\u{a0}')
            && digit(pass.at(stem.end + 1))
        {
            pass.set_style(stem.start + 1..stem.end, Style::SUPERIOR);
        }
    }
}

/// `10 000` and `10000` take the house's space between thousands.
pub(in crate::typography) fn thousands(pass: &mut Pass<'_>) {
    let space = pass.context.settings.thousands.text();
    let from = usize::from(pass.context.settings.thousands_from.max(4));
    let mut index = 0;
    while index < pass.cells.len() {
        let free = |ch: char| is_space(ch) || "([«“’+−-–±".contains(ch);
        let begins = pass.cells[index].ch.is_ascii_digit() && pass.before(index).is_none_or(free);
        if !begins || pass.cells[index].is_protected() {
            index += 1;
            continue;
        }
        let end = digits_end(pass, index);
        let named = introduces_number(pass, word_before(pass, index));
        index = number_groups(pass, index, end, (space, from), named);
        index = decimal_groups(pass, index, space);
    }
}

fn digits_end(pass: &Pass<'_>, start: usize) -> usize {
    (start..pass.cells.len()).find(|index| !digit(pass.at(*index))).unwrap_or(pass.cells.len())
}

/// Parts decimals that the author has parted in threes, twice at least, by the space of thousands: `1,602 176 634`
/// (ISO 80000-1, 7.3.1). Returns where the number ends.
fn decimal_groups(pass: &mut Pass<'_>, comma: usize, space: &'static str) -> usize {
    let first = digits_end(pass, comma + 1);
    if pass.at(comma) != Some(',') || first != comma + 4 {
        return comma;
    }
    let mut spaces = Vec::new();
    let mut at = first;
    while pass.at(at).is_some_and(is_space) && digit(pass.at(at + 1)) {
        let end = digits_end(pass, at + 1);
        // Only the last group may be shorter, and never the second.
        if end - at > 4 || (spaces.is_empty() && end - at != 4) {
            break;
        }
        spaces.push(at);
        at = end;
        if at - spaces[spaces.len() - 1] < 4 {
            break;
        }
    }
    for place in spaces {
        if is_ordinary_space(&pass.cells[place]) {
            pass.replace(place..place + 1, space);
        }
    }
    at
}

/// The word before the one that begins at `start`; nothing when none does.
fn word_before(pass: &Pass<'_>, start: usize) -> Range<usize> {
    let space = |at: &usize| is_space(pass.cells[*at].ch);
    let end = start - (0..start).rev().take_while(space).count();
    if end == start {
        return 0..0;
    }
    let length = (0..end).rev().take_while(|at| !space(at)).count();
    end - length..end
}

/// Whether the word before a number makes it a name: `article 10000`, `n° 12345`.
fn introduces_number(pass: &Pass<'_>, word: Range<usize>) -> bool {
    if word.is_empty() {
        return false;
    }
    let text = fold(&pass.text(stem(pass.cells, word)));
    matches!(text.as_str(), "no" | "n°" | "nos") || pass.context.lexicon.before_number.contains(&text)
}

/// Whether a number without spaces counts something: its noun follows, or it stands alone. Anything else, as
/// `décret 13622` or the number of a ship, may be a name, and names are not grouped.
fn counts(pass: &Pass<'_>, start: usize, end: usize) -> bool {
    let decimals = if pass.at(end) == Some(',') { digits_end(pass, end + 1) } else { end };
    if start == 0 && decimals == pass.cells.len() {
        return true;
    }
    if !pass.at(decimals).is_some_and(is_space) {
        return matches!(pass.at(decimals), Some('%' | '‰' | '€' | '$'));
    }
    let word: String = pass.cells[decimals + 1..]
        .iter()
        .map(|cell| cell.ch)
        .take_while(|ch| !is_space(*ch))
        .take(40)
        .collect();
    let word = word.trim_end_matches([',', ';', '.', ')', ':']);
    let lexicon = pass.context.lexicon;
    let plural = word.chars().count() > 3
        && word.ends_with(['s', 'x'])
        && word.chars().all(|ch| ch.is_lowercase() || ch == '-');
    plural
        || lexicon.units.contains(word)
        || lexicon.currencies.contains(word)
        || lexicon.magnitudes.contains(word)
        || matches!(word, "%" | "‰")
}

/// Spaces the groups of the number whose first digits are `start..end`; returns where the number ends.
fn number_groups(
    pass: &mut Pass<'_>,
    start: usize,
    end: usize,
    (space, from): (&'static str, usize),
    named: bool,
) -> usize {
    // Groups that the author has spaced already.
    let mut groups = Vec::with_capacity(1);
    groups.push(start..end);
    let mut at = end;
    while (1..=3).contains(&(end - start)) && pass.at(at).is_some_and(is_space) && digit(pass.at(at + 1)) {
        let next = digits_end(pass, at + 1);
        if next - at != 4 {
            break;
        }
        groups.push(at + 1..next);
        at = next;
    }
    let sound_end = |index: usize| match pass.at(index) {
        None => true,
        Some(',') => true,
        Some(ch) => !ch.is_alphanumeric() && !"-/:°".contains(ch),
    };
    if named || pass.at(start) == Some('0') || !sound_end(at) {
        return at;
    }
    if groups.len() > 1 {
        let digits: usize = groups.iter().map(Range::len).sum();
        let join = digits == 4 && pass.context.settings.join_four_digits;
        for pair in groups.windows(2) {
            if is_ordinary_space(&pass.cells[pair[0].end]) {
                // Thousands that the author has parted are parted by the house's space, four digits too.
                let text = if join { "" } else { space };
                pass.replace(pair[0].end..pair[1].start, text);
            }
        }
        return at;
    }
    let length = end - start;
    // A full stop before further digits makes it a date, a version or a foreign decimal.
    let dotted = pass.at(end) == Some('.') && digit(pass.at(end + 1));
    if length >= from && length <= 18 && !dotted && counts(pass, start, end) {
        let first = start + (length - 1) % 3 + 1;
        for position in (first..end).step_by(3) {
            pass.replace(position..position, space);
        }
    }
    at
}

/// The house's space between a number and a percent sign.
pub(super) fn percent(pass: &mut Pass<'_>) {
    let settings = pass.context.settings;
    for index in 1..pass.cells.len() {
        let ch = pass.cells[index].ch;
        if matches!(ch, '%' | '‰') && !pass.cells[index].is_protected() {
            let space = settings.percent.text();
            if digit(pass.before(index)) {
                pass.replace(index..index, space);
            } else if index > 1 && is_ordinary_space(&pass.cells[index - 1]) && digit(pass.at(index - 2)) {
                pass.replace(index - 1..index, space);
            }
        }
    }
}

/// The house's space between a number and the unit, currency or magnitude after it.
pub(super) fn unit(pass: &mut Pass<'_>) {
    let lexicon = pass.context.lexicon;
    let space = pass.context.settings.units.text();
    let words = words(pass);
    for pair in words.windows(2) {
        let [left, right] = pair else { continue };
        if !digit(pass.characters(left.stem.clone()).next()) {
            continue;
        }
        let Some(at) = space_between(pass, &left.range, &right.range) else { continue };
        let number_text = pass.text(left.stem.clone());
        if !is_number(&number_text) || number_text.ends_with(['.', ',']) {
            continue;
        }
        // The ordinal sign is often typed for the degree.
        let unit = pass.text(right.stem.clone()).replace('º', "°");
        let unit = if lexicon.units.contains(&unit) { &unit } else { unit.trim_end_matches('.') };
        if is_percent(unit) {
            continue;
        }
        if lexicon.units.contains(unit)
            || lexicon.currencies.contains(unit)
            || lexicon.magnitudes.contains(unit)
        {
            pass.replace(at..at + 1, space);
        }
    }
}

fn is_percent(text: &str) -> bool {
    matches!(text, "%" | "‰")
}

/// Marks numbers that must not be cut at a line's end.
pub(in crate::typography) fn mark_unbroken(work: &mut Work<'_>) {
    if !work.signs.has_any(Signs::HYPHEN.with(Signs::DASH)) || !work.signs.has_any(Signs::DIGIT) {
        return;
    }
    let cells = work.cells();
    for index in 1..cells.len() {
        let digit = |index: usize| cells.get(index).is_some_and(|cell| cell.ch.is_ascii_digit());
        if matches!(cells[index].ch, '-' | '–' | '/') && digit(index - 1) && digit(index + 1) {
            cells[index].marks.insert(Marks::UNBROKEN);
        }
    }
}

/// `x` between two numbers is the sign of multiplication.
pub(super) fn times(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        if pass.cells[index].ch != 'x' || pass.cells[index].is_protected() {
            continue;
        }
        let spaced = pass.before(index).is_some_and(is_space) && pass.at(index + 1).is_some_and(is_space);
        let reach = usize::from(spaced);
        let left = index.checked_sub(1 + reach).and_then(|at| pass.at(at));
        let factor = |ch: Option<char>| {
            ch.is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, '"' | '″' | '′' | '\''))
        };
        if !factor(left) || !digit(pass.at(index + 1 + reach)) {
            continue;
        }
        // `0x1F` is a number of another base.
        let hexadecimal = !spaced
            && left == Some('0')
            && index
                .checked_sub(2)
                .and_then(|at| pass.at(at))
                .is_none_or(|ch| !ch.is_ascii_digit() && ch != ',');
        if !hexadecimal {
            pass.replace(index..index + 1, "×");
        }
    }
}

/// A sign before a number stays with it, and the degree of an angle follows its number at once.
pub(super) fn signs(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        if !is_ordinary_space(&pass.cells[index]) {
            continue;
        }
        let (previous, next) = (pass.before(index), pass.at(index + 1));
        let opens =
            index.checked_sub(2).and_then(|at| pass.at(at)).is_none_or(|ch| is_space(ch) || ch == '(');
        if matches!(previous, Some('+' | '−' | '±')) && opens && digit(next) {
            pass.replace(index..index + 1, NBSP);
        } else if digit(previous)
            && next == Some('°')
            && pass.at(index + 2).is_none_or(|ch| !ch.is_alphabetic())
        {
            pass.replace(index..index + 1, "");
        }
    }
}

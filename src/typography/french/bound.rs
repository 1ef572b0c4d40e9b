//! Words that no line end parts: dates, articles, titles.

use std::collections::HashSet;
use std::ops::Range;

use super::words::{is_number, is_roman, space_between, split_ordinal, stem, words};
use crate::style::fold;
use crate::typography::engine::Pass;

const NBSP: &str = "\u{a0}";

/// One word with what the rules ask of it.
struct Word {
    range: Range<usize>,
    /// Without what stands around it.
    stem: String,
    folded: String,
    /// Whether punctuation follows that parts it from the next word.
    closed: bool,
    /// Whether brackets or quotes open before it.
    opened: bool,
}

fn read(pass: &Pass<'_>) -> Vec<Word> {
    words(pass)
        .into_iter()
        .map(|range| {
            let stem = stem(pass, range.clone());
            let closed = stem.end < range.end;
            let opened = stem.start > range.start && !matches!(pass.cells[stem.start - 1].ch, '’' | '\'');
            let stem = pass.text(stem);
            Word { range, folded: fold(&stem), stem, closed, opened }
        })
        .collect()
}

fn bind_pair(pass: &mut Pass<'_>, left: &Word, right: &Word) {
    if let Some(at) = space_between(pass, &left.range, &right.range) {
        pass.replace(at..at + 1, NBSP);
    }
}

fn is_day(word: &Word) -> bool {
    let digits = word.stem.strip_suffix("er").unwrap_or(&word.stem);
    digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) && (digits == word.stem || digits == "1")
}

/// `26 septembre 2017`, `1er mai`, `26 au 29 septembre`.
pub(super) fn dates(pass: &mut Pass<'_>) {
    let words = read(pass);
    let is_month = |word: &Word| pass.context.lexicon.months.contains(&word.folded);
    let months: Vec<bool> = words.iter().map(is_month).collect();
    let day_of_month = |index: usize| {
        words.get(index).is_some_and(|word| !word.closed && is_day(word))
            && months.get(index + 1) == Some(&true)
    };
    for index in 0..words.len().saturating_sub(1) {
        let (left, right) = (&words[index], &words[index + 1]);
        if left.closed || right.opened {
            continue;
        }
        let year = || right.stem.len() == 4 && right.stem.bytes().all(|byte| byte.is_ascii_digit());
        let joins = |word: &Word| matches!(word.folded.as_str(), "au" | "et" | "ou");
        let bound = day_of_month(index)
            || (months[index] && year())
            // `26 au 29 septembre`: both spaces around the `au` of two days of one month.
            || (is_day(left) && joins(right) && !right.closed && day_of_month(index + 2))
            || (joins(left) && index > 0 && is_day(&words[index - 1]) && day_of_month(index + 1));
        if bound {
            bind_pair(pass, left, right);
        }
    }
}

/// `article 41`, `N° 8`, `86ème session`, `M. Dupont`, `Louis XIV`, `26 voix`.
pub(super) fn bind(pass: &mut Pass<'_>) {
    let words = read(pass);
    let lexicon = pass.context.lexicon;
    for index in 0..words.len().saturating_sub(1) {
        let (left, right) = (&words[index], &words[index + 1]);
        if inside_abbreviation(&lexicon.inside, &words, index) {
            bind_pair(pass, left, right);
            continue;
        }
        if left.closed || right.opened {
            continue;
        }
        let right_plain = right.stem.trim_end_matches('.');
        let number = is_number(right_plain);
        let numeral = number || is_roman(right_plain) || is_first(right_plain);
        // The noun may end the sentence, or be an abbreviation with its own full stop.
        let after = |words: &HashSet<String>| {
            words.contains(&right.folded) || words.contains(right.folded.trim_end_matches('.'))
        };
        let capital = right.stem.starts_with(char::is_uppercase);
        let bound = (numeral && lexicon.before_number.contains(&left.folded) && !is_doubtful(right_plain))
            || (is_roman(right_plain) && lexicon.dynasties.contains(&left.stem))
            || (split_ordinal(&left.stem).is_some() && after(&lexicon.after_ordinal))
            || (is_number(&left.stem) && after(&lexicon.after_number))
            || (capital && lexicon.before_name.contains(&left.stem));
        if bound {
            bind_pair(pass, left, right);
        }
    }
}

/// `Article premier` is a heading's form; `Ier` and `1er` are numerals.
fn is_first(text: &str) -> bool {
    matches!(text, "premier" | "première" | "unique") || split_ordinal(text).is_some()
}

/// A single capital after a word is a numeral only where it is one beyond doubt: `annexe I`, not `point D`.
fn is_doubtful(right: &str) -> bool {
    matches!(right, "D" | "C" | "M" | "L")
}

/// Whether the words around the space after `index` are of an abbreviation such as `S. E. M.`.
fn inside_abbreviation(known: &[Vec<String>], words: &[Word], index: usize) -> bool {
    known.iter().any(|abbreviation| {
        (0..abbreviation.len().saturating_sub(1)).any(|offset| {
            index.checked_sub(offset).is_some_and(|start| {
                abbreviation
                    .iter()
                    .enumerate()
                    .all(|(at, part)| words.get(start + at).is_some_and(|word| word.stem == *part))
            })
        })
    })
}

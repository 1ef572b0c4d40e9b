//! Words that no line end parts: dates, articles, titles.
//!
//! Most pairs of words are refused by their first characters; only then is a word read whole and folded.

use rustc_hash::FxHashSet;

use super::Customs;
use super::words::{begins_number, is_number, is_roman, is_time, space_between, words};
use crate::style::{Lexicon, fold};
use crate::typography::engine::{Pass, Word};

const NBSP: &str = "\u{a0}";

/// The stem of a word.
pub(in crate::typography) fn read(pass: &Pass<'_>, word: &Word) -> String {
    pass.text(word.stem.clone())
}

/// Whether the space between two words could be bound: no punctuation follows the first, and no brackets or quotes open
/// before the second.
fn touch(pass: &Pass<'_>, left: &Word, right: &Word) -> bool {
    let closed = left.stem.end < left.range.end;
    let opened =
        right.stem.start > right.range.start && !matches!(pass.cells[right.stem.start - 1].ch, '’' | '\'');
    !closed && !opened
}

pub(in crate::typography) fn bind_pair(pass: &mut Pass<'_>, left: &Word, right: &Word) {
    if let Some(at) = space_between(pass, &left.range, &right.range) {
        pass.replace(at..at + 1, NBSP);
    }
}

/// Whether the number of a day or a year may begin with a character.
fn begins_day(first: Option<char>) -> bool {
    matches!(first, Some('0'..='9' | '+'))
}

pub(in crate::typography) fn is_day(pass: &Pass<'_>, customs: &Customs, word: &Word) -> bool {
    if !begins_day(pass.at(word.stem.start)) {
        return false;
    }
    let stem = read(pass, word);
    (customs.day)(&stem).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

pub(in crate::typography) fn is_month(pass: &Pass<'_>, customs: &Customs, word: &Word) -> bool {
    pass.context.lexicon.months.contains(&fold(read(pass, word).trim_end_matches(customs.closing)))
}

pub(in crate::typography) fn is_year(pass: &Pass<'_>, customs: &Customs, word: &Word) -> bool {
    let mut characters = pass.characters(word.stem.clone());
    characters.by_ref().take(4).filter(char::is_ascii_digit).count() == 4
        && characters.next().is_none_or(|ch| customs.closing.contains(&ch) && characters.next().is_none())
}

/// Whether a word joins two days of one month.
fn joins(pass: &Pass<'_>, customs: &Customs, word: &Word) -> bool {
    customs.joining_days.contains(&fold(&read(pass, word)).as_str())
}

/// Whether the word at an index is a day and its month follows.
fn day_of_month(pass: &Pass<'_>, customs: &Customs, words: &[Word], index: usize) -> bool {
    let [day, month] = words.get(index..index + 2).unwrap_or_default() else { return false };
    is_day(pass, customs, day) && day.stem.end == day.range.end && is_month(pass, customs, month)
}

/// `26 septembre 2017`, `1er mai`, `26 au 29 septembre`.
pub(in crate::typography) fn dates(pass: &mut Pass<'_>, customs: &Customs) {
    let words = words(pass);
    let figures = |index: usize| begins_day(pass.at(words[index].stem.start));
    let figures: Vec<usize> = (0..words.len()).filter(|index| figures(*index)).collect();
    // A date has figures in one word of the pair, or in the word before it.
    let mut pairs: Vec<usize> = figures.iter().flat_map(|at| [at.saturating_sub(1), *at, at + 1]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for index in pairs {
        let [left, right] = words.get(index..index + 2).unwrap_or_default() else { continue };
        if !touch(pass, left, right) {
            continue;
        }
        let right_open = right.stem.end == right.range.end;
        let bound = day_of_month(pass, customs, words, index)
            || (is_year(pass, customs, right) && is_month(pass, customs, left))
            || (customs.month_first && is_month(pass, customs, left) && is_day(pass, customs, right))
            // `26 au 29 septembre`: both spaces around the `au` of two days of one month.
            || (right_open && is_day(pass, customs, left) && joins(pass, customs, right) && day_of_month(pass, customs, words, index + 2))
            || (index > 0
                && is_day(pass, customs, &words[index - 1])
                && joins(pass, customs, left)
                && day_of_month(pass, customs, words, index + 1));
        if bound {
            bind_pair(pass, left, right);
        }
    }
}

/// `article 41`, `N° 8`, `86ème session`, `M. Dupont`, `Louis XIV`, `26 voix`.
pub(in crate::typography) fn bind(pass: &mut Pass<'_>, customs: &Customs) {
    let lexicon = pass.context.lexicon;
    let words = words(pass);
    for (index, pair) in words.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let bound = inside_abbreviation(pass, words, index)
            || (customs.initials && between_initials(pass, words, index))
            || (touch(pass, left, right)
                && (before_numeral(pass, customs, left, right)
                    || after_number(pass, customs, left, right)
                    || before_name(pass, lexicon, left, right)));
        if bound {
            bind_pair(pass, left, right);
        }
    }
}

/// `article 41`, `chapitre IV`, `Louis XIV`.
fn before_numeral(pass: &Pass<'_>, customs: &Customs, left: &Word, right: &Word) -> bool {
    let lexicon = pass.context.lexicon;
    let mut stem = right.stem.clone();
    let first = pass.at(stem.start);
    if !begins_number(first) {
        let begins = |word: &&str| word.chars().next() == first;
        if !customs.firsts.iter().any(begins) {
            return false;
        }
        while stem.end > stem.start && pass.cells[stem.end - 1].ch == '.' {
            stem.end -= 1;
        }
        // `Article premier` is a heading's form.
        let first = customs.firsts.iter().any(|first| pass.reads(stem.clone(), first));
        return first && lexicon.before_number.contains(&fold(&read(pass, left)));
    }
    let right = read(pass, right);
    // `article 3(2)(a)`.
    let right = right.split('(').next().unwrap_or_default().trim_end_matches('.');
    // `chapters IV–VI`.
    let roman = is_roman(right)
        || right.split_once('–').is_some_and(|(first, last)| is_roman(first) && is_roman(last));
    let numeral = roman || is_number(right) || (customs.split_ordinal)(right).is_some();
    (numeral && !is_doubtful(right) && lexicon.before_number.contains(&fold(&read(pass, left))))
        || (roman && lexicon.dynasties.contains(&read(pass, left)))
}

/// `86ème session`, `26 voix`.
fn after_number(pass: &Pass<'_>, customs: &Customs, left: &Word, right: &Word) -> bool {
    let lexicon = pass.context.lexicon;
    if !begins_number(pass.characters(left.stem.clone()).next()) {
        return false;
    }
    let left = read(pass, left);
    let ordinal = (customs.split_ordinal)(&left).is_some();
    let number = is_number(&left) || is_time(&left);
    if !ordinal && !number {
        return false;
    }
    let right = fold(&read(pass, right));
    // The noun may end the sentence, or be an abbreviation with its own full stop.
    let among =
        |words: &FxHashSet<String>| words.contains(&right) || words.contains(right.trim_end_matches('.'));
    (ordinal && among(&lexicon.after_ordinal)) || (number && among(&lexicon.after_number))
}

/// `M. Dupont`.
fn before_name(pass: &Pass<'_>, lexicon: &Lexicon, left: &Word, right: &Word) -> bool {
    let capital = pass.characters(right.stem.clone()).next().is_some_and(char::is_uppercase);
    capital && lexicon.before_name.holds(pass.characters(left.stem.clone()))
}

/// Whether the space after `index` is between the initials of a name, or between the last of them and the name:
/// `J. R. R. Tolkien`, `Mr A. Jones`.
fn between_initials(pass: &Pass<'_>, words: &[Word], index: usize) -> bool {
    let [left, right] = [&words[index], &words[index + 1]];
    if !is_initial(pass, left) || left.stem.end < left.range.end || !touch(pass, left, right) {
        return false;
    }
    if is_initial(pass, right) {
        return true;
    }
    // One initial may end a sentence: `annex A. The members`.
    let titles = &pass.context.lexicon.before_name;
    let titled = |word: &Word| titles.holds(pass.characters(word.stem.clone()));
    let begins_name =
        index.checked_sub(1).map(|at| &words[at]).is_some_and(|word| is_initial(pass, word) || titled(word));
    let mut letters = pass.characters(right.stem.clone());
    let name =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    begins_name && name && !titled(right)
}

/// A capital and a full stop.
fn is_initial(pass: &Pass<'_>, word: &Word) -> bool {
    let mut letters = pass.characters(word.stem.clone());
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.') && letters.next().is_none()
}

/// A single capital after a word is a numeral only where it is one beyond doubt: `annexe I`, not `point D`.
fn is_doubtful(right: &str) -> bool {
    matches!(right, "D" | "C" | "M" | "L")
}

/// Whether the words around the space after `index` are of an abbreviation such as `S. E. M.`.
fn inside_abbreviation(pass: &Pass<'_>, words: &[Word], index: usize) -> bool {
    let known = &pass.context.lexicon.inside;
    let stem = words[index].stem.clone();
    if !known.may_hold(pass.characters(stem.clone())) {
        return false;
    }
    known.around(&pass.text(stem)).any(|(abbreviation, place)| {
        index.checked_sub(place).is_some_and(|start| {
            abbreviation.iter().enumerate().all(|(at, part)| {
                words.get(start + at).is_some_and(|word| pass.reads(word.stem.clone(), part))
            })
        })
    })
}

//! Numbers: their percent sign, their units, their dates, their digits.

use super::marks::is_letter;
use crate::model::{Style, is_arabic_mark};
use crate::style::{Digits, fold};
use crate::typography::common::words::{is_ordinary_space, space_between, words};
use crate::typography::engine::{Pass, Word};

const NBSP: &str = "\u{a0}";

/// A figure of either kind.
fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit() || matches!(ch, '٠'..='٩')
}

/// `20 %` and `20%` become `20٪`.
pub(super) fn percent(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        if pass.cells[index].ch != '%' || pass.cells[index].is_protected() {
            continue;
        }
        if pass.before(index).is_some_and(is_digit) {
            pass.replace(index..index + 1, "٪");
        } else if index > 1
            && matches!(pass.before(index), Some(' ' | '\u{a0}' | '\u{202f}'))
            && pass.at(index - 2).is_some_and(is_digit)
        {
            pass.replace(index - 1..index + 1, "٪");
        }
    }
}

/// Whether a word is a number, with its decimals.
fn is_number(pass: &Pass<'_>, word: &Word) -> bool {
    let mut characters = pass.characters(word.stem.clone());
    characters.clone().next().is_some_and(is_digit)
        && characters.all(|ch| is_digit(ch) || ",.٫٬".contains(ch))
}

/// Whether a word is a number with a power.
fn is_power(pass: &Pass<'_>, word: &Word) -> bool {
    let cells = &pass.cells[word.stem.clone()];
    let digits =
        cells.iter().take_while(|cell| is_digit(cell.ch) && !cell.style.contains(Style::SUPERIOR)).count();
    digits > 0
        && digits < cells.len()
        && cells[digits..].iter().all(|cell| cell.style.contains(Style::SUPERIOR))
}

/// A no-break space on both sides of a × between numbers.
pub(super) fn factor(pass: &mut Pass<'_>) {
    for index in 2..pass.cells.len() {
        let spaced = pass.before(index) == Some(' ') && pass.at(index + 1) == Some(' ');
        let digit = |ch: Option<char>| ch.is_some_and(is_digit);
        if pass.cells[index].ch == '×' && spaced && digit(pass.at(index - 2)) && digit(pass.at(index + 2)) {
            pass.replace(index - 1..index, NBSP);
            pass.replace(index + 1..index + 2, NBSP);
        }
    }
}

/// A no-break space between a number and what it counts, where the lexicon knows that.
pub(super) fn unit(pass: &mut Pass<'_>) {
    let lexicon = pass.context.lexicon;
    for pair in words(pass).windows(2) {
        let [left, right] = pair else { continue };
        if !(is_number(pass, left) || is_power(pass, left)) || left.stem.end < left.range.end {
            continue;
        }
        let Some(at) = space_between(pass, &left.range, &right.range) else { continue };
        let unit = pass.text(right.stem.clone());
        let unit = unit.trim_end_matches('.');
        if lexicon.units.contains(unit)
            || lexicon.currencies.contains(unit)
            || lexicon.magnitudes.contains(unit)
        {
            pass.replace(at..at + 1, NBSP);
        }
    }
}

/// `10 كانون الأول/ديسمبر 1948`: no space of a date breaks.
pub(super) fn dates(pass: &mut Pass<'_>) {
    let words = words(pass);
    let part = |word: &Word| {
        let text = fold(&pass.text(word.stem.clone()));
        let months = &pass.context.lexicon.months;
        let among = |text: &str| months.iter().any(|month| month.split(['/', ' ']).any(|part| part == text));
        text.split('/').all(|part| !part.is_empty() && among(part))
    };
    let mut spaces = Vec::new();
    for (index, pair) in words.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        // `من 5 إلى 9 أيار`: the days of one month stay together.
        let to = |at: usize| words.get(at).is_some_and(|word| pass.reads(word.stem.clone(), "إلى"));
        let day = |at: usize| words.get(at).is_some_and(|word| is_number(pass, word) && word.stem.len() <= 2);
        let month = |at: usize| words.get(at).is_some_and(part);
        let range = |at: usize| day(at) && to(at + 1) && day(at + 2) && month(at + 3);
        let numbers = is_number(pass, left) || is_number(pass, right);
        let bound = if range(index) || index.checked_sub(1).is_some_and(range) {
            true
        } else if numbers {
            (is_number(pass, left) && left.stem.len() <= 2 && part(right))
                || (is_number(pass, right) && right.stem.len() == 4 && part(left))
        } else {
            begins_letter(pass, left) && begins_letter(pass, right) && part(left) && part(right)
        };
        if bound
            && left.stem.end == left.range.end
            && let Some(at) = space_between(pass, &left.range, &right.range)
        {
            spaces.push(at);
        }
    }
    for at in spaces {
        pass.replace(at..at + 1, NBSP);
    }
}

fn begins_letter(pass: &Pass<'_>, word: &Word) -> bool {
    pass.characters(word.stem.clone()).next().is_some_and(is_letter)
}

/// A digit as the house prints it.
pub(super) fn shown(ch: char, digits: Digits) -> Option<char> {
    let (zero, other) = match digits {
        Digits::AsTyped => return None,
        Digits::European => ('٠', '0'),
        Digits::ArabicIndic => ('0', '٠'),
    };
    let value = u32::from(ch).checked_sub(u32::from(zero)).filter(|value| *value < 10)?;
    char::from_u32(u32::from(other) + value)
}

/// Figures that are of no Latin word, with the decimal sign of each kind.
pub(super) fn digits(pass: &mut Pass<'_>) {
    let kind = pass.context.settings.digits;
    if kind == Digits::AsTyped {
        return;
    }
    let mut index = 0;
    while index < pass.cells.len() {
        let start = index;
        let of_word =
            |ch: char| is_digit(ch) || is_arabic_mark(ch) || ch.is_alphanumeric() || ",.٫٬-/".contains(ch);
        while index < pass.cells.len() && of_word(pass.cells[index].ch) {
            index += 1;
        }
        if index == start {
            index += 1;
            continue;
        }
        let range = start..index;
        let latin = pass.characters(range.clone()).any(|ch| ch.is_alphabetic() && !is_letter(ch));
        if latin {
            continue;
        }
        for at in range {
            let cell = &pass.cells[at];
            if cell.is_protected() || is_ordinary_space(cell) {
                continue;
            }
            let between =
                at > start && pass.before(at).is_some_and(is_digit) && pass.at(at + 1).is_some_and(is_digit);
            let new = match (cell.ch, kind) {
                (',' | '.', Digits::ArabicIndic) if between => Some('٫'),
                ('٫', Digits::European) => Some(','),
                (ch, kind) => shown(ch, kind),
            };
            if let Some(new) = new {
                pass.replace(at..at + 1, new.to_string());
            }
        }
    }
}

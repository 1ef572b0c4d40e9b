//! What the rules ask of words and characters.

use std::ops::Range;

use crate::model::{Cell, Space};
use crate::typography::engine::{Pass, Word};

/// An ordinary space: the only one that a rule replaces; the author's own no-break spaces stay.
pub(in crate::typography) fn is_ordinary_space(cell: &Cell) -> bool {
    cell.ch == ' ' && !cell.is_protected()
}

/// Any space, the author's no-break ones included.
pub(in crate::typography) fn is_space(ch: char) -> bool {
    matches!(
        ch,
        ' ' | '\u{a0}' | '\u{202f}' | '\n' | '\t' | '\u{2009}' | '\u{2002}' | '\u{2003}' | '\u{2060}'
    )
}

/// The words of a text: runs of anything but spaces.
pub(in crate::typography) fn words<'a>(pass: &Pass<'a>) -> &'a [Word] {
    pass.words(read)
}

fn read(cells: &[Cell]) -> Vec<Word> {
    // French words have some six characters with their space; the rest is growth.
    let mut words = Vec::with_capacity(cells.len() / 6 + 2);
    let mut start = None;
    let mut add = |range: Range<usize>| words.push(Word { stem: stem(cells, range.clone()), range });
    for (index, cell) in cells.iter().enumerate() {
        if cell.space != Space::None || is_space(cell.ch) {
            if let Some(start) = start.take() {
                add(start..index);
            }
        } else if start.is_none() {
            start = Some(index);
        }
    }
    if let Some(start) = start {
        add(start..cells.len());
    }
    words
}

/// The part of a word between the brackets, quotes and elisions before it and the punctuation after it:
/// `l’article` gives `article`, `(annexe` gives `annexe`. A full stop stays.
pub(in crate::typography) fn stem(cells: &[Cell], word: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = word;
    while start < end && matches!(cells[start].ch, '(' | '[' | '«' | '“' | '”' | '‘' | '–' | '—' | '…')
    {
        start += 1;
    }
    let elision = cells[start..end].iter().take(7).position(|cell| matches!(cell.ch, '’' | '\''));
    if let Some(offset) = elision
        && start + offset + 1 < end
        && !is_contraction(&cells[start + offset + 1..end])
    {
        start += offset + 1;
    }
    while start < end
        && matches!(
            cells[end - 1].ch,
            ')' | ']' | '»' | '“' | '”' | '‘' | '’' | ',' | ';' | ':' | '!' | '?' | '…' | '،' | '؛' | '؟'
        )
    {
        end -= 1;
    }
    start..end
}

/// Whether what follows an apostrophe is the end of an English word and not one of its own: `isn’t`, `it’s`, `they’ll`.
fn is_contraction(rest: &[Cell]) -> bool {
    let mut letters = rest.iter().map(|cell| cell.ch).take_while(|ch| ch.is_alphanumeric());
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    match (first, second) {
        (Some('s' | 't' | 'd' | 'm'), None) => true,
        (Some('r' | 'v'), Some('e')) | (Some('l'), Some('l')) => third.is_none(),
        _ => false,
    }
}

/// The single ordinary space between two words, if that is all there is between them.
pub(in crate::typography) fn space_between(
    pass: &Pass<'_>,
    left: &Range<usize>,
    right: &Range<usize>,
) -> Option<usize> {
    let single = right.start == left.end + 1 && is_ordinary_space(&pass.cells[left.end]);
    single.then_some(left.end)
}

/// Whether a number may begin with a character: a figure, or a capital of the Roman numerals.
pub(in crate::typography) fn begins_number(first: Option<char>) -> bool {
    matches!(first, Some('0'..='9' | 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// Whether the text is a number: digits, with separators inside.
pub(in crate::typography) fn is_number(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_digit())
        && text
            .chars()
            .all(|ch| ch.is_ascii_digit() || matches!(ch, ',' | '.' | '\u{202f}' | '-' | '–' | '/'))
}

/// Whether the text is a time of day, as `10:30`.
pub(in crate::typography) fn is_time(text: &str) -> bool {
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once(':').is_some_and(|(hours, minutes)| {
        matches!(hours.len(), 1 | 2) && minutes.len() == 2 && figures(hours) && figures(minutes)
    })
}

/// Whether the text is a Roman numeral in capitals, in its regular form.
pub(in crate::typography) fn is_roman(text: &str) -> bool {
    roman_value(text).is_some()
}

/// The value of a Roman numeral in its regular form.
fn roman_value(text: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let mut rest = text;
    let mut value = 0;
    for (symbol, worth) in PARTS {
        let mut times = 0;
        while let Some(shorter) = rest.strip_prefix(symbol) {
            times += 1;
            if times > 1 && (symbol.len() == 2 || matches!(symbol, "D" | "L" | "V")) || times > 3 {
                return None;
            }
            rest = shorter;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

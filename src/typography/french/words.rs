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
pub(super) fn stem(cells: &[Cell], word: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = word;
    while start < end && matches!(cells[start].ch, '(' | '[' | '«' | '“' | '‘' | '–' | '—' | '…') {
        start += 1;
    }
    let elision = cells[start..end].iter().take(7).position(|cell| matches!(cell.ch, '’' | '\''));
    if let Some(offset) = elision
        && start + offset + 1 < end
    {
        start += offset + 1;
    }
    while start < end
        && matches!(
            cells[end - 1].ch,
            ')' | ']' | '»' | '”' | '’' | ',' | ';' | ':' | '!' | '?' | '…' | '،' | '؛' | '؟'
        )
    {
        end -= 1;
    }
    start..end
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
pub(super) fn begins_number(first: Option<char>) -> bool {
    matches!(first, Some('0'..='9' | 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

/// Whether the text is a number: digits, with separators inside.
pub(super) fn is_number(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_digit())
        && text
            .chars()
            .all(|ch| ch.is_ascii_digit() || matches!(ch, ',' | '.' | '\u{202f}' | '-' | '–' | '/'))
}

/// Whether the text is a Roman numeral in capitals, in its regular form.
pub(super) fn is_roman(text: &str) -> bool {
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

/// The endings of ordinal numbers, longest first.
pub(super) const ORDINAL_ENDINGS: [&str; 18] = [
    "ièmes", "ières", "ième", "ière", "iers", "ier", "èmes", "emes", "ères", "ème", "eme", "ère", "ndes",
    "nde", "nds", "res", "ers", "es",
];

/// The short endings that are right already.
pub(super) const SHORT_ENDINGS: [&str; 6] = ["er", "re", "nd", "me", "e", "d"];

/// Splits an ordinal into its number (Arabic or Roman) and its ending.
pub(super) fn split_ordinal(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = if digits > 0 {
        digits
    } else {
        // The ending is in lower case, the numeral in capitals.
        text.bytes().take_while(|byte| b"IVXLCDM".contains(byte)).count()
    };
    let (number, ending) = text.split_at(number);
    let known = ORDINAL_ENDINGS.contains(&ending) || SHORT_ENDINGS.contains(&ending);
    if number.is_empty() || !known {
        return None;
    }
    if digits == 0 {
        // `Ce`, `De`, `Les` and `Mme` are words; a numeral has two letters at least, or is I, V or X.
        let sound = is_roman(number) && (number.len() > 1 || "IVX".contains(number));
        let first = number == "I" && matches!(ending, "er" | "re" | "ers" | "res" | "ère" | "ier" | "ière");
        let wordlike = matches!(text, "Ie" | "Ies" | "Id" | "Xe") && text != "Xe"
            || number.starts_with("MM") && number.len() < 3;
        if !sound || wordlike || (number == "I" && !first) {
            return None;
        }
    }
    Some((number, ending))
}

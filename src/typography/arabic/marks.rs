//! The marks of punctuation, and the spaces around them.

use crate::model::{called_note, is_arabic, is_arabic_mark};
use crate::typography::common::words::{is_ordinary_space, is_space};
use crate::typography::engine::Pass;

const TATWEEL: char = '\u{640}';

/// A letter of Arabic, no mark, sign or figure.
pub(super) fn is_letter(ch: char) -> bool {
    is_arabic(ch) && ch.is_alphabetic() && ch != TATWEEL
}

/// Takes away the strokes between two letters; one at a word's end, as in `هـ`, is of the word.
pub(super) fn tatweel(pass: &mut Pass<'_>) {
    let mut index = 0;
    while index < pass.cells.len() {
        let start = index;
        while pass.at(index) == Some(TATWEEL) && !pass.cells[index].is_protected() {
            index += 1;
        }
        if index > start
            && pass.before(start).is_some_and(|ch| is_letter(ch) || is_arabic_mark(ch))
            && pass.at(index).is_some_and(is_letter)
        {
            pass.replace(start..index, "");
        }
        index += usize::from(index == start);
    }
}

/// `,` `;` `?` become `،` `؛` `؟`, but between two Latin words or within a number.
pub(super) fn punctuation(pass: &mut Pass<'_>) {
    let mut before = None;
    for index in 0..pass.cells.len() {
        let cell = &pass.cells[index];
        if cell.ch.is_alphabetic() {
            before = Some(is_arabic(cell.ch));
        }
        let form = match cell.ch {
            ',' => "،",
            ';' => "؛",
            '?' => "؟",
            _ => continue,
        };
        let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
        let within_number = digit(pass.before(index)) && digit(pass.at(index + 1));
        if cell.is_protected() || within_number {
            continue;
        }
        // A word is not far; the bound keeps the rule linear.
        let after = pass.cells[index..].iter().take(80).find(|cell| cell.ch.is_alphabetic());
        let after = after.map(|cell| is_arabic(cell.ch));
        if before != Some(false) || after == Some(true) {
            pass.replace(index..index + 1, form);
        }
    }
}

/// Takes the space before a closing mark away, and the one after an opening mark.
pub(super) fn no_space(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        let space = &pass.cells[index];
        if !(is_ordinary_space(space) || space.ch == '\u{a0}' && space.len > 0) {
            continue;
        }
        let after_opening = match pass.before(index) {
            Some('(' | '[' | '«') => true,
            // The marks of inner quotations open where they do not end a word.
            Some('”' | '’') => {
                index < 2 || pass.at(index - 2).is_none_or(|ch| is_space(ch) || "([«”".contains(ch))
            }
            _ => false,
        };
        let next = pass.cells.get(index + 1).filter(|next| !next.is_protected());
        let before_closing = next.is_some_and(|next| match next.ch {
            '،' | '؛' | '؟' | '!' | ':' | ')' | ']' | '»' => true,
            '“' => pass.at(index + 2).is_none_or(|ch| !ch.is_alphanumeric()),
            // `. . .` keeps its spaces.
            '.' => pass.before(index) != Some('.') && pass.at(index + 2).is_none_or(is_space),
            _ => false,
        });
        // The dash of an announcement, `1 -`, is no word.
        let alone = index == 0 || pass.before(index) == Some('–');
        if after_opening || (before_closing && !alone) {
            pass.replace(index..index + 1, "");
        }
    }
}

/// Puts a space after a mark that a word follows.
pub(super) fn space_after(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        if !matches!(pass.cells[index].ch, '،' | '؛' | '؟') || pass.cells[index].is_protected() {
            continue;
        }
        let word = |ch: char| (ch.is_alphanumeric() || ch == '«') && called_note(ch).is_none();
        if pass.at(index + 1).is_some_and(word) {
            pass.replace(index + 1..index + 1, " ");
        }
    }
}

//! What has an order of its own within a paragraph: spans in another language, references, numbers with their signs.

use crate::model::{Cell, Direction, Lead, Space, Style, is_arabic};

/// Characters with an order of their own.
pub(super) struct Isolate {
    /// The first of them.
    pub(super) start: usize,
    /// The one after the last.
    pub(super) end: usize,
    /// That order.
    pub(super) direction: Direction,
}

/// What is isolated in a paragraph, in order.
pub(super) fn isolates(cells: &[Cell]) -> Vec<Isolate> {
    let mut isolates = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let start = at;
        let first = &cells[at];
        if let Some(language) = first.foreign {
            at += cells[at..].iter().take_while(|cell| cell.foreign == first.foreign).count();
            isolates.push(Isolate { start, end: at, direction: language.direction() });
            continue;
        }
        let length = if is_call(first) {
            cells[at..].iter().take_while(|cell| is_call(cell) && cell.leads == first.leads).count()
        } else {
            expression(cells, at)
        };
        if length > 0 {
            let end = start + length;
            let free = isolates.last().map_or(0, |isolate| isolate.end);
            let start = if is_call(first) { start } else { before(cells, start, free) };
            let end = if is_call(first) { end } else { after(cells, end) };
            isolates.push(Isolate { start, end, direction: Direction::LeftToRight });
            at = end;
            continue;
        }
        at += 1;
        // What is within a word does not begin there.
        if is_word(&cells[start]) {
            at += cells[at..].iter().take_while(|cell| is_word(cell) && cell.ch.is_alphanumeric()).count();
        }
    }
    isolates
}

/// Whether a character is of the number of a note's call.
fn is_call(cell: &Cell) -> bool {
    matches!(cell.leads, Some(Lead::Note(_)))
}

fn is_word(cell: &Cell) -> bool {
    cell.space == Space::None && cell.foreign.is_none() && !is_call(cell)
}

/// Whether a word of Latin letters: what stands beside it is read with it, from left to right (UAX 9, W7 and N1).
fn is_latin_word(word: &[Cell]) -> bool {
    let latin = |cell: &Cell| is_word(cell) && cell.ch.is_alphabetic() && cell.ch < '\u{590}';
    word.first().is_some_and(latin)
        && word.last().is_some_and(latin)
        && word.iter().all(|cell| is_word(cell) && !is_arabic(cell.ch))
}

/// Where the Latin words before an expression begin, such as those of `ISO 9001:2015`, but not before `free`.
fn before(cells: &[Cell], mut start: usize, free: usize) -> usize {
    while start > free + 1 && is_gap(&cells[start - 1]) {
        let length = cells[free..start - 1].iter().rev().take_while(|cell| is_word(cell)).count();
        let word = start - 1 - length;
        if !is_latin_word(&cells[word..start - 1]) {
            break;
        }
        start = word;
    }
    start
}

/// Where the Latin words after an expression end.
fn after(cells: &[Cell], mut end: usize) -> usize {
    while cells.get(end).is_some_and(is_gap) {
        let length = cells[end + 1..].iter().take_while(|cell| is_word(cell)).count();
        // The punctuation after it is the sentence's.
        let sign = |cell: &&Cell| !cell.ch.is_alphanumeric();
        let signs = cells[end + 1..end + 1 + length].iter().rev().take_while(sign).count();
        let word = end + 1..end + 1 + length - signs;
        if !is_latin_word(&cells[word.clone()]) {
            break;
        }
        end = word.end;
        if signs > 0 {
            break;
        }
    }
    end
}

/// The space between two words.
fn is_gap(cell: &Cell) -> bool {
    matches!(cell.space, Space::Word | Space::Bound)
}

/// The length of what begins at a character and is read from left to right: a reference, an address, a number with a
/// sign or a power, with the Latin unit or the factor that a no-break space ties to it.
fn expression(cells: &[Cell], start: usize) -> usize {
    let latin = |cell: &Cell| {
        is_word(cell) && (!cell.ch.is_alphabetic() || cell.ch < '\u{590}') && !is_arabic(cell.ch)
    };
    let sign = |ch: char| matches!(ch, '+' | '-' | '−' | '±');
    let opens = |at: usize| {
        let Some(cell) = cells.get(at).filter(|cell| latin(cell)) else { return false };
        let next = cells.get(at + 1).is_some_and(|next| next.ch.is_ascii_digit());
        cell.ch.is_ascii_alphanumeric() || cell.ch == '×' || (sign(cell.ch) && next) || is_protected(cell)
    };
    let before = start.checked_sub(1).map(|before| &cells[before]);
    let free = before.is_none_or(|before| !is_word(before) || "([«“”".contains(before.ch));
    let begins =
        opens(start) && (free || is_protected(&cells[start]) && before.is_none_or(|before| !latin(before)));
    if !begins {
        return 0;
    }
    // A number by itself follows the rules for numbers.
    let mut needed = sign(cells[start].ch);
    let mut end = start;
    loop {
        let word = end;
        while cells.get(end).is_some_and(latin) {
            needed |= is_protected(&cells[end]) && !cells[word..end].is_empty() || is_protected(&cells[word]);
            end += 1;
        }
        // The punctuation after it is the sentence's.
        while end > word + 1 && !cells[end - 1].ch.is_alphanumeric() && !is_protected(&cells[end - 1]) {
            end -= 1;
        }
        let tied = cells.get(end).is_some_and(|cell| matches!(cell.space, Space::Bound | Space::Thin));
        let numeric = cells[start].ch.is_ascii_digit() || sign(cells[start].ch);
        let factor = cells.get(end + 1).is_some_and(|cell| cell.ch == '×' || cell.ch.is_ascii_alphabetic())
            || cells.get(end.wrapping_sub(1)).is_some_and(|cell| cell.ch == '×') && end == word + 1;
        if !(tied && numeric && factor && opens(end + 1)) {
            break;
        }
        needed = true;
        end += 1;
    }
    if needed { end - start } else { 0 }
}

fn is_protected(cell: &Cell) -> bool {
    cell.is_protected() || cell.style.contains(Style::CODE)
}

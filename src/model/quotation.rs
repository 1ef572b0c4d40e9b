//! Quotations that go on over several paragraphs.

use super::text::{Cell, Space, Style, Text};

/// The part that a paragraph has in a quotation longer than itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QuotationPart {
    /// A quotation goes on from the paragraph before: a guillemet is repeated at the beginning.
    pub continued: bool,
    /// A quotation goes on in the paragraph after: its mark is not closed here.
    pub continues: bool,
}

/// How the outer quotation marks of one paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Balance {
    /// Whatever is opened is closed.
    Even,
    /// A quotation is open at the end.
    Open,
    /// The marks cannot belong to a quotation from the paragraph before.
    Alone,
}

/// The parts of paragraphs that follow one another; a quotation that none of them closes goes over no border.
///
/// Takes time in proportion to the characters.
pub fn quotation_parts<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Vec<QuotationPart> {
    let mut parts: Vec<QuotationPart> = Vec::new();
    let mut opened: Option<usize> = None;
    for (index, text) in texts.into_iter().enumerate() {
        parts.push(QuotationPart::default());
        if let Some(start) = opened {
            match balance(text, true) {
                Balance::Open => continue,
                Balance::Even => {
                    for part in &mut parts[start..index] {
                        part.continues = true;
                    }
                    for part in &mut parts[start + 1..=index] {
                        part.continued = true;
                    }
                    opened = None;
                    continue;
                }
                Balance::Alone => {}
            }
        }
        opened = (balance(text, false) == Balance::Open).then_some(index);
    }
    parts
}

/// Whether a quotation is open after the paragraphs read so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct OpenQuotation(bool);

impl OpenQuotation {
    /// Reads the next paragraph.
    pub(super) fn read(&mut self, text: &Text) {
        self.0 = match balance(text, self.0) {
            Balance::Even => false,
            Balance::Open => true,
            Balance::Alone => balance(text, false) == Balance::Open,
        };
    }

    /// Whether a paragraph can go on with the quotation that is open.
    pub(super) fn admits(self, text: &Text) -> bool {
        self.0 && balance(text, true) != Balance::Alone
    }
}

/// Whether the first character of a text opens a quotation, or repeats its mark.
pub(super) fn begins_quoted(text: &Text) -> bool {
    let first = text.cells.first().map(|cell| cell.ch);
    matches!(first, Some('«' | '"' | '“')) || (matches!(first, Some('»' | '”')) && repeats(&text.cells))
}

fn balance(text: &Text, continued: bool) -> Balance {
    let cells = &text.cells;
    let mut depth = i64::from(continued);
    let begins = begins_quoted(text);
    // Where the quotation of the paragraph before ended.
    let mut ended = None;
    for (index, cell) in cells.iter().enumerate() {
        if !matches!(cell.ch, '«' | '“' | '»' | '”' | '"') {
            continue;
        }
        if cell.style.contains(Style::CODE) || cell.foreign.is_some() {
            continue;
        }
        match mark(cells, index, depth > 0) {
            // The mark that repeats the first one; Spanish repeats the one that closes.
            Some(opens) if continued && index == 0 && (opens || repeats(cells)) => {}
            Some(true) => depth += 1,
            Some(false) if depth > 0 => {
                depth -= 1;
                if depth == 0 && continued && ended.is_none() {
                    ended = Some(index);
                }
            }
            _ => {}
        }
    }
    match (continued, depth, ended) {
        (false, 0, _) => Balance::Even,
        (false, ..) => Balance::Open,
        (true, 1, None) => Balance::Open,
        // `« mot » du rapport` is a quotation of its own.
        (true, 0, Some(at)) if !begins || closes_paragraph(&cells[at + 1..]) => Balance::Even,
        _ => Balance::Alone,
    }
}

/// Whether a closing mark at the beginning stands before a word, as it does where it is repeated.
fn repeats(cells: &[Cell]) -> bool {
    cells.get(1).is_some_and(|cell| cell.ch.is_alphanumeric() || "¿¡“‘(".contains(cell.ch))
}

/// Whether nothing but punctuation follows, or the source of the quotation in brackets.
fn closes_paragraph(rest: &[Cell]) -> bool {
    let rest: String = rest.iter().map(|cell| cell.ch).collect();
    let rest = rest.trim_matches(|ch: char| ch.is_whitespace() || ",;.".contains(ch));
    (rest.starts_with('(') && rest.ends_with(')')) || !rest.contains(char::is_alphanumeric)
}

/// Whether a character is a quotation mark that opens (`true`) or closes (`false`).
fn mark(cells: &[Cell], index: usize, open: bool) -> Option<bool> {
    let space = |cell: &Cell| cell.space != Space::None || cell.ch.is_whitespace();
    match cells[index].ch {
        '«' | '“' => Some(true),
        '»' | '”' => Some(false),
        '"' => {
            let before = index.checked_sub(1).map(|before| &cells[before]);
            let after = cells.get(index + 1);
            if before.is_some_and(|cell| cell.ch.is_ascii_digit()) && !open {
                // Inches or seconds.
                return None;
            }
            let opens = before.is_none_or(|cell| space(cell) || "([«“’'–—-".contains(cell.ch))
                && after.is_some_and(|cell| !space(cell));
            Some(opens)
        }
        _ => None,
    }
}

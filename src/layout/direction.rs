//! The direction of a paragraph: the document's, but for one that is written in the other.

use unicode_bidi::{BidiClass, bidi_class};

use crate::model::{Cell, Direction};
use crate::style::Align;
use crate::typography::Paragraph;

/// The direction of a paragraph in a document of another or the same. Running text that begins with a letter of the
/// other direction (UAX 9, P2) and has few of the document's is set by its own; what stands behind a numeral, in a
/// table or in a line apart stays where the document's is.
pub(super) fn direction_of(paragraph: &Paragraph, align: Align, document: Direction) -> Direction {
    if align != Align::Justify || paragraph.label.is_some() {
        return document;
    }
    let (mut first, mut own, mut other) = (None, 0, 0);
    for letter in paragraph.text.cells.iter().filter_map(letter) {
        first.get_or_insert(letter);
        *(if letter == document { &mut own } else { &mut other }) += 1;
    }
    // Three quarters: a sentence that begins with a foreign name is none of the name's language.
    match first {
        Some(first) if first != document && other > own * 3 => first,
        _ => document,
    }
}

/// The direction of a letter; `None` for what is none.
fn letter(cell: &Cell) -> Option<Direction> {
    match bidi_class(cell.ch) {
        BidiClass::L => Some(Direction::LeftToRight),
        BidiClass::R | BidiClass::AL => Some(Direction::RightToLeft),
        _ => None,
    }
}

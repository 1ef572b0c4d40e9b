//! The calls of notes as the numbers that are printed.

use crate::model::{Cell, Lead, Marks, Space, Style, Text, called_note};
use crate::source::Span;

/// Replaces the characters that stand for calls by their numbers, raised; two calls beside each other are
/// parted by a comma.
pub(super) fn number(text: &mut Text) {
    if !text.cells.iter().any(|cell| called_note(cell.ch).is_some()) {
        return;
    }
    let mut cells: Vec<Cell> = Vec::with_capacity(text.cells.len() + 4);
    let mut beside = false;
    for cell in &text.cells {
        let Some(number) = called_note(cell.ch) else {
            cells.push(*cell);
            beside = false;
            continue;
        };
        let mut marks = Marks::UNBROKEN;
        marks.insert(Marks::PROTECTED);
        let style = cell.style.with(Style::SUPERIOR);
        let raised = Cell { marks, space: Space::None, style, leads: None, ..*cell };
        if beside {
            let mut comma = Cell { ch: ',', ..raised };
            comma.marks.insert(Marks::PUT_IN);
            cells.push(comma);
        }
        let leads = Some(Lead::Note(number as u16));
        cells.extend(number.to_string().chars().map(|ch| Cell { ch, leads, ..raised }));
        beside = true;
    }
    text.cells = cells;
}

/// The number before a note.
pub(super) fn label(number: usize, origin: Span) -> Text {
    let mut label = Text::generated(&number.to_string(), origin);
    label.cells.iter_mut().for_each(|cell| cell.style = cell.style.with(Style::SUPERIOR));
    label
}

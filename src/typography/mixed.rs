//! Words of another language within a text: they are set by the rules of their own.

use std::ops::Range;

use super::engine::{Change, Context, Finding};
use super::{rules, set_by};
use crate::model::{Cell, Foreign, Language, Marks, Text};

/// Sets each span that is marked as of another language whose rules are at hand; the rules of the text then leave it alone.
///
/// The spaces at the edges of a span are the text's, and stay.
pub(super) fn set_spans(
    text: &mut Text,
    language: Language,
    context: Context<'_>,
    mut changes: Option<&mut Vec<Change>>,
    findings: &mut Vec<Finding>,
) {
    let Some(companions) = context.companions else { return };
    if text.cells.iter().all(|cell| cell.foreign.is_none()) {
        return;
    }
    // From the end, so that the places of those before stay.
    let mut spans = spans(&text.cells);
    while let Some((span, foreign)) = spans.pop() {
        let other = foreign.language().filter(|other| *other != language);
        let Some((other, companion)) = other.and_then(|other| Some((other, companions.get(other)?))) else {
            continue;
        };
        // The spaces beside it are the text's.
        let edge = |cell: &&mut Cell| cell.foreign == Some(foreign) && cell.ch.is_whitespace();
        text.cells[..span.start].iter_mut().rev().take_while(edge).for_each(|cell| cell.foreign = None);
        text.cells[span.end..].iter_mut().take_while(edge).for_each(|cell| cell.foreign = None);
        let mut own = Text { cells: text.cells[span.clone()].to_vec() };
        // A text that is set once more is read as it was typed.
        for cell in &mut own.cells {
            cell.foreign = None;
        }
        let context = Context::new(&companion.settings, &companion.lexicon);
        set_by(rules(other), &mut own, context, changes.as_deref_mut(), findings);
        for cell in &mut own.cells {
            cell.foreign = Some(foreign);
            cell.marks.insert(Marks::SETTLED);
        }
        text.cells.splice(span, own.cells);
    }
}

/// The runs of one foreign language, without the spaces at their edges.
fn spans(cells: &[Cell]) -> Vec<(Range<usize>, Foreign)> {
    let mut spans = Vec::new();
    let mut at = 0;
    for run in cells.chunk_by(|one, other| one.foreign == other.foreign) {
        let range = at..at + run.len();
        at = range.end;
        let Some(foreign) = run[0].foreign else { continue };
        let space = |cell: &&Cell| cell.ch.is_whitespace();
        let start = range.start + run.iter().take_while(space).count();
        let end = range.end - run.iter().rev().take_while(space).count();
        if start < end {
            spans.push((start..end, foreign));
        }
    }
    spans
}

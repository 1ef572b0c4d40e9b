//! Footnotes: set once, placed at the foot of the page that calls them.

use super::bidi::mirrored;
use super::block::set_block;
use super::length::Length;
use super::line::Line;
use super::page::{BASELINE, Page, PlacedLine};
use super::shape::{Color, Shape};
use crate::font::Shaper;
use crate::style::{PageStyle, Role, StyleSet};
use crate::typography::Composition;

/// The notes of a document as lines of one measure.
pub(super) struct Notes {
    /// The lines of each note, with their paragraph.
    lines: Vec<Vec<(usize, Line)>>,
    /// Whether each has been called by a line above.
    called: Vec<bool>,
}

/// The least lines of a note on either page when it is divided.
const LEAST: u32 = 2;

impl Notes {
    /// Sets the notes of a composition.
    pub(super) fn new(
        composition: &Composition,
        measure: Length,
        style: &StyleSet,
        shaper: &mut Shaper<'_>,
    ) -> Self {
        let lines = composition.notes.iter().map(|note| {
            let set = |index: usize| {
                let block = set_block(&composition.paragraphs[index], measure, style, shaper);
                block.lines.into_iter().map(move |line| (index, line)).collect::<Vec<_>>()
            };
            note.clone().flat_map(set).collect()
        });
        let lines: Vec<_> = lines.collect();
        let called = vec![false; lines.len()];
        Self { lines, called }
    }

    /// No notes.
    pub(super) fn none() -> Self {
        Self { lines: Vec::new(), called: Vec::new() }
    }

    /// Those of the notes called in a line that no line above has called.
    pub(super) fn first_calls(&mut self, called: &[usize]) -> Vec<usize> {
        let mut first = Vec::new();
        for &note in called {
            if let Some(known) = self.called.get_mut(note)
                && !std::mem::replace(known, true)
            {
                first.push(note);
            }
        }
        first
    }

    /// How many lines the notes of these numbers take, and how many of the last one's may go to the next page.
    pub(super) fn heights(&self, notes: &[usize]) -> (u32, u32) {
        let height = |note: &usize| self.lines.get(*note).map_or(0, |lines| lines.len() as u32);
        let last = notes.last().map_or(0, height);
        let splittable = if last >= 2 * LEAST { last - LEAST } else { 0 };
        (notes.iter().map(height).sum(), splittable)
    }

    /// The lines that wait for a page.
    pub(super) fn queue(&self) -> Queue<'_> {
        Queue { notes: self, waiting: std::collections::VecDeque::new() }
    }
}

/// The lines of the notes that have been called and not yet placed.
pub(super) struct Queue<'a> {
    notes: &'a Notes,
    waiting: std::collections::VecDeque<&'a (usize, Line)>,
}

impl Queue<'_> {
    /// Adds the notes of these numbers.
    pub(super) fn call(&mut self, notes: &[usize]) {
        for note in notes {
            self.waiting.extend(self.notes.lines.get(*note).into_iter().flatten());
        }
    }

    /// Places the next `count` lines at the foot of a page, below a rule.
    pub(super) fn place(&mut self, count: usize, page: &mut Page, sheet: &PageStyle, style: &StyleSet) {
        let count = count.min(self.waiting.len());
        if count == 0 {
            return;
        }
        let notes = &style.house.notes;
        let top = sheet.height - sheet.bottom - notes.leading * (count as i64);
        page.shapes.push(Shape {
            x: sheet.left + mirrored(style.language.direction(), sheet.measure(), Length::ZERO, notes.rule),
            y: top - notes.gap.scale(4, 10),
            width: notes.rule,
            height: Length::POINT / 2,
            color: Color::BLACK,
        });
        for (index, (block, line)) in self.waiting.drain(..count).enumerate() {
            let y = top + notes.leading * (index as i64) + notes.leading.scale(BASELINE, 100);
            page.notes.push(PlacedLine {
                block: *block,
                role: Role::Note,
                repeated: false,
                x: sheet.left,
                y,
                line: line.clone(),
            });
        }
    }
}

//! A text at work: the edits of rules are made in it, and what is known of it is kept.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::engine::{Change, Context, Finding, Pass, Rule, Word};
use super::signs::Signs;
use crate::model::{Cell, Marks, Space, Style, Text};
use crate::source::Span;

/// What a rule proposes: other characters, or another style, in place of a range.
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: Cow<'static, str>,
    pub(super) style: Option<Style>,
}

/// A text while a table of rules is applied to it, with what is known of it.
pub(super) struct Work<'a> {
    text: &'a mut Text,
    /// What stands in it.
    pub(super) signs: Signs,
    words: OnceCell<Vec<Word>>,
}

impl<'a> Work<'a> {
    /// Reads a text.
    pub(super) fn new(text: &'a mut Text, context: Context<'_>) -> Self {
        let mut signs = Signs::of(&text.cells);
        if context.quotation.continued {
            // The quotation that goes on counts as a mark of its own: it is repeated here.
            signs = signs.with(Signs::QUOTE);
        }
        Self { text, signs, words: OnceCell::new() }
    }

    /// The characters.
    pub(super) fn cells(&mut self) -> &mut [Cell] {
        &mut self.text.cells
    }

    /// Applies one rule; says whether it changed anything. `changes` is filled when given; setting a document without
    /// explaining it does without.
    pub(super) fn apply(
        &mut self,
        rule: &Rule,
        context: Context<'_>,
        changes: Option<&mut Vec<Change>>,
        findings: &mut Vec<Finding>,
    ) -> bool {
        if !self.signs.has_any(rule.needs) {
            return false;
        }
        let words = &self.words;
        let mut pass = Pass { cells: &self.text.cells, context, words, edits: Vec::new(), findings };
        (rule.apply)(&mut pass);
        let edits = pass.edits;
        if edits.is_empty() {
            return false;
        }
        if let Some(changes) = changes {
            changes.extend(edits.iter().map(|edit| describe(rule, edit, &self.text.cells)));
        }
        if edits.iter().all(Edit::keeps_length) {
            self.overwrite(&edits);
        } else {
            self.rebuild(&edits);
        }
        true
    }

    /// Makes edits that leave every character in its place.
    fn overwrite(&mut self, edits: &[Edit]) {
        let cells = &mut self.text.cells;
        for edit in edits {
            for (cell, ch) in cells[edit.range.clone()].iter_mut().zip(edit.text.chars()) {
                // Spaces of another kind part the same words.
                if cell.ch != ch && !(cell.ch.is_whitespace() && ch.is_whitespace()) {
                    self.words = OnceCell::new();
                }
                edit.write(cell, ch);
            }
            self.signs = self.signs.with(Signs::within(cells, edit.range.clone()));
        }
    }

    fn rebuild(&mut self, edits: &[Edit]) {
        let cells = &self.text.cells;
        let mut rebuilt = Vec::with_capacity(cells.len() + edits.len());
        let mut written = Vec::with_capacity(edits.len());
        let mut at = 0;
        for edit in edits {
            rebuilt.extend_from_slice(&cells[at..edit.range.start]);
            at = edit.range.end;
            let start = rebuilt.len();
            edit.put(cells, &mut rebuilt);
            written.push(start..rebuilt.len());
        }
        rebuilt.extend_from_slice(&cells[at..]);
        self.text.cells = rebuilt;
        self.words = OnceCell::new();
        for range in written {
            self.signs = self.signs.with(Signs::within(&self.text.cells, range));
        }
    }
}

impl Edit {
    /// Whether as many characters come as go.
    fn keeps_length(&self) -> bool {
        !self.range.is_empty() && self.text.chars().count() == self.range.len()
    }

    /// Gives a cell a new character.
    fn write(&self, cell: &mut Cell, ch: char) {
        cell.ch = ch;
        cell.space = if ch == ' ' { Space::Word } else { Space::None };
        if let Some(style) = self.style {
            cell.style = cell.style.with(style);
        }
    }

    /// Puts the new characters at the end of `rebuilt`.
    fn put(&self, cells: &[Cell], rebuilt: &mut Vec<Cell>) {
        let replaced = &cells[self.range.clone()];
        let fallback = replaced.first().copied().unwrap_or_else(|| origin(cells, self.range.start));
        for (offset, ch) in self.text.chars().enumerate() {
            // Character by character the source stays known; what is longer stands for the last one.
            let mut cell = replaced.get(offset).or(replaced.last()).copied().unwrap_or(fallback);
            if replaced.is_empty() {
                // What is put in between two characters of a link is of the link.
                let at = self.range.end;
                let around = |cells: &[Cell]| cells.get(at).and_then(|next| next.leads);
                cell.leads = cell.leads.filter(|_| at > 0 && around(cells) == cell.leads);
                (cell.marks, cell.foreign) = (Marks::default(), None);
            }
            self.write(&mut cell, ch);
            rebuilt.push(cell);
        }
    }
}

fn describe(rule: &Rule, edit: &Edit, cells: &[Cell]) -> Change {
    let span = match cells.get(edit.range.clone()) {
        Some([first, .., last]) => first.span().join(last.span()),
        Some([only]) => only.span(),
        _ => {
            let origin = origin(cells, edit.range.start);
            Span { file: origin.file, start: origin.at, end: origin.at }
        }
    };
    let before = cells[edit.range.clone()].iter().map(|cell| cell.ch).collect();
    Change { rule: rule.id, span, before, after: edit.text.to_string() }
}

/// The cell whose style and source an insertion at `index` takes: the one before, placed at its end.
fn origin(cells: &[Cell], index: usize) -> Cell {
    match index.checked_sub(1).and_then(|before| cells.get(before)) {
        Some(cell) => Cell { at: cell.at + u32::from(cell.len), len: 0, ..*cell },
        None => match cells.get(index) {
            Some(cell) => Cell { len: 0, ..*cell },
            None => Cell::new(' ', crate::source::File::Document, 0, 0, Style::PLAIN),
        },
    }
}

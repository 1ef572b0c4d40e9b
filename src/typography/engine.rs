//! The machinery of the rules: a rule proposes edits, the engine applies them and remembers why.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::settings::Settings;
use super::signs::Signs;
use crate::model::{Cell, Marks, QuotationPart, Space, Style, Text};
use crate::source::Span;
use crate::style::Lexicon;

/// One rule of the table of a language.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The stable name, as `fr-colon`.
    pub id: &'static str,
    /// Why, in one sentence.
    pub reason: &'static str,
    /// Who says so.
    pub authority: &'static str,
    /// What a text must hold one of for the rule to have anything to do.
    pub needs: Signs,
    /// Reads the text and proposes edits, in the order of the text.
    pub apply: fn(&mut Pass<'_>),
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.id)
    }
}

/// What a rule changed, for `explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule's name.
    pub rule: &'static str,
    /// The source of what was changed.
    pub span: Span,
    /// The characters before.
    pub before: String,
    /// The characters after.
    pub after: String,
}

/// What a rule found wrong and could not mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The code of the diagnostic.
    pub code: &'static str,
    /// The source of it.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: &'static str,
}

/// What the rules know besides the text.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The settings of the house style.
    pub settings: &'a Settings,
    /// The words of the language.
    pub lexicon: &'a Lexicon,
    /// The paragraph's part in a longer quotation.
    pub quotation: QuotationPart,
}

impl<'a> Context<'a> {
    /// The context of a paragraph by itself.
    pub fn new(settings: &'a Settings, lexicon: &'a Lexicon) -> Self {
        Self { settings, lexicon, quotation: QuotationPart::default() }
    }
}

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its characters, up to the spaces around it.
    pub range: Range<usize>,
    /// The part without what stands around it: brackets, quotes, elisions, punctuation.
    pub stem: Range<usize>,
}

struct Edit {
    range: Range<usize>,
    text: Cow<'static, str>,
    style: Option<Style>,
}

/// One rule's reading of one text.
pub struct Pass<'a> {
    /// The characters.
    pub cells: &'a [Cell],
    /// Settings and lexicon.
    pub context: Context<'a>,
    words: &'a OnceCell<Vec<Word>>,
    edits: Vec<Edit>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Pass<'a> {
    /// The words of the text as `read` finds them: once for all the rules that ask before the words change.
    pub fn words(&self, read: fn(&[Cell]) -> Vec<Word>) -> &'a [Word] {
        self.words.get_or_init(|| read(self.cells))
    }

    /// The character at an index; `None` before the beginning (by wrapping) and after the end.
    pub fn at(&self, index: usize) -> Option<char> {
        self.cells.get(index).map(|cell| cell.ch)
    }

    /// The character before an index.
    pub fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    /// Whether the characters from `index` on are those of `text`.
    pub fn starts_with(&self, index: usize, text: &str) -> bool {
        text.chars().enumerate().all(|(offset, ch)| self.at(index + offset) == Some(ch))
    }

    /// The characters of a range.
    pub fn characters(&self, range: Range<usize>) -> impl ExactSizeIterator<Item = char> + Clone {
        self.cells[range].iter().map(|cell| cell.ch)
    }

    /// The characters of a range as a string.
    pub fn text(&self, range: Range<usize>) -> String {
        self.characters(range).collect()
    }

    /// Whether the characters of a range are those of `text`.
    pub fn reads(&self, range: Range<usize>, text: &str) -> bool {
        self.characters(range).eq(text.chars())
    }

    /// Whether a character of the range is protected.
    pub fn is_protected(&self, range: Range<usize>) -> bool {
        self.cells[range].iter().any(Cell::is_protected)
    }

    /// Replaces a range; an empty one inserts. Ranges come in order; one that meets the
    /// last is left out, and nothing happens when the text is the same already.
    pub fn replace(&mut self, range: Range<usize>, text: impl Into<Cow<'static, str>>) {
        self.edit(range, text.into(), None);
    }

    /// Gives the characters of a range a style.
    pub fn set_style(&mut self, range: Range<usize>, style: Style) {
        if self.cells[range.clone()].iter().all(|cell| cell.style.contains(style)) {
            return;
        }
        let text = self.text(range.clone());
        self.edit(range, text.into(), Some(style));
    }

    fn edit(&mut self, range: Range<usize>, text: Cow<'static, str>, style: Option<Style>) {
        let meets = |last: &Edit| range.start < last.range.end || (range.is_empty() && last.range == range);
        if self.edits.last().is_some_and(meets) {
            return;
        }
        let same = style.is_none() && text.chars().eq(self.cells[range.clone()].iter().map(|cell| cell.ch));
        if !same {
            self.edits.push(Edit { range, text, style });
        }
    }

    /// Reports what cannot be mended.
    pub fn report(&mut self, code: &'static str, at: usize, message: String, help: &'static str) {
        let span = self.cells.get(at).map(Cell::span).unwrap_or_default();
        self.findings.push(Finding { code, span, message, help });
    }
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

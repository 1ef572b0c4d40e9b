//! The machinery of the rules: a rule reads a text and proposes edits; the work applies them and remembers why.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::settings::Settings;
use super::signs::Signs;
use super::work::Edit;
use crate::diagnostic::{Message, Severity};
use crate::model::{Cell, QuotationPart, Style};
use crate::source::Span;
use crate::style::{Companions, Lexicon};

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
    /// Whether nothing can be set before it is mended.
    pub severity: Severity,
    /// The source of it.
    pub span: Span,
    /// What is wrong, and what to write.
    pub message: Message,
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
    /// The languages that spans of the text may be in; without them such spans are left alone.
    pub companions: Option<&'a Companions>,
}

impl<'a> Context<'a> {
    /// The context of a paragraph by itself.
    pub fn new(settings: &'a Settings, lexicon: &'a Lexicon) -> Self {
        Self { settings, lexicon, quotation: QuotationPart::default(), companions: None }
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

/// One rule's reading of one text.
pub struct Pass<'a> {
    /// The characters.
    pub cells: &'a [Cell],
    /// Settings and lexicon.
    pub context: Context<'a>,
    pub(super) words: &'a OnceCell<Vec<Word>>,
    pub(super) edits: Vec<Edit>,
    pub(super) findings: &'a mut Vec<Finding>,
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
    pub fn characters(
        &self,
        range: Range<usize>,
    ) -> impl ExactSizeIterator<Item = char> + DoubleEndedIterator + Clone {
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
    pub fn report(&mut self, at: usize, message: Message) {
        let span = self.cells.get(at).map(Cell::span).unwrap_or_default();
        self.findings.push(Finding { severity: Severity::Warning, span, message });
    }
}

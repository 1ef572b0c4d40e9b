//! Running text as the stages hand it on: characters, each with its style and its place in a source.

use std::fmt;

use super::language::Foreign;
use super::link::Lead;
use crate::source::{File, Span};

/// What kind of space a character is; [`Space::None`] for every other character.
///
/// The kind decides width, stretch and shrink (see `typography::SpaceTable`), the character only what is
/// read back from the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Space {
    /// Not a space.
    #[default]
    None,
    /// The space between words, where a line may end.
    Word,
    /// A word space where no line may end (U+00A0).
    Bound,
    /// The space before a colon (U+00A0).
    Colon,
    /// The space inside guillemets (U+00A0).
    Guillemet,
    /// The thin, rigid space before high punctuation and between thousands (U+202F).
    Thin,
    /// The gap between a clause's number and its words (U+00A0).
    Gap,
    /// A line end that the author asked for.
    LineEnd,
}

/// The style of a character, a set of the flags below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Style(u8);

impl Style {
    /// Upright text of normal weight.
    pub const PLAIN: Self = Self(0);
    /// Emphasis.
    pub const ITALIC: Self = Self(1);
    /// Strong emphasis.
    pub const BOLD: Self = Self(2);
    /// Small capitals.
    pub const SMALL_CAPITALS: Self = Self(4);
    /// Raised small figures and letters.
    pub const SUPERIOR: Self = Self(8);
    /// Code: set as it is, no rule applies.
    pub const CODE: Self = Self(16);
    /// Lowered small figures and letters.
    pub const INFERIOR: Self = Self(32);

    /// Whether every flag of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set without the flags of `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// What the rules of typography have to know of a character, a set of the flags below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// In a zone that no rule changes: code, an address, a time.
    pub const PROTECTED: Self = Self(1);
    /// In a string that never breaks and is never hyphenated: a reference, a number.
    pub const UNBROKEN: Self = Self(2);
    /// In an opening keyword.
    pub const KEYWORD: Self = Self(4);
    /// In the number of a clause, which its words follow in the same line.
    pub const NUMBER: Self = Self(8);
    /// Put in by the page: the number of a clause, what parts two lines or two calls of notes.
    pub const PUT_IN: Self = Self(16);
    /// Set by the rules of its own language, which is not the document's: no other rule changes it.
    pub const SETTLED: Self = Self(32);
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Whether every flag of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the flags of `other`.
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// One character with its style and origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The character.
    pub ch: char,
    /// Its first byte in its source.
    pub at: u32,
    /// How many bytes of the source it stands for; 0 when a rule put it there.
    pub len: u8,
    /// Its source.
    pub file: File,
    /// Its style.
    pub style: Style,
    /// The kind of space it is; raw text knows only word spaces and line ends.
    pub space: Space,
    /// What the rules know of it.
    pub marks: Marks,
    /// Its language, where that is not the document's.
    pub foreign: Option<Foreign>,
    /// Where it leads, if it is of a link or calls a note.
    pub leads: Option<Lead>,
}

impl Cell {
    /// A character that stands at `at` of `file` in `len` bytes.
    pub fn new(ch: char, file: File, at: usize, len: usize, style: Style) -> Self {
        let space = if ch == ' ' { Space::Word } else { Space::None };
        let len = u8::try_from(len).unwrap_or(u8::MAX);
        Self {
            ch,
            at: at as u32,
            len,
            file,
            style,
            space,
            marks: Marks::default(),
            foreign: None,
            leads: None,
        }
    }

    /// Its bytes in its source.
    pub fn span(&self) -> Span {
        Span { file: self.file, start: self.at, end: self.at + u32::from(self.len) }
    }

    /// Whether no rule may change it.
    pub fn is_protected(&self) -> bool {
        self.marks.0 & (Marks::PROTECTED.0 | Marks::SETTLED.0) != 0
    }
}

/// Running text: the inline content of a paragraph, a heading or a label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The characters in reading order.
    pub cells: Vec<Cell>,
}

impl Text {
    /// Text of one style that begins at `at` of `file`, byte for byte.
    pub fn verbatim(text: &str, file: File, at: usize) -> Self {
        let cells = text
            .char_indices()
            .map(|(offset, ch)| Cell::new(ch, file, at + offset, ch.len_utf8(), Style::PLAIN))
            .collect();
        Self { cells }
    }

    /// Text that as a whole stands for `span`, as a computed number stands for its placeholder.
    pub fn generated(text: &str, span: Span) -> Self {
        let cell = |ch| Cell::new(ch, span.file, span.start as usize, 0, Style::PLAIN);
        Self { cells: text.chars().map(cell).collect() }
    }

    /// Text of the value of a TOML string at `span`: byte for byte where the string has no escapes.
    pub fn from_toml(value: &str, source: &str, span: Span) -> Self {
        let range = span.range();
        let raw = source.get(range.clone()).unwrap_or_default();
        match raw.find(value) {
            Some(offset) => Self::verbatim(value, span.file, range.start + offset),
            None => Self::generated(value, span),
        }
    }

    /// The bytes from the first to the last character.
    pub fn span(&self) -> Span {
        match (self.cells.first(), self.cells.last()) {
            (Some(first), Some(last)) => first.span().join(last.span()),
            _ => Span::default(),
        }
    }

    /// Whether there is no character.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cells.iter().try_for_each(|cell| fmt::Write::write_char(formatter, cell.ch))
    }
}

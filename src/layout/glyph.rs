//! Glyphs with their places in a line.

use std::ops::Range;

use super::length::Length;
use crate::font::FaceId;
use crate::model::{Cell, Foreign, Lead, Marks, Space};
use crate::source::Span;

/// What characters are within their paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Inline {
    /// Whether they are the numeral before its words.
    pub label: bool,
    /// Where they lead.
    pub leads: Option<Lead>,
    /// Their language, where that is not the document's.
    pub foreign: Option<Foreign>,
}

impl Inline {
    /// What a character is.
    pub(super) fn of(cell: &Cell) -> Self {
        Self { label: cell.marks.contains(Marks::NUMBER), leads: cell.leads, foreign: cell.foreign }
    }
}

/// Glyphs of one face and size that follow one another in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The face.
    pub face: FaceId,
    /// The size of the type.
    pub size: Length,
    /// How far it stands above the line's baseline.
    pub rise: Length,
    /// By how many thousandths the glyphs are wider (or, below 0, narrower) than drawn.
    pub expansion: i64,
    /// The characters.
    pub text: String,
    /// What they are within their paragraph.
    pub inline: Inline,
    /// The glyphs in reading order.
    pub glyphs: Vec<Glyph>,
    /// Where the characters come from.
    pub span: Span,
}

/// One glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// The number in the face.
    pub id: u16,
    /// From the beginning of the line to the glyph's origin.
    pub x: Length,
    /// Above the run's baseline.
    pub y: Length,
    /// Whether the one read after it stands at its left.
    pub reversed: bool,
    /// The kind of space that it is, if it is one.
    pub space: Space,
    /// The bytes of the run's text that it stands for; empty for the second glyph of a character.
    pub text: Range<u32>,
}

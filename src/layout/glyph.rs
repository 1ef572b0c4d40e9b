//! Glyphs with their places in a line.

use std::ops::Range;

use super::length::Length;
use crate::font::FaceId;
use crate::model::Space;
use crate::source::Span;

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
    /// The kind of space that it is, if it is one.
    pub space: Space,
    /// The bytes of the run's text that it stands for; empty for the second glyph of a character.
    pub text: Range<u32>,
}

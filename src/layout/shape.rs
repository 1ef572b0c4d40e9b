//! Coloured areas: rules, and the marks of a proof.

use super::length::Length;

/// A colour, as parts of red, green and blue from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color(pub u8, pub u8, pub u8);

impl Color {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
}

/// A filled rectangle, drawn before the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// From the left edge of the page.
    pub x: Length,
    /// From the upper edge of the page to its upper edge.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Its colour.
    pub color: Color,
}

//! Kerning over the spaces between words of Arabic.
//!
//! Words are shaped one by one, but a face may bring two of them nearer over their space: the long stroke of a kaf that
//! begins a word reaches over the space behind a final heh or teh marbuta. The space takes what the face says, so that
//! it goes where a line ends at it.

use super::length::Length;
use super::paragraph::{Piece, Prepared};
use super::segment::Segment;
use crate::font::Shaper;
use crate::model::Space;

impl Prepared<'_> {
    /// Widens or narrows the spaces between words as the faces of these ask for.
    pub(super) fn kern_spaces(&mut self, shaper: &mut Shaper<'_>) {
        for index in 1..self.pieces.len().saturating_sub(1) {
            let Some(kerning) = self.kerning(index, shaper) else { continue };
            if let Piece::Space { width, shrink, .. } = &mut self.pieces[index] {
                *width += kerning;
                // What is near each other already comes no nearer in a tight line.
                *shrink = (*shrink).min((*width).max(Length::ZERO));
            }
        }
    }

    /// What the piece of this index gains, if it is a space between two words of Arabic in one type.
    fn kerning(&self, index: usize, shaper: &mut Shaper<'_>) -> Option<Length> {
        let [
            Piece::Word { segments: before, .. },
            Piece::Space { cell, .. },
            Piece::Word { segments: after, .. },
        ] = &self.pieces[index - 1..=index + 1]
        else {
            return None;
        };
        let before = &self.segments[before.clone()].last()?;
        let after = &self.segments[after.clone()].first()?;
        let shown = matches!(self.cells[*cell].space, Space::Word | Space::Bound);
        // Nothing reaches into what is isolated, or out of it.
        let within = [*cell, after.cells.start].iter().all(|cell| self.item(*cell).border.is_none());
        let alike = (before.font.face, before.font.size, before.font.rise, before.font.features)
            == (after.font.face, after.font.size, after.font.rise, after.font.features);
        let level = |cell: usize| self.item(cell).level;
        let reversed = self.item(before.cells.start).is_reversed()
            && [*cell, after.cells.start].iter().all(|cell| level(*cell) == level(before.cells.start));
        if !(shown && within && alike && reversed) {
            return None;
        }
        let [first, second] = [before, after].map(|segment| self.characters(segment));
        let font = before.font;
        let words = [(first.as_str(), before.font.writing), (second.as_str(), after.font.writing)];
        let units = shaper.kerning_over_space(words, font.face, font.features);
        Some(font.size.of_font_units(units, shaper.book().face(font.face).units_per_em))
    }

    fn characters(&self, segment: &Segment) -> String {
        self.cells[segment.cells.clone()].iter().map(|cell| cell.ch).collect()
    }
}

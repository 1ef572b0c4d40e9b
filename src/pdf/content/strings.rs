//! The strings of a line of type, with what moves the pen between them.

use printpdf::DictItem;

use super::super::fonts::UsedFace;
use crate::font::Face;
use crate::layout::{Glyph, Length, Run};

/// The strings and adjustments of a `TJ`, which put every glyph within a thousandth of an em of its place.
pub(super) struct Strings<'a> {
    run: &'a Run,
    used: &'a UsedFace,
    face: &'a Face,
    items: Vec<DictItem>,
    codes: Vec<u8>,
    /// Where the viewer's pen stands, exactly: numerator over `scale`.
    pen: i64,
}

impl<'a> Strings<'a> {
    pub(super) fn new(used: &'a UsedFace, face: &'a Face, run: &'a Run) -> Self {
        let pen = run.glyphs.first().map_or(0, |glyph| glyph.x.0);
        Self { run, used, face, items: Vec::new(), codes: Vec::new(), pen }
    }

    pub(super) fn pen(&self) -> Length {
        Length(self.pen)
    }

    pub(super) fn restart(&mut self, x: Length) {
        self.pen = x.0;
    }

    /// A width of the font at the run's size and expansion.
    fn width(&self, thousandths_of_unit: i64) -> i64 {
        let denominator = self.face.units_per_em * 1000;
        self.run.size.scale(thousandths_of_unit, denominator).scale(1000 + self.run.expansion, 1000).0
    }

    pub(super) fn glyph(&mut self, glyph: &Glyph) {
        let gap = glyph.x.0 - self.pen;
        let em = self.width(self.face.units_per_em * 1000).max(1);
        // An adjustment is in thousandths of an em, against the direction of writing; hundredths of these are
        // finer than any device.
        let adjustment = -((gap * 100_000 + em.signum() * em / 2).div_euclid(em));
        if adjustment != 0 {
            self.flush();
            self.items.push(DictItem::Real(adjustment as f32 / 100.0));
            self.pen -= em * adjustment / 100_000;
        }
        self.codes.extend(self.used.code(glyph.id).to_be_bytes());
        self.pen += self.width(self.face.advance(glyph.id) * 1000);
    }

    fn flush(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: false });
        }
    }

    pub(super) fn take(&mut self) -> Vec<DictItem> {
        self.flush();
        std::mem::take(&mut self.items)
    }
}

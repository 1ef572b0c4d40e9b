//! The strings of a line of type, with what moves the pen between them.

use printpdf::DictItem;

use super::super::subset::Subset;
use crate::layout::{Glyph, Length, Run};

/// The strings and adjustments of a `TJ` (ISO 32000-1, 9.4.3), which put every glyph within half a thousandth of an em
/// of its place.
pub(super) struct Strings<'a> {
    subset: &'a Subset,
    units_per_em: i64,
    /// The width of an em at the run's size and expansion.
    em: i64,
    buffers: &'a mut Buffers,
    /// Where the viewer's pen stands.
    pen: i64,
}

/// What strings are collected in, run after run.
#[derive(Default)]
pub(super) struct Buffers {
    items: Vec<DictItem>,
    codes: Vec<u8>,
}

impl<'a> Strings<'a> {
    pub(super) fn new(subset: &'a Subset, units_per_em: i64, run: &Run, buffers: &'a mut Buffers) -> Self {
        let pen = run.glyphs.first().map_or(0, |glyph| glyph.x.0);
        let em = run.size.scale(1000 + run.expansion, 1000).0.max(1);
        Self { subset, units_per_em, em, buffers, pen }
    }

    pub(super) fn pen(&self) -> Length {
        Length(self.pen)
    }

    pub(super) fn restart(&mut self, x: Length) {
        self.pen = x.0;
    }

    pub(super) fn glyph(&mut self, glyph: &Glyph) {
        let gap = glyph.x.0 - self.pen;
        // Less than half a thousandth of an em is left; it stays in the place of the pen, and so never adds up.
        if gap.abs() * 2000 > self.em {
            // An adjustment is in thousandths of an em, against the direction of writing.
            let adjustment = -((gap * 1000 + self.em / 2).div_euclid(self.em));
            self.flush();
            self.buffers.items.push(DictItem::Int(adjustment));
            self.pen -= Length(self.em).scale(adjustment, 1000).0;
        }
        let code = self.subset.code(glyph.id);
        self.buffers.codes.extend(code.to_be_bytes());
        self.pen += Length(self.em).scale(self.subset.advance(code), self.units_per_em).0;
    }

    fn flush(&mut self) {
        let Buffers { items, codes } = &mut *self.buffers;
        if !codes.is_empty() {
            items.push(DictItem::String { data: codes.clone(), literal: true });
            codes.clear();
        }
    }

    pub(super) fn take(&mut self) -> Vec<DictItem> {
        self.flush();
        self.buffers.items.drain(..).collect()
    }
}

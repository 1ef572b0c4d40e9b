//! The glyphs of a line at their places.

use super::bidi::visual_order;
use super::glyph::{Glyph, Inline, Run};
use super::length::Length;
use super::line::{Content, Part, Setting};
use super::paragraph::{HYPHEN, Piece, Place, Prepared};
use super::segment::Segment;
use crate::font::{FaceId, Shaper};
use crate::model::{Cell, Direction, Space};

/// A line that is being set.
pub(super) struct Setter<'p, 's, 'b> {
    pub(super) paragraph: &'p Prepared<'p>,
    pub(super) shaper: &'p Shaper<'b>,
    pub(super) setting: &'s Setting,
    pub(super) x: Length,
    pub(super) runs: Vec<Run>,
    /// How many glyphs the line has, about.
    pub(super) length: usize,
}

impl Setter<'_, '_, '_> {
    /// Sets the parts of a line and the space at its end, in reading order, each at its place in the visual one.
    pub(super) fn line(&mut self, content: &Content, to: Place) {
        if self.paragraph.is_plain() {
            for (index, part) in content.parts.iter().enumerate() {
                self.part(index, part);
            }
            return self.trailing_space(to);
        }
        let start = self.x;
        let base = u8::from(self.paragraph.direction == Direction::RightToLeft);
        let ending = content.parts.iter().rev().take_while(|part| matches!(part, Part::Space { .. })).count();
        let shown = content.parts.len() - ending;
        // The parts, and between them the borders of isolates, with their levels.
        let (mut levels, mut places) = (Vec::new(), Vec::new());
        for (index, part) in content.parts.iter().enumerate() {
            let item = self.paragraph.item(part.cell());
            if let Some(border) = item.border.filter(|_| index > 0) {
                levels.push(border);
                places.push(None);
            }
            levels.push(if index < shown { item.level } else { base });
            places.push(Some(index));
        }
        let mut starts = vec![Length::ZERO; content.parts.len()];
        let mut x = start;
        for index in visual_order(&levels).into_iter().filter_map(|place| places[place]) {
            starts[index] = x;
            x += self.part_width(index, &content.parts[index]);
        }
        for (index, (part, start)) in content.parts.iter().zip(starts).enumerate() {
            self.x = start;
            self.part(index, part);
        }
        self.x = if base == 1 { start } else { x };
        self.trailing_space(to);
    }

    /// The width of a part as it is set.
    fn part_width(&self, index: usize, part: &Part) -> Length {
        match part {
            Part::Segment(segment) => {
                let units = self.shaper.book().face(segment.font.face).units_per_em;
                segment
                    .font
                    .size
                    .scale(segment.shaped.advance * (1000 + self.setting.expansion), units * 1000)
            }
            Part::Space { width, .. } => *width + self.setting.spaces[index],
        }
    }

    /// The width of a line as it is set.
    pub(super) fn width(&self, content: &Content) -> Length {
        content.parts.iter().enumerate().map(|(index, part)| self.part_width(index, part)).sum()
    }

    fn part(&mut self, index: usize, part: &Part) {
        match part {
            Part::Segment(segment) => self.segment(segment),
            Part::Space { cell, width, .. } => {
                let width = *width + self.setting.spaces[index];
                self.space(*cell, width);
            }
        }
    }

    fn run(&mut self, font: (FaceId, Length, Length), cell: usize) -> &mut Run {
        let (face, size, rise) = font;
        let cell = &self.paragraph.cells[cell];
        let (inline, span) = (Inline::of(cell), cell.span());
        let fits = self
            .runs
            .last()
            .is_some_and(|run| (run.face, run.size, run.rise, run.inline) == (face, size, rise, inline));
        if !fits {
            // Most lines are one run.
            let length = if self.runs.is_empty() { self.length } else { 0 };
            self.runs.push(Run {
                face,
                size,
                rise,
                expansion: self.setting.expansion,
                text: String::with_capacity(length),
                inline,
                glyphs: Vec::with_capacity(length),
                span,
            });
        }
        let last = self.runs.len() - 1;
        &mut self.runs[last]
    }

    fn segment(&mut self, segment: &Segment) {
        let units = self.shaper.book().face(segment.font.face).units_per_em;
        let size = segment.font.size;
        let expansion = self.setting.expansion;
        let start = self.x;
        let reversed = self.paragraph.item(segment.cells.start).is_reversed();
        let cells = &self.paragraph.cells[segment.cells.clone()];
        let run = self.run((segment.font.face, size, segment.font.rise), segment.cells.start);
        let base = run.text.len() as u32;
        run.text.extend(cells.iter().map(|cell| cell.ch));
        if segment.hyphen {
            run.text.push(HYPHEN);
        }
        let length = run.text.len() as u32 - base;
        if let Some(last) = cells.last() {
            run.span = run.span.join(last.span());
        }
        let glyphs = &segment.shaped.glyphs;
        // Units are summed before they are scaled, so that rounding does not add up.
        let wide = |units_sum: i64| size.scale(units_sum * (1000 + expansion), units * 1000);
        // The characters of a glyph, where strokes that lengthen the word are none.
        let byte = |cluster: u32| segment.kashida.map_or(cluster, |kashida| kashida.byte(cluster));
        let count = glyphs.len();
        let at = |index: usize| if reversed { &glyphs[count - 1 - index] } else { &glyphs[index] };
        // The pen goes from left to right; what is read from right to left begins at the other end.
        let mut pen = if reversed { segment.shaped.advance } else { 0 };
        for index in 0..count {
            let glyph = at(index);
            let cluster = byte(glyph.cluster);
            let next = (index + 1..count).map(|next| byte(at(next).cluster)).find(|next| *next != cluster);
            let repeated = index > 0 && byte(at(index - 1).cluster) == cluster;
            let end = if repeated { cluster } else { next.unwrap_or(length) };
            if reversed {
                pen -= i64::from(glyph.advance);
            }
            run.glyphs.push(Glyph {
                id: glyph.id,
                x: start + wide(pen + i64::from(glyph.x_offset)),
                y: if glyph.y_offset == 0 {
                    Length::ZERO
                } else {
                    size.of_font_units(i64::from(glyph.y_offset), units)
                },
                reversed,
                space: Space::None,
                text: base + cluster..base + end,
            });
            if !reversed {
                pen += i64::from(glyph.advance);
            }
        }
        self.x = start + wide(segment.shaped.advance);
    }

    fn space(&mut self, cell: usize, width: Length) {
        let Cell { ch, space, .. } = self.paragraph.cells[cell];
        let ch = if space == Space::LineEnd { ' ' } else { ch };
        let reversed = self.paragraph.item(cell).is_reversed();
        let x = self.x;
        self.x += width;
        let Some(run) = self.runs.last() else { return };
        let font = (run.face, run.size, run.rise);
        let id = self.shaper.space(run.face, ch);
        let span = self.paragraph.cells[cell].span();
        let run = self.run(font, cell);
        let start = run.text.len() as u32;
        run.text.push(ch);
        run.span = run.span.join(span);
        let text = start..run.text.len() as u32;
        run.glyphs.push(Glyph { id, x, y: Length::ZERO, reversed, space, text });
    }

    /// The space at which a line ends stays in its text, so that words do not run together for a reader; a line
    /// end that the author asked for is a space to him.
    fn trailing_space(&mut self, to: Place) {
        let Place::Piece(index) = to else { return };
        match self.paragraph.pieces.get(index) {
            Some(Piece::Space { cell, .. }) => self.space(*cell, Length::ZERO),
            Some(Piece::LineEnd { cell }) => self.space(*cell, Length::ZERO),
            Some(Piece::Word { .. }) | None => {}
        }
    }
}

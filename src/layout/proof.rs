//! A proof for revisers: the same pages, with their spaces in colour, the divisions of words, the lines that
//! are loose or tight, and the lines of the source in the margin.

use std::collections::BTreeSet;

use super::block::set_lines;
use super::glyph::Glyph;
use super::length::Length;
use super::page::{Layout, Page, PlacedLine};
use super::shape::{Color, Shape};
use crate::font::Shaper;
use crate::model::{Cell, Space, Text};
use crate::source::Span;
use crate::style::{Align, BlockStyle, Role, StyleSet};
use crate::typography::{Composition, hyphenation_points};

/// The badness from which a line is marked: about three quarters of its stretch or shrink are used.
const MARKED_BADNESS: i64 = 40;

const DIVISION: Color = Color(214, 39, 40);
const POSSIBLE: Color = Color(120, 120, 120);
const LOOSE: Color = Color(214, 39, 40);
const TIGHT: Color = Color(31, 119, 180);

/// The kinds of space with their colours and names, in the order of the legend.
const KINDS: [(Space, Color, &str); 5] = [
    (Space::Word, Color(226, 226, 226), "word space"),
    (Space::Bound, Color(197, 176, 213), "no-break"),
    (Space::Colon, Color(158, 202, 225), "before a colon"),
    (Space::Guillemet, Color(161, 217, 155), "in guillemets"),
    (Space::Thin, Color(253, 174, 107), "narrow no-break"),
];

/// Adds the marks of a proof to a layout of `composition`; `line_of` is the line of the source of a span.
pub fn proof(
    layout: &mut Layout,
    composition: &Composition,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
    line_of: impl Fn(Span) -> Option<usize>,
) {
    let mut prover =
        Prover { style, shaper, cursor: 0, block: None, divisions: BTreeSet::new(), cells: Vec::new() };
    let mut numbered = None;
    for page in &mut layout.pages {
        let mut notes = Vec::new();
        for placed in &page.lines {
            prover.enter(placed.block, composition);
            prover.line(placed, &mut page.shapes);
            if let Some(number) = line_of(placed.line.span())
                && numbered != Some(number)
            {
                numbered = Some(number);
                let x = style.house.page.left / 3;
                notes.extend(prover.note(&number.to_string(), x, placed.y));
            }
            notes.extend(prover.quality(placed, &mut page.shapes));
        }
        notes.extend(prover.legend(page));
        page.margin.extend(notes);
    }
}

struct Prover<'a, 'b> {
    style: &'a StyleSet,
    shaper: &'a mut Shaper<'b>,
    /// The block whose lines come now.
    block: Option<usize>,
    /// Its characters, its numeral before them.
    cells: Vec<Cell>,
    /// The characters before which its words may be divided.
    divisions: BTreeSet<usize>,
    /// The next of its characters.
    cursor: usize,
}

impl Prover<'_, '_> {
    fn enter(&mut self, block: usize, composition: &Composition) {
        if self.block == Some(block) {
            return;
        }
        self.block = Some(block);
        self.cursor = 0;
        let Some(paragraph) = composition.paragraphs.get(block) else { return };
        self.cells.clear();
        if let Some(label) = &paragraph.label {
            self.cells.extend(&label.cells);
        }
        self.cells.extend(&paragraph.text.cells);
        self.divisions.clear();
        let mut at = 0;
        while at < self.cells.len() {
            let word = self.cells[at..].iter().take_while(|cell| cell.space == Space::None).count();
            let points = hyphenation_points(&self.cells[at..at + word], self.style);
            self.divisions.extend(points.into_iter().map(|point| at + point));
            at += word.max(1);
        }
    }

    fn line(&mut self, placed: &PlacedLine, shapes: &mut Vec<Shape>) {
        let glyphs: Vec<(&Glyph, &str, Length)> = placed
            .line
            .runs
            .iter()
            .flat_map(|run| {
                let text = |glyph: &Glyph| &run.text[glyph.text.start as usize..glyph.text.end as usize];
                run.glyphs.iter().map(move |glyph| (glyph, text(glyph), run.size))
            })
            .collect();
        for (index, (glyph, text, size)) in glyphs.iter().enumerate() {
            let next = glyphs.get(index + 1).map(|(next, ..)| next.x);
            let x = placed.x + glyph.x;
            if let (Some((_, color, _)), Some(next)) = (KINDS.iter().find(|kind| kind.0 == glyph.space), next)
            {
                let (y, height) = (placed.y - size.scale(75, 100), *size);
                shapes.push(Shape { x, y, width: next - glyph.x, height, color: *color });
            }
            if placed.line.hyphenated && next.is_none() {
                let (y, width) = (placed.y + size.scale(10, 100), size.scale(33, 100));
                shapes.push(Shape { x, y, width, height: size.scale(8, 100), color: DIVISION });
            }
            let start = self.cursor;
            self.follow(text);
            if self.cursor > start && self.divisions.contains(&(self.cursor - text.chars().count())) {
                let (y, width) = (placed.y + size.scale(6, 100), size.scale(4, 100));
                shapes.push(Shape { x, y, width, height: size.scale(20, 100), color: POSSIBLE });
            }
        }
    }

    /// Moves the cursor over the characters of a glyph; a hyphen or a gap that was put in is no character of the
    /// block.
    fn follow(&mut self, text: &str) {
        for ch in text.chars() {
            while self.cells.get(self.cursor).is_some_and(|cell| cell.space == Space::LineEnd) {
                self.cursor += 1;
            }
            if self.cells.get(self.cursor).is_some_and(|cell| cell.ch == ch) {
                self.cursor += 1;
            }
        }
    }

    /// The bar beside a line that is loose or tight, and how bad it is.
    fn quality(&mut self, placed: &PlacedLine, shapes: &mut Vec<Shape>) -> Option<PlacedLine> {
        let badness = placed.line.badness;
        if badness.abs() < MARKED_BADNESS {
            return None;
        }
        let page = &self.style.house.page;
        let edge = page.width - page.right;
        let (x, width) = (edge + Length::points(5), Length::points(2));
        let (y, height) = (placed.y - page.grid.scale(6, 10), page.grid.scale(8, 10));
        shapes.push(Shape { x, y, width, height, color: if badness > 0 { LOOSE } else { TIGHT } });
        self.note(&format!("{badness:+}"), x + width * 2, placed.y)
    }

    /// A few words in small type.
    fn note(&mut self, words: &str, x: Length, y: Length) -> Option<PlacedLine> {
        let mut text = Text::generated(words, Span::default());
        for cell in &mut text.cells {
            cell.space = if cell.ch == ' ' { Space::Bound } else { Space::None };
        }
        let block = BlockStyle {
            size: Length::points(7),
            align: Align::Left,
            bold: false,
            italic: false,
            indent: Length::ZERO,
            ..self.style.house.block(Role::Folio).clone()
        };
        let measure = Length::points(10_000);
        let line =
            set_lines(&text, &block, Length::ZERO, measure, self.style, self.shaper).into_iter().next()?;
        Some(PlacedLine { block: 0, role: Role::Folio, repeated: false, x, y, line })
    }

    /// What the colours mean, near the lower edge of the page.
    fn legend(&mut self, page: &mut Page) -> Vec<PlacedLine> {
        let marks = [
            (DIVISION, "division"),
            (POSSIBLE, "possible division"),
            (LOOSE, "loose line"),
            (TIGHT, "tight line"),
        ];
        let entries: Vec<(Color, &str)> =
            KINDS.iter().map(|(_, color, name)| (*color, *name)).chain(marks).collect();
        let sheet = &self.style.house.page;
        let y = sheet.height - sheet.foot / 3;
        let size = Length::points(5);
        let mut x = sheet.left;
        let mut notes = Vec::new();
        for (color, name) in entries {
            page.shapes.push(Shape { x, y: y - size, width: size, height: size, color });
            let note = self.note(name, x + size.scale(3, 2), y);
            x += size * 3 + note.as_ref().map_or(Length::ZERO, |note| note.line.natural);
            notes.extend(note);
        }
        notes
    }
}

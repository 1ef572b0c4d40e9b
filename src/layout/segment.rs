//! Parts of words in one face: which face, and their glyphs.

use std::ops::Range;
use std::rc::Rc;

use super::bidi::Item;
use super::glyph::Inline;
use super::kashida::{self, TATWEEL};
use super::length::Length;
use super::paragraph::{HYPHEN, Prepared};
use crate::font::{FaceId, Features, Shaped, Shaper, Writing};
use crate::model::{Cell, Direction, Space, Style, is_arabic};
use crate::style::{ArabicEmphasis, StyleSet};

/// A part of a word in one face.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// Its cells.
    pub(super) cells: Range<usize>,
    /// Its type.
    pub(super) font: FontChoice,
    /// Whether a hyphen is put in after them.
    pub(super) hyphen: bool,
    /// Its glyphs.
    pub(super) shaped: Rc<Shaped>,
    /// Its natural width.
    pub(super) width: Length,
    /// The stroke that lengthens it.
    pub(super) kashida: Option<Kashida>,
}

/// A stroke within a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kashida {
    /// How many tatweels it is made of.
    count: u32,
    /// The byte of the segment's characters before which it stands.
    at: u32,
    /// The first byte of the character before it, which stands for it too.
    letter: u32,
}

impl Kashida {
    /// The first byte of the characters that a glyph stands for, by that of the lengthened word.
    pub(super) fn byte(self, cluster: u32) -> u32 {
        let length = self.count * TATWEEL.len_utf8() as u32;
        match cluster {
            before if before < self.at => before,
            within if within < self.at + length => self.letter,
            after => after - length,
        }
    }
}

/// A face at a size, with features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FontChoice {
    pub(super) face: FaceId,
    pub(super) size: Length,
    pub(super) rise: Length,
    pub(super) features: Features,
    pub(super) writing: Writing,
}

/// The four faces of the family, and of that of Arabic.
#[derive(Debug, Clone, Copy)]
pub(super) struct Families {
    faces: [FaceId; 4],
    arabic: [FaceId; 4],
    /// The size of Arabic beside the other, in thousandths.
    arabic_size: i64,
    /// Whether emphasis in Arabic is bold.
    arabic_bold: bool,
    block: Style,
}

impl Families {
    /// The families of a style for a block; that of Arabic only where it is `needed`.
    pub(super) fn new(block: Style, needed: bool, style: &StyleSet, shaper: &mut Shaper<'_>) -> Self {
        let faces = shaper.family(&style.house.family);
        let arabic = &style.house.arabic;
        if !needed || !shaper.book().has_family(&arabic.family) {
            return Self { faces, arabic: faces, arabic_size: 1000, arabic_bold: false, block };
        }
        Self {
            faces,
            arabic: shaper.family(&arabic.family),
            arabic_size: arabic.size,
            arabic_bold: arabic.emphasis == ArabicEmphasis::Bold,
            block,
        }
    }
}

/// Superiors that a face has no glyphs for: their size in thousandths of the type's and their rise in
/// thousandths of an em.
const SUPERIOR_SIZE: i64 = 650;
const SUPERIOR_RISE: i64 = 350;
/// How far inferiors without glyphs of their own stand below the baseline, in thousandths of an em.
const INFERIOR_DROP: i64 = 120;

impl Prepared<'_> {
    /// What decides the order and the face of a cell.
    pub(super) fn item(&self, cell: usize) -> Item {
        self.items.get(cell).copied().unwrap_or(Item::PLAIN)
    }

    /// Whether all is written from left to right.
    pub(super) fn is_plain(&self) -> bool {
        self.items.is_empty()
    }

    /// The face and size for a character's style within this block.
    pub(super) fn choose(&self, style: Style, item: Item) -> FontChoice {
        let block = self.families.block;
        let bold = style.contains(Style::BOLD) || block.contains(Style::BOLD);
        // Emphasis in an italic block stands upright.
        let italic = style.contains(Style::ITALIC) != block.contains(Style::ITALIC);
        let features = if style.contains(Style::SUPERIOR) {
            Features::Superiors
        } else if style.contains(Style::INFERIOR) {
            Features::Inferiors
        } else if style.contains(Style::SMALL_CAPITALS) {
            Features::SmallCapitals
        } else {
            Features::Plain
        };
        let writing = Writing::LEFT_TO_RIGHT;
        if item.arabic {
            let bold = bold || self.families.arabic_bold && style.contains(Style::ITALIC);
            let face = self.families.arabic[usize::from(bold)];
            let size = self.size.scale(self.families.arabic_size, 1000);
            return FontChoice { face, size, rise: Length::ZERO, features, writing };
        }
        let face = self.families.faces[usize::from(bold) + 2 * usize::from(italic)];
        FontChoice { face, size: self.size, rise: Length::ZERO, features, writing }
    }

    /// The first segment of a range of cells; the last has a hyphen after it when that is asked for.
    pub(super) fn segment(&self, range: Range<usize>, hyphen: bool, shaper: &mut Shaper<'_>) -> Segment {
        let cells = &self.cells[range.clone()];
        let style = cells[0].style;
        let inline = Inline::of(&cells[0]);
        let alike = |cell: &&Cell| cell.style == style && Inline::of(cell) == inline;
        let mut length = cells.iter().take_while(alike).count();
        let item = self.item(range.start);
        if !self.is_plain() {
            let others = range.start + 1..range.start + length;
            length = 1 + others.take_while(|cell| item.goes_on(self.item(*cell))).count();
        }
        let end = range.start + length;
        let hyphen = hyphen && end == range.end;
        let mut font = self.choose(style, item);
        if item.is_reversed() {
            let joins = |cell: Option<&Cell>| {
                cell.is_some_and(|cell| cell.space == Space::None && is_arabic(cell.ch))
            };
            font.writing = Writing {
                direction: Direction::RightToLeft,
                joins_before: joins(range.start.checked_sub(1).and_then(|before| self.cells.get(before))),
                joins_after: joins(self.cells.get(end)),
                other_language: cells[0].foreign.is_some_and(|language| !language.is_arabic()),
            };
        }
        self.shape(range.start..end, hyphen, font, shaper)
    }

    /// Where a stroke may lengthen a segment.
    pub(super) fn kashida_place(&self, segment: &Segment) -> Option<kashida::Place> {
        let item = self.item(segment.cells.start);
        let cells = &self.cells[segment.cells.clone()];
        let plain = item.is_reversed() && item.arabic && segment.font.features == Features::Plain;
        (plain && !segment.hyphen).then(|| kashida::place(cells, segment.font.writing.joins_after))?
    }

    /// The width of a tatweel in the type of a segment.
    pub(super) fn tatweel(segment: &Segment, shaper: &mut Shaper<'_>) -> Length {
        let font = segment.font;
        let shaped = shaper.shape(std::iter::once(TATWEEL), font.face, font.features, font.writing);
        font.size.of_font_units(shaped.advance, shaper.book().face(font.face).units_per_em)
    }

    /// A segment with a stroke of `count` tatweels after one of its cells.
    pub(super) fn lengthened(
        &self,
        segment: &Segment,
        place: kashida::Place,
        count: u32,
        shaper: &mut Shaper<'_>,
    ) -> Segment {
        let cells = &self.cells[segment.cells.clone()];
        let font = segment.font;
        let letter: usize = cells[..place.after].iter().map(|cell| cell.ch.len_utf8()).sum();
        let at = letter + cells[place.after].ch.len_utf8();
        let strokes = |index: usize| if index == place.after { count as usize } else { 0 };
        let characters = cells.iter().enumerate().flat_map(|(index, cell)| {
            std::iter::once(cell.ch).chain(std::iter::repeat_n(TATWEEL, strokes(index)))
        });
        let shaped = shaper.shape(characters, font.face, font.features, font.writing);
        let width = font.size.of_font_units(shaped.advance, shaper.book().face(font.face).units_per_em);
        let kashida = Some(Kashida { count, at: at as u32, letter: letter as u32 });
        Segment { shaped, width, kashida, ..segment.clone() }
    }

    /// Cells of one style as a segment; those that the face lacks end it, or are set in another face.
    fn shape(
        &self,
        range: Range<usize>,
        hyphen: bool,
        mut font: FontChoice,
        shaper: &mut Shaper<'_>,
    ) -> Segment {
        let cells = &self.cells[range.clone()];
        let characters = || cells.iter().map(|cell| cell.ch).chain(hyphen.then_some(HYPHEN));
        let mut shaped = shaper.shape(characters(), font.face, font.features, font.writing);
        if shaped.lacking
            && let Some((face, length)) = supplied(cells, font.face, shaper)
        {
            let whole = length == cells.len();
            if face != font.face || !whole {
                let range = range.start..range.start + length;
                return self.shape(range, hyphen && whole, FontChoice { face, ..font }, shaper);
            }
        }
        if !shaped.complete {
            let lowered = cells[0].style.contains(Style::INFERIOR);
            font.rise = font.size.scale(if lowered { -INFERIOR_DROP } else { SUPERIOR_RISE }, 1000);
            font.size = font.size.scale(SUPERIOR_SIZE, 1000);
            font.features = Features::Plain;
            shaped = shaper.shape(characters(), font.face, font.features, font.writing);
        }
        let units = shaper.book().face(font.face).units_per_em;
        let width = font.size.of_font_units(shaped.advance, units);
        Segment { cells: range, font, hyphen, shaped, width, kashida: None }
    }
}

/// The first cells that one face has, and that face: the one that is meant where it has the first, or where no other
/// has it.
fn supplied(cells: &[Cell], meant: FaceId, shaper: &Shaper<'_>) -> Option<(FaceId, usize)> {
    let face_of = |cell: &Cell| match shaper.book().face(meant).glyph(cell.ch) {
        Some(_) => meant,
        None => shaper.book().fallback(cell.ch, meant).unwrap_or(meant),
    };
    let face = face_of(cells.first()?);
    Some((face, cells.iter().take_while(|cell| face_of(cell) == face).count()))
}

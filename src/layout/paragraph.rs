//! A paragraph as words and spaces of known width, and the places where its lines may end.

use std::ops::Range;

use super::bidi::{Item, itemize};
use super::length::Length;
use super::linebreak::{Candidate, Totals};
use super::protrusion;
use super::segment::{Families, Segment};
use crate::font::Shaper;
use crate::model::{Cell, Direction, Marks, Space, Style, Text};
use crate::style::{BlockStyle, Justification, LineStyle, StyleSet};
use crate::typography::hyphenation_points;

/// What stands between two places where the kind of thing changes.
#[derive(Debug)]
pub(super) enum Piece {
    /// A word: cells without a space, in segments of one style each.
    Word {
        /// Its cells.
        cells: Range<usize>,
        /// Its segments, among those of the paragraph.
        segments: Range<usize>,
    },
    /// A space of a width, a stretch and a shrink.
    Space {
        /// Its cell.
        cell: usize,
        /// Natural width.
        width: Length,
        /// What it may gain.
        stretch: Length,
        /// What it may lose.
        shrink: Length,
    },
    /// A line end that the author asked for.
    LineEnd {
        /// Its cell.
        cell: usize,
    },
}

/// Where a line may end, in terms of the pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the space, or forced end, that is the piece of this index; the end of the paragraph is the number
    /// of pieces.
    Piece(usize),
    /// Within the word of this index, before this cell; with a hyphen put in or not.
    Within { piece: usize, cell: usize, hyphen: bool },
}

/// A paragraph ready to be broken.
pub(super) struct Prepared<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) pieces: Vec<Piece>,
    /// The segments of all words.
    pub(super) segments: Vec<Segment>,
    /// The sums up to the beginning of each piece, and to the end.
    pub(super) totals: Vec<Totals>,
    pub(super) size: Length,
    /// Its direction.
    pub(super) direction: Direction,
    /// What decides the order and the face of each cell; nothing where all are plain.
    pub(super) items: Vec<Item>,
    pub(super) families: Families,
    pub(super) hanging: bool,
    /// Whether loose lines are filled by strokes.
    pub(super) kashida: bool,
}

impl<'a> Prepared<'a> {
    /// Cuts a text into pieces and shapes its words.
    pub(super) fn new(
        text: &'a Text,
        block: &BlockStyle,
        direction: Direction,
        style: &StyleSet,
        shaper: &mut Shaper<'_>,
    ) -> Self {
        let mut own = Style::PLAIN;
        if block.bold {
            own = own.with(Style::BOLD);
        }
        if block.italic {
            own = own.with(Style::ITALIC);
        }
        let items = itemize(&text.cells, direction);
        let families = Families::new(own, !items.is_empty(), style, shaper);
        let mut prepared = Self {
            cells: &text.cells,
            // A word and a space have some six characters together.
            pieces: Vec::with_capacity(text.cells.len() / 3 + 1),
            segments: Vec::with_capacity(text.cells.len() / 6 + 1),
            totals: Vec::new(),
            size: block.size,
            direction,
            items,
            families,
            hanging: style.house.lines.hanging,
            kashida: style.house.arabic.justification == Justification::Kashida
                && direction == Direction::RightToLeft,
        };
        prepared.cut(shaper);
        if !prepared.is_plain() {
            prepared.kern_spaces(shaper);
        }
        prepared.sum();
        prepared
    }

    fn cut(&mut self, shaper: &mut Shaper<'_>) {
        let mut at = 0;
        while at < self.cells.len() {
            match self.cells[at].space {
                Space::None => {
                    let start = at;
                    while at < self.cells.len() && self.cells[at].space == Space::None {
                        at += 1;
                    }
                    let first = self.segments.len();
                    let mut next = start;
                    while next < at {
                        let segment = self.segment(next..at, false, shaper);
                        next = segment.cells.end;
                        self.segments.push(segment);
                    }
                    self.pieces.push(Piece::Word { cells: start..at, segments: first..self.segments.len() });
                }
                Space::LineEnd => {
                    self.pieces.push(Piece::LineEnd { cell: at });
                    at += 1;
                }
                kind => {
                    let font = self.choose(self.cells[at].style, self.item(at));
                    let units = shaper.book().face(font.face).units_per_em;
                    let word_space = font.size.of_font_units(shaper.word_space(font.face), units);
                    let value = kind.value();
                    self.pieces.push(Piece::Space {
                        cell: at,
                        width: word_space.scale(value.width, 1000),
                        stretch: word_space.scale(value.stretch, 1000),
                        shrink: word_space.scale(value.shrink, 1000),
                    });
                    at += 1;
                }
            }
        }
    }

    fn sum(&mut self) {
        let mut total = Totals::default();
        self.totals.reserve(self.pieces.len() + 1);
        self.totals.push(total);
        for piece in &self.pieces {
            match piece {
                Piece::Word { segments, .. } => {
                    let width: Length =
                        self.segments[segments.clone()].iter().map(|segment| segment.width).sum();
                    total.width += width;
                    total.glyphs += width;
                }
                Piece::Space { width, stretch, shrink, .. } => {
                    total.width += *width;
                    total.stretch += *stretch;
                    total.shrink += *shrink;
                }
                Piece::LineEnd { .. } => {}
            }
            self.totals.push(total);
        }
    }

    /// The width of the longest piece that no space divides, and of the whole text in one line.
    pub(super) fn widths(&self) -> (Length, Length) {
        let (mut longest, mut current) = (Length::ZERO, Length::ZERO);
        let mut total = Length::ZERO;
        for (piece, pair) in self.pieces.iter().zip(self.totals.windows(2)) {
            let width = pair[1].width - pair[0].width;
            total += width;
            let breaks = match piece {
                Piece::Space { cell, .. } => self.cells[*cell].space.value().breaks,
                Piece::LineEnd { .. } => true,
                Piece::Word { .. } => false,
            };
            current = if breaks { Length::ZERO } else { current + width };
            longest = longest.max(current);
        }
        (longest, total)
    }

    /// The places where a line may end, in order, the end of the paragraph last.
    pub(super) fn places(&self, hyphens: bool, style: &StyleSet) -> Vec<Place> {
        let mut places = Vec::with_capacity(self.pieces.len() + 1);
        let mut points = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Space { cell, .. } => {
                    if self.cells[*cell].space.value().breaks {
                        places.push(Place::Piece(index));
                    }
                }
                Piece::LineEnd { .. } => places.push(Place::Piece(index)),
                Piece::Word { cells, .. } => {
                    points.clear();
                    self.points_within(cells.clone(), hyphens, style, &mut points);
                    places.extend(points.iter().map(|&(cell, hyphen)| Place::Within {
                        piece: index,
                        cell,
                        hyphen,
                    }));
                }
            }
        }
        places.push(Place::Piece(self.pieces.len()));
        places
    }

    /// The cells of a word before which a line may begin, in order, each with whether a hyphen is put in before it.
    fn points_within(
        &self,
        range: Range<usize>,
        hyphens: bool,
        style: &StyleSet,
        points: &mut Vec<(usize, bool)>,
    ) {
        let cells = &self.cells[range.clone()];
        for (at, pair) in (1..).zip(cells.windows(2)) {
            if !is_break_sign(pair[0].ch) {
                continue;
            }
            if breaks_after(&pair[0], &pair[1], at > 1) || parts_words(cells, at) {
                points.push((range.start + at, false));
            }
        }
        if hyphens {
            let divided = hyphenation_points(cells, style);
            if !divided.is_empty() {
                points.extend(divided.into_iter().map(|at| (range.start + at, true)));
                points.sort_unstable();
            }
        }
    }

    /// A place with its sums and costs.
    pub(super) fn candidate(&self, place: Place, style: &LineStyle, shaper: &mut Shaper<'_>) -> Candidate {
        match place {
            Place::Piece(index) => {
                let forced = !matches!(self.pieces.get(index), Some(Piece::Space { .. }));
                let next = self.totals.get(index + 1).copied().unwrap_or(self.totals[index]);
                let cell = match self.pieces.get(index) {
                    Some(Piece::Space { cell, .. }) => Some(*cell),
                    _ => None,
                };
                let ends = self.word_end(index);
                let begins = cell.map(|cell| cell + 1);
                Candidate {
                    before: self.totals[index],
                    after: next,
                    forced,
                    // A line does not begin with a dash if it can be helped.
                    penalty: begins.map_or(0, |at| self.opening_penalty(at)),
                    hang_right: ends.map_or(Length::ZERO, |at| self.hang_right(self.cells[at].ch)),
                    hang_left: begins.map_or(Length::ZERO, |at| self.hang_left(at)),
                    hyphenated: false,
                }
            }
            Place::Within { piece, cell, hyphen } => {
                self.candidate_within(piece, cell, hyphen, style, shaper)
            }
        }
    }

    fn candidate_within(
        &self,
        piece: usize,
        cell: usize,
        hyphen: bool,
        style: &LineStyle,
        shaper: &mut Shaper<'_>,
    ) -> Candidate {
        let Piece::Word { cells, .. } = &self.pieces[piece] else {
            unreachable!("a place within a piece is within a word")
        };
        let cells = cells.clone();
        let first: Length = self.width(cells.start..cell, hyphen, shaper);
        let rest: Length = self.width(cell..cells.end, false, shaper);
        let (mut before, mut after) = (self.totals[piece], self.totals[piece + 1]);
        before.width += first;
        before.glyphs += first;
        after.width -= rest;
        after.glyphs -= rest;
        let last = if hyphen { HYPHEN } else { self.cells[cell - 1].ch };
        Candidate {
            before,
            after,
            penalty: if hyphen { style.hyphen_penalty } else { style.explicit_hyphen_penalty },
            hyphenated: last == '-',
            forced: false,
            hang_right: self.hang_right(last),
            hang_left: self.hang_left(cell),
        }
    }

    fn width(&self, mut range: Range<usize>, hyphen: bool, shaper: &mut Shaper<'_>) -> Length {
        let mut width = Length::ZERO;
        while !range.is_empty() {
            let segment = self.segment(range.clone(), hyphen, shaper);
            width += segment.width;
            range.start = segment.cells.end;
        }
        width
    }

    /// The last cell before a piece that is no space.
    fn word_end(&self, piece: usize) -> Option<usize> {
        self.pieces[..piece].iter().rev().find_map(|piece| match piece {
            Piece::Word { cells, .. } => Some(cells.end - 1),
            _ => None,
        })
    }

    fn opening_penalty(&self, cell: usize) -> i64 {
        let dash = self.cells.get(cell).is_some_and(|cell| matches!(cell.ch, '-' | '–' | '—'));
        let alone = self.cells.get(cell + 1).is_some_and(|cell| cell.space != Space::None);
        if dash && alone { 500 } else { 0 }
    }

    /// How far the character that ends a line hangs.
    pub(super) fn hang_right(&self, ch: char) -> Length {
        if self.hanging { self.size.scale(protrusion::right(ch), 1000) } else { Length::ZERO }
    }

    /// How far the cell that begins a line hangs.
    pub(super) fn hang_left(&self, cell: usize) -> Length {
        match self.cells.get(cell) {
            Some(cell) if self.hanging => self.size.scale(protrusion::left(cell.ch), 1000),
            _ => Length::ZERO,
        }
    }
}

/// The sign at the end of a divided word.
pub(super) const HYPHEN: char = '-';

/// Whether a line may end after a character without a sign put in; what stands around it decides.
fn is_break_sign(ch: char) -> bool {
    matches!(ch, '-' | '\u{2010}' | '–' | '—' | '/' | '\u{200b}')
}

/// Whether a line may end before `at`, after a slash between two words of four letters or more.
fn parts_words(cells: &[Cell], at: usize) -> bool {
    let letters = |cells: &mut dyn Iterator<Item = &Cell>| {
        cells.take(4).filter(|cell| cell.ch.is_alphanumeric()).count()
    };
    let free = |cell: &Cell| !cell.is_protected() && !cell.marks.contains(Marks::UNBROKEN);
    cells[at - 1].ch == '/'
        && free(&cells[at - 1])
        && letters(&mut cells[..at - 1].iter().rev()) == 4
        && letters(&mut cells[at..].iter()) == 4
}

/// Whether a line may end between two cells of a word without a sign put in: after the author's hyphen or
/// dash between letters, at a soft hyphen's place, after the slash of an address.
fn breaks_after(left: &Cell, right: &Cell, inside: bool) -> bool {
    let unbroken = left.marks.contains(Marks::UNBROKEN) && right.marks.contains(Marks::UNBROKEN);
    if unbroken || left.marks.contains(Marks::UNBROKEN) && left.ch != '/' {
        return false;
    }
    match left.ch {
        '-' | '\u{2010}' => inside && right.ch.is_alphabetic(),
        '–' | '—' => right.ch.is_alphanumeric(),
        '/' => left.is_protected() && right.ch.is_alphanumeric(),
        '\u{200b}' => true,
        _ => false,
    }
}

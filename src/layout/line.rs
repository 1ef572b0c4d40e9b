//! A line with its glyphs in place.

use super::glyph::Run;
use super::kashida::{Place as KashidaPlace, share};
use super::length::Length;
use super::linebreak::badness;
use super::paragraph::{HYPHEN, Piece, Place, Prepared};
use super::segment::Segment;
use super::setter::Setter;
use crate::font::Shaper;
use crate::model::{Direction, Lead};
use crate::source::Span;
use crate::style::Align;

/// One line of type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The runs in the order in which they are read.
    pub runs: Vec<Run>,
    /// The natural width of what stands in it.
    pub natural: Length,
    /// What was asked of it.
    pub measure: Length,
    /// Its badness, 0 to 10,000; positive for loose lines, negative for tight ones.
    pub badness: i64,
    /// By how many thousandths its glyphs are widened or narrowed.
    pub expansion: i64,
    /// Whether it ends in a hyphen that the rules put in.
    pub hyphenated: bool,
    /// Whether it is wider than it may be.
    pub overfull: bool,
    /// The notes that are called in it, by their numbers from 0.
    pub notes: Vec<usize>,
}

impl Line {
    /// The characters of the line.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Where the line's characters come from.
    pub fn span(&self) -> Span {
        match (self.runs.first(), self.runs.last()) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

/// The box that a line is set in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// From the block's left edge to the line's beginning.
    pub(super) left: Length,
    /// The width to fill.
    pub(super) measure: Length,
    pub(super) align: Align,
    /// How far glyphs may be made wider or narrower, in thousandths.
    pub(super) expansion: i64,
    /// Whether the line's spaces keep their width, as in the last line of a paragraph.
    pub(super) natural: bool,
}

/// The part of a paragraph between two breaks.
pub(super) struct Content {
    pub(super) parts: Vec<Part>,
    width: Length,
    stretch: Length,
    shrink: Length,
    glyphs: Length,
    hyphenated: bool,
}

/// A part of a line.
pub(super) enum Part {
    Segment(Segment),
    Space { cell: usize, width: Length, stretch: Length, shrink: Length },
}

impl Part {
    /// Its first cell.
    pub(super) fn cell(&self) -> usize {
        match self {
            Self::Segment(segment) => segment.cells.start,
            Self::Space { cell, .. } => *cell,
        }
    }
}

/// Sets the line from one break to the next.
pub(super) fn finish(
    paragraph: &Prepared<'_>,
    from: Option<Place>,
    to: Place,
    frame: Frame,
    shaper: &mut Shaper<'_>,
) -> Line {
    let mut content = content(paragraph, from, to, shaper);
    let first_cell = content.parts.iter().find_map(|part| match part {
        Part::Segment(segment) => Some(segment.cells.start),
        Part::Space { .. } => None,
    });
    let last_char = content.parts.iter().rev().find_map(|part| match part {
        Part::Segment(segment) if segment.hyphen => Some(HYPHEN),
        Part::Segment(segment) => segment.cells.clone().last().map(|cell| paragraph.cells[cell].ch),
        Part::Space { .. } => None,
    });
    let justified = frame.align == Align::Justify;
    let (hang_left, hang_right) = if justified {
        (
            first_cell.map_or(Length::ZERO, |cell| paragraph.hang_left(cell)),
            last_char.map_or(Length::ZERO, |ch| paragraph.hang_right(ch)),
        )
    } else {
        (Length::ZERO, Length::ZERO)
    };
    let target = frame.measure + hang_left + hang_right;
    if paragraph.kashida && justified && !frame.natural {
        content.lengthen(target, paragraph, shaper);
    }
    let setting = Setting::new(&content, target, frame, justified);
    let slack = (target - content.width).max(Length::ZERO);
    let length = content.length();
    let mut setter =
        Setter { paragraph, shaper, setting: &setting, x: Length::ZERO, runs: Vec::new(), length };
    let offset = match (frame.align, paragraph.direction) {
        (Align::Justify, Direction::LeftToRight) => -hang_left,
        // The line ends at the left; what is not full, or too wide, is so there.
        (Align::Justify, Direction::RightToLeft) => frame.measure + hang_left - setter.width(&content),
        (Align::Left, Direction::RightToLeft) => frame.measure - content.width,
        (Align::Left, Direction::LeftToRight) | (Align::Right, Direction::RightToLeft) => Length::ZERO,
        (Align::Center, _) => slack / 2,
        (Align::Right, Direction::LeftToRight) => slack,
    };
    setter.x = frame.left + offset;
    setter.line(&content, to);
    let runs = setter.runs;
    Line {
        runs,
        natural: content.width,
        measure: target,
        badness: setting.badness,
        expansion: setting.expansion,
        hyphenated: content.hyphenated,
        overfull: setting.overfull,
        notes: notes(paragraph, &content),
    }
}

/// The notes whose calls stand in a line.
fn notes(paragraph: &Prepared<'_>, content: &Content) -> Vec<usize> {
    let mut notes = Vec::new();
    for part in &content.parts {
        let Part::Segment(segment) = part else { continue };
        // A segment leads to one place; a number is never divided.
        if let Some(Lead::Note(number)) = paragraph.cells[segment.cells.start].leads {
            notes.extend(usize::from(number).checked_sub(1));
        }
    }
    notes
}

fn content(paragraph: &Prepared<'_>, from: Option<Place>, to: Place, shaper: &mut Shaper<'_>) -> Content {
    let (first, first_cell) = match from {
        None => (0, None),
        Some(Place::Piece(index)) => (index + 1, None),
        Some(Place::Within { piece, cell, .. }) => (piece, Some(cell)),
    };
    let (end, last) = match to {
        Place::Piece(index) => (index, None),
        Place::Within { piece, cell, hyphen } => (piece + 1, Some((cell, hyphen))),
    };
    let mut parts = Vec::with_capacity(end.saturating_sub(first) + 1);
    for (index, piece) in paragraph.pieces.iter().enumerate().take(end).skip(first) {
        match piece {
            Piece::Word { cells, segments } => {
                let start = first_cell.filter(|_| index == first).unwrap_or(cells.start);
                let cut = last.filter(|_| index + 1 == end);
                let stop = cut.map_or(cells.end, |(cell, _)| cell);
                let hyphen = cut.is_some_and(|(_, hyphen)| hyphen);
                if start == cells.start && stop == cells.end && !hyphen {
                    parts.extend(paragraph.segments[segments.clone()].iter().cloned().map(Part::Segment));
                } else {
                    let mut rest = start..stop;
                    while !rest.is_empty() {
                        let segment = paragraph.segment(rest.clone(), hyphen, shaper);
                        rest.start = segment.cells.end;
                        parts.push(Part::Segment(segment));
                    }
                }
            }
            Piece::Space { cell, width, stretch, shrink } => {
                parts.push(Part::Space { cell: *cell, width: *width, stretch: *stretch, shrink: *shrink });
            }
            Piece::LineEnd { .. } => {}
        }
    }
    let mut content = Content {
        parts,
        width: Length::ZERO,
        stretch: Length::ZERO,
        shrink: Length::ZERO,
        glyphs: Length::ZERO,
        hyphenated: matches!(to, Place::Within { hyphen: true, .. }),
    };
    for part in &content.parts {
        match part {
            Part::Segment(segment) => {
                content.width += segment.width;
                content.glyphs += segment.width;
            }
            Part::Space { width, stretch, shrink, .. } => {
                content.width += *width;
                content.stretch += *stretch;
                content.shrink += *shrink;
            }
        }
    }
    content
}

impl Content {
    /// Lengthens words by strokes until the spaces of the line have no more than a quarter of their stretch to give.
    fn lengthen(&mut self, target: Length, paragraph: &Prepared<'_>, shaper: &mut Shaper<'_>) {
        let missing = target - self.width - self.stretch / 4;
        let mut places = Vec::new();
        for (index, part) in self.parts.iter().enumerate() {
            if let Part::Segment(segment) = part
                && let Some(place) = paragraph.kashida_place(segment)
            {
                places.push((index, place));
            }
        }
        let Some(&(first, _)) = places.first() else { return };
        let Part::Segment(segment) = &self.parts[first] else { return };
        let tatweel = Prepared::tatweel(segment, shaper);
        if missing < tatweel || tatweel <= Length::ZERO {
            return;
        }
        let ranked: Vec<KashidaPlace> = places.iter().map(|(_, place)| *place).collect();
        let wanted = u32::try_from(missing.0 / tatweel.0).unwrap_or(u32::MAX);
        for ((index, place), count) in places.into_iter().zip(share(&ranked, wanted)) {
            let Part::Segment(segment) = &self.parts[index] else { continue };
            if count == 0 {
                continue;
            }
            let longer = paragraph.lengthened(segment, place, count, shaper);
            // A ligature may be shorter than its letters apart, and longer.
            let gain = longer.width - segment.width;
            if self.width + gain > target {
                continue;
            }
            self.width += gain;
            self.glyphs += gain;
            self.parts[index] = Part::Segment(longer);
        }
    }

    /// How many glyphs there are, with the space at the end.
    fn length(&self) -> usize {
        let glyphs = |part: &Part| match part {
            Part::Segment(segment) => segment.shaped.glyphs.len(),
            Part::Space { .. } => 1,
        };
        self.parts.iter().map(glyphs).sum::<usize>() + 1
    }
}

/// How a line is filled: first the glyphs are expanded in their share, then the spaces take the rest.
pub(super) struct Setting {
    pub(super) expansion: i64,
    /// What each space gains or loses, by the index of its part.
    pub(super) spaces: Vec<Length>,
    badness: i64,
    overfull: bool,
}

impl Setting {
    fn new(content: &Content, target: Length, frame: Frame, justified: bool) -> Self {
        let mut setting = Self {
            expansion: 0,
            spaces: vec![Length::ZERO; content.parts.len()],
            badness: 0,
            overfull: false,
        };
        let missing = target - content.width;
        let room = content.glyphs.scale(frame.expansion, 1000);
        if missing >= Length::ZERO && (frame.natural || !justified) {
            return setting;
        }
        let loose = missing >= Length::ZERO;
        let own = if loose { content.stretch } else { content.shrink };
        let amount = if loose { missing } else { -missing };
        if content.glyphs > Length::ZERO {
            // Glyphs give way first, as in pdfTeX: within its bounds nobody sees it, while uneven spaces show. In
            // whole thousandths, rounded so that the spaces keep what is left.
            let round = if loose { 0 } else { content.glyphs.0 - 1 };
            let share =
                (amount.0.saturating_mul(1000).saturating_add(round) / content.glyphs.0).min(frame.expansion);
            setting.expansion = if loose { share } else { -share };
        }
        setting.badness = badness(amount - room, own) * if loose { 1 } else { -1 };
        let rest = missing - content.glyphs.scale(setting.expansion, 1000);
        setting.overfull = !loose && -rest > content.shrink + Length(content.parts.len() as i64);
        let flexible = if rest >= Length::ZERO { content.stretch } else { content.shrink };
        let rest = if setting.overfull { -content.shrink } else { rest };
        setting.share(content, rest, flexible);
        setting
    }

    /// Gives each space its part of `rest` by what it can bear, so that the parts add up exactly.
    fn share(&mut self, content: &Content, rest: Length, flexible: Length) {
        if flexible <= Length::ZERO {
            return;
        }
        let (mut given, mut seen) = (0, 0);
        for (index, part) in content.parts.iter().enumerate() {
            if let Part::Space { stretch, shrink, .. } = part {
                seen += if rest >= Length::ZERO { stretch.0 } else { shrink.0 };
                let upto = (i128::from(rest.0) * i128::from(seen) / i128::from(flexible.0)) as i64;
                self.spaces[index] = Length(upto - given);
                given = upto;
            }
        }
    }
}

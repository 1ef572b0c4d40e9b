//! A block of the composition as lines.

use super::bidi::mirrored;
use super::direction::direction_of;
use super::glyph::Run;
use super::length::Length;
use super::line::{Frame, Line, finish};
use super::linebreak::{Candidate, INFINITELY_BAD, Parameters, break_lines};
use super::paragraph::{Place, Prepared};
use crate::font::Shaper;
use crate::model::{Cell, Direction, Space, Text};
use crate::style::{Align, BlockStyle, Role, StyleSet};
use crate::typography::Paragraph;

/// A block with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLines {
    /// What it is.
    pub role: Role,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// The gap between an item's numeral and its text, in thousandths of an em.
const LABEL_GAP: i64 = 500;

/// More room than a numeral takes.
const ROOM: Length = Length::points(10_000);

/// Breaks a paragraph of a composition into lines of a page `full` wide.
pub fn set_block(
    paragraph: &Paragraph,
    full: Length,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> BlockLines {
    let block = style.house.block(paragraph.role);
    let depth = match paragraph.role {
        Role::Item(level) => i64::from(level) + 1,
        _ => 1,
    };
    // Deep lists leave at least half of the measure.
    let inset = Length((style.house.quote * i64::from(paragraph.inset)).0.min(full.0 / 4));
    let left = Length((block.left * depth).0.min(full.0 / 2)) + inset;
    let measure = full - left - inset;
    let direction = style.language.direction();
    let left = mirrored(direction, full, left, measure);
    let label = paragraph.label.as_ref().map(|label| Label::new(label, block, style, shaper));
    // A numeral wider than the room before the text pushes its first line to the right.
    let excess = label.as_ref().map_or(Length::ZERO, |label| label.width - block.left).max(Length::ZERO);
    let own = BlockStyle { indent: block.indent + excess, ..block.clone() };
    let own_direction = direction_of(paragraph, own.align, direction);
    let mut lines = set_directed(&paragraph.text, &own, (left, measure), own_direction, style, shaper);
    if let (Some(label), Some(first)) = (label, lines.first_mut()) {
        let text = match direction {
            Direction::LeftToRight => left + excess,
            Direction::RightToLeft => left + measure - excess,
        };
        first.runs.splice(0..0, label.placed(text));
    }
    BlockLines { role: paragraph.role, lines }
}

/// Breaks a text into lines that begin at `left` and are `measure` wide.
pub(super) fn set_lines(
    text: &Text,
    block: &BlockStyle,
    left: Length,
    measure: Length,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Vec<Line> {
    set_directed(text, block, (left, measure), style.language.direction(), style, shaper)
}

/// The same in a direction that may be another than the document's.
fn set_directed(
    text: &Text,
    block: &BlockStyle,
    (left, measure): (Length, Length),
    direction: Direction,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Vec<Line> {
    let prepared = Prepared::new(text, block, direction, style, shaper);
    let lines = &style.house.lines;
    let justified = block.align == Align::Justify;
    let indent = if justified || block.align == Align::Left { block.indent } else { Length::ZERO };
    let parameters = Parameters {
        first: measure - indent,
        measure,
        tolerance: lines.pretolerance,
        double_hyphen_demerits: lines.double_hyphen_demerits,
        final_hyphen_demerits: lines.final_hyphen_demerits,
        adjacent_demerits: lines.adjacent_demerits,
        max_consecutive_hyphens: lines.max_consecutive_hyphens,
        expansion: if justified { lines.expansion } else { 0 },
        // Ragged lines may fall short by a few ems before they look uneven.
        line_stretch: if justified { Length::ZERO } else { block.size * 5 },
        // A last line is longer than the indent below it; a ragged block ends in no word alone.
        least_last: if justified { block.indent + block.size / 2 } else { measure / 4 },
        first_hang: if justified { prepared.hang_left(0) } else { Length::ZERO },
    };
    let places = choose(&prepared, &parameters, justified, style, shaper);
    let mut set = Vec::with_capacity(places.len());
    let mut from = None;
    for (index, place) in places.iter().enumerate() {
        let first = index == 0;
        let forced = matches!(place, Place::Piece(at) if !matches!(prepared.pieces.get(*at), Some(super::paragraph::Piece::Space { .. })));
        let frame = Frame {
            left: if first && prepared.direction == Direction::LeftToRight { left + indent } else { left },
            measure: if first { measure - indent } else { measure },
            align: block.align,
            expansion: parameters.expansion,
            natural: forced,
        };
        set.push(finish(&prepared, from, *place, frame, shaper));
        from = Some(*place);
    }
    set
}

/// The breaks of the best of three attempts: without hyphens, with hyphens, and at any cost.
fn choose(
    prepared: &Prepared<'_>,
    parameters: &Parameters,
    justified: bool,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Vec<Place> {
    let lines = &style.house.lines;
    // Titles and other ragged lines are not hyphenated unless nothing else fits.
    let attempts = [(false, lines.pretolerance), (justified, lines.tolerance), (true, INFINITELY_BAD)];
    for (hyphens, tolerance) in attempts {
        let places = prepared.places(hyphens, style);
        let candidates: Vec<Candidate> = places
            .iter()
            .map(|place| {
                let mut candidate = prepared.candidate(*place, lines, shaper);
                if !justified {
                    (candidate.hang_left, candidate.hang_right) = (Length::ZERO, Length::ZERO);
                    // The spaces of ragged lines keep their width.
                    for totals in [&mut candidate.before, &mut candidate.after] {
                        (totals.stretch, totals.shrink) = (Length::ZERO, Length::ZERO);
                    }
                }
                candidate
            })
            .collect();
        if let Some(breaks) = break_lines(&candidates, &Parameters { tolerance, ..*parameters }) {
            return breaks.into_iter().map(|at| places[at]).collect();
        }
    }
    // The last attempt accepts everything; a text has at least its end.
    vec![Place::Piece(prepared.pieces.len())]
}

/// The numeral of an item with the gap after it.
struct Label {
    runs: Vec<Run>,
    /// Its width with the gap.
    width: Length,
    /// The edge of its characters that is nearer to the text: where they end.
    edge: Length,
    direction: Direction,
}

impl Label {
    fn new(label: &Text, block: &BlockStyle, style: &StyleSet, shaper: &mut Shaper<'_>) -> Self {
        let mut label = label.clone();
        if let Some(last) = label.cells.last().copied() {
            // The gap is a space to whoever reads the text.
            let gap = Cell { ch: ' ', space: Space::Bound, len: 0, ..last };
            label.cells.push(gap);
        }
        let block = BlockStyle { align: Align::Left, indent: Length::ZERO, ..block.clone() };
        let direction = style.language.direction();
        let mut lines = set_lines(&label, &block, Length::ZERO, ROOM, style, shaper);
        let runs = lines.first_mut().map(|line| std::mem::take(&mut line.runs)).unwrap_or_default();
        let space = runs.last().and_then(|run: &Run| run.glyphs.last()).map_or(Length::ZERO, |space| space.x);
        let gap = block.size.scale(LABEL_GAP, 1000);
        if direction == Direction::LeftToRight {
            return Self { runs, width: space + gap, edge: space, direction };
        }
        let glyphs = runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.space == Space::None);
        let edge = glyphs.map(|glyph| glyph.x).min().unwrap_or(ROOM);
        Self { runs, width: ROOM - edge + gap, edge, direction }
    }

    /// The numeral before a text that begins at `text`.
    fn placed(mut self, text: Length) -> Vec<Run> {
        let shift = match self.direction {
            Direction::LeftToRight => text - self.width,
            Direction::RightToLeft => text + (self.width - (ROOM - self.edge)) - self.edge,
        };
        for run in &mut self.runs {
            run.inline.label = true;
            run.glyphs.iter_mut().for_each(|glyph| glyph.x += shift);
        }
        self.runs
    }
}

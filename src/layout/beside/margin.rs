//! The signs in the margins of a proof.

use std::collections::BTreeMap;

use super::{Mark, Side};
use crate::font::Shaper;
use crate::layout::block::set_lines;
use crate::layout::length::Length;
use crate::layout::page::{BASELINE, Page, PlacedLine};
use crate::layout::shape::{Color, Shape};
use crate::model::{Direction, Text};
use crate::source::{File, Span};
use crate::style::{Align, BlockStyle, PageStyle, Role};

/// How far a bar beside a marked line stands from its column, and how thick it is.
const BAR: (Length, Length) = (Length::points(5), Length::points(2));

const MARKED: Color = Color(214, 39, 40);

/// Puts the signs of a side beside the lines that they are of, at the outer edge of its column.
pub(super) fn mark(
    pages: &mut [[Page; 2]],
    side: usize,
    own: &Side<'_>,
    column: &PageStyle,
    shaper: &mut Shaper<'_>,
) {
    let margin = Margin::new(side, own, column);
    for ((page, y), codes) in signs(pages, side, own.marks) {
        let half = &mut pages[page][side];
        let top = y - column.grid.scale(BASELINE, 100);
        half.shapes.push(Shape { x: margin.bar, y: top, width: BAR.1, height: column.grid, color: MARKED });
        let words = match codes.as_slice() {
            [one] => (*one).to_owned(),
            [one, rest @ ..] => format!("{one} +{}", rest.len()),
            [] => continue,
        };
        let text = Text::generated(&words, Span::default());
        let lines = set_lines(&text, &margin.block, Length::ZERO, margin.room, own.style, shaper);
        half.margin.extend(lines.into_iter().next().map(|line| PlacedLine {
            block: 0,
            role: Role::LineNumber,
            repeated: false,
            x: margin.left,
            y,
            line,
        }));
    }
}

/// Where signs stand: a page and a baseline, with what they say.
type Signs<'a> = BTreeMap<(usize, Length), Vec<&'a str>>;

/// The signs of a side, each at the line that its byte of the source is in.
fn signs<'a>(pages: &[[Page; 2]], side: usize, marks: &'a [Mark]) -> Signs<'a> {
    let mut lines: Vec<(u32, usize, Length)> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        // The head of a table is marked where it first stands.
        for placed in page[side].lines.iter().filter(|placed| !placed.repeated) {
            let span = placed.line.span();
            if span.file == File::Document && span.end > 0 {
                lines.push((span.start, index, placed.y));
            }
        }
    }
    lines.sort_unstable();
    let mut signs = Signs::new();
    for mark in marks {
        let after = lines.partition_point(|(start, ..)| *start <= mark.at);
        let Some((_, page, y)) = lines.get(after.saturating_sub(1)) else { continue };
        let codes = signs.entry((*page, *y)).or_default();
        if !codes.contains(&mark.code.as_str()) {
            codes.push(&mark.code);
        }
    }
    signs
}

/// The room for signs beside a column.
struct Margin {
    /// Where the bar stands.
    bar: Length,
    /// Where the words may begin, and how much room they have.
    left: Length,
    room: Length,
    block: BlockStyle,
}

impl Margin {
    fn new(side: usize, own: &Side<'_>, column: &PageStyle) -> Self {
        let edge = column.left / 8;
        let end = column.width - column.right;
        let (bar, left, right) = if side == 0 {
            (column.left - BAR.0, edge, column.left - BAR.0 - BAR.1 * 2)
        } else {
            (end + BAR.0 - BAR.1, end + BAR.0 + BAR.1 * 2, column.width)
        };
        // The words stand at the bar; in a text written from right to left a line's beginning is at the right.
        let align = match (side, own.style.language.direction()) {
            (0, Direction::LeftToRight) | (1, Direction::RightToLeft) => Align::Right,
            _ => Align::Left,
        };
        let folio = own.style.house.block(Role::Folio);
        let size = folio.size.scale(7, 10);
        let block = BlockStyle { align, size, indent: Length::ZERO, ..folio.clone() };
        Self { bar, left, room: right - left, block }
    }
}

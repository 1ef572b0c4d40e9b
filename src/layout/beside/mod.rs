//! Two versions of a document beside each other: rows whose parts begin at one height, on sheets turned on their sides.

mod margin;
mod place;
mod rows;

use std::ops::Range;

use self::margin::mark;
use self::place::place_rows;
use self::rows::set_rows;
use super::block::set_lines;
use super::length::Length;
use super::page::{Page, PlacedLine, foot};
use super::shape::{Color, Shape};
use crate::font::Shaper;
use crate::model::{Direction, Text};
use crate::source::Span;
use crate::style::{Align, BlockStyle, PageStyle, Role, StyleSet};
use crate::typography::{Composition, Flow, fill_folio};

/// One of the two versions.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What is set.
    pub composition: &'a Composition,
    /// What it is set with.
    pub style: &'a StyleSet,
    /// What stands above its column on every page.
    pub head: &'a str,
    /// What is marked in its margin.
    pub marks: &'a [Mark],
}

/// A sign in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The byte of the source whose line is marked.
    pub at: u32,
    /// What the sign says.
    pub code: String,
}

/// What begins at one height: parts of the flows of both versions, either of which may be none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Whether a page begins with it where each version stands alone.
    pub parted: bool,
    /// Of the first version.
    pub first: Vec<Flow>,
    /// Of the second.
    pub second: Vec<Flow>,
}

/// The room between the columns, in lines of the grid.
const GUTTER: i64 = 2;

const RULE: Color = Color(190, 190, 190);

/// Lays two versions out; each page is two halves of one sheet, the second without what both have in common.
pub fn lay_out_beside(sides: [Side<'_>; 2], rows: &[Row], shaper: &mut Shaper<'_>) -> Vec<[Page; 2]> {
    let sheet = sheet(sides);
    let columns = columns(&sheet);
    let rows = set_rows(sides, rows, &columns, &sheet, shaper);
    let (mut pages, over) = place_rows(rows, &columns, &sheet);
    let count = pages.len();
    // `1 / 8` set from right to left would be `8 / 1` to whoever reads the other column.
    let left_to_right = |side: &&Side<'_>| side.style.language.direction() == Direction::LeftToRight;
    let counted = sides.iter().find(left_to_right).unwrap_or(&sides[0]);
    for (index, page) in pages.iter_mut().enumerate() {
        for (half, (side, column)) in page.iter_mut().zip(sides.iter().zip(&columns)) {
            furnish(half, side, column, shaper);
        }
        let folio = fill_folio(counted.composition, counted.style, index + 1, count);
        page[0].foot = foot(sheet.width, &folio, counted.style, shaper);
        let whole = sheet.lines();
        let mut from = 0;
        // The rule between the columns leaves out what stands over both.
        for (start, end) in
            over.iter().filter(|(page, ..)| *page == index).map(|(_, start, end)| (*start, *end))
        {
            page[0].shapes.extend(rule(from..start, &columns[1], &sheet));
            from = end;
        }
        page[0].shapes.extend(rule(from..whole, &columns[1], &sheet));
    }
    for (number, (side, column)) in sides.iter().zip(&columns).enumerate() {
        mark(&mut pages, number, side, column, shaper);
    }
    pages
}

/// The rule between the columns beside some lines of the grid.
fn rule(lines: Range<u32>, second: &PageStyle, sheet: &PageStyle) -> Option<Shape> {
    (lines.start < lines.end).then(|| Shape {
        x: second.left - sheet.grid * GUTTER / 2,
        y: sheet.top + sheet.grid * i64::from(lines.start),
        width: Length::POINT / 2,
        height: sheet.grid * i64::from(lines.end - lines.start),
        color: RULE,
    })
}

/// The sheet of the first version turned on its side, with lines as far apart as either script needs.
fn sheet(sides: [Side<'_>; 2]) -> PageStyle {
    let [first, second] = sides.map(|side| &side.style.house.page);
    PageStyle { grid: first.grid.max(second.grid), ..first.turned() }
}

/// The sheet as each column sees it.
fn columns(sheet: &PageStyle) -> [PageStyle; 2] {
    let width = (sheet.measure() - sheet.grid * GUTTER) / 2;
    let second = sheet.left + width + sheet.grid * GUTTER;
    let column = |left: Length| PageStyle { left, right: sheet.width - left - width, ..sheet.clone() };
    [column(sheet.left), column(second)]
}

/// What stands above a column.
fn furnish(page: &mut Page, side: &Side<'_>, column: &PageStyle, shaper: &mut Shaper<'_>) {
    let text = Text::generated(side.head, Span::default());
    let own = side.style.house.block(Role::RunningHead);
    let block = BlockStyle { align: Align::Left, indent: Length::ZERO, ..own.clone() };
    let lines = set_lines(&text, &block, Length::ZERO, column.measure(), side.style, shaper);
    page.head.extend(lines.into_iter().next().map(|line| PlacedLine {
        block: 0,
        role: Role::RunningHead,
        repeated: false,
        x: column.left,
        y: column.head,
        line,
    }));
}

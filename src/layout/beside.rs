//! Two versions of a document beside each other: rows whose parts begin at one height, on sheets turned on their sides.

use std::collections::VecDeque;

use super::block::set_lines;
use super::length::Length;
use super::notes::Notes;
use super::page::{BASELINE, Page, PlacedLine, foot, put};
use super::shape::{Color, Shape};
use super::table;
use super::vertical::{Slice, vertical_list};
use crate::font::Shaper;
use crate::model::Text;
use crate::source::{File, Span};
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

/// The room above what begins a page elsewhere, and between tables that stand below each other, in lines of the grid.
const PARTED: u32 = 3;
const BELOW: u32 = 1;

/// How far a bar beside a marked line stands from its column, and how thick it is.
const BAR: (Length, Length) = (Length::points(5), Length::points(2));

const MARKED: Color = Color(214, 39, 40);
const RULE: Color = Color(190, 190, 190);

/// A row that is set.
struct Set {
    slices: [VecDeque<Slice>; 2],
    /// The lines of the grid above it, unless it is the first of a page.
    gap: u32,
    /// Whether the next row goes with it.
    kept: bool,
    /// Whether its parts stand below each other, over both columns.
    stacked: bool,
}

/// Lays two versions out; each page is two halves of one sheet, the second without what both have in common.
pub fn lay_out_beside(sides: [Side<'_>; 2], rows: &[Row], shaper: &mut Shaper<'_>) -> Vec<[Page; 2]> {
    let sheet = sides[0].style.house.page.turned();
    let columns = columns(&sheet);
    let rows = set_rows(sides, rows, &columns, &sheet, shaper);
    let (mut pages, over) = place_rows(rows, &columns, &sheet);
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        for (half, (side, column)) in page.iter_mut().zip(sides.iter().zip(&columns)) {
            furnish(half, side, column, shaper);
        }
        let folio = fill_folio(sides[0].composition, sides[0].style, index + 1, count);
        page[0].foot = foot(sheet.width, &folio, sides[0].style, shaper);
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
fn rule(lines: std::ops::Range<u32>, second: &PageStyle, sheet: &PageStyle) -> Option<Shape> {
    (lines.start < lines.end).then(|| Shape {
        x: second.left - sheet.grid * GUTTER / 2,
        y: sheet.top + sheet.grid * i64::from(lines.start),
        width: Length::POINT / 2,
        height: sheet.grid * i64::from(lines.end - lines.start),
        color: RULE,
    })
}

/// The sheet as each column sees it.
fn columns(sheet: &PageStyle) -> [PageStyle; 2] {
    let width = (sheet.measure() - sheet.grid * GUTTER) / 2;
    let second = sheet.left + width + sheet.grid * GUTTER;
    let column = |left: Length| PageStyle { left, right: sheet.width - left - width, ..sheet.clone() };
    [column(sheet.left), column(second)]
}

fn set_rows(
    sides: [Side<'_>; 2],
    rows: &[Row],
    columns: &[PageStyle; 2],
    sheet: &PageStyle,
    shaper: &mut Shaper<'_>,
) -> Vec<Set> {
    let mut set: Vec<Set> = Vec::with_capacity(rows.len());
    let mut after = [0; 2];
    for row in rows {
        let flows = [&row.first, &row.second];
        let stacked = flows.iter().zip(sides).zip(columns).any(|((flow, side), column)| {
            flow.iter().any(|entry| match entry {
                Flow::Table(table) => {
                    table::least_width(table, side.composition, column, side.style, shaper) > column.measure()
                }
                _ => false,
            })
        });
        let (mut gap, mut kept) = (if row.parted { PARTED } else { 0 }, false);
        let mut slices = [VecDeque::new(), VecDeque::new()];
        for (at, (flow, side)) in flows.into_iter().zip(sides).enumerate() {
            let column = if stacked { sheet } else { &columns[at] };
            let list = vertical_list(flow, side.composition, &mut Notes::none(), column, side.style, shaper);
            slices[at] = VecDeque::from(list);
            let roles = flow.iter().filter_map(|entry| role(entry, side.composition));
            let roles: Vec<Role> = roles.collect();
            let (Some(first), Some(last)) = (roles.first(), roles.last()) else { continue };
            let (first, last) = (side.style.house.block(*first), side.style.house.block(*last));
            gap = gap.max(first.before).max(after[at]);
            after[at] = last.after;
            kept |= last.keep_with_next;
            if first.keep_with_previous
                && let Some(above) = set.last_mut()
            {
                above.kept = true;
            }
        }
        set.push(Set { slices, gap, kept, stacked });
    }
    set
}

fn role(entry: &Flow, composition: &Composition) -> Option<Role> {
    match entry {
        Flow::Paragraph(index) => composition.paragraphs.get(*index).map(|paragraph| paragraph.role),
        Flow::Table(table) => Some(table.role),
        Flow::Figure(_) | Flow::Rule => Some(Role::Cell),
        Flow::NewPage => None,
    }
}

fn height(slices: &VecDeque<Slice>) -> u32 {
    slices.iter().map(|slice| slice.item.height).sum()
}

impl Set {
    fn height(&self) -> u32 {
        let [first, second] = [height(&self.slices[0]), height(&self.slices[1])];
        if self.stacked { first + BELOW + second } else { first.max(second) }
    }
}

/// Puts rows below one another; one that does not fit goes to the next page whole, unless no page holds it.
/// With the pages goes what stands over both columns: the page, and its lines of the grid.
fn place_rows(rows: Vec<Set>, columns: &[PageStyle; 2], sheet: &PageStyle) -> (Vec<[Page; 2]>, Vec<Over>) {
    let empty = || [Page::empty(sheet.width, sheet.height), Page::empty(sheet.width, sheet.height)];
    let capacity = sheet.lines().max(1);
    let wanted: Vec<u32> = (0..rows.len()).map(|at| together(&rows, at, capacity)).collect();
    let (mut pages, mut over) = (vec![empty()], Vec::new());
    let mut used = 0;
    for (mut row, wanted) in rows.into_iter().zip(wanted) {
        let gap = if used == 0 { 0 } else { row.gap };
        // What no page holds begins where there is room for some of it.
        let least = if wanted > capacity { capacity / 2 } else { wanted };
        if used > 0 && used + gap + least > capacity {
            pages.push(empty());
            used = 0;
        } else {
            used += gap;
        }
        loop {
            let mut ends = [used; 2];
            let number = pages.len() - 1;
            let page = &mut pages[number];
            if row.stacked {
                let mut end = used;
                for side in 0..2 {
                    let below = if end > used { BELOW } else { 0 };
                    end = take(&mut row.slices[side], &mut page[side], sheet, end + below, capacity);
                    ends[side] = end;
                    if !row.slices[side].is_empty() {
                        break;
                    }
                }
                over.push((number, used, end));
            } else {
                for side in 0..2 {
                    ends[side] = take(&mut row.slices[side], &mut page[side], &columns[side], used, capacity);
                }
            }
            used = ends[0].max(ends[1]);
            if row.slices.iter().all(VecDeque::is_empty) {
                break;
            }
            pages.push(empty());
            used = 0;
        }
    }
    // The cells of a table are read one after the other, not line by line.
    for half in pages.iter_mut().flatten() {
        half.lines.sort_by_key(|placed| placed.block);
    }
    (pages, over)
}

/// What stands over both columns: its page, and the lines of the grid from its first to behind its last.
type Over = (usize, u32, u32);

/// The height of a row with what must stand on its page: the rows that it keeps with it.
fn together(rows: &[Set], at: usize, capacity: u32) -> u32 {
    let mut height = rows[at].height();
    let mut last = at;
    while rows[last].kept && last + 1 < rows.len() && height <= capacity {
        last += 1;
        let next = rows[last].gap + rows[last].height();
        // Of a high row the beginning is enough.
        height += if rows[last].kept { next } else { next.min(rows[last].gap + 4) };
    }
    height
}

/// Puts as many slices on a page as it holds from a line on; the line after them.
fn take(slices: &mut VecDeque<Slice>, page: &mut Page, column: &PageStyle, from: u32, capacity: u32) -> u32 {
    let mut at = from;
    while let Some(slice) = slices.front() {
        let height = slice.item.height;
        if at + height > capacity && at > 0 {
            break;
        }
        let Some(slice) = slices.pop_front() else { break };
        // A space at the head of a page is none.
        if slice.item.space && at == 0 {
            continue;
        }
        if !slice.item.space {
            put(slice, page, column, at);
        }
        at += height;
    }
    at
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

/// Puts the signs of a side beside the lines that they are of, at the outer edge of its column.
fn mark(pages: &mut [[Page; 2]], side: usize, own: &Side<'_>, column: &PageStyle, shaper: &mut Shaper<'_>) {
    let mut lines: Vec<(u32, usize, Length)> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        for placed in &page[side].lines {
            let span = placed.line.span();
            if span.file == File::Document && span.end > 0 {
                lines.push((span.start, index, placed.y));
            }
        }
    }
    lines.sort_unstable();
    let mut signs: std::collections::BTreeMap<(usize, Length), Vec<&str>> = std::collections::BTreeMap::new();
    for mark in own.marks {
        let after = lines.partition_point(|(start, ..)| *start <= mark.at);
        let Some((_, page, y)) = lines.get(after.saturating_sub(1)) else { continue };
        let codes = signs.entry((*page, *y)).or_default();
        if !codes.contains(&mark.code.as_str()) {
            codes.push(&mark.code);
        }
    }
    let folio = own.style.house.block(Role::Folio);
    let size = folio.size.scale(7, 10);
    for ((page, y), codes) in signs {
        let (outer, align) = if side == 0 {
            (column.left / 8, Align::Right)
        } else {
            (column.width - column.right + BAR.0 + BAR.1 * 2, Align::Left)
        };
        let room = if side == 0 { column.left - BAR.0 - BAR.1 * 2 - outer } else { column.width - outer };
        let x = if side == 0 { column.left - BAR.0 } else { column.width - column.right + BAR.0 - BAR.1 };
        let half = &mut pages[page][side];
        let top = y - column.grid.scale(BASELINE, 100);
        half.shapes.push(Shape { x, y: top, width: BAR.1, height: column.grid, color: MARKED });
        let words = match codes.as_slice() {
            [one] => (*one).to_owned(),
            [one, rest @ ..] => format!("{one} +{}", rest.len()),
            [] => continue,
        };
        let block = BlockStyle { align, size, indent: Length::ZERO, ..folio.clone() };
        let lines = set_lines(
            &Text::generated(&words, Span::default()),
            &block,
            Length::ZERO,
            room,
            own.style,
            shaper,
        );
        half.margin.extend(lines.into_iter().next().map(|line| PlacedLine {
            block: 0,
            role: Role::LineNumber,
            repeated: false,
            x: outer,
            y,
            line,
        }));
    }
}

//! Pages: blocks on the baseline grid, notes at the foot, running heads and folios.

use super::bidi::mirrored;
use super::block::set_lines;
use super::length::Length;
use super::line::Line;
use super::notes::Notes;
use super::pagebreak::{Capacity, PageEnd, PageItem, break_pages};
use super::shape::Shape;
use super::table;
use super::vertical::{Slice, vertical_list};
use std::sync::Arc;

use crate::font::Shaper;
use crate::graphic::Graphic;
use crate::model::{Direction, Text};
use crate::style::{Align, BlockStyle, PageStyle, Role, StyleSet};
use crate::typography::{Composition, Flow, fill_folio};

/// A document in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The width of the sheet.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// The lines at the head: the running head, from the second page, and the mark of a draft.
    pub head: Vec<PlacedLine>,
    /// The lines of the text.
    pub lines: Vec<PlacedLine>,
    /// The lines of the notes.
    pub notes: Vec<PlacedLine>,
    /// The numbers of the lines of a draft, in the margin.
    pub margin: Vec<PlacedLine>,
    /// The coloured areas under the text.
    pub shapes: Vec<Shape>,
    /// The pictures.
    pub figures: Vec<PlacedFigure>,
    /// The line at the foot.
    pub foot: Option<PlacedLine>,
}

impl Page {
    /// A sheet with nothing on it.
    pub fn empty(width: Length, height: Length) -> Self {
        Self {
            width,
            height,
            head: Vec::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            margin: Vec::new(),
            shapes: Vec::new(),
            figures: Vec::new(),
            foot: None,
        }
    }

    /// Every line in the order in which it is read: head, text, notes, foot; the margin's numbers last.
    pub fn all_lines(&self) -> impl Iterator<Item = &PlacedLine> {
        self.head.iter().chain(&self.lines).chain(&self.notes).chain(&self.foot).chain(&self.margin)
    }
}

/// A line at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLine {
    /// The block that it is of, by its number in the composition.
    pub block: usize,
    /// What the block is.
    pub role: Role,
    /// Whether it stands on an earlier page too, as the head of a table.
    pub repeated: bool,
    /// From the left edge of the page to the beginning of the measure.
    pub x: Length,
    /// From the upper edge of the page to the baseline.
    pub y: Length,
    /// The line.
    pub line: Line,
}

/// A picture at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedFigure {
    /// From the left edge of the page.
    pub x: Length,
    /// From the upper edge of the page to its upper edge.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// The picture.
    pub graphic: Arc<Graphic>,
    /// Its number in the flow; `None` for an ornament.
    pub number: Option<usize>,
}

/// Where the baseline stands in its line of the grid, in hundredths from the top: room for descenders.
pub(super) const BASELINE: i64 = 74;

/// Where the baseline stands in a line that takes `leading` lines of the grid, from its top.
///
/// Latin type that is larger than the grid needs room above, where its capitals are, and stands at the foot. That of
/// Arabic has descenders as deep again as those of Latin, and needs room on both sides.
pub(super) fn baseline(grid: Length, leading: u32, direction: Direction) -> Length {
    let leading = i64::from(leading.max(1));
    match direction {
        Direction::LeftToRight => grid * (leading - 1) + grid.scale(BASELINE, 100),
        Direction::RightToLeft => (grid * leading).scale(BASELINE, 100),
    }
}

/// Every how many lines a draft has a number.
const NUMBERED: usize = 5;

/// Lays a composition out in pages.
pub fn lay_out(composition: &Composition, style: &StyleSet, shaper: &mut Shaper<'_>) -> Layout {
    let mut pages = Vec::new();
    let mut notes = Notes::new(composition, style.house.page.measure(), style, shaper);
    let mut wide: Vec<bool> =
        composition.flow.iter().map(|entry| is_wide(entry, composition, style, shaper)).collect();
    // A heading goes with its table.
    for index in (1..wide.len()).rev() {
        let heads = matches!(composition.flow[index - 1], Flow::Paragraph(paragraph)
            if style.house.block(composition.paragraphs[paragraph].role).keep_with_next);
        wide[index - 1] |= wide[index] && heads;
    }
    for run in runs(&composition.flow, &wide) {
        let sheet = if run.landscape { style.house.page.turned() } else { style.house.page.clone() };
        let slices = vertical_list(run.flow, composition, &mut notes, &sheet, style, shaper);
        fill(slices, &notes, &sheet, style, &mut pages);
    }
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        furnish(page, index, count, composition, style, shaper);
    }
    Layout { pages }
}

/// A part of the flow whose first page is a new one.
struct Run<'a> {
    landscape: bool,
    flow: &'a [Flow],
}

/// Whether a table has columns that fit the sheet only when it is turned.
fn is_wide(entry: &Flow, composition: &Composition, style: &StyleSet, shaper: &mut Shaper<'_>) -> bool {
    let Flow::Table(table) = entry else { return false };
    let page = &style.house.page;
    // Few columns are never so wide that turning the page would help.
    if table.columns.len() < 4 {
        return false;
    }
    let least = table::least_width(table, composition, page, style, shaper);
    least > page.measure() && page.turned().measure() > page.measure()
}

/// Parts the flow at its page breaks, and around the tables that want the sheet on its side.
fn runs<'a>(flow: &'a [Flow], wide: &[bool]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut end = |start: usize, index: usize, landscape: bool| {
        // A break at the beginning, or beside another, makes no empty page.
        if start < index {
            runs.push(Run { landscape, flow: &flow[start..index] });
        }
    };
    for (index, entry) in flow.iter().enumerate() {
        if *entry == Flow::NewPage {
            end(start, index, wide[start]);
            start = index + 1;
        } else if index > start && wide[index] != wide[index - 1] {
            end(start, index, wide[start]);
            start = index;
        }
    }
    end(start, flow.len(), wide.get(start).copied().unwrap_or_default());
    runs
}

/// Breaks a run into pages and places its slices and notes.
fn fill(slices: Vec<Slice>, notes: &Notes, sheet: &PageStyle, style: &StyleSet, pages: &mut Vec<Page>) {
    let items: Vec<PageItem> = slices.iter().map(|slice| slice.item).collect();
    let capacity = Capacity {
        lines: sheet.lines(),
        grid: sheet.grid,
        note_leading: style.house.notes.leading,
        note_gap: style.house.notes.gap,
    };
    let ends = break_pages(&items, &capacity);
    let mut slices = slices.into_iter();
    let mut queue = notes.queue();
    let mut start = 0;
    let mut carried = 0;
    for PageEnd { item, carried: left } in ends {
        let mut page = empty_page(sheet);
        carried += items[start..item].iter().map(|item| item.notes).sum::<u32>();
        place(slices.by_ref().take(item - start), &mut page, sheet, &mut queue);
        // The cells of a table are read one after the other, not line by line.
        page.lines.sort_by_key(|placed| placed.block);
        queue.place((carried - left) as usize, &mut page, sheet, style);
        pages.push(page);
        (start, carried) = (item, left);
    }
    // A note longer than all that is left of the document.
    while carried > 0 {
        let mut page = empty_page(sheet);
        let fits = capacity.lines_of_notes().min(carried);
        queue.place(fits as usize, &mut page, sheet, style);
        pages.push(page);
        carried -= fits;
    }
}

fn empty_page(sheet: &PageStyle) -> Page {
    Page::empty(sheet.width, sheet.height)
}

fn place(
    slices: impl Iterator<Item = Slice>,
    page: &mut Page,
    sheet: &PageStyle,
    queue: &mut super::notes::Queue<'_>,
) {
    let (mut row, mut space) = (0, 0);
    for slice in slices {
        if slice.item.space {
            space += if row == 0 { 0 } else { slice.item.height };
            continue;
        }
        let repeated = if row == 0 { slice.head.clone() } else { None };
        for head in repeated.iter().flat_map(|head| head.iter()) {
            let height = head.item.height;
            let mut head = head.clone();
            head.lines.iter_mut().for_each(|placed| placed.repeated = true);
            put(head, page, sheet, row);
            row += height;
        }
        row += space;
        space = 0;
        let height = slice.item.height;
        queue.call(&slice.notes);
        put(slice, page, sheet, row);
        row += height;
    }
}

/// Puts a slice `row` lines of the grid below the top of the text.
pub(super) fn put(slice: Slice, page: &mut Page, sheet: &PageStyle, row: u32) {
    let top = sheet.top + sheet.grid * i64::from(row);
    page.lines.extend(slice.lines.into_iter().map(|mut placed| {
        placed.x += sheet.left;
        placed.y += top;
        placed
    }));
    page.figures.extend(slice.figures.into_iter().map(|mut figure| {
        figure.x += sheet.left;
        figure.y += top;
        figure
    }));
    page.shapes.extend(slice.shapes.into_iter().map(|mut shape| {
        shape.x += sheet.left;
        shape.y += top;
        shape
    }));
}

/// Adds what stands outside the text: the running head, the folio, the marks of a draft.
fn furnish(
    page: &mut Page,
    index: usize,
    count: usize,
    composition: &Composition,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) {
    let turned = page.width != style.house.page.width;
    let sheet = if turned { style.house.page.turned() } else { style.house.page.clone() };
    let verso = index % 2 == 1;
    let mut line = |text: &Text, role: Role, align: Align, y: Length| {
        let block = BlockStyle { align, ..style.house.block(role).clone() };
        let lines = set_lines(text, &block, Length::ZERO, sheet.measure(), style, shaper);
        // What does not fit the measure is not set in a second line.
        lines.into_iter().next().map(|line| PlacedLine {
            block: 0,
            role,
            repeated: false,
            x: sheet.left,
            y,
            line,
        })
    };
    let head = style.house.block(Role::RunningHead).align;
    // On facing pages the head stands at the outer edge.
    let outside = match head {
        Align::Right if style.house.page.facing && verso => Align::Left,
        other => other,
    };
    if index > 0 {
        page.head.extend(line(&composition.running_head, Role::RunningHead, outside, sheet.head));
    }
    if let Some(mark) = &composition.draft_mark {
        let opposite = if outside == Align::Left { Align::Right } else { Align::Left };
        page.head.extend(line(mark, Role::DraftMark, opposite, sheet.head));
    }
    let folio = fill_folio(composition, style, index + 1, count);
    page.foot = foot(page.width, &folio, style, shaper);
    if composition.draft_mark.is_some() {
        number_lines(page, &sheet, style, shaper);
    }
}

/// The line at the foot of a sheet of this width.
pub(super) fn foot(
    width: Length,
    words: &Text,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Option<PlacedLine> {
    let turned = width != style.house.page.width;
    let sheet = if turned { style.house.page.turned() } else { style.house.page.clone() };
    let lines =
        set_lines(words, style.house.block(Role::Folio), Length::ZERO, sheet.measure(), style, shaper);
    // What does not fit the measure is not set in a second line.
    let line = lines.into_iter().next()?;
    let (x, y) = (sheet.left, sheet.height - sheet.foot);
    Some(PlacedLine { block: 0, role: Role::Folio, repeated: false, x, y, line })
}

/// Numbers every fifth line of the text, in the margin where lines begin.
fn number_lines(page: &mut Page, sheet: &PageStyle, style: &StyleSet, shaper: &mut Shaper<'_>) {
    let mut baselines: Vec<Length> = page.lines.iter().map(|placed| placed.y).collect();
    baselines.sort_unstable();
    baselines.dedup();
    let folio = style.house.block(Role::Folio);
    let block = BlockStyle { align: Align::Right, size: folio.size.scale(8, 10), ..folio.clone() };
    for (index, y) in baselines.into_iter().enumerate().skip(NUMBERED - 1).step_by(NUMBERED) {
        let text = Text::generated(&(index + 1).to_string(), crate::source::Span::default());
        let direction = style.language.direction();
        let margin = match direction {
            Direction::LeftToRight => sheet.left,
            Direction::RightToLeft => sheet.right,
        };
        let width = margin / 2;
        let lines = set_lines(&text, &block, Length::ZERO, width, style, shaper);
        let (role, x) = (Role::LineNumber, mirrored(direction, sheet.width, margin / 4, width));
        let number = |line| PlacedLine { block: 0, role, repeated: false, x, y, line };
        page.margin.extend(lines.into_iter().next().map(number));
    }
}

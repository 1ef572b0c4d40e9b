//! Pages: blocks on the baseline grid, running heads and folios.

use super::block::{BlockLines, set_block, set_lines};
use super::length::Length;
use super::line::Line;
use super::pagebreak::{FORBIDDEN, PageItem, break_pages};
use super::shape::Shape;
use crate::font::Shaper;
use crate::model::Text;
use crate::style::{Role, StyleSet};
use crate::typography::{Composition, fill_folio};

/// A document in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The width of every page.
    pub width: Length,
    /// The height of every page.
    pub height: Length,
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The running head, from the second page.
    pub head: Option<PlacedLine>,
    /// The lines of the text.
    pub lines: Vec<PlacedLine>,
    /// The coloured areas under the text.
    pub shapes: Vec<Shape>,
    /// The line at the foot.
    pub foot: Option<PlacedLine>,
}

/// A line at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLine {
    /// The block that it is of, by its number in the composition.
    pub block: usize,
    /// What the block is.
    pub role: Role,
    /// From the left edge of the page to the beginning of the measure.
    pub x: Length,
    /// From the upper edge of the page to the baseline.
    pub y: Length,
    /// The line.
    pub line: Line,
}

/// Where the baseline stands in its line of the grid, in hundredths from the top: room for descenders.
const BASELINE: i64 = 74;

/// The cost of a line of a paragraph alone at the foot or at the head of a page.
const LONE_LINE: i64 = 100_000;

/// The cost of a page that ends in a hyphen.
const HYPHEN_AT_FOOT: i64 = 2_000;

/// Lays a composition out in pages.
pub fn lay_out(composition: &Composition, style: &StyleSet, shaper: &mut Shaper<'_>) -> Layout {
    let blocks: Vec<BlockLines> =
        composition.paragraphs.iter().map(|paragraph| set_block(paragraph, style, shaper)).collect();
    let entries = vertical_list(&blocks, style);
    let items: Vec<PageItem> = entries.iter().map(|entry| entry.item).collect();
    let breaks = break_pages(&items, style.house.page.lines());
    let count = breaks.len().max(1);
    let mut blocks: Vec<Vec<Option<Line>>> =
        blocks.into_iter().map(|block| block.lines.into_iter().map(Some).collect()).collect();
    let mut pages = Vec::with_capacity(count);
    let mut start = 0;
    for (index, end) in breaks.iter().enumerate() {
        let lines = place(&entries[start..*end], &mut blocks, style, composition);
        let head = (index > 0).then(|| head(&composition.running_head, style, shaper)).flatten();
        let folio = fill_folio(composition, style, index + 1, count);
        let foot = foot(&folio, style, shaper);
        pages.push(Page { head, lines, shapes: Vec::new(), foot });
        start = *end;
    }
    Layout { width: style.house.page.width, height: style.house.page.height, pages }
}

/// An item of the vertical list and the line that it stands for.
struct Entry {
    item: PageItem,
    line: Option<(usize, usize)>,
}

fn vertical_list(blocks: &[BlockLines], style: &StyleSet) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let own = style.house.block(block.role);
        let next = blocks.get(index + 1).map(|next| style.house.block(next.role));
        let count = block.lines.len();
        for (at, line) in block.lines.iter().enumerate() {
            let last = at + 1 == count;
            let kept = own.keep_with_next || next.is_some_and(|next| next.keep_with_previous);
            let mut penalty = 0;
            if last && kept {
                penalty += FORBIDDEN;
            }
            if !last && (at == 0 || at + 2 == count) {
                penalty += LONE_LINE;
            }
            if line.hyphenated {
                penalty += HYPHEN_AT_FOOT;
            }
            let item = PageItem { height: own.leading, space: false, penalty };
            entries.push(Entry { item, line: Some((index, at)) });
        }
        if let Some(next) = next {
            let height = own.after.max(next.before);
            // A break after the space is a break after the line.
            let penalty = entries.last().map_or(0, |entry| entry.item.penalty);
            entries.push(Entry { item: PageItem { height, space: true, penalty }, line: None });
        }
    }
    entries
}

fn place(
    entries: &[Entry],
    blocks: &mut [Vec<Option<Line>>],
    style: &StyleSet,
    composition: &Composition,
) -> Vec<PlacedLine> {
    let page = &style.house.page;
    let mut placed = Vec::new();
    let mut row = 0;
    let mut space = 0;
    for entry in entries {
        let Some((block, at)) = entry.line else {
            space += if row == 0 { 0 } else { entry.item.height };
            continue;
        };
        row += space + entry.item.height;
        space = 0;
        let Some(line) = blocks[block][at].take() else { continue };
        let y = page.top + page.grid * i64::from(row - 1) + page.grid.scale(BASELINE, 100);
        placed.push(PlacedLine { block, role: composition.paragraphs[block].role, x: page.left, y, line });
    }
    placed
}

fn head(text: &Text, style: &StyleSet, shaper: &mut Shaper<'_>) -> Option<PlacedLine> {
    furniture(text, Role::RunningHead, style.house.page.head, style, shaper)
}

fn foot(text: &Text, style: &StyleSet, shaper: &mut Shaper<'_>) -> Option<PlacedLine> {
    let page = &style.house.page;
    furniture(text, Role::Folio, page.height - page.foot, style, shaper)
}

/// The one line of a running head or a folio; what does not fit the measure is not set in a second.
fn furniture(
    text: &Text,
    role: Role,
    y: Length,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Option<PlacedLine> {
    let page = &style.house.page;
    let lines = set_lines(text, style.house.block(role), Length::ZERO, page.measure(), style, shaper);
    let line = lines.into_iter().next()?;
    Some(PlacedLine { block: 0, role, x: page.left, y, line })
}

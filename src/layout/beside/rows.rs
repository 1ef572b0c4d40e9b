//! The parts of both versions set in the measures of their columns.

use std::collections::VecDeque;

use super::{Row, Side};
use crate::font::Shaper;
use crate::layout::notes::Notes;
use crate::layout::table;
use crate::layout::vertical::{Slice, vertical_list};
use crate::style::{PageStyle, Role};
use crate::typography::{Composition, Flow};

/// The room above what begins a page elsewhere, in lines of the grid.
const PARTED: u32 = 3;

/// The room between tables that stand below each other, in lines of the grid.
pub(super) const BELOW: u32 = 1;

/// Whether a row stands on the page of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// Wherever it fits.
    No,
    /// Where that leaves no great part of a page empty: it announces the next.
    Rather,
    /// On the same page, as a heading does.
    Always,
}

/// A row that is set.
pub(super) struct Set {
    pub(super) slices: [VecDeque<Slice>; 2],
    /// The lines of the grid above it, unless it is the first of a page.
    pub(super) gap: u32,
    /// How the next row goes with it.
    pub(super) kept: Kept,
    /// Whether its parts stand below each other, over both columns.
    pub(super) stacked: bool,
    /// Whether it is words alone, which are divided more readily than tables.
    words: bool,
}

/// Sets the rows: each part in its column, or over both where a table is too wide for one.
pub(super) fn set_rows(
    sides: [Side<'_>; 2],
    rows: &[Row],
    columns: &[PageStyle; 2],
    sheet: &PageStyle,
    shaper: &mut Shaper<'_>,
) -> Vec<Set> {
    let mut set: Vec<Set> = Vec::with_capacity(rows.len());
    let mut after = [0; 2];
    // What each side still keeps with its next part, beside which the other has nothing.
    let mut carried = [Kept::No; 2];
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
        let (mut gap, mut kept) = (if row.parted { PARTED } else { 0 }, Kept::No);
        let mut slices = [VecDeque::new(), VecDeque::new()];
        for (at, (flow, side)) in flows.into_iter().zip(sides).enumerate() {
            let column = if stacked { sheet } else { &columns[at] };
            let list = vertical_list(flow, side.composition, &mut Notes::none(), column, side.style, shaper);
            slices[at] = VecDeque::from(list);
            let roles = flow.iter().filter_map(|entry| role(entry, side.composition));
            let roles: Vec<Role> = roles.collect();
            let (Some(first), Some(last)) = (roles.first(), roles.last()) else {
                kept = kept.max(carried[at]);
                continue;
            };
            let (first, last) = (side.style.house.block(*first), side.style.house.block(*last));
            gap = gap.max(first.before).max(after[at]);
            after[at] = last.after;
            let own = match () {
                // What opens a sentence goes with its end, a list with the words that announce it.
                () if roles.last() == Some(&Role::Formula) => Kept::Rather,
                () if last.keep_with_next => Kept::Always,
                () if announces(flow.last(), side.composition) => Kept::Rather,
                () => Kept::No,
            };
            kept = kept.max(own);
            carried[at] = own;
            if first.keep_with_previous
                && let Some(above) = set.last_mut()
            {
                above.kept = Kept::Always;
            }
        }
        let words = flows.into_iter().flatten().all(|entry| matches!(entry, Flow::Paragraph(_)));
        set.push(Set { slices, gap, kept, stacked, words });
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

fn announces(entry: Option<&Flow>, composition: &Composition) -> bool {
    let Some(Flow::Paragraph(index)) = entry else { return false };
    let cells = composition.paragraphs.get(*index).map(|paragraph| &paragraph.text.cells);
    cells.and_then(|cells| cells.last()).is_some_and(|cell| cell.ch == ':')
}

fn height(slices: &VecDeque<Slice>) -> u32 {
    slices.iter().map(|slice| slice.item.height).sum()
}

impl Set {
    /// Its height where it is not divided.
    pub(super) fn height(&self) -> u32 {
        let [first, second] = [height(&self.slices[0]), height(&self.slices[1])];
        if self.stacked { first + BELOW + second } else { first.max(second) }
    }

    /// The lines that it needs at the foot of a page: all of it, or of long words some.
    pub(super) fn needs(&self, capacity: u32) -> u32 {
        let height = self.height();
        if height > capacity || (self.words && height > capacity / 2) { capacity / 3 } else { height }
    }
}

//! Where pages end: the choice with the least total cost over the whole document.
//!
//! The method is that of optimum-fit line breaking applied to pages (M. F. Plass, *Optimal Pagination
//! Techniques for Automatic Typesetting Systems*, 1981): heights are whole lines of the grid, so that the
//! search looks no further than one page ahead of each break and takes time linear in the document.

use super::length::Length;

/// A line or a space of the vertical list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageItem {
    /// Its height in lines of the grid.
    pub height: u32,
    /// Whether it is a space, which is lost at the head and at the foot of a page.
    pub space: bool,
    /// What it costs to end the page after it; [`FORBIDDEN`] or more where nothing else should be left.
    pub penalty: i64,
    /// The lines of the notes that it calls, which begin on its page.
    pub notes: u32,
    /// How many of these lines may go to the next page, when there is no other way.
    pub splittable: u32,
    /// The height, in lines of the grid, of what is repeated above it at the head of a page: a table's head.
    pub repeated: u32,
}

/// What a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capacity {
    /// Its height in lines of the grid.
    pub lines: u32,
    /// The height of a line of the grid.
    pub grid: Length,
    /// The height of a line of the notes.
    pub note_leading: Length,
    /// The space above the notes of a page, their rule included.
    pub note_gap: Length,
}

impl Capacity {
    /// A page of so many lines, without notes.
    pub fn of_lines(lines: u32) -> Self {
        Self { lines, grid: Length::POINT, note_leading: Length::POINT, note_gap: Length::ZERO }
    }

    /// The lines of the grid that `notes` lines of notes take.
    fn rows(&self, notes: u32) -> u32 {
        if notes == 0 {
            return 0;
        }
        let height = self.note_gap + self.note_leading * i64::from(notes);
        let grid = self.grid.0.max(1);
        u32::try_from((height.0 + grid - 1) / grid).unwrap_or(u32::MAX)
    }

    /// The lines of notes that a page of nothing else holds, one at least.
    pub(super) fn lines_of_notes(&self) -> u32 {
        self.notes_below(0).max(1)
    }

    /// The most lines of notes that fit below `height` lines of the grid.
    fn notes_below(&self, height: u32) -> u32 {
        let room = self.grid * i64::from(self.lines.saturating_sub(height)) - self.note_gap;
        u32::try_from(room.0.max(0) / self.note_leading.0.max(1)).unwrap_or(u32::MAX)
    }
}

/// The end of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageEnd {
    /// The item after its last.
    pub item: usize,
    /// The lines of its notes that go to the next page.
    pub carried: u32,
}

/// The penalty of a break that parts what belongs together. It is finite: a page that nothing else can fill
/// ends there all the same.
pub const FORBIDDEN: i64 = 1_000_000;

/// The cost of a page, so that of two ways the one with fewer pages is taken.
const PAGE_COST: i64 = 100;

/// The cost of an empty line at the foot of a page that is not the last; it grows with the square.
const EMPTY_LINE_COST: i64 = 10;

/// The cost of each line that the last page falls short of this many.
const LEAST_LAST_LINES: u32 = 4;

/// The cost of a note that goes on at the next page, above that of any ordinary break.
const DIVIDED_NOTE_COST: i64 = 50_000;

/// The best way to a break.
#[derive(Clone, Copy)]
struct Way {
    cost: i64,
    from: usize,
    carried: u32,
}

/// Chooses the breaks. An item higher than a page stands alone; the notes that the last page cannot hold are
/// left to pages of their own.
pub fn break_pages(items: &[PageItem], capacity: &Capacity) -> Vec<PageEnd> {
    // The least cost of all pages up to each break.
    let mut best: Vec<Option<Way>> = vec![None; items.len() + 1];
    best[0] = Some(Way { cost: 0, from: 0, carried: 0 });
    for start in 0..items.len() {
        let Some(way) = best[start] else { continue };
        let mut page = PageSoFar { notes: way.carried, ..PageSoFar::default() };
        for (end, item) in items.iter().enumerate().skip(start) {
            let first = page.height == 0;
            page.add(item);
            let Some(carried) = page.carried(item, capacity, first && !item.space) else { break };
            let last = end + 1 == items.len();
            let divided = if carried > 0 { DIVIDED_NOTE_COST + i64::from(carried) } else { 0 };
            let height = page.height + capacity.rows(page.notes - carried);
            let penalty = if last { 0 } else { item.penalty };
            let cost = way.cost + divided + page_cost(height, capacity.lines, last, penalty);
            if best[end + 1].is_none_or(|known| cost < known.cost) {
                best[end + 1] = Some(Way { cost, from: start, carried });
            }
            if carried > 0 {
                break;
            }
        }
    }
    let mut ends = Vec::new();
    let mut at = items.len();
    while at > 0 {
        // Every break is reached from the one before it, the first from the beginning.
        let Some(way) = best[at] else { break };
        ends.push(PageEnd { item: at, carried: way.carried });
        at = way.from;
    }
    ends.reverse();
    ends
}

/// The page that begins at some item, as far as it is filled.
#[derive(Default)]
struct PageSoFar {
    height: u32,
    spaces: u32,
    notes: u32,
    /// Whether an item of this page has called a note.
    calls: bool,
}

impl PageSoFar {
    fn add(&mut self, item: &PageItem) {
        if item.space {
            // Lost at the head; elsewhere it counts once a line follows it.
            self.spaces += if self.height == 0 { 0 } else { item.height };
            return;
        }
        if self.height == 0 {
            self.height += item.repeated;
        }
        self.height += self.spaces + item.height;
        self.spaces = 0;
        self.notes += item.notes;
        self.calls |= item.notes > 0;
    }

    /// The lines of notes that go to the next page if this one ends after `item`; `None` when it cannot. What
    /// stands alone at the head of a page is placed there however high it is.
    fn carried(&self, item: &PageItem, capacity: &Capacity, alone: bool) -> Option<u32> {
        if self.height + capacity.rows(self.notes) <= capacity.lines {
            return Some(0);
        }
        let excess = self.notes.saturating_sub(capacity.notes_below(self.height));
        // A note from the page before may be longer than this whole page.
        let movable = if self.calls { item.splittable } else { self.notes };
        if self.height <= capacity.lines && self.notes > 0 && excess <= movable {
            return Some(excess);
        }
        alone.then_some(excess)
    }
}

fn page_cost(height: u32, capacity: u32, last: bool, penalty: i64) -> i64 {
    let short = if last {
        20 * i64::from(LEAST_LAST_LINES.saturating_sub(height))
    } else {
        let empty = i64::from(capacity.saturating_sub(height));
        EMPTY_LINE_COST * empty * empty
    };
    PAGE_COST + short + penalty
}

//! Where pages end: the choice with the least total cost over the whole document.
//!
//! The method is that of optimum-fit line breaking applied to pages (M. F. Plass, *Optimal Pagination
//! Techniques for Automatic Typesetting Systems*, 1981): heights are whole lines of the grid, so that the
//! search looks no further than one page ahead of each break and takes time linear in the document.

/// A line or a space of the vertical list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageItem {
    /// Its height in lines of the grid.
    pub height: u32,
    /// Whether it is a space, which is lost at the head and at the foot of a page.
    pub space: bool,
    /// What it costs to end the page after it; [`FORBIDDEN`] or more where nothing else should be left.
    pub penalty: i64,
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

/// Chooses the breaks; the result is the end, exclusive, of each page's items. An item higher than a page
/// stands alone.
pub fn break_pages(items: &[PageItem], capacity: u32) -> Vec<usize> {
    if items.is_empty() {
        return Vec::new();
    }
    // The least cost of all pages up to each break, and the break before.
    let mut best: Vec<Option<(i64, usize)>> = vec![None; items.len() + 1];
    best[0] = Some((0, 0));
    for start in 0..items.len() {
        let Some((cost, _)) = best[start] else { continue };
        let mut height = 0;
        let mut spaces = 0;
        for end in start..items.len() {
            let item = items[end];
            if item.space {
                // Lost at the head; elsewhere it counts once a line follows it.
                spaces += if height == 0 { 0 } else { item.height };
            } else {
                height += spaces + item.height;
                spaces = 0;
            }
            let first_line = items[start..end].iter().all(|item| item.space);
            if height > capacity && !first_line {
                break;
            }
            let last = end + 1 == items.len();
            let offered = cost + page_cost(height, capacity, last, if last { 0 } else { item.penalty });
            if best[end + 1].is_none_or(|(known, _)| offered < known) {
                best[end + 1] = Some((offered, start));
            }
        }
    }
    let mut breaks = Vec::new();
    let mut at = items.len();
    while at > 0 {
        breaks.push(at);
        // Every break is reached from the one before it, the first from the beginning.
        at = best[at].map_or(0, |(_, start)| start);
    }
    breaks.reverse();
    breaks
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

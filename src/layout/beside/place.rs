//! Where rows stand on the pages.

use std::collections::VecDeque;

use super::rows::{BELOW, Kept, Set};
use crate::layout::page::{Page, put};
use crate::layout::vertical::{LONE_LINE, Slice};
use crate::style::PageStyle;

/// The lines of the grid that are enough of the beginning of a row which is divided.
const BEGINNING: u32 = 4;

/// What stands over both columns: its page, and the lines of the grid from its first to behind its last.
pub(super) type Over = (usize, u32, u32);

/// Puts rows below one another; one that does not fit goes to the next page whole, unless no page holds it with what it
/// goes with. With the pages goes what stands over both columns.
pub(super) fn place_rows(
    mut rows: Vec<Set>,
    columns: &[PageStyle; 2],
    sheet: &PageStyle,
) -> (Vec<[Page; 2]>, Vec<Over>) {
    let empty = || [Page::empty(sheet.width, sheet.height), Page::empty(sheet.width, sheet.height)];
    let capacity = sheet.lines().max(1);
    loosen(&mut rows, capacity);
    let wanted: Vec<u32> = (0..rows.len()).map(|at| together(&rows, at, capacity)).collect();
    let (mut pages, mut over) = (vec![empty()], Vec::new());
    let (mut used, mut goes_on) = (0, false);
    for (mut row, wanted) in rows.into_iter().zip(wanted) {
        let gap = if used == 0 { 0 } else { row.gap };
        // What no page holds with what it leads to begins where there is room for some of it, and that below it.
        let least = match wanted {
            _ if goes_on => wanted.min(BEGINNING),
            _ if wanted > capacity => capacity / 2,
            _ => wanted,
        };
        goes_on = row.kept > Kept::No;
        used += gap;
        if used > 0 && (used + least > capacity || !row.begins(used, capacity)) {
            pages.push(empty());
            used = 0;
        }
        loop {
            let number = pages.len() - 1;
            let end = if row.stacked {
                let end = row.place_stacked(&mut pages[number], sheet, used, capacity);
                over.push((number, used, end));
                end
            } else {
                row.place(&mut pages[number], columns, used, capacity)
            };
            used = end;
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

/// Lets rows go that need not be kept together, where all that goes together would be high.
fn loosen(rows: &mut [Set], capacity: u32) {
    let mut height = 0;
    for at in 0..rows.len() {
        height += rows[at].height();
        if rows[at].kept == Kept::Rather {
            let end = (at + 1..rows.len()).find(|next| rows[*next].kept < Kept::Always);
            let following = at + 1..end.map_or(rows.len(), |end| end + 1);
            let next: u32 = following.map(|next| rows[next].gap + rows[next].height()).sum();
            if height + next > capacity / 3 {
                rows[at].kept = Kept::No;
            }
        }
        height = match (rows[at].kept, rows.get(at + 1)) {
            (Kept::No, _) | (_, None) => 0,
            (_, Some(next)) => height + next.gap,
        };
    }
}

/// The height of a row with what must stand on its page: the rows that it keeps with it.
fn together(rows: &[Set], at: usize, capacity: u32) -> u32 {
    let mut height = 0;
    for (number, row) in rows[at..].iter().enumerate() {
        height += if number > 0 { row.gap } else { 0 };
        if height > capacity || row.kept == Kept::No {
            return height + row.needs(capacity);
        }
        height += row.height();
    }
    height
}

impl Set {
    /// Whether each part can begin at a line of a page.
    fn begins(&self, from: u32, capacity: u32) -> bool {
        let filled = self.slices.iter().filter(|slices| !slices.is_empty());
        if self.stacked {
            return filled.take(1).all(|slices| fitting(slices, from, capacity) > 0);
        }
        filled.into_iter().all(|slices| fitting(slices, from, capacity) > 0)
    }

    /// Puts as much of both parts beside each other as a page holds from a line on; the line after them.
    fn place(&mut self, page: &mut [Page; 2], columns: &[PageStyle; 2], from: u32, capacity: u32) -> u32 {
        let mut end = from;
        for ((slices, half), column) in self.slices.iter_mut().zip(page).zip(columns) {
            end = end.max(take(slices, half, column, from, capacity));
        }
        end
    }

    /// Puts as much of both parts below each other as a page holds from a line on; the line after them.
    fn place_stacked(&mut self, page: &mut [Page; 2], sheet: &PageStyle, from: u32, capacity: u32) -> u32 {
        let mut end = from;
        for (slices, half) in self.slices.iter_mut().zip(page) {
            if slices.is_empty() {
                continue;
            }
            let begin = if end > from { end + BELOW } else { end };
            let taken = take(slices, half, sheet, begin, capacity);
            if taken > begin {
                end = taken;
            }
            if !slices.is_empty() {
                break;
            }
        }
        end
    }
}

/// Puts as many slices on a page as it holds from a line on; the line after them.
fn take(slices: &mut VecDeque<Slice>, page: &mut Page, column: &PageStyle, from: u32, capacity: u32) -> u32 {
    let count = fitting(slices, from, capacity);
    let mut at = from;
    if count > 0 && at == 0 {
        for mut head in repeated(slices, capacity) {
            let height = head.item.height;
            head.lines.iter_mut().for_each(|placed| placed.repeated = true);
            put(head, page, column, at);
            at += height;
        }
    }
    for slice in slices.drain(..count) {
        let height = slice.item.height;
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

/// The head of a table that goes on at the head of a page.
fn repeated(slices: &VecDeque<Slice>, capacity: u32) -> Vec<Slice> {
    let Some(first) = slices.front() else { return Vec::new() };
    let head: Vec<Slice> = first.head.iter().flat_map(|head| head.iter().cloned()).collect();
    let height: u32 = head.iter().map(|slice| slice.item.height).sum();
    if height + first.item.height <= capacity { head } else { Vec::new() }
}

/// How many slices a page holds from a line on without parting what belongs together. At the head of a page it is one at
/// least.
fn fitting(slices: &VecDeque<Slice>, from: u32, capacity: u32) -> usize {
    let mut at = from;
    if at == 0 {
        at += repeated(slices, capacity).iter().map(|slice| slice.item.height).sum::<u32>();
    }
    let mut fits = 0;
    for slice in slices {
        let height = if slice.item.space && at == 0 { 0 } else { slice.item.height };
        if at + height > capacity && !(from == 0 && fits == 0) {
            break;
        }
        at += height;
        fits += 1;
    }
    if fits == slices.len() {
        return fits;
    }
    let whole = (1..=fits).rev().find(|count| slices[count - 1].item.penalty < LONE_LINE);
    whole.unwrap_or(if from == 0 { fits.max(1) } else { 0 })
}

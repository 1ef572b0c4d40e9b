//! The order in which the characters of a line are seen (Unicode Standard Annex 9).
//!
//! Everything up to the finished line is in the order in which it is read: cells, words, the places where lines end.
//! A paragraph is given its levels once ([`itemize`]); a line, once it is known where it begins and ends, is given its
//! visual order ([`visual_order`], rules L1 and L2), and only then do its parts get their places from left to right.
//! Runs and glyphs stay in reading order even then, so that the page's contents are written as they are read.
//!
//! A page of a document written from right to left is the mirror of the house style's. The layout counts from the edge
//! where lines begin: `left` in a style is that edge, in French the left one, in Arabic the right one. It is turned
//! where a line, a column or a picture gets its place in what is around it: [`mirrored`].
//!
//! What has an order of its own is isolated (UAX 9, 2.4): a span in another language, a reference, an address, a
//! number with its sign, its power or its Latin unit, the call of a note. The author's own isolates are honoured;
//! embeddings and overrides are refused before anything is set (`typography`).
//!
//! A paragraph of a document written from left to right that has no character of the other direction has no items,
//! and costs no more than the look at its characters.

use unicode_bidi::{Level, ParagraphBidiInfo};

use super::isolate::isolates;
use super::length::Length;
use crate::model::{Cell, Direction, Space, is_arabic};

/// What decides the order and the face of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// Its level: odd from right to left (UAX 9, 3.2).
    pub(super) level: u8,
    /// Whether it is set in the family of Arabic.
    pub(super) arabic: bool,
    /// The level of the isolate that begins or ends before it: what is on both sides of that is not one, even where it
    /// is on one level.
    pub(super) border: Option<u8>,
}

impl Item {
    /// A character of a paragraph without items.
    pub(super) const PLAIN: Self = Self { level: 0, arabic: false, border: None };

    /// Whether it is written from right to left.
    pub(super) fn is_reversed(self) -> bool {
        self.level % 2 == 1
    }

    /// Whether a character after this one may be set with it.
    pub(super) fn goes_on(self, next: Self) -> bool {
        (self.level, self.arabic) == (next.level, next.arabic) && next.border.is_none()
    }
}

/// Where something begins that is `start` from the edge where lines begin and `width` wide, from the left of what is
/// `outer` wide.
pub(super) fn mirrored(direction: Direction, outer: Length, start: Length, width: Length) -> Length {
    match direction {
        Direction::LeftToRight => start,
        Direction::RightToLeft => outer - start - width,
    }
}

/// The item of each character of a paragraph; none where all are written from left to right in one family.
pub(super) fn itemize(cells: &[Cell], direction: Direction) -> Vec<Item> {
    if direction == Direction::LeftToRight && cells.iter().all(|cell| is_plain(cell.ch)) {
        return Vec::new();
    }
    let mut items = levels(cells, direction);
    choose_script(cells, direction, &mut items);
    items
}

/// Whether a character neither is nor changes anything from right to left.
fn is_plain(ch: char) -> bool {
    ch < '\u{590}'
        || matches!(ch, '\u{2010}'..='\u{2029}' | '\u{202f}'..='\u{2065}' | '\u{2070}'..='\u{d7ff}')
}

/// The levels of a paragraph's characters, and of the borders between them.
fn levels(cells: &[Cell], direction: Direction) -> Vec<Item> {
    let base = match direction {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    };
    let mut text = String::with_capacity(cells.len() * 2);
    if direction == Direction::RightToLeft {
        // A number that begins a text is of Arabic as one within it: what follows it stands at its left.
        text.push('\u{61c}');
    }
    let mut starts = Vec::with_capacity(cells.len());
    let mut isolates = isolates(cells).into_iter().peekable();
    let mut borders = Vec::new();
    let mut end = None;
    for (index, cell) in cells.iter().enumerate() {
        if let Some(isolate) = isolates.next_if(|isolate| isolate.start == index) {
            borders.push((index, text.len()));
            text.push(match isolate.direction {
                Direction::LeftToRight => '\u{2066}',
                Direction::RightToLeft => '\u{2067}',
            });
            end = Some(isolate.end);
        }
        starts.push(text.len());
        // A line end is within the paragraph.
        text.push(if is_paragraph_end(cell.ch) { '\u{2028}' } else { cell.ch });
        if end == Some(index + 1) {
            borders.push((index + 1, text.len()));
            text.push('\u{2069}');
            end = None;
        }
    }
    let info = ParagraphBidiInfo::new(&text, Some(base));
    let level = |byte: usize| info.levels.get(byte).map_or(base, |level| *level).number();
    let item = |start| Item { level: level(start), arabic: false, border: None };
    let mut items: Vec<Item> = starts.into_iter().map(item).collect();
    for (index, byte) in borders {
        if let Some(item) = items.get_mut(index) {
            let outer = level(byte);
            item.border = Some(item.border.map_or(outer, |other| other.min(outer)));
        }
    }
    items
}

/// The characters of class B (UAX 9, table 4).
fn is_paragraph_end(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}')
}

/// Decides the family of each character: letters by their script; a sign or a figure by the letters of its word that
/// are on its level, else by the direction around it.
fn choose_script(cells: &[Cell], direction: Direction, items: &mut [Item]) {
    let arabic_page = direction == Direction::RightToLeft;
    let strong = |ch: char| match ch {
        _ if is_arabic(ch) => Some(true),
        _ if ch.is_alphabetic() => Some(false),
        _ => None,
    };
    let mut last: Option<(bool, u8)> = None;
    for (index, cell) in cells.iter().enumerate() {
        let level = items[index].level;
        let own = strong(cell.ch);
        let arabic = own.unwrap_or_else(|| {
            if items[index].is_reversed() {
                return true;
            }
            if let Some((script, _)) = last.filter(|(_, known)| *known == level) {
                return script;
            }
            let word = cells[index..].iter().zip(&items[index..]);
            let mut word = word.take_while(|(cell, item)| cell.space == Space::None && item.level == level);
            word.find_map(|(cell, _)| strong(cell.ch)).unwrap_or(arabic_page)
        });
        items[index].arabic = arabic;
        if cell.space != Space::None {
            last = None;
        } else if own.is_some() {
            last = Some((arabic, level));
        }
    }
}

/// The order in which parts of a line are seen from left to right (UAX 9, rule L2), by their levels; those that end the
/// line and show nothing have been given the paragraph's (L1).
pub(super) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min().unwrap_or(highest + 1);
    for level in (lowest_odd..=highest).rev() {
        let mut at = 0;
        while at < order.len() {
            let length = order[at..].iter().take_while(|part| levels[**part] >= level).count();
            order[at..at + length].reverse();
            at += length.max(1);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::source::Span;

    #[test]
    fn parts_are_turned_from_the_highest_level_down() {
        // The examples of UAX 9, 3.4: a line, and runs within runs.
        assert_eq!(visual_order(&[0, 0, 0]), [0, 1, 2]);
        assert_eq!(visual_order(&[1, 1, 1]), [2, 1, 0]);
        assert_eq!(visual_order(&[0, 1, 1, 0]), [0, 2, 1, 3]);
        assert_eq!(visual_order(&[1, 2, 2, 1]), [3, 1, 2, 0]);
        assert_eq!(visual_order(&[0, 1, 2, 2, 1, 0]), [0, 4, 2, 3, 1, 5]);
        assert_eq!(visual_order(&[2, 1, 3, 2, 1]), [4, 2, 3, 1, 0]);
        assert!(visual_order(&[]).is_empty());
    }

    #[test]
    fn a_place_is_mirrored_within_what_is_around_it() {
        let points = Length::points;
        assert_eq!(mirrored(Direction::LeftToRight, points(100), points(10), points(20)), points(10));
        assert_eq!(mirrored(Direction::RightToLeft, points(100), points(10), points(20)), points(70));
    }

    #[test]
    fn a_paragraph_of_one_direction_has_no_items() {
        let items =
            |text: &str| itemize(&Text::generated(text, Span::default()).cells, Direction::LeftToRight).len();
        assert_eq!(items("L’été « dernier » — 12 × 10−3 Ωμέγα Москва…"), 0);
        assert_eq!(items("Le nom محمد"), 11);
        assert_eq!(items("Un\u{200f}mot"), 6);
    }
}

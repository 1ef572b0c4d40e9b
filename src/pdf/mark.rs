//! Marked content: which part of a page's contents is which part of the document.

use std::collections::BTreeMap;

use crate::layout::{Inline, Length};
use crate::model::Lead;

/// Contents of one page that are one part of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The page, from 0.
    pub(super) page: usize,
    /// The number of the marked content on the page; `None` for the hyphen of a divided word.
    pub(super) content: Option<i32>,
    /// What it is within its paragraph.
    pub(super) inline: Inline,
    /// The boxes that it fills, a box a line, where it leads somewhere.
    pub(super) boxes: Vec<Area>,
}

/// A rectangle on a page, from the lower left corner of the sheet to the upper right one of the rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) left: Length,
    pub(super) bottom: Length,
    pub(super) right: Length,
    pub(super) top: Length,
}

/// A place to jump to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) x: Length,
    /// From the lower edge of the sheet.
    pub(super) y: Length,
}

/// Everything that was marked in the contents of a document's pages.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// The pieces of each paragraph, and apart those of its numeral, in the order in which they are read.
    pub(super) pieces: BTreeMap<(usize, bool), Vec<Piece>>,
    /// The piece and the box of each picture.
    pub(super) figures: BTreeMap<usize, (usize, i32, Area)>,
    /// Where each paragraph begins.
    pub(super) places: BTreeMap<usize, Place>,
    /// How many pieces each page has.
    pub(super) counts: Vec<i32>,
}

impl Marked {
    /// Begins a page.
    pub(super) fn page(&mut self) {
        self.counts.push(0);
    }

    /// The number of the page, from 0.
    pub(super) fn current(&self) -> usize {
        self.counts.len().saturating_sub(1)
    }

    /// The next number on the page.
    pub(super) fn next(&mut self) -> i32 {
        let Some(count) = self.counts.last_mut() else { return 0 };
        *count += 1;
        *count - 1
    }
    /// Where each note is called first, by its number.
    pub(super) fn calls(&self) -> BTreeMap<u16, Place> {
        let mut calls = BTreeMap::new();
        for piece in self.pieces.values().flatten() {
            if let (Some(Lead::Note(number)), Some(area)) = (piece.inline.leads, piece.boxes.first()) {
                let place = Place { page: piece.page, x: area.left, y: area.top };
                calls.entry(number).or_insert(place);
            }
        }
        calls
    }
}

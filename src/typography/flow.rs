//! What is to be set, in its final characters and in the order of the page.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::engine::{Change, Finding};
use super::structure::Structure;
use crate::graphic::Graphic;
use crate::layout::Length;
use crate::model::{Link, Text};
use crate::style::{Align, Role};

/// What is to be set, in its final characters.
#[derive(Debug, Clone, Default)]
pub struct Composition {
    /// Every paragraph in reading order: of the flow, of the cells of tables, of the notes.
    pub paragraphs: Vec<Paragraph>,
    /// What stands on the pages, one below the other.
    pub flow: Vec<Flow>,
    /// The paragraphs of each note, in the order of their numbers.
    pub notes: Vec<Range<usize>>,
    /// The head of every page but the first.
    pub running_head: Text,
    /// The mark of a draft, on every page.
    pub draft_mark: Option<Text>,
    /// The foot of each page, with `{page}` and `{pages}` still to fill in.
    pub folio: String,
    /// The tree in which all of it is read.
    pub structure: Structure,
    /// The links, by their numbers.
    pub links: Vec<Link>,
    /// The paragraph that each name of a heading leads to.
    pub anchors: BTreeMap<String, usize>,
    /// What the rules changed, when that was asked for.
    pub changes: Vec<Change>,
    /// What the rules found and could not mend.
    pub findings: Vec<Finding>,
}

/// One block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// The numeral or dash before an item of a list, the number of a note.
    pub label: Option<Text>,
    /// The characters.
    pub text: Text,
    /// How many quotations set off from the text it stands in.
    pub inset: u8,
}

/// One thing below another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flow {
    /// The paragraph of this number.
    Paragraph(usize),
    /// A table, or columns of names.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// A rule over the measure.
    Rule,
    /// What follows begins a page.
    NewPage,
}

/// A picture in the flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The picture.
    pub graphic: Arc<Graphic>,
    /// Its number among the pictures of the flow, from 0.
    pub number: usize,
    /// Whether it says nothing to those who do not see it.
    pub ornament: bool,
    /// Its height, where that is not its own.
    pub height: Option<Length>,
    /// How it stands in the measure.
    pub align: Align,
}

/// Cells in rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How the columns stand.
    pub columns: Vec<Column>,
    /// How many of the first rows are the head.
    pub head: usize,
    /// The rows, each with the paragraph of every cell that is not empty.
    pub rows: Vec<Vec<Option<usize>>>,
    /// Whether rules stand above, below and under the head.
    pub ruled: bool,
    /// Whether it is as wide as the measure, whatever its words ask for.
    pub full: bool,
    /// Whether it stays on one page.
    pub kept: bool,
    /// What its cells are, outside the head.
    pub role: Role,
}

/// How a column stands, on a page from left to right; on one from right to left it is the mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// At the left; figures at the right, on their comma.
    Default,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

//! The vertical list: the lines of paragraphs and the rows of tables, one below the other, with what it costs
//! to end a page after each.

use std::rc::Rc;
use std::sync::Arc;

use super::bidi::mirrored;
use super::block::set_block;
use super::length::Length;
use super::notes::Notes;
use super::page::{PlacedFigure, PlacedLine, baseline};
use super::pagebreak::{FORBIDDEN, PageItem};
use super::shape::{Color, Shape};
use super::table;
use crate::font::Shaper;
use crate::style::{Align, PageStyle, Role, StyleSet};
use crate::typography::{Composition, Figure, Flow};

/// A part of the page that is never divided: a line of a paragraph, a line of a table's row, a space.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    /// Its height and costs.
    pub(super) item: PageItem,
    /// Its lines, from its upper left corner.
    pub(super) lines: Vec<PlacedLine>,
    /// Its coloured areas, from its upper left corner.
    pub(super) shapes: Vec<Shape>,
    /// Its pictures, from its upper left corner.
    pub(super) figures: Vec<PlacedFigure>,
    /// The notes that it calls.
    pub(super) notes: Vec<usize>,
    /// What is repeated above it at the head of a page.
    pub(super) head: Option<Rc<Vec<Slice>>>,
}

/// The cost of a line of a paragraph alone at the foot or at the head of a page.
pub(super) const LONE_LINE: i64 = 100_000;

/// The cost of a page that ends in a hyphen.
const HYPHEN_AT_FOOT: i64 = 2_000;

/// The cost of parting a list from the words that announce it.
const ANNOUNCED: i64 = 20_000;

/// An entry of the flow as slices.
struct Entry {
    role: Role,
    slices: Vec<Slice>,
    /// Whether its last words announce what follows.
    announces: bool,
}

/// The slices of a part of the flow.
pub(super) fn vertical_list(
    flow: &[Flow],
    composition: &Composition,
    notes: &mut Notes,
    sheet: &PageStyle,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Vec<Slice> {
    let entries: Vec<Entry> = flow
        .iter()
        .filter_map(|entry| match entry {
            Flow::Paragraph(index) => Some(paragraph(*index, composition, notes, sheet, style, shaper)),
            Flow::Table(table) => {
                let slices = table::set(table, composition, notes, sheet, style, shaper);
                Some(Entry { role: table.role, slices, announces: false })
            }
            Flow::Figure(figure) => Some(picture(figure, sheet, style)),
            Flow::Rule => Some(rule(sheet)),
            Flow::NewPage => None,
        })
        .filter(|entry| !entry.slices.is_empty())
        .collect();
    join(entries, style)
}

/// Puts the entries below one another with their spaces.
fn join(entries: Vec<Entry>, style: &StyleSet) -> Vec<Slice> {
    let mut list: Vec<Slice> = Vec::new();
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        let own = style.house.block(entry.role);
        let next = entries.peek().map(|next| (next.role, style.house.block(next.role)));
        list.extend(entry.slices);
        let Some((role, next)) = next else { break };
        let Some(last) = list.last_mut() else { continue };
        if own.keep_with_next || next.keep_with_previous {
            last.item.penalty += FORBIDDEN;
        }
        if entry.announces && matches!(role, Role::Item(_)) {
            last.item.penalty += ANNOUNCED;
        }
        // A break after the space is a break after the line.
        let penalty = last.item.penalty;
        let item =
            PageItem { height: own.after.max(next.before), space: true, penalty, ..PageItem::default() };
        list.push(Slice::empty(item));
    }
    list
}

fn paragraph(
    index: usize,
    composition: &Composition,
    notes: &mut Notes,
    sheet: &PageStyle,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Entry {
    let paragraph = &composition.paragraphs[index];
    let own = style.house.block(paragraph.role);
    let lines = set_block(paragraph, sheet.measure(), style, shaper).lines;
    let count = lines.len();
    let y = baseline(sheet.grid, own.leading, style.language.direction());
    let mut slices = Vec::with_capacity(count);
    for (at, line) in lines.into_iter().enumerate() {
        let last = at + 1 == count;
        let mut penalty = 0;
        if !last && (at == 0 || at + 2 == count) {
            penalty += LONE_LINE;
        }
        if !last && own.keep_together {
            penalty += FORBIDDEN;
        }
        if line.hyphenated {
            penalty += HYPHEN_AT_FOOT;
        }
        let called = notes.first_calls(&line.notes);
        let (note_lines, splittable) = notes.heights(&called);
        let item =
            PageItem { height: own.leading, penalty, notes: note_lines, splittable, ..PageItem::default() };
        let placed =
            PlacedLine { block: index, role: paragraph.role, repeated: false, x: Length::ZERO, y, line };
        slices.push(Slice { lines: vec![placed], notes: called, ..Slice::empty(item) });
    }
    let announces = paragraph.text.cells.last().is_some_and(|cell| cell.ch == ':');
    Entry { role: paragraph.role, slices, announces }
}

/// A picture, no wider than the measure and no higher than a page.
fn picture(figure: &Figure, sheet: &PageStyle, style: &StyleSet) -> Entry {
    let graphic = &figure.graphic;
    let natural = (graphic.width.max(Length(1)), graphic.height.max(Length(1)));
    // A caption of two lines still has room below.
    let room = sheet.grid * i64::from(sheet.lines().saturating_sub(2).max(1));
    let mut height = figure.height.unwrap_or(natural.1);
    height = Length(height.0.min(room.0));
    let mut width = natural.0.scale(height.0, natural.1.0);
    if width > sheet.measure() {
        width = sheet.measure();
        height = natural.1.scale(width.0, natural.0.0);
    }
    let rows = (height.0 + sheet.grid.0 - 1) / sheet.grid.0.max(1);
    let item = PageItem { height: rows.max(1) as u32, ..PageItem::default() };
    let slack = sheet.measure() - width;
    let x = match figure.align {
        Align::Left | Align::Justify => Length::ZERO,
        Align::Center => slack / 2,
        Align::Right => slack,
    };
    let x = mirrored(style.language.direction(), sheet.measure(), x, width);
    let y = (sheet.grid * rows - height) / 2;
    let number = (!figure.ornament).then_some(figure.number);
    let placed = PlacedFigure { x, y, width, height, graphic: Arc::clone(graphic), number };
    let slice = Slice { figures: vec![placed], ..Slice::empty(item) };
    Entry { role: Role::Cell, slices: vec![slice], announces: false }
}

/// A rule over the measure, in a line of its own.
fn rule(sheet: &PageStyle) -> Entry {
    let item = PageItem { height: 1, penalty: FORBIDDEN, ..PageItem::default() };
    let shape = Shape {
        x: Length::ZERO,
        y: sheet.grid / 2,
        width: sheet.measure(),
        height: Length::POINT.scale(6, 10),
        color: Color::BLACK,
    };
    let slice = Slice { shapes: vec![shape], ..Slice::empty(item) };
    Entry { role: Role::Cell, slices: vec![slice], announces: false }
}

impl Slice {
    /// A slice that shows nothing.
    pub(super) fn empty(item: PageItem) -> Self {
        Self {
            item,
            lines: Vec::new(),
            shapes: Vec::new(),
            figures: Vec::new(),
            notes: Vec::new(),
            head: None,
        }
    }
}

//! Tables: columns as wide as their words ask for, rows on the baseline grid, figures aligned on their comma.

use std::rc::Rc;

use super::bidi::mirrored;
use super::block::set_lines;
use super::length::Length;
use super::line::Line;
use super::notes::Notes;
use super::page::{PlacedLine, baseline};
use super::pagebreak::{FORBIDDEN, PageItem};
use super::paragraph::Prepared;
use super::shape::{Color, Shape};
use super::vertical::Slice;
use crate::font::Shaper;
use crate::model::{Direction, Lead, Text};
use crate::style::{Align, BlockStyle, PageStyle, Role, StyleSet};
use crate::typography::{Column, Composition, Table, decimal_sign};

/// The space between two columns, in thousandths of the cells' type size.
const GAP: i64 = 1200;

/// The thickness of the rules above and below a table, and of the one below its head.
const THICK: Length = Length(Length::POINT.0 * 8 / 10);
const THIN: Length = Length(Length::POINT.0 * 4 / 10);

/// How much higher the lines of a table from right to left stand than others, in hundredths of the grid: the tails of
/// Arabic letters stay off the rules below them.
const RAISED: i64 = 10;

/// The cost of a page that ends inside a row, beyond that of a line alone.
const DIVIDED_ROW: i64 = 5_000;

/// Rows up to so many lines are kept whole as long as anything else is possible.
const WHOLE_ROW: usize = 4;

/// Sets a table in the measure of a page.
pub(super) fn set(
    table: &Table,
    composition: &Composition,
    notes: &mut Notes,
    sheet: &PageStyle,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Vec<Slice> {
    let mut setter = Setter { table, composition, notes, sheet, style, shaper };
    let columns = setter.columns();
    setter.rows(&columns)
}

/// The least width of a table: that of its longest words, side by side.
pub(super) fn least_width(
    table: &Table,
    composition: &Composition,
    sheet: &PageStyle,
    style: &StyleSet,
    shaper: &mut Shaper<'_>,
) -> Length {
    let mut notes = Notes::none();
    let mut setter = Setter { table, composition, notes: &mut notes, sheet, style, shaper };
    let (demands, _) = setter.demands();
    setter.gaps() + demands.iter().map(|demand| demand.least).sum()
}

/// A column at its place.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: Length,
    width: Length,
    /// The room for what follows the comma, when the column is one of figures.
    fraction: Option<Length>,
}

/// The least and the natural width of what a column holds.
#[derive(Debug, Clone, Copy, Default)]
struct Demand {
    least: Length,
    natural: Length,
}

struct Setter<'a, 'b> {
    table: &'a Table,
    composition: &'a Composition,
    notes: &'a mut Notes,
    sheet: &'a PageStyle,
    style: &'a StyleSet,
    shaper: &'a mut Shaper<'b>,
}

impl Setter<'_, '_> {
    fn block(&self, head: bool) -> BlockStyle {
        let role = if head { Role::HeadCell } else { self.table.role };
        BlockStyle { align: Align::Left, indent: Length::ZERO, ..self.style.house.block(role).clone() }
    }

    /// The space between two columns, and all of it together.
    fn gap(&self) -> Length {
        self.block(false).size.scale(GAP, 1000)
    }

    fn gaps(&self) -> Length {
        self.gap() * (self.table.columns.len() as i64 - 1).max(0)
    }

    /// What each column asks for, and the room for its decimals when all its cells are figures.
    fn demands(&mut self) -> (Vec<Demand>, Vec<Option<Length>>) {
        let table = self.table;
        let mut demands = vec![Demand::default(); table.columns.len()];
        let mut fractions: Vec<Option<Length>> = table.columns.iter().map(|_| Some(Length::ZERO)).collect();
        let mut figures = vec![false; table.columns.len()];
        for (index, row) in table.rows.iter().enumerate() {
            let head = index < table.head;
            let block = self.block(head);
            for (column, cell) in row.iter().enumerate().take(demands.len()) {
                let Some(text) = cell.map(|cell| &self.composition.paragraphs[cell].text) else { continue };
                let demand = self.demand(text, &block);
                demands[column].least = demands[column].least.max(demand.least);
                demands[column].natural = demands[column].natural.max(demand.natural);
                if !head && !text.is_empty() {
                    let known = fractions[column];
                    fractions[column] =
                        self.fraction(text, &block).zip(known).map(|(one, other)| one.max(other));
                    figures[column] = true;
                }
            }
        }
        let fractions = fractions.into_iter().zip(figures).map(|(room, figures)| room.filter(|_| figures));
        let fractions = fractions.collect();
        (demands, fractions)
    }

    fn columns(&mut self) -> Vec<Place> {
        let (demands, fractions) = self.demands();
        let gap = self.gap();
        let measure = self.sheet.measure() - self.gaps();
        let equal = measure / (demands.len() as i64).max(1);
        // Columns without rules, as those of names, are of one width when all their words fit.
        let widths = if !self.table.ruled && demands.iter().all(|demand| demand.natural <= equal) {
            vec![equal; demands.len()]
        } else {
            widths(&demands, measure, self.table.full)
        };
        let mut x = Length::ZERO;
        let places = widths.into_iter().zip(fractions).map(|(width, fraction)| {
            let place = Place { x, width, fraction };
            x += width + gap;
            place
        });
        places.collect()
    }

    /// The widths of a cell's longest word and of its text in one line.
    fn demand(&mut self, text: &Text, block: &BlockStyle) -> Demand {
        let prepared = Prepared::new(text, block, self.style.language.direction(), self.style, self.shaper);
        let (least, natural) = prepared.widths();
        Demand { least, natural }
    }

    /// The width of a figure from its comma on; `None` for what is no figure.
    fn fraction(&mut self, text: &Text, block: &BlockStyle) -> Option<Length> {
        let digit = |ch: char| ch.is_ascii_digit() || matches!(ch, '٠'..='٩');
        let figure = |ch: char| digit(ch) || " \u{a0}\u{202f},.+-−–%٪٫٬".contains(ch);
        let drawn = text.cells.iter().filter(|cell| !matches!(cell.leads, Some(Lead::Note(_))));
        let mut digits = false;
        for cell in drawn {
            digits |= digit(cell.ch);
            if !figure(cell.ch) {
                return None;
            }
        }
        let dash = text.cells.iter().all(|cell| matches!(cell.ch, '–' | '−' | '-' | '—'));
        if !digits && !dash {
            return None;
        }
        let sign = decimal_sign(self.style.language);
        let comma = text.cells.iter().position(|cell| cell.ch == sign || cell.ch == '٫');
        let whole = text.cells.iter().rposition(|cell| digit(cell.ch)).map_or(0, |last| last + 1);
        // What follows a number stands at its left on a page from right to left.
        let end = match self.style.language.direction() {
            Direction::LeftToRight => text.cells.len(),
            Direction::RightToLeft => whole,
        };
        let tail = Text { cells: text.cells[comma.unwrap_or(whole).min(end)..end].to_vec() };
        Some(self.demand(&tail, block).natural)
    }

    fn rows(&mut self, columns: &[Place]) -> Vec<Slice> {
        let table = self.table;
        let mut head: Vec<Slice> = Vec::new();
        for row in &table.rows[..table.head] {
            head.extend(self.row(row, columns, true));
        }
        let width = columns.last().map_or(Length::ZERO, |column| column.x + column.width);
        if let (Some(first), true) = (head.first_mut(), table.ruled) {
            first.shapes.push(self.horizontal(Length::ZERO, width, THICK));
        }
        if let (Some(last), true) = (head.last_mut(), table.ruled) {
            let bottom = self.sheet.grid * i64::from(last.item.height);
            last.shapes.push(self.horizontal(bottom, width, THIN));
        }
        // A head is never alone, and never divided.
        for slice in &mut head {
            slice.item.penalty = FORBIDDEN;
        }
        let height: u32 = head.iter().map(|slice| slice.item.height).sum();
        let repeated = Rc::new(head.iter().map(Slice::without_notes).collect::<Vec<_>>());
        let mut slices = head;
        for (index, row) in table.rows.iter().enumerate().skip(table.head) {
            let mut row = self.row(row, columns, false);
            if index == table.head && repeated.is_empty() && table.ruled {
                row[0].shapes.push(self.horizontal(Length::ZERO, width, THICK));
            }
            let first = slices.len() == repeated.len();
            for slice in &mut row {
                slice.head = (!repeated.is_empty()).then(|| Rc::clone(&repeated));
                slice.item.repeated = height;
            }
            if first && !repeated.is_empty() {
                row[0].head = None;
                row[0].item.repeated = 0;
            }
            slices.extend(row);
        }
        if let (Some(last), true) = (slices.last_mut(), table.ruled) {
            let bottom = self.sheet.grid * i64::from(last.item.height);
            last.shapes.push(self.horizontal(bottom, width, THICK));
        }
        if table.kept {
            let count = slices.len();
            slices.iter_mut().take(count.saturating_sub(1)).for_each(|slice| slice.item.penalty = FORBIDDEN);
        }
        slices
    }

    /// A rule over a width, from the edge where lines begin.
    fn horizontal(&self, y: Length, width: Length, height: Length) -> Shape {
        let x = mirrored(self.style.language.direction(), self.sheet.measure(), Length::ZERO, width);
        Shape { x, y: y - height / 2, width, height, color: Color::BLACK }
    }

    /// The lines of a row, a slice a line.
    fn row(&mut self, row: &[Option<usize>], columns: &[Place], head: bool) -> Vec<Slice> {
        let block = self.block(head);
        let mut cells: Vec<Vec<PlacedLine>> = Vec::new();
        for (index, (cell, place)) in row.iter().zip(columns).enumerate() {
            let Some(paragraph) = *cell else { continue };
            let text = &self.composition.paragraphs[paragraph].text;
            let column = self.table.columns[index];
            // Figures stand at the right whatever the direction: their units are there.
            let (figures, at_right) = match self.style.language.direction() {
                Direction::LeftToRight => (Column::Right, Align::Right),
                Direction::RightToLeft => (Column::Left, Align::Left),
            };
            let aligned = place.fraction.filter(|_| !head && column == Column::Default || column == figures);
            let align = match column {
                Column::Center => Align::Center,
                Column::Right => Align::Right,
                Column::Default if place.fraction.is_some() => at_right,
                Column::Default | Column::Left => Align::Left,
            };
            let own = BlockStyle { align, ..block.clone() };
            let mut lines = set_lines(text, &own, Length::ZERO, place.width, self.style, self.shaper);
            if let (Some(room), false) = (aligned, head) {
                let tail = self.fraction(text, &own).unwrap_or(room);
                for line in &mut lines {
                    shift(line, tail - room);
                }
            }
            let role = if head { Role::HeadCell } else { self.table.role };
            let x = mirrored(self.style.language.direction(), self.sheet.measure(), place.x, place.width);
            let place =
                |line| PlacedLine { block: paragraph, role, repeated: false, x, y: Length::ZERO, line };
            cells.push(lines.into_iter().map(place).collect());
        }
        let count = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut y = baseline(self.sheet.grid, block.leading, self.style.language.direction());
        if self.style.language.direction() == Direction::RightToLeft {
            y -= self.sheet.grid.scale(RAISED, 100);
        }
        let mut slices = Vec::with_capacity(count);
        let mut cells: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        for at in 0..count {
            // The heads of columns stand at the foot of their row.
            let lines: Vec<PlacedLine> = cells
                .iter_mut()
                .filter_map(|cell| if head && cell.len() < count - at { None } else { cell.next() })
                .map(|placed| PlacedLine { y, ..placed })
                .collect();
            let called: Vec<usize> =
                lines.iter().flat_map(|placed| placed.line.notes.iter().copied()).collect();
            let notes = self.notes.first_calls(&called);
            let (note_lines, splittable) = self.notes.heights(&notes);
            let last = at + 1 == count;
            let lone = if at == 0 || at + 2 == count { DIVIDED_ROW } else { 0 };
            let penalty = match () {
                () if last => 0,
                () if count <= WHOLE_ROW => FORBIDDEN / 2,
                () => DIVIDED_ROW + lone,
            };
            let item = PageItem {
                height: block.leading,
                penalty,
                notes: note_lines,
                splittable,
                ..PageItem::default()
            };
            slices.push(Slice { lines, notes, ..Slice::empty(item) });
        }
        slices
    }
}

impl Slice {
    /// The slice as it is repeated on a later page: its notes stand on the page of the first.
    fn without_notes(&self) -> Self {
        let item = PageItem { notes: 0, splittable: 0, ..self.item };
        Self { item, notes: Vec::new(), ..self.clone() }
    }
}

/// The widths of columns: what they ask for when there is room, else their longest words and a share of the
/// rest by what is still asked for. Words longer than all that fits are divided, or reported.
fn widths(demands: &[Demand], measure: Length, full: bool) -> Vec<Length> {
    let natural: Length = demands.iter().map(|demand| demand.natural).sum();
    let count = demands.len().max(1) as i64;
    if natural <= measure {
        let spare = if full { measure - natural } else { Length::ZERO };
        return demands.iter().map(|demand| demand.natural + spare / count).collect();
    }
    let least: Length = demands.iter().map(|demand| demand.least).sum();
    if least >= measure {
        let total = least.0.max(1);
        return demands.iter().map(|demand| measure.scale(demand.least.0, total)).collect();
    }
    let asked: i64 = demands.iter().map(|demand| (demand.natural - demand.least).0).sum::<i64>().max(1);
    let rest = measure - least;
    let share = |demand: &Demand| {
        let asks = i128::from((demand.natural - demand.least).0);
        Length((i128::from(rest.0) * asks / i128::from(asked)) as i64)
    };
    demands.iter().map(|demand| demand.least + share(demand)).collect()
}

fn shift(line: &mut Line, by: Length) {
    for glyph in line.runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.x += by;
    }
}

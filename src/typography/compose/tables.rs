//! Tables, and columns that are none: names, the lines of a masthead, signatures.

use super::super::flow::{Column, Flow, Table};
use super::super::structure::{Child, Numbering, Tag};
use super::{Composer, Manner};
use crate::model::{Cell, Direction, Marks, Space, Text};
use crate::source::ColumnAlignment;
use crate::style::Role;

/// How many columns the names of a vote stand in.
pub(super) const COLUMNS: usize = 3;

impl Composer<'_> {
    pub(super) fn table(&mut self, table: &crate::model::Table) {
        // The author's left and right are those of the page; a page from right to left begins at the right.
        let mirrored = self.style.language.direction() == Direction::RightToLeft;
        let columns = table.columns.iter().map(|column| match column {
            ColumnAlignment::Default => Column::Default,
            ColumnAlignment::Left if mirrored => Column::Right,
            ColumnAlignment::Right if mirrored => Column::Left,
            ColumnAlignment::Left => Column::Left,
            ColumnAlignment::Center => Column::Center,
            ColumnAlignment::Right => Column::Right,
        });
        let columns: Vec<Column> = columns.collect();
        let head = usize::from(table.head);
        let mut rows = Vec::with_capacity(table.rows.len());
        self.composition.structure.open(Tag::Table).span = table.span;
        for (index, row) in table.rows.iter().enumerate() {
            let (role, tag) =
                if index < head { (Role::HeadCell, Tag::HeadCell) } else { (Role::Cell, Tag::Cell) };
            if index == 0 || index == head {
                self.open(if index < head { Tag::TableHead } else { Tag::TableBody });
            }
            self.open(Tag::Row);
            rows.push(row.iter().map(|cell| self.cell(role, tag, cell)).collect());
            self.close();
            if index + 1 == head || index + 1 == table.rows.len() {
                self.close();
            }
        }
        self.close();
        self.composition.flow.push(Flow::Table(Table {
            columns,
            head,
            rows,
            ruled: true,
            full: true,
            kept: false,
            role: Role::Cell,
        }));
    }

    /// A cell; without words it has no paragraph, but has its place in the row.
    pub(super) fn cell(&mut self, role: Role, tag: Tag, text: &Text) -> Option<usize> {
        let manner = Manner { role, keyword: None, quoted: false };
        let cell = (!text.is_empty()).then(|| self.settle(manner, None, text.clone()));
        self.composition.structure.open(tag).span = text.span();
        if let Some(cell) = cell {
            self.composition.structure.add(Child::Text(cell));
        }
        self.close();
        cell
    }

    /// Columns of lines, each column a paragraph.
    pub(super) fn side_by_side(&mut self, columns: Vec<Column>, lines: &[Vec<Text>], role: Role) {
        let manner = Manner { role, keyword: None, quoted: false };
        let cells = lines.iter().map(|lines| {
            let text = joined(lines);
            let span = text.span();
            let cell = (!text.is_empty()).then(|| self.settle(manner, None, text))?;
            self.composition.structure.leaf(Tag::Paragraph, Child::Text(cell), span);
            Some(cell)
        });
        let row = cells.collect();
        self.plain_table(columns, vec![row], role);
    }

    /// Names in three columns, each read down before the next, as long as one another but for a line.
    pub(super) fn columns(&mut self, names: &[Text]) {
        let manner = Manner { role: Role::Cell, keyword: None, quoted: false };
        self.open(Tag::List(Numbering::None));
        let mut cells = Vec::with_capacity(names.len());
        for name in names {
            cells.push((!name.is_empty()).then(|| {
                let cell = self.settle(manner, None, name.clone());
                self.open(Tag::Item);
                self.composition.structure.leaf(Tag::Body, Child::Text(cell), name.span());
                self.close();
                cell
            }));
        }
        self.close();
        let height = cells.len().div_ceil(COLUMNS).max(1);
        // The columns that are one shorter come last.
        let short = height * COLUMNS - cells.len();
        let mut columns = Vec::new();
        let mut cells = cells.into_iter();
        for column in 0..COLUMNS {
            let length = if column >= COLUMNS - short.min(COLUMNS) { height - 1 } else { height };
            columns.push(cells.by_ref().take(length).collect::<Vec<_>>());
        }
        let rows = (0..height)
            .map(|row| columns.iter().map(|column| column.get(row).copied().flatten()).collect())
            .collect();
        self.plain_table(vec![Column::Left; COLUMNS], rows, Role::Cell);
    }

    /// A table without rules that stays on one page.
    fn plain_table(&mut self, columns: Vec<Column>, rows: Vec<Vec<Option<usize>>>, role: Role) {
        let table = Table { columns, head: 0, rows, ruled: false, full: true, kept: true, role };
        self.composition.flow.push(Flow::Table(table));
    }
}

/// Lines as one text with line ends.
fn joined(lines: &[Text]) -> Text {
    let mut text = Text::default();
    for line in lines {
        if let Some(last) = text.cells.last().copied() {
            let marks = Marks::PUT_IN;
            text.cells.push(Cell { ch: '\n', len: 0, space: Space::LineEnd, marks, ..last });
        }
        text.cells.extend(&line.cells);
    }
    text
}

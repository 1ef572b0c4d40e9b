//! The paragraphs of a document in the order of the page.

use super::engine::{Change, Context, Finding};
use super::flow::{Column, Composition, Figure, Flow, Paragraph, Table};
use super::numeral::numeral;
use super::{calls, keyword, set, space};
use crate::model::{
    Annex, Block, Cell, Clause, Conclusion, Element, Keyword, List, Marks, Numeral, Resolution, Space, Text,
    quotation_parts, texts,
};
use crate::source::{ColumnAlignment, File, Span};
use crate::style::{Align, ClauseKind, Role, StyleSet, fill_label};

/// Composes a resolution; with `explain` every change is remembered.
pub fn compose(resolution: &Resolution, style: &StyleSet, explain: bool) -> Composition {
    let mut composer = Composer::new(style, explain);
    composer.masthead(&resolution.furniture.masthead);
    let preface = &resolution.preface;
    composer.text(Role::Title, &preface.title);
    composer.text(Role::Reference, &preface.reference_line);
    composer.text(Role::Subject, &preface.subject_line);
    composer.elements(&resolution.body);
    composer.conclusion(&resolution.conclusion);
    for annex in &resolution.annexes {
        composer.annex(annex);
    }
    for note in resolution.notes.iter().enumerate() {
        composer.note(note.0 + 1, note.1);
    }
    let context = composer.context;
    let furniture = |text: &Text| {
        let mut text = text.clone();
        set(&mut text, style.language, context, None, &mut Vec::new());
        text
    };
    Composition {
        running_head: furniture(&resolution.furniture.running_head),
        draft_mark: resolution.furniture.draft_mark.as_ref().map(furniture),
        folio: resolution.furniture.folio.clone(),
        ..composer.composition
    }
}

/// The foot of one page.
pub fn fill_folio(composition: &Composition, style: &StyleSet, page: usize, pages: usize) -> Text {
    let words = fill_label(&composition.folio, |name| match name {
        "page" => Some(page.to_string()),
        "pages" => Some(pages.to_string()),
        _ => None,
    });
    let mut text = Text::generated(&words, Span::in_file(File::Labels, 0..0));
    let context = Context::new(&style.house.typography, &style.lexicon);
    set(&mut text, style.language, context, None, &mut Vec::new());
    text
}

/// How many columns the names of a vote stand in.
const COLUMNS: usize = 3;

/// How many names a column has at most: columns are read down, and so stay on one page.
const COLUMN_LENGTH: usize = 24;

/// What a paragraph is besides its text.
#[derive(Clone, Copy)]
struct Manner<'a> {
    role: Role,
    /// The keyword that opens it.
    keyword: Option<&'a Keyword>,
    /// Whether it may have a part in a quotation longer than itself.
    quoted: bool,
}

struct Composer<'a> {
    style: &'a StyleSet,
    context: Context<'a>,
    explain: bool,
    composition: Composition,
    /// What each paragraph to come has of a quotation longer than itself.
    quotations: std::vec::IntoIter<crate::model::QuotationPart>,
    /// How many quotations set off from the text are open.
    inset: u8,
}

impl<'a> Composer<'a> {
    fn new(style: &'a StyleSet, explain: bool) -> Self {
        let context = Context::new(&style.house.typography, &style.lexicon);
        let quotations = Vec::new().into_iter();
        Self { style, context, explain, composition: Composition::default(), quotations, inset: 0 }
    }

    /// Settles a text; the number of its paragraph.
    fn settle(&mut self, manner: Manner<'_>, label: Option<Text>, mut text: Text) -> usize {
        let Composition { changes, findings, .. } = &mut self.composition;
        let mut changes: Option<&mut Vec<Change>> = self.explain.then_some(changes);
        let findings: &mut Vec<Finding> = findings;
        if let Some(keyword) = manner.keyword {
            keyword::set(&mut text, keyword, self.style.house.keywords, changes.as_deref_mut());
        }
        let part = if manner.quoted { self.quotations.next() } else { None };
        let context = Context { quotation: part.unwrap_or_default(), ..self.context };
        set(&mut text, self.style.language, context, changes, findings);
        calls::number(&mut text);
        let label = label.map(|mut label| {
            space::classify(&mut label);
            // A numeral is not a word that could be divided.
            label.cells.iter_mut().for_each(|cell| cell.marks.insert(Marks::UNBROKEN));
            label
        });
        self.composition.paragraphs.push(Paragraph { role: manner.role, label, text, inset: self.inset });
        self.composition.paragraphs.len() - 1
    }

    /// A paragraph of its own line; one without words is left out.
    fn paragraph(&mut self, manner: Manner<'_>, label: Option<Text>, text: &Text) -> Option<usize> {
        if text.is_empty() && label.is_none() {
            if manner.quoted {
                self.quotations.next();
            }
            return None;
        }
        let index = self.settle(manner, label, text.clone());
        self.composition.flow.push(Flow::Paragraph(index));
        Some(index)
    }

    fn text(&mut self, role: Role, text: &Text) {
        self.paragraph(Manner { role, keyword: None, quoted: false }, None, text);
    }

    fn elements(&mut self, elements: &[Element]) {
        let outer = std::mem::take(&mut self.quotations);
        let mut at = 0;
        while at < elements.len() {
            match &elements[at] {
                Element::Formula(text) => self.text(Role::Formula, text),
                Element::Heading(heading) => {
                    let role = if heading.article { Role::Article } else { Role::Heading(heading.level) };
                    self.text(role, &heading.text);
                }
                Element::Clause(clause) => self.clause(clause),
                Element::Block(_) => {
                    let blocks: Vec<&Block> = elements[at..]
                        .iter()
                        .map_while(|element| match element {
                            Element::Block(block) => Some(block),
                            _ => None,
                        })
                        .collect();
                    let run = blocks.iter().flat_map(|block| texts(std::slice::from_ref(*block)));
                    self.quotations = quotation_parts(run).into_iter();
                    at += blocks.len();
                    for block in blocks {
                        self.block(Manner { role: Role::Paragraph, keyword: None, quoted: true }, block);
                    }
                    continue;
                }
            }
            at += 1;
        }
        self.quotations = outer;
    }

    fn clause(&mut self, clause: &Clause) {
        let role = match clause.kind {
            ClauseKind::Recital => Role::Recital,
            ClauseKind::Operative => Role::Operative,
        };
        self.quotations = quotation_parts(texts(&clause.blocks)).into_iter();
        for (index, block) in clause.blocks.iter().enumerate() {
            let first = index == 0;
            let keyword = clause.keyword.as_ref().filter(|_| first);
            let before = self.composition.paragraphs.len();
            self.block(Manner { role, keyword, quoted: true }, block);
            if let (true, Some(number)) = (first, clause.number)
                && let Some(paragraph) = self.composition.paragraphs.get_mut(before)
            {
                prefix(&mut paragraph.text, &numeral(&self.style.house.clauses.form, number));
            }
        }
    }

    fn block(&mut self, manner: Manner<'_>, block: &Block) {
        match block {
            Block::Paragraph(text) => {
                self.paragraph(manner, None, text);
            }
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => self.table(table),
            Block::Terms(terms) => {
                for term in terms {
                    self.text(Role::Term, &term.term);
                    let outer = std::mem::take(&mut self.quotations);
                    self.quotations = quotation_parts(texts(&term.blocks)).into_iter();
                    for block in &term.blocks {
                        self.block(Manner { role: Role::Item(0), keyword: None, quoted: true }, block);
                    }
                    self.quotations = outer;
                }
            }
            Block::Quote(elements) => {
                self.inset += 1;
                self.elements(elements);
                self.inset -= 1;
            }
            Block::Figure(figure) => {
                let (graphic, alternative) = (figure.graphic.clone(), figure.alternative.clone());
                let placed = Figure { graphic, alternative, height: None, align: Align::Center };
                self.composition.flow.push(Flow::Figure(placed));
                if let Some(caption) = &figure.caption {
                    self.text(Role::Caption, caption);
                }
            }
            Block::Rule => self.composition.flow.push(Flow::Rule),
        }
    }

    fn list(&mut self, list: &List, level: u8) {
        let forms = &self.style.house.lists;
        // Levels beyond the last that the style names are numbered like it.
        let form = &forms[usize::from(level).min(forms.len() - 1)];
        for item in &list.items {
            let mut label = Some(&item.numeral);
            for block in &item.blocks {
                let manner = Manner { role: Role::Item(level), keyword: None, quoted: true };
                match block {
                    Block::Paragraph(text) => {
                        let mut origin = text.span();
                        origin.end = origin.start;
                        let label = label.take().map(|numeral_of| match numeral_of {
                            Numeral::Number(number) => Text::generated(&numeral(form, *number), origin),
                            Numeral::Typed(label) => label.clone(),
                            Numeral::Dash => Text::generated("–", origin),
                        });
                        self.paragraph(manner, label, text);
                    }
                    Block::List(inner) => self.list(inner, level.saturating_add(1)),
                    other => self.block(manner, other),
                }
            }
        }
    }

    fn table(&mut self, table: &crate::model::Table) {
        let columns = table.columns.iter().map(|column| match column {
            ColumnAlignment::Default => Column::Default,
            ColumnAlignment::Left => Column::Left,
            ColumnAlignment::Center => Column::Center,
            ColumnAlignment::Right => Column::Right,
        });
        let columns: Vec<Column> = columns.collect();
        let mut rows = Vec::with_capacity(table.rows.len());
        for (index, row) in table.rows.iter().enumerate() {
            let role = if table.head && index == 0 { Role::HeadCell } else { Role::Cell };
            rows.push(row.iter().map(|cell| self.cell(role, cell)).collect());
        }
        let head = usize::from(table.head);
        let role = Role::Cell;
        self.composition.flow.push(Flow::Table(Table {
            columns,
            head,
            rows,
            ruled: true,
            full: true,
            kept: false,
            role,
        }));
    }

    fn cell(&mut self, role: Role, text: &Text) -> Option<usize> {
        let manner = Manner { role, keyword: None, quoted: false };
        (!text.is_empty()).then(|| self.settle(manner, None, text.clone()))
    }

    fn masthead(&mut self, sides: &[Vec<Text>; 2]) {
        if let Some(emblem) = &self.style.emblem {
            let house = self.style.house.emblem.as_ref();
            let height = house.map(|emblem| emblem.height);
            let align = house.map_or(Align::Center, |emblem| emblem.align);
            let figure = Figure { graphic: emblem.clone(), alternative: String::new(), height, align };
            self.composition.flow.push(Flow::Figure(figure));
        }
        if sides.iter().all(Vec::is_empty) {
            return;
        }
        let row = sides.iter().map(|lines| self.cell(Role::Masthead, &joined(lines))).collect();
        self.plain_table(vec![Column::Left, Column::Right], vec![row], Role::Masthead);
        self.composition.flow.push(Flow::Rule);
    }

    /// A table without rules that stays on one page.
    fn plain_table(&mut self, columns: Vec<Column>, rows: Vec<Vec<Option<usize>>>, role: Role) {
        let table = Table { columns, head: 0, rows, ruled: false, full: true, kept: true, role };
        self.composition.flow.push(Flow::Table(table));
    }

    fn conclusion(&mut self, conclusion: &Conclusion) {
        if let Some(text) = &conclusion.adoption {
            self.text(Role::Adoption, text);
        }
        if let Some(text) = &conclusion.meeting {
            self.text(Role::Meeting, text);
        }
        for (announcement, names) in &conclusion.votes {
            self.text(Role::Vote, announcement);
            for names in names.chunks(COLUMNS * COLUMN_LENGTH) {
                self.columns(names);
            }
        }
        for pair in conclusion.signatures.chunks(2) {
            let row: Vec<Option<usize>> =
                pair.iter().map(|lines| self.cell(Role::Adoption, &joined(lines))).collect();
            self.plain_table(vec![Column::Left; pair.len()], vec![row], Role::Adoption);
        }
    }

    /// Names in three columns, each read down before the next, as long as one another but for a line.
    fn columns(&mut self, names: &[Text]) {
        let cells: Vec<Option<usize>> = names.iter().map(|name| self.cell(Role::Cell, name)).collect();
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
        let table = Table {
            columns: vec![Column::Left; COLUMNS],
            head: 0,
            rows,
            ruled: false,
            full: true,
            kept: true,
            role: Role::Cell,
        };
        self.composition.flow.push(Flow::Table(table));
    }

    fn annex(&mut self, annex: &Annex) {
        if self.style.house.annex_on_new_page {
            self.composition.flow.push(Flow::NewPage);
        }
        self.text(Role::Annex, &annex.heading.text);
        self.elements(&annex.elements);
    }

    fn note(&mut self, number: usize, blocks: &[Block]) {
        let start = self.composition.paragraphs.len();
        let mut label = Some(number);
        self.quotations = quotation_parts(texts(blocks)).into_iter();
        for text in texts(blocks) {
            let label = label.take().map(|number| {
                let mut origin = text.span();
                origin.end = origin.start;
                calls::label(number, origin)
            });
            // Notes stand at the feet of pages, not in the flow.
            self.settle(Manner { role: Role::Note, keyword: None, quoted: true }, label, text.clone());
        }
        self.composition.notes.push(start..self.composition.paragraphs.len());
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

/// Puts a clause's number before its text.
fn prefix(text: &mut Text, number: &str) {
    let Some(first) = text.cells.first().copied() else { return };
    let mut marks = Marks::NONE;
    marks.insert(Marks::UNBROKEN);
    marks.insert(Marks::PUT_IN);
    let plain = Cell { len: 0, style: crate::model::Style::PLAIN, space: Space::None, marks, ..first };
    let digits = number.chars().map(|ch| Cell { ch, ..plain });
    let gap = Cell { ch: '\u{a0}', space: Space::Gap, ..plain };
    text.cells.splice(0..0, digits.chain([gap]));
}

//! A version as the comparison sees it: a tree of parts, each with what it says and where.

use super::facts::Facts;
use super::read::facts;
use super::words::Words;
use crate::model::{Block, Clause, Element, Heading, Language, List, Numeral, Resolution, Table, Text};
use crate::source::{File, Span};
use crate::style::{ClauseKind, fold};

/// A part of a document, with the parts in it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) kind: PartKind,
    /// What its own words say: those of a clause before its sub-paragraphs, of a heading, of a cell.
    pub(super) facts: Facts,
    pub(super) children: Vec<Part>,
    /// The numeral that the author gave it, in the form that all languages have in common.
    pub(super) numeral: Option<String>,
    pub(super) span: Span,
    /// How many letters it has with all its parts.
    pub(super) length: usize,
    /// Its number among the parts of the version; set when the version is whole.
    pub(super) number: usize,
}

/// What a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PartKind {
    /// The subject of the document.
    Subject,
    /// The enacting formula that the author wrote.
    Formula,
    Clause {
        kind: ClauseKind,
        keyword: Option<Opening>,
    },
    /// A heading of a level, and what links call it.
    Heading {
        level: u8,
        name: String,
    },
    Annex {
        name: String,
    },
    Paragraph,
    /// A sub-paragraph; where clauses are set as a list it opens with a keyword.
    Item {
        keyword: Option<Opening>,
    },
    Table {
        columns: usize,
        rows: usize,
        head: bool,
    },
    Row,
    Cell,
    Term,
    Quote,
    Figure,
    Rule,
    Note,
}

/// The keyword that opens a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    /// The words, as they are written.
    pub(super) text: String,
    /// What they may say, by the table of pairs.
    pub(super) concepts: Vec<String>,
    pub(super) span: Span,
}

/// The parts of a document in reading order, and its notes.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    pub(super) parts: Vec<Part>,
    pub(super) notes: Vec<Part>,
}

/// Reads a document's parts.
pub(super) fn outline(resolution: &Resolution, words: &Words) -> Outline {
    let reader = Reader { language: resolution.language, words };
    let mut parts = vec![reader.text(PartKind::Subject, &resolution.preface.subject_line)];
    parts.extend(reader.elements(&resolution.body));
    for annex in &resolution.annexes {
        let kind = PartKind::Annex { name: annex.heading.name.clone() };
        let facts = reader.facts(&annex.heading.text);
        parts.push(part(kind, facts, annex.heading.span));
        // What is annexed stands in the same sequence, so that a lost heading is nothing but that.
        parts.extend(reader.elements(&annex.elements));
    }
    let notes = resolution.notes.iter().map(|blocks| {
        let span = crate::model::texts(blocks).next().map(Text::span).unwrap_or_default();
        reader.with_blocks(PartKind::Note, blocks, span)
    });
    let mut outline = Outline { notes: notes.collect(), parts };
    let mut number = 0;
    for part in outline.parts.iter_mut().chain(&mut outline.notes) {
        part.measure(&mut number);
    }
    outline
}

fn part(kind: PartKind, facts: Facts, span: Span) -> Part {
    Part { kind, facts, children: Vec::new(), numeral: None, span, length: 0, number: 0 }
}

impl Part {
    /// Numbers the part and those in it, and adds up their lengths.
    fn measure(&mut self, number: &mut usize) {
        self.number = *number;
        *number += 1;
        self.length = self.facts.length;
        for child in &mut self.children {
            child.measure(number);
            self.length += child.length;
        }
    }

    /// The part and those in it, in reading order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Self> {
        let mut pending = vec![self];
        std::iter::from_fn(move || {
            let part = pending.pop()?;
            pending.extend(part.children.iter().rev());
            Some(part)
        })
    }
}

struct Reader<'a> {
    language: Language,
    words: &'a Words,
}

impl Reader<'_> {
    fn facts(&self, text: &Text) -> Facts {
        facts(text, self.language, self.words)
    }

    fn text(&self, kind: PartKind, text: &Text) -> Part {
        let own = text.cells.iter().filter(|cell| cell.file == File::Document);
        let span = own.map(crate::model::Cell::span).reduce(Span::join).unwrap_or_default();
        part(kind, self.facts(text), span)
    }

    fn elements(&self, elements: &[Element]) -> Vec<Part> {
        let mut parts = Vec::new();
        for element in elements {
            match element {
                Element::Formula(text) => {
                    // The house's own formula is no work of the translator.
                    if text.cells.iter().any(|cell| cell.file == File::Document) {
                        parts.push(self.text(PartKind::Formula, text));
                    }
                }
                Element::Heading(heading) => parts.push(self.heading(heading)),
                Element::Clause(clause) if self.leads_in(&clause.blocks) => {}
                Element::Clause(clause) => parts.push(self.clause(clause)),
                Element::Block(block) => self.block(block, &mut parts),
            }
        }
        parts
    }

    /// The keyword that opens a sub-paragraph.
    fn opening(&self, blocks: &[Block]) -> Option<Opening> {
        let Some(Block::Paragraph(text)) = blocks.first() else { return None };
        let head: String = text.cells.iter().take(LONGEST_OPENING).map(|cell| cell.ch).collect();
        let (concepts, words) = self.words.pairs.opening(self.language, &head)?;
        let concepts = concepts.into_iter().map(str::to_owned).collect();
        let mut ends = (0..text.cells.len()).filter(|at| {
            text.cells.get(at + 1).is_none_or(|next| next.ch.is_whitespace())
                && !text.cells[*at].ch.is_whitespace()
        });
        let cells = &text.cells[..=ends.nth(words.checked_sub(1)?)?];
        let span = cells.first()?.span().join(cells.last()?.span());
        let written: String = cells.iter().map(|cell| cell.ch).collect();
        let written = written.trim_matches([',', '.', ';', ':']).to_owned();
        Some(Opening { text: written, concepts, span })
    }

    /// Whether all that a clause says is how it comes to the enacting formula.
    fn leads_in(&self, blocks: &[Block]) -> bool {
        let [Block::Paragraph(text)] = blocks else { return false };
        self.words.pairs.leads_in(self.language, &text.to_string())
    }

    fn heading(&self, heading: &Heading) -> Part {
        let kind = PartKind::Heading { level: heading.level, name: heading.name.clone() };
        part(kind, self.facts(&heading.text), heading.span)
    }

    fn clause(&self, clause: &Clause) -> Part {
        let first = clause.blocks.first().and_then(|block| match block {
            Block::Paragraph(text) => Some(text),
            _ => None,
        });
        let keyword = clause.keyword.as_ref().zip(first).and_then(|(keyword, text)| {
            let cells = text.cells.get(..keyword.length)?;
            let span = cells.first()?.span().join(cells.last()?.span());
            let written: String = cells.iter().map(|cell| cell.ch).collect();
            let phrase = keyword.phrase.as_deref().unwrap_or(&written);
            let concepts = self.words.pairs.concepts(self.language, clause.kind, phrase);
            let concepts = concepts.into_iter().map(str::to_owned).collect();
            Some(Opening { text: written.trim().to_owned(), concepts, span })
        });
        let kind = PartKind::Clause { kind: clause.kind, keyword };
        let numeral = clause.number.map(|number| number.to_string());
        Part { numeral, ..self.with_blocks(kind, &clause.blocks, clause.span) }
    }

    /// A part whose first paragraph is its own text, and whose other blocks are parts of it.
    fn with_blocks(&self, kind: PartKind, blocks: &[Block], span: Span) -> Part {
        let (facts, rest) = match blocks.split_first() {
            Some((Block::Paragraph(text), rest)) => (self.facts(text), rest),
            _ => (Facts::default(), blocks),
        };
        let mut children = Vec::new();
        for block in rest {
            self.block(block, &mut children);
        }
        Part { children, ..part(kind, facts, span) }
    }

    fn block(&self, block: &Block, parts: &mut Vec<Part>) {
        match block {
            Block::Paragraph(text) => parts.push(self.text(PartKind::Paragraph, text)),
            Block::List(list) => self.list(list, parts),
            Block::Table(table) => parts.push(self.table(table)),
            Block::Terms(terms) => parts.extend(terms.iter().map(|term| {
                let mut children = Vec::new();
                for block in &term.blocks {
                    self.block(block, &mut children);
                }
                Part { children, ..self.text(PartKind::Term, &term.term) }
            })),
            Block::Quote(elements) => {
                let children = self.elements(elements);
                let span = children.iter().map(|child| child.span).reduce(Span::join).unwrap_or_default();
                parts.push(Part { children, ..part(PartKind::Quote, Facts::default(), span) });
            }
            Block::Figure(figure) => {
                let mut said = figure.caption.as_ref().map(|caption| self.facts(caption)).unwrap_or_default();
                said.append(&self.facts(&Text::generated(&figure.alternative, figure.span)));
                parts.push(part(PartKind::Figure, said, figure.span));
            }
            Block::Rule => parts.push(part(PartKind::Rule, Facts::default(), Span::default())),
        }
    }

    fn list(&self, list: &List, parts: &mut Vec<Part>) {
        for item in &list.items {
            let spans = crate::model::texts(&item.blocks).filter(|text| !text.is_empty()).map(Text::span);
            let span = spans.reduce(Span::join).unwrap_or_default();
            let numeral = numeral(&item.numeral);
            let kind = PartKind::Item { keyword: self.opening(&item.blocks) };
            parts.push(Part { numeral, ..self.with_blocks(kind, &item.blocks, span) });
        }
    }

    fn table(&self, table: &Table) -> Part {
        let rows = table.rows.iter().map(|row| {
            let children: Vec<Part> = row.iter().map(|cell| self.text(PartKind::Cell, cell)).collect();
            let filled = children.iter().filter(|cell| cell.span != Span::default());
            let span = filled.map(|cell| cell.span).reduce(Span::join).unwrap_or(table.span);
            Part { children, ..part(PartKind::Row, Facts::default(), span) }
        });
        let children: Vec<Part> = rows.collect();
        let kind = PartKind::Table { columns: table.columns.len(), rows: children.len(), head: table.head };
        Part { children, ..part(kind, Facts::default(), table.span) }
    }
}

/// How many characters of a sub-paragraph are looked at for its keyword.
const LONGEST_OPENING: usize = 120;

/// The letters of Arabic numerals, in the order of their values.
const ABJAD: &str = "ابجدهوزحطيكلمنسعفصقرشت";

/// A numeral without its brackets; of letters in the order of the Latin ones.
fn numeral(numeral: &Numeral) -> Option<String> {
    match numeral {
        Numeral::Number(number) => Some(number.to_string()),
        Numeral::Typed(text) => {
            let folded = fold(&text.to_string());
            let letter = |ch: char| {
                let place = ABJAD.chars().position(|letter| letter == ch);
                place.and_then(|place| char::from_u32('a' as u32 + place as u32)).unwrap_or(ch)
            };
            let plain: String = folded.chars().filter(|ch| ch.is_alphanumeric()).map(letter).collect();
            (!plain.is_empty()).then_some(plain)
        }
        Numeral::Dash => None,
    }
}

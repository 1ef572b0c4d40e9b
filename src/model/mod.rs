//! What a document means: a [`Resolution`] with its preface, preamble, operative part and conclusion, as the
//! Akoma Ntoso profile of the United Nations divides them.
//!
//! [`lower()`] reads a [`crate::source::Document`] into it, with the words that the session and the house style add.
//! No character has its final form yet: that is the work of [`crate::typography`].

mod anchors;
mod attributes;
mod citation;
mod conclusion;
mod date;
mod enumerate;
mod flow;
mod inline;
mod labels;
mod language;
mod link;
mod lint;
mod lower;
mod notes;
mod quotation;
mod reference;
mod session;
mod text;
mod tree;

pub use citation::{Citation, citations, reference_in};
pub use date::Date;
pub(crate) use enumerate::ABJAD;
pub use inline::Pictures;
pub(crate) use labels::session_words;
pub use language::{Direction, Foreign, Language};
pub use link::{Lead, Link, Target};
pub use lint::lint;
pub use lower::lower;
pub use notes::called_note;
pub use quotation::{QuotationPart, quotation_parts};
pub use reference::Reference;
pub use session::{SESSION, Session};
pub use text::{Cell, Marks, Space, Style, Text, is_arabic, is_arabic_mark};
pub use tree::tree;

use std::sync::Arc;

use crate::graphic::Graphic;
use crate::source::{ColumnAlignment, Kind, Located, Span, Status};
use crate::style::ClauseKind;

/// A resolution, or another document of the assembly, as it was meant.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// The language it is written in.
    pub language: Language,
    /// What it is.
    pub kind: Kind,
    /// Draft or adopted.
    pub status: Status,
    /// What names it.
    pub preface: Preface,
    /// The enacting formula, the recitals and the operative clauses, with their headings, in the order of the
    /// page.
    pub body: Vec<Element>,
    /// How it came into force.
    pub conclusion: Conclusion,
    /// What is annexed to it.
    pub annexes: Vec<Annex>,
    /// The notes, in the order of their first calls.
    pub notes: Vec<Vec<Block>>,
    /// The links, in the order of their words.
    pub links: Vec<Link>,
    /// The words at the head and foot of pages.
    pub furniture: Furniture,
}

impl Resolution {
    /// The recitals and operative clauses of the body.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.body.iter().filter_map(|element| match element {
            Element::Clause(clause) => Some(clause),
            _ => None,
        })
    }

    /// Every text of the document that comes from its source's body, in reading order: clauses, headings, annexes,
    /// notes; with the characters of the keyword that opens it.
    pub fn texts(&self) -> Vec<(&Text, usize)> {
        let mut texts = Vec::new();
        element_texts(&self.body, &mut texts);
        for annex in &self.annexes {
            texts.push((&annex.heading.text, 0));
            element_texts(&annex.elements, &mut texts);
        }
        for note in &self.notes {
            block_texts(note, 0, &mut texts);
        }
        texts
    }
}

fn element_texts<'a>(elements: &'a [Element], into: &mut Vec<(&'a Text, usize)>) {
    for element in elements {
        match element {
            Element::Formula(text) => into.push((text, 0)),
            Element::Heading(heading) => into.push((&heading.text, 0)),
            Element::Clause(clause) => {
                let keyword = clause.keyword.as_ref().map_or(0, |keyword| keyword.length);
                block_texts(&clause.blocks, keyword, into);
            }
            Element::Block(block) => block_texts(std::slice::from_ref(block), 0, into),
        }
    }
}

fn block_texts<'a>(blocks: &'a [Block], keyword: usize, into: &mut Vec<(&'a Text, usize)>) {
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(text) => into.push((text, if index == 0 { keyword } else { 0 })),
            Block::List(list) => list.items.iter().for_each(|item| block_texts(&item.blocks, 0, into)),
            Block::Table(table) => into.extend(table.rows.iter().flatten().map(|cell| (cell, 0))),
            Block::Terms(terms) => {
                for term in terms {
                    into.push((&term.term, 0));
                    block_texts(&term.blocks, 0, into);
                }
            }
            Block::Quote(elements) => element_texts(elements, into),
            Block::Figure(figure) => into.extend(figure.caption.iter().map(|caption| (caption, 0))),
            Block::Rule => {}
        }
    }
}

/// A part of the flow of a document.
#[derive(Debug, Clone)]
pub enum Element {
    /// Who acts, where and when.
    Formula(Text),
    /// A recital or an operative clause.
    Clause(Clause),
    /// The heading of what follows.
    Heading(Heading),
    /// A paragraph, a list or a table that is no clause.
    Block(Block),
}

impl Element {
    /// The block that it is, if it is one.
    pub fn into_block(self) -> Option<Block> {
        match self {
            Self::Block(block) => Some(block),
            _ => None,
        }
    }
}

/// The heading of a part, a chapter or an article.
#[derive(Debug, Clone)]
pub struct Heading {
    /// Its level, from 1.
    pub level: u8,
    /// Whether it names an article, as `Article 2`.
    pub article: bool,
    /// Its words.
    pub text: Text,
    /// What links call it.
    pub name: String,
    /// Its bytes.
    pub span: Span,
}

/// What is annexed to a document.
#[derive(Debug, Clone)]
pub struct Annex {
    /// Its heading, as `Annexe 1`.
    pub heading: Heading,
    /// What it says.
    pub elements: Vec<Element>,
}

/// What names a resolution.
#[derive(Debug, Clone)]
pub struct Preface {
    /// The number within the session.
    pub number: Located<u32>,
    /// The label with the number.
    pub title: Text,
    /// The reference as it identifies the document.
    pub reference: Located<Reference>,
    /// The line of the reference.
    pub reference_line: Text,
    /// The subject without its label.
    pub subject: String,
    /// The line of the subject.
    pub subject_line: Text,
    /// The day of adoption, when it is known.
    pub date: Option<Date>,
    /// Subjects for an index.
    pub topics: Vec<String>,
    /// The organ that speaks.
    pub organ: String,
    /// The session that it is of.
    pub session: String,
}

/// A recital or an operative clause.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Which of both.
    pub kind: ClauseKind,
    /// The keyword that opens it, if it has one.
    pub keyword: Option<Keyword>,
    /// Its number, where clauses are numbered.
    pub number: Option<u64>,
    /// Its paragraphs and lists; the first is a paragraph.
    pub blocks: Vec<Block>,
    /// Its bytes.
    pub span: Span,
}

/// The words that open a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyword {
    /// How many characters of the first paragraph it takes.
    pub length: usize,
    /// The phrase as the lexicon writes it, if it knows it.
    pub phrase: Option<String>,
}

/// A part of a clause, an annex or a report.
#[derive(Debug, Clone)]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// Terms with their definitions.
    Terms(Vec<Term>),
    /// A quotation set off from the text, or a whole document quoted in another.
    Quote(Vec<Element>),
    /// A picture.
    Figure(Figure),
    /// A rule over the measure.
    Rule,
}

/// The paragraphs of blocks in reading order, those of lists included.
pub fn texts(blocks: &[Block]) -> impl Iterator<Item = &Text> {
    let mut pending: Vec<&Block> = blocks.iter().rev().collect();
    std::iter::from_fn(move || {
        loop {
            match pending.pop()? {
                Block::Paragraph(text) => return Some(text),
                Block::List(list) => pending.extend(list.items.iter().flat_map(|item| &item.blocks).rev()),
                Block::Table(_) | Block::Terms(_) | Block::Quote(_) | Block::Figure(_) | Block::Rule => {}
            }
        }
    })
}

/// A list of items.
#[derive(Debug, Clone)]
pub struct List {
    /// The items.
    pub items: Vec<Item>,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// What stands before it.
    pub numeral: Numeral,
    /// What it says; the first block is a paragraph.
    pub blocks: Vec<Block>,
}

/// What stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numeral {
    /// A number, printed in the form that the house style gives the level.
    Number(u64),
    /// A numeral as the author typed it: `a)`, `1 bis.`
    Typed(Text),
    /// A dash.
    Dash,
}

/// A picture with the words that stand for it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The picture.
    pub graphic: Arc<Graphic>,
    /// What it shows, for those who do not see it.
    pub alternative: String,
    /// The words under it.
    pub caption: Option<Text>,
    /// Its bytes.
    pub span: Span,
}

/// A term with its definition.
#[derive(Debug, Clone)]
pub struct Term {
    /// The term.
    pub term: Text,
    /// Its definition.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// How the cells of each column stand.
    pub columns: Vec<ColumnAlignment>,
    /// The rows, the head first; each has a cell for every column.
    pub rows: Vec<Vec<Text>>,
    /// Whether the first row is a head.
    pub head: bool,
    /// Its bytes.
    pub span: Span,
}

/// How a resolution came into force.
#[derive(Debug, Clone, Default)]
pub struct Conclusion {
    /// The line of adoption; none under a draft.
    pub adoption: Option<Text>,
    /// The meeting, and its day.
    pub meeting: Option<Text>,
    /// The votes for it, the votes against it, the abstentions, where they are known.
    pub tally: Option<[u32; 3]>,
    /// Who voted how: the words that announce the names, and the names.
    pub votes: Vec<(Text, Vec<Text>)>,
    /// Who signs: the lines of each signature.
    pub signatures: Vec<Vec<Text>>,
}

/// The words at the head and foot of pages, still with the placeholders of page numbers.
#[derive(Debug, Clone)]
pub struct Furniture {
    /// The lines at the head of the first page, at the left and at the right.
    pub masthead: [Vec<Text>; 2],
    /// The mark of a draft.
    pub draft_mark: Option<Text>,
    /// The running head from the second page.
    pub running_head: Text,
    /// The foot of each page; `{page}` and `{pages}` are still to fill in.
    pub folio: String,
}

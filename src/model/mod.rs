//! What a document means: a [`Resolution`] with its preface, preamble, operative part and conclusion, as the
//! Akoma Ntoso profile of the United Nations divides them.
//!
//! [`lower()`] reads a [`crate::source::Document`] into it, with the words that the session and the house style add.
//! No character has its final form yet: that is the work of [`crate::typography`].

mod attributes;
mod date;
mod inline;
mod labels;
mod language;
mod lint;
mod lower;
mod quotation;
mod reference;
mod session;
mod text;
mod tree;

pub use date::Date;
pub use language::{Foreign, Language};
pub use lint::lint;
pub use lower::lower;
pub use quotation::{QuotationPart, quotation_parts};
pub use reference::Reference;
pub use session::Session;
pub use text::{Cell, Marks, Space, Style, Text};
pub use tree::tree;

use crate::source::{Located, Span, Status};
use crate::style::ClauseKind;

/// A resolution as it was meant.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// The language it is written in.
    pub language: Language,
    /// Draft or adopted.
    pub status: Status,
    /// What names it.
    pub preface: Preface,
    /// Who acts, and why.
    pub preamble: Preamble,
    /// What is decided, in order.
    pub operative: Vec<Clause>,
    /// How it came into force.
    pub conclusion: Conclusion,
    /// The words at the head and foot of pages.
    pub furniture: Furniture,
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
}

/// The enacting formula and the recitals.
#[derive(Debug, Clone)]
pub struct Preamble {
    /// Who acts, where and when.
    pub formula: Text,
    /// The reasons.
    pub recitals: Vec<Clause>,
}

/// A recital or an operative clause.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Which of both.
    pub kind: ClauseKind,
    /// The keyword that opens it, if it has one.
    pub keyword: Option<Keyword>,
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

/// A part of a clause.
#[derive(Debug, Clone)]
pub enum Block {
    /// Running text.
    Paragraph(Text),
    /// A list.
    List(List),
}

/// The paragraphs of blocks in reading order, those of lists included.
pub fn texts(blocks: &[Block]) -> impl Iterator<Item = &Text> {
    let mut pending: Vec<&Block> = blocks.iter().rev().collect();
    std::iter::from_fn(move || {
        loop {
            match pending.pop()? {
                Block::Paragraph(text) => return Some(text),
                Block::List(list) => pending.extend(list.items.iter().flatten().rev()),
            }
        }
    })
}

/// A list of items.
#[derive(Debug, Clone)]
pub struct List {
    /// The number of the first item; `None` for a list without numbers.
    pub first: Option<u64>,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// How a resolution came into force.
#[derive(Debug, Clone, Default)]
pub struct Conclusion {
    /// The line of adoption; none under a draft.
    pub adoption: Option<Text>,
}

/// The words at the head and foot of pages, still with the placeholders of page numbers.
#[derive(Debug, Clone)]
pub struct Furniture {
    /// The running head from the second page.
    pub running_head: Text,
    /// The foot of each page; `{page}` and `{pages}` are still to fill in.
    pub folio: String,
}

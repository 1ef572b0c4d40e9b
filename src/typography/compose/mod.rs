//! The paragraphs of a document in the order of the page, and the tree in which they are read.

mod apparatus;
mod body;
mod ends;
mod tables;

pub use apparatus::{Apparatus, Listed, compose_apparatus};

use super::engine::{Change, Context, Finding};
use super::flow::{Composition, Flow, Paragraph};
use super::structure::{Child, Tag};
use super::{calls, keyword, set, space};
use crate::model::{Keyword, Marks, Resolution, Text};
use crate::source::{File, Span};
use crate::style::{Role, StyleSet, fill_label};

/// Composes a resolution; with `explain` every change is remembered.
pub fn compose(resolution: &Resolution, style: &StyleSet, explain: bool) -> Composition {
    let mut composer = Composer::new(style, explain);
    composer.masthead(&resolution.furniture.masthead);
    let preface = &resolution.preface;
    composer.text(Role::Title, Tag::Heading(1), &preface.title);
    composer.text(Role::Reference, Tag::Paragraph, &preface.reference_line);
    composer.text(Role::Subject, Tag::Paragraph, &preface.subject_line);
    composer.elements(&resolution.body, 1, 1);
    composer.conclusion(&resolution.conclusion);
    for annex in &resolution.annexes {
        composer.annex(annex);
    }
    composer.notes(&resolution.notes);
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
        links: resolution.links.clone(),
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
    let context = style.context();
    set(&mut text, style.language, context, None, &mut Vec::new());
    text
}

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
        let context = style.context();
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

    /// A paragraph of its own line; one without words is left out. The caller says what it is in the tree.
    fn line(&mut self, manner: Manner<'_>, label: Option<Text>, text: &Text) -> Option<usize> {
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

    /// A paragraph that stands alone.
    fn paragraph(&mut self, manner: Manner<'_>, tag: Tag, text: &Text) {
        if let Some(index) = self.line(manner, None, text) {
            self.composition.structure.leaf(tag, Child::Text(index), text.span());
        }
    }

    fn text(&mut self, role: Role, tag: Tag, text: &Text) {
        self.paragraph(Manner { role, keyword: None, quoted: false }, tag, text);
    }

    fn open(&mut self, tag: Tag) {
        self.composition.structure.open(tag);
    }

    fn close(&mut self) {
        self.composition.structure.close();
    }
}

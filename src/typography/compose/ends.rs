//! What stands before and after the body: masthead, adoption, votes, signatures, annexes, notes.

use super::super::calls;
use super::super::flow::{Column, Figure, Flow};
use super::super::structure::{Child, Tag};
use super::tables::COLUMNS;
use super::{Composer, Manner};
use crate::model::{Annex, Block, Conclusion, Lead, Text, quotation_parts, texts};
use crate::style::{Align, Role};

/// How many names a column has at most: columns are read down, and so stay on one page.
const COLUMN_LENGTH: usize = 24;

impl Composer<'_> {
    pub(super) fn masthead(&mut self, sides: &[Vec<Text>; 2]) {
        if let Some(emblem) = &self.style.emblem {
            let house = self.style.house.emblem.as_ref();
            let height = house.map(|emblem| emblem.height);
            let align = house.map_or(Align::Center, |emblem| emblem.align);
            let figure = Figure { graphic: emblem.clone(), number: 0, ornament: true, height, align };
            self.composition.flow.push(Flow::Figure(figure));
        }
        if sides.iter().all(Vec::is_empty) {
            return;
        }
        self.side_by_side(vec![Column::Left, Column::Right], sides, Role::Masthead);
        self.composition.flow.push(Flow::Rule);
    }

    pub(super) fn conclusion(&mut self, conclusion: &Conclusion) {
        let depth = self.composition.structure.depth();
        let before = self.composition.paragraphs.len();
        self.open(Tag::Section);
        if let Some(text) = &conclusion.adoption {
            self.text(Role::Adoption, Tag::Paragraph, text);
        }
        if let Some(text) = &conclusion.meeting {
            self.text(Role::Meeting, Tag::Paragraph, text);
        }
        for (announcement, names) in &conclusion.votes {
            self.text(Role::Vote, Tag::Paragraph, announcement);
            for names in names.chunks(COLUMNS * COLUMN_LENGTH) {
                self.columns(names);
            }
        }
        for pair in conclusion.signatures.chunks(2) {
            self.side_by_side(vec![Column::Left; pair.len()], pair, Role::Adoption);
        }
        if self.composition.paragraphs.len() == before {
            self.composition.structure.take_back();
        }
        self.composition.structure.close_to(depth);
    }

    pub(super) fn annex(&mut self, annex: &Annex) {
        if self.style.house.annex_on_new_page {
            self.composition.flow.push(Flow::NewPage);
        }
        self.open(Tag::Section);
        self.anchor(&annex.heading);
        self.text(Role::Annex, Tag::Heading(2), &annex.heading.text);
        self.elements(&annex.elements, 1, 2);
        self.close();
    }

    /// The notes, each read after the paragraph that calls it first.
    pub(super) fn notes(&mut self, notes: &[Vec<Block>]) {
        let callers = self.callers(notes.len());
        let holders = self.composition.structure.holders();
        for (index, blocks) in notes.iter().enumerate() {
            let start = self.composition.paragraphs.len();
            let mut label = Some(index + 1);
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
            let paragraphs = start..self.composition.paragraphs.len();
            self.composition.notes.push(paragraphs.clone());
            let Some(caller) = callers[index] else { continue };
            let structure = &mut self.composition.structure;
            structure.open_after(caller, &holders, Tag::Note(index + 1));
            for (text, paragraph) in texts(blocks).zip(paragraphs) {
                if paragraph == start {
                    structure.leaf(Tag::Label, Child::Label(start), text.span());
                }
                structure.leaf(Tag::Paragraph, Child::Text(paragraph), text.span());
            }
            structure.close();
        }
    }

    /// The paragraph that calls each note first.
    fn callers(&self, notes: usize) -> Vec<Option<usize>> {
        let mut callers = vec![None; notes];
        for (index, paragraph) in self.composition.paragraphs.iter().enumerate() {
            for cell in &paragraph.text.cells {
                if let Some(Lead::Note(number)) = cell.leads
                    && let Some(caller) = callers.get_mut(usize::from(number).wrapping_sub(1))
                {
                    caller.get_or_insert(index);
                }
            }
        }
        callers
    }
}

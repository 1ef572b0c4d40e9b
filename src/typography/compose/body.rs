//! Headings, clauses, paragraphs and lists.

use super::super::flow::{Figure, Flow};
use super::super::numeral::numeral;
use super::super::structure::{Child, Numbering, Tag};
use super::{Composer, Manner};
use crate::model::{
    Block, Cell, Clause, Element, Heading, List, Marks, Numeral, Space, Text, quotation_parts, texts,
};
use crate::style::{Align, ClauseKind, Role};

/// The parts of a resolution.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Preamble,
    Operative,
}

/// The parts that are open within a flow of elements.
struct Outline {
    /// The heading that the flow stands under: its level in the source, and in the tree.
    above: (u8, u8),
    /// The headings whose parts are open, in the same terms, each with the nodes open before its part.
    headings: Vec<(u8, u8, usize)>,
    /// The part that is open within them, with the nodes open before it.
    part: Option<(Part, usize)>,
    /// The nodes open before the list of numbered clauses that is open.
    list: Option<usize>,
}

impl Composer<'_> {
    /// Elements under a heading of level `above` of the source, which is of `level` in the tree.
    pub(super) fn elements(&mut self, elements: &[Element], above: u8, level: u8) {
        let outer = std::mem::take(&mut self.quotations);
        let depth = self.composition.structure.depth();
        let mut outline = Outline { above: (above, level), headings: Vec::new(), part: None, list: None };
        let mut at = 0;
        while at < elements.len() {
            match &elements[at] {
                Element::Formula(text) => {
                    self.enter(&mut outline, Part::Preamble);
                    self.text(Role::Formula, Tag::Paragraph, text);
                }
                Element::Heading(heading) => self.heading(&mut outline, heading),
                Element::Clause(clause) => self.clause(&mut outline, clause),
                Element::Block(_) => {
                    self.leave_list(&mut outline);
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
        self.composition.structure.close_to(depth);
        self.quotations = outer;
    }

    /// Opens the part that a heading begins, and closes those of its level and below.
    fn heading(&mut self, outline: &mut Outline, heading: &Heading) {
        self.leave_list(outline);
        let structure = &mut self.composition.structure;
        if let Some((_, depth)) = outline.part.take() {
            structure.close_to(depth);
        }
        while let Some((_, _, depth)) = outline.headings.pop_if(|open| open.0 >= heading.level) {
            structure.close_to(depth);
        }
        let (above, level) = outline.headings.last().map_or(outline.above, |open| (open.0, open.1));
        // The label of a document is above headings of the first level and of the second.
        let steps = heading.level.saturating_sub(above).max(1);
        let level = level.saturating_add(steps);
        outline.headings.push((heading.level, level, structure.depth()));
        structure.open(Tag::Section);
        let role = if heading.article { Role::Article } else { Role::Heading(heading.level) };
        self.anchor(heading);
        self.text(role, Tag::Heading(level), &heading.text);
    }

    /// Links to the heading lead to the paragraph to come.
    pub(super) fn anchor(&mut self, heading: &Heading) {
        let next = self.composition.paragraphs.len();
        self.composition.anchors.entry(heading.name.clone()).or_insert(next);
    }

    /// Opens a part of the resolution, unless it is open.
    fn enter(&mut self, outline: &mut Outline, part: Part) {
        if outline.part.is_some_and(|(open, _)| open == part) {
            return;
        }
        self.leave_list(outline);
        let structure = &mut self.composition.structure;
        if let Some((_, depth)) = outline.part.take() {
            structure.close_to(depth);
        }
        outline.part = Some((part, structure.depth()));
        let words = &self.style.labels.unseen;
        let title = match part {
            Part::Preamble => &words.preamble,
            Part::Operative => &words.operative,
        };
        // Under a heading of their own, and in quotations, the parts go without saying.
        let named = outline.headings.is_empty() && outline.above.1 == 1 && self.inset == 0;
        structure.open(Tag::Section).title = named.then(|| title.clone());
    }

    fn leave_list(&mut self, outline: &mut Outline) {
        if let Some(depth) = outline.list.take() {
            self.composition.structure.close_to(depth);
        }
    }

    fn clause(&mut self, outline: &mut Outline, clause: &Clause) {
        let (role, part) = match clause.kind {
            ClauseKind::Recital => (Role::Recital, Part::Preamble),
            ClauseKind::Operative => (Role::Operative, Part::Operative),
        };
        self.enter(outline, part);
        let form = &self.style.house.clauses.form;
        let number = clause.number.map(|number| self.style.figures(&numeral(form, number)));
        match (&number, outline.list) {
            (Some(_), None) => {
                outline.list = Some(self.composition.structure.depth());
                self.open(Tag::List(Numbering::of(form)));
            }
            (None, _) => self.leave_list(outline),
            _ => {}
        }
        let before = self.composition.paragraphs.len();
        if number.is_some() {
            self.open(Tag::Item);
            self.composition.structure.leaf(Tag::Label, Child::Label(before), clause.span);
            self.open(Tag::Body);
        }
        self.quotations = quotation_parts(texts(&clause.blocks)).into_iter();
        for (index, block) in clause.blocks.iter().enumerate() {
            let keyword = clause.keyword.as_ref().filter(|_| index == 0);
            self.block(Manner { role, keyword, quoted: true }, block);
        }
        if let Some(number) = number {
            if let Some(paragraph) = self.composition.paragraphs.get_mut(before) {
                prefix(&mut paragraph.text, &number);
            }
            self.close();
            self.close();
        }
    }

    pub(super) fn block(&mut self, manner: Manner<'_>, block: &Block) {
        match block {
            Block::Paragraph(text) => self.paragraph(manner, Tag::Paragraph, text),
            Block::List(list) => self.list(list, 0),
            Block::Table(table) => self.table(table),
            Block::Terms(terms) => {
                self.open(Tag::List(Numbering::None));
                for term in terms {
                    self.open(Tag::Item);
                    self.text(Role::Term, Tag::Label, &term.term);
                    self.open(Tag::Body);
                    let outer = std::mem::take(&mut self.quotations);
                    self.quotations = quotation_parts(texts(&term.blocks)).into_iter();
                    for block in &term.blocks {
                        self.block(Manner { role: Role::Item(0), keyword: None, quoted: true }, block);
                    }
                    self.quotations = outer;
                    self.close();
                    self.close();
                }
                self.close();
            }
            Block::Quote(elements) => {
                let outer = self.inset;
                self.inset = outer.saturating_add(1);
                self.open(Tag::Quotation);
                let level = self.level();
                self.elements(elements, 1, level);
                self.close();
                self.inset = outer;
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Rule => self.composition.flow.push(Flow::Rule),
        }
    }

    /// The level of the last heading.
    fn level(&self) -> u8 {
        let tags = self.composition.structure.nodes.iter().rev().map(|node| node.tag);
        let mut levels = tags.filter_map(|tag| match tag {
            Tag::Heading(level) => Some(level),
            _ => None,
        });
        levels.next().unwrap_or(1)
    }

    fn figure(&mut self, figure: &crate::model::Figure) {
        let number = self.composition.flow.iter().filter(|entry| matches!(entry, Flow::Figure(_))).count();
        let (graphic, alternative) = (figure.graphic.clone(), figure.alternative.clone());
        let placed = Figure { graphic, number, ornament: false, height: None, align: Align::Center };
        self.composition.flow.push(Flow::Figure(placed));
        // A caption within the figure would be silent: the alternative text replaces all that is in it.
        self.open(Tag::Division);
        let node = self.composition.structure.open(Tag::Figure);
        (node.alternative, node.span) = (Some(alternative), figure.span);
        self.composition.structure.add(Child::Figure(number));
        self.close();
        if let Some(caption) = &figure.caption {
            self.text(Role::Caption, Tag::Caption, caption);
        }
        self.close();
    }

    fn list(&mut self, list: &List, level: u8) {
        let forms = &self.style.house.lists;
        // Levels beyond the last that the style names are numbered like it.
        let form = &forms[usize::from(level).min(forms.len() - 1)];
        let numbering = match list.items.first().map(|item| &item.numeral) {
            Some(Numeral::Number(_)) => Numbering::of(form),
            Some(Numeral::Typed(label)) => Numbering::of(&label.to_string()),
            Some(Numeral::Dash) => Numbering::Sign,
            None => Numbering::None,
        };
        self.open(Tag::List(numbering));
        for item in &list.items {
            let depth = self.composition.structure.depth();
            self.open(Tag::Item);
            let mut label = Some(&item.numeral);
            for (index, block) in item.blocks.iter().enumerate() {
                let manner = Manner { role: Role::Item(level), keyword: None, quoted: true };
                let labelled = match block {
                    Block::Paragraph(text) => label.take().map(|label| (numeral_of(label, form, text), text)),
                    _ => None,
                };
                let Some((label, text)) = labelled else {
                    if index == 0 {
                        self.open(Tag::Body);
                    }
                    match block {
                        Block::List(inner) => self.list(inner, level.saturating_add(1)),
                        other => self.block(manner, other),
                    }
                    continue;
                };
                let placed = self.line(manner, Some(label), text);
                let structure = &mut self.composition.structure;
                if let Some(placed) = placed {
                    structure.leaf(Tag::Label, Child::Label(placed), text.span());
                    structure.open(Tag::Body);
                    structure.leaf(Tag::Paragraph, Child::Text(placed), text.span());
                }
            }
            self.composition.structure.close_to(depth);
        }
        self.close();
    }
}

/// What is printed before the first paragraph of an item.
fn numeral_of(label: &Numeral, form: &str, text: &Text) -> Text {
    let mut origin = text.span();
    origin.end = origin.start;
    match label {
        Numeral::Number(number) => Text::generated(&numeral(form, *number), origin),
        Numeral::Typed(label) => label.clone(),
        Numeral::Dash => Text::generated("–", origin),
    }
}

/// Puts a clause's number before its text.
fn prefix(text: &mut Text, number: &str) {
    let Some(first) = text.cells.first().copied() else { return };
    let mut marks = Marks::NUMBER;
    marks.insert(Marks::UNBROKEN);
    marks.insert(Marks::PUT_IN);
    let style = crate::model::Style::PLAIN;
    let plain = Cell { len: 0, style, space: Space::None, marks, foreign: None, leads: None, ..first };
    let digits = number.chars().map(|ch| Cell { ch, ..plain });
    let gap = Cell { ch: '\u{a0}', space: Space::Gap, ..plain };
    text.cells.splice(0..0, digits.chain([gap]));
}

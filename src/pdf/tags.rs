//! The structure tree (ISO 32000-1, 14.7): the composition's tree, with the contents that each part has on the
//! pages, and the parent tree that leads back.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::Job;
use super::content::points;
use super::link::{self, Destination};
use super::mark::{Area, Marked, Piece};
use super::stream::text_string;
use crate::layout::Inline;
use crate::model::Lead;
use crate::typography::{Child, Node, Numbering, Tag};

/// What the tree adds to the file.
pub(super) struct Tagged {
    /// The root of the tree.
    pub(super) root: ObjectId,
    /// The element of each node.
    pub(super) elements: Vec<ObjectId>,
    /// The annotations of each page.
    pub(super) annotations: Vec<Vec<Object>>,
}

/// Adds the structure tree of a document to its file.
pub(super) fn embed(job: &Job<'_>, marked: &Marked, pages: &[ObjectId], pdf: &mut Document) -> Tagged {
    let nodes = &job.composition.structure.nodes;
    let root = pdf.new_object_id();
    let elements: Vec<ObjectId> = nodes.iter().map(|_| pdf.new_object_id()).collect();
    let parents = marked.counts.iter().map(|count| vec![Object::Null; *count as usize]).collect();
    let annotations = vec![Vec::new(); pages.len()];
    let notes = BTreeMap::new();
    let mut tagger =
        Tagger { job, marked, pages, pdf, elements, parents, annotations, links: Vec::new(), notes };
    let mut above = vec![root; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        for child in &node.children {
            if let Child::Node(child) = *child {
                above[child] = tagger.elements[index];
            }
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        let element = tagger.element(index, node, above[index]);
        let id = tagger.elements[index];
        tagger.pdf.objects.insert(id, Object::Dictionary(element));
    }
    let Tagger { pdf, elements, parents, annotations, links, notes, .. } = tagger;
    // The pages come first in the parent tree, the annotations after them.
    let pages = parents.into_iter().map(Object::Array);
    let numbered = pages.chain(links.into_iter().map(Object::Reference)).enumerate();
    let mut numbers = Vec::new();
    for (key, value) in numbered {
        let value =
            if let Object::Array(_) = value { Object::Reference(pdf.add_object(value)) } else { value };
        numbers.extend([Object::Integer(key as i64), value]);
    }
    let next = numbers.len() as i64 / 2;
    let parent_tree = pdf.add_object(dictionary! { "Nums" => numbers });
    let mut tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![Object::Reference(elements[0])],
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => next,
    };
    if !notes.is_empty() {
        let names =
            notes.into_iter().flat_map(|(name, id)| [Object::string_literal(name), Object::Reference(id)]);
        tree.set("IDTree", dictionary! { "Names" => names.collect::<Vec<_>>() });
    }
    pdf.objects.insert(root, Object::Dictionary(tree));
    Tagged { root, elements, annotations }
}

struct Tagger<'a> {
    job: &'a Job<'a>,
    marked: &'a Marked,
    pages: &'a [ObjectId],
    pdf: &'a mut Document,
    elements: Vec<ObjectId>,
    /// The element of each piece of each page.
    parents: Vec<Vec<Object>>,
    annotations: Vec<Vec<Object>>,
    /// The elements of the annotations.
    links: Vec<ObjectId>,
    /// The notes by their identifiers, in the order of a name tree.
    notes: BTreeMap<String, ObjectId>,
}

impl Tagger<'_> {
    /// The element of a node, with those that its text asks for below it.
    fn element(&mut self, index: usize, node: &Node, parent: ObjectId) -> Dictionary {
        let id = self.elements[index];
        let mut kids = Vec::new();
        for child in &node.children {
            match *child {
                Child::Node(child) => kids.push(Object::Reference(self.elements[child])),
                Child::Text(paragraph) => self.words(paragraph, false, id, &mut kids),
                Child::Label(paragraph) => self.words(paragraph, true, id, &mut kids),
                Child::Figure(number) => {
                    if let Some((page, mcid, _)) = self.marked.figures.get(&number) {
                        kids.push(self.content(*page, *mcid, id));
                    }
                }
            }
        }
        let mut element = structure_element(name(node.tag), parent, kids);
        match node.tag {
            Tag::List(numbering) => {
                let numbering = dictionary! { "O" => "List", "ListNumbering" => numbering_name(numbering) };
                element.set("A", numbering);
            }
            Tag::HeadCell => element.set("A", dictionary! { "O" => "Table", "Scope" => "Column" }),
            Tag::Figure => self.describe_figure(node, &mut element),
            Tag::Note(number) => {
                let name = format!("note-{number:05}");
                element.set("ID", Object::string_literal(name.as_str()));
                self.notes.insert(name, id);
            }
            _ => {}
        }
        element
    }

    fn describe_figure(&self, node: &Node, element: &mut Dictionary) {
        if let Some(alternative) = &node.alternative {
            element.set("Alt", text_string(alternative));
        }
        let figure = node.children.iter().find_map(|child| match child {
            Child::Figure(number) => self.marked.figures.get(number),
            _ => None,
        });
        if let Some((_, _, area)) = figure {
            let sides = [area.left, area.bottom, area.right, area.top];
            let sides: Vec<Object> = sides.iter().map(|side| Object::Real(points(*side))).collect();
            element.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => sides });
        }
    }

    /// The contents of a paragraph's words, or of its numeral: what leads somewhere, or is of another language,
    /// has an element of its own.
    fn words(&mut self, paragraph: usize, label: bool, parent: ObjectId, kids: &mut Vec<Object>) {
        let marked = self.marked;
        let Some(pieces) = marked.pieces.get(&(paragraph, label)) else { return };
        let back = if label { self.note_of(paragraph) } else { None };
        for group in pieces.chunk_by(|one, other| one.inline.leads == other.inline.leads) {
            let destination = match (group[0].inline.leads, back) {
                (Some(lead), _) => link::destination(lead, self.job.composition, marked, self.job.metadata),
                (None, Some(number)) => link::back(number, marked, self.job.metadata),
                (None, None) => None,
            };
            let Some(destination) = destination else {
                self.in_languages(group, parent, kids);
                continue;
            };
            if let Some(Lead::Note(_)) = group[0].inline.leads {
                let reference = self.pdf.new_object_id();
                let link = self.link(group, &destination, reference);
                let element = structure_element("Reference", parent, vec![link]);
                self.pdf.objects.insert(reference, Object::Dictionary(element));
                kids.push(Object::Reference(reference));
            } else {
                kids.push(self.link(group, &destination, parent));
            }
        }
    }

    /// The note whose number stands before a paragraph.
    fn note_of(&self, paragraph: usize) -> Option<u16> {
        let notes = &self.job.composition.notes;
        let index = notes.binary_search_by_key(&paragraph, |note| note.start).ok()?;
        // Of two notes that begin at one place the first is empty.
        notes.get(index).filter(|note| !note.is_empty()).map(|_| index as u16 + 1)
    }

    /// A link with its contents and its annotations, one a page.
    fn link(&mut self, pieces: &[Piece], destination: &Destination, parent: ObjectId) -> Object {
        let id = self.pdf.new_object_id();
        let mut kids = Vec::new();
        for on_page in pieces.chunk_by(|one, other| one.page == other.page) {
            self.in_languages(on_page, id, &mut kids);
            let boxes: Vec<Area> = on_page.iter().flat_map(|piece| &piece.boxes).copied().collect();
            let page = on_page[0].page;
            let key = (self.parents.len() + self.links.len()) as i64;
            let annotation = link::annotation(destination, &boxes, key, self.pages[page], self.pages);
            let annotation = Object::Reference(self.pdf.add_object(annotation));
            self.annotations[page].push(annotation.clone());
            self.links.push(id);
            let reference = dictionary! { "Type" => "OBJR", "Obj" => annotation, "Pg" => self.pages[page] };
            kids.push(Object::Dictionary(reference));
        }
        let element = structure_element("Link", parent, kids);
        self.pdf.objects.insert(id, Object::Dictionary(element));
        Object::Reference(id)
    }

    /// Pieces, with a span around those of another language than the document's.
    fn in_languages(&mut self, pieces: &[Piece], parent: ObjectId, kids: &mut Vec<Object>) {
        for group in pieces.chunk_by(|one, other| one.inline.foreign == other.inline.foreign) {
            let Inline { foreign: Some(language), .. } = group[0].inline else {
                self.pieces(group, parent, kids);
                continue;
            };
            let id = self.pdf.new_object_id();
            let mut own = Vec::new();
            self.pieces(group, id, &mut own);
            let mut span = structure_element("Span", parent, own);
            span.set("Lang", text_string(&language.code()));
            self.pdf.objects.insert(id, Object::Dictionary(span));
            kids.push(Object::Reference(id));
        }
    }

    /// The contents of pieces; the hyphen of a divided word is a soft hyphen, which nobody speaks.
    fn pieces(&mut self, pieces: &[Piece], parent: ObjectId, kids: &mut Vec<Object>) {
        for piece in pieces {
            if let Some(mcid) = piece.content {
                kids.push(self.content(piece.page, mcid, parent));
                continue;
            }
            let mut span = structure_element("Span", parent, Vec::new());
            span.set("ActualText", text_string("\u{ad}"));
            kids.push(Object::Reference(self.pdf.add_object(span)));
        }
    }

    /// Marked content of a page as a part of an element.
    fn content(&mut self, page: usize, mcid: i64, element: ObjectId) -> Object {
        self.parents[page][mcid as usize] = Object::Reference(element);
        Object::Dictionary(dictionary! { "Type" => "MCR", "Pg" => self.pages[page], "MCID" => mcid })
    }
}

fn structure_element(name: &str, parent: ObjectId, kids: Vec<Object>) -> Dictionary {
    let mut element = dictionary! { "Type" => "StructElem", "S" => name, "P" => parent };
    if !kids.is_empty() {
        element.set("K", kids);
    }
    element
}

/// The standard structure type of a tag (ISO 32000-1, 14.8.4).
pub(super) fn name(tag: Tag) -> &'static str {
    match tag {
        Tag::Document => "Document",
        Tag::Section => "Sect",
        Tag::Division => "Div",
        Tag::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6) - 1)],
        Tag::Paragraph => "P",
        Tag::List(_) => "L",
        Tag::Item => "LI",
        Tag::Label => "Lbl",
        Tag::Body => "LBody",
        Tag::Table => "Table",
        Tag::TableHead => "THead",
        Tag::TableBody => "TBody",
        Tag::Row => "TR",
        Tag::HeadCell => "TH",
        Tag::Cell => "TD",
        Tag::Quotation => "BlockQuote",
        Tag::Figure => "Figure",
        Tag::Caption => "Caption",
        Tag::Contents => "TOC",
        Tag::ContentsItem => "TOCI",
        Tag::Note(_) => "Note",
    }
}

fn numbering_name(numbering: Numbering) -> &'static str {
    match numbering {
        Numbering::None => "None",
        Numbering::Sign => "Disc",
        Numbering::Decimal => "Decimal",
        Numbering::LowerRoman => "LowerRoman",
        Numbering::UpperRoman => "UpperRoman",
        Numbering::LowerAlpha => "LowerAlpha",
        Numbering::UpperAlpha => "UpperAlpha",
    }
}

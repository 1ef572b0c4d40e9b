//! The structure tree (ISO 32000-1, 14.7): the composition's tree, with the contents that each part has on the
//! pages, and the parent tree that leads back.

use std::collections::BTreeMap;

use pdf_writer::{Name, Ref, Str, TextStr};

use super::Job;
use super::element::{Kid, attributes, describe_figure, name, numbering_name, structure_element};
use super::link::{self, Destination};
use super::mark::{Area, Marked, Piece, Place};
use super::objects::Objects;
use crate::layout::Inline;
use crate::model::{Direction, Lead};
use crate::typography::{Child, Node, Tag};

/// What the tree adds to the file.
pub(super) struct Tagged {
    /// The root of the tree.
    pub(super) root: Ref,
    /// The element of each node.
    pub(super) elements: Vec<Ref>,
    /// The annotations of each page.
    pub(super) annotations: Vec<Vec<Ref>>,
}

/// Writes the structure tree of a document.
pub(super) fn embed(job: &Job<'_>, marked: &Marked, pages: &[Ref], objects: &mut Objects) -> Tagged {
    let nodes = &job.composition.structure.nodes;
    let root = objects.reserve();
    let elements: Vec<Ref> = nodes.iter().map(|_| objects.reserve()).collect();
    let mut above = vec![root; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        for child in &node.children {
            if let Child::Node(child) = *child {
                above[child] = elements[index];
            }
        }
    }
    let mut tagger = Tagger {
        job,
        marked,
        pages,
        objects,
        elements,
        // Every piece is of an element; until that one is known, of the whole.
        parents: marked.counts.iter().map(|count| vec![root; *count as usize]).collect(),
        annotations: vec![Vec::new(); pages.len()],
        links: Vec::new(),
        notes: BTreeMap::new(),
        calls: marked.calls(),
    };
    for (index, node) in nodes.iter().enumerate() {
        tagger.element(index, node, above[index]);
    }
    tagger.finish(root)
}

struct Tagger<'a> {
    job: &'a Job<'a>,
    marked: &'a Marked,
    pages: &'a [Ref],
    objects: &'a mut Objects,
    elements: Vec<Ref>,
    /// The element of each piece of each page.
    parents: Vec<Vec<Ref>>,
    annotations: Vec<Vec<Ref>>,
    /// The elements of the annotations.
    links: Vec<Ref>,
    /// The notes by their identifiers, in the order of a name tree.
    notes: BTreeMap<String, Ref>,
    /// Where each note is called first.
    calls: BTreeMap<u16, Place>,
}

impl Tagger<'_> {
    /// Writes the element of a node, with those that its text asks for below it.
    fn element(&mut self, index: usize, node: &Node, parent: Ref) {
        let id = self.elements[index];
        let mut kids = Vec::new();
        for child in &node.children {
            match *child {
                Child::Node(child) => kids.push(Kid::Element(self.elements[child])),
                Child::Text(paragraph) => self.words(paragraph, false, id, &mut kids),
                Child::Label(paragraph) => self.words(paragraph, true, id, &mut kids),
                Child::Figure(number) => {
                    if let Some((page, mcid, _)) = self.marked.figures.get(&number) {
                        kids.push(self.content(*page, *mcid, id));
                    }
                }
            }
        }
        let marked = self.marked;
        let mut element = structure_element(self.objects, id, name(node.tag), parent, &kids);
        if let Some(language) = node.language {
            element.pair(Name(b"Lang"), TextStr(language.code()));
        }
        match node.tag {
            Tag::Document if self.job.metadata.direction() == Direction::RightToLeft => {
                // All that it holds is written so (ISO 32000-1, table 343: WritingMode is inherited).
                attributes(&mut element, Name(b"Layout")).pair(Name(b"WritingMode"), Name(b"RlTb"));
            }
            Tag::List(numbering) => {
                let mut attributes = attributes(&mut element, Name(b"List"));
                attributes.pair(Name(b"ListNumbering"), numbering_name(numbering));
            }
            Tag::HeadCell => {
                attributes(&mut element, Name(b"Table")).pair(Name(b"Scope"), Name(b"Column"));
            }
            Tag::Figure => describe_figure(node, marked, &mut element),
            Tag::Note(number) => {
                let name = format!("note-{number:05}");
                element.pair(Name(b"ID"), Str(name.as_bytes()));
                drop(element);
                self.notes.insert(name, id);
            }
            _ => {}
        }
    }

    /// Writes the root of the tree, with the tree that leads from contents and annotations to their elements.
    fn finish(self, root: Ref) -> Tagged {
        let Self { objects, elements, parents, annotations, links, notes, .. } = self;
        let lists: Vec<Ref> = parents.iter().map(|_| objects.reserve()).collect();
        for (id, parents) in lists.iter().zip(&parents) {
            objects.object(*id).array().items(parents);
        }
        let tree = objects.reserve();
        let mut dictionary = objects.dictionary(tree);
        let mut numbers = dictionary.insert(Name(b"Nums")).array();
        // The pages come first, the annotations after them.
        for (key, value) in lists.iter().chain(&links).enumerate() {
            numbers.item(key as i32).item(*value);
        }
        drop(numbers);
        drop(dictionary);
        let mut dictionary = objects.dictionary(root);
        dictionary.pair(Name(b"Type"), Name(b"StructTreeRoot"));
        dictionary.insert(Name(b"K")).array().item(elements[0]);
        dictionary.pair(Name(b"ParentTree"), tree);
        dictionary.pair(Name(b"ParentTreeNextKey"), (lists.len() + links.len()) as i32);
        if !notes.is_empty() {
            let mut names = dictionary.insert(Name(b"IDTree")).dict();
            let mut names = names.insert(Name(b"Names")).array();
            for (name, id) in &notes {
                names.item(Str(name.as_bytes())).item(*id);
            }
        }
        drop(dictionary);
        Tagged { root, elements, annotations }
    }

    /// The contents of a paragraph's words, or of its numeral: what leads somewhere, or is of another language,
    /// has an element of its own.
    fn words(&mut self, paragraph: usize, label: bool, parent: Ref, kids: &mut Vec<Kid>) {
        let marked = self.marked;
        let Some(pieces) = marked.pieces.get(&(paragraph, label)) else { return };
        let metadata = self.job.metadata;
        let back = if label { self.note_of(paragraph) } else { None };
        let back = back.and_then(|number| Some(link::back(number, *self.calls.get(&number)?, metadata)));
        for group in pieces.chunk_by(|one, other| one.inline.leads == other.inline.leads) {
            let leads = group[0].inline.leads;
            let ahead =
                leads.and_then(|lead| link::destination(lead, self.job.composition, marked, metadata));
            let Some(destination) = ahead.as_ref().or(back.as_ref().filter(|_| leads.is_none())) else {
                self.in_languages(group, parent, kids);
                continue;
            };
            if let Some(Lead::Note(_)) = leads {
                let reference = self.objects.reserve();
                let link = self.link(group, destination, reference);
                structure_element(self.objects, reference, "Reference", parent, &[link]);
                kids.push(Kid::Element(reference));
            } else {
                kids.push(self.link(group, destination, parent));
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
    fn link(&mut self, pieces: &[Piece], destination: &Destination, parent: Ref) -> Kid {
        let id = self.objects.reserve();
        let mut kids = Vec::new();
        for on_page in pieces.chunk_by(|one, other| one.page == other.page) {
            self.in_languages(on_page, id, &mut kids);
            let boxes: Vec<Area> = on_page.iter().flat_map(|piece| &piece.boxes).copied().collect();
            let (number, page) = (on_page[0].page, self.pages[on_page[0].page]);
            let key = (self.parents.len() + self.links.len()) as i32;
            let annotation = self.objects.reserve();
            let dictionary = self.objects.dictionary(annotation);
            link::annotation(dictionary, destination, &boxes, key, page, self.pages);
            self.annotations[number].push(annotation);
            self.links.push(id);
            kids.push(Kid::Annotation { page, id: annotation });
        }
        structure_element(self.objects, id, "Link", parent, &kids);
        Kid::Element(id)
    }

    /// Pieces, with a span around those of another language than the document's.
    fn in_languages(&mut self, pieces: &[Piece], parent: Ref, kids: &mut Vec<Kid>) {
        for group in pieces.chunk_by(|one, other| one.inline.foreign == other.inline.foreign) {
            let Inline { foreign: Some(language), .. } = group[0].inline else {
                self.pieces(group, parent, kids);
                continue;
            };
            let id = self.objects.reserve();
            let mut own = Vec::new();
            self.pieces(group, id, &mut own);
            let mut span = structure_element(self.objects, id, "Span", parent, &own);
            span.pair(Name(b"Lang"), TextStr(&language.code()));
            kids.push(Kid::Element(id));
        }
    }

    /// The contents of pieces; the hyphen of a divided word is a soft hyphen, which nobody speaks.
    fn pieces(&mut self, pieces: &[Piece], parent: Ref, kids: &mut Vec<Kid>) {
        for piece in pieces {
            if let Some(mcid) = piece.content {
                kids.push(self.content(piece.page, mcid, parent));
                continue;
            }
            let id = self.objects.reserve();
            let mut span = structure_element(self.objects, id, "Span", parent, &[]);
            span.pair(Name(b"ActualText"), TextStr("\u{ad}"));
            kids.push(Kid::Element(id));
        }
    }

    /// Marked content of a page as a part of an element.
    fn content(&mut self, page: usize, mcid: i32, element: Ref) -> Kid {
        self.parents[page][mcid as usize] = element;
        Kid::Content { page: self.pages[page], mcid }
    }
}

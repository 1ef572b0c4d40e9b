//! The structure tree as a reader finds it, beside the tree that was meant.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::Job;
use super::super::element::name;
use super::page::Pages;
use super::{Fault, seen};
use crate::model::{Marks, Space, Text};
use crate::typography::{Child, Composition};

/// A part of the document with its own words: what stands in it but in no block within it.
type Part = (String, String);

/// Compares the tree and all that it leads to with what was meant.
pub(super) fn check(document: &Document, job: &Job<'_>, pages: &Pages, faults: &mut Vec<Fault>) {
    let mut reader = Reader { document, pages, parts: Vec::new(), reached: BTreeMap::new() };
    if let Err(error) = reader.root() {
        faults.push(Fault::Unreadable(format!("the structure tree: {error}")));
        return;
    }
    let (read, reached) = (reader.parts, reader.reached);
    for place in pages.marked.keys().chain(reached.keys().filter(|place| !pages.marked.contains_key(place))) {
        let times = reached.get(place).map_or(0, Vec::len);
        let owner = reached.get(place).and_then(|owners| owners.first());
        if times != 1 || parent(document, pages, *place).as_ref() != owner {
            let ((page, mcid), times) = (*place, if times == 1 { 0 } else { times });
            faults.push(Fault::Reached { page: page + 1, mcid, times });
        }
    }
    let meant = meant(job.composition);
    let count = meant.len().max(read.len());
    let nothing = (String::from("nothing"), String::new());
    for index in 0..count {
        let (meant, read) = (meant.get(index).unwrap_or(&nothing), read.get(index).unwrap_or(&nothing));
        if meant.0 != read.0 || seen(&meant.1) != seen(&read.1) {
            let part = format!("{} ({})", meant.0, read.0);
            faults.push(Fault::Text { part, meant: meant.1.clone(), read: read.1.clone() });
            // What follows is out of step.
            if meant.0 != read.0 {
                break;
            }
        }
    }
}

/// The parts of a composition in the order in which they are read.
fn meant(composition: &Composition) -> Vec<Part> {
    let parts = composition.structure.walk().map(|(_, node)| {
        let words = node.children.iter().map(|child| match *child {
            Child::Text(paragraph) => words(&composition.paragraphs[paragraph].text, false),
            Child::Label(paragraph) => match &composition.paragraphs[paragraph].label {
                // The gap after a numeral is a space.
                Some(label) => words(label, false) + " ",
                None => words(&composition.paragraphs[paragraph].text, true),
            },
            Child::Node(_) | Child::Figure(_) => String::new(),
        });
        (name(node.tag).to_owned(), words.collect())
    });
    parts.collect()
}

/// The characters of a text, or those of the number put before it; a line end is a space.
fn words(text: &Text, number: bool) -> String {
    let cells = text.cells.iter().filter(|cell| cell.marks.contains(Marks::NUMBER) == number);
    cells.map(|cell| if cell.space == Space::LineEnd { ' ' } else { cell.ch }).collect()
}

/// The element that the parent tree gives for marked content.
fn parent(document: &Document, pages: &Pages, (page, mcid): (usize, i64)) -> Option<ObjectId> {
    let root = document.catalog().ok()?.get_deref(b"StructTreeRoot", document).ok()?.as_dict().ok()?;
    let tree = root.get_deref(b"ParentTree", document).ok()?.as_dict().ok()?;
    let id = pages.numbers.iter().find(|(_, number)| **number == page)?.0;
    let key = document.get_dictionary(*id).ok()?.get(b"StructParents").ok()?.as_i64().ok()?;
    let numbers = tree.get(b"Nums").ok()?.as_array().ok()?;
    let at = numbers.chunks(2).position(|pair| pair[0].as_i64().is_ok_and(|number| number == key))?;
    let (_, list) = document.dereference(numbers.get(2 * at + 1)?).ok()?;
    list.as_array().ok()?.get(usize::try_from(mcid).ok()?)?.as_reference().ok()
}

struct Reader<'a> {
    document: &'a Document,
    pages: &'a Pages,
    parts: Vec<Part>,
    /// The elements that reach each marked content.
    reached: BTreeMap<(usize, i64), Vec<ObjectId>>,
}

impl Reader<'_> {
    fn root(&mut self) -> Result<(), lopdf::Error> {
        let root = self.document.catalog()?.get_deref(b"StructTreeRoot", self.document)?.as_dict()?;
        for kid in root.get(b"K")?.as_array()? {
            self.element(kid.as_reference()?, None, 0)?;
        }
        Ok(())
    }

    /// Reads an element; inline ones add to the words of the block that they stand in.
    fn element(&mut self, id: ObjectId, block: Option<usize>, depth: usize) -> Result<(), lopdf::Error> {
        // A tree that leads back to itself would never end; an item of a list is three elements of two constructs.
        if depth > 1000 {
            return Err(lopdf::Error::ReferenceCycle(id));
        }
        let element: &Dictionary = self.document.get_dictionary(id)?;
        let kind = element.get(b"S")?.as_name()?;
        let inline = matches!(kind, b"Span" | b"Link" | b"Reference");
        let block = if inline {
            block
        } else {
            self.parts.push((String::from_utf8_lossy(kind).into_owned(), String::new()));
            Some(self.parts.len() - 1)
        };
        let Ok(kids) = element.get(b"K") else { return Ok(()) };
        for kid in kids.as_array()? {
            match kid {
                Object::Reference(kid) => self.element(*kid, block, depth + 1)?,
                Object::Integer(mcid) => {
                    let page = element.get(b"Pg")?.as_reference()?;
                    self.content(id, block, page, *mcid);
                }
                Object::Dictionary(content) if content.has_type(b"MCR") => {
                    let page = content.get(b"Pg")?.as_reference()?;
                    self.content(id, block, page, content.get(b"MCID")?.as_i64()?);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Marked content of a page, which an element within a block holds.
    fn content(&mut self, element: ObjectId, block: Option<usize>, page: ObjectId, mcid: i64) {
        let place = (self.pages.numbers.get(&page).copied().unwrap_or(usize::MAX), mcid);
        self.reached.entry(place).or_default().push(element);
        if let (Some(block), Some(text)) = (block, self.pages.marked.get(&place)) {
            self.parts[block].1.push_str(text);
        }
    }
}

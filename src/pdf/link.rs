//! Links: the annotations that readers click, and what is said of them.

use pdf_writer::{Dict, Name, Null, Obj, Ref, Str, TextStr};

use super::content::points;
use super::mark::{Area, Marked, Place};
use super::metadata::Metadata;
use crate::layout::Length;
use crate::model::{Lead, Target};
use crate::style::fill_label;
use crate::typography::Composition;

/// Where a link leads, and what that is called.
pub(super) struct Destination {
    /// A place in the document, or an address.
    pub(super) to: To,
    /// What is said of it.
    pub(super) description: String,
}

/// Where a link leads.
pub(super) enum To {
    Place(Place),
    Address(String),
}

/// Where words lead; `None` for what has no place on a page.
pub(super) fn destination(
    lead: Lead,
    composition: &Composition,
    marked: &Marked,
    metadata: &Metadata,
) -> Option<Destination> {
    let place = |paragraph: usize| marked.places.get(&paragraph).copied().map(To::Place);
    match lead {
        Lead::Note(number) => {
            let note = composition.notes.get(usize::from(number).checked_sub(1)?)?;
            Some(Destination { to: place(note.start)?, description: numbered(&metadata.note, number) })
        }
        Lead::Link(index) => match &composition.links.get(usize::from(index))?.target {
            Target::Address(address) => {
                Some(Destination { to: To::Address(address.clone()), description: address.clone() })
            }
            Target::Heading(name) => {
                let paragraph = *composition.anchors.get(name)?;
                let description = plain(&composition.paragraphs.get(paragraph)?.text);
                Some(Destination { to: place(paragraph)?, description })
            }
        },
    }
}

/// The way back from a note to the place that calls it first.
pub(super) fn back(number: u16, place: Place, metadata: &Metadata) -> Destination {
    Destination { to: To::Place(place), description: numbered(&metadata.call, number) }
}

/// A text as a name: in one line, without the numbers of its notes.
pub(super) fn plain(text: &crate::model::Text) -> String {
    let cells = text.cells.iter().filter(|cell| !matches!(cell.leads, Some(Lead::Note(_))));
    cells.map(|cell| if cell.ch == '\n' { ' ' } else { cell.ch }).collect()
}

fn numbered(label: &str, number: u16) -> String {
    fill_label(label, |name| (name == "number").then(|| number.to_string()))
}

/// Writes the annotation of a link over boxes of one page (ISO 32000-1, 12.5.6.5); `key` is its number in the parent
/// tree.
pub(super) fn annotation(
    mut annotation: Dict<'_>,
    destination: &Destination,
    boxes: &[Area],
    key: i32,
    page: Ref,
    pages: &[Ref],
) {
    let least = |edge: fn(&Area) -> Length| points(boxes.iter().map(edge).min().unwrap_or_default());
    let most = |edge: fn(&Area) -> Length| points(boxes.iter().map(edge).max().unwrap_or_default());
    annotation.pair(Name(b"Type"), Name(b"Annot")).pair(Name(b"Subtype"), Name(b"Link"));
    annotation.insert(Name(b"Rect")).array().items([
        least(|area| area.left),
        least(|area| area.bottom),
        most(|area| area.right),
        most(|area| area.top),
    ]);
    let mut corners = annotation.insert(Name(b"QuadPoints")).array();
    for area in boxes {
        let [left, bottom, right, top] = [area.left, area.bottom, area.right, area.top].map(points);
        corners.items([left, top, right, top, left, bottom, right, bottom]);
    }
    drop(corners);
    // Printed with the page, and not hidden: what PDF/A asks of annotations (ISO 19005-2, 6.3.2).
    annotation.pair(Name(b"F"), 4);
    annotation.insert(Name(b"Border")).array().items([0; 3]);
    annotation.pair(Name(b"Contents"), TextStr(&destination.description));
    annotation.pair(Name(b"StructParent"), key).pair(Name(b"P"), page);
    match &destination.to {
        To::Address(address) => {
            let mut action = annotation.insert(Name(b"A")).dict();
            action.pair(Name(b"S"), Name(b"URI")).pair(Name(b"URI"), Str(address.as_bytes()));
        }
        To::Place(place) => explicit(annotation.insert(Name(b"Dest")), *place, pages),
    }
}

/// Writes a place as an explicit destination (ISO 32000-1, 12.3.2.2).
pub(super) fn explicit(destination: Obj<'_>, place: Place, pages: &[Ref]) {
    let mut array = destination.array();
    array.item(pages[place.page]).item(Name(b"XYZ")).item(points(place.x)).item(points(place.y)).item(Null);
}

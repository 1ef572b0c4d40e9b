//! Links: the annotations that readers click, and what is said of them.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::content::points;
use super::mark::{Area, Marked, Place};
use super::metadata::Metadata;
use super::stream::text_string;
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

/// The way back from a note to the paragraph that calls it first.
pub(super) fn back(number: u16, marked: &Marked, metadata: &Metadata) -> Option<Destination> {
    let calls = |piece: &&super::mark::Piece| piece.inline.leads == Some(Lead::Note(number));
    let call = marked.pieces.values().flatten().find(calls)?;
    let area = call.boxes.first()?;
    let place = Place { page: call.page, x: area.left, y: area.top };
    Some(Destination { to: To::Place(place), description: numbered(&metadata.call, number) })
}

/// A text as a name: in one line, without the numbers of its notes.
pub(super) fn plain(text: &crate::model::Text) -> String {
    let cells = text.cells.iter().filter(|cell| !matches!(cell.leads, Some(Lead::Note(_))));
    cells.map(|cell| if cell.ch == '\n' { ' ' } else { cell.ch }).collect()
}

fn numbered(label: &str, number: u16) -> String {
    fill_label(label, |name| (name == "number").then(|| number.to_string()))
}

/// The annotation of a link over boxes of one page (ISO 32000-1, 12.5.6.5); `key` is its number in the parent tree.
pub(super) fn annotation(
    destination: &Destination,
    boxes: &[Area],
    key: i64,
    page: ObjectId,
    pages: &[ObjectId],
) -> Dictionary {
    let number = |length| Object::Real(points(length));
    let mut corners = Vec::with_capacity(boxes.len() * 8);
    for area in boxes {
        for (x, y) in [
            (area.left, area.top),
            (area.right, area.top),
            (area.left, area.bottom),
            (area.right, area.bottom),
        ] {
            corners.extend([number(x), number(y)]);
        }
    }
    let least = |edge: fn(&Area) -> crate::layout::Length| boxes.iter().map(edge).min().unwrap_or_default();
    let most = |edge: fn(&Area) -> crate::layout::Length| boxes.iter().map(edge).max().unwrap_or_default();
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => vec![
            number(least(|area| area.left)),
            number(least(|area| area.bottom)),
            number(most(|area| area.right)),
            number(most(|area| area.top)),
        ],
        "QuadPoints" => corners,
        // Printed with the page, and not hidden: what PDF/A asks of annotations (ISO 19005-2, 6.3.2).
        "F" => 4,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "Contents" => text_string(&destination.description),
        "StructParent" => key,
        "P" => page,
    };
    match &destination.to {
        To::Address(address) => annotation
            .set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(address.as_str()) }),
        To::Place(place) => annotation.set("Dest", explicit(*place, pages)),
    }
    annotation
}

/// A place as an explicit destination (ISO 32000-1, 12.3.2.2).
pub(super) fn explicit(place: Place, pages: &[ObjectId]) -> Object {
    let page = pages.get(place.page).copied().unwrap_or_default();
    let (x, y) = (Object::Real(points(place.x)), Object::Real(points(place.y)));
    Object::Array(vec![Object::Reference(page), "XYZ".into(), x, y, Object::Null])
}

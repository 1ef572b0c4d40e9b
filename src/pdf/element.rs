//! The elements of the structure tree as objects (ISO 32000-1, 14.7.2).

use pdf_writer::{Dict, Name, Ref, TextStr};

use super::content::points;
use super::mark::Marked;
use super::objects::Objects;
use crate::typography::{Child, Node, Numbering, Tag};

/// A part of an element.
pub(super) enum Kid {
    /// Another element.
    Element(Ref),
    /// Marked content of a page.
    Content { page: Ref, mcid: i32 },
    /// An annotation of a page.
    Annotation { page: Ref, id: Ref },
}

/// Begins a structure element (ISO 32000-1, 14.7.2) with its parts.
pub(super) fn structure_element<'a>(
    objects: &'a mut Objects,
    id: Ref,
    kind: &str,
    parent: Ref,
    kids: &[Kid],
) -> Dict<'a> {
    let mut element = objects.dictionary(id);
    element.pair(Name(b"Type"), Name(b"StructElem")).pair(Name(b"S"), Name(kind.as_bytes()));
    element.pair(Name(b"P"), parent);
    if kids.is_empty() {
        return element;
    }
    // The contents of the first page that the element is on are numbers alone, those of others name their page.
    let own = kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Element(_) | Kid::Annotation { .. } => None,
    });
    if let Some(page) = own {
        element.pair(Name(b"Pg"), page);
    }
    let mut array = element.insert(Name(b"K")).array();
    for kid in kids {
        match *kid {
            Kid::Element(id) => {
                array.item(id);
            }
            Kid::Content { page, mcid } if own == Some(page) => {
                array.item(mcid);
            }
            Kid::Content { page, mcid } => {
                let mut content = array.push().dict();
                content.pair(Name(b"Type"), Name(b"MCR")).pair(Name(b"Pg"), page);
                content.pair(Name(b"MCID"), mcid);
            }
            Kid::Annotation { page, id } => {
                let mut reference = array.push().dict();
                reference.pair(Name(b"Type"), Name(b"OBJR")).pair(Name(b"Obj"), id).pair(Name(b"Pg"), page);
            }
        }
    }
    drop(array);
    element
}

/// Begins the attributes that an owner has given to an element (ISO 32000-1, 14.7.5).
pub(super) fn attributes<'a>(element: &'a mut Dict<'_>, owner: Name<'_>) -> Dict<'a> {
    let mut attributes = element.insert(Name(b"A")).dict();
    attributes.pair(Name(b"O"), owner);
    attributes
}

/// Writes the words that stand for a picture, and its place (ISO 32000-1, 14.8.5.4).
pub(super) fn describe_figure(node: &Node, marked: &Marked, element: &mut Dict<'_>) {
    if let Some(alternative) = &node.alternative {
        element.pair(Name(b"Alt"), TextStr(alternative));
    }
    let figure = node.children.iter().find_map(|child| match child {
        Child::Figure(number) => marked.figures.get(number),
        _ => None,
    });
    if let Some((_, _, area)) = figure {
        let mut attributes = attributes(element, Name(b"Layout"));
        attributes.pair(Name(b"Placement"), Name(b"Block"));
        let sides = [area.left, area.bottom, area.right, area.top];
        attributes.insert(Name(b"BBox")).array().items(sides.map(points));
    }
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

/// The name of a system of numbering (ISO 32000-1, table 347).
pub(super) fn numbering_name(numbering: Numbering) -> Name<'static> {
    let name: &[u8] = match numbering {
        Numbering::None => b"None",
        Numbering::Sign => b"Disc",
        Numbering::Decimal => b"Decimal",
        Numbering::LowerRoman => b"LowerRoman",
        Numbering::UpperRoman => b"UpperRoman",
        Numbering::LowerAlpha => b"LowerAlpha",
        Numbering::UpperAlpha => b"UpperAlpha",
    };
    Name(name)
}

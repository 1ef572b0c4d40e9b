//! Files within the file (ISO 19005-3, 6.8): the sources that a document was made from.

use lopdf::{Dictionary, Document, Object, dictionary};

use super::metadata::{Metadata, pdf_date};
use super::stream::{compressed, text_string};

/// What an attached file is to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// What it was made from.
    Source,
    /// Data that went into it.
    Data,
}

/// A file to attach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without a folder.
    pub name: String,
    /// Its media type, as `text/markdown`.
    pub media_type: &'static str,
    /// What it is to the document.
    pub relationship: Relationship,
    /// What it is, in the document's language.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Adds the files; the entries of the catalog that lead to them.
pub(super) fn embed(
    attachments: &[Attachment],
    metadata: &Metadata,
    pdf: &mut Document,
) -> [(&'static str, Object); 2] {
    // Names in a name tree stand in order (ISO 32000-1, 7.9.6).
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    let mut names = Vec::new();
    let mut associated = Vec::new();
    for attachment in sorted {
        let specification = Object::Reference(pdf.add_object(Object::Null));
        names.extend([text_string(&attachment.name), specification.clone()]);
        associated.push(specification.clone());
        let dictionary = specification_of(attachment, metadata, pdf);
        if let Object::Reference(id) = specification {
            pdf.objects.insert(id, Object::Dictionary(dictionary));
        }
    }
    let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } };
    [("Names", Object::Dictionary(names)), ("AF", Object::Array(associated))]
}

fn specification_of(attachment: &Attachment, metadata: &Metadata, pdf: &mut Document) -> Dictionary {
    let parameters = dictionary! {
        "Size" => attachment.bytes.len() as i64,
        // A source has no date that would be the same on every machine; the document's own is.
        "ModDate" => pdf_date(metadata.date),
    };
    let stream = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => attachment.media_type,
        "Params" => parameters,
    };
    let stream = pdf.add_object(compressed(stream, attachment.bytes.clone()));
    let relationship = match attachment.relationship {
        Relationship::Source => "Source",
        Relationship::Data => "Data",
    };
    dictionary! {
        "Type" => "Filespec",
        "F" => text_string(&attachment.name),
        "UF" => text_string(&attachment.name),
        "Desc" => text_string(&attachment.description),
        "AFRelationship" => relationship,
        "EF" => dictionary! { "F" => stream, "UF" => stream },
    }
}

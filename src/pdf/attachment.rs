//! Files within the file (ISO 19005-3, 6.8): the sources that a document was made from.

use pdf_writer::{Name, Ref, Str, TextStr};

use super::compress::quick;
use super::metadata::{Metadata, pdf_date};
use super::objects::Objects;

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

/// Writes the files, with the entries of the catalog that lead to them; for files without any, nothing.
pub(super) fn embed(
    attachments: &[Attachment],
    metadata: &Metadata,
    objects: &mut Objects,
) -> Vec<(String, Ref)> {
    // Names in a name tree stand in order (ISO 32000-1, 7.9.6).
    let mut sorted: Vec<&Attachment> = attachments.iter().collect();
    sorted.sort_by(|one, other| one.name.cmp(&other.name));
    let embedded = sorted.into_iter().map(|attachment| {
        let id = objects.reserve();
        specify(id, attachment, metadata, objects);
        (attachment.name.clone(), id)
    });
    embedded.collect()
}

/// Writes a file and its specification (ISO 32000-1, 7.11.3 and 7.11.4).
fn specify(id: Ref, attachment: &Attachment, metadata: &Metadata, objects: &mut Objects) {
    let file = objects.reserve();
    let data = quick(&attachment.bytes);
    let mut stream = objects.compressed(file, &data);
    stream.pair(Name(b"Type"), Name(b"EmbeddedFile"));
    stream.pair(Name(b"Subtype"), Name(attachment.media_type.as_bytes()));
    let mut parameters = stream.insert(Name(b"Params")).dict();
    parameters.pair(Name(b"Size"), attachment.bytes.len() as i32);
    // A source has no date that would be the same on every machine; the document's own is.
    parameters.pair(Name(b"ModDate"), Str(pdf_date(metadata.date).as_bytes()));
    drop(parameters);
    drop(stream);
    let relationship = match attachment.relationship {
        Relationship::Source => Name(b"Source"),
        Relationship::Data => Name(b"Data"),
    };
    let mut specification = objects.dictionary(id);
    specification.pair(Name(b"Type"), Name(b"Filespec"));
    specification.pair(Name(b"F"), TextStr(&attachment.name)).pair(Name(b"UF"), TextStr(&attachment.name));
    specification.pair(Name(b"Desc"), TextStr(&attachment.description));
    specification.pair(Name(b"AFRelationship"), relationship);
    specification.insert(Name(b"EF")).dict().pair(Name(b"F"), file).pair(Name(b"UF"), file);
}

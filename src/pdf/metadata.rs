//! What a PDF file says of itself.

use pdf_writer::{Name, Ref, Str, TextStr};

use super::objects::Objects;
use crate::model::{Date, Direction, Language};

/// The program's name and version, as the file gives them.
pub(super) const PRODUCER: &str = concat!("greffe ", env!("CARGO_PKG_VERSION"));

/// Title, identifier and the like, from the document alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The label and the subject.
    pub title: String,
    /// The official reference.
    pub reference: String,
    /// The organ that speaks.
    pub organ: String,
    /// The session that it is of.
    pub session: String,
    /// The language, as a code of ISO 639-1.
    pub language: &'static str,
    /// Subjects.
    pub topics: Vec<String>,
    /// The day of the document; the session's last when its own is not known.
    pub date: Date,
    /// Where the call of a note leads, with `{number}` to fill in.
    pub note: String,
    /// Where the number of a note leads, with `{number}` to fill in.
    pub call: String,
}

impl Metadata {
    /// The direction in which the language is written.
    pub(super) fn direction(&self) -> Direction {
        self.language.parse::<Language>().map(Language::direction).unwrap_or_default()
    }
}

/// A day as PDF writes it (ISO 32000-1, 7.9.4).
pub(super) fn pdf_date(date: Date) -> String {
    format!("D:{:04}{:02}{:02}000000Z", date.year, date.month, date.day)
}

/// Writes the information dictionary, which says the same as the metadata packet; returns its number.
pub(super) fn information(metadata: &Metadata, objects: &mut Objects) -> Ref {
    let id = objects.reserve();
    let mut information = objects.dictionary(id);
    information.pair(Name(b"Title"), TextStr(&metadata.title));
    information.pair(Name(b"Author"), TextStr(&metadata.organ));
    information.pair(Name(b"Subject"), TextStr(&metadata.description()));
    if !metadata.topics.is_empty() {
        information.pair(Name(b"Keywords"), TextStr(&metadata.keywords()));
    }
    information.pair(Name(b"Creator"), TextStr(PRODUCER)).pair(Name(b"Producer"), TextStr(PRODUCER));
    let date = pdf_date(metadata.date);
    information.pair(Name(b"CreationDate"), Str(date.as_bytes()));
    information.pair(Name(b"ModDate"), Str(date.as_bytes()));
    id
}

impl Metadata {
    /// The reference and the session, in a line.
    pub(super) fn description(&self) -> String {
        format!("{}, {}", self.reference, self.session)
    }

    /// The subjects in a line.
    pub(super) fn keywords(&self) -> String {
        self.topics.join(", ")
    }
}

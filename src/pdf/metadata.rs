//! What a PDF file says of itself.

use crate::model::{Date, Resolution};

/// Title, identifier and the like, from the document alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The label and the subject.
    pub title: String,
    /// The official reference.
    pub reference: String,
    /// The language, as a code of ISO 639-1.
    pub language: &'static str,
    /// Subjects.
    pub topics: Vec<String>,
    /// The day of the document; the session's last when its own is not known.
    pub date: Date,
}

impl Metadata {
    /// The metadata of a resolution; `title` is its label in final characters.
    pub fn new(resolution: &Resolution, title: &str, session_end: Date) -> Self {
        let preface = &resolution.preface;
        Self {
            title: format!("{title} – {}", preface.subject),
            reference: preface.reference.value.to_string(),
            language: resolution.language.code(),
            topics: preface.topics.clone(),
            date: preface.date.unwrap_or(session_end),
        }
    }
}

//! What parts are called in findings, and where they stand.

use super::facts::Facts;
use super::outline::{Part, PartKind};
use crate::diagnostic::Argument;
use crate::source::Span;
use crate::style::ClauseKind;

impl Part {
    /// What it is called.
    pub(super) fn name(&self) -> Argument {
        Argument::Phrase(
            match &self.kind {
                PartKind::Clause { kind, .. } => return clause_name(*kind),
                PartKind::Subject => "the subject",
                PartKind::Formula => "an enacting formula",
                PartKind::Heading { .. } => "a heading",
                PartKind::Annex { .. } => "an annex",
                PartKind::Paragraph => "a paragraph",
                PartKind::Item { .. } => "a sub-paragraph",
                PartKind::Table { .. } => "a table",
                PartKind::Row => "a row of a table",
                PartKind::Cell => "a cell of a table",
                PartKind::Term => "a term",
                PartKind::Quote => "a quotation",
                PartKind::Figure => "a picture",
                PartKind::Rule => "a rule",
                PartKind::Note => "a note",
            }
            .to_owned(),
        )
    }
}

pub(super) fn clause_name(kind: ClauseKind) -> Argument {
    Argument::Phrase(
        match kind {
            ClauseKind::Recital => "a recital",
            ClauseKind::Operative => "an operative clause",
        }
        .to_owned(),
    )
}

/// The first words of a part.
pub(super) fn excerpt(part: &Part) -> String {
    part.all()
        .map(|part| part.facts.excerpt.as_str())
        .find(|words| !words.is_empty())
        .unwrap_or_default()
        .to_owned()
}

pub(super) fn joined(parts: &[Part]) -> Facts {
    let mut all = Facts::default();
    for part in parts {
        all.append(&part.facts);
    }
    all
}

pub(super) fn span_of(parts: &[Part]) -> Span {
    parts.iter().map(|part| part.span).reduce(Span::join).unwrap_or_default()
}

/// The end of a place, where the next part would begin.
pub(super) fn end_of(span: Span) -> Span {
    Span { start: span.end, ..span }
}

/// The beginning of a part: where its first part would stand.
pub(super) fn head_of(part: &Part) -> Span {
    Span { end: part.span.start, ..part.span }
}

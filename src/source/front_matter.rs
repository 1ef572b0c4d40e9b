//! The TOML between two `+++` lines at the head of a document.

use std::sync::Arc;

use super::fields::{Fields, Located};
use super::{File, Source};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Date;

/// What stands between a draft and a text in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// Still being written.
    Draft,
    /// In force.
    #[default]
    Adopted,
}

/// The status as the front matter gives it.
pub type StatusValue = Option<Located<Status>>;

/// The fields of a document; what is missing or wrong has been reported and is `None`.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// The official reference, as `GA-2017-86-RES-08`.
    pub reference: Option<Located<String>>,
    /// The number within the session.
    pub number: Option<Located<u32>>,
    /// What the document is about.
    pub subject: Option<Located<String>>,
    /// `adopted` (default) or `draft`.
    pub status: StatusValue,
    /// The day of adoption.
    pub date: Option<Located<Date>>,
    /// An enacting formula instead of the template's.
    pub formula: Option<Located<String>>,
    /// Subjects for the index of a volume.
    pub topics: Option<Located<Vec<String>>>,
}

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

/// Finds and reads the front matter; returns it with the offset at which the body begins.
pub(super) fn split(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<(FrontMatter, usize)> {
    let text = &source.text;
    let mut fault = |code, range, message: &str, help: &str| {
        diagnostics.push(Diagnostic::new(Severity::Error, code, source.clone(), range, message).help(help));
    };
    if text.trim().is_empty() {
        fault(
            "GR-0100",
            0..0,
            "the file is empty",
            "begin with the front matter: a line `+++`, the fields, a line `+++`",
        );
        return None;
    }
    let first_end = text.find('\n').unwrap_or(text.len());
    if text[..first_end].trim_end() != FENCE {
        let help = "write `+++` alone on the first line, then the fields, then `+++` again";
        fault("GR-0101", 0..first_end, "the front matter is missing: the first line is not `+++`", help);
        return None;
    }
    let content_start = (first_end + 1).min(text.len());
    let Some((content_end, body_start)) = closing_fence(text, content_start) else {
        let help = "write `+++` alone on the line after the last field";
        fault("GR-0102", 0..first_end, "the front matter is not closed by a second `+++`", help);
        return None;
    };
    let content = &text[content_start..content_end];
    let mut fields = Fields::parse(content, content_start, source, File::Document, 0..first_end, diagnostics);
    let reference = fields.text("reference", "GA-2017-86-RES-08");
    let number = fields.number("number", "8");
    let subject = fields.text("subject", "…");
    let status = fields.text("status", "adopted");
    let front_matter = FrontMatter {
        reference: fields.required("reference", "\"GA-2017-86-RES-08\"", reference),
        number: fields.required("number", "8", number),
        subject: fields.required("subject", "\"…\"", subject),
        status: None,
        date: fields.date("date"),
        formula: fields.text("formula", "L'Assemblée générale …,"),
        topics: fields.texts("topics", "coopération policière"),
    };
    fields.finish();
    let status = status.and_then(|status| match status.value.as_str() {
        "adopted" => Some(Located { value: Status::Adopted, span: status.span }),
        "draft" => Some(Located { value: Status::Draft, span: status.span }),
        other => {
            let message = format!("there is no status `{other}`");
            diagnostics.push(
                Diagnostic::new(Severity::Error, "GR-0114", source.clone(), status.span.range(), message)
                    .help("write status = \"adopted\" or status = \"draft\""),
            );
            None
        }
    });
    Some((FrontMatter { status, ..front_matter }, body_start))
}

/// The end of the content and the start of the body around the closing line.
fn closing_fence(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut start = from;
    while start < text.len() {
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        if text[start..end].trim_end() == FENCE {
            return Some((start, (end + 1).min(text.len())));
        }
        start = end + 1;
    }
    None
}

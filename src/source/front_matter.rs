//! The TOML between two `+++` lines at the head of a document.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::fields::{Fields, Located};
use super::front_matter_table::{FRONT_MATTER, VOTE, VOTE_COUNTS};
use super::{File, Source};
use crate::diagnostic::{Diagnostic, messages};
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

impl Status {
    /// The names of every status.
    pub const NAMES: [&'static str; 2] = ["adopted", "draft"];
}

/// The status as the front matter gives it.
pub type StatusValue = Option<Located<Status>>;

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// Recitals and operative clauses, adopted as a resolution.
    #[default]
    Resolution,
    /// The same, adopted as a decision.
    Decision,
    /// The same, adopted as a recommendation.
    Recommendation,
    /// Headings and paragraphs of free form.
    Report,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Resolution, Self::Decision, Self::Recommendation, Self::Report];

    /// The names of every kind.
    pub const NAMES: [&'static str; Self::ALL.len()] = {
        let mut names = [""; Self::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            names[at] = Self::ALL[at].name();
            at += 1;
        }
        names
    };

    /// Its name in front matter and labels.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resolution => "resolution",
            Self::Decision => "decision",
            Self::Recommendation => "recommendation",
            Self::Report => "report",
        }
    }
}

impl JsonSchema for Kind {
    fn schema_name() -> Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::NAMES })
    }
}

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
    /// The subject in a few words, for running heads.
    pub short_title: Option<Located<String>>,
    /// An enacting formula instead of the template's.
    pub formula: Option<Located<String>>,
    /// Subjects for the index of a volume.
    pub topics: Option<Located<Vec<String>>>,
    /// What the document is.
    pub kind: Kind,
    /// The lines that control its distribution, by the placeholder of the labels that they fill.
    pub control: Vec<(&'static str, Located<String>)>,
    /// How it was voted.
    pub vote: Option<VoteFields>,
    /// Who signs, each with the lines under the name parted by line ends.
    pub signatures: Option<Located<Vec<String>>>,
    /// The version that this one was made from, as it was then: its language and its SHA-256, `fr:sha256:…`.
    pub translated_from: Option<Located<String>>,
}

/// How a document was voted.
#[derive(Debug, Clone)]
pub struct VoteFields {
    /// The votes for it.
    pub for_it: Located<u32>,
    /// The votes against it.
    pub against: Located<u32>,
    /// The abstentions.
    pub abstentions: Located<u32>,
    /// Who voted how, in the order: for, against, abstaining.
    pub recorded: [Option<Located<Vec<String>>>; 3],
}

/// The line that opens and closes the front matter.
const FENCE: &str = "+++";

/// Finds and reads the front matter; returns it with the offset at which the body begins.
pub(super) fn split(source: &Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<(FrontMatter, usize)> {
    let text = &source.text;
    let mut fault = |range, message| diagnostics.push(Diagnostic::error(source.clone(), range, message));
    if text.trim().is_empty() {
        fault(0..0, messages::empty_file());
        return None;
    }
    let first_end = text.find('\n').unwrap_or(text.len());
    if text[..first_end].trim_end() != FENCE {
        fault(0..first_end, messages::no_front_matter());
        return None;
    }
    let content_start = (first_end + 1).min(text.len());
    let Some((content_end, body_start)) = closing_fence(text, content_start) else {
        fault(0..first_end, messages::front_matter_open());
        return None;
    };
    let content = &text[content_start..content_end];
    let mut fields = Fields::parse(
        FRONT_MATTER,
        content,
        content_start,
        source,
        File::Document,
        0..first_end,
        diagnostics,
    );
    let reference = fields.text("reference");
    let number = fields.number("number");
    let subject = fields.text("subject");
    let status = fields.text("status");
    let front_matter = FrontMatter {
        reference: fields.required("reference", reference),
        number: fields.required("number", number),
        subject: fields.required("subject", subject),
        status: None,
        date: fields.date("date"),
        short_title: fields.text("short-title"),
        formula: fields.text("formula"),
        topics: fields.texts("topics"),
        kind: Kind::default(),
        control: control(&mut fields),
        vote: vote(&mut fields),
        signatures: fields.texts("signatures"),
        translated_from: fields.text("translated-from"),
    };
    let kind = fields.text("kind");
    fields.finish();
    let status = status.and_then(|status| match status.value.as_str() {
        "adopted" => Some(Located { value: Status::Adopted, span: status.span }),
        "draft" => Some(Located { value: Status::Draft, span: status.span }),
        other => {
            let message = messages::unknown_status(other);
            diagnostics.push(Diagnostic::error(source.clone(), status.span.range(), message));
            None
        }
    });
    let kind = kind.and_then(|kind| {
        let known = Kind::ALL.into_iter().find(|known| known.name() == kind.value);
        if known.is_none() {
            let message = messages::unknown_kind(kind.value, Kind::ALL.map(Kind::name).join(", "));
            diagnostics.push(Diagnostic::error(source.clone(), kind.span.range(), message));
        }
        known
    });
    Some((FrontMatter { status, kind: kind.unwrap_or_default(), ..front_matter }, body_start))
}

/// The fields of the lines that control a document's distribution.
fn control(fields: &mut Fields<'_, '_>) -> Vec<(&'static str, Located<String>)> {
    let known = ["agenda", "distribution", "original", "job", "meeting"];
    known.into_iter().filter_map(|name| Some((name, fields.text(name)?))).collect()
}

fn vote(fields: &mut Fields<'_, '_>) -> Option<VoteFields> {
    let [for_name, against_name, abstentions_name] = VOTE_COUNTS;
    let for_it = fields.number(for_name);
    let against = fields.number(against_name);
    let abstentions = fields.number(abstentions_name);
    let recorded = [VOTE[3], VOTE[4], VOTE[5]].map(|name| fields.texts(name));
    let any = for_it.is_some() || against.is_some() || abstentions.is_some();
    if !any && recorded.iter().all(Option::is_none) {
        return None;
    }
    Some(VoteFields {
        for_it: fields.required(for_name, for_it)?,
        against: fields.required(against_name, against)?,
        abstentions: fields.required(abstentions_name, abstentions)?,
        recorded,
    })
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

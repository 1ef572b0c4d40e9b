//! The words that a house style puts around the author's, in one language.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Error, messages};
use crate::source::{Kind, Source};

/// A text of a labels file, with its place.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Label(Spanned<String>);

impl Deref for Label {
    type Target = Spanned<String>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl JsonSchema for Label {
    fn schema_name() -> Cow<'static, str> {
        "Label".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

/// The words of a house style in one language, a `labels.LANG.toml`. A name in braces, as `{number}`, is a placeholder.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Labels {
    /// The document's label: `{number}`.
    pub title: Label,
    /// The label of a draft: `{number}`.
    #[serde(default)]
    pub draft_title: Option<Label>,
    /// The line of the reference: `{reference}`.
    pub reference: Label,
    /// The line of the subject: `{subject}`.
    pub subject: Label,
    /// The enacting formula: `{session}`, `{place}`, `{country}`, `{dates}`.
    pub formula: Label,
    /// The line under an adopted document.
    pub adoption: Label,
    /// The running head from the second page: `{reference}`, `{title}`, `{short-title}` (the title where the document
    /// has none).
    pub running_head: Label,
    /// The foot of each page: `{page}`, `{pages}`.
    pub folio: Label,
    /// The organ that speaks in the document: its author, to a library.
    pub organ: Label,
    /// Words that headings begin with, and the mark of a draft.
    pub words: WordLabels,
    /// What is said to those who do not see the page.
    pub unseen: UnseenLabels,
    /// How votes are told.
    pub vote: VoteLabels,
    /// The words of a session's volume; a house that makes none needs none.
    #[serde(default)]
    pub volume: Option<VolumeLabels>,
    /// The lines at the head of the first page.
    #[serde(default)]
    pub masthead: MastheadLabels,
    /// The labels of other kinds of document than resolutions, by their name.
    #[serde(default)]
    pub kinds: BTreeMap<String, KindLabels>,
    /// How days are written.
    pub dates: DateLabels,
    /// How ordinal numbers are written.
    pub ordinals: OrdinalLabels,
}

/// Words that headings begin with, and the mark of a draft.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WordLabels {
    /// What the heading of an annex begins with.
    pub annex: String,
    /// What the heading of an appendix begins with.
    pub appendix: String,
    /// What the heading of an article begins with.
    pub article: String,
    /// What stands at the head of a draft's pages.
    pub draft: Label,
}

/// What is said to those who do not see the page: names of its parts, and where links lead.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnseenLabels {
    /// The recitals.
    pub preamble: String,
    /// The operative part.
    pub operative: String,
    /// Where the call of a note leads: `{number}`.
    pub note: Label,
    /// Where the number of a note leads: `{number}`.
    pub call: Label,
    /// The session that a document is of: `{session}`, `{place}`.
    pub session: Label,
    /// What an attached source of a document is.
    pub source: String,
    /// What the attached data of its session are.
    pub session_data: String,
}

/// How votes are told.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VoteLabels {
    /// The line of adoption: `{for}`, `{against}`, `{abstentions}`.
    pub adopted: Label,
    /// The abstentions when there are several: `{n}`.
    pub abstentions: String,
    /// One abstention.
    pub one_abstention: String,
    /// None.
    pub no_abstention: String,
    /// What announces those who voted for it.
    pub in_favour: Label,
    /// What announces those who voted against it.
    pub against: Label,
    /// What announces those who abstained.
    pub abstaining: Label,
}

/// The words of a session's volume.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VolumeLabels {
    /// What the volume is.
    pub title: String,
    /// The lines under it: `{session}`, `{place}`, `{country}`, `{dates}`.
    pub lines: Vec<Label>,
    /// The head of its pages that are of no document: `{title}`, `{session}`.
    pub running_head: Label,
    /// The foot of each page where the pages of the volume are numbered: `{page}`, `{pages}`.
    pub folio: Label,
    /// The heading of the contents.
    pub contents: String,
    /// The heading of the index by subject.
    pub topics: String,
    /// The heading of the index by reference.
    pub references: String,
    /// The heading of the list of votes.
    pub votes: String,
    /// The heads of the list of votes: the document, for, against, abstaining, the page.
    pub vote_columns: [String; 5],
}

/// The lines at the head of the first page: `{reference}`, `{date}`, `{session}`, `{distribution}`, `{original}`,
/// `{job}`, `{agenda}`; a line with a placeholder that the document does not give is left out.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MastheadLabels {
    /// At the left.
    #[serde(default)]
    pub left: Vec<Label>,
    /// At the right.
    #[serde(default)]
    pub right: Vec<Label>,
}

/// The labels of a kind of document.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KindLabels {
    /// The document's label: `{number}`.
    pub title: Label,
    /// The label of a draft: `{number}`.
    #[serde(default)]
    pub draft_title: Option<Label>,
    /// The line under an adopted document.
    pub adoption: Label,
}

/// How days are written: `{day}`, `{month}`, `{year}`, and `{end-day}`, `{end-month}`, `{end-year}` of the
/// last day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DateLabels {
    /// The first of a month.
    pub first: String,
    /// A single day.
    pub day: String,
    /// A single day outside of a sentence.
    pub plain: String,
    /// Days of one month.
    pub same_month: String,
    /// Days of two months of one year.
    pub same_year: String,
    /// Days of two years.
    pub two_years: String,
    /// The twelve months.
    #[schemars(length(equal = 12))]
    pub months: Vec<String>,
}

/// How ordinal numbers are written: `{n}` is the number.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OrdinalLabels {
    /// The ordinal of a session, other than the first.
    pub session: String,
    /// The ordinal of the first session.
    pub first_session: String,
    /// The ordinals of numbers that end in certain figures, where they are otherwise: `1 = "{n}st"`; the longest that
    /// fits counts.
    #[serde(default)]
    pub ending_in: BTreeMap<String, String>,
}

impl Labels {
    /// The label of a document of a kind; a draft has its own where the style gives one.
    pub fn title_of(&self, kind: Kind, draft: bool) -> &Label {
        let (title, of_draft) = match self.kinds.get(kind.name()) {
            Some(labels) => (&labels.title, &labels.draft_title),
            None => (&self.title, &self.draft_title),
        };
        of_draft.as_ref().filter(|_| draft).unwrap_or(title)
    }

    /// The line under an adopted document of a kind.
    pub fn adoption_of(&self, kind: Kind) -> &Label {
        self.kinds.get(kind.name()).map_or(&self.adoption, |labels| &labels.adoption)
    }

    /// Checks that every placeholder is one that its label knows.
    ///
    /// # Errors
    ///
    /// A configuration error at the label that is wrong.
    pub fn check(&self, source: &Arc<Source>) -> Result<(), Error> {
        const MASTHEAD: &[&str] =
            &["reference", "date", "session", "distribution", "original", "job", "agenda", "meeting"];
        let mut fields: Vec<(&Label, &[&str])> = vec![
            (&self.title, &["number"]),
            (&self.reference, &["reference"]),
            (&self.subject, &["subject"]),
            (&self.formula, &["session", "place", "country", "dates"]),
            (&self.adoption, &[]),
            (&self.organ, &[]),
            (&self.unseen.note, &["number"]),
            (&self.unseen.call, &["number"]),
            (&self.unseen.session, &["session", "place"]),
            (&self.running_head, &["reference", "title", "short-title"]),
            (&self.folio, &["page", "pages"]),
        ];
        fields.push((&self.vote.adopted, &["for", "against", "abstentions"]));
        let kinds = self.kinds.values().flat_map(|kind| [Some(&kind.title), kind.draft_title.as_ref()]);
        let titles = kinds.chain([self.draft_title.as_ref()]).flatten();
        fields.extend(titles.map(|title| (title, ["number"].as_slice())));
        fields.extend(self.masthead.left.iter().chain(&self.masthead.right).map(|line| (line, MASTHEAD)));
        if let Some(volume) = &self.volume {
            const LINES: &[&str] = &["session", "place", "country", "dates"];
            fields.extend(volume.lines.iter().map(|line| (line, LINES)));
            fields.push((&volume.running_head, &["title", "session"]));
            fields.push((&volume.folio, &["page", "pages"]));
        }
        for (label, known) in fields {
            for part in parts(label.get_ref()) {
                if let Part::Placeholder(name, _) = part
                    && !known.contains(&name)
                {
                    let message = messages::unknown_placeholder(name, known.join(", "));
                    return Err(Diagnostic::error(source.clone(), label.span(), message).into());
                }
            }
        }
        if self.dates.months.len() != 12 {
            let message = messages::months(self.dates.months.len());
            return Err(Diagnostic::error(source.clone(), 0..0, message).into());
        }
        Ok(())
    }
}

/// A piece of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// Words, at their offset in the label.
    Words(&'a str, usize),
    /// A placeholder's name, at the offset of its brace.
    Placeholder(&'a str, usize),
}

/// Splits a label at its placeholders; a brace that is not closed stands for itself.
pub(crate) fn parts(label: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(open) = label[at..].find('{').map(|open| at + open) {
        let Some(close) = label[open..].find('}').map(|close| open + close) else { break };
        if open > at {
            parts.push(Part::Words(&label[at..open], at));
        }
        parts.push(Part::Placeholder(&label[open + 1..close], open));
        at = close + 1;
    }
    if at < label.len() {
        parts.push(Part::Words(&label[at..], at));
    }
    parts
}

/// Fills a label whose placeholders are plain text; an unknown one is left as it is.
pub(crate) fn fill(label: &str, value: impl Fn(&str) -> Option<String>) -> String {
    parts(label)
        .into_iter()
        .map(|part| match part {
            Part::Words(words, _) => words.to_owned(),
            Part::Placeholder(name, _) => value(name).unwrap_or_else(|| format!("{{{name}}}")),
        })
        .collect()
}

//! The fields that a front matter may have.

use super::field::{Field, FieldKind};
use super::front_matter::{Kind, Status};

/// The fields of the front matter of a document.
pub static FRONT_MATTER: &[Field] = &[
    Field::new(
        "reference",
        FieldKind::Text,
        "\"GA-2017-86-RES-08\"",
        "The official reference, by which the file is named and other documents cite this one.",
    )
    .required(),
    Field::new("number", FieldKind::Number, "8", "The number of the document within its session.").required(),
    Field::new("subject", FieldKind::Text, "\"…\"", "What the document is about, as it is printed.")
        .required(),
    Field::new(
        "status",
        FieldKind::Choice(&Status::NAMES),
        "\"adopted\"",
        "Whether the text is in force: a draft has numbered lines, its mark on every page and no line of adoption; adopted by default.",
    ),
    Field::new(
        "kind",
        FieldKind::Choice(&Kind::NAMES),
        "\"resolution\"",
        "What the document is; a report is free text without keywords; a resolution by default.",
    ),
    Field::new("date", FieldKind::Date, "2017-09-29", "The day of adoption, as year-month-day."),
    Field::new(
        "short-title",
        FieldKind::Text,
        "\"…\"",
        "The subject in a few words, for running heads and tables.",
    ),
    Field::new(
        "formula",
        FieldKind::Text,
        "\"L'Assemblée générale …,\"",
        "An enacting formula instead of the house's; an empty text for none.",
    ),
    Field::new(
        "topics",
        FieldKind::Texts,
        "[\"coopération policière\"]",
        "The subjects under which the index of the volume lists the document.",
    ),
    Field::new(
        "agenda",
        FieldKind::Text,
        "\"Point 12 de l'ordre du jour\"",
        "The item of the agenda, for the masthead.",
    ),
    Field::new(
        "distribution",
        FieldKind::Text,
        "\"générale\"",
        "Who receives the document, for the masthead.",
    ),
    Field::new("original", FieldKind::Text, "\"anglais\"", "The language of the original, for the masthead."),
    Field::new(
        "job",
        FieldKind::Text,
        "\"20-15803 (F)\"",
        "The number of the printing job, for the masthead.",
    ),
    Field::new(
        "meeting",
        FieldKind::Text,
        "\"30e séance plénière\"",
        "The meeting at which the text was adopted.",
    ),
    Field::new("votes-for", FieldKind::Number, "80", "How many voted for it, told in the line of adoption."),
    Field::new("votes-against", FieldKind::Number, "3", "How many voted against it."),
    Field::new("abstentions", FieldKind::Number, "5", "How many abstained."),
    Field::new("voted-for", FieldKind::Texts, "[\"Pays\"]", "Who voted for it, printed in columns."),
    Field::new("voted-against", FieldKind::Texts, "[\"Pays\"]", "Who voted against it, printed in columns."),
    Field::new("abstained", FieldKind::Texts, "[\"Pays\"]", "Who abstained, printed in columns."),
    Field::new(
        "signatures",
        FieldKind::Texts,
        "[\"Prénom Nom\\nPrésident\"]",
        "Who signs; the lines under a name are parted by \\n.",
    ),
    Field::new(
        "translated-from",
        FieldKind::Text,
        "\"fr:sha256:…\"",
        "The version that this one was made from, as it was then; `greffe concord --record` writes it.",
    ),
];

/// The fields of a vote: where one of them is, the counts are wanted.
pub(crate) const VOTE: [&str; 6] =
    ["votes-for", "votes-against", "abstentions", "voted-for", "voted-against", "abstained"];

/// The counts of a vote.
pub(crate) const VOTE_COUNTS: [&str; 3] = [VOTE[0], VOTE[1], VOTE[2]];

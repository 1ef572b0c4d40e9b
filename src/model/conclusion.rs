//! What stands around the body: the lines of the masthead, the adoption, the vote, the signatures.

use super::labels;
use super::session::Session;
use super::text::Text;
use super::{Conclusion, Preface};
use crate::source::{Files, FrontMatter, Located, Status, VoteFields};
use crate::style::{Label, LabelPart, StyleSet, fill_label, label_parts};

/// How a document came into force; `adopted` is the line of adoption that the author typed.
pub(super) fn read(
    fields: &FrontMatter,
    status: Status,
    adopted: Option<Text>,
    style: &StyleSet,
    files: &Files,
) -> Conclusion {
    let labels = &style.labels;
    let adoption = adopted.or_else(|| match (&fields.vote, status) {
        (_, Status::Draft) => None,
        (Some(vote), _) => Some(voted(vote, style, files)),
        (None, _) => {
            let label = labels.adoption_of(fields.kind);
            Some(labels::set(label, files, |_| None)).filter(|text| !text.is_empty())
        }
    });
    let meeting = control(fields, "meeting").map(|meeting| text(meeting, files));
    let announcements = [&labels.vote.in_favour, &labels.vote.against, &labels.vote.abstaining];
    let votes = fields.vote.iter().flat_map(|vote| vote.recorded.iter().zip(announcements));
    let votes = votes.filter_map(|(names, announcement)| {
        let names = names.as_ref()?;
        let lines = names.value.iter().map(|name| Text::generated(name, names.span)).collect();
        Some((labels::set(announcement, files, |_| None), lines))
    });
    let signatures = fields.signatures.iter().flat_map(|signatures| {
        let lines = |signature: &String| -> Vec<Text> {
            signature.lines().map(|line| Text::generated(line.trim(), signatures.span)).collect()
        };
        signatures.value.iter().map(lines).collect::<Vec<_>>()
    });
    let tally =
        fields.vote.as_ref().map(|vote| [vote.for_it.value, vote.against.value, vote.abstentions.value]);
    Conclusion { adoption, meeting, tally, votes: votes.collect(), signatures: signatures.collect() }
}

/// `Adoptée par 80 voix contre 3, avec 5 abstentions`.
fn voted(vote: &VoteFields, style: &StyleSet, files: &Files) -> Text {
    let labels = &style.labels.vote;
    let abstentions = match vote.abstentions.value {
        0 => labels.no_abstention.clone(),
        1 => labels.one_abstention.clone(),
        many => fill_label(&labels.abstentions, |name| (name == "n").then(|| many.to_string())),
    };
    labels::set(&labels.adopted, files, |name| match name {
        "for" => Some(Text::generated(&vote.for_it.value.to_string(), vote.for_it.span)),
        "against" => Some(Text::generated(&vote.against.value.to_string(), vote.against.span)),
        "abstentions" => Some(Text::generated(&abstentions, vote.abstentions.span)),
        _ => None,
    })
}

fn control<'a>(fields: &'a FrontMatter, name: &str) -> Option<&'a Located<String>> {
    fields.control.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

fn text(value: &Located<String>, files: &Files) -> Text {
    Text::from_toml(&value.value, &files.document.text, value.span)
}

/// The lines at the head of the first page, left and right; a line whose field is not given is left out.
pub(super) fn masthead(
    fields: &FrontMatter,
    preface: &Preface,
    session: &Session,
    style: &StyleSet,
    files: &Files,
) -> [Vec<Text>; 2] {
    let day = preface.date.map(|date| labels::day(&style.labels, date));
    let value = |name: &str, span| match name {
        "reference" => Some(preface.reference_line.clone()),
        "session" => Some(Text::generated(&labels::ordinal(&style.labels, session.number), span)),
        "date" => day.as_ref().map(|day| Text::generated(day, span)),
        other => control(fields, other).map(|value| text(value, files)),
    };
    let lines = |side: &[Label]| -> Vec<Text> {
        let given = |label: &&Label| {
            label_parts(label.get_ref()).into_iter().all(|part| match part {
                LabelPart::Placeholder(name, _) => value(name, labels::span(label)).is_some(),
                LabelPart::Words(..) => true,
            })
        };
        side.iter()
            .filter(given)
            .map(|label| labels::set(label, files, |name| value(name, labels::span(label))))
            .collect()
    };
    let masthead = &style.labels.masthead;
    [lines(&masthead.left), lines(&masthead.right)]
}

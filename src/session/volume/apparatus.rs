//! What the title page, the contents, the indexes and the list of votes of a volume say.

use std::collections::BTreeMap;

use super::Plan;
use crate::model::session_words;
use crate::style::{Label, VolumeLabels, fill_label, fold};
use crate::typography::{Apparatus, Listed};

/// The name by which links call a document of a volume.
pub(super) fn name(index: usize) -> String {
    format!("document {}", index + 1)
}

/// The title page and the contents: `starts` are the pages that the documents begin on, `back` those of the parts
/// behind them.
pub(super) fn front(
    plan: &Plan<'_>,
    labels: &VolumeLabels,
    starts: &[usize],
    back: &[(String, usize)],
) -> (Apparatus, Apparatus) {
    let organ = plan.style.labels.organ.get_ref().clone();
    let fill = |label: &Label| {
        capital(&fill_label(label.get_ref(), |name| session_words(&plan.style, plan.session, name)))
    };
    let lines = labels.lines.iter().map(fill).collect();
    let title = Apparatus::TitlePage { organ, title: labels.title.clone(), lines };
    let mut rows: Vec<Listed> =
        plan.pieces.iter().enumerate().map(|(index, _)| listed(plan, index, starts[index])).collect();
    rows.extend(back.iter().map(|(heading, page)| Listed {
        label: String::new(),
        words: heading.clone(),
        page: *page,
        name: heading.clone(),
    }));
    let groups = vec![(None, rows)];
    (title, Apparatus::Listing { heading: labels.contents.clone(), contents: true, groups })
}

/// The parts behind the documents, those that would be empty left out.
pub(super) fn back(plan: &Plan<'_>, labels: &VolumeLabels, starts: &[usize]) -> Vec<Apparatus> {
    let mut parts = Vec::new();
    let preface = |index: usize| &plan.pieces[index].prepared.resolution.preface;
    let indexes = 0..plan.pieces.len();
    // By the words without accents and cases, as a dictionary has them.
    let mut topics: BTreeMap<(String, String), Vec<Listed>> = BTreeMap::new();
    for index in indexes.clone() {
        for topic in &preface(index).topics {
            let listed = listed(plan, index, starts[index]);
            topics.entry((fold(topic), topic.clone())).or_default().push(listed);
        }
    }
    if !topics.is_empty() {
        let groups = topics.into_iter().map(|((_, topic), rows)| (Some(capital(&topic)), rows)).collect();
        parts.push(Apparatus::Listing { heading: labels.topics.clone(), contents: false, groups });
    }
    let mut references: Vec<(Vec<Part>, usize)> =
        indexes.clone().map(|index| (parts_of(preface(index).reference.value.as_str()), index)).collect();
    references.sort();
    let rows = references.into_iter().map(|(_, index)| {
        let label = preface(index).reference.value.to_string();
        Listed { label, ..listed(plan, index, starts[index]) }
    });
    let groups = vec![(None, rows.collect())];
    parts.push(Apparatus::Listing { heading: labels.references.clone(), contents: false, groups });
    let votes: Vec<(Listed, [u32; 3])> = indexes
        .filter_map(|index| {
            let tally = plan.pieces[index].prepared.resolution.conclusion.tally?;
            Some((listed(plan, index, starts[index]), tally))
        })
        .collect();
    if !votes.is_empty() {
        let (heading, columns) = (labels.votes.clone(), labels.vote_columns.clone());
        parts.push(Apparatus::Votes { heading, columns, rows: votes });
    }
    parts
}

/// The heading of a part.
pub(super) fn heading(part: &Apparatus) -> &str {
    match part {
        Apparatus::TitlePage { title, .. } => title,
        Apparatus::Listing { heading, .. } | Apparatus::Votes { heading, .. } => heading,
    }
}

/// A document in a list, by its label.
fn listed(plan: &Plan<'_>, index: usize, page: usize) -> Listed {
    let prepared = &plan.pieces[index].prepared;
    let preface = &prepared.resolution.preface;
    Listed { label: preface.title.to_string(), words: preface.subject.clone(), page, name: name(index) }
}

/// Words with a capital at their beginning.
fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// A part of a reference, numbers by their value.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64, String),
    Letters(String),
}

fn parts_of(reference: &str) -> Vec<Part> {
    let parts = reference.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let part = |part: &str| match part.parse() {
        Ok(number) => Part::Number(number, part.to_owned()),
        Err(_) => Part::Letters(part.to_owned()),
    };
    parts.map(part).collect()
}

//! Where the links of two versions lead.

use std::collections::BTreeMap;

use super::compare::Discordance;
use crate::diagnostic::messages;
use crate::model::{Language, Link, Target};
use crate::source::Span;

/// The links of two parts that stand for each other, by their numbers.
#[derive(Debug)]
pub(super) struct PendingLinks {
    pub(super) base: Vec<(usize, Span)>,
    pub(super) other: Vec<(usize, Span)>,
    /// The places of the parts.
    pub(super) places: (Span, Span),
}

/// Holds links against each other once it is known which headings stand for each other.
pub(super) fn same_links(
    pending: &[PendingLinks],
    links: [&[Link]; 2],
    headings: &BTreeMap<String, String>,
    found: &mut Vec<Discordance>,
) {
    for part in pending {
        let target = |side: usize, number: usize| links[side].get(number).map(|link| &link.target);
        let mut theirs: Vec<(&Target, Span)> =
            part.other.iter().filter_map(|(number, span)| Some((target(1, *number)?, *span))).collect();
        let mut mine = Vec::new();
        for (number, span) in &part.base {
            let Some(target) = target(0, *number) else { continue };
            match theirs.iter().position(|(other, _)| same(target, other, headings)) {
                Some(at) => drop(theirs.remove(at)),
                None => mine.push((target, *span)),
            }
        }
        let changed = mine.len().min(theirs.len());
        let mut report = |message, base, other| found.push(Discordance { message, base, other });
        for ((one, span), (two, other)) in mine.iter().zip(&theirs) {
            report(messages::other_link(written(one), written(two)), *span, *other);
        }
        for (target, span) in &mine[changed..] {
            report(messages::missing_link(written(target)), *span, part.places.1);
        }
        for (target, span) in &theirs[changed..] {
            report(messages::added_link(written(target)), part.places.0, *span);
        }
    }
}

fn written(target: &Target) -> String {
    match target {
        Target::Address(address) => address.clone(),
        Target::Heading(name) => format!("#{name}"),
    }
}

fn same(base: &Target, other: &Target, headings: &BTreeMap<String, String>) -> bool {
    match (base, other) {
        (Target::Address(one), Target::Address(two)) => one == two || common(one) == common(two),
        (Target::Heading(one), Target::Heading(two)) => {
            headings.get(one).is_none_or(|partner| partner == two)
        }
        _ => false,
    }
}

/// An address without what names its language: `https://www.exemple.int/fr/` and `https://www.exemple.int/en/`.
fn common(address: &str) -> String {
    let parts = address.split_inclusive(|ch: char| !ch.is_alphanumeric());
    parts
        .map(|part| {
            let name = part.trim_end_matches(|ch: char| !ch.is_alphanumeric());
            let language = Language::ALL.iter().any(|language| language.code().eq_ignore_ascii_case(name));
            if language { part.replacen(name, "*", 1) } else { part.to_owned() }
        })
        .collect()
}

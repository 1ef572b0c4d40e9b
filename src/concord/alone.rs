//! Parts that one version has alone, and those that are told with them.

use std::collections::BTreeSet;

use super::align::Bead;
use super::outline::{Part, PartKind};

/// The parts that one version lacks because it lacks what they belong to: those of an annex without its heading, those of a list
/// without the paragraph before it.
pub(super) fn goes_along(parts: &[Part], beads: &[Bead], side: Side) -> BTreeSet<usize> {
    let alone: BTreeSet<usize> = beads
        .iter()
        .filter_map(|bead| match (bead, side) {
            (Bead::Base(at), Side::Base) | (Bead::Other(at), Side::Other) => Some(*at),
            _ => None,
        })
        .collect();
    let annex = |part: &Part| matches!(part.kind, PartKind::Annex { .. });
    let mut lone = BTreeSet::new();
    for start in (0..parts.len()).filter(|at| annex(&parts[*at])) {
        let end = (start + 1..parts.len()).find(|at| annex(&parts[*at])).unwrap_or(parts.len());
        if (start..end).all(|at| alone.contains(&at)) {
            lone.extend(start + 1..end);
        }
    }
    let leads =
        |part: &Part| part.facts.leads && matches!(part.kind, PartKind::Paragraph | PartKind::Clause { .. });
    for start in alone.iter().copied().filter(|at| leads(&parts[*at])) {
        let items =
            (start + 1..parts.len()).take_while(|at| matches!(parts[*at].kind, PartKind::Item { .. }));
        let items: Vec<usize> = items.collect();
        if items.iter().all(|at| alone.contains(at)) {
            lone.extend(items);
        }
    }
    lone
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Base,
    Other,
}

impl Bead {
    /// The last parts that it takes.
    pub(super) fn last(self) -> (Option<usize>, Option<usize>) {
        match self {
            Self::Pair(i, j) => (Some(i), Some(j)),
            Self::Split(i, j) => (Some(i), Some(j + 1)),
            Self::Joined(i, j) => (Some(i + 1), Some(j)),
            Self::Base(i) => (Some(i), None),
            Self::Other(j) => (None, Some(j)),
        }
    }
}

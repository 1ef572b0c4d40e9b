//! The notes of two versions: how many there are, what they say, and which part calls each.

use std::collections::BTreeMap;

use super::compare::Comparer;
use super::outline::{Outline, Part, PartKind};
use crate::diagnostic::messages;
use crate::source::Span;

/// The first call of each note: the part that it is in, and its place.
fn calls(outline: &Outline) -> BTreeMap<usize, (usize, Span)> {
    let mut calls = BTreeMap::new();
    for part in outline.parts.iter().flat_map(Part::all) {
        for (note, span) in &part.facts.calls {
            calls.entry(*note).or_insert((part.number, *span));
        }
    }
    calls
}

/// Compares the notes once the parts that call them are compared.
pub(super) fn compare_notes(base: &Outline, other: &Outline, comparer: &mut Comparer<'_>) {
    let (mine, theirs) = (calls(base), calls(other));
    // A note stands for the note that the same part calls in the same place of its calls.
    let mut free: BTreeMap<usize, (usize, Span)> = theirs.clone();
    let mut left = Vec::new();
    for (note, (part, span)) in &mine {
        let partner = comparer.partners.get(part).copied();
        let same = free.iter().find(|(_, (theirs, _))| Some(*theirs) == partner).map(|(note, _)| *note);
        match same {
            Some(same) => {
                free.remove(&same);
                compare_texts(base, other, (*note, same), comparer);
            }
            None => left.push((*note, *part, *span)),
        }
    }
    let missing: Vec<(usize, usize, Span)> = left;
    let mut free = free.into_iter();
    for (note, part, span) in missing {
        match free.next() {
            Some((moved, (_, place))) => {
                comparer.report(messages::moved_note(note, moved), span, place);
                compare_texts(base, other, (note, moved), comparer);
            }
            // With a part that is missing its notes are.
            None => {
                if let Some(partner) = comparer.partners.get(&part) {
                    let place = place_of(other, *partner);
                    comparer.report(messages::missing_note(note), span, place);
                }
            }
        }
    }
    let back: BTreeMap<usize, usize> = comparer.partners.iter().map(|(one, two)| (*two, *one)).collect();
    for (note, (part, span)) in free {
        if let Some(partner) = back.get(&part) {
            comparer.report(messages::added_note(note), place_of(base, *partner), span);
        }
    }
}

fn place_of(outline: &Outline, number: usize) -> Span {
    let parts = outline.parts.iter().flat_map(Part::all);
    parts.filter(|part| part.number == number).map(|part| part.span).next().unwrap_or_default()
}

fn compare_texts(base: &Outline, other: &Outline, notes: (usize, usize), comparer: &mut Comparer<'_>) {
    let one = notes.0.checked_sub(1).and_then(|at| base.notes.get(at));
    let two = notes.1.checked_sub(1).and_then(|at| other.notes.get(at));
    if let (Some(one), Some(two)) = (one, two) {
        debug_assert_eq!(one.kind, PartKind::Note);
        comparer.pair(one, two);
    }
}

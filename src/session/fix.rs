//! A source rewritten with what the rules settle safely: characters, never words or structure.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Prepared;
use crate::model::{Cell, Lead, Marks, Resolution, Text, called_note};
use crate::source::File;

/// The source with every character as it is printed, or `None` when nothing would change.
///
/// Keywords stay as they were typed, and what stands between the characters (markup, line ends, entities)
/// stays byte for byte.
pub fn fixed(prepared: &Prepared) -> Option<String> {
    let source = &prepared.files.document.text;
    let (mut raw, mut kept) = (Vec::new(), BTreeSet::new());
    collect(&prepared.resolution, &mut raw, &mut kept);
    // What is printed in two places, as a reference is, stays as it was typed.
    let mut seen = BTreeSet::new();
    kept.extend(raw.iter().filter(|cell| !seen.insert(cell.at)).map(|cell| cell.at));
    raw.retain(|cell| !kept.contains(&cell.at));
    // What each character of the source has become, and what has been put between two of them.
    let mut replaced: BTreeMap<u32, String> = BTreeMap::new();
    let mut inserted: BTreeMap<u32, String> = BTreeMap::new();
    for paragraph in &prepared.composition.paragraphs {
        let cells = &paragraph.text.cells;
        for (index, cell) in cells.iter().enumerate() {
            if cell.file != File::Document
                || cell.marks.contains(Marks::KEYWORD)
                || matches!(cell.leads, Some(Lead::Note(_)))
                || cell.marks.contains(Marks::PUT_IN)
                || kept.contains(&cell.at)
            {
                continue;
            }
            if cell.len > 0 {
                replaced.entry(cell.at).or_default().push(cell.ch);
            } else {
                inserted.entry(anchor(cell, cells.get(index + 1))).or_default().push(cell.ch);
            }
        }
    }
    let mut edits: Vec<(usize, usize, String)> =
        inserted.into_iter().map(|(at, text)| (at as usize, at as usize, text)).collect();
    for cell in raw {
        let text = replaced.remove(&cell.at).unwrap_or_default();
        if text.chars().ne(std::iter::once(cell.ch)) {
            edits.push((cell.at as usize, cell.at as usize + usize::from(cell.len), text));
        }
    }
    edits.sort();
    let mut fixed = String::with_capacity(source.len() + edits.len() * 2);
    let mut at = 0;
    for (start, end, text) in edits {
        // Two edits of one place, as of an entity that stands for two characters, leave it as it is.
        if start >= at {
            fixed.push_str(&source[at..start]);
            fixed.push_str(&text);
            at = end;
        }
    }
    fixed.push_str(&source[at..]);
    (fixed != *source).then_some(fixed)
}

/// Where an inserted character goes: the space before a mark beside that mark, anything else after what stands
/// before it. Markup may stand between the two, and emphasis does not end in a space.
fn anchor(cell: &Cell, next: Option<&Cell>) -> u32 {
    match next {
        Some(next) if next.len > 0 && next.file == cell.file && ":;!?»%‰".contains(next.ch) => next.at,
        _ => cell.at,
    }
}

/// The characters of the source that rules may have changed, and the places that are left alone: keywords, and
/// values that stand for more than their characters.
fn collect(resolution: &Resolution, raw: &mut Vec<Cell>, kept: &mut BTreeSet<u32>) {
    let mut take = |text: &Text, skip: usize| {
        for (index, cell) in text.cells.iter().enumerate().filter(|(_, cell)| cell.file == File::Document) {
            if index < skip || cell.len == 0 || called_note(cell.ch).is_some() {
                kept.insert(cell.at);
            } else {
                raw.push(*cell);
            }
        }
    };
    let preface = &resolution.preface;
    for text in [&preface.title, &preface.reference_line, &preface.subject_line] {
        take(text, 0);
    }
    for (text, keyword) in resolution.texts() {
        take(text, keyword);
    }
    let conclusion = &resolution.conclusion;
    let votes =
        conclusion.votes.iter().flat_map(|(announcement, names)| std::iter::once(announcement).chain(names));
    let masthead = resolution.furniture.masthead.iter().flatten();
    let around = masthead.chain(&conclusion.adoption).chain(&conclusion.meeting).chain(votes);
    for text in around.chain(conclusion.signatures.iter().flatten()) {
        take(text, 0);
    }
}

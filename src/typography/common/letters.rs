//! Letters: ligatures and official names.

use std::ops::Range;

use super::words::words;
use crate::typography::engine::{Pass, Word};

/// `oe` and `ae` become one letter in the words that the lexicon lists.
pub(in crate::typography) fn ligatures(pass: &mut Pass<'_>) {
    let lexicon = pass.context.lexicon;
    if lexicon.ligatures.is_empty() {
        return;
    }
    for Word { range: word, .. } in words(pass) {
        let has_pair = pass.cells[word.clone()]
            .windows(2)
            .any(|pair| matches!((pair[0].ch, pair[1].ch), ('o' | 'O' | 'a' | 'A', 'e' | 'E')));
        if !has_pair {
            continue;
        }
        for part in parts(pass, word) {
            if pass.is_protected(part.clone()) {
                continue;
            }
            let typed = pass.text(part.clone());
            if let Some(right) = lexicon.ligatures.get(&typed.to_lowercase()) {
                pass.replace(part, like(&typed, right));
            }
        }
    }
}

/// The runs of letters of a word.
fn parts(pass: &Pass<'_>, word: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = word.start;
    for index in word.clone() {
        if !pass.cells[index].ch.is_alphabetic() {
            if start < index {
                parts.push(start..index);
            }
            start = index + 1;
        }
    }
    if start < word.end {
        parts.push(start..word.end);
    }
    parts
}

/// A word in the capitals of the typed one: all, the first, or none.
fn like(typed: &str, right: &str) -> String {
    let mut upper = typed.chars().filter(|ch| ch.is_uppercase());
    let first = typed.chars().next().is_some_and(char::is_uppercase);
    if first && upper.by_ref().count() > 1 {
        right.to_uppercase()
    } else if first {
        let mut chars = right.chars();
        chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
    } else {
        right.to_owned()
    }
}

/// Official names in their one form: whole words, letter for letter.
pub(in crate::typography) fn preferred(pass: &mut Pass<'_>) {
    let lexicon = pass.context.lexicon;
    if lexicon.preferred.is_empty() {
        return;
    }
    let words = words(pass);
    for (position, word) in words.iter().enumerate() {
        let first = trim(pass, word.stem.clone());
        if !lexicon.preferred.may_hold(pass.characters(first.clone())) {
            continue;
        }
        let Some(candidates) = lexicon.preferred.get(&pass.text(first.clone())) else { continue };
        // The longest form that fits, as `Etats-Unis` before `Etats`.
        let found = candidates
            .iter()
            .filter_map(|candidate| {
                let count = candidate.wrong.split(' ').count();
                let last = words.get(position + count - 1)?;
                let end =
                    if count == 1 { first.end } else { trim(pass, last.range.start..last.stem.end).end };
                let range = first.start..end;
                (pass.text(range.clone()) == candidate.wrong).then_some((range, candidate))
            })
            // Of two of one length the house's own comes first.
            .rev()
            .max_by_key(|(range, _)| range.len());
        if let Some((range, candidate)) = found
            && !pass.is_protected(range.clone())
        {
            pass.replace(range, candidate.right.clone());
        }
    }
}

/// A stem without its full stop.
fn trim(pass: &Pass<'_>, mut range: Range<usize>) -> Range<usize> {
    while range.end > range.start && pass.cells[range.end - 1].ch == '.' {
        range.end -= 1;
    }
    range
}

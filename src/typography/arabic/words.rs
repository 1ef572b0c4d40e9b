//! Words that are written together, and names that have one form.

use super::marks::is_letter;
use crate::typography::common::words::{is_ordinary_space, is_space};
use crate::typography::engine::Pass;

/// A waw alone before a word is joined to it; before a figure or a Latin word it is tied to it.
pub(super) fn conjunction(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        let begins = pass.before(index).is_none_or(|ch| is_space(ch) || "(«”".contains(ch));
        let Some(space) = pass.cells.get(index + 1).filter(|next| is_ordinary_space(next)) else { continue };
        if pass.cells[index].ch != 'و' || !begins || pass.cells[index].is_protected() || space.is_protected()
        {
            continue;
        }
        match pass.at(index + 2) {
            Some(next) if is_letter(next) => pass.replace(index + 1..index + 2, ""),
            Some(next) if !is_space(next) => pass.replace(index + 1..index + 2, "\u{a0}"),
            _ => {}
        }
    }
}

/// Forms of the lexicon that are never right become the right ones, as whole words.
pub(super) fn preferred(pass: &mut Pass<'_>) {
    let lexicon = pass.context.lexicon;
    if lexicon.preferred.is_empty() {
        return;
    }
    let mut index = 0;
    while index < pass.cells.len() {
        let length = pass.cells[index..].iter().take_while(|cell| cell.ch.is_alphanumeric()).count();
        let first = index..index + length;
        index += length.max(1);
        if length == 0 || !lexicon.preferred.may_hold(pass.characters(first.clone())) {
            continue;
        }
        let known = lexicon.preferred.get(&pass.text(first.clone()));
        for preferred in known.into_iter().flatten() {
            let range = first.start..first.start + preferred.wrong.chars().count();
            let whole = pass.at(range.end).is_none_or(|ch| !ch.is_alphanumeric());
            if whole && pass.starts_with(range.start, &preferred.wrong) && !pass.is_protected(range.clone()) {
                index = range.end;
                pass.replace(range, preferred.right.clone());
                break;
            }
        }
    }
}

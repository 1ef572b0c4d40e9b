//! Quotation marks that are turned: `”…“`, `’…‘`, as in Arabic.
//!
//! The forms of these marks do not follow the direction of the text (Unicode Standard, 6.2; Corrigendum 6), so that a
//! quotation within a line written from right to left opens with the mark that ends one in Latin script, and stands
//! between the same two forms as there. What an author has typed in the order of Latin is turned.

use super::quotes::{Levels, Open, Pairs, Sort, unopened};
use super::words::is_space;
use crate::typography::engine::Pass;

/// Whether the inner marks of a language are turned.
pub(super) fn are_turned(levels: &Levels) -> bool {
    levels[1].0 == "”"
}

/// Settles one of `“ ” ‘ ’`, whose place says whether it opens or closes.
pub(super) fn settle(
    pass: &mut Pass<'_>,
    levels: &Levels,
    index: usize,
    stack: &mut Vec<Open>,
    pairs: &mut Pairs,
) {
    let double = |ch: Option<char>| matches!(ch, Some('“' | '”'));
    let single = |ch: Option<char>| matches!(ch, Some('‘' | '’'));
    let is_double = double(pass.at(index));
    let alike = |open: &Open| {
        let mark = pass.at(open.at);
        open.sort == Sort::Set && if is_double { double(mark) } else { single(mark) }
    };
    let opened = stack.iter().rposition(alike);
    let (previous, next) = (pass.before(index), pass.at(index + 1));
    let free = previous.is_none_or(|ch| is_space(ch) || "([«“”‘’\"–—-/".contains(ch));
    // `rock ’n’ roll` has apostrophes.
    let apostrophe = !is_double && next.is_some_and(|ch| ch.is_ascii_alphabetic());
    let begins = !apostrophe && next.is_some_and(|ch| ch.is_alphanumeric() || "([«“”‘’\"'".contains(ch));
    // `“ word ”`, with the spaces of guillemets.
    let spaced = is_double && opened.is_none() && next.is_some_and(is_space);
    if free && (begins || spaced) {
        stack.push(Open { at: index, length: 1, sort: Sort::Set });
        return;
    }
    let Some(opened) = opened else {
        // The other is an apostrophe.
        if is_double {
            unopened(pass, index);
        }
        return;
    };
    if !is_double && next.is_some_and(char::is_alphanumeric) {
        return;
    }
    let (opening, closing) = levels[if is_double { 1 } else { 2 }];
    pairs.push((stack[opened].at, 1, opening));
    pairs.push((index, 1, closing));
    stack.truncate(opened);
}

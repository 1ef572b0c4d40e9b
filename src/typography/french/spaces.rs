//! Spaces before high punctuation.

use crate::typography::common::spaces::{closes, is_preceding};
use crate::typography::common::words::is_ordinary_space;
use crate::typography::engine::Pass;

/// The space before `;`, `!` and `?`.
pub(super) fn before_high_punctuation(pass: &mut Pass<'_>) {
    let settings = pass.context.settings;
    let (semicolon, exclamation) = (settings.semicolon.text(), settings.exclamation.text());
    for index in 0..pass.cells.len() {
        match pass.cells[index].ch {
            ';' => before_mark(pass, index, semicolon),
            '!' | '?' => before_mark(pass, index, exclamation),
            _ => {}
        }
    }
}

/// The space before `:`.
pub(super) fn before_colon(pass: &mut Pass<'_>) {
    let space = pass.context.settings.colon.text();
    for index in 0..pass.cells.len() {
        let between_digits = || {
            let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
            digit(pass.before(index)) && digit(pass.at(index + 1))
        };
        if pass.cells[index].ch == ':' && !between_digits() {
            before_mark(pass, index, space);
        }
    }
}

/// Puts the house's space before a mark: in place of an ordinary one, or where there is none and a letter, a
/// digit or a closing sign stands before.
fn before_mark(pass: &mut Pass<'_>, index: usize, space: &'static str) {
    let mark = &pass.cells[index];
    if mark.is_protected() {
        return;
    }
    let Some(previous) = pass.before(index) else { return };
    // A mark that runs into a word is part of a name, an address or a formula.
    if !closes(pass.at(index + 1)) {
        return;
    }
    if previous == ' ' {
        // After an opening sign the mark is spoken of: `( ?)`.
        let opener = index.checked_sub(2).and_then(|index| pass.at(index));
        if opener.is_some_and(|ch| !"([".contains(ch)) && is_ordinary_space(&pass.cells[index - 1]) {
            pass.replace(index - 1..index, space);
        }
    } else if is_preceding(previous) {
        pass.replace(index..index, space);
    }
}

//! Spaces between words and before punctuation.

use super::words::{is_ordinary_space, is_space};
use crate::model::{Space, called_note};
use crate::typography::engine::Pass;

/// Runs of spaces become one, an author's no-break space outliving the ordinary ones beside it; none stays
/// at an edge or beside a line end.
pub(in crate::typography) fn collapse(pass: &mut Pass<'_>) {
    let spacelike = |ch: char| matches!(ch, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\n');
    let mut index = 0;
    while index < pass.cells.len() {
        if !spacelike(pass.cells[index].ch) || pass.cells[index].is_protected() {
            index += 1;
            continue;
        }
        let start = index;
        while index < pass.cells.len() && spacelike(pass.cells[index].ch) && !pass.cells[index].is_protected()
        {
            index += 1;
        }
        let run = &pass.cells[start..index];
        let edge = start == 0 || index == pass.cells.len();
        let line_end = run.iter().any(|cell| cell.space == Space::LineEnd);
        if line_end && !edge {
            // The line end is kept as it is, and what surrounds it goes.
            let at = start + run.iter().position(|cell| cell.space == Space::LineEnd).unwrap_or(0);
            pass.replace(start..at, "");
            pass.replace(at + 1..index, "");
            continue;
        }
        let kept =
            run.iter().find(|cell| matches!(cell.ch, '\u{a0}' | '\u{202f}')).map_or(' ', |cell| cell.ch);
        if edge {
            pass.replace(start..index, "");
        } else if run.len() > 1 || run[0].ch == '\t' {
            pass.replace(start..index, kept.to_string());
        }
    }
}

/// No space before `, . ) ]` nor after `( [`.
pub(super) fn remove(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        if !is_ordinary_space(&pass.cells[index]) {
            continue;
        }
        let previous = pass.before(index);
        let after_opening = matches!(previous, Some('(' | '['));
        let before_closing = match pass.at(index + 1) {
            Some(',' | ')' | ']') => true,
            // `.com`, `.5` and `. . .` keep their space.
            Some('.') => previous != Some('.') && pass.at(index + 2).is_none_or(is_space),
            _ => false,
        };
        let protected = pass.cells.get(index + 1).is_some_and(crate::model::Cell::is_protected);
        if after_opening || (before_closing && !protected) {
            pass.replace(index..index + 1, "");
        }
    }
}

/// A space after a comma between two words.
pub(super) fn after_comma(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        let cell = &pass.cells[index];
        if cell.ch != ',' || cell.is_protected() {
            continue;
        }
        let letter = |ch: Option<char>| ch.is_some_and(char::is_alphabetic);
        if letter(pass.before(index)) && letter(pass.at(index + 1)) {
            pass.replace(index + 1..index + 1, " ");
        }
    }
}

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
    let closes = match pass.at(index + 1) {
        None => true,
        Some(next) => is_space(next) || ")]»”’\"!?…;:,.*–—".contains(next),
    };
    if !closes {
        return;
    }
    if previous == ' ' {
        // After an opening sign the mark is spoken of: `( ?)`.
        let opener = index.checked_sub(2).and_then(|index| pass.at(index));
        if opener.is_some_and(|ch| !"([".contains(ch)) && is_ordinary_space(&pass.cells[index - 1]) {
            pass.replace(index - 1..index, space);
        }
    } else if previous.is_alphanumeric()
        || called_note(previous).is_some()
        || ")]»”’'\"…%°.‰€$*′″²³".contains(previous)
    {
        pass.replace(index..index, space);
    }
}

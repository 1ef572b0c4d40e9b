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
pub(in crate::typography) fn remove(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        if !is_ordinary_space(&pass.cells[index]) {
            continue;
        }
        let previous = pass.before(index);
        let after_opening = matches!(previous, Some('(' | '['));
        let before_closing = match pass.at(index + 1) {
            Some(',' | ')' | ']') => true,
            // `.com`, `.5` and `. . .` keep their space.
            Some('.') => {
                let row = pass.at(index + 3) == Some('.');
                previous != Some('.') && !row && pass.at(index + 2).is_none_or(is_space)
            }
            _ => false,
        };
        let protected = pass.cells.get(index + 1).is_some_and(crate::model::Cell::is_protected);
        if after_opening || (before_closing && !protected) {
            pass.replace(index..index + 1, "");
        }
    }
}

/// A space after a comma between two words.
pub(in crate::typography) fn after_comma(pass: &mut Pass<'_>) {
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

/// No ordinary space before `;`, `:`, `!` and `?`, nor after one of `openings`; where a mark is spoken of, as in `( ?)`,
/// and where it runs into a word, the space stays.
pub(in crate::typography) fn unspaced(pass: &mut Pass<'_>, openings: &[char]) {
    for index in 1..pass.cells.len() {
        if !is_ordinary_space(&pass.cells[index]) {
            continue;
        }
        let previous = pass.cells[index - 1];
        let Some(next) = pass.cells.get(index + 1) else { continue };
        let opened = openings.contains(&previous.ch) && !previous.is_protected();
        let mark = matches!(next.ch, ';' | ':' | '!' | '?') && !next.is_protected();
        let closes = mark && closes(pass.at(index + 2));
        // `1 : 50 000` is a ratio, `: : :` a row of signs.
        let ratio = next.ch == ':'
            && previous.ch.is_ascii_digit()
            && pass.at(index + 2).is_some_and(is_space)
            && pass.at(index + 3).is_some_and(|ch| ch.is_ascii_digit());
        let follows = is_preceding(previous.ch);
        if opened || (closes && follows && !ratio) {
            pass.replace(index..index + 1, "");
        }
    }
}

/// Whether what follows a mark lets it close: a mark that runs into a word is part of a name, an address or a formula.
pub(in crate::typography) fn closes(next: Option<char>) -> bool {
    next.is_none_or(|next| is_space(next) || ")]»”’\"!?…;:,.*–—".contains(next))
}

/// Whether a mark may stand at once behind a character: a letter, a figure, or a sign that closes.
pub(in crate::typography) fn is_preceding(previous: char) -> bool {
    previous.is_alphanumeric() || called_note(previous).is_some() || ")]»”’'\"…%°.‰€$*′″²³".contains(previous)
}

//! What a drafter would object to in a resolution that is otherwise sound: the signs at the ends of clauses.

use super::{Block, Clause, Resolution, Text, called_note};
use crate::diagnostic::{Diagnostic, Message, messages};
use crate::source::{File, Files, Span};
use crate::style::ClauseKind;

/// Checks how clauses end: recitals in a comma, operative clauses in a semicolon, the last in a full stop.
pub fn lint(resolution: &Resolution, files: &Files) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let last = resolution.clauses().filter(|clause| clause.kind == ClauseKind::Operative).count();
    let mut operative = 0;
    for clause in resolution.clauses() {
        if clause.kind == ClauseKind::Recital {
            // One that stands among the operative clauses is reported as such.
            if operative == 0 {
                check(clause, &[',', ';'], messages::recital_end, files, &mut diagnostics);
            }
            continue;
        }
        operative += 1;
        if operative < last {
            check(clause, &[';', ','], messages::operative_end, files, &mut diagnostics);
        } else {
            check(clause, &['.'], messages::last_end, files, &mut diagnostics);
        }
    }
    diagnostics
}

fn check(
    clause: &Clause,
    signs: &[char],
    message: impl Fn(char) -> Message,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(text) = clause.blocks.last().and_then(last_text) else { return };
    let closing =
        |ch: char| ch.is_whitespace() || matches!(ch, '»' | '"' | '”' | ')' | '\u{a0}' | '\u{202f}');
    let Some(last) = text.cells.iter().rev().find(|cell| !closing(cell.ch) && called_note(cell.ch).is_none())
    else {
        return;
    };
    // A list may be announced by a colon and follow as paragraphs of its own.
    if signs.contains(&last.ch) || last.ch == ':' || last.file != File::Document {
        return;
    }
    let end = last.span();
    let span = Span { start: end.start, ..end };
    diagnostics.push(files.warning(span, message(signs[0])));
}

/// The last paragraph of a block, in its last item if it is a list.
fn last_text(block: &Block) -> Option<&Text> {
    match block {
        Block::Paragraph(text) => Some(text),
        Block::List(list) => list.items.last().and_then(|item| item.blocks.last()).and_then(last_text),
        Block::Terms(terms) => terms.last().and_then(|term| term.blocks.last()).and_then(last_text),
        Block::Table(_) | Block::Quote(_) | Block::Figure(_) | Block::Rule => None,
    }
}

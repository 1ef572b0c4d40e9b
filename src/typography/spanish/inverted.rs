//! The marks that open questions and exclamations: `¿` and `¡`.

use crate::diagnostic::messages;
use crate::typography::common::spaces::closes;
use crate::typography::engine::Pass;

/// Reports a `?` or `!` that nothing opens, and a `¿` or `¡` that nothing closes. Where a question begins is the author's
/// to say: no mark is put in.
pub(super) fn check(pass: &mut Pass<'_>) {
    let mut open: Vec<usize> = Vec::new();
    // Whether a mark has just closed: in `?!` and `!!` they close together.
    let mut closing = false;
    for index in 0..pass.cells.len() {
        let cell = pass.cells[index];
        if cell.is_protected() {
            closing = false;
            continue;
        }
        match cell.ch {
            // Of `¡¿` and `¡¡` the first speaks for both.
            '¿' | '¡' if matches!(pass.before(index), Some('¿' | '¡')) => {}
            '¿' | '¡' => open.push(index),
            '?' | '!' if closing => {}
            '?' | '!' => {
                // `(?)` and `[!]` are remarks; a mark within a word is part of a name.
                let remark = matches!(pass.before(index), None | Some('(' | '['));
                closing = closes(pass.at(index + 1)) && !remark;
                if closing && open.pop().is_none() {
                    let opening = if cell.ch == '?' { "¿" } else { "¡" };
                    pass.report(index, messages::unopened_question(opening));
                }
                continue;
            }
            _ => {}
        }
        closing = false;
    }
    for index in open {
        pass.report(index, messages::unclosed_question(pass.cells[index].ch.to_string()));
    }
}

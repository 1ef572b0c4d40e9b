//! Quotation marks: guillemets, and the two levels within them.

use std::ops::Range;

use super::turned::{are_turned, settle};
use super::words::{is_ordinary_space, is_space};
use crate::diagnostic::messages;
use crate::typography::engine::Pass;

/// The marks of each level: outer, second, third.
pub(in crate::typography) type Levels = [(&'static str, &'static str); 3];

/// The marks that are put in: where, in the place of how many characters, and what.
pub(super) type Pairs = Vec<(usize, usize, &'static str)>;

/// An opening mark that waits for its closing one.
pub(super) struct Open {
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// `"`.
    Double,
    /// `'`.
    Single,
    /// `<<`.
    Angles,
    /// `«`, `“`, `‘`: right already, counted for the level.
    Set,
    /// A quotation from the paragraph before.
    Continued,
}

/// `"…"` becomes a pair of the marks of its level, as `«…»`, within them `“…”`, within these `‘…’`; `<<…>>` becomes
/// `«…»`.
///
/// A quotation from the paragraph before has `repeat` at the beginning of this one.
pub(in crate::typography) fn convert(pass: &mut Pass<'_>, levels: &Levels, repeat: &'static str) {
    let mut stack: Vec<Open> = Vec::new();
    let mut pairs = Pairs::new();
    let part = pass.context.quotation;
    let mut index = 0;
    if part.continued {
        // The quotation of the paragraph before; its mark is repeated here.
        let length = repeated(pass, repeat);
        pairs.push((0, length, repeat));
        stack.push(Open { at: 0, length, sort: Sort::Continued });
        index = length;
    }
    while index < pass.cells.len() {
        let cell = &pass.cells[index];
        if cell.is_protected() {
            index += 1;
            continue;
        }
        match cell.ch {
            '“' | '”' | '‘' | '’' if are_turned(levels) => {
                settle(pass, levels, index, &mut stack, &mut pairs);
            }
            '"' => double(pass, levels, index, &mut stack, &mut pairs),
            '\'' => single(pass, levels, index, &mut stack, &mut pairs),
            '<' if pass.at(index + 1) == Some('<') => {
                stack.push(Open { at: index, length: 2, sort: Sort::Angles });
                index += 1;
            }
            '>' if pass.at(index + 1) == Some('>') => {
                if stack.iter().any(|open| open.sort == Sort::Angles) {
                    close(levels, &mut stack, Sort::Angles, index, 2, &mut pairs);
                } else {
                    pairs.push((index, 2, levels[0].1));
                    unopened(pass, index);
                }
                index += 1;
            }
            '«' | '“' | '‘' => stack.push(Open { at: index, length: 1, sort: Sort::Set }),
            '»' | '”' => match stack.iter().rposition(|open| {
                let closes = levels[0].1.starts_with(cell.ch);
                open.sort == Sort::Set || (closes && matches!(open.sort, Sort::Continued))
            }) {
                Some(at) => stack.truncate(at),
                None => unopened(pass, index),
            },
            // The apostrophe is the same sign: it closes only what was opened last.
            '’' if stack
                .last()
                .is_some_and(|open| open.sort == Sort::Set && pass.at(open.at) == Some('‘'))
                && pass.at(index + 1).is_none_or(|ch| !ch.is_alphanumeric()) =>
            {
                stack.pop();
            }
            _ => {}
        }
        index += 1;
    }
    // `<<` can mean nothing else, even where its partner is in another paragraph.
    pairs.extend(
        stack.iter().filter(|open| open.sort == Sort::Angles).map(|open| (open.at, open.length, levels[0].0)),
    );
    if part.continues && !stack.is_empty() {
        let outermost = stack.remove(0);
        if outermost.sort == Sort::Double {
            pairs.push((outermost.at, outermost.length, levels[0].0));
        }
    }
    for open in &stack {
        if open.sort != Sort::Single {
            unclosed(pass, open.at..open.at + open.length);
        }
    }
    pairs.sort_by_key(|(at, ..)| *at);
    for (at, length, text) in pairs {
        pass.replace(at..at + length, text);
    }
}

/// How many characters the opening mark at the beginning of a text takes.
fn repeated(pass: &Pass<'_>, repeat: &str) -> usize {
    match pass.at(0) {
        Some('«' | '"' | '“') => 1,
        Some(ch) if repeat.starts_with(ch) => 1,
        Some('<') if pass.at(1) == Some('<') => 2,
        _ => 0,
    }
}

pub(in crate::typography) fn unopened(pass: &mut Pass<'_>, index: usize) {
    let mark = pass.text(index..index + 1);
    pass.report(index, messages::unopened_quote(mark));
}

fn double(pass: &mut Pass<'_>, levels: &Levels, index: usize, stack: &mut Vec<Open>, pairs: &mut Pairs) {
    let previous = pass.before(index);
    let next = pass.at(index + 1);
    let open_before = previous.is_none_or(|ch| is_space(ch) || "([«“‘’'¿¡–—-/".contains(ch));
    let is_open = stack.iter().any(|open| matches!(open.sort, Sort::Double | Sort::Continued));
    let digit_before = previous.is_some_and(|ch| ch.is_ascii_digit());
    if digit_before && (!is_open || next.is_some_and(|ch| ch.is_ascii_digit())) {
        // Inches or seconds.
        return;
    }
    if open_before && next.is_some_and(|ch| !is_space(ch)) {
        stack.push(Open { at: index, length: 1, sort: Sort::Double });
    } else if is_open && previous.is_some_and(|ch| !is_space(ch)) {
        close(levels, stack, Sort::Double, index, 1, pairs);
    } else if open_before && next.is_some_and(is_space) && !is_open && spaced_partner(pass, index) {
        // `" mot "`, with the spaces of guillemets.
        stack.push(Open { at: index, length: 1, sort: Sort::Double });
    } else if is_open && previous.is_some_and(is_space) {
        close(levels, stack, Sort::Double, index, 1, pairs);
    }
}

/// Reports a mark that nothing closes.
pub(in crate::typography) fn unclosed(pass: &mut Pass<'_>, mark: Range<usize>) {
    pass.report(mark.start, messages::unclosed_quote(pass.text(mark)));
}

/// No ordinary space after a mark that opens or before one that closes.
pub(in crate::typography) fn close_up(pass: &mut Pass<'_>, opening: &[char], closing: &[char]) {
    for index in 1..pass.cells.len() {
        if !is_ordinary_space(&pass.cells[index]) {
            continue;
        }
        let free = |at: usize, marks: &[char]| {
            pass.cells.get(at).is_some_and(|cell| marks.contains(&cell.ch) && !cell.is_protected())
        };
        if free(index - 1, opening) || free(index + 1, closing) {
            pass.replace(index..index + 1, "");
        }
    }
}

/// Whether another `"` that could close stands further on in the text.
pub(in crate::typography) fn spaced_partner(pass: &Pass<'_>, index: usize) -> bool {
    // The bound keeps the rule linear; a quotation longer than this is set by hand.
    (index + 2..pass.cells.len().min(index + 2000)).any(|at| pass.at(at) == Some('"'))
}

fn single(pass: &mut Pass<'_>, levels: &Levels, index: usize, stack: &mut Vec<Open>, pairs: &mut Pairs) {
    // The apostrophes have been settled; what is left opens, closes, or is a prime.
    let previous = pass.before(index);
    let next = pass.at(index + 1);
    let opens = previous.is_none_or(|ch| is_space(ch) || "([«“\"¿¡".contains(ch))
        && next.is_some_and(char::is_alphabetic);
    if opens {
        stack.push(Open { at: index, length: 1, sort: Sort::Single });
    } else if stack.iter().any(|open| open.sort == Sort::Single) && previous.is_some_and(|ch| !is_space(ch)) {
        close(levels, stack, Sort::Single, index, 1, pairs);
    }
}

/// Closes the innermost open mark of a sort; what was opened within it and never closed is dropped.
fn close(levels: &Levels, stack: &mut Vec<Open>, sort: Sort, index: usize, length: usize, pairs: &mut Pairs) {
    let carried = |open: &Open| open.sort == Sort::Continued && sort != Sort::Single;
    let Some(position) = stack.iter().rposition(|open| open.sort == sort || carried(open)) else { return };
    if stack[position].sort == Sort::Continued {
        // Its opening mark is settled already.
        stack.truncate(position);
        pairs.push((index, length, levels[0].1));
        return;
    }
    let level = stack[..position].iter().filter(|open| open.sort != Sort::Single).count();
    stack.truncate(position + 1);
    let Some(open) = stack.pop() else { return };
    let level = match sort {
        Sort::Angles => 0,
        Sort::Single => 2,
        _ => level.min(2),
    };
    let (opening, closing) = levels[level];
    pairs.push((open.at, open.length, opening));
    pairs.push((index, length, closing));
}

/// The space inside guillemets; none inside the other marks, none between an elision and a guillemet.
pub(in crate::typography) fn space(pass: &mut Pass<'_>) {
    let space = pass.context.settings.guillemets.text();
    let mut index = 0;
    while index < pass.cells.len() {
        let cell = &pass.cells[index];
        if cell.is_protected() {
            index += 1;
            continue;
        }
        match cell.ch {
            '«' => {
                let elided = index >= 2 && matches!(pass.at(index - 2), Some('’' | '\''));
                if elided && is_ordinary_space(&pass.cells[index - 1]) {
                    pass.replace(index - 1..index, "");
                }
                match pass.at(index + 1) {
                    Some(' ') if is_ordinary_space(&pass.cells[index + 1]) => {
                        pass.replace(index + 1..index + 2, space);
                        // `« »`: the one space belongs to both.
                        if pass.at(index + 2) == Some('»') {
                            index += 2;
                        }
                    }
                    Some(next) if !is_space(next) => pass.replace(index + 1..index + 1, space),
                    _ => {}
                }
            }
            '»' => match pass.before(index) {
                Some(' ') if is_ordinary_space(&pass.cells[index - 1]) => {
                    pass.replace(index - 1..index, space);
                }
                Some(previous) if !is_space(previous) && previous != '«' => {
                    pass.replace(index..index, space);
                }
                _ => {}
            },
            '“' | '‘' if pass.cells.get(index + 1).is_some_and(is_ordinary_space) => {
                pass.replace(index + 1..index + 2, "");
            }
            '”' if index > 0 && is_ordinary_space(&pass.cells[index - 1]) => {
                pass.replace(index - 1..index, "");
            }
            _ => {}
        }
        index += 1;
    }
}

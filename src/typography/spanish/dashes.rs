//! The dash of asides, which touches what it encloses, and the ellipsis, which touches what it follows.

use std::ops::Range;

use crate::typography::common::marks::{ends_sentence, joins_a_name};
use crate::typography::common::numbers::digit;
use crate::typography::common::words::{is_ordinary_space, is_space};
use crate::typography::engine::Pass;

/// A pair of spaced hyphens or dashes in one sentence becomes `—inciso—`; `---` becomes `—` and `--` becomes `–`.
pub(super) fn dash(pass: &mut Pass<'_>) {
    let mut edits: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut spaced: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while index < pass.cells.len() {
        let start = index;
        let sign = pass.cells[index].ch;
        if !matches!(sign, '-' | '–' | '—') || pass.cells[index].is_protected() {
            if ends_sentence(pass, index) {
                pair(pass, &mut spaced, &mut edits);
            }
            index += 1;
            continue;
        }
        while pass.at(index) == Some(sign) && !pass.cells[index].is_protected() {
            index += 1;
        }
        let run = start..index;
        let hyphens = if sign == '-' { run.len() } else { 2 };
        // Between figures it is a range.
        let range = digit(start.checked_sub(2).and_then(|at| pass.at(at))) && digit(pass.at(index + 1));
        let before = pass.before(start).is_some_and(is_space);
        let after = pass.at(index).is_none_or(|ch| is_space(ch) || ",;.:)".contains(ch));
        let named = hyphens == 1 && joins_a_name(pass, index);
        let single = sign == '-' || run.len() == 1;
        if before && after && single && !range && !named && hyphens <= 3 {
            spaced.push(run);
        } else if sign == '-' {
            edits.extend(alone(run));
        }
    }
    pair(pass, &mut spaced, &mut edits);
    edits.sort_by_key(|(range, _)| range.start);
    for (range, text) in edits {
        pass.replace(range, text);
    }
}

/// What becomes of hyphens that are no part of an aside.
fn alone(run: Range<usize>) -> Option<(Range<usize>, &'static str)> {
    match run.len() {
        2 => Some((run, "–")),
        3 => Some((run, "—")),
        _ => None,
    }
}

/// Two spaced signs in a sentence are an aside; one alone, or three, may mean anything.
fn pair(pass: &Pass<'_>, spaced: &mut Vec<Range<usize>>, edits: &mut Vec<(Range<usize>, &'static str)>) {
    let ordinary = |at: usize| pass.cells.get(at).is_some_and(is_ordinary_space);
    match spaced.as_slice() {
        [opening, closing]
            if opening.end + 1 < closing.start && ordinary(opening.end) && ordinary(closing.start - 1) =>
        {
            edits.push((opening.start..opening.end + 1, "—"));
            edits.push((closing.start - 1..closing.end, "—"));
        }
        others => {
            let hyphens = others.iter().filter(|run| pass.cells[run.start].ch == '-');
            edits.extend(hyphens.filter_map(|run| alone(run.clone())));
        }
    }
    spaced.clear();
}

/// No space between a word and the ellipsis that follows it.
pub(super) fn attach_ellipsis(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        let free = is_ordinary_space(&pass.cells[index]) && pass.cells[index - 1].ch.is_alphabetic();
        let ellipsis = pass.cells.get(index + 1).is_some_and(|cell| cell.ch == '…' && !cell.is_protected());
        let ends = pass.at(index + 2).is_none_or(|ch| !ch.is_alphanumeric());
        if free && ellipsis && ends {
            pass.replace(index..index + 1, "");
        }
    }
}

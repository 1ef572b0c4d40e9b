//! Dashes of asides: `—` closed up, or ` – ` between spaces, as the house has it.

use std::ops::Range;

use crate::typography::common::marks::{ends_sentence, joins_a_name};
use crate::typography::common::numbers::digit;
use crate::typography::common::words::{is_ordinary_space, is_space};
use crate::typography::engine::Pass;
use crate::typography::settings::Aside;

/// `--` and a pair of spaced hyphens in one sentence become the house's dash; `---` becomes `—`; `--` between figures
/// becomes `–`.
pub(super) fn dash(pass: &mut Pass<'_>) {
    let mut edits: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut spaced: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while index < pass.cells.len() {
        let start = index;
        while pass.at(index) == Some('-') && !pass.cells[index].is_protected() {
            index += 1;
        }
        let run = start..index;
        match run.len() {
            0 => {
                if ends_sentence(pass, index) {
                    pair(pass, &mut spaced, &mut edits);
                }
                index += 1;
            }
            1 => {
                let between_spaces = pass.before(start) == Some(' ') && pass.at(index) == Some(' ');
                // `5 - 3` is a sum or a range.
                let figures =
                    digit(start.checked_sub(2).and_then(|at| pass.at(at))) && digit(pass.at(index + 1));
                if between_spaces && !figures && !joins_a_name(pass, index) {
                    spaced.push(run);
                }
            }
            2 if digit(pass.before(start)) && digit(pass.at(index)) => edits.push((run, "–")),
            2 => edits.push(aside(pass, run)),
            3 if pass.context.settings.aside == Aside::Em => edits.push(aside(pass, run)),
            3 => edits.push((run, "—")),
            // A rule of hyphens is a drawing.
            _ => {}
        }
    }
    pair(pass, &mut spaced, &mut edits);
    edits.sort_by_key(|(range, _)| range.start);
    for (range, text) in edits {
        pass.replace(range, text);
    }
}

/// Two spaced hyphens in a sentence are an aside; one alone, or three, may mean anything.
fn pair(pass: &Pass<'_>, spaced: &mut Vec<Range<usize>>, edits: &mut Vec<(Range<usize>, &'static str)>) {
    if spaced.len() == 2 {
        edits.extend(spaced.iter().map(|run| aside(pass, run.clone())));
    }
    spaced.clear();
}

/// The house's dash in place of a run of hyphens, with the spaces around it; at an edge the spaces stay.
fn aside(pass: &Pass<'_>, run: Range<usize>) -> (Range<usize>, &'static str) {
    let (mut start, mut end) = (run.start, run.end);
    let ordinary = |at: usize| pass.cells.get(at).is_some_and(is_ordinary_space);
    if start > 0 && ordinary(start - 1) {
        start -= 1;
    }
    if ordinary(end) {
        end += 1;
    }
    let edge = |ch: Option<char>| ch.is_none_or(is_space);
    let em = pass.context.settings.aside == Aside::Em;
    if edge(pass.before(start)) || edge(pass.at(end)) {
        return (run, if em { "—" } else { "–" });
    }
    (start..end, if em { "—" } else { "\u{a0}– " })
}

/// Closes up `—` where the house does; a spaced `–` keeps to the word before it.
pub(super) fn space(pass: &mut Pass<'_>) {
    let em = pass.context.settings.aside == Aside::Em;
    for index in 1..pass.cells.len() {
        let cell = &pass.cells[index];
        if cell.is_protected() || index + 1 >= pass.cells.len() {
            continue;
        }
        let before = is_ordinary_space(&pass.cells[index - 1]);
        let after = is_ordinary_space(&pass.cells[index + 1]);
        match cell.ch {
            '—' if em => {
                let word = |ch: Option<char>| ch.is_some_and(|ch| !is_space(ch));
                let from = index - usize::from(before);
                let to = index + 1 + usize::from(after);
                if word(pass.before(from)) && word(pass.at(to)) {
                    if before {
                        pass.replace(from..index, "");
                    }
                    if after {
                        pass.replace(index + 1..to, "");
                    }
                }
            }
            '–' if before && is_space(pass.cells[index + 1].ch) && index > 1 => {
                pass.replace(index - 1..index, "\u{a0}");
            }
            _ => {}
        }
    }
}

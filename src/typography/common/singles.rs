//! Typewriters have one sign for the apostrophe and for single quotation marks; here they are told apart.

use super::words::is_space;
use crate::typography::engine::Pass;

/// How far the two marks of a quotation between single quotes may stand apart: a bound that keeps the rules linear. A
/// longer quotation is set with the marks of the language.
const REACH: usize = 600;

/// The straight single quotes that are pairs of quotation marks, each pair by its places, in the order of the text.
///
/// An apostrophe at the end of a plural (`the parties' rights`) closes a quotation only where nothing else does.
pub(in crate::typography) fn pairs(pass: &Pass<'_>, elisions: &[&str]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut index = 0;
    while index < pass.cells.len() {
        if opens(pass, index)
            && !is_elision(pass, index, elisions)
            && let Some(end) = partner(pass, index, elisions)
        {
            pairs.push((index, end));
            index = end;
        }
        index += 1;
    }
    pairs
}

/// `'` becomes `’` where it is no mark of quotation and no prime: in a word, at its end, and where letters or the century
/// of a year have been left out before it.
pub(in crate::typography) fn apostrophe(pass: &mut Pass<'_>, elisions: &[&str]) {
    let mut pairs =
        pairs(pass, elisions).into_iter().flat_map(|(start, end)| [start, end]).collect::<Vec<_>>();
    pairs.sort_unstable();
    for index in 0..pass.cells.len() {
        if !is_straight(pass, index) || pairs.binary_search(&index).is_ok() {
            continue;
        }
        let (previous, next) = (pass.before(index), pass.at(index + 1));
        let letter = |ch: Option<char>| ch.is_some_and(char::is_alphabetic);
        // `the 1990's`; any other after a figure is a prime.
        let after_figure = previous.is_some_and(|ch| ch.is_ascii_digit());
        let plural = next == Some('s') && !letter(pass.at(index + 2));
        let within = previous.is_some_and(|ch| !is_space(ch)) && letter(next);
        let begins = opens(pass, index) && (letter(next) || is_elision(pass, index, elisions));
        let is_apostrophe = if after_figure { plural } else { letter(previous) || within || begins };
        if is_apostrophe {
            pass.replace(index..index + 1, "’");
        }
    }
}

fn is_straight(pass: &Pass<'_>, index: usize) -> bool {
    pass.cells[index].ch == '\'' && !pass.cells[index].is_protected()
}

/// Whether a straight quote stands where a quotation may begin.
fn opens(pass: &Pass<'_>, index: usize) -> bool {
    is_straight(pass, index)
        && pass.before(index).is_none_or(|ch| is_space(ch) || "([«“‘\"¿¡–—-/".contains(ch))
        && pass.at(index + 1).is_some_and(|ch| ch.is_alphanumeric() || "\"“‘«([¿¡…".contains(ch))
}

/// Whether a straight quote stands where a quotation may end.
fn closes(pass: &Pass<'_>, index: usize) -> bool {
    is_straight(pass, index)
        && pass.before(index).is_some_and(|ch| !is_space(ch) && !"([«“‘".contains(ch))
        && pass.at(index + 1).is_none_or(|ch| !ch.is_alphanumeric())
}

/// Whether letters or figures have been left out before a word: `'tis`, `the '90s`.
fn is_elision(pass: &Pass<'_>, index: usize, elisions: &[&str]) -> bool {
    let rest = || (index + 1..pass.cells.len()).map(|at| pass.cells[at].ch);
    let figures = rest().take_while(char::is_ascii_digit).count();
    if figures > 0 {
        // `the '90s' music` is a plural that possesses; a figure alone, as `'90'`, is quoted.
        let next = |at: usize| pass.at(index + 1 + at);
        let ends = |at: usize| next(at).is_none_or(|ch| !ch.is_alphanumeric());
        let decade = next(2) == Some('s') && ends(3);
        return figures == 2 && (decade || (ends(2) && next(2) != Some('\'')));
    }
    let word: String = rest().take_while(|ch| ch.is_alphabetic()).take(12).collect();
    // `rock 'n' roll` has lost letters on both sides.
    let quoted = word != "n" && pass.at(index + 1 + word.chars().count()) == Some('\'');
    !quoted && elisions.contains(&word.to_lowercase().as_str())
}

fn partner(pass: &Pass<'_>, start: usize, elisions: &[&str]) -> Option<usize> {
    let mut plural = None;
    for index in start + 2..pass.cells.len().min(start + REACH) {
        if closes(pass, index) {
            let possessive = matches!(pass.before(index), Some('s' | 'S'))
                && pass.at(index + 1).is_some_and(is_space)
                && pass.at(index + 2).is_some_and(char::is_lowercase);
            if !possessive {
                return Some(index);
            }
            plural = Some(index);
        } else if opens(pass, index) && !is_elision(pass, index, elisions) {
            break;
        }
    }
    plural
}

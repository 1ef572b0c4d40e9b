//! Apostrophes, ellipses and dashes.

use std::ops::Range;

use super::numbers::digit;
use super::words::{is_ordinary_space, is_roman, is_space, words};
use crate::style::fold;
use crate::typography::engine::Pass;

/// `'` becomes `’` after a letter, and before a letter at the beginning of a word.
pub(in crate::typography) fn apostrophe(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        let cell = &pass.cells[index];
        if cell.ch != '\'' || cell.is_protected() {
            continue;
        }
        let previous = pass.before(index);
        let next = pass.at(index + 1);
        // After a digit it is a prime: `5' 30"`, `2'33"`.
        let after_letter = previous.is_some_and(char::is_alphabetic);
        if after_letter {
            pass.replace(index..index + 1, "’");
            continue;
        }
        let opens_word = previous.is_none_or(|ch| is_space(ch) || "([«“-".contains(ch))
            && next.is_some_and(char::is_alphabetic);
        // An opening quotation mark has a partner; the quotes' rule pairs them.
        if opens_word && !has_partner(pass, index) {
            pass.replace(index..index + 1, "’");
        }
    }
}

/// Whether a straight quotation mark further on closes the one that opens at `index`, on the same line.
fn has_partner(pass: &Pass<'_>, index: usize) -> bool {
    // An aside between single quotes is short; the bound keeps the rule linear.
    (index + 2..pass.cells.len().min(index + 200)).any(|at| {
        pass.at(at) == Some('\'')
            && pass.before(at).is_some_and(|ch| !is_space(ch))
            && pass.at(at + 1).is_none_or(|ch| !ch.is_alphanumeric())
    })
}

/// Three dots or more become `…`; after `etc` a single full stop is left.
pub(in crate::typography) fn ellipsis(pass: &mut Pass<'_>) {
    let mut index = 0;
    while index < pass.cells.len() {
        let start = index;
        while pass.at(index) == Some('.') && !pass.cells[index].is_protected() {
            index += 1;
        }
        let dots = index - start;
        if dots == 0 {
            if pass.at(index) == Some('…') && follows_etc(pass, index) && !pass.cells[index].is_protected()
            {
                pass.replace(index..index + 1, ".");
            }
            index += 1;
        } else if dots >= 3 {
            let text = if follows_etc(pass, start) { "." } else { "…" };
            pass.replace(start..index, text);
        }
    }
}

fn follows_etc(pass: &Pass<'_>, index: usize) -> bool {
    index >= 3
        && pass.text(index - 3..index).eq_ignore_ascii_case("etc")
        && index.checked_sub(4).and_then(|before| pass.at(before)).is_none_or(|ch| !ch.is_alphabetic())
}

/// `--` becomes `–` and `---` becomes `—`; a pair of spaced hyphens in one sentence becomes a pair of `–`.
pub(in crate::typography) fn dash(pass: &mut Pass<'_>) {
    let mut edits: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut spaced: Vec<usize> = Vec::new();
    let mut index = 0;
    while index < pass.cells.len() {
        let start = index;
        while pass.at(index) == Some('-') && !pass.cells[index].is_protected() {
            index += 1;
        }
        match index - start {
            0 => {
                if ends_sentence(pass, index) {
                    pair(&mut spaced, &mut edits);
                }
                index += 1;
            }
            1 => {
                let between_spaces = pass.before(start) == Some(' ') && pass.at(index) == Some(' ');
                // `5 - 3` is a sum or a range.
                let figures =
                    digit(start.checked_sub(2).and_then(|at| pass.at(at))) && digit(pass.at(index + 1));
                if between_spaces && !figures && !joins_a_name(pass, index) {
                    spaced.push(start);
                }
            }
            2 => edits.push((start..index, "–")),
            3 => edits.push((start..index, "—")),
            // A rule of hyphens is a drawing.
            _ => {}
        }
    }
    pair(&mut spaced, &mut edits);
    edits.sort_by_key(|(range, _)| range.start);
    for (range, text) in edits {
        pass.replace(range, text);
    }
}

/// Two spaced hyphens in a sentence are an aside; one alone, or three, may mean anything.
fn pair(spaced: &mut Vec<usize>, edits: &mut Vec<(Range<usize>, &'static str)>) {
    if spaced.len() == 2 {
        edits.extend(spaced.iter().map(|at| (*at..*at + 1, "–")));
    }
    spaced.clear();
}

/// Whether an acronym follows the hyphen and its space, as in `police criminelle - INTERPOL`.
pub(in crate::typography) fn joins_a_name(pass: &Pass<'_>, after: usize) -> bool {
    let word =
        (after + 1..pass.cells.len()).map(|index| pass.cells[index].ch).take_while(|ch| ch.is_alphabetic());
    let letters: Vec<char> = word.take(40).collect();
    letters.len() >= 2 && letters.iter().all(|ch| ch.is_uppercase())
}

pub(in crate::typography) fn ends_sentence(pass: &Pass<'_>, index: usize) -> bool {
    matches!(pass.at(index), Some('.' | '!' | '?' | '…' | ';' | '\n'))
        && pass.at(index + 1).is_none_or(is_space)
}

/// A no-break space on the inner side of the dashes of an aside.
pub(in crate::typography) fn dash_space(pass: &mut Pass<'_>) {
    let mut open = false;
    for index in 0..pass.cells.len() {
        if ends_sentence(pass, index) {
            open = false;
        }
        let cell = &pass.cells[index];
        if !matches!(cell.ch, '–' | '—') || cell.is_protected() {
            continue;
        }
        let spaced_before = index > 0 && is_space(pass.cells[index - 1].ch);
        let spaced_after = pass.cells.get(index + 1).is_some_and(|next| is_space(next.ch));
        // `1964 – 2009` is a range.
        let digit = |index: Option<usize>| {
            index.and_then(|index| pass.at(index)).is_some_and(|ch| ch.is_ascii_digit())
        };
        if digit(index.checked_sub(2)) && digit(Some(index + 2)) {
            continue;
        }
        if open && spaced_before {
            if is_ordinary_space(&pass.cells[index - 1]) {
                pass.replace(index - 1..index, "\u{a0}");
            }
            open = false;
        } else if (spaced_before || index == 0) && spaced_after {
            if is_ordinary_space(&pass.cells[index + 1]) {
                pass.replace(index + 1..index + 2, "\u{a0}");
            }
            open = true;
        }
    }
}

/// A hyphen between two whole numbers becomes a dash, where the style wants it: `12-15`, `5%-6%`, `$5-$6`, `1980s-90s`,
/// and `chapters IV-VI`.
pub(in crate::typography) fn range(pass: &mut Pass<'_>) {
    if !pass.context.settings.range_dash {
        return;
    }
    for index in 1..pass.cells.len() {
        if pass.cells[index].ch == '-'
            && !pass.cells[index].is_protected()
            && (between_numbers(pass, index) || between_numerals(pass, index))
        {
            pass.replace(index..index + 1, "–");
        }
    }
}

fn between_numbers(pass: &Pass<'_>, index: usize) -> bool {
    let currency = |ch: Option<char>| ch.is_some_and(|ch| "$£€".contains(ch));
    // What may stand between the figures and the hyphen.
    let sign =
        pass.before(index) == Some('%') || (pass.before(index) == Some('s') && is_decade(pass, index + 1));
    let left = index - usize::from(sign);
    let right = index + 1 + usize::from(currency(pass.at(index + 1)) && digit(pass.at(index + 2)));
    if !digit(pass.before(left)) || !digit(pass.at(right)) {
        return false;
    }
    // More hyphens make it a date or a number of telephone.
    let part_of_more = |ch: Option<char>| ch.is_some_and(|ch| ch.is_alphanumeric() || "-/–".contains(ch));
    let first = (0..left).rev().map(|at| pass.cells[at].ch).find(|ch| !ch.is_ascii_digit());
    let last = pass.cells[right..].iter().map(|cell| cell.ch).find(|ch| !ch.is_ascii_digit());
    !part_of_more(first) && (!part_of_more(last) || is_decade(pass, index + 1))
}

/// `90s`, `1990s`.
fn is_decade(pass: &Pass<'_>, start: usize) -> bool {
    let figures = (start..start + 5).take_while(|at| digit(pass.at(*at))).count();
    let end = start + figures;
    matches!(figures, 2 | 4)
        && pass.at(end) == Some('s')
        && pass.at(end + 1).is_none_or(|ch| !ch.is_alphanumeric() && ch != '-')
}

/// Whether a hyphen parts two Roman numerals behind a word that announces them.
fn between_numerals(pass: &Pass<'_>, index: usize) -> bool {
    let capital = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_uppercase());
    if !capital(pass.before(index)) || !capital(pass.at(index + 1)) {
        return false;
    }
    let words = words(pass);
    let place = words.partition_point(|word| word.range.end <= index);
    let Some([word, numerals]) = place.checked_sub(1).and_then(|before| words.get(before..=place)) else {
        return false;
    };
    let mut stem = numerals.stem.clone();
    while stem.end > index + 1 && pass.before(stem.end) == Some('.') {
        stem.end -= 1;
    }
    stem.contains(&index)
        && is_roman(&pass.text(stem.start..index))
        && is_roman(&pass.text(index + 1..stem.end))
        && pass.context.lexicon.before_number.contains(&fold(&pass.text(word.stem.clone())))
}

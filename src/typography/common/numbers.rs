//! Numbers: their sign, their thousands, their units, their ordinal endings.

use std::ops::Range;

use super::Customs;
use super::words::{is_number, is_ordinary_space, is_space, is_time, space_between, stem, words};
use crate::model::Marks;
use crate::style::fold;
use crate::typography::engine::Pass;
use crate::typography::signs::Signs;
use crate::typography::work::Work;

const NBSP: &str = "\u{a0}";

/// What may close the noun that a number counts, in any language.
const AFTER_NOUN: [char; 18] =
    [',', ';', '.', ')', ']', ':', '!', '?', '…', '”', '“', '’', '»', '"', '\'', '،', '؛', '؟'];

pub(in crate::typography) fn digit(ch: Option<char>) -> bool {
    ch.is_some_and(|ch| ch.is_ascii_digit())
}

/// `10 000` and `10000` take the house's sign between thousands.
pub(in crate::typography) fn thousands(pass: &mut Pass<'_>, customs: &Customs) {
    let sign = pass.context.settings.thousands.text();
    let from = usize::from(pass.context.settings.thousands_from.max(4));
    let mut index = 0;
    while index < pass.cells.len() {
        let free =
            |ch: char| is_space(ch) || "([«“’+−-–±".contains(ch) || customs.before_figures.contains(ch);
        let begins = pass.cells[index].ch.is_ascii_digit() && pass.before(index).is_none_or(free);
        if !begins || pass.cells[index].is_protected() {
            index += 1;
            continue;
        }
        let end = digits_end(pass, index);
        let named = introduces_number(pass, customs, word_before(pass, index));
        index = number_groups(pass, customs, index..end, (sign, from), named);
        index = decimal_groups(pass, customs, index);
    }
}

fn digits_end(pass: &Pass<'_>, start: usize) -> usize {
    (start..pass.cells.len()).find(|index| !digit(pass.at(*index))).unwrap_or(pass.cells.len())
}

/// Parts decimals that the author has parted in threes, twice at least, by the space of thousands: `1,602 176 634`
/// (ISO 80000-1, 7.3.1). Returns where the number ends.
fn decimal_groups(pass: &mut Pass<'_>, customs: &Customs, comma: usize) -> usize {
    let first = digits_end(pass, comma + 1);
    if pass.at(comma) != Some(customs.decimal) || first != comma + 4 {
        return comma;
    }
    let mut spaces = Vec::new();
    let mut at = first;
    while pass.at(at).is_some_and(is_space) && digit(pass.at(at + 1)) {
        let end = digits_end(pass, at + 1);
        // Only the last group may be shorter, and never the second.
        if end - at > 4 || (spaces.is_empty() && end - at != 4) {
            break;
        }
        spaces.push(at);
        at = end;
        if at - spaces[spaces.len() - 1] < 4 {
            break;
        }
    }
    let space = pass.context.settings.thousands.between_decimals();
    for place in spaces {
        if is_ordinary_space(&pass.cells[place]) {
            pass.replace(place..place + 1, space);
        }
    }
    at
}

/// The word before the one that begins at `start`; nothing when none does.
fn word_before(pass: &Pass<'_>, start: usize) -> Range<usize> {
    let space = |at: &usize| is_space(pass.cells[*at].ch);
    let end = start - (0..start).rev().take_while(space).count();
    if end == start {
        return 0..0;
    }
    let length = (0..end).rev().take_while(|at| !space(at)).count();
    end - length..end
}

/// Whether the word before a number makes it a name: `article 10000`, `n° 12345`.
fn introduces_number(pass: &Pass<'_>, customs: &Customs, word: Range<usize>) -> bool {
    if word.is_empty() {
        return false;
    }
    let text = fold(&pass.text(stem(pass.cells, word)));
    customs.number_signs.contains(&text.as_str()) || pass.context.lexicon.before_number.contains(&text)
}

/// Whether a number without spaces counts something: its noun follows, or it stands alone. Anything else, as
/// `décret 13622` or the number of a ship, may be a name, and names are not grouped.
fn counts(pass: &Pass<'_>, customs: &Customs, start: usize, end: usize) -> bool {
    // A full stop without figures after it ends the sentence.
    let ends = customs.decimal == '.' && !digit(pass.at(end + 1));
    let decimals =
        if pass.at(end) == Some(customs.decimal) && !ends { digits_end(pass, end + 1) } else { end };
    let of_currency = pass.before(start).is_some_and(|ch| "$£€".contains(ch));
    if of_currency || (start == 0 && decimals == pass.cells.len()) {
        return true;
    }
    if !pass.at(decimals).is_some_and(is_space) {
        return matches!(pass.at(decimals), Some('%' | '‰' | '€' | '$'));
    }
    let word: String = pass.cells[decimals + 1..]
        .iter()
        .map(|cell| cell.ch)
        .take_while(|ch| !is_space(*ch))
        .take(40)
        .collect();
    let word = word.trim_end_matches(AFTER_NOUN);
    let lexicon = pass.context.lexicon;
    let plural = word.chars().count() > 3
        && word.ends_with(customs.plurals)
        && word.chars().all(|ch| ch.is_lowercase() || ch == '-');
    plural
        || lexicon.units.contains(word)
        || lexicon.currencies.contains(word)
        || lexicon.magnitudes.contains(word)
        || lexicon.after_number.contains(word)
        || matches!(word, "%" | "‰")
}

/// Parts the groups of the number whose first digits are `digits`; returns where the number ends.
fn number_groups(
    pass: &mut Pass<'_>,
    customs: &Customs,
    digits: Range<usize>,
    (sign, from): (&'static str, usize),
    named: bool,
) -> usize {
    let Range { start, end } = digits;
    let groups = typed_groups(pass, customs, start..end);
    let at = groups.last().map_or(end, |group| group.end);
    let sound_end = |index: usize| match pass.at(index) {
        None => true,
        Some(',') => true,
        Some(ch) => !ch.is_alphanumeric() && !"-/:°".contains(ch),
    };
    if named || pass.at(start) == Some('0') || !sound_end(at) {
        return at;
    }
    if groups.len() > 1 {
        let digits: usize = groups.iter().map(Range::len).sum();
        let join = digits == 4 && pass.context.settings.join_four_digits;
        // Thousands that the author has parted are parted by the house's sign, four digits too.
        let text = if join { "" } else { sign };
        for pair in groups.windows(2) {
            let parting = pair[0].end..pair[1].start;
            let typed = &pass.cells[parting.start];
            if is_ordinary_space(typed) || (!is_space(typed.ch) && !typed.is_protected()) {
                pass.replace(parting, text);
            }
        }
        return at;
    }
    let length = end - start;
    // The other sign of decimals before further digits makes it a date, a version or a foreign decimal.
    let other = if customs.decimal == ',' { '.' } else { ',' };
    let dotted = pass.at(end) == Some(other) && digit(pass.at(end + 1));
    if length >= from && length <= 18 && !dotted && counts(pass, customs, start, end) {
        let first = start + (length - 1) % 3 + 1;
        for position in (first..end).step_by(3) {
            pass.replace(position..position, sign);
        }
    }
    at
}

/// The groups of three that the author has parted, by spaces or by the sign of the language; the first is `first`.
fn typed_groups(pass: &Pass<'_>, customs: &Customs, first: Range<usize>) -> Vec<Range<usize>> {
    let mut groups = Vec::with_capacity(1);
    let short = (1..=3).contains(&first.len());
    let mut at = first.end;
    let parting = pass.at(at);
    groups.push(first);
    let sign = customs.grouping.is_some() && parting == customs.grouping;
    let parts = |ch: char| if sign { Some(ch) == parting } else { is_space(ch) };
    while short && pass.at(at).is_some_and(parts) && digit(pass.at(at + 1)) {
        let next = digits_end(pass, at + 1);
        if next - at != 4 {
            // `1,2345` and `12,3` are no thousands, whatever stands before.
            if sign {
                groups.truncate(1);
            }
            break;
        }
        groups.push(at + 1..next);
        at = next;
    }
    // One point may be the sign of decimals: `12.345`.
    if sign && groups.len() == 2 && customs.grouping == Some('.') {
        groups.truncate(1);
    }
    groups
}

/// The house's space between a number and a percent sign.
pub(in crate::typography) fn percent(pass: &mut Pass<'_>) {
    let settings = pass.context.settings;
    for index in 1..pass.cells.len() {
        let ch = pass.cells[index].ch;
        if matches!(ch, '%' | '‰') && !pass.cells[index].is_protected() {
            let space = settings.percent.text();
            if digit(pass.before(index)) {
                pass.replace(index..index, space);
            } else if index > 1 && is_ordinary_space(&pass.cells[index - 1]) && digit(pass.at(index - 2)) {
                pass.replace(index - 1..index, space);
            }
        }
    }
}

/// The house's space between a number and the unit, currency or magnitude after it.
pub(in crate::typography) fn unit(pass: &mut Pass<'_>) {
    let lexicon = pass.context.lexicon;
    let space = pass.context.settings.units.text();
    let words = words(pass);
    for pair in words.windows(2) {
        let [left, right] = pair else { continue };
        if !digit(pass.characters(left.stem.clone()).next()) {
            continue;
        }
        let Some(at) = space_between(pass, &left.range, &right.range) else { continue };
        let number_text = pass.text(left.stem.clone());
        let number = is_number(&number_text) || is_time(&number_text);
        if !number || number_text.ends_with(['.', ',']) {
            continue;
        }
        // The ordinal sign is often typed for the degree.
        let unit = pass.text(right.stem.clone()).replace('º', "°");
        let unit = if lexicon.units.contains(&unit) { &unit } else { unit.trim_end_matches('.') };
        if is_percent(unit) {
            continue;
        }
        if lexicon.units.contains(unit)
            || lexicon.currencies.contains(unit)
            || lexicon.magnitudes.contains(unit)
        {
            pass.replace(at..at + 1, space);
        }
    }
}

fn is_percent(text: &str) -> bool {
    matches!(text, "%" | "‰")
}

/// Marks numbers that must not be cut at a line's end.
pub(in crate::typography) fn mark_unbroken(work: &mut Work<'_>) {
    if !work.signs.has_any(Signs::HYPHEN.with(Signs::DASH)) || !work.signs.has_any(Signs::DIGIT) {
        return;
    }
    let cells = work.cells();
    for index in 1..cells.len() {
        let digit = |index: usize| cells.get(index).is_some_and(|cell| cell.ch.is_ascii_digit());
        if matches!(cells[index].ch, '-' | '–' | '/') && digit(index - 1) && digit(index + 1) {
            cells[index].marks.insert(Marks::UNBROKEN);
        }
    }
}

/// `x` between two numbers is the sign of multiplication.
pub(in crate::typography) fn times(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        if pass.cells[index].ch != 'x' || pass.cells[index].is_protected() {
            continue;
        }
        let spaced = pass.before(index).is_some_and(is_space) && pass.at(index + 1).is_some_and(is_space);
        let reach = usize::from(spaced);
        let left = index.checked_sub(1 + reach).and_then(|at| pass.at(at));
        let factor = |ch: Option<char>| {
            ch.is_some_and(|ch| ch.is_ascii_digit() || matches!(ch, '"' | '″' | '′' | '\''))
        };
        if !factor(left) || !digit(pass.at(index + 1 + reach)) {
            continue;
        }
        // `0x1F` is a number of another base.
        let hexadecimal = !spaced
            && left == Some('0')
            && index
                .checked_sub(2)
                .and_then(|at| pass.at(at))
                .is_none_or(|ch| !ch.is_ascii_digit() && ch != ',');
        if !hexadecimal {
            pass.replace(index..index + 1, "×");
        }
    }
}

/// A sign before a number stays with it, and the degree of an angle follows its number at once.
pub(in crate::typography) fn signs(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        if !is_ordinary_space(&pass.cells[index]) {
            continue;
        }
        let (previous, next) = (pass.before(index), pass.at(index + 1));
        let opens =
            index.checked_sub(2).and_then(|at| pass.at(at)).is_none_or(|ch| is_space(ch) || ch == '(');
        if matches!(previous, Some('+' | '−' | '±')) && opens && digit(next) {
            pass.replace(index..index + 1, NBSP);
        } else if digit(previous)
            && next == Some('°')
            && pass.at(index + 2).is_none_or(|ch| !ch.is_alphabetic())
        {
            pass.replace(index..index + 1, "");
        }
    }
}

/// `5' 30"` becomes `5′ 30″`: what is left of straight marks after a number of three figures or less.
pub(in crate::typography) fn prime(pass: &mut Pass<'_>) {
    for index in 1..pass.cells.len() {
        let prime = match pass.cells[index].ch {
            '\'' => "′",
            '"' => "″",
            _ => continue,
        };
        let figures = (0..index).rev().take_while(|at| digit(pass.at(*at))).count();
        let start = index - figures;
        let begins = pass.before(start).is_none_or(|ch| is_space(ch) || "([°′″×'\"+−-–".contains(ch));
        let ends = pass.at(index + 1).is_none_or(|ch| !ch.is_alphabetic());
        if (1..=3).contains(&figures) && begins && ends && !pass.is_protected(start..index + 1) {
            pass.replace(index..index + 1, prime);
        }
    }
}

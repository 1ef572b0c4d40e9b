//! The sign of a number, and the endings of ordinals.

use super::ordinals::split_ordinal;
use crate::model::Style;
use crate::typography::common::numbers::digit;
use crate::typography::common::words::{begins_number, is_ordinary_space, is_space, words};
use crate::typography::engine::{Pass, Word};
use crate::typography::settings::{NumberSign, Ordinals};

const NBSP: &str = "\u{a0}";

/// `No 8`, `N. 8`, `nº 8`, `№ 8` become the house's sign with a no-break space.
pub(super) fn sign(pass: &mut Pass<'_>) {
    for index in 0..pass.cells.len() {
        let Some(length) = sign_at(pass, index) else { continue };
        let mut number = index + length;
        let space = pass.cells.get(number).is_some_and(|cell| is_space(cell.ch));
        number += usize::from(space);
        if !digit(pass.at(number)) || pass.cells[index].is_protected() {
            continue;
        }
        let upper = matches!(pass.cells[index].ch, 'N' | '№');
        let plural = length > 2 && pass.text(index..index + length).to_lowercase().contains('s');
        let kept = pass.context.settings.number_sign == NumberSign::AsTyped
            && matches!(pass.at(index + 1), Some('°' | 'º'));
        let sign = match (pass.context.settings.number_sign, upper, plural) {
            _ if kept => "",
            // The abbreviations of other languages are none of French.
            (NumberSign::Degree | NumberSign::AsTyped | NumberSign::Abbreviation, true, false) => "N°",
            (NumberSign::Degree | NumberSign::AsTyped | NumberSign::Abbreviation, false, false) => "n°",
            (NumberSign::Degree | NumberSign::AsTyped | NumberSign::Abbreviation, true, true) => "Nos",
            (NumberSign::Degree | NumberSign::AsTyped | NumberSign::Abbreviation, false, true) => "nos",
            (NumberSign::SuperiorLetter, true, false) => "No",
            (NumberSign::SuperiorLetter, false, false) => "no",
            (NumberSign::SuperiorLetter, true, true) => "Nos",
            (NumberSign::SuperiorLetter, false, true) => "nos",
        };
        if !kept {
            pass.replace(index..index + length, sign);
        }
        if space && is_ordinary_space(&pass.cells[number - 1]) {
            pass.replace(number - 1..number, NBSP);
        } else if !space {
            pass.replace(number..number, NBSP);
        }
    }
}

/// The length of a sign of number at an index, at the beginning of a word.
fn sign_at(pass: &Pass<'_>, index: usize) -> Option<usize> {
    let opens = pass.before(index).is_none_or(|ch| is_space(ch) || "([«’".contains(ch));
    if !opens {
        return None;
    }
    let spaced = |length: usize| pass.at(index + length).is_some_and(is_space).then_some(length);
    match (pass.at(index)?, pass.at(index + 1), pass.at(index + 2)) {
        ('№', ..) => Some(1),
        ('N' | 'n', Some('°' | 'º' | 'ᵒ'), Some('s')) => Some(3),
        ('N' | 'n', Some('°' | 'º' | 'ᵒ'), _) => Some(2),
        // `no 8` and `No. 8`; `nos 3` may be the possessive.
        ('N' | 'n', Some('o'), Some('.')) => spaced(3),
        ('N' | 'n', Some('o'), _) => spaced(2),
        _ => None,
    }
}

/// `2ème` becomes `2e`, `1ère` becomes `1re`, where the style wants the short endings.
pub(super) fn ordinal(pass: &mut Pass<'_>) {
    if pass.context.settings.ordinals == Ordinals::AsTyped {
        return;
    }
    for Word { stem, .. } in words(pass) {
        let first = pass.characters(stem.clone()).next();
        if !begins_number(first) || pass.is_protected(stem.clone()) {
            continue;
        }
        let text = pass.text(stem.clone());
        let text = text.trim_end_matches('.');
        let Some((number, ending)) = split_ordinal(text) else { continue };
        let first = number == "1" || number == "I";
        let short = match ending {
            "ième" | "ème" | "eme" | "me" => "e",
            "ièmes" | "èmes" | "emes" => "es",
            "ier" if first => "er",
            "iers" if first => "ers",
            "ière" | "ère" if first => "re",
            "ières" | "ères" if first => "res",
            _ => continue,
        };
        let start = stem.start + number.chars().count();
        pass.replace(start..start + ending.chars().count(), short);
    }
}

/// The endings of ordinals and the letter of a number's sign are raised.
pub(super) fn raise(pass: &mut Pass<'_>) {
    for Word { stem, .. } in words(pass) {
        let first = pass.characters(stem.clone()).next();
        let begins = begins_number(first) || matches!(first, Some('n' | 'N'));
        if !begins || pass.is_protected(stem.clone()) {
            continue;
        }
        let text = pass.text(stem.clone());
        let text = text.trim_end_matches('.');
        if let Some((number, ending)) = split_ordinal(text) {
            // A house that prints `86ème` prints it on the line.
            if !ending.contains(['è', 'm']) {
                let start = stem.start + number.chars().count();
                pass.set_style(start..start + ending.chars().count(), Style::SUPERIOR);
            }
        } else if matches!(text, "no" | "No" | "nos" | "Nos")
            && pass.context.settings.number_sign == NumberSign::SuperiorLetter
            && pass.at(stem.end) == Some('\u{a0}')
            && digit(pass.at(stem.end + 1))
        {
            pass.set_style(stem.start + 1..stem.end, Style::SUPERIOR);
        }
    }
}

//! The sign of a number.

use crate::typography::common::numbers::digit;
use crate::typography::common::words::{is_ordinary_space, is_space};
use crate::typography::engine::Pass;
use crate::typography::settings::NumberSign;

/// `nº 8`, `N° 8`, `No. 8` and `№ 8` become `n.º 8`, or `núm. 8` where the house has that, with a no-break space; both
/// are right, and stay where they are typed.
pub(super) fn sign(pass: &mut Pass<'_>) {
    let abbreviation = pass.context.settings.number_sign == NumberSign::Abbreviation;
    for index in 0..pass.cells.len() {
        let Some(length) = sign_at(pass, index) else { continue };
        let space = pass.cells.get(index + length).is_some_and(|cell| is_space(cell.ch));
        let number = index + length + usize::from(space);
        if !digit(pass.at(number)) || pass.is_protected(index..index + length) {
            continue;
        }
        let capital = pass.at(index) != Some('n');
        let right = match (abbreviation, capital) {
            (true, true) => "Núm.",
            (true, false) => "núm.",
            (false, true) => "N.º",
            (false, false) => "n.º",
        };
        pass.replace(index..index + length, right);
        if !space {
            pass.replace(number..number, "\u{a0}");
        } else if is_ordinary_space(&pass.cells[number - 1]) {
            pass.replace(number - 1..number, "\u{a0}");
        }
    }
}

/// The length of a form that is not right, at the beginning of a word. `no` is the negation, and so is `no.` at the end of
/// a sentence.
fn sign_at(pass: &Pass<'_>, index: usize) -> Option<usize> {
    let opens = pass.before(index).is_none_or(|ch| is_space(ch) || "([«“‘".contains(ch));
    if !opens {
        return None;
    }
    match (pass.at(index)?, pass.at(index + 1), pass.at(index + 2)) {
        ('№', ..) => Some(1),
        ('N' | 'n', Some('°' | 'º' | 'ᵒ'), _) => Some(2),
        ('N' | 'n', Some('.'), Some('°' | 'ᵒ')) => Some(3),
        ('N', Some('o'), Some('.')) => pass.at(index + 3).is_some_and(is_space).then_some(3),
        _ => None,
    }
}

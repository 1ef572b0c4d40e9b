//! The sign of a number.

use crate::typography::common::numbers::digit;
use crate::typography::common::words::{is_ordinary_space, is_space};
use crate::typography::engine::Pass;
use crate::typography::settings::NumberSign;

/// `N° 8`, `№ 8` and, where the house writes it so, `No 8` become `No. 8`, with a no-break space.
pub(super) fn sign(pass: &mut Pass<'_>) {
    let abbreviation = pass.context.settings.number_sign == NumberSign::Abbreviation;
    for index in 0..pass.cells.len() {
        let Some((length, right)) = sign_at(pass, index) else { continue };
        let space = pass.cells.get(index + length).is_some_and(|cell| is_space(cell.ch));
        let number = index + length + usize::from(space);
        if !digit(pass.at(number)) || pass.is_protected(index..index + length) {
            continue;
        }
        // `No 8 members were there` is no number's sign.
        if right.is_none() && counts(pass, index, number) {
            continue;
        }
        if let Some(right) = right.or(abbreviation.then_some("No.")) {
            pass.replace(index..index + length, right);
        }
        if !space {
            pass.replace(number..number, "\u{a0}");
        } else if is_ordinary_space(&pass.cells[number - 1]) {
            pass.replace(number - 1..number, "\u{a0}");
        }
    }
}

/// The length of a sign of number at an index, at the beginning of a word, and what is printed for it: nothing for a `No`
/// that may be the word.
fn sign_at(pass: &Pass<'_>, index: usize) -> Option<(usize, Option<&'static str>)> {
    let opens = pass.before(index).is_none_or(|ch| is_space(ch) || "([“‘".contains(ch));
    if !opens {
        return None;
    }
    let right = if pass.at(index) == Some('n') { "no." } else { "No." };
    match (pass.at(index)?, pass.at(index + 1), pass.at(index + 2)) {
        ('№', ..) => Some((1, Some("No."))),
        ('N' | 'n', Some('°' | 'º' | 'ᵒ'), _) => Some((2, Some(right))),
        ('N' | 'n', Some('o'), Some('.')) => {
            pass.at(index + 3).is_some_and(is_space).then_some((3, Some(right)))
        }
        ('N', Some('o'), Some(ch)) if is_space(ch) => Some((2, None)),
        _ => None,
    }
}

/// Whether a number counts something, at the beginning of a sentence: a word in small letters follows.
fn counts(pass: &Pass<'_>, sign: usize, number: usize) -> bool {
    let mut before = (0..sign).rev().map(|at| pass.cells[at].ch).filter(|ch| !is_space(*ch));
    let begins = before.next().is_none_or(|ch| ".!?:;“‘".contains(ch));
    let end = (number..pass.cells.len()).find(|at| !digit(pass.at(*at)) && pass.at(*at) != Some(','));
    let follows = end.is_some_and(|at| {
        pass.at(at).is_some_and(is_space) && pass.at(at + 1).is_some_and(char::is_lowercase)
    });
    begins && follows
}

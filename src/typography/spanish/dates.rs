//! Dates: `26 de septiembre de 2017`, `26 al 29 de septiembre`.

use crate::style::fold;
use crate::typography::common::Customs;
use crate::typography::common::bound::{bind_pair, is_day, is_month, is_year, read};
use crate::typography::common::words::words;
use crate::typography::engine::{Pass, Word};

/// The day stays with its month, the two days of one month with each other, and `de` with its year.
pub(super) fn bind(pass: &mut Pass<'_>, customs: &Customs) {
    let words = words(pass);
    let mut bound = vec![false; words.len()];
    for (index, word) in words.iter().enumerate() {
        let of = matches!(fold(&read(pass, word)).as_str(), "de" | "del");
        if !of || index == 0 || !is_whole(word) {
            continue;
        }
        let Some(next) = words.get(index + 1) else { continue };
        let before = &words[index - 1];
        if is_month(pass, customs, next) && is_whole(before) && is_day(pass, customs, before) {
            bound[index - 1] = true;
            bound[index] = true;
            if let Some(joining) = index.checked_sub(2).filter(|at| *at > 0) {
                let joined = customs.joining_days.contains(&fold(&read(pass, &words[joining])).as_str());
                if joined && is_day(pass, customs, &words[joining - 1]) && is_whole(&words[joining - 1]) {
                    bound[joining - 1] = true;
                    bound[joining] = true;
                }
            }
        } else if is_year(pass, customs, next) && is_month(pass, customs, before) {
            bound[index] = true;
        }
    }
    for (index, pair) in words.windows(2).enumerate() {
        if bound[index] {
            bind_pair(pass, &pair[0], &pair[1]);
        }
    }
}

/// Whether no punctuation follows a word.
fn is_whole(word: &Word) -> bool {
    word.stem.end == word.range.end
}

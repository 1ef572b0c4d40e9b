//! Kashida: strokes that lengthen the words of a line until it is full.
//!
//! Where a stroke may stand, and which place of a word is the best, follows the priorities that Microsoft's shaping
//! engine gave to Arabic justification and that other typesetters have taken over (P. Nelson, *Justifying Text Using
//! Kashidas*, Microsoft Typography; the values `SCRIPT_JUSTIFY_ARABIC_*` of Uniscribe; the W3C's *Text Layout
//! Requirements for the Arabic Script*, Justification):
//!
//! 1. after seen or sad, where they join the next letter;
//! 2. before teh marbuta, heh, dal or thal that end what is joined;
//! 3. before alef, tah, zah, lam or kaf that do;
//! 4. before a tooth (beh, teh, theh, noon, yeh) that a final reh, zain, yeh or alef maksura follows;
//! 5. before waw, ain, ghain, qaf or feh that end what is joined;
//! 6. before any other letter that does.
//!
//! Of places of one rank the last is taken. A word has one stroke at most, none between lam and alef, which are one
//! sign, and none if it has fewer than three letters. A stroke is made of one or more tatweels (U+0640), which are
//! drawn and read as nothing: the letter before them stands for all of it.
//!
//! The lines are broken by their spaces as without kashida; only lines that would be loose are lengthened.

use crate::model::{Cell, is_arabic_mark};

/// The greatest number of tatweels in a word.
pub(super) const MOST: u32 = 3;

/// The stroke.
pub(super) const TATWEEL: char = '\u{640}';

/// Where a word may be lengthened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Its rank, 1 the best.
    pub(super) rank: u8,
    /// The cell after which the stroke stands, from the beginning of the word.
    pub(super) after: usize,
}

/// The best place of a word, or of a part of one that `joins_on` to the next; `None` where it cannot be lengthened.
pub(super) fn place(cells: &[Cell], joins_on: bool) -> Option<Place> {
    let letters: Vec<(usize, char)> = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !is_arabic_mark(cell.ch))
        .map(|(index, cell)| (index, cell.ch))
        .collect();
    if letters.len() < 3 || letters.iter().any(|(_, ch)| *ch == TATWEEL) {
        return None;
    }
    let at = |index: usize| letters.get(index).map(|(_, ch)| *ch);
    let joined =
        |index: usize| at(index).is_some_and(joins_next) && at(index + 1).is_some_and(joins_previous);
    let ends = |index: usize| {
        !(joined(index) || joins_on && index + 1 == letters.len() && at(index).is_some_and(joins_next))
    };
    let mut best: Option<Place> = None;
    for index in 0..letters.len() - 1 {
        if !joined(index) {
            continue;
        }
        let (one, next) = (letters[index].1, letters[index + 1].1);
        // Lam and alef are one sign, and so is the name of God.
        if one == 'ل' && (is_alef(next) || matches!((next, at(index + 2)), ('ل', Some('ه')) | ('ه', None)))
        {
            continue;
        }
        let rank = match next {
            _ if matches!(one, 'س' | 'ش' | 'ص' | 'ض') => 1,
            'ب' | 'ت' | 'ث' | 'ن' | 'ي' | 'ئ'
                if ends(index + 2)
                    && joined(index + 1)
                    && matches!(at(index + 2), Some('ر' | 'ز' | 'ي' | 'ى')) =>
            {
                4
            }
            _ if !ends(index + 1) => continue,
            'ة' | 'ه' | 'د' | 'ذ' => 2,
            'ط' | 'ظ' | 'ل' | 'ك' => 3,
            next if is_alef(next) => 3,
            'و' | 'ؤ' | 'ع' | 'غ' | 'ق' | 'ف' => 5,
            _ => 6,
        };
        if best.is_none_or(|best| rank <= best.rank) {
            // The marks of the letter stay with it.
            let after = letters[index + 1].0 - 1;
            best = Some(Place { rank, after });
        }
    }
    best
}

fn is_alef(ch: char) -> bool {
    matches!(ch, 'ا' | 'أ' | 'إ' | 'آ' | 'ٱ')
}

/// Whether a letter joins the one after it (Unicode Standard, 9.2: dual-joining).
fn joins_next(ch: char) -> bool {
    matches!(ch, 'ئ' | 'ب' | 'ت'..='خ' | 'س'..='غ' | 'ف'..='ه' | 'ى' | 'ي')
}

/// Whether a letter joins the one before it.
fn joins_previous(ch: char) -> bool {
    joins_next(ch) || is_alef(ch) || matches!(ch, 'ؤ' | 'ة' | 'د' | 'ذ' | 'ر' | 'ز' | 'و')
}

/// How many tatweels each place of a line gets: one after the other, the best places first, until `wanted` are spent.
pub(super) fn share(places: &[Place], wanted: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|index| places[*index].rank);
    let mut counts = vec![0; places.len()];
    let mut left = wanted.min(MOST * places.len() as u32);
    while left > 0 {
        for index in &order {
            if left > 0 {
                counts[*index] += 1;
                left -= 1;
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::source::Span;

    /// The word with its stroke.
    fn stroke(word: &str) -> String {
        let cells = Text::generated(word, Span::default()).cells;
        let after = place(&cells, false).map(|place| place.after);
        let letters = cells.iter().enumerate();
        letters
            .map(
                |(index, cell)| {
                    if after == Some(index) { format!("{}-", cell.ch) } else { cell.ch.to_string() }
                },
            )
            .collect()
    }

    #[test]
    fn strokes_stand_where_the_priorities_say() {
        // After seen and sad; of two, the last.
        for (word, meant) in [
            ("السلام", "السـلام"),
            ("المصلحة", "المصـلحة"),
            ("مستشفى", "مستشـفى"),
            // Before final heh and dal, before final alef, tah, lam, kaf.
            ("الكرامة", "الكرامـة"),
            ("الحرية", "الحريـة"),
            ("محمد", "محمـد"),
            ("كتاب", "كتـاب"),
            ("عمل", "عمـل"),
            // Before a tooth that a final reh or yeh follows.
            ("كبير", "كبـير"),
            // Before final waw, ain, qaf, feh; before others.
            ("حقوق", "حقـوق"),
            ("المجتمع", "المجتمـع"),
            ("عالم", "عـالم"),
            ("علم", "علـم"),
            // Never within lam-alef, never in two letters, never where nothing joins.
            ("بلا", "بلا"),
            ("الله", "الله"),
            ("من", "من"),
            ("دار", "دار"),
        ] {
            assert_eq!(stroke(word).replace('-', "ـ"), meant, "{word}");
        }
    }

    #[test]
    fn the_marks_of_a_letter_stay_with_it() {
        assert_eq!(stroke("محمَّد"), "محمَّ-د");
    }

    #[test]
    fn the_best_places_come_first_and_no_word_has_more_than_its_share() {
        let place = |rank| Place { rank, after: 0 };
        assert_eq!(share(&[place(6), place(1), place(2)], 2), [0, 1, 1]);
        assert_eq!(share(&[place(6), place(1)], 3), [1, 2]);
        assert_eq!(share(&[place(3)], 9), [MOST]);
        assert!(share(&[], 4).is_empty());
    }
}

//! The rules of Arabic, in the order in which they apply.
//!
//! The authorities: *Text Layout Requirements for the Arabic Script* (W3C, ALREQ), the Unicode Standard with its
//! annexes 9 and 14 and the CLDR data of `ar`, and the custom of the Arabic documents of the United Nations (UN), such
//! as A/RES/76/191 and the Universal Declaration. What Arabic shares with French, whose outer quotation marks are the
//! same, is done by the same functions.

mod marks;
mod numbers;
mod words;

use super::common::quotes::Levels;
use super::common::{Customs, bound, marks as latin, numbers as figures, quotes, spaces};
use super::engine::Rule;
use super::signs::Signs;
use crate::model::{Cell, Language, Text};
use crate::style::StyleSet;

/// What Arabic asks of the shared rules.
pub(super) static CUSTOMS: Customs = Customs {
    decimal: ',',
    grouping: None,
    before_figures: "”",
    plurals: &[],
    number_signs: &[],
    split_ordinal: |_| None,
    day: |stem| stem,
    month_first: false,
    joining_days: &["الى"],
    closing: &[],
    firsts: &[],
    initials: false,
};

/// The marks of quotations. The inner ones keep their forms where the text is turned.
static LEVELS: Levels = [("«", "»"), ("”", "“"), ("’", "‘")];

impl StyleSet {
    /// The figures of a number that the page puts in, as they are printed.
    pub(super) fn figures(&self, number: &str) -> String {
        if self.language == Language::Arabic {
            number.chars().map(|ch| numbers::shown(ch, self.settings.digits).unwrap_or(ch)).collect()
        } else {
            number.to_owned()
        }
    }

    /// Prints the figures, and the comma between two calls, of those characters of a text that the page has put in.
    pub(super) fn print_figures(&self, text: &mut Text, put_in: impl Fn(&Cell) -> bool) {
        if self.language == Language::Arabic {
            for cell in text.cells.iter_mut().filter(|cell| put_in(cell)) {
                let figure = numbers::shown(cell.ch, self.settings.digits);
                cell.ch = figure.unwrap_or(if cell.ch == ',' { '،' } else { cell.ch });
            }
        }
    }
}

/// The table. Punctuation has its form before it is spaced; numbers are grouped before their digits are changed.
pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "ar-spaces",
        reason: "spaces, tabs and line ends that follow one another count as one space, and none stands at an edge",
        authority: "CommonMark",
        needs: Signs::SPACES,
        apply: spaces::collapse,
    },
    Rule {
        id: "ar-tatweel",
        reason: "the stroke that lengthens a word is the typesetter's to put in, not the author's",
        authority: "ALREQ, Justification; Unicode Standard, 9.2, on U+0640",
        needs: Signs::TEXT,
        apply: marks::tatweel,
    },
    Rule {
        id: "ar-punctuation",
        reason: "the comma, the semicolon and the question mark of Arabic are ، ؛ ؟",
        authority: "ALREQ, Punctuation; Unicode Standard, 9.2",
        needs: Signs::TEXT,
        apply: marks::punctuation,
    },
    Rule {
        id: "ar-ellipsis",
        reason: "the ellipsis is one sign of three dots",
        authority: "CLDR, ar, ellipsis",
        needs: Signs::DOTS.with(Signs::ELLIPSIS),
        apply: latin::ellipsis,
    },
    Rule {
        id: "ar-dash",
        reason: "two hyphens stand for a dash, and a pair of spaced hyphens around an aside for two dashes",
        authority: "UN, Arabic documents",
        needs: Signs::FREE_HYPHEN,
        apply: latin::dash,
    },
    Rule {
        id: "ar-quotes",
        reason: "quotations stand between « », inner ones between ” “ and then ’ ‘, whose forms are not turned with the text",
        authority: "CLDR, ar, quotation marks; Unicode Standard, Corrigendum 6; ALREQ, Quotations",
        needs: Signs::QUOTE.with(Signs::OPENING_APOSTROPHE),
        apply: |pass| quotes::convert(pass, &LEVELS, LEVELS[0].0),
    },
    Rule {
        id: "ar-no-space",
        reason: "no space stands before a mark of punctuation or a closing bracket, nor after an opening one",
        authority: "ALREQ, Punctuation; UN, Arabic documents",
        needs: Signs::TEXT,
        apply: marks::no_space,
    },
    Rule {
        id: "ar-space-after",
        reason: "a comma, a semicolon or a question mark is followed by a space",
        authority: "ALREQ, Punctuation",
        needs: Signs::TEXT,
        apply: marks::space_after,
    },
    Rule {
        id: "ar-waw",
        reason: "the waw that joins two words is written with the second, and never stays alone at a line's end",
        authority: "ALREQ, Line breaking; UN, Arabic documents",
        needs: Signs::TEXT,
        apply: words::conjunction,
    },
    Rule {
        id: "ar-preferred",
        reason: "official names have one form",
        authority: "the house's lexicon",
        needs: Signs::TEXT,
        apply: words::preferred,
    },
    Rule {
        id: "ar-thousands",
        reason: "thousands are separated by a no-break space, but not in years or references",
        authority: "ISO 80000-1, 7.3; UN, Arabic documents",
        needs: Signs::DIGIT,
        apply: |pass| figures::thousands(pass, &CUSTOMS),
    },
    Rule {
        id: "ar-percent",
        reason: "the percent sign of Arabic is ٪, beside its number",
        authority: "CLDR, ar, percent sign; Unicode Standard, U+066A",
        needs: Signs::PERCENT,
        apply: numbers::percent,
    },
    Rule {
        id: "ar-unit",
        reason: "a number stays with its unit or currency",
        authority: "ISO 80000-1, 7.1",
        needs: Signs::TEXT,
        apply: numbers::unit,
    },
    Rule {
        id: "ar-times",
        reason: "a factor stays with the number before it, and a number with its sign",
        authority: "ISO 80000-1, 7.3",
        needs: Signs::TEXT,
        apply: numbers::factor,
    },
    Rule {
        id: "ar-date",
        reason: "the day stays with its month, and the month with its year",
        authority: "UN, Arabic documents",
        needs: Signs::TEXT,
        apply: numbers::dates,
    },
    Rule {
        id: "ar-bound",
        reason: "a word stays with the number that it introduces",
        authority: "Unicode Standard Annex 14, GL; UN, Arabic documents",
        needs: Signs::TEXT,
        apply: |pass| bound::bind(pass, &CUSTOMS),
    },
    Rule {
        id: "ar-digits",
        reason: "the figures are the house's, European or Arabic-Indic, with the decimal sign of each",
        authority: "a setting of the house style; CLDR, ar, numbering systems latn and arab",
        needs: Signs::TEXT,
        apply: numbers::digits,
    },
];

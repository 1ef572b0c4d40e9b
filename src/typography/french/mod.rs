//! The rules of French, in the order in which they apply.
//!
//! The authorities: *Lexique des règles typographiques en usage à l'Imprimerie nationale* (LIN), the
//! *Dictionnaire de l'Académie française* (DAF), *Le Ramat de la typographie* and the babel-french package
//! for the widths of spaces.

mod numbers;
mod ordinals;
mod spaces;

use super::common::quotes::Levels;
use super::common::{Customs, bound, letters, marks, numbers as figures, quotes, spaces as blanks};
use super::engine::Rule;
use super::signs::Signs;

/// What French asks of the shared rules.
pub(super) static CUSTOMS: Customs = Customs {
    decimal: ',',
    grouping: None,
    before_figures: "",
    plurals: &['s', 'x'],
    number_signs: &["no", "n°", "nos"],
    split_ordinal: ordinals::split_ordinal,
    day: |stem| if stem == "1er" { "1" } else { stem },
    month_first: false,
    joining_days: &["au", "et", "ou"],
    closing: &[],
    firsts: &["premier", "première", "unique"],
    initials: false,
};

/// The marks of quotations.
static LEVELS: Levels = [("«", "»"), ("“", "”"), ("‘", "’")];

/// The table. Later rules rely on what earlier ones have settled: spaces are single before marks are spaced,
/// quotes are guillemets before guillemets are spaced.
pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "fr-spaces",
        reason: "spaces, tabs and line ends that follow one another count as one space, and none stands at an edge",
        authority: "CommonMark; LIN, Espacements",
        needs: Signs::SPACES,
        apply: blanks::collapse,
    },
    Rule {
        id: "fr-no-space",
        reason: "no space stands before a comma, a full stop or a closing bracket, nor after an opening one",
        authority: "LIN, Espacements",
        needs: Signs::STRAY_SPACE,
        apply: blanks::remove,
    },
    Rule {
        id: "fr-comma",
        reason: "a comma between two words is followed by a space",
        authority: "LIN, Espacements",
        needs: Signs::TIGHT_COMMA,
        apply: blanks::after_comma,
    },
    Rule {
        id: "fr-apostrophe",
        reason: "the apostrophe is the raised comma, not the typewriter's stroke",
        authority: "LIN, Apostrophe",
        needs: Signs::APOSTROPHE,
        apply: marks::apostrophe,
    },
    Rule {
        id: "fr-ellipsis",
        reason: "the ellipsis is one sign of three dots, and `etc.` takes none",
        authority: "LIN, Points de suspension",
        needs: Signs::DOTS.with(Signs::ELLIPSIS),
        apply: marks::ellipsis,
    },
    Rule {
        id: "fr-dash",
        reason: "two hyphens stand for a dash, and a pair of spaced hyphens around an aside for two dashes",
        authority: "LIN, Tiret",
        needs: Signs::FREE_HYPHEN,
        apply: marks::dash,
    },
    Rule {
        id: "fr-dash-space",
        reason: "an aside keeps to its dashes: no line ends after the opening one or before the closing one",
        authority: "LIN, Tiret",
        needs: Signs::DASH,
        apply: marks::dash_space,
    },
    Rule {
        id: "fr-range",
        reason: "a range of numbers takes a dash",
        authority: "a setting of the house style",
        needs: Signs::HYPHEN,
        apply: marks::range,
    },
    Rule {
        id: "fr-quotes",
        reason: "quotations stand between guillemets, inner ones between “ ” and then ‘ ’",
        authority: "LIN, Guillemets",
        needs: Signs::QUOTE.with(Signs::OPENING_APOSTROPHE),
        apply: |pass| quotes::convert(pass, &LEVELS, LEVELS[0].0),
    },
    Rule {
        id: "fr-guillemets",
        reason: "guillemets keep a no-break space on their inner side",
        authority: "LIN, Guillemets; Unicode Standard Annex 14",
        needs: Signs::QUOTE,
        apply: quotes::space,
    },
    Rule {
        id: "fr-high-punctuation",
        reason: "`;`, `!` and `?` are preceded by a narrow no-break space",
        authority: "LIN, Espacements",
        needs: Signs::HIGH_PUNCTUATION,
        apply: spaces::before_high_punctuation,
    },
    Rule {
        id: "fr-colon",
        reason: "the colon is preceded by a no-break word space",
        authority: "LIN, Espacements",
        needs: Signs::COLON,
        apply: spaces::before_colon,
    },
    Rule {
        id: "fr-ligature",
        reason: "`œ` and `æ` are written as one letter where the word's origin has them",
        authority: "DAF",
        needs: Signs::DIGRAPH,
        apply: letters::ligatures,
    },
    Rule {
        id: "fr-preferred",
        reason: "official names have one form, and capitals carry their accents",
        authority: "Académie française, Accentuation des majuscules; the house's lexicon",
        needs: Signs::TEXT,
        apply: letters::preferred,
    },
    Rule {
        id: "fr-number-sign",
        reason: "the sign of a number is the house's, and stays with its number",
        authority: "LIN, Numéro",
        needs: Signs::NUMBER_SIGN,
        apply: numbers::sign,
    },
    Rule {
        id: "fr-ordinal",
        reason: "the endings of ordinals are short",
        authority: "LIN, Abréviations",
        needs: Signs::ORDINAL,
        apply: numbers::ordinal,
    },
    Rule {
        id: "fr-times",
        reason: "the sign between two factors is ×, not the letter",
        authority: "ISO 80000-1, 7.3",
        needs: Signs::TIMES,
        apply: figures::times,
    },
    Rule {
        id: "fr-thousands",
        reason: "thousands are separated by a no-break space, but not in years, references or numbers of articles",
        authority: "LIN, Nombres; ISO 80000-1, 7.3",
        needs: Signs::DIGIT,
        apply: |pass| figures::thousands(pass, &CUSTOMS),
    },
    Rule {
        id: "fr-percent",
        reason: "the percent sign stands one no-break space after its number",
        authority: "LIN, Pour cent; ISO 80000-1, 7.1",
        needs: Signs::PERCENT,
        apply: figures::percent,
    },
    Rule {
        id: "fr-unit",
        reason: "a number stays with its unit or currency, one no-break space apart",
        authority: "LIN, Unités; ISO 80000-1, 7.1",
        needs: Signs::DIGIT,
        apply: figures::unit,
    },
    Rule {
        id: "fr-sign",
        reason: "a sign stays with its number, and the degrees of an angle follow theirs without a space",
        authority: "LIN, Unités; ISO 80000-1, 7.1",
        needs: Signs::SIGN,
        apply: figures::signs,
    },
    Rule {
        id: "fr-date",
        reason: "the day stays with its month, and the month with its year",
        authority: "LIN, Dates",
        needs: Signs::DIGIT,
        apply: |pass| bound::dates(pass, &CUSTOMS),
    },
    Rule {
        id: "fr-bound",
        reason: "a word stays with the number or the name that it introduces",
        authority: "LIN, Coupures",
        needs: Signs::TEXT,
        apply: |pass| bound::bind(pass, &CUSTOMS),
    },
    Rule {
        id: "fr-superior",
        reason: "the endings of ordinals are raised",
        authority: "LIN, Abréviations",
        needs: Signs::ORDINAL.with(Signs::BOUND_NUMBER_SIGN),
        apply: numbers::raise,
    },
];

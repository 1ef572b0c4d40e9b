//! What the rules of the languages share: each language has its table, and says in [`Customs`] what is its own.

pub(super) mod bound;
pub(super) mod letters;
pub(super) mod marks;
pub(super) mod numbers;
pub(super) mod quotes;
pub(super) mod singles;
pub(super) mod spaces;
mod turned;
pub(super) mod words;

/// What the shared rules ask of a language.
#[derive(Clone, Copy)]
pub(super) struct Customs {
    /// The sign of decimals.
    pub(super) decimal: char,
    /// The sign, other than a space, by which authors part thousands.
    pub(super) grouping: Option<char>,
    /// What may stand at once before the first figure of a number, besides brackets, quotes and signs.
    pub(super) before_figures: &'static str,
    /// The letters in which the plural of a noun ends.
    pub(super) plurals: &'static [char],
    /// Words that make the number after them a name, besides those of the lexicon, folded.
    pub(super) number_signs: &'static [&'static str],
    /// Splits an ordinal into its number and its ending.
    pub(super) split_ordinal: fn(&str) -> Option<(&str, &str)>,
    /// The figures of a day that may have the ending of an ordinal: `1er`, `26th`.
    pub(super) day: fn(&str) -> &str,
    /// Whether a day may follow its month: `May 5`.
    pub(super) month_first: bool,
    /// Words that join two days of one month, folded.
    pub(super) joining_days: &'static [&'static str],
    /// What may close the last word of a date: the full stop of a sentence, where dates are bound at its end too.
    pub(super) closing: &'static [char],
    /// Words that stand for a number after a heading's word: `article premier`.
    pub(super) firsts: &'static [&'static str],
    /// Whether initials stay with one another and with the name.
    pub(super) initials: bool,
}

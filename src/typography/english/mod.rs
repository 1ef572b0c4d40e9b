//! The rules of English, in the order in which they apply.
//!
//! The authorities: *New Hart's Rules* (Oxford, NHR), *The Chicago Manual of Style* (CMOS), the *United Nations Editorial
//! Manual* (UNEM) and the *Interinstitutional Style Guide* of the European Union (ISG). Where they differ, the preset of
//! the house style decides.

mod dashes;
mod numbers;
mod ordinals;
mod quotes;

use super::common::{Customs, bound, letters, marks, numbers as figures, quotes as pairs, singles, spaces};
use super::engine::Rule;
use super::signs::Signs;

/// What English asks of the shared rules.
pub(super) static CUSTOMS: Customs = Customs {
    decimal: '.',
    grouping: Some(','),
    before_figures: "‘\"'$£€",
    plurals: &['s'],
    number_signs: &["nos"],
    split_ordinal: ordinals::split_ordinal,
    day: |stem| ordinals::split_ordinal(stem).map_or(stem, |(digits, _)| digits),
    month_first: true,
    joining_days: &["to", "and", "or", "through", "until"],
    closing: &['.'],
    firsts: &[],
    initials: true,
};

/// Words that have lost their beginning (NHR 4; CMOS, Apostrophes).
const ELISIONS: [&str; 10] = ["tis", "twas", "twill", "em", "til", "cause", "n", "gainst", "midst", "neath"];

/// The table. Later rules rely on what earlier ones have settled: spaces are single before marks are closed up, apostrophes
/// are told from quotation marks before these are paired.
pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "en-spaces",
        reason: "spaces, tabs and line ends that follow one another count as one space, and none stands at an edge",
        authority: "CommonMark; CMOS, Punctuation",
        needs: Signs::SPACES,
        apply: spaces::collapse,
    },
    Rule {
        id: "en-no-space",
        reason: "no space stands before a comma, a full stop or a closing bracket, nor after an opening one",
        authority: "NHR 4; CMOS, Punctuation",
        needs: Signs::STRAY_SPACE,
        apply: spaces::remove,
    },
    Rule {
        id: "en-high-punctuation",
        reason: "no space stands before `:`, `;`, `!` or `?`",
        authority: "NHR 4; CMOS, Punctuation",
        needs: Signs::HIGH_PUNCTUATION.with(Signs::COLON),
        apply: |pass| spaces::unspaced(pass, &[]),
    },
    Rule {
        id: "en-comma",
        reason: "a comma between two words is followed by a space",
        authority: "NHR 4; CMOS, Commas",
        needs: Signs::TIGHT_COMMA,
        apply: spaces::after_comma,
    },
    Rule {
        id: "en-apostrophe",
        reason: "the apostrophe is the raised comma, not the typewriter's stroke",
        authority: "NHR 4; CMOS, Apostrophes",
        needs: Signs::APOSTROPHE,
        apply: |pass| singles::apostrophe(pass, &ELISIONS),
    },
    Rule {
        id: "en-ellipsis",
        reason: "the ellipsis is one sign of three dots, and `etc.` takes none",
        authority: "NHR 4.7",
        needs: Signs::DOTS.with(Signs::ELLIPSIS),
        apply: marks::ellipsis,
    },
    Rule {
        id: "en-dash",
        reason: "two hyphens, or a pair of spaced ones around an aside, stand for the house's dash: `—` closed up or ` – ` spaced",
        authority: "NHR 4.11.1 and CMOS, Dashes (em, closed up); British custom (en, spaced)",
        needs: Signs::FREE_HYPHEN,
        apply: dashes::dash,
    },
    Rule {
        id: "en-dash-space",
        reason: "the em dash stands without spaces, and no line begins with a spaced en dash",
        authority: "NHR 4.11.1 and CMOS, Dashes (em, closed up); British custom (en, spaced)",
        needs: Signs::DASH,
        apply: dashes::space,
    },
    Rule {
        id: "en-range",
        reason: "a range of numbers takes an en dash",
        authority: "NHR 4.11.1; CMOS, Dashes",
        needs: Signs::HYPHEN,
        apply: marks::range,
    },
    Rule {
        id: "en-quotes",
        reason: "quotations stand between curly marks, inner ones between the other pair, in the order of the house",
        authority: "NHR 9 (single outside); CMOS, Quotations, and UNEM (double outside)",
        needs: Signs::QUOTE.with(Signs::APOSTROPHE),
        apply: quotes::convert,
    },
    Rule {
        id: "en-quote-space",
        reason: "no space stands inside quotation marks",
        authority: "NHR 9; CMOS, Punctuation",
        needs: Signs::QUOTE,
        apply: |pass| pairs::close_up(pass, &['“', '‘'], &['”']),
    },
    Rule {
        id: "en-prime",
        reason: "feet and inches, minutes and seconds are marked by primes, not by quotation marks",
        authority: "ISO 80000-3; CMOS, Numbers",
        needs: Signs::QUOTE.with(Signs::APOSTROPHE),
        apply: figures::prime,
    },
    Rule {
        id: "en-preferred",
        reason: "official names have one form",
        authority: "the house's lexicon",
        needs: Signs::TEXT,
        apply: letters::preferred,
    },
    Rule {
        id: "en-number-sign",
        reason: "the sign of a number is `No.`, and stays with its number",
        authority: "UNEM, Abbreviations; CMOS, Abbreviations",
        needs: Signs::NUMBER_SIGN,
        apply: numbers::sign,
    },
    Rule {
        id: "en-times",
        reason: "the sign between two factors is ×, not the letter",
        authority: "ISO 80000-1, 7.3",
        needs: Signs::TIMES,
        apply: figures::times,
    },
    Rule {
        id: "en-thousands",
        reason: "thousands are separated by the house's sign, but not in years, references or numbers of articles",
        authority: "UNEM, Numbers, and CMOS, Numbers (comma); ISG and ISO 80000-1, 7.3 (space)",
        needs: Signs::DIGIT,
        apply: |pass| figures::thousands(pass, &CUSTOMS),
    },
    Rule {
        id: "en-percent",
        reason: "the percent sign follows its number as the house says: at once, or after a no-break space",
        authority: "NHR 11 and CMOS, Numbers (closed up); ISO 80000-1, 7.1 (space)",
        needs: Signs::PERCENT,
        apply: figures::percent,
    },
    Rule {
        id: "en-unit",
        reason: "a number stays with its unit or currency, one no-break space apart",
        authority: "ISO 80000-1, 7.1; CMOS, Abbreviations",
        needs: Signs::DIGIT,
        apply: figures::unit,
    },
    Rule {
        id: "en-sign",
        reason: "a sign stays with its number, and the degrees of an angle follow theirs without a space",
        authority: "ISO 80000-1, 7.1",
        needs: Signs::SIGN,
        apply: figures::signs,
    },
    Rule {
        id: "en-date",
        reason: "the day stays with its month, and the month with its year",
        authority: "NHR 11; CMOS, Word Division",
        needs: Signs::DIGIT,
        apply: |pass| bound::dates(pass, &CUSTOMS),
    },
    Rule {
        id: "en-bound",
        reason: "a word stays with the number or the name that it introduces",
        authority: "NHR 10 and 11; CMOS, Word Division",
        needs: Signs::TEXT,
        apply: |pass| bound::bind(pass, &CUSTOMS),
    },
];

//! The rules of Spanish, in the order in which they apply.
//!
//! The authorities: *Ortografía de la lengua española* (RAE and ASALE, 2010; OLE), the *Diccionario panhispánico de dudas*
//! (DPD), the *Libro de estilo interinstitucional* of the European Union (LEI), the usage of the United Nations.

mod dashes;
mod dates;
mod inverted;
mod numbers;
mod ordinals;

use super::common::quotes::Levels;
use super::common::{Customs, bound, letters, marks, numbers as figures, quotes, singles, spaces};
use super::engine::{Pass, Rule};
use super::settings::Quotes;
use super::signs::Signs;

/// What Spanish asks of the shared rules.
pub(super) static CUSTOMS: Customs = Customs {
    decimal: ',',
    grouping: Some('.'),
    before_figures: "¿¡$£€",
    plurals: &['s'],
    number_signs: &["n.º", "n.os"],
    split_ordinal: ordinals::split_ordinal,
    day: |stem| if matches!(stem, "1.º" | "1º" | "1.°" | "1°") { "1" } else { stem },
    month_first: false,
    joining_days: &["al", "a", "y", "o", "e"],
    closing: &['.'],
    firsts: &["primero", "primera", "único", "única"],
    initials: true,
};

/// The marks of quotations, where the house has angular ones outside (OLE, Las comillas) and where it has not.
static ANGULAR: Levels = [("«", "»"), ("“", "”"), ("‘", "’")];
static CURLY: Levels = [("“", "”"), ("‘", "’"), ("‘", "’")];

fn convert_quotes(pass: &mut Pass<'_>) {
    let angular = pass.context.settings.quotes == Quotes::Angular;
    let levels = if angular { &ANGULAR } else { &CURLY };
    // The mark that is repeated is the closing one (OLE, Las comillas: comillas de seguir).
    quotes::convert(pass, levels, levels[0].1);
}

/// The table. Later rules rely on what earlier ones have settled: spaces are single before marks are closed up, quotes are
/// paired before the spaces inside them go.
pub(super) static RULES: &[Rule] = &[
    Rule {
        id: "es-spaces",
        reason: "spaces, tabs and line ends that follow one another count as one space, and none stands at an edge",
        authority: "CommonMark; OLE, Los signos ortográficos",
        needs: Signs::SPACES,
        apply: spaces::collapse,
    },
    Rule {
        id: "es-no-space",
        reason: "no space stands before a comma, a full stop or a closing bracket, nor after an opening one",
        authority: "OLE, Los signos ortográficos",
        needs: Signs::STRAY_SPACE,
        apply: spaces::remove,
    },
    Rule {
        id: "es-high-punctuation",
        reason: "no space stands before `:`, `;`, `!` or `?`, nor after `¿` or `¡`",
        authority: "OLE, Los signos ortográficos",
        needs: Signs::HIGH_PUNCTUATION.with(Signs::COLON).with(Signs::INVERTED),
        apply: |pass| spaces::unspaced(pass, &['¿', '¡']),
    },
    Rule {
        id: "es-comma",
        reason: "a comma between two words is followed by a space",
        authority: "OLE, La coma",
        needs: Signs::TIGHT_COMMA,
        apply: spaces::after_comma,
    },
    Rule {
        id: "es-apostrophe",
        reason: "the apostrophe of foreign names is the raised comma, not the typewriter's stroke",
        authority: "OLE, El apóstrofo",
        needs: Signs::APOSTROPHE,
        apply: |pass| singles::apostrophe(pass, &[]),
    },
    Rule {
        id: "es-ellipsis",
        reason: "the ellipsis is one sign of three dots, and `etc.` takes none",
        authority: "OLE, Los puntos suspensivos",
        needs: Signs::DOTS.with(Signs::ELLIPSIS),
        apply: marks::ellipsis,
    },
    Rule {
        id: "es-ellipsis-space",
        reason: "the ellipsis follows its word at once",
        authority: "OLE, Los puntos suspensivos",
        needs: Signs::ELLIPSIS,
        apply: dashes::attach_ellipsis,
    },
    Rule {
        id: "es-dash",
        reason: "an aside stands between dashes that touch it: `texto —inciso— texto`",
        authority: "OLE, La raya",
        needs: Signs::FREE_HYPHEN.with(Signs::DASH),
        apply: dashes::dash,
    },
    Rule {
        id: "es-range",
        reason: "a range of numbers takes a dash",
        authority: "a setting of the house style; OLE, El guion, has the hyphen",
        needs: Signs::HYPHEN,
        apply: marks::range,
    },
    Rule {
        id: "es-quotes",
        reason: "quotations stand between « », inner ones between “ ” and then ‘ ’, or from “ ” on where the house says so",
        authority: "OLE, Las comillas",
        needs: Signs::QUOTE.with(Signs::APOSTROPHE),
        apply: convert_quotes,
    },
    Rule {
        id: "es-quote-space",
        reason: "no space stands inside quotation marks",
        authority: "OLE, Las comillas",
        needs: Signs::QUOTE,
        apply: |pass| quotes::close_up(pass, &['«', '“', '‘'], &['»', '”']),
    },
    Rule {
        id: "es-prime",
        reason: "minutes and seconds are marked by primes, not by quotation marks",
        authority: "ISO 80000-3",
        needs: Signs::QUOTE.with(Signs::APOSTROPHE),
        apply: figures::prime,
    },
    Rule {
        id: "es-inverted",
        reason: "a question opens with `¿` and an exclamation with `¡`, where it begins",
        authority: "OLE, Los signos de interrogación y exclamación",
        needs: Signs::HIGH_PUNCTUATION.with(Signs::INVERTED),
        apply: inverted::check,
    },
    Rule {
        id: "es-preferred",
        reason: "official names have one form, and capitals carry their accents",
        authority: "OLE, La tilde y las mayúsculas; the house's lexicon",
        needs: Signs::TEXT,
        apply: letters::preferred,
    },
    Rule {
        id: "es-number-sign",
        reason: "the sign of a number is `n.º` or `núm.`, as the house has it, and stays with its number",
        authority: "OLE, Las abreviaturas (a stop before raised letters); DPD, número",
        needs: Signs::NUMBER_SIGN.with(Signs::SIGN),
        apply: numbers::sign,
    },
    Rule {
        id: "es-ordinal",
        reason: "ordinals are written `86.º` and `86.ª`, with a stop before the raised letter",
        authority: "OLE, Las expresiones numéricas; DPD, ordinales",
        needs: Signs::DIGIT,
        apply: ordinals::ordinal,
    },
    Rule {
        id: "es-times",
        reason: "the sign between two factors is ×, not the letter",
        authority: "ISO 80000-1, 7.3",
        needs: Signs::TIMES,
        apply: figures::times,
    },
    Rule {
        id: "es-thousands",
        reason: "thousands are separated by a thin no-break space, but not in years, references or numbers of articles",
        authority: "OLE, Las expresiones numéricas; ISO 80000-1, 7.3",
        needs: Signs::DIGIT,
        apply: |pass| figures::thousands(pass, &CUSTOMS),
    },
    Rule {
        id: "es-percent",
        reason: "the percent sign stands one no-break space after its number",
        authority: "OLE, Las expresiones numéricas; ISO 80000-1, 7.1",
        needs: Signs::PERCENT,
        apply: figures::percent,
    },
    Rule {
        id: "es-unit",
        reason: "a number stays with its unit or currency, one no-break space apart",
        authority: "OLE, Los símbolos; ISO 80000-1, 7.1",
        needs: Signs::DIGIT,
        apply: figures::unit,
    },
    Rule {
        id: "es-sign",
        reason: "a sign stays with its number, and the degrees of an angle follow theirs without a space",
        authority: "OLE, Los símbolos; ISO 80000-1, 7.1",
        needs: Signs::SIGN,
        apply: figures::signs,
    },
    Rule {
        id: "es-date",
        reason: "the day stays with its month, and the `de` of a year with the year",
        authority: "OLE, La expresión de la fecha; LEI",
        needs: Signs::DIGIT,
        apply: |pass| dates::bind(pass, &CUSTOMS),
    },
    Rule {
        id: "es-bound",
        reason: "a word stays with the number or the name that it introduces",
        authority: "LEI; the custom of printers",
        needs: Signs::TEXT,
        apply: |pass| bound::bind(pass, &CUSTOMS),
    },
    Rule {
        id: "es-superior",
        reason: "the letters of `1.er` are raised",
        authority: "OLE, Las expresiones numéricas",
        needs: Signs::DIGIT,
        apply: ordinals::raise,
    },
];

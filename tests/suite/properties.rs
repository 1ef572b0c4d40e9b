//! What the rules never do, over generated text and over real sources.

use std::sync::LazyLock;

use greffe::model::{Language, QuotationPart, Text};
use greffe::source::File;
use greffe::style::{Lexicon, Shelf};
use greffe::typography::{Context, Preset, Rule, Settings, Signs, rules, set_by, set_str};
use proptest::prelude::*;

use crate::support::{read, repository, visible};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::read(&Shelf::over(repository()).folder("templates/lexicon/fr")).expect("the lexicon")
});

const PRESETS: [Preset; 6] = [
    Preset::ImprimerieNationale,
    Preset::Interpol,
    Preset::Onu,
    Preset::UnionEuropeenne,
    Preset::Suisse,
    Preset::Quebec,
];

fn set(text: &str, settings: &Settings) -> String {
    set_str(text, Language::French, Context::new(settings, &LEXICON))
}

/// A text as a table of rules sets it, with what the rules report.
fn set_by_table(
    rules: &[Rule],
    text: &str,
    context: Context<'_>,
) -> (Text, Vec<greffe::typography::Change>, String) {
    let mut text = Text::verbatim(text, File::Document, 0);
    let (mut changes, mut findings) = (Vec::new(), Vec::new());
    set_by(rules, &mut text, context, Some(&mut changes), &mut findings);
    (text, changes, format!("{findings:?}"))
}

/// The letters and digits of a text, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|ch| ch.is_alphanumeric()).collect()
}

/// The settings of a preset with the rules off that change letters, as their names say.
fn without_letters(preset: Preset) -> Settings {
    let off = ["fr-ligature", "fr-preferred", "fr-number-sign", "fr-ordinal", "fr-times"];
    Settings { off: off.map(str::to_owned).to_vec(), ..preset.settings() }
}

/// Text made of what the rules look at.
fn french() -> impl Strategy<Value = String> {
    let token = prop::sample::select(vec![
        "l'",
        "d'",
        "mot",
        "Annexe",
        "annexe",
        "article",
        "1",
        "12",
        "10000",
        "2017",
        "km",
        "%",
        "€",
        "M.",
        "No",
        "n°",
        "26",
        "septembre",
        "au",
        "86ème",
        "session",
        "XXe",
        "siècle",
        "IV",
        "Etat",
        "coeur",
        "etc",
        "...",
        "…",
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        "«",
        "»",
        "\"",
        "'",
        "“",
        "”",
        "<<",
        ">>",
        "(",
        ")",
        "[",
        "]",
        "-",
        "--",
        "---",
        "–",
        "—",
        " ",
        "  ",
        "\u{a0}",
        "\u{202f}",
        "\t",
        "A/RES/75/10",
        "10:55",
        "https://a.b/c?d=e;f",
        "a@b.fr",
        "O.I.P.C.-INTERPOL",
        "x",
        "°",
        "+",
        "1er",
        "S. E.",
        "C:\\a",
        "::1f",
        "é",
        "œ",
    ]);
    prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat())
}

pub(crate) fn seed() -> proptest::test_runner::RngSeed {
    let given = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    proptest::test_runner::RngSeed::Fixed(given.unwrap_or(2017))
}

proptest! {
    // The seed is fixed, so that a change is judged by the same texts as the one before it; `PROPTEST_RNG_SEED`
    // tries others.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 3000,
        rng_seed: seed(),
        ..ProptestConfig::default()
    })]

    /// What is right already stays as it is.
    #[test]
    fn rules_are_idempotent(text in french(), preset in prop::sample::select(PRESETS.to_vec())) {
        let settings = preset.settings();
        let once = set(&text, &settings);
        prop_assert_eq!(visible(&set(&once, &settings)), visible(&once), "from {:?}", text);
    }

    /// No letter and no digit is lost, added or moved, but by the rules whose names say so.
    #[test]
    fn letters_and_digits_stay(text in french(), preset in prop::sample::select(PRESETS.to_vec())) {
        let settings = without_letters(preset);
        prop_assert_eq!(letters(&set(&text, &settings)), letters(&text));
    }

    /// What a rule needs is never lacking in a text that it would change: the table that passes over rules and the one
    /// that asks them all do the same.
    #[test]
    fn no_rule_is_passed_over_wrongly(
        text in french(),
        preset in prop::sample::select(PRESETS.to_vec()),
        continued in any::<bool>(),
        continues in any::<bool>(),
    ) {
        let table = rules(Language::French);
        let all: Vec<Rule> = table.iter().map(|rule| Rule { needs: Signs::TEXT, ..*rule }).collect();
        let mut settings = preset.settings();
        settings.range_dash = true;
        let quotation = QuotationPart { continued, continues };
        let context = Context { quotation, ..Context::new(&settings, &LEXICON) };
        prop_assert_eq!(set_by_table(table, &text, context), set_by_table(&all, &text, context));
        // A rule by itself sees what the others would have settled.
        for (own, always) in table.chunks(1).zip(all.chunks(1)) {
            prop_assert_eq!(set_by_table(own, &text, context), set_by_table(always, &text, context));
        }
    }

    /// Any text at all is set without a panic, and no space is left at an edge.
    #[test]
    fn any_text_is_set(text in any::<String>()) {
        let settings = Settings::default();
        let once = set(&text, &settings);
        prop_assert!(!once.starts_with(' ') && !once.ends_with(' '));
    }

    /// Addresses, times and references come out as they went in.
    #[test]
    fn zones_are_untouched(before in french(), after in french()) {
        for zone in ["https://example.org/a;b:c?d!", "A/RES/75/10", "10:55", "x.y@example.org", "GA-2017-86-RES-08", "fdda:5cc1:23:4::1f"] {
            let text = format!("{before} {zone} {after}");
            let zone = zone.trim_end_matches('!');
            prop_assert!(set(&text, &Settings::default()).contains(zone), "{:?}", text);
        }
    }
}

#[test]
fn the_real_source_is_set_the_same_twice() {
    let source = read("content/86-beijing-2017/008-accord-uit.fr.md");
    for preset in PRESETS {
        let settings = preset.settings();
        for line in source.lines() {
            let once = set(line, &settings);
            assert_eq!(set(&once, &settings), once);
            assert_eq!(letters(&set(line, &without_letters(preset))), letters(line));
        }
    }
}

/// Twice the text takes about twice the work: a text of a megabyte is set, and no rule looks back or ahead
/// without a bound. A rule that were quadratic would take hours here.
#[test]
fn long_paragraphs_are_set() {
    for piece in ["l'article 41 du \"Statut\" ; ", "« ", "\" ", "' ", "- ", "1 000 ", "(", "a, "] {
        let text = piece.repeat(1_000_000 / piece.len() / 4);
        let once = set(&text, &Settings::default());
        assert!(once.len() + 1 >= text.trim().len() / 4);
    }
}

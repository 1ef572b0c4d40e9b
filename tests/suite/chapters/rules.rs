//! The rules of each language with what they do, and the presets of their settings.

use std::fmt::Write as _;
use std::path::PathBuf;

use greffe::model::{Language, Style, Text};
use greffe::schema::find;
use greffe::source::File;
use greffe::style::Lexicon;
use greffe::typography::{Context, Preset, Rule, Settings, Spacing, rules, set};
use serde_json::Value;

use super::{MADE, cell};
use crate::support::repository;

/// The rules as a table for each language.
pub(super) fn chapter() -> String {
    let mut out = format!(
        "# The rules of typography\n\n{MADE}\n\n\
         The rules of each language, in the order in which they apply. The examples are set by the rules as they are, under \
         the presets `imprimerie-nationale`, `united-nations` and `rae`; `·` stands for a no-break space (U+00A0), `ˌ` for a narrow one (U+202F), `^…^` for raised letters. A \
         setting is a key of the table `[typography]` of a house style that changes what the rule does to its example; any \
         rule can be turned off there by its name: `off = [\"fr-range\"]`. `greffe explain` names the rule of each change.\n"
    );
    for language in Language::ALL {
        let _ = write!(
            out,
            "\n## {language:?}\n\n| rule | what it does | as typed | as printed | settings | authority |\n|---|---|---|---|---|---|\n"
        );
        let lexicon = Lexicon::read(
            &greffe::style::Shelf::over(repository()).folder(&format!("templates/lexicon/{language}")),
        )
        .expect("a lexicon");
        let cases = cases(language);
        for rule in rules(language) {
            let own = cases.iter().filter(|(name, _)| name == rule.id);
            // A rule that only raises letters has no case of its own; it shows in those of others.
            let typed = own.chain(&cases).map(|(_, typed)| typed.as_str());
            let (before, after, settings) = typed
                .into_iter()
                .find_map(|typed| example(rule, language, typed, &lexicon))
                .unwrap_or_default();
            let row = [
                format!("`{}`", rule.id),
                rule.reason.to_owned(),
                before,
                after,
                settings,
                rule.authority.to_owned(),
            ];
            let _ = writeln!(out, "| {} |", row.map(|text| cell(&text)).join(" | "));
        }
    }
    out
}

/// What is typed to show a rule: the cases of the tests, by the name of the rule.
fn cases(language: Language) -> Vec<(String, String)> {
    let name = format!("{language:?}").to_lowercase();
    let path: PathBuf = repository().join(format!("tests/cases/{name}.tsv"));
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let fields = |line: &str| {
        let mut fields = line.split('\t').map(str::to_owned);
        Some((fields.next()?, fields.next()?))
    };
    text.lines().filter(|line| !line.starts_with('#')).filter_map(fields).collect()
}

/// The example of a rule before and after, and the keys that change what becomes of it; `None` where the rule does nothing to
/// what is typed. A rule that is off unless it is asked for is shown at work.
fn example(
    rule: &Rule,
    language: Language,
    typed: &str,
    lexicon: &Lexicon,
) -> Option<(String, String, String)> {
    let set = |settings: &Settings| printed(typed, language, Context::new(settings, lexicon));
    let off = |settings: &Settings| Settings { off: vec![rule.id.to_owned()], ..settings.clone() };
    let standard = Preset::of(language).settings();
    let all = alternatives(&standard);
    let mut keys: Vec<String> = Vec::new();
    for (key, settings) in &all {
        let key = format!("`{key}`");
        // The key matters to this rule, and not to another one that has a part in the example.
        if set(settings) != set(&standard)
            && set(&off(settings)) == set(&off(&standard))
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    let mut settings = std::iter::once(&standard).chain(all.iter().map(|(_, settings)| settings));
    let shown = settings.find(|settings| set(settings) != set(&off(settings)))?;
    Some((shown_spaces(typed), shown_spaces(&set(shown)), keys.join(", ")))
}

/// What is printed, with raised letters as an author would write them.
fn printed(typed: &str, language: Language, context: Context<'_>) -> String {
    let mut text = Text::verbatim(typed, File::Document, 0);
    set(&mut text, language, context, None, &mut Vec::new());
    let runs = text.cells.chunk_by(|left, right| left.style == right.style);
    let run = |cells: &[greffe::model::Cell]| {
        let words: String = cells.iter().map(|cell| cell.ch).collect();
        if cells[0].style.contains(Style::SUPERIOR) { format!("^{words}^") } else { words }
    };
    runs.map(run).collect()
}

/// The settings with one key of another value each.
fn alternatives(base: &Settings) -> Vec<(&'static str, Settings)> {
    use greffe::typography::{Aside, NumberSign, Ordinals, Quotes, Separator};
    let mut all = Vec::new();
    for space in [Spacing::Nbsp, Spacing::Nnbsp, Spacing::None] {
        let base = || base.clone();
        all.push(("colon", Settings { colon: space, ..base() }));
        all.push(("semicolon", Settings { semicolon: space, ..base() }));
        all.push(("exclamation", Settings { exclamation: space, ..base() }));
        all.push(("guillemets", Settings { guillemets: space, ..base() }));
        all.push(("percent", Settings { percent: space, ..base() }));
        all.push(("units", Settings { units: space, ..base() }));
    }
    for sign in [Separator::Nbsp, Separator::Nnbsp, Separator::None, Separator::Comma, Separator::Point] {
        all.push(("thousands", Settings { thousands: sign, ..base.clone() }));
    }
    let base = || base.clone();
    all.push(("thousands-from", Settings { thousands_from: 7, ..base() }));
    all.push(("join-four-digits", Settings { join_four_digits: true, ..base() }));
    all.push(("ordinals", Settings { ordinals: Ordinals::AsTyped, ..base() }));
    all.push(("number-sign", Settings { number_sign: NumberSign::SuperiorLetter, ..base() }));
    all.push(("range-dash", Settings { range_dash: !base().range_dash, ..base() }));
    for quotes in [Quotes::Double, Quotes::Single, Quotes::Angular] {
        all.push(("quotes", Settings { quotes, ..base() }));
    }
    for aside in [Aside::Em, Aside::En] {
        all.push(("aside", Settings { aside, ..base() }));
    }
    all
}

/// Text in a cell with its no-break spaces visible; runs of ordinary ones are kept apart by the code.
fn shown_spaces(text: &str) -> String {
    format!("`{}`", text.replace('\u{a0}', "·").replace('\u{202f}', "ˌ"))
}

/// What each preset says, a row a key, from the presets themselves.
pub(super) fn presets() -> String {
    const PRESETS: [Preset; 13] = [
        Preset::ImprimerieNationale,
        Preset::Interpol,
        Preset::Onu,
        Preset::UnionEuropeenne,
        Preset::Suisse,
        Preset::Quebec,
        Preset::UnitedNations,
        Preset::NewHart,
        Preset::Chicago,
        Preset::EuropeanUnion,
        Preset::Rae,
        Preset::NacionesUnidas,
        Preset::UnionEuropea,
    ];
    let written = |value: Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let json = |settings: &Settings| {
        let value = |value: Value| written(value);
        let of = |space: Spacing| value(serde_json::to_value(space).expect("a word"));
        vec![
            ("colon", of(settings.colon)),
            ("semicolon", of(settings.semicolon)),
            ("exclamation", of(settings.exclamation)),
            ("guillemets", of(settings.guillemets)),
            ("percent", of(settings.percent)),
            ("units", of(settings.units)),
            ("thousands", value(serde_json::to_value(settings.thousands).expect("a word"))),
            ("thousands-from", settings.thousands_from.to_string()),
            ("join-four-digits", settings.join_four_digits.to_string()),
            ("ordinals", value(serde_json::to_value(settings.ordinals).expect("a word"))),
            ("number-sign", value(serde_json::to_value(settings.number_sign).expect("a word"))),
            ("range-dash", settings.range_dash.to_string()),
            ("quotes", value(serde_json::to_value(settings.quotes).expect("a word"))),
            ("aside", value(serde_json::to_value(settings.aside).expect("a word"))),
            ("division", value(serde_json::to_value(settings.division).expect("a word"))),
        ]
    };
    let names = PRESETS.map(|preset| written(serde_json::to_value(preset).expect("a word")));
    let known =
        find("style").expect("a schema").json()["definitions"]["Preset"]["oneOf"].as_array().map(Vec::len);
    assert_eq!(known, Some(PRESETS.len()), "every preset has its column");
    let mut out = String::from(
        "\n## The presets\n\nWhat each `preset` of `[typography]` says; a key beside it says otherwise.\n\n",
    );
    let _ = writeln!(out, "| key | {} |", names.map(|name| format!("`{name}`")).join(" | "));
    let _ = writeln!(out, "|---{}|", "|---".repeat(PRESETS.len()));
    let columns = PRESETS.map(|preset| json(&preset.settings()));
    for (row, (key, _)) in columns[0].iter().enumerate() {
        let values: Vec<String> = columns.iter().map(|column| format!("`{}`", column[row].1)).collect();
        let _ = writeln!(out, "| `{key}` | {} |", values.join(" | "));
    }
    out
}

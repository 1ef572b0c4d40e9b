//! Each rule by itself: what it does, and that it is this rule that does it.

use greffe::model::{Language, Style, Text};
use greffe::source::File;
use greffe::typography::{Context, Preset, Settings, rules, set, set_str};

use crate::support::{lexicon, read, visible};

/// The rules that change no characters: they give a style, or only report.
const STYLE_ONLY: [&str; 3] = ["fr-superior", "es-superior", "es-inverted"];

fn every_rule_has_its_cases(language: Language, file: &str) {
    let lexicon = lexicon(language);
    let cases = read(file);
    let cases: Vec<Vec<&str>> =
        cases.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let mut wrong = Vec::new();
    for case in &cases {
        // A tab may stand in the text as it was typed.
        let [rule, typed @ .., printed] = case.as_slice() else { panic!("three fields: {case:?}") };
        let typed = &typed.join("\t");
        assert!(rules(language).iter().any(|known| known.id == *rule), "there is no rule {rule}");
        let range_dash = rule.ends_with("-range");
        let on = Preset::of(language).settings();
        let on = Settings { range_dash, ..on };
        let off = Settings { off: vec![(*rule).to_owned()], ..on.clone() };
        let with = set_str(typed, language, Context::new(&on, lexicon));
        if visible(&with) != *printed {
            wrong.push(format!("{rule}: {typed}\n   got {}\n  want {printed}", visible(&with)));
        }
        let without = set_str(typed, language, Context::new(&off, lexicon));
        assert_ne!(without, with, "{rule} does nothing to: {typed}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for rule in rules(language).iter().filter(|rule| !STYLE_ONLY.contains(&rule.id)) {
        assert!(cases.iter().any(|case| case[0] == rule.id), "{} has no case", rule.id);
    }
    for rule in rules(language) {
        assert!(!rule.reason.is_empty() && !rule.authority.is_empty());
        assert!(rule.id.starts_with(&format!("{language}-")), "{}", rule.id);
    }
}

#[test]
fn every_rule_of_french_has_its_cases() {
    every_rule_has_its_cases(Language::French, "tests/cases/french.tsv");
}

#[test]
fn every_rule_of_english_has_its_cases() {
    every_rule_has_its_cases(Language::English, "tests/cases/english.tsv");
}

#[test]
fn every_rule_of_spanish_has_its_cases() {
    every_rule_has_its_cases(Language::Spanish, "tests/cases/spanish.tsv");
}

/// The raised characters of a text.
fn raised(text: &str, language: Language) -> String {
    let settings = Preset::of(language).settings();
    let mut text = Text::verbatim(text, File::Document, 0);
    set(&mut text, language, Context::new(&settings, lexicon(language)), None, &mut Vec::new());
    text.cells.iter().filter(|cell| cell.style.contains(Style::SUPERIOR)).map(|cell| cell.ch).collect()
}

#[test]
fn endings_of_ordinals_are_raised_and_nothing_else() {
    assert_eq!(raised("la 2e du XXe, le 1er", Language::French), "eeer");
    assert_eq!(raised("el 1er piso, el 3.er piso, la 2.ª vez", Language::Spanish), "erer");
    assert_eq!(raised("the 1st and the 22nd", Language::English), "");
}

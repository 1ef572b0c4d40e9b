//! Each rule by itself: what it does, and that it is this rule that does it.

use greffe::model::{Language, Style, Text};
use greffe::source::File;
use greffe::typography::{Context, Preset, Settings, SettingsTable, rules, set, set_str};

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

/// The texts of a file come out as they should, and stay so.
fn texts_come_out(language: Language, file: &str) {
    let mut wrong = Vec::new();
    let cases = read(file);
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let [preset, typed, printed] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three fields: {line}")
        };
        let table: SettingsTable = toml::from_str(&format!("preset = \"{preset}\"")).expect("a preset");
        assert_eq!(table.language(), language, "{preset}");
        let settings = table.settings(language);
        let set = |text: &str| set_str(text, language, Context::new(&settings, lexicon(language)));
        let once = set(typed);
        if visible(&once) != printed {
            wrong.push(format!("{preset}: {typed}\n   got {}\n  want {printed}", visible(&once)));
        }
        assert_eq!(set(&once), once, "{preset}: {typed}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn texts_in_english_come_out_as_they_should() {
    texts_come_out(Language::English, "tests/cases/english-text.tsv");
}

#[test]
fn texts_in_spanish_come_out_as_they_should() {
    texts_come_out(Language::Spanish, "tests/cases/spanish-text.tsv");
}

/// What the rules report of a text.
fn reported(text: &str, language: Language) -> Vec<&'static str> {
    let settings = Preset::of(language).settings();
    let (mut text, mut findings) = (Text::verbatim(text, File::Document, 0), Vec::new());
    set(&mut text, language, Context::new(&settings, lexicon(language)), None, &mut findings);
    findings.iter().map(|finding| finding.message.code()).collect()
}

#[test]
fn quotations_that_are_not_balanced_are_reported() {
    assert_eq!(reported("a \"quotation without an end", Language::English), ["GR-0401"]);
    assert_eq!(reported("a quotation” without a beginning", Language::English), ["GR-0402"]);
    assert_eq!(reported("una \"cita sin fin", Language::Spanish), ["GR-0401"]);
    for sound in ["the members' 'draft'", "5' 30\" long", "‘right’ and “right”", "the ’90s"] {
        assert_eq!(reported(sound, Language::English), [] as [&str; 0], "{sound}");
    }
}

#[test]
fn questions_and_exclamations_open_in_spanish() {
    for (text, found) in [
        ("¿Quién vota?", [].as_slice()),
        ("Quién vota?", &["GR-0410"]),
        ("Pero ¿quién vota?, preguntó. ¡Nadie!", &[]),
        ("¿Quién vota", &["GR-0411"]),
        ("¡Bien", &["GR-0411"]),
        ("¿Qué?! ¡¡No!! ¡¿Sí?!", &[]),
        ("Nació en 1450 (?) y fue (!) libre", &[]),
        ("Dijo: «¿quién?» y «¡nadie!».", &[]),
        ("véase https://a.example/?q=1", &[]),
        ("Bien! ¿Y usted?", &["GR-0410"]),
    ] {
        assert_eq!(reported(text, Language::Spanish), found, "{text}");
    }
    assert_eq!(reported("Who votes?", Language::English), [] as [&str; 0]);
}

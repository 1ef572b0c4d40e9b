//! Each French rule by itself: what it does, and that it is this rule that does it.

use greffe::model::{Language, Style, Text};
use greffe::source::File;
use greffe::style::{Lexicon, Shelf};
use greffe::typography::{Context, Settings, rules, set, set_str};

use crate::support::{read, repository, visible};

fn lexicon() -> Lexicon {
    Lexicon::read(&Shelf::over(repository()).folder("templates/lexicon/fr")).expect("the lexicon")
}

/// The rules that change the style of characters and not the characters.
const STYLE_ONLY: [&str; 1] = ["fr-superior"];

#[test]
fn every_rule_has_its_cases() {
    let lexicon = lexicon();
    let cases = read("tests/cases/french.tsv");
    let cases: Vec<Vec<&str>> =
        cases.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    for case in &cases {
        let [rule, typed, printed] = case[..] else { panic!("three fields: {case:?}") };
        assert!(rules(Language::French).iter().any(|known| known.id == rule), "there is no rule {rule}");
        let on = Settings { range_dash: rule == "fr-range", ..Settings::default() };
        let off = Settings { off: vec![rule.to_owned()], ..on.clone() };
        let with = set_str(typed, Language::French, Context::new(&on, &lexicon));
        assert_eq!(visible(&with), printed, "{rule}: {typed}");
        let without = set_str(typed, Language::French, Context::new(&off, &lexicon));
        assert_ne!(without, with, "{rule} does nothing to: {typed}");
    }
    for rule in rules(Language::French).iter().filter(|rule| !STYLE_ONLY.contains(&rule.id)) {
        assert!(cases.iter().any(|case| case[0] == rule.id), "{} has no case", rule.id);
        assert!(!rule.reason.is_empty() && !rule.authority.is_empty());
    }
}

#[test]
fn endings_of_ordinals_are_raised_and_nothing_else() {
    let (lexicon, settings) = (lexicon(), Settings::default());
    let mut text = Text::verbatim("la 2e du XXe, le 1er", File::Document, 0);
    set(&mut text, Language::French, Context::new(&settings, &lexicon), None, &mut Vec::new());
    let raised: String =
        text.cells.iter().filter(|cell| cell.style.contains(Style::SUPERIOR)).map(|cell| cell.ch).collect();
    assert_eq!(raised, "eeer");
}

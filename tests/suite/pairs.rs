//! Input and expected pairs that other programs and style guides publish: each gives what is expected, or is
//! listed in `tests/cases/pairs-refused.tsv` with the reason why the expectation is not official French.
//!
//! The pairs are not part of the repository. `GREFFE_PAIRS` names the file (tab-separated: input, expected,
//! source, note; `\u00a0` and the like escaped); without it the one beside the checkout is taken, and without
//! that one the test says that it is skipped.

use std::collections::BTreeMap;
use std::path::PathBuf;

use greffe::model::Language;
use greffe::style::{Lexicon, Shelf};
use greffe::typography::{Context, Preset, set_str};

use crate::support::{read, repository, visible};

/// How many pairs give what is expected: may only grow.
const PASSING: usize = 109;

fn pairs() -> Option<String> {
    let named = std::env::var_os("GREFFE_PAIRS").map(PathBuf::from);
    let path = named.unwrap_or_else(|| repository().join("../shared/corpus/typography_pairs.tsv"));
    std::fs::read_to_string(path).ok()
}

/// Whose customs a pair speaks of, by its source.
fn preset(source: &str) -> Preset {
    let of = |names: &[&str]| names.iter().any(|name| source.contains(name));
    if of(&["europa.eu"]) {
        Preset::UnionEuropeenne
    } else if of(&["SwissFrench"]) {
        Preset::Suisse
    } else if of(&["lacsq", "partnershipagainstcancer", "oqlf", "CanadianFrenchLocale"]) {
        Preset::Quebec
    } else {
        Preset::ImprimerieNationale
    }
}

fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code =
            part.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        if let Some(ch) = code {
            unescaped.push(ch);
            unescaped.push_str(&part[4..]);
        } else {
            unescaped.push_str("\\u");
            unescaped.push_str(part);
        }
    }
    unescaped
}

#[test]
fn every_pair_is_met_or_refused_with_a_reason() {
    let Some(pairs) = pairs() else {
        eprintln!("skipped: no file of pairs; name one in GREFFE_PAIRS");
        return;
    };
    let lexicon =
        Lexicon::read(&Shelf::over(repository()).folder("templates/lexicon/fr")).expect("the lexicon");
    let refused: BTreeMap<String, String> = read("tests/cases/pairs-refused.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split_once('\t').expect("an input, a tab and a reason"))
        .map(|(input, reason)| (input.to_owned(), reason.to_owned()))
        .collect();
    let (mut passing, mut failing) = (0, Vec::new());
    for line in pairs.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (input, expected) = (unescape(fields[0]), unescape(fields[1]));
        // Suites of other languages' rules.
        if fields.get(3).is_some_and(|note| note.contains("NOT fr-FR") && !note.contains("CanadianFrench")) {
            continue;
        }
        let settings = preset(fields[2]).settings();
        let context = Context::new(&settings, &lexicon);
        let set = set_str(&input, Language::French, context);
        // An expectation is met whether or not it keeps the spaces at the edges of a fragment.
        if set.trim_matches(' ') == expected.trim_matches(' ') {
            passing += 1;
        } else if !refused.contains_key(&fields[0].chars().take(40).collect::<String>()) {
            failing.push(format!(
                "{}\n   got {}\n  want {}\n       {}",
                fields[0],
                visible(&set),
                visible(&expected),
                fields[2]
            ));
        }
    }
    assert!(failing.is_empty(), "{} unmet:\n{}", failing.len(), failing.join("\n"));
    assert!(passing >= PASSING, "{passing} pairs are met, {PASSING} were");
}

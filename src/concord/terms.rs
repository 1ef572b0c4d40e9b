//! What words mean the same in several languages: data of `templates/lexicon/terms.toml`. Where two languages have no letters
//! in common, nothing else tells one paragraph without figures from another of its length.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::model::Language;
use crate::style::fold;

/// What a word means, with how it begins in each language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Term {
    /// Its stable name, as `child`.
    #[expect(dead_code, reason = "it tells those who edit the file what a row is")]
    id: String,
    /// How its words begin in Arabic, without the article; with a `$` after it, the whole word.
    #[serde(default)]
    ar: Vec<String>,
    /// How its words begin in English.
    #[serde(default)]
    en: Vec<String>,
    /// How its words begin in Spanish.
    #[serde(default)]
    es: Vec<String>,
    /// How its words begin in French.
    #[serde(default)]
    fr: Vec<String>,
}

/// The terms of documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermTable {
    /// Each term, in the alphabetical order of the names.
    term: Vec<Term>,
}

/// The terms by the beginnings of their words.
#[derive(Debug, Default)]
pub(super) struct Terms {
    beginnings: BTreeMap<Language, FxHashMap<String, Vec<u16>>>,
    whole: BTreeMap<Language, FxHashMap<String, Vec<u16>>>,
}

/// The shortest and the longest beginning that is looked up, in characters.
const BEGINNINGS: std::ops::RangeInclusive<usize> = 2..=14;

impl Terms {
    pub(super) fn new(table: TermTable) -> Self {
        let mut terms = Self::default();
        for (number, term) in (0..).zip(table.term) {
            let Term { ar, en, es, fr, .. } = term;
            let words = [
                (Language::Arabic, ar),
                (Language::English, en),
                (Language::Spanish, es),
                (Language::French, fr),
            ];
            for (language, words) in words {
                for word in words {
                    let (index, word) = match word.strip_suffix('$') {
                        Some(word) => (&mut terms.whole, word),
                        None => (&mut terms.beginnings, word.as_str()),
                    };
                    index.entry(language).or_default().entry(fold(word)).or_default().push(number);
                }
            }
        }
        terms
    }

    /// Adds the terms that a folded word may be.
    pub(super) fn of_word(&self, word: &str, language: Language, into: &mut Vec<u16>) {
        let (Some(beginnings), whole) = (self.beginnings.get(&language), self.whole.get(&language)) else {
            return;
        };
        let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
        for end in ends.skip(*BEGINNINGS.start()).take(BEGINNINGS.end() - BEGINNINGS.start() + 1) {
            into.extend(beginnings.get(&word[..end]).into_iter().flatten());
        }
        into.extend(whole.and_then(|whole| whole.get(word)).into_iter().flatten());
    }
}

/// How many parts of two versions have each term: what all have tells nothing.
#[derive(Debug, Default)]
pub(super) struct Rarity {
    parts: u64,
    parts_with: FxHashMap<u16, u64>,
}

impl Rarity {
    /// Counts the terms of each part, which are sorted and each there once.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a [u16]>) -> Self {
        let mut rarity = Self::default();
        for terms in parts {
            rarity.parts += 1;
            for term in terms {
                *rarity.parts_with.entry(*term).or_default() += 1;
            }
        }
        rarity
    }

    /// What a term tells, in hundredths of a natural logarithm: of how many parts one has it (Spärck Jones, 1972).
    pub(super) fn weight(&self, term: u16) -> i64 {
        let with = self.parts_with.get(&term).copied().unwrap_or(1).clamp(1, 1 << 15);
        let parts = self.parts.clamp(with, 1 << 15);
        // A quarter of the binary logarithm of the fourth power, so that no float is needed.
        i64::from((parts.pow(4) / with.pow(4)).max(1).ilog2()) * 69 / 4
    }
}

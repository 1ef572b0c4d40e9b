//! Which keywords of several languages say the same: data of `templates/lexicon/pairs.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{ClauseKind, fold};
use crate::diagnostic::Error;
use crate::model::Language;
use crate::style::{Shelf, from_toml};

/// What a keyword says, in every language that has a word for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Its stable name, as `take-note`.
    pub id: String,
    /// The forms that open recitals.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub recital: BTreeMap<Language, Vec<String>>,
    /// The forms that open clauses.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub operative: BTreeMap<Language, Vec<String>>,
}

/// The concepts of the keywords.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pairs {
    /// Every concept, in the order of the file.
    #[serde(rename = "concept")]
    pub concepts: Vec<Concept>,
    /// Paragraphs that lead from the recitals to the enacting formula, which a version may do without.
    #[serde(default, rename = "lead-in")]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub lead_ins: BTreeMap<Language, Vec<String>>,
}

impl Concept {
    /// Its forms of one kind in a language.
    pub fn forms(&self, kind: ClauseKind, language: Language) -> &[String] {
        let forms = match kind {
            ClauseKind::Recital => &self.recital,
            ClauseKind::Operative => &self.operative,
        };
        forms.get(&language).map_or(&[], Vec::as_slice)
    }
}

impl Pairs {
    /// Reads the table in the folder of the lexicons.
    ///
    /// # Errors
    ///
    /// When the file is missing or is not of its form.
    pub fn read(lexicons: &Shelf) -> Result<Self, Error> {
        let source = lexicons.source("pairs.toml").map_err(Error::Configuration)?;
        from_toml(&source)
    }

    /// The concepts that the keyword of a clause may stand for: those of the longest form that it begins with, or that
    /// follows the adverbs before it.
    pub fn concepts(&self, language: Language, kind: ClauseKind, keyword: &str) -> Vec<&str> {
        let folded = fold(keyword);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut found: Vec<&str> = Vec::new();
        let mut best = (usize::MAX, 0);
        for concept in &self.concepts {
            for form in concept.forms(kind, language) {
                let form = fold(form);
                let form: Vec<&str> = form.split_whitespace().collect();
                let Some(at) = words.windows(form.len().max(1)).position(|part| part == form) else {
                    continue;
                };
                // The nearest to the beginning counts, and of those the longest.
                let place = (at, usize::MAX - form.len());
                if (best.0, usize::MAX - best.1) > place {
                    best = (at, form.len());
                    found.clear();
                }
                if best == (at, form.len()) && !found.contains(&concept.id.as_str()) {
                    found.push(&concept.id);
                }
            }
        }
        found
    }

    /// Whether a paragraph is nothing but words that lead over to the enacting formula.
    pub fn leads_in(&self, language: Language, paragraph: &str) -> bool {
        let words = |text: &str| -> Vec<String> {
            let folded = fold(text);
            folded
                .split(|ch: char| !ch.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let known = self.lead_ins.get(&language).map_or(&[][..], Vec::as_slice);
        let longest = known.iter().map(String::len).max().unwrap_or_default();
        // A long paragraph is not looked at word by word.
        paragraph.len() <= 2 * longest && known.iter().any(|lead_in| words(lead_in) == words(paragraph))
    }

    /// Whether the keywords of one clause in two languages say the same; `None` when one of them is in no row.
    pub fn agree(&self, kind: ClauseKind, one: (Language, &str), other: (Language, &str)) -> Option<bool> {
        let [ones, others] = [one, other].map(|(language, keyword)| self.concepts(language, kind, keyword));
        (!ones.is_empty() && !others.is_empty()).then(|| ones.iter().any(|id| others.contains(id)))
    }
}

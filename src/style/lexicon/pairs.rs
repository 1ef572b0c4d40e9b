//! Which keywords of several languages say the same: data of `templates/lexicon/pairs.toml`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
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

/// The folded words of a form, and the place of its concept.
type Form = (Vec<String>, usize);

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
    /// Adverbs that may stand before the keyword of a sub-paragraph.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub before: BTreeMap<Language, Vec<String>>,
    /// The folded forms by their first words, with the places of their concepts; made from the table.
    #[serde(skip)]
    index: BTreeMap<(ClauseKind, Language), FxHashMap<String, Vec<Form>>>,
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

/// How many words of a text are looked at for its keyword.
const OPENING: usize = 6;

/// Forms that stand in a text.
struct Found<'a> {
    /// How many words stand before.
    at: usize,
    /// How many words it takes, with an adverb among them.
    length: usize,
    /// How many words the form has.
    form: usize,
    concepts: Vec<&'a str>,
}

/// How many of the folded words a form takes, if they begin with it; one adverb may stand among its words.
fn begin_with(words: &[&str], form: &[String]) -> Option<usize> {
    let begins = |words: &[&str], form: &[String]| {
        words.len() >= form.len() && words.iter().zip(form).all(|(word, part)| word == part)
    };
    if begins(words, form) {
        return Some(form.len());
    }
    (1..form.len())
        .any(|at| {
            words.len() > form.len() && begins(words, &form[..at]) && begins(&words[at + 1..], &form[at..])
        })
        .then_some(form.len() + 1)
}

impl Pairs {
    /// Reads the table in the folder of the lexicons.
    ///
    /// # Errors
    ///
    /// When the file is missing or is not of its form.
    pub fn read(lexicons: &Shelf) -> Result<Self, Error> {
        let source = lexicons.source("pairs.toml").map_err(Error::Configuration)?;
        let mut pairs: Self = from_toml(&source)?;
        for (number, concept) in pairs.concepts.iter().enumerate() {
            for (kind, forms) in
                [(ClauseKind::Recital, &concept.recital), (ClauseKind::Operative, &concept.operative)]
            {
                for (language, form) in forms
                    .iter()
                    .flat_map(|(language, forms)| forms.iter().map(move |form| (*language, fold(form))))
                {
                    let words: Vec<String> = form.split_whitespace().map(str::to_owned).collect();
                    let Some(first) = words.first().cloned() else { continue };
                    let index = pairs.index.entry((kind, language)).or_default();
                    index.entry(first).or_default().push((words, number));
                }
            }
        }
        Ok(pairs)
    }

    /// The concepts that the keyword of a clause may stand for: those of the longest form that it begins with, or that
    /// follows the adverbs before it.
    pub fn concepts(&self, language: Language, kind: ClauseKind, keyword: &str) -> Vec<&str> {
        let folded = fold(keyword);
        let words: Vec<&str> = folded.split_whitespace().collect();
        self.nearest(language, kind, &words).map(|found| found.concepts).unwrap_or_default()
    }

    /// The concepts of the keyword that a text begins with, if it does, perhaps after adverbs; and how many words it takes.
    /// Where clauses are set as the items of a list, keywords open those.
    pub fn opening(&self, language: Language, text: &str) -> Option<(Vec<&str>, usize)> {
        let folded: Vec<String> = text.split_whitespace().take(OPENING).map(fold).collect();
        let words: Vec<&str> = folded.iter().map(String::as_str).collect();
        let kinds = [ClauseKind::Operative, ClauseKind::Recital];
        let found = kinds.into_iter().filter_map(|kind| self.nearest(language, kind, &words));
        let adverbs = self.before.get(&language).map_or(&[][..], Vec::as_slice);
        let adverb = |word: &&str| adverbs.iter().any(|adverb| fold(adverb) == **word);
        let found =
            found.filter(|found| words[..found.at].iter().all(adverb)).min_by_key(|found| found.at)?;
        Some((found.concepts, found.at + found.length))
    }

    /// The form nearest to the beginning of folded words, and of those the longest.
    fn nearest(&self, language: Language, kind: ClauseKind, words: &[&str]) -> Option<Found<'_>> {
        let forms = self.index.get(&(kind, language))?;
        (0..words.len()).find_map(|at| {
            let mut found: Option<Found<'_>> = None;
            for (form, concept) in forms.get(words[at])? {
                let Some(length) = begin_with(&words[at..], form) else { continue };
                let id = self.concepts[*concept].id.as_str();
                match &mut found {
                    Some(found) if found.form > form.len() => {}
                    Some(found) if found.form == form.len() => found.concepts.push(id),
                    _ => found = Some(Found { at, length, form: form.len(), concepts: vec![id] }),
                }
            }
            found
        })
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

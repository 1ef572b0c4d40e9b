//! What the comparison knows of each language: how numbers are written and said, what months, currencies and parts of
//! references are called. Data of `templates/lexicon/`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::decimal::Decimal;
use super::terms::{TermTable, Terms};
use crate::diagnostic::Error;
use crate::model::Language;
use crate::style::{Pairs, Shelf, fold, from_toml};

/// What is known of all languages that versions may be in.
#[derive(Debug)]
pub struct Words {
    languages: BTreeMap<Language, Numbers>,
    /// Which keywords say the same.
    pub pairs: Pairs,
    /// The currencies, as they stand in the file.
    pub(super) currencies: Vec<Currency>,
    /// What words mean the same.
    pub(super) terms: Terms,
    /// The one form of each part of a reference that has several.
    parts: FxHashMap<String, String>,
}

/// How numbers are written and said in a language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Numbers {
    /// The signs that part whole and fraction.
    pub(super) decimal: Vec<char>,
    /// The signs that part thousands; a space stands for every kind of space.
    pub(super) thousands: Vec<char>,
    /// What follows the digits of an ordinal.
    pub(super) endings: Vec<String>,
    /// Words that join two words of one number.
    joining: Vec<String>,
    /// Words that may stand between the parts of a date, or before a currency.
    linking: Vec<String>,
    /// Numbers that may be said without a word, as Arabic says two by its dual.
    pub(super) unsaid: Vec<u64>,
    /// Whether twenty counts: "quatre-vingts" is four times twenty.
    pub(super) score: bool,
    /// Whether units are said before tens: "خمسة وعشرون".
    pub(super) units_first: bool,
    /// Whether groups of three figures may stand in the order in which a line from the right shows them, the lowest first.
    #[serde(default)]
    pub(super) reversed_groups: bool,
    /// What makes an hour one of the afternoon.
    pub(super) afternoon: Vec<String>,
    /// What may be written to the head of a word.
    #[serde(default)]
    prefixes: Vec<String>,
    /// Words that surely count, with what they count.
    cardinals: BTreeMap<String, u64>,
    /// Words that surely give a rank, with the number of the rank.
    ordinals: BTreeMap<String, u64>,
    /// Words that may count or say something else, as an article or an adjective.
    doubtful: BTreeMap<String, u64>,
    /// Words of fractions, with the figures that they may stand for.
    fractions: BTreeMap<String, Vec<String>>,
    /// Words that multiply what stands before them, with the power of ten.
    scales: BTreeMap<String, u32>,
    /// Further names of months, with the number of the month.
    months: BTreeMap<String, u8>,
    /// Every word by its folded form; made from the tables.
    #[serde(skip)]
    index: FxHashMap<String, NumberWord>,
    /// The months by the folded words of their names.
    #[serde(skip)]
    month_names: Vec<(Vec<String>, u8)>,
}

/// What a word may count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NumberWord {
    /// What it counts by itself.
    pub(super) value: Option<u64>,
    /// Whether it surely counts.
    pub(super) sure: bool,
    /// Whether it ends a number: an ordinal, a fraction.
    pub(super) last: bool,
    /// The power of ten that it multiplies by.
    pub(super) scale: Option<u32>,
    /// Other figures that it may stand for.
    pub(super) others: Vec<Decimal>,
    /// Whether a word that joins is written to its head.
    pub(super) joined: bool,
}

/// A currency.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Currency {
    /// Its code of ISO 4217.
    pub(super) code: String,
    /// Its signs and codes.
    pub(super) signs: Vec<String>,
    /// Its names, by the codes of the languages.
    names: BTreeMap<String, Vec<String>>,
    /// The same, as folded words.
    #[serde(skip)]
    pub(super) folded: BTreeMap<String, Vec<Vec<String>>>,
}

/// The currencies that amounts may be in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Currencies {
    /// Each currency.
    currency: Vec<Currency>,
}

/// Parts of references that are written otherwise in each language.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct References {
    /// The forms of one part, in one list.
    same: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Months {
    months: MonthNames,
}

#[derive(Deserialize)]
struct MonthNames {
    names: Vec<String>,
}

impl Words {
    /// Reads the tables in the folder of the lexicons, for every language that has one.
    ///
    /// # Errors
    ///
    /// When a table is missing or wrong.
    pub fn read(lexicons: &Shelf) -> Result<Self, Error> {
        let mut languages = BTreeMap::new();
        for language in Language::ALL {
            let folder = lexicons.folder(language.code());
            if folder.has("numbers.toml") {
                languages.insert(language, Numbers::read(&folder)?);
            }
        }
        let Currencies { currency: mut currencies } = read(lexicons, "currencies.toml")?;
        for currency in &mut currencies {
            let names = currency.names.iter();
            currency.folded = names
                .map(|(language, names)| {
                    (language.clone(), names.iter().map(|name| folded_words(name)).collect())
                })
                .collect();
        }
        let References { same } = read(lexicons, "references.toml")?;
        let mut parts = FxHashMap::default();
        for forms in same {
            let Some(first) = forms.first().cloned() else { continue };
            parts.extend(forms.into_iter().map(|form| (form, first.clone())));
        }
        let terms = Terms::new(read::<TermTable>(lexicons, "terms.toml")?);
        Ok(Self { languages, pairs: Pairs::read(lexicons)?, currencies, terms, parts })
    }

    /// What is known of a language, if it has a lexicon.
    pub(super) fn numbers(&self, language: Language) -> Option<&Numbers> {
        self.languages.get(&language)
    }

    /// A reference in the form in which those of all languages are the same: `AG-2015-RES-12` and `GA-2015-RES-12`.
    pub fn common_reference(&self, reference: &str) -> String {
        let mut common = String::with_capacity(reference.len());
        let mut rest = reference;
        while !rest.is_empty() {
            let end = rest.find(|ch: char| !ch.is_alphanumeric()).unwrap_or(rest.len());
            let (part, tail) = rest.split_at(end);
            common.push_str(self.parts.get(part).map_or(part, String::as_str));
            let sign = tail.chars().next();
            common.extend(sign);
            rest = &tail[sign.map_or(0, char::len_utf8)..];
        }
        common
    }
}

impl Numbers {
    fn read(folder: &Shelf) -> Result<Self, Error> {
        let mut numbers: Self = read(folder, "numbers.toml")?;
        let Months { months } = read(folder, "months.toml")?;
        numbers.month_names = (months.names.iter().zip(1..))
            .flat_map(|(names, month)| names.split('/').map(move |name| (folded_words(name), month)))
            .chain(numbers.months.iter().map(|(name, month)| (folded_words(name), *month)))
            .collect();
        // The longest name is tried first.
        numbers.month_names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        numbers.joining = numbers.joining.iter().map(|word| fold(word)).collect();
        numbers.linking = numbers.linking.iter().map(|word| fold(word)).collect();
        numbers.prefixes = numbers.prefixes.iter().map(|prefix| fold(prefix)).collect();
        numbers.endings = numbers.endings.iter().map(|ending| fold(ending)).collect();
        numbers.index_words();
        Ok(numbers)
    }

    fn index_words(&mut self) {
        let word = |value, sure, last| NumberWord {
            value,
            sure,
            last,
            scale: None,
            others: Vec::new(),
            joined: false,
        };
        // What is more doubtful is entered first, and gives way.
        for (name, value) in &self.doubtful {
            self.index.insert(fold(name), word(Some(*value), false, false));
        }
        for (name, value) in &self.ordinals {
            self.index.insert(fold(name), word(Some(*value), true, true));
        }
        for (name, value) in &self.cardinals {
            self.index.insert(fold(name), word(Some(*value), true, false));
        }
        for (name, power) in &self.scales {
            let scale = NumberWord { scale: Some(*power), ..word(None, false, false) };
            self.index.insert(fold(name), scale);
        }
        for (name, figures) in &self.fractions {
            let figures = figures.iter().map(|figure| {
                let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
                Decimal::new(whole, fraction)
            });
            let entry = self.index.entry(fold(name)).or_insert_with(|| word(None, false, true));
            entry.sure = false;
            entry.others.extend(figures);
        }
    }

    /// What a folded word may count.
    pub(super) fn word(&self, folded: &str) -> Option<NumberWord> {
        if let Some(word) = self.index.get(folded) {
            return Some(word.clone());
        }
        self.prefixes.iter().find_map(|prefix| {
            let word = self.index.get(folded.strip_prefix(prefix.as_str())?)?;
            let joined = self.prefixes.first().is_some_and(|first| prefix.starts_with(first.as_str()));
            Some(NumberWord { joined, ..word.clone() })
        })
    }

    /// A folded word without what is written to its head, in every way that it can be without.
    pub(super) fn bare<'a>(&self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        // What is left of a word has three letters at least.
        self.prefixes
            .iter()
            .filter_map(|prefix| folded.strip_prefix(prefix.as_str()))
            .filter(|rest| rest.len() >= 6)
    }

    /// The month whose name begins a run of folded words, and how many words it has.
    pub(super) fn month<'a>(&self, words: &(impl Iterator<Item = &'a str> + Clone)) -> Option<(u8, usize)> {
        let begins = |name: &[String]| {
            let mut words = words.clone();
            name.iter().all(|part| words.next() == Some(part.as_str()))
        };
        let (name, month) = self.month_names.iter().find(|(name, _)| begins(name))?;
        Some((*month, name.len()))
    }

    pub(super) fn joins(&self, folded: &str) -> bool {
        self.joining.iter().any(|word| word == folded)
    }

    pub(super) fn links(&self, folded: &str) -> bool {
        self.linking.iter().any(|word| word == folded)
    }
}

fn read<T: serde::de::DeserializeOwned>(folder: &Shelf, file: &str) -> Result<T, Error> {
    let source = folder.source(file).map_err(Error::Configuration)?;
    from_toml(&source)
}

/// The words of a name as they are compared.
fn folded_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

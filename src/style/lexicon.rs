//! What the rules know of a language's words: data of `templates/lexicon/<language>/`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod fold;
mod index;
mod keyword;
mod pairs;

pub use fold::{begin_differently, fold};
pub use index::{Abbreviations, WordIndex};
use keyword::{Phrase, Typed, add_phrase, closes, longest};
pub use pairs::{Concept, Pairs};

use super::{Additions, Shelf, from_toml};
use crate::diagnostic::Error;
use crate::source::{Digest, Kind, nearest};

/// Which part of a resolution a keyword opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClauseKind {
    /// A recital of the preamble.
    Recital,
    /// A clause of the operative part.
    Operative,
}

/// A keyword found at the beginning of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordMatch {
    /// What it opens.
    pub kind: ClauseKind,
    /// How many of the words it takes.
    pub words: usize,
    /// The phrase in lower case with its accents.
    pub phrase: String,
}

/// The words of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    keywords: FxHashMap<String, Vec<Phrase>>,
    modifiers: FxHashMap<String, Vec<Phrase>>,
    openers: FxHashMap<String, Vec<Phrase>>,
    /// Endings of the words that open recitals, folded (`ant`, `ing`, `ando`).
    pub recital_endings: Vec<String>,
    /// Words that join the last two items of a list (`et`, `and`, `y`).
    pub conjunctions: Vec<String>,
    keyword_phrases: Vec<String>,
    /// The same, folded, once somebody has asked for the nearest.
    folded_phrases: OnceLock<Vec<String>>,
    /// Words that stay with the number after them, folded (`article`, `annexe`, `p.`).
    pub before_number: FxHashSet<String>,
    /// Words that stay with the ordinal before them, folded (`session`, `siecle`).
    pub after_ordinal: FxHashSet<String>,
    /// Words that stay with the number before them, folded (`voix`, `ans`).
    pub after_number: FxHashSet<String>,
    /// Titles that stay with the name after them (`M.`, `Mme`).
    pub before_name: WordIndex<()>,
    /// Abbreviations of several words that never break.
    pub inside: Abbreviations,
    /// Symbols of units.
    pub units: FxHashSet<String>,
    /// Symbols and names of currencies.
    pub currencies: FxHashSet<String>,
    /// `million`, `milliards`.
    pub magnitudes: FxHashSet<String>,
    /// The months, folded, in order.
    pub months: Vec<String>,
    /// Given names that Roman numerals follow.
    pub dynasties: FxHashSet<String>,
    /// Words whose breaks are listed, with the offsets in characters.
    pub hyphenation: FxHashMap<String, Vec<usize>>,
    /// Forms that are never right, with the right form and the reason, by their first words.
    pub preferred: WordIndex<Vec<Preferred>>,
    /// Acronyms.
    pub acronyms: FxHashSet<String>,
    /// Words with `oe` or `ae` for a ligature, with the right form.
    pub ligatures: FxHashMap<String, String>,
    /// What documents are called in a sentence, folded (`resolution`, `rapports`).
    pub document_kinds: FxHashMap<String, Kind>,
    /// The files that it was read from, with their digests.
    pub inputs: BTreeMap<String, Digest>,
    /// The letters that say in a reference what a document is (`RES`, `RAP`).
    pub document_codes: BTreeMap<String, Kind>,
}

/// A form that is never right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preferred {
    /// As it is often typed.
    pub wrong: String,
    /// As it is printed.
    pub right: String,
    /// Why, in one sentence.
    pub reason: String,
}

impl Lexicon {
    /// Reads the files of a language's folder.
    ///
    /// # Errors
    ///
    /// When a file is missing or is not of its form.
    pub fn read(folder: &Shelf) -> Result<Self, Error> {
        Self::read_with(folder, &Additions::default())
    }

    /// Reads the files of a language's folder, with what a house adds: its keywords are of the kind that it
    /// says, whatever the files say.
    ///
    /// # Errors
    ///
    /// When a file is missing or is not of its form.
    pub fn read_with(folder: &Shelf, additions: &Additions) -> Result<Self, Error> {
        // The keywords are as long as all the rest.
        std::thread::scope(|scope| {
            let keywords = scope.spawn(|| -> Result<Self, Error> {
                let mut lexicon = Self::default();
                lexicon.add_keywords(&additions.recital, ClauseKind::Recital);
                lexicon.add_keywords(&additions.operative, ClauseKind::Operative);
                let keywords: files::Keywords = lexicon.file(folder, "keywords.toml")?;
                lexicon.add_keywords(&keywords.recital.phrases, ClauseKind::Recital);
                lexicon.add_keywords(&keywords.operative.phrases, ClauseKind::Operative);
                add_adverbs(&mut lexicon.modifiers, &keywords.modifiers.phrases);
                add_adverbs(&mut lexicon.openers, &keywords.openers.phrases);
                lexicon.recital_endings =
                    keywords.recital.endings.iter().map(|ending| fold(ending)).collect();
                lexicon.conjunctions = keywords.conjunctions.words;
                Ok(lexicon)
            });
            let rest = Self::read_rest(folder, additions);
            // A thread that reads has no reason to panic; what it finds wrong comes first.
            let keywords = keywords.join().unwrap_or_else(|_| Ok(Self::default()))?;
            let rest = rest?;
            let inputs = rest.inputs.into_iter().chain(keywords.inputs).collect();
            let Self { modifiers, openers, recital_endings, conjunctions, keyword_phrases, .. } = keywords;
            let keywords = keywords.keywords;
            Ok(Self {
                keywords,
                modifiers,
                openers,
                recital_endings,
                conjunctions,
                keyword_phrases,
                inputs,
                ..rest
            })
        })
    }

    /// Everything but the keywords.
    fn read_rest(folder: &Shelf, additions: &Additions) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        let bound: files::Bound = lexicon.file(folder, "bound.toml")?;
        lexicon.before_number = folded(&bound.before_number.words);
        lexicon.after_ordinal = folded(&bound.after_ordinal.words);
        lexicon.after_number = folded(&bound.after_number.words);
        bound.before_name.words.iter().for_each(|word| *lexicon.before_name.entry(word) = ());
        bound.inside.words.iter().for_each(|words| lexicon.inside.add(words));
        let units: files::Units = lexicon.file(folder, "units.toml")?;
        lexicon.units = units.measures.symbols.into_iter().collect();
        lexicon.currencies = units.currencies.symbols.into_iter().collect();
        lexicon.magnitudes = units.magnitudes.words.into_iter().collect();
        let months: files::Months = lexicon.file(folder, "months.toml")?;
        lexicon.months = months.year.names.iter().map(|name| fold(name)).collect();
        let ranks: files::Ranks = lexicon.file(folder, "ranks.toml")?;
        lexicon.dynasties = ranks.dynasties.names.into_iter().collect();
        let hyphenation: files::Hyphenation = lexicon.file(folder, "hyphenation.toml")?;
        lexicon.add_hyphenation(&hyphenation.exceptions.words);
        let names: files::Names = lexicon.file(folder, "names.toml")?;
        for mut preferred in additions.preferred.iter().cloned().chain(names.preferred) {
            // The rule sees a text whose apostrophes are settled.
            for form in [&mut preferred.wrong, &mut preferred.right] {
                *form = form.replace('\'', "’");
            }
            let first = preferred.wrong.split(' ').next().unwrap_or_default().to_owned();
            lexicon.preferred.entry(&first).push(preferred);
        }
        let acronyms: files::Acronyms = lexicon.file(folder, "acronyms.toml")?;
        lexicon.acronyms = acronyms.list.words.into_iter().collect();
        let documents: BTreeMap<String, files::Documents> = lexicon.file(folder, "documents.toml")?;
        for kind in Kind::ALL {
            let Some(known) = documents.get(kind.name()) else { continue };
            lexicon.document_kinds.extend(known.nouns.iter().map(|noun| (fold(noun), kind)));
            lexicon.document_codes.extend(known.codes.iter().map(|code| (code.clone(), kind)));
        }
        let letters: files::Letters = lexicon.file(folder, "letters.toml")?;
        lexicon.ligatures = letters.oe.pairs.into_iter().chain(letters.ae.pairs).collect();
        Ok(lexicon)
    }

    /// Adds keywords of one kind; a phrase that is there already keeps its first kind.
    pub fn add_keywords(&mut self, phrases: &[String], kind: ClauseKind) {
        for text in phrases {
            self.keyword_phrases.push(text.clone());
            add_phrase(&mut self.keywords, text, kind);
        }
    }

    fn add_hyphenation(&mut self, words: &[String]) {
        for word in words {
            let mut breaks = Vec::new();
            let mut plain = String::new();
            for ch in word.chars() {
                if ch == '-' {
                    breaks.push(plain.chars().count());
                } else {
                    plain.push(ch);
                }
            }
            self.hyphenation.insert(plain, breaks);
        }
    }

    /// The longest keyword that the words begin with, after the adverbs that it may begin with, extended over the modifiers
    /// that follow it.
    pub fn keyword(&self, words: &[&str]) -> Option<KeywordMatch> {
        let mut typed = Typed::new(words);
        let (mut opening, mut at) = (String::new(), 0);
        let head = loop {
            if let Some(head) = longest(&self.keywords, &mut typed, at) {
                break head;
            }
            let opener = longest(&self.openers, &mut typed, at)?;
            at += opener.words.len();
            if closes(words, at) {
                return None;
            }
            opening.push_str(&opener.text);
            opening.push(' ');
        };
        let phrase = opening + &head.text;
        let mut found = KeywordMatch { kind: head.kind, words: at + head.words.len(), phrase };
        // After a comma an adverb is no part of the keyword: `Notant, à cet égard,`.
        while !closes(words, found.words)
            && let Some(modifier) = longest(&self.modifiers, &mut typed, found.words)
        {
            found.words += modifier.words.len();
            found.phrase.push(' ');
            found.phrase.push_str(&modifier.text);
        }
        Some(found)
    }

    /// The kind of document that a folded noun names.
    pub fn document_kind(&self, noun: &str) -> Option<Kind> {
        self.document_kinds.get(noun).copied()
    }

    /// The keyword phrase nearest to folded words, if one is near enough to be meant.
    pub fn nearest_keyword(&self, folded: &str) -> Option<&str> {
        let fold = || self.keyword_phrases.iter().map(|phrase| fold(phrase)).collect();
        let phrases: &Vec<String> = self.folded_phrases.get_or_init(fold);
        let near = nearest(folded, phrases.iter().map(String::as_str))?;
        let at = phrases.iter().position(|phrase| phrase == near)?;
        self.keyword_phrases.get(at).map(String::as_str)
    }

    /// The keyword phrases, as they are listed.
    pub fn keyword_phrases(&self) -> impl Iterator<Item = &str> {
        self.keyword_phrases.iter().map(String::as_str)
    }
}

/// Adverbs beside keywords; their kind is their keyword's.
fn add_adverbs(index: &mut FxHashMap<String, Vec<Phrase>>, phrases: &[String]) {
    for text in phrases {
        add_phrase(index, text, ClauseKind::Recital);
    }
}

fn folded(words: &[String]) -> FxHashSet<String> {
    words.iter().map(|word| fold(word)).collect()
}

impl Lexicon {
    /// Reads a file, and remembers which it was.
    fn file<T: serde::de::DeserializeOwned>(&mut self, folder: &Shelf, name: &str) -> Result<T, Error> {
        let source = folder.source(name).map_err(Error::Configuration)?;
        self.inputs.insert(name.to_owned(), source.digest);
        from_toml(&source)
    }
}

/// The forms of the files.
pub(crate) mod files {
    use super::{Deserialize, JsonSchema, Preferred};

    /// Phrases of one or several words.
    #[derive(Deserialize, Default, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Phrases {
        /// The phrases, in lower case with their accents.
        pub(super) phrases: Vec<String>,
    }

    /// Words.
    #[derive(Deserialize, Default, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Words {
        /// The words.
        pub(super) words: Vec<String>,
    }

    /// Symbols and words.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Symbols {
        /// The symbols and words.
        pub(super) symbols: Vec<String>,
    }

    /// Names.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct NameList {
        /// The names, in their order.
        pub(super) names: Vec<String>,
    }

    /// Forms in pairs.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Pairs {
        /// Pairs of the form that is typed and the form that is printed.
        pub(super) pairs: Vec<(String, String)>,
    }

    /// The keywords that open recitals and operative clauses, and what may follow them.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Keywords {
        /// Keywords of recitals.
        pub(super) recital: Recital,
        /// Keywords of operative clauses.
        pub(super) operative: Phrases,
        /// Adverbs that a keyword may begin with.
        #[serde(default)]
        pub(super) openers: Phrases,
        /// Words that belong to a keyword when they follow it.
        pub(super) modifiers: Phrases,
        /// Words that join the last two items of a list.
        #[serde(default)]
        pub(super) conjunctions: Words,
    }

    /// Keywords of recitals.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Recital {
        /// Endings of words that open a recital where the author has marked them and the list does not know them.
        #[serde(default)]
        pub(super) endings: Vec<String>,
        /// The phrases, in lower case with their accents.
        pub(super) phrases: Vec<String>,
    }

    /// Words that a no-break space ties to the number or the name beside them.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    pub(crate) struct Bound {
        /// Words that stay with the number after them.
        pub(super) before_number: Words,
        /// Words that stay with the ordinal before them.
        pub(super) after_ordinal: Words,
        /// Words that stay with the number before them.
        pub(super) after_number: Words,
        /// Titles that stay with the name after them.
        pub(super) before_name: Words,
        /// Abbreviations of several words that never break.
        pub(super) inside: Words,
    }

    /// What a no-break space ties to the number before it.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Units {
        /// Symbols of units.
        #[serde(rename = "units")]
        pub(super) measures: Symbols,
        /// Symbols and names of currencies.
        pub(super) currencies: Symbols,
        /// Words of magnitude, as million.
        pub(super) magnitudes: Words,
    }

    /// The months and the days of the week.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Months {
        /// The twelve months, from January.
        #[serde(rename = "months")]
        pub(super) year: NameList,
        /// The days of the week, from Monday.
        #[expect(dead_code, reason = "the file lists them for the rules that will want them")]
        pub(super) weekdays: NameList,
    }

    /// Ranks, and names that Roman numerals follow.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Ranks {
        /// Ranks and functions.
        #[expect(dead_code, reason = "the file lists them for the rules that will want them")]
        pub(super) titles: Words,
        /// Given names that Roman numerals follow.
        pub(super) dynasties: NameList,
    }

    /// Words whose breaks are listed.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Hyphenation {
        /// Words with a hyphen at every break that is allowed; none means that the word is not divided.
        pub(super) exceptions: Words,
    }

    /// Forms that are never right.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Names {
        /// The forms, a table `[[preferred]]` each.
        pub(super) preferred: Vec<Preferred>,
    }

    /// Acronyms.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Acronyms {
        /// Acronyms, which keep their capitals and are not divided.
        #[serde(rename = "acronyms")]
        pub(super) list: Words,
    }

    /// What a kind of document is called.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Documents {
        /// What it is called in a sentence, in the singular and the plural.
        pub(super) nouns: Vec<String>,
        /// The letters that stand for it in a reference.
        pub(super) codes: Vec<String>,
    }

    /// Words that are written with a ligature.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    pub(crate) struct Letters {
        /// Words with œ.
        pub(super) oe: Pairs,
        /// Words with æ.
        pub(super) ae: Pairs,
    }
}

//! The tables of what greffe says, one for each language, read when the first sentence is told.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::message::Key;
use super::speech::Speech;

/// The sentences of one language.
#[derive(Debug)]
pub struct Catalog {
    /// The language.
    pub speech: Speech,
    /// The sentences: what is wrong, and what to do, by group and name.
    pub sentences: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Phrases of the program and of libraries in this language, by what they are in English.
    pub phrases: BTreeMap<String, String>,
    /// What each code means, by the code.
    pub explanations: BTreeMap<String, Explanation>,
}

/// What a code means, for those who ask.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The code in a few words.
    pub title: String,
    /// Why it is wrong, and what to do.
    pub text: String,
    /// Where the examples stand: the name of a file, as `session.toml`; `body` and `front matter` of a document.
    #[serde(default)]
    pub place: String,
    /// What is wrong, as it stands there; empty where no file can show it.
    #[serde(default)]
    pub wrong: String,
    /// The same, put right.
    #[serde(default)]
    pub right: String,
}

#[derive(Deserialize)]
struct Sentences {
    #[serde(default)]
    phrases: BTreeMap<String, String>,
    #[serde(flatten)]
    groups: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Catalog {
    /// The tables of a language.
    pub fn of(speech: Speech) -> &'static Self {
        static ENGLISH: OnceLock<Catalog> = OnceLock::new();
        static FRENCH: OnceLock<Catalog> = OnceLock::new();
        match speech {
            Speech::English => ENGLISH.get_or_init(|| {
                Self::read(speech, include_str!("messages/en.toml"), include_str!("messages/codes.en.toml"))
            }),
            Speech::French => FRENCH.get_or_init(|| {
                Self::read(speech, include_str!("messages/fr.toml"), include_str!("messages/codes.fr.toml"))
            }),
        }
    }

    /// A table that cannot be read is an empty one, in which each key stands for itself; a test reads all of them.
    fn read(speech: Speech, sentences: &str, codes: &str) -> Self {
        let Sentences { phrases, groups } = toml::from_str(sentences).unwrap_or_else(|fault| {
            debug_assert!(false, "{speech:?}: {fault}");
            Sentences { phrases: BTreeMap::new(), groups: BTreeMap::new() }
        });
        let explanations = toml::from_str(codes).unwrap_or_else(|fault| {
            debug_assert!(false, "{speech:?}: {fault}");
            BTreeMap::new()
        });
        Self { speech, sentences: groups, phrases, explanations }
    }

    /// What is wrong.
    pub(super) fn text(&self, key: &Key) -> &str {
        self.part(key, 0).unwrap_or(key.name)
    }

    /// What to do.
    pub(super) fn help(&self, key: &Key) -> &str {
        self.part(key, 1).unwrap_or_default()
    }

    fn part(&self, key: &Key, at: usize) -> Option<&str> {
        self.sentences.get(key.group)?.get(key.name)?.get(at).map(String::as_str)
    }

    /// A phrase in this language, or as it is.
    pub(super) fn phrase<'a>(&'a self, phrase: &'a str) -> &'a str {
        self.phrases.get(phrase).map_or(phrase, String::as_str)
    }

    /// Whether the word after a count is in the singular: French counts nothing in the singular too.
    pub(super) fn is_one(&self, count: u64) -> bool {
        count == 1 || (count == 0 && self.speech == Speech::French)
    }
}

//! Sentences as keys of the tables, so that one finding can be told in each language.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::catalog::Catalog;
use super::messages;
use super::speech::Speech;

/// A sentence of the tables: its group, which is the code of a diagnostic or a word such as `picture`, its name in
/// the group, and the names of its placeholders.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The stable code, or another group.
    pub group: &'static str,
    /// The name in the group.
    pub name: &'static str,
    /// The placeholders, in the order of [`Message::arguments`].
    pub placeholders: &'static [&'static str],
}

/// What is said, in no language yet: a key and what fills its placeholders.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    key: &'static Key,
    arguments: Vec<Argument>,
}

/// What fills a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Argument {
    /// Words of the user, names of files and the like: the same in each language.
    Text(String),
    /// A count.
    Count(u64),
    /// Words of the program, or of a library: translated where the table has them, else as they are.
    Phrase(String),
    /// A sentence within the sentence.
    Message(Box<Message>),
}

impl Message {
    /// A message of a key; there is an argument for each of its placeholders.
    pub(super) fn new(key: &'static Key, arguments: Vec<Argument>) -> Self {
        debug_assert_eq!(key.placeholders.len(), arguments.len());
        Self { key, arguments }
    }

    /// The key.
    pub fn key(&self) -> &'static Key {
        self.key
    }

    /// What fills the placeholders, in their order.
    pub fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    /// What fills a placeholder.
    pub fn argument(&self, placeholder: &str) -> Option<&Argument> {
        let at = self.key.placeholders.iter().position(|known| *known == placeholder)?;
        self.arguments.get(at)
    }

    /// The stable code, `GR-` and four digits; that of the sentence within it where it has none of its own.
    pub fn code(&self) -> &'static str {
        let inner = self.arguments.iter().find_map(|argument| match argument {
            Argument::Message(message) => Some(message.code()),
            _ => None,
        });
        match inner {
            Some(code) if !self.key.group.starts_with("GR-") => code,
            _ => self.key.group,
        }
    }

    /// What is wrong, in one sentence.
    pub fn text(&self, speech: Speech) -> String {
        let catalog = Catalog::of(speech);
        self.fill(catalog.text(self.key), catalog)
    }

    /// What to write instead, or to do; an empty string where nothing is known.
    pub fn help(&self, speech: Speech) -> String {
        let catalog = Catalog::of(speech);
        self.fill(catalog.help(self.key), catalog)
    }

    /// Fills a template. `{name}` is what fills the placeholder, `{name.help}` the help of the sentence that does,
    /// `{name|one|many}` one of two words by its count; braces around anything else stand for themselves.
    fn fill(&self, template: &str, catalog: &Catalog) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            if let Some((argument, manner, length)) = self.placeholder(rest) {
                argument.write(manner, catalog, &mut out);
                rest = &rest[length..];
            } else {
                out.push('{');
                rest = &rest[1..];
            }
        }
        out.push_str(rest);
        out
    }
}

impl Message {
    /// The placeholder that a template begins with: what fills it, in which manner, and its length.
    fn placeholder<'a>(&self, template: &'a str) -> Option<(&Argument, &'a str, usize)> {
        let close = template.find('}')?;
        let inner = template.get(1..close)?;
        let (name, manner) = inner.split_at(inner.find(['.', '|']).unwrap_or(inner.len()));
        Some((self.argument(name)?, manner, close + 1))
    }
}

impl Argument {
    fn write(&self, manner: &str, catalog: &Catalog, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Phrase(phrase) => out.push_str(catalog.phrase(phrase)),
            Self::Message(message) if manner == ".help" => out.push_str(&message.help(catalog.speech)),
            Self::Message(message) => out.push_str(&message.text(catalog.speech)),
            Self::Count(count) => match manner.strip_prefix('|').and_then(|words| words.split_once('|')) {
                Some((one, many)) => out.push_str(if catalog.is_one(*count) { one } else { many }),
                None => out.push_str(&count.to_string()),
            },
        }
    }
}

impl fmt::Display for Message {
    /// The sentence in English.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Speech::English))
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<char> for Argument {
    fn from(ch: char) -> Self {
        Self::Text(ch.to_string())
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<u64> for Argument {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Argument {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// A message as a manifest keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    group: String,
    name: String,
    arguments: Vec<Argument>,
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Key { group, name, .. } = *self.key;
        Kept { group: group.to_owned(), name: name.to_owned(), arguments: self.arguments.clone() }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Message {
    /// Fails where this program has no such sentence.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Kept { group, name, arguments } = Kept::deserialize(deserializer)?;
        let known = messages::restore(&group, &name, arguments);
        known.ok_or_else(|| serde::de::Error::custom(format!("there is no sentence `{name}` of {group}")))
    }
}

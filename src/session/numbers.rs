//! The numbers of a session's documents beside one another.

use std::collections::BTreeMap;
use std::path::Path;

use super::run::file_name;
use crate::diagnostic::{Diagnostic, Error, Message, Severity, messages};
use crate::model::Language;
use crate::source::{Document, Source, documents_in};

/// The numbers of the documents of one session, by language.
#[derive(Debug, Default)]
pub struct Numbers {
    /// The sources that have each number, in their order.
    sources: BTreeMap<(String, u32), Vec<String>>,
}

/// What is wrong with a document's number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongNumber {
    /// The source.
    pub source: String,
    /// What is wrong.
    pub message: Message,
}

impl Numbers {
    /// Reads the front matters of a folder; what is wrong in one is said when that one is checked.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let mut numbers = Self::default();
        for path in documents_in(folder)? {
            let name = file_name(&path);
            let Ok(language) = Language::of_file_name(&name) else { continue };
            let Ok(source) = Source::read(&path) else { continue };
            let document = Document::parse(source, &mut Vec::new());
            if let Some(number) = document.and_then(|document| document.front_matter.number) {
                numbers.add(language.code(), number.value, &name);
            }
        }
        Ok(numbers)
    }

    /// Adds a document.
    pub fn add(&mut self, language: &str, number: u32, source: &str) {
        self.sources.entry((language.to_owned(), number)).or_default().push(source.to_owned());
    }

    /// What is wrong with each document's number, in the order of the numbers: it is another's too, or some are
    /// missing before it. Numbers that two documents have are settled first. A session may begin with any number.
    pub fn check(&self) -> Vec<WrongNumber> {
        let mut wrong = Vec::new();
        let mut before: Option<&(String, u32)> = None;
        for (key, sources) in &self.sources {
            let (language, number) = key;
            for (index, source) in sources.iter().enumerate().filter(|_| sources.len() > 1) {
                let other = &sources[usize::from(index == 0)];
                wrong.push(WrongNumber {
                    source: source.clone(),
                    message: messages::doubled_number(*number, other),
                });
            }
            if let Some((same, last)) = before
                && same == language
                && number - last > 1
                && sources.len() == 1
            {
                let (first, end) = (last + 1, number - 1);
                let missing = if first == end { first.to_string() } else { format!("{first}–{end}") };
                wrong.extend(sources.iter().map(|source| WrongNumber {
                    source: source.clone(),
                    message: messages::numbers_jump(*last, *number, missing.as_str(), first),
                }));
            }
            before = Some(key);
        }
        wrong
    }
}

/// What is wrong with the number of a document, at the place where it stands.
pub fn wrong_number(path: &Path, wrong: &WrongNumber) -> Diagnostic {
    super::desk::at_field(path, "number", Severity::Warning, wrong.message.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(numbers: &[(&str, u32, &str)]) -> Vec<(&'static str, String, String)> {
        let mut all = Numbers::default();
        for (language, number, source) in numbers {
            all.add(language, *number, source);
        }
        all.check()
            .into_iter()
            .map(|wrong| (wrong.message.code(), wrong.source, wrong.message.to_string()))
            .collect()
    }

    #[test]
    fn numbers_run_in_each_language() {
        assert_eq!(check(&[("fr", 4, "a"), ("fr", 5, "b"), ("en", 7, "c"), ("en", 8, "d")]), []);
    }

    #[test]
    fn gaps_and_doubles_are_named() {
        let found = check(&[("fr", 3, "b"), ("fr", 3, "c"), ("fr", 6, "d")]);
        let expected = [
            ("GR-0121", "b", "the number 3 is also that of c"),
            ("GR-0121", "c", "the number 3 is also that of b"),
            ("GR-0120", "d", "the numbers of the session jump from 3 to 6"),
        ];
        assert_eq!(
            found,
            expected.map(|(code, source, message)| (code, source.to_owned(), message.to_owned()))
        );
    }
}

//! The languages that spans of a document may be in: their settings and words, read when a document first has one.

use std::sync::OnceLock;

use super::{HouseStyle, Lexicon, Shelf};
use crate::diagnostic::Error;
use crate::model::Language;
use crate::typography::Settings;

/// What a span in another language than its document's is set with.
#[derive(Debug)]
pub struct Companion {
    /// The house's settings of that language's rules.
    pub settings: Settings,
    /// That language's words.
    pub lexicon: Lexicon,
}

/// The companions of a style, each read at most once.
#[derive(Debug)]
pub struct Companions {
    /// The folder that holds a lexicon for each language.
    lexicons: Shelf,
    read: [OnceLock<Option<Companion>>; Language::ALL.len()],
}

impl Companions {
    /// The companions whose lexicons are in folders of `lexicons`.
    pub(super) fn new(lexicons: Shelf) -> Self {
        Self { lexicons, read: std::array::from_fn(|_| OnceLock::new()) }
    }

    /// Reads a language; `None` when there is no lexicon of it, and its spans are left alone.
    ///
    /// # Errors
    ///
    /// When its lexicon is wrong.
    pub fn read(&self, language: Language, house: &HouseStyle) -> Result<Option<&Companion>, Error> {
        let place = &self.read[language as usize];
        if place.get().is_none() {
            let folder = self.lexicons.folder(language.code());
            let companion = if folder.has("keywords.toml") {
                let lexicon = Lexicon::read_with(&folder, &house.additions(language))?;
                Some(Companion { settings: house.settings(language), lexicon })
            } else {
                None
            };
            // Whoever comes second has read the same.
            let _ = place.set(companion);
        }
        Ok(self.get(language))
    }

    /// A language that has been read.
    pub fn get(&self, language: Language) -> Option<&Companion> {
        self.read[language as usize].get()?.as_ref()
    }
}

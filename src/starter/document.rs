//! A new document of a session, in each of its languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Plan;
use super::known::{Holdings, Known};
use super::pattern::{Facts, plain};
use super::skeleton::Skeleton;
use super::words::{quoted, slug};
use crate::diagnostic::{Error, messages};
use crate::model::{Language, Reference, Session};
use crate::source::Kind;
use crate::style::{Library, fill_label};

/// A document that is to be.
#[derive(Debug, Clone, Default)]
pub struct NewDocument {
    /// What it is.
    pub kind: Kind,
    /// What it is about.
    pub subject: Option<String>,
    /// Its number; by default the one after the highest of the session.
    pub number: Option<u32>,
    /// Its reference; by default one like the others.
    pub reference: Option<String>,
    /// Its languages; by default those that the session's documents are written in, or else those of the session's data
    /// that the house style has labels for.
    pub languages: Vec<Language>,
}

/// A reference that another is made after, and the file of its document.
type Model<'h> = (&'h str, &'h Path);

impl NewDocument {
    /// The files to write into the folder of a session, and what was settled. `neighbours` are the sessions that stand
    /// beside it.
    ///
    /// # Errors
    ///
    /// When the number or the reference is another document's, a language has no labels or no place in the session's
    /// data, or the house style is wrong.
    pub fn plan(
        &self,
        folder: &Path,
        session: &Session,
        neighbours: &[(PathBuf, Session)],
        library: &Library,
    ) -> Result<Plan, Error> {
        let holdings = Holdings::read(folder, session, neighbours)?;
        let languages = self.languages(session, holdings.own(), library)?;
        let mut settled = Vec::new();
        let number = self.number(holdings.own())?;
        let mut codes = BTreeMap::new();
        for language in &languages {
            codes.extend(library.style(&session.template, *language)?.lexicon.document_codes);
        }
        let facts = Facts::new(session, number, self.kind);
        let (reference, model) = self.reference(facts, &holdings, &codes)?;
        settled.push(match model {
            Some((model, path)) => {
                messages::reference_after(reference.as_str(), model, path.display().to_string())
            }
            None if self.reference.is_some() => messages::reference_number(reference.as_str(), number),
            None => messages::reference_plain(reference.as_str()),
        });
        let subject = self.subject.as_deref().map(one_line).filter(|subject| !subject.is_empty());
        let default = |language: &Language| Skeleton::of(*language).subject.to_owned();
        let name = subject.clone().or_else(|| languages.first().map(default)).unwrap_or_default();
        let name = Some(slug(&name)).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| self.kind.name().to_owned());
        let files = languages.iter().map(|language| {
            let skeleton = Skeleton::of(*language);
            let subject = subject.as_deref().unwrap_or(skeleton.subject);
            let matter = fill_label(skeleton.matter, |field| {
                Some(match field {
                    "reference" => quoted(reference.as_str()),
                    "number" => number.to_string(),
                    "subject" => quoted(subject),
                    "kind" => self.kind.name().to_owned(),
                    "end" => session.end.to_string(),
                    _ => return None,
                })
            });
            let path = folder.join(format!("{number:03}-{name}.{language}.md"));
            (path, matter + skeleton.body(self.kind))
        });
        Ok(Plan { files: files.collect(), settled })
    }

    fn number(&self, own: &[Known]) -> Result<u32, Error> {
        let highest = own.iter().map(|known| known.number).max();
        let Some(number) = self.number else { return Ok(highest.unwrap_or(0).saturating_add(1)) };
        match own.iter().find(|known| known.number == number) {
            None => Ok(number),
            Some(known) => {
                Err(Error::Refused(messages::number_taken(number, known.path.display().to_string())))
            }
        }
    }

    fn languages(&self, session: &Session, own: &[Known], library: &Library) -> Result<Vec<Language>, Error> {
        let labels = library.shelf().folder("templates").folder(&session.template);
        let has_labels = |language: Language| labels.has(&format!("labels.{language}.toml"));
        let has_place = |language: Language| {
            session.place_in(language).is_some() && session.country_in(language).is_some()
        };
        for language in &self.languages {
            if !has_labels(*language) {
                let file = labels.shown(&format!("labels.{language}.toml"));
                let file = file.display().to_string();
                return Err(Error::Refused(messages::no_labels(language.code(), file)));
            }
            if !has_place(*language) {
                let file = &session.source.name;
                return Err(Error::Refused(messages::no_place(language.code(), file)));
            }
        }
        if !self.languages.is_empty() {
            return Ok(self.languages.clone());
        }
        let known: BTreeSet<&str> = own.iter().map(|known| known.language.as_str()).collect();
        let mut languages: Vec<Language> =
            Language::ALL.into_iter().filter(|language| known.contains(language.code())).collect();
        if languages.is_empty() {
            languages.extend(
                Language::ALL.into_iter().filter(|language| has_labels(*language) && has_place(*language)),
            );
        }
        if languages.is_empty() {
            let file = &session.source.name;
            return Err(Error::Refused(messages::no_language_ready(&session.template, file)));
        }
        Ok(languages)
    }

    /// The reference, and the one that it was made after with its place.
    fn reference<'h>(
        &self,
        facts: Facts,
        holdings: &'h Holdings<'_>,
        codes: &BTreeMap<String, Kind>,
    ) -> Result<(Reference, Option<Model<'h>>), Error> {
        let refused = |message| Err(Error::Refused(message));
        let (reference, model) = match (&self.reference, holdings.reference(facts, codes)) {
            (Some(given), _) => match Reference::new(given) {
                Some(reference) => (reference, None),
                None => return refused(messages::given_reference(given)),
            },
            (None, Some((reference, model, path))) => (reference, Some((model, path))),
            (None, None) => match plain(facts, codes) {
                Some(reference) => (reference, None),
                None => return refused(messages::no_reference_possible()),
            },
        };
        match holdings.with_reference(&reference) {
            None => Ok((reference, model)),
            Some(known) => {
                refused(messages::reference_taken(reference.as_str(), known.path.display().to_string()))
            }
        }
    }
}

/// A text in one line, without spaces at its ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! A new document of a session, in each of its languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::Plan;
use super::pattern::{Facts, after, plain};
use super::skeleton::Skeleton;
use super::words::{quoted, slug};
use crate::diagnostic::Error;
use crate::model::{Language, Reference, Session};
use crate::source::{Document, Kind, Source, documents_in};
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

/// A document that is there, as far as it can be read.
struct Known {
    path: PathBuf,
    /// The code of its language.
    language: String,
    number: u32,
    kind: Kind,
    reference: Option<String>,
}

/// A session with its documents.
struct Shelved<'a> {
    session: &'a Session,
    documents: Vec<Known>,
}

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
        let own = Shelved { session, documents: documents(folder)? };
        let languages = self.languages(&own, library)?;
        let mut settled = Vec::new();
        let number = self.number(&own)?;
        let mut codes = BTreeMap::new();
        for language in &languages {
            codes.extend(library.style(&session.template, *language)?.lexicon.document_codes);
        }
        let facts = Facts::new(session, number, self.kind);
        let (reference, model) = self.reference(facts, &own, neighbours, codes)?;
        settled.push(match model {
            Some((model, path)) => format!("{reference} is made after {model} ({})", path.display()),
            None if self.reference.is_some() => format!("{reference} is number {number}"),
            None => {
                format!("{reference} is made of year, session, kind and number; no other is there to follow")
            }
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

    fn number(&self, own: &Shelved<'_>) -> Result<u32, Error> {
        let highest = own.documents.iter().map(|known| known.number).max();
        let Some(number) = self.number else { return Ok(highest.unwrap_or(0).saturating_add(1)) };
        match own.documents.iter().find(|known| known.number == number) {
            None => Ok(number),
            Some(known) => {
                let path = known.path.display();
                Err(Error::Usage(format!(
                    "the number {number} is that of {path}; leave --number out for the next"
                )))
            }
        }
    }

    fn languages(&self, own: &Shelved<'_>, library: &Library) -> Result<Vec<Language>, Error> {
        let session = own.session;
        let labels = library.shelf().folder("templates").folder(&session.template);
        let has_labels = |language: Language| labels.has(&format!("labels.{language}.toml"));
        let has_place = |language: Language| {
            session.place_in(language).is_some() && session.country_in(language).is_some()
        };
        for language in &self.languages {
            if !has_labels(*language) {
                let file = labels.shown(&format!("labels.{language}.toml"));
                return Err(Error::Usage(format!(
                    "the house style has no words in `{language}`: write {}",
                    file.display()
                )));
            }
            if !has_place(*language) {
                let file = &session.source.name;
                return Err(Error::Usage(format!(
                    "the session has no place or no country in `{language}`: add {language} = \"…\" to them in {file}"
                )));
            }
        }
        if !self.languages.is_empty() {
            return Ok(self.languages.clone());
        }
        let known: BTreeSet<&str> = own.documents.iter().map(|known| known.language.as_str()).collect();
        let mut languages: Vec<Language> =
            Language::ALL.into_iter().filter(|language| known.contains(language.code())).collect();
        if languages.is_empty() {
            languages.extend(
                Language::ALL.into_iter().filter(|language| has_labels(*language) && has_place(*language)),
            );
        }
        if languages.is_empty() {
            let file = &session.source.name;
            let message = format!(
                "no language has both words in the house style `{}` and a place in {file}",
                session.template
            );
            return Err(Error::Usage(message));
        }
        Ok(languages)
    }

    /// The reference, and the document that it was made after.
    fn reference(
        &self,
        facts: Facts,
        own: &Shelved<'_>,
        neighbours: &[(PathBuf, Session)],
        mut codes: BTreeMap<String, Kind>,
    ) -> Result<(Reference, Option<(String, PathBuf)>), Error> {
        let mut others: Vec<&(PathBuf, Session)> =
            neighbours.iter().filter(|(_, session)| session.number != own.session.number).collect();
        // The nearest before comes first, then the nearest after.
        others.sort_by_key(|(_, session)| {
            (session.number > facts.session, session.number.abs_diff(facts.session))
        });
        let mut shelves = Vec::new();
        for (folder, session) in others {
            shelves.push(Shelved { session, documents: documents(folder)? });
        }
        let shelves: Vec<&Shelved<'_>> = std::iter::once(own).chain(&shelves).collect();
        let used = || shelves.iter().flat_map(|shelf| &shelf.documents);
        let taken = |reference: &Reference| {
            used()
                .find(|known| known.reference.as_deref() == Some(reference.as_str()))
                .map(|known| &known.path)
        };
        let unique = |reference: Reference| match taken(&reference) {
            None => Ok(reference),
            Some(path) => {
                let path = path.display();
                Err(Error::Usage(format!(
                    "`{reference}` is the reference of {path}; give another with --reference"
                )))
            }
        };
        if let Some(given) = &self.reference {
            let reference = Reference::new(given).ok_or_else(|| {
                Error::Usage(format!("`{given}` is not a reference; write one as GA-2017-86-RES-08"))
            })?;
            return Ok((unique(reference)?, None));
        }
        // Of several codes for a kind, those that the archive uses.
        let parts = |known: &Known| -> Vec<String> {
            let reference = known.reference.as_deref().unwrap_or_default();
            reference.split(|ch: char| !ch.is_ascii_alphanumeric()).map(str::to_owned).collect()
        };
        let seen: BTreeSet<String> = used().flat_map(parts).collect();
        let in_use: BTreeSet<Kind> =
            codes.iter().filter(|(code, _)| seen.contains(*code)).map(|(_, kind)| *kind).collect();
        let all = codes.clone();
        codes.retain(|code, kind| !in_use.contains(kind) || seen.contains(code));
        for shelf in &shelves {
            let mut models: Vec<&Known> =
                shelf.documents.iter().filter(|known| known.reference.is_some()).collect();
            models.sort_by_key(|known| (known.kind != facts.kind, std::cmp::Reverse(known.number)));
            for known in models {
                let Some(model) = &known.reference else { continue };
                let of = Facts::new(shelf.session, known.number, known.kind);
                if let Some(reference) = after(model, of, facts, &codes) {
                    return Ok((unique(reference)?, Some((model.clone(), known.path.clone()))));
                }
            }
        }
        let reference = plain(facts, &all).ok_or_else(|| {
            Error::Usage("no reference can be made here; give one with --reference".to_owned())
        })?;
        Ok((unique(reference)?, None))
    }
}

/// The documents of a folder by their front matters; one that has none has the number that its name begins with.
fn documents(folder: &Path) -> Result<Vec<Known>, Error> {
    let mut known = Vec::new();
    for path in documents_in(folder)? {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let matter = Source::read(&path).ok().and_then(|source| Document::parse(source, &mut Vec::new()));
        let matter = matter.map(|document| document.front_matter).unwrap_or_default();
        let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
        let number = matter.number.map(|number| number.value).or_else(|| digits.parse().ok());
        let language = name.trim_end_matches(".md").rsplit('.').next().unwrap_or_default().to_owned();
        known.push(Known {
            path,
            language,
            number: number.unwrap_or(0),
            kind: matter.kind,
            reference: matter.reference.map(|reference| reference.value),
        });
    }
    Ok(known)
}

/// A text in one line, without spaces at its ends.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The folder of the session that is meant: a path, or the number of one in `content`; where nothing is said the current
/// folder if it is a session's, or else the session with the highest number.
///
/// # Errors
///
/// When there is none.
pub fn session_folder(given: Option<&Path>, content: &Path) -> Result<PathBuf, Error> {
    let is_session = |folder: &Path| folder.join(Session::FILE_NAME).is_file();
    let none = |where_: String| {
        Error::Usage(format!(
            "{where_}; write a session with `greffe new session --place … --country … --start YYYY-MM-DD --end YYYY-MM-DD`"
        ))
    };
    if let Some(given) = given {
        if is_session(given) {
            return Ok(given.to_path_buf());
        }
        let number: Option<u32> = given.to_str().and_then(|number| number.parse().ok());
        let found = number.and_then(|number| {
            super::session::sessions_in(content).into_iter().find(|(_, session)| session.number == number)
        });
        return match found {
            Some((folder, _)) => Ok(folder),
            None => Err(none(format!("{} is no folder with a {}", given.display(), Session::FILE_NAME))),
        };
    }
    if is_session(Path::new(".")) {
        return Ok(PathBuf::from("."));
    }
    let sessions = super::session::sessions_in(content);
    let last = sessions.into_iter().max_by_key(|(_, session)| session.number);
    last.map(|(folder, _)| folder)
        .ok_or_else(|| none(format!("there is no session in {}", content.display())))
}

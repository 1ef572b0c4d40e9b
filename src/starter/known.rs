//! The sessions and documents that are there, which new ones go on from.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::pattern::{Facts, after};
use crate::diagnostic::{Error, messages};
use crate::model::{Reference, Session};
use crate::source::{Document, Kind, Source, documents_in};

/// A document that is there, as far as it can be read.
pub(super) struct Known {
    pub(super) path: PathBuf,
    /// The code of its language.
    pub(super) language: String,
    pub(super) number: u32,
    kind: Kind,
    reference: Option<String>,
}

/// The documents of a session, and those of the sessions beside it.
pub(super) struct Holdings<'a> {
    /// The session itself, then the nearest before it, then the nearest after, with their documents.
    all: Vec<(&'a Session, Vec<Known>)>,
}

impl<'a> Holdings<'a> {
    /// Reads the front matters of a session's folder and of its neighbours'.
    pub(super) fn read(
        folder: &Path,
        session: &'a Session,
        neighbours: &'a [(PathBuf, Session)],
    ) -> Result<Self, Error> {
        let mut others: Vec<&(PathBuf, Session)> =
            neighbours.iter().filter(|(_, other)| other.number != session.number).collect();
        others
            .sort_by_key(|(_, other)| (other.number > session.number, other.number.abs_diff(session.number)));
        let mut all = vec![(session, documents(folder)?)];
        for (folder, other) in others {
            all.push((other, documents(folder)?));
        }
        Ok(Self { all })
    }

    /// The documents of the session itself.
    pub(super) fn own(&self) -> &[Known] {
        self.all.first().map_or(&[], |(_, documents)| documents)
    }

    fn documents(&self) -> impl Iterator<Item = &Known> {
        self.all.iter().flat_map(|(_, documents)| documents)
    }

    /// The document that has a reference.
    pub(super) fn with_reference(&self, reference: &Reference) -> Option<&Known> {
        self.documents().find(|known| known.reference.as_deref() == Some(reference.as_str()))
    }

    /// The reference of a new document after that of another, and which that is. `codes` are the letters that stand for
    /// each kind; of several the ones that are in use go before.
    pub(super) fn reference(
        &self,
        wanted: Facts,
        codes: &BTreeMap<String, Kind>,
    ) -> Option<(Reference, &str, &Path)> {
        let parts = |known: &Known| -> Vec<String> {
            let reference = known.reference.as_deref().unwrap_or_default();
            reference.split(|ch: char| !ch.is_ascii_alphanumeric()).map(str::to_owned).collect()
        };
        let seen: BTreeSet<String> = self.documents().flat_map(parts).collect();
        let in_use: BTreeSet<Kind> =
            codes.iter().filter(|(code, _)| seen.contains(*code)).map(|(_, kind)| *kind).collect();
        let codes = codes.iter().filter(|(code, kind)| !in_use.contains(kind) || seen.contains(*code));
        let codes = codes.map(|(code, kind)| (code.clone(), *kind)).collect();
        self.all.iter().find_map(|(session, documents)| {
            let mut models: Vec<&Known> = documents.iter().collect();
            models.sort_by_key(|known| (known.kind != wanted.kind, Reverse(known.number)));
            models.into_iter().find_map(|known| {
                let model = known.reference.as_deref()?;
                let facts = Facts::new(session, known.number, known.kind);
                Some((after(model, facts, wanted, &codes)?, model, known.path.as_path()))
            })
        })
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

/// The sessions in a folder that can be read, in the order of their folders.
pub fn sessions_in(folder: &Path) -> Vec<(PathBuf, Session)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    folders.retain(|folder| folder.join(Session::FILE_NAME).is_file());
    folders.sort();
    folders.into_iter().filter_map(|folder| Some((folder.clone(), Session::read(&folder).ok()?))).collect()
}

/// The folder of the session that is meant: a path, or the number of one in `content`; where nothing is said the current
/// folder if it is a session's, or else the session with the highest number.
///
/// # Errors
///
/// When there is none.
pub fn session_folder(given: Option<&Path>, content: &Path) -> Result<PathBuf, Error> {
    let is_session = |folder: &Path| folder.join(Session::FILE_NAME).is_file();
    if let Some(given) = given {
        if is_session(given) {
            return Ok(given.to_path_buf());
        }
        let number: Option<u32> = given.to_str().and_then(|number| number.parse().ok());
        let found = number.and_then(|number| {
            sessions_in(content).into_iter().find(|(_, session)| session.number == number)
        });
        return match found {
            Some((folder, _)) => Ok(folder),
            None => Err(Error::Refused(messages::no_session_folder(given.display().to_string()))),
        };
    }
    if is_session(Path::new(".")) {
        return Ok(PathBuf::from("."));
    }
    let sessions = sessions_in(content);
    let last = sessions.into_iter().max_by_key(|(_, session)| session.number);
    last.map(|(folder, _)| folder)
        .ok_or_else(|| Error::Refused(messages::no_session_in(content.display().to_string())))
}

//! Finding the sessions and documents under the paths that a command names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Error, messages};

/// The documents found, by the folder that they stand in, each in the order of its path.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// The folders that hold documents: one a session.
    pub sessions: Vec<SessionFolder>,
}

/// The documents of one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFolder {
    /// The folder.
    pub path: PathBuf,
    /// Its name, which is also the name of the folder that is written.
    pub name: String,
    /// Markdown files whose name gives a language (`008-accord-uit.fr.md`), and those that were named one by one.
    pub documents: Vec<PathBuf>,
    /// Whether these are all the documents of the folder.
    pub whole: bool,
}

impl Discovery {
    /// Every document, session by session.
    pub fn documents(&self) -> impl Iterator<Item = &PathBuf> {
        self.sessions.iter().flat_map(|session| &session.documents)
    }

    /// How many documents there are.
    pub fn count(&self) -> usize {
        self.sessions.iter().map(|session| session.documents.len()).sum()
    }
}

impl SessionFolder {
    fn new(path: PathBuf, documents: Vec<PathBuf>, whole: bool) -> Self {
        let name = folder_name(&path);
        Self { path, name, documents, whole }
    }
}

/// The name of a folder; `.` and `..` have none of their own, the folder that they stand for has.
pub(crate) fn folder_name(folder: &Path) -> String {
    let own = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let named = own(folder).or_else(|| own(&folder.canonicalize().ok()?));
    named.unwrap_or_else(|| "session".to_owned())
}

/// The folder of a file; the current one for a bare name.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Finds the documents under `paths`: a file is taken as it is, a folder is searched in depth. Hidden
/// entries and symbolic links to folders are left alone, so that a loop of links cannot trap the search.
///
/// # Errors
///
/// When a path does not exist or a folder cannot be read.
pub fn discover(paths: &[PathBuf]) -> Result<Discovery, Error> {
    let mut found: BTreeMap<PathBuf, (BTreeSet<PathBuf>, bool)> = BTreeMap::new();
    for path in paths {
        let data = std::fs::metadata(path).map_err(|error| Error::io(messages::cannot_find, path, error))?;
        if data.is_dir() {
            search(path, &mut found)?;
        } else {
            found.entry(folder_of(path).to_path_buf()).or_default().0.insert(path.clone());
        }
    }
    let sessions = found
        .into_iter()
        .map(|(path, (documents, whole))| SessionFolder::new(path, documents.into_iter().collect(), whole))
        .collect();
    Ok(Discovery { sessions })
}

/// The documents of one folder, without those of the folders in it.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn documents_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let (mut documents, mut ignored) = (Vec::new(), Vec::new());
    list(folder, &mut documents, &mut ignored)?;
    documents.sort();
    Ok(documents)
}

fn search(folder: &Path, found: &mut BTreeMap<PathBuf, (BTreeSet<PathBuf>, bool)>) -> Result<(), Error> {
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        let mut documents = Vec::new();
        list(&folder, &mut documents, &mut pending)?;
        // A session that has lost its last document is still one: what was written of it is stale.
        if !documents.is_empty() || folder.join(crate::model::Session::FILE_NAME).is_file() {
            let (known, whole) = found.entry(folder).or_default();
            known.extend(documents);
            *whole = true;
        }
    }
    Ok(())
}

/// Sorts the entries of a folder into documents and folders.
fn list(folder: &Path, documents: &mut Vec<PathBuf>, folders: &mut Vec<PathBuf>) -> Result<(), Error> {
    let entries =
        std::fs::read_dir(folder).map_err(|error| Error::io(messages::cannot_read, folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(messages::cannot_read, folder, error))?;
        let name = entry.file_name();
        let kind =
            entry.file_type().map_err(|error| Error::io(messages::cannot_read, entry.path(), error))?;
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            folders.push(entry.path());
        } else if (kind.is_file() || kind.is_symlink()) && has_language(&name.to_string_lossy()) {
            documents.push(entry.path());
        }
    }
    Ok(())
}

/// Whether a file name ends in a language and `.md`, as `.fr.md`.
fn has_language(name: &str) -> bool {
    name.strip_suffix(".md")
        .and_then(|stem| stem.rsplit_once('.'))
        .is_some_and(|(slug, language)| !slug.is_empty() && language.len() == 2)
}

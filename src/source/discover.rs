//! Finding the documents under the paths that a command names.

use std::path::{Path, PathBuf};

use crate::diagnostic::Error;

/// The documents and sessions found, in the order of their paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Discovery {
    /// Markdown files whose name gives a language (`008-accord-uit.fr.md`).
    pub documents: Vec<PathBuf>,
}

/// Finds the documents under `paths`: a file is taken as it is, a folder is searched in depth. Hidden
/// entries and symbolic links to folders are left alone, so that a loop of links cannot trap the search.
///
/// # Errors
///
/// When a path does not exist or a folder cannot be read.
pub fn discover(paths: &[PathBuf]) -> Result<Discovery, Error> {
    let mut documents = Vec::new();
    for path in paths {
        let data = std::fs::metadata(path).map_err(|error| Error::io("cannot find", path, error))?;
        if data.is_dir() {
            search(path, &mut documents)?;
        } else {
            documents.push(path.clone());
        }
    }
    documents.sort();
    documents.dedup();
    Ok(Discovery { documents })
}

fn search(folder: &Path, documents: &mut Vec<PathBuf>) -> Result<(), Error> {
    let mut pending = vec![folder.to_path_buf()];
    while let Some(folder) = pending.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| Error::io("cannot read", &folder, error))?;
        for entry in entries {
            let entry = entry.map_err(|error| Error::io("cannot read", &folder, error))?;
            let name = entry.file_name();
            let kind = entry.file_type().map_err(|error| Error::io("cannot read", entry.path(), error))?;
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                pending.push(entry.path());
            } else if has_language(&name.to_string_lossy()) {
                documents.push(entry.path());
            }
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

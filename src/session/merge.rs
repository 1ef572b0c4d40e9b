//! The manifests of the shares of a session joined to that of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::lock::Lock;
use super::manifest::{Entry, Manifest};
use super::output::write_whole;
use super::share::Share;
use crate::diagnostic::{Error, Message, messages};

/// A session whose manifests were joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The name of its folder.
    pub session: String,
    /// How many shares there were.
    pub shares: usize,
    /// How many documents they have.
    pub documents: usize,
    /// How many could not be built.
    pub failed: usize,
    /// The manifest.
    pub path: PathBuf,
}

/// Joins the manifests of shares that are in the folders of `out`, and in those of other output folders, to one
/// manifest a session in `out`; those of the shares in `out` are removed then.
///
/// # Errors
///
/// When a manifest cannot be read or written, a share is missing or comes twice, or two shares do not agree: they come
/// from different programs or different numbers of shares, or have one document or one file both.
pub fn merge(out: &Path, others: &[PathBuf], waiting: impl FnOnce()) -> Result<Vec<Merged>, Error> {
    let _lock = Lock::take(out, None, waiting)?;
    let mut found: BTreeMap<String, Vec<(PathBuf, Manifest)>> = BTreeMap::new();
    for folder in std::iter::once(out).chain(others.iter().map(PathBuf::as_path)) {
        for path in shares_in(folder)? {
            if let Some(manifest) = Manifest::read(&path)? {
                found.entry(manifest.session.clone()).or_default().push((path, manifest));
            }
        }
    }
    if found.is_empty() {
        return Err(Error::Refused(messages::no_shares(out.display().to_string())));
    }
    let mut merged = Vec::new();
    for (session, parts) in found {
        merged.push(join(out, session, parts)?);
    }
    Ok(merged)
}

/// The manifests of shares in the sessions' folders of an output folder, sorted.
fn shares_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    let list = |folder: &Path| {
        let entries =
            fs::read_dir(folder).map_err(|error| Error::io(messages::cannot_read, folder, error))?;
        Ok::<Vec<PathBuf>, Error>(entries.flatten().map(|entry| entry.path()).collect())
    };
    for session in list(folder)?.into_iter().filter(|path| path.is_dir()) {
        paths.extend(list(&session)?.into_iter().filter(|path| {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            name.strip_prefix("manifest.").is_some_and(|lane| lane.contains("-of-"))
        }));
    }
    paths.sort();
    Ok(paths)
}

fn join(out: &Path, session: String, parts: Vec<(PathBuf, Manifest)>) -> Result<Merged, Error> {
    let refuse = |fault: Message| Err(Error::Refused(messages::unjoinable(&session, fault)));
    let mut whole: Option<Manifest> = None;
    let mut seen: BTreeSet<Share> = BTreeSet::new();
    let shares = parts.len();
    let mut own = Vec::new();
    for (path, part) in parts {
        let Some(share) = part.share else {
            return refuse(messages::of_no_share(path.display().to_string()));
        };
        if !seen.insert(share) {
            return refuse(messages::share_twice(share.to_string()));
        }
        if path.starts_with(out) {
            own.push(path);
        }
        match &mut whole {
            None => whole = Some(Manifest { share: None, ..part }),
            Some(whole) if whole.program != part.program => {
                return refuse(messages::two_programs(&whole.program, part.program));
            }
            Some(whole) => {
                whole.documents.extend(part.documents);
                whole.failed.extend(part.failed);
                whole.stale.extend(part.stale);
                whole.warnings.extend(part.warnings);
                whole.sets.extend(part.sets);
            }
        }
    }
    let count = seen.first().map_or(1, |share| share.count);
    for number in 1..=count {
        let share = Share { number, count };
        if !seen.contains(&share) {
            return refuse(messages::share_missing(share.to_string()));
        }
    }
    if seen.len() != count {
        return refuse(messages::two_counts(count));
    }
    // A session has one share at least.
    let Some(mut whole) = whole else { return refuse(messages::no_share_at_all()) };
    whole.documents.sort_by(|one, other| one.source.cmp(&other.source));
    whole.failed.sort_by(|one, other| one.source.cmp(&other.source));
    if let Some(message) = twice(&whole.documents) {
        return refuse(message);
    }
    let path = Manifest::path(out, &session, None);
    let bytes = whole.to_bytes().map_err(|error| Error::io(messages::cannot_write, &path, error.into()))?;
    write_whole(&path, &bytes)?;
    for path in own {
        fs::remove_file(&path).map_err(|error| Error::io(messages::cannot_remove, &path, error))?;
    }
    let (documents, failed) = (whole.documents.len(), whole.failed.len());
    Ok(Merged { session, shares, documents, failed, path })
}

/// A source or a file that two entries have.
fn twice(documents: &[Entry]) -> Option<Message> {
    let (mut sources, mut files) = (BTreeSet::new(), BTreeSet::new());
    documents.iter().find_map(|entry| {
        if !sources.insert(&entry.source) {
            return Some(messages::document_twice(&entry.source));
        }
        (!files.insert(&entry.file)).then(|| messages::file_twice(&entry.file))
    })
}

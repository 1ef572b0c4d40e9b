//! What of a session's output is as its sources want it, and what is not, and why.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::fingerprint::{Shared, digest_now};
use super::ledger::Former;
use super::manifest::{Entry, PROGRAM};
use super::pool;
use super::run::file_name;
use super::workshop::Workshop;
use crate::diagnostic::{Error, messages};
use crate::pdf::Standard;
use crate::source::{Digest, SessionFolder, Source};

/// What was found of a document or of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The source, where there is one.
    pub source: Option<PathBuf>,
    /// The file below the output folder, where there is one.
    pub file: Option<PathBuf>,
    /// What it is.
    pub condition: Condition,
}

/// What a document or a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The file is what its source makes.
    Current,
    /// The source has not been built.
    NotBuilt,
    /// What the file was made from has changed: these files, or the program.
    Stale(Vec<String>),
    /// The file is not there.
    Missing,
    /// The file is not the one that was written.
    Altered,
    /// No source makes the file any more.
    Gone,
    /// The file was written by somebody else.
    Foreign,
    /// Built again from the same sources the file would be another: its entry in the manifest is not the one that was
    /// written, or the file and the entry were altered together.
    Different,
    /// The source cannot be built.
    Failed,
}

impl Condition {
    /// Its name, as programs read it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::NotBuilt => "not-built",
            Self::Stale(_) => "stale",
            Self::Missing => "missing",
            Self::Altered => "altered",
            Self::Gone => "gone",
            Self::Foreign => "foreign",
            Self::Different => "different",
            Self::Failed => "failed",
        }
    }
}

/// Compares a session's sources with what is recorded and what is there; `judge` may look closer at a document that
/// seems to be current. The documents come first, in their order, then the files without one.
///
/// # Errors
///
/// When a style is wrong or a manifest cannot be read.
pub(super) fn survey(
    workshop: &Workshop,
    session: &SessionFolder,
    out: &Path,
    jobs: usize,
    judge: impl Fn(&Path, &Entry) -> Result<Condition, Error> + Sync,
) -> Result<Vec<Finding>, Error> {
    let mut former = Former::read(out, &session.name, None);
    if let Some(fault) = former.fault.take() {
        return Err(fault);
    }
    let folder = Path::new(&session.name);
    let mut findings = Vec::new();
    let condition = |(): &mut (), path: &PathBuf| -> Result<_, Error> {
        let entry = former.entries.get(&file_name(path));
        let condition = match entry {
            None => Ok(Condition::NotBuilt),
            Some(entry) => match condition(workshop, path, entry, &former, out, session)? {
                Condition::Current => judge(path, entry),
                other => Ok(other),
            },
        };
        Ok((condition?, entry))
    };
    let never = AtomicBool::new(false);
    pool::in_order(
        &session.documents,
        jobs,
        &never,
        || (),
        condition,
        |path, found| {
            let (condition, entry) = found?;
            let file = entry.map(|entry| folder.join(&entry.file));
            findings.push(Finding { source: Some(path.clone()), file, condition });
            Ok::<(), Error>(())
        },
    )?;
    if session.whole {
        files(session, out, &former, &mut findings)?;
    }
    Ok(findings)
}

/// What has become of a document that was built.
fn condition(
    workshop: &Workshop,
    path: &Path,
    entry: &Entry,
    former: &Former,
    out: &Path,
    session: &SessionFolder,
) -> Result<Condition, Error> {
    let Ok(source) = Source::read(path) else { return Ok(Condition::Failed) };
    let Some((data, style)) = workshop.basis(path)? else { return Ok(Condition::Failed) };
    let shared = Shared::new(&style, &data);
    let mut changed = BTreeSet::new();
    for (name, digest) in &entry.inputs {
        let now = if *name == entry.source {
            Some(source.digest)
        } else {
            digest_now(name, &session.path, workshop.library().shelf())
        };
        if now != Some(*digest) {
            changed.insert(name.clone());
        }
    }
    let set = former.sets.get(&entry.set);
    for (name, digest) in set.into_iter().flatten() {
        if shared.set.get(name) != Some(digest) {
            changed.insert(name.clone());
        }
    }
    let added = shared.set.keys().filter(|name| set.is_some_and(|set| !set.contains_key(*name)));
    changed.extend(added.cloned());
    let standard: Option<Standard> = entry.standard.parse().ok();
    let same =
        standard.is_some_and(|standard| shared.fingerprint(standard, &entry.inputs) == entry.fingerprint);
    if changed.is_empty() && !same {
        changed.insert(format!("the program, which is now {PROGRAM}"));
    }
    if !changed.is_empty() {
        return Ok(Condition::Stale(changed.into_iter().collect()));
    }
    let folder = out.join(&session.name);
    let proof = entry.proof.iter().map(|proof| (&proof.file, proof.sha256));
    for (file, sha256) in std::iter::once((&entry.file, entry.sha256)).chain(proof) {
        match digest_of(&folder.join(file)) {
            None => return Ok(Condition::Missing),
            Some(digest) if digest != sha256 => return Ok(Condition::Altered),
            Some(_) => {}
        }
    }
    Ok(Condition::Current)
}

fn digest_of(path: &Path) -> Option<Digest> {
    std::fs::read(path).ok().map(|bytes| Digest::of(&bytes))
}

/// The files of the output that no source makes: those of former builds, and those of somebody else.
fn files(
    session: &SessionFolder,
    out: &Path,
    former: &Former,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    let made: BTreeSet<&str> = former
        .entries
        .values()
        .filter(|entry| session.path.join(&entry.source).is_file())
        .flat_map(|entry| entry.proof.iter().map(|proof| &proof.file).chain([&entry.file]))
        .map(String::as_str)
        .collect();
    let mut once: BTreeSet<&str> = former.entries.values().map(|entry| entry.file.as_str()).collect();
    once.extend(former.stale.iter().map(|stale| stale.file.as_str()));
    let folder = out.join(&session.name);
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::io(messages::cannot_read, &folder, error)),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    for name in names {
        let own = name.starts_with('.') || name.starts_with("manifest.") || name.starts_with("volume.");
        if own || made.contains(name.as_str()) {
            continue;
        }
        let condition = if once.contains(name.as_str()) { Condition::Gone } else { Condition::Foreign };
        let file = Some(Path::new(&session.name).join(name));
        findings.push(Finding { source: None, file, condition });
    }
    Ok(())
}

/// What of a session's output is as its sources want it; nothing is built.
///
/// # Errors
///
/// When a style is wrong or a manifest cannot be read.
pub fn status(
    workshop: &Workshop,
    session: &SessionFolder,
    out: &Path,
    jobs: usize,
) -> Result<Vec<Finding>, Error> {
    survey(workshop, session, out, jobs, |_, _| Ok(Condition::Current))
}

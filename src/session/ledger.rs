//! The book that a build keeps of one session: what the last one left, what this one has done so far, and at the end
//! the new manifest.
//!
//! Every document that comes to its place is entered in a journal at once, so that a build that is killed has lost
//! nothing but the document it was at. The new manifest grows beside the old one, in the order of the sources, and
//! takes its place at the end; memory holds no document's entry longer than needed.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::manifest::{Entry, Failure, Manifest, PROGRAM, Remark, Stale};
use super::output::{sweep, temporary};
use super::share::Share;
use crate::diagnostic::{Error, messages};
use crate::source::Digest;

/// The files that several documents share, with their digests.
pub(super) type Set = BTreeMap<String, Digest>;

/// A line of the journal.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    /// A set that entries after it name.
    Set(String, Set),
    /// A document that is in its place.
    Entry(Box<Entry>),
}

/// What the builds before this one left.
#[derive(Debug, Default)]
pub(super) struct Former {
    /// The documents by their sources.
    pub(super) entries: BTreeMap<String, Entry>,
    /// The sets that they name.
    pub(super) sets: BTreeMap<String, Set>,
    /// The files that no source makes any more.
    pub(super) stale: Vec<Stale>,
    /// What kept the manifest from being read; everything is built anew then.
    pub(super) fault: Option<Error>,
}

impl Former {
    /// Reads the manifest of a session, then the journals of builds that did not come to their end.
    pub(super) fn read(out: &Path, session: &str, share: Option<Share>) -> Self {
        let mut former = Self::default();
        former.add(&Manifest::path(out, session, None));
        if share.is_some() {
            former.add(&Manifest::path(out, session, share));
        }
        for entry in fs::read_dir(out.join(session)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(JOURNAL) {
                former.recover(&entry.path());
            }
        }
        former
    }

    fn add(&mut self, path: &Path) {
        match Manifest::read(path) {
            Ok(None) => {}
            Ok(Some(manifest)) => {
                self.entries
                    .extend(manifest.documents.into_iter().map(|entry| (entry.source.clone(), entry)));
                self.sets.extend(manifest.sets);
                self.stale.extend(manifest.stale);
            }
            Err(error) => self.fault = Some(error),
        }
    }

    /// A journal may end in the middle of a line; what stands before counts.
    fn recover(&mut self, path: &Path) {
        let text = fs::read(path).unwrap_or_default();
        for line in text.split(|byte| *byte == b'\n') {
            match serde_json::from_slice(line) {
                Ok(Line::Set(name, set)) => {
                    self.sets.insert(name, set);
                }
                Ok(Line::Entry(entry)) => {
                    self.entries.insert(entry.source.clone(), *entry);
                }
                Err(_) => {}
            }
        }
    }
}

/// What the name of a journal begins with.
const JOURNAL: &str = ".journal.";

/// The book of one session while it is built.
pub(super) struct Ledger {
    /// Where the manifest will be.
    path: PathBuf,
    journal_path: PathBuf,
    journal: File,
    /// The manifest as it grows, without the documents that are in its file already.
    manifest: Manifest,
    growing: BufWriter<File>,
    growing_path: PathBuf,
    written: usize,
}

impl Ledger {
    /// Opens the book in a session's folder of the output, which is made if it is not there; what killed builds left
    /// is swept away.
    pub(super) fn open(out: &Path, session: &str, share: Option<Share>) -> Result<Self, Error> {
        let folder = out.join(session);
        fs::create_dir_all(&folder).map_err(|error| Error::io(messages::cannot_create, &folder, error))?;
        let lane = lane(share);
        let own = share.map(|_| lane.as_str());
        sweep(&folder, own).map_err(|error| Error::io(messages::cannot_write, &folder, error))?;
        let path = Manifest::path(out, session, share);
        let journal_path = folder.join(format!("{JOURNAL}{lane}"));
        let journal = OpenOptions::new().create(true).append(true).open(&journal_path);
        let journal = journal.map_err(|error| Error::io(messages::cannot_write, &journal_path, error))?;
        let growing_path = temporary(&path, &lane);
        let growing = File::create(&growing_path);
        let growing = growing.map_err(|error| Error::io(messages::cannot_write, &growing_path, error))?;
        let manifest = Manifest {
            program: PROGRAM.to_owned(),
            session: session.to_owned(),
            share,
            documents: Vec::new(),
            failed: Vec::new(),
            stale: Vec::new(),
            warnings: Vec::new(),
            sets: BTreeMap::new(),
        };
        let growing = BufWriter::new(growing);
        let mut ledger = Self { path, journal_path, journal, manifest, growing, growing_path, written: 0 };
        let head = ledger.manifest.head().map_err(std::io::Error::from);
        head.and_then(|head| ledger.growing.write_all(&head)).map_err(|error| ledger.unwritable(error))?;
        Ok(ledger)
    }

    fn unwritable(&self, error: std::io::Error) -> Error {
        Error::io(messages::cannot_write, &self.path, error)
    }

    /// Enters a document whose file has come to its place in this build.
    pub(super) fn built(&mut self, entry: &Entry, set: &Set) -> Result<(), Error> {
        let mut lines = Vec::new();
        let line = |line: &Line, lines: &mut Vec<u8>| {
            // Text, numbers and maps with text for keys can always be written as JSON.
            let _ = serde_json::to_writer(&mut *lines, line);
            lines.push(b'\n');
        };
        if !self.manifest.sets.contains_key(&entry.set) {
            line(&Line::Set(entry.set.clone(), set.clone()), &mut lines);
        }
        line(&Line::Entry(Box::new(entry.clone())), &mut lines);
        self.journal
            .write_all(&lines)
            .map_err(|error| Error::io(messages::cannot_write, &self.journal_path, error))?;
        self.keep(entry, Some(set))
    }

    /// Enters a document that is as it was; the entries come in the order of their sources.
    pub(super) fn keep(&mut self, entry: &Entry, set: Option<&Set>) -> Result<(), Error> {
        if let Some(set) = set
            && !self.manifest.sets.contains_key(&entry.set)
        {
            self.manifest.sets.insert(entry.set.clone(), set.clone());
        }
        let separator: &[u8] = if self.written == 0 { b"\n" } else { b",\n" };
        self.written += 1;
        let written = self.growing.write_all(separator);
        let written =
            written.and_then(|()| serde_json::to_writer(&mut self.growing, entry).map_err(Into::into));
        written.map_err(|error| self.unwritable(error))
    }

    /// Enters a document that could not be built.
    pub(super) fn failed(&mut self, failure: Failure) {
        self.manifest.failed.push(failure);
    }

    /// Ends the book: the manifest comes to its place, the journals are no longer needed.
    pub(super) fn finish(mut self, stale: Vec<Stale>, warnings: Vec<Remark>) -> Result<(), Error> {
        self.manifest.stale = stale;
        self.manifest.warnings = warnings;
        let written = self.manifest.tail().map_err(std::io::Error::from);
        let written =
            written.and_then(|tail| self.growing.write_all(&tail)).and_then(|()| self.growing.flush());
        let moved = written.and_then(|()| fs::rename(&self.growing_path, &self.path));
        moved.map_err(|error| self.unwritable(error))?;
        // A journal that cannot be removed says once more what the manifest says.
        let _ = fs::remove_file(&self.journal_path);
        if self.manifest.share.is_none() {
            for entry in fs::read_dir(self.path.with_file_name("")).into_iter().flatten().flatten() {
                if entry.file_name().to_string_lossy().starts_with(JOURNAL) {
                    let _ = fs::remove_file(entry.path());
                }
            }
        }
        Ok(())
    }
}

/// The lane in which a build writes what is not yet in its place.
pub(super) fn lane(share: Option<Share>) -> String {
    share.map_or_else(|| "all".to_owned(), Share::lane)
}

//! Building sessions: what has changed, in parallel, reported in its order, recorded in a manifest.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::document::Form;
use super::lock::Lock;
use super::manifest::Entry;
use super::share::Share;
use super::workshop::Workshop;
use crate::diagnostic::{Diagnostic, Error, messages};
use crate::layout::Quality;
use crate::source::{Discovery, SessionFolder};

/// How to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder to write to.
    pub out: PathBuf,
    /// How many documents are set at once; 0 for as many as the machine has processors.
    pub jobs: usize,
    /// How each document is to be written.
    pub form: Form,
    /// Whether documents are set that have not changed.
    pub force: bool,
    /// Which of the documents are built; `None` for all.
    pub share: Option<Share>,
    /// Whether files that no source makes any more are removed.
    pub prune: bool,
    /// Whether documents whose versions do not say the same are left unwritten.
    pub deny_discordance: bool,
}

impl Options {
    /// Everything that has changed, written to `out` in a form.
    pub fn new(out: &Path, form: Form) -> Self {
        Self {
            out: out.to_path_buf(),
            jobs: 0,
            form,
            force: false,
            share: None,
            prune: false,
            deny_discordance: false,
        }
    }
}

/// What became of one document.
#[derive(Debug)]
pub struct Report {
    /// Its source.
    pub source: PathBuf,
    /// What was done.
    pub state: State,
    /// The session's folder in the output.
    pub session: String,
    /// The document's entry in the manifest; `None` when it could not be built.
    pub entry: Option<Entry>,
    /// What has changed since the manifest before.
    pub change: Option<Change>,
    /// Its lines and pages as numbers, when it was set.
    pub quality: Option<Quality>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The file in the output folder.
    pub fn file(&self) -> Option<PathBuf> {
        self.entry.as_ref().map(|entry| Path::new(&self.session).join(&entry.file))
    }
}

/// What was done with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It was set and written.
    Written,
    /// Nothing of what it is made from has changed.
    Unchanged,
    /// It has errors; what was written of it before is as it was.
    Failed,
}

/// What the reader of a document sees changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    New,
    /// Its words or the number of its pages are others.
    Content {
        /// Whether the words are.
        text: bool,
        /// How many pages it had.
        pages: usize,
    },
}

/// What a build tells while it goes on.
#[derive(Debug)]
pub enum Event<'a> {
    /// Another build has the output folder; this one waits for its end.
    Waiting,
    /// The manifest of a session cannot be read, so all of it is built anew.
    Unreadable(&'a Error),
    /// A document is done.
    Document(&'a Report),
    /// A session's file, below the output folder, that no source makes any more, and whether it was removed.
    Stale(&'a Path, bool),
    /// Something is amiss among the documents of a session.
    Amiss(&'a Diagnostic),
}

/// Who hears of a build: any of its threads may tell.
pub type Listen<'a> = dyn FnMut(Event<'_>) + Send + 'a;

/// How many documents were built, and how.
#[derive(Debug, Default, Clone)]
pub struct Summary {
    /// Set and written.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// The pages of those that were written.
    pub pages: usize,
    /// The sources of those that could not be built.
    pub failed: Vec<PathBuf>,
    /// Whether the build was stopped before its end.
    pub stopped: bool,
}

impl Summary {
    pub(super) fn count(&mut self, report: &Report) {
        match report.state {
            State::Written => {
                self.written += 1;
                self.pages += report.entry.as_ref().map_or(0, |entry| entry.pages);
            }
            State::Unchanged => self.unchanged += 1,
            State::Failed => self.failed.push(report.source.clone()),
        }
    }
}

/// Builds the documents of all sessions; `listen` hears of each in its order. When `stop` is set, the documents that
/// have been begun are finished, and the manifest tells what has been built.
///
/// # Errors
///
/// When a style is wrong, a file cannot be written, or two sessions would be written to one folder. What was written
/// before stays, each file whole.
pub fn build(
    workshop: &Workshop,
    discovery: &Discovery,
    options: &Options,
    stop: &AtomicBool,
    listen: &mut Listen<'_>,
) -> Result<Summary, Error> {
    distinct(&discovery.sessions)?;
    let mut summary = Summary::default();
    let _lock = Lock::take(&options.out, options.share, || listen(Event::Waiting))?;
    for session in &discovery.sessions {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        super::run::Run { workshop, options, session, stop }.build(&mut summary, listen)?;
    }
    summary.stopped = stop.load(Ordering::Relaxed);
    Ok(summary)
}

/// Two folders of one name would be written to one.
pub(super) fn distinct(sessions: &[SessionFolder]) -> Result<(), Error> {
    let mut known = std::collections::BTreeMap::new();
    for session in sessions {
        if let Some(first) = known.insert(session.name.to_lowercase(), &session.path) {
            let (first, second) = (first.display().to_string(), session.path.display().to_string());
            return Err(Error::Refused(messages::one_folder(first, second, &session.name)));
        }
    }
    Ok(())
}

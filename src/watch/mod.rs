//! What the file system tells of saved sources, gathered until it has been quiet for a moment.
//!
//! ```text
//! Scope ─ targets: the folders that a build depends on ─ notify ─ relevant? ─ Changes, after a pause of 20 ms
//! ```
//!
//! Folders are watched, not files: an editor that writes beside a file and moves it there replaces the file. What is
//! missing is waited for in the nearest folder that is there; what was moved away and back is watched anew.

mod scope;
mod targets;

pub use scope::Scope;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::diagnostic::{Error, messages};
use targets::{Depth, targets};

/// How long nothing must have happened before changes are told: an editor saves in several steps.
const PAUSE: Duration = Duration::from_millis(20);

/// The longest time for which changes are gathered while more of them come.
const PATIENCE: Duration = Duration::from_millis(60);

/// What has changed since it was last asked.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The files and folders, without symbolic links in their paths.
    pub paths: BTreeSet<PathBuf>,
    /// Whether anything may have changed: the system has lost count.
    pub all: bool,
    /// Whether house styles, lexicons or fonts are among them.
    pub library: bool,
}

/// Watches everything that the documents of some paths are made from.
pub struct Watch {
    scope: Scope,
    notify: RecommendedWatcher,
    watched: BTreeMap<PathBuf, Depth>,
    signals: Receiver<Signal>,
    stopper: Stopper,
}

/// What arrives from other threads.
enum Signal {
    Event(notify::Result<notify::Event>),
    Stop,
}

/// Ends a watch from another thread.
#[derive(Clone)]
pub struct Stopper(Sender<Signal>);

impl Stopper {
    /// Ends the watch; one that has ended stays so.
    pub fn stop(&self) {
        let _ = self.0.send(Signal::Stop);
    }
}

impl Watch {
    /// Begins to watch.
    ///
    /// # Errors
    ///
    /// When the system watches no more folders.
    pub fn begin(scope: Scope) -> Result<Self, Error> {
        let (sender, signals) = channel();
        let events = sender.clone();
        let handler = move |event| {
            // Whoever watched is gone; so is what was to be told.
            let _ = events.send(Signal::Event(event));
        };
        let config = notify::Config::default().with_follow_symlinks(false);
        let notify =
            RecommendedWatcher::new(handler, config).map_err(|error| refused(Path::new("."), error))?;
        let mut watch = Self { scope, notify, watched: BTreeMap::new(), signals, stopper: Stopper(sender) };
        watch.attend()?;
        Ok(watch)
    }

    /// What ends this watch.
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Waits for the next changes; `None` when the watch was stopped.
    ///
    /// # Errors
    ///
    /// When the system watches no more folders.
    pub fn wait(&mut self) -> Result<Option<Changes>, Error> {
        let mut changes = Changes::default();
        let mut deadline: Option<Instant> = None;
        loop {
            let signal = match deadline {
                None => self.signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    self.signals.recv_timeout(PAUSE.min(left))
                }
            };
            match signal {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Signal::Event(event)) => self.take(event, &mut changes),
            }
            if deadline.is_none() && !changes.is_empty() {
                deadline = Some(Instant::now() + PATIENCE);
            }
        }
        self.attend()?;
        Ok(Some(changes))
    }

    /// Adds what an event tells.
    fn take(&mut self, event: notify::Result<notify::Event>, changes: &mut Changes) {
        let event = match event {
            Ok(event) if event.need_rescan() => return changes.all = true,
            Ok(event) => event,
            // What could not be told may be anything.
            Err(_) => return changes.all = true,
        };
        let written = AccessKind::Close(AccessMode::Write);
        if matches!(event.kind, EventKind::Access(kind) if kind != written) {
            return;
        }
        let moved = !matches!(
            event.kind,
            EventKind::Access(_) | EventKind::Modify(notify::event::ModifyKind::Data(_))
        );
        for path in event.paths {
            if moved {
                self.forget(&path);
            }
            if self.scope.concerns(&path) {
                changes.library |= self.scope.is_library(&path);
                changes.paths.insert(path);
            }
        }
    }

    /// Another folder may stand now where a watched one stood: it is watched anew.
    fn forget(&mut self, path: &Path) {
        let gone: Vec<PathBuf> =
            self.watched.keys().filter(|watched| watched.starts_with(path)).cloned().collect();
        for folder in gone {
            self.watched.remove(&folder);
            // The system may have forgotten it already.
            let _ = self.notify.unwatch(&folder);
        }
    }

    /// Watches what there is to be watched now.
    fn attend(&mut self) -> Result<(), Error> {
        let wanted = targets(&self.scope);
        let old: Vec<PathBuf> = self
            .watched
            .iter()
            .filter(|(path, depth)| wanted.get(*path) != Some(*depth))
            .map(|(path, _)| path.clone())
            .collect();
        for folder in old {
            self.watched.remove(&folder);
            let _ = self.notify.unwatch(&folder);
        }
        for (folder, depth) in wanted {
            if self.watched.contains_key(&folder) {
                continue;
            }
            let mode = match depth {
                Depth::Folder => RecursiveMode::NonRecursive,
                Depth::Tree => RecursiveMode::Recursive,
            };
            match self.notify.watch(&folder, mode) {
                Ok(()) => {
                    self.watched.insert(folder, depth);
                }
                // It went away in this moment, which the folder above tells.
                Err(_) if !folder.is_dir() => {}
                Err(error) => return Err(refused(&folder, error)),
            }
        }
        Ok(())
    }
}

impl Changes {
    /// Everything may have changed.
    pub fn everything() -> Self {
        Self { paths: BTreeSet::new(), all: true, library: true }
    }

    fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.all
    }

    /// Whether styles, lexicons or fonts may have changed.
    pub fn styles(&self) -> bool {
        self.library || self.all
    }
}

fn refused(folder: &Path, error: notify::Error) -> Error {
    let cause = match error.kind {
        notify::ErrorKind::Io(error) => error,
        notify::ErrorKind::MaxFilesWatch => std::io::Error::other(
            "the system watches no more folders; raise its limit (on Linux `sysctl fs.inotify.max_user_watches`)",
        ),
        _ => std::io::Error::other(error.to_string()),
    };
    Error::io(messages::cannot_watch, folder, cause)
}

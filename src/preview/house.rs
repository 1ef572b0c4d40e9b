//! What the server knows: the documents with their states, what they are set with, and the sheets of late.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;

use tokio::sync::broadcast;

use super::documents::{self, Entry, Summary};
use super::edit::{Saved, save};
use super::sheet::{Sheet, set};
use crate::diagnostic::{Diagnostic, Error, Message, messages};
use crate::session::Workshop;
use crate::source::{Digest, Source};
use crate::style::Library;
use crate::watch::Changes;

/// The longest text that is edited, in bytes.
pub(super) const MAX_TEXT: usize = 4 * 1024 * 1024;

/// How many sheets are kept, so that their pages can be fetched: a page is asked for right after its sheet.
const SHELF: usize = 24;

/// The stack of a thread that sets, in bytes: what reads a tree goes as deep as the tree does.
pub(super) const STACK: usize = 16 * 1024 * 1024;

/// What the browsers are told.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// The list of documents is another.
    List,
    /// A document has been set, or begins to be.
    Document(Box<Summary>),
}

/// What the server knows.
pub(super) struct House {
    paths: Vec<PathBuf>,
    root: PathBuf,
    template: Option<String>,
    workshop: RwLock<Arc<Workshop>>,
    documents: Mutex<BTreeMap<String, Entry>>,
    /// Why the documents cannot be found at the moment.
    fault: Mutex<Option<String>>,
    shelf: Mutex<VecDeque<Arc<Sheet>>>,
    pub(super) events: broadcast::Sender<Event>,
}

impl House {
    pub(super) fn new(paths: Vec<PathBuf>, root: PathBuf, template: Option<String>) -> Self {
        let workshop = Workshop::new(Library::open(&root).to_write(), template.clone());
        Self {
            paths,
            root,
            template,
            workshop: RwLock::new(Arc::new(workshop)),
            documents: Mutex::default(),
            fault: Mutex::default(),
            shelf: Mutex::default(),
            events: broadcast::Sender::new(1024),
        }
    }

    fn workshop(&self) -> Arc<Workshop> {
        Arc::clone(&self.workshop.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Every document, and why none can be found.
    pub(super) fn list(&self) -> (Vec<Summary>, Option<String>) {
        let summaries = lock(&self.documents).iter().map(|(id, entry)| entry.summary(id)).collect();
        (summaries, lock(&self.fault).clone())
    }

    pub(super) fn entry(&self, id: &str) -> Option<Entry> {
        lock(&self.documents).get(id).cloned()
    }

    /// Reads a document that is in the list, if it still stands below the content paths.
    ///
    /// # Errors
    ///
    /// What is wrong with the file.
    pub(super) fn read(&self, entry: &Entry) -> Result<Arc<Source>, Box<Diagnostic>> {
        let roots = documents::roots(&self.paths);
        if documents::within(&entry.path, &roots).is_some_and(|real| real == entry.real) {
            let size = std::fs::metadata(&entry.path).map_or(0, |data| data.len());
            if size <= MAX_TEXT as u64 {
                return Source::read(&entry.path);
            }
            return Err(Box::new(fault(entry, messages::preview_too_large(size, MAX_TEXT))));
        }
        Err(Box::new(fault(entry, messages::preview_gone())))
    }

    /// Sets a text as it would be in the place of a document, and keeps what came of it.
    pub(super) fn set(&self, entry: &Entry, source: &Arc<Source>) -> Arc<Sheet> {
        let sheet = Arc::new(set(&self.workshop(), &entry.path, source));
        let mut shelf = lock(&self.shelf);
        shelf.push_front(Arc::clone(&sheet));
        shelf.truncate(SHELF);
        sheet
    }

    /// A sheet that is kept and that something is true of.
    pub(super) fn kept(&self, wanted: impl Fn(&Sheet) -> bool) -> Option<Arc<Sheet>> {
        lock(&self.shelf).iter().find(|sheet| wanted(sheet)).cloned()
    }

    /// Saves a text in the place of a document; the place is looked at once more before.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or written.
    pub(super) fn save(
        &self,
        entry: &Entry,
        text: &str,
        base: Digest,
        overwrite: bool,
    ) -> Result<Saved, Error> {
        let roots = documents::roots(&self.paths);
        if documents::within(&entry.path, &roots).is_none_or(|real| real != entry.real) {
            return Ok(Saved::Changed);
        }
        save(&entry.real, text, base, overwrite)
    }

    /// Follows changes: reads anew what they touch, sets the documents that are made from it, and tells of each.
    pub(super) fn refresh(&self, changes: &Changes) {
        if changes.styles() {
            let workshop = Workshop::new(Library::open(&self.root).to_write(), self.template.clone());
            *self.workshop.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(workshop);
        } else {
            self.workshop().forget_sessions();
        }
        let known = lock(&self.documents).clone();
        let (found, fault) = match documents::find(&self.paths, &known) {
            Ok(found) => (found, None),
            Err(error) => (BTreeMap::new(), Some(error.to_string())),
        };
        let listed = known.keys().ne(found.keys());
        let touched = |id: &String, entry: &Entry| {
            changes.styles()
                || !known.contains_key(id)
                || changes.paths.iter().any(|path| entry.is_made_from(path))
        };
        let (first, others): (Vec<String>, Vec<String>) =
            found.iter().map(|(id, entry)| (id.clone(), touched(id, entry))).fold(Default::default(), sort);
        *lock(&self.documents) = found;
        let was_faulty = std::mem::replace(&mut *lock(&self.fault), fault.clone()) != fault;
        if listed || was_faulty {
            self.number();
            self.tell(Event::List);
        }
        let cited_otherwise = self.set_all(&first) || listed;
        if cited_otherwise {
            // What a document cites, and the numbers beside its own, are found in the others.
            self.number();
            self.set_all(&others);
            if !listed {
                self.set_all(&first);
            }
        }
    }

    /// Sets documents, several at a time; whether one of them is named otherwise than before.
    fn set_all(&self, ids: &[String]) -> bool {
        let (next, renamed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = || {
            while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
                renamed.fetch_add(usize::from(self.set_one(id)), Ordering::Relaxed);
            }
        };
        let count = thread::available_parallelism().map_or(1, usize::from).min(ids.len());
        thread::scope(|scope| {
            for _ in 0..count {
                let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
                // Without another thread those that there are do the work; without any it is left for the next change.
                drop(started);
            }
        });
        renamed.into_inner() > 0
    }

    /// Sets one document as it is on the disk; whether it is named otherwise than before.
    fn set_one(&self, id: &str) -> bool {
        let Some(entry) = self.entry(id) else { return false };
        self.change(id, Entry::begin);
        let source = self.read(&entry);
        let sheet = match source {
            Ok(source) => set(&self.workshop(), &entry.path, &source),
            Err(fault) => Sheet::unread(*fault),
        };
        let renamed = sheet.heading != entry.heading;
        self.change(id, |entry| entry.enter(&sheet));
        renamed
    }

    /// Changes what is known of a document, and tells it.
    fn change(&self, id: &str, change: impl FnOnce(&mut Entry)) {
        let mut documents = lock(&self.documents);
        let Some(entry) = documents.get_mut(id) else { return };
        change(entry);
        let summary = entry.summary(id);
        drop(documents);
        self.tell(Event::Document(Box::new(summary)));
    }

    fn number(&self) {
        let mut documents = lock(&self.documents).clone();
        documents::number(&mut documents);
        *lock(&self.documents) = documents;
    }

    fn tell(&self, event: Event) {
        // Nobody need be listening.
        let _ = self.events.send(event);
    }
}

/// Parts those that are touched from the others.
fn sort(
    (mut first, mut others): (Vec<String>, Vec<String>),
    (id, touched): (String, bool),
) -> (Vec<String>, Vec<String>) {
    if touched {
        first.push(id);
    } else {
        others.push(id);
    }
    (first, others)
}

fn fault(entry: &Entry, message: Message) -> Diagnostic {
    Diagnostic::error(Source::new(entry.path.display().to_string(), ""), 0..0, message)
}

/// A lock whose holder panicked is still good: what it guards is replaced as a whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! What documents are set with, read once for all of them, and the reading of a document with it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::archive::Archive;
use super::document::Prepared;
use super::run::file_name;
use crate::diagnostic::{Diagnostic, Error, Message, messages};
use crate::graphic::Graphic;
use crate::model::{Language, Session};
use crate::source::{Digest, Document, Source, folder_of};
use crate::style::{Library, StyleSet};

/// What documents are set with, read once for all of them: the library, its styles, the sessions.
pub struct Workshop {
    library: Library,
    /// A house style instead of the sessions' own.
    template: Option<String>,
    styles: Mutex<BTreeMap<(String, Language), Arc<StyleSet>>>,
    sessions: Mutex<BTreeMap<PathBuf, SessionRead>>,
    /// What may be cited, by the folder of a session.
    archives: Mutex<BTreeMap<PathBuf, Arc<Archive>>>,
}

/// A session as it was read, or everything that is wrong with it.
type SessionRead = Result<Arc<Session>, Arc<Vec<Diagnostic>>>;

/// What a document is set with.
pub type Basis = (Arc<Session>, Arc<StyleSet>);

impl Workshop {
    /// A workshop with a library; `template` overrides the sessions' own.
    pub fn new(library: Library, template: Option<String>) -> Self {
        Self {
            library,
            template,
            styles: Mutex::default(),
            sessions: Mutex::default(),
            archives: Mutex::default(),
        }
    }

    /// The library.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Forgets what was read of sessions and of what may be cited; styles and fonts stay.
    pub fn forget_sessions(&self) {
        lock(&self.sessions).clear();
        lock(&self.archives).clear();
    }

    /// Reads a document up to its final characters. Findings are added to `diagnostics`; `None` when an error
    /// is among them.
    ///
    /// # Errors
    ///
    /// When a house style or a lexicon is wrong: no document can be set with it.
    pub fn prepare(
        &self,
        path: &Path,
        explain: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Prepared>, Error> {
        let source = match Source::read(path) {
            Ok(source) => source,
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                return Ok(None);
            }
        };
        self.prepare_source(source, path, explain, diagnostics)
    }

    /// The same for a text that has been read, as it would be at `path`.
    ///
    /// # Errors
    ///
    /// When a house style or a lexicon is wrong.
    pub fn prepare_source(
        &self,
        source: Arc<Source>,
        path: &Path,
        explain: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Prepared>, Error> {
        let name = file_name(path);
        let digest = source.digest;
        let language = match Language::of_file_name(&name) {
            Ok(language) => language,
            Err(code) => {
                let known = Language::ALL.map(|language| format!(".{language}.md")).join(", ");
                diagnostics.push(Diagnostic::error(source, 0..0, messages::no_language(code, known)));
                return Ok(None);
            }
        };
        let folder = folder_of(path);
        let session = self.session(folder);
        let document = Document::parse(source, diagnostics);
        let session = &match session {
            Ok(session) => session,
            Err(faults) => {
                diagnostics.extend(faults.iter().cloned());
                return Ok(None);
            }
        };
        let Some(document) = document else { return Ok(None) };
        let template = self.template.as_ref().unwrap_or(&session.template);
        let style = self.style(template, language)?;
        let inputs = RefCell::new(BTreeMap::from([(name, digest)]));
        let pictures = |name: &str| {
            let (graphic, digest) = picture(folder, name)?;
            inputs.borrow_mut().insert(name.to_owned(), digest);
            Ok(Arc::new(graphic))
        };
        let prepared = Prepared::read(&document, session, style, &pictures, explain, diagnostics)?;
        Ok(prepared.map(|mut prepared| {
            prepared.inputs.append(&mut inputs.into_inner());
            prepared
        }))
    }

    /// The session and the style of a document; `None` where its session or its name is wrong, which reading the
    /// document tells.
    ///
    /// # Errors
    ///
    /// When a house style or a lexicon is wrong.
    pub fn basis(&self, path: &Path) -> Result<Option<Basis>, Error> {
        let Ok(language) = Language::of_file_name(&file_name(path)) else { return Ok(None) };
        let Ok(session) = self.session(folder_of(path)) else { return Ok(None) };
        let style = self.style(self.template.as_ref().unwrap_or(&session.template), language)?;
        Ok(Some((session, style)))
    }

    /// What the documents of a session may cite, read once with so many threads.
    ///
    /// # Errors
    ///
    /// When a register of references is wrong.
    pub(super) fn archive(&self, folder: &Path, jobs: usize) -> Result<Arc<Archive>, Error> {
        let mut archives = lock(&self.archives);
        if let Some(archive) = archives.get(folder) {
            return Ok(Arc::clone(archive));
        }
        let archive = Arc::new(Archive::read(folder, jobs)?);
        archives.insert(folder.to_path_buf(), Arc::clone(&archive));
        Ok(archive)
    }

    fn session(&self, folder: &Path) -> SessionRead {
        let mut sessions = lock(&self.sessions);
        let read = || Session::read(folder).map(Arc::new).map_err(Arc::new);
        sessions.entry(folder.to_path_buf()).or_insert_with(read).clone()
    }

    fn style(&self, name: &str, language: Language) -> Result<Arc<StyleSet>, Error> {
        let mut styles = lock(&self.styles);
        if let Some(style) = styles.get(&(name.to_owned(), language)) {
            return Ok(Arc::clone(style));
        }
        let style = Arc::new(self.library.style(name, language)?);
        styles.insert((name.to_owned(), language), Arc::clone(&style));
        Ok(style)
    }
}

/// A picture beside a document, or below its folder.
fn picture(folder: &Path, name: &str) -> Result<(Graphic, Digest), Message> {
    let path = Path::new(name);
    let within = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !within || name.is_empty() {
        return Err(messages::picture_elsewhere(name));
    }
    let bytes = Graphic::load(&folder.join(path))?;
    Ok((Graphic::from_bytes(&bytes)?, Digest::of(&bytes)))
}

/// A lock whose holder panicked is still good: what it guards is filled entry by entry.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

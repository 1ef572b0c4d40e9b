//! The documents that the preview shows: those that are found below the content paths, and really stand there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::sheet::{Heading, Sheet, language};
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::model::Session;
use crate::session::{Numbers, REGISTER, file_name, wrong_number};
use crate::source::{discover, folder_of};

/// A document in the list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its path as it was found.
    pub(super) path: PathBuf,
    /// The file, without symbolic links.
    pub(super) real: PathBuf,
    /// The name of its session's folder.
    session: String,
    pub(super) heading: Heading,
    condition: Condition,
    errors: usize,
    warnings: usize,
    pages: usize,
    /// What is wrong with its number beside those of the other documents.
    pub(super) numbers: Vec<Diagnostic>,
    /// How often it has been set.
    version: u64,
}

/// How a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Condition {
    Building,
    Sound,
    Warnings,
    Errors,
}

/// What a browser is told of a document.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Summary {
    id: String,
    session: String,
    file: String,
    reference: String,
    number: Option<u32>,
    subject: String,
    language: &'static str,
    state: Condition,
    errors: usize,
    warnings: usize,
    pages: usize,
    version: u64,
}

impl Entry {
    fn new(path: PathBuf, real: PathBuf, session: &str) -> Self {
        Self {
            path,
            real,
            session: session.to_owned(),
            heading: Heading::default(),
            condition: Condition::Building,
            errors: 0,
            warnings: 0,
            pages: 0,
            numbers: Vec::new(),
            version: 0,
        }
    }

    /// Marks it as being set.
    pub(super) fn begin(&mut self) {
        self.condition = Condition::Building;
    }

    /// Enters what came of it.
    pub(super) fn enter(&mut self, sheet: &Sheet) {
        let findings = || sheet.findings.iter().chain(&self.numbers);
        self.errors = findings().filter(|finding| finding.severity == Severity::Error).count();
        self.warnings = findings().count() - self.errors;
        self.condition = match (self.errors, self.warnings) {
            (0, 0) => Condition::Sound,
            (0, _) => Condition::Warnings,
            _ => Condition::Errors,
        };
        self.heading = sheet.heading.clone();
        self.pages = sheet.file.as_ref().map_or(0, |file| file.pages.len());
        self.version += 1;
    }

    pub(super) fn summary(&self, id: &str) -> Summary {
        Summary {
            id: id.to_owned(),
            session: self.session.clone(),
            file: file_name(&self.path),
            reference: self.heading.reference.clone(),
            number: self.heading.number,
            subject: self.heading.subject.clone(),
            language: language(&self.path),
            state: self.condition,
            errors: self.errors,
            warnings: self.warnings,
            pages: self.pages,
            version: self.version,
        }
    }

    /// Whether a change at a path is a change of what the document is made from; what it may cite is looked at apart.
    pub(super) fn is_made_from(&self, changed: &Path) -> bool {
        if changed == self.real {
            return true;
        }
        let name = file_name(changed);
        if name == REGISTER || name == Session::FILE_NAME {
            return true;
        }
        let other = changed.extension().is_some_and(|end| end == "md");
        !other && (changed.starts_with(folder_of(&self.real)) || self.real.starts_with(changed))
    }
}

/// The documents below the paths, by their names: the session's folder and the file. Those of `known` stay as they are.
///
/// # Errors
///
/// When a path does not exist or a folder cannot be read.
pub(super) fn find(
    paths: &[PathBuf],
    known: &BTreeMap<String, Entry>,
) -> Result<BTreeMap<String, Entry>, Error> {
    let roots = roots(paths);
    let mut found = BTreeMap::new();
    for session in discover(paths)?.sessions {
        for path in session.documents {
            // A link may lead anywhere; what is shown and written stands below the paths.
            let Some(real) = within(&path, &roots) else { continue };
            let mut id = format!("{}/{}", session.name, file_name(&path));
            while found.contains_key(&id) {
                id.push('~');
            }
            let former = known.get(&id).filter(|entry| entry.real == real).cloned();
            found.insert(id, former.unwrap_or_else(|| Entry::new(path, real, &session.name)));
        }
    }
    Ok(found)
}

/// The folders below which documents may stand.
pub(super) fn roots(paths: &[PathBuf]) -> Vec<PathBuf> {
    let folder = |path: &PathBuf| if path.is_dir() { path.clone() } else { folder_of(path).to_path_buf() };
    paths.iter().filter_map(|path| folder(path).canonicalize().ok()).collect()
}

/// The file that a path leads to, if it stands below one of the roots.
pub(super) fn within(path: &Path, roots: &[PathBuf]) -> Option<PathBuf> {
    let real = path.canonicalize().ok()?;
    (real.is_file() && roots.iter().any(|root| real.starts_with(root))).then_some(real)
}

/// Looks at the numbers of all documents beside one another.
pub(super) fn number(documents: &mut BTreeMap<String, Entry>) {
    let mut sessions: BTreeMap<PathBuf, BTreeMap<String, Vec<Diagnostic>>> = BTreeMap::new();
    for entry in documents.values_mut() {
        let folder = folder_of(&entry.path).to_path_buf();
        let wrong = sessions.entry(folder.clone()).or_insert_with(|| {
            // A folder that cannot be read is said where its documents are.
            let numbers = Numbers::read(&folder).unwrap_or_default().check();
            let mut wrong: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
            for number in numbers {
                let finding = wrong_number(&folder.join(&number.source), &number);
                wrong.entry(number.source.clone()).or_default().push(finding);
            }
            wrong
        });
        entry.numbers = wrong.get(&file_name(&entry.path)).cloned().unwrap_or_default();
    }
}

//! The build of one session.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use super::build::{Change, Event, Listen, Options, Report, State, Summary};
use super::citations::{CODES, judge_all};
use super::desk::Desk;
use super::document::{Built, Prepared};
use super::fingerprint::{Shared, inputs_are};
use super::ledger::{Former, Ledger, Set, lane};
use super::manifest::{Entry, Proof, Remark};
use super::output::Staged;
use super::pool;
use super::workshop::Workshop;
use crate::diagnostic::{Diagnostic, Error, messages};
use crate::font::{FontBook, Shaper};
use crate::model::citations;
use crate::source::{Digest, SessionFolder, Source};

/// One session that is built.
pub(super) struct Run<'a> {
    pub(super) workshop: &'a Workshop,
    pub(super) options: &'a Options,
    pub(super) session: &'a SessionFolder,
    pub(super) stop: &'a AtomicBool,
}

/// A document as a thread hands it over.
pub(super) struct Done {
    pub(super) report: Report,
    /// The digest of the source, if it could be read.
    pub(super) digest: Option<Digest>,
    /// The files that are written and not yet in their places: the document, its proof.
    pub(super) staged: Vec<Staged>,
    /// What it shares with others.
    pub(super) set: Option<Arc<Set>>,
}

impl Run<'_> {
    /// Builds the session's documents.
    pub(super) fn build(&self, summary: &mut Summary, listen: &mut Listen<'_>) -> Result<(), Error> {
        let Options { out, share, .. } = self.options;
        let former = Former::read(out, &self.session.name, *share);
        if let Some(fault) = &former.fault {
            listen(Event::Unreadable(fault));
        }
        let mut ledger = Ledger::open(out, &self.session.name, *share)?;
        let all = self.session.documents.iter().enumerate();
        let documents: Vec<PathBuf> = all
            .filter(|(index, _)| share.is_none_or(|share| share.has(*index)))
            .map(|(_, path)| path.clone())
            .collect();
        let book = OnceLock::new();
        let mut desk = Desk::new(self, &former);
        let outcome = pool::in_order(
            &documents,
            self.options.jobs,
            self.stop,
            || None,
            |shaper, path| self.document(path, &former, &book, shaper),
            |path, done| {
                let report = desk.take(path, done?, &mut ledger)?;
                summary.count(&report);
                listen(Event::Document(&report));
                Ok(())
            },
        );
        let finished = desk.finish(outcome.is_ok(), ledger, listen);
        outcome.and(finished)
    }

    /// Sets one document, unless it is as it was; a fault of the program is that of this document alone.
    fn document<'b>(
        &self,
        path: &Path,
        former: &Former,
        book: &'b OnceLock<Arc<FontBook>>,
        shaper: &mut Option<Shaper<'b>>,
    ) -> Result<Done, Error> {
        let done = catch_unwind(AssertUnwindSafe(|| self.set(path, former, book, shaper)));
        let panic = match done {
            Ok(done) => return done,
            Err(panic) => panic,
        };
        // What it was at may be half done; the next document gets another.
        *shaper = None;
        let fault = failed_itself(path, &*panic);
        Ok(self.failed(path, None, vec![fault]))
    }

    fn failed(&self, path: &Path, digest: Option<Digest>, diagnostics: Vec<Diagnostic>) -> Done {
        let (source, session) = (path.to_path_buf(), self.session.name.clone());
        let report = Report {
            source,
            state: State::Failed,
            session,
            entry: None,
            change: None,
            quality: None,
            diagnostics,
        };
        Done { report, digest, staged: Vec::new(), set: None }
    }

    fn set<'b>(
        &self,
        path: &Path,
        former: &Former,
        book: &'b OnceLock<Arc<FontBook>>,
        shaper: &mut Option<Shaper<'b>>,
    ) -> Result<Done, Error> {
        let source = match Source::read(path) {
            Ok(source) => source,
            Err(fault) => return Ok(self.failed(path, None, vec![*fault])),
        };
        let name = file_name(path);
        let known = former.entries.get(&name);
        let basis = self.workshop.basis(path)?;
        let shared = basis.as_ref().map(|(session, style)| Shared::new(style, session));
        if let (Some(entry), Some(shared), false) = (known, &shared, self.options.force)
            && self.is_current(entry, &source, shared)
        {
            return self.unchanged(path, entry, &source, shared);
        }
        let digest = source.digest;
        let mut diagnostics = Vec::new();
        let prepared = self.workshop.prepare_source(source, path, false, &mut diagnostics)?;
        let Some(prepared) = prepared else { return Ok(self.failed(path, Some(digest), diagnostics)) };
        let cited = citations(&prepared.resolution, &prepared.style.lexicon);
        let own = prepared.resolution.preface.reference.value.as_str();
        let (source, jobs) = (&prepared.files.document, self.options.jobs);
        diagnostics.extend(judge_all(self.workshop, path, own, &cited, source, jobs)?);
        let fonts = self.workshop.library().fonts()?;
        let shaper = shaper.get_or_insert_with(|| Shaper::new(book.get_or_init(|| fonts)));
        let built = prepared.set(&self.options.form, shaper, &mut diagnostics);
        let (Some(built), Some(shared)) = (built, shared) else {
            return Ok(self.failed(path, Some(digest), diagnostics));
        };
        let lane = lane(self.options.share);
        let stage = |file: &Path, bytes: &[u8]| Staged::write(self.options.out.join(file), &lane, bytes);
        let mut staged = vec![stage(&built.path, &built.bytes)?];
        if let Some((file, bytes)) = &built.proof {
            staged.push(stage(file, bytes)?);
        }
        let entry = Entry { citations: cited, ..self.entry(name, &prepared, &built, &shared, &diagnostics) };
        let change = change(known, &entry);
        let (source, session) = (path.to_path_buf(), self.session.name.clone());
        let (entry, quality) = (Some(entry), Some(built.quality));
        let report = Report { source, state: State::Written, session, entry, change, quality, diagnostics };
        Ok(Done { report, digest: Some(digest), staged, set: Some(Arc::new(shared.set)) })
    }

    /// Whether a document would come out as it is: everything that it is made from is the same, and so is the size of
    /// what was written. Whether its bytes are, `verify` says.
    fn is_current(&self, entry: &Entry, source: &Source, shared: &Shared) -> bool {
        let form = &self.options.form;
        let folder = self.options.out.join(&self.session.name);
        let size = |file: &str| {
            std::fs::metadata(folder.join(file))
                .ok()
                .filter(std::fs::Metadata::is_file)
                .map(|data| data.len())
        };
        let library = self.workshop.library().shelf();
        shared.fingerprint(form.standard, &entry.inputs) == entry.fingerprint
            && inputs_are(&entry.inputs, (&self.session.path, library), &entry.source, source.digest)
            && size(&entry.file) == Some(entry.bytes)
            && (!form.proof || entry.proof.as_ref().is_some_and(|proof| size(&proof.file).is_some()))
    }

    /// A document that is as it was, with what was found the last time and what its citations come to now.
    fn unchanged(
        &self,
        path: &Path,
        entry: &Entry,
        source: &Arc<Source>,
        shared: &Shared,
    ) -> Result<Done, Error> {
        let mut entry = entry.clone();
        entry.warnings.retain(|remark| !CODES.contains(&remark.code.as_str()));
        let mut diagnostics: Vec<Diagnostic> =
            entry.warnings.iter().filter_map(|remark| remark.diagnostic(source)).collect();
        let (workshop, jobs) = (self.workshop, self.options.jobs);
        let judged = judge_all(workshop, path, &entry.reference, &entry.citations, source, jobs)?;
        entry.warnings.extend(judged.iter().map(Remark::of));
        diagnostics.extend(judged);
        let (source, session) = (path.to_path_buf(), self.session.name.clone());
        let digest = entry.inputs.get(&entry.source).copied();
        let state = State::Unchanged;
        let report =
            Report { source, state, session, entry: Some(entry), change: None, quality: None, diagnostics };
        Ok(Done { report, digest, staged: Vec::new(), set: Some(Arc::new(shared.set.clone())) })
    }

    fn entry(
        &self,
        source: String,
        prepared: &Prepared,
        built: &Built,
        shared: &Shared,
        diagnostics: &[Diagnostic],
    ) -> Entry {
        let preface = &prepared.resolution.preface;
        let standard = self.options.form.standard;
        let proof = built
            .proof
            .as_ref()
            .map(|(file, bytes)| Proof { file: file_name(file), sha256: Digest::of(bytes) });
        Entry {
            reference: preface.reference.value.to_string(),
            language: prepared.resolution.language.code().to_owned(),
            number: preface.number.value,
            kind: prepared.resolution.kind.name().to_owned(),
            title: built.title.clone(),
            source,
            file: file_name(&built.path),
            standard: standard.name.to_owned(),
            pages: built.pages,
            bytes: built.bytes.len() as u64,
            sha256: Digest::of(&built.bytes),
            proof,
            text: built.text,
            fingerprint: shared.fingerprint(standard, &prepared.inputs),
            inputs: prepared.inputs.clone(),
            set: shared.name.clone(),
            citations: Vec::new(),
            warnings: diagnostics.iter().map(Remark::of).collect(),
        }
    }
}

/// What a reader sees changed from one entry to the next.
fn change(known: Option<&Entry>, entry: &Entry) -> Option<Change> {
    let Some(known) = known else { return Some(Change::New) };
    let text = known.text != entry.text;
    (text || known.pages != entry.pages).then_some(Change::Content { text, pages: known.pages })
}

/// What is said of a document on which the program itself has failed.
pub(crate) fn failed_itself(path: &Path, panic: &(dyn std::any::Any + Send)) -> Diagnostic {
    let cause = panic.downcast_ref::<String>().map(String::as_str);
    let cause = cause.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    let source = Source::new(path.display().to_string(), "");
    Diagnostic::error(source, 0..0, messages::failed(cause))
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

//! Where the documents of a session arrive in their order: each is given its place, if no other has it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::Ordering;

use super::build::{Event, Listen, Report, State};
use super::ledger::{Former, Ledger};
use super::manifest::{Entry, Failure, Remark, Stale};
use super::numbers::{Numbers, wrong_number};
use super::run::{Done, Run, file_name};
use crate::diagnostic::{Diagnostic, Error, Message, Severity, messages};
use crate::source::{Document, Source};

/// Where documents arrive in their order: each is given its place, if no other has it.
pub(super) struct Desk<'a> {
    run: &'a Run<'a>,
    former: &'a Former,
    /// Entries of the former manifest that are still to be passed, in the order of their sources.
    pending: BTreeSet<&'a str>,
    /// The source of each file, in lower case: not every file system tells cases apart.
    claimed: BTreeMap<String, String>,
    numbers: Numbers,
    /// The files that former builds have written and this one has not.
    left: BTreeMap<String, Stale>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(run: &'a Run<'a>, former: &'a Former) -> Self {
        let mut left: BTreeMap<String, Stale> =
            former.stale.iter().map(|stale| (stale.file.clone(), stale.clone())).collect();
        for entry in former.entries.values() {
            let proof = entry.proof.iter().map(|proof| (&proof.file, proof.sha256));
            for (file, sha256) in proof.chain([(&entry.file, entry.sha256)]) {
                let stale = Stale { file: file.clone(), source: entry.source.clone(), sha256 };
                left.insert(file.clone(), stale);
            }
        }
        let pending = former.entries.keys().map(String::as_str).collect();
        Self { run, former, pending, claimed: BTreeMap::new(), numbers: Numbers::default(), left }
    }

    /// Gives a document its place and enters it.
    pub(super) fn take(&mut self, path: &Path, done: Done, ledger: &mut Ledger) -> Result<Report, Error> {
        let Done { mut report, digest, staged, set } = done;
        let name = file_name(path);
        self.pass(Some(&name), ledger)?;
        self.pending.remove(name.as_str());
        if let Some(entry) = &report.entry
            && let Some(other) = self.other_of(&entry.file, &name)
        {
            report.diagnostics.push(doubled(path, &other));
            (report.state, report.entry, report.change) = (State::Failed, None, None);
        }
        let Some(entry) = &report.entry else {
            let errors =
                report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
            let errors =
                errors.map(|diagnostic| format!("{}: {}", diagnostic.code(), diagnostic.message)).collect();
            ledger.failed(Failure { source: name.clone(), sha256: digest, errors });
            // What was written before is still there.
            if let Some(entry) = self.former.entries.get(&name) {
                self.keep(entry, ledger)?;
            }
            return Ok(report);
        };
        for file in staged {
            file.commit()?;
        }
        self.settle(entry);
        match (&set, report.state) {
            (Some(set), State::Written) => ledger.built(entry, set)?,
            (set, _) => ledger.keep(entry, set.as_deref())?,
        }
        Ok(report)
    }

    /// The other source that makes a file: one of this build, or a former one that still has it.
    fn other_of(&self, file: &str, source: &str) -> Option<String> {
        let claimed = self.claimed.get(&file.to_lowercase()).filter(|other| *other != source);
        let former = || {
            let mut others =
                self.former.entries.values().filter(|entry| entry.file == file && entry.source != source);
            let exists = |entry: &&Entry| {
                !self.run.session.whole && self.run.session.path.join(&entry.source).is_file()
            };
            others.find(exists).map(|entry| entry.source.clone())
        };
        claimed.cloned().or_else(|| if self.run.session.whole { None } else { former() })
    }

    /// A file that is where a source wants it.
    fn settle(&mut self, entry: &Entry) {
        self.claimed.insert(entry.file.to_lowercase(), entry.source.clone());
        self.numbers.add(&entry.language, entry.number, &entry.source);
        self.left.remove(&entry.file);
        if let Some(proof) = &entry.proof {
            self.left.remove(&proof.file);
        }
    }

    fn keep(&mut self, entry: &Entry, ledger: &mut Ledger) -> Result<(), Error> {
        self.settle(entry);
        ledger.keep(entry, self.former.sets.get(&entry.set))
    }

    /// Enters what stands in the former manifest before a source, or to its end, and is not built this time.
    fn pass(&mut self, until: Option<&str>, ledger: &mut Ledger) -> Result<(), Error> {
        while let Some(source) =
            self.pending.first().copied().filter(|source| until.is_none_or(|until| *source < until))
        {
            self.pending.remove(source);
            // In a share, the manifest of the whole tells of the documents of other shares.
            let other = self.run.options.share.is_some();
            let gone = !self.run.session.path.join(source).is_file();
            if !other && !gone {
                self.keep(&self.former.entries[source], ledger)?;
            }
        }
        Ok(())
    }

    /// Ends the session: what is stale, what is amiss among the documents, the manifest.
    pub(super) fn finish(
        mut self,
        complete: bool,
        mut ledger: Ledger,
        listen: &mut Listen<'_>,
    ) -> Result<(), Error> {
        self.pass(None, &mut ledger)?;
        let Run { options, session, stop, .. } = *self.run;
        let complete = complete && session.whole && !stop.load(Ordering::Relaxed);
        // Only the first of several shares looks at what belongs to none of them.
        let own = options.share.is_none_or(|share| share.number == 1);
        let mut stale = Vec::new();
        for (file, left) in std::mem::take(&mut self.left) {
            let folder = Path::new(&session.name);
            let path = options.out.join(folder).join(&file);
            let elsewhere = options.share.is_some() && session.path.join(&left.source).is_file();
            if elsewhere || !path.is_file() {
                continue;
            }
            let removed = complete && own && options.prune;
            if removed {
                std::fs::remove_file(&path)
                    .map_err(|error| Error::io(messages::cannot_remove, &path, error))?;
            } else {
                stale.push(left);
            }
            if complete && own {
                listen(Event::Stale(&folder.join(&file), removed));
            }
        }
        let mut warnings = Vec::new();
        if complete && options.share.is_none() {
            for wrong in self.numbers.check() {
                let finding = wrong_number(&session.path.join(&wrong.source), &wrong);
                listen(Event::Amiss(&finding));
                warnings.push(Remark::of(&finding));
            }
        }
        ledger.finish(stale, warnings)
    }
}

fn doubled(path: &Path, other: &str) -> Diagnostic {
    let other = path.with_file_name(other);
    let message = messages::doubled_reference(other.display().to_string());
    at_field(path, "reference", Severity::Error, message)
}

/// A finding at a field of a document's front matter.
pub(super) fn at_field(path: &Path, field: &str, severity: Severity, message: Message) -> Diagnostic {
    // The file was read a moment ago; if it is gone, its name alone is shown.
    let source = Source::read(path).unwrap_or_else(|_| Source::new(path.display().to_string(), ""));
    let document = Document::parse(source.clone(), &mut Vec::new());
    let span = document.and_then(|document| match field {
        "number" => document.front_matter.number.map(|number| number.span),
        _ => document.front_matter.reference.map(|reference| reference.span),
    });
    Diagnostic { severity, message, source, range: span.map_or(0..0, crate::source::Span::range) }
}

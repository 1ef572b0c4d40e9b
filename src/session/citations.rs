//! The references of a document's text, looked up in the archive.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::document::Prepared;
use super::workshop::Workshop;
use crate::diagnostic::{Diagnostic, Error};
use crate::model::{Citation, citations};
use crate::source::{Source, folder_of};

/// The codes of what is found: it depends on other documents, so it is looked up at every build.
pub(super) const CODES: [&str; 2] = ["GR-0122", "GR-0124"];

/// What is amiss with the references of a document.
///
/// # Errors
///
/// When a register of references is wrong.
pub fn judge(
    workshop: &Workshop,
    path: &Path,
    prepared: &Prepared,
    jobs: usize,
) -> Result<Vec<Diagnostic>, Error> {
    let cited = citations(&prepared.resolution, &prepared.style.lexicon);
    let own = prepared.resolution.preface.reference.value.as_str();
    judge_all(workshop, path, own, &cited, &prepared.files.document, jobs)
}

/// What is amiss with these citations in the source of the document `own`. The archive is read when the first document cites another.
pub(super) fn judge_all(
    workshop: &Workshop,
    path: &Path,
    own: &str,
    cited: &[Citation],
    source: &Arc<Source>,
    jobs: usize,
) -> Result<Vec<Diagnostic>, Error> {
    if cited.is_empty() {
        return Ok(Vec::new());
    }
    let archive = workshop.archive(folder_of(path), jobs)?;
    let Some((_, style)) = workshop.basis(path)? else { return Ok(Vec::new()) };
    let mut seen = BTreeSet::new();
    let finding = |citation: &Citation| {
        let message = archive.judge(citation, own, &style.lexicon)?;
        Some(Diagnostic::warning(Arc::clone(source), citation.at.0..citation.at.1, message))
    };
    // What is cited again is not said again.
    let found = cited.iter().filter_map(finding);
    Ok(found.filter(|finding| seen.insert(finding.message.clone())).collect())
}

//! The proof that every file is what its source makes: each is built again in memory, and compared byte by byte.

use std::path::Path;

use super::document::Form;
use super::manifest::Entry;
use super::status::{Condition, Finding, survey};
use super::workshop::Workshop;
use crate::diagnostic::Error;
use crate::font::Shaper;
use crate::source::{Digest, SessionFolder};

/// Compares every file of a session with its entry in the manifest and with what its sources make now.
///
/// # Errors
///
/// When a style is wrong or a manifest cannot be read.
pub fn verify(
    workshop: &Workshop,
    session: &SessionFolder,
    out: &Path,
    jobs: usize,
) -> Result<Vec<Finding>, Error> {
    survey(workshop, session, out, jobs, |path, entry| again(workshop, path, entry))
}

/// Whether a document comes out as it is recorded.
fn again(workshop: &Workshop, path: &Path, entry: &Entry) -> Result<Condition, Error> {
    let mut diagnostics = Vec::new();
    let Some(prepared) = workshop.prepare(path, false, &mut diagnostics)? else {
        return Ok(Condition::Failed);
    };
    // A standard that is none would have been another fingerprint.
    let Ok(standard) = entry.standard.parse() else { return Ok(Condition::Different) };
    let form = Form { standard, proof: entry.proof.is_some(), audit: false };
    let mut shaper = Shaper::new(&prepared.style.fonts);
    let Some(built) = prepared.set(&form, &mut shaper, &mut diagnostics) else {
        return Ok(Condition::Failed);
    };
    let proof = built.proof.as_ref().map(|(_, bytes)| Digest::of(bytes));
    let recorded = (entry.pages, entry.title.as_str(), entry.text, entry.bytes);
    let same = Digest::of(&built.bytes) == entry.sha256
        && proof == entry.proof.as_ref().map(|proof| proof.sha256)
        && recorded == (built.pages, built.title.as_str(), built.text, built.bytes.len() as u64);
    Ok(if same { Condition::Current } else { Condition::Different })
}

//! What a translation keeps of the version that it was made from: the field `translated-from` of its front matter.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::concord::{Versions, groups, language_name, origin, words};
use super::output::write_whole;
use super::workshop::Workshop;
use crate::diagnostic::{Diagnostic, Error, messages};
use crate::model::Language;
use crate::source::{Document, SessionFolder, Source};

/// A translation whose field was written, or what keeps it from being.
pub type Recorded = Result<(PathBuf, String), Diagnostic>;

/// Writes into every translation of a session that is asked for which version it was made from, as that one is now. The file
/// is otherwise kept byte for byte; one that says so already is not written.
///
/// # Errors
///
/// When the folder cannot be read, a table is wrong, or a file cannot be written.
pub fn record(
    workshop: &Workshop,
    session: &SessionFolder,
    versions: &Versions,
) -> Result<Vec<Recorded>, Error> {
    let words = words(workshop)?;
    let (groups, base, languages) = groups(session, versions, &words)?;
    let mut recorded = Vec::new();
    for group in groups {
        for (language, path) in &group.files {
            let asked = languages.contains(language) && session.documents.contains(path);
            if asked && *language != base {
                recorded.push(record_one(path, base, group.files.get(&base))?);
            }
        }
    }
    Ok(recorded)
}

fn record_one(path: &Path, language: Language, base: Option<&PathBuf>) -> Result<Recorded, Error> {
    let read = |path: &Path| Source::read(path).map_err(|fault| *fault);
    let source = match read(path) {
        Ok(source) => source,
        Err(fault) => return Ok(Err(fault)),
    };
    let Some(base) = base else {
        let message = messages::no_base_to_record(language_name(language));
        return Ok(Err(Diagnostic::error(source, 0..0, message)));
    };
    let base = match read(base) {
        Ok(base) => base,
        Err(fault) => return Ok(Err(fault)),
    };
    let origin = origin(language, base.digest);
    let text = match with_origin(&source, &origin) {
        Ok(text) => text,
        Err(fault) => return Ok(Err(fault)),
    };
    if text != source.text {
        // The mark that some editors begin a file with is no part of the text.
        let bytes = std::fs::read(path).map_err(|error| Error::io(messages::cannot_read, path, error))?;
        let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
        write_whole(path, format!("{mark}{text}").as_bytes())?;
    }
    Ok(Ok((path.to_path_buf(), origin)))
}

/// The text of a source with the field: in its place, or in a line of its own after that of the reference.
fn with_origin(source: &Arc<Source>, origin: &str) -> Result<String, Diagnostic> {
    let mut diagnostics = Vec::new();
    let front_matter =
        Document::parse(Arc::clone(source), &mut diagnostics).map(|document| document.front_matter);
    let text = &source.text;
    if let Some(field) = front_matter.as_ref().and_then(|front_matter| front_matter.translated_from.as_ref())
    {
        let range = field.span.range();
        return Ok(format!("{}\"{origin}\"{}", &text[..range.start], &text[range.end..]));
    }
    let Some(reference) = front_matter.and_then(|front_matter| front_matter.reference) else {
        let missing = || Diagnostic::error(Arc::clone(source), 0..0, messages::no_front_matter());
        return Err(diagnostics.into_iter().next().unwrap_or_else(missing));
    };
    let from = reference.span.range().end;
    let end = text[from..].find('\n').map_or(text.len(), |at| from + at + 1);
    let line_end = if text[..end].ends_with("\r\n") { "\r\n" } else { "\n" };
    Ok(format!("{}translated-from = \"{origin}\"{line_end}{}", &text[..end], &text[end..]))
}

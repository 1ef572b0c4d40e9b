//! The volume of a session: its documents in one file, with a title page, contents, indexes and votes.
//!
//! ```text
//! documents ─ prepare and lay out, in parallel ─ pieces in their order
//!           ─ apparatus (front: title page, contents; back: indexes, votes), until its pages no longer move ─ bind ─ PDF
//! ```
//!
//! The pages of the documents are those of their own files: nothing is broken anew. What changes is that references to
//! other documents of the volume become links, and where the style wants it the folios.

mod apparatus;
mod bind;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::citations::judge;
use super::document::{Form, Prepared};
use super::lock::Lock;
use super::output::Staged;
use super::pool;
use super::workshop::Workshop;
use crate::diagnostic::{Diagnostic, Error, has_errors, messages, once};
use crate::font::Shaper;
use crate::layout::Layout;
use crate::model::{Language, Session};
use crate::source::SessionFolder;
use crate::style::{Folios, StyleSet};

/// How a volume is made.
#[derive(Debug, Clone)]
pub struct VolumeOptions {
    /// The folder to write to.
    pub out: PathBuf,
    /// How many documents are set at once; 0 for as many as the machine has processors.
    pub jobs: usize,
    /// What the file claims to be, and whether it is opened again.
    pub form: Form,
    /// The folios, where they are not the style's.
    pub folios: Option<Folios>,
    /// The language; all that the session has where it is `None`.
    pub language: Option<Language>,
}

/// A volume that was made, or what kept it from being made.
#[derive(Debug)]
pub struct Volume {
    /// Its language.
    pub language: Language,
    /// The file below the output folder, its pages and its bytes; `None` when it was not written.
    pub written: Option<(PathBuf, usize, usize)>,
    /// How many documents it has.
    pub documents: usize,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// A document of a volume.
struct Piece {
    prepared: Prepared,
    layout: Layout,
}

/// What a volume is made from.
struct Plan<'a> {
    session: &'a Session,
    style: Arc<StyleSet>,
    folios: Folios,
    pieces: Vec<Piece>,
}

/// Makes the volumes of a session, one a language. A volume is written whole or not at all: not when a document has an
/// error.
///
/// # Errors
///
/// When a style is wrong or has no words for a volume, or a file cannot be written.
pub fn volume(
    workshop: &Workshop,
    folder: &SessionFolder,
    options: &VolumeOptions,
    waiting: impl FnOnce(),
) -> Result<Vec<Volume>, Error> {
    let _lock = Lock::take(&options.out, None, waiting)?;
    let mut languages: BTreeMap<Language, Vec<PathBuf>> = BTreeMap::new();
    for document in &folder.documents {
        if let Ok(language) = Language::of_file_name(&super::run::file_name(document))
            && options.language.is_none_or(|wanted| wanted == language)
        {
            languages.entry(language).or_default().push(document.clone());
        }
    }
    let volumes = languages.into_iter();
    volumes.map(|(language, documents)| one(workshop, folder, &documents, language, options)).collect()
}

fn one(
    workshop: &Workshop,
    folder: &SessionFolder,
    documents: &[PathBuf],
    language: Language,
    options: &VolumeOptions,
) -> Result<Volume, Error> {
    let mut diagnostics = Vec::new();
    let mut pieces = Vec::with_capacity(documents.len());
    let book = workshop.library().fonts()?;
    let never = AtomicBool::new(false);
    let set = |shaper: &mut Shaper<'_>, path: &PathBuf| -> Result<_, Error> {
        let mut found = Vec::new();
        let Some(prepared) = workshop.prepare(path, false, &mut found)? else { return Ok((None, found)) };
        found.extend(judge(workshop, path, &prepared, options.jobs)?);
        let layout = prepared.lay_out(shaper, &mut found);
        Ok((layout.map(|layout| Piece { prepared, layout }), found))
    };
    pool::in_order(
        documents,
        options.jobs,
        &never,
        || Shaper::new(&book),
        set,
        |_, result| {
            let (piece, found) = result?;
            diagnostics.extend(found);
            pieces.extend(piece);
            Ok::<(), Error>(())
        },
    )?;
    once(&mut diagnostics);
    let mut volume = Volume { language, written: None, documents: pieces.len(), diagnostics };
    let Some(path) = documents.first().filter(|_| !has_errors(&volume.diagnostics)) else {
        return Ok(volume);
    };
    let Some((session, style)) = workshop.basis(path)? else { return Ok(volume) };
    if style.labels.volume.is_none() {
        let source = Arc::clone(&style.labels_source);
        return Err(Diagnostic::error(source, 0..0, messages::no_volume_words(&style.name)).into());
    }
    order(&mut pieces, &session, &mut volume.diagnostics);
    let folios = options.folios.unwrap_or(style.house.volume.folios);
    let plan = Plan { session: &session, style, folios, pieces };
    let mut shaper = Shaper::new(&book);
    let Some((bytes, pages)) = bind::bind(plan, options.form, &mut shaper, &mut volume.diagnostics) else {
        return Ok(volume);
    };
    let file = PathBuf::from(&folder.name).join(format!("volume.{language}.pdf"));
    let target = options.out.join(&file);
    let session_out = options.out.join(&folder.name);
    std::fs::create_dir_all(&session_out)
        .map_err(|error| Error::io(messages::cannot_create, &session_out, error))?;
    Staged::write(target, "all", &bytes)?.commit()?;
    volume.written = Some((file, pages, bytes.len()));
    Ok(volume)
}

/// Puts the documents in the order of the session's data, those that it does not name behind, by their numbers.
fn order(pieces: &mut [Piece], session: &Session, diagnostics: &mut Vec<Diagnostic>) {
    let reference = |piece: &Piece| piece.prepared.resolution.preface.reference.value.to_string();
    let known: Vec<String> = pieces.iter().map(reference).collect();
    for named in &session.order {
        if !known.contains(&named.value) {
            let message = messages::no_such_document(&named.value);
            let source = Arc::clone(&session.source);
            diagnostics.push(Diagnostic::warning(source, named.span.range(), message));
        }
    }
    let place = |piece: &Piece| {
        let own = reference(piece);
        session.order.iter().position(|named| named.value == own).unwrap_or(usize::MAX)
    };
    pieces.sort_by_cached_key(|piece| (place(piece), piece.prepared.resolution.preface.number.value));
}

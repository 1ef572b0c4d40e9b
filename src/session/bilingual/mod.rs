//! A proof of two versions of each document beside each other, aligned part by part, with what differs marked.

mod order;
mod proof;
mod rows;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::concord::{
    Group, Place, Read, Versions, compare_versions, groups, language_name, read, source, words,
};
use super::document::Form;
use super::lock::Lock;
use super::output::Staged;
use super::pool;
use super::workshop::Workshop;
use crate::concord::Words;
use crate::diagnostic::{Diagnostic, Error, messages, once};
use crate::font::Shaper;
use crate::layout::Mark;
use crate::model::Language;
use crate::source::SessionFolder;

/// How the proofs are made.
#[derive(Debug, Clone)]
pub struct BilingualOptions {
    /// The folder to write to.
    pub out: PathBuf,
    /// How many documents are set at once; 0 for as many as the machine has processors.
    pub jobs: usize,
    /// What the files claim to be, and whether they are opened again.
    pub form: Form,
    /// The language at the left, which the other is held against, and the one at the right.
    pub languages: [Language; 2],
}

/// A document that has one of the versions at least, set or not.
#[derive(Debug)]
pub struct Bilingual {
    /// Whether it has both versions.
    pub paired: bool,
    /// The file below the output folder, its pages and its bytes; `None` when it was not written.
    pub written: Option<(PathBuf, usize, usize)>,
    /// How many differences are marked.
    pub marked: usize,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that is set.
struct Proof {
    path: PathBuf,
    bytes: Vec<u8>,
    pages: usize,
}

/// Makes a proof of every document that has both versions.
///
/// # Errors
///
/// When a house style, a lexicon or a table of the comparison is wrong, or a file cannot be written.
pub fn bilingual(
    workshop: &Workshop,
    session: &SessionFolder,
    options: &BilingualOptions,
    waiting: impl FnOnce(),
) -> Result<Vec<Bilingual>, Error> {
    let _lock = Lock::take(&options.out, None, waiting)?;
    let words = words(workshop)?;
    let [base, other] = options.languages;
    let versions = Versions { base: Some(base), languages: Some(vec![other]), jobs: options.jobs };
    let (groups, ..) = groups(session, &versions, &words)?;
    let book = workshop.library().fonts()?;
    let mut made = Vec::new();
    pool::in_order(
        &groups,
        options.jobs,
        &AtomicBool::new(false),
        || Shaper::new(&book),
        |shaper, group| one(workshop, group, options, &words, shaper),
        |_, result| {
            let Some((mut bilingual, proof)) = result? else { return Ok(()) };
            if let Some(Proof { path, bytes, pages }) = proof {
                let folder = options.out.join(&session.name);
                std::fs::create_dir_all(&folder)
                    .map_err(|error| Error::io(messages::cannot_create, &folder, error))?;
                Staged::write(options.out.join(&path), "all", &bytes)?.commit()?;
                bilingual.written = Some((path, pages, bytes.len()));
            }
            made.push(bilingual);
            Ok::<(), Error>(())
        },
    )?;
    Ok(made)
}

/// Sets one document; `None` when it has neither version.
fn one(
    workshop: &Workshop,
    group: &Group,
    options: &BilingualOptions,
    words: &Words,
    shaper: &mut Shaper<'_>,
) -> Result<Option<(Bilingual, Option<Proof>)>, Error> {
    let [base, other] = options.languages;
    let (first, second) = match (group.files.get(&base), group.files.get(&other)) {
        (Some(first), Some(second)) => (first, second),
        (Some(only), None) => return Ok(Some((lacking(group, &read(workshop, only)?, other), None))),
        (None, Some(only)) => return Ok(Some((lacking(group, &read(workshop, only)?, base), None))),
        (None, None) => return Ok(None),
    };
    let mut diagnostics = Vec::new();
    let prepared = [first, second].map(|path| workshop.prepare(path, false, &mut diagnostics));
    let [one, two] = prepared;
    let (read_first, read_second) = (read(workshop, first)?, read(workshop, second)?);
    let (differences, alignment) = compare_versions(group, (base, &read_first), (other, &read_second), words);
    let mut bilingual = Bilingual { paired: true, written: None, marked: differences.len(), diagnostics };
    let (one, two) = (one?, two?);
    once(&mut bilingual.diagnostics);
    let (Some(one), Some(two)) = (one, two) else { return Ok(Some((bilingual, None))) };
    let marks = |side: usize| -> Vec<Mark> {
        let own = |place: &Place| place.range.start as u32;
        let places = differences.iter().map(|difference| {
            let place = if side == 0 { &difference.base } else { &difference.other };
            (place, difference.message.code())
        });
        places
            .filter_map(|(place, code)| Some(Mark { at: own(place.as_ref()?), code: code.to_owned() }))
            .collect()
    };
    let marks = [marks(0), marks(1)];
    let proof = proof::set([one, two], &alignment, &marks, options, shaper, &mut bilingual.diagnostics);
    Ok(Some((bilingual, proof)))
}

/// A document that nothing can stand beside.
fn lacking(group: &Group, only: &Read, language: Language) -> Bilingual {
    let message = messages::no_version(group.name(), language_name(language));
    let diagnostics = vec![Diagnostic::warning(source(only), 0..0, message)];
    Bilingual { paired: false, written: None, marked: 0, diagnostics }
}

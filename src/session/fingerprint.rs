//! What identifies everything that a document is made from, so that it is built anew when any of it has changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::ledger::Set;
use super::manifest::PROGRAM;
use crate::model::Session;
use crate::pdf::Standard;
use crate::source::Digest;
use crate::style::StyleSet;

/// What the documents of one language in a session share.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    /// The name of the set: the style, the language, and the beginning of its digest.
    pub(super) name: String,
    /// The files with their digests.
    pub(super) set: Set,
    digest: Digest,
}

impl Shared {
    /// The set of a style and a session.
    pub(super) fn new(style: &StyleSet, session: &Session) -> Self {
        let mut set = style.inputs.clone();
        set.insert(Session::FILE_NAME.to_owned(), session.source.digest);
        let digest = digest_of(&set);
        let name = format!("{}.{}.{}", style.name, style.language, &digest.to_string()[..8]);
        Self { name, set, digest }
    }

    /// The fingerprint of a document that is made from these inputs besides.
    pub(super) fn fingerprint(&self, standard: Standard, inputs: &BTreeMap<String, Digest>) -> Digest {
        let own = digest_of(inputs);
        Digest::of_all([PROGRAM.as_bytes(), standard.name.as_bytes(), self.digest.as_bytes(), own.as_bytes()])
    }
}

fn digest_of(files: &BTreeMap<String, Digest>) -> Digest {
    Digest::of_all(files.iter().flat_map(|(name, digest)| [name.as_bytes(), digest.as_bytes()]))
}

/// What the names of inputs begin with that are of the library and not of the session's folder; no picture has such a name.
const OF_LIBRARY: char = '/';

/// The name of a file of the library among the inputs of a document.
pub(super) fn library_name(file: &str) -> String {
    format!("{OF_LIBRARY}{file}")
}

/// Where an input of a document is.
pub(super) fn place(name: &str, folder: &Path, library: &Path) -> PathBuf {
    match name.strip_prefix(OF_LIBRARY) {
        Some(file) => library.join(file),
        None => folder.join(name),
    }
}

/// Whether the files of a session's folder, and of the library, still have these digests; `source` has been read already.
pub(super) fn inputs_are(
    inputs: &BTreeMap<String, Digest>,
    (folder, library): (&Path, &Path),
    source: &str,
    digest: Digest,
) -> bool {
    inputs.get(source) == Some(&digest)
        && inputs.iter().filter(|(name, _)| *name != source).all(|(name, known)| {
            std::fs::read(place(name, folder, library)).is_ok_and(|bytes| Digest::of(&bytes) == *known)
        })
}

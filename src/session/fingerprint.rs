//! What identifies everything that a document is made from, so that it is built anew when any of it has changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::ledger::Set;
use super::manifest::PROGRAM;
use crate::model::Session;
use crate::pdf::Standard;
use crate::source::Digest;
use crate::style::{Shelf, StyleSet};

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

/// The digest of an input of a document as it is now, in the folder of its session or in the library.
pub(super) fn digest_now(name: &str, folder: &Path, library: &Shelf) -> Option<Digest> {
    match name.strip_prefix(OF_LIBRARY) {
        Some(file) => library.read(file).ok().map(|content| content.digest),
        None => std::fs::read(folder.join(name)).ok().map(|bytes| Digest::of(&bytes)),
    }
}

/// Whether the files of a session's folder, and of the library, still have these digests; `source` has been read already.
pub(super) fn inputs_are(
    inputs: &BTreeMap<String, Digest>,
    (folder, library): (&Path, &Shelf),
    source: &str,
    digest: Digest,
) -> bool {
    inputs.get(source) == Some(&digest)
        && inputs
            .iter()
            .filter(|(name, _)| *name != source)
            .all(|(name, known)| digest_now(name, folder, library) == Some(*known))
}

//! The folders that are to be watched at this moment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::scope::{Scope, resolve};
use crate::model::Session;
use crate::source::{discover, folder_of};

/// How deep a folder is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Depth {
    /// Its entries.
    Folder,
    /// Everything in it.
    Tree,
}

/// Every folder to be watched. One that is missing is stood for by the nearest above it that is there; the folder
/// above tells when one comes, goes or is moved.
pub(super) fn targets(scope: &Scope) -> BTreeMap<PathBuf, Depth> {
    let mut targets = BTreeMap::new();
    for folder in scope.folders() {
        if folder.is_dir() {
            add(&mut targets, &folder, Depth::Tree);
            if let Some(above) = folder.parent() {
                add(&mut targets, above, Depth::Folder);
            }
        } else if let Some(above) = folder.ancestors().find(|above| above.is_dir()) {
            add(&mut targets, above, Depth::Folder);
        }
    }
    add(&mut targets, &scope.root, Depth::Folder);
    for path in &scope.paths {
        let folder = if path.is_file() { folder_of(path) } else { path };
        if folder.join(Session::FILE_NAME).is_file() {
            beside(folder, &mut targets);
        }
    }
    // A document may be a link to a file of another folder.
    for path in discover(&scope.paths).unwrap_or_default().documents().filter(|path| path.is_symlink()) {
        add(&mut targets, folder_of(&resolve(path)), Depth::Folder);
    }
    targets
}

/// The sessions beside one: their documents may be cited.
fn beside(session: &Path, targets: &mut BTreeMap<PathBuf, Depth>) {
    let entries = session.parent().and_then(|above| fs::read_dir(above).ok());
    for entry in entries.into_iter().flatten().flatten() {
        let folder = entry.path();
        if folder.join(Session::FILE_NAME).is_file() {
            add(targets, &folder, Depth::Folder);
        }
    }
}

fn add(targets: &mut BTreeMap<PathBuf, Depth>, folder: &Path, depth: Depth) {
    let known = targets.entry(folder.to_path_buf()).or_insert(depth);
    *known = depth.max(*known);
}

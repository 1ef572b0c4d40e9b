//! Where the files of the library stand: in a folder on disk, and behind it in the program.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::source::{Digest, MAX_SOURCE_BYTES, Source};

/// A file that the program carries.
#[derive(Debug)]
struct Embedded {
    /// Its name, as `templates/interpol/style.toml`.
    name: &'static str,
    bytes: &'static [u8],
    digest: Digest,
}

/// The files of `templates/` and `fonts/`, in the order of their names, as they were when the program was built. They
/// are kept as they are, and their digests are known: nothing is unpacked, copied or digested when the program starts.
static EMBEDDED: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// What stands before the name of a file of the program, where a file on disk has its folder.
const PROGRAM: &str = "<greffe>";

/// A folder of the library. A file is sought on disk first and then in the program, each file for itself: a project may
/// have a style of its own and take lexicons and fonts from the program, or change one file of a style.
///
/// A file on disk that cannot be read is an error: it is never passed over for the one in the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// The folder on disk; `None` where the program stands alone.
    root: Option<PathBuf>,
    /// The folder below it, as `templates/interpol`; empty for the library itself.
    folder: String,
}

/// A file that has been read.
#[derive(Debug, Clone)]
pub struct Content {
    /// Its bytes; those of the program are not copied.
    pub bytes: Cow<'static, [u8]>,
    /// Their digest.
    pub digest: Digest,
}

/// Where a file stands.
enum Place {
    Disk(PathBuf),
    Program(&'static Embedded),
}

impl Shelf {
    /// The library of a folder that holds `templates/` or `fonts/`, and behind it the program's.
    pub fn over(root: &Path) -> Self {
        Self { root: Some(root.to_path_buf()), folder: String::new() }
    }

    /// The library of the program alone.
    pub fn program() -> Self {
        Self { root: None, folder: String::new() }
    }

    /// A folder of this one; parts are separated by `/`.
    #[must_use]
    pub fn folder(&self, name: &str) -> Self {
        Self { root: self.root.clone(), folder: self.name(name) }
    }

    fn name(&self, file: &str) -> String {
        if self.folder.is_empty() { file.to_owned() } else { format!("{}/{file}", self.folder) }
    }

    /// Where a file is looked for on disk.
    fn on_disk(&self, file: &str) -> Option<PathBuf> {
        self.root.as_ref().map(|root| root.join(&self.folder).join(file))
    }

    fn place(&self, file: &str) -> Option<Place> {
        // A link that leads nowhere is there, and so is what may not be looked at: both will be errors.
        let absent =
            |error: io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        let disk = self.on_disk(file).filter(|path| !path.symlink_metadata().is_err_and(absent));
        disk.map(Place::Disk).or_else(|| embedded(&self.name(file)).map(Place::Program))
    }

    /// Where a file is: its path, or its name behind `<greffe>`; where it would be, when there is none.
    pub fn shown(&self, file: &str) -> PathBuf {
        match self.place(file) {
            Some(Place::Disk(path)) => path,
            Some(Place::Program(_)) => Path::new(PROGRAM).join(self.name(file)),
            None => self.on_disk(file).unwrap_or_else(|| Path::new(PROGRAM).join(self.name(file))),
        }
    }

    /// Whether there is such a file.
    pub fn has(&self, file: &str) -> bool {
        self.place(file).is_some_and(|place| match place {
            Place::Disk(path) => path.is_file(),
            Place::Program(_) => true,
        })
    }

    /// Whether a file is the program's.
    pub fn is_embedded(&self, file: &str) -> bool {
        matches!(self.place(file), Some(Place::Program(_)))
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When there is none, or the one on disk cannot be read.
    pub fn read(&self, file: &str) -> io::Result<Content> {
        match self.place(file) {
            Some(Place::Program(embedded)) => Ok(embedded.content()),
            Some(Place::Disk(path)) => {
                if path.metadata()?.len() > MAX_SOURCE_BYTES {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                let bytes = std::fs::read(path)?;
                Ok(Content { digest: Digest::of(&bytes), bytes: Cow::Owned(bytes) })
            }
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Reads a file of text.
    ///
    /// # Errors
    ///
    /// As [`Source::read`].
    pub fn source(&self, file: &str) -> Result<Arc<Source>, Box<Diagnostic>> {
        match self.place(file) {
            Some(Place::Program(embedded)) => {
                let name = self.shown(file).display().to_string();
                Source::from_known_bytes(name, embedded.bytes.to_vec(), embedded.digest)
            }
            _ => Source::read(&self.shown(file)),
        }
    }

    /// The entries of the folder on disk, if there is one.
    fn entries(&self) -> impl Iterator<Item = std::fs::DirEntry> {
        let disk = self.root.as_ref().map(|root| root.join(&self.folder));
        disk.and_then(|disk| std::fs::read_dir(disk).ok()).into_iter().flatten().flatten()
    }

    /// The names of the folders on disk that hold a file of this name, sorted.
    pub fn folders_on_disk(&self, file: &str) -> Vec<String> {
        let holding = self.entries().filter(|entry| entry.path().join(file).is_file());
        let mut names: Vec<String> =
            holding.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// The names of the folders in this one that hold a file of this name, on disk or in the program, sorted.
    pub fn folders_with(&self, file: &str) -> Vec<String> {
        let mut names: BTreeSet<String> = self.folders_on_disk(file).into_iter().collect();
        let start = self.name("");
        names.extend(EMBEDDED.iter().filter_map(|embedded| {
            let folder = embedded.name.strip_prefix(&start)?.strip_suffix(file)?.strip_suffix('/')?;
            (!folder.contains('/')).then(|| folder.to_owned())
        }));
        names.into_iter().collect()
    }

    /// The names of the files of this folder, without those of the folders in it, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut names = BTreeSet::new();
        for entry in self.entries() {
            if entry.path().is_file() {
                names.insert(entry.file_name().to_string_lossy().into_owned());
            }
        }
        let start = self.name("");
        let below = EMBEDDED.iter().filter_map(|embedded| embedded.name.strip_prefix(&start));
        names.extend(below.filter(|name| !name.contains('/')).map(str::to_owned));
        names.into_iter().collect()
    }
}

impl Embedded {
    fn content(&self) -> Content {
        Content { bytes: Cow::Borrowed(self.bytes), digest: self.digest }
    }
}

fn embedded(name: &str) -> Option<&'static Embedded> {
    EMBEDDED.binary_search_by(|embedded| embedded.name.cmp(name)).ok().map(|at| &EMBEDDED[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_carries_the_folders_as_they_are() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(EMBEDDED.is_sorted_by(|one, other| one.name < other.name));
        for file in EMBEDDED {
            let bytes = std::fs::read(root.join(file.name)).expect(file.name);
            assert!(bytes == file.bytes && Digest::of(&bytes) == file.digest, "{}", file.name);
        }
        for part in ["fonts/fonts.toml", "templates/archipels/emblem.svg", "templates/lexicon/fr/bound.toml"]
        {
            assert!(embedded(part).is_some(), "{part}");
        }
    }
}

//! What the program writes to begin with: a project, a session, a document; each complete, commented, and ready to be
//! changed. No file that is there is ever written over.
//!
//! The texts stand in `src/starter/files`. In those that every language shares, a line that begins with a code, as
//! `#fr`, is a comment in this language.

mod document;
mod known;
mod pattern;
mod project;
mod session;
mod skeleton;
mod words;

pub use document::NewDocument;
pub use known::{session_folder, sessions_in};
pub use pattern::Facts;
pub use project::{Begun, init};
pub use session::{Names, NewSession};
pub(crate) use words::quoted;
pub use words::slug;

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Error, Message, messages};
use crate::source::folder_of;

/// The languages that comments are written in: French, and English.
pub const COMMENTS: [&str; 2] = ["fr", "en"];

/// Files that are about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The files with their texts.
    pub files: Vec<(PathBuf, String)>,
    /// What was settled that nobody asked for, a sentence each.
    pub settled: Vec<Message>,
}

impl Plan {
    /// Writes the files.
    ///
    /// # Errors
    ///
    /// When one of them is there already: then none is written; or when one cannot be written.
    pub fn write(&self) -> Result<(), Error> {
        let there = self.files.iter().find(|(path, _)| path.symlink_metadata().is_ok());
        if let Some((path, _)) = there {
            return Err(is_there(path));
        }
        self.files.iter().try_for_each(|(path, text)| write_new(path, text.as_bytes()))
    }
}

fn is_there(path: &Path) -> Error {
    Error::Refused(messages::already_there(path.display().to_string()))
}

/// Writes a file that is not there yet, with its folders.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(|error| Error::io(messages::cannot_create, folder, error))?;
    let mut file = File::create_new(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => is_there(path),
        _ => Error::io(messages::cannot_write, path, error),
    })?;
    file.write_all(bytes).map_err(|error| {
        // What could not be finished is not left behind.
        let _ = fs::remove_file(path);
        Error::io(messages::cannot_write, path, error)
    })
}

//! Files that appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Error, messages};

/// A file that has been written beside its place; it is gone when it is dropped.
#[derive(Debug)]
pub(super) struct Staged {
    temporary: Option<PathBuf>,
    path: PathBuf,
}

/// The ending of a file that is not yet in its place; its name begins with a full stop.
const PART: &str = ".part";

impl Staged {
    /// Writes the bytes beside `path`, whose folder is there.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; nothing is left of it then.
    pub(super) fn write(path: PathBuf, lane: &str, bytes: &[u8]) -> Result<Self, Error> {
        let temporary = temporary(&path, lane);
        let staged = Self { temporary: Some(temporary.clone()), path };
        let written = File::create(&temporary).and_then(|mut file| file.write_all(bytes));
        match written {
            Ok(()) => Ok(staged),
            Err(error) => Err(Error::io(messages::cannot_write, &staged.path, error)),
        }
    }

    /// Moves the file to its place; one that was there before is replaced in the same moment.
    ///
    /// # Errors
    ///
    /// When it cannot be moved; what was there before is then untouched.
    pub(super) fn commit(mut self) -> Result<(), Error> {
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        fs::rename(&temporary, &self.path).map_err(|error| {
            let _ = fs::remove_file(&temporary);
            Error::io(messages::cannot_write, &self.path, error)
        })
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // What could not be finished is not left behind; a file that is gone is what was wanted.
            let _ = fs::remove_file(temporary);
        }
    }
}

/// The name under which a file is written before it is moved to its place. Only one build at a time writes in a lane.
pub(super) fn temporary(path: &Path, lane: &str) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.{lane}{PART}"))
}

/// Removes what killed builds have left in a folder: every file that never came to its place; where others may be at
/// work, those of one lane only.
pub(super) fn sweep(folder: &Path, lane: Option<&str>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let own = lane.is_none_or(|lane| name.ends_with(&format!(".{lane}{PART}")));
        if name.starts_with('.') && name.ends_with(PART) && own {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes a file beside its place and moves it there, on the disk before this returns: for what cannot be made again.
///
/// # Errors
///
/// When the folder or the file cannot be written; the file that was there before is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = crate::source::folder_of(path);
    fs::create_dir_all(folder).map_err(|error| Error::io(messages::cannot_create, folder, error))?;
    // The process's number keeps two runs from writing the same temporary file.
    let staged = Staged::write(path.to_path_buf(), &std::process::id().to_string(), bytes)?;
    if let Some(temporary) = &staged.temporary {
        let synced = File::open(temporary).and_then(|file| file.sync_data());
        synced.map_err(|error| Error::io(messages::cannot_write, path, error))?;
    }
    staged.commit()
}

//! Files that appear whole or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use crate::diagnostic::Error;

/// Writes a file beside its place and moves it there; a file of the same bytes is left as it is.
///
/// # Errors
///
/// When the folder or the file cannot be written; the file that was there before is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Error::io("cannot create", folder, error))?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    // The process's number keeps two runs from writing the same temporary file; it is gone when they end.
    let temporary = folder.join(format!(".{name}.{}.part", std::process::id()));
    let written = (|| {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        drop(file);
        fs::rename(&temporary, path)
    })();
    written.map_err(|error| {
        // What could not be finished is not left behind.
        let _ = fs::remove_file(&temporary);
        Error::io("cannot write", path, error)
    })
}

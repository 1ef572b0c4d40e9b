//! Reading a file that other programs may be writing.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use super::MAX_SOURCE_BYTES;

/// Why a file was not read.
pub(super) enum Fault {
    /// What the system said.
    Io(io::Error),
    /// It has more bytes than a source may have: so many.
    Large(u64),
    /// It was another each time.
    Changing,
}

/// How often a file that changes is read again.
const ATTEMPTS: usize = 4;

/// The bytes of a file as one program left them: when its size or its time has changed while it was read, it is
/// read again.
pub(super) fn whole(path: &Path) -> Result<Vec<u8>, Fault> {
    // Opening a pipe would wait for a writer.
    let data = std::fs::metadata(path).map_err(Fault::Io)?;
    if !data.is_file() {
        return Err(Fault::Io(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file of text")));
    }
    let mut file = File::open(path).map_err(Fault::Io)?;
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            // A writer that is at work gets a moment; an editor has put another file in the place of this one.
            std::thread::sleep(std::time::Duration::from_millis(2 << attempt));
            file = File::open(path).map_err(Fault::Io)?;
        }
        let before = file.metadata().map_err(Fault::Io)?;
        if before.len() > MAX_SOURCE_BYTES {
            return Err(Fault::Large(before.len()));
        }
        let mut bytes = Vec::with_capacity(before.len() as usize + 1);
        // What grows while it is read is read no further than a source may reach.
        let most = MAX_SOURCE_BYTES + 1;
        file.by_ref().take(most).read_to_end(&mut bytes).map_err(Fault::Io)?;
        let length = bytes.len() as u64;
        if length == most {
            return Err(Fault::Large(length));
        }
        let after = file.metadata().map_err(Fault::Io)?;
        if state(&before) == state(&after) && length == after.len() {
            return Ok(bytes);
        }
    }
    Err(Fault::Changing)
}

/// What changes with the content of a file.
fn state(data: &Metadata) -> (u64, Option<SystemTime>) {
    (data.len(), data.modified().ok())
}

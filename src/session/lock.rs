//! One build at a time in an output folder, or several that have each their share.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::Path;

use super::share::Share;
use crate::diagnostic::{Error, messages};

/// The name of the file that is locked; it stays where it is.
const LOCK: &str = ".greffe.lock";

/// The right to write in an output folder, for as long as it is held. The system gives it back when the program ends,
/// however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    #[expect(dead_code, reason = "they are locked as long as they are open")]
    files: Vec<File>,
}

impl Lock {
    /// Takes the right, after `waiting` has been called if another build has it. A build of a share leaves room for
    /// those of other shares.
    pub(super) fn take(out: &Path, share: Option<Share>, waiting: impl FnOnce()) -> Result<Self, Error> {
        fs::create_dir_all(out).map_err(|error| Error::io(messages::cannot_create, out, error))?;
        let whole = open(out, LOCK)?;
        let Some(share) = share else {
            wait(out, whole.try_lock(), waiting, || whole.lock())?;
            return Ok(Self { files: vec![whole] });
        };
        let own = open(out, &format!("{LOCK}.{}", share.lane()))?;
        let mut waiting = Some(waiting);
        wait(
            out,
            whole.try_lock_shared(),
            || waiting.take().map_or((), |waiting| waiting()),
            || whole.lock_shared(),
        )?;
        wait(out, own.try_lock(), || waiting.take().map_or((), |waiting| waiting()), || own.lock())?;
        Ok(Self { files: vec![whole, own] })
    }
}

fn open(out: &Path, name: &str) -> Result<File, Error> {
    let path = out.join(name);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    file.map_err(|error| Error::io(messages::cannot_write, out, error))
}

fn wait(
    out: &Path,
    tried: Result<(), TryLockError>,
    waiting: impl FnOnce(),
    lock: impl FnOnce() -> std::io::Result<()>,
) -> Result<(), Error> {
    match tried {
        Ok(()) => Ok(()),
        // A file system that knows no locks is used as it is.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(Error::io(messages::cannot_lock, out, error)),
        Err(TryLockError::WouldBlock) => {
            waiting();
            lock().map_err(|error| Error::io(messages::cannot_lock, out, error))
        }
    }
}

//! `greffe fonts`: the files that documents may be set in, and their lock.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Outcome, library};
use crate::diagnostic::Error;
use crate::font::{Change, Embedding, FontBook, Lock, is_font, relock};
use crate::session::write_whole;
use crate::style::{Library, Shelf};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the faces that are locked: family, weight and slant, file, licence.
    List,
    /// Say which files are not as they are locked.
    Check,
    /// Lock the files of `fonts/` as they are now: new ones are added, those that are gone are taken out.
    Lock {
        /// The licence of files that are new, beside them; not needed where there is only one licence.
        #[arg(long, value_name = "FILE")]
        license: Option<String>,
    },
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Error> {
    match &arguments.command {
        Command::List => list(&library(&[])?.shelf().folder("fonts")),
        Command::Check => check(&library(&[])?.shelf().folder("fonts")),
        Command::Lock { license } => lock(license.as_deref()),
    }
}

fn list(folder: &Shelf) -> Result<Outcome, Error> {
    let (lock, _) = Lock::read(folder)?;
    let mut lines = String::new();
    for file in &lock.file {
        let path = folder.shown(file.path.get_ref());
        let content =
            folder.read(file.path.get_ref()).map_err(|error| Error::io("cannot read", &path, error))?;
        let book = FontBook::from_data(content.bytes.into_owned())?;
        for (_, face) in book.faces() {
            let slant = if face.italic { " italic" } else { "" };
            let (family, weight, licence) = (&face.family, face.weight, &file.license);
            // Writing to a string cannot fail.
            let _ = writeln!(lines, "{family}\t{weight}{slant}\t{}\t{licence}", path.display());
        }
    }
    // A reader that has gone away has seen what it wanted.
    let _ = std::io::stdout().write_all(lines.as_bytes());
    Ok(Outcome::Sound)
}

fn check(folder: &Shelf) -> Result<Outcome, Error> {
    let (lock, _) = Lock::read(folder)?;
    let mut faults = Vec::new();
    for file in &lock.file {
        let name = file.path.get_ref();
        let path = folder.shown(name);
        let mut fault = |what: &str| faults.push(format!("{}: {what}", path.display()));
        let Ok(content) = folder.read(name) else {
            fault("it cannot be read");
            continue;
        };
        if content.digest != *file.sha256.get_ref() {
            fault("it is not the file that was locked");
        }
        if !folder.has(&file.license) {
            fault(&format!("its licence `{}` is missing", file.license));
        }
        match FontBook::from_data(content.bytes.into_owned()) {
            Err(_) => fault("it is not a font"),
            Ok(book) if book.faces().any(|(_, face)| face.embedding != Embedding::Allowed) => {
                fault("its licence bits do not allow it to be embedded in parts");
            }
            Ok(_) => {}
        }
    }
    let locked = |name: &str| lock.file.iter().any(|file| file.path.get_ref() == name);
    for name in folder.files().iter().filter(|name| is_font(name) && !locked(name)) {
        // The program may carry more fonts than a project locks.
        if !folder.is_embedded(name) {
            faults
                .push(format!("{}: it is not locked; run `greffe fonts lock`", folder.shown(name).display()));
        }
    }
    let mut written = std::io::stdout();
    for fault in &faults {
        let _ = writeln!(written, "{fault}");
    }
    eprintln!("{} checked: {} not as they should be", lock.file.len(), faults.len());
    Ok(if faults.is_empty() { Outcome::Sound } else { Outcome::Faulty })
}

fn lock(license: Option<&str>) -> Result<Outcome, Error> {
    let root = project()?;
    let folder = Shelf::over(&root).folder("fonts");
    let (text, changes) = relock(&folder, license)?;
    let path = root.join("fonts").join(FontBook::LOCK);
    if changes.is_empty() {
        eprintln!("{}: nothing has changed", folder.shown(FontBook::LOCK).display());
        return Ok(Outcome::Sound);
    }
    write_whole(&path, text.as_bytes())?;
    let mut written = std::io::stdout();
    for (name, change) in changes {
        let what = match change {
            Change::Added => "added",
            Change::Changed => "changed",
            Change::Removed => "removed",
        };
        let _ = writeln!(written, "{what} {name}");
    }
    eprintln!("{} is written", path.display());
    Ok(Outcome::Sound)
}

/// The folder whose `fonts/` is locked: the nearest that has one, or the project's.
fn project() -> Result<PathBuf, Error> {
    let current = std::env::current_dir().map_err(|error| Error::io("cannot find", ".", error))?;
    let holding = current.ancestors().find(|folder| folder.join("fonts").is_dir()).map(Path::to_path_buf);
    let root = holding.or_else(|| Library::find(&current));
    let none =
        "no folder here or above holds `fonts/`: make one, put the font files and their licence into it";
    root.map(|root| root.strip_prefix(&current).map(Path::to_path_buf).unwrap_or(root))
        .ok_or_else(|| Error::Usage(none.to_owned()))
}

//! `greffe fonts`: the files that documents may be set in, and their lock.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Outcome, Talk, Voice, library};
use crate::diagnostic::{Error, messages};
use crate::font::{Change, Embedding, FontBook, Lock, is_font, relock};
use crate::session::write_whole;
use crate::style::{Library, Shelf};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
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

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    match &arguments.command {
        Command::List => list(&library(&[])?.shelf().folder("fonts")),
        Command::Check => check(&library(&[])?.shelf().folder("fonts"), talk),
        Command::Lock { license } => lock(license.as_deref(), talk),
    }
}

fn list(folder: &Shelf) -> Result<Outcome, Error> {
    let (lock, _) = Lock::read(folder)?;
    let mut lines = String::new();
    for file in &lock.file {
        let path = folder.shown(file.path.get_ref());
        let content = folder
            .read(file.path.get_ref())
            .map_err(|error| Error::io(messages::cannot_read, &path, error))?;
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

fn check(folder: &Shelf, talk: &Talk) -> Result<Outcome, Error> {
    let (lock, _) = Lock::read(folder)?;
    let mut faults = Vec::new();
    for file in &lock.file {
        let name = file.path.get_ref();
        let path = || folder.shown(name).display().to_string();
        let Ok(content) = folder.read(name) else {
            faults.push(messages::font_unreadable(path()));
            continue;
        };
        if content.digest != *file.sha256.get_ref() {
            faults.push(messages::font_altered(path(), content.digest.to_string()));
        }
        if !folder.has(&file.license) {
            faults.push(messages::font_licence(path(), &file.license));
        }
        match FontBook::from_data(content.bytes.into_owned()) {
            Err(_) => faults.push(messages::not_a_font(path())),
            Ok(book) if book.faces().any(|(_, face)| face.embedding != Embedding::Allowed) => {
                faults.push(messages::font_not_embeddable(path()));
            }
            Ok(_) => {}
        }
    }
    let locked = |name: &str| lock.file.iter().any(|file| file.path.get_ref() == name);
    for name in folder.files().iter().filter(|name| is_font(name) && !locked(name)) {
        // The program may carry more fonts than a project locks.
        if !folder.is_embedded(name) {
            faults.push(messages::font_unlocked(folder.shown(name).display().to_string()));
        }
    }
    let mut written = std::io::stdout();
    for fault in &faults {
        let (text, help) = (talk.tell(fault), fault.help(talk.speech));
        let _ = writeln!(written, "{text} ({help})");
    }
    eprintln!("{}", talk.tell(&messages::fonts_checked(lock.file.len(), faults.len())));
    Ok(if faults.is_empty() { Outcome::Sound } else { Outcome::Faulty })
}

fn lock(license: Option<&str>, talk: &Talk) -> Result<Outcome, Error> {
    let root = project()?;
    let folder = Shelf::over(&root).folder("fonts");
    let (text, changes) = relock(&folder, license)?;
    let path = root.join("fonts").join(FontBook::LOCK);
    if changes.is_empty() {
        let path = folder.shown(FontBook::LOCK).display().to_string();
        eprintln!("{}", talk.tell(&messages::lock_unchanged(path)));
        return Ok(Outcome::Sound);
    }
    write_whole(&path, text.as_bytes())?;
    let mut written = std::io::stdout();
    for (name, change) in changes {
        let line = match change {
            Change::Added => messages::font_added(name),
            Change::Changed => messages::font_changed(name),
            Change::Removed => messages::font_removed(name),
        };
        let _ = writeln!(written, "{}", talk.tell(&line));
    }
    eprintln!("{}", talk.tell(&messages::lock_written(path.display().to_string())));
    Ok(Outcome::Sound)
}

/// The folder whose `fonts/` is locked: the nearest that has one, or the project's.
fn project() -> Result<PathBuf, Error> {
    let current = std::env::current_dir().map_err(|error| Error::io(messages::cannot_find, ".", error))?;
    let holding = current.ancestors().find(|folder| folder.join("fonts").is_dir()).map(Path::to_path_buf);
    let root = holding.or_else(|| Library::find(&current));
    root.map(|root| root.strip_prefix(&current).map(Path::to_path_buf).unwrap_or(root))
        .ok_or_else(|| Error::Refused(messages::no_fonts_folder()))
}

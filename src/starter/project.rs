//! A project to begin with: a session with a document, a house style of one's own, fonts.

use std::fs;
use std::path::{Path, PathBuf};

use super::session::{Names, session_text};
use super::words::commented;
use super::write_new;
use crate::diagnostic::{Error, messages};
use crate::model::Date;
use crate::style::Shelf;

/// What a project was begun with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Begun {
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// The files and folders that were there, and stay as they are.
    pub kept: Vec<PathBuf>,
}

/// A folder that is written as a whole, or not at all where it is there with something in it.
struct Part {
    folder: &'static str,
    files: Vec<(String, Vec<u8>)>,
}

/// Writes a project into a folder, with comments in a language of [`super::COMMENTS`]. What is there stays: a file, or a
/// folder (`content`, `templates/maison`, `fonts`) that is not empty.
///
/// # Errors
///
/// When something cannot be written.
pub fn init(folder: &Path, language: &str) -> Result<Begun, Error> {
    let mut begun = Begun::default();
    for part in parts(language)? {
        part.write(folder, &mut begun)?;
    }
    let readme = match language {
        "en" => ("README.md", include_str!("files/readme.en.md")),
        _ => ("LISEZMOI.md", include_str!("files/readme.fr.md")),
    };
    for (name, text) in [(".gitignore", include_str!("files/gitignore")), readme] {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            begun.kept.push(path);
        } else {
            let text = if name == ".gitignore" { commented(text, language) } else { text.to_owned() };
            write_new(&path, text.as_bytes())?;
            begun.written.push(path);
        }
    }
    Ok(begun)
}

fn parts(language: &str) -> Result<[Part; 3], Error> {
    let one = |name: &str| Names(vec![("fr".to_owned(), name.to_owned())]);
    let day = |day| Date { year: 2030, month: 3, day };
    let (place, country, days) = (one("Namur"), one("Belgique"), (day(11), day(15)));
    let session = session_text(1, &place, &country, days, "maison", "AG-2030-1-RES-01", language);
    let text = |text: &str| commented(text, language).into_bytes();
    let shelf = Shelf::program().folder("fonts");
    let fonts = shelf.files().into_iter().map(|name| {
        let content =
            shelf.read(&name).map_err(|error| Error::io(messages::cannot_read, shelf.shown(&name), error))?;
        Ok((name, content.bytes.into_owned()))
    });
    Ok([
        Part {
            folder: "content",
            files: vec![
                ("1-namur-2030/001-archives.fr.md".to_owned(), text(include_str!("files/sample.fr.md"))),
                ("1-namur-2030/session.toml".to_owned(), session.into_bytes()),
            ],
        },
        Part { folder: "fonts", files: fonts.collect::<Result<_, Error>>()? },
        Part {
            folder: "templates/maison",
            files: vec![
                ("labels.fr.toml".to_owned(), text(include_str!("files/labels.fr.toml"))),
                ("style.toml".to_owned(), text(include_str!("files/style.toml"))),
            ],
        },
    ])
}

impl Part {
    fn write(&self, project: &Path, begun: &mut Begun) -> Result<(), Error> {
        let folder = project.join(self.folder);
        let there = folder.symlink_metadata().is_ok();
        let empty = || fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_none());
        if there && !empty() {
            begun.kept.push(folder);
            return Ok(());
        }
        // The folder is filled beside its place: one that is there is whole.
        let aside = folder.with_extension(format!("{}.part", std::process::id()));
        let filled = self.files.iter().try_for_each(|(name, bytes)| write_new(&aside.join(name), bytes));
        let moved = filled.and_then(|()| {
            // What is empty gives way; some systems move no folder onto another.
            let _ = fs::remove_dir(&folder);
            fs::rename(&aside, &folder).map_err(|error| Error::io(messages::cannot_write, &folder, error))
        });
        if moved.is_err() {
            let _ = fs::remove_dir_all(&aside);
        }
        begun.written.extend(self.files.iter().map(|(name, _)| folder.join(name)));
        moved
    }
}

//! The lock on the font files: which they are, by their SHA-256, and under which licence.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::FontBook;
use crate::diagnostic::{Error, messages};
use crate::source::{Digest, Source};
use crate::style::{Content, Shelf, from_toml};

/// A `fonts.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lock {
    #[serde(default)]
    pub(crate) file: Vec<LockedFile>,
}

/// A font file that is locked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LockedFile {
    pub(crate) path: Spanned<String>,
    pub(crate) sha256: Spanned<Digest>,
    pub(crate) license: String,
}

impl LockedFile {
    /// Reads the file, which must be the one that was locked, with its licence beside it.
    pub(super) fn read(&self, folder: &Shelf) -> Result<Cow<'static, [u8]>, Error> {
        let name = self.path.get_ref();
        let path = folder.shown(name);
        let Content { bytes, digest } =
            folder.read(name).map_err(|error| Error::io(messages::cannot_read, &path, error))?;
        let shown = || path.display().to_string();
        if digest != *self.sha256.get_ref() {
            return Err(Error::Refused(messages::font_altered(shown(), digest.to_string())));
        }
        if !folder.has(&self.license) {
            return Err(Error::Refused(messages::font_licence(shown(), &self.license)));
        }
        Ok(bytes)
    }
}

/// What a new lock says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// A file that was not locked.
    Added,
    /// A file with other bytes.
    Changed,
    /// A file that is gone.
    Removed,
}

/// The endings of font files.
const ENDINGS: [&str; 4] = ["otf", "ttf", "otc", "ttc"];

/// Whether a name is that of a font file.
pub(crate) fn is_font(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

impl Lock {
    /// Reads the lock of a folder of fonts.
    ///
    /// # Errors
    ///
    /// When it is missing or not of its form.
    pub(crate) fn read(folder: &Shelf) -> Result<(Self, Arc<Source>), Error> {
        let source = folder.source(FontBook::LOCK).map_err(Error::Configuration)?;
        Ok((from_toml(&source)?, source))
    }
}

/// The text of the lock as the files of a folder want it, with what has changed. Entries keep their place, their comments
/// and their licence; a file that is new is added with `license`, or the only licence on the disk. What is locked and
/// stands in the program stays.
///
/// # Errors
///
/// When a file cannot be read or is no font, or it is not known which licence is a new one's.
pub(crate) fn relock(
    folder: &Shelf,
    license: Option<&str>,
) -> Result<(String, Vec<(String, Change)>), Error> {
    let (lock, source) = Lock::read(folder)?;
    let (mut edits, mut changes) = (Vec::new(), Vec::new());
    for file in &lock.file {
        let name = file.path.get_ref();
        if !folder.has(name) {
            edits.push((block(&source.text, file.path.span()), String::new()));
            changes.push((name.clone(), Change::Removed));
            continue;
        }
        let digest = digest_of(folder, name)?;
        if digest != *file.sha256.get_ref() {
            edits.push((file.sha256.span(), format!("\"{digest}\"")));
            changes.push((name.clone(), Change::Changed));
        }
    }
    let mut text = source.text.clone();
    edits.sort_by_key(|(range, _)| range.start);
    for (range, new) in edits.into_iter().rev() {
        text.replace_range(range, &new);
    }
    let locked = |name: &String| lock.file.iter().any(|file| file.path.get_ref() == name);
    let names = folder.files();
    for name in names.iter().filter(|name| is_font(name) && !locked(name) && !folder.is_embedded(name)) {
        let digest = digest_of(folder, name)?;
        let license = license_of(name, folder, license)?;
        let start = if text.trim().is_empty() { "" } else { "\n" };
        text.truncate(text.trim_end().len());
        let separator = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{separator}{start}[[file]]\npath = {name:?}\nsha256 = \"{digest}\"\nlicense = {license:?}\n"
        );
        changes.push((name.clone(), Change::Added));
    }
    // A lock in another form, as `file = [{ … }]`, cannot be rewritten line by line.
    if toml::from_str::<Lock>(&text).is_err() {
        return Err(Error::Refused(messages::lock_form(&source.name)));
    }
    Ok((text, changes))
}

/// The digest of a file that is a font.
fn digest_of(folder: &Shelf, name: &str) -> Result<Digest, Error> {
    let path = folder.shown(name);
    let content = folder.read(name).map_err(|error| Error::io(messages::cannot_read, &path, error))?;
    FontBook::from_data(content.bytes.into_owned())
        .map_err(|_| Error::Refused(messages::not_a_font(path.display().to_string())))?;
    Ok(content.digest)
}

/// The licence of a font that is new.
fn license_of(font: &str, folder: &Shelf, given: Option<&str>) -> Result<String, Error> {
    if let Some(given) = given {
        if folder.has(given) {
            return Ok(given.to_owned());
        }
        let path = folder.shown(given);
        return Err(Error::Refused(messages::licence_not_there(path.display().to_string())));
    }
    let is_licence = |name: &&String| {
        let upper = name.to_uppercase();
        !is_font(name) && ["LICEN", "OFL", "COPYING"].iter().any(|word| upper.contains(word))
    };
    let mut licences: Vec<String> = folder.files().iter().filter(is_licence).cloned().collect();
    licences.retain(|name| !folder.is_embedded(name));
    match &licences[..] {
        [licence] => Ok(licence.clone()),
        _ => Err(Error::Refused(messages::licence_wanted(font))),
    }
}

/// The lines of an entry, by the place of its path: from its `[[file]]` to the next table.
fn block(text: &str, path: Range<usize>) -> Range<usize> {
    let start = text[..path.start].rfind("[[file]]").unwrap_or(path.start);
    let end = text[path.end..].find("\n[").map_or(text.len(), |end| path.end + end + 1);
    start..end
}

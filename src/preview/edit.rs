//! A file with the changes that were made to it in a browser, which knows no line ends but line feeds.

use std::fs;
use std::path::Path;

use super::offsets::with_line_feeds;
use crate::diagnostic::{Error, messages};
use crate::session::write_whole;
use crate::source::Digest;

/// What became of a text that was to be saved.
#[derive(Debug)]
pub(super) enum Saved {
    /// It is on the disk.
    Written,
    /// The file is not the one that was loaded.
    Changed,
}

/// Saves a text in the place of the file that was loaded with the digest `base`, or of whatever is there now when
/// `overwrite` says so: whole or not at all, with the file's permissions.
///
/// # Errors
///
/// When the file cannot be read or written.
pub(super) fn save(path: &Path, text: &str, base: Digest, overwrite: bool) -> Result<Saved, Error> {
    let former = fs::read(path).map_err(|error| Error::io(messages::cannot_read, path, error))?;
    if !overwrite && Digest::of(&former) != base {
        return Ok(Saved::Changed);
    }
    let permissions = fs::metadata(path).map(|data| data.permissions());
    if permissions.is_ok_and(|permissions| permissions.readonly()) {
        let refused = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        return Err(Error::io(messages::cannot_write, path, refused));
    }
    let bytes = match std::str::from_utf8(&former) {
        Ok(former) => edited(former, text),
        Err(_) => text.to_owned(),
    };
    write_whole(path, bytes.as_bytes())?;
    Ok(Saved::Written)
}

/// The former text with what was changed in it: lines that are the same keep their line ends, a byte-order mark stays,
/// and new lines end as most do.
fn edited(former: &str, text: &str) -> String {
    let (mark, former) = match former.strip_prefix('\u{feff}') {
        Some(rest) => ("\u{feff}", rest),
        None => ("", former),
    };
    let before: Vec<&str> = lines(former);
    let text = with_line_feeds(text);
    let after: Vec<&str> = lines(&text);
    let same = |(one, other): &(&&str, &&str)| end_off(one) == **other || **one == **other;
    let head = before.iter().zip(&after).take_while(same).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(same).count();
    let returns = before.iter().filter(|line| line.ends_with("\r\n")).count();
    let end = if returns * 2 > before.len() { "\r\n" } else { "\n" };
    let changed: Vec<String> =
        after[head..after.len() - tail].iter().map(|line| line.replace('\n', end)).collect();
    let kept = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let mut edited = mark.to_owned();
    for line in [kept(&before[..head]), changed, kept(&before[before.len() - tail..])].concat() {
        if edited.ends_with('\r') && line.starts_with('\n') {
            // Two line ends that come together are not to be one.
            let words = edited.trim_end_matches('\r').len();
            let ends = "\n".repeat(edited.len() - words);
            edited.replace_range(words.., &ends);
        }
        edited.push_str(&line);
    }
    edited
}

/// The lines of a text with their ends.
fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let end = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push(&rest[..end]);
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// A line as a browser has it.
fn end_off(line: &str) -> std::borrow::Cow<'_, str> {
    match line.strip_suffix("\r\n").or_else(|| line.strip_suffix('\r')) {
        Some(words) => format!("{words}\n").into(),
        None => line.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_not_changed_keeps_its_bytes() {
        for (former, text, wanted) in [
            ("a\r\nb\r\nc\r\n", "a\nx\ny\nc\n", "a\r\nx\r\ny\r\nc\r\n"),
            ("a\nb\r\nc", "a\nb\nc\nd", "a\nb\r\nc\nd"),
            ("\u{feff}a\r\nb\r\n", "a\nb", "\u{feff}a\r\nb"),
            ("a\rb\r", "a\nx\n", "a\rx\n"),
            ("", "a\n", "a\n"),
            ("a\n", "", ""),
        ] {
            assert_eq!(edited(former, text), wanted, "{former:?} {text:?}");
        }
    }

    proptest! {
        #[test]
        fn an_edit_is_what_was_typed_and_nothing_else(former in "[ab\r\n]{0,12}", text in "[ab\n]{0,12}") {
            prop_assert_eq!(with_line_feeds(&edited(&former, &text)), text);
            prop_assert_eq!(edited(&former, &with_line_feeds(&former)), former);
        }
    }
}

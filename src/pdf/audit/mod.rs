//! The written file, opened again and compared with what was meant.
//!
//! The audit reads the bytes alone: page contents through the fonts' own maps to characters, the structure tree,
//! the embedded font programs. It knows nothing of how they were written, so that a fault there shows here.

mod font;
mod page;
mod program;
mod reach;
mod tree;

use std::fmt;

use lopdf::Document;

use super::Job;
use page::Pages;

/// What a file has that was not meant, or lacks that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read.
    Unreadable(String),
    /// A part of the document reads otherwise than it was set.
    Text {
        /// What the part is, as the structure tree names it.
        part: String,
        /// What was set.
        meant: String,
        /// What is read.
        read: String,
    },
    /// Content that is neither a part of the document nor an artifact.
    Unmarked {
        /// The page, from 1.
        page: usize,
        /// The characters.
        text: String,
    },
    /// Marked content that the structure tree does not reach exactly once, or that the parent tree leads wrong.
    Reached {
        /// The page, from 1.
        page: usize,
        /// Its number on the page.
        mcid: i64,
        /// How often it is reached.
        times: usize,
    },
    /// A glyph that the embedded font has not, or has with another width.
    Glyph {
        /// The font.
        font: String,
        /// The code.
        code: u16,
        /// The width that the file gives, in thousandths of an em.
        given: Option<i64>,
        /// The width in the font program.
        own: Option<i64>,
    },
    /// An object that nothing leads to.
    Unreachable(u32),
}

/// Opens a written file and compares it with the job that it was written from.
pub fn audit(bytes: &[u8], job: &Job<'_>) -> Vec<Fault> {
    let document = match Document::load_mem(bytes) {
        Ok(document) => document,
        Err(error) => return vec![Fault::Unreadable(error.to_string())],
    };
    let mut faults = Vec::new();
    match Pages::read(&document, &mut faults) {
        Ok(pages) => {
            pages.check_glyphs(&mut faults);
            pages.unmarked(&mut faults);
            tree::check(&document, job, &pages, &mut faults);
        }
        Err(message) => faults.push(Fault::Unreadable(message)),
    }
    reach::check(&document, &mut faults);
    faults
}

/// How many characters are shown before and after the first difference.
const EXCERPT: usize = 30;

/// Characters without those that are never drawn: they only forbid or allow a break.
fn seen(text: &str) -> String {
    text.chars().filter(|ch| !matches!(ch, '\u{2060}' | '\u{200b}' | '\u{ad}')).collect()
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(message) => write!(formatter, "it cannot be read: {message}"),
            Self::Text { part, meant, read } => {
                let (meant, read) = (seen(meant), seen(read));
                let same = meant.chars().zip(read.chars()).take_while(|(one, other)| one == other).count();
                let excerpt = |text: &str| -> String {
                    text.chars().skip(same.saturating_sub(EXCERPT)).take(2 * EXCERPT).collect()
                };
                let (meant, read) = (excerpt(&meant), excerpt(&read));
                write!(formatter, "{part} reads `{read}` where `{meant}` was set")
            }
            Self::Unmarked { page, text } => write!(formatter, "`{text}` on page {page} is not marked"),
            Self::Reached { page, mcid, times } => {
                write!(formatter, "the marked content {mcid} of page {page} is reached {times} times")
            }
            Self::Glyph { font, code, given, own } => {
                let width = |width: &Option<i64>| {
                    width.map_or_else(|| "none".to_owned(), |width| format!("{width} thousandths"))
                };
                let (given, own) = (width(given), width(own));
                write!(formatter, "the glyph {code} of {font} has the width {given}, in the font {own}")
            }
            Self::Unreachable(number) => write!(formatter, "nothing leads to the object {number}"),
        }
    }
}

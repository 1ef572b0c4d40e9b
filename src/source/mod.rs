//! From a file to a [`Document`]: the text read once, its front matter split off, its Markdown as a
//! tree in which every node knows the bytes it came from.
//!
//! ```text
//! discover ─ Source::read ─ front_matter::split ─ markdown::parse ─ Document
//! ```
//!
//! Nothing here knows what a resolution is; the [`crate::model`] reads that out of the document.

mod digest;
mod discover;
mod field;
mod fields;
mod front_matter;
mod front_matter_table;
mod markdown;
mod nearest;
mod read;

pub use digest::Digest;
pub use discover::{Discovery, SessionFolder, discover, documents_in};
pub(crate) use discover::{folder_name, folder_of};
pub use field::{Field, FieldKind};
pub use fields::Located;
pub(crate) use fields::{Fields, Names};
pub use front_matter::{FrontMatter, Kind, Status, StatusValue, VoteFields};
pub use front_matter_table::FRONT_MATTER;
pub(crate) use front_matter_table::{VOTE, VOTE_COUNTS};
pub use markdown::{ColumnAlignment, LinkDefinition, Node, NodeKind, parse as parse_markdown};
pub(crate) use nearest::nearest;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Message, messages};

/// The largest source that is read, in bytes: offsets are kept in 32 bits.
pub const MAX_SOURCE_BYTES: u64 = 512 * 1024 * 1024;

/// One file's name and text, read once and shared by everything that points into it.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it is shown to the user.
    pub name: String,
    /// The whole text, as UTF-8.
    pub text: String,
    /// What identifies the file's bytes, a byte-order mark included.
    pub digest: Digest,
}

impl Source {
    /// A source from text that is already in memory.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Self> {
        let text = text.into();
        let digest = Digest::of(text.as_bytes());
        Arc::new(Self { name: name.into(), text, digest })
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// A diagnostic when the file cannot be read (`GR-0001`), is too large (`GR-0002`), is not UTF-8
    /// (`GR-0003`, at the first byte that is not), or is being written by another program (`GR-0005`).
    pub fn read(path: &Path) -> Result<Arc<Self>, Box<Diagnostic>> {
        let name = path.display().to_string();
        let fault = |message| Box::new(Diagnostic::error(Self::new(name.clone(), ""), 0..0, message));
        match read::whole(path) {
            Ok(bytes) => Self::from_bytes(name, bytes),
            Err(read::Fault::Io(error)) => Err(fault(messages::unreadable(messages::io(&error)))),
            Err(read::Fault::Large(size)) => Err(fault(messages::too_large(size, MAX_SOURCE_BYTES))),
            Err(read::Fault::Changing) => Err(fault(messages::changing())),
        }
    }

    /// A source from the bytes of a file; a byte-order mark is left out.
    ///
    /// # Errors
    ///
    /// `GR-0003`, at the first byte that is not UTF-8.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Arc<Self>, Box<Diagnostic>> {
        let name = name.into();
        let digest = Digest::of(&bytes);
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                Ok(Arc::new(Self { name, text, digest }))
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let byte = error.as_bytes()[at];
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                // The replacement character that stands for the byte is three bytes long.
                let range = at..at + '\u{fffd}'.len_utf8();
                let message = messages::not_utf8(format!("{byte:02X}"));
                Err(Box::new(Diagnostic::error(Self::new(name, text), range, message)))
            }
        }
    }

    /// The line and the column, both from 1, of a byte offset; columns count what a reader takes for one
    /// character.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        use unicode_segmentation::UnicodeSegmentation;
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].graphemes(true).count() + 1)
    }
}

/// Which of a document's sources a span points into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum File {
    /// The Markdown file itself.
    #[default]
    Document,
    /// The `session.toml` of its folder.
    Session,
    /// The labels of the house style.
    Labels,
}

/// The sources that one document is made from.
#[derive(Debug, Clone)]
pub struct Files {
    /// The Markdown file.
    pub document: Arc<Source>,
    /// Its session's data.
    pub session: Arc<Source>,
    /// The labels of its house style and language.
    pub labels: Arc<Source>,
}

impl Files {
    /// The source of a span's file.
    pub fn get(&self, file: File) -> &Arc<Source> {
        match file {
            File::Document => &self.document,
            File::Session => &self.session,
            File::Labels => &self.labels,
        }
    }

    /// An error at a span of these files.
    pub fn error(&self, span: Span, message: Message) -> Diagnostic {
        Diagnostic::error(self.get(span.file).clone(), span.range(), message)
    }

    /// A warning at a span of these files.
    pub fn warning(&self, span: Span, message: Message) -> Diagnostic {
        Diagnostic::warning(self.get(span.file).clone(), span.range(), message)
    }
}

/// A range of bytes in one of a document's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Which file.
    pub file: File,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span of the document itself.
    pub fn new(range: Range<usize>) -> Self {
        Self::in_file(File::Document, range)
    }

    /// A span of the given file.
    pub fn in_file(file: File, range: Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both; spans of two files keep the first.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A parsed source: what its front matter says and the tree of its Markdown.
#[derive(Debug)]
pub struct Document {
    /// The file.
    pub source: Arc<Source>,
    /// The fields between the `+++` lines.
    pub front_matter: FrontMatter,
    /// The blocks of the body, in order.
    pub body: Vec<Node>,
    /// The definitions of links, which are no part of the body.
    pub definitions: Vec<LinkDefinition>,
}

impl Document {
    /// Parses a source; what is wrong is added to `diagnostics`.
    ///
    /// Returns `None` when there is no usable front matter or no usable body; a fault in one field leaves that field
    /// empty.
    ///
    /// ```
    /// use greffe::source::{Document, Source};
    /// let text = "+++\nreference = \"AG-1\"\nnumber = 1\nsubject = \"Essai\"\n+++\n\nDécide d'agir.\n";
    /// let mut found = Vec::new();
    /// let document = Document::parse(Source::new("1.fr.md", text), &mut found).expect("it can be read");
    /// assert!(found.is_empty());
    /// assert_eq!(document.front_matter.number.map(|number| number.value), Some(1));
    /// assert_eq!(document.body.len(), 1);
    /// ```
    pub fn parse(source: Arc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let (front_matter, body_start) = front_matter::split(&source, diagnostics)?;
        match markdown::parse(&source.text, body_start) {
            Ok((body, definitions)) => Some(Self { source, front_matter, body, definitions }),
            Err(place) => {
                diagnostics.push(Diagnostic::error(source, place, messages::too_deep()));
                None
            }
        }
    }
}

//! Where words lead: to an address, to a heading of the document, to a note.

use std::fmt::Write;

use crate::source::Span;

/// Where a character leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lead {
    /// To the note of this number, from 1.
    Note(u16),
    /// Where the link of this number leads, from 0 in the order of the document.
    Link(u16),
}

/// The most links that a document may have.
pub(super) const MOST: usize = u16::MAX as usize;

/// A link of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub target: Target,
    /// Its bytes.
    pub span: Span,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To an address of the web or of the post, in ASCII (RFC 3986).
    Address(String),
    /// To the heading of this name.
    Heading(String),
}

impl Target {
    /// The address of a link as it was written; `None` when a reader of the PDF could not follow it.
    ///
    /// ```
    /// use greffe::model::Target;
    /// let address = |written| match Target::address(written) {
    ///     Some(Target::Address(address)) => address,
    ///     _ => String::new(),
    /// };
    /// assert_eq!(address("https://exemple.int/décision"), "https://exemple.int/d%C3%A9cision");
    /// assert_eq!(address("greffe@exemple.int"), "mailto:greffe@exemple.int");
    /// assert_eq!(address("autre.md"), "");
    /// ```
    pub fn address(written: &str) -> Option<Self> {
        let lower = written.to_ascii_lowercase();
        let known = ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
        let post = !written.contains([':', '/', ' ']) && written.contains('@');
        if !known && !post {
            return None;
        }
        let mut address = String::from(if known { "" } else { "mailto:" });
        for byte in written.bytes() {
            if byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte) {
                address.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(address, "%{byte:02X}");
            }
        }
        Some(Self::Address(address))
    }
}

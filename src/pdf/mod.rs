//! Pages as the bytes of a PDF file.
//!
//! ```text
//! Layout ─ fonts::collect ─ content::page (printpdf operations) ─ printpdf document ─ finish (lopdf) ─ bytes
//! ```
//!
//! printpdf writes the page contents and the skeleton of the file; font programs, metadata, identifiers and
//! everything else that must be the same bytes every time are ours, over the same lopdf objects. Nothing
//! outside this folder knows of either.

mod content;
mod finish;
mod fonts;
mod metadata;
mod pictures;

pub use metadata::Metadata;

use crate::font::FontBook;
use crate::layout::Layout;

/// Writes a layout as a PDF file.
///
/// The bytes depend on the arguments alone.
///
/// # Errors
///
/// When a font program cannot be reduced to the glyphs in use; the fonts of a [`FontBook`] have been read, so
/// that only a damaged outline table can be the cause.
pub fn write(layout: &Layout, metadata: &Metadata, book: &FontBook) -> Result<Vec<u8>, String> {
    let fonts = fonts::collect(layout, book)?;
    let pictures = pictures::Pictures::collect(layout);
    let document = content::document(layout, &fonts, &pictures, book);
    finish::finish(document, layout, metadata, &fonts, &pictures, book)
}

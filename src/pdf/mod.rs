//! Pages as the bytes of a PDF file that can be kept for decades and read by everyone.
//!
//! ```text
//! Layout ─ violation::check ─ fonts::collect ─ content::contents (printpdf operations with marked content)
//!        ─ finish: fonts, tags, links, outline, metadata, output intent ─ Objects (pdf-writer) ─ bytes
//! ```
//!
//! printpdf writes the page contents; all other objects go straight into bytes, streams into the file as it grows and
//! everything else into compressed streams of objects. What documents have in common is made once for all of them:
//! the subset of each face that nearly every document can be set with (`Subset`, at the face in the book), and the
//! colour profile. A file depends on its document alone all the same, since a face and nothing else decides what is in
//! its repertoire. lopdf is the reader with which the audit opens the file.
//!
//! Nothing outside this folder knows of these libraries. How each clause of the standards is met stands beside the
//! code: `PDF_A2.md`, `PDF_A3.md`, `PDF_UA1.md`. [`audit()`] opens what was written and compares it with what was meant.

mod attachment;
mod audit;
mod color;
mod compress;
mod content;
mod element;
mod finish;
mod fonts;
mod link;
mod mark;
mod metadata;
mod objects;
mod outline;
mod pictures;
mod reference_table;
mod standard;
mod subset;
mod tags;
mod violation;
mod xmp;

pub use attachment::{Attachment, Relationship};
pub use audit::{Fault, audit};
pub use metadata::Metadata;
pub use standard::Standard;
pub(crate) use subset::Subset;
pub use violation::Violation;

use crate::font::{FaceId, FontBook};
use crate::layout::Layout;
use crate::typography::Composition;

/// Everything that a file is written from.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The pages.
    pub layout: &'a Layout,
    /// What was set on them, with its tree.
    pub composition: &'a Composition,
    /// What the file says of itself.
    pub metadata: &'a Metadata,
    /// The fonts of the pages.
    pub book: &'a FontBook,
    /// What the file claims to be.
    pub standard: Standard,
    /// What is attached where the standard wants the sources.
    pub sources: &'a [Attachment],
}

/// Reduces a face to the glyphs that nearly all documents share, unless that has been done: the first file that
/// wants it need not wait then.
pub fn reduce(book: &FontBook, face: FaceId) {
    fonts::shared(book, face);
}

/// Writes a layout as a PDF file.
///
/// The bytes depend on the arguments alone.
///
/// ```
/// use greffe::pdf::{Job, Standard, audit, write};
/// use greffe::{font::Shaper, session::Workshop, style::Library};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
/// let workshop = Workshop::new(Library::open(root), None);
/// let file = root.join("content/86-beijing-2017/008-accord-uit.fr.md");
/// let mut diagnostics = Vec::new();
/// let prepared = workshop.prepare(&file, false, &mut diagnostics)?.expect("the document is sound");
/// let mut shaper = Shaper::new(&prepared.style.fonts);
/// let layout = prepared.lay_out(&mut shaper, &mut diagnostics).expect("it can be set");
/// let job = Job {
///     layout: &layout,
///     composition: &prepared.composition,
///     metadata: &prepared.metadata(),
///     book: &prepared.style.fonts,
///     standard: Standard::default(),
///     sources: &[],
/// };
/// let bytes = write(&job).expect("it conforms");
/// assert_eq!(bytes, write(&job).expect("it conforms"), "the same bytes every time");
/// assert!(audit(&bytes, &job).is_empty(), "the file says what was meant");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Every reason for which the file would not be what its standard asks; no bytes then.
pub fn write(job: &Job<'_>) -> Result<Vec<u8>, Vec<Violation>> {
    let violations = violation::check(job);
    if !violations.is_empty() {
        return Err(violations);
    }
    let fonts = fonts::Fonts::collect(job.layout, job.book).map_err(|violation| vec![violation])?;
    let pictures = pictures::Pictures::collect(job.layout);
    let (contents, marked) = content::contents(job, &fonts, &pictures);
    Ok(finish::finish(contents, job, &fonts, &pictures, &marked))
}

//! # greffe
//!
//! A typesetter for the official documents of assemblies. Clerks keep each resolution as a Markdown file with a
//! TOML front matter; greffe sets it by the typographic rules of its language and writes a print-ready, archival,
//! accessible PDF.
//!
//! ## The way the data flows
//!
//! One owned type for each stage; a stage reads only the stage before it; nothing flows back.
//!
//! ```text
//! file ─ Source ─ Document ─ Resolution ─ Composition ─ Lines ─ Pages ─ PDF bytes
//!        text     Markdown   what it      what is to    one     placed
//!                 + spans    means        be set        line    runs
//! ```
//!
//! | room | what lives there |
//! |---|---|
//! | [`source`] | finding files, front matter, Markdown with spans |
//! | [`model`] | the resolution and its parts, references, dates; reading them out of Markdown |
//! | [`concord`] | whether the language versions of a document say the same |
//! | [`typography`] | the rules of each language, spaces as values, hyphenation |
//! | [`font`] | the book of locked faces, metrics, shaping |
//! | [`graphic`] | pictures of pixels and drawings |
//! | [`layout`] | lengths, optimum-fit line breaking, blocks, pages |
//! | [`pdf`] | pages as a PDF file with its structure, or what keeps it from conforming; the audit |
//! | [`session`] | what has changed of many documents, built in parallel, written whole, recorded; volumes |
//! | [`style`] | house styles and lexicons as typed data |
//! | [`schema`] | what the files that people write may say, for their editors |
//! | [`diagnostic`] | severity, stable code, span, message, help |
//! | [`cli`] | one file a subcommand |
//!
//! Lengths are integers (scaled points), maps that show are ordered, and neither the clock nor the machine
//! enters a file: the same sources give the same bytes.
//!
//! ## Example
//!
//! ```
//! use greffe::{font::Shaper, session::{Form, Workshop}, style::Library};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
//! let workshop = Workshop::new(Library::open(root), None);
//! let source = root.join("content/86-beijing-2017/008-accord-uit.fr.md");
//! let mut diagnostics = Vec::new();
//! let prepared = workshop.prepare(&source, false, &mut diagnostics)?.expect("the document is sound");
//! let mut shaper = Shaper::new(&prepared.style.fonts);
//! let built = prepared.set(&Form::default(), &mut shaper, &mut diagnostics).expect("the document can be set");
//! assert!(built.bytes.starts_with(b"%PDF-1.7"));
//! # Ok(())
//! # }
//! ```

pub mod cli;
pub mod concord;
pub mod diagnostic;
pub mod font;
pub mod graphic;
pub mod layout;
pub mod model;
pub mod pdf;
pub mod schema;
pub mod session;
pub mod source;
pub mod style;
pub mod typography;

/// The chapter on services, whose example is tested with the others.
#[cfg(doctest)]
#[doc = include_str!("../docs/src/embedding.md")]
pub struct Embedding;

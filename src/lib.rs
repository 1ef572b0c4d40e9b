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
//! | [`starter`] | what a project, a session and a document begin with |
//! | [`session`] | what has changed of many documents, built in parallel, written whole, recorded; volumes |
//! | [`style`] | house styles and lexicons as typed data |
//! | [`schema`] | what the files that people write may say, for their editors |
//! | [`diagnostic`] | severity, stable code, span, message, help |
//! | [`preview`] | a page of the browser beside the editor: documents, pages, findings, the text |
//! | [`watch`] | what has been saved, gathered from what the file system tells |
//! | [`cli`] | one file a subcommand |
//!
//! Lengths are integers (scaled points), maps that show are ordered, and neither the clock nor the machine
//! enters a file: the same sources give the same bytes.
//!
//! ## Example
//!
//! ```
//! use greffe::{SessionData, Style, build_str, model::{Date, Language}};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = "+++\n\
//!     reference = \"GA-2017-86-RES-08\"\n\
//!     number = 8\n\
//!     subject = \"Accord de coopération\"\n\
//!     +++\n\
//!     Ayant à l'esprit l'article 41 du Statut,\n\n\
//!     Approuve le projet d'Accord.\n";
//! let day = |day| Date { year: 2017, month: 9, day };
//! let session = SessionData { number: 86, place: "Beijing", country: "Chine", start: day(26), end: day(29) };
//! let style = Style::embedded("interpol", Language::French)?.session(&session)?;
//! let pdf = build_str(text, &style)?;
//! assert!(pdf.bytes.starts_with(b"%PDF-1.7"));
//! assert_eq!((pdf.pages, pdf.title.as_str()), (1, "Résolution N°\u{a0}8 – Accord de coopération"));
//! # Ok(())
//! # }
//! ```

mod api;

pub mod cli;
pub mod concord;
pub mod diagnostic;
pub mod font;
pub mod graphic;
pub mod layout;
pub mod model;
pub mod pdf;
pub mod preview;
pub mod schema;
pub mod session;
pub mod source;
pub mod starter;
pub mod style;
pub mod typography;
pub mod watch;

/// The chapter on services, whose example is tested with the others.
#[cfg(doctest)]
#[doc = include_str!("../docs/src/embedding.md")]
pub struct Embedding;

pub use api::{Diagnostics, Pdf, SessionData, Style, Typesetter, build_str};

//! The preview: a page of the browser, served to this machine alone, that shows documents as they are set.
//!
//! ```text
//! Watch ─ House::refresh ─ Sheet of each document ─ state in the list, told by events
//! browser ─ guard ─ routes ─ Sheet of a text (from the disk, or as it is typed) ─ pages, places of lines, findings
//! ```
//!
//! A text is set in memory, on threads of its own; nothing is written but a source that the user saves, whole or not at
//! all. What a browser can name are documents that were found below the content paths, and pages by the digest of what
//! is drawn on them, so that a page that has not changed is not fetched again.

mod assets;
mod documents;
mod edit;
mod guard;
mod house;
mod offsets;
mod pages;
mod routes;
mod server;
mod sheet;
mod tell;

pub use server::{Options, Server};

//! Fonts: the book of locked faces, their metrics, and shaping.
//!
//! A face is found by family, weight and slant among the files that `fonts/fonts.toml` locks by their
//! SHA-256; no font of the system is ever looked at.

mod book;
mod kerning;
mod lock;
mod repertoire;
mod shape;
mod tables;

pub(crate) use book::hex;
pub use book::{Face, FaceId, FontBook};
pub(crate) use lock::{Change, Lock, is_font, relock};
pub(crate) use repertoire::repertoire;
pub use shape::{Features, Shaped, ShapedGlyph, Shaper, Writing};
pub use tables::Embedding;
pub(crate) use tables::table;

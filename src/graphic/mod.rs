//! Pictures: what the documents and house styles show besides text, read and checked before anything is set.
//!
//! A [`Graphic`] knows its natural size and its data; it is read once, whatever the number of pages that show it.

mod raster;
mod vector;

pub use raster::{Pixels, Raster};
pub use vector::{Drawing, Fill, Step};

use std::path::Path;

use crate::diagnostic::{Message, messages};
use crate::layout::Length;

/// A picture that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graphic {
    /// Its natural width.
    pub width: Length,
    /// Its natural height.
    pub height: Length,
    /// What it shows.
    pub data: GraphicData,
}

/// What a picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GraphicData {
    /// Pixels.
    Raster(Raster),
    /// Filled outlines.
    Drawing(Drawing),
}

/// The largest file of a picture that is read, in bytes.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl Graphic {
    /// Reads a picture: PNG, JPEG or SVG by its content.
    ///
    /// # Errors
    ///
    /// What is wrong, and what to do.
    pub fn read(path: &Path) -> Result<Self, Message> {
        Self::from_bytes(&Self::load(path)?)
    }

    /// Reads the bytes of a picture's file.
    ///
    /// # Errors
    ///
    /// What is wrong, and what to do.
    pub fn load(path: &Path) -> Result<Vec<u8>, Message> {
        let size = std::fs::metadata(path).map(|data| data.len());
        if size.as_ref().is_ok_and(|size| *size > MAX_BYTES) {
            return Err(messages::picture_large(MAX_BYTES));
        }
        std::fs::read(path).map_err(|error| messages::picture_unreadable(messages::io(&error)))
    }

    /// Reads a picture from the bytes of its file.
    ///
    /// # Errors
    ///
    /// What is wrong, and what to do.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Message> {
        if bytes.starts_with(b"\x89PNG") {
            raster::png(bytes)
        } else if bytes.starts_with(&[0xff, 0xd8]) {
            raster::jpeg(bytes)
        } else if bytes.iter().take(1024).any(|byte| *byte == b'<') {
            vector::svg(bytes)
        } else {
            Err(messages::picture_unknown())
        }
    }
}

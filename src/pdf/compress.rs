//! Compression as `FlateDecode` undoes it (ISO 32000-1, 7.4.4).

use std::cell::RefCell;

use libdeflater::{CompressionLvl, Compressor};
use sha2::{Digest, Sha256};

thread_local! {
    /// The compressor of each thread: its tables are larger than what it compresses.
    static QUICK: RefCell<Compressor> = RefCell::new(compressor(QUICK_LEVEL));
}

/// The level for what every document has of its own.
const QUICK_LEVEL: i32 = 1;

/// The level for what is compressed once for many documents, or seldom.
const THOROUGH_LEVEL: i32 = 6;

/// A stream's data, compressed once to be written into many files.
pub(crate) struct Stored {
    /// The bytes.
    pub(super) bytes: Vec<u8>,
    /// What stands for them where a file is told from others.
    pub(super) digest: [u8; 32],
}

impl Stored {
    /// Compresses data; see [`filled`].
    pub(super) fn new(data: Vec<u8>, filler: u8) -> Self {
        let bytes = filled(data, filler, thorough);
        Self { digest: Sha256::digest(&bytes).into(), bytes }
    }
}

/// Compresses what a document has of its own.
pub(super) fn quick(data: &[u8]) -> Vec<u8> {
    QUICK.with_borrow_mut(|compressor| compress(compressor, data))
}

/// Compresses as small as it goes without taking long.
pub(super) fn thorough(data: &[u8]) -> Vec<u8> {
    compress(&mut compressor(THOROUGH_LEVEL), data)
}

/// Compresses data whose language takes no notice of a byte `filler` at its end, so that the last byte is no line
/// end: a careless reader would take it for the one before `endstream`.
pub(super) fn filled(mut data: Vec<u8>, filler: u8, compress: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let compressed = compress(&data);
    if !matches!(compressed.last(), Some(b'\r' | b'\n')) {
        return compressed;
    }
    // The last byte is that of a sum of all bytes (RFC 1950): another byte, not zero, makes it another one.
    data.push(filler);
    compress(&data)
}

fn compressor(level: i32) -> Compressor {
    Compressor::new(CompressionLvl::new(level).unwrap_or_default())
}

fn compress(compressor: &mut Compressor, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0; compressor.zlib_compress_bound(data.len())];
    let written = compressor.zlib_compress(data, &mut bytes).expect("the bound is the most that it can need");
    bytes.truncate(written);
    bytes
}

//! The cross-reference table of a file as a stream (ISO 32000-1, 7.5.8).

use super::compress::quick;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere yet.
    Unwritten,
    /// At this byte of the file.
    Byte(usize),
    /// In a stream that holds objects.
    Within {
        /// The number of the stream.
        stream: usize,
        /// Its place among the objects of the stream, from 0.
        index: usize,
    },
}

/// The table, compressed, and the widths of its three columns in bytes; `greatest` is the greatest of its numbers.
pub(super) fn table(places: &[Place], greatest: usize) -> (Vec<u8>, [i32; 3]) {
    let width = (1..8).find(|width| greatest < 1 << (8 * width)).unwrap_or(8);
    // Of two ways to write the first row, above which there is nothing, one does not end in a line end, which a
    // careless reader would take for the one before `endstream`: the last byte is that of a sum of all bytes.
    let compressed = quick(&rows(places, width, UP));
    let data = match compressed.last() {
        Some(b'\r' | b'\n') => quick(&rows(places, width, PLAIN)),
        _ => compressed,
    };
    (data, [1, width as i32, 2])
}

/// The filters of a row (PNG, 9.2): as it is, and as what it differs by from the row above.
const PLAIN: u8 = 0;
const UP: u8 = 2;

/// Each row as what it differs by from the one above, behind the filter that says so; `first` is that of the first.
fn rows(places: &[Place], width: usize, first: u8) -> Vec<u8> {
    let columns = 1 + width + 2;
    let mut bytes = Vec::with_capacity((places.len() + 1) * (1 + columns));
    let (mut above, mut filter) = ([0; 1 + 8 + 2], first);
    // Object 0 is the head of the list of those that are free, of which there are no others.
    for place in [Place::Unwritten].iter().chain(places) {
        let (kind, middle, last) = match *place {
            Place::Unwritten => (0, 0, u16::MAX),
            Place::Byte(at) => (1, at, 0),
            Place::Within { stream, index } => (2, stream, index as u16),
        };
        let mut row = [0; 1 + 8 + 2];
        row[0] = kind;
        row[1..=width].copy_from_slice(&(middle as u64).to_be_bytes()[8 - width..]);
        row[1 + width..columns].copy_from_slice(&last.to_be_bytes());
        bytes.push(filter);
        bytes.extend(row.iter().zip(above).take(columns).map(|(byte, above)| byte.wrapping_sub(above)));
        (above, filter) = (row, UP);
    }
    bytes
}

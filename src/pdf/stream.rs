//! Streams and strings as PDF writes them.

use lopdf::{Dictionary, Object, Stream, StringFormat};

/// A stream, compressed.
pub(super) fn compressed(dictionary: Dictionary, bytes: Vec<u8>) -> Stream {
    let mut stream = Stream::new(dictionary, bytes);
    // Compression into memory cannot fail; a stream that would grow stays as it is.
    let _ = stream.compress();
    stream
}

/// A stream whose language takes no notice of a byte `filler` at its end, compressed; its last byte is no line end,
/// which a careless reader would take for the one before `endstream`. `dictionary` is that of so many bytes.
pub(super) fn filled(dictionary: impl Fn(usize) -> Dictionary, mut bytes: Vec<u8>, filler: u8) -> Stream {
    let stream = compressed(dictionary(bytes.len()), bytes.clone());
    if !matches!(stream.content.last(), Some(b'\r' | b'\n')) {
        return stream;
    }
    // The last byte is that of a sum of all bytes (RFC 1950): another byte, not zero, makes it another one.
    bytes.push(filler);
    compressed(dictionary(bytes.len()), bytes)
}

/// A text string: ASCII as it is, anything else as UTF-16 with its mark (ISO 32000-1, 7.9.2.2).
pub(super) fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// Characters as UTF-16 behind the mark that says so.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

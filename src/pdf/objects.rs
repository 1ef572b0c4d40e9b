//! The objects of a file, written one after the other: streams as they will stand in it, everything else kept
//! together for the streams that hold objects.

use std::io::Write;

use pdf_writer::types::Predictor;
use pdf_writer::{Chunk, Dict, Filter, Name, Obj, Ref, Settings, Stream};
use sha2::{Digest, Sha256};

use super::compress::{Stored, filled, quick};
use super::reference_table::{Place, table};

/// How many objects a stream holds: a reader expands it as a whole.
const OBJECTS: usize = 200;

/// What a file begins with: its version, and bytes that tell that it is no text (ISO 19005-2, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

/// What pdf-writer ends an object with.
const END: &[u8] = b"\nendobj\n";

/// The objects of a file.
pub(super) struct Objects {
    /// The streams.
    streams: Chunk,
    /// The other objects.
    others: Chunk,
    /// Where each of these begins.
    starts: Vec<(Ref, usize)>,
    /// Where each object stands in the file, by its number from 1.
    places: Vec<Place>,
    digest: Sha256,
    /// How much of the streams is in the digest.
    digested: usize,
}

impl Objects {
    /// No objects.
    pub(super) fn new() -> Self {
        let settings = Settings { pretty: false };
        Self {
            streams: Chunk::with_settings_and_capacity(settings, 1 << 16),
            others: Chunk::with_settings_and_capacity(settings, 1 << 14),
            starts: Vec::new(),
            places: Vec::new(),
            digest: Sha256::new(),
            digested: 0,
        }
    }

    /// The next number. Every number that is taken is written, so that there is no gap.
    pub(super) fn reserve(&mut self) -> Ref {
        self.places.push(Place::Unwritten);
        Ref::new(self.places.len() as i32)
    }

    /// Begins an object that is no stream.
    pub(super) fn object(&mut self, id: Ref) -> Obj<'_> {
        self.starts.push((id, self.others.len()));
        self.others.indirect(id)
    }

    /// Begins a dictionary.
    pub(super) fn dictionary(&mut self, id: Ref) -> Dict<'_> {
        self.object(id).dict()
    }

    /// Begins a stream of data as they are.
    pub(super) fn stream<'a>(&'a mut self, id: Ref, data: &'a [u8]) -> Stream<'a> {
        self.places[index(id)] = Place::Byte(HEADER.len() + self.streams.len());
        self.streams.stream(id, data)
    }

    /// Begins a stream of data that are compressed.
    pub(super) fn compressed<'a>(&'a mut self, id: Ref, data: &'a [u8]) -> Stream<'a> {
        let mut stream = self.stream(id, data);
        stream.filter(Filter::FlateDecode);
        stream
    }

    /// Writes a stream that other files have too; `describe` adds to its dictionary.
    pub(super) fn stored(&mut self, id: Ref, stored: &Stored, describe: impl FnOnce(&mut Dict<'_>)) {
        self.digest_streams();
        describe(&mut self.compressed(id, &stored.bytes));
        self.digest.update(stored.digest);
        self.digested = self.streams.len();
    }

    /// Takes what was written since the last time into the digest.
    fn digest_streams(&mut self) {
        self.digest.update(&self.streams.as_bytes()[self.digested..]);
        self.digested = self.streams.len();
    }

    /// Puts what is no stream into streams that hold objects (ISO 32000-1, 7.5.7), and gives the identifier that all of
    /// this decides: a digest of the bytes that are written, in which a stream that is stored once for many files
    /// stands by its own digest.
    pub(super) fn pack(&mut self) -> [u8; 16] {
        let starts = std::mem::take(&mut self.starts);
        for (part, objects) in starts.chunks(OBJECTS).enumerate() {
            let end = starts.get((part + 1) * OBJECTS).map_or(self.others.len(), |(_, start)| *start);
            let ends = objects.iter().skip(1).map(|(_, start)| *start).chain([end]);
            let id = self.reserve();
            let (mut numbers, mut bodies) = (Vec::new(), Vec::new());
            for (index, ((object, start), end)) in objects.iter().zip(ends).enumerate() {
                self.places[self::index(*object)] = Place::Within { stream: id.get() as usize, index };
                // Writing to memory cannot fail.
                let _ = write!(numbers, "{} {} ", object.get(), bodies.len());
                bodies.extend_from_slice(body(&self.others.as_bytes()[*start..end]));
                bodies.push(b' ');
            }
            let first = numbers.len() as i32;
            numbers.append(&mut bodies);
            let data = filled(numbers, b' ', quick);
            let mut stream = self.compressed(id, &data);
            stream.pair(Name(b"Type"), Name(b"ObjStm"));
            stream.pair(Name(b"N"), objects.len() as i32).pair(Name(b"First"), first);
        }
        self.digest_streams();
        let digest = self.digest.finalize_reset();
        let mut identifier = [0; 16];
        identifier.copy_from_slice(&digest[..16]);
        identifier
    }

    /// The file, with the table of where its objects stand.
    pub(super) fn finish(mut self, catalog: Ref, information: Ref, identifier: &[u8; 16]) -> Vec<u8> {
        let id = self.reserve();
        let start = HEADER.len() + self.streams.len();
        self.places[index(id)] = Place::Byte(start);
        let (data, widths) = table(&self.places, start);
        let size = self.places.len() as i32 + 1;
        let mut stream = self.compressed(id, &data);
        stream.pair(Name(b"Type"), Name(b"XRef")).pair(Name(b"Size"), size);
        stream.insert(Name(b"W")).array().items(widths);
        let columns = widths.iter().sum();
        stream.decode_parms().predictor(Predictor::PngUp).columns(columns);
        stream.pair(Name(b"Root"), catalog).pair(Name(b"Info"), information);
        stream.insert(Name(b"ID")).array().items([pdf_writer::Str(identifier); 2]);
        drop(stream);
        let mut bytes = Vec::with_capacity(HEADER.len() + self.streams.len() + 32);
        bytes.extend_from_slice(HEADER);
        bytes.extend_from_slice(self.streams.as_bytes());
        let _ = write!(bytes, "startxref\n{start}\n%%EOF\n");
        bytes
    }
}

fn index(id: Ref) -> usize {
    id.get() as usize - 1
}

/// An object without its number, which stands before the first line end, and its end.
fn body(object: &[u8]) -> &[u8] {
    let begin = object.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    object[begin..].strip_suffix(END).unwrap_or(&object[begin..])
}

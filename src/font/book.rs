//! The locked faces and their metrics.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use fontdb::{Database, Family, Query, Source as FontSource, Stretch, Style as Slant, Weight};

use super::lock::Lock;
use super::tables::Embedding;
use crate::diagnostic::{Error, messages};
use crate::pdf::Subset;
use crate::source::Digest;
use crate::style::Shelf;

/// A face of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// One face: its bytes, its tables and the measures that layout and the PDF need, in font units.
pub struct Face {
    /// The name of the family.
    pub family: String,
    /// The PostScript name.
    pub name: String,
    /// The weight, 400 for regular.
    pub weight: u16,
    /// Whether it is slanted.
    pub italic: bool,
    /// The file.
    pub data: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// The index within the file.
    pub index: u32,
    /// The tables.
    pub font: harfrust::Font,
    /// Units to the em.
    pub units_per_em: i64,
    /// Whether its licence lets it be embedded.
    pub embedding: Embedding,
    /// What every file embeds of it that its repertoire is enough for, made when the first one asks; `None` where
    /// the face cannot be reduced to that.
    pub(crate) shared: OnceLock<Option<Arc<Subset>>>,
}

impl fmt::Debug for Face {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Face").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Face {
    /// The glyph of a character; `None` when the face has none.
    pub fn glyph(&self, ch: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(ch)?;
        u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// The advance of a glyph, in font units.
    pub fn advance(&self, glyph: u16) -> i64 {
        self.font.glyph_metrics().h_advance(u32::from(glyph).into()).round() as i64
    }
}

/// The bytes of a font file.
type Shared = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The faces that documents may be set in.
#[derive(Debug)]
pub struct FontBook {
    database: Database,
    faces: Vec<Face>,
    /// The number of each face of the database.
    ids: Vec<(fontdb::ID, FaceId)>,
    digests: Vec<(String, Digest)>,
}

impl FontBook {
    /// The name of the lock file.
    pub const LOCK: &'static str = "fonts.toml";

    /// Opens the fonts of a folder by its lock.
    ///
    /// # Errors
    ///
    /// When the lock is wrong, or a file is missing, altered, or not a font.
    pub fn open(folder: &Shelf) -> Result<Self, Error> {
        let (lock, _) = Lock::read(folder)?;
        let mut book =
            Self { database: Database::new(), faces: Vec::new(), ids: Vec::new(), digests: Vec::new() };
        // Most of the time goes into the digests; each file has a thread of its own.
        let files = std::thread::scope(|scope| {
            let reading: Vec<_> =
                lock.file.iter().map(|file| scope.spawn(move || file.read(folder))).collect();
            let read = reading.into_iter().zip(&lock.file);
            // A thread that cannot go on leaves its file to this one.
            read.map(|(thread, file)| thread.join().unwrap_or_else(|_| file.read(folder))).collect::<Vec<_>>()
        });
        for (file, read) in lock.file.into_iter().zip(files) {
            let name = file.path.into_inner();
            let path = folder.shown(&name);
            book.digests.push((name, file.sha256.into_inner()));
            let data: Shared = match read? {
                Cow::Borrowed(bytes) => Arc::new(bytes),
                Cow::Owned(bytes) => Arc::new(bytes),
            };
            book.add(data, &path)?;
        }
        Ok(book)
    }

    /// A book of one font file from memory.
    ///
    /// # Errors
    ///
    /// When the bytes are not a font.
    pub fn from_data(data: Vec<u8>) -> Result<Self, Error> {
        let mut book =
            Self { database: Database::new(), faces: Vec::new(), ids: Vec::new(), digests: Vec::new() };
        book.add(Arc::new(data), Path::new("memory"))?;
        Ok(book)
    }

    fn add(&mut self, data: Shared, path: &Path) -> Result<(), Error> {
        let unusable = || Error::Refused(messages::not_a_font(path.display().to_string()));
        let ids = self.database.load_font_source(FontSource::Binary(data));
        if ids.is_empty() {
            return Err(unusable());
        }
        for id in ids {
            let info = self.database.face(id).ok_or_else(unusable)?;
            let (source, index) = self.database.face_source(id).ok_or_else(unusable)?;
            let FontSource::Binary(data) = source;
            let font = harfrust::Font::new(harfrust::font::Blob::from(Arc::clone(&data)), index)
                .ok_or_else(unusable)?;
            let family = info.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
            let embedding = Embedding::of((*data).as_ref(), index);
            let face = Face {
                family,
                embedding,
                name: info.post_script_name.clone(),
                weight: info.weight.0,
                italic: info.style != Slant::Normal,
                data,
                index,
                units_per_em: i64::from(font.units_per_em()),
                font,
                shared: OnceLock::new(),
            };
            self.ids.push((id, FaceId(self.faces.len() as u16)));
            self.faces.push(face);
        }
        Ok(())
    }

    /// Whether a family is in the book.
    pub fn has_family(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.family == family)
    }

    /// The face of a family nearest to a weight and a slant.
    pub fn find(&self, family: &str, bold: bool, italic: bool) -> Option<FaceId> {
        let query = Query {
            families: &[Family::Name(family)],
            weight: if bold { Weight::BOLD } else { Weight::NORMAL },
            stretch: Stretch::Normal,
            style: if italic { Slant::Italic } else { Slant::Normal },
        };
        let found = self.database.query(&query)?;
        self.ids.iter().find(|(id, _)| *id == found).map(|(_, face)| *face)
    }

    /// The face that stands in for another where that lacks a character: of those that have it the one nearest in
    /// weight and slant, the first of the lock before the others.
    pub fn fallback(&self, ch: char, other: FaceId) -> Option<FaceId> {
        let meant = self.face(other);
        let has = self.faces().filter(|(id, face)| *id != other && face.glyph(ch).is_some());
        let distance = |face: &Face| (face.italic != meant.italic, face.weight.abs_diff(meant.weight));
        has.min_by_key(|(id, face)| (distance(face), *id)).map(|(id, _)| id)
    }

    /// A face by its number.
    ///
    /// # Panics
    ///
    /// When the number is of another book.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The faces with their numbers.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        self.faces.iter().enumerate().map(|(index, face)| (FaceId(index as u16), face))
    }

    /// The locked files with their SHA-256.
    pub fn digests(&self) -> &[(String, Digest)] {
        &self.digests
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

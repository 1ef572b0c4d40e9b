//! The locked faces and their metrics.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use fontdb::{Database, Family, Query, Source as FontSource, Stretch, Style as Slant, Weight};
use serde::Deserialize;

use super::tables::Embedding;
use crate::diagnostic::{Error, messages};
use crate::pdf::Subset;
use crate::source::{Digest, Source};
use crate::style::from_toml;

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

/// The faces that documents may be set in.
#[derive(Debug)]
pub struct FontBook {
    database: Database,
    faces: Vec<Face>,
    /// The number of each face of the database.
    ids: Vec<(fontdb::ID, FaceId)>,
    digests: Vec<(String, Digest)>,
}

/// `fonts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lock {
    file: Vec<LockedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedFile {
    path: String,
    sha256: Digest,
    license: String,
}

impl FontBook {
    /// The name of the lock file.
    pub const LOCK: &'static str = "fonts.toml";

    /// Opens the fonts of a folder by its lock.
    ///
    /// # Errors
    ///
    /// When the lock is wrong, or a file is missing, altered, or not a font.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let source = Source::read(&folder.join(Self::LOCK)).map_err(Error::Configuration)?;
        let lock: Lock = from_toml(&source)?;
        let mut book =
            Self { database: Database::new(), faces: Vec::new(), ids: Vec::new(), digests: Vec::new() };
        for file in lock.file {
            let path = folder.join(&file.path);
            let data =
                std::fs::read(&path).map_err(|error| Error::io(messages::cannot_read, &path, error))?;
            let digest = Digest::of(&data);
            if digest != file.sha256 {
                let path = path.display().to_string();
                return Err(Error::Refused(messages::font_altered(path, digest.to_string())));
            }
            if !folder.join(&file.license).is_file() {
                let path = path.display().to_string();
                return Err(Error::Refused(messages::font_licence(path, file.license)));
            }
            book.digests.push((file.path, digest));
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
        book.add(data, &PathBuf::from("memory"))?;
        Ok(book)
    }

    fn add(&mut self, data: Vec<u8>, path: &Path) -> Result<(), Error> {
        let unusable = || Error::Refused(messages::not_a_font(path.display().to_string()));
        let ids = self.database.load_font_source(FontSource::Binary(Arc::new(data)));
        if ids.is_empty() {
            return Err(unusable());
        }
        for id in ids {
            let info = self.database.face(id).ok_or_else(unusable)?;
            let (source, index) = self.database.face_source(id).ok_or_else(unusable)?;
            let FontSource::Binary(data) = source;
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = data;
            let font = harfrust::Font::new(harfrust::font::Blob::from(Arc::clone(&shared)), index)
                .ok_or_else(unusable)?;
            let family = info.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
            let embedding = Embedding::of((*shared).as_ref(), index);
            let face = Face {
                family,
                embedding,
                name: info.post_script_name.clone(),
                weight: info.weight.0,
                italic: info.style != Slant::Normal,
                data: shared,
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

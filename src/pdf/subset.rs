//! A face reduced to some of its glyphs, and the objects that embed it (ISO 32000-1, 9.7).

use std::collections::BTreeMap;
use std::fmt::Write;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo};
use pdf_writer::{Finish, Name, Rect, Ref, Str};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::compress::Stored;
use super::objects::Objects;
use super::violation::Violation;
use crate::font::{Face, table};

/// A face reduced to some of its glyphs, ready to be written into files.
pub(crate) struct Subset {
    /// The name, with the tag of a subset before it.
    name: String,
    /// The code of each glyph of the face; 0 for those that are left out.
    codes: Vec<u16>,
    /// The glyphs, code by code.
    glyphs: Vec<Drawn>,
    outlines: Outlines,
    /// The font program.
    program: Stored,
    /// The map from codes to characters.
    to_unicode: Stored,
}

/// A glyph of a subset.
struct Drawn {
    /// In font units.
    advance: i64,
    /// The characters that it is read as.
    text: String,
}

/// The form of the outlines.
#[derive(Clone, Copy)]
enum Outlines {
    Cff,
    /// A TrueType file of so many bytes.
    TrueType(i32),
}

impl Subset {
    /// Reduces a face to glyphs, each with what it is read as.
    pub(super) fn new(face: &Face, glyphs: BTreeMap<u16, String>) -> Result<Self, Violation> {
        let mut remapper = GlyphRemapper::new();
        let mut codes = vec![0; glyphs.keys().last().map_or(1, |last| usize::from(*last) + 1)];
        let mut drawn = vec![Drawn { advance: face.advance(0), text: String::new() }];
        for (glyph, text) in glyphs {
            // Glyph 0 is in every subset; it is no character's.
            if glyph != 0 {
                codes[usize::from(glyph)] = remapper.remap(glyph);
                drawn.push(Drawn { advance: face.advance(glyph), text });
            }
        }
        let program = subsetter::subset((*face.data).as_ref(), face.index, &remapper)
            .map_err(|error| Violation::Damaged { font: face.name.clone(), message: error.to_string() })?;
        let name = format!("{}+{}", tag(&program), face.name);
        // What is embedded is the bare table `CFF `, or the whole TrueType file.
        let (outlines, program) = match table(&program, 0, *b"CFF ") {
            Some(cff) => (Outlines::Cff, cff.to_vec()),
            None => (Outlines::TrueType(program.len() as i32), program),
        };
        let to_unicode = Stored::new(to_unicode(&drawn).into_bytes(), b' ');
        Ok(Self { name, codes, glyphs: drawn, outlines, program: Stored::new(program, 1), to_unicode })
    }

    /// Whether a glyph is in the subset.
    pub(super) fn has(&self, glyph: u16) -> bool {
        self.code(glyph) != 0
    }

    /// The code of a glyph in the page's strings.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.codes.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    /// The advance of a code, in font units.
    pub(super) fn advance(&self, code: u16) -> i64 {
        self.glyphs.get(usize::from(code)).map_or(0, |glyph| glyph.advance)
    }

    /// Whether a glyph, on its own, is read back as these characters.
    pub(super) fn reads_as(&self, glyph: u16, text: &str) -> bool {
        self.glyphs.get(usize::from(self.code(glyph))).is_some_and(|glyph| glyph.text == text)
    }

    /// Writes the objects of the font; its dictionary gets the number `id`.
    pub(super) fn embed(&self, id: Ref, face: &Face, objects: &mut Objects) {
        let [descendant, descriptor, program, to_unicode] = [(); 4].map(|()| objects.reserve());
        let name = Name(self.name.as_bytes());
        objects.stored(program, &self.program, |stream| match self.outlines {
            Outlines::Cff => {
                stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
            }
            Outlines::TrueType(length) => {
                stream.pair(Name(b"Length1"), length);
            }
        });
        objects.stored(to_unicode, &self.to_unicode, |_| {});
        let mut font = objects.object(id).start::<pdf_writer::writers::Type0Font<'_>>();
        font.base_font(name).encoding_predefined(Name(b"Identity-H"));
        font.descendant_font(descendant).to_unicode(to_unicode);
        font.finish();
        let mut font = objects.object(descendant).start::<pdf_writer::writers::CidFont<'_>>();
        font.subtype(match self.outlines {
            Outlines::Cff => CidFontType::Type0,
            Outlines::TrueType(_) => CidFontType::Type2,
        });
        font.base_font(name).font_descriptor(descriptor).default_width(0.0);
        let system = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
        font.system_info(system);
        if let Outlines::TrueType(_) = self.outlines {
            font.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        // The codes run from 0 without a gap.
        let thousandths = |glyph: &Drawn| glyph.advance as f32 * 1000.0 / face.units_per_em as f32;
        font.widths().consecutive(0, self.glyphs.iter().map(thousandths));
        font.finish();
        self.describe(descriptor, face, program, objects);
    }

    /// Writes the font descriptor (ISO 32000-1, 9.8).
    fn describe(&self, id: Ref, face: &Face, program: Ref, objects: &mut Objects) {
        let metrics = face.font.metrics();
        let thousandths = |units: f64| {
            let units = units.round() as i64;
            (units * 1000 + face.units_per_em / 2).div_euclid(face.units_per_em) as f32
        };
        let bounds = &metrics.bounds;
        let line = metrics.typo_line.as_ref().or(metrics.hhea_line.as_ref());
        let angle = face.font.style_metrics().italic_angle.map_or(0.0, |angle| angle.to_f64().round() as f32);
        // Symbolic, since the codes are the subset's own; italic where the face is (ISO 32000-1, table 123).
        let mut flags = FontFlags::SYMBOLIC;
        flags.set(FontFlags::ITALIC, face.italic);
        flags.set(FontFlags::FORCE_BOLD, face.weight >= 700);
        // No table gives the stems; the estimate follows the weight.
        let stem = 50 + (i64::from(face.weight) * i64::from(face.weight)) / 4225;
        let mut descriptor = objects.object(id).start::<pdf_writer::writers::FontDescriptor<'_>>();
        descriptor.name(Name(self.name.as_bytes())).flags(flags).italic_angle(angle).stem_v(stem as f32);
        descriptor.bbox(Rect::new(
            thousandths(bounds.x_min.to_f64()),
            thousandths(bounds.y_min.to_f64()),
            thousandths(bounds.x_max.to_f64()),
            thousandths(bounds.y_max.to_f64()),
        ));
        descriptor.ascent(thousandths(line.map_or(750.0, |line| line.ascender.to_f64())));
        descriptor.descent(thousandths(line.map_or(-250.0, |line| line.descender.to_f64())));
        let cap_height = metrics.cap_height.as_ref();
        descriptor.cap_height(thousandths(cap_height.map_or(650.0, |height| height.to_f64())));
        match self.outlines {
            Outlines::Cff => descriptor.font_file3(program),
            Outlines::TrueType(_) => descriptor.font_file2(program),
        };
    }
}

/// Six capitals that depend on the program alone (ISO 32000-1, 9.6.4).
fn tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// The map from codes to characters (ISO 32000-1, 9.10.3).
fn to_unicode(glyphs: &[Drawn]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry(Adobe)\
         /Ordering(UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let entries: Vec<(usize, &Drawn)> =
        glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.text.is_empty()).collect();
    // Writing to a string cannot fail. A section holds a hundred entries at most.
    for section in entries.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", section.len());
        for (code, glyph) in section {
            let _ = write!(map, "<{code:04X}> <");
            for unit in glyph.text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

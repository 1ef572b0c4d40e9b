//! Font programs reduced to the glyphs in use, and the objects that embed them.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::stream::filled;
use super::violation::Violation;
use crate::font::{Face, FaceId, FontBook, table};
use crate::layout::{Layout, Page, Run};

/// The faces that a document uses, each with its glyphs.
pub(super) type Fonts = BTreeMap<FaceId, UsedFace>;

/// A face as one document uses it.
pub(super) struct UsedFace {
    /// The name of the resource, `F` and a number from 1.
    pub(super) resource: String,
    /// Old glyph numbers to those of the subset.
    remapper: GlyphRemapper,
    /// The characters of each glyph of the subset; the first use decides.
    texts: BTreeMap<u16, String>,
    /// Advances by glyph of the subset, in font units.
    advances: BTreeMap<u16, i64>,
    /// The reduced font file.
    program: Vec<u8>,
}

impl UsedFace {
    /// The code of a glyph in the page's strings.
    pub(super) fn code(&self, glyph: u16) -> u16 {
        self.remapper.get(glyph).unwrap_or(0)
    }

    /// Whether a glyph, on its own, is read back as these characters.
    pub(super) fn reads_as(&self, glyph: u16, text: &str) -> bool {
        self.texts.get(&self.code(glyph)).is_some_and(|known| known == text)
    }
}

/// Collects the glyphs of a layout and reduces their faces.
pub(super) fn collect(layout: &Layout, book: &FontBook) -> Result<Fonts, Violation> {
    let mut used: BTreeMap<FaceId, BTreeMap<u16, String>> = BTreeMap::new();
    for run in runs(layout) {
        let glyphs = used.entry(run.face).or_default();
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            let known = glyphs.entry(glyph.id).or_default();
            if known.is_empty() {
                text.clone_into(known);
            }
        }
    }
    let mut fonts = Fonts::new();
    for (number, (id, glyphs)) in used.into_iter().enumerate() {
        let face = book.face(id);
        let mut remapper = GlyphRemapper::new();
        let mut texts = BTreeMap::new();
        let mut advances = BTreeMap::from([(0, face.advance(0))]);
        for (glyph, text) in glyphs {
            let code = remapper.remap(glyph);
            texts.insert(code, text);
            advances.insert(code, face.advance(glyph));
        }
        let data = (*face.data).as_ref();
        let program = subsetter::subset(data, face.index, &remapper)
            .map_err(|error| Violation::Damaged { font: face.name.clone(), message: error.to_string() })?;
        let resource = format!("F{}", number + 1);
        fonts.insert(id, UsedFace { resource, remapper, texts, advances, program });
    }
    Ok(fonts)
}

/// Every run of a layout.
pub(super) fn runs(layout: &Layout) -> impl Iterator<Item = &Run> {
    layout.pages.iter().flat_map(Page::all_lines).flat_map(|placed| &placed.line.runs)
}

/// Adds a face's objects to a file; returns the reference of its font dictionary.
pub(super) fn embed(document: &mut Document, used: &UsedFace, face: &Face) -> Object {
    let name = format!("{}+{}", subset_tag(&used.program), face.name);
    let program = program_stream(&used.program);
    let (file_key, subtype) = match program.kind {
        Outlines::Cff => ("FontFile3", "CIDFontType0"),
        Outlines::TrueType => ("FontFile2", "CIDFontType2"),
    };
    let program = document.add_object(program.stream);
    let descriptor = document.add_object(descriptor(face, &name, file_key, program));
    let mut descendant = dictionary! {
        "Type" => "Font",
        "Subtype" => subtype,
        "BaseFont" => name.as_str(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => descriptor,
        "DW" => 0,
        "W" => widths(used, face.units_per_em),
    };
    if subtype == "CIDFontType2" {
        descendant.set("CIDToGIDMap", "Identity");
    }
    let descendant = document.add_object(descendant);
    let to_unicode =
        document.add_object(filled(|_| Dictionary::new(), to_unicode(&used.texts).into_bytes(), b' '));
    let font = dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => name.as_str(),
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Reference(descendant)],
        "ToUnicode" => to_unicode,
    };
    Object::Reference(document.add_object(font))
}

/// Six capitals that depend on the program alone (ISO 32000-1, 9.6.4).
fn subset_tag(program: &[u8]) -> String {
    Sha256::digest(program).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

enum Outlines {
    Cff,
    TrueType,
}

struct Program {
    kind: Outlines,
    stream: Stream,
}

/// A font program as the stream that embeds it: the bare `CFF ` table, or the whole TrueType file.
fn program_stream(program: &[u8]) -> Program {
    if let Some(cff) = table(program, 0, *b"CFF ") {
        let stream = filled(|_| dictionary! { "Subtype" => "CIDFontType0C" }, cff.to_vec(), 1);
        Program { kind: Outlines::Cff, stream }
    } else {
        let stream = filled(|length| dictionary! { "Length1" => length as i64 }, program.to_vec(), 1);
        Program { kind: Outlines::TrueType, stream }
    }
}

fn descriptor(face: &Face, name: &str, file_key: &str, program: lopdf::ObjectId) -> Dictionary {
    let metrics = face.font.metrics();
    let thousandths =
        |units: i64| Object::Integer((units * 1000 + face.units_per_em / 2).div_euclid(face.units_per_em));
    let bounds = &metrics.bounds;
    let corner = |value: f64| thousandths(value.round() as i64);
    let line = metrics.typo_line.as_ref().or(metrics.hhea_line.as_ref());
    let ascent = line.map_or(750, |line| line.ascender.to_f64().round() as i64);
    let descent = line.map_or(-250, |line| line.descender.to_f64().round() as i64);
    let cap_height = metrics.cap_height.map_or(650, |height| height.to_f64().round() as i64);
    let angle = face.font.style_metrics().italic_angle.map_or(0, |angle| angle.to_f64().round() as i64);
    // Symbolic, since the codes are the subset's own; italic where the face is (ISO 32000-1, table 123).
    let flags = 4 + if face.italic { 64 } else { 0 } + if face.weight >= 700 { 1 << 18 } else { 0 };
    // No table gives the stems; the estimate follows the weight.
    let stem = 50 + (i64::from(face.weight) * i64::from(face.weight)) / 4225;
    let mut descriptor = dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name,
        "Flags" => flags,
        "FontBBox" => vec![corner(bounds.x_min.to_f64()), corner(bounds.y_min.to_f64()), corner(bounds.x_max.to_f64()), corner(bounds.y_max.to_f64())],
        "ItalicAngle" => angle,
        "Ascent" => thousandths(ascent),
        "Descent" => thousandths(descent),
        "CapHeight" => thousandths(cap_height),
        "StemV" => stem,
    };
    descriptor.set(file_key, program);
    descriptor
}

/// The advances, code by code, in thousandths of an em.
fn widths(used: &UsedFace, units_per_em: i64) -> Vec<Object> {
    let advances = used.advances.values().map(|advance| {
        if advance * 1000 % units_per_em == 0 {
            Object::Integer(advance * 1000 / units_per_em)
        } else {
            Object::Real((*advance as f64 * 1000.0 / units_per_em as f64) as f32)
        }
    });
    // The codes run from 0 without a gap.
    vec![Object::Integer(0), Object::Array(advances.collect())]
}

/// The map from codes to characters (ISO 32000-1, 9.10.3).
fn to_unicode(texts: &BTreeMap<u16, String>) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry(Adobe)\
         /Ordering(UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let entries: Vec<(&u16, &String)> = texts.iter().filter(|(_, text)| !text.is_empty()).collect();
    // Writing to a string cannot fail. A section holds a hundred entries at most.
    for section in entries.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", section.len());
        for (code, text) in section {
            let _ = write!(map, "<{code:04X}> <");
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

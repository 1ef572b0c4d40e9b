//! The fonts of a file: codes to characters, widths, and the widths of the embedded programs.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::program;

/// A font as a reader of the file finds it.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) name: String,
    characters: BTreeMap<u16, String>,
    /// In thousandths of an em, code by code.
    widths: Vec<i64>,
    /// The same from the font program.
    own: Vec<i64>,
}

impl Font {
    /// Reads a font dictionary.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Result<Self, String> {
        let text = |error: lopdf::Error| error.to_string();
        let name = font.get(b"BaseFont").and_then(Object::as_name).map_err(text)?;
        let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).map_err(text)?;
        let map =
            String::from_utf8(map.get_plain_content().map_err(text)?).map_err(|error| error.to_string())?;
        let descendants =
            font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).map_err(text)?;
        let descendant = descendants.first().ok_or("the font has no descendant")?;
        let descendant =
            document.dereference(descendant).and_then(|(_, object)| object.as_dict()).map_err(text)?;
        let descriptor =
            descendant.get_deref(b"FontDescriptor", document).and_then(Object::as_dict).map_err(text)?;
        let own = if let Ok(file) = descriptor.get_deref(b"FontFile2", document).and_then(Object::as_stream) {
            program::true_type_widths(&file.get_plain_content().map_err(text)?)
        } else {
            let file =
                descriptor.get_deref(b"FontFile3", document).and_then(Object::as_stream).map_err(text)?;
            program::cff_widths(&file.get_plain_content().map_err(text)?)
        };
        Ok(Self {
            name: String::from_utf8_lossy(name).into_owned(),
            characters: characters(&map),
            widths: widths(descendant).map_err(text)?,
            own: own.ok_or("the font program cannot be read")?,
        })
    }

    /// The characters of a code; nothing for one that has none.
    pub(super) fn text(&self, code: u16) -> &str {
        self.characters.get(&code).map_or("", String::as_str)
    }

    /// The widths of a code, as the file gives it and as the program has it, when they differ.
    pub(super) fn differs(&self, code: u16) -> Option<(Option<i64>, Option<i64>)> {
        let given = self.widths.get(usize::from(code)).copied();
        let own = self.own.get(usize::from(code)).copied();
        // Both are rounded to thousandths.
        let agree = given.zip(own).is_some_and(|(given, own)| (given - own).abs() <= 1);
        (!agree).then_some((given, own))
    }
}

/// The widths from code 0 on: greffe writes them in one array.
fn widths(descendant: &Dictionary) -> Result<Vec<i64>, lopdf::Error> {
    let widths = descendant.get(b"W").and_then(Object::as_array)?;
    let list = widths.get(1).map_or(Ok(&Vec::new()), Object::as_array).cloned()?;
    list.iter().map(|width| width.as_float().map(|width| width.round() as i64)).collect()
}

/// The entries of a map from codes to characters (ISO 32000-1, 9.10.3).
fn characters(map: &str) -> BTreeMap<u16, String> {
    let mut entries = BTreeMap::new();
    let mut within = false;
    for line in map.lines() {
        within = (within || line.ends_with("beginbfchar")) && line != "endbfchar";
        let entry = line.strip_prefix('<').and_then(|line| line.strip_suffix('>')?.split_once("> <"));
        if let (true, Some((code, text))) = (within, entry)
            && let (Ok(code), Some(text)) = (u16::from_str_radix(code, 16), utf16(text))
        {
            entries.insert(code, text);
        }
    }
    entries
}

/// Characters from hexadecimal digits.
fn utf16(digits: &str) -> Option<String> {
    let units = digits.as_bytes().chunks(4).map(|four| {
        let four = std::str::from_utf8(four).ok()?;
        u16::from_str_radix(four, 16).ok()
    });
    String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok()
}

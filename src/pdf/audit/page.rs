//! The contents of pages as a reader of the file finds them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId};

use super::Fault;
use super::font::Font;

/// What is shown on the pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The number of each page's object.
    pub(super) numbers: BTreeMap<ObjectId, usize>,
    /// The characters of each marked content, and its marks that hold no characters, by page and number.
    pub(super) marked: BTreeMap<(usize, i64), String>,
    fonts: BTreeMap<ObjectId, Font>,
    /// The codes that are used of each font.
    used: BTreeSet<(ObjectId, u16)>,
    /// The characters that no mark holds, by page.
    unmarked: BTreeMap<usize, String>,
}

/// Marked content that is open.
enum Open {
    Part(i64),
    Artifact,
    /// Characters in place of those of the glyphs.
    Actual(String),
    /// Strings whose characters stand in the reverse of the order in which they are read (ISO 32000-1, 14.8.2.3.3).
    Reversed,
    Other,
}

impl Pages {
    /// Reads the pages of a file.
    pub(super) fn read(document: &Document, faults: &mut Vec<Fault>) -> Result<Self, String> {
        let mut pages = Self::default();
        for (index, id) in document.get_pages().into_values().enumerate() {
            pages.numbers.insert(id, index);
            pages
                .page(document, index, id, faults)
                .map_err(|error| format!("page {}: {error}", index + 1))?;
        }
        Ok(pages)
    }

    fn page(
        &mut self,
        document: &Document,
        index: usize,
        id: ObjectId,
        faults: &mut Vec<Fault>,
    ) -> Result<(), String> {
        let text = |error: lopdf::Error| error.to_string();
        let fonts = self.fonts(document, id)?;
        let page = document.get_dictionary(id).map_err(text)?;
        let contents = page.get_deref(b"Contents", document).and_then(Object::as_stream).map_err(text)?;
        let contents = contents.get_plain_content().map_err(text)?;
        let content = Content::decode(&contents).map_err(text)?;
        let mut open: Vec<Open> = Vec::new();
        let mut font = None;
        for operation in &content.operations {
            match operation.operator.as_str() {
                "Tf" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    font = name.and_then(|name| fonts.get(name)).copied();
                }
                "BDC" => {
                    let mark = mark(operation);
                    if let Open::Part(mcid) = mark
                        && self.marked.insert((index, mcid), String::new()).is_some()
                    {
                        faults.push(Fault::Reached { page: index + 1, mcid, times: 2 });
                    }
                    open.push(mark);
                }
                "BMC" => open.push(mark(operation)),
                "EMC" => {
                    if let Some(Open::Actual(characters)) = open.pop() {
                        self.show(index, &open, &characters);
                    }
                }
                "TJ" => {
                    let mut characters = self.characters(font, operation)?;
                    if matches!(open.last(), Some(Open::Reversed)) {
                        characters.reverse();
                    }
                    let characters = characters.concat();
                    if !matches!(open.last(), Some(Open::Actual(_))) {
                        self.show(index, &open, &characters);
                    }
                }
                "f" | "f*" | "Do" if open.is_empty() => {
                    self.unmarked.entry(index).or_default().push_str(&operation.operator);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The fonts of a page by the names of its resources.
    fn fonts(&mut self, document: &Document, page: ObjectId) -> Result<BTreeMap<Vec<u8>, ObjectId>, String> {
        let text = |error: lopdf::Error| error.to_string();
        let page = document.get_dictionary(page).map_err(text)?;
        let resources = page.get_deref(b"Resources", document).and_then(Object::as_dict).map_err(text)?;
        let mut names = BTreeMap::new();
        for (name, font) in resources.get(b"Font").and_then(Object::as_dict).map_err(text)? {
            let id = font.as_reference().map_err(text)?;
            if let Entry::Vacant(place) = self.fonts.entry(id) {
                place.insert(Font::read(document, document.get_dictionary(id).map_err(text)?)?);
            }
            names.insert(name.clone(), id);
        }
        Ok(names)
    }

    /// What the glyphs of a string are read as.
    fn characters(&mut self, font: Option<ObjectId>, operation: &Operation) -> Result<Vec<String>, String> {
        let id = font.ok_or("text without a font")?;
        let font = self.fonts.get(&id).ok_or("text in an unknown font")?;
        let mut characters = Vec::new();
        for item in operation.operands.first().and_then(|items| items.as_array().ok()).into_iter().flatten() {
            let Object::String(codes, _) = item else { continue };
            for code in codes.chunks(2) {
                let code = code.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte));
                self.used.insert((id, code));
                characters.push(font.text(code).to_owned());
            }
        }
        Ok(characters)
    }

    fn show(&mut self, page: usize, open: &[Open], characters: &str) {
        let mark = open.iter().rev().find(|open| matches!(open, Open::Part(_) | Open::Artifact));
        match mark {
            Some(Open::Part(mcid)) => {
                if let Some(known) = self.marked.get_mut(&(page, *mcid)) {
                    known.push_str(characters);
                }
            }
            Some(_) => {}
            None => self.unmarked.entry(page).or_default().push_str(characters),
        }
    }

    /// Reports what no mark holds.
    pub(super) fn unmarked(&self, faults: &mut Vec<Fault>) {
        let unmarked = self.unmarked.iter();
        faults.extend(unmarked.map(|(page, text)| Fault::Unmarked { page: page + 1, text: text.clone() }));
    }

    /// Reports the glyphs whose widths are not those of the embedded font.
    pub(super) fn check_glyphs(&self, faults: &mut Vec<Fault>) {
        for (id, code) in &self.used {
            let Some(font) = self.fonts.get(id) else { continue };
            if let Some((given, own)) = font.differs(*code) {
                faults.push(Fault::Glyph { font: font.name.clone(), code: *code, given, own });
            }
        }
    }
}

fn mark(operation: &Operation) -> Open {
    let properties = operation.operands.get(1).and_then(|properties| properties.as_dict().ok());
    let get = |key: &[u8]| properties.and_then(|properties| properties.get(key).ok());
    let tag = operation.operands.first().and_then(|tag| tag.as_name().ok());
    if tag == Some(b"Artifact") {
        Open::Artifact
    } else if tag == Some(b"ReversedChars") {
        Open::Reversed
    } else if let Some(mcid) = get(b"MCID").and_then(|mcid| mcid.as_i64().ok()) {
        Open::Part(mcid)
    } else if let Some(Object::String(bytes, _)) = get(b"ActualText") {
        Open::Actual(text_of(bytes))
    } else {
        Open::Other
    }
}

/// The characters of a text string.
pub(super) fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks(2)
                .map(|two| two.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}

//! The glyphs that official texts in the languages of Western Europe are made of, face by face.

use std::collections::BTreeMap;

use super::book::{FaceId, FontBook};
use super::shape::{Features, Shaper, Writing};

/// The letters, figures and signs, each a glyph by itself. Where two are one glyph, it is read as the first. A sign
/// more is some ninety bytes in every file; a document that has another gets a font of its own.
const CHARACTERS: [&str; 5] = [
    // Figures and the letters without accents.
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    // Those of French with accents.
    "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜàâæçèéêëîïôœùûüÿ",
    // Those of Spanish, and of the names that texts are full of.
    "áíñóúäö",
    // Spaces, stops, quotation marks, dashes.
    " \u{a0}\u{202f}!\"'(),-./:;?[]«»“”‘’\u{2010}\u{2011}–—…",
    // Signs.
    "%&*+§°€£×",
];

/// The letters that fonts draw as one.
const LIGATURES: [&str; 9] = ["ff", "fi", "fl", "ffi", "ffl", "fj", "ft", "tt", "Th"];

/// The figures of notes, and the letters of ordinals and titles.
const SUPERIORS: &str = "0123456789adehilmnorst";

/// The glyphs of a face that nearly every document can be set with, each with what it is read as. The face alone
/// decides, so that a document is the same file whatever is set before it.
pub(crate) fn repertoire(book: &FontBook, face: FaceId) -> BTreeMap<u16, String> {
    let mut shaper = Shaper::new(book);
    let mut glyphs = BTreeMap::new();
    let mut add = |text: &str, features: Features| {
        let shaped = shaper.shape(text.chars(), face, features, Writing::LEFT_TO_RIGHT);
        if let [glyph] = shaped.glyphs.as_slice()
            && glyph.id != 0
            && shaped.complete
        {
            glyphs.entry(glyph.id).or_insert_with(|| text.to_owned());
        }
    };
    let mut buffer = [0; 4];
    for character in CHARACTERS.iter().flat_map(|row| row.chars()) {
        add(character.encode_utf8(&mut buffer), Features::Plain);
    }
    for ligature in LIGATURES {
        add(ligature, Features::Plain);
    }
    for character in SUPERIORS.chars() {
        add(character.encode_utf8(&mut buffer), Features::Superiors);
    }
    glyphs
}

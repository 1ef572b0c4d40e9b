//! Shaping: characters to glyphs, with kerning, ligatures and the features that a style asks for.

use std::collections::HashMap;
use std::rc::Rc;

use harfrust::{Buffer, Direction, Feature, Script, ShapeOptions, ShapePlan, ShaperFont, Tag};

use super::book::{FaceId, FontBook};

/// The features that a run asks for besides the font's own kerning and ligatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Features {
    /// None.
    Plain,
    /// `sups`: superiors.
    Superiors,
    /// `subs`: inferiors.
    Inferiors,
    /// `smcp`: small capitals.
    SmallCapitals,
}

/// A shaped word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shaped {
    /// The glyphs from left to right.
    pub glyphs: Vec<ShapedGlyph>,
    /// The sum of the advances, in font units.
    pub advance: i64,
    /// Whether the face has a glyph of its own for every character of the feature asked for.
    pub complete: bool,
}

/// One glyph; lengths in font units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShapedGlyph {
    /// The glyph.
    pub id: u16,
    /// How far the pen moves.
    pub advance: i32,
    /// Shift to the right.
    pub x_offset: i32,
    /// Shift upwards.
    pub y_offset: i32,
    /// The first byte, in the word, of the characters that it stands for.
    pub cluster: u32,
}

/// How many words are remembered before the memory is emptied.
const MEMORY: usize = 20_000;

/// Shapes words in the faces of a book, remembering what it has shaped; one for each thread.
pub struct Shaper<'a> {
    book: &'a FontBook,
    fonts: Vec<ShaperFont<'a, 'static>>,
    plans: HashMap<(FaceId, Features), ShapePlan>,
    memory: HashMap<(FaceId, Features), HashMap<Box<str>, Rc<Shaped>>>,
    remembered: usize,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    /// A shaper for the faces of a book.
    pub fn new(book: &'a FontBook) -> Self {
        let fonts = book.faces().map(|(_, face)| ShaperFont::new(&face.font)).collect();
        Self {
            book,
            fonts,
            plans: HashMap::new(),
            memory: HashMap::new(),
            remembered: 0,
            buffer: Buffer::new(),
        }
    }

    /// The book.
    pub fn book(&self) -> &'a FontBook {
        self.book
    }

    /// Shapes one word from left to right.
    pub fn shape(&mut self, text: &str, face: FaceId, features: Features) -> Rc<Shaped> {
        if let Some(shaped) = self.memory.get(&(face, features)).and_then(|words| words.get(text)) {
            return Rc::clone(shaped);
        }
        if self.remembered >= MEMORY {
            self.memory.clear();
            self.remembered = 0;
        }
        let shaped = Rc::new(self.shape_anew(text, face, features));
        self.memory.entry((face, features)).or_default().insert(text.into(), Rc::clone(&shaped));
        self.remembered += 1;
        shaped
    }

    fn shape_anew(&mut self, text: &str, face: FaceId, features: Features) -> Shaped {
        let font = &self.fonts[usize::from(face.0)];
        let list: &[Feature] = &match features {
            Features::Plain => vec![],
            Features::Superiors => vec![Feature::new(Tag::new(b"sups"), 1, ..)],
            Features::Inferiors => vec![Feature::new(Tag::new(b"subs"), 1, ..)],
            Features::SmallCapitals => vec![Feature::new(Tag::new(b"smcp"), 1, ..)],
        };
        let script = Script::from_iso15924_tag(Tag::new(b"Latn"));
        let plan = self.plans.entry((face, features)).or_insert_with(|| {
            ShapePlan::new(&self.book.face(face).font, Direction::LeftToRight, script, None, list)
        });
        let buffer = &mut self.buffer;
        buffer.clear();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script);
        let options = ShapeOptions::new().plan(Some(plan)).features(list);
        // The buffer holds characters and agrees with the plan, the only things that shaping refuses.
        let shaped = harfrust::shape(font, buffer, options);
        debug_assert!(shaped.is_ok(), "the buffer agrees with its plan");
        let glyphs: Vec<ShapedGlyph> = buffer
            .glyph_infos()
            .iter()
            .zip(buffer.glyph_positions())
            .map(|(info, position)| ShapedGlyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                cluster: info.cluster,
            })
            .collect();
        let book_face = self.book.face(face);
        let substituted = |glyph: &ShapedGlyph| {
            text[glyph.cluster as usize..].chars().next().and_then(|ch| book_face.glyph(ch)) != Some(glyph.id)
        };
        let complete =
            !matches!(features, Features::Superiors | Features::Inferiors) || glyphs.iter().all(substituted);
        Shaped { advance: glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(), glyphs, complete }
    }
}

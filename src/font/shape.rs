//! Shaping: characters to glyphs, with kerning, ligatures and the features that a style asks for.

use std::cell::OnceCell;
use std::rc::Rc;

use harfrust::{
    Buffer, ClusterLevel, Direction as ShapeDirection, Feature, Language as ShapeLanguage, Script,
    ShapeOptions, ShapePlan, ShaperFont, Tag,
};
use rustc_hash::FxHashMap;

use super::book::{Face, FaceId, FontBook};
use crate::model::{Direction, is_arabic};

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

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Writing {
    /// Its direction; what is written from right to left is Arabic.
    pub direction: Direction,
    /// Whether its first letter may join one before it, which is set in another face or style.
    pub joins_before: bool,
    /// Whether its last letter may join one after it.
    pub joins_after: bool,
    /// Whether its language is another than Arabic, as Persian and Urdu are: it has none of the forms that a face
    /// keeps for Arabic alone.
    pub other_language: bool,
}

impl Writing {
    /// From left to right.
    pub const LEFT_TO_RIGHT: Self = Self {
        direction: Direction::LeftToRight,
        joins_before: false,
        joins_after: false,
        other_language: false,
    };

    /// Which of the ways of writing this is.
    fn index(self) -> usize {
        match self.direction {
            Direction::LeftToRight => 0,
            Direction::RightToLeft => {
                1 + usize::from(self.joins_before)
                    + 2 * usize::from(self.joins_after)
                    + 4 * usize::from(self.other_language)
            }
        }
    }

    /// Whether the forms are asked for that a face keeps for Arabic.
    fn is_arabic(self) -> bool {
        self.direction == Direction::RightToLeft && !self.other_language
    }
}

/// How many ways of writing there are.
const WRITINGS: usize = 9;

/// A shaped word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shaped {
    /// The glyphs from left to right.
    pub glyphs: Vec<ShapedGlyph>,
    /// The sum of the advances, in font units.
    pub advance: i64,
    /// Whether the face has a glyph of its own for every character of the feature asked for.
    pub complete: bool,
    /// Whether the face lacks one of the characters.
    pub lacking: bool,
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
    /// The faces as far as they have been used: making one reads all its rules.
    fonts: Vec<OnceCell<ShaperFont<'a, 'static>>>,
    /// By face, features, direction, whether the script is Arabic, and whether the language is another than Arabic.
    plans: FxHashMap<(FaceId, Features, Direction, bool, bool), ShapePlan>,
    /// The words of each face and its features, by [`place`].
    memory: Vec<FxHashMap<Box<str>, Rc<Shaped>>>,
    remembered: usize,
    /// Whether two letters, in one of their forms, are kerned over a space between them: by face, features, whether
    /// the language is another than Arabic, and the letters.
    pub(super) kerned: FxHashMap<(FaceId, Features, bool, [char; 2]), bool>,
    spaces: Vec<Spaces>,
    /// The families that were asked for, with their faces.
    families: Vec<(String, [FaceId; 4])>,
    /// The word that is being shaped.
    word: String,
    buffer: Buffer,
}

/// The spaces of a face, which stand between all words.
struct Spaces {
    /// The advance of the word space, in font units.
    advance: i64,
    /// The glyphs of the spaces in [`SPACES`].
    glyphs: [u16; SPACES.len()],
}

/// The spaces that the rules of typography put in.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// How many sets of features there are.
const FEATURES: usize = 4;

/// Where the words of a face and its features are remembered.
fn place(face: FaceId, features: Features, writing: Writing) -> usize {
    (usize::from(face.0) * WRITINGS + writing.index()) * FEATURES + features as usize
}

impl<'a> Shaper<'a> {
    /// A shaper for the faces of a book.
    pub fn new(book: &'a FontBook) -> Self {
        let fonts: Vec<_> = book.faces().map(|_| OnceCell::new()).collect();
        let spaces = book.faces().map(|(_, face)| Spaces {
            advance: face.advance(face.glyph(' ').unwrap_or(0)),
            glyphs: SPACES.map(|space| space_glyph(face, space)),
        });
        Self {
            book,
            plans: FxHashMap::default(),
            memory: (0..fonts.len() * FEATURES * WRITINGS).map(|_| FxHashMap::default()).collect(),
            fonts,
            remembered: 0,
            kerned: FxHashMap::default(),
            spaces: spaces.collect(),
            families: Vec::new(),
            word: String::new(),
            buffer: Buffer::new(),
        }
    }

    /// The book.
    pub fn book(&self) -> &'a FontBook {
        self.book
    }

    /// The faces of a family: upright, bold, italic, bold italic. The first of the book stands for one that is missing.
    pub fn family(&mut self, name: &str) -> [FaceId; 4] {
        if let Some((_, faces)) = self.families.iter().find(|(known, _)| known == name) {
            return *faces;
        }
        let find = |bold, italic| self.book.find(name, bold, italic).unwrap_or(FaceId(0));
        let faces = [find(false, false), find(true, false), find(false, true), find(true, true)];
        self.families.push((name.to_owned(), faces));
        faces
    }

    /// The advance of a face's word space, in font units.
    pub fn word_space(&self, face: FaceId) -> i64 {
        self.spaces[usize::from(face.0)].advance
    }

    /// The glyph of a space: the word space's where the face has none of its own.
    pub fn space(&self, face: FaceId, space: char) -> u16 {
        match SPACES.iter().position(|known| *known == space) {
            Some(at) => self.spaces[usize::from(face.0)].glyphs[at],
            None => space_glyph(self.book.face(face), space),
        }
    }

    /// Shapes one word.
    pub fn shape(
        &mut self,
        characters: impl Iterator<Item = char>,
        face: FaceId,
        features: Features,
        writing: Writing,
    ) -> Rc<Shaped> {
        let mut word = std::mem::take(&mut self.word);
        word.clear();
        characters.for_each(|ch| word.push(ch));
        let place = place(face, features, writing);
        let known = self.memory[place].get(word.as_str()).cloned();
        let shaped = known.unwrap_or_else(|| {
            if self.remembered >= MEMORY {
                self.memory.iter_mut().for_each(FxHashMap::clear);
                self.remembered = 0;
            }
            let shaped = Rc::new(self.shape_anew(&word, face, features, writing));
            self.memory[place].insert(word.as_str().into(), Rc::clone(&shaped));
            self.remembered += 1;
            shaped
        });
        self.word = word;
        shaped
    }

    fn shape_anew(&mut self, text: &str, face: FaceId, features: Features, writing: Writing) -> Shaped {
        let book = self.book;
        let font = self.fonts[usize::from(face.0)].get_or_init(|| ShaperFont::new(&book.face(face).font));
        let list: &[Feature] = &match features {
            Features::Plain => vec![],
            Features::Superiors => vec![Feature::new(Tag::new(b"sups"), 1, ..)],
            Features::Inferiors => vec![Feature::new(Tag::new(b"subs"), 1, ..)],
            Features::SmallCapitals => vec![Feature::new(Tag::new(b"smcp"), 1, ..)],
        };
        let direction = match writing.direction {
            Direction::LeftToRight => ShapeDirection::LeftToRight,
            Direction::RightToLeft => ShapeDirection::RightToLeft,
        };
        // The signs between European figures are of Latin script, those between Arabic ones of theirs.
        let arabic = writing.direction == Direction::RightToLeft
            || text.chars().any(|ch| is_arabic(ch) && ch.is_numeric());
        let script = Script::from_iso15924_tag(Tag::new(if arabic { b"Arab" } else { b"Latn" }));
        let language = if writing.is_arabic() { ShapeLanguage::new("ar") } else { None };
        let plan = self
            .plans
            .entry((face, features, writing.direction, arabic, writing.other_language))
            .or_insert_with(|| {
                ShapePlan::new(&book.face(face).font, direction, script, language.as_ref(), list)
            });
        let buffer = &mut self.buffer;
        buffer.clear();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.set_script(script);
        buffer.set_language(language);
        if direction == ShapeDirection::RightToLeft {
            // A mark is told from the letter that carries it, so that each is read as itself.
            buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
            buffer.set_pre_context(if writing.joins_before { JOINER } else { "" });
            buffer.set_post_context(if writing.joins_after { JOINER } else { "" });
        } else {
            buffer.set_cluster_level(ClusterLevel::default());
        }
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
        let lacking = glyphs.iter().any(|glyph| glyph.id == 0);
        let book_face = self.book.face(face);
        let substituted = |glyph: &ShapedGlyph| {
            text[glyph.cluster as usize..].chars().next().and_then(|ch| book_face.glyph(ch)) != Some(glyph.id)
        };
        let complete =
            !matches!(features, Features::Superiors | Features::Inferiors) || glyphs.iter().all(substituted);
        Shaped {
            advance: glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum(),
            glyphs,
            complete,
            lacking,
        }
    }
}

/// What stands for a letter that joins (Unicode Standard, 9.2: U+200D).
const JOINER: &str = "\u{200d}";

fn space_glyph(face: &Face, space: char) -> u16 {
    face.glyph(space).or_else(|| face.glyph(' ')).unwrap_or(0)
}

//! Words with what belongs to them, asked after so often that most must be refused at a glance.

use rustc_hash::FxHashMap;

/// Words, each with a value.
///
/// Nearly every word of a text is in none of the lists of a lexicon. A word is looked up only if one of the index has
/// its outline: its first two characters and its length.
#[derive(Debug)]
pub struct WordIndex<T> {
    entries: FxHashMap<String, T>,
    /// The outlines of the words, one bit each; two outlines may share a bit.
    outlines: [u64; OUTLINES / 64],
}

/// How many outlines are told apart: many times as many as an index has words.
const OUTLINES: usize = 4096;

impl<T> Default for WordIndex<T> {
    fn default() -> Self {
        Self { entries: FxHashMap::default(), outlines: [0; OUTLINES / 64] }
    }
}

impl<T> WordIndex<T> {
    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a word is there; it is written out only if one may be.
    pub fn holds(&self, characters: impl ExactSizeIterator<Item = char> + Clone) -> bool {
        self.may_hold(characters.clone()) && self.entries.contains_key(&characters.collect::<String>())
    }

    /// Whether a word of these characters may be among those of the index; never false for one that is.
    pub fn may_hold(&self, characters: impl ExactSizeIterator<Item = char>) -> bool {
        let outline = outline(characters);
        self.outlines[outline / 64] & 1 << (outline % 64) != 0
    }

    /// The value of a word.
    pub fn get(&self, word: &str) -> Option<&T> {
        self.entries.get(word)
    }
}

impl<T: Default> WordIndex<T> {
    /// The value of a word, which is added if it is not there yet.
    pub fn entry(&mut self, word: &str) -> &mut T {
        let characters: Vec<char> = word.chars().collect();
        let outline = outline(characters.into_iter());
        self.outlines[outline / 64] |= 1 << (outline % 64);
        self.entries.entry(word.to_owned()).or_default()
    }
}

fn outline(mut characters: impl ExactSizeIterator<Item = char>) -> usize {
    let length = characters.len();
    let mut next = || characters.next().map_or(0, |ch| ch as usize);
    let (first, second) = (next(), next());
    (first * 131 + second * 31 + length * 7) % OUTLINES
}

/// Abbreviations of several words, such as `S. E. M.`.
#[derive(Debug, Default)]
pub struct Abbreviations {
    words: Vec<Vec<String>>,
    /// Where each word stands that another follows: in which abbreviation, and at which place.
    places: WordIndex<Vec<(usize, usize)>>,
}

impl Abbreviations {
    /// Adds an abbreviation, its words parted by single spaces.
    pub fn add(&mut self, abbreviation: &str) {
        let words: Vec<String> = abbreviation.split(' ').map(str::to_owned).collect();
        for (place, word) in words.iter().enumerate().take(words.len().saturating_sub(1)) {
            self.places.entry(word).push((self.words.len(), place));
        }
        self.words.push(words);
    }

    /// Whether a word of these characters may stand before another in an abbreviation.
    pub fn may_hold(&self, characters: impl ExactSizeIterator<Item = char>) -> bool {
        self.places.may_hold(characters)
    }

    /// The abbreviations in which a word stands before another, with its place in each.
    pub fn around(&self, word: &str) -> impl Iterator<Item = (&[String], usize)> {
        let places = self.places.get(word).map(Vec::as_slice).unwrap_or_default();
        places.iter().map(|(abbreviation, place)| (self.words[*abbreviation].as_slice(), *place))
    }
}

//! The keywords that open clauses, found whatever their accents and their case.

use rustc_hash::FxHashMap;

use super::{ClauseKind, fold};

/// A keyword, or a modifier that follows one.
#[derive(Debug)]
pub(super) struct Phrase {
    /// Folded words.
    pub(super) words: Vec<String>,
    pub(super) kind: ClauseKind,
    pub(super) text: String,
}

/// Adds a phrase to the others that begin with its first word.
pub(super) fn add_phrase(index: &mut FxHashMap<String, Vec<Phrase>>, text: &str, kind: ClauseKind) {
    let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    let Some(first) = words.first() else { return };
    let phrases = index.entry(first.clone()).or_default();
    if phrases.iter().any(|phrase| phrase.text == text) {
        return;
    }
    // The longest come first, so that the first that fits is the longest that fits.
    let at = phrases.partition_point(|phrase| phrase.words.len() >= words.len());
    phrases.insert(at, Phrase { words, kind, text: text.to_owned() });
}

/// What may close a keyword.
const CLOSING: [char; 4] = [',', ';', ':', '.'];

/// Whether punctuation closes the word before an index.
pub(super) fn closes(words: &[&str], index: usize) -> bool {
    index.checked_sub(1).and_then(|last| words.get(last)).is_some_and(|word| word.ends_with(CLOSING))
}

/// The words of a text, folded as far as they have been asked for.
pub(super) struct Typed<'a> {
    words: &'a [&'a str],
    folded: Vec<String>,
}

impl<'a> Typed<'a> {
    pub(super) fn new(words: &'a [&'a str]) -> Self {
        Self { words, folded: Vec::new() }
    }

    /// Whether the word of this index is a folded one; the last word of a keyword may be closed by punctuation, which
    /// does not cut it.
    fn is(&mut self, index: usize, known: &str, last: bool) -> bool {
        self.words.get(index).is_some_and(|word| {
            let closing = if last { word.len() - word.trim_end_matches(CLOSING).len() } else { 0 };
            self.folded(index).is_some_and(|folded| folded[..folded.len() - closing] == *known)
        })
    }

    fn folded(&mut self, index: usize) -> Option<&str> {
        while self.folded.len() <= index {
            self.folded.push(fold(self.words.get(self.folded.len())?));
        }
        Some(&self.folded[index])
    }
}

/// The longest phrase of an index that the words from `start` on begin with.
pub(super) fn longest<'a>(
    index: &'a FxHashMap<String, Vec<Phrase>>,
    typed: &mut Typed<'_>,
    start: usize,
) -> Option<&'a Phrase> {
    let words = typed.words.get(start..)?;
    let closing = words.first()?.len() - words.first()?.trim_end_matches(CLOSING).len();
    let first = typed.folded(start)?;
    let phrases = index.get(&first[..first.len() - closing])?;
    let mut fits = |phrase: &&Phrase| {
        phrase.words.len() <= words.len()
            && phrase.words.iter().enumerate().all(|(at, known)| {
                let last = at + 1 == phrase.words.len();
                typed.is(start + at, known, last)
            })
            && phrase.text.split(' ').zip(words).all(|(known, word)| agree(known, word))
    };
    let found = phrases.iter().find(|phrase| fits(phrase))?;
    // `encourage` and `encouragé` differ by their accents alone: the one that is typed so comes first.
    let length = found.words.len();
    let spelled = words[..length].join(" ").to_lowercase().replace('’', "'");
    let spelled = spelled.trim_end_matches(CLOSING);
    let alike = |phrase: &&Phrase| phrase.words.len() == length && phrase.text == spelled && fits(phrase);
    Some(phrases.iter().find(alike).unwrap_or(found))
}

/// Whether a typed word may be the known one with its accents lost: capitals lose any, but `dispose` is not
/// `disposé`.
fn agree(known: &str, typed: &str) -> bool {
    let participle =
        |word: &str| word.trim_end_matches(['s', ',', ';', ':', '.']).trim_end_matches('e').ends_with('é');
    let capitals = typed.chars().filter(|ch| ch.is_alphabetic()).all(char::is_uppercase);
    capitals || participle(known) == participle(typed)
}

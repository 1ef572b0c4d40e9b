//! Where a word may be divided.

mod british;

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::settings::{Division, Settings};
use crate::model::{Cell, Language, Marks};
use crate::style::StyleSet;

/// The least letters that stay on the line and that go to the next (LIN, Coupures).
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// The offsets, in cells of `word`, before which the word may be divided with a hyphen.
///
/// A word is what stands between two spaces. Its parts between apostrophes, hyphens and other signs are
/// divided each by itself, so that `l’Assemblée` and `aujourd’hui` never break beside their apostrophe. A part
/// with a capital inside, an acronym, a keyword, or beside a hyphen of its own is not divided at all.
/// Words of another language are divided as that language divides them.
pub fn hyphenation_points(word: &[Cell], style: &StyleSet) -> Vec<usize> {
    let mut points = Vec::new();
    // A compound breaks only at its own hyphen.
    let compound = word.iter().any(|cell| matches!(cell.ch, '-' | '\u{2010}' | '\u{2011}' | '–' | '—' | '/'));
    if compound {
        return points;
    }
    let mut start = 0;
    while start < word.len() {
        let length = word[start..].iter().take_while(|cell| cell.ch.is_alphabetic()).count();
        if length >= BEFORE + AFTER {
            divide(&word[start..start + length], start, style, &mut points);
        }
        start += length.max(1);
    }
    points
}

fn divide(part: &[Cell], offset: usize, style: &StyleSet, points: &mut Vec<usize>) {
    let barred = part.iter().any(|cell| {
        [Marks::UNBROKEN, Marks::PROTECTED, Marks::KEYWORD].into_iter().any(|mark| cell.marks.contains(mark))
    });
    let capital_inside = part[1..].iter().any(|cell| cell.ch.is_uppercase());
    if barred || capital_inside {
        return;
    }
    let (language, settings, lexicon) = style.words_of(part[0].foreign);
    let mut text = String::with_capacity(part.len() + 4);
    for cell in part {
        if cell.ch.is_ascii() {
            text.push(cell.ch.to_ascii_lowercase());
        } else {
            text.extend(cell.ch.to_lowercase());
        }
    }
    if let Some(breaks) = lexicon.hyphenation.get(&text) {
        points.extend(breaks.iter().map(|at| offset + at));
        return;
    }
    by_patterns(&text, Patterns::of(language, settings), |at| {
        if at <= part.len() {
            points.push(offset + at);
        }
    });
}

/// How many words a thread remembers before its memory is emptied.
const MEMORY: usize = 20_000;

/// Whose patterns divide a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Patterns {
    British,
    Of(hypher::Lang),
}

impl Patterns {
    fn of(language: Language, settings: &Settings) -> Self {
        match language {
            Language::English if settings.division == Division::Gb => Self::British,
            Language::English => Self::Of(hypher::Lang::English),
            Language::Spanish => Self::Of(hypher::Lang::Spanish),
            Language::French => Self::Of(hypher::Lang::French),
        }
    }
}

/// Words, each with the characters before which the patterns divide it.
type Divided = FxHashMap<Box<str>, Box<[usize]>>;

thread_local! {
    /// The words that the patterns have divided: a language uses few, and what they say of one stays the same.
    static DIVIDED: RefCell<FxHashMap<Patterns, Divided>> = RefCell::default();
}

/// Calls `divide` with each character before which patterns divide a word of small letters.
fn by_patterns(word: &str, whose: Patterns, divide: impl FnMut(usize)) {
    DIVIDED.with_borrow_mut(|memory| {
        let memory = memory.entry(whose).or_default();
        if let Some(points) = memory.get(word) {
            return points.iter().copied().for_each(divide);
        }
        let points = patterns(word, whose);
        points.iter().copied().for_each(divide);
        if memory.len() >= MEMORY {
            memory.clear();
        }
        memory.insert(word.into(), points);
    });
}

fn patterns(word: &str, whose: Patterns) -> Box<[usize]> {
    let patterns = match whose {
        Patterns::British => return british::divide(word, BEFORE, AFTER),
        Patterns::Of(patterns) => patterns,
    };
    let mut at = 0;
    let mut syllables = hypher::hyphenate_bounded(word, patterns, BEFORE, AFTER).peekable();
    let mut points = Vec::new();
    while let Some(syllable) = syllables.next() {
        at += syllable.chars().count();
        if syllables.peek().is_some() {
            points.push(at);
        }
    }
    points.into_boxed_slice()
}

//! Which signs stand in a text: what a rule must find there to have anything to do.
//!
//! Most paragraphs hold few of the signs that the rules are about. One reading of a text says which, and the rules
//! that find none of theirs are passed over.

use std::ops::Range;

use crate::model::{Cell, Style};

/// A set of signs, and of pairs of characters that stand beside each other.
///
/// The set of a text never lacks what stands there; it may hold what no longer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u64);

/// The first bit of the pairs; below it are the signs that stand for themselves.
const PAIRS: u32 = 32;

impl Signs {
    /// Any text, be it empty.
    pub const TEXT: Self = Self(1);
    /// `'`.
    pub const APOSTROPHE: Self = Self(1 << 1);
    /// A mark of quotation other than `'`, or a quotation that goes on from the paragraph before.
    pub const QUOTE: Self = Self(1 << 2);
    /// `…`.
    pub const ELLIPSIS: Self = Self(1 << 3);
    /// `–` or `—`.
    pub const DASH: Self = Self(1 << 4);
    /// `;`, `!` or `?`.
    pub const HIGH_PUNCTUATION: Self = Self(1 << 5);
    /// `:`.
    pub const COLON: Self = Self(1 << 6);
    /// `%` or `‰`.
    pub const PERCENT: Self = Self(1 << 7);
    /// `+`, `−`, `±` or `°`.
    pub const SIGN: Self = Self(1 << 8);
    /// A figure.
    pub const DIGIT: Self = Self(1 << 9);
    /// `-` or `/`.
    pub const HYPHEN: Self = Self(1 << 10);
    /// `@` or `\`, which stand in no word.
    pub const TECHNICAL: Self = Self(1 << 11);
    /// `№`.
    const NUMERO: Self = Self(1 << 12);
    /// A character of code or of another language.
    pub const FOREIGN: Self = Self(1 << 13);

    /// `¿` or `¡`.
    pub const INVERTED: Self = Self(1 << 16);
    /// `.`.
    pub const FULL_STOP: Self = Self(1 << 15);
    /// A tab.
    const TAB: Self = Self(1 << 14);

    /// Spaces beside each other or at an edge, and tabs.
    pub const SPACES: Self = Self(Self::TAB.0 | 1 << PAIRS);
    /// A space before a sign that takes none, or after one.
    pub const STRAY_SPACE: Self = Self(1 << (PAIRS + 1));
    /// A comma before a letter.
    pub const TIGHT_COMMA: Self = Self(1 << (PAIRS + 2));
    /// Two full stops.
    pub const DOTS: Self = Self(1 << (PAIRS + 3));
    /// A hyphen after a space or another hyphen.
    pub const FREE_HYPHEN: Self = Self(1 << (PAIRS + 4));
    /// `oe` or `ae`, whatever their case.
    pub const DIGRAPH: Self = Self(1 << (PAIRS + 5));
    /// What can be the sign of a number: `n°`, `No 8`, `No. 8`, `№`.
    pub const NUMBER_SIGN: Self = Self(Self::NUMERO.0 | 3 << (PAIRS + 6));
    /// A figure or a Roman numeral before a letter that begins the ending of an ordinal.
    pub const ORDINAL: Self = Self(1 << (PAIRS + 8));
    /// `no` or `nos` before a no-break space.
    pub const BOUND_NUMBER_SIGN: Self = Self(1 << (PAIRS + 9));
    /// A full stop or a colon inside a word.
    pub const INNER_STOP: Self = Self(1 << (PAIRS + 10));

    /// A `'` that may open a quotation: at the beginning of a word.
    pub const OPENING_APOSTROPHE: Self = Self(1 << (PAIRS + 11));
    /// An `x` that begins a word or follows a figure.
    pub const TIMES: Self = Self(1 << (PAIRS + 12));

    /// The signs of a text.
    pub fn of(cells: &[Cell]) -> Self {
        Self::TEXT.with(Self::within(cells, 0..cells.len()))
    }

    /// The signs of a part of a text, with the pairs that it makes with what stands beside it.
    pub(super) fn within(cells: &[Cell], part: Range<usize>) -> Self {
        let before = part.start.checked_sub(1).map_or(EDGE, |at| Class::of(cells[at].ch));
        let (mut signs, mut begun) = (0, before.begins);
        let mut style = Style::PLAIN;
        let mut foreign = false;
        for cell in &cells[part.clone()] {
            let class = Class::of(cell.ch);
            signs |= u64::from(class.own) | u64::from(begun & class.ends) << PAIRS;
            begun = class.begins;
            style = style.with(cell.style);
            foreign |= cell.foreign.is_some();
        }
        let after = cells.get(part.end).map_or(EDGE, |cell| Class::of(cell.ch));
        signs |= u64::from(begun & after.ends) << PAIRS;
        let foreign = foreign || style.contains(Style::CODE);
        Self(signs | if foreign { Self::FOREIGN.0 } else { 0 })
    }

    /// The sign that a character is by itself.
    pub(super) fn of_character(ch: char) -> Self {
        Self(u64::from(Class::of(ch).own))
    }

    /// Whether one at least of `other` is there.
    pub fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn own(self) -> u32 {
        self.0 as u32
    }

    const fn pairs(self) -> u16 {
        (self.0 >> PAIRS) as u16
    }
}

/// What a character is: a sign of its own, the first of some pairs, the second of others.
#[derive(Clone, Copy)]
struct Class {
    own: u32,
    begins: u16,
    ends: u16,
}

/// The pairs of the sign of a number: `n` before `°`, `o` before a space or a full stop.
const N_DEGREE: u16 = 1 << 6;
const O_STOP: u16 = 1 << 7;

/// The beginning and the end of a text.
const EDGE: Class = Class {
    own: 0,
    begins: Signs::SPACES.pairs() | Signs::OPENING_APOSTROPHE.pairs(),
    ends: Signs::SPACES.pairs(),
};

/// The characters whose classes are listed: Latin letters, and the punctuation and signs of the rules.
const LATIN: usize = 0x180;
const PUNCTUATION: Range<usize> = 0x2000..0x2220;
static CLASSES: [Class; LATIN + PUNCTUATION.end - PUNCTUATION.start] = classes();

const fn classes() -> [Class; LATIN + PUNCTUATION.end - PUNCTUATION.start] {
    let mut classes = [EDGE; LATIN + PUNCTUATION.end - PUNCTUATION.start];
    let mut at = 0;
    while at < classes.len() {
        let code = if at < LATIN { at } else { at - LATIN + PUNCTUATION.start };
        if let Some(ch) = char::from_u32(code as u32) {
            classes[at] = Class { own: own(ch), begins: begins(ch), ends: ends(ch) };
        }
        at += 1;
    }
    classes
}

impl Class {
    fn of(ch: char) -> Self {
        let code = ch as usize;
        if code < LATIN {
            CLASSES[code]
        } else if PUNCTUATION.contains(&code) {
            CLASSES[code - PUNCTUATION.start + LATIN]
        } else {
            Self { own: 0, begins: begins(ch), ends: ends(ch) }
        }
    }
}

const fn own(ch: char) -> u32 {
    let signs = match ch {
        '\t' => Signs::TAB,
        '\'' => Signs::APOSTROPHE,
        '"' | '<' | '>' | '«' | '»' | '“' | '”' | '‘' => Signs::QUOTE,
        '…' => Signs::ELLIPSIS,
        '–' | '—' => Signs::DASH,
        ';' | '!' | '?' => Signs::HIGH_PUNCTUATION,
        ':' => Signs::COLON,
        '%' | '‰' => Signs::PERCENT,
        '+' | '−' | '±' | '°' => Signs::SIGN,
        '0'..='9' => Signs::DIGIT,
        '-' | '/' => Signs::HYPHEN,
        '@' | '\\' => Signs::TECHNICAL,
        '№' => Signs::NUMERO,
        '¿' | '¡' => Signs::INVERTED,
        '.' => Signs::FULL_STOP,
        _ => return 0,
    };
    signs.own()
}

const fn begins(ch: char) -> u16 {
    let mut pairs = 0;
    if is_blank(ch) {
        pairs |= Signs::SPACES.pairs();
    }
    if is_blank(ch) || is_other_space(ch) || matches!(ch, '\u{2060}' | '(' | '[' | '«' | '“' | '"') {
        pairs |= Signs::OPENING_APOSTROPHE.pairs();
    }
    if is_blank(ch) || is_other_space(ch) || matches!(ch, '\u{2060}' | '0'..='9' | '"' | '″' | '′' | '\'')
    {
        pairs |= Signs::TIMES.pairs();
    }
    if matches!(ch, ' ' | '(' | '[') {
        pairs |= Signs::STRAY_SPACE.pairs();
    }
    if matches!(ch, ' ' | '-') {
        pairs |= Signs::FREE_HYPHEN.pairs();
    }
    pairs
        | match ch {
            ',' => Signs::TIGHT_COMMA.pairs(),
            '.' => Signs::DOTS.pairs() | Signs::INNER_STOP.pairs() | Signs::BOUND_NUMBER_SIGN.pairs(),
            ':' => Signs::INNER_STOP.pairs(),
            'o' => Signs::DIGRAPH.pairs() | O_STOP | Signs::BOUND_NUMBER_SIGN.pairs(),
            'O' | 'a' | 'A' => Signs::DIGRAPH.pairs(),
            's' => Signs::BOUND_NUMBER_SIGN.pairs(),
            'n' | 'N' => N_DEGREE,
            '0'..='9' | 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M' => Signs::ORDINAL.pairs(),
            _ => 0,
        }
}

const fn ends(ch: char) -> u16 {
    let mut pairs = 0;
    if is_blank(ch) {
        pairs |= Signs::SPACES.pairs() | O_STOP;
    } else if !is_other_space(ch) {
        pairs |= Signs::INNER_STOP.pairs();
    }
    if matches!(ch, ' ' | ',' | '.' | ')' | ']') {
        pairs |= Signs::STRAY_SPACE.pairs();
    }
    if ch.is_ascii_alphabetic() || !ch.is_ascii() {
        pairs |= Signs::TIGHT_COMMA.pairs();
    }
    pairs
        | match ch {
            '.' => Signs::DOTS.pairs() | O_STOP,
            '-' => Signs::FREE_HYPHEN.pairs(),
            '\'' => Signs::OPENING_APOSTROPHE.pairs(),
            'x' => Signs::TIMES.pairs(),
            'e' => Signs::DIGRAPH.pairs() | Signs::ORDINAL.pairs(),
            'E' => Signs::DIGRAPH.pairs(),
            '°' | 'º' | 'ᵒ' => N_DEGREE,
            'i' | 'è' | 'n' | 'r' | 'm' | 'd' => Signs::ORDINAL.pairs(),
            '\u{a0}' => Signs::BOUND_NUMBER_SIGN.pairs(),
            '\u{2009}' | '\u{2002}' | '\u{2003}' | '\u{2060}' => O_STOP,
            _ => 0,
        }
}

/// The spaces that are typed, or put in by the rules.
const fn is_blank(ch: char) -> bool {
    matches!(ch, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\n')
}

/// The other spaces of Unicode, which end a word too.
const fn is_other_space(ch: char) -> bool {
    matches!(
        ch,
        '\u{b}'..='\r' | '\u{85}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{205f}' | '\u{3000}'
    )
}

//! Numbers in words: "quarante-deux", "forty-two", "cuarenta y dos", "اثنان وأربعون"; and Roman numerals.

use super::decimal::Decimal;
use super::token::Token;
use super::words::{NumberWord, Numbers};

/// A number in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) readings: Vec<Decimal>,
    /// Whether it surely counts.
    pub(super) sure: bool,
    /// How many tokens it takes.
    pub(super) length: usize,
}

/// The number whose words begin at a token.
pub(super) fn count(tokens: &[Token], at: usize, numbers: &Numbers) -> Option<Counted> {
    let word = |at: usize| numbers.word(tokens.get(at)?.word()?);
    let mut sum = Sum::default();
    let first = word(at)?;
    sum.add(&first, numbers);
    let (mut end, mut last) = (at + 1, first);
    loop {
        // A hyphen or a word that joins may stand between two words of one number.
        let hyphen = tokens
            .get(end)
            .is_some_and(|token| !token.spaced && token.is_sign(&['-', '\u{2010}', '\u{2011}']));
        let joining = tokens.get(end).and_then(Token::word).is_some_and(|word| numbers.joins(word));
        let next = end + usize::from(hyphen || joining);
        let next = next + usize::from(joining && hyphen_at(tokens, next));
        let Some(word) = word(next) else { break };
        let takes = if last.last {
            goes_on(&last, &word, joining || word.joined, numbers)
        } else {
            sum.takes(&word, joining || word.joined, numbers)
        };
        if !takes {
            break;
        }
        sum.add(&word, numbers);
        (end, last) = (next + 1, word);
    }
    Some(Counted { readings: sum.readings, sure: sum.sure, length: end - at })
        .filter(|counted| !counted.readings.is_empty())
}

/// Whether an ordinal is of several words: "septuagésimo tercer", "الثالثة والسبعين", "الثالثة عشرة".
fn goes_on(last: &NumberWord, next: &NumberWord, joined: bool, numbers: &Numbers) -> bool {
    let (Some(last), Some(next)) = (last.value, next.value.filter(|_| next.scale.is_none())) else {
        return false;
    };
    let tens = (10..100).contains(&last) && last.is_multiple_of(10) && next < 10 && !joined;
    let units = last < 10 && next < 100 && next.is_multiple_of(10) && (next == 10 || joined);
    if numbers.units_first { units } else { tens }
}

fn hyphen_at(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is_sign(&['-', '\u{2011}']))
}

/// A number that grows word by word.
#[derive(Debug, Default)]
struct Sum {
    /// What is said before the last thousand, million, …
    total: u64,
    /// What is said since.
    current: u64,
    /// The last word's value.
    last: u64,
    /// The last power of ten.
    scale: Option<u32>,
    readings: Vec<Decimal>,
    sure: bool,
    words: usize,
}

impl Sum {
    /// Whether a word goes on with the number rather than begin another.
    fn takes(&self, word: &NumberWord, joined: bool, numbers: &Numbers) -> bool {
        if let Some(scale) = word.scale {
            return self.scale.is_none_or(|last| scale != last);
        }
        let Some(value) = word.value else { return false };
        match value {
            // Two articles are no number, nor is a doubtful word after one that says as little.
            _ if !word.sure && !self.sure && self.scale.is_none() => false,
            100 => self.current < 100 && self.current > 1,
            20 if numbers.score && self.current % 100 == 4 => true,
            10.. if numbers.units_first && self.last < 10 && self.last > 0 && value < 100 => {
                value == 10 || joined
            }
            _ if self.current == 0 => true,
            // "soixante et onze", "quatre-vingt-dix-sept".
            10..20 if numbers.score && matches!(self.last, 60 | 80) => true,
            _ => {
                value < 10_u64.pow(self.last.ilog10().max(1))
                    && (self.last >= 20 || self.last == 10)
                    && self.last > value
            }
        }
    }

    fn add(&mut self, word: &NumberWord, numbers: &Numbers) {
        self.words += 1;
        if let Some(scale) = word.scale {
            let factor = 10_u64.checked_pow(scale).unwrap_or(u64::MAX);
            if self.scale.is_some_and(|last| last < scale) {
                self.total = self.total.saturating_add(self.current).saturating_mul(factor);
            } else {
                self.total = self.total.saturating_add(self.current.max(1).saturating_mul(factor));
            }
            (self.current, self.last, self.scale) = (0, 0, Some(scale));
        } else if let Some(value) = word.value {
            let multiplied = (value == 100 && self.current > 1 && self.current < 100)
                || (value == 20 && numbers.score && self.current % 100 == 4);
            if multiplied {
                let rest = if value == 20 { self.current - 4 } else { 0 };
                self.current = rest + (self.current - rest) * value;
            } else {
                self.current = self.current.saturating_add(value);
            }
            self.last = if multiplied && value == 20 { 80 } else { value };
        }
        self.sure |= word.sure;
        self.readings.clear();
        // A dual counts by itself what the same word multiplies after a number.
        let dual = word.scale.is_some() && !word.others.is_empty() && self.words == 1;
        if (word.scale.is_some() || word.value.is_some()) && !dual {
            self.readings.push(Decimal::from(self.total.saturating_add(self.current)));
        }
        self.readings.extend(word.others.iter().cloned());
    }
}

/// The value of a Roman numeral; of one letter it may be anything.
pub(super) fn roman(text: &str, spaced: bool) -> Option<Counted> {
    if text.len() > 12 || !text.bytes().all(|byte| b"IVXLC".contains(&byte)) {
        return None;
    }
    let real = (1..400).find(|number| numeral(*number) == text)?;
    let sure = text.len() > 1 && spaced && !text.contains('C');
    Some(Counted { readings: vec![Decimal::from(real)], sure, length: 1 })
}

/// A number below 400 in Roman numerals.
fn numeral(mut number: u64) -> String {
    let signs =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (value, sign) in signs {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

//! Numbers in words with a half in them: "two and a half billion", "un million et demi", "un millón y medio", "نصف مليون".

use super::count::Counted;
use super::decimal::Decimal;
use super::token::Token;
use super::words::Numbers;

/// The number that begins at a token, with the half that may belong to it; `counted` is what its words are without one.
pub(super) fn with_half(
    tokens: &[Token],
    at: usize,
    numbers: &Numbers,
    counted: Option<Counted>,
) -> Option<Counted> {
    let words = Words { tokens, numbers };
    if words.half(at) {
        let next = words.past_article(words.past_hyphen(at + 1));
        if let Some(scale) = words.scale(next) {
            let readings = vec![half_of(scale)];
            return Some(Counted { readings, sure: true, length: next + 1 - at });
        }
    }
    let counted = counted?;
    let Some((reading, end)) = words.half_after(at + counted.length, &counted) else { return Some(counted) };
    Some(Counted { readings: vec![reading], length: end - at, ..counted })
}

/// Five tenths of a power of ten.
fn half_of(scale: u32) -> Decimal {
    Decimal::from(5).scaled(scale.saturating_sub(1))
}

#[derive(Clone, Copy)]
struct Words<'a> {
    tokens: &'a [Token],
    numbers: &'a Numbers,
}

impl Words<'_> {
    fn half(self, at: usize) -> bool {
        let word = self.tokens.get(at).and_then(Token::word).and_then(|word| self.numbers.word(word));
        word.is_some_and(|word| word.others.contains(&Decimal::new("0", "5")))
    }

    fn scale(self, at: usize) -> Option<u32> {
        self.numbers.word(self.tokens.get(at)?.word()?)?.scale
    }

    fn past_hyphen(self, at: usize) -> usize {
        let hyphen = self.tokens.get(at).is_some_and(|token| token.is_sign(&['-', '\u{2010}', '\u{2011}']));
        at + usize::from(hyphen)
    }

    /// Past a word that is one, or an article.
    fn past_article(self, at: usize) -> usize {
        let word = self.tokens.get(at).and_then(Token::word).and_then(|word| self.numbers.word(word));
        at + usize::from(word.is_some_and(|word| word.value == Some(1) && !word.sure))
    }

    /// What a number is with the half after it, and where that ends.
    fn half_after(self, end: usize, counted: &Counted) -> Option<(Decimal, usize)> {
        let word = self.tokens.get(end)?.word()?;
        let joined = self.numbers.word(word).is_some_and(|word| word.joined);
        let half = self.past_article(end + usize::from(self.numbers.joins(word)));
        if !(joined || half > end) || !self.half(half) {
            return None;
        }
        let whole = counted.readings.last()?.whole()?;
        let (last, next) = (self.scale(end - 1), self.scale(half + 1));
        let scale = last.or(next)?;
        let power = 10_u64.checked_pow(scale)?;
        // "two and a half billion" is said of units, "two billion and a half" of billions.
        let whole = if whole < power { whole.checked_mul(power)? } else { whole };
        let sum = whole.checked_add(power / 2)?;
        Some((Decimal::from(sum), half + 1 + usize::from(next == Some(scale))))
    }
}

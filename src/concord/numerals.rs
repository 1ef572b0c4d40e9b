//! The numerals that authors give clauses and sub-paragraphs: another one is a difference, unless it only follows from a part that
//! one version has more.

use super::compare::Comparer;
use super::count::roman;
use super::outline::Part;
use crate::diagnostic::messages;
use crate::source::Span;

/// The numerals of the last parts of a sequence that stood for each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Numerals {
    base: Option<String>,
    other: Option<String>,
}

impl Numerals {
    /// Compares the numerals of two parts that stand for each other, and remembers them.
    pub(super) fn compare(&mut self, base: &Part, other: &Part, comparer: &mut Comparer<'_>) {
        let (Some(one), Some(two)) = (&base.numeral, &other.numeral) else { return };
        let follow = |last: &Option<String>, numeral: &str| follows(last.as_deref(), numeral);
        let regular = follow(&self.base, one) && follow(&self.other, two);
        if !same(one, two) && !regular {
            let head = |part: &Part| Span { end: part.span.start, ..part.span };
            comparer.report(messages::other_numeral(one, two), head(base), head(other));
        }
        self.base = Some(one.clone());
        self.other = Some(two.clone());
    }

    /// A heading, after which the numerals may begin anew.
    pub(super) fn restart(&mut self) {
        *self = Self::default();
    }

    /// A part that only one version has.
    pub(super) fn skip(&mut self, base: Option<&Part>, other: Option<&Part>) {
        let numeral = |part: Option<&Part>| part.and_then(|part| part.numeral.clone());
        self.base = numeral(base).or(self.base.take());
        self.other = numeral(other).or(self.other.take());
    }
}

/// Whether two numerals are the same: `ii` in one language is `2` in another.
fn same(one: &str, two: &str) -> bool {
    one == two || values(one).iter().any(|value| values(two).contains(value))
}

/// Whether a numeral is the next after another, or the first.
fn follows(last: Option<&str>, numeral: &str) -> bool {
    let next: Vec<u64> =
        last.map_or_else(|| vec![1], |last| values(last).iter().map(|value| value + 1).collect());
    let values = values(numeral);
    // What is no numeral that is known may be anything.
    values.is_empty() || values.iter().any(|value| next.contains(value))
}

/// What a numeral may be worth: `c` is the third letter and a hundred.
fn values(numeral: &str) -> Vec<u64> {
    if let Ok(number) = numeral.parse() {
        return vec![number];
    }
    let mut values = Vec::new();
    if let Some(letter) =
        numeral.bytes().next().filter(|letter| numeral.len() == 1 && letter.is_ascii_lowercase())
    {
        values.push(u64::from(letter - b'a') + 1);
    }
    let counted = roman(&numeral.to_uppercase(), false);
    values.extend(counted.iter().flat_map(|counted| &counted.readings).filter_map(super::Decimal::whole));
    values
}

//! What a text says that every version must say: figures, numbers in words, days, references, amounts, links, notes.

use super::decimal::Decimal;
use crate::source::Span;

/// The facts of one text.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// How many letters and digits it has.
    pub(super) length: usize,
    pub(super) figures: Vec<Figure>,
    /// Numbers in words, and Roman numerals.
    pub(super) counts: Vec<Count>,
    pub(super) dates: Vec<Day>,
    pub(super) references: Vec<Mention>,
    /// The links, by their numbers in the document.
    pub(super) links: Vec<(usize, Span)>,
    /// The calls of notes, by the numbers of the notes.
    pub(super) calls: Vec<(usize, Span)>,
    /// How many sentences end in it.
    pub(super) sentences: usize,
    /// Whether it ends within a sentence, without any sign.
    pub(super) open: bool,
    /// Whether it ends in a colon, and so leads to what follows.
    pub(super) leads: bool,
    /// Its first words.
    pub(super) excerpt: String,
    /// The beginnings of its words, sorted: what related languages have in common.
    pub(super) stems: Vec<[u8; 4]>,
    /// What its words mean, sorted.
    pub(super) terms: Vec<u16>,
}

/// A number in digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// As it is written.
    pub(super) text: String,
    /// What it may be worth.
    pub(super) readings: Vec<Decimal>,
    /// Its runs of digits, where it may be several numbers, each with what it may be worth.
    pub(super) parts: Vec<Vec<Decimal>>,
    /// The currencies that it may be of, by their places in the table.
    pub(super) currencies: Vec<usize>,
    /// Whether it is part of a name, as in `CO2`.
    pub(super) named: bool,
    /// What the words beside it say, sorted.
    pub(super) near: Vec<u32>,
    pub(super) span: Span,
}

/// A number in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) text: String,
    pub(super) readings: Vec<Decimal>,
    /// Whether it surely counts.
    pub(super) sure: bool,
    pub(super) span: Span,
}

/// A day, or a month of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) text: String,
    /// What it may be: `3/4/2031` is two days.
    pub(super) readings: Vec<DayReading>,
    /// What the words beside it say, sorted.
    pub(super) near: Vec<u32>,
    pub(super) span: Span,
}

/// A day as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayReading {
    pub(super) day: Option<u8>,
    pub(super) month: u8,
    pub(super) year: Option<u16>,
}

/// A reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) text: String,
    /// The form that all languages have in common.
    pub(super) common: String,
    pub(super) span: Span,
}

/// A fact among words.
pub(super) trait Placed {
    /// What the words beside it say, sorted.
    fn near(&self) -> &[u32];

    /// Whether it is a day or a year.
    fn is_time(&self) -> bool;

    fn span(&self) -> Span;

    /// What it is itself among the words beside another.
    fn own(&self) -> Vec<u32>;
}

/// A number among the words beside another, told from words and meanings by its first bit.
pub(super) fn beside(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX) | 1 << 31
}

impl Placed for Figure {
    fn near(&self) -> &[u32] {
        &self.near
    }

    fn is_time(&self) -> bool {
        let year = |reading: &Decimal| reading.whole().is_some_and(|year| (1800..2100).contains(&year));
        self.text.chars().count() == 4 && self.readings.iter().any(year)
    }

    fn span(&self) -> Span {
        self.span
    }

    fn own(&self) -> Vec<u32> {
        self.readings.iter().filter_map(Decimal::whole).map(beside).collect()
    }
}

impl Placed for Day {
    fn near(&self) -> &[u32] {
        &self.near
    }

    fn is_time(&self) -> bool {
        true
    }

    fn span(&self) -> Span {
        self.span
    }

    fn own(&self) -> Vec<u32> {
        self.numbers().filter_map(|number| number.whole()).map(beside).collect()
    }
}

impl Facts {
    /// Adds the facts of a text that follows.
    pub(super) fn append(&mut self, next: &Self) {
        self.length += next.length;
        self.figures.extend_from_slice(&next.figures);
        self.counts.extend_from_slice(&next.counts);
        self.dates.extend_from_slice(&next.dates);
        self.references.extend_from_slice(&next.references);
        self.links.extend_from_slice(&next.links);
        self.calls.extend_from_slice(&next.calls);
    }
}

impl Day {
    /// The numbers that it is written with, but for that of the month.
    pub(super) fn numbers(&self) -> impl Iterator<Item = Decimal> {
        let first = self.readings.first();
        let numbers = first.map(|first| [first.day.map(u64::from), first.year.map(u64::from)]);
        numbers.into_iter().flatten().flatten().map(Decimal::from)
    }
}

impl DayReading {
    /// Whether both may be the same day: what one does not say, the other may.
    pub(super) fn agrees(self, other: Self) -> bool {
        let same =
            |one: Option<u16>, other: Option<u16>| one.zip(other).is_none_or(|(one, other)| one == other);
        self.month == other.month
            && same(self.year, other.year)
            && same(self.day.map(u16::from), other.day.map(u16::from))
    }
}

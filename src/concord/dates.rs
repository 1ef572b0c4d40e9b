//! Days of the calendar, in the forms of each language: "1er mai 2019", "May 1, 2019", "1.º de mayo de 2019",
//! "1 أيار/مايو 2019", "2019-05-01", "01/05/2019".

use super::decimal::Decimal;
use super::facts::DayReading;
use super::token::{Token, Written};
use super::words::Numbers;
use crate::model::Language;

/// The day, or the month of a year, that begins at a token: what it may be, and how many tokens it takes.
pub(super) fn day(
    tokens: &[Token],
    at: usize,
    numbers: &Numbers,
    language: Language,
) -> Option<(Vec<DayReading>, usize)> {
    let cursor = Cursor { tokens, numbers };
    cursor
        .in_figures(at, language)
        .or_else(|| cursor.day_first(at))
        .or_else(|| cursor.month_first(at))
        .map(|(readings, end)| (readings, end - at))
}

#[derive(Clone, Copy)]
struct Cursor<'a> {
    tokens: &'a [Token],
    numbers: &'a Numbers,
}

impl Cursor<'_> {
    /// `20 mai 2019`, `20 May`, `20 de mayo de 2019`.
    fn day_first(self, at: usize) -> Option<(Vec<DayReading>, usize)> {
        let (day, mut end) = if let Some(day) = self.small(at, 31) {
            (day, self.after_ending(at + 1))
        } else {
            // The first of a month may be a word.
            let word = self.numbers.word(self.tokens.get(at)?.word()?)?;
            (word.value.filter(|value| *value == 1 && !word.sure)?, at + 1)
        };
        end = self.after_links(end);
        let (month, end) = self.month(end)?;
        let (year, end) = self.year(end);
        // Without a year the word may be an article: "one may".
        if year.is_none() && self.tokens.get(at).and_then(Token::word).is_some() {
            return None;
        }
        let day = u8::try_from(day).ok()?;
        Some((vec![DayReading { day: Some(day), month, year }], end))
    }

    /// `May 20, 2019`, `mai 2019`, `mayo de 2019`.
    fn month_first(self, at: usize) -> Option<(Vec<DayReading>, usize)> {
        let (month, end) = self.month(at)?;
        if let Some(day) = self.small(end, 31).filter(|_| self.tokens[end].spaced) {
            let after = self.after_ending(end + 1);
            let (year, after) = self.year(after);
            // A number alone after a month may be anything: "in May 40 ships".
            return (year.is_some())
                .then(|| (vec![DayReading { day: u8::try_from(day).ok(), month, year }], after));
        }
        let (year, end) = self.year(end);
        year.map(|_| (vec![DayReading { day: None, month, year }], end))
    }

    /// `2019-05-20`, `20/05/2019`, `20.05.2019`.
    fn in_figures(self, at: usize, language: Language) -> Option<(Vec<DayReading>, usize)> {
        let written = self.tokens.get(at)?.number()?;
        let (parts, end) = if written.parts.len() == 3 && written.readings.is_empty() {
            (written.parts.clone(), at + 1)
        } else {
            let sign = |at: usize| {
                self.tokens.get(at).filter(|token| token.is_sign(&['/', '-', '.']) && !token.spaced)
            };
            let part = |at: usize| {
                let token = self.tokens.get(at).filter(|token| !token.spaced)?;
                token.number().filter(|number| number.parts.len() == 1).map(|number| number.parts[0].clone())
            };
            let first = written.parts.first().filter(|_| written.parts.len() == 1)?.clone();
            (sign(at + 1)?.kind == sign(at + 3)?.kind).then_some(())?;
            (vec![first, part(at + 2)?, part(at + 4)?], at + 5)
        };
        let number = |text: &String| text.parse::<u16>().ok();
        let [one, two, three] = [number(&parts[0])?, number(&parts[1])?, number(&parts[2])?];
        let reading = |year: u16, month: u16, day: u16| {
            let date = crate::model::Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
            Some(DayReading { day: Some(date.day), month: date.month, year: Some(date.year) })
        };
        let readings: Vec<DayReading> = match [parts[0].len(), parts[1].len(), parts[2].len()] {
            [4, 1..=2, 1..=2] => reading(one, two, three).into_iter().collect(),
            [1..=2, 1..=2, 4] => {
                let american = (language == Language::English).then(|| reading(three, one, two)).flatten();
                reading(three, two, one).into_iter().chain(american).collect()
            }
            _ => return None,
        };
        (!readings.is_empty()).then_some((readings, end))
    }

    /// A whole number up to `most`, in digits.
    fn small(self, at: usize, most: u64) -> Option<u64> {
        let Written { readings, parts, named } = self.tokens.get(at)?.number()?;
        let value = readings.first().and_then(Decimal::whole)?;
        (parts.len() == 1 && !named && (1..=most).contains(&value)).then_some(value)
    }

    /// Past the ending of an ordinal: `1er`, `20th`, `1.º`.
    fn after_ending(self, at: usize) -> usize {
        let dot =
            at + usize::from(self.tokens.get(at).is_some_and(|token| !token.spaced && token.is_sign(&['.'])));
        let ends = |at: usize| {
            let token = self.tokens.get(at).filter(|token| !token.spaced);
            token.and_then(Token::word).is_some_and(|word| self.numbers.endings.iter().any(|end| end == word))
        };
        if ends(dot) {
            dot + 1
        } else if self.tokens.get(at).is_some_and(|token| !token.spaced && token.is_sign(&['º', '°'])) {
            at + 1
        } else {
            at
        }
    }

    fn after_links(self, mut at: usize) -> usize {
        while self.tokens.get(at).and_then(Token::word).is_some_and(|word| self.numbers.links(word)) {
            at += 1;
        }
        at
    }

    /// A month, by one of its names or by two: "كانون الأول / ديسمبر".
    fn month(self, at: usize) -> Option<(u8, usize)> {
        let (month, mut end) = self.month_name(at)?;
        if self.tokens.get(end).is_some_and(|token| token.is_sign(&['/']))
            && let Some((second, after)) = self.month_name(end + 1)
            && second == month
        {
            end = after;
        }
        // The full stop of an abbreviation.
        let stop = self.tokens.get(end).is_some_and(|token| !token.spaced && token.is_sign(&['.']));
        let year = self.tokens.get(end + 1).is_some_and(|token| token.number().is_some());
        Some((month, end + usize::from(stop && year)))
    }

    fn month_name(self, at: usize) -> Option<(u8, usize)> {
        let words = self.tokens.get(at..)?.iter().map_while(Token::word);
        let (month, length) = self.numbers.month(&words)?;
        Some((month, at + length))
    }

    /// A year after a month, if there is one.
    fn year(self, at: usize) -> (Option<u16>, usize) {
        let comma = at + usize::from(self.tokens.get(at).is_some_and(|token| token.is_sign(&[',', '،'])));
        for start in [self.after_links(at), comma] {
            let year = self.small(start, 9999).filter(|year| *year >= 1000);
            if let Some(year) = year.and_then(|year| u16::try_from(year).ok()) {
                return (Some(year), start + 1);
            }
        }
        (None, at)
    }
}

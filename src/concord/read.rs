//! The facts of a text, read from its words, numbers and signs.

use super::count;
use super::dates;
use super::decimal::Decimal;
use super::facts::{Count, Day, Facts, Figure, Mention, beside};
use super::half::with_half;
use super::token::{self, Token, TokenKind};
use super::words::{Numbers, Words};
use crate::model::{Cell, Language, Lead, Text, called_note, reference_in};
use crate::source::Span;

/// Reads a text of a language.
pub(super) fn facts(text: &Text, language: Language, words: &Words) -> Facts {
    let mut facts = Facts::default();
    for cell in &text.cells {
        if let Some(note) = called_note(cell.ch) {
            facts.calls.push((note, cell.span()));
        } else if let Some(Lead::Link(link)) = cell.leads {
            let link = usize::from(link);
            match facts.links.last_mut() {
                Some((last, span)) if *last == link => *span = span.join(cell.span()),
                _ => facts.links.push((link, cell.span())),
            }
        }
    }
    let cells = token::written(&text.cells);
    facts.length = cells.iter().filter(|cell| cell.ch.is_alphanumeric()).count();
    facts.excerpt = excerpt(&cells);
    facts.sentences = sentences(&cells);
    let last = cells.iter().rev().find(|cell| !cell.ch.is_whitespace());
    facts.leads = last.is_some_and(|cell| cell.ch == ':');
    facts.open = last.is_some_and(|cell| cell.ch.is_alphanumeric());
    let Some(numbers) = words.numbers(language) else { return facts };
    let taken = references(&cells, words, &mut facts);
    let tokens = token::tokens(&cells, numbers);
    let mut reader = Reader { cells: &cells, tokens: &tokens, numbers, words, language, facts };
    reader.read(&taken);
    let mut facts = reader.facts;
    facts.stems = stems(&tokens);
    facts.terms = terms(&tokens, numbers, words, language);
    facts
}

/// Finds the references and says which characters are theirs.
fn references(cells: &[Cell], words: &Words, facts: &mut Facts) -> Vec<std::ops::Range<usize>> {
    let mut taken = Vec::new();
    let mut start = 0;
    for word in cells.split(|cell| cell.ch.is_whitespace()) {
        if let Some((range, reference)) = reference_in(word) {
            let range = start + range.start..start + range.end;
            let text = reference.to_string();
            let common = words.common_reference(&text);
            facts.references.push(Mention { text, common, span: token::place(cells, &range) });
            taken.push(range);
        }
        start += word.len() + 1;
    }
    taken
}

struct Reader<'a> {
    cells: &'a [Cell],
    tokens: &'a [Token],
    numbers: &'a Numbers,
    words: &'a Words,
    language: Language,
    facts: Facts,
}

impl Reader<'_> {
    fn read(&mut self, taken: &[std::ops::Range<usize>]) {
        let mut at = 0;
        let mut references = taken.iter().peekable();
        while let Some(token) = self.tokens.get(at) {
            while references.peek().is_some_and(|range| range.end <= token.cells.start) {
                references.next();
            }
            if references.peek().is_some_and(|range| range.contains(&token.cells.start)) {
                at += 1;
                continue;
            }
            at += self.day(at).or_else(|| self.figure(at)).or_else(|| self.count(at)).unwrap_or(1);
        }
    }

    fn place(&self, tokens: std::ops::Range<usize>) -> (String, Span) {
        let range = self.tokens[tokens.start].cells.start..self.tokens[tokens.end - 1].cells.end;
        (token::text(self.cells, &range), token::place(self.cells, &range))
    }

    /// What the words beside some tokens say: how they begin, what they mean, the numbers among them.
    fn near(&self, tokens: std::ops::Range<usize>) -> Vec<u32> {
        let before = self.tokens[..tokens.start].iter().rev().take(BESIDE);
        let after = self.tokens[tokens.end..].iter().take(BESIDE);
        let mut near = Vec::new();
        for (place, token) in before.enumerate().chain(after.enumerate()) {
            let first = near.len();
            match &token.kind {
                TokenKind::Word(word) => {
                    near.extend(stem(word).map(u32::from_be_bytes));
                    let mut meanings = Vec::new();
                    self.words.terms.of_word(word, self.language, &mut meanings);
                    near.extend(meanings.into_iter().map(u32::from));
                }
                TokenKind::Number(written) => {
                    let whole = written.readings.first().and_then(Decimal::whole);
                    near.extend(whole.map(beside));
                }
                TokenKind::Sign(_) => {}
            }
            // What stands right beside it says so twice.
            if place < NEXT {
                near.extend_from_within(first..);
            }
        }
        near.sort_unstable();
        near
    }

    fn day(&mut self, at: usize) -> Option<usize> {
        let (readings, length) = dates::day(self.tokens, at, self.numbers, self.language)?;
        let (text, span) = self.place(at..at + length);
        let near = self.near(at..at + length);
        self.facts.dates.push(Day { text, readings, near, span });
        Some(length)
    }

    fn figure(&mut self, at: usize) -> Option<usize> {
        let written = self.tokens[at].number()?;
        let mut length = 1;
        // The ending of an ordinal; `26e`, `4.º`.
        let ending = |token: &Token| {
            !token.spaced
                && token.word().is_some_and(|word| self.numbers.endings.iter().any(|end| end == word))
        };
        if self.tokens.get(at + 1).is_some_and(ending) {
            length += 1;
        }
        let mut readings = written.readings.clone();
        // A word after it may multiply it: `1,3 milliard`, `2 mil millones`.
        let mut scaled = false;
        while let Some(scale) = self.scale(at + length, scaled) {
            let scaled_up = readings.iter().cloned().map(|reading| reading.scaled(scale)).collect();
            // The Arabic word for a thousand is the name of a letter too: "القرار 217 ألف".
            let doubtful = self.doubtful(at + length);
            let whole = std::mem::replace(&mut readings, scaled_up);
            readings.extend(whole.into_iter().filter(|_| doubtful));
            (length, scaled) = (length + 1, true);
        }
        // A word may stand between: "20 autres millions".
        if let Some(scale) =
            self.scale(at + length + 1, false).filter(|_| !scaled && self.word_at(at + length))
        {
            readings.extend(readings.clone().into_iter().map(|reading| reading.scaled(scale)));
        }
        let afternoon = readings.iter().filter_map(Decimal::whole).find(|hour| (1..12).contains(hour));
        if let Some(hour) = afternoon.filter(|_| self.afternoon(at + length)) {
            readings.push(Decimal::from(hour + 12));
        }
        let mut parts =
            if written.parts.len() > 1 { Self::parts(&written.parts) } else { self.short_year(at) };
        // "3.30 p.m." is 15 and 30.
        if let [hour, _] = parts.as_mut_slice()
            && let Some(number) = hour.first().and_then(Decimal::whole).filter(|hour| (1..12).contains(hour))
            && self.afternoon(at + length)
        {
            hour.push(Decimal::from(number + 12));
        }
        let (text, span) = self.place(at..at + length);
        let currencies = self.currencies(at, at + length);
        let named = written.named;
        let near = self.near(at..at + length);
        self.facts.figures.push(Figure { text, readings, parts, currencies, named, near, span });
        Some(length)
    }

    /// The power of ten of a word after a number; of several only the first may be a thousand.
    fn scale(&self, at: usize, scaled: bool) -> Option<u32> {
        let token = self.tokens.get(at)?;
        let scale = self.numbers.word(token.word()?)?.scale?;
        (!scaled || scale > 3).then_some(scale)
    }

    /// Whether a word of a power of ten may be another word.
    fn doubtful(&self, at: usize) -> bool {
        let word = self.tokens.get(at).and_then(Token::word).and_then(|word| self.numbers.word(word));
        word.is_some_and(|word| {
            word.scale == Some(3) && word.others.iter().any(|other| other.whole() == Some(1000))
        })
    }

    fn word_at(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.word().is_some())
    }

    fn parts(parts: &[String]) -> Vec<Vec<Decimal>> {
        parts.iter().map(|part| vec![Decimal::new(part, "")]).collect()
    }

    /// The year that two digits after another year stand for: `1967/68`.
    fn short_year(&self, at: usize) -> Vec<Vec<Decimal>> {
        let written = |at: usize| self.tokens.get(at)?.number().map(|number| number.parts.concat());
        let Some(own) = written(at).filter(|own| own.len() == 2) else { return Vec::new() };
        let joined = at >= 2 && self.tokens[at - 1].is_sign(&['/', '-', '–', '\u{2010}', '\u{2011}']);
        match at.checked_sub(2).and_then(written) {
            Some(year) if joined && year.len() == 4 => {
                let whole = format!("{}{own}", &year[..2]);
                vec![vec![Decimal::new(&own, ""), Decimal::new(&whole, "")]]
            }
            _ => Vec::new(),
        }
    }

    /// Whether the next words make an hour one of the afternoon.
    fn afternoon(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let rest: String =
            self.cells[token.cells.start..].iter().take(16).map(|cell| cell.ch).collect::<String>();
        let rest = rest.replace(['\u{a0}', '\u{202f}'], " ").to_lowercase();
        self.numbers.afternoon.iter().any(|word| rest.starts_with(word.as_str()))
    }

    /// The currencies named after a number, or by a sign on either side of it.
    fn currencies(&self, start: usize, end: usize) -> Vec<usize> {
        let mut at = end;
        while self.tokens.get(at).and_then(Token::word).is_some_and(|word| self.numbers.links(word)) {
            at += 1;
        }
        // An elision: `d'euros`.
        at += usize::from(at > end && self.tokens.get(at).is_some_and(|token| token.is_sign(&['\'', '’'])));
        let (cells, tokens) = (self.cells, self.tokens);
        let before: String =
            token::text(cells, &(tokens[start].cells.start.saturating_sub(6)..tokens[start].cells.start));
        let next = tokens.get(end).map_or(cells.len(), |token| token.cells.start);
        let after = token::text(cells, &(next..cells.len().min(next + 6)));
        let mut best = (0, Vec::new());
        for (index, currency) in self.words.currencies.iter().enumerate() {
            let names = currency.folded.get(self.language.code()).into_iter().flatten();
            let named = names.map(|name| self.named(at, name)).max().unwrap_or(0);
            let signed = currency
                .signs
                .iter()
                .filter(|sign| stands_at_end(&before, sign) || stands_at_start(&after, sign));
            let length = named.max(signed.map(|sign| sign.chars().count()).max().unwrap_or(0));
            if length > best.0 {
                best = (length, Vec::new());
            }
            if length > 0 && length == best.0 {
                best.1.push(index);
            }
        }
        best.1
    }

    /// How many letters of a name stand at a place, if all do; elisions within it count for nothing.
    fn named(&self, at: usize, name: &[String]) -> usize {
        let words = self.tokens.get(at..).unwrap_or_default().iter();
        let mut words = words.filter(|token| !token.is_sign(&['\'', '’', '-', '\u{2011}'])).map(Token::word);
        let all = name.iter().all(|part| words.next().flatten() == Some(part.as_str()));
        if all { name.iter().map(|part| part.chars().count()).sum() } else { 0 }
    }

    fn count(&mut self, at: usize) -> Option<usize> {
        let counted = count::count(self.tokens, at, self.numbers);
        let counted = with_half(self.tokens, at, self.numbers, counted).or_else(|| {
            let token = self.tokens.get(at)?;
            count::roman(&token::text(self.cells, &token.cells), token.spaced)
        })?;
        let (text, span) = self.place(at..at + counted.length);
        let (readings, sure) = (counted.readings, counted.sure);
        self.facts.counts.push(Count { text, readings, sure, span });
        Some(counted.length)
    }
}

/// Whether a sign of money stands at the end of what is before a number, as a word of its own.
fn stands_at_end(before: &str, sign: &str) -> bool {
    let Some(rest) = before.trim_end().strip_suffix(sign) else { return false };
    !(sign.starts_with(char::is_alphabetic) && rest.ends_with(char::is_alphanumeric))
}

/// Whether it stands at the beginning of what is after it.
fn stands_at_start(after: &str, sign: &str) -> bool {
    let Some(rest) = after.trim_start().strip_prefix(sign) else { return false };
    !(sign.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphanumeric))
}

/// How many tokens on each side of a number are beside it.
const BESIDE: usize = 6;

/// How many of them are right beside it.
const NEXT: usize = 2;

/// What the words may mean, each meaning once.
fn terms(tokens: &[Token], numbers: &Numbers, words: &Words, language: Language) -> Vec<u16> {
    let mut terms = Vec::new();
    for word in tokens.iter().filter_map(Token::word) {
        words.terms.of_word(word, language, &mut terms);
        for bare in numbers.bare(word) {
            words.terms.of_word(bare, language, &mut terms);
        }
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The first four letters of a longer word.
fn stem(word: &str) -> Option<[u8; 4]> {
    word.as_bytes().first_chunk::<4>().copied().filter(|stem| stem.is_ascii())
}

/// The first four letters of each longer word (Simard, Foster and Isabelle, 1992): related languages write many words with
/// the same beginning.
fn stems(tokens: &[Token]) -> Vec<[u8; 4]> {
    let mut stems: Vec<[u8; 4]> = tokens.iter().filter_map(|token| stem(token.word()?)).collect();
    stems.sort_unstable();
    stems
}

/// How many signs that end a sentence stand before a space, or at the end.
fn sentences(cells: &[Cell]) -> usize {
    let ends = |at: usize| cells.get(at + 1).is_none_or(|next| next.ch.is_whitespace());
    (0..cells.len())
        .filter(|at| matches!(cells[*at].ch, '.' | '!' | '?' | ';' | '؟' | '؛') && ends(*at))
        .count()
}

/// The characters of an excerpt.
const EXCERPT: usize = 48;

/// The first words of a text.
fn excerpt(cells: &[Cell]) -> String {
    let text: String = cells.iter().take(EXCERPT + 1).map(|cell| cell.ch).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if cells.len() <= EXCERPT {
        return text;
    }
    let words = text.rsplit_once(' ').map_or(text.as_str(), |(words, _)| words);
    format!("{words} …")
}

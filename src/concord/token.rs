//! A text cut into words, numbers and signs, each with its place.

use std::ops::Range;

use super::decimal::Decimal;
use super::words::Numbers;
use crate::model::{Cell, Lead, Style, called_note};
use crate::source::{File, Span};
use crate::style::fold;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// Its characters in the text.
    pub(super) cells: Range<usize>,
    /// Whether a space, or the beginning, stands before it.
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters, folded.
    Word(String),
    /// Digits with the signs in them.
    Number(Written),
    /// Any other character.
    Sign(char),
}

/// A number in digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// What it may be worth: the point of `1.234` is one of thousands or of decimals.
    pub(super) readings: Vec<Decimal>,
    /// Its runs of digits, where it may be several numbers: `71.3`, `12 000`.
    pub(super) parts: Vec<String>,
    /// Whether letters stand right before it, as in `CO2`: then it is part of a name.
    pub(super) named: bool,
}

impl Token {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<&Written> {
        match &self.kind {
            TokenKind::Number(written) => Some(written),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, signs: &[char]) -> bool {
        matches!(self.kind, TokenKind::Sign(sign) if signs.contains(&sign))
    }
}

/// The characters that the author wrote in the document's body or front matter: no calls of notes, no words of a link that
/// are taken from a heading.
pub(super) fn written(cells: &[Cell]) -> Vec<Cell> {
    let own = |cell: &&Cell| {
        let generated = cell.len == 0 && matches!(cell.leads, Some(Lead::Link(_)));
        cell.file == File::Document && !generated && called_note(cell.ch).is_none()
    };
    cells.iter().filter(own).copied().collect()
}

/// The place of a run of characters.
pub(super) fn place(cells: &[Cell], range: &Range<usize>) -> Span {
    match (cells.get(range.start), cells.get(range.end.saturating_sub(1))) {
        (Some(first), Some(last)) => first.span().join(last.span()),
        _ => Span::default(),
    }
}

/// The characters of a run.
pub(super) fn text(cells: &[Cell], range: &Range<usize>) -> String {
    cells[range.clone()].iter().map(|cell| cell.ch).collect()
}

/// Cuts a text.
pub(super) fn tokens(cells: &[Cell], numbers: &Numbers) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut spaced) = (0, true);
    while let Some(cell) = cells.get(at) {
        if is_space(cell.ch) {
            (at, spaced) = (at + 1, true);
            continue;
        }
        // A minus sign stands right before its number, and a hyphen may be one.
        let signed = sign_of(cells, at, spaced);
        let (kind, end) = if digit(cell.ch).is_some() || signed.is_some() {
            // The Arabic article stands right before a number that is no name: "الـ11".
            let arabic = |ch: char| ('\u{600}'..='\u{6ff}').contains(&ch);
            let before = at.checked_sub(1).map(|before| cells[before].ch);
            let quoted = before == Some('’') && cells[at..].iter().take(4).any(|cell| cell.ch == '‘');
            let named = quoted || !spaced && before.is_some_and(|ch| ch.is_alphabetic() && !arabic(ch));
            number(cells, at, signed, named, numbers)
        } else if is_letter(cell.ch) {
            let letters = cells[at..].iter().take_while(|cell| is_letter(cell.ch)).count();
            (TokenKind::Word(fold(&text(cells, &(at..at + letters)))), at + letters)
        } else {
            (TokenKind::Sign(cell.ch), at + 1)
        };
        tokens.push(Token { kind, cells: at..end, spaced });
        (at, spaced) = (end, false);
    }
    tokens
}

/// Whether a sign makes the number after it negative: surely, or perhaps.
fn sign_of(cells: &[Cell], at: usize, spaced: bool) -> Option<bool> {
    cells.get(at + 1).and_then(|next| digit(next.ch))?;
    let raised = cells[at].style.contains(Style::SUPERIOR);
    match cells[at].ch {
        '\u{2212}' => Some(true),
        '-' | '–' | '\u{2010}' if spaced || raised => Some(false),
        _ => None,
    }
}

fn number(
    cells: &[Cell],
    at: usize,
    signed: Option<bool>,
    named: bool,
    numbers: &Numbers,
) -> (TokenKind, usize) {
    let start = at + usize::from(signed.is_some());
    let raised = cells[start].style.contains(Style::SUPERIOR);
    let digits_from = |from: usize| {
        let same = |cell: &&Cell| digit(cell.ch).is_some() && cell.style.contains(Style::SUPERIOR) == raised;
        cells.get(from..).unwrap_or_default().iter().take_while(same).count()
    };
    let run = |from: usize, count: usize| -> String {
        cells[from..from + count].iter().filter_map(|cell| digit(cell.ch)).collect()
    };
    let count = digits_from(start);
    let (mut groups, mut signs) = (vec![run(start, count)], Vec::new());
    let mut end = start + count;
    while let Some(sign) = cells.get(end).map(|cell| cell.ch) {
        let count = digits_from(end + 1);
        let sign = match sign {
            _ if count == 0 => break,
            '.' | ',' | '٫' | '٬' | '\'' | '’' => sign,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            _ => break,
        };
        if sign == ' ' && !goes_on(&groups, &signs, count) {
            break;
        }
        groups.push(run(end + 1, count));
        signs.push(sign);
        end += 1 + count;
    }
    let mut readings = readings(&groups, &signs, numbers);
    if numbers.reversed_groups
        && groups.iter().all(|group| group.len() == 3)
        && signs.iter().all(|sign| *sign == ' ')
    {
        let space = cells.get(end).is_some_and(|cell| is_space(cell.ch));
        let last = digits_from(end + 1);
        if space && (1..=2).contains(&last) {
            groups.push(run(end + 1, last));
            end += 1 + last;
            let reversed: String = groups.iter().rev().map(String::as_str).collect();
            readings = vec![Decimal::new(&reversed, "")];
        }
    }
    match signed {
        Some(true) => readings = readings.into_iter().map(Decimal::negated).collect(),
        Some(false) => readings.extend(readings.clone().into_iter().map(Decimal::negated)),
        None => {}
    }
    (TokenKind::Number(Written { readings, parts: groups, named }), end)
}

/// Whether digits after a space belong to the number before it: groups of three, in the whole and in the fraction.
fn goes_on(groups: &[String], signs: &[char], count: usize) -> bool {
    let Some(last) = groups.last() else { return false };
    match signs.last() {
        None => last.len() <= 3 && !last.starts_with('0') && count == 3,
        Some(' ') if signs.iter().any(|sign| *sign != ' ') => last.len() == 3 && count <= 3,
        Some(' ') => last.len() == 3 && count == 3,
        Some(_) => last.len() == 3 && count <= 3,
    }
}

/// What digits with signs between them may be worth.
fn readings(groups: &[String], signs: &[char], numbers: &Numbers) -> Vec<Decimal> {
    let joined = |groups: &[String]| groups.concat();
    let thousands = |groups: &[String], signs: &[char]| {
        let first = groups.first().is_some_and(|first| first.len() <= 3 && !first.starts_with('0'));
        let same = signs.windows(2).all(|pair| pair[0] == pair[1]);
        let known = |sign: &char| matches!(sign, '\'' | '’' | '٬') || numbers.thousands.contains(sign);
        first && same && signs.iter().all(known) && groups.iter().skip(1).all(|group| group.len() == 3)
    };
    let fraction = |signs: &[char]| signs.iter().all(|sign| *sign == ' ');
    let mut readings = Vec::new();
    if signs.is_empty() || thousands(groups, signs) {
        readings.push(Decimal::new(&joined(groups), ""));
    }
    for at in 0..signs.len() {
        let decimal = signs[at] == '٫' || numbers.decimal.contains(&signs[at]);
        let whole = at == 0 || (thousands(&groups[..=at], &signs[..at]) && signs[0] != signs[at]);
        if decimal && whole && fraction(&signs[at + 1..]) {
            readings.push(Decimal::new(&joined(&groups[..=at]), &joined(&groups[at + 1..])));
        }
    }
    readings
}

/// The digit that a character stands for, in the digits of Europe, of Arabic and of Persian.
fn digit(ch: char) -> Option<char> {
    let value = match ch {
        '0'..='9' => return Some(ch),
        '\u{660}'..='\u{669}' => ch as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => ch as u32 - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

fn is_letter(ch: char) -> bool {
    (ch.is_alphabetic()
        || matches!(ch, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'))
        && digit(ch).is_none()
}

fn is_space(ch: char) -> bool {
    ch.is_whitespace()
        || matches!(ch, '\u{200b}' | '\u{2060}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{ad}')
}

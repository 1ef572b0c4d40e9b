//! Numerals that the author typed at the beginning of a line: `a)`, `i)`, `1 bis.`, `–`.

use super::text::{Cell, Space, Text};
use super::{Block, Item, List, Numeral};

/// The sort of a numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Digits,
    Letters,
    LargeLetters,
    Roman,
    LargeRoman,
    Dash,
}

/// A numeral at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// What it may be: `i` is a letter or a Roman one.
    readings: Vec<(Sort, u64)>,
    /// Whether `bis`, `ter` and so on make it a second of its number.
    again: bool,
    /// Whether a bracket closes it.
    bracket: bool,
    /// How many characters it takes, the space after it included.
    length: usize,
}

/// The suffixes of numbers that have been put in between.
const AGAIN: [&str; 6] = ["bis", "ter", "quater", "quinquies", "sexies", "septies"];

/// The numeral that a text begins with, if what follows is text.
pub(super) fn typed(cells: &[Cell]) -> Option<Typed> {
    let at = |index: usize| cells.get(index).map(|cell| cell.ch);
    let space = |index: usize| cells.get(index).is_some_and(|cell| cell.space != Space::None);
    if matches!(at(0), Some('–' | '—')) && space(1) && cells.len() > 2 {
        return Some(Typed { readings: vec![(Sort::Dash, 1)], again: false, bracket: false, length: 2 });
    }
    let open = usize::from(at(0) == Some('('));
    let body: String =
        cells[open..].iter().take(8).map(|cell| cell.ch).take_while(char::is_ascii_alphanumeric).collect();
    let mut end = open + body.len();
    let mut again = false;
    if matches!(at(end), Some(' ' | '\u{a0}')) {
        let word: String =
            cells[end + 1..].iter().take(9).map(|cell| cell.ch).take_while(|ch| ch.is_alphabetic()).collect();
        if AGAIN.contains(&word.as_str()) {
            again = true;
            end += 1 + word.len();
        }
    }
    let closed = match at(end) {
        Some(')') => true,
        // `1.` and `1 bis.`; a letter with a full stop is an initial.
        Some('.') => open == 0 && body.starts_with(|ch: char| ch.is_ascii_digit()),
        _ => false,
    };
    if !closed || !space(end + 1) || cells.len() <= end + 2 {
        return None;
    }
    let readings = readings(&body);
    (!readings.is_empty()).then_some(Typed {
        readings,
        again,
        bracket: at(end) == Some(')'),
        length: end + 2,
    })
}

fn readings(body: &str) -> Vec<(Sort, u64)> {
    let mut readings = Vec::new();
    if body.len() <= 3
        && let Ok(number) = body.parse()
    {
        readings.push((Sort::Digits, number));
    }
    let same_case = |test: fn(&u8) -> bool| !body.is_empty() && body.bytes().all(|byte| test(&byte));
    let small = same_case(u8::is_ascii_lowercase);
    if small || same_case(u8::is_ascii_uppercase) {
        if let Some(value) = roman(&body.to_ascii_lowercase()) {
            readings.push((if small { Sort::Roman } else { Sort::LargeRoman }, value));
        }
        let first = body.as_bytes()[0].to_ascii_lowercase();
        // `a` to `z`, then `aa`, `bb`.
        if body.len() <= 2 && body.bytes().all(|byte| byte.to_ascii_lowercase() == first) {
            let value = u64::from(first - b'a') + 1 + 26 * (body.len() as u64 - 1);
            readings.push((if small { Sort::Letters } else { Sort::LargeLetters }, value));
        }
    }
    readings
}

/// The value of a Roman numeral in small letters, below 90.
fn roman(body: &str) -> Option<u64> {
    let value = |byte| match byte {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let values: Vec<u64> = body.bytes().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    let mut largest = 0;
    // From the right, a smaller value before a larger one is taken off.
    for value in values.into_iter().rev() {
        sum = if value < largest { u64::checked_sub(sum, value)? } else { sum + value };
        largest = largest.max(value);
    }
    Some(sum)
}

/// The lists that are open in a clause, from the outermost: their sort and last value.
#[derive(Debug, Default)]
pub(super) struct Levels(Vec<(Sort, u64)>);

impl Levels {
    /// Goes on after a list of Markdown.
    pub(super) fn after(list: &List) -> Self {
        let last = list.items.last().and_then(number);
        Self(vec![last.map_or((Sort::Dash, 1), |last| (Sort::Digits, last))])
    }

    /// Whether a list of Markdown whose first number is `first` goes on with an open list, or stands within its last
    /// item because that announces it.
    fn takes(&self, first: Option<u64>, announced: bool) -> bool {
        let typed = Typed::markdown(first);
        announced || (first.is_some() && self.find(&typed).is_some())
    }

    /// Whether a numeral begins a list, goes on with an open one, or can be nothing else.
    pub(super) fn admits(&self, typed: &Typed) -> bool {
        typed.bracket || self.find(typed).is_some() || typed.begins()
    }

    /// The level that a numeral goes on with: the innermost whose next value it is.
    fn find(&self, typed: &Typed) -> Option<(usize, (Sort, u64))> {
        self.0.iter().enumerate().rev().find_map(|(level, (sort, last))| {
            let next = |(own, value): &&(Sort, u64)| {
                own == sort && (*sort == Sort::Dash || *value == *last + u64::from(!typed.again))
            };
            typed.readings.iter().find(next).map(|reading| (level, *reading))
        })
    }

    /// The depth at which the item of a numeral stands, from 0. After words that announce a list, a numeral that can
    /// begin one does: `i)` after `h) … :` is a Roman one.
    fn enter(&mut self, typed: &Typed, announced: bool) -> usize {
        let begins = announced && typed.begins();
        if let Some((level, reading)) = self.find(typed).filter(|_| !begins) {
            self.0.truncate(level);
            self.0.push(reading);
            return level;
        }
        let first = typed.readings.iter().find(|(sort, value)| *sort == Sort::Dash || *value == 1);
        let reading = *first.unwrap_or(&typed.readings[0]);
        // A numeral out of order stays with those of its sort.
        if first.is_none()
            && let Some(level) = self.0.iter().rposition(|(sort, _)| *sort == reading.0)
        {
            self.0.truncate(level);
        }
        self.0.push(reading);
        self.0.len() - 1
    }
}

impl Typed {
    /// The numeral of an item of a list of Markdown.
    fn markdown(number: Option<u64>) -> Self {
        let reading = number.map_or((Sort::Dash, 1), |number| (Sort::Digits, number));
        Self { readings: vec![reading], again: false, bracket: false, length: 0 }
    }

    /// Whether it is the first of its sort.
    fn begins(&self) -> bool {
        self.readings.iter().any(|(_, value)| *value == 1)
    }
}

/// Splits a paragraph at the numerals that begin its lines: what stands before the first, and the items.
/// `conjunctions` are the words that join the last two items.
pub(super) fn split(
    text: Text,
    levels: &Levels,
    source: &str,
    conjunctions: &[String],
) -> (Text, Vec<(Typed, Text)>) {
    let mut starts: Vec<(usize, Typed)> = Vec::new();
    let mut at = 0;
    while at < text.cells.len() {
        let begins_line = at == 0
            || (is_line_end(&text.cells[at - 1], source) && announces(&text.cells[..at - 1], conjunctions));
        if begins_line
            && let Some(typed) = typed(&text.cells[at..])
            && (!starts.is_empty() || levels.admits(&typed))
        {
            let length = typed.length;
            starts.push((at, typed));
            at += length;
        } else {
            at += 1;
        }
    }
    let Some((first, _)) = starts.first() else { return (text, Vec::new()) };
    let lead = Text { cells: text.cells[..first.saturating_sub(1)].to_vec() };
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| at - 1).chain([text.cells.len()]).collect();
    let items = starts
        .into_iter()
        .zip(ends)
        .map(|((start, typed), end)| (typed, Text { cells: text.cells[start..end].to_vec() }));
    (lead, items.collect())
}

fn is_line_end(cell: &Cell, source: &str) -> bool {
    match cell.len {
        // Most characters of one byte stand for themselves.
        1 => cell.space == Space::LineEnd || source.as_bytes()[cell.at as usize] == b'\n',
        _ => cell.space == Space::LineEnd || source[cell.span().range()].contains('\n'),
    }
}

/// Whether a line ends so that an item may follow: in punctuation, or in a word such as `and`.
fn announces(cells: &[Cell], conjunctions: &[String]) -> bool {
    if cells.last().is_some_and(|cell| matches!(cell.ch, ':' | ';' | ',' | '.' | '»' | '”')) {
        return true;
    }
    conjunctions.iter().any(|word| {
        let mut cells = cells.iter().rev().map(|cell| cell.ch);
        word.chars().rev().all(|ch| cells.next() == Some(ch)) && cells.next() == Some(' ')
    })
}

/// Adds a list of Markdown to the lists that are open at the end of `blocks`, where it belongs to one of them; else it
/// is given back.
pub(super) fn append_list(blocks: &mut Vec<Block>, levels: &mut Levels, list: List) -> Option<List> {
    let announced = matches!(blocks.last(), Some(Block::List(_))) && announces_list(blocks);
    let first = list.items.first().and_then(number);
    if levels.0.is_empty() || !levels.takes(first, announced) {
        return Some(list);
    }
    let mut announced = announced;
    for item in list.items {
        let depth = levels.enter(&Typed::markdown(number(&item)), announced);
        put(blocks, depth, item);
        announced = false;
    }
    None
}

/// The number of an item that has one.
fn number(item: &Item) -> Option<u64> {
    match item.numeral {
        Numeral::Number(number) => Some(number),
        _ => None,
    }
}

/// Whether the last paragraph of blocks announces a list.
fn announces_list(blocks: &[Block]) -> bool {
    last_text(blocks).is_some_and(|text| text.cells.last().is_some_and(|cell| cell.ch == ':'))
}

/// Adds an item to the lists at the end of `blocks`.
pub(super) fn append(blocks: &mut Vec<Block>, levels: &mut Levels, typed: &Typed, text: &Text) {
    let announced = announces_list(blocks);
    let depth = levels.enter(typed, announced);
    let mut label = Text { cells: text.cells[..typed.length - 1].to_vec() };
    let numeral = if typed.readings[0].0 == Sort::Dash {
        Numeral::Dash
    } else {
        label.cells.retain(|cell| cell.ch != '\u{a0}' || typed.again);
        Numeral::Typed(label)
    };
    let body = Text { cells: text.cells[typed.length..].to_vec() };
    put(blocks, depth, Item { numeral, blocks: vec![Block::Paragraph(body)] });
}

/// The paragraph at the end of blocks, in the last item of a list.
fn last_text(blocks: &[Block]) -> Option<&Text> {
    match blocks.last()? {
        Block::Paragraph(text) => Some(text),
        Block::List(list) => list.items.last().and_then(|item| last_text(&item.blocks)),
        Block::Table(_) | Block::Terms(_) | Block::Quote(_) | Block::Figure(_) | Block::Rule => None,
    }
}

/// Puts an item `depth` levels below the last list of `blocks`; a level deeper stands in the last item of the
/// level above, and a list that is not there yet begins at the level reached.
fn put(blocks: &mut Vec<Block>, depth: usize, item: Item) {
    // What stands after a list comes before the next item: only the last block may take it.
    if depth > 0
        && let Some(Block::List(list)) = blocks.last_mut()
        && let Some(last) = list.items.last_mut()
    {
        return put(&mut last.blocks, depth - 1, item);
    }
    match blocks.last_mut() {
        Some(Block::List(list)) => list.items.push(item),
        _ => blocks.push(Block::List(List { items: vec![item] })),
    }
}

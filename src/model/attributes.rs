//! Spans with attributes, `[…]{lang=en}` and `[…]{.smallcaps}`: what Markdown has no sign for.

use std::ops::Range;

use super::language::Foreign;
use super::text::{Cell, Marks, Space, Style};
use crate::diagnostic::{Diagnostic, Message, messages};
use crate::source::{File, Files};

/// What the braces after a span say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Language(Foreign),
    SmallCapitals,
}

/// The longest text between braces that is read as attributes.
const LONGEST: usize = 64;

/// The longest text that is raised or lowered.
const LONGEST_SHIFTED: usize = 12;

/// Raises what stands between `^`, and lowers what stands between `~`: `26^e^`, `H~2~O`. Either holds letters,
/// digits and signs but no space.
pub(super) fn shift(cells: &mut Vec<Cell>) {
    if !cells.iter().any(|cell| matches!(cell.ch, '^' | '~')) {
        return;
    }
    let mut taken: Vec<usize> = Vec::new();
    let mut index = 0;
    while index < cells.len() {
        let style = match cells[index].ch {
            '^' => Style::SUPERIOR,
            '~' => Style::INFERIOR,
            _ => {
                index += 1;
                continue;
            }
        };
        let sign = cells[index].ch;
        let inner = cells[index + 1..].iter().take(LONGEST_SHIFTED + 1);
        let end = inner.clone().position(|cell| cell.ch == sign);
        let sound = |cell: &Cell| {
            let drawn = cell.ch.is_alphanumeric() || "+-−–,.()=^~".contains(cell.ch);
            drawn && cell.space == Space::None && !cell.style.contains(Style::CODE)
        };
        match end {
            Some(length) if length > 0 && sound(&cells[index]) && inner.take(length).all(sound) => {
                let end = index + 1 + length;
                for cell in &mut cells[index + 1..end] {
                    cell.style = cell.style.with(style);
                    cell.marks.insert(Marks::PROTECTED);
                }
                taken.extend([index, end]);
                index = end + 1;
            }
            _ => index += 1,
        }
    }
    let mut at = 0;
    cells.retain(|_| {
        at += 1;
        taken.binary_search(&(at - 1)).is_err()
    });
}

/// Gives the spans of a text their attributes and takes the brackets and braces away; braces that follow a
/// bracket and say nothing known are reported and stay.
pub(super) fn apply(cells: &mut Vec<Cell>, files: &Files, diagnostics: &mut Vec<Diagnostic>) {
    if !cells.iter().any(|cell| cell.ch == '{') {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    // What is taken away: every bracket and brace of a span that has attributes.
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while index < cells.len() {
        let cell = cells[index];
        match cell.ch {
            _ if cell.style.contains(Style::CODE) => {}
            '[' => open.push(index),
            ']' => {
                let start = open.pop();
                if let (Some(start), Some(braces)) = (start, braces(cells, index + 1)) {
                    let text: String =
                        cells[braces.start + 1..braces.end - 1].iter().map(|cell| cell.ch).collect();
                    match attributes(&text) {
                        Ok(attributes) => {
                            cells[start + 1..index].iter_mut().for_each(|cell| mark(cell, &attributes));
                            taken.push(start..start + 1);
                            taken.push(index..braces.end);
                        }
                        Err(message) => {
                            let span = cells[braces.start].span().join(cells[braces.end - 1].span());
                            diagnostics.push(files.error(span, message));
                        }
                    }
                    index = braces.end;
                    continue;
                }
            }
            _ => {}
        }
        index += 1;
    }
    taken.sort_by_key(|range| range.start);
    let mut ranges = taken.into_iter().peekable();
    let mut at = 0;
    cells.retain(|_| {
        let index = at;
        at += 1;
        while ranges.peek().is_some_and(|range| range.end <= index) {
            ranges.next();
        }
        ranges.peek().is_none_or(|range| !range.contains(&index))
    });
}

/// The braces that begin at `start`, if they close within the text and in one style.
fn braces(cells: &[Cell], start: usize) -> Option<Range<usize>> {
    let first = cells.get(start).filter(|cell| cell.ch == '{')?;
    let length = cells[start..].iter().take(LONGEST).position(|cell| cell.ch == '}')? + 1;
    let range = start..start + length;
    let sound =
        cells[range.clone()].iter().all(|cell| cell.style == first.style && cell.file == File::Document);
    sound.then_some(range)
}

/// Reads `lang=en` and `.smallcaps`, parted by spaces.
fn attributes(text: &str) -> Result<Vec<Attribute>, Message> {
    let mut attributes = Vec::new();
    for word in text.split_whitespace() {
        attributes.push(match word.split_once('=') {
            Some(("lang", code)) => {
                let code = code.trim_matches(['"', '\'', '“', '”', '’']);
                let language = Foreign::new(code);
                Attribute::Language(language.ok_or_else(|| messages::bad_language_code(code))?)
            }
            None if word == ".smallcaps" => Attribute::SmallCapitals,
            _ => return Err(messages::unknown_attribute(word)),
        });
    }
    if attributes.is_empty() {
        return Err(messages::empty_attributes());
    }
    Ok(attributes)
}

fn mark(cell: &mut Cell, attributes: &[Attribute]) {
    for attribute in attributes {
        match attribute {
            // A span within a span has been marked before the one around it.
            Attribute::Language(language) if cell.foreign.is_none() => cell.foreign = Some(*language),
            Attribute::Language(_) => {}
            Attribute::SmallCapitals => cell.style = cell.style.with(Style::SMALL_CAPITALS),
        }
    }
}

//! The opening keyword of a clause: its spelling and its case.

use super::engine::Change;
use crate::model::{Keyword, Language, Marks, Space, Style, Text};
use crate::style::KeywordCase;

/// Sets the keyword that opens a text: its spaces single, its accents the lexicon's, its case the style's.
///
/// Comes before the other rules, which then see the text that is printed.
pub(super) fn set(text: &mut Text, keyword: &Keyword, case: KeywordCase, changes: Option<&mut Vec<Change>>) {
    let length = keyword.length.min(text.cells.len());
    let typed: String = text.cells[..length].iter().map(|cell| cell.ch).collect();
    let spelled = match &keyword.phrase {
        Some(phrase) => with_initial_of(&typed, phrase),
        None => typed.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let spelled = spelled.replace('\'', "’");
    let shown = match case {
        KeywordCase::Capitals => spelled.to_uppercase(),
        KeywordCase::SmallCapitals | KeywordCase::Italic | KeywordCase::Plain => spelled,
    };
    let style = match case {
        KeywordCase::SmallCapitals => Style::SMALL_CAPITALS,
        KeywordCase::Italic => Style::ITALIC,
        KeywordCase::Capitals | KeywordCase::Plain => Style::PLAIN,
    };
    let replaced = &text.cells[..length];
    let Some(last) = replaced.last().copied() else { return };
    if let Some(changes) = changes
        && typed != shown
    {
        let span = replaced[0].span().join(last.span());
        changes.push(Change { rule: RULE, span, before: typed, after: shown.clone() });
    }
    let mut cells = Vec::with_capacity(text.cells.len());
    for (offset, ch) in shown.chars().enumerate() {
        let mut cell = replaced.get(offset).copied().unwrap_or(last);
        cell.ch = ch;
        cell.space = if ch == ' ' { Space::Word } else { Space::None };
        cell.style = cell.style.with(style);
        cell.marks.insert(Marks::KEYWORD);
        cells.push(cell);
    }
    cells.extend_from_slice(&text.cells[length..]);
    text.cells = cells;
}

/// The name of the rule in `explain`.
pub(super) const RULE: &str = "keyword";
pub(super) const REASON: &str =
    "the keyword that opens a clause is printed as the house style says, with its accents";

/// Who says so in a language.
pub(super) fn authority(language: Language) -> &'static str {
    match language {
        Language::English => "the house style",
        Language::Spanish => "the house style; RAE, Ortografía 2010, II.3 (capitals keep their accents)",
        Language::French => "the house style; Académie française, Accentuation des majuscules",
    }
}

/// The lexicon's phrase with the capital, or the capitals, that the author typed.
fn with_initial_of(typed: &str, phrase: &str) -> String {
    let letters = || typed.chars().filter(|ch| ch.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return phrase.to_uppercase();
    }
    if !typed.starts_with(char::is_uppercase) {
        return phrase.to_owned();
    }
    let mut chars = phrase.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

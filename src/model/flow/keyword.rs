//! The keyword that opens a clause.

use unicode_normalization::UnicodeNormalization;

use super::Flow;
use crate::diagnostic::messages;
use crate::model::Keyword;
use crate::model::notes::called_note;
use crate::model::text::{Style, Text};
use crate::source::{Node, Span};
use crate::style::{ClauseKind, KeywordMatch, fold};

/// Whether a text opens with a keyword: one that the author has marked, or the one that the lexicon knows.
pub(super) fn opens_with_keyword(text: &Text, known: Option<&KeywordMatch>) -> bool {
    known.is_some() || text.cells.first().is_some_and(|cell| cell.style.contains(Style::BOLD))
}

impl Flow<'_, '_> {
    /// The longest keyword of the lexicon that opens a text.
    pub(super) fn known_keyword(&self, text: &Text) -> Option<KeywordMatch> {
        // No keyword is longer than this many words.
        let word = |ch| if called_note(ch).is_some() { ' ' } else { ch };
        let string: String = text.cells.iter().take(160).map(|cell| word(cell.ch)).collect();
        let words: Vec<&str> = string.split_whitespace().take(12).collect();
        self.reading.style.lexicon.keyword(&words)
    }

    /// The keyword that opens a paragraph, and what it opens: the author's `**…**`, or the one that the lexicon
    /// knows. Without either, a warning names the nearest keywords.
    pub(super) fn keyword(
        &mut self,
        text: &mut Text,
        known: Option<KeywordMatch>,
        node: &Node,
    ) -> (Option<Keyword>, Option<ClauseKind>) {
        let lexicon = &self.reading.style.lexicon;
        let marked = text.cells.iter().take_while(|cell| cell.style.contains(Style::BOLD)).count();
        if marked > 0 {
            for cell in &mut text.cells[..marked] {
                cell.style = cell.style.without(Style::BOLD);
            }
            let words: String = text.cells[..marked].iter().map(|cell| cell.ch).collect();
            let words: Vec<&str> = words.split_whitespace().collect();
            let found = lexicon.keyword(&words);
            // The lexicon's spelling is taken only where it knows all that is marked.
            let whole = found.as_ref().filter(|found| found.words == words.len());
            let kind = match &found {
                Some(found) => found.kind,
                // Participles open recitals.
                None if words.first().is_some_and(|word| {
                    let word = fold(word);
                    lexicon.recital_endings.iter().any(|ending| word.ends_with(ending))
                }) =>
                {
                    ClauseKind::Recital
                }
                None => ClauseKind::Operative,
            };
            let length = marked - text.cells[..marked].iter().rev().take_while(|cell| cell.ch == ' ').count();
            return (Some(Keyword { length, phrase: whole.map(|found| found.phrase.clone()) }), Some(kind));
        }
        if let Some(found) = known {
            let length = keyword_length(text, found.words);
            self.check_accents(text, length, &found.phrase);
            // The author's emphasis on a keyword is the house style's to give.
            for cell in &mut text.cells[..length] {
                cell.style = cell.style.without(Style::ITALIC);
            }
            return (Some(Keyword { length, phrase: Some(found.phrase) }), Some(found.kind));
        }
        let start = text.cells.first().map_or(node.span.start, |cell| cell.at as usize);
        let first: String =
            text.cells.iter().map(|cell| cell.ch).take_while(|ch| !ch.is_whitespace()).collect();
        let first = first.trim_end_matches([',', ';', ':', '.']);
        let span = Span::new(start..start + first.len());
        let typed = fold(first);
        let message = match lexicon.nearest_keyword(&typed) {
            Some(near) => messages::unknown_keyword_near(first, near),
            None => messages::unknown_keyword(first),
        };
        self.reading.diagnostics.push(self.reading.files.warning(span, message));
        (None, None)
    }

    pub(super) fn check_accents(&mut self, text: &Text, length: usize, phrase: &str) {
        let cells = &text.cells[..length];
        let typed: String = cells.iter().map(|cell| cell.ch).collect();
        let plain = |text: &str| {
            text.nfc()
                .collect::<String>()
                .to_lowercase()
                .replace('’', "'")
                .replace(['\u{a0}', '\u{202f}'], " ")
        };
        let collapsed = plain(&typed).split_whitespace().collect::<Vec<_>>().join(" ");
        if collapsed != plain(phrase) {
            let span = Text { cells: cells.to_vec() }.span();
            let message = messages::lost_accents(typed, phrase);
            self.reading.diagnostics.push(self.reading.files.warning(span, message));
        }
    }
}

/// How many characters the first `words` words take, without the punctuation after them.
fn keyword_length(text: &Text, words: usize) -> usize {
    let is_space = |ch: char| ch.is_whitespace() || called_note(ch).is_some();
    let mut seen = 0;
    let mut inside = false;
    let mut end = 0;
    for (index, cell) in text.cells.iter().enumerate() {
        if is_space(cell.ch) {
            if inside && seen == words {
                break;
            }
            inside = false;
        } else {
            if !inside {
                seen += 1;
                inside = true;
            }
            end = index + 1;
        }
    }
    while end > 0 && matches!(text.cells[end - 1].ch, ',' | ';' | ':' | '.') {
        end -= 1;
    }
    end
}

//! The zones that no rule changes: code, addresses, times, references, words of another language.

use std::ops::Range;

use super::signs::Signs;
use super::work::Work;
use crate::model::{Cell, Marks, Space, Style};

/// Marks the protected and the unbroken zones of a text; says whether any mark is new.
pub(super) fn mark(work: &mut Work<'_>) -> bool {
    let signs = work.signs;
    // A reference has a hyphen or a slash, and a figure.
    let reference = signs.has_any(Signs::HYPHEN) && signs.has_any(Signs::DIGIT);
    if !reference && !signs.has_any(Signs::INNER_STOP.with(Signs::TECHNICAL).with(Signs::FOREIGN)) {
        return false;
    }
    let cells = work.cells();
    let mut marked = false;
    for cell in cells.iter_mut() {
        if cell.style.contains(Style::CODE) {
            marked |= protect(cell, true);
        }
        if cell.foreign.is_some() && !cell.marks.contains(Marks::SETTLED) {
            marked |= protect(cell, false);
        }
    }
    let mut start = 0;
    while start < cells.len() {
        if is_separator(cells[start]) {
            start += 1;
            continue;
        }
        let mut end = start;
        let mut word = Signs::default();
        while end < cells.len() && !is_separator(cells[end]) {
            word = word.with(Signs::of_character(cells[end].ch));
            end += 1;
        }
        if word.has_any(ZONE) {
            marked |= mark_word(cells, start..end);
        }
        start = end;
    }
    marked
}

/// What stands in every zone: one of these signs at least.
const ZONE: Signs = Signs::FULL_STOP.with(Signs::COLON).with(Signs::HYPHEN).with(Signs::TECHNICAL);

fn mark_word(cells: &mut [Cell], word: Range<usize>) -> bool {
    let core = core(cells, word.clone());
    let text: String = cells[core.clone()].iter().map(|cell| cell.ch).collect();
    if is_address(&text) { protect_all(&mut cells[core], false) } else { mark_parts(cells, word) }
}

/// Protects a character; says whether it was not yet.
fn protect(cell: &mut Cell, unbroken: bool) -> bool {
    let before = cell.marks;
    cell.marks.insert(Marks::PROTECTED);
    if unbroken {
        cell.marks.insert(Marks::UNBROKEN);
    }
    cell.marks != before
}

fn protect_all(cells: &mut [Cell], unbroken: bool) -> bool {
    let mut marked = false;
    for cell in cells {
        marked |= protect(cell, unbroken);
    }
    marked
}

/// Marks the parts of a word between the signs that rules may change, so that a zone is the same before the
/// rules and after.
fn mark_parts(cells: &mut [Cell], word: Range<usize>) -> bool {
    let mut marked = false;
    let mut start = word.start;
    let mut index = word.start;
    while index < word.end {
        let ch = cells[index].ch;
        let run = cells[index..word.end].iter().take_while(|cell| cell.ch == ch).count();
        let parts = matches!(ch, '…' | '–' | '—' | '«' | '»' | '“' | '”' | '"' | '<' | '>')
            || (matches!(ch, '-' | '.') && run > 1)
            // The dots after `etc` become one.
            || (ch == '.' && follows_etc(&cells[word.start..index]));
        if parts {
            marked |= mark_token(cells, start..index);
            start = index + run;
        }
        index += run;
    }
    mark_token(cells, start..word.end) || marked
}

fn follows_etc(cells: &[Cell]) -> bool {
    cells.len() >= 3
        && cells[cells.len() - 3..].iter().map(|cell| cell.ch.to_ascii_lowercase()).eq("etc".chars())
}

fn is_separator(cell: Cell) -> bool {
    cell.space != Space::None || cell.ch.is_whitespace()
}

fn mark_token(cells: &mut [Cell], token: Range<usize>) -> bool {
    let core = core(cells, token);
    if core.is_empty() {
        return false;
    }
    let text: String = cells[core.clone()].iter().map(|cell| cell.ch).collect();
    if is_path(&text) || is_publication(&text) {
        return protect_all(&mut cells[core], false);
    }
    if text.contains('@') && mark_mail(cells, core.clone()) {
        return true;
    }
    if is_unbroken(&text) {
        return protect_all(&mut cells[core], true);
    }
    // A bracket may have come to stand at once behind it.
    let head = text.split(['(', ')', '[', ']']).next().unwrap_or_default();
    if is_internet_address(head) || is_clock_or_ratio(head) {
        // Both are of ASCII alone.
        return protect_all(&mut cells[core.start..core.start + head.len()], true);
    }
    if let Some(offset) = text.find(['\'', '’']) {
        // What follows an elision may be a reference: `l'A/RES/75/10`.
        let skipped = text[..offset].chars().count() + 1;
        let rest: String = text[offset..].chars().skip(1).collect();
        if is_unbroken(&rest) {
            return protect_all(&mut cells[core.start + skipped..core.end], true);
        }
    }
    false
}

/// Protects the mail addresses of a token. A bracket may have come to stand at once beside one, and parts it still.
fn mark_mail(cells: &mut [Cell], token: Range<usize>) -> bool {
    let mut marked = false;
    let mut start = token.start;
    for end in token.start..=token.end {
        if end < token.end && !matches!(cells[end].ch, '(' | ')' | '[' | ']') {
            continue;
        }
        let part = core(cells, start..end);
        let text: String = cells[part.clone()].iter().map(|cell| cell.ch).collect();
        if is_mail(&text) {
            marked |= protect_all(&mut cells[part], false);
        }
        start = end + 1;
    }
    marked
}

/// What never breaks, behind an elision too.
fn is_unbroken(text: &str) -> bool {
    is_reference(text) || is_dotted_acronym(text)
}

/// The token without the punctuation around it; a closing bracket stays when it was opened inside.
fn core(cells: &[Cell], token: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = token;
    while start < end && matches!(cells[start].ch, '(' | '[' | '«' | '“' | '”' | '"' | '\'' | '‘' | '’' | '<')
    {
        start += 1;
    }
    while start < end {
        let ch = cells[end - 1].ch;
        let opened = |open: char| cells[start..end].iter().any(|cell| cell.ch == open);
        let outside = match ch {
            ')' => !opened('('),
            ']' => !opened('['),
            _ => matches!(
                ch,
                '.' | ','
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '…'
                    | '-'
                    | '–'
                    | '»'
                    | '“'
                    | '”'
                    | '"'
                    | '\''
                    | '‘'
                    | '’'
                    | '>'
                    | '('
                    | '['
                    | '،'
                    | '؛'
                    | '؟'
            ),
        };
        if !outside {
            break;
        }
        end -= 1;
    }
    start..end
}

/// An address with a scheme, or of the web.
fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    // The scheme may stand behind an elision or a bracket.
    let scheme = lower.split_once("://").is_some_and(|(scheme, rest)| {
        scheme.ends_with(|ch: char| ch.is_ascii_alphanumeric()) && !rest.is_empty()
    });
    scheme || ["www.", "mailto:", "urn:", "doi:"].iter().any(|prefix| lower.starts_with(prefix))
}

/// A mail address.
fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        && text.matches('@').count() == 1
        && text.chars().all(|ch| ch.is_alphanumeric() || "@._%+-".contains(ch))
}

/// The identifier of a publication, as `10.1000/182`.
fn is_publication(text: &str) -> bool {
    text.strip_prefix("10.").and_then(|rest| rest.split_once('/')).is_some_and(|(registrant, item)| {
        registrant.len() >= 4 && registrant.bytes().all(|byte| byte.is_ascii_digit()) && !item.is_empty()
    })
}

/// A path of Windows or a network share.
fn is_path(text: &str) -> bool {
    let bytes = text.as_bytes();
    text.starts_with("\\\\") || (bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == b":\\")
}

/// An address of IPv6, or hexadecimal groups like it.
fn is_internet_address(text: &str) -> bool {
    text.matches(':').count() >= 2
        && text.bytes().any(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.' || byte == b'/')
}

/// Digits with colons between them: a time, a ratio, a verse.
fn is_clock_or_ratio(text: &str) -> bool {
    text.contains(':')
        && text.split(':').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// An official reference: parts joined by `/` or `-`, with a capital and a digit, as `GA-2017-86-RES-08`.
fn is_reference(text: &str) -> bool {
    let has = |test: fn(char) -> bool| text.chars().any(test);
    text.contains(['/', '-'])
        && text.starts_with(|ch: char| ch.is_ascii_alphanumeric())
        && has(|ch| ch.is_ascii_uppercase())
        && has(|ch| ch.is_ascii_digit())
        && text.chars().all(|ch| ch.is_ascii_alphanumeric() || "/-.()_".contains(ch))
        && !text
            .chars()
            .zip(text.chars().skip(1))
            .any(|(a, b)| a.is_ascii_lowercase() && b.is_ascii_lowercase())
}

/// Capitals with full stops, as `O.I.P.C.-INTERPOL`.
fn is_dotted_acronym(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 4
        && bytes[0].is_ascii_uppercase()
        && bytes[1] == b'.'
        && bytes[2].is_ascii_uppercase()
        && bytes[3] == b'.'
        && bytes.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'.' || *byte == b'-')
}

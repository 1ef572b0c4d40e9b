//! The documents that a text cites by their references: `la résolution AG-2015-RES-12`.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::text::Cell;
use super::{Reference, Resolution, Text};
use crate::source::{File, Kind};
use crate::style::{Lexicon, fold};

/// A reference in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The reference as it is written.
    pub reference: String,
    /// What the text calls the document, by the noun before the reference or before the list that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "kind_name")]
    pub kind: Option<Kind>,
    /// Its bytes in the document's source.
    pub at: (usize, usize),
}

/// Everything that the texts of a document cite, in the order of the source; a reference that is cited twice is there twice.
pub fn citations(resolution: &Resolution, lexicon: &Lexicon) -> Vec<Citation> {
    let mut citations = Vec::new();
    let subject = std::iter::once(&resolution.preface.subject_line);
    for text in subject.chain(resolution.texts().into_iter().map(|(text, _)| text)) {
        if may_cite(text) {
            cited(text, lexicon, &mut citations);
        }
    }
    citations
}

/// Whether a text has a word with all that a reference has: a capital, a digit, a hyphen or a slash. Most have none.
fn may_cite(text: &Text) -> bool {
    let (mut capital, mut digit, mut joined) = (false, false, false);
    text.cells.iter().any(|cell| {
        match cell.ch {
            'A'..='Z' => capital = true,
            '0'..='9' => digit = true,
            '-' | '/' => joined = true,
            ch if ch.is_whitespace() => (capital, digit, joined) = (false, false, false),
            _ => {}
        }
        capital && digit && joined
    })
}

/// Reads the words of one text.
fn cited(text: &Text, lexicon: &Lexicon, citations: &mut Vec<Citation>) {
    let (mut kind, mut named_body) = (None, false);
    for word in text.cells.split(|cell| cell.ch.is_whitespace()) {
        let Some(core) = core(word).map(|core| &word[core]) else { continue };
        let own: String = core.iter().map(|cell| cell.ch).collect();
        if let Some(reference) = reference(&own) {
            let (first, last) = (core[0], core[core.len() - 1]);
            if first.file == File::Document && first.len > 0 {
                let at = (first.at as usize, last.at as usize + usize::from(last.len));
                citations.push(Citation { reference: reference.to_string(), kind, at });
            }
        } else if let Some(named) = lexicon.document_kind(&fold(&own)) {
            kind = Some(named);
        } else if !goes_on(&own) && !of_a_body(&own) && !named_body {
            kind = None;
        }
        named_body = of_a_body(&own);
        // The sentence ends, and what it called its documents with it.
        if word.last().is_some_and(|cell| matches!(cell.ch, '.' | ';' | ':' | '!' | '?')) {
            kind = None;
        }
    }
}

/// Whether a word may stand between a noun and its references: `les résolutions n° A et B`.
fn goes_on(word: &str) -> bool {
    word.chars().count() <= 3 && !word.chars().any(|ch| ch.is_ascii_digit())
}

/// Whether a word names the body whose document it is, as in `la résolution d'Assemblée générale A`; one word more
/// may belong to the name.
fn of_a_body(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.chars().any(|ch| ch.is_ascii_digit())
}

/// A word without an elision before it and the punctuation around it; a bracket stays where it is opened within.
fn core(word: &[Cell]) -> Option<Range<usize>> {
    let elision = word.iter().position(|cell| matches!(cell.ch, '\'' | '’')).filter(|at| *at <= 2);
    let mut start = elision.map_or(0, |at| at + 1);
    while word.get(start).is_some_and(|cell| !cell.ch.is_alphanumeric()) {
        start += 1;
    }
    let mut end = word.len();
    while let [rest @ .., last] = &word[start.min(end)..end] {
        let count = |sign| rest.iter().filter(|cell| cell.ch == sign).count();
        if last.ch.is_alphanumeric() || (last.ch == ')' && count('(') > count(')')) || last.ch == '°' {
            break;
        }
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// The reference that a word of a text is, without what stands around it, and its characters in the word.
pub fn reference_in(word: &[Cell]) -> Option<(Range<usize>, Reference)> {
    let core = core(word)?;
    let text: String = word[core.clone()].iter().map(|cell| cell.ch).collect();
    Some((core, reference(&text)?))
}

/// A reference: one of several parts, with a capital and a digit, and no two small letters running.
fn reference(word: &str) -> Option<Reference> {
    let running = word.bytes().zip(word.bytes().skip(1));
    let small = |(one, other): (u8, u8)| one.is_ascii_lowercase() && other.is_ascii_lowercase();
    let sound = word.contains(['/', '-'])
        && word.bytes().any(|byte| byte.is_ascii_uppercase())
        && !running.into_iter().any(small);
    if sound { Reference::new(word) } else { None }
}

/// The kind of a document by its name.
mod kind_name {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::source::Kind;

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
    pub(super) fn serialize<S: Serializer>(kind: &Option<Kind>, serializer: S) -> Result<S::Ok, S::Error> {
        match kind {
            Some(kind) => serializer.serialize_str(kind.name()),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Kind>, D::Error> {
        let name: Option<String> = Option::deserialize(deserializer)?;
        Ok(name.and_then(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Option<Kind>)> {
        let mut lexicon = Lexicon::default();
        lexicon.document_kinds.insert("resolution".to_owned(), Kind::Resolution);
        lexicon.document_kinds.insert("resolutions".to_owned(), Kind::Resolution);
        lexicon.document_kinds.insert("rapport".to_owned(), Kind::Report);
        let mut citations = Vec::new();
        cited(&Text::verbatim(text, File::Document, 0), &lexicon, &mut citations);
        for citation in &citations {
            assert_eq!(citation.reference, text[citation.at.0..citation.at.1]);
        }
        citations.into_iter().map(|citation| (citation.reference, citation.kind)).collect()
    }

    #[test]
    fn references_are_found_with_what_they_are_called() {
        let text = "Rappelant la résolution AG-2015-RES-12, les résolutions AG-1-RES-1, AG-1-RES-2 et AG-1-RES-3, l'annexe 1 du rapport AG-2015-RAP-09; GA-86-RES-1 (voir A/RES/75/10).";
        let resolution = Some(Kind::Resolution);
        let expected = [
            ("AG-2015-RES-12", resolution),
            ("AG-1-RES-1", resolution),
            ("AG-1-RES-2", resolution),
            ("AG-1-RES-3", resolution),
            ("AG-2015-RAP-09", Some(Kind::Report)),
            ("GA-86-RES-1", None),
            ("A/RES/75/10", None),
        ];
        assert_eq!(found("la résolution d'Assemblée générale AG-1-RES-1")[0].1, resolution);
        assert_eq!(found("la résolution a été transmise par AG-1-RAP-1")[0].1, None);
        assert_eq!(found(text), expected.map(|(reference, kind)| (reference.to_owned(), kind)));
    }

    #[test]
    fn elisions_and_brackets_stand_around_a_reference() {
        assert_eq!(found("de l'AG-2015-RES-12.")[0].0, "AG-2015-RES-12");
        assert_eq!(found("(S/RES/2231(2015))")[0].0, "S/RES/2231(2015)");
    }

    #[test]
    fn what_is_no_reference() {
        for text in [
            "l'article 41",
            "10-12",
            "porte-avions",
            "Port-Royal-2",
            "O.I.P.C.-INTERPOL",
            "20 %",
            "15/09/2017",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}

//! References made after others: what is the year, the session and the number in one becomes that of another.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::model::{Reference, Session};
use crate::source::Kind;

/// What a reference may tell of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// The first and the last year of the session.
    pub years: (u16, u16),
    /// The number of the session.
    pub session: u32,
    /// The number of the document within it.
    pub number: u32,
    /// What the document is.
    pub kind: Kind,
}

impl Facts {
    /// The facts of a document of a session.
    pub fn new(session: &Session, number: u32, kind: Kind) -> Self {
        Self { years: (session.start.year, session.end.year), session: session.number, number, kind }
    }
}

/// The reference of one document after that of another: `GA-2017-86-RES-08` gives `GA-2018-87-RES-01`. Numbers keep their
/// width. `codes` says what the letters in a reference stand for. `None` where the other's number is not in its
/// reference.
pub(super) fn after(
    model: &str,
    facts: Facts,
    wanted: Facts,
    codes: &BTreeMap<String, Kind>,
) -> Option<Reference> {
    let tokens = tokens(model);
    let value = |token: &&str| token.parse::<u32>().ok();
    let own = tokens.iter().rposition(|token| value(token) == Some(facts.number))?;
    let code = |kind| codes.iter().find(|(_, of)| **of == kind).map(|(code, _)| code.as_str());
    let mut reference = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let width = token.len();
        let is_year =
            |year: u32| width == 4 && (u32::from(facts.years.0)..=u32::from(facts.years.1)).contains(&year);
        // Writing to a string cannot fail.
        let _ = match value(token) {
            Some(_) if index == own => write!(reference, "{:0width$}", wanted.number),
            Some(year) if is_year(year) => write!(reference, "{:04}", wanted.years.0),
            Some(session) if session == facts.session => write!(reference, "{:0width$}", wanted.session),
            _ => match (codes.get(*token), code(wanted.kind)) {
                (Some(kind), Some(code)) if *kind == facts.kind && *kind != wanted.kind => {
                    reference.write_str(code)
                }
                _ => reference.write_str(token),
            },
        };
    }
    Reference::new(&reference)
}

/// The reference where there is none to make it after: `2018-87-RES-01`.
pub(super) fn plain(wanted: Facts, codes: &BTreeMap<String, Kind>) -> Option<Reference> {
    let code = codes.iter().find(|(_, kind)| **kind == wanted.kind).map_or("DOC", |(code, _)| code);
    Reference::new(&format!("{}-{}-{code}-{:02}", wanted.years.0, wanted.session, wanted.number))
}

/// A reference in runs of digits, runs of letters, and the signs between them.
fn tokens(reference: &str) -> Vec<&str> {
    let sort = |ch: char| (ch.is_ascii_digit(), ch.is_ascii_alphabetic());
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, ch) in reference.char_indices() {
        if last.is_some_and(|last| last != sort(ch)) {
            tokens.push(&reference[start..at]);
            start = at;
        }
        last = Some(sort(ch));
    }
    tokens.push(&reference[start..]);
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF_86: Facts = Facts { years: (2017, 2017), session: 86, number: 8, kind: Kind::Resolution };
    const OF_87: Facts = Facts { years: (2018, 2018), session: 87, number: 1, kind: Kind::Resolution };

    fn codes() -> BTreeMap<String, Kind> {
        [("RES", Kind::Resolution), ("DEC", Kind::Decision), ("REP", Kind::Report)]
            .map(|(code, kind)| (code.to_owned(), kind))
            .into()
    }

    #[test]
    fn a_reference_is_made_after_another() {
        let next = Facts { number: 9, ..OF_86 };
        let hundredth = Facts { number: 100, ..OF_86 };
        let report = Facts { kind: Kind::Report, ..OF_87 };
        for (model, wanted, made) in [
            ("GA-2017-86-RES-08", next, Some("GA-2017-86-RES-09")),
            ("GA-2017-86-RES-08", hundredth, Some("GA-2017-86-RES-100")),
            ("GA-2017-86-RES-08", OF_87, Some("GA-2018-87-RES-01")),
            ("GA-2017-86-RES-08", report, Some("GA-2018-87-REP-01")),
            ("A/RES/86/8", OF_87, Some("A/RES/87/1")),
            ("AG86RES8", next, Some("AG86RES9")),
            ("GA-2017-86-RES-12", next, None),
        ] {
            let reference = after(model, OF_86, wanted, &codes());
            assert_eq!(reference.as_ref().map(Reference::as_str), made, "{model}");
        }
    }

    #[test]
    fn the_number_is_the_last_that_fits() {
        let facts = Facts { years: (2008, 2008), session: 8, number: 8, kind: Kind::Decision };
        let made = after("AA/8/DEC/8", facts, Facts { number: 9, ..facts }, &codes());
        assert_eq!(made.expect("a reference").as_str(), "AA/8/DEC/9");
    }

    #[test]
    fn without_another_it_tells_year_session_kind_and_number() {
        assert_eq!(plain(OF_87, &codes()).expect("a reference").as_str(), "2018-87-RES-01");
        assert_eq!(plain(OF_87, &BTreeMap::new()).expect("a reference").as_str(), "2018-87-DOC-01");
    }
}

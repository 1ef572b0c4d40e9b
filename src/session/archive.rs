//! Every document that may be cited: those of the sessions that stand beside one another, and those that the registers
//! of past references name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::pool;
use crate::diagnostic::{Argument, Diagnostic, Error, Message, has_errors, messages};
use crate::model::{Citation, Reference, Session};
use crate::source::{Document, Kind, Source, documents_in, nearest};
use crate::style::{Lexicon, from_toml};

/// The documents that may be cited, with what is known of them.
#[derive(Debug, Default)]
pub struct Archive {
    /// The references; the kind of a document where its source says it.
    known: BTreeMap<String, Option<Kind>>,
    /// How many references have each form, with `#` for each number: `GA-#-#-RES-#`.
    forms: BTreeMap<String, usize>,
    /// The years of each session, by its number.
    years: BTreeMap<u32, BTreeSet<u16>>,
    /// How the references of other houses begin, which are not looked up.
    elsewhere: Vec<String>,
}

/// The documents that are cited and kept elsewhere, a `references.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Register {
    /// How the references of other houses begin, which are not looked up.
    #[serde(default)]
    elsewhere: Vec<String>,
    /// The documents, a table `[[document]]` each.
    #[serde(default)]
    document: Vec<Registered>,
}

/// A document of a register.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Registered {
    /// The reference, as it is cited.
    #[schemars(with = "String")]
    reference: Spanned<String>,
    /// The title, for those who read the register.
    #[serde(default)]
    #[expect(dead_code, reason = "it is there for those who read the register")]
    title: Option<String>,
    /// What the document is, where its reference does not say it.
    #[serde(default)]
    #[schemars(with = "Option<Kind>")]
    kind: Option<Spanned<String>>,
}

/// The name of a register, beside `session.toml` or in the folder above.
pub const REGISTER: &str = "references.toml";

/// The sessions that stand beside one, this one among them.
fn beside(folder: &Path) -> Vec<PathBuf> {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let entries = absolute.parent().and_then(|above| std::fs::read_dir(above).ok());
    let mut folders: Vec<PathBuf> =
        entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.retain(|beside| beside.join(Session::FILE_NAME).is_file());
    folders.sort();
    folders
}

impl Archive {
    /// Reads what stands beside the folder of a session.
    ///
    /// # Errors
    ///
    /// When a register is wrong.
    pub fn read(folder: &Path, jobs: usize) -> Result<Self, Error> {
        let mut archive = Self::default();
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        let folders = beside(folder);
        for place in absolute.parent().into_iter().chain(folders.iter().map(PathBuf::as_path)) {
            archive.add_register(&place.join(REGISTER))?;
        }
        let mut documents = Vec::new();
        for folder in &folders {
            if let Ok(session) = Session::read(folder) {
                archive
                    .years
                    .entry(session.number)
                    .or_default()
                    .extend(session.start.year..=session.end.year);
                for reference in &session.references {
                    archive.add(&reference.value, None);
                }
            }
            // A folder that cannot be read is said where it is built.
            documents.extend(documents_in(folder).unwrap_or_default());
        }
        let archive = Mutex::new(archive);
        let never = AtomicBool::new(false);
        let named = |(): &mut (), path: &PathBuf| named(path);
        let Ok(()) = pool::in_order(
            &documents,
            jobs,
            &never,
            || (),
            named,
            |_, named| {
                if let (Some((reference, kind)), Ok(mut archive)) = (named, archive.lock()) {
                    archive.add(&reference, Some(kind));
                }
                Ok::<(), std::convert::Infallible>(())
            },
        );
        Ok(archive.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    fn add_register(&mut self, path: &Path) -> Result<(), Error> {
        if !path.is_file() {
            return Ok(());
        }
        let source = Source::read(path).map_err(Error::Configuration)?;
        let register: Register = from_toml(&source)?;
        let fault = |value: &Spanned<String>, message| {
            Err(Error::from(Diagnostic::error(source.clone(), value.span(), message)))
        };
        self.elsewhere.extend(register.elsewhere);
        for Registered { reference, kind, .. } in register.document {
            if Reference::new(reference.get_ref()).is_none() {
                return fault(&reference, messages::register_reference(reference.get_ref()));
            }
            let named =
                |name: &Spanned<String>| Kind::ALL.into_iter().find(|kind| kind.name() == name.get_ref());
            let known = kind.as_ref().and_then(named);
            if let (Some(name), None) = (&kind, known) {
                let names = Kind::ALL.map(Kind::name).join(", ");
                return fault(name, messages::register_kind(name.get_ref(), names));
            }
            self.add(reference.get_ref(), known);
        }
        Ok(())
    }

    fn add(&mut self, reference: &str, kind: Option<Kind>) {
        if !self.known.contains_key(reference) {
            *self.forms.entry(form(reference)).or_default() += 1;
        }
        if let Some((year, session)) = year_and_session(reference) {
            self.years.entry(session).or_default().insert(year);
        }
        let known = self.known.entry(reference.to_owned()).or_default();
        *known = kind.or(*known);
    }

    /// What is amiss with a citation in the document `own`.
    ///
    /// A reference is looked up where the text names it as a document, or where it looks like others that are known;
    /// that it looks like the document's own is not enough, the others may be kept elsewhere.
    pub fn judge(&self, citation: &Citation, own: &str, lexicon: &Lexicon) -> Option<Message> {
        let reference = citation.reference.as_str();
        if self.elsewhere.iter().any(|prefix| reference.starts_with(prefix.as_str())) {
            return None;
        }
        let known = self.known.get(reference);
        let by_letters = || {
            lexicon.document_codes.iter().find(|(code, _)| parts(reference).any(|part| part == code.as_str()))
        };
        let kind = known.copied().flatten().or_else(|| by_letters().map(|(_, kind)| *kind));
        if let (Some(called), Some(kind)) = (citation.kind, kind)
            && called != kind
        {
            let phrase = |kind: Kind| Argument::Phrase(format!("a {}", kind.name()));
            let (called, kind) = (phrase(called), phrase(kind));
            return Some(match self.nearest(reference) {
                Some(near) => messages::wrong_kind_near(reference, called, kind, near),
                None => messages::wrong_kind(reference, called, kind),
            });
        }
        if known.is_some() {
            return None;
        }
        if let Some((year, session)) = year_and_session(reference)
            && let Some(years) = self.years.get(&session)
            && !years.contains(&year)
        {
            let years: Vec<String> = years.iter().map(u16::to_string).collect();
            let (years, year) = (years.join(", "), year.to_string());
            return Some(match self.nearest(reference) {
                Some(near) => messages::wrong_year_near(reference, session, years, year, near),
                None => messages::wrong_year(reference, session, years, year),
            });
        }
        let form = form(reference);
        let alike = self.forms.get(&form).copied().unwrap_or_default();
        let near = self.nearest(reference).filter(|near| *near != own);
        let meant = citation.kind.is_some()
            || alike > usize::from(form == self::form(own))
            || near.is_some_and(|near| distance_is_small(reference, near));
        if !meant {
            return None;
        }
        Some(match self.nearest(reference) {
            Some(near) => messages::unknown_reference_near(reference, REGISTER, near),
            None => messages::unknown_reference(reference, REGISTER),
        })
    }

    fn nearest(&self, reference: &str) -> Option<&str> {
        let others = self.known.keys().map(String::as_str).filter(|known| *known != reference);
        nearest(reference, others)
    }
}

/// Whether one of two references is the other with one sign changed, left out or put in.
fn distance_is_small(one: &str, other: &str) -> bool {
    let start = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let end =
        one[start..].bytes().rev().zip(other[start..].bytes().rev()).take_while(|(a, b)| a == b).count();
    one.len().max(other.len()) - start - end <= 1
}

/// The reference and the kind of a document, by its front matter alone.
fn named(path: &Path) -> Option<(String, Kind)> {
    let source = Source::read(path).ok()?;
    if let Some(found) = scan(&source.text) {
        return Some(found);
    }
    let mut diagnostics = Vec::new();
    let document = Document::parse(source, &mut diagnostics)?;
    let front_matter = document.front_matter;
    (!has_errors(&diagnostics)).then_some((front_matter.reference?.value, front_matter.kind))
}

/// The same for a front matter whose fields stand a line each, as most do: a tenth of the time. `None` where it
/// would have to be read with care.
fn scan(text: &str) -> Option<(String, Kind)> {
    let (front_matter, _) = text.strip_prefix("+++\n")?.split_once("\n+++\n")?;
    if front_matter.contains("\"\"\"") || front_matter.contains("'''") {
        return None;
    }
    let field = |name: &str| {
        let line = front_matter
            .lines()
            .find_map(|line| line.trim_start().strip_prefix(name)?.trim_start().strip_prefix('='));
        line.map(|value| {
            value.trim().strip_prefix('"')?.strip_suffix('"').filter(|value| !value.contains(['"', '\\']))
        })
    };
    let reference = field("reference").flatten()?;
    let kind = match field("kind") {
        None => Kind::default(),
        Some(name) => Kind::ALL.into_iter().find(|kind| Some(kind.name()) == name)?,
    };
    Some((reference.to_owned(), kind))
}

/// The letters and numbers of a reference, without the signs between them.
fn parts(reference: &str) -> impl Iterator<Item = &str> {
    reference.split(|ch: char| !ch.is_ascii_alphanumeric()).filter(|part| !part.is_empty())
}

/// A reference with `#` for each of its numbers.
fn form(reference: &str) -> String {
    let mut form = String::with_capacity(reference.len());
    for ch in reference.chars() {
        match ch {
            '0'..='9' if form.ends_with('#') => {}
            '0'..='9' => form.push('#'),
            _ => form.push(ch),
        }
    }
    form
}

/// The year and the session in a reference that has both, one behind the other, as `GA-2017-86-RES-08`.
fn year_and_session(reference: &str) -> Option<(u16, u32)> {
    let parts: Vec<&str> = parts(reference).collect();
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    // The last number is that of the document.
    parts.windows(3).find_map(|part| {
        let year = (part[0].len() == 4 && number(part[0])).then(|| part[0].parse().ok()).flatten()?;
        let session =
            (part[1].len() <= 3 && number(part[1]) && !number(part[2])).then(|| part[1].parse().ok());
        (1850..=2200).contains(&year).then_some((year, session.flatten()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(references: &[&str]) -> Archive {
        let mut archive = Archive::default();
        for reference in references {
            archive.add(reference, None);
        }
        archive
    }

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        lexicon.document_codes =
            BTreeMap::from([("RES".to_owned(), Kind::Resolution), ("REP".to_owned(), Kind::Report)]);
        lexicon
    }

    fn judge(
        archive: &Archive,
        reference: &str,
        kind: Option<Kind>,
    ) -> Option<(&'static str, String, String)> {
        let said = archive.judge(
            &Citation { reference: reference.to_owned(), kind, at: (0, 0) },
            "GA-2017-86-RES-08",
            &lexicon(),
        )?;
        Some((said.code(), said.to_string(), said.help(crate::diagnostic::Speech::English)))
    }

    #[test]
    fn a_document_alone_says_nothing_of_others() {
        assert_eq!(judge(&archive(&["GA-2017-86-RES-08"]), "GA-2017-86-RES-02", None), None);
    }

    #[test]
    fn what_is_known_is_right() {
        let archive = archive(&["GA-2017-86-RES-08"]);
        assert_eq!(judge(&archive, "GA-2017-86-RES-08", None), None);
        assert_eq!(judge(&archive, "GA-2017-86-RES-08", Some(Kind::Resolution)), None);
    }

    #[test]
    fn a_reference_of_a_known_form_is_looked_up() {
        let archive = archive(&["GA-2017-86-RES-08", "GA-2017-86-RES-10"]);
        let (code, message, help) = judge(&archive, "GA-2017-86-RES-09", None).expect("a finding");
        assert_eq!(code, "GR-0122");
        assert_eq!(message, "no document that is known has the reference `GA-2017-86-RES-09`");
        assert!(help.starts_with("did you mean `GA-2017-86-RES-08`?"), "{help}");
    }

    #[test]
    fn another_house_is_left_alone_unless_the_text_names_the_document() {
        let mut archive = archive(&["GA-2017-86-RES-08"]);
        assert_eq!(judge(&archive, "A/RES/75/10", None), None);
        assert_eq!(judge(&archive, "A/RES/75/10", Some(Kind::Resolution)).expect("a finding").0, "GR-0122");
        archive.elsewhere.push("A/RES/".to_owned());
        assert_eq!(judge(&archive, "A/RES/75/10", Some(Kind::Resolution)), None);
    }

    #[test]
    fn a_slip_of_one_sign_is_seen_in_any_form() {
        let archive = archive(&["GA-2017-86-RES-07"]);
        assert!(judge(&archive, "GA-2017-86-REZ-07", None).is_some());
        assert!(judge(&archive, "GA-2017-86RES-07", None).is_some());
        assert_eq!(judge(&archive, "XY-2017-12-ABC-99", None), None);
    }

    #[test]
    fn contradictions_are_told_apart_from_the_unknown() {
        let archive = archive(&["GA-2017-86-RES-08"]);
        let (code, message, _) = judge(&archive, "GA-2016-86-RES-08", None).expect("a finding");
        assert_eq!(code, "GR-0124");
        assert_eq!(
            message,
            "`GA-2016-86-RES-08` contradicts itself: the session 86 was in 2017, not in 2016"
        );
        let (code, message, _) =
            judge(&archive, "GA-2017-86-REP-09", Some(Kind::Resolution)).expect("a finding");
        assert_eq!(code, "GR-0124");
        assert_eq!(message, "the text calls `GA-2017-86-REP-09` a resolution, but it is a report");
    }

    #[test]
    fn front_matters_are_scanned_or_left_to_the_reader() {
        let resolution = |reference: &str| Some((reference.to_owned(), Kind::Resolution));
        assert_eq!(scan("+++\nreference = \"A-1\"\nnumber = 1\n+++\n"), resolution("A-1"));
        assert_eq!(
            scan("+++\nkind = \"report\"\nreference=\"A-1\"\n+++\n"),
            Some(("A-1".to_owned(), Kind::Report))
        );
        assert_eq!(scan("+++\nreference = \"A-1\" # one\n+++\n"), None);
        assert_eq!(
            scan("+++\nsubject = \"\"\"\nreference = \"A-2\"\"\"\"\nreference = \"A-1\"\n+++\n"),
            None
        );
        assert_eq!(scan("no front matter"), None);
    }
}

//! The documents of a session beside one another: their numbers and references.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::document::Prepared;
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::model::Language;
use crate::source::{Document, Files, Located, Source, Span, discover};

/// What the front matters of one session's folder say, read once for all its documents.
#[derive(Debug, Default)]
pub struct Register {
    /// The documents of each number.
    numbers: BTreeMap<(Language, u32), Vec<PathBuf>>,
    /// Every reference.
    references: BTreeSet<String>,
    /// How many documents each language has.
    counts: BTreeMap<Language, usize>,
}

impl Register {
    /// Reads the documents of a folder; what is wrong in one is said when that one is checked.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let mut register = Self::default();
        for path in discover(&[folder.to_path_buf()])?.documents {
            let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            if path.parent() != Some(folder) {
                continue;
            }
            let Ok(language) = Language::of_file_name(&name) else { continue };
            let Ok(source) = Source::read(&path) else { continue };
            let Some(document) = Document::parse(source, &mut Vec::new()) else { continue };
            *register.counts.entry(language).or_default() += 1;
            register.references.extend(document.front_matter.reference.map(|reference| reference.value));
            if let Some(number) = document.front_matter.number {
                register.numbers.entry((language, number.value)).or_default().push(path);
            }
        }
        Ok(register)
    }

    /// What is wrong with a document's number: it is another's too, or some are missing before it.
    pub fn check_number(&self, path: &Path, prepared: &Prepared) -> Option<Diagnostic> {
        let Located { value, span } = prepared.resolution.preface.number;
        let language = prepared.resolution.language;
        let report = |code, message: String, help: String| {
            Some(prepared.files.diagnostic(Severity::Warning, code, span, message).help(help))
        };
        let same = self.numbers.get(&(language, value)).into_iter().flatten();
        if let Some(other) = same.clone().find(|other| other.file_name() != path.file_name()) {
            let message = format!("the number {value} is also that of {}", other.display());
            return report("GR-0121", message, "give each document of a session its own number".to_owned());
        }
        let (before, _) = self.numbers.range((language, 0)..(language, value)).next_back()?;
        let (first, last) = (before.1 + 1, value - 1);
        if first > last {
            return None;
        }
        let message = format!("the numbers of the session jump from {} to {value}", before.1);
        let missing = if first == last { first.to_string() } else { format!("{first} to {last}") };
        report(
            "GR-0120",
            message,
            format!("add what is missing ({missing}), or number this document {first}"),
        )
    }

    /// The references of a text to documents of its own series that the session does not have.
    ///
    /// A series is what a reference has before its last number: `GA-2017-86-RES-`. A document that is alone in
    /// its folder is not compared: the others are kept elsewhere.
    pub fn check_references(&self, prepared: &Prepared) -> Vec<Diagnostic> {
        let own = prepared.resolution.preface.reference.value.as_str();
        let series = own.trim_end_matches(|ch: char| ch.is_ascii_digit());
        let siblings = self.counts.get(&prepared.resolution.language).copied().unwrap_or_default();
        if siblings < 2 || !series.contains(|ch: char| ch.is_ascii_digit()) {
            return Vec::new();
        }
        let mut diagnostics = Vec::new();
        for (text, _) in prepared.resolution.texts() {
            let string = text.to_string();
            for (start, _) in string.match_indices(series) {
                let digits = string[start + series.len()..].bytes().take_while(u8::is_ascii_digit).count();
                let reference = &string[start..start + series.len() + digits];
                if digits == 0 || self.references.contains(reference) {
                    continue;
                }
                let first = string[..start].chars().count();
                let cells = &text.cells[first..first + reference.chars().count()];
                let span = cells[0].span().join(cells[cells.len() - 1].span());
                diagnostics.push(unknown_reference(&prepared.files, span, reference));
            }
        }
        diagnostics
    }
}

fn unknown_reference(files: &Files, span: Span, reference: &str) -> Diagnostic {
    let message = format!("no document of the session has the reference `{reference}`");
    let help = "look at its number, or add the document to the session's folder";
    files.diagnostic(Severity::Warning, "GR-0122", span, message).help(help)
}

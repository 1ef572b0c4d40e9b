//! `greffe check`: everything that can be wrong in a source, without laying it out.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::json;

use super::{Outcome, Talk, Voice, workshop};
use crate::diagnostic::{Diagnostic, Error, Severity, Speech, messages, sarif};
use crate::font::Shaper;
use crate::model::lint;
use crate::session::{Numbers, Prepared, Workshop, fixed, judge, write_whole, wrong_number};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// Documents, or folders to search for them.
    #[arg(default_value = "content")]
    paths: Vec<PathBuf>,
    /// What to take as an error.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Rewrite the sources with what the rules settle safely.
    #[arg(long)]
    fix: bool,
    /// How findings are written.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
    /// The house style instead of the sessions' own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings too.
    Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Excerpts, on standard error.
    Text,
    /// An array of findings, on standard output.
    Json,
    /// A log for systems of continuous integration (SARIF 2.1.0), on standard output.
    Sarif,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let discovery = discover(&arguments.paths)?;
    let workshop = workshop(&arguments.paths, arguments.template.clone())?;
    let mut all = Vec::new();
    for session in &discovery.sessions {
        for document in &session.documents {
            all.push((document.clone(), check(document, arguments.fix, &workshop, talk)?));
        }
        for wrong in Numbers::read(&session.path)?.check() {
            let path = session.path.join(&wrong.source);
            let finding = wrong_number(&path, &wrong);
            if let Some((_, found)) = all.iter_mut().find(|(document, _)| *document == path) {
                found.push(finding);
            }
        }
    }
    let sorted = all.into_iter().flat_map(|(_, mut found)| {
        found.sort_by_key(|diagnostic| diagnostic.range.start);
        found
    });
    let all: Vec<Diagnostic> = sorted.collect();
    report(&all, arguments.format, talk);
    let errors = all.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let warnings = all.len() - errors;
    eprintln!("{}", talk.tell(&messages::checked(discovery.count(), errors, warnings)));
    let denied = arguments.deny == Some(Deny::Warnings) && warnings > 0;
    Ok(if errors > 0 || denied { Outcome::Faulty } else { Outcome::Sound })
}

/// Everything that is wrong with one document, which is mended before if `fix` asks for it.
fn check(document: &Path, fix: bool, workshop: &Workshop, talk: &Talk) -> Result<Vec<Diagnostic>, Error> {
    let mut diagnostics = Vec::new();
    let mut prepared = workshop.prepare(document, false, &mut diagnostics)?;
    if fix
        && let Some(sound) = &prepared
        && self::fix(workshop, document, sound, talk)?
    {
        eprintln!("{}", talk.tell(&messages::fixed(document.display().to_string())));
        diagnostics.clear();
        prepared = workshop.prepare(document, false, &mut diagnostics)?;
    }
    if let Some(prepared) = &prepared {
        prepared.check_characters(&Shaper::new(&prepared.style.fonts), &mut diagnostics);
        diagnostics.extend(lint(&prepared.resolution, &prepared.files));
        diagnostics.extend(judge(workshop, document, prepared, 0)?);
    }
    Ok(diagnostics)
}

/// Rewrites a source, if that changes nothing of what is printed.
fn fix(workshop: &Workshop, path: &Path, prepared: &Prepared, talk: &Talk) -> Result<bool, Error> {
    let Some(text) = fixed(prepared) else { return Ok(false) };
    let said = |prepared: &Prepared| -> Vec<String> {
        prepared.composition.paragraphs.iter().map(|paragraph| paragraph.text.to_string()).collect()
    };
    let source = crate::source::Source::new(path.display().to_string(), text.as_str());
    let again = workshop.prepare_source(source, path, false, &mut Vec::new())?;
    if again.as_ref().map(said) != Some(said(prepared)) {
        eprintln!("{}", talk.tell(&messages::not_fixed(path.display().to_string())));
        return Ok(false);
    }
    write_whole(path, text.as_bytes())?;
    Ok(true)
}

fn report(diagnostics: &[Diagnostic], format: Format, talk: &Talk) {
    match format {
        Format::Text => talk.diagnostics(diagnostics),
        Format::Json => {
            let findings: Vec<_> = diagnostics.iter().map(|found| finding(found, talk.speech)).collect();
            // A reader that has gone away has seen what it wanted.
            let _ = writeln!(std::io::stdout(), "{:#}", json!(findings));
        }
        Format::Sarif => {
            let _ = writeln!(std::io::stdout(), "{:#}", sarif(diagnostics, talk.speech));
        }
    }
}

pub(super) fn finding(diagnostic: &Diagnostic, speech: Speech) -> serde_json::Value {
    let (line, column) = diagnostic.source.position(diagnostic.range.start);
    let (end_line, end_column) = diagnostic.source.position(diagnostic.range.end);
    json!({
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code(),
        "file": diagnostic.source.name,
        "line": line,
        "column": column,
        "end-line": end_line,
        "end-column": end_column,
        "message": diagnostic.message.text(speech),
        "help": diagnostic.message.help(speech),
    })
}

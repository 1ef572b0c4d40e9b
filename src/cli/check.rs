//! `greffe check`: everything that can be wrong in a source, without laying it out.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::json;

use super::{Outcome, Talk, workshop};
use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::font::Shaper;
use crate::model::lint;
use crate::session::{Prepared, Register, Workshop, fixed, write_whole};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
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
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let documents = discover(&arguments.paths)?.documents;
    let workshop = workshop(&arguments.paths, arguments.template.clone())?;
    let mut all = Vec::new();
    let mut registers: BTreeMap<PathBuf, Register> = BTreeMap::new();
    for document in &documents {
        let mut diagnostics = Vec::new();
        let mut prepared = workshop.prepare(document, false, &mut diagnostics)?;
        if arguments.fix
            && let Some(sound) = &prepared
            && fix(&workshop, document, sound)?
        {
            eprintln!("fixed: {}", document.display());
            diagnostics.clear();
            prepared = workshop.prepare(document, false, &mut diagnostics)?;
        }
        if let Some(prepared) = &prepared {
            prepared.check_characters(&Shaper::new(&prepared.style.fonts), &mut diagnostics);
            diagnostics.extend(lint(&prepared.resolution, &prepared.files));
            let register = register(&mut registers, document)?;
            diagnostics.extend(register.check_number(document, prepared));
            diagnostics.extend(register.check_references(prepared));
        }
        diagnostics.sort_by_key(|diagnostic| diagnostic.range.start);
        all.extend(diagnostics);
    }
    report(&all, arguments.format, talk);
    let errors = all.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let warnings = all.len() - errors;
    eprintln!("{} checked: {errors} errors, {warnings} warnings", documents.len());
    let denied = arguments.deny == Some(Deny::Warnings) && warnings > 0;
    Ok(if errors > 0 || denied { Outcome::Faulty } else { Outcome::Sound })
}

/// What the other documents in a document's folder are, read once a folder.
fn register<'a>(
    registers: &'a mut BTreeMap<PathBuf, Register>,
    document: &Path,
) -> Result<&'a Register, Error> {
    let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !registers.contains_key(folder) {
        registers.insert(folder.to_path_buf(), Register::read(folder)?);
    }
    Ok(&registers[folder])
}

/// Rewrites a source, if that changes nothing of what is printed.
fn fix(workshop: &Workshop, path: &Path, prepared: &Prepared) -> Result<bool, Error> {
    let Some(text) = fixed(prepared) else { return Ok(false) };
    let said = |prepared: &Prepared| -> Vec<String> {
        prepared.composition.paragraphs.iter().map(|paragraph| paragraph.text.to_string()).collect()
    };
    let source = crate::source::Source::new(path.display().to_string(), text.as_str());
    let again = workshop.prepare_source(source, path, false, &mut Vec::new())?;
    if again.as_ref().map(said) != Some(said(prepared)) {
        eprintln!("not fixed: {}: the page would not say the same", path.display());
        return Ok(false);
    }
    write_whole(path, text.as_bytes())?;
    Ok(true)
}

fn report(diagnostics: &[Diagnostic], format: Format, talk: &Talk) {
    match format {
        Format::Text => talk.diagnostics(diagnostics),
        Format::Json => {
            let findings: Vec<_> = diagnostics.iter().map(finding).collect();
            // A reader that has gone away has seen what it wanted.
            let _ = writeln!(std::io::stdout(), "{:#}", json!(findings));
        }
    }
}

fn finding(diagnostic: &Diagnostic) -> serde_json::Value {
    let (line, column) = diagnostic.source.position(diagnostic.range.start);
    let (end_line, end_column) = diagnostic.source.position(diagnostic.range.end);
    json!({
        "severity": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": diagnostic.code,
        "file": diagnostic.source.name,
        "line": line,
        "column": column,
        "end-line": end_line,
        "end-column": end_column,
        "message": diagnostic.message,
        "help": diagnostic.help,
    })
}

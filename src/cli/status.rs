//! `greffe status` and `greffe verify`: whether the output is what the sources make.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use super::build::plural;
use super::desk::Desk;
use super::{Outcome, documents, workshop};
use crate::diagnostic::Error;
use crate::session::{Condition, Finding, status, verify};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Documents, or folders to search for them.
    #[arg(default_value = "content")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    desk: Desk,
    /// How findings are written.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for whatever is not current.
    Text,
    /// An array of all documents and files.
    Json,
}

/// How closely the output is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// By what is recorded.
    Status,
    /// By building everything again.
    Verify,
}

pub(super) fn run(arguments: Arguments, manner: Manner) -> Result<Outcome, Error> {
    let discovery = documents(&arguments.paths)?;
    let workshop = workshop(&arguments.paths, arguments.desk.template)?;
    let mut findings = Vec::new();
    for session in &discovery.sessions {
        let look = if manner == Manner::Verify { verify } else { status };
        findings.extend(look(&workshop, session, &arguments.desk.out, arguments.desk.jobs)?);
    }
    let mut written = std::io::stdout();
    // A reader that has gone away has seen what it wanted.
    let _ = match arguments.format {
        Format::Json => writeln!(written, "{:#}", findings.iter().map(to_json).collect::<Value>()),
        Format::Text => findings
            .iter()
            .filter(|finding| finding.condition != Condition::Current)
            .try_for_each(|finding| writeln!(written, "{}", told(finding, &arguments.desk.out))),
    };
    let amiss = findings.iter().filter(|finding| finding.condition != Condition::Current).count();
    let current = findings.len() - amiss;
    let word = if manner == Manner::Verify { "verified" } else { "current" };
    let rest = match (amiss, manner) {
        (0, _) => String::new(),
        (amiss, Manner::Verify) => format!(", {amiss} {}", plural(amiss, "difference")),
        (amiss, Manner::Status) => format!(", {amiss} not"),
    };
    eprintln!("{current} {} {word}{rest}", plural(current, "document"));
    Ok(if amiss == 0 { Outcome::Sound } else { Outcome::Faulty })
}

/// A finding in a line.
fn told(finding: &Finding, out: &Path) -> String {
    let source = finding.source.as_deref().map_or_else(String::new, |source| source.display().to_string());
    let file = finding.file.as_deref().map_or_else(String::new, |file| out.join(file).display().to_string());
    match &finding.condition {
        Condition::Current => format!("{file}: as {source} makes it"),
        Condition::NotBuilt => format!("{source}: not built yet"),
        Condition::Stale(changed) => {
            format!("{file}: stale, for this has changed since: {}", changed.join(", "))
        }
        Condition::Missing => format!("{file}: missing, though {source} has been built"),
        Condition::Altered => format!("{file}: altered since {source} was built"),
        Condition::Gone => format!("{file}: no source makes it any more; `greffe build --prune` removes it"),
        Condition::Foreign => format!("{file}: not written by greffe"),
        Condition::Different => {
            format!("{file}: not what {source} makes; its entry in the manifest was altered, or both were")
        }
        Condition::Failed => format!("{source}: cannot be built; `greffe check` says why"),
    }
}

fn to_json(finding: &Finding) -> Value {
    let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let changed = match &finding.condition {
        Condition::Stale(changed) => Some(changed),
        _ => None,
    };
    json!({
        "source": path(&finding.source),
        "file": path(&finding.file),
        "condition": finding.condition.name(),
        "changed": changed,
    })
}

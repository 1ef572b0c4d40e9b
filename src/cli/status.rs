//! `greffe status` and `greffe verify`: whether the output is what the sources make.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use super::desk::Desk;
use super::{Outcome, Talk, Voice, workshop};
use crate::diagnostic::{Error, Message, messages};
use crate::session::{Condition, Finding, status, verify};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
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

pub(super) fn run(arguments: Arguments, manner: Manner, talk: &Talk) -> Result<Outcome, Error> {
    let discovery = discover(&arguments.paths)?;
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
            .try_for_each(|finding| writeln!(written, "{}", talk.tell(&told(finding, &arguments.desk.out)))),
    };
    let amiss = findings.iter().filter(|finding| finding.condition != Condition::Current).count();
    let current = findings.len() - amiss;
    let (count, rest) = match manner {
        Manner::Status => (messages::current_documents(current), messages::not_current(amiss)),
        Manner::Verify => (messages::verified_documents(current), messages::differences(amiss)),
    };
    let rest = if amiss == 0 { String::new() } else { format!(", {}", talk.tell(&rest)) };
    eprintln!("{}{rest}", talk.tell(&count));
    Ok(if amiss == 0 { Outcome::Sound } else { Outcome::Faulty })
}

/// A finding in a line.
fn told(finding: &Finding, out: &Path) -> Message {
    let source = finding.source.as_deref().map_or_else(String::new, |source| source.display().to_string());
    let file = finding.file.as_deref().map_or_else(String::new, |file| out.join(file).display().to_string());
    match &finding.condition {
        Condition::Current => messages::file_current(file, source),
        Condition::NotBuilt => messages::file_not_built(source),
        Condition::Stale(changed) => messages::file_stale(file, changed.join(", ")),
        Condition::Missing => messages::file_missing(file, source),
        Condition::Altered => messages::file_altered(file, source),
        Condition::Gone => messages::file_gone(file),
        Condition::Foreign => messages::file_foreign(file),
        Condition::Different => messages::file_different(file, source),
        Condition::Failed => messages::source_failed(source),
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

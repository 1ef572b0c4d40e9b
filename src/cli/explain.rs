//! `greffe explain`: each change that the pipeline made, with its rule.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use super::{Outcome, Talk, Voice, workshop};
use crate::diagnostic::{Error, has_errors};
use crate::session::Prepared;
use crate::typography::rule;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// The document, with `:LINE` after it for one line alone.
    #[arg(value_name = "FILE[:LINE]")]
    place: String,
    /// The house style instead of the session's own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let (file, line) = split(&arguments.place);
    let workshop = workshop(std::slice::from_ref(&file), arguments.template.clone())?;
    let mut diagnostics = Vec::new();
    let prepared = workshop.prepare(&file, true, &mut diagnostics)?;
    talk.diagnostics(&diagnostics);
    if let Some(prepared) = prepared {
        // A reader that has gone away has seen what it wanted.
        let _ = std::io::stdout().write_all(explain(&prepared, line).as_bytes());
    }
    Ok(if has_errors(&diagnostics) { Outcome::Faulty } else { Outcome::Sound })
}

/// A file and, after its last colon, a line; a file whose own name ends so is taken as it is.
fn split(place: &str) -> (PathBuf, Option<usize>) {
    let whole = PathBuf::from(place);
    if whole.exists() {
        return (whole, None);
    }
    match place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?))) {
        Some((file, line)) => (PathBuf::from(file), Some(line)),
        None => (whole, None),
    }
}

fn explain(prepared: &Prepared, line: Option<usize>) -> String {
    let mut out = String::new();
    let mut changes: Vec<_> = prepared.composition.changes.iter().collect();
    // Changes of one place stay in the order in which they were made.
    changes.sort_by_key(|change| (change.span.file, change.span.start));
    for change in changes {
        let source = prepared.files.get(change.span.file);
        let (at, column) = source.position(change.span.range().start);
        if line.is_some_and(|line| line != at || change.span.file != crate::source::File::Document) {
            continue;
        }
        let _ = writeln!(
            out,
            "{}:{at}:{column}: {}: {} → {}",
            source.name,
            change.rule,
            visible(&change.before),
            visible(&change.after)
        );
        if let Some((reason, authority)) = rule(prepared.resolution.language, change.rule) {
            let _ = writeln!(out, "    {reason} ({authority})");
        }
    }
    out
}

/// Text with its spaces by name, between ⟨ and ⟩; nothing at all is `nothing`.
fn visible(text: &str) -> String {
    if text.is_empty() {
        return "nothing".to_owned();
    }
    let mut shown = String::from("`");
    for ch in text.chars() {
        match ch {
            ' ' if text.trim_matches(' ').is_empty() => shown.push_str("⟨space⟩"),
            '\u{a0}' => shown.push_str("⟨no-break space⟩"),
            '\u{202f}' => shown.push_str("⟨narrow no-break space⟩"),
            '\n' => shown.push_str("⟨line end⟩"),
            '\t' => shown.push_str("⟨tab⟩"),
            _ => shown.push(ch),
        }
    }
    shown.push('`');
    shown
}

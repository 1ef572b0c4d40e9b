//! `greffe concord`: whether the language versions of each document say the same.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::{Outcome, Talk, Voice, workshop};
use crate::diagnostic::{Error, Speech, messages};
use crate::model::Language;
use crate::session::{Comparison, Place, Versions, concord, record};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// Sessions, or documents of them.
    #[arg(value_name = "SESSION", default_value = "content")]
    paths: Vec<PathBuf>,
    /// The language that the others are held against; by default French, or where a session has none its first.
    #[arg(long, value_name = "CODE")]
    base: Option<String>,
    /// The languages that each document must have, parted by commas; by default all that the session has.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    langs: Option<Vec<String>>,
    /// How findings are written.
    #[arg(long, value_name = "FORM", default_value = "table")]
    format: Format,
    /// Write into the translations which version they were made from, as it is now, and compare nothing.
    #[arg(long)]
    record: bool,
    /// The house style instead of the sessions' own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// How many documents are compared at once; by default one for each processor.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each pair of versions, and under it a line for each difference.
    Table,
    /// An object with every pair and its differences.
    Json,
}

/// A language by its code.
pub(super) fn language(code: &str) -> Result<Language, Error> {
    code.parse().map_err(|()| Error::Refused(messages::no_such_language(code)))
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let base = arguments.base.as_deref().map(language).transpose()?;
    let languages = arguments.langs.map(|codes| codes.iter().map(|code| language(code)).collect());
    let versions = Versions { base, languages: languages.transpose()?, jobs: arguments.jobs };
    let discovery = discover(&arguments.paths)?;
    let workshop = workshop(&arguments.paths, arguments.template)?;
    if arguments.record {
        let mut sound = true;
        for session in &discovery.sessions {
            for recorded in record(&workshop, session, &versions)? {
                match recorded {
                    Ok((path, origin)) => {
                        let line = messages::recorded(path.display().to_string(), origin);
                        let _ = writeln!(std::io::stdout(), "{}", talk.tell(&line));
                    }
                    Err(fault) => {
                        talk.diagnostics(&[fault]);
                        sound = false;
                    }
                }
            }
        }
        return Ok(if sound { Outcome::Sound } else { Outcome::Faulty });
    }
    let mut comparisons = Vec::new();
    for session in &discovery.sessions {
        comparisons.extend(concord(&workshop, session, &versions)?);
    }
    let differences = comparisons.iter().map(|compared| compared.findings.len()).sum::<usize>();
    let mut written = std::io::stdout().lock();
    // A reader that has gone away has seen what it wanted.
    let _ = match arguments.format {
        Format::Json => writeln!(written, "{:#}", to_json(&comparisons, talk.speech)),
        Format::Table => comparisons.iter().try_for_each(|compared| table(&mut written, compared, talk)),
    };
    eprintln!("{}", talk.tell(&messages::concorded(comparisons.len(), differences)));
    Ok(if differences == 0 { Outcome::Sound } else { Outcome::Faulty })
}

fn table(out: &mut impl Write, compared: &Comparison, talk: &Talk) -> std::io::Result<()> {
    let Comparison { reference, base, other, findings, .. } = compared;
    let (base, other) = (base.code(), other.code());
    if findings.is_empty() {
        return writeln!(out, "{}", talk.tell(&messages::concordant_versions(reference, base, other)));
    }
    let count = messages::discordant_versions(reference, base, other, findings.len());
    writeln!(out, "{}", talk.tell(&count))?;
    for finding in findings {
        let place = |place: &Option<Place>| match place {
            Some(place) => place.line(),
            None => talk.tell(&messages::missing_place()),
        };
        let (one, two) = (place(&finding.base), place(&finding.other));
        let message = finding.message.text(talk.speech);
        writeln!(out, "  {}  {one} ↔ {two}\n           {message}", finding.message.code())?;
    }
    Ok(())
}

fn to_json(comparisons: &[Comparison], speech: Speech) -> Value {
    let file = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    let place = |place: &Option<Place>| {
        place.as_ref().map(|place| {
            let (line, column) = place.source.position(place.range.start);
            let (end_line, end_column) = place.source.position(place.range.end);
            json!({
                "file": place.source.name,
                "line": line,
                "column": column,
                "end-line": end_line,
                "end-column": end_column,
            })
        })
    };
    let documents: Vec<Value> = comparisons
        .iter()
        .map(|compared| {
            let differences: Vec<Value> = compared
                .findings
                .iter()
                .map(|finding| {
                    json!({
                        "code": finding.message.code(),
                        "kind": finding.message.key().name.replace('_', "-"),
                        "message": finding.message.text(speech),
                        "help": finding.message.help(speech),
                        "base": place(&finding.base),
                        "other": place(&finding.other),
                    })
                })
                .collect();
            json!({
                "reference": compared.reference,
                "base": { "language": compared.base.code(), "file": file(&compared.base_file) },
                "other": { "language": compared.other.code(), "file": file(&compared.other_file) },
                "concordant": differences.is_empty(),
                "differences": differences,
            })
        })
        .collect();
    json!({ "documents": documents })
}

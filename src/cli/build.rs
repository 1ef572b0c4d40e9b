//! `greffe build`: documents as PDF files.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use super::{Outcome, Talk, workshop};
use crate::diagnostic::Error;
use crate::session::{Options, Report, build};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Documents, or folders to search for them.
    #[arg(default_value = "content")]
    paths: Vec<PathBuf>,
    /// The folder to write to.
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// The house style instead of the sessions' own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// How many documents are set at once; by default one for each processor.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Write a proof beside each document: its spaces in colour, loose lines, the lines of the source.
    #[arg(long)]
    proof: bool,
    /// Set every document anew, changed or not.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let start = Instant::now();
    // Every document is set anew as long as no manifest tells what has changed.
    let Arguments { paths, out, template, jobs, proof, force: _ } = arguments;
    let documents = discover(&paths)?.documents;
    let workshop = workshop(&paths, template)?;
    let options = Options { out: out.clone(), jobs, proof };
    let summary = build(&workshop, &documents, &options, |report| print(report, &out, talk))?;
    let (written, failed) = (summary.written(), summary.failed());
    let pages: usize =
        summary.reports.iter().filter_map(|report| report.written.as_ref()).map(|file| file.1).sum();
    let time = start.elapsed().as_millis();
    let failures = if failed == 0 { String::new() } else { format!(", {failed} with errors") };
    eprintln!(
        "{written} {} ({pages} {}){failures} in {time} ms",
        plural(written, "document"),
        plural(pages, "page")
    );
    for report in summary.reports.iter().filter(|report| report.written.is_none()) {
        eprintln!("not written: {}", report.source.display());
    }
    Ok(if failed == 0 { Outcome::Sound } else { Outcome::Faulty })
}

fn print(report: &Report, out: &std::path::Path, talk: &Talk) {
    talk.diagnostics(&report.diagnostics);
    if let Some((path, pages, bytes)) = &report.written {
        let path = out.join(path);
        // A reader that has gone away is no reason to stop building.
        let _ = writeln!(
            std::io::stdout(),
            "{}  {pages} {}, {bytes} bytes",
            path.display(),
            plural(*pages, "page")
        );
    }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

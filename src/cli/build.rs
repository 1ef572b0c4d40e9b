//! `greffe build`: documents as PDF files.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use super::{Outcome, Talk, workshop};
use crate::diagnostic::Error;
use crate::layout::{LineQuality, Quality};
use crate::pdf::Standard;
use crate::session::{Form, Options, Report, build};
use crate::source::{File, Source, Span, discover};

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
    /// Say the quality of each document's lines and pages as numbers.
    #[arg(long)]
    report: bool,
    /// What the files claim to be: `a-2a` (PDF/A-2a and PDF/UA-1), `a-3a` (the same with the sources attached),
    /// `a-2u` (no claim of accessibility), `none`.
    #[arg(long, value_name = "NAME", default_value = "a-2a")]
    standard: Standard,
    /// Open every written file again and compare it with what was meant.
    #[arg(long)]
    audit: bool,
    /// Set every document anew, changed or not.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let start = Instant::now();
    // Every document is set anew as long as no manifest tells what has changed.
    let Arguments { paths, out, template, jobs, proof, report, standard, audit, force: _ } = arguments;
    let documents = discover(&paths)?.documents;
    let workshop = workshop(&paths, template)?;
    let audit = audit || Form::default().audit;
    let options = Options { out: out.clone(), jobs, form: Form { standard, proof, audit } };
    let summary = build(&workshop, &documents, &options, |document| {
        print(document, &out, talk);
        if let (true, Some(quality)) = (report, &document.quality) {
            tell(quality, &document.source);
        }
    })?;
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

/// The quality of a document, a fact a line; places are those of the source.
fn tell(quality: &Quality, source: &std::path::Path) {
    let text = Source::read(source).ok();
    let at = |span: Span| match &text {
        Some(text) if span.file == File::Document => {
            let (line, column) = text.position(span.range().start);
            format!("{}:{line}:{column}", source.display())
        }
        _ => "words of the house style".to_owned(),
    };
    let line = |name: &str, line: Option<LineQuality>| match line {
        Some(line) => format!("    {name}: {:+} thousandths at {}", line.stretch, at(line.span)),
        None => format!("    {name}: none"),
    };
    let places = |name: &str, spans: &[Span]| {
        let places: Vec<String> = spans.iter().map(|span| at(*span)).collect();
        format!(
            "    {name}: {}{}{}",
            spans.len(),
            if spans.is_empty() { "" } else { " at " },
            places.join(", ")
        )
    };
    let fill: Vec<String> = quality.page_fill.iter().map(|fill| format!("{fill} %")).collect();
    let ladder =
        quality.ladder.map_or_else(String::new, |(count, span)| format!(", {count} running at {}", at(span)));
    let facts = [
        line("loosest line", quality.loosest),
        line("tightest line", quality.tightest),
        format!("    hyphens: {} in {} lines{ladder}", quality.hyphens, quality.lines),
        places("short last lines", &quality.short_last_lines),
        places("widows", &quality.widows),
        places("orphans", &quality.orphans),
        format!(
            "    pages filled: {}",
            if fill.is_empty() { "one page".to_owned() } else { fill.join(", ") }
        ),
    ];
    // A reader that has gone away is no reason to stop building.
    let _ = writeln!(std::io::stdout(), "{}", facts.join("\n"));
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

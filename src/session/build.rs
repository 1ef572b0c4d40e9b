//! Building many documents: in parallel, reported in their order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::document::{Built, Form, Workshop};
use super::output::write_whole;
use crate::diagnostic::{Diagnostic, Error, Severity, has_errors};
use crate::font::Shaper;
use crate::layout::Quality;
use crate::source::Source;

/// How to build.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder to write to.
    pub out: PathBuf,
    /// How many documents are set at once; 0 for as many as the machine has processors.
    pub jobs: usize,
    /// How each document is to be written.
    pub form: Form,
}

/// What became of one document.
#[derive(Debug)]
pub struct Report {
    /// Its source.
    pub source: PathBuf,
    /// The file that was written, its pages and its size; `None` when nothing was.
    pub written: Option<(PathBuf, usize, usize)>,
    /// Its lines and pages as numbers.
    pub quality: Option<Quality>,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of all of them.
#[derive(Debug, Default)]
pub struct Summary {
    /// One report a document, in the order of their paths.
    pub reports: Vec<Report>,
}

impl Summary {
    /// How many documents were written.
    pub fn written(&self) -> usize {
        self.reports.iter().filter(|report| report.written.is_some()).count()
    }

    /// How many were not.
    pub fn failed(&self) -> usize {
        self.reports.len() - self.written()
    }
}

/// How many documents are set before they are written and reported: enough to keep every thread busy, few
/// enough that memory does not grow with the number of documents.
const BATCH: usize = 256;

/// Builds the documents; `on_report` is called for each in the order of `sources`.
///
/// # Errors
///
/// When a style is wrong or a file cannot be written. What was written before stays, each file whole.
pub fn build(
    workshop: &Workshop,
    sources: &[PathBuf],
    options: &Options,
    mut on_report: impl FnMut(&Report),
) -> Result<Summary, Error> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs)
        .build()
        .map_err(|error| Error::Usage(format!("cannot start the threads: {error}")))?;
    let mut summary = Summary::default();
    // Which source has claimed which file.
    let mut claimed: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for batch in sources.chunks(BATCH) {
        let outcomes: Vec<Result<Outcome, Error>> = pool.install(|| {
            let book = workshop.library().fonts.clone();
            batch
                .par_iter()
                .map_init(|| Shaper::new(&book), |shaper, source| set(workshop, source, options, shaper))
                .collect()
        });
        for outcome in outcomes {
            let report = finish(outcome?, &mut claimed, options)?;
            on_report(&report);
            summary.reports.push(report);
        }
    }
    Ok(summary)
}

struct Outcome {
    source: PathBuf,
    built: Option<Built>,
    diagnostics: Vec<Diagnostic>,
}

fn set(
    workshop: &Workshop,
    source: &Path,
    options: &Options,
    shaper: &mut Shaper<'_>,
) -> Result<Outcome, Error> {
    let mut diagnostics = Vec::new();
    let prepared = workshop.prepare(source, false, &mut diagnostics)?;
    let built = prepared.and_then(|prepared| prepared.set(&options.form, shaper, &mut diagnostics));
    Ok(Outcome { source: source.to_path_buf(), built, diagnostics })
}

fn finish(
    outcome: Outcome,
    claimed: &mut BTreeMap<PathBuf, PathBuf>,
    options: &Options,
) -> Result<Report, Error> {
    let Outcome { source, built, mut diagnostics } = outcome;
    if let Some(built) = &built {
        if let Some(first) = claimed.get(&built.path) {
            let message = format!("{} has the same reference and would be overwritten", first.display());
            // The file was read a moment ago; if it is gone, its name alone is shown.
            let text =
                Source::read(&source).unwrap_or_else(|_| Source::new(source.display().to_string(), ""));
            let at = text.text.find("reference").unwrap_or(0);
            let diagnostic =
                Diagnostic::new(Severity::Error, "GR-0119", text, at..at + "reference".len(), message);
            diagnostics.push(diagnostic.help("give each document of a session its own reference"));
        } else {
            claimed.insert(built.path.clone(), source.clone());
        }
    }
    let quality = built.as_ref().map(|built| built.quality.clone());
    let written = match built {
        Some(built) if !has_errors(&diagnostics) => {
            write_whole(&options.out.join(&built.path), &built.bytes)?;
            if let Some((path, bytes)) = &built.proof {
                write_whole(&options.out.join(path), bytes)?;
            }
            Some((built.path, built.pages, built.bytes.len()))
        }
        _ => None,
    };
    Ok(Report { source, written, quality, diagnostics })
}

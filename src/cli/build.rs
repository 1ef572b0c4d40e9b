//! `greffe build`: documents as PDF files.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::ValueEnum;

use super::build_events::{Events, Log};
use super::build_text::{Lines, Wanted};
use super::desk::Desk;
use super::{Outcome, Talk, Voice, documents, workshop_to_write};
use crate::diagnostic::Error;
use crate::pdf::Standard;
use crate::session::{Event, Form, Options, Share, Summary, build};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// Documents, or folders to search for them.
    #[arg(default_value = "content")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    desk: Desk,
    /// Write a proof beside each document: its spaces in colour, loose lines, the lines of the source.
    #[arg(long)]
    proof: bool,
    /// Say the quality of the lines and pages of each document that is set, as numbers.
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
    /// Remove files that no source makes any more.
    #[arg(long)]
    prune: bool,
    /// Say which documents have other words or another number of pages than before.
    #[arg(long)]
    what_changed: bool,
    /// Build the I-th of N equal shares of the documents, as one of several machines.
    #[arg(long, value_name = "I/N")]
    partition: Option<Share>,
    /// What to take as an error: `discordance`, when the language versions of a document do not say the same.
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Say nothing but what is wrong.
    #[arg(long, short)]
    quiet: bool,
    /// How results are written.
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Versions of a document that do not say the same, as `greffe concord` finds them.
    Discordance,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a document that was written.
    Text,
    /// An event a line, as JSON.
    Json,
    /// What was found, as a log for systems of continuous integration (SARIF 2.1.0).
    Sarif,
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let discovery = documents(&arguments.paths)?;
    let workshop = workshop_to_write(&arguments.paths, arguments.desk.template)?;
    let form = Form {
        standard: arguments.standard,
        proof: arguments.proof,
        audit: arguments.audit || Form::default().audit,
    };
    let options = Options {
        out: arguments.desk.out,
        jobs: arguments.desk.jobs,
        form,
        force: arguments.force,
        share: arguments.partition,
        prune: arguments.prune,
        deny_discordance: arguments.deny == Some(Deny::Discordance),
    };
    let count = match options.share {
        None => discovery.count(),
        Some(share) => discovery
            .sessions
            .iter()
            .map(|session| (0..session.documents.len()).filter(|index| share.has(*index)).count())
            .sum(),
    };
    let stop = stop_when_asked();
    let mut listener: Box<dyn Listener + '_> = match arguments.format {
        Format::Sarif => Box::new(Log::begin(talk.speech)),
        Format::Json => Box::new(Events::begin(count, talk.speech)),
        Format::Text => {
            let Arguments { quiet, report: quality, what_changed: changes, .. } = arguments;
            Box::new(Lines::begin(talk, &options.out, count, Wanted { quiet, quality, changes }))
        }
    };
    let summary = build(&workshop, &discovery, &options, &stop, &mut |event| listener.hear(&event))?;
    listener.end(&summary);
    // The program ends here; what the workshop holds need not be given back piece by piece.
    std::mem::forget(workshop);
    Ok(match (&summary.failed[..], summary.stopped) {
        (_, true) => Outcome::Stopped,
        ([], false) => Outcome::Sound,
        (_, false) => Outcome::Faulty,
    })
}

/// What hears of a build.
pub(super) trait Listener: Send {
    /// Something has happened.
    fn hear(&mut self, event: &Event<'_>);
    /// The build has ended.
    fn end(&mut self, summary: &Summary);
}

/// Becomes true when the program is asked to stop; the second time it stops at once.
fn stop_when_asked() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    // Without a handler the program still ends when it is asked to, at once; no file is half-written then either.
    let _ = ctrlc::set_handler(move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(super::STOPPED.into());
        }
    });
    stop
}

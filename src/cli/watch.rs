//! `greffe watch`: documents that are built again whenever something is saved.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::build::Listener;
use super::build_text::{Lines, Wanted};
use super::desk::Desk;
use super::{Outcome, Talk, Voice, library_root};
use crate::diagnostic::{Error, messages};
use crate::pdf::Standard;
use crate::session::{Form, Options, Workshop, build};
use crate::source::discover;
use crate::style::Library;
use crate::watch::{Scope, Stopper, Watch};

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
    /// What the files claim to be: `a-2a` (PDF/A-2a and PDF/UA-1), `a-3a` (the same with the sources attached),
    /// `a-2u` (no claim of accessibility), `none`.
    #[arg(long, value_name = "NAME", default_value = "a-2a")]
    standard: Standard,
}

/// Builds until it is asked to stop, which is how a watch ends: nothing is wrong then.
pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let Arguments { paths, desk, proof, standard, .. } = arguments;
    // What is wrong from the beginning is a mistake of the command line, not of a moment.
    discover(&paths)?;
    let root = library_root(&paths)?;
    let form = Form { standard, proof, audit: Form::default().audit };
    let options = Options { jobs: desk.jobs, ..Options::new(&desk.out, form) };
    let mut watch = Watch::begin(Scope::new(&paths, &root, Some(&desk.out)))?;
    let stop = Arc::new(AtomicBool::new(false));
    stop_when_asked(Arc::clone(&stop), watch.stopper());
    let mut workshop = open(&root, desk.template.as_deref());
    loop {
        if let Err(error) = rebuild(&workshop, &paths, &options, &stop, talk) {
            talk.error(&error);
        }
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let places = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        eprintln!("{}", talk.tell(&messages::watching(places)));
        let Some(changes) = watch.wait()? else { break };
        clear_screen();
        if changes.styles() {
            workshop = open(&root, desk.template.as_deref());
        } else {
            workshop.forget_sessions();
        }
    }
    std::mem::forget(workshop);
    Ok(Outcome::Sound)
}

fn open(root: &Path, template: Option<&str>) -> Workshop {
    Workshop::new(Library::open(root).to_write(), template.map(str::to_owned))
}

/// Builds what has changed; a style that is wrong for a moment, or a folder that is gone, is said and waited for.
fn rebuild(
    workshop: &Workshop,
    paths: &[PathBuf],
    options: &Options,
    stop: &AtomicBool,
    talk: &Talk,
) -> Result<(), Error> {
    let discovery = discover(paths)?;
    let wanted = Wanted { quiet: false, quality: false, changes: false };
    let mut lines = Lines::begin(talk, &options.out, discovery.count(), wanted);
    let summary = build(workshop, &discovery, options, stop, &mut |event| lines.hear(&event))?;
    lines.end(&summary);
    Ok(())
}

/// Stops a watch when the program is asked to; what it is at is finished. The second time it stops at once.
pub(super) fn stop_when_asked(stop: Arc<AtomicBool>, stopper: Stopper) {
    // Without a handler the program still ends when it is asked to, at once; no file is half-written then either.
    let _ = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(super::STOPPED.into());
        }
        stopper.stop();
    });
}

/// What was said before is taken off a terminal; a file or a pipe keeps it.
fn clear_screen() {
    let mut talk = std::io::stderr();
    if talk.is_terminal() {
        // Nothing else is said of a terminal that has gone away.
        let _ = write!(talk, "\x1b[2J\x1b[3J\x1b[H");
    }
}

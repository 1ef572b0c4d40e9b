//! `greffe preview`: a page of the browser that shows documents as they are set.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::watch::stop_when_asked;
use super::{Outcome, Talk, library_root};
use crate::diagnostic::{Error, Speech, messages};
use crate::preview::{Options, Server};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Documents, or folders to search for them.
    #[arg(default_value = "content")]
    paths: Vec<PathBuf>,
    /// The port of the page; by default the first that is free from 8650.
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the page in the browser.
    #[arg(long)]
    open: bool,
    /// The language of the page; by default that of the system, or of the browser.
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<Speech>,
    /// The folder that builds are written to, which is not looked at.
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// The house style instead of the sessions' own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

/// Serves until it is asked to stop, which is how a preview ends: nothing is wrong then.
pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    // What is wrong from the beginning is a mistake of the command line, not of a moment.
    discover(&arguments.paths)?;
    let root = library_root(&arguments.paths)?;
    let server = Server::open(Options {
        paths: arguments.paths,
        root,
        out: arguments.out,
        template: arguments.template,
        port: arguments.port,
        language: arguments.lang,
        system_language: Some(talk.speech),
    })?;
    stop_when_asked(Arc::new(AtomicBool::new(false)), server.stopper());
    let address = server.address();
    // A reader that has gone away has seen what it wanted.
    let _ = writeln!(std::io::stdout(), "{address}").and_then(|()| std::io::stdout().flush());
    eprintln!("{}", talk.tell(&messages::preview_at(&address)));
    if arguments.open
        && let Err(error) = open::that_detached(&address)
    {
        eprintln!("{}", talk.tell(&messages::no_browser(error.to_string(), &address)));
    }
    server.run()?;
    Ok(Outcome::Sound)
}

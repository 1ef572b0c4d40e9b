//! `greffe preview`: a page of the browser that shows documents as they are set.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::ValueEnum;

use super::watch::stop_when_asked;
use super::{Outcome, library_root};
use crate::diagnostic::Error;
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
    lang: Option<PageLanguage>,
    /// The folder that builds are written to, which is not looked at.
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// The house style instead of the sessions' own.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
}

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PageLanguage {
    /// English.
    En,
    /// French.
    Fr,
}

impl PageLanguage {
    fn code(self) -> String {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
        .to_owned()
    }

    /// The language of the system, by the names that it goes by there, if the page speaks it.
    fn of_system() -> Option<Self> {
        let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
        let name = named.into_iter().find(|name| !name.is_empty())?;
        Self::from_str(name.split(['_', '.', '-']).next().unwrap_or_default(), true).ok()
    }
}

/// Serves until it is asked to stop, which is how a preview ends: nothing is wrong then.
pub(super) fn run(arguments: Arguments) -> Result<Outcome, Error> {
    // What is wrong from the beginning is a mistake of the command line, not of a moment.
    discover(&arguments.paths)?;
    let root = library_root(&arguments.paths)?;
    let server = Server::open(Options {
        paths: arguments.paths,
        root,
        out: arguments.out,
        template: arguments.template,
        port: arguments.port,
        language: arguments.lang.map(PageLanguage::code),
        system_language: PageLanguage::of_system().map(PageLanguage::code),
    })?;
    stop_when_asked(Arc::new(AtomicBool::new(false)), server.stopper());
    let address = server.address();
    // A reader that has gone away has seen what it wanted.
    let _ = writeln!(std::io::stdout(), "{address}").and_then(|()| std::io::stdout().flush());
    eprintln!("the preview is at {address}; Ctrl-C ends");
    if arguments.open
        && let Err(error) = open::that_detached(&address)
    {
        eprintln!("no browser could be opened ({error}); open {address} in one");
    }
    server.run()?;
    Ok(Outcome::Sound)
}

//! `greffe manifest`: the records of what was built.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;

use super::Outcome;
use super::build::plural;
use crate::diagnostic::Error;
use crate::session::merge;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Join the manifests of the shares that `build --partition` wrote.
    Merge {
        /// Output folders of other machines, whose manifests are joined to those of the own one.
        folders: Vec<PathBuf>,
        /// The output folder.
        #[arg(long, value_name = "DIR", default_value = "out")]
        out: PathBuf,
    },
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Error> {
    let Command::Merge { folders, out } = arguments.command;
    let waiting = || eprintln!("waiting: a build is writing to {}", out.display());
    let merged = merge(&out, &folders, waiting)?;
    for session in &merged {
        let (shares, documents) = (session.shares, session.documents);
        // A reader that has gone away has seen what it wanted.
        let _ = writeln!(
            std::io::stdout(),
            "{}  {shares} {}, {documents} {}, {} with errors",
            session.path.display(),
            plural(shares, "share"),
            plural(documents, "document"),
            session.failed
        );
    }
    let sound = merged.iter().all(|session| session.failed == 0);
    Ok(if sound { Outcome::Sound } else { Outcome::Faulty })
}

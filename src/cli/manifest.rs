//! `greffe manifest`: the records of what was built.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;

use super::{Outcome, Talk, Voice};
use crate::diagnostic::{Error, messages};
use crate::session::merge;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
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

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let Command::Merge { folders, out } = arguments.command;
    let waiting = || eprintln!("{}", talk.tell(&messages::waiting(out.display().to_string())));
    let merged = merge(&out, &folders, waiting)?;
    for session in &merged {
        let (shares, documents, failed) = (session.shares, session.documents, session.failed);
        let path = session.path.display().to_string();
        let line = talk.tell(&messages::merged_file(path, shares, documents, failed));
        // A reader that has gone away has seen what it wanted.
        let _ = writeln!(std::io::stdout(), "{line}");
    }
    let sound = merged.iter().all(|session| session.failed == 0);
    Ok(if sound { Outcome::Sound } else { Outcome::Faulty })
}

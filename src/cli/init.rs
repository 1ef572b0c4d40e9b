//! `greffe init`: a project to begin with.

use std::io::Write;
use std::path::PathBuf;

use super::{Outcome, Talk};
use crate::diagnostic::{Error, Speech, messages};
use crate::starter::init;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the project; it is made where it is not there.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The language of the comments; by default that of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), or else French.
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<Speech>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let comments = arguments.lang.unwrap_or_else(of_environment);
    let begun = init(&arguments.folder, comments.code())?;
    let mut written = std::io::stdout();
    for path in &begun.written {
        // A reader that has gone away has seen what it wanted.
        let _ = writeln!(written, "{}", super::new::shown(path));
    }
    for path in &begun.kept {
        eprintln!("{}", talk.tell(&messages::kept_as_it_is(super::new::shown(path))));
    }
    eprintln!("{}", talk.tell(&messages::project_begun()));
    Ok(Outcome::Sound)
}

/// The language of the environment; French, in which documents come first, where it names none.
fn of_environment() -> Speech {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
    if named.starts_with("en") { Speech::English } else { Speech::French }
}

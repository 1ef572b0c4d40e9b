//! `greffe init`: a project to begin with.

use std::io::Write;
use std::path::PathBuf;

use super::Outcome;
use super::new::Comments;
use crate::diagnostic::Error;
use crate::starter::init;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of the project; it is made where it is not there.
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The language of the comments; by default that of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`), or else French.
    #[arg(long, value_name = "CODE")]
    lang: Option<Comments>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Error> {
    let comments = arguments.lang.unwrap_or_else(Comments::of_environment);
    let begun = init(&arguments.folder, comments.code())?;
    let mut written = std::io::stdout();
    for path in &begun.written {
        // A reader that has gone away has seen what it wanted.
        let _ = writeln!(written, "{}", super::new::shown(path));
    }
    for path in &begun.kept {
        eprintln!("kept as it is: {}", super::new::shown(path));
    }
    eprintln!("`greffe build` sets the documents of content/ into out/");
    Ok(Outcome::Sound)
}

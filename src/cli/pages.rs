//! `greffe completions` and `greffe man`: what shells and `man` know of the commands, from the commands themselves.

use std::io::Write as _;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Outcome, create_folder};
use crate::diagnostic::{Error, messages};
use crate::session::write_whole;

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell.
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Pages {
    /// Write a page for the program and one for each command to this folder; without it the first is printed.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Prints the completion of a shell.
pub(super) fn completions(arguments: &Completions) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command(), "greffe", &mut script);
    // A reader that has gone away has seen what it wanted.
    let _ = std::io::stdout().write_all(&script);
    Outcome::Sound
}

/// Prints or writes the pages of `man`.
pub(super) fn pages(arguments: &Pages) -> Result<Outcome, Error> {
    let mut stdout = std::io::stdout();
    let Some(folder) = &arguments.out else {
        let _ = stdout.write_all(&page(command())?);
        return Ok(Outcome::Sound);
    };
    create_folder(folder)?;
    for command in with_subcommands(command()) {
        let path = folder.join(Man::new(command.clone()).get_filename());
        write_whole(&path, &page(command)?)?;
        let _ = writeln!(stdout, "{}", path.display());
    }
    Ok(Outcome::Sound)
}

/// The program as clap describes it, with the options that every command has.
pub(super) fn command() -> clap::Command {
    let mut command = super::Arguments::command().disable_help_subcommand(true);
    command.build();
    command
}

/// A command and all below it.
fn with_subcommands(command: clap::Command) -> Vec<clap::Command> {
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    let below: Vec<clap::Command> = below.flat_map(|below| with_subcommands(below.clone())).collect();
    std::iter::once(command).chain(below).collect()
}

fn page(command: clap::Command) -> Result<Vec<u8>, Error> {
    let name = command.get_name().to_owned();
    let page = Man::new(command).manual("greffe").source(concat!("greffe ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    page.render(&mut text).map_err(|error| Error::io(messages::cannot_write, &name, error))?;
    Ok(text)
}

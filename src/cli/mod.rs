//! The command line: one file a subcommand.

mod build;
mod build_events;
mod build_text;
mod check;
mod desk;
mod explain;
mod manifest;
mod preview;
mod show;
mod status;
mod volume;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Color, Diagnostic, Error, render};
use crate::session::Workshop;
use crate::style::Library;

/// Sets the resolutions of an assembly as official documents.
#[derive(Debug, Parser)]
#[command(name = "greffe", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Whether diagnostics are coloured.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: When,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set documents as PDF files.
    Build(build::Arguments),
    /// Build, and build again whenever something is saved, until Ctrl-C.
    Watch(watch::Arguments),
    /// Show documents in the browser, as they are set while they are written.
    Preview(preview::Arguments),
    /// Say everything that is wrong with documents, without setting them.
    Check(check::Arguments),
    /// Say what greffe changed in a document, and by which rule.
    Explain(explain::Arguments),
    /// Say what of the output is not as the sources want it, and why.
    Status(status::Arguments),
    /// Build everything again in memory and compare it with the files, byte by byte.
    Verify(status::Arguments),
    /// Bind a session's documents to one file, with contents and indexes.
    Volume(volume::Arguments),
    /// Work on the records of what was built.
    Manifest(manifest::Arguments),
    /// Show what greffe makes of one document.
    Show(show::Arguments),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// When the output is a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing was wrong.
    Sound,
    /// Documents have errors.
    Faulty,
    /// The run was stopped before its end.
    Stopped,
}

/// The exit code of a run that was stopped: that of the signal, as shells count.
const STOPPED: u8 = 130;

/// Runs the program with the arguments of the process.
///
/// The exit code is 0 when nothing was wrong, 1 when documents have errors, 2 for usage, configuration and I/O, 130 when it
/// was stopped.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let talk = Talk::new(arguments.color);
    let outcome = match arguments.command {
        Command::Build(arguments) => build::run(arguments, &talk),
        Command::Watch(arguments) => watch::run(arguments, &talk),
        Command::Preview(arguments) => preview::run(arguments),
        Command::Check(arguments) => check::run(&arguments, &talk),
        Command::Explain(arguments) => explain::run(&arguments, &talk),
        Command::Status(arguments) => status::run(arguments, status::Manner::Status),
        Command::Verify(arguments) => status::run(arguments, status::Manner::Verify),
        Command::Volume(arguments) => volume::run(arguments, &talk),
        Command::Manifest(arguments) => manifest::run(arguments),
        Command::Show(arguments) => show::run(&arguments, &talk),
    };
    match outcome {
        Ok(Outcome::Sound) => ExitCode::SUCCESS,
        Ok(Outcome::Faulty) => ExitCode::from(1),
        Ok(Outcome::Stopped) => ExitCode::from(STOPPED),
        Err(error) => {
            talk.error(&error);
            ExitCode::from(2)
        }
    }
}

/// What is said beside the results, on standard error.
struct Talk {
    color: Color,
}

impl Talk {
    fn new(when: When) -> Self {
        use std::io::IsTerminal;
        let colored = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        Self { color: if colored { Color::Always } else { Color::Never } }
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            eprintln!("{}\n", render(diagnostic, self.color).trim_end());
        }
    }

    fn error(&self, error: &Error) {
        match error {
            Error::Configuration(diagnostic) => self.diagnostics(std::slice::from_ref(diagnostic)),
            other => eprintln!("error: {other}"),
        }
    }
}

/// Opens the library nearest to the current folder, or else to the paths that are asked for.
fn workshop(paths: &[PathBuf], template: Option<String>) -> Result<Workshop, Error> {
    Ok(Workshop::new(library(paths)?, template))
}

/// The same for a command that writes PDF files.
fn workshop_to_write(paths: &[PathBuf], template: Option<String>) -> Result<Workshop, Error> {
    Ok(Workshop::new(library(paths)?.to_write(), template))
}

fn library(paths: &[PathBuf]) -> Result<Library, Error> {
    Ok(Library::open(&library_root(paths)?))
}

/// The folder of the library nearest to the current folder, or else to the paths that are asked for.
fn library_root(paths: &[PathBuf]) -> Result<PathBuf, Error> {
    let current = std::env::current_dir().map_err(|error| Error::io("cannot find", ".", error))?;
    let starts = std::iter::once(current.clone()).chain(paths.iter().map(|path| current.join(path)));
    starts.into_iter().find_map(|start| Library::find(&start)).ok_or_else(|| {
        Error::Usage(
            "no folder here or above holds `templates/` and `fonts/`; run greffe where they are".to_owned(),
        )
    })
}

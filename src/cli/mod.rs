//! The command line: one file a subcommand.

mod bilingual;
mod build;
mod build_events;
mod build_text;
mod check;
mod concord;
mod desk;
mod explain;
mod fonts;
mod help;
mod init;
mod manifest;
mod new;
mod pages;
mod preview;
mod schema;
mod show;
mod status;
mod volume;
mod watch;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Color, Diagnostic, Error, Message, Speech, messages, render, render_error};
use crate::session::Workshop;
use crate::source::{Discovery, discover};
use crate::style::Library;

/// Sets the resolutions of an assembly as official documents.
#[derive(Debug, Parser)]
#[command(name = "greffe", version, about, max_term_width = 100, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Whether diagnostics are coloured.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: When,
    #[command(flatten)]
    voice: Voice,
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
    /// Say whether the language versions of each document say the same.
    Concord(concord::Arguments),
    /// Set two language versions of each document beside each other, for revisers.
    Bilingual(bilingual::Arguments),
    /// Say what greffe changed in a document, and by which rule.
    Explain(explain::Arguments),
    /// Say what of the output is not as the sources want it, and why.
    Status(status::Arguments),
    /// Build everything again in memory and compare it with the files, byte by byte.
    Verify(status::Arguments),
    /// Bind a session's documents to one file, with contents and indexes.
    Volume(volume::Arguments),
    /// Begin a project: a session with a document, a house style, fonts.
    Init(init::Arguments),
    /// Begin a session or a document.
    New(new::Arguments),
    /// List, check or lock the font files.
    Fonts(fonts::Arguments),
    /// Work on the records of what was built.
    Manifest(manifest::Arguments),
    /// Show what greffe makes of one document.
    Show(show::Arguments),
    /// Write what the files of TOML may say as JSON Schemas, for editors.
    Schema(schema::Arguments),
    /// Print the completion of a shell.
    Completions(pages::Completions),
    /// Print the manual page, or write one for each command.
    Man(pages::Pages),
    /// Say what a code of a diagnostic means, with an example; or how a command is used.
    Help(help::Arguments),
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

/// In which language a command speaks.
#[derive(Debug, Clone, Copy, clap::Args)]
struct Voice {
    /// The language of what is said; by default that of the system, as `LANG` says.
    #[arg(long, value_name = "CODE")]
    lang: Option<Speech>,
}

impl Command {
    /// The language that is asked for behind the command; those that set documents of one language have another
    /// `--lang`.
    fn lang(&self) -> Option<Speech> {
        match self {
            Self::Build(build::Arguments { voice, .. })
            | Self::Check(check::Arguments { voice, .. })
            | Self::Bilingual(bilingual::Arguments { voice, .. })
            | Self::Concord(concord::Arguments { voice, .. })
            | Self::Explain(explain::Arguments { voice, .. })
            | Self::Status(status::Arguments { voice, .. })
            | Self::Verify(status::Arguments { voice, .. })
            | Self::Manifest(manifest::Arguments { voice, .. })
            | Self::Show(show::Arguments { voice, .. })
            | Self::Help(help::Arguments { voice, .. }) => voice.lang,
            Self::Fonts(fonts::Arguments { voice, .. }) => voice.lang,
            Self::Watch(watch::Arguments { voice, .. }) => voice.lang,
            Self::Init(init::Arguments { lang, .. }) | Self::Preview(preview::Arguments { lang, .. }) => {
                *lang
            }
            Self::Volume(_) | Self::New(_) | Self::Schema(_) | Self::Completions(_) | Self::Man(_) => None,
        }
    }
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
    let talk = Talk::new(arguments.color, arguments.command.lang().or(arguments.voice.lang));
    let outcome = match arguments.command {
        Command::Build(arguments) => build::run(arguments, &talk),
        Command::Watch(arguments) => watch::run(arguments, &talk),
        Command::Preview(arguments) => preview::run(arguments, &talk),
        Command::Check(arguments) => check::run(&arguments, &talk),
        Command::Bilingual(arguments) => bilingual::run(arguments, &talk),
        Command::Concord(arguments) => concord::run(arguments, &talk),
        Command::Explain(arguments) => explain::run(&arguments, &talk),
        Command::Status(arguments) => status::run(arguments, status::Manner::Status, &talk),
        Command::Verify(arguments) => status::run(arguments, status::Manner::Verify, &talk),
        Command::Volume(arguments) => volume::run(arguments, &talk),
        Command::Init(arguments) => init::run(&arguments, &talk),
        Command::New(arguments) => new::run(arguments, &talk),
        Command::Fonts(arguments) => fonts::run(&arguments, &talk),
        Command::Manifest(arguments) => manifest::run(arguments, &talk),
        Command::Show(arguments) => show::run(&arguments, &talk),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => Ok(pages::completions(&arguments)),
        Command::Man(arguments) => pages::pages(&arguments),
        Command::Help(arguments) => help::run(&arguments, &talk),
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
    speech: Speech,
}

impl Talk {
    fn new(when: When, speech: Option<Speech>) -> Self {
        use std::io::IsTerminal;
        let colored = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        };
        let speech = speech.unwrap_or_else(|| Speech::of_environment(|name| std::env::var_os(name)));
        Self { color: if colored { Color::Always } else { Color::Never }, speech }
    }

    fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            eprintln!("{}\n", render(diagnostic, self.speech, self.color).trim_end());
        }
    }

    /// A sentence in the language of the user.
    fn tell(&self, message: &Message) -> String {
        message.text(self.speech)
    }

    fn error(&self, error: &Error) {
        eprintln!("{}", render_error(error, self.speech, self.color).trim_end());
    }
}

/// The program as clap describes it: what its completions, its manual pages and the chapter on commands are made from.
pub fn command() -> clap::Command {
    pages::command()
}

/// Makes a folder that files are written to.
fn create_folder(folder: &std::path::Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|error| Error::io(messages::cannot_create, folder, error))
}

/// Finds the documents that a command is asked to work on.
fn documents(paths: &[PathBuf]) -> Result<Discovery, Error> {
    let usual = Path::new("content");
    if matches!(paths, [path] if path == usual) && !usual.exists() {
        return Err(Error::Refused(messages::no_content()));
    }
    discover(paths)
}

/// Opens the library nearest to the current folder, or else to the paths that are asked for; without any, the program's.
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

/// The folder of the library nearest to the current folder, or else to the paths that are asked for; the current folder
/// where none has one, and everything comes from the program.
fn library_root(paths: &[PathBuf]) -> Result<PathBuf, Error> {
    let current = std::env::current_dir().map_err(|error| Error::io(messages::cannot_find, ".", error))?;
    let starts = std::iter::once(current.clone()).chain(paths.iter().map(|path| current.join(path)));
    Ok(starts.into_iter().find_map(|start| Library::find(&start)).unwrap_or(current))
}

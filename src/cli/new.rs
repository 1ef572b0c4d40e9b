//! `greffe new`: a session or a document, ready to be changed.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::{Outcome, Talk, library};
use crate::diagnostic::{Error, messages};
use crate::model::{Date, Language, Session};
use crate::source::Kind;
use crate::starter::{Names, NewDocument, NewSession, Plan, session_folder, sessions_in};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a session: a folder with its `session.toml`.
    Session(SessionArguments),
    /// Begin a document of a session, in each of its languages.
    #[command(visible_alias = "document")]
    Resolution(DocumentArguments),
}

#[derive(Debug, clap::Args)]
struct SessionArguments {
    /// The number of the session; by default the one after the highest.
    #[arg(long, value_name = "N")]
    number: Option<u32>,
    /// Where it is held: `Namur`, or one for each language, as `--place fr=Pékin --place en=Beijing`.
    #[arg(long, value_name = "NAME", required = true)]
    place: Vec<String>,
    /// In which country, in the same languages.
    #[arg(long, value_name = "NAME", required = true)]
    country: Vec<String>,
    /// The first day, as 2018-11-18.
    #[arg(long, value_name = "DAY", value_parser = day)]
    start: Date,
    /// The last day.
    #[arg(long, value_name = "DAY", value_parser = day)]
    end: Date,
    /// The house style; by default that of the session before, or the only one of the project, or `interpol`.
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// The folder that sessions stand in.
    #[arg(long, value_name = "DIR", default_value = "content")]
    folder: PathBuf,
    /// The session's own folder, instead of a new one named after number, place and year.
    #[arg(long, value_name = "DIR", conflicts_with = "folder")]
    into: Option<PathBuf>,
    /// The language of a name without a code; by default the first of the session before, or else French.
    #[arg(long, value_name = "CODE", value_parser = language)]
    lang: Option<Language>,
}

#[derive(Debug, clap::Args)]
struct DocumentArguments {
    /// The folder of the session, or its number; by default the current folder, or else the last session of `content`.
    session: Option<PathBuf>,
    /// What the document is about.
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// What the document is.
    #[arg(long, value_name = "KIND", default_value = "resolution", value_parser = kind)]
    kind: Kind,
    /// Its language, once for each; by default those of the session's documents.
    #[arg(long, value_name = "CODE", value_parser = language)]
    lang: Vec<Language>,
    /// Its number; by default the one after the highest of the session.
    #[arg(long, value_name = "N")]
    number: Option<u32>,
    /// Its reference; by default one like those of the session, or of the session before.
    #[arg(long, value_name = "REFERENCE")]
    reference: Option<String>,
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let plan = match arguments.command {
        Command::Session(arguments) => session(arguments)?,
        Command::Resolution(arguments) => document(arguments)?,
    };
    plan.write()?;
    for sentence in &plan.settled {
        eprintln!("{}", talk.tell(sentence));
    }
    let mut written = std::io::stdout();
    for (path, _) in &plan.files {
        // A reader that has gone away has seen what it wanted.
        let _ = writeln!(written, "{}", shown(path));
    }
    Ok(Outcome::Sound)
}

/// A path without the `./` that it may begin with.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn session(arguments: SessionArguments) -> Result<Plan, Error> {
    let library = library(std::slice::from_ref(&arguments.folder))?;
    let beside = match &arguments.into {
        Some(into) => above(into)?,
        None => arguments.folder.clone(),
    };
    let neighbours = sessions_in(&beside);
    let last = neighbours.iter().map(|(_, session)| session).max_by_key(|session| session.number);
    let usual = arguments.lang.map(|language| language.code().to_owned());
    let usual = usual.or_else(|| Some(last?.place.first()?.0.clone()));
    let usual = usual.unwrap_or_else(|| "fr".to_owned());
    let known = library.templates();
    let mut settled = None;
    let template = arguments.template.unwrap_or_else(|| {
        let own = library.shelf().folder("templates").folders_on_disk("style.toml");
        let (template, why) = match (last, &own[..]) {
            (Some(last), _) => (&*last.template, messages::style_of_session(&last.template, last.number)),
            (None, [own]) => (&**own, messages::style_of_project(own)),
            _ => (USUAL_TEMPLATE, messages::style_usual(USUAL_TEMPLATE, known.join(", "))),
        };
        settled = Some(why);
        template.to_owned()
    });
    if !known.contains(&template) {
        return Err(crate::style::no_such_template(&template, &known));
    }
    let new = NewSession {
        number: arguments.number,
        place: Names::of(&arguments.place, &usual),
        country: Names::of(&arguments.country, &usual),
        start: arguments.start,
        end: arguments.end,
        template,
        folder: arguments.folder,
        into: arguments.into,
        comments: usual,
    };
    let mut plan = new.plan(&neighbours)?;
    plan.settled.extend(settled);
    Ok(plan)
}

/// The house style where nothing says another.
const USUAL_TEMPLATE: &str = "interpol";

/// The folder that a folder stands in.
fn above(folder: &Path) -> Result<PathBuf, Error> {
    let absolute =
        std::path::absolute(folder).map_err(|error| Error::io(messages::cannot_find, folder, error))?;
    Ok(absolute.parent().map(Path::to_path_buf).unwrap_or(absolute))
}

fn document(arguments: DocumentArguments) -> Result<Plan, Error> {
    let folder = session_folder(arguments.session.as_deref(), Path::new("content"))?;
    let session = Session::read(&folder).map_err(|faults| match faults.into_iter().next() {
        Some(first) => Error::from(first),
        None => Error::Refused(messages::no_session_folder(folder.display().to_string())),
    })?;
    let neighbours = sessions_in(&above(&folder)?);
    let new = NewDocument {
        kind: arguments.kind,
        subject: arguments.subject,
        number: arguments.number,
        reference: arguments.reference,
        languages: arguments.lang,
    };
    new.plan(&folder, &session, &neighbours, &library(std::slice::from_ref(&folder))?)
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|()| "write a day that exists, as 2018-11-18".to_owned())
}

fn language(code: &str) -> Result<Language, String> {
    let known = || Language::ALL.map(Language::code).join(", ");
    code.parse().map_err(|()| format!("the languages are {}", known()))
}

fn kind(name: &str) -> Result<Kind, String> {
    let known = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| format!("the kinds are {}", Kind::ALL.map(Kind::name).join(", ")))
}

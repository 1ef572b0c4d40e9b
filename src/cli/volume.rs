//! `greffe volume`: a session's documents in one file.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::concord::language;
use super::desk::Desk;
use super::{Outcome, Talk, workshop};
use crate::diagnostic::{Error, has_errors, messages};
use crate::pdf::Standard;
use crate::session::{Form, VolumeOptions, language_name, volume};
use crate::source::discover;
use crate::style::Folios;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The session's folder.
    #[arg(value_name = "SESSION")]
    session: PathBuf,
    #[command(flatten)]
    desk: Desk,
    /// The language, as a code; by default a volume is made of each that the session has.
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// What the feet of the pages say, where it is not what the style wants.
    #[arg(long, value_name = "FORM")]
    folios: Option<FoliosForm>,
    /// What the file claims to be: `a-2a`, `a-3a`, `a-2u`, `none`.
    #[arg(long, value_name = "NAME", default_value = "a-2a")]
    standard: Standard,
    /// Open the written file again and compare it with what was meant.
    #[arg(long)]
    audit: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FoliosForm {
    /// The page of the volume.
    Continuous,
    /// The page of each document, as in its own file.
    Documents,
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let paths = [arguments.session.clone()];
    let language = arguments.lang.as_deref().map(language).transpose()?;
    let workshop = workshop(&paths, arguments.desk.template)?;
    let form =
        Form { standard: arguments.standard, proof: false, audit: arguments.audit || Form::default().audit };
    let folios = arguments.folios.map(|form| match form {
        FoliosForm::Continuous => Folios::Continuous,
        FoliosForm::Documents => Folios::Documents,
    });
    let options =
        VolumeOptions { out: arguments.desk.out, jobs: arguments.desk.jobs, form, folios, language };
    let sessions = discover(&paths)?.sessions;
    if sessions.iter().all(|session| session.documents.is_empty()) {
        return Err(Error::Refused(messages::no_documents(arguments.session.display().to_string())));
    }
    let (mut sound, mut made) = (true, 0);
    for session in &sessions {
        let waiting = || eprintln!("{}", talk.tell(&messages::waiting(options.out.display().to_string())));
        for volume in volume(&workshop, session, &options, waiting)? {
            made += 1;
            talk.diagnostics(&volume.diagnostics);
            sound &= !has_errors(&volume.diagnostics);
            if let Some((path, pages, bytes)) = volume.written {
                let path = options.out.join(path).display().to_string();
                let line = talk.tell(&messages::volume_file(path, volume.documents, pages, bytes));
                // A reader that has gone away has seen what it wanted.
                let _ = writeln!(std::io::stdout(), "{line}");
            }
        }
    }
    if let (0, Some(language)) = (made, options.language) {
        let path = arguments.session.display().to_string();
        return Err(Error::Refused(messages::no_documents_in(path, language_name(language))));
    }
    Ok(if sound { Outcome::Sound } else { Outcome::Faulty })
}

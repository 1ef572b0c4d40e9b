//! `greffe bilingual`: two language versions of each document beside each other.

use std::io::Write;
use std::path::PathBuf;

use super::concord::language;
use super::desk::Desk;
use super::{Outcome, Talk, Voice, workshop_to_write};
use crate::diagnostic::{Error, has_errors, messages};
use crate::pdf::Standard;
use crate::session::{BilingualOptions, Form, bilingual};
use crate::source::discover;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// The session's folder, or documents of it.
    #[arg(value_name = "SESSION", default_value = "content")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    desk: Desk,
    /// The language at the left, which the other is held against, and the one at the right.
    #[arg(long, value_name = "CODE,CODE", value_delimiter = ',', num_args = 1..=2, default_value = "fr,en")]
    langs: Vec<String>,
    /// What the files claim to be: `a-2a`, `a-3a`, `a-2u`, `none`.
    #[arg(long, value_name = "NAME", default_value = "a-2a")]
    standard: Standard,
    /// Open the written files again and compare them with what was meant.
    #[arg(long)]
    audit: bool,
}

pub(super) fn run(arguments: Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let languages = match arguments.langs.as_slice() {
        [base, other] if base != other => [language(base)?, language(other)?],
        other => return Err(Error::Refused(messages::two_languages(other.join(",")))),
    };
    let discovery = discover(&arguments.paths)?;
    let workshop = workshop_to_write(&arguments.paths, arguments.desk.template)?;
    let form =
        Form { standard: arguments.standard, proof: false, audit: arguments.audit || Form::default().audit };
    let options = BilingualOptions { out: arguments.desk.out, jobs: arguments.desk.jobs, form, languages };
    let (mut sound, mut made, mut lone) = (true, 0, Vec::new());
    for session in &discovery.sessions {
        let waiting = || eprintln!("{}", talk.tell(&messages::waiting(options.out.display().to_string())));
        for proof in bilingual(&workshop, session, &options, waiting)? {
            if !proof.paired {
                lone.extend(proof.diagnostics);
                continue;
            }
            made += 1;
            talk.diagnostics(&proof.diagnostics);
            sound &= !has_errors(&proof.diagnostics);
            if let Some((path, pages, bytes)) = proof.written {
                let path = options.out.join(path).display().to_string();
                let line = talk.tell(&messages::bilingual_file(path, pages, bytes, proof.marked));
                // A reader that has gone away has seen what it wanted.
                let _ = writeln!(std::io::stdout(), "{line}");
            }
        }
    }
    if made == 0 {
        let [base, other] = languages;
        return Err(Error::Refused(messages::no_two_versions(base.code(), other.code())));
    }
    talk.diagnostics(&lone);
    Ok(if sound { Outcome::Sound } else { Outcome::Faulty })
}

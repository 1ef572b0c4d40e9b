//! A new session: its folder with its `session.toml`.

use std::path::PathBuf;
use std::sync::Arc;

use super::words::{commented, quoted, slug};
use super::{COMMENTS, Plan};
use crate::diagnostic::{Error, messages};
use crate::model::{Date, Session};
use crate::source::Source;
use crate::style::fill_label;

/// The name of a place in one language or several, by their codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(pub Vec<(String, String)>);

impl Names {
    /// Names as they are given on a command line: `Namur`, which is in the language `usual`, or `en=Brussels`.
    pub fn of(given: &[String], usual: &str) -> Self {
        let code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        let one = |given: &String| match given.split_once('=') {
            Some((language, name)) if code(language) => (language.to_owned(), name.trim().to_owned()),
            _ => (usual.to_owned(), given.trim().to_owned()),
        };
        Self(given.iter().map(one).collect())
    }

    /// The codes of the languages.
    fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = self.0.iter().map(|(language, _)| language.as_str()).collect();
        languages.sort_unstable();
        languages
    }

    /// As a table of TOML.
    fn toml(&self) -> String {
        let names: Vec<String> =
            self.0.iter().map(|(language, name)| format!("{language} = {}", quoted(name))).collect();
        format!("{{ {} }}", names.join(", "))
    }
}

/// A session that is to be.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Its number; by default the one after the highest of its neighbours.
    pub number: Option<u32>,
    /// Where it is held.
    pub place: Names,
    /// In which country.
    pub country: Names,
    /// Its first day.
    pub start: Date,
    /// Its last day.
    pub end: Date,
    /// Its house style.
    pub template: String,
    /// The folder that sessions stand in.
    pub folder: PathBuf,
    /// The session's own folder, instead of a new one in `folder`.
    pub into: Option<PathBuf>,
    /// The language of comments, one of [`super::COMMENTS`].
    pub comments: String,
}

impl NewSession {
    /// The file to write, and the number where it was not given. `neighbours` are the sessions of the folder.
    ///
    /// # Errors
    ///
    /// When the number is a neighbour's, the names are not in the same languages or are empty, or the days are not in
    /// their order.
    pub fn plan(&self, neighbours: &[(PathBuf, Session)]) -> Result<Plan, Error> {
        let mut settled = Vec::new();
        let highest = neighbours.iter().map(|(_, session)| session.number).max();
        let number = self.number.unwrap_or_else(|| {
            let number = highest.unwrap_or(0).saturating_add(1);
            settled.push(messages::session_numbered(number));
            number
        });
        if let Some((path, _)) = neighbours.iter().find(|(_, session)| session.number == number) {
            return Err(Error::Refused(messages::session_taken(number, path.display().to_string())));
        }
        if self.place.languages() != self.country.languages() {
            return Err(Error::Refused(messages::names_differ()));
        }
        let names = self.place.0.iter().chain(&self.country.0);
        if names.into_iter().any(|(_, name)| name.is_empty()) {
            return Err(Error::Refused(messages::names_empty()));
        }
        let (days, year) = ((self.start, self.end), self.start.year);
        let reference = format!("{year}-{number}-RES-01");
        let comments = if COMMENTS.contains(&self.comments.as_str()) { &self.comments } else { COMMENTS[0] };
        let text =
            session_text(number, &self.place, &self.country, days, &self.template, &reference, comments);
        let place = self.place.0.first().map(|(_, name)| slug(name)).filter(|place| !place.is_empty());
        let name = match place {
            Some(place) => format!("{number}-{place}-{year}"),
            None => format!("{number}-{year}"),
        };
        let folder = self.into.clone().unwrap_or_else(|| self.folder.join(name));
        let path = folder.join(Session::FILE_NAME);
        let source: Arc<Source> = Source::new(path.display().to_string(), text.clone());
        // The first fault is that of an argument; the file is not written.
        Session::parse(&source, String::new())
            .map_err(|mut faults| Error::Refused(faults.remove(0).message))?;
        Ok(Plan { files: vec![(path, text)], settled })
    }
}

/// The text of a `session.toml`.
pub(super) fn session_text(
    number: u32,
    place: &Names,
    country: &Names,
    (start, end): (Date, Date),
    template: &str,
    reference: &str,
    comments: &str,
) -> String {
    let text = commented(include_str!("files/session.toml"), comments);
    fill_label(&text, |name| {
        Some(match name {
            "number" => number.to_string(),
            "place" => place.toml(),
            "country" => country.toml(),
            "start" => start.to_string(),
            "end" => end.to_string(),
            "template" => quoted(template),
            "reference" => reference.to_owned(),
            _ => return None,
        })
    })
}

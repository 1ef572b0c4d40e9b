//! `greffe schema`: what the files may say, for editors.

use std::io::Write as _;
use std::path::PathBuf;

use super::{Outcome, create_folder};
use crate::diagnostic::{Error, messages};
use crate::schema::{FileSchema, SCHEMAS, find, taplo_rules};
use crate::session::write_whole;
use crate::source::nearest;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// One schema alone, as `session`; without a folder its text is printed, and without a name the list of names.
    name: Option<String>,
    /// Write each schema to a file of this folder, as `session.json`.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print the rules of a `.taplo.toml`, by which Taplo finds the schema of each file.
    #[arg(long, conflicts_with_all = ["name", "out"])]
    rules: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Error> {
    let mut stdout = std::io::stdout();
    if arguments.rules {
        // A reader that has gone away has seen what it wanted.
        let _ = stdout.write_all(taplo_rules().as_bytes());
        return Ok(Outcome::Sound);
    }
    let wanted: Vec<&FileSchema> = match &arguments.name {
        Some(name) => vec![find(name).ok_or_else(|| unknown(name))?],
        None => SCHEMAS.iter().collect(),
    };
    match (&arguments.out, &arguments.name) {
        (Some(folder), _) => {
            create_folder(folder)?;
            for schema in wanted {
                let path = folder.join(schema.file_name());
                write_whole(&path, schema.text().as_bytes())?;
                let _ = writeln!(stdout, "{}", path.display());
            }
        }
        (None, Some(_)) => wanted.iter().for_each(|schema| {
            let _ = stdout.write_all(schema.text().as_bytes());
        }),
        (None, None) => wanted.iter().for_each(|schema| {
            let _ = writeln!(stdout, "{:<20} {}", schema.name, schema.files.join(" "));
        }),
    }
    Ok(Outcome::Sound)
}

fn unknown(name: &str) -> Error {
    let names = || SCHEMAS.iter().map(|schema| schema.name);
    Error::Refused(match nearest(name, names()) {
        Some(near) => messages::no_schema_near(name, near),
        None => messages::no_schema(name, names().collect::<Vec<_>>().join(", ")),
    })
}

//! What the documents of a session share: the assembly, its number, place and dates.

use std::path::Path;
use std::sync::Arc;

use super::date::Date;
use super::language::Language;
use crate::diagnostic::{Diagnostic, messages};
use crate::source::{Field, FieldKind, Fields, File, Located, Names, Source, folder_name};

/// The data of a `session.toml`.
#[derive(Debug, Clone)]
pub struct Session {
    /// The file.
    pub source: Arc<Source>,
    /// The folder's name, which is also the name of the folder that is written.
    pub folder: String,
    /// The number of the session.
    pub number: u32,
    /// The place in each language.
    pub place: Names,
    /// The country in each language.
    pub country: Names,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
    /// The house style, a folder of `templates/`.
    pub template: String,
    /// Documents that are cited and kept elsewhere, by their references.
    pub references: Vec<Located<String>>,
    /// The order of the documents in the volume, by their references; those that are not named follow by number.
    pub order: Vec<Located<String>>,
}

/// The fields of a `session.toml`.
pub static SESSION: &[Field] = &[
    Field::new("number", FieldKind::Number, "86", "The number of the session.").required(),
    Field::new(
        "place",
        FieldKind::Names,
        "{ fr = \"Beijing\" }",
        "The place where the session meets, by the code of each language of its documents.",
    )
    .required(),
    Field::new(
        "country",
        FieldKind::Names,
        "{ fr = \"Chine\" }",
        "The country of the place, by the code of each language of its documents.",
    )
    .required(),
    Field::new("start", FieldKind::Date, "2017-09-26", "The first day of the session, as year-month-day.")
        .required(),
    Field::new("end", FieldKind::Date, "2017-09-29", "The last day of the session, not before the first.")
        .required(),
    Field::new(
        "template",
        FieldKind::Text,
        "\"interpol\"",
        "The house style: the name of a folder of templates/.",
    )
    .required(),
    Field::new(
        "references",
        FieldKind::Texts,
        "[\"AG-2015-RES-12\"]",
        "Documents that are cited here and kept elsewhere, by their references.",
    ),
    Field::new(
        "order",
        FieldKind::Texts,
        "[\"GA-2017-86-RES-08\"]",
        "The order of the documents in the volume, by their references; the others follow by their numbers.",
    ),
];

impl Session {
    /// The name of a session's file.
    pub const FILE_NAME: &'static str = "session.toml";

    /// Reads the `session.toml` of a folder.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the file.
    pub fn read(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let source = Source::read(&folder.join(Self::FILE_NAME)).map_err(|diagnostic| vec![*diagnostic])?;
        let name = folder_name(folder);
        Self::parse(&source, name)
    }

    /// Reads a session from its source.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn parse(source: &Arc<Source>, folder: String) -> Result<Self, Vec<Diagnostic>> {
        let mut diagnostics = Vec::new();
        let mut fields =
            Fields::parse(SESSION, &source.text, 0, source, File::Session, 0..0, &mut diagnostics);
        let number = fields.number("number");
        let number = fields.required("number", number);
        let place = fields.names("place");
        let place = fields.required("place", place);
        let country = fields.names("country");
        let country = fields.required("country", country);
        let start = fields.date("start");
        let start = fields.required("start", start);
        let end = fields.date("end");
        let end = fields.required("end", end);
        let template = fields.text("template");
        let template = fields.required("template", template);
        let references = fields.located_texts("references");
        let order = fields.located_texts("order");
        fields.finish();
        if let (Some(start), Some(end)) = (&start, &end)
            && end.value < start.value
        {
            let message = messages::session_ends_early(start.value.to_string(), end.value.to_string());
            diagnostics.push(Diagnostic::error(source.clone(), end.span.range(), message));
        }
        if crate::diagnostic::has_errors(&diagnostics) {
            return Err(diagnostics);
        }
        // Every required field is there when nothing was reported.
        let session = (|| {
            Some(Self {
                source: Arc::clone(source),
                folder,
                number: number?.value,
                place: place?.value,
                country: country?.value,
                start: start?.value,
                end: end?.value,
                template: template?.value,
                references,
                order,
            })
        })();
        session.ok_or(diagnostics)
    }

    /// The place in a language.
    pub fn place_in(&self, language: Language) -> Option<&Located<String>> {
        in_language(&self.place, language)
    }

    /// The country in a language.
    pub fn country_in(&self, language: Language) -> Option<&Located<String>> {
        in_language(&self.country, language)
    }
}

fn in_language(names: &[(String, Located<String>)], language: Language) -> Option<&Located<String>> {
    names.iter().find(|(code, _)| code == language.code()).map(|(_, name)| name)
}

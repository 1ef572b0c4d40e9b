//! What the files that people write may say, as JSON Schemas for their editors: completion, a sentence on each key, and
//! faults underlined while they type.
//!
//! Nothing is written twice: the schemas come from the types that read the files, and for front matter and sessions from
//! the declarations that their reader goes by ([`FRONT_MATTER`], [`SESSION`]).
//!
//! ```
//! let schema = greffe::schema::find("session").expect("sessions have a schema").json();
//! assert_eq!(schema["properties"]["start"]["format"], "date");
//! assert!(schema["required"].as_array().expect("a list").contains(&"template".into()));
//! ```

mod fields;
mod tidy;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::model::SESSION;
use crate::session::Register;
use crate::source::{FRONT_MATTER, VOTE, VOTE_COUNTS};
use crate::style::lexicon_files as lexicon;
use crate::style::{HouseStyle, Labels};

/// The schema of one kind of file.
#[derive(Debug, Clone, Copy)]
pub struct FileSchema {
    /// Its name, and that of its file in `templates/schema/` without `.json`.
    pub name: &'static str,
    /// The files that it speaks of, as patterns from the root; none for what is only a part of a file.
    pub files: &'static [&'static str],
    make: fn() -> Schema,
}

/// The schemas, in the order of their names.
pub static SCHEMAS: &[FileSchema] = &[
    of_file("front-matter", &[], front_matter),
    of_file("labels", &["templates/*/labels.*.toml"], of::<Labels>),
    of_file("lexicon-acronyms", &["templates/lexicon/*/acronyms.toml"], of::<lexicon::Acronyms>),
    of_file("lexicon-bound", &["templates/lexicon/*/bound.toml"], of::<lexicon::Bound>),
    of_file("lexicon-documents", &["templates/lexicon/*/documents.toml"], documents),
    of_file("lexicon-hyphenation", &["templates/lexicon/*/hyphenation.toml"], of::<lexicon::Hyphenation>),
    of_file("lexicon-keywords", &["templates/lexicon/*/keywords.toml"], of::<lexicon::Keywords>),
    of_file("lexicon-letters", &["templates/lexicon/*/letters.toml"], of::<lexicon::Letters>),
    of_file("lexicon-months", &["templates/lexicon/*/months.toml"], of::<lexicon::Months>),
    of_file("lexicon-names", &["templates/lexicon/*/names.toml"], of::<lexicon::Names>),
    of_file("lexicon-ranks", &["templates/lexicon/*/ranks.toml"], of::<lexicon::Ranks>),
    of_file("lexicon-units", &["templates/lexicon/*/units.toml"], of::<lexicon::Units>),
    of_file("lexicon-numbers", &["templates/lexicon/*/numbers.toml"], of::<crate::concord::Numbers>),
    of_file("currencies", &["templates/lexicon/currencies.toml"], of::<crate::concord::Currencies>),
    of_file("same-references", &["templates/lexicon/references.toml"], of::<crate::concord::References>),
    of_file("terms", &["templates/lexicon/terms.toml"], of::<crate::concord::TermTable>),
    of_file("pairs", &["templates/lexicon/pairs.toml"], of::<crate::style::Pairs>),
    of_file("references", &["content/references.toml", "content/*/references.toml"], of::<Register>),
    of_file("session", &["content/*/session.toml"], session),
    of_file("style", &["templates/*/style.toml"], of::<HouseStyle>),
];

const fn of_file(name: &'static str, files: &'static [&'static str], make: fn() -> Schema) -> FileSchema {
    FileSchema { name, files, make }
}

/// The schema of a name.
pub fn find(name: &str) -> Option<&'static FileSchema> {
    SCHEMAS.iter().find(|schema| schema.name == name)
}

/// The rules by which Taplo, and with it Even Better TOML, finds the schema of each file: a `.taplo.toml` for a folder in
/// which the schemas are in `templates/schema/`.
pub fn taplo_rules() -> String {
    let mut rules =
        String::from("# Which schema each file goes by. `greffe schema --rules` writes this file.\n");
    for schema in SCHEMAS.iter().filter(|schema| !schema.files.is_empty()) {
        let files: Vec<String> = schema.files.iter().map(|file| format!("\"{file}\"")).collect();
        let _ = write!(
            rules,
            "\n[[rule]]\ninclude = [{}]\nschema.path = \"templates/schema/{}\"\n",
            files.join(", "),
            schema.file_name()
        );
    }
    rules
}

impl FileSchema {
    /// The name of its file in `templates/schema/`.
    pub fn file_name(&self) -> String {
        format!("{}.json", self.name)
    }

    /// The schema, by JSON Schema draft 7, which editors for TOML know.
    pub fn json(&self) -> Value {
        let mut value = tidy::tidy((self.make)().to_value());
        value["$schema"] = json!("http://json-schema.org/draft-07/schema#");
        value["title"] = json!(format!("greffe: {}", self.name));
        value
    }

    /// The schema as the text of its file.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.json())
    }
}

/// The schema of a type that is read by serde.
fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>()
}

/// The same with what the file is.
fn about(mut schema: Schema, about: &str) -> Schema {
    schema.insert("description".to_owned(), json!(about));
    schema
}

fn documents() -> Schema {
    let schema = of::<BTreeMap<String, lexicon::Documents>>();
    about(schema, "What each kind of document is called in a sentence, by the names of the kinds.")
}

fn session() -> Schema {
    let schema = fields::schema(SESSION, Value::Null);
    about(schema, "What the documents of a session share: the assembly, its number, place and dates.")
}

/// The front matter: beside its fields, that a vote has its three counts.
fn front_matter() -> Schema {
    let others = |name| VOTE_COUNTS.into_iter().filter(move |count| *count != name).collect::<Vec<_>>();
    let together: BTreeMap<&str, Vec<&str>> = VOTE.into_iter().map(|name| (name, others(name))).collect();
    let schema = fields::schema(FRONT_MATTER, json!(together));
    about(
        schema,
        "The front matter of a document: the TOML between two lines of +++ at the head of a file of Markdown.",
    )
}

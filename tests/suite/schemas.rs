//! The schemas of editors, by a validator that knows nothing of greffe: they take what the reader takes and refuse what it
//! refuses.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use greffe::model::{Language, SESSION, Session};
use greffe::schema::{SCHEMAS, find};
use greffe::source::{Document, FRONT_MATTER, Source};
use greffe::style::Library;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{Desk, read, repository};

fn validator(name: &str) -> Validator {
    let schema = find(name).expect("a schema").json();
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema by the standard")
}

/// A text of TOML as the value that an editor validates; days are text.
fn json(text: &str) -> Value {
    fn value(toml: &toml::Value) -> Value {
        match toml {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(flag) => json!(flag),
            toml::Value::Datetime(day) => json!(day.to_string()),
            toml::Value::Array(items) => items.iter().map(value).collect(),
            toml::Value::Table(table) => table.iter().map(|(key, item)| (key.clone(), value(item))).collect(),
        }
    }
    value(&toml::Value::Table(toml::from_str(text).expect("TOML")))
}

/// Every file of a folder and below, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

/// Whether a path is one of a pattern, in each part of which a star stands for anything but `/`.
fn matches(pattern: &str, path: &str) -> bool {
    let part = |(pattern, part): (&str, &str)| match pattern.split_once('*') {
        None => pattern == part,
        Some((head, tail)) => part.strip_prefix(head).is_some_and(|rest| rest.ends_with(tail)),
    };
    let (patterns, parts) = (pattern.split('/'), path.split('/'));
    patterns.clone().count() == parts.clone().count() && patterns.zip(parts).all(part)
}

#[test]
fn every_toml_file_of_the_repository_has_its_schema_and_follows_it() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let all = ["content", "templates"].into_iter().flat_map(|folder| files(&repository().join(folder)));
    for path in all.filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        let name = path.strip_prefix(repository()).expect("a file of it").to_string_lossy().into_owned();
        let mut schemas =
            SCHEMAS.iter().filter(|schema| schema.files.iter().any(|pattern| matches(pattern, &name)));
        let (Some(schema), None) = (schemas.next(), schemas.next()) else { panic!("one schema for {name}") };
        let text = read(&name);
        let errors: Vec<String> =
            validator(schema.name).iter_errors(&json(&text)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        // The line that Taplo reads names the same schema, from where the file is.
        let line = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        let named = path.parent().expect("a folder").join(line.expect("a line that names its schema"));
        let expected = repository().join("templates/schema").join(schema.file_name());
        assert_eq!(named.canonicalize().expect("the schema"), expected.canonicalize().expect("it"), "{name}");
        *counts.entry(schema.name).or_default() += 1;
    }
    for schema in SCHEMAS.iter().filter(|schema| !schema.files.is_empty()) {
        assert!(counts.contains_key(schema.name), "no file goes by the schema {}", schema.name);
    }
}

#[test]
fn the_front_matter_of_every_document_follows_its_schema() {
    let validator = validator("front-matter");
    let documents: Vec<PathBuf> = files(&repository().join("content"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    assert!(documents.len() > 4);
    for path in documents {
        let text = std::fs::read_to_string(&path).expect("a document");
        let front_matter = text.split("+++").nth(1).expect("a front matter");
        let errors: Vec<String> =
            validator.iter_errors(&json(front_matter)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    }
}

/// What is done to a file so that it may be wrong.
fn mutants(good: &toml::Table) -> Vec<(String, toml::Table)> {
    let mut all = Vec::new();
    let mut unknown = good.clone();
    unknown.insert("unheard-of".to_owned(), toml::Value::Integer(1));
    all.push(("unheard-of added".to_owned(), unknown));
    for (key, value) in good {
        let with = |value: Option<toml::Value>| {
            let mut mutant = good.clone();
            match value {
                Some(value) => mutant.insert(key.clone(), value),
                None => mutant.remove(key),
            };
            mutant
        };
        all.push((format!("{key} removed"), with(None)));
        for wrong in [
            toml::Value::String("nonsense".to_owned()),
            toml::Value::Integer(7),
            toml::Value::Integer(-1),
            toml::Value::Boolean(true),
            toml::Value::Array(vec![toml::Value::Integer(1)]),
            toml::Value::Array(vec![toml::Value::String("x".to_owned())]),
            toml::Value::Table(toml::Table::new()),
        ] {
            // Serde reads a list as a table whose keys it takes in their order; nobody should write one so.
            if value.is_table() && wrong.is_array() {
                continue;
            }
            all.push((format!("{key} = {wrong}"), with(Some(wrong))));
        }
        match value {
            toml::Value::Table(table) => {
                let below = mutants(table).into_iter();
                all.extend(below.map(|(what, table)| (format!("{key}.{what}"), with(Some(table.into())))));
            }
            toml::Value::Array(items) => {
                if let Some(toml::Value::Table(table)) = items.first() {
                    for (what, table) in mutants(table) {
                        let mut items = items.clone();
                        items[0] = table.into();
                        all.push((format!("{key}[0].{what}"), with(Some(items.into()))));
                    }
                }
            }
            _ => {}
        }
    }
    all
}

/// Compares schema and reader on a good file and on all its mutants; returns how many both refuse.
///
/// What the reader alone can know, as the names of folders, is in `beyond`.
fn agree(schema: &str, good: &str, reads: impl Fn(&str) -> bool, beyond: &[&str]) -> usize {
    let validator = validator(schema);
    assert!(reads(good) && validator.is_valid(&json(good)), "the good file of {schema}");
    let mut refused = 0;
    for (what, table) in mutants(&toml::from_str(good).expect("TOML")) {
        let text = toml::to_string(&table).expect("TOML");
        let (reader, editor) = (reads(&text), validator.is_valid(&json(&text)));
        if beyond.iter().any(|part| what.contains(part)) && editor {
            continue;
        }
        assert_eq!(reader, editor, "{schema}: reader and schema disagree, {what}:\n{text}");
        refused += usize::from(!reader);
    }
    refused
}

/// A front matter and a session with every field.
fn with_every_field(fields: &[greffe::source::Field]) -> String {
    let line = |field: &greffe::source::Field| [field.name, " = ", field.example, "\n"];
    fields.iter().flat_map(line).collect()
}

#[test]
fn front_matter_is_read_as_its_schema_says() {
    let reads = |text: &str| {
        let mut found = Vec::new();
        let source = Source::new("a.fr.md", format!("+++\n{text}+++\nDécide d'agir.\n"));
        Document::parse(source, &mut found).is_some() && found.is_empty()
    };
    let refused = agree("front-matter", &with_every_field(FRONT_MATTER), reads, &[]);
    assert!(refused > 100, "{refused}");
    // With the required fields alone, and with each optional one beside them.
    let required: String = with_every_field(FRONT_MATTER).split_inclusive('\n').take(3).collect();
    let validator = validator("front-matter");
    for field in FRONT_MATTER.iter().skip(3) {
        let text = format!("{required}{} = {}\n", field.name, field.example);
        assert_eq!(reads(&text), validator.is_valid(&json(&text)), "{}", field.name);
    }
}

#[test]
fn sessions_are_read_as_their_schema_says() {
    let reads = |text: &str| Session::parse(&Source::new("session.toml", text), "folder".to_owned()).is_ok();
    let refused = agree("session", &with_every_field(SESSION), reads, &[]);
    assert!(refused > 30, "{refused}");
}

#[test]
fn styles_and_labels_are_read_as_their_schemas_say() {
    let desk = Desk::copied().short_lexicon();
    let read_as = |file: &'static str| {
        let (path, library) =
            (desk.path(&format!("templates/interpol/{file}")), Library::open(&desk.path("")));
        move |text: &str| {
            std::fs::write(&path, text).expect("a file");
            library.style("interpol", Language::French).is_ok()
        }
    };
    // What is checked after the reading: relations of lengths, families, numerals; a picture that must be there.
    let beyond = [
        "size",
        "leading",
        "left",
        "family",
        "lists",
        "page.",
        "notes",
        "= []",
        "emblem",
        "form",
        "headings =",
    ];
    let style = read("templates/interpol/style.toml");
    let refused = agree("style", &style, read_as("style.toml"), &beyond);
    assert!(refused > 500, "{refused}");
    std::fs::write(desk.path("templates/interpol/style.toml"), style).expect("a file");
    let refused = agree("labels", &read("templates/interpol/labels.fr.toml"), read_as("labels.fr.toml"), &[]);
    assert!(refused > 200, "{refused}");
}

#[test]
fn registers_and_lexicons_are_read_as_their_schemas_say() {
    let good = "elsewhere = [\"A/RES/\"]\n[[document]]\nreference = \"AG-2015-RES-12\"\ntitle = \"x\"\nkind = \"report\"\n";
    let desk = Desk::copied().short_lexicon();
    let register = |text: &str| {
        std::fs::write(desk.path("content/references.toml"), text).expect("a file");
        greffe::session::Archive::read(&desk.path("content/session"), 1).is_ok()
    };
    let refused = agree("references", good, register, &["reference ="]);
    assert!(refused > 15, "{refused}");
    for schema in SCHEMAS.iter().filter(|schema| schema.name.starts_with("lexicon-")) {
        let path = desk.path(&schema.files[0].replace('*', "fr"));
        let short = std::fs::read_to_string(&path).expect("a lexicon");
        let reads = |text: &str| {
            std::fs::write(&path, text).expect("a file");

            let lexicons = greffe::style::Shelf::over(&desk.path("")).folder("templates/lexicon");
            greffe::style::Lexicon::read(&lexicons.folder("fr")).is_ok()
                && greffe::concord::Words::read(&lexicons).is_ok()
        };
        let refused = agree(schema.name, &short, reads, &[]);
        std::fs::write(&path, &short).expect("a file");
        assert!(refused > 5, "{}: {refused}", schema.name);
    }
}

impl Desk {
    /// The same desk with a few words in each list of its lexicon, which are read in no time.
    fn short_lexicon(self) -> Self {
        for path in files(&self.path("templates/lexicon")) {
            let text = std::fs::read_to_string(&path).expect("a lexicon");
            std::fs::write(&path, shortened(&text)).expect("a file");
        }
        self
    }
}

/// A lexicon with two words in each of its lists.
fn shortened(text: &str) -> String {
    fn cut(value: &mut toml::Value) {
        match value {
            toml::Value::Array(items) => {
                items.truncate(2);
                items.iter_mut().for_each(cut);
            }
            toml::Value::Table(table) => table.iter_mut().for_each(|(_, value)| cut(value)),
            _ => {}
        }
    }
    let mut table = toml::Value::Table(toml::from_str(text).expect("TOML"));
    cut(&mut table);
    toml::to_string(&table).expect("TOML")
}

#[test]
fn a_length_is_what_the_pattern_says() {
    let pattern = find("style").expect("a schema").json()["definitions"]["Length"].clone();
    let validator = jsonschema::validator_for(&pattern).expect("a schema");
    for (text, good) in [
        ("12pt", true),
        ("25mm", true),
        ("2.54cm", true),
        ("1in", true),
        ("-3.125pt", true),
        (" 4 mm ", true),
        ("12.pt", true),
        ("12", false),
        ("pt", false),
        ("12 px", false),
        ("1,5mm", false),
        ("1.2345pt", false),
        ("1234567pt", false),
        ("12PT", false),
        ("+1pt", false),
        ("--1pt", false),
        ("", false),
    ] {
        assert_eq!(text.parse::<greffe::layout::Length>().is_ok(), good, "{text}");
        assert_eq!(validator.is_valid(&json!(text)), good, "{text}");
    }
}

#[test]
fn every_key_says_what_it_is() {
    fn walk(value: &Value, place: &str) {
        if let Some(properties) = value.get("properties").and_then(Value::as_object) {
            for (key, property) in properties {
                let said = property.get("description").and_then(Value::as_str).unwrap_or_default();
                assert!(said.ends_with('.'), "{place}.{key} says: {said:?}");
                assert!(!said.contains("[`"), "{place}.{key} says: {said:?}");
            }
        }
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    walk(value, &format!("{place}.{key}"));
                }
            }
            Value::Array(items) => items.iter().for_each(|value| walk(value, place)),
            _ => {}
        }
    }
    for schema in SCHEMAS {
        walk(&schema.json(), schema.name);
    }
}

#[test]
fn schemas_are_written_to_a_folder_or_printed() {
    let desk = Desk::new();
    let run = desk.run(&["schema", "--out", "schemas"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(desk.names("schemas").len(), SCHEMAS.len());
    assert_eq!(desk.run(&["schema", "session"]).stdout, find("session").expect("a schema").text());
    assert_eq!(desk.run(&["schema"]).stdout.lines().count(), SCHEMAS.len());
    let run = desk.run(&["schema", "sesion"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.stderr, "error[GR-0804]: there is no schema `sesion`\n = help: did you mean `session`?\n");
}

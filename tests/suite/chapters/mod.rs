//! The chapters of the manual that are made from the program.

mod commands;
mod diagnostics;
mod keys;
mod rules;

use greffe::schema::SCHEMAS;

/// The chapters, by their files in `docs/src/`.
pub(crate) fn all() -> Vec<(String, String)> {
    let keys = |title: &str, about: &str, schemas: &[&str]| {
        schemas
            .iter()
            .fold(format!("# {title}\n\n{MADE}\n\n{about}\n"), |text, name| text + &keys::tables(name))
    };
    let lexicons: Vec<&str> =
        SCHEMAS.iter().map(|schema| schema.name).filter(|name| name.starts_with("lexicon-")).collect();
    let named = |name: &str, text: String| (format!("reference/{name}.md"), text);
    vec![
        named(
            "front-matter",
            keys(
                "The front matter, field by field",
                "The fields that stand between the two lines `+++` at the head of a document.",
                &["front-matter"],
            ),
        ),
        named(
            "session",
            keys(
                "Sessions and registers, field by field",
                "The files `session.toml` and `references.toml` of a folder of `content/`.",
                &["session", "references"],
            ),
        ),
        named(
            "style",
            keys(
                "The house style, key by key",
                "The file `templates/NAME/style.toml`. Keys that are not `required` may be left out and then have the \
                 default. A length is a number with the unit `pt`, `mm`, `cm` or `in`, between quotation marks.",
                &["style"],
            ) + &rules::presets(),
        ),
        named(
            "labels",
            keys(
                "Labels, key by key",
                "The file `templates/NAME/labels.LANGUAGE.toml`. A name in braces, as `{number}`, is filled in.",
                &["labels"],
            ),
        ),
        named(
            "lexicon",
            keys(
                "Lexicons, file by file",
                "The files of `templates/lexicon/LANGUAGE/`: what the rules know of a language's words.",
                &lexicons,
            ),
        ),
        named("rules", rules::chapter()),
        named("commands", commands::chapter()),
        named("diagnostics", diagnostics::chapter()),
    ]
}

/// What a chapter that is made says to those who would mend it by hand.
const MADE: &str = "<!-- Made from the program: GREFFE_RENEW=1 cargo test --test suite generated -->";

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

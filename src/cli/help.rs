//! `greffe help`: what a code means, or how a command is used.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::CommandFactory;

use super::{Outcome, Talk, Voice};
use crate::diagnostic::{Catalog, Error, Explanation, Speech, messages};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) voice: Voice,
    /// A code, as `GR-0112` or `112`, or a command.
    #[arg(value_name = "CODE|COMMAND")]
    topic: Option<String>,
}

pub(super) fn run(arguments: &Arguments, talk: &Talk) -> Result<Outcome, Error> {
    let text = match &arguments.topic {
        None => super::Arguments::command().render_long_help().to_string(),
        Some(topic) => of_command(topic).map_or_else(|| of_code(topic, talk.speech), Ok)?,
    };
    // A reader that has gone away has seen what it wanted.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(Outcome::Sound)
}

fn of_command(name: &str) -> Option<String> {
    let mut greffe = super::Arguments::command();
    // The names of the commands within the usage of one are those that the user types.
    greffe.build();
    Some(greffe.find_subcommand_mut(name)?.render_long_help().to_string())
}

fn of_code(topic: &str, speech: Speech) -> Result<String, Error> {
    let explanations = &Catalog::of(speech).explanations;
    let digits = topic.trim().to_ascii_uppercase();
    let digits = digits.strip_prefix("GR-").unwrap_or(&digits);
    let found = explanations.get_key_value(&format!("GR-{digits:0>4}"));
    found.map(|(code, explanation)| told(code, explanation, speech)).ok_or_else(|| {
        let known = explanations.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
        Error::Refused(messages::unknown_code(topic, known))
    })
}

/// A code as it is explained on a terminal.
fn told(code: &str, explanation: &Explanation, speech: Speech) -> String {
    let Explanation { title, text, place, wrong, right } = explanation;
    let (wrong_word, right_word, colon) = match speech {
        Speech::English => ("Wrong", "Right", ":"),
        Speech::French => ("À ne pas écrire", "À écrire", "\u{a0}:"),
    };
    let mut out = format!("{code}{colon} {title}\n\n{}\n", text.trim());
    for (word, example) in [(wrong_word, wrong), (right_word, right)] {
        if example.is_empty() {
            continue;
        }
        let place = if place.is_empty() { String::new() } else { format!(" ({})", named(place, speech)) };
        let _ = writeln!(out, "\n{word}{place}{colon}\n");
        for line in example.trim_end().lines() {
            let _ = writeln!(out, "{}", format!("    {line}").trim_end());
        }
    }
    out
}

/// Where an example stands, in a language: the name of a file, or what a part of a document is called.
fn named(place: &str, speech: Speech) -> &str {
    match (speech, place) {
        (Speech::French, "front matter") => "en-tête",
        (Speech::French, "body") => "texte",
        (Speech::French, "file name") => "nom du fichier",
        (Speech::French, "command") => "commande",
        _ => place,
    }
}

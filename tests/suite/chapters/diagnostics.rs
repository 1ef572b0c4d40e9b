//! What greffe says of what is wrong, from the tables that it speaks by.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{MADE, cell};
use crate::support::repository;

/// The sentences, by code and name: what is wrong, and what to do.
const SENTENCES: &str = "src/diagnostic/messages/en.toml";
/// What each code means, by the code: `title`, `text`, `wrong`, `right`.
const EXPLANATIONS: &str = "src/diagnostic/messages/codes.en.toml";

/// Every code with its sentences, and where there is one its explanation.
pub(super) fn chapter() -> String {
    let mut out = format!(
        "# Diagnostics\n\n{MADE}\n\nEvery finding has a code that stays the same from version to version. Words in braces are \
         filled in.\n"
    );
    let explanations = table(EXPLANATIONS);
    for (code, sentences) in table(SENTENCES).iter().filter(|(code, _)| code.starts_with("GR-")) {
        let explained = explanations.get(code).and_then(toml::Value::as_table);
        let text = |name: &str| {
            explained.and_then(|table| table.get(name)).and_then(toml::Value::as_str).unwrap_or_default()
        };
        let title = if text("title").is_empty() { String::new() } else { format!(": {}", text("title")) };
        let _ = write!(out, "\n## {code}{title}\n");
        if !text("text").is_empty() {
            let _ = write!(out, "\n{}\n", text("text").trim());
        }
        out.push_str("\n| what is wrong | what to do |\n|---|---|\n");
        for sentence in sentences.as_table().into_iter().flat_map(|table| table.values()) {
            let parts: Vec<&str> =
                sentence.as_array().into_iter().flatten().filter_map(toml::Value::as_str).collect();
            let [wrong, help @ ..] = &parts[..] else { continue };
            let _ = writeln!(out, "| {} | {} |", cell(wrong), cell(help.first().unwrap_or(&"")));
        }
        for (name, about) in [("wrong", "Wrong"), ("right", "Right")] {
            if !text(name).is_empty() {
                let _ = write!(out, "\n{about}:\n\n```text\n{}\n```\n", text(name).trim_end());
            }
        }
    }
    out
}

/// A table of the program; an empty one where there is no such file.
fn table(name: &str) -> BTreeMap<String, toml::Value> {
    let text = std::fs::read_to_string(repository().join(name)).unwrap_or_default();
    toml::from_str(&text).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

//! Diagnostics in the Static Analysis Results Interchange Format, which systems of continuous integration show beside
//! the lines of a change (OASIS SARIF 2.1.0).

use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde_json::{Value, json};

use super::{Catalog, Diagnostic, Severity, Speech};
use crate::source::Source;

/// The log of one run, with its messages in a language.
pub fn sarif(diagnostics: &[Diagnostic], speech: Speech) -> Value {
    let catalog = Catalog::of(speech);
    let codes: BTreeSet<&str> = diagnostics.iter().map(Diagnostic::code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| match catalog.explanations.get(*code) {
            Some(explanation) => json!({
                "id": code,
                "shortDescription": { "text": explanation.title },
                "fullDescription": { "text": explanation.text.trim() },
            }),
            None => json!({ "id": code }),
        })
        .collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            result(diagnostic, codes.iter().position(|code| *code == diagnostic.code()), speech)
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "greffe", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(diagnostic: &Diagnostic, rule: Option<usize>, speech: Speech) -> Value {
    let (text, help) = (diagnostic.message.text(speech), diagnostic.message.help(speech));
    let text = if help.is_empty() { text } else { format!("{text}\n{help}") };
    let source = &diagnostic.source;
    let (line, column) = position(source, diagnostic.range.start);
    let (end_line, end_column) = position(source, diagnostic.range.end.max(diagnostic.range.start));
    json!({
        "ruleId": diagnostic.code(),
        "ruleIndex": rule,
        "level": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "message": { "text": text },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(Path::new(&source.name)) },
                "region": {
                    "startLine": line,
                    "startColumn": column,
                    "endLine": end_line,
                    "endColumn": end_column,
                },
            },
        }],
    })
}

/// The line and the column of an offset, both from 1; columns count characters, as the log says.
fn position(source: &Source, offset: usize) -> (usize, usize) {
    let before = source.text.get(..offset.min(source.text.len())).unwrap_or(&source.text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// A path as a reference (RFC 3986): relative as it was given, or from the root.
fn uri(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .filter_map(|part| match part {
            Component::CurDir | Component::RootDir => None,
            Component::Prefix(prefix) => Some(escaped(&prefix.as_os_str().to_string_lossy())),
            Component::ParentDir => Some("..".to_owned()),
            Component::Normal(name) => Some(escaped(&name.to_string_lossy())),
        })
        .collect();
    let root = if path.is_absolute() { "file:///" } else { "" };
    root.to_owned() + &parts.join("/")
}

/// A name with all but the unreserved characters as the hexadecimal digits of their bytes.
fn escaped(name: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(byte).collect()
}

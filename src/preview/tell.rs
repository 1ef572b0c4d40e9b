//! What the browser is told of a sheet.

use serde_json::{Map, Value, json};

use super::offsets::Offsets;
use super::sheet::{SetFile, Sheet};
use crate::diagnostic::{Diagnostic, Speech};

/// A sheet: its pages with the places of their lines, what was found and where, and the keywords of its clauses. Places
/// are those of the editor's text.
pub(super) fn sheet(sheet: &Sheet, numbers: &[Diagnostic]) -> Value {
    let offsets = Offsets::new(&sheet.source.text);
    let findings = sheet.findings.iter().chain(numbers);
    json!({
        "findings": findings.map(|found| finding(found, sheet, &offsets)).collect::<Vec<_>>(),
        "keywords": sheet.keywords.iter().map(|range| offsets.range(range)).collect::<Vec<_>>(),
        "file": sheet.file.as_ref().map(file),
    })
}

fn file(file: &SetFile) -> Value {
    json!({
        "url": format!("/files/{}/{}", file.digest, file.name),
        "name": file.name,
        "pages": file.pages,
    })
}

fn finding(found: &Diagnostic, sheet: &Sheet, offsets: &Offsets) -> Value {
    let own = found.source.name == sheet.source.name && found.source.digest == sheet.source.digest;
    let (line, column) = found.source.position(found.range.start);
    // The reader may change the language of the page.
    let said: Map<String, Value> = Speech::ALL
        .map(|speech| {
            let words = json!({ "message": found.message.text(speech), "help": found.message.help(speech) });
            (speech.code().to_owned(), words)
        })
        .into_iter()
        .collect();
    json!({
        "severity": found.severity.name(),
        "code": found.code(),
        "said": said,
        "file": found.source.name,
        "line": line,
        "column": column,
        "at": own.then(|| offsets.range(&found.range)),
    })
}

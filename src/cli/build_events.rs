//! A build as events for programs: one JSON object a line on standard output.

use std::io::Write;

use serde_json::{Value, json};

use super::build::Listener;
use super::check::finding;
use crate::diagnostic::{Diagnostic, Speech, sarif};
use crate::session::{Change, Event, State, Summary};

/// Tells a build as events.
pub(super) struct Events {
    speech: Speech,
}

impl Events {
    /// Begins to tell, in a language, of a build of so many documents.
    pub(super) fn begin(count: usize, speech: Speech) -> Self {
        emit(&json!({ "event": "begin", "documents": count }));
        Self { speech }
    }
}

/// Writes an event; a reader that has gone away is no reason to stop building.
fn emit(event: &Value) {
    let _ = writeln!(std::io::stdout(), "{event}");
}

impl Listener for Events {
    fn hear(&mut self, event: &Event<'_>) {
        match event {
            Event::Waiting => emit(&json!({ "event": "waiting" })),
            Event::Unreadable(error) => {
                emit(
                    &json!({ "event": "manifest-unreadable", "message": error.message().text(self.speech) }),
                );
            }
            Event::Document(report) => {
                let entry = report.entry.as_ref();
                let diagnostics: Vec<Value> =
                    report.diagnostics.iter().map(|found| finding(found, self.speech)).collect();
                emit(&json!({
                    "event": "document",
                    "source": report.source.display().to_string(),
                    "state": match report.state {
                        State::Written => "written",
                        State::Unchanged => "unchanged",
                        State::Failed => "failed",
                    },
                    "file": report.file().map(|file| file.display().to_string()),
                    "reference": entry.map(|entry| &entry.reference),
                    "language": entry.map(|entry| &entry.language),
                    "pages": entry.map(|entry| entry.pages),
                    "bytes": entry.map(|entry| entry.bytes),
                    "sha256": entry.map(|entry| entry.sha256),
                    "change": report.change.as_ref().map(|change| match change {
                        Change::New => json!({ "kind": "new" }),
                        Change::Content { text, pages } => json!({ "kind": "content", "text": text, "pages-before": pages }),
                    }),
                    "diagnostics": diagnostics,
                }));
            }
            Event::Stale(file, removed) => {
                emit(&json!({ "event": "stale", "file": file.display().to_string(), "removed": removed }));
            }
            Event::Amiss(diagnostic) => {
                emit(&json!({ "event": "amiss", "diagnostic": finding(diagnostic, self.speech) }));
            }
        }
    }

    fn end(&mut self, summary: &Summary) {
        emit(&json!({
            "event": "end",
            "written": summary.written,
            "unchanged": summary.unchanged,
            "pages": summary.pages,
            "failed": summary.failed.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "stopped": summary.stopped,
        }));
    }
}

/// Gathers what is found in a build, and writes it at its end as a log of results.
pub(super) struct Log {
    speech: Speech,
    found: Vec<Diagnostic>,
}

impl Log {
    /// Begins to gather; the messages will be in a language.
    pub(super) fn begin(speech: Speech) -> Self {
        Self { speech, found: Vec::new() }
    }
}

impl Listener for Log {
    fn hear(&mut self, event: &Event<'_>) {
        match event {
            Event::Document(report) => self.found.extend(report.diagnostics.iter().cloned()),
            Event::Amiss(diagnostic) => self.found.push((*diagnostic).clone()),
            Event::Waiting | Event::Unreadable(_) | Event::Stale(..) => {}
        }
    }

    fn end(&mut self, _: &Summary) {
        // A reader that has gone away has seen what it wanted.
        let _ = writeln!(std::io::stdout(), "{:#}", sarif(&self.found, self.speech));
    }
}

//! A build in words: results on standard output, talk on standard error, and a bar where that is a terminal.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Talk;
use super::build::{Listener, plural};
use crate::layout::{LineQuality, Quality};
use crate::session::{Change, Event, Report, State, Summary};
use crate::source::{File, Source, Span};

/// Tells a build in words.
pub(super) struct Lines<'a> {
    talk: &'a Talk,
    out: &'a Path,
    start: Instant,
    bar: ProgressBar,
    wanted: Wanted,
}

/// What is told besides faults.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Nothing at all.
    pub(super) quiet: bool,
    /// The quality of lines and pages.
    pub(super) quality: bool,
    /// What a reader sees changed.
    pub(super) changes: bool,
}

impl<'a> Lines<'a> {
    /// Begins to tell of a build of so many documents; a bar is drawn unless the user wants it quiet or looks elsewhere.
    pub(super) fn begin(talk: &'a Talk, out: &'a Path, count: usize, wanted: Wanted) -> Self {
        let bar = !wanted.quiet && std::io::stderr().is_terminal();
        let target = if bar { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(count as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {eta} left  {msg}")
        {
            bar.set_style(style);
        }
        Self { talk, out, start: Instant::now(), bar, wanted }
    }

    /// A result; a reader that has gone away is no reason to stop building.
    fn result(&self, line: &str) {
        self.bar.suspend(|| {
            let _ = writeln!(std::io::stdout(), "{line}");
        });
    }

    fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    fn document(&self, report: &Report) {
        if !report.diagnostics.is_empty() {
            let shown = report.diagnostics.iter();
            let shown = shown
                .filter(|found| !self.wanted.quiet || found.severity == crate::diagnostic::Severity::Error);
            self.bar.suspend(|| shown.for_each(|found| self.talk.diagnostics(std::slice::from_ref(found))));
        }
        self.bar.inc(1);
        let (Some(entry), Some(file), false) = (&report.entry, report.file(), self.wanted.quiet) else {
            return;
        };
        if report.state == State::Written {
            let (pages, bytes) = (entry.pages, entry.bytes);
            let path = self.out.join(file);
            self.result(&format!("{}  {pages} {}, {bytes} bytes", path.display(), plural(pages, "page")));
        }
        if let (true, Some(change)) = (self.wanted.changes, &report.change) {
            self.result(&format!("    {}", told(change, entry.pages)));
        }
        if let (true, Some(quality)) = (self.wanted.quality, &report.quality) {
            self.result(&tell(quality, &report.source));
        }
    }
}

impl Listener for Lines<'_> {
    fn hear(&mut self, event: &Event<'_>) {
        match event {
            Event::Waiting => {
                self.say(&format!("waiting: another build is writing to {}", self.out.display()));
            }
            Event::Unreadable(error) => self.say(&format!("warning: {error}; every document is built anew")),
            Event::Document(report) => self.document(report),
            Event::Stale(file, removed) => {
                let file = self.out.join(file);
                let (file, quiet) = (file.display(), self.wanted.quiet);
                match (removed, quiet) {
                    (_, true) => {}
                    (true, false) => self.result(&format!("{file}  removed: no source makes it any more")),
                    (false, false) => {
                        self.say(&format!(
                            "stale: {file}: no source makes it any more; `--prune` removes it"
                        ));
                    }
                }
            }
            Event::Amiss(finding) => {
                if !self.wanted.quiet {
                    self.bar.suspend(|| self.talk.diagnostics(std::slice::from_ref(finding)));
                }
            }
        }
    }

    fn end(&mut self, summary: &Summary) {
        self.bar.finish_and_clear();
        let Summary { failed, stopped, .. } = summary;
        if !self.wanted.quiet {
            self.sum_up(summary);
        }
        for source in failed {
            eprintln!("not written: {}", source.display());
        }
        if *stopped {
            eprintln!("stopped: every file that was begun is whole; the next build goes on from here");
        }
    }
}

impl Lines<'_> {
    fn sum_up(&self, summary: &Summary) {
        let Summary { written, unchanged, pages, failed, .. } = summary;
        let unchanged = if *unchanged == 0 { String::new() } else { format!(", {unchanged} unchanged") };
        let failures =
            if failed.is_empty() { String::new() } else { format!(", {} with errors", failed.len()) };
        let time = self.start.elapsed().as_millis();
        eprintln!(
            "{written} {} ({pages} {}){unchanged}{failures} in {time} ms",
            plural(*written, "document"),
            plural(*pages, "page")
        );
    }
}

/// What has changed, in words.
fn told(change: &Change, pages: usize) -> String {
    match change {
        Change::New => "new".to_owned(),
        Change::Content { text, pages: before } => {
            let text = text.then(|| "other words".to_owned());
            let pages = (*before != pages).then(|| format!("{before} → {pages} {}", plural(pages, "page")));
            [text, pages].into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}

/// The quality of a document, a fact a line; places are those of the source.
fn tell(quality: &Quality, source: &Path) -> String {
    let text = Source::read(source).ok();
    let at = |span: Span| match &text {
        Some(text) if span.file == File::Document => {
            let (line, column) = text.position(span.range().start);
            format!("{}:{line}:{column}", source.display())
        }
        _ => "words of the house style".to_owned(),
    };
    let line = |name: &str, line: Option<LineQuality>| match line {
        Some(line) => format!("    {name}: {:+} thousandths at {}", line.stretch, at(line.span)),
        None => format!("    {name}: none"),
    };
    let places = |name: &str, spans: &[Span]| {
        let places: Vec<String> = spans.iter().map(|span| at(*span)).collect();
        format!(
            "    {name}: {}{}{}",
            spans.len(),
            if spans.is_empty() { "" } else { " at " },
            places.join(", ")
        )
    };
    let fill: Vec<String> = quality.page_fill.iter().map(|fill| format!("{fill} %")).collect();
    let ladder =
        quality.ladder.map_or_else(String::new, |(count, span)| format!(", {count} running at {}", at(span)));
    let facts = [
        line("loosest line", quality.loosest),
        line("tightest line", quality.tightest),
        format!("    hyphens: {} in {} lines{ladder}", quality.hyphens, quality.lines),
        places("short last lines", &quality.short_last_lines),
        places("widows", &quality.widows),
        places("orphans", &quality.orphans),
        format!(
            "    pages filled: {}",
            if fill.is_empty() { "one page".to_owned() } else { fill.join(", ") }
        ),
    ];
    facts.join("\n")
}

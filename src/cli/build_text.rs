//! A build in words: results on standard output, talk on standard error, and a bar where that is a terminal.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Talk;
use super::build::Listener;
use crate::diagnostic::{Message, messages};
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
            let path = self.out.join(file).display().to_string();
            self.result(&self.talk.tell(&messages::written_file(path, pages, bytes)));
        }
        if let (true, Some(change)) = (self.wanted.changes, &report.change) {
            self.result(&format!("    {}", told(change, entry.pages, self.talk)));
        }
        if let (true, Some(quality)) = (self.wanted.quality, &report.quality) {
            self.result(&tell(quality, &report.source, self.talk));
        }
    }
}

impl Listener for Lines<'_> {
    fn hear(&mut self, event: &Event<'_>) {
        match event {
            Event::Waiting => {
                self.say(&self.talk.tell(&messages::waiting(self.out.display().to_string())));
            }
            Event::Unreadable(error) => {
                self.say(&self.talk.tell(&messages::built_anew(error.message().clone())));
            }
            Event::Document(report) => self.document(report),
            Event::Stale(file, removed) => {
                let (file, quiet) = (self.out.join(file).display().to_string(), self.wanted.quiet);
                match (removed, quiet) {
                    (_, true) => {}
                    (true, false) => self.result(&self.talk.tell(&messages::removed_file(file))),
                    (false, false) => self.say(&self.talk.tell(&messages::stale_file(file))),
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
            eprintln!("{}", self.talk.tell(&messages::not_written(source.display().to_string())));
        }
        if *stopped {
            eprintln!("{}", self.talk.tell(&messages::stopped_build()));
        }
    }
}

impl Lines<'_> {
    fn sum_up(&self, summary: &Summary) {
        let Summary { written, unchanged, pages, failed, .. } = summary;
        let told = |message: Message| self.talk.tell(&message);
        let mut line = told(messages::built(*written, *pages));
        if *unchanged > 0 {
            line = format!("{line}, {}", told(messages::unchanged(*unchanged)));
        }
        if !failed.is_empty() {
            line = format!("{line}, {}", told(messages::with_errors(failed.len())));
        }
        let time = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        eprintln!("{line} {}", told(messages::in_time(time)));
    }
}

/// What has changed, in words.
fn told(change: &Change, pages: usize, talk: &Talk) -> String {
    match change {
        Change::New => talk.tell(&messages::new_document()),
        Change::Content { text, pages: before } => {
            let text = text.then(messages::other_words);
            let pages = (*before != pages).then(|| messages::other_pages(*before, pages));
            let parts = [text, pages].into_iter().flatten().map(|part| talk.tell(&part));
            parts.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The quality of a document, a fact a line; places are those of the source.
fn tell(quality: &Quality, source: &Path, talk: &Talk) -> String {
    let text = Source::read(source).ok();
    let at = |span: Span| match &text {
        Some(text) if span.file == File::Document => {
            let (line, column) = text.position(span.range().start);
            format!("{}:{line}:{column}", source.display())
        }
        _ => talk.tell(&messages::house_words()),
    };
    let stretch = |line: LineQuality| (format!("{:+}", line.stretch), at(line.span));
    let places = |spans: &[Span]| {
        let places: Vec<String> = spans.iter().map(|span| at(*span)).collect();
        if places.is_empty() { String::new() } else { talk.tell(&messages::at_places(places.join(", "))) }
    };
    let loosest = quality.loosest.map(stretch);
    let tightest = quality.tightest.map(stretch);
    let fill: Vec<String> = quality.page_fill.iter().map(|fill| format!("{fill} %")).collect();
    let fill = if fill.is_empty() { talk.tell(&messages::one_page()) } else { fill.join(", ") };
    let mut hyphens = talk.tell(&messages::hyphens(quality.hyphens, quality.lines));
    if let Some((count, span)) = quality.ladder {
        hyphens = format!("{hyphens}, {}", talk.tell(&messages::running_hyphens(count, at(span))));
    }
    let Quality { short_last_lines, widows, orphans, .. } = quality;
    let facts = [
        talk.tell(&loosest.map_or_else(messages::no_loosest, |(by, place)| messages::loosest(by, place))),
        talk.tell(&tightest.map_or_else(messages::no_tightest, |(by, place)| messages::tightest(by, place))),
        hyphens,
        talk.tell(&messages::short_lines(short_last_lines.len(), places(short_last_lines))),
        talk.tell(&messages::widows(widows.len(), places(widows))),
        talk.tell(&messages::orphans(orphans.len(), places(orphans))),
        talk.tell(&messages::pages_filled(fill)),
    ];
    facts.map(|fact| format!("    {fact}")).join("\n")
}

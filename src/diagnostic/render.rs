//! Diagnostics as a terminal shows them: header, excerpt with the span underlined, help.

use codespan_reporting::diagnostic::{Diagnostic as Excerpt, Label, Severity as ExcerptSeverity};
use codespan_reporting::files::SimpleFile;
use codespan_reporting::term::{self, Config};

use super::{Diagnostic, Error, Message, Severity, Speech};

/// Whether the rendering carries the escape sequences of a colour terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Plain text.
    Never,
    /// ANSI colours.
    Always,
}

/// The longest excerpt of a line, in characters on each side of the span: a paragraph is one line of its file.
const CONTEXT: usize = 60;

/// Renders one diagnostic in a language, ending in a line feed.
///
/// ```
/// use greffe::diagnostic::{Color, Speech, render};
/// use greffe::source::{Document, Source};
/// let mut found = Vec::new();
/// Document::parse(Source::new("a.fr.md", "+++\nnumber = 1\n"), &mut found);
/// let said = render(&found[0], Speech::English, Color::Never);
/// assert!(said.starts_with("error[GR-0102]: the front matter is not closed by a second `+++`\n"));
/// assert!(said.contains("a.fr.md:1:1"));
/// ```
pub fn render(diagnostic: &Diagnostic, speech: Speech, color: Color) -> String {
    let excerpt = excerpt(diagnostic.severity, &diagnostic.message, speech);
    let severity = diagnostic.severity;
    if diagnostic.source.text.is_empty() {
        // There is no line to show; the place is still named, once.
        let header = format!("{}:1:1: ", diagnostic.source.name);
        let file = SimpleFile::new("", "");
        return header + &in_speech(&emit(&file, &excerpt, color), severity, speech);
    }
    let window = Window::new(diagnostic);
    let excerpt = excerpt.with_label(Label::primary((), window.range.clone()));
    let file = SimpleFile::new(PLACE, window.text.as_str());
    with_place(&in_speech(&emit(&file, &excerpt, color), severity, speech), &window.place)
}

/// Renders in a language what stops the program, ending in a line feed.
pub fn render_error(error: &Error, speech: Speech, color: Color) -> String {
    match error {
        Error::Configuration(diagnostic) => render(diagnostic, speech, color),
        other => {
            let excerpt = excerpt(Severity::Error, other.message(), speech);
            in_speech(&emit(&SimpleFile::new("", ""), &excerpt, color), Severity::Error, speech)
        }
    }
}

fn excerpt(severity: Severity, message: &Message, speech: Speech) -> Excerpt<()> {
    let severity = match severity {
        Severity::Error => ExcerptSeverity::Error,
        Severity::Warning => ExcerptSeverity::Warning,
    };
    let excerpt =
        Excerpt::new(severity).with_code(message.code()).with_message(visible(&message.text(speech)));
    let help = visible(&message.help(speech));
    let word = match speech {
        Speech::English => "help: ",
        Speech::French => "aide : ",
    };
    if help.is_empty() { excerpt } else { excerpt.with_note(format!("{word}{help}")) }
}

/// An excerpt whose first word is the severity in the language; the renderer knows English alone.
fn in_speech(rendered: &str, severity: Severity, speech: Speech) -> String {
    rendered.replacen(severity.name(), severity.word(speech), 1)
}

/// What the renderer takes for the name of the file: a character that no text has.
const PLACE: &str = "\u{fdd0}";

/// An excerpt with the place in its file. The renderer counts columns from where it was cut off, and in characters.
fn with_place(rendered: &str, place: &str) -> String {
    let Some((before, rest)) = rendered.split_once(PLACE) else { return rendered.to_owned() };
    let after = rest.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ':');
    format!("{before}{place}{after}")
}

fn emit(file: &SimpleFile<&str, &str>, excerpt: &Excerpt<()>, color: Color) -> String {
    let config = Config::default();
    match color {
        Color::Never => term::emit_into_string(&config, file, excerpt).unwrap_or_default(),
        Color::Always => {
            let mut writer = codespan_reporting::term::termcolor::Ansi::new(Vec::new());
            // Writing into memory cannot fail, and a span inside its own text is never out of range.
            let _ = term::emit_to_write_style(&mut writer, &config, file, excerpt);
            String::from_utf8_lossy(&writer.into_inner()).into_owned()
        }
    }
}

/// The lines of a diagnostic with the middle of an overlong line, so that the excerpt fits a terminal.
struct Window {
    /// The file, the line and the column.
    place: String,
    text: String,
    range: std::ops::Range<usize>,
}

impl Window {
    /// Lines above the span become empty lines, so that the renderer counts them but does not show them.
    fn new(diagnostic: &Diagnostic) -> Self {
        let source = &diagnostic.source;
        let start = floor(&source.text, diagnostic.range.start);
        let end = floor(&source.text, diagnostic.range.end).max(start);
        let line_start = source.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = source.text[start..].find('\n').map_or(source.text.len(), |at| start + at);
        let end = end.min(line_end);
        // Of a long span the beginning is shown, which its place names.
        let (end, rest_end) = (start + clip_forward(&source.text[start..end]), end);
        let from = clip_back(&source.text[line_start..start]) + line_start;
        let to = if end < rest_end { end } else { clip_forward(&source.text[end..line_end]) + end };
        let (line, column) = source.position(start);
        let before = if from > line_start { "…" } else { "" };
        let after = if to < line_end { "…" } else { "" };
        let blank = "\n".repeat(line - 1);
        let [lead, span, rest] = [from..start, start..end, end..to].map(|part| visible(&source.text[part]));
        let shift = blank.len() + before.len() + lead.len();
        let text = format!("{blank}{before}{lead}{span}{rest}{after}\n");
        let range = shift..shift + span.len();
        let place = format!("{}:{line}:{column}", source.name);
        Self { place, text, range }
    }
}

/// A text with U+FFFD for what would show nothing, or would make a terminal show the line otherwise: controls, the signs
/// that turn the direction of writing (UAX 9, 2), and spaces and joints without a width.
fn visible(text: &str) -> String {
    let hidden = |ch: char| {
        (ch.is_control() && ch != '\t')
            || matches!(ch, '\u{ad}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().map(|ch| if hidden(ch) { char::REPLACEMENT_CHARACTER } else { ch }).collect()
}

fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The offset at which the last [`CONTEXT`] characters begin, at a word.
fn clip_back(text: &str) -> usize {
    match text.char_indices().rev().nth(CONTEXT) {
        None => 0,
        Some((at, _)) => text[at..].find(' ').map_or(at, |space| at + space + 1),
    }
}

/// The offset after the first [`CONTEXT`] characters, at a word's end.
fn clip_forward(text: &str) -> usize {
    match text.char_indices().nth(CONTEXT) {
        None => text.len(),
        Some((at, _)) => text[..at].rfind(' ').unwrap_or(at),
    }
}

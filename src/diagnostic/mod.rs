//! What greffe says about a text: severity, stable code, place, what is wrong and what to write instead.
//!
//! A user's fault is always a [`Diagnostic`]: stages collect them and go on as far as they can, so that one
//! run names everything that is wrong. What stops the program itself (an unwritable folder, a damaged font)
//! is an [`Error`].

mod catalog;
mod message;
pub mod messages;
mod render;
mod sarif;
mod speech;

pub use catalog::{Catalog, Explanation};
pub use message::{Argument, Key, Message};
pub use render::{Color, render, render_error};
pub use sarif::sarif;
pub use speech::Speech;

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::source::Source;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document cannot be built.
    Error,
    /// The document is built; a reviser should look.
    Warning,
}

/// One finding about one place of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, and what to write instead.
    pub message: Message,
    /// The file that is spoken of.
    pub source: Arc<Source>,
    /// The bytes of the file that are spoken of.
    pub range: Range<usize>,
}

impl Diagnostic {
    /// An error.
    pub fn error(source: Arc<Source>, range: Range<usize>, message: Message) -> Self {
        Self { severity: Severity::Error, message, source, range }
    }

    /// A warning.
    pub fn warning(source: Arc<Source>, range: Range<usize>, message: Message) -> Self {
        Self { severity: Severity::Warning, message, source, range }
    }

    /// The stable code, `GR-` and four digits.
    pub fn code(&self) -> &'static str {
        self.message.code()
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: severity[code]: message`, with the help in parentheses, in English.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.source.position(self.range.start);
        let severity = self.severity.word(Speech::English);
        let code = self.code();
        write!(formatter, "{}:{line}:{column}: {severity}[{code}]: {}", self.source.name, self.message)?;
        let help = self.message.help(Speech::English);
        if !help.is_empty() {
            write!(formatter, " ({help})")?;
        }
        Ok(())
    }
}

impl Severity {
    /// Its name in what programs read.
    pub fn name(self) -> &'static str {
        self.word(Speech::English)
    }

    /// Its name in a language.
    pub fn word(self, speech: Speech) -> &'static str {
        match (self, speech) {
            (Self::Error, Speech::English) => "error",
            (Self::Error, Speech::French) => "erreur",
            (Self::Warning, Speech::English) => "warning",
            (Self::Warning, Speech::French) => "avertissement",
        }
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Leaves what is said of one place more than once, as by each document of a session, said once.
pub fn once(diagnostics: &mut Vec<Diagnostic>) {
    let mut said = BTreeSet::new();
    diagnostics.retain(|diagnostic| {
        let (place, text) = (&diagnostic.range, diagnostic.message.text(Speech::English));
        said.insert((diagnostic.source.name.clone(), place.start, place.end, text))
    });
}

/// What stops the program rather than one document.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// What was tried, on what, and what the system said.
        message: Message,
        /// What the system said.
        source: std::io::Error,
    },
    /// A configuration file (house style, lexicon, font lock) is wrong.
    Configuration(Box<Diagnostic>),
    /// A font file is missing, altered or unusable; a manifest is not one that this program can read; the command
    /// line asks for something that cannot be.
    Refused(Message),
}

impl Error {
    /// The same error once more, for a second one who asks.
    #[must_use]
    pub fn again(&self) -> Self {
        match self {
            Self::Io { message, source } => {
                let source = std::io::Error::new(source.kind(), source.to_string());
                Self::Io { message: message.clone(), source }
            }
            Self::Configuration(diagnostic) => Self::Configuration(diagnostic.clone()),
            Self::Refused(message) => Self::Refused(message.clone()),
        }
    }

    /// What the system said when `tried` was done to a path, as [`messages::cannot_read`].
    pub fn io(
        tried: impl Fn(String, Argument) -> Message,
        path: impl Into<PathBuf>,
        source: std::io::Error,
    ) -> Self {
        Self::Io { message: tried(path.into().display().to_string(), messages::io(&source)), source }
    }

    /// What is wrong, and what to do.
    pub fn message(&self) -> &Message {
        match self {
            Self::Io { message, .. } | Self::Refused(message) => message,
            Self::Configuration(diagnostic) => &diagnostic.message,
        }
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Configuration(Box::new(diagnostic))
    }
}

impl fmt::Display for Error {
    /// What is wrong, with the help in parentheses, in English.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Configuration(diagnostic) = self else {
            let (message, help) = (self.message(), self.message().help(Speech::English));
            return if help.is_empty() {
                message.fmt(formatter)
            } else {
                write!(formatter, "{message} ({help})")
            };
        };
        diagnostic.fmt(formatter)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

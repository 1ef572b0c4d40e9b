//! What greffe says about a text: severity, stable code, place, what is wrong and what to write instead.
//!
//! A user's fault is always a [`Diagnostic`]: stages collect them and go on as far as they can, so that one
//! run names everything that is wrong. What stops the program itself (an unwritable folder, a damaged font)
//! is an [`Error`].

mod render;

pub use render::{Color, render};

use std::borrow::Cow;
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
    /// The stable code, `GR-` and four digits.
    pub code: Cow<'static, str>,
    /// The file that is spoken of.
    pub source: Arc<Source>,
    /// The bytes of the file that are spoken of.
    pub range: Range<usize>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to write instead, or an empty string.
    pub help: String,
}

impl Diagnostic {
    /// A diagnostic without help.
    pub fn new(
        severity: Severity,
        code: impl Into<Cow<'static, str>>,
        source: Arc<Source>,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self { severity, code: code.into(), source, range, message: message.into(), help: String::new() }
    }

    /// The same diagnostic with its help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: severity[code]: message`, with the help in parentheses.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.source.position(self.range.start);
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(
            formatter,
            "{}:{line}:{column}: {severity}[{}]: {}",
            self.source.name, self.code, self.message
        )?;
        if !self.help.is_empty() {
            write!(formatter, " ({})", self.help)?;
        }
        Ok(())
    }
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// What stops the program rather than one document.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// What was tried, as `cannot write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A configuration file (house style, lexicon, font lock) is wrong.
    Configuration(Box<Diagnostic>),
    /// A font file is missing, altered or unusable.
    Font {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// A manifest is not one that this program can read.
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// The command line asks for something that cannot be.
    Usage(String),
}

impl Error {
    /// The same error once more, for a second one who asks.
    #[must_use]
    pub fn again(&self) -> Self {
        match self {
            Self::Io { action, path, source } => {
                let source = std::io::Error::new(source.kind(), source.to_string());
                Self::Io { action, path: path.clone(), source }
            }
            Self::Configuration(diagnostic) => Self::Configuration(diagnostic.clone()),
            Self::Font { path, message } => Self::Font { path: path.clone(), message: message.clone() },
            Self::Manifest { path, message } => {
                Self::Manifest { path: path.clone(), message: message.clone() }
            }
            Self::Usage(message) => Self::Usage(message.clone()),
        }
    }

    /// An I/O error on a path.
    pub fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { action, path: path.into(), source }
    }
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Configuration(Box::new(diagnostic))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(formatter, "{action} {}: {source}", path.display()),
            Self::Configuration(diagnostic) => diagnostic.fmt(formatter),
            Self::Font { path, message } => write!(formatter, "font {}: {message}", path.display()),
            Self::Manifest { path, message } => {
                let path = path.display();
                write!(
                    formatter,
                    "{path} is no manifest that this program can read: {message}; remove it, and build anew"
                )
            }
            Self::Usage(message) => formatter.write_str(message),
        }
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

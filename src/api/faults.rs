//! What is wrong with a text or a style, as one error.

use std::fmt;

use crate::diagnostic::{Diagnostic, Error, Message};
use crate::source::Source;

/// Everything that is wrong with a text or a style, errors and warnings, each with its place; one at least is an error.
/// As text it is a line for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(pub(super) Vec<Diagnostic>);

impl Diagnostics {
    /// The findings, in the order in which they were made.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    pub(super) fn one(name: &str, message: Message) -> Self {
        Self(vec![Diagnostic::error(Source::new(name, ""), 0..0, message)])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(formatter, "{separator}{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Error> for Diagnostics {
    fn from(error: Error) -> Self {
        match error {
            Error::Configuration(diagnostic) => Self(vec![*diagnostic]),
            other => Self::one("style", other.message().clone()),
        }
    }
}

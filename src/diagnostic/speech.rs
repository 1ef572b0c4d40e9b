//! The languages in which greffe speaks to those who use it; those of the documents are another matter.

use std::ffi::OsString;

/// A language of what greffe says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, clap::ValueEnum)]
pub enum Speech {
    /// English.
    #[default]
    #[value(name = "en")]
    English,
    /// French.
    #[value(name = "fr")]
    French,
}

impl Speech {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The code of ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language that the variables of a process ask for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is
    /// set and not empty (POSIX.1-2017, 8.2). English where it is none of ours.
    pub fn of_environment(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let value = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default();
        let value = value.to_string_lossy().to_ascii_lowercase();
        let code = value.split(['_', '.', '@', '-']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|speech| speech.code() == code).unwrap_or_default()
    }
}

//! The standards that a file can claim, a row each. Whatever it claims, a file has its structure tree and its links.

use std::str::FromStr;

/// What a file claims to be, and what it holds for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// The name, as on the command line.
    pub name: &'static str,
    /// The part and the level of PDF/A (ISO 19005).
    pub archive: Option<(u8, char)>,
    /// Whether it is PDF/UA-1 (ISO 14289-1).
    pub accessible: bool,
    /// Whether its sources are attached.
    pub sources: bool,
}

impl Standard {
    /// Every variant; the first is the one for those who do not ask.
    #[rustfmt::skip]
    pub const ALL: [Self; 4] = [
        Self { name: "a-2a", archive: Some((2, 'A')), accessible: true,  sources: false },
        Self { name: "a-3a", archive: Some((3, 'A')), accessible: true,  sources: true  },
        Self { name: "a-2u", archive: Some((2, 'U')), accessible: false, sources: false },
        Self { name: "none", archive: None,           accessible: false, sources: false },
    ];
}

impl Default for Standard {
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl FromStr for Standard {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let names = Self::ALL.map(|standard| standard.name);
        let known = Self::ALL.into_iter().find(|standard| standard.name == name);
        known.ok_or_else(|| format!("there is no `{name}`; the standards are {}", names.join(", ")))
    }
}

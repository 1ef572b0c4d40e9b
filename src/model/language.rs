//! The languages that have typographic rules, labels and a lexicon.

use std::fmt;
use std::num::NonZeroU8;
use std::str::FromStr;

/// A language of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Arabic.
    Arabic,
}

/// The direction in which lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Direction {
    /// As in Latin script.
    #[default]
    LeftToRight,
    /// As in Arabic script.
    RightToLeft,
}

impl Language {
    /// Every language, in the order of their codes.
    pub const ALL: [Self; 4] = [Self::Arabic, Self::English, Self::Spanish, Self::French];

    /// The code of ISO 639-1, as in file names and in the PDF.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Arabic => "ar",
        }
    }

    /// The direction of its lines.
    pub fn direction(self) -> Direction {
        match self {
            Self::English | Self::Spanish | Self::French => Direction::LeftToRight,
            Self::Arabic => Direction::RightToLeft,
        }
    }

    /// The language of a file name such as `008-accord-uit.fr.md`; the `Err` is the code that is no language
    /// here, or nothing.
    ///
    /// # Errors
    ///
    /// The code between the last two dots when greffe has no such language, empty when there is none.
    pub fn of_file_name(name: &str) -> Result<Self, String> {
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let code = stem.rsplit_once('.').map_or("", |(_, code)| code);
        code.parse().map_err(|()| code.to_owned())
    }
}

/// The language of a span that is not the document's own: a code of ISO 639, `en` or `ara`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Foreign([NonZeroU8; 2], u8);

impl Foreign {
    /// A language from its code of two or three letters; `None` for anything else.
    pub fn new(code: &str) -> Option<Self> {
        let code = code.to_ascii_lowercase();
        let bytes = code.as_bytes();
        if !bytes.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        match *bytes {
            [a, b] => Some(Self([NonZeroU8::new(a)?, NonZeroU8::new(b)?], 0)),
            [a, b, c] => Some(Self([NonZeroU8::new(a)?, NonZeroU8::new(b)?], c)),
            _ => None,
        }
    }

    /// The direction of its lines, by the script that the language is commonly written in.
    pub fn direction(self) -> Direction {
        let Self([a, b], c) = self;
        match &[a.get(), b.get(), c] {
            b"ar\0" | b"ara" | b"fa\0" | b"fas" | b"ur\0" | b"urd" | b"ps\0" | b"pus" | b"sd\0" | b"snd"
            | b"ug\0" | b"uig" | b"ckb" | b"he\0" | b"heb" | b"yi\0" | b"yid" => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    /// Whether it is Arabic.
    pub fn is_arabic(self) -> bool {
        matches!(self.code().as_str(), "ar" | "ara")
    }

    /// The code, as it is written to the PDF.
    pub fn code(self) -> String {
        let Self([a, b], c) = self;
        [a.get(), b.get(), c].into_iter().filter(|byte| *byte != 0).map(char::from).collect()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Foreign {
    /// The language of documents that it is, if greffe has rules for it.
    pub fn language(self) -> Option<Language> {
        let Self([a, b], c) = self;
        let is = |language: &Language| language.code().as_bytes() == [a.get(), b.get()];
        Language::ALL.into_iter().find(is).filter(|_| c == 0)
    }
}

impl<'de> serde::Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let known = || Self::ALL.map(Self::code).join(", ");
        code.parse().map_err(|()| {
            serde::de::Error::custom(format!("`{code}` is no language here; there are {}", known()))
        })
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or(())
    }
}

//! What a house style may decide about the rules.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::style::Digits;

/// The character before a sign or between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Spacing {
    /// A no-break space, U+00A0.
    Nbsp,
    /// A narrow no-break space, U+202F.
    Nnbsp,
    /// Nothing.
    None,
}

impl Spacing {
    /// The character, or an empty string.
    pub fn text(self) -> &'static str {
        match self {
            Self::Nbsp => "\u{a0}",
            Self::Nnbsp => "\u{202f}",
            Self::None => "",
        }
    }
}

/// What becomes of the ending of an ordinal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ordinals {
    /// `2e`, `1re`: the endings of the Imprimerie nationale.
    Short,
    /// As the author typed them.
    AsTyped,
}

/// How the sign of a number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NumberSign {
    /// `n°` or `nº` as the author typed it; other forms become `n°`.
    AsTyped,
    /// `n°`, with the degree sign of typewriters and of INTERPOL.
    Degree,
    /// `nᵒ`, with a raised letter.
    SuperiorLetter,
}

/// The settings of the rules: a preset, and what a style says otherwise.
///
/// ```
/// use greffe::model::Language;
/// use greffe::style::Lexicon;
/// use greffe::typography::{Context, Preset, Settings, Spacing, set_str};
/// let lexicon = Lexicon::default();
/// let set = |settings: &Settings| set_str("Objet : 12 %", Language::French, Context::new(settings, &lexicon));
/// assert_eq!(set(&Preset::ImprimerieNationale.settings()), "Objet\u{a0}: 12\u{a0}%");
/// let narrow = Settings { colon: Spacing::Nnbsp, ..Preset::Suisse.settings() };
/// assert_eq!(set(&narrow), "Objet\u{202f}: 12%");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "File")]
pub struct Settings {
    /// Before a colon.
    pub colon: Spacing,
    /// Before a semicolon.
    pub semicolon: Spacing,
    /// Before an exclamation or question mark.
    pub exclamation: Spacing,
    /// Inside guillemets.
    pub guillemets: Spacing,
    /// Before a percent sign.
    pub percent: Spacing,
    /// Between a number and its unit.
    pub units: Spacing,
    /// Between thousands.
    pub thousands: Spacing,
    /// From how many digits on thousands are separated.
    pub thousands_from: u8,
    /// Whether a number of four digits that was typed with a space loses it.
    pub join_four_digits: bool,
    /// The endings of ordinals.
    pub ordinals: Ordinals,
    /// The sign of a number.
    pub number_sign: NumberSign,
    /// Whether a hyphen between two numbers becomes a dash.
    pub range_dash: bool,
    /// The figures of Arabic documents.
    pub digits: Digits,
    /// Names of rules that are off.
    pub off: Vec<String>,
}

/// Whose customs a style begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// Lexique des règles typographiques en usage à l'Imprimerie nationale.
    #[default]
    ImprimerieNationale,
    /// The resolutions of INTERPOL.
    Interpol,
    /// The documents of the United Nations.
    Onu,
    /// Code de rédaction interinstitutionnel of the European Union.
    UnionEuropeenne,
    /// Guide du typographe (French-speaking Switzerland).
    Suisse,
    /// Office québécois de la langue française.
    Quebec,
}

impl Preset {
    /// The settings of the preset.
    pub fn settings(self) -> Settings {
        let base = Settings {
            colon: Spacing::Nbsp,
            semicolon: Spacing::Nnbsp,
            exclamation: Spacing::Nnbsp,
            guillemets: Spacing::Nbsp,
            percent: Spacing::Nbsp,
            units: Spacing::Nbsp,
            thousands: Spacing::Nnbsp,
            thousands_from: 5,
            join_four_digits: false,
            ordinals: Ordinals::Short,
            number_sign: NumberSign::AsTyped,
            range_dash: false,
            digits: Digits::European,
            off: Vec::new(),
        };
        match self {
            Self::ImprimerieNationale => base,
            Self::Interpol => {
                Settings { ordinals: Ordinals::AsTyped, number_sign: NumberSign::Degree, ..base }
            }
            Self::Onu => Settings { number_sign: NumberSign::SuperiorLetter, ..base },
            Self::UnionEuropeenne => Settings {
                colon: Spacing::None,
                semicolon: Spacing::None,
                exclamation: Spacing::None,
                guillemets: Spacing::None,
                thousands: Spacing::Nbsp,
                ..base
            },
            Self::Suisse => Settings {
                colon: Spacing::None,
                semicolon: Spacing::None,
                exclamation: Spacing::None,
                guillemets: Spacing::None,
                percent: Spacing::None,
                thousands: Spacing::Nbsp,
                join_four_digits: true,
                ..base
            },
            Self::Quebec => Settings {
                semicolon: Spacing::None,
                exclamation: Spacing::None,
                thousands: Spacing::Nbsp,
                ..base
            },
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Preset::default().settings()
    }
}

/// The table `[typography]` of a style file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// Whose customs the rules begin with.
    #[serde(default)]
    preset: Preset,
    /// The space before a colon.
    colon: Option<Spacing>,
    /// The space before a semicolon.
    semicolon: Option<Spacing>,
    /// The space before an exclamation or question mark.
    exclamation: Option<Spacing>,
    /// The space inside guillemets.
    guillemets: Option<Spacing>,
    /// The space before a percent sign.
    percent: Option<Spacing>,
    /// The space between a number and its unit.
    units: Option<Spacing>,
    /// The space between thousands.
    thousands: Option<Spacing>,
    /// From how many digits on thousands are separated.
    thousands_from: Option<u8>,
    /// Whether a number of four digits that was typed with a space loses it.
    join_four_digits: Option<bool>,
    /// What becomes of the endings of ordinals.
    ordinals: Option<Ordinals>,
    /// How the sign of a number is printed.
    number_sign: Option<NumberSign>,
    /// Whether a hyphen between two numbers becomes a dash.
    range_dash: Option<bool>,
    /// The figures of Arabic documents.
    digits: Option<Digits>,
    /// The rules that do not apply, by the names that `greffe explain` prints.
    #[serde(default)]
    off: Vec<String>,
}

impl From<File> for Settings {
    fn from(file: File) -> Self {
        let preset = file.preset.settings();
        Self {
            colon: file.colon.unwrap_or(preset.colon),
            semicolon: file.semicolon.unwrap_or(preset.semicolon),
            exclamation: file.exclamation.unwrap_or(preset.exclamation),
            guillemets: file.guillemets.unwrap_or(preset.guillemets),
            percent: file.percent.unwrap_or(preset.percent),
            units: file.units.unwrap_or(preset.units),
            thousands: file.thousands.unwrap_or(preset.thousands),
            thousands_from: file.thousands_from.unwrap_or(preset.thousands_from),
            join_four_digits: file.join_four_digits.unwrap_or(preset.join_four_digits),
            ordinals: file.ordinals.unwrap_or(preset.ordinals),
            number_sign: file.number_sign.unwrap_or(preset.number_sign),
            range_dash: file.range_dash.unwrap_or(preset.range_dash),
            digits: file.digits.unwrap_or(preset.digits),
            off: file.off,
        }
    }
}

impl JsonSchema for Settings {
    fn schema_name() -> Cow<'static, str> {
        "Typography".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        File::json_schema(generator)
    }
}

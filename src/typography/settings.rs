//! What a house style may decide about the rules.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::rules;
use crate::model::Language;
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
    /// The forms of the language as the author typed them: `n°` or `nº` in French, where other forms become `n°`; `No.`
    /// in English; `n.º` and `núm.` in Spanish.
    AsTyped,
    /// French: `n°`, with the degree sign of typewriters and of INTERPOL.
    Degree,
    /// `nᵒ` in French and `n.º` in Spanish, with a raised letter.
    SuperiorLetter,
    /// `No.` in English and `núm.` in Spanish.
    Abbreviation,
}

/// What stands between thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Separator {
    /// A no-break space, U+00A0.
    Nbsp,
    /// A narrow no-break space, U+202F.
    Nnbsp,
    /// Nothing.
    None,
    /// A comma: English.
    Comma,
    /// A point: Spanish.
    Point,
}

impl Separator {
    /// The character, or an empty string.
    pub fn text(self) -> &'static str {
        match self {
            Self::Nbsp => "\u{a0}",
            Self::Nnbsp => "\u{202f}",
            Self::None => "",
            Self::Comma => ",",
            Self::Point => ".",
        }
    }

    /// The space between decimals that the author has parted in threes: a comma and a point never stand there
    /// (ISO 80000-1, 7.3.1).
    pub fn between_decimals(self) -> &'static str {
        match self {
            Self::Comma | Self::Point => "\u{202f}",
            other => other.text(),
        }
    }
}

/// The marks of a quotation and of one within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// `« “ ‘ ’ ” »`: French and Spanish.
    Angular,
    /// `“ ‘ ’ ”`: American order, and the order of the United Nations.
    Double,
    /// `‘ “ ” ’`: British order.
    Single,
}

/// The dash of an aside in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Aside {
    /// `—` without spaces.
    Em,
    /// ` – ` between spaces.
    En,
}

/// Whose division of words is followed in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Division {
    /// British: by origin and meaning (`know-ledge`).
    Gb,
    /// American: by sound (`knowl-edge`).
    Us,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Before a colon; French.
    pub colon: Spacing,
    /// Before a semicolon; French.
    pub semicolon: Spacing,
    /// Before an exclamation or question mark; French.
    pub exclamation: Spacing,
    /// Inside guillemets; French.
    pub guillemets: Spacing,
    /// Before a percent sign.
    pub percent: Spacing,
    /// Between a number and its unit.
    pub units: Spacing,
    /// Between thousands.
    pub thousands: Separator,
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
    /// The marks of quotations; English and Spanish.
    pub quotes: Quotes,
    /// The dash of an aside; English.
    pub aside: Aside,
    /// The division of words; English.
    pub division: Division,
    /// The figures of Arabic documents; Arabic.
    pub digits: Digits,
    /// Names of rules that are off.
    pub off: Vec<String>,
}

/// Whose customs a style begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// French: Lexique des règles typographiques en usage à l'Imprimerie nationale.
    #[default]
    ImprimerieNationale,
    /// French: the resolutions of INTERPOL.
    Interpol,
    /// French: the documents of the United Nations.
    Onu,
    /// French: Code de rédaction interinstitutionnel of the European Union.
    UnionEuropeenne,
    /// French: Guide du typographe (French-speaking Switzerland).
    Suisse,
    /// French: Office québécois de la langue française.
    Quebec,
    /// English: United Nations Editorial Manual.
    UnitedNations,
    /// English: New Hart's Rules (Oxford).
    NewHart,
    /// English: The Chicago Manual of Style.
    Chicago,
    /// English: Interinstitutional Style Guide of the European Union.
    EuropeanUnion,
    /// Spanish: Ortografía de la lengua española (RAE and ASALE, 2010).
    Rae,
    /// Spanish: the documents of the United Nations.
    NacionesUnidas,
    /// Spanish: Libro de estilo interinstitucional of the European Union.
    UnionEuropea,
    /// Arabic: the documents of the United Nations.
    UnitedNationsArabic,
}

impl Preset {
    /// The preset that a language begins with.
    pub fn of(language: Language) -> Self {
        match language {
            Language::English => Self::UnitedNations,
            Language::Spanish => Self::Rae,
            Language::French => Self::ImprimerieNationale,
            Language::Arabic => Self::UnitedNationsArabic,
        }
    }

    /// The language whose customs it has.
    pub fn language(self) -> Language {
        match self {
            Self::ImprimerieNationale
            | Self::Interpol
            | Self::Onu
            | Self::UnionEuropeenne
            | Self::Suisse
            | Self::Quebec => Language::French,
            Self::UnitedNations | Self::NewHart | Self::Chicago | Self::EuropeanUnion => Language::English,
            Self::Rae | Self::NacionesUnidas | Self::UnionEuropea => Language::Spanish,
            Self::UnitedNationsArabic => Language::Arabic,
        }
    }

    /// The settings of the preset.
    pub fn settings(self) -> Settings {
        match self.language() {
            Language::French => self.french(),
            Language::English => self.english(),
            Language::Spanish => self.spanish(),
            Language::Arabic => unspaced(),
        }
    }

    fn french(self) -> Settings {
        let base = FRENCH;
        match self {
            Self::Interpol => {
                Settings { ordinals: Ordinals::AsTyped, number_sign: NumberSign::Degree, ..base }
            }
            Self::Onu => Settings { number_sign: NumberSign::SuperiorLetter, ..base },
            Self::UnionEuropeenne => Settings {
                colon: Spacing::None,
                semicolon: Spacing::None,
                exclamation: Spacing::None,
                guillemets: Spacing::None,
                thousands: Separator::Nbsp,
                ..base
            },
            Self::Suisse => Settings {
                colon: Spacing::None,
                semicolon: Spacing::None,
                exclamation: Spacing::None,
                guillemets: Spacing::None,
                percent: Spacing::None,
                thousands: Separator::Nbsp,
                join_four_digits: true,
                ..base
            },
            Self::Quebec => Settings {
                semicolon: Spacing::None,
                exclamation: Spacing::None,
                thousands: Separator::Nbsp,
                ..base
            },
            _ => base,
        }
    }

    fn english(self) -> Settings {
        let base = Settings {
            percent: Spacing::None,
            thousands: Separator::Comma,
            ordinals: Ordinals::AsTyped,
            range_dash: true,
            quotes: Quotes::Double,
            aside: Aside::Em,
            division: Division::Gb,
            ..unspaced()
        };
        match self {
            // Oxford keeps the em rule (NHR 4.11.1); the spaced en rule is that of many other British houses.
            Self::NewHart => Settings { quotes: Quotes::Single, ..base },
            Self::Chicago => {
                Settings { number_sign: NumberSign::Abbreviation, division: Division::Us, ..base }
            }
            Self::EuropeanUnion => {
                Settings { quotes: Quotes::Single, aside: Aside::En, thousands: Separator::Nnbsp, ..base }
            }
            _ => Settings { number_sign: NumberSign::Abbreviation, ..base },
        }
    }

    fn spanish(self) -> Settings {
        let base = Settings { number_sign: NumberSign::SuperiorLetter, ..unspaced() };
        match self {
            Self::NacionesUnidas => {
                Settings { number_sign: NumberSign::Abbreviation, quotes: Quotes::Double, ..base }
            }
            _ => base,
        }
    }
}

/// The settings of the Imprimerie nationale.
const FRENCH: Settings = Settings {
    colon: Spacing::Nbsp,
    semicolon: Spacing::Nnbsp,
    exclamation: Spacing::Nnbsp,
    guillemets: Spacing::Nbsp,
    percent: Spacing::Nbsp,
    units: Spacing::Nbsp,
    thousands: Separator::Nnbsp,
    thousands_from: 5,
    join_four_digits: false,
    ordinals: Ordinals::Short,
    number_sign: NumberSign::AsTyped,
    range_dash: false,
    quotes: Quotes::Angular,
    aside: Aside::En,
    division: Division::Gb,
    digits: Digits::European,
    off: Vec::new(),
};

/// The same without the spaces that French alone has before its marks.
fn unspaced() -> Settings {
    Settings {
        colon: Spacing::None,
        semicolon: Spacing::None,
        exclamation: Spacing::None,
        guillemets: Spacing::None,
        ..FRENCH
    }
}

impl Default for Settings {
    fn default() -> Self {
        Preset::default().settings()
    }
}

/// The table `[typography]` of a style file, and of what the style says otherwise in a language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Typography")]
pub struct SettingsTable {
    /// Whose customs the rules begin with.
    preset: Option<Preset>,
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
    /// What stands between thousands.
    thousands: Option<Separator>,
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
    /// The marks of quotations; English and Spanish.
    quotes: Option<Quotes>,
    /// The dash of an aside; English.
    aside: Option<Aside>,
    /// The division of words; English.
    division: Option<Division>,
    /// The figures of Arabic documents; Arabic.
    digits: Option<Digits>,
    /// The rules that do not apply, by the names that `greffe explain` prints.
    #[serde(default)]
    #[schemars(schema_with = "rule_names")]
    off: Vec<String>,
}

impl SettingsTable {
    /// The language that the table is about: that of its preset, French as long as it names none.
    pub fn language(&self) -> Language {
        self.preset.unwrap_or_default().language()
    }

    /// The settings in a language, beginning with the table's preset or with the language's own.
    pub fn settings(&self, language: Language) -> Settings {
        let preset = self.preset.unwrap_or(Preset::of(language)).settings();
        Settings {
            colon: self.colon.unwrap_or(preset.colon),
            semicolon: self.semicolon.unwrap_or(preset.semicolon),
            exclamation: self.exclamation.unwrap_or(preset.exclamation),
            guillemets: self.guillemets.unwrap_or(preset.guillemets),
            percent: self.percent.unwrap_or(preset.percent),
            units: self.units.unwrap_or(preset.units),
            thousands: self.thousands.unwrap_or(preset.thousands),
            thousands_from: self.thousands_from.unwrap_or(preset.thousands_from),
            join_four_digits: self.join_four_digits.unwrap_or(preset.join_four_digits),
            ordinals: self.ordinals.unwrap_or(preset.ordinals),
            number_sign: self.number_sign.unwrap_or(preset.number_sign),
            range_dash: self.range_dash.unwrap_or(preset.range_dash),
            quotes: self.quotes.unwrap_or(preset.quotes),
            aside: self.aside.unwrap_or(preset.aside),
            division: self.division.unwrap_or(preset.division),
            digits: self.digits.unwrap_or(preset.digits),
            off: self.off.clone(),
        }
    }

    /// The first setting of the table that its language does not have.
    pub fn misplaced(&self, language: Language) -> Option<&'static str> {
        use Language::{Arabic, English, French, Spanish};
        let french = [
            ("colon", self.colon),
            ("semicolon", self.semicolon),
            ("exclamation", self.exclamation),
            ("guillemets", self.guillemets),
        ];
        let spaced = |(_, space): &(&str, Option<Spacing>)| space.is_some_and(|space| space != Spacing::None);
        if self.preset.is_some_and(|preset| preset.language() != language) {
            return Some("preset");
        }
        if let Some((name, _)) = french.iter().find(|setting| spaced(setting))
            && language != French
        {
            return Some(name);
        }
        let thousands = match self.thousands {
            Some(Separator::Comma) => language == English,
            Some(Separator::Point) => language == Spanish,
            _ => true,
        };
        let sign = match self.number_sign {
            Some(NumberSign::Degree) => language == French,
            Some(NumberSign::SuperiorLetter) => matches!(language, French | Spanish),
            Some(NumberSign::Abbreviation) => matches!(language, English | Spanish),
            _ => true,
        };
        let quotes = match self.quotes {
            Some(Quotes::Angular) => language != English,
            Some(Quotes::Double) => matches!(language, English | Spanish),
            Some(Quotes::Single) => language == English,
            None => true,
        };
        let digits = self.digits.is_none() || language == Arabic;
        let sound = [("thousands", thousands), ("number-sign", sign), ("quotes", quotes), ("digits", digits)];
        sound.into_iter().find(|(_, sound)| !sound).map(|(name, _)| name)
    }
}

/// A list of the names of rules, of whatever language.
fn rule_names(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<&str> = Language::ALL.into_iter().flat_map(rules).map(|rule| rule.id).collect();
    json_schema!({ "type": "array", "items": { "type": "string", "enum": names } })
}

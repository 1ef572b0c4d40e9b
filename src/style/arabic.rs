//! What a house style decides about Arabic: its type, its digits, its emphasis, how its lines are filled.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::house::{HouseStyle, KeywordCase};
use crate::layout::Length;
use crate::model::{Direction, Language};

/// The table `[arabic]` of a style file; what it leaves out is as here by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ArabicStyle {
    /// The family of what is written in Arabic script, in documents of any language.
    pub family: String,
    /// The size of this family beside the other's, in thousandths: the letters of a naskh are smaller in their em than
    /// Latin ones, and their marks must be read.
    pub size: i64,
    /// How emphasis is shown: the script has no italics (W3C, *Text Layout Requirements for the Arabic Script*, 3.6).
    pub emphasis: ArabicEmphasis,
    /// Which names the months of dates have.
    pub months: Months,
    /// What fills a line.
    pub justification: Justification,
    /// The distance of the baselines of the grid in Arabic documents; the style's own if not given.
    pub grid: Option<Length>,
    /// From baseline to baseline of the notes of Arabic documents; the style's own if not given.
    pub note_leading: Option<Length>,
}

impl Default for ArabicStyle {
    fn default() -> Self {
        Self {
            family: "Amiri".to_owned(),
            size: 1150,
            emphasis: ArabicEmphasis::Bold,
            months: Months::Both,
            justification: Justification::Spaces,
            grid: None,
            note_leading: None,
        }
    }
}

/// How emphasis is shown in Arabic script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ArabicEmphasis {
    /// In bold type.
    Bold,
    /// Not at all.
    None,
}

/// The figures of Arabic documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// As the author typed them; numbers that the page puts in are European.
    AsTyped,
    /// `0123456789`, as the United Nations and INTERPOL print them.
    European,
    /// `٠١٢٣٤٥٦٧٨٩`.
    ArabicIndic,
}

/// The names of the months, which the labels of a style give as `كانون الثاني/يناير`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Months {
    /// Both, as in the documents of the United Nations.
    Both,
    /// Those of the Levant and Iraq alone, `كانون الثاني`.
    Levantine,
    /// Those taken from Latin alone, `يناير`.
    Latin,
}

impl Months {
    /// The name of a month by this custom.
    pub(super) fn name(self, label: &str) -> String {
        let (levantine, latin) = label.split_once('/').unwrap_or((label, label));
        match self {
            Self::Both => label,
            Self::Levantine => levantine,
            Self::Latin => latin,
        }
        .to_owned()
    }
}

/// What fills a line of Arabic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Justification {
    /// Its spaces.
    Spaces,
    /// Strokes that lengthen its words, and its spaces.
    Kashida,
}

impl HouseStyle {
    /// The style as documents of a direction are set by it: a page written from right to left is the mirror of the
    /// style's, with the settings of `[arabic]`.
    #[must_use]
    pub(super) fn directed(mut self, direction: Direction) -> Self {
        if direction == Direction::LeftToRight {
            return self;
        }
        let arabic = &self.arabic;
        std::mem::swap(&mut self.page.left, &mut self.page.right);
        self.page.grid = arabic.grid.unwrap_or(self.page.grid);
        self.notes.leading = arabic.note_leading.unwrap_or(self.notes.leading);
        // The script has no capitals: what a style says for Latin script says nothing here.
        let own = self.languages.get(&Language::Arabic).and_then(|variant| variant.keywords);
        self.keywords = own.unwrap_or(KeywordCase::Bold);
        // Numerals are as much larger as the type.
        for block in [&mut self.blocks.item, &mut self.blocks.note] {
            block.left = block.left.scale(arabic.size, 1000);
        }
        self
    }
}

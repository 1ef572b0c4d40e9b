//! One house style: page, type, line breaking, blocks, typographic settings.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::blocks::{Align, BlockStyle, Role};
use super::lexicon::Preferred;
use crate::diagnostic::{Diagnostic, Error, messages};
use crate::layout::Length;
use crate::model::Language;
use crate::source::{Source, nearest};
use crate::typography::{Preset, Settings, SettingsTable, rules};
use std::collections::BTreeMap;

/// A `style.toml`: page, type, line breaking, blocks and the settings of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HouseStyle {
    /// The sheet and its margins.
    pub page: PageStyle,
    /// The family of type, one of those that `fonts/fonts.toml` locks.
    pub family: String,
    /// How paragraphs are broken into lines.
    pub lines: LineStyle,
    /// How an opening keyword is shown.
    pub keywords: KeywordCase,
    /// The numerals of lists, from the outermost level; `1`, `a`, `i`, `A`, `I` with their signs, or a dash.
    #[schemars(length(min = 1))]
    pub lists: Vec<String>,
    /// Where the enacting formula stands.
    #[serde(default)]
    pub formula: FormulaPlace,
    /// How clauses are numbered.
    #[serde(default)]
    pub clauses: ClauseStyle,
    /// The emblem above the masthead.
    #[serde(default)]
    pub emblem: Option<Emblem>,
    /// What may be amiss before it is said.
    #[serde(default)]
    pub budget: Budget,
    /// How a session's documents stand in its volume.
    #[serde(default)]
    pub volume: VolumeStyle,
    /// The notes at the foot of pages.
    pub notes: NoteStyle,
    /// How far a quotation set off from the text stands in from both margins.
    pub quote: Length,
    /// Whether an annex begins a page.
    #[serde(default)]
    pub annex_on_new_page: bool,
    /// Keywords that the house adds to the lexicon.
    #[serde(default)]
    pub lexicon: Additions,
    /// The settings of the typographic rules, for the language of their preset.
    #[serde(default)]
    pub typography: SettingsTable,
    /// What is otherwise in a language, by its code.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Variant>")]
    pub languages: BTreeMap<Language, Variant>,
    /// The kinds of block.
    pub blocks: Blocks,
}

/// The emblem above the masthead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Emblem {
    /// The picture, beside the style's file.
    pub file: String,
    /// Its height on the page.
    pub height: Length,
    /// How it stands in the measure.
    pub align: Align,
}

/// What the lines and pages of a document may cost before it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Budget {
    /// How far the spaces of a line may be stretched, in thousandths of their stretch.
    pub max_stretch: i64,
    /// How many lines running may end in a hyphen.
    pub max_consecutive_hyphens: usize,
    /// How many lines in a hundred may.
    pub max_hyphens_in_hundred: usize,
    /// Whether the first or last line of a paragraph may stand alone on a page.
    pub lone_lines: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { max_stretch: 1600, max_consecutive_hyphens: 2, max_hyphens_in_hundred: 15, lone_lines: false }
    }
}

/// Where the enacting formula stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FormulaPlace {
    /// Before the recitals.
    #[default]
    BeforeRecitals,
    /// Between the recitals and the operative clauses.
    AfterRecitals,
}

/// How clauses are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct ClauseStyle {
    /// The form of a number, by example, as `1.` or `(1)`.
    pub form: String,
    /// Whether recitals that have no number are given one.
    pub number_recitals: bool,
    /// Whether operative clauses that have no number are given one.
    pub number_operative: bool,
    /// Whether the numbers begin anew after each heading.
    pub restart_at_headings: bool,
}

impl Default for ClauseStyle {
    fn default() -> Self {
        Self {
            form: "1.".to_owned(),
            number_recitals: false,
            number_operative: false,
            restart_at_headings: false,
        }
    }
}

/// How a session's documents stand in its volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct VolumeStyle {
    /// What the feet of its pages say.
    pub folios: Folios,
    /// Whether each document begins a right-hand page.
    pub recto: bool,
}

impl Default for VolumeStyle {
    fn default() -> Self {
        Self { folios: Folios::Continuous, recto: true }
    }
}

/// What the feet of a volume's pages say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Folios {
    /// The page of the volume.
    #[default]
    Continuous,
    /// The page of each document, as in its own file.
    Documents,
}

/// The notes at the foot of pages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NoteStyle {
    /// From baseline to baseline.
    pub leading: Length,
    /// The space above them, their rule included.
    pub gap: Length,
    /// The length of their rule.
    pub rule: Length,
}

/// Keywords that a house adds to the lexicon of each language; an addition goes before the lexicon's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Additions {
    /// Keywords of recitals.
    #[serde(default)]
    pub recital: Vec<String>,
    /// Keywords of operative clauses.
    #[serde(default)]
    pub operative: Vec<String>,
    /// Names and forms with the ones that are printed instead.
    #[serde(default)]
    pub preferred: Vec<Preferred>,
}

/// What a house does otherwise in a language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Variant {
    /// How an opening keyword is shown.
    #[serde(default)]
    pub keywords: Option<KeywordCase>,
    /// The numerals of lists, from the outermost level.
    #[serde(default)]
    pub lists: Option<Vec<String>>,
    /// Where the enacting formula stands.
    #[serde(default)]
    pub formula: Option<FormulaPlace>,
    /// Keywords that the house adds to the language's lexicon.
    #[serde(default)]
    pub lexicon: Additions,
    /// The settings of the typographic rules.
    #[serde(default)]
    pub typography: Option<SettingsTable>,
}

/// The sheet and its margins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageStyle {
    /// The width of the sheet.
    pub width: Length,
    /// The height of the sheet.
    pub height: Length,
    /// From the upper edge to the first line's top.
    pub top: Length,
    /// The least space from the last line to the lower edge.
    pub bottom: Length,
    /// The left margin.
    pub left: Length,
    /// The right margin.
    pub right: Length,
    /// The distance of the baselines of the grid.
    pub grid: Length,
    /// From the upper edge to the baseline of the running head.
    pub head: Length,
    /// From the lower edge to the baseline of the folio.
    pub foot: Length,
    /// Whether pages face one another: running heads at the right stand at the outer edge.
    #[serde(default)]
    pub facing: bool,
}

impl PageStyle {
    /// The width of the text.
    pub fn measure(&self) -> Length {
        self.width - self.left - self.right
    }

    /// The sheet on its side, with the same margins.
    #[must_use]
    pub fn turned(&self) -> Self {
        Self { width: self.height, height: self.width, ..self.clone() }
    }

    /// How many grid lines a page holds.
    pub fn lines(&self) -> u32 {
        let height = self.height - self.top - self.bottom;
        u32::try_from(height.0.max(0) / self.grid.0.max(1)).unwrap_or(u32::MAX)
    }
}

/// How paragraphs are broken into lines. Badness, penalties and demerits are TeX's (Knuth & Plass 1981).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LineStyle {
    /// The badness up to which lines are accepted without hyphens.
    pub pretolerance: i64,
    /// The badness up to which lines are accepted with hyphens.
    pub tolerance: i64,
    /// The penalty of a hyphen that the rules put in.
    pub hyphen_penalty: i64,
    /// The penalty of a break after the author's own hyphen.
    pub explicit_hyphen_penalty: i64,
    /// The demerits of two hyphenated lines running.
    pub double_hyphen_demerits: i64,
    /// The demerits of a hyphen before the last line.
    pub final_hyphen_demerits: i64,
    /// The demerits of a tight line beside a loose one.
    pub adjacent_demerits: i64,
    /// Hyphenated lines running, at most.
    pub max_consecutive_hyphens: u8,
    /// How far the type may be made wider or narrower, in thousandths; 0 turns it off.
    #[schemars(range(min = 0, max = 50))]
    pub expansion: i64,
    /// Whether punctuation hangs in the margins.
    pub hanging: bool,
}

/// How an opening keyword is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum KeywordCase {
    /// In capitals, with their accents.
    Capitals,
    /// In small capitals.
    SmallCapitals,
    /// In italics.
    Italic,
    /// As typed.
    Plain,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Blocks {
    /// The document's label and number.
    pub title: BlockStyle,
    /// The official reference.
    pub reference: BlockStyle,
    /// What the document is about.
    pub subject: BlockStyle,
    /// The enacting formula.
    pub formula: BlockStyle,
    /// A recital.
    pub recital: BlockStyle,
    /// An operative clause.
    pub operative: BlockStyle,
    /// An item of a list; each level stands in by `left` once more.
    pub item: BlockStyle,
    /// The line that says how the document was adopted.
    pub adoption: BlockStyle,
    /// The line at the head of a page.
    pub running_head: BlockStyle,
    /// The line at the foot of a page, and the numbers of a draft's lines.
    pub folio: BlockStyle,
    /// A line at the head of the first page.
    pub masthead: BlockStyle,
    /// The heading of an annex.
    pub annex: BlockStyle,
    /// The headings, a table `[[blocks.headings]]` each from the first level; deeper ones are set like the last.
    #[schemars(length(min = 1))]
    pub headings: Vec<BlockStyle>,
    /// The heading of an article.
    pub article: BlockStyle,
    /// A term above its definition.
    pub term: BlockStyle,
    /// A paragraph that is no clause.
    pub paragraph: BlockStyle,
    /// A note at the foot of a page.
    pub note: BlockStyle,
    /// The words under a picture.
    pub caption: BlockStyle,
    /// A cell of a table.
    pub cell: BlockStyle,
    /// A cell of a table's head.
    pub head_cell: BlockStyle,
    /// The meeting, and its day.
    pub meeting: BlockStyle,
    /// What announces the names of a vote.
    pub vote: BlockStyle,
    /// The mark of a draft.
    pub draft_mark: BlockStyle,
}

impl HouseStyle {
    /// The style of a role.
    pub fn block(&self, role: Role) -> &BlockStyle {
        let blocks = &self.blocks;
        match role {
            Role::Title => &blocks.title,
            Role::Reference => &blocks.reference,
            Role::Subject => &blocks.subject,
            Role::Formula => &blocks.formula,
            Role::Recital => &blocks.recital,
            Role::Operative => &blocks.operative,
            Role::Item(_) => &blocks.item,
            Role::Adoption => &blocks.adoption,
            Role::RunningHead => &blocks.running_head,
            Role::Folio | Role::LineNumber => &blocks.folio,
            Role::Masthead => &blocks.masthead,
            Role::Annex => &blocks.annex,
            Role::Heading(level) => {
                let at = usize::from(level.max(1) - 1).min(blocks.headings.len() - 1);
                &blocks.headings[at]
            }
            Role::Article => &blocks.article,
            Role::Term => &blocks.term,
            Role::Paragraph => &blocks.paragraph,
            Role::Note => &blocks.note,
            Role::Caption => &blocks.caption,
            Role::Cell => &blocks.cell,
            Role::HeadCell => &blocks.head_cell,
            Role::Meeting => &blocks.meeting,
            Role::Vote => &blocks.vote,
            Role::DraftMark => &blocks.draft_mark,
        }
    }
}

impl HouseStyle {
    /// The style with what it does otherwise in a language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        let Some(variant) = self.languages.get(&language).cloned() else { return self };
        self.keywords = variant.keywords.unwrap_or(self.keywords);
        self.formula = variant.formula.unwrap_or(self.formula);
        self.lists = variant.lists.unwrap_or(self.lists);
        self
    }

    /// The settings of the typographic rules in a language: those of its own table, else of `[typography]` where that is
    /// about the language, else those that the language begins with.
    pub fn settings(&self, language: Language) -> Settings {
        let own = self.languages.get(&language).and_then(|variant| variant.typography.as_ref());
        let table = own.or_else(|| (self.typography.language() == language).then_some(&self.typography));
        table.map_or_else(|| Preset::of(language).settings(), |table| table.settings(language))
    }

    /// The keywords and forms that the house adds in a language: what it adds for all of them goes to the language that
    /// `[typography]` is about.
    pub fn additions(&self, language: Language) -> Additions {
        let mut additions = Additions::default();
        if self.typography.language() == language {
            additions = self.lexicon.clone();
        }
        if let Some(variant) = self.languages.get(&language) {
            additions.recital.extend(variant.lexicon.recital.iter().cloned());
            additions.operative.extend(variant.lexicon.operative.iter().cloned());
            additions.preferred.extend(variant.lexicon.preferred.iter().cloned());
        }
        additions
    }

    /// Checks what the types cannot say: a page that holds lines, numerals that are known, sizes above nothing, rules that
    /// there are.
    ///
    /// # Errors
    ///
    /// A configuration error naming the setting.
    pub fn check(&self, source: &Arc<Source>) -> Result<(), Error> {
        let fault = |message| Err(Diagnostic::error(source.clone(), 0..0, message).into());
        if self.page.grid <= Length::ZERO || self.page.lines() < 4 {
            return fault(messages::few_lines());
        }
        if self.page.measure() < Length::points(36) {
            return fault(messages::narrow_text());
        }
        if !(0..=50).contains(&self.lines.expansion) {
            return fault(messages::expansion());
        }
        if self.blocks.headings.is_empty() {
            return fault(messages::no_heading_style());
        }
        if self.notes.leading <= Length::ZERO {
            return fault(messages::note_leading());
        }
        let headings = (2..=self.blocks.headings.len()).map(|level| Role::Heading(level as u8));
        for role in Role::ALL.into_iter().chain(headings) {
            let block = self.block(role);
            if block.size <= Length::ZERO || block.leading == 0 {
                return fault(messages::no_size(role.name()));
            }
            if block.left < Length::ZERO || block.left + Length::points(36) > self.page.measure() {
                return fault(messages::no_room(role.name()));
            }
        }
        let variants = self.languages.values().filter_map(|variant| variant.lists.as_ref());
        if std::iter::once(&self.lists).chain(variants).any(Vec::is_empty) {
            return fault(messages::no_numeral());
        }
        let own = (self.typography.language(), &self.typography, "typography".to_owned());
        let others = self.languages.iter().filter_map(|(language, variant)| {
            Some((*language, variant.typography.as_ref()?, format!("languages.{language}.typography")))
        });
        for (language, table, name) in std::iter::once(own).chain(others) {
            if let Some(setting) = table.misplaced(language) {
                return fault(messages::misplaced_setting(name, setting, language.code()));
            }
            check_rules(&table.settings(language).off, source)?;
        }
        Ok(())
    }
}

/// Refuses a name that no rule has.
fn check_rules(names: &[String], source: &Arc<Source>) -> Result<(), Error> {
    let known = || Language::ALL.into_iter().flat_map(rules).map(|rule| rule.id);
    let Some(name) = names.iter().find(|name| known().all(|rule| rule != **name)) else { return Ok(()) };
    let quoted = format!("\"{name}\"");
    let at = source.text.find(&quoted).map_or(0..0, |at| at..at + quoted.len());
    let message = match nearest(name, known()) {
        Some(near) => messages::unknown_rule_near(name.as_str(), near),
        None => messages::unknown_rule(name.as_str()),
    };
    Err(Diagnostic::error(source.clone(), at, message).into())
}

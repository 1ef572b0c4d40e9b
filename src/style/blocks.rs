//! How each kind of block is set.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::layout::Length;

/// What a block of the page is; it chooses the block's style and becomes its structure tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The document's label and number.
    Title,
    /// The official reference.
    Reference,
    /// What the document is about.
    Subject,
    /// The enacting formula.
    Formula,
    /// A recital.
    Recital,
    /// An operative clause.
    Operative,
    /// An item of a list, at its level from 0.
    Item(u8),
    /// The line that says how the document was adopted.
    Adoption,
    /// The line at the head of a page.
    RunningHead,
    /// The line at the foot of a page.
    Folio,
    /// A line at the head of the first page.
    Masthead,
    /// The heading of an annex.
    Annex,
    /// A heading, at its level from 1.
    Heading(u8),
    /// The heading of an article.
    Article,
    /// A term above its definition.
    Term,
    /// A paragraph that is no clause.
    Paragraph,
    /// A note at the foot of a page.
    Note,
    /// The words under a picture.
    Caption,
    /// A cell of a table.
    Cell,
    /// A cell of a table's head.
    HeadCell,
    /// The meeting, and its day.
    Meeting,
    /// What announces the names of a vote.
    Vote,
    /// The mark of a draft.
    DraftMark,
    /// The number of a line of a draft.
    LineNumber,
}

impl Role {
    /// One of each kind.
    pub const ALL: [Self; 24] = [
        Self::Title,
        Self::Reference,
        Self::Subject,
        Self::Formula,
        Self::Recital,
        Self::Operative,
        Self::Item(0),
        Self::Adoption,
        Self::RunningHead,
        Self::Folio,
        Self::Masthead,
        Self::Annex,
        Self::Heading(1),
        Self::Article,
        Self::Term,
        Self::Paragraph,
        Self::Note,
        Self::Caption,
        Self::Cell,
        Self::HeadCell,
        Self::Meeting,
        Self::Vote,
        Self::DraftMark,
        Self::LineNumber,
    ];

    /// The name in style files and in `show`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Reference => "reference",
            Self::Subject => "subject",
            Self::Formula => "formula",
            Self::Recital => "recital",
            Self::Operative => "operative",
            Self::Item(_) => "item",
            Self::Adoption => "adoption",
            Self::RunningHead => "running-head",
            Self::Folio => "folio",
            Self::Masthead => "masthead",
            Self::Annex => "annex",
            Self::Heading(_) => "heading",
            Self::Article => "article",
            Self::Term => "term",
            Self::Paragraph => "paragraph",
            Self::Note => "note",
            Self::Caption => "caption",
            Self::Cell => "cell",
            Self::HeadCell => "head-cell",
            Self::Meeting => "meeting",
            Self::Vote => "vote",
            Self::DraftMark => "draft-mark",
            Self::LineNumber => "line-number",
        }
    }
}

/// How the lines of a block stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Flush on both sides.
    Justify,
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
}

/// The style of one kind of block.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlockStyle {
    /// The size of the type.
    pub size: Length,
    /// How the lines stand.
    pub align: Align,
    /// Bold type.
    #[serde(default)]
    pub bold: bool,
    /// Italic type.
    #[serde(default)]
    pub italic: bool,
    /// The indent of the first line, from the block's own margin.
    #[serde(default)]
    pub indent: Length,
    /// The block's margin, from the left of the measure.
    #[serde(default)]
    pub left: Length,
    /// Grid lines from one baseline to the next.
    #[serde(default = "one")]
    pub leading: u32,
    /// Empty grid lines above the block, not kept at the head of a page.
    #[serde(default)]
    pub before: u32,
    /// Empty grid lines below the block, not kept at the foot of a page; the larger of this block's `after`
    /// and the next one's `before` counts.
    #[serde(default)]
    pub after: u32,
    /// The block stays on a page with the beginning of the next.
    #[serde(default)]
    pub keep_with_next: bool,
    /// The block stays on a page with the end of the one before.
    #[serde(default)]
    pub keep_with_previous: bool,
    /// The block's lines stay on one page.
    #[serde(default)]
    pub keep_together: bool,
}

fn one() -> u32 {
    1
}

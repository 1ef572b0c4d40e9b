//! Markdown as a tree in which every node knows its bytes.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag};

/// One node of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its bytes in the source, markup included.
    pub span: Range<usize>,
    /// What it contains.
    pub children: Vec<Node>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A paragraph of inline nodes.
    Paragraph,
    /// A heading, its level from 1.
    Heading(u8),
    /// A list; an ordered one has its first number.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A block quotation.
    Quote,
    /// A block of code.
    CodeBlock,
    /// A thematic break.
    ThematicBreak,
    /// A table with its columns' alignments.
    Table(Vec<ColumnAlignment>),
    /// The head row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell of a table.
    TableCell,
    /// The text of a footnote, with its label.
    FootnoteDefinition(String),
    /// Terms with their definitions.
    DefinitionList,
    /// A term.
    Term,
    /// The definition of a term.
    Definition,
    /// Characters.
    Text(String),
    /// Characters between backquotes.
    Code(String),
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A link with its destination.
    Link(String),
    /// An image.
    Image {
        /// Its file.
        target: String,
        /// Its caption.
        title: String,
    },
    /// The call of a footnote, with its label.
    FootnoteReference(String),
    /// A line end that means nothing.
    SoftBreak,
    /// A line end that is kept.
    HardBreak,
    /// Raw HTML.
    Html,
}

/// The destination of links that is defined apart from them: `[name]: address`. It is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDefinition {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub span: Range<usize>,
}

/// The extensions of Markdown that documents may use. Smart punctuation stays off: the rules of the language do that,
/// and say so.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES).union(Options::ENABLE_DEFINITION_LIST);

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnAlignment {
    /// As the style says.
    Default,
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// How many constructs may stand within one another; an item of a list is two of them. What reads the tree goes as
/// deep as the tree does.
const DEEPEST: usize = 500;

/// Parses the part of `text` from `offset`, and finds the definitions of its links; spans are offsets into the whole
/// text.
///
/// # Errors
///
/// The place of the first construct that stands within five hundred others.
pub fn parse(text: &str, offset: usize) -> Result<(Vec<Node>, Vec<LinkDefinition>), Range<usize>> {
    let parser = Parser::new_ext(&text[offset..], OPTIONS);
    let mut definitions: Vec<LinkDefinition> = parser
        .reference_definitions()
        .iter()
        .map(|(name, definition)| {
            let span = definition.span.start + offset..definition.span.end + offset;
            LinkDefinition { name: name.to_owned(), span }
        })
        .collect();
    definitions.sort_by_key(|definition| definition.span.start);
    let mut open: Vec<Node> = Vec::new();
    let mut roots = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        let span = range.start + offset..range.end + offset;
        let leaf = match event {
            Event::Start(_) if open.len() >= DEEPEST => return Err(span),
            Event::Start(tag) => {
                open.push(Node { kind: container(tag), span, children: Vec::new() });
                continue;
            }
            Event::End(_) => {
                if let Some(node) = open.pop() {
                    attach(node, &mut open, &mut roots);
                }
                continue;
            }
            Event::Text(text) => NodeKind::Text(text.into_string()),
            Event::Code(text) => NodeKind::Code(text.into_string()),
            Event::SoftBreak => NodeKind::SoftBreak,
            Event::HardBreak => NodeKind::HardBreak,
            Event::Rule => NodeKind::ThematicBreak,
            Event::FootnoteReference(label) => NodeKind::FootnoteReference(label.into_string()),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::TaskListMarker(_) => NodeKind::Html,
        };
        attach(Node { kind: leaf, span, children: Vec::new() }, &mut open, &mut roots);
    }
    Ok((roots, definitions))
}

fn attach(node: Node, open: &mut [Node], roots: &mut Vec<Node>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(node),
        None => roots.push(node),
    }
}

fn container(tag: Tag<'_>) -> NodeKind {
    match tag {
        Tag::Heading { level, .. } => NodeKind::Heading(match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H4 => 4,
            HeadingLevel::H5 => 5,
            HeadingLevel::H6 => 6,
        }),
        Tag::BlockQuote(_) => NodeKind::Quote,
        Tag::CodeBlock(_) => NodeKind::CodeBlock,
        Tag::List(first) => NodeKind::List(first),
        Tag::Item => NodeKind::Item,
        Tag::FootnoteDefinition(label) => NodeKind::FootnoteDefinition(label.into_string()),
        Tag::Table(columns) => NodeKind::Table(columns.into_iter().map(alignment).collect()),
        Tag::DefinitionList => NodeKind::DefinitionList,
        Tag::DefinitionListTitle => NodeKind::Term,
        Tag::DefinitionListDefinition => NodeKind::Definition,
        Tag::TableHead => NodeKind::TableHead,
        Tag::TableRow => NodeKind::TableRow,
        Tag::TableCell => NodeKind::TableCell,
        Tag::Emphasis => NodeKind::Emphasis,
        Tag::Strong => NodeKind::Strong,
        Tag::Link { dest_url, .. } => NodeKind::Link(dest_url.into_string()),
        Tag::Image { dest_url, title, .. } => {
            NodeKind::Image { target: dest_url.into_string(), title: title.into_string() }
        }
        Tag::HtmlBlock => NodeKind::Html,
        // The extensions that would yield the remaining tags are off.
        _ => NodeKind::Paragraph,
    }
}

fn alignment(alignment: Alignment) -> ColumnAlignment {
    match alignment {
        Alignment::None => ColumnAlignment::Default,
        Alignment::Left => ColumnAlignment::Left,
        Alignment::Center => ColumnAlignment::Center,
        Alignment::Right => ColumnAlignment::Right,
    }
}

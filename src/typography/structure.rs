//! What a document is to those who do not see its pages: parts, headings, paragraphs, lists, tables and notes in
//! the order in which they are read, as the logical structure of a PDF names them (ISO 32000-1, 14.8.4).

use std::collections::BTreeMap;

use crate::model::Language;
use crate::source::Span;

/// What a part of a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The whole.
    Document,
    /// A part: the preamble, the operative part, an annex, what stands under a heading.
    Section,
    /// Things that belong together without being a part.
    Division,
    /// A heading, at its level from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list.
    List(Numbering),
    /// An item of a list: a label and a body.
    Item,
    /// What stands before the words of an item or a note: its numeral; the term before a definition.
    Label,
    /// What an item says.
    Body,
    /// A table.
    Table,
    /// The head of a table.
    TableHead,
    /// The rows below it.
    TableBody,
    /// A row.
    Row,
    /// The head of a column.
    HeadCell,
    /// Any other cell.
    Cell,
    /// A quotation set off from the text.
    Quotation,
    /// A picture.
    Figure,
    /// The words under it.
    Caption,
    /// The table of contents.
    Contents,
    /// An entry of it.
    ContentsItem,
    /// The note of this number, from 1.
    Note(usize),
}

/// How the items of a list are numbered (ISO 32000-1, table 347).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Not at all, or by no system.
    #[default]
    None,
    /// Each has a sign, the same for all.
    Sign,
    /// Arabic figures.
    Decimal,
    /// Small Roman numerals.
    LowerRoman,
    /// Roman numerals in capitals.
    UpperRoman,
    /// Small letters.
    LowerAlpha,
    /// Capital letters.
    UpperAlpha,
}

impl Numbering {
    /// The system of a numeral's first character, as in a style's example `(a)`: `1`, `a`, `A`, `i`, `I`.
    pub fn of(numeral: &str) -> Self {
        match numeral.chars().find(char::is_ascii_alphanumeric) {
            Some('0'..='9') => Self::Decimal,
            Some('i') => Self::LowerRoman,
            Some('I') => Self::UpperRoman,
            Some('a'..='z') => Self::LowerAlpha,
            Some('A'..='Z') => Self::UpperAlpha,
            // The letters of Arabic are of no system that PDF knows.
            _ if numeral.is_empty() || numeral.contains(char::is_alphabetic) => Self::None,
            _ => Self::Sign,
        }
    }
}

/// A part of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Child {
    /// The part of this number.
    Node(usize),
    /// The characters of the paragraph of this number.
    Text(usize),
    /// The numeral before them.
    Label(usize),
    /// The picture of this number.
    Figure(usize),
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// Its parts, in the order in which they are read.
    pub children: Vec<Child>,
    /// What it is called in a list of the document's parts, where no heading says so.
    pub title: Option<String>,
    /// The words that stand for a picture.
    pub alternative: Option<String>,
    /// Its language, where that is not the one of the part that it is in.
    pub language: Option<Language>,
    /// Its place in the source.
    pub span: Span,
}

/// A document as a tree; its first node is the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Structure {
    /// The nodes; a part stands behind the one it is of.
    pub nodes: Vec<Node>,
    /// The nodes that are open, the outermost first.
    open: Vec<usize>,
}

/// The nodes that hold paragraphs and nodes.
pub(super) struct Holders {
    paragraphs: BTreeMap<usize, usize>,
    nodes: Vec<usize>,
}

impl Default for Structure {
    fn default() -> Self {
        let whole = Node::new(Tag::Document);
        Self { nodes: vec![whole], open: vec![0] }
    }
}

impl Node {
    fn new(tag: Tag) -> Self {
        Self {
            tag,
            children: Vec::new(),
            title: None,
            alternative: None,
            language: None,
            span: Span::default(),
        }
    }
}

impl Structure {
    /// Opens a part of the part that is open.
    pub(super) fn open(&mut self, tag: Tag) -> &mut Node {
        let parent = self.current();
        let index = self.insert(parent, self.nodes[parent].children.len(), tag);
        self.open.push(index);
        &mut self.nodes[index]
    }

    /// Closes the part that is open.
    pub(super) fn close(&mut self) {
        // The whole stays open.
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Closes parts until as many are open as `depth` says.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth.max(1));
    }

    /// How many parts are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The part that is open.
    pub(super) fn current(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    /// Adds to the part that is open.
    pub(super) fn add(&mut self, child: Child) {
        let current = self.current();
        self.nodes[current].children.push(child);
    }

    /// Adds a part that holds nothing else than `child`.
    pub(super) fn leaf(&mut self, tag: Tag, child: Child, span: Span) {
        self.open(tag).span = span;
        self.add(child);
        self.close();
    }

    /// Takes back the part that was opened last, which holds nothing.
    pub(super) fn take_back(&mut self) {
        self.close();
        self.nodes.pop();
        let current = self.current();
        self.nodes[current].children.pop();
    }

    /// Opens a part after the words of a paragraph: within what holds them, except that a heading and a caption hold
    /// nothing but words. Parts that follow the same paragraph stay in their order.
    pub(super) fn open_after(&mut self, paragraph: usize, holders: &Holders, tag: Tag) {
        let holder = holders.paragraphs.get(&paragraph).copied().unwrap_or(0);
        let narrow = matches!(self.nodes[holder].tag, Tag::Heading(_) | Tag::Caption);
        let (parent, after) = if narrow {
            (holders.nodes.get(holder).copied().unwrap_or(0), Child::Node(holder))
        } else {
            (holder, Child::Text(paragraph))
        };
        let children = &self.nodes[parent].children;
        let mut place = children.iter().position(|child| *child == after).map_or(children.len(), |at| at + 1);
        let note = |child: &Child| match child {
            Child::Node(index) => matches!(self.nodes[*index].tag, Tag::Note(_)),
            _ => false,
        };
        place += children[place..].iter().take_while(|child| note(child)).count();
        let index = self.insert(parent, place, tag);
        self.open.push(index);
    }

    /// What holds each paragraph and each node, as the tree stands now.
    pub(super) fn holders(&self) -> Holders {
        let mut holders = Holders { paragraphs: BTreeMap::new(), nodes: vec![0; self.nodes.len()] };
        for (index, node) in self.nodes.iter().enumerate() {
            for child in &node.children {
                match *child {
                    Child::Node(child) => holders.nodes[child] = index,
                    Child::Text(paragraph) => {
                        holders.paragraphs.insert(paragraph, index);
                    }
                    Child::Label(_) | Child::Figure(_) => {}
                }
            }
        }
        holders
    }

    /// Puts a new node before the child at `place` of a node.
    pub(super) fn insert(&mut self, parent: usize, place: usize, tag: Tag) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node::new(tag));
        self.nodes[parent].children.insert(place, Child::Node(index));
        index
    }

    /// The nodes in the order in which they are read, each with how many it stands in.
    pub fn walk(&self) -> impl Iterator<Item = (usize, &Node)> {
        let mut pending = vec![(0, 0)];
        std::iter::from_fn(move || {
            let (depth, index) = pending.pop()?;
            let node = &self.nodes[index];
            pending.extend(node.children.iter().rev().filter_map(|child| match child {
                Child::Node(index) => Some((depth + 1, *index)),
                _ => None,
            }));
            Some((depth, node))
        })
    }
}

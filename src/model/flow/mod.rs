//! The body of a document: its nodes as clauses, headings and blocks.

mod block;
mod keyword;
mod list;

use super::enumerate::{self, Levels};
use super::inline::{self, Reading};
use super::quotation::{OpenQuotation, begins_quoted};
use super::text::{Text, is_arabic};
use super::{Block, Clause, Element, Keyword, texts};
use crate::diagnostic::{Message, messages};
use crate::source::{Node, NodeKind, Span};
use crate::style::{ClauseKind, KeywordMatch, begin_differently, fold};
use keyword::opens_with_keyword;

/// How the paragraphs of a flow are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// As recitals and operative clauses; one without a known keyword is reported.
    Clauses,
    /// As clauses where a known keyword opens them, as a document quoted in another.
    Quoted,
    /// As they are.
    Free,
}

/// Reads the nodes of a flow, in order.
pub(super) struct Flow<'a, 'r> {
    reading: &'a mut Reading<'r>,
    manner: Manner,
    pub(super) elements: Vec<Element>,
    /// The index of the thematic break that divides recitals from operative clauses.
    border: Option<usize>,
    pub(super) adoption: Option<Text>,
    /// The quotation that the last clause leaves open.
    quotation: OpenQuotation,
    /// The lists that typed numerals go on with.
    levels: Levels,
}

impl<'a, 'r> Flow<'a, 'r> {
    pub(super) fn new(reading: &'a mut Reading<'r>, manner: Manner) -> Self {
        let (quotation, levels) = (OpenQuotation::default(), Levels::default());
        Self { reading, manner, elements: Vec::new(), border: None, adoption: None, quotation, levels }
    }

    /// Reads every node.
    pub(super) fn nodes(&mut self, nodes: &[Node]) {
        if self.manner == Manner::Clauses {
            self.border = nodes.iter().position(|node| node.kind == NodeKind::ThematicBreak);
        }
        for (index, node) in nodes.iter().enumerate() {
            self.node(index, node);
        }
        if self.manner == Manner::Clauses {
            self.check_order();
        }
    }

    fn node(&mut self, index: usize, node: &Node) {
        match &node.kind {
            NodeKind::Paragraph => match node.children.as_slice() {
                [image] if matches!(image.kind, NodeKind::Image { .. }) => {
                    if let Some(figure) = self.figure(image) {
                        self.attach(Block::Figure(figure), node);
                    }
                }
                _ => {
                    let text = inline::text(&node.children, self.reading);
                    self.paragraph(index, text, node);
                }
            },
            NodeKind::List(first) => self.top_list(index, *first, node),
            NodeKind::Heading(level) => {
                let heading = self.heading(*level, node);
                self.elements.push(Element::Heading(heading));
                self.levels = Levels::default();
            }
            NodeKind::Table(columns) => {
                let table = self.table(columns, node);
                self.attach(Block::Table(table), node);
            }
            NodeKind::DefinitionList => {
                let terms = self.terms(node);
                self.attach(terms, node);
            }
            NodeKind::Quote => {
                let quote = self.quote(node);
                self.attach(quote, node);
            }
            NodeKind::ThematicBreak if self.manner != Manner::Clauses => self.attach(Block::Rule, node),
            NodeKind::ThematicBreak if self.border == Some(index) => {}
            NodeKind::ThematicBreak => {
                self.report(node, messages::second_border());
            }
            NodeKind::FootnoteDefinition(_) => {}
            NodeKind::Html if inline::is_comment(node, self.reading.files) => {}
            _ => self.refuse(node),
        }
    }

    /// Adds a block to the clause before it, or to the flow where no clause is open.
    fn attach(&mut self, block: Block, node: &Node) {
        texts(std::slice::from_ref(&block)).for_each(|text| self.quotation.read(text));
        if let Block::List(list) = &block {
            self.levels = Levels::after(list);
        }
        match self.elements.last_mut() {
            Some(Element::Clause(clause)) => {
                clause.blocks.push(block);
                clause.span = clause.span.join(Span::new(node.span.clone()));
            }
            _ => self.elements.push(Element::Block(block)),
        }
    }

    fn refuse(&mut self, node: &Node) {
        let code = node.kind == NodeKind::CodeBlock;
        self.report(node, if code { messages::code_block() } else { messages::html() });
    }

    fn report(&mut self, node: &Node, message: Message) {
        self.reading.diagnostics.push(self.reading.files.error(Span::new(node.span.clone()), message));
    }

    fn paragraph(&mut self, index: usize, text: Text, node: &Node) {
        if self.is_adoption(&text) {
            self.adoption = Some(text);
            return;
        }
        let (number, text) = if self.manner == Manner::Free { (None, text) } else { typed_number(text) };
        let (lead, items) = enumerate::split(
            text,
            &self.levels,
            &self.reading.files.document.text,
            &self.reading.style.lexicon.conjunctions,
        );
        if !lead.is_empty() || items.is_empty() {
            self.lead(index, number, lead, node);
        }
        if items.is_empty() {
            return;
        }
        for (typed, text) in items {
            self.quotation.read(&text);
            if let Some(Element::Clause(clause)) = self.elements.last_mut() {
                enumerate::append(&mut clause.blocks, &mut self.levels, &typed, &text);
                clause.span = clause.span.join(Span::new(node.span.clone()));
                continue;
            }
            let open = self.elements.pop_if(|last| matches!(last, Element::Block(Block::List(_))));
            let mut blocks: Vec<Block> = open.into_iter().filter_map(Element::into_block).collect();
            enumerate::append(&mut blocks, &mut self.levels, &typed, &text);
            self.elements.extend(blocks.into_iter().map(Element::Block));
        }
    }

    fn is_adoption(&self, text: &Text) -> bool {
        let adoption = self.reading.style.labels.adoption.get_ref();
        let first = text.cells.iter().map(|cell| cell.ch).find(|ch| !ch.is_whitespace());
        let differ = adoption.chars().next().zip(first).is_some_and(|(a, b)| begin_differently(a, b));
        if self.manner != Manner::Clauses || differ {
            return false;
        }
        fold(text.to_string().trim()).trim_end_matches('.') == fold(adoption).trim_end_matches('.')
    }

    /// A paragraph, or the part of one before its typed items.
    fn lead(&mut self, index: usize, number: Option<u64>, mut text: Text, node: &Node) {
        let known = if self.manner == Manner::Free { None } else { self.known_keyword(&text) };
        if self.manner != Manner::Free && number.is_none() && self.goes_on(&text, known.as_ref()) {
            self.quotation.read(&text);
            return self.attach_paragraph(text, node);
        }
        let (keyword, found) = match self.manner {
            Manner::Free => (None, None),
            Manner::Quoted if !opens_with_keyword(&text, known.as_ref()) => (None, None),
            Manner::Quoted | Manner::Clauses => self.keyword(&mut text, known, node),
        };
        self.levels = Levels::default();
        if self.manner != Manner::Clauses && found.is_none() {
            self.elements.push(Element::Block(Block::Paragraph(text)));
            return;
        }
        self.push_clause(index, keyword, found, number, text, node);
    }

    fn push_clause(
        &mut self,
        index: usize,
        keyword: Option<Keyword>,
        found: Option<ClauseKind>,
        number: Option<u64>,
        text: Text,
        node: &Node,
    ) {
        let kind = match self.border {
            Some(border) if index < border => ClauseKind::Recital,
            Some(_) => ClauseKind::Operative,
            // A clause without a known keyword goes on with the part that it stands in.
            None => {
                found.unwrap_or_else(|| self.last_clause().map_or(ClauseKind::Recital, |clause| clause.kind))
            }
        };
        self.quotation = OpenQuotation::default();
        self.quotation.read(&text);
        let span = Span::new(node.span.clone());
        let blocks = vec![Block::Paragraph(text)];
        self.elements.push(Element::Clause(Clause { kind, keyword, number, blocks, span }));
    }

    fn last_clause(&self) -> Option<&Clause> {
        self.elements.iter().rev().find_map(|element| match element {
            Element::Clause(clause) => Some(clause),
            _ => None,
        })
    }

    fn attach_paragraph(&mut self, text: Text, node: &Node) {
        match self.elements.last_mut() {
            Some(Element::Clause(clause)) => {
                clause.blocks.push(Block::Paragraph(text));
                clause.span = clause.span.join(Span::new(node.span.clone()));
            }
            _ => self.elements.push(Element::Block(Block::Paragraph(text))),
        }
    }

    /// Whether a paragraph goes on with the clause before it: with its quotation, or after its list, its table or
    /// its quotation, in a small letter.
    fn goes_on(&self, text: &Text, known: Option<&KeywordMatch>) -> bool {
        let Some(Element::Clause(clause)) = self.elements.last() else { return false };
        if opens_with_keyword(text, known) {
            return begins_quoted(text) && self.quotation.admits(text);
        }
        let small = text.cells.iter().find(|cell| cell.ch.is_alphanumeric());
        // The letters of Arabic are neither small nor capital: only a keyword begins a clause.
        let small = small.is_some_and(|cell| cell.ch.is_lowercase() || is_arabic(cell.ch));
        let after_block = !matches!(clause.blocks.last(), Some(Block::Paragraph(_)));
        self.quotation.admits(text) || (small && after_block)
    }

    /// Reports recitals among the operative clauses of a part, and a document without any operative clause.
    fn check_order(&mut self) {
        if self.border.is_some() {
            return;
        }
        let mut operative = false;
        let mut any = false;
        let mut misplaced = Vec::new();
        for element in &self.elements {
            match element {
                // Each part has recitals of its own.
                Element::Heading(_) => operative = false,
                Element::Clause(clause) if clause.kind == ClauseKind::Operative => {
                    (operative, any) = (true, true);
                }
                Element::Clause(clause) if operative => misplaced.push(clause.span),
                _ => {}
            }
        }
        let files = self.reading.files;
        for span in misplaced {
            self.reading.diagnostics.push(files.warning(span, messages::misplaced_recital()));
        }
        if let (Some(last), false) = (self.last_clause(), any) {
            let diagnostic = files.warning(last.span, messages::no_operative_clause());
            self.reading.diagnostics.push(diagnostic);
        }
    }
}

/// The number that an author has typed before an Arabic clause as it is printed, `1 - `, and the text without it. In the other
/// languages numbers are those of a list, `1. `.
fn typed_number(text: Text) -> (Option<u64>, Text) {
    let cells = &text.cells;
    let digits = cells.iter().map_while(|cell| digit(cell.ch)).collect::<Vec<u64>>();
    let after =
        digits.len() + cells[digits.len()..].iter().take_while(|cell| cell.ch.is_whitespace()).count();
    let dash = cells.get(after).is_some_and(|cell| matches!(cell.ch, '-' | '–' | '\u{2011}'));
    let blank = cells.get(after + 1).is_some_and(|cell| cell.ch.is_whitespace());
    let arabic = cells.get(after + 2).is_some_and(|cell| is_arabic(cell.ch));
    if !(1..=3).contains(&digits.len()) || !dash || !blank || !arabic {
        return (None, text);
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    (Some(number), Text { cells: cells[after + 2..].to_vec() })
}

/// The value of a figure of Europe or of the Arabs.
fn digit(ch: char) -> Option<u64> {
    let arabic = u32::from(ch).checked_sub(0x660).filter(|value| *value < 10);
    ch.to_digit(10).or(arabic).map(u64::from)
}

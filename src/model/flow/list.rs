//! Lists: numbered clauses, sub-paragraphs, and the typed numerals among them.

use super::{Flow, Manner};
use crate::diagnostic::messages;
use crate::model::enumerate::{self, Levels};
use crate::model::inline;
use crate::model::text::Text;
use crate::model::{Block, Element, Item, List, Numeral, texts};
use crate::source::{Node, NodeKind, Span};
use crate::style::ClauseKind;

impl Flow<'_, '_> {
    /// A list at the top of the flow: the numbered clauses themselves, or what the clause before it announces.
    pub(super) fn top_list(&mut self, index: usize, first: Option<u64>, node: &Node) {
        let announced = self.last_clause().and_then(|clause| match clause.blocks.last() {
            Some(Block::Paragraph(text)) => text.cells.iter().rev().find(|cell| !cell.ch.is_whitespace()),
            _ => None,
        });
        let announced = announced.is_some_and(|cell| cell.ch == ':');
        let opens = self.manner != Manner::Free
            && !announced
            && node.children.iter().all(|item| self.item_opens(item));
        if let (Some(first), true) = (first, opens) {
            let numbers = self.numbers(first, node);
            for (number, item) in numbers.into_iter().zip(&node.children) {
                self.numbered_clause(index, number, item);
            }
            return;
        }
        if self.manner == Manner::Clauses && self.elements.is_empty() {
            self.report(node, messages::list_first());
            return;
        }
        let list = self.list(first, node);
        let list = match self.elements.last_mut() {
            Some(Element::Clause(clause)) => {
                let texts = list.items.iter().flat_map(|item| texts(&item.blocks));
                let before = self.quotation;
                texts.for_each(|text| self.quotation.read(text));
                clause.span = clause.span.join(Span::new(node.span.clone()));
                let back = enumerate::append_list(&mut clause.blocks, &mut self.levels, list);
                if back.is_some() {
                    self.quotation = before;
                }
                back
            }
            _ => Some(list),
        };
        if let Some(list) = list {
            self.attach(Block::List(list), node);
        }
    }

    /// Whether an item begins with a keyword of an operative clause.
    pub(super) fn item_opens(&mut self, item: &Node) -> bool {
        let inline: &[Node] = match item.children.first() {
            Some(node) if node.kind == NodeKind::Paragraph => &node.children,
            _ => &item.children,
        };
        let text: String = inline.iter().map_while(first_characters).collect();
        let words: Vec<&str> = text.split_whitespace().take(12).collect();
        let marked = inline.first().is_some_and(|node| node.kind == NodeKind::Strong);
        let known = self.reading.style.lexicon.keyword(&words);
        marked || known.is_some_and(|found| found.kind == ClauseKind::Operative)
    }

    pub(super) fn numbered_clause(&mut self, index: usize, number: u64, item: &Node) {
        let mut blocks = self.item(item).into_iter();
        let Some(Block::Paragraph(mut text)) = blocks.next() else { return };
        let known = self.known_keyword(&text);
        let (keyword, found) = self.keyword(&mut text, known, item);
        self.levels = Levels::default();
        self.push_clause(index, keyword, found, Some(number), text, item);
        for block in blocks {
            self.attach(block, item);
        }
    }

    pub(super) fn list(&mut self, first: Option<u64>, node: &Node) -> List {
        let mut numbers = first.map_or_else(Vec::new, |first| self.numbers(first, node)).into_iter();
        let mut items = Vec::with_capacity(node.children.len());
        for item in &node.children {
            let numeral = numbers.next().map_or(Numeral::Dash, Numeral::Number);
            items.push(Item { numeral, blocks: self.item(item) });
        }
        List { items }
    }

    /// The numbers of a list's items: as they are typed, or counted where the list repeats its first. The first
    /// that does not follow the one before is reported.
    pub(super) fn numbers(&mut self, first: u64, list: &Node) -> Vec<u64> {
        let typed: Vec<Option<u64>> = list.children.iter().map(|item| self.typed_number(item)).collect();
        if typed.iter().all(|number| *number == Some(first)) {
            return (first..).take(typed.len()).collect();
        }
        let mut numbers: Vec<u64> = Vec::with_capacity(typed.len());
        let mut jump = None;
        for (index, typed) in typed.into_iter().enumerate() {
            let expected = numbers.last().map_or(first, |last| last + 1);
            let number = typed.unwrap_or(expected);
            if number != expected && jump.is_none() {
                jump = Some((index, expected, number));
            }
            numbers.push(number);
        }
        if let Some((index, expected, number)) = jump {
            let start = list.children[index].span.start;
            let span = Span::new(start..start + number.to_string().len());
            let message = messages::list_jump(numbers[index.max(1) - 1], number, expected);
            self.reading.diagnostics.push(self.reading.files.warning(span, message));
        }
        numbers
    }

    /// The number at the beginning of an item.
    pub(super) fn typed_number(&self, item: &Node) -> Option<u64> {
        let source = self.reading.files.document.text[item.span.clone()].trim_start();
        let digits = source.bytes().take_while(u8::is_ascii_digit).count();
        source[..digits].parse().ok()
    }

    /// The blocks of an item; the typed numerals of its lines are items of their own.
    pub(super) fn item(&mut self, item: &Node) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut levels = Levels::default();
        // A tight list has its inline nodes directly in the item.
        let mut inline: Vec<Node> = Vec::new();
        for node in &item.children {
            if is_inline(&node.kind) {
                inline.push(node.clone());
                continue;
            }
            if !inline.is_empty() {
                self.item_text(&std::mem::take(&mut inline), &mut blocks, &mut levels);
            }
            match &node.kind {
                NodeKind::Paragraph => self.item_text(&node.children, &mut blocks, &mut levels),
                NodeKind::List(first) => {
                    let list = self.list(*first, node);
                    if let Some(list) = enumerate::append_list(&mut blocks, &mut levels, list) {
                        levels = Levels::after(&list);
                        blocks.push(Block::List(list));
                    }
                }
                NodeKind::Table(columns) => blocks.push(Block::Table(self.table(columns, node))),
                NodeKind::DefinitionList => blocks.push(self.terms(node)),
                NodeKind::Quote => blocks.push(self.quote(node)),
                NodeKind::Html if inline::is_comment(node, self.reading.files) => {}
                NodeKind::FootnoteDefinition(_) => {}
                _ => self.refuse(node),
            }
        }
        if !inline.is_empty() {
            self.item_text(&inline, &mut blocks, &mut levels);
        }
        // An item always has a paragraph to stand beside its numeral.
        if !matches!(blocks.first(), Some(Block::Paragraph(_))) {
            blocks.insert(0, Block::Paragraph(Text::default()));
        }
        blocks
    }

    pub(super) fn item_text(&mut self, nodes: &[Node], blocks: &mut Vec<Block>, levels: &mut Levels) {
        let text = inline::text(nodes, self.reading);
        let (lead, items) = enumerate::split(
            text,
            levels,
            &self.reading.files.document.text,
            &self.reading.style.lexicon.conjunctions,
        );
        if !lead.is_empty() || items.is_empty() {
            blocks.push(Block::Paragraph(lead));
        }
        for (typed, text) in items {
            enumerate::append(blocks, levels, &typed, &text);
        }
    }
}

/// The characters of an inline node; `None` after the first block.
fn first_characters(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Text(text) => Some(text.clone()),
        NodeKind::SoftBreak | NodeKind::HardBreak => Some(" ".to_owned()),
        kind if is_inline(kind) => Some(node.children.iter().map_while(first_characters).collect()),
        _ => None,
    }
}

fn is_inline(kind: &NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::Text(_)
            | NodeKind::Code(_)
            | NodeKind::Emphasis
            | NodeKind::Strong
            | NodeKind::Link(_)
            | NodeKind::Image { .. }
            | NodeKind::FootnoteReference(_)
            | NodeKind::SoftBreak
            | NodeKind::HardBreak
    )
}

//! Headings, quotations, pictures, terms and tables.

use super::{Flow, Manner};
use crate::diagnostic::messages;
use crate::model::inline;
use crate::model::text::Text;
use crate::model::{Block, Figure, Heading, Table, Term};
use crate::source::{ColumnAlignment, Node, NodeKind, Span};
use crate::style::fold;

impl Flow<'_, '_> {
    pub(in crate::model) fn heading(&mut self, level: u8, node: &Node) -> Heading {
        let text = inline::text(&node.children, self.reading);
        let words = text.to_string();
        let first = words.split_whitespace().next().unwrap_or_default();
        let article = fold(first) == fold(&self.reading.style.labels.words.article);
        let name = self.reading.anchors.name_of(node);
        Heading { level, article, text, name, span: Span::new(node.span.clone()) }
    }

    pub(super) fn quote(&mut self, node: &Node) -> Block {
        // A quotation that begins with a heading is a document within the document.
        let document = matches!(node.children.first().map(|child| &child.kind), Some(NodeKind::Heading(_)));
        let manner = if document { Manner::Quoted } else { Manner::Free };
        let mut inner = Flow::new(self.reading, manner);
        inner.nodes(&node.children);
        Block::Quote(inner.elements)
    }

    /// A picture in a paragraph of its own.
    pub(super) fn figure(&mut self, node: &Node) -> Option<Figure> {
        let NodeKind::Image { target, title } = &node.kind else { return None };
        let alternative = inline::text(&node.children, self.reading).to_string();
        if alternative.trim().is_empty() {
            self.report(node, messages::no_alternative());
            return None;
        }
        match (self.reading.pictures)(target) {
            Ok(graphic) => {
                let span = Span::new(node.span.clone());
                let caption = (!title.is_empty())
                    .then(|| Text::from_toml(title, &self.reading.files.document.text, span));
                Some(Figure { graphic, alternative, caption, span })
            }
            Err(fault) => {
                self.report(node, messages::bad_picture(fault));
                None
            }
        }
    }

    pub(super) fn terms(&mut self, node: &Node) -> Block {
        let mut terms: Vec<Term> = Vec::new();
        for child in &node.children {
            if child.kind == NodeKind::Definition
                && let Some(term) = terms.last_mut()
            {
                term.blocks.extend(self.item(child));
            } else {
                let term = inline::text(&child.children, self.reading);
                terms.push(Term { term, blocks: Vec::new() });
            }
        }
        Block::Terms(terms)
    }

    pub(super) fn table(&mut self, columns: &[ColumnAlignment], node: &Node) -> Table {
        let mut rows = Vec::new();
        for row in &node.children {
            let mut cells: Vec<Text> =
                row.children.iter().map(|cell| inline::text(&cell.children, self.reading)).collect();
            cells.resize(columns.len(), Text::default());
            rows.push(cells);
        }
        // A head without words is there for Markdown's sake.
        let head = rows.first().is_some_and(|row| row.iter().any(|cell| !cell.is_empty()));
        if !head && !rows.is_empty() {
            rows.remove(0);
        }
        Table { columns: columns.to_vec(), rows, head, span: Span::new(node.span.clone()) }
    }
}

//! Inline Markdown as running text.

use super::attributes;
use super::text::{Cell, Space, Style, Text};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{File, Files, Node, NodeKind, Span};

/// Reads inline nodes; what cannot be set is reported.
pub(super) fn text(nodes: &[Node], files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Text {
    let mut reader = Reader { files, diagnostics, cells: Vec::new() };
    reader.nodes(nodes, Style::PLAIN);
    let mut cells = reader.cells;
    attributes::apply(&mut cells, files, diagnostics);
    Text { cells }
}

struct Reader<'a> {
    files: &'a Files,
    diagnostics: &'a mut Vec<Diagnostic>,
    cells: Vec<Cell>,
}

impl Reader<'_> {
    fn nodes(&mut self, nodes: &[Node], style: Style) {
        for node in nodes {
            self.node(node, style);
        }
    }

    fn node(&mut self, node: &Node, style: Style) {
        match &node.kind {
            NodeKind::Text(text) => self.characters(text, node, style),
            NodeKind::Code(text) => {
                // The backquotes are not part of the text.
                let source = &self.files.document.text[node.span.clone()];
                let offset = source.find(text.as_str()).unwrap_or(0);
                let span = node.span.start + offset..node.span.end;
                self.characters(text, &Node { span, ..node.clone() }, style.with(Style::CODE));
            }
            NodeKind::Emphasis => {
                // Emphasis within emphasis stands upright.
                let inner = if style.contains(Style::ITALIC) {
                    style.without(Style::ITALIC)
                } else {
                    style.with(Style::ITALIC)
                };
                self.nodes(&node.children, inner);
            }
            NodeKind::Strong => self.nodes(&node.children, style.with(Style::BOLD)),
            NodeKind::Link(_) => self.nodes(&node.children, style),
            NodeKind::SoftBreak => self.push(' ', node.span.start, node.span.len(), style),
            NodeKind::HardBreak => {
                self.push('\n', node.span.start, node.span.len(), style);
                if let Some(cell) = self.cells.last_mut() {
                    cell.space = Space::LineEnd;
                }
            }
            NodeKind::Html => self.refuse(node, "HTML", "write it in Markdown, or put `\\` before the `<`"),
            NodeKind::Image(_) => self.refuse(node, "an image", "take it out of the text"),
            NodeKind::FootnoteReference(_) => self.refuse(node, "a footnote", "take it into the text"),
            // The parser puts no block inside inline content.
            _ => self.nodes(&node.children, style),
        }
    }

    /// Characters that stand in the source byte for byte, or as a whole (an entity) for their span.
    fn characters(&mut self, text: &str, node: &Node, style: Style) {
        let source = &self.files.document.text[node.span.clone()];
        if source.starts_with(text) {
            for (offset, ch) in text.char_indices() {
                self.push(ch, node.span.start + offset, ch.len_utf8(), style);
            }
        } else {
            for ch in text.chars() {
                self.push(ch, node.span.start, node.span.len(), style);
            }
        }
    }

    fn push(&mut self, ch: char, at: usize, len: usize, style: Style) {
        let ch = if ch == '\t' { ' ' } else { ch };
        self.cells.push(Cell::new(ch, File::Document, at, len, style));
    }

    fn refuse(&mut self, node: &Node, what: &str, help: &str) {
        self.diagnostics.push(refusal(self.files, node, what, help));
    }
}

/// The error for a construct that has no place in a resolution.
pub(super) fn refusal(files: &Files, node: &Node, what: &str, help: &str) -> Diagnostic {
    files
        .diagnostic(
            Severity::Error,
            "GR-0220",
            Span::new(node.span.clone()),
            format!("{what} cannot be set here"),
        )
        .help(help)
}

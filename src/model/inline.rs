//! Inline Markdown as running text.

use std::sync::Arc;

use super::anchors::Anchors;
use super::attributes;
use super::link::{self, Lead, Link, Target};
use super::notes::{Notes, called_note};
use super::text::{Cell, Space, Style, Text};
use crate::diagnostic::{Diagnostic, Message, messages};
use crate::graphic::Graphic;
use crate::source::{File, Files, Node, NodeKind, Span, nearest};
use crate::style::StyleSet;

/// What is read of a document while its text is: its notes, its headings, its faults.
pub(super) struct Reading<'a> {
    pub(super) style: &'a StyleSet,
    pub(super) files: &'a Files,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    pub(super) notes: Notes<'a>,
    pub(super) anchors: Anchors,
    pub(super) links: Vec<Link>,
    pub(super) pictures: &'a Pictures<'a>,
}

/// Reads the picture of a name, or says what is wrong and what to do.
pub type Pictures<'a> = dyn Fn(&str) -> Result<Arc<Graphic>, Message> + 'a;

/// Reads inline nodes; what cannot be set is reported.
pub(super) fn text(nodes: &[Node], reading: &mut Reading<'_>) -> Text {
    let mut reader = Reader { reading, cells: Vec::new() };
    reader.nodes(nodes, Style::PLAIN);
    let mut cells = reader.cells;
    attributes::apply(&mut cells, reading.files, reading.diagnostics);
    attributes::shift(&mut cells);
    Text { cells }
}

struct Reader<'a, 'r> {
    reading: &'a mut Reading<'r>,
    cells: Vec<Cell>,
}

impl Reader<'_, '_> {
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
                let source = &self.reading.files.document.text[node.span.clone()];
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
            NodeKind::Link(target) => self.link(target, node, style),
            NodeKind::SoftBreak => self.push(' ', node.span.start, node.span.len(), style),
            NodeKind::HardBreak => {
                self.push('\n', node.span.start, node.span.len(), style);
                if let Some(cell) = self.cells.last_mut() {
                    cell.space = Space::LineEnd;
                }
            }
            NodeKind::Html if is_comment(node, self.reading.files) => {}
            NodeKind::Html => self.report(node, messages::html()),
            NodeKind::Image { .. } => {
                self.report(node, messages::image_in_line());
            }
            NodeKind::FootnoteReference(label) => self.note(label, node, style),
            // The parser puts no block inside inline content.
            _ => self.nodes(&node.children, style),
        }
    }

    /// Characters that stand in the source byte for byte, or as a whole (an entity) for their span.
    fn characters(&mut self, text: &str, node: &Node, style: Style) {
        let source = &self.reading.files.document.text[node.span.clone()];
        self.cells.reserve(text.len());
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

    /// The call of a note.
    fn note(&mut self, label: &str, node: &Node, style: Style) {
        if self.reading.notes.inside {
            return self.report(node, messages::note_in_note());
        }
        match self.reading.notes.call(label) {
            Some(call) => {
                let style = style.with(Style::SUPERIOR);
                self.cells.push(Cell::new(call, File::Document, node.span.start, 0, style));
            }
            None => self.report(node, messages::no_note(label)),
        }
    }

    /// A link to an address, or to a heading.
    fn link(&mut self, target: &str, node: &Node, style: Style) {
        let start = self.cells.len();
        let target = if let Some(name) = target.strip_prefix('#') {
            self.link_to_heading(name, node, style);
            Target::Heading(name.to_owned())
        } else {
            self.nodes(&node.children, style);
            let Some(address) = Target::address(target) else {
                return self.report(node, messages::link_nowhere(target));
            };
            address
        };
        let Some(cells) = self.cells.get_mut(start..).filter(|cells| !cells.is_empty()) else { return };
        if self.reading.links.len() >= link::MOST {
            return self.report(node, messages::too_many_links(link::MOST));
        }
        let lead = Lead::Link(self.reading.links.len() as u16);
        let words = cells.iter_mut().filter(|cell| called_note(cell.ch).is_none());
        words.for_each(|cell| cell.leads = Some(lead));
        self.reading.links.push(Link { target, span: Span::new(node.span.clone()) });
    }

    /// The words of a link, or those of the heading that it leads to.
    fn link_to_heading(&mut self, name: &str, node: &Node, style: Style) {
        let Some(words) = self.reading.anchors.words(name).map(str::to_owned) else {
            let known = self.reading.anchors.names();
            let message = match nearest(name, known) {
                Some(near) => messages::no_heading_near(name, near),
                None => messages::no_heading(name),
            };
            return self.report(node, message);
        };
        if node.children.is_empty() {
            let span = Span::new(node.span.clone());
            let cells = Text::generated(&words, span).cells;
            self.cells.extend(cells.into_iter().map(|cell| Cell { style, ..cell }));
        } else {
            self.nodes(&node.children, style);
        }
    }

    fn push(&mut self, ch: char, at: usize, len: usize, style: Style) {
        if called_note(ch).is_some() {
            let span = Span::new(at..at + len);
            let message = messages::private_character(format!("{:04X}", u32::from(ch)));
            self.reading.diagnostics.push(self.reading.files.error(span, message));
            return;
        }
        let ch = if ch == '\t' { ' ' } else { ch };
        self.cells.push(Cell::new(ch, File::Document, at, len, style));
    }

    fn report(&mut self, node: &Node, message: Message) {
        self.reading.diagnostics.push(self.reading.files.error(Span::new(node.span.clone()), message));
    }
}

/// Whether raw HTML is comments and nothing else: they say nothing to the reader of the page. Words after a
/// comment in its line are raw HTML to Markdown.
pub(super) fn is_comment(node: &Node, files: &Files) -> bool {
    let mut rest = files.document.text[node.span.clone()].trim();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    rest.is_empty()
}

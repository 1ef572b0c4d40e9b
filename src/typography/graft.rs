//! Several documents as one: a composition behind another, with its tree as a part of the other's.

use super::flow::Composition;
use super::structure::{Child, Node, Structure, Tag};
use crate::model::{Lead, Target};

/// By how much the numbers of a composition grow when it stands behind another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offsets {
    /// Of its paragraphs.
    pub paragraphs: usize,
    /// Of its notes.
    pub notes: u16,
    /// Of its links.
    pub links: u16,
    /// Of its pictures.
    pub figures: usize,
}

impl Offsets {
    /// Where a character leads that led somewhere before.
    pub fn lead(&self, lead: Lead) -> Lead {
        match lead {
            Lead::Note(number) => Lead::Note(number.saturating_add(self.notes)),
            Lead::Link(number) => Lead::Link(number.saturating_add(self.links)),
        }
    }
}

impl Composition {
    /// Adds a composition as a part of this one: `title` is what the part is called in a list of parts, `name` what
    /// links call it. What does not stand in the flow (running head, folio) stays this one's.
    ///
    /// `None` when both together have more notes or links than a document can; this composition is then as it was.
    pub fn append(&mut self, mut other: Self, title: Option<&str>, name: &str) -> Option<Offsets> {
        let most = usize::from(u16::MAX);
        if self.notes.len() + other.notes.len() > most || self.links.len() + other.links.len() > most {
            return None;
        }
        let offsets = Offsets {
            paragraphs: self.paragraphs.len(),
            notes: self.notes.len() as u16,
            links: self.links.len() as u16,
            figures: self.figures(),
        };
        for paragraph in &mut other.paragraphs {
            let label = paragraph.label.iter_mut().flat_map(|label| &mut label.cells);
            for cell in paragraph.text.cells.iter_mut().chain(label) {
                cell.leads = cell.leads.map(|lead| offsets.lead(lead));
            }
        }
        let first = offsets.paragraphs;
        self.anchors.insert(name.to_owned(), first);
        let anchors = other.anchors.into_iter();
        self.anchors
            .extend(anchors.map(|(anchor, paragraph)| (format!("{name}/{anchor}"), paragraph + first)));
        self.links.extend(other.links.into_iter().map(|mut link| {
            if let Target::Heading(anchor) = &link.target {
                link.target = Target::Heading(format!("{name}/{anchor}"));
            }
            link
        }));
        self.notes.extend(other.notes.into_iter().map(|note| note.start + first..note.end + first));
        self.paragraphs.append(&mut other.paragraphs);
        self.structure.graft(other.structure, title, offsets);
        Some(offsets)
    }

    /// How many pictures the tree has.
    fn figures(&self) -> usize {
        let children = self.structure.nodes.iter().flat_map(|node| &node.children);
        let figures = children.filter_map(|child| match child {
            Child::Figure(number) => Some(number + 1),
            _ => None,
        });
        figures.max().unwrap_or(0)
    }
}

impl Structure {
    /// Adds a tree as the last part of the whole.
    fn graft(&mut self, other: Self, title: Option<&str>, offsets: Offsets) {
        let base = self.nodes.len();
        self.nodes[0].children.push(Child::Node(base));
        self.nodes.extend(other.nodes.into_iter().enumerate().map(|(index, node)| {
            let children = node.children.into_iter().map(|child| match child {
                Child::Node(number) => Child::Node(number + base),
                Child::Text(paragraph) => Child::Text(paragraph + offsets.paragraphs),
                Child::Label(paragraph) => Child::Label(paragraph + offsets.paragraphs),
                Child::Figure(number) => Child::Figure(number + offsets.figures),
            });
            let children = children.collect();
            let tag = match node.tag {
                Tag::Note(number) => Tag::Note(number + usize::from(offsets.notes)),
                _ if index == 0 => Tag::Section,
                tag => tag,
            };
            let title = if index == 0 { title.map(str::to_owned) } else { node.title };
            Node { tag, children, title, ..node }
        }));
    }
}

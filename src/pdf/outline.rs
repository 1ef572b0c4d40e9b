//! The bookmarks (ISO 32000-1, 12.3.3): the label of the document, its parts and its headings, in their levels.

use pdf_writer::{Dict, Name, Ref, TextStr};

use super::Job;
use super::link::{explicit, plain};
use super::mark::{Marked, Place};
use super::objects::Objects;
use crate::typography::{Child, Node, Tag};

/// A bookmark.
struct Entry {
    title: String,
    place: Place,
    node: usize,
    /// How many bookmarks it stands below.
    level: usize,
}

/// Writes the bookmarks of a document; `elements` are those of the structure tree. Their root, or `None` when there
/// is nothing to mark.
pub(super) fn embed(
    job: &Job<'_>,
    marked: &Marked,
    elements: &[Ref],
    pages: &[Ref],
    objects: &mut Objects,
) -> Option<Ref> {
    let mut collector = Collector { job, marked, entries: Vec::new() };
    collector.collect(0, 0);
    let entries = collector.entries;
    if entries.is_empty() {
        return None;
    }
    let root = objects.reserve();
    let ids: Vec<Ref> = entries.iter().map(|_| objects.reserve()).collect();
    let family = Family::of(&entries);
    for (index, entry) in entries.iter().enumerate() {
        let siblings = family.children(family.parents[index]);
        let at = siblings.binary_search(&index).unwrap_or_default();
        let mut item = objects.dictionary(ids[index]);
        item.pair(Name(b"Title"), TextStr(&entry.title));
        item.pair(Name(b"Parent"), family.parents[index].map_or(root, |parent| ids[parent]));
        explicit(item.insert(Name(b"Dest")), entry.place, pages);
        item.pair(Name(b"SE"), elements[entry.node]);
        if let Some(previous) = at.checked_sub(1) {
            item.pair(Name(b"Prev"), ids[siblings[previous]]);
        }
        if let Some(next) = siblings.get(at + 1) {
            item.pair(Name(b"Next"), ids[*next]);
        }
        family.lead_down(&mut item, Some(index), &ids);
    }
    let mut outline = objects.dictionary(root);
    outline.pair(Name(b"Type"), Name(b"Outlines"));
    family.lead_down(&mut outline, None, &ids);
    Some(root)
}

/// Which bookmarks stand directly below which.
struct Family {
    parents: Vec<Option<usize>>,
    /// The children of each bookmark, those of none last.
    children: Vec<Vec<usize>>,
    /// How many stand below each, directly or not; those of none last.
    below: Vec<i32>,
}

impl Family {
    fn of(entries: &[Entry]) -> Self {
        let count = entries.len();
        let (mut parents, mut children) = (Vec::with_capacity(count), vec![Vec::new(); count + 1]);
        let mut open: Vec<usize> = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            while open.pop_if(|open| entries[*open].level >= entry.level).is_some() {}
            let parent = open.last().copied();
            children[parent.unwrap_or(count)].push(index);
            parents.push(parent);
            open.push(index);
        }
        let mut below = vec![0; count + 1];
        for index in (0..count).rev() {
            below[parents[index].unwrap_or(count)] += 1 + below[index];
        }
        Self { parents, children, below }
    }

    fn children(&self, parent: Option<usize>) -> &[usize] {
        &self.children[parent.unwrap_or(self.parents.len())]
    }

    /// Gives a bookmark, or the outline as a whole, its children; all of them are shown.
    fn lead_down(&self, item: &mut Dict<'_>, parent: Option<usize>, ids: &[Ref]) {
        if let [first, .., last] | [first @ last] = self.children(parent) {
            item.pair(Name(b"First"), ids[*first]).pair(Name(b"Last"), ids[*last]);
            item.pair(Name(b"Count"), self.below[parent.unwrap_or(self.parents.len())]);
        }
    }
}

struct Collector<'a> {
    job: &'a Job<'a>,
    marked: &'a Marked,
    entries: Vec<Entry>,
}

impl Collector<'_> {
    /// Collects the bookmarks of a node and all that it holds.
    fn collect(&mut self, node: usize, level: usize) {
        let own = &self.job.composition.structure.nodes[node];
        let heading = own.children.iter().find_map(|child| self.heading(child));
        let title = own.title.clone().or(heading);
        let mut below = level;
        if let Some(title) = title
            && let Some(place) = self.place(own)
        {
            self.entries.push(Entry { title, place, node, level });
            // What follows the label of the document stands beside it.
            below += usize::from(own.tag != Tag::Document);
        }
        for child in &own.children {
            if let Child::Node(child) = *child {
                self.collect(child, below);
            }
        }
    }

    /// The words of a child that is a heading.
    fn heading(&self, child: &Child) -> Option<String> {
        let Child::Node(node) = child else { return None };
        let node = &self.job.composition.structure.nodes[*node];
        let (Tag::Heading(_), [Child::Text(paragraph), ..]) = (node.tag, node.children.as_slice()) else {
            return None;
        };
        Some(plain(&self.job.composition.paragraphs[*paragraph].text))
    }

    /// Where the first words of a node stand.
    fn place(&self, node: &Node) -> Option<Place> {
        node.children.iter().find_map(|child| match *child {
            Child::Node(node) => self.place(&self.job.composition.structure.nodes[node]),
            Child::Text(paragraph) | Child::Label(paragraph) => self.marked.places.get(&paragraph).copied(),
            Child::Figure(_) => None,
        })
    }
}

//! What the headings of a document are called in its links.

use std::collections::BTreeMap;

use crate::source::{Node, NodeKind};
use crate::style::fold;

/// The headings by the names that links give them.
#[derive(Debug, Default)]
pub(super) struct Anchors(BTreeMap<String, String>);

impl Anchors {
    /// Collects the headings: `# Annexe 1. Budget` is `annexe-1` and is called “annexe 1”; `## Article premier` is
    /// `article-premier`; any other heading has the name and the words of its whole text.
    pub(super) fn collect(nodes: &[Node], numbered: &[&str]) -> Self {
        let mut anchors = BTreeMap::new();
        let mut pending: Vec<&Node> = nodes.iter().rev().collect();
        while let Some(node) = pending.pop() {
            if let NodeKind::Heading(_) = node.kind {
                let text = plain(node);
                let words = match first_words(&text, numbered) {
                    Some(words) => in_running_text(&words),
                    None => text,
                };
                anchors.entry(name(&words)).or_insert(words);
            }
            pending.extend(node.children.iter().rev());
        }
        Self(anchors)
    }

    /// The words that a link to `name` prints when it has none of its own.
    pub(super) fn words(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Every name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// The characters of a node.
fn plain(node: &Node) -> String {
    match &node.kind {
        NodeKind::Text(text) | NodeKind::Code(text) => text.clone(),
        NodeKind::SoftBreak | NodeKind::HardBreak => " ".to_owned(),
        _ => node.children.iter().map(plain).collect(),
    }
}

/// `Annexe 1` of `Annexe 1. Budget`, when the heading begins with one of the words that numbers follow.
pub(super) fn first_words(text: &str, numbered: &[&str]) -> Option<String> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    numbered.iter().find(|word| fold(word) == fold(first))?;
    let number = words.next().map(|word| word.trim_end_matches(['.', ',', ':', ';', '–']));
    Some(match number {
        Some(number) if !number.is_empty() => format!("{first} {number}"),
        _ => first.trim_end_matches(['.', ':']).to_owned(),
    })
}

/// The words without their capital, as within a sentence.
fn in_running_text(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}

/// Words as a name: letters and digits without accents, parted by hyphens.
fn name(words: &str) -> String {
    let folded = fold(words);
    let parts: Vec<&str> =
        folded.split(|ch: char| !ch.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

//! What the headings of a document are called in its links.

use std::collections::BTreeMap;

use crate::source::{Node, NodeKind};
use crate::style::fold;

/// The headings by the names that links give them.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// The words of each name; where two headings have one name, those of the first.
    words: BTreeMap<String, String>,
    /// The name of the heading at each place of the source.
    names: BTreeMap<usize, String>,
}

impl Anchors {
    /// Collects the headings: `# Annexe 1. Budget` is `annexe-1` and is called “annexe 1”; `## Article premier` is
    /// `article-premier`; any other heading has the name and the words of its whole text.
    pub(super) fn collect(nodes: &[Node], numbered: &[&str]) -> Self {
        let mut anchors = Self::default();
        let mut pending: Vec<&Node> = nodes.iter().rev().collect();
        while let Some(node) = pending.pop() {
            if let NodeKind::Heading(_) = node.kind {
                let text = plain(node);
                let words = match first_words(&text, numbered) {
                    Some(words) => in_running_text(&words),
                    None => text,
                };
                let name = name(&words);
                anchors.names.insert(node.span.start, name.clone());
                anchors.words.entry(name).or_insert(words);
            }
            pending.extend(node.children.iter().rev());
        }
        anchors
    }

    /// The words that a link to `name` prints when it has none of its own.
    pub(super) fn words(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// What links call a heading.
    pub(super) fn name_of(&self, heading: &Node) -> String {
        self.names.get(&heading.span.start).cloned().unwrap_or_default()
    }

    /// Every name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
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

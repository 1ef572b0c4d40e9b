//! Footnotes: their texts, and their numbers in the order in which they are called.

use std::collections::BTreeMap;

use crate::source::{Node, NodeKind};

/// The first of the characters that stand for the calls of notes until their numbers are printed; the private use
/// characters of plane 15 are in no text.
const FIRST_CALL: u32 = 0xF_0000;

/// The most notes that a document may have.
const MOST: usize = 0xFFFD;

/// The notes of one document.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    definitions: BTreeMap<&'a str, &'a Node>,
    /// Definitions whose label another has already.
    pub(super) doubled: Vec<(&'a str, &'a Node)>,
    /// Whether what is read now is a note.
    pub(super) inside: bool,
    order: Vec<&'a str>,
    numbers: BTreeMap<&'a str, usize>,
}

impl<'a> Notes<'a> {
    /// Collects the definitions of a document.
    pub(super) fn collect(nodes: &'a [Node]) -> Self {
        let mut notes = Self::default();
        let mut pending: Vec<&Node> = nodes.iter().rev().collect();
        while let Some(node) = pending.pop() {
            if let NodeKind::FootnoteDefinition(label) = &node.kind {
                if notes.definitions.contains_key(label.as_str()) {
                    notes.doubled.push((label, node));
                } else {
                    notes.definitions.insert(label, node);
                }
            }
            pending.extend(node.children.iter().rev());
        }
        notes
    }

    /// The character that stands for a call; `None` when there is no such note, or there are too many.
    pub(super) fn call(&mut self, label: &str) -> Option<char> {
        let (label, _) = self.definitions.get_key_value(label)?;
        let number = match self.numbers.get(label) {
            Some(number) => *number,
            None if self.order.len() >= MOST => return None,
            None => {
                self.numbers.insert(label, self.order.len());
                self.order.push(label);
                self.order.len() - 1
            }
        };
        char::from_u32(FIRST_CALL + number as u32)
    }

    /// The note of a number from 0, once it has been called.
    pub(super) fn called(&self, number: usize) -> Option<&'a Node> {
        self.order.get(number).map(|label| self.definitions[label])
    }

    /// The notes that nothing calls.
    pub(super) fn uncalled(&self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        self.definitions
            .iter()
            .filter(|(label, _)| !self.numbers.contains_key(*label))
            .map(|(label, node)| (*label, *node))
    }
}

/// The number of the note, from 1, that a character stands for.
pub fn called_note(ch: char) -> Option<usize> {
    let number = u32::from(ch).checked_sub(FIRST_CALL)? as usize;
    (number < MOST).then_some(number + 1)
}

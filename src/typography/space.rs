//! Spaces as values: how wide each kind is, and how far it stretches and shrinks.

use crate::model::{Cell, Space, Text};

/// A width with its stretch and shrink, in thousandths of the font's word space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpaceValue {
    /// The natural width.
    pub width: i64,
    /// What it may gain in a line of badness 100.
    pub stretch: i64,
    /// What it may lose at most.
    pub shrink: i64,
    /// Whether a line may end here.
    pub breaks: bool,
}

impl Space {
    /// The value of a kind of space. The figures are babel-french's: a colon is preceded by a full word
    /// space, guillemets hold 0.8 of one, high punctuation a rigid half. A word space stretches by a half and
    /// shrinks by a third of its width, as in the fonts that Knuth & Plass (1981) used.
    pub fn value(self) -> SpaceValue {
        let word = SpaceValue { width: 1000, stretch: 500, shrink: 333, breaks: true };
        match self {
            Self::None | Self::LineEnd => SpaceValue { width: 0, stretch: 0, shrink: 0, breaks: false },
            Self::Word => word,
            Self::Gap => SpaceValue { width: 2500, stretch: 0, shrink: 0, breaks: false },
            Self::Bound | Self::Colon => SpaceValue { breaks: false, ..word },
            // 0.8 wide, 0.3 stretch, 0.8 shrink, each of the same part of the word space's own.
            Self::Guillemet => SpaceValue { width: 800, stretch: 150, shrink: 266, breaks: false },
            Self::Thin => SpaceValue { width: 500, stretch: 0, shrink: 0, breaks: false },
        }
    }
}

/// Gives every space character its kind, by what stands beside it.
pub(super) fn classify(text: &mut Text) {
    for index in 0..text.cells.len() {
        let kind = kind(&text.cells, index);
        text.cells[index].space = kind;
    }
}

fn kind(cells: &[Cell], index: usize) -> Space {
    let neighbour = |index: Option<usize>| index.and_then(|index| cells.get(index)).map(|cell| cell.ch);
    match cells[index].ch {
        ' ' => Space::Word,
        '\n' => Space::LineEnd,
        '\u{202f}' => Space::Thin,
        '\u{a0}' => match (neighbour(index.checked_sub(1)), neighbour(Some(index + 1))) {
            (_, Some(':')) => Space::Colon,
            (Some('«'), _) | (_, Some('»')) => Space::Guillemet,
            _ => Space::Bound,
        },
        _ => Space::None,
    }
}

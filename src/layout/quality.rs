//! The quality of a layout as numbers.

use std::collections::BTreeMap;

use super::page::{Layout, Page, PlacedLine};
use crate::diagnostic::{Message, messages};
use crate::source::Span;
use crate::style::{Budget, PageStyle, Role};

/// What can be counted of the lines and pages of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quality {
    /// How many lines of paragraphs there are.
    pub lines: usize,
    /// The loosest line.
    pub loosest: Option<LineQuality>,
    /// The tightest line.
    pub tightest: Option<LineQuality>,
    /// How many lines end in a hyphen that the rules put in.
    pub hyphens: usize,
    /// The most such lines running, and the first of them.
    pub ladder: Option<(usize, Span)>,
    /// The last lines of paragraphs that are shorter than a tenth of their measure.
    pub short_last_lines: Vec<Span>,
    /// How much of each page but the last is filled, in hundredths.
    pub page_fill: Vec<i64>,
    /// The last lines of paragraphs alone at the head of a page.
    pub widows: Vec<Span>,
    /// The first lines of paragraphs alone at the foot of a page.
    pub orphans: Vec<Span>,
}

/// A line and how far its spaces give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineQuality {
    /// By how much, in thousandths of what they may: above 0 stretched, below 0 shrunk.
    pub stretch: i64,
    /// Where its text comes from.
    pub span: Span,
}

/// A way in which a layout goes over the budget of its style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// Where.
    pub span: Span,
    /// What is too much.
    pub message: Message,
}

impl Quality {
    /// Measures a layout on sheets of a style.
    pub fn measure(layout: &Layout, sheet: &PageStyle) -> Self {
        let mut quality = Self::default();
        // The lines of each paragraph: how many there are.
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let text = |placed: &&PlacedLine| is_paragraph(placed.role);
        for placed in layout.pages.iter().flat_map(|page| page.lines.iter().filter(text)) {
            *counts.entry(placed.block).or_default() += 1;
        }
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        let mut ladder = 0;
        for (index, page) in layout.pages.iter().enumerate() {
            let lines: Vec<&PlacedLine> = page.lines.iter().filter(text).collect();
            for (at, placed) in lines.iter().enumerate() {
                let number = seen.entry(placed.block).or_default();
                *number += 1;
                let (first, last) = (*number == 1, *number == counts[&placed.block]);
                quality.line(placed, &mut ladder);
                if last && !first && is_short(placed) {
                    quality.short_last_lines.push(placed.line.span());
                }
                let alone =
                    |other: Option<&&PlacedLine>| other.is_none_or(|other| other.block != placed.block);
                if at == 0 && last && !first && alone(lines.get(1)) {
                    quality.widows.push(placed.line.span());
                }
                if at + 1 == lines.len() && first && !last {
                    quality.orphans.push(placed.line.span());
                }
            }
            if index + 1 < layout.pages.len() {
                quality.page_fill.push(fill(page, sheet));
            }
        }
        quality
    }

    fn line(&mut self, placed: &PlacedLine, ladder: &mut usize) {
        let (line, span) = (&placed.line, placed.line.span());
        self.lines += 1;
        let stretch = stretch(line.badness);
        if stretch > self.loosest.map_or(0, |line| line.stretch) {
            self.loosest = Some(LineQuality { stretch, span });
        }
        if stretch < self.tightest.map_or(0, |line| line.stretch) {
            self.tightest = Some(LineQuality { stretch, span });
        }
        if !line.hyphenated {
            *ladder = 0;
            return;
        }
        self.hyphens += 1;
        *ladder += 1;
        if self.ladder.is_none_or(|(known, _)| *ladder > known) {
            self.ladder = Some((*ladder, span));
        }
    }

    /// What goes over a budget.
    pub fn excesses(&self, budget: &Budget) -> Vec<Excess> {
        let mut excesses = Vec::new();
        if let Some(line) = self.loosest.filter(|line| line.stretch > budget.max_stretch) {
            let message = messages::stretched(line.stretch.to_string(), budget.max_stretch.to_string());
            excesses.push(Excess { span: line.span, message });
        }
        if let Some((count, span)) = self.ladder.filter(|(count, _)| *count > budget.max_consecutive_hyphens)
        {
            let message = messages::hyphen_ladder(count, budget.max_consecutive_hyphens);
            excesses.push(Excess { span, message });
        }
        if self.hyphens * 100 > budget.max_hyphens_in_hundred * self.lines.max(50) {
            let message = messages::many_hyphens(self.hyphens, self.lines, budget.max_hyphens_in_hundred);
            let span = self.ladder.map(|(_, span)| span).unwrap_or_default();
            excesses.push(Excess { span, message });
        }
        let lone = self
            .widows
            .iter()
            .map(|span| (span, messages::alone_at_head()))
            .chain(self.orphans.iter().map(|span| (span, messages::alone_at_foot())));
        for (span, message) in lone.filter(|_| !budget.lone_lines) {
            excesses.push(Excess { span: *span, message });
        }
        excesses
    }
}

/// Whether the lines of a role are running text.
fn is_paragraph(role: Role) -> bool {
    matches!(role, Role::Formula | Role::Recital | Role::Operative | Role::Item(_) | Role::Paragraph)
}

fn is_short(placed: &PlacedLine) -> bool {
    placed.line.natural * 10 < placed.line.measure
}

/// The stretch that a badness stands for, in thousandths: the inverse of TeX's 100 times the cube of the ratio.
fn stretch(badness: i64) -> i64 {
    let cube = badness.abs() * 10_000_000;
    let (mut low, mut high) = (0, 10_000);
    while low < high {
        let middle = i64::midpoint(low, high);
        if middle * middle * middle < cube {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low * badness.signum()
}

/// How much of the room for text is filled, in hundredths: from its top to the last line, or to the foot where
/// notes stand.
fn fill(page: &Page, sheet: &PageStyle) -> i64 {
    if !page.notes.is_empty() {
        return 100;
    }
    let Some(last) = page.lines.iter().map(|placed| placed.y).max() else { return 0 };
    let room = page.height - sheet.top - sheet.bottom;
    (((last - sheet.top).0 + sheet.grid.0 / 4) * 100 / room.0.max(1)).min(100)
}

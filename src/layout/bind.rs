//! Pages of several documents bound to one: their numbers shifted, links over words that are set already, new folios,
//! blank pages.

use super::glyph::{Glyph, Run};
use super::length::Length;
use super::page::{Page, PlacedLine, foot};
use crate::font::Shaper;
use crate::model::{Lead, Text};
use crate::style::StyleSet;
use crate::typography::Offsets;

impl Page {
    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.lines.is_empty() && self.notes.is_empty() && self.figures.is_empty()
    }

    /// Moves what stands on it down.
    pub fn lower(&mut self, by: Length) {
        self.lines.iter_mut().for_each(|placed| placed.y += by);
        self.figures.iter_mut().for_each(|figure| figure.y += by);
        self.shapes.iter_mut().for_each(|shape| shape.y += by);
    }

    /// The page of a document that stands behind others.
    pub fn shift(&mut self, offsets: &Offsets) {
        for figure in &mut self.figures {
            figure.number = figure.number.map(|number| number + offsets.figures);
        }
        for placed in self.lines.iter_mut().chain(&mut self.notes) {
            placed.block += offsets.paragraphs;
            for run in &mut placed.line.runs {
                run.inline.leads = run.inline.leads.map(|lead| offsets.lead(lead));
            }
        }
    }

    /// Puts other words at the foot.
    pub fn set_foot(&mut self, words: &Text, style: &StyleSet, shaper: &mut Shaper<'_>) {
        self.foot = foot(self.width, words, style, shaper);
    }

    /// Makes words of the text lead somewhere, without moving a glyph: `find` gives the bytes of a run's text that do.
    pub fn link_words(&mut self, find: impl Fn(&str) -> Vec<(std::ops::Range<usize>, Lead)>) {
        for placed in self.lines.iter_mut().chain(&mut self.notes) {
            link_line(placed, &find);
        }
    }
}

fn link_line(placed: &mut PlacedLine, find: impl Fn(&str) -> Vec<(std::ops::Range<usize>, Lead)>) {
    let runs = std::mem::take(&mut placed.line.runs);
    for run in runs {
        // What leads somewhere by the author's will goes on doing so.
        let found = if run.inline.leads.is_none() { find(&run.text) } else { Vec::new() };
        let mut rest = run;
        let mut taken = 0;
        for (range, lead) in found {
            let (before, after) = split(rest, range.start.saturating_sub(taken));
            taken += before.text.len();
            let (mut words, after) = split(after, range.end.saturating_sub(taken));
            taken += words.text.len();
            words.inline.leads = Some(lead);
            placed.line.runs.extend([before, words].into_iter().filter(|run| !run.glyphs.is_empty()));
            rest = after;
        }
        if !rest.glyphs.is_empty() {
            placed.line.runs.push(rest);
        }
    }
}

/// Parts a run before a byte of its text; a glyph that stands for characters on both sides goes with the first.
fn split(mut run: Run, at: usize) -> (Run, Run) {
    let at = at as u32;
    let index = run.glyphs.iter().position(|glyph| glyph.text.start >= at).unwrap_or(run.glyphs.len());
    let byte = run.glyphs.get(index).map_or(run.text.len(), |glyph| glyph.text.start as usize);
    let glyphs = run.glyphs.split_off(index);
    let shift =
        |glyph: Glyph| Glyph { text: glyph.text.start - byte as u32..glyph.text.end - byte as u32, ..glyph };
    let rest = Run {
        text: run.text.split_off(byte),
        glyphs: glyphs.into_iter().map(shift).collect(),
        ..run.clone()
    };
    (run, rest)
}

//! Words that are written from right to left, in strings that are shown from left to right.
//!
//! Contents are in the order in which they are read, and so are the words of Arabic; the glyphs of each stand in its
//! string as they are seen, marked `ReversedChars` (ISO 32000-1, 14.8.2.3.3). Readers that search and copy by places
//! take strings for that, and would turn glyphs that are placed one by one against the direction of writing.

use super::super::subset::Subset;
use crate::layout::{Glyph, Length, Run};
use crate::model::Space;

/// The mark of such strings.
pub(super) const REVERSED: &str = "ReversedChars";

/// How many glyphs of a run, from one on, are shown in one string from right to left; 0 if it is none or alone.
pub(super) fn turned(run: &Run, from: usize, subset: &Subset) -> usize {
    let glyphs = &run.glyphs[from..];
    // A glyph off the baseline, or one that is read otherwise than it says, is by itself.
    let plain = |index: usize, glyph: &Glyph| {
        let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
        let whole = glyphs.get(index + 1).is_none_or(|next| !next.text.is_empty());
        glyph.reversed
            && whole
            && glyph.space == Space::None
            && glyph.y == Length::ZERO
            && !text.is_empty()
            && subset.reads_as(glyph.id, text)
    };
    let count = glyphs.iter().enumerate().take_while(|(index, glyph)| plain(*index, glyph)).count();
    if count > 1 { count } else { 0 }
}

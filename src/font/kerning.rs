//! Kerning over the space between two words.

use super::book::FaceId;
use super::shape::{Features, Shaper, Writing};
use crate::model::is_arabic_mark;

impl Shaper<'_> {
    /// By how much the space between two words written from right to left is wider (or, below 0, narrower) than the
    /// face's word space, in font units: a kaf reaches over the space behind a final heh.
    ///
    /// Most pairs of letters have no such kerning in any of their forms, and then whole words are not looked at.
    pub fn kerning_over_space(
        &mut self,
        [before, after]: [(&str, Writing); 2],
        face: FaceId,
        features: Features,
    ) -> i64 {
        let last = before.0.chars().rfind(|ch| !is_arabic_mark(*ch));
        let (Some(last), Some(first)) = (last, after.0.chars().next()) else { return 0 };
        let pair = (face, features, before.1.other_language, [last, first]);
        let known = self.kerned.get(&pair).copied();
        let kerned = known.unwrap_or_else(|| {
            let (mut one, mut two) = ([0; 4], [0; 4]);
            let letters: [&str; 2] = [last.encode_utf8(&mut one), first.encode_utf8(&mut two)];
            let kerned =
                [(false, false), (false, true), (true, false), (true, true)].into_iter().any(|joins| {
                    let left = Writing { joins_before: joins.0, joins_after: false, ..before.1 };
                    let right = Writing { joins_before: false, joins_after: joins.1, ..after.1 };
                    self.kerning([(letters[0], left), (letters[1], right)], face, features) != 0
                });
            self.kerned.insert(pair, kerned);
            kerned
        });
        if kerned { self.kerning([before, after], face, features) } else { 0 }
    }

    /// The same for whole words.
    fn kerning(&mut self, [before, after]: [(&str, Writing); 2], face: FaceId, features: Features) -> i64 {
        let writing = Writing { joins_after: after.1.joins_after, ..before.1 };
        let whole = before.0.chars().chain([' ']).chain(after.0.chars());
        let whole = self.shape(whole, face, features, writing);
        let [first, second] =
            [before, after].map(|(word, writing)| self.shape(word.chars(), face, features, writing));
        // Glyphs from left to right; where the words have other ones together, the difference is not the space's.
        let apart = second.glyphs.iter().map(|glyph| glyph.id);
        let apart = apart.chain([self.space(face, ' ')]).chain(first.glyphs.iter().map(|glyph| glyph.id));
        if !apart.eq(whole.glyphs.iter().map(|glyph| glyph.id)) {
            return 0;
        }
        whole.advance - first.advance - second.advance - self.word_space(face)
    }
}

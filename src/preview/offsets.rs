//! Places in a text as the editor of a browser counts them.

use std::ops::Range;

/// Turns bytes of a text into the units of a browser's text field: UTF-16, with one line feed for each line end.
#[derive(Debug)]
pub(super) struct Offsets {
    /// The units before each byte; one more than there are bytes.
    units: Vec<u32>,
}

impl Offsets {
    /// Measures a text.
    pub(super) fn new(text: &str) -> Self {
        let mut units = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        let mut after_return = false;
        for ch in text.chars() {
            units.extend(std::iter::repeat_n(count, ch.len_utf8()));
            // Of two signs that end a line the second is none of its own.
            if !(after_return && ch == '\n') {
                count += ch.len_utf16() as u32;
            }
            after_return = ch == '\r';
        }
        units.push(count);
        Self { units }
    }

    /// The units of a range of bytes; what lies behind the end is the end.
    pub(super) fn range(&self, bytes: &Range<usize>) -> [u32; 2] {
        let at = |byte: usize| self.units[byte.min(self.units.len() - 1)];
        [at(bytes.start), at(bytes.end.max(bytes.start))]
    }
}

/// A text as a browser's text field holds it: each line end is a line feed.
pub(super) fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_signs_beyond_the_plane_and_line_ends_are_counted() {
        let offsets = Offsets::new("é𝄞a\r\nb\rc\n");
        let all: Vec<u32> =
            [0, 2, 6, 7, 8, 9, 10, 11, 12, 13].map(|byte| offsets.range(&(byte..byte))[0]).to_vec();
        assert_eq!(all, [0, 1, 3, 4, 5, 5, 6, 7, 8, 9]);
        assert_eq!(offsets.range(&(7..99)), [4, 9]);
    }

    proptest! {
        #[test]
        fn each_place_is_that_of_the_text_before_it(text in "[aé𝄞\r\n]{0,12}") {
            let offsets = Offsets::new(&text);
            for (at, _) in text.char_indices().filter(|(at, _)| !text[..*at].ends_with('\r')) {
                let before = with_line_feeds(&text[..at]).encode_utf16().count() as u32;
                prop_assert_eq!(offsets.range(&(at..at))[0], before);
            }
        }
    }
}

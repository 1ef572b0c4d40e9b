//! Whether the language versions of a document say the same: their clauses aligned, and what one says held against the other.
//!
//! ```text
//! Resolution ─ outline (Part: kind, Facts, parts in it) ─ align (Needleman–Wunsch over likeness) ─ compare ─ Discordance
//! ```
//!
//! The comparison is cautious: a figure is another only where it surely is a figure in one version and the part that stands for
//! it in the other has neither the figure nor words for it. What the languages write otherwise is data of `templates/lexicon/`:
//! `numbers.toml` and `months.toml` of each language, `pairs.toml`, `terms.toml`, `currencies.toml`, `references.toml`.

mod align;
mod alone;
mod compare;
mod count;
mod dates;
mod decimal;
mod describe;
mod exchanged;
mod facts;
mod fields;
mod half;
mod likeness;
mod link;
mod loose;
mod notes;
mod numerals;
mod outline;
mod pair;
mod read;
mod terms;
mod token;
mod words;

pub use compare::{Alignment, Discordance, Pairing, compare};
pub use decimal::Decimal;
pub use fields::compare_fields;
pub(crate) use terms::TermTable;
pub use words::Words;
pub(crate) use words::{Currencies, Numbers, References};

/// How many things two sorted sequences have in common.
fn common<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

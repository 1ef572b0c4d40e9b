//! Whether the language versions of a document say the same: their clauses aligned, and what one says held against the other.
//!
//! ```text
//! Resolution ─ outline (Part: kind, Facts, parts in it) ─ align (Needleman–Wunsch) ─ compare ─ Discordance
//! ```
//!
//! The comparison is cautious: a figure is another only where it surely is a figure in one version and the part that stands for
//! it in the other has neither the figure nor words for it. What the languages write otherwise is data of `templates/lexicon/`:
//! `numbers.toml` and `months.toml` of each language, `pairs.toml`, `currencies.toml`, `references.toml`.

mod align;
mod compare;
mod count;
mod dates;
mod decimal;
mod facts;
mod fields;
mod link;
mod loose;
mod notes;
mod outline;
mod token;
mod words;

pub use compare::{Alignment, Discordance, Pairing, compare};
pub use decimal::Decimal;
pub use fields::compare_fields;
pub use words::Words;
pub(crate) use words::{Currencies, Numbers, References};

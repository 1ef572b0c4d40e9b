//! From typographic text to placed glyphs: lines, then pages.
//!
//! ```text
//! Composition ─ paragraph::prepare ─ linebreak::break_lines ─ line::finish ─ page::paginate ─ Page
//! ```
//!
//! Lengths are integers throughout, so that the same text breaks the same way on every machine.

mod beside;
mod bidi;
mod bind;
mod block;
mod direction;
mod glyph;
mod isolate;
mod kashida;
mod kerning;
mod length;
mod line;
mod linebreak;
mod notes;
mod page;
mod pagebreak;
mod paragraph;
mod proof;
mod protrusion;
mod quality;
mod segment;
mod setter;
mod shape;
mod table;
mod vertical;

pub use beside::{Mark, Row, Side, lay_out_beside};
pub use block::{BlockLines, set_block};
pub use glyph::{Glyph, Inline, Run};
pub use length::Length;
pub use line::Line;
pub use linebreak::{Candidate, Parameters, Totals, break_lines};
pub use page::{Layout, Page, PlacedFigure, PlacedLine, lay_out};
pub use pagebreak::{Capacity, FORBIDDEN, PageEnd, PageItem, break_pages};
pub use proof::proof;
pub use quality::{Excess, LineQuality, Quality};
pub use shape::{Color, Shape};

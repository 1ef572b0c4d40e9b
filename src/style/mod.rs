//! The house style and the lexicons: pure data in TOML, read once and shared by every document.
//!
//! [`Library`] knows where `templates/` and `fonts/` are and keeps what has been read; a [`HouseStyle`] is
//! one folder of `templates/` with its labels; a [`Lexicon`] is what the rules know of a language's words.

mod blocks;
mod companions;
mod house;
mod labels;
mod lexicon;
mod library;
mod shelf;

pub use blocks::{Align, BlockStyle, Role};
pub use companions::{Companion, Companions};
pub use house::{
    Additions, Budget, ClauseStyle, Emblem, Folios, FormulaPlace, HouseStyle, KeywordCase, LineStyle,
    NoteStyle, PageStyle, Variant, VolumeStyle,
};
pub use labels::{
    DateLabels, KindLabels, Label, Labels, MastheadLabels, OrdinalLabels, VolumeLabels, VoteLabels,
    WordLabels,
};
pub(crate) use labels::{Part as LabelPart, fill as fill_label, parts as label_parts};
pub(crate) use lexicon::files as lexicon_files;
pub use lexicon::{
    Abbreviations, ClauseKind, Concept, KeywordMatch, Lexicon, Pairs, Preferred, WordIndex,
    begin_differently, fold,
};
pub(crate) use library::no_such_template;
pub use library::{Library, StyleSet};
pub use shelf::{Content, Shelf};

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Error, messages};
use crate::source::Source;

/// Reads a TOML source into a type whose unknown fields are refused.
///
/// # Errors
///
/// A configuration error at the place that is wrong.
pub(crate) fn from_toml<T: DeserializeOwned>(source: &Arc<Source>) -> Result<T, Error> {
    toml::from_str(&source.text).map_err(|error| {
        let range = error.span().unwrap_or(0..0);
        Error::from(Diagnostic::error(source.clone(), range, messages::setting(error.message())))
    })
}

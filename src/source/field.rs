//! The fields of tables that are read one by one, declared once for the reader and for the schemas of editors.

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text.
    Text,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A whole number from 0.
    Number,
    /// A day, as a TOML date or as text in the same form.
    Date,
    /// A list of texts.
    Texts,
    /// A table of texts by the codes of their languages.
    Names,
}

/// A field that a table may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether every table has it.
    pub required: bool,
    /// A value, as it is written in TOML.
    pub example: &'static str,
    /// What it is, in a sentence that an editor shows.
    pub about: &'static str,
}

impl Field {
    /// A field that may be left out.
    pub(crate) const fn new(
        name: &'static str,
        kind: FieldKind,
        example: &'static str,
        about: &'static str,
    ) -> Self {
        Self { name, kind, required: false, example, about }
    }

    /// The same, which every table must have.
    #[must_use]
    pub(crate) const fn required(self) -> Self {
        Self { required: true, ..self }
    }
}

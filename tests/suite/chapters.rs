//! The chapters of the manual that are made from the program.

/// The chapters, by their files in `docs/src/`.
pub(crate) fn all() -> Vec<(String, String)> {
    Vec::new()
}

//! Official references of documents.

use std::fmt;

/// The reference that identifies a document, as `GA-2017-86-RES-08` or `A/RES/75/10`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// A reference: letters, digits and `- / . ( ) _`, beginning with a letter or digit and holding one of
    /// each sort at least.
    ///
    /// ```
    /// use greffe::model::Reference;
    /// assert!(Reference::new("AGN/69/RES/2").is_some());
    /// assert!(Reference::new("../../etc/passwd").is_none());
    /// assert!(Reference::new("résolution huit").is_none());
    /// ```
    pub fn new(text: &str) -> Option<Self> {
        let allowed = |ch: char| ch.is_ascii_alphanumeric() || "-/.()_".contains(ch);
        let sound = text.starts_with(|ch: char| ch.is_ascii_alphanumeric())
            && text.chars().all(allowed)
            && text.chars().any(|ch| ch.is_ascii_digit())
            && text.chars().any(|ch| ch.is_ascii_alphabetic())
            && !text.contains("..")
            && text.len() <= 80;
        sound.then(|| Self(text.to_owned()))
    }

    /// The reference as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The reference as a file name: every sign that a file system may read otherwise becomes a hyphen.
    ///
    /// ```
    /// use greffe::model::Reference;
    /// let reference = Reference::new("S/RES/2231 (2015)".replace(' ', "").as_str()).unwrap();
    /// assert_eq!(reference.file_stem(), "S-RES-2231(2015)");
    /// ```
    pub fn file_stem(&self) -> String {
        self.0.replace('/', "-")
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

//! What a new document says in each language, until its author has written something else.

use crate::model::Language;
use crate::source::Kind;

/// The texts of a new document in one language.
pub(super) struct Skeleton {
    code: &'static str,
    /// The front matter, with `{reference}`, `{number}`, `{subject}`, `{kind}` and `{end}`.
    pub(super) matter: &'static str,
    clauses: &'static str,
    report: &'static str,
    /// The subject where none is given.
    pub(super) subject: &'static str,
}

macro_rules! skeletons {
    ($($code:literal $subject:literal),*) => {
        [$(Skeleton {
            code: $code,
            matter: include_str!(concat!("files/skeleton/matter.", $code, ".toml")),
            clauses: include_str!(concat!("files/skeleton/clauses.", $code, ".md")),
            report: include_str!(concat!("files/skeleton/report.", $code, ".md")),
            subject: $subject,
        }),*]
    };
}

/// The first stands for a language that has none of its own.
static SKELETONS: [Skeleton; 4] = skeletons![
    "en" "Subject to be given",
    "fr" "Objet à préciser",
    "es" "Asunto por precisar",
    "ar" "موضوع يحدد لاحقا"
];

impl Skeleton {
    /// The skeleton of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        SKELETONS.iter().find(|skeleton| skeleton.code == language.code()).unwrap_or(&SKELETONS[0])
    }

    /// What a document of a kind says under its front matter.
    pub(super) fn body(&self, kind: Kind) -> &'static str {
        if kind == Kind::Report { self.report } else { self.clauses }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own() {
        for language in Language::ALL {
            assert_eq!(Skeleton::of(language).code, language.code());
        }
    }
}

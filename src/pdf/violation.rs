//! What keeps a file from being what its standard asks.

use std::collections::BTreeSet;
use std::fmt;

use super::Job;
use super::fonts::runs;
use super::link::plain;
use crate::diagnostic::{Message, messages};
use crate::font::Embedding;
use crate::layout::{Length, Run};
use crate::model::Target;
use crate::source::Span;
use crate::typography::{Child, Tag};

/// A reason not to write a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Violation {
    /// A character that the font has no glyph for (ISO 19005-2, 6.2.11.8).
    NoGlyph {
        /// The characters.
        text: String,
        /// The font.
        font: String,
        /// Their place.
        span: Span,
    },
    /// A character that no standard gives a meaning: what is read back would say nothing (ISO 19005-2, 6.2.11.7).
    NoMeaning {
        /// The character.
        character: char,
        /// Its place.
        span: Span,
    },
    /// A font whose maker forbids that it is embedded, or reduced to the glyphs in use (ISO 19005-2, 6.2.11.4.1).
    Forbidden {
        /// The font.
        font: String,
        /// What is forbidden.
        embedding: Embedding,
        /// Where it is used first.
        span: Span,
    },
    /// A font program that cannot be reduced to the glyphs in use.
    Damaged {
        /// The font.
        font: String,
        /// What is wrong.
        message: String,
    },
    /// The document does not say its language (ISO 14289-1, 7.2).
    NoLanguage,
    /// The document has no title (ISO 14289-1, 7.1).
    NoTitle,
    /// A picture without words for those who do not see it (ISO 14289-1, 7.3).
    NoAlternative {
        /// Its place.
        span: Span,
    },
    /// A heading that skips a level (ISO 14289-1, 7.4.2).
    HeadingGap {
        /// The level of the heading before it, the document's label being the first.
        before: u8,
        /// Its level.
        level: u8,
        /// Its place.
        span: Span,
    },
    /// A heading below the sixth level, which PDF has no name for (ISO 32000-1, 14.8.4.3.2).
    DeepHeading {
        /// Its level.
        level: u8,
        /// Its place.
        span: Span,
    },
    /// A text that is longer than a string of an archival file may be (ISO 19005-2, 6.1.13).
    LongText {
        /// Its bytes.
        bytes: usize,
        /// Its place.
        span: Span,
    },
    /// A page smaller or larger than an archival file may have (ISO 19005-2, 6.1.13).
    PageSize {
        /// Its width.
        width: Length,
        /// Its height.
        height: Length,
    },
}

/// The longest string, in bytes.
const LONGEST: usize = 32_767;

/// The least and the greatest side of a page.
const SIDES: (Length, Length) = (Length::points(3), Length::points(14_400));

/// The deepest heading.
const DEEPEST: u8 = 6;

/// Everything that keeps a document from conforming.
pub(super) fn check(job: &Job<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    if job.metadata.language.is_empty() {
        violations.push(Violation::NoLanguage);
    }
    if job.metadata.title.trim().is_empty() {
        violations.push(Violation::NoTitle);
    }
    long_text(&job.metadata.title, Span::default(), &mut violations);
    for link in &job.composition.links {
        if let Target::Address(address) = &link.target {
            // Once as an address, once as what is said of it.
            long_text(address, link.span, &mut violations);
        }
    }
    structure(job, &mut violations);
    let (mut sizes, mut faces) = (BTreeSet::new(), BTreeSet::new());
    for page in &job.layout.pages {
        let within = |side: Length| side >= SIDES.0 && side <= SIDES.1;
        if !(within(page.width) && within(page.height)) && sizes.insert((page.width, page.height)) {
            violations.push(Violation::PageSize { width: page.width, height: page.height });
        }
    }
    let mut reported = BTreeSet::new();
    for run in runs(job.layout) {
        let face = job.book.face(run.face);
        if faces.insert(run.face) && face.embedding != Embedding::Allowed {
            let (font, embedding) = (face.name.clone(), face.embedding);
            violations.push(Violation::Forbidden { font, embedding, span: run.span });
        }
        characters(run, &face.name, &mut reported, &mut violations);
    }
    violations
}

fn characters(run: &Run, font: &str, reported: &mut BTreeSet<String>, violations: &mut Vec<Violation>) {
    for glyph in run.glyphs.iter().filter(|glyph| glyph.id == 0) {
        let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
        if reported.insert(text.to_owned()) {
            violations.push(Violation::NoGlyph {
                text: text.to_owned(),
                font: font.to_owned(),
                span: run.span,
            });
        }
    }
    // Nearly no text holds one of the bytes that the characters without a meaning begin with.
    let extremes = |(least, greatest): (u8, u8), byte: u8| (least.min(byte), greatest.max(byte));
    let (least, greatest) = run.text.bytes().fold((u8::MAX, 0), extremes);
    if least != 0 && greatest < 0xee {
        return;
    }
    for character in run.text.chars().filter(|ch| is_meaningless(*ch)) {
        if reported.insert(character.to_string()) {
            violations.push(Violation::NoMeaning { character, span: run.span });
        }
    }
}

/// Whether a character is of private use, or none at all.
fn is_meaningless(ch: char) -> bool {
    matches!(ch, '\0' | '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
        || u32::from(ch) & 0xfffe == 0xfffe
        || matches!(ch, '\u{fdd0}'..='\u{fdef}')
}

/// Reports a text that is too long for a string, as UTF-16 with its mark.
fn long_text(text: &str, span: Span, violations: &mut Vec<Violation>) {
    let bytes = 2 + 2 * text.encode_utf16().count();
    if bytes > LONGEST {
        violations.push(Violation::LongText { bytes, span });
    }
}

fn structure(job: &Job<'_>, violations: &mut Vec<Violation>) {
    let mut before = 0;
    for (_, node) in job.composition.structure.walk() {
        let span = node.span;
        match node.tag {
            Tag::Heading(level) => {
                if level > before + 1 {
                    violations.push(Violation::HeadingGap { before, level, span });
                }
                if level > DEEPEST {
                    violations.push(Violation::DeepHeading { level, span });
                }
                for child in &node.children {
                    if let Child::Text(paragraph) = *child {
                        long_text(&plain(&job.composition.paragraphs[paragraph].text), span, violations);
                    }
                }
                before = level;
            }
            Tag::Figure => match &node.alternative {
                Some(words) if !words.trim().is_empty() => long_text(words, span, violations),
                _ => violations.push(Violation::NoAlternative { span }),
            },
            _ => {}
        }
    }
}

impl Violation {
    /// Where it is; nowhere for what is of the document as a whole.
    pub fn span(&self) -> Span {
        match self {
            Self::NoGlyph { span, .. }
            | Self::NoMeaning { span, .. }
            | Self::Forbidden { span, .. }
            | Self::NoAlternative { span }
            | Self::HeadingGap { span, .. }
            | Self::DeepHeading { span, .. }
            | Self::LongText { span, .. } => *span,
            _ => Span::default(),
        }
    }

    /// What is wrong, and what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::NoGlyph { text, font, .. } => messages::no_glyph(font, text),
            Self::NoMeaning { character, .. } => {
                messages::no_meaning(format!("{:04X}", u32::from(*character)))
            }
            Self::Forbidden { font, embedding, .. } => match embedding {
                Embedding::NoSubset => messages::no_subset(font),
                Embedding::BitmapsOnly => messages::bitmaps_only(font),
                Embedding::Allowed | Embedding::Forbidden => messages::no_embedding(font),
            },
            Self::Damaged { font, message } => messages::damaged_font(font, message),
            Self::NoLanguage => messages::no_document_language(),
            Self::NoTitle => messages::no_title(),
            Self::NoAlternative { .. } => messages::no_words_for_picture(),
            Self::HeadingGap { before, level, .. } => {
                messages::heading_gap(u32::from(*level), u32::from(*before))
            }
            Self::DeepHeading { level, .. } => messages::deep_heading(u32::from(*level)),
            Self::LongText { bytes, .. } => messages::long_text(*bytes, LONGEST),
            Self::PageSize { width, height } => messages::page_size(width.to_string(), height.to_string()),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(formatter)
    }
}

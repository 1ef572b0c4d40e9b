//! One document through all the stages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fingerprint::library_name;
use crate::diagnostic::{Diagnostic, Error, Severity, has_errors, messages};
use crate::font::Shaper;
use crate::layout::{Layout, Page, Quality, lay_out, proof};
use crate::model::{Language, Pictures, Resolution, Session, lower};
use crate::pdf::{self, Attachment, Metadata, Relationship, Standard};
use crate::source::{Digest, Document, File, Files, Source, Span};
use crate::style::{Role, StyleSet};
use crate::typography::{Composition, compose, set_str};

/// A document that has been read: its meaning and its text in final characters.
#[derive(Debug)]
pub struct Prepared {
    /// The style it is set in.
    pub style: Arc<StyleSet>,
    /// The folder that it is written to, below the output folder.
    pub folder: String,
    /// What it is made from.
    pub files: Files,
    /// What it means.
    pub resolution: Resolution,
    /// What is set.
    pub composition: Composition,
    /// The last day of its session.
    pub session_end: crate::model::Date,
    /// The source and the pictures, by their names in the session's folder, with their digests.
    pub inputs: BTreeMap<String, Digest>,
}

/// How a document is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// What its file claims to be.
    pub standard: Standard,
    /// Whether a proof for revisers is written beside it.
    pub proof: bool,
    /// Whether the written file is opened again and compared with what was meant.
    pub audit: bool,
}

impl Default for Form {
    /// The first standard, no proof; audited where the program was built to be tested.
    fn default() -> Self {
        Self { standard: Standard::default(), proof: false, audit: cfg!(debug_assertions) }
    }
}

/// A document that has been set.
#[derive(Debug)]
pub struct Built {
    /// The name of the file, below the output folder.
    pub path: PathBuf,
    /// The file.
    pub bytes: Vec<u8>,
    /// The title that it has.
    pub title: String,
    /// The digest of its words in their final characters.
    pub text: Digest,
    /// How many pages it has.
    pub pages: usize,
    /// Its lines and pages as numbers.
    pub quality: Quality,
    /// The proof, when it was asked for: its name and its file.
    pub proof: Option<(PathBuf, Vec<u8>)>,
}

impl Prepared {
    /// Reads a document of a session up to its final characters; `pictures` are what it shows. Findings are added to
    /// `diagnostics`; `None` when an error is among them. [`Prepared::inputs`] are left to the caller.
    pub(crate) fn read(
        document: &Document,
        session: &Session,
        style: Arc<StyleSet>,
        pictures: &Pictures<'_>,
        explain: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Self>, Error> {
        let files = document.files(session, &style);
        let Some(resolution) = lower(document, session, &style, &files, pictures, diagnostics) else {
            return Ok(None);
        };
        if has_errors(diagnostics) {
            return Ok(None);
        }
        Self::of(resolution, files, session, style, explain, diagnostics).map(Some)
    }

    /// Brings what a document means to its final characters. [`Prepared::inputs`] has the lexicons of its spans alone.
    pub(crate) fn of(
        resolution: Resolution,
        files: Files,
        session: &Session,
        style: Arc<StyleSet>,
        explain: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Error> {
        let mut inputs = BTreeMap::new();
        for language in languages_of_spans(&resolution, &files.document, style.language) {
            let Some(companion) = style.companions.read(language, &style.house)? else { continue };
            let read = companion.lexicon.inputs.iter();
            let name = |file: &str| library_name(&format!("templates/lexicon/{language}/{file}"));
            inputs.extend(read.map(|(file, digest)| (name(file), *digest)));
        }
        let composition = compose(&resolution, &style, explain);
        for finding in &composition.findings {
            diagnostics.push(match finding.severity {
                Severity::Error => files.error(finding.span, finding.message.clone()),
                Severity::Warning => files.warning(finding.span, finding.message.clone()),
            });
        }
        let (folder, session_end) = (session.folder.clone(), session.end);
        Ok(Self { style, folder, files, resolution, composition, session_end, inputs })
    }

    /// Lays the document out; a character that no face has, or a word wider than its line, is reported and
    /// leaves `None`.
    pub fn lay_out(&self, shaper: &mut Shaper<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Layout> {
        self.check_characters(shaper, diagnostics);
        if has_errors(diagnostics) {
            return None;
        }
        let layout = lay_out(&self.composition, &self.style, shaper);
        for placed in layout.pages.iter().flat_map(Page::all_lines) {
            if placed.line.overfull {
                let line = &placed.line;
                let excess = line.natural - line.measure;
                let message = messages::overfull(excess.to_string(), line.text().trim());
                diagnostics.push(self.files.error(line.span(), message));
            }
        }
        (!has_errors(diagnostics)).then_some(layout)
    }

    /// Reports every character that the family lacks, and every other locked one, once each.
    pub fn check_characters(&self, shaper: &Shaper<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let book = shaper.book();
        let Some(id) = book.find(&self.style.house.family, false, false) else { return };
        let face = book.face(id);
        let mut seen = Seen::default();
        let texts = self.composition.paragraphs.iter().map(|paragraph| &paragraph.text);
        for cell in texts.chain([&self.composition.running_head]).flat_map(|text| &text.cells) {
            if !seen.first_time(cell.ch) {
                continue;
            }
            // A line end is not drawn, nor is what only forbids or allows a break; the width of a no-break space
            // is made without a glyph of its own.
            // What only decides the order of characters, or how they join, is not drawn either.
            let drawn = !matches!(
                cell.ch,
                '\n' | '\u{2060}'
                    | '\u{200b}'..='\u{200f}'
                    | '\u{61c}'
                    | '\u{2066}'..='\u{2069}'
                    | '\u{ad}'
                    | '\u{a0}'
                    | '\u{202f}'
            );
            if drawn && face.glyph(cell.ch).is_none() && book.fallback(cell.ch, id).is_none() {
                let code = format!("{:04X}", u32::from(cell.ch));
                let message = messages::no_character(&face.family, cell.ch, code);
                let span = Span { end: cell.span().end.max(cell.at + 1), ..cell.span() };
                diagnostics.push(self.files.error(span, message));
            }
        }
    }

    /// The digest of all words in their final characters, paragraph by paragraph.
    fn text_digest(&self) -> Digest {
        let mut words = String::new();
        for paragraph in &self.composition.paragraphs {
            let label = paragraph.label.iter().flat_map(|label| &label.cells);
            words.extend(label.chain(&paragraph.text.cells).map(|cell| cell.ch));
            words.push('\n');
        }
        Digest::of(words.as_bytes())
    }

    /// A text of the document's data in its final characters.
    fn set_words(&self, text: &str) -> String {
        set_str(text, self.resolution.language, self.style.context())
    }

    /// The label of the document and its subject.
    pub fn title(&self) -> String {
        let title = self.composition.paragraphs.iter().find(|paragraph| paragraph.role == Role::Title);
        let title = title.map(|paragraph| paragraph.text.to_string()).unwrap_or_default();
        let subject = self.set_words(&self.resolution.preface.subject);
        if title.is_empty() { subject } else { format!("{title} – {subject}") }
    }

    /// What the PDF says of itself.
    pub fn metadata(&self) -> Metadata {
        let preface = &self.resolution.preface;
        let set = |text: &str| self.set_words(text);
        let unseen = &self.style.labels.unseen;
        Metadata {
            title: self.title(),
            reference: preface.reference.value.to_string(),
            organ: set(&preface.organ),
            session: set(&preface.session),
            language: self.resolution.language.code(),
            topics: preface.topics.iter().map(|topic| set(topic)).collect(),
            date: preface.date.unwrap_or(self.session_end),
            note: set(unseen.note.get_ref()),
            call: set(unseen.call.get_ref()),
        }
    }

    /// What the document is made from, to be attached to it.
    pub(super) fn sources(&self) -> Vec<Attachment> {
        let name = |source: &Source| source.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let attachment = |source: &Source, media_type, relationship, description: &str| Attachment {
            name: name(source),
            media_type,
            relationship,
            description: description.to_owned(),
            bytes: source.text.as_bytes().to_vec(),
        };
        let unseen = &self.style.labels.unseen;
        let (document, session) = (&self.files.document, &self.files.session);
        vec![
            attachment(document, "text/markdown", Relationship::Source, &unseen.source),
            attachment(session, "application/toml", Relationship::Data, &unseen.session_data),
        ]
    }

    /// The name of the file below the output folder.
    pub fn path(&self) -> PathBuf {
        let reference = self.resolution.preface.reference.value.file_stem();
        Path::new(&self.folder).join(format!("{reference}.{}.pdf", self.resolution.language))
    }

    /// Sets the document; `None` when something was reported as an error.
    pub fn set(
        &self,
        form: &Form,
        shaper: &mut Shaper<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Built> {
        self.set_with_layout(form, shaper, diagnostics).map(|(built, _)| built)
    }

    /// The same with its pages; where a proof was asked for, they carry its marks.
    pub fn set_with_layout(
        &self,
        form: &Form,
        shaper: &mut Shaper<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<(Built, Layout)> {
        let mut layout = self.lay_out(shaper, diagnostics)?;
        let quality = self.judge(&layout, diagnostics);
        let metadata = self.metadata();
        let bytes = self.write(&layout, &metadata, form, diagnostics)?;
        let (path, title, text) = (self.path(), metadata.title.clone(), self.text_digest());
        let mut built = Built { path, bytes, title, text, pages: layout.pages.len(), proof: None, quality };
        if form.proof {
            let line_of = |span: Span| {
                (span.file == File::Document).then(|| self.files.document.position(span.range().start).0)
            };
            proof(&mut layout, &self.composition, &self.style, shaper, line_of);
            let marked = self.write(&layout, &metadata, form, diagnostics)?;
            built.proof = Some((built.path.with_extension("proof.pdf"), marked));
        }
        Some((built, layout))
    }

    /// Measures a layout; what goes over the budget of the style is a warning.
    fn judge(&self, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> Quality {
        let house = &self.style.house;
        let quality = Quality::measure(layout, &house.page);
        for excess in quality.excesses(&house.budget) {
            diagnostics.push(self.files.warning(excess.span, excess.message));
        }
        quality
    }

    fn write(
        &self,
        layout: &Layout,
        metadata: &Metadata,
        form: &Form,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Vec<u8>> {
        let sources = if form.standard.sources { self.sources() } else { Vec::new() };
        let job = pdf::Job {
            layout,
            composition: &self.composition,
            metadata,
            book: &self.style.fonts,
            standard: form.standard,
            sources: &sources,
        };
        let bytes = match pdf::write(&job) {
            Ok(bytes) => bytes,
            Err(violations) => {
                let told = violations.iter();
                diagnostics
                    .extend(told.map(|violation| self.files.error(violation.span(), violation.message())));
                return None;
            }
        };
        let faults = if form.audit { pdf::audit(&bytes, &job) } else { Vec::new() };
        diagnostics.extend(
            faults.iter().map(|fault| self.files.error(Span::default(), messages::unsaid(fault.to_string()))),
        );
        faults.is_empty().then_some(bytes)
    }
}

/// The languages, other than its own, that spans of a document are in.
fn languages_of_spans(resolution: &Resolution, source: &Source, own: Language) -> BTreeSet<Language> {
    // Few documents have attributes at all.
    if !source.text.contains("]{") {
        return BTreeSet::new();
    }
    let texts = resolution.texts().into_iter();
    let cells = texts.flat_map(|(text, _)| &text.cells);
    cells.filter_map(|cell| cell.foreign?.language()).filter(|language| *language != own).collect()
}

/// What documents that are bound together were made from, each file once.
pub(super) fn sources_of<'a>(documents: impl Iterator<Item = &'a Prepared>) -> Vec<Attachment> {
    let mut sources: BTreeMap<String, Attachment> = BTreeMap::new();
    for attachment in documents.flat_map(Prepared::sources) {
        sources.entry(attachment.name.clone()).or_insert(attachment);
    }
    sources.into_values().collect()
}

/// The characters of a text that have been looked at.
struct Seen {
    /// A bit for each of the first characters of Unicode, which nearly all texts are made of.
    common: [u64; 128],
    others: BTreeSet<char>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { common: [0; 128], others: BTreeSet::new() }
    }
}

impl Seen {
    /// Whether a character has not been looked at; it has been from now on.
    fn first_time(&mut self, ch: char) -> bool {
        let number = u32::from(ch) as usize;
        let Some(word) = self.common.get_mut(number / 64) else { return self.others.insert(ch) };
        let bit = 1 << (number % 64);
        let first = *word & bit == 0;
        *word |= bit;
        first
    }
}

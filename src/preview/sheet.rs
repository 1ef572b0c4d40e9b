//! A text that was set in memory: its pages, or why there are none, and everything that was found in it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::{RenderCache, SvgRenderSettings, convert};

use super::offsets::Offsets;
use super::pages::PageView;
use crate::diagnostic::{Diagnostic, Error};
use crate::font::Shaper;
use crate::model::{Language, lint};
use crate::session::{Form, Prepared, Workshop, failed_itself, judge};
use crate::source::{Digest, Document, Source};

/// What came of a text.
pub(super) struct Sheet {
    /// The text.
    pub(super) source: Arc<Source>,
    /// What its front matter says.
    pub(super) heading: Heading,
    /// What was found.
    pub(super) findings: Vec<Diagnostic>,
    /// The bytes of the keywords that open clauses.
    pub(super) keywords: Vec<std::ops::Range<usize>>,
    /// The file; `None` when an error is among the findings.
    pub(super) file: Option<SetFile>,
}

/// How a document is named in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) reference: String,
    pub(super) number: Option<u32>,
    pub(super) subject: String,
}

/// A file in memory.
pub(super) struct SetFile {
    /// Its name.
    pub(super) name: String,
    /// What names its content.
    pub(super) digest: String,
    pub(super) bytes: Arc<Vec<u8>>,
    pub(super) pages: Vec<PageView>,
    /// The file as it is read for drawing.
    read: OnceLock<Option<Pdf>>,
    /// The pages that were asked for, drawn.
    drawn: Mutex<BTreeMap<usize, Arc<str>>>,
}

/// Sets a text as it would be at `path`; a fault of the program is a finding.
pub(super) fn set(workshop: &Workshop, path: &Path, source: &Arc<Source>) -> Sheet {
    let mut sheet = Sheet {
        source: Arc::clone(source),
        heading: Heading::default(),
        findings: Vec::new(),
        keywords: Vec::new(),
        file: None,
    };
    match catch_unwind(AssertUnwindSafe(|| fill(&mut sheet, workshop, path))) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => sheet.findings.push(stopped(error, path)),
        Err(panic) => {
            sheet.file = None;
            sheet.findings.push(failed_itself(path, &*panic));
        }
    }
    sheet.findings.sort_by_key(|finding| (finding.severity, finding.range.start));
    sheet
}

fn fill(sheet: &mut Sheet, workshop: &Workshop, path: &Path) -> Result<(), Error> {
    sheet.heading = heading(&sheet.source);
    let prepared = workshop.prepare_source(Arc::clone(&sheet.source), path, false, &mut sheet.findings)?;
    let Some(prepared) = prepared else { return Ok(()) };
    sheet.keywords = keywords(&prepared);
    sheet.findings.extend(lint(&prepared.resolution, &prepared.files));
    sheet.findings.extend(judge(workshop, path, &prepared, 0)?);
    let mut shaper = Shaper::new(&prepared.style.fonts);
    let form = Form::default();
    let Some((built, layout)) = prepared.set_with_layout(&form, &mut shaper, &mut sheet.findings) else {
        return Ok(());
    };
    let offsets = Offsets::new(&sheet.source.text);
    let name = crate::session::file_name(&built.path);
    let made_from = made_from(&prepared, path);
    let pages = layout.pages.iter().map(|page| PageView::new(page, &made_from, &offsets)).collect();
    let digest = Digest::of(&built.bytes).to_string()[..32].to_owned();
    let bytes = Arc::new(built.bytes);
    let (read, drawn) = Default::default();
    sheet.file = Some(SetFile { name, digest, bytes, pages, read, drawn });
    Ok(())
}

/// What the pictures of pages depend on besides what stands in the layout: the style with its fonts and its emblem, and
/// the pictures of the document.
fn made_from(prepared: &Prepared, path: &Path) -> Digest {
    let own = crate::session::file_name(path);
    let pictures = prepared.inputs.iter().filter(|(name, _)| **name != own);
    let inputs = prepared.style.inputs.iter().chain(pictures);
    Digest::of_all(inputs.flat_map(|(name, digest)| [name.as_bytes(), digest.as_bytes()]))
}

fn heading(source: &Arc<Source>) -> Heading {
    let Some(document) = Document::parse(Arc::clone(source), &mut Vec::new()) else {
        return Heading::default();
    };
    let front_matter = document.front_matter;
    Heading {
        reference: front_matter.reference.map(|reference| reference.value).unwrap_or_default(),
        number: front_matter.number.map(|number| number.value),
        subject: front_matter.subject.map(|subject| subject.value).unwrap_or_default(),
    }
}

fn keywords(prepared: &Prepared) -> Vec<std::ops::Range<usize>> {
    let texts = prepared.resolution.texts().into_iter().filter(|(_, length)| *length > 0);
    let spans = texts.filter_map(|(text, length)| {
        let cells = &text.cells[..length.min(text.cells.len())];
        Some(cells.first()?.span().join(cells.last()?.span()).range())
    });
    let mut keywords: Vec<_> = spans.collect();
    keywords.sort_by_key(|range| range.start);
    keywords
}

/// What stops a build is, for one document, a finding like others.
fn stopped(error: Error, path: &Path) -> Diagnostic {
    match error {
        Error::Configuration(diagnostic) => *diagnostic,
        other => {
            Diagnostic::error(Source::new(path.display().to_string(), ""), 0..0, other.message().clone())
        }
    }
}

impl Sheet {
    /// What there is of a document that cannot be read.
    pub(super) fn unread(fault: Diagnostic) -> Self {
        let source = Arc::clone(&fault.source);
        Self { source, heading: Heading::default(), findings: vec![fault], keywords: Vec::new(), file: None }
    }
}

impl SetFile {
    /// A page as a drawing, by what names it.
    pub(super) fn drawing(&self, digest: &str) -> Option<Arc<str>> {
        let index = self.pages.iter().position(|page| page.digest == digest)?;
        let drawn = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawing) = drawn().get(&index) {
            return Some(Arc::clone(drawing));
        }
        let pdf = self.read.get_or_init(|| Pdf::new(Arc::clone(&self.bytes)).ok()).as_ref()?;
        let white = SvgRenderSettings { bg_color: [255; 4] };
        let page = pdf.pages().get(index)?;
        let drawing = convert(page, &RenderCache::new(), &InterpreterSettings::default(), &white);
        // PDF/A lets no picture ask for smooth scaling (ISO 19005-2, 6.2.8); those who show it scale smoothly all the same.
        let drawing: Arc<str> = drawing.replace("image-rendering: pixelated", "image-rendering: auto").into();
        drawn().insert(index, Arc::clone(&drawing));
        Some(drawing)
    }
}

/// The language of a document, as a code; empty when its name gives none.
pub(super) fn language(path: &Path) -> &'static str {
    Language::of_file_name(&crate::session::file_name(path)).map_or("", Language::code)
}

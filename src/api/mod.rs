//! Documents set in memory, for a program that embeds this one: a text and a style in, a PDF out.
//!
//! No file is read or written once a [`Style`] is there, and [`Style::embedded`] reads none either. A style is read once
//! and shared by every thread; each thread that sets many documents keeps a [`Typesetter`], which remembers the words
//! that it has shaped.

mod faults;
mod style;

pub use faults::Diagnostics;
pub use style::{SessionData, Style};

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, messages};
use crate::font::Shaper;
use crate::model::Session;
use crate::session::Prepared;
use crate::source::{Document, Source};

/// A document that has been set.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file: the same text and the same style give the same bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The title in its final characters.
    pub title: String,
    /// The official reference.
    pub reference: String,
    /// What a reviser should look at.
    pub warnings: Vec<Diagnostic>,
}

impl fmt::Debug for Pdf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, title, reference, warnings, .. } = self;
        let mut shown = formatter.debug_struct("Pdf");
        shown.field("reference", reference).field("title", title).field("pages", pages);
        shown.field("warnings", warnings).finish_non_exhaustive()
    }
}

/// Sets documents one after the other, and remembers the words that it has shaped: a thread that sets many keeps one.
///
/// ```
/// use greffe::{SessionData, Style, model::{Date, Language}};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let day = |day| Date { year: 2031, month: 5, day };
/// let session = SessionData { number: 12, place: "Namur", country: "Belgique", start: day(5), end: day(9) };
/// let style = Style::embedded("archipels", Language::French)?.session(&session)?;
/// let requests = ["Décide d'ouvrir un registre.", "Décide de le publier."];
/// // Each thread of a service keeps a typesetter; the style is shared.
/// let pages: usize = std::thread::scope(|scope| {
///     let threads = requests.map(|clause| {
///         let style = &style;
///         scope.spawn(move || {
///             let mut typesetter = style.typesetter();
///             let text = |number: u32| {
///                 format!("+++\nreference = \"AA/12/RES/{number}\"\nnumber = {number}\nsubject = \"Registre\"\n+++\n{clause}\n")
///             };
///             (1..=3).map(|number| typesetter.build(&text(number)).expect("a sound text").pages).sum::<usize>()
///         })
///     });
///     threads.into_iter().map(|thread| thread.join().expect("a thread")).sum()
/// });
/// assert_eq!(pages, 6);
/// # Ok(())
/// # }
/// ```
pub struct Typesetter<'a> {
    style: &'a Style,
    shaper: Shaper<'a>,
}

impl<'a> Typesetter<'a> {
    pub(crate) fn new(style: &'a Style) -> Self {
        Self { style, shaper: Shaper::new(&style.set.fonts) }
    }

    /// Sets a text: Markdown with its front matter, as the file of a document.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the text.
    pub fn build(&mut self, source: &str) -> Result<Pdf, Diagnostics> {
        let name = format!("document.{}.md", self.style.set.language);
        let Some(session) = &self.style.session else {
            return Err(Diagnostics::one(&name, messages::no_session_in_style()));
        };
        let (style, shaper) = (self.style, &mut self.shaper);
        let source = Source::new(name.as_str(), source);
        let built = catch_unwind(AssertUnwindSafe(|| {
            let mut diagnostics = Vec::new();
            let pdf = set(source, session, style, shaper, &mut diagnostics);
            match pdf {
                Some(pdf) => Ok(Pdf { warnings: diagnostics, ..pdf }),
                None => Err(Diagnostics(diagnostics)),
            }
        }));
        built.unwrap_or_else(|panic| {
            // What it was at may be half done; the next text gets another.
            self.shaper = Shaper::new(&style.set.fonts);
            let cause = panic.downcast_ref::<String>().map(String::as_str);
            let cause = cause.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(Diagnostics::one(&name, messages::failed(cause.unwrap_or("unknown"))))
        })
    }
}

fn set(
    source: Arc<Source>,
    session: &Session,
    style: &Style,
    shaper: &mut Shaper<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Pdf> {
    let document = Document::parse(source, diagnostics)?;
    let pictures = |name: &str| style.picture(name);
    let prepared = Prepared::read(&document, session, Arc::clone(&style.set), &pictures, false, diagnostics);
    let prepared = prepared.unwrap_or_else(|error| {
        diagnostics.extend(Diagnostics::from(error));
        None
    })?;
    let built = prepared.set(&style.form, shaper, diagnostics)?;
    let reference = prepared.resolution.preface.reference.value.to_string();
    Some(Pdf { bytes: built.bytes, pages: built.pages, title: built.title, reference, warnings: Vec::new() })
}

/// Sets one text: Markdown with its front matter, as the file of a document. Who sets many keeps a [`Typesetter`].
///
/// ```
/// use greffe::{SessionData, Style, build_str, model::{Date, Language}};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let day = |day| Date { year: 2017, month: 9, day };
/// let session = SessionData { number: 86, place: "Beijing", country: "Chine", start: day(26), end: day(29) };
/// let style = Style::embedded("interpol", Language::French)?.session(&session)?;
///
/// let faults = build_str("+++\nreference = \"GA-2017-86-RES-08\"\n+++\nDécide.\n", &style).unwrap_err();
/// let codes: Vec<&str> = faults.iter().map(|fault| fault.code()).collect();
/// assert_eq!(codes, ["GR-0112", "GR-0112"]);
/// assert!(faults.to_string().starts_with("document.fr.md:1:1: error[GR-0112]: "));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// Everything that is wrong with the text.
pub fn build_str(source: &str, style: &Style) -> Result<Pdf, Diagnostics> {
    style.typesetter().build(source)
}

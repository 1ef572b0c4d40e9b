//! Documents set in memory, for a program that embeds this one: a text and a style in, a PDF out.
//!
//! No file is read or written once a [`Style`] is there, and [`Style::embedded`] reads none either. A style is read once
//! and shared by every thread; each thread that sets many documents keeps a [`Typesetter`], which remembers the words
//! that it has shaped.

use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Error, Severity};
use crate::font::Shaper;
use crate::graphic::Graphic;
use crate::model::{Date, Language, Session};
use crate::pdf::Standard;
use crate::session::{Form, Prepared};
use crate::source::{Document, Source};
use crate::starter::quoted;
use crate::style::{Library, StyleSet};

/// A house style in one language, with the session that documents are of: all that setting one needs. It is cheap to
/// clone, and one style serves every thread.
#[derive(Clone)]
pub struct Style {
    set: Arc<StyleSet>,
    session: Option<Arc<Session>>,
    form: Form,
    pictures: Option<Arc<PictureSource>>,
}

/// The bytes of the picture that has a name, if there is one.
type PictureSource = dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync;

/// What the documents of a session share: the enacting formula and the metadata tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionData<'a> {
    /// The number of the session.
    pub number: u32,
    /// Where it is held, in the language of the style.
    pub place: &'a str,
    /// In which country.
    pub country: &'a str,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Date,
}

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

/// Everything that is wrong with a text or a style, errors and warnings, each with its place; one at least is an error.
/// As text it is a line for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// The findings, in the order in which they were made.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    fn one(code: &'static str, name: &str, message: impl Into<String>, help: &str) -> Self {
        let source = Source::new(name, "");
        Self(vec![Diagnostic::new(Severity::Error, code, source, 0..0, message).help(help)])
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(formatter, "{separator}{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Error> for Diagnostics {
    fn from(error: Error) -> Self {
        match error {
            Error::Configuration(diagnostic) => Self(vec![*diagnostic]),
            other => Self::one("GR-0731", "style", other.to_string(), ""),
        }
    }
}

impl Style {
    /// A house style that the program carries, as `interpol`; [`Style::names`] lists them. It takes some milliseconds:
    /// keep it.
    ///
    /// # Errors
    ///
    /// When there is no such style, or none in this language.
    pub fn embedded(name: &str, language: Language) -> Result<Self, Diagnostics> {
        Self::of(&Library::embedded(), name, language)
    }

    /// A house style of a project on disk, a folder with `templates/` or `fonts/`; what is not there is the program's.
    ///
    /// # Errors
    ///
    /// When there is no such style, or a file of it is wrong.
    pub fn open(project: &Path, name: &str, language: Language) -> Result<Self, Diagnostics> {
        Self::of(&Library::open(project), name, language)
    }

    fn of(library: &Library, name: &str, language: Language) -> Result<Self, Diagnostics> {
        let set = Arc::new(library.style(name, language)?);
        Ok(Self { set, session: None, form: Form::default(), pictures: None })
    }

    /// The names of the house styles that the program carries.
    pub fn names() -> Vec<String> {
        Library::embedded().templates()
    }

    /// The style for documents of a session. A style that serves several sessions is cloned for each.
    ///
    /// # Errors
    ///
    /// When the session ends before it begins.
    pub fn session(self, data: &SessionData<'_>) -> Result<Self, Diagnostics> {
        let language = self.set.language;
        let text = format!(
            "number = {}\nplace = {{ {language} = {} }}\ncountry = {{ {language} = {} }}\nstart = {}\nend = {}\ntemplate = {}\n",
            data.number,
            quoted(data.place),
            quoted(data.country),
            data.start,
            data.end,
            quoted(&self.set.name),
        );
        self.session_toml(&text)
    }

    /// The same for a session whose `session.toml` says this; the house style is this one, whatever the text says.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the text.
    pub fn session_toml(self, text: &str) -> Result<Self, Diagnostics> {
        let source = Source::new(Session::FILE_NAME, text);
        let session = Session::parse(&source, String::new()).map_err(Diagnostics)?;
        Ok(Self { session: Some(Arc::new(session)), ..self })
    }

    /// The style for files that claim another standard than PDF/A-2a and PDF/UA-1.
    #[must_use]
    pub fn standard(self, standard: Standard) -> Self {
        Self { form: Form { standard, ..self.form }, ..self }
    }

    /// The style for documents that show pictures: `source` answers the bytes of a PNG, a JPEG or an SVG for a name, as
    /// the text writes it. Without it a picture is refused.
    #[must_use]
    pub fn pictures(self, source: impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self { pictures: Some(Arc::new(source)), ..self }
    }

    /// Something that sets many documents one after the other, on one thread.
    pub fn typesetter(&self) -> Typesetter<'_> {
        Typesetter { style: self, shaper: Shaper::new(&self.set.fonts) }
    }

    fn picture(&self, name: &str) -> Result<Arc<Graphic>, (String, &'static str)> {
        let bytes = self.pictures.as_ref().and_then(|source| source(name));
        let none =
            || (format!("there is no picture `{name}`"), "look at its name, and at the source of pictures");
        Graphic::from_bytes(&bytes.ok_or_else(none)?).map(Arc::new)
    }
}

impl fmt::Debug for Style {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Style");
        shown.field("name", &self.set.name).field("language", &self.set.language).finish_non_exhaustive()
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

impl Typesetter<'_> {
    /// Sets a text: Markdown with its front matter, as the file of a document.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the text.
    pub fn build(&mut self, source: &str) -> Result<Pdf, Diagnostics> {
        let name = format!("document.{}.md", self.style.set.language);
        let Some(session) = &self.style.session else {
            let help = "give it one: `style.session(&SessionData { number, place, country, start, end })`";
            return Err(Diagnostics::one(
                "GR-0732",
                &name,
                "the style has no session to set the document in",
                help,
            ));
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
            let cause = panic.downcast_ref::<String>().map(|cause| Cow::Borrowed(cause.as_str()));
            let cause = cause.or_else(|| panic.downcast_ref::<&str>().map(|cause| Cow::Borrowed(*cause)));
            let message =
                format!("greffe itself has failed on this text: {}", cause.unwrap_or("unknown".into()));
            Err(Diagnostics::one("GR-0602", &name, message, "keep the text and tell the makers of greffe"))
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
    let prepared = Prepared::read(&document, session, Arc::clone(&style.set), &pictures, false, diagnostics)?;
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
/// let codes: Vec<&str> = faults.iter().map(|fault| fault.code.as_ref()).collect();
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

//! A house style with a session, read once.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::{Diagnostics, Typesetter};
use crate::diagnostic::{Message, messages};
use crate::graphic::Graphic;
use crate::model::{Date, Language, Session};
use crate::pdf::Standard;
use crate::session::Form;
use crate::source::Source;
use crate::starter::quoted;
use crate::style::{Library, StyleSet};

/// A house style in one language, with the session that documents are of: all that setting one needs. It is cheap to
/// clone, and one style serves every thread.
#[derive(Clone)]
pub struct Style {
    pub(super) set: Arc<StyleSet>,
    pub(super) session: Option<Arc<Session>>,
    pub(super) form: Form,
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
        Typesetter::new(self)
    }

    pub(super) fn picture(&self, name: &str) -> Result<Arc<Graphic>, Message> {
        let bytes = self.pictures.as_ref().and_then(|source| source(name));
        Graphic::from_bytes(&bytes.ok_or_else(|| messages::picture_missing(name))?).map(Arc::new)
    }
}

impl fmt::Debug for Style {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Style");
        shown.field("name", &self.set.name).field("language", &self.set.language).finish_non_exhaustive()
    }
}

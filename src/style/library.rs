//! Where the house styles, lexicons and fonts are, and what has been read of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use super::{Companions, HouseStyle, Labels, Lexicon, Shelf, from_toml};
use crate::diagnostic::{Diagnostic, Error, messages};
use crate::font::FontBook;
use crate::graphic::Graphic;
use crate::model::{Foreign, Language};
use crate::source::{Digest, Source};
use crate::typography::{Context, Settings};

/// The data that documents are set with: found once, read once, shared by every thread.
#[derive(Debug)]
pub struct Library {
    shelf: Shelf,
    fonts: Arc<Fonts>,
    /// Whether files will be written.
    writing: bool,
}

/// The fonts, which a thread of their own opens.
#[derive(Debug)]
struct Fonts {
    folder: Shelf,
    opened: OnceLock<Result<Arc<FontBook>, Error>>,
    /// The thread, until somebody asks for the fonts.
    opening: Mutex<Option<JoinHandle<Result<FontBook, Error>>>>,
}

impl Fonts {
    fn get(&self) -> Result<Arc<FontBook>, Error> {
        let opened = self.opened.get_or_init(|| {
            let thread = self.opening.lock().unwrap_or_else(PoisonError::into_inner).take();
            // Without a thread for it, or after it has failed, they are opened here.
            let opened = thread.and_then(|thread| thread.join().ok());
            opened.unwrap_or_else(|| FontBook::open(&self.folder)).map(Arc::new)
        });
        opened.as_ref().map(Arc::clone).map_err(Error::again)
    }
}

/// A house style in one language with all that setting a document needs.
#[derive(Debug)]
pub struct StyleSet {
    /// The name of the house style.
    pub name: String,
    /// The language.
    pub language: Language,
    /// The house style.
    pub house: HouseStyle,
    /// Its words.
    pub labels: Labels,
    /// Where its words stand.
    pub labels_source: Arc<Source>,
    /// The settings of the language's rules.
    pub settings: Settings,
    /// The language's words.
    pub lexicon: Lexicon,
    /// The languages that spans may be in.
    pub companions: Companions,
    /// The locked fonts.
    pub fonts: Arc<FontBook>,
    /// The emblem above the masthead.
    pub emblem: Option<Arc<Graphic>>,
    /// The files that it was read from, those of the fonts included, in the order of their names.
    pub inputs: BTreeMap<String, Digest>,
}

impl StyleSet {
    /// What the rules know besides a text in the style's language.
    pub fn context(&self) -> Context<'_> {
        let context = Context::new(&self.settings, &self.lexicon);
        Context { companions: Some(&self.companions), ..context }
    }

    /// The language, the settings and the words of a character: its own where it is of another language that has been
    /// read, else the document's.
    pub fn words_of(&self, foreign: Option<Foreign>) -> (Language, &Settings, &Lexicon) {
        let other = foreign.and_then(Foreign::language).filter(|language| *language != self.language);
        match other.and_then(|language| Some((language, self.companions.get(language)?))) {
            Some((language, companion)) => (language, &companion.settings, &companion.lexicon),
            None => (self.language, &self.settings, &self.lexicon),
        }
    }
}

impl Library {
    /// Opens the library of a folder that holds `templates/` or `fonts/`; what is not there is the program's.
    pub fn open(root: &Path) -> Self {
        Self::on(Shelf::over(root))
    }

    /// Opens the library that the program carries.
    pub fn embedded() -> Self {
        Self::on(Shelf::program())
    }

    /// Opens a library. The fonts are opened by a thread of their own while styles and documents are read.
    pub fn on(shelf: Shelf) -> Self {
        let folder = shelf.folder("fonts");
        let (opening, place) = (std::thread::Builder::new().name("fonts".to_owned()), folder.clone());
        let opening = opening.spawn(move || FontBook::open(&place)).ok();
        let fonts = Fonts { folder, opened: OnceLock::new(), opening: Mutex::new(opening) };
        Self { shelf, fonts: Arc::new(fonts), writing: false }
    }

    /// The library for a run that writes files: the faces that nearly every document needs are reduced while the first
    /// one is read.
    #[must_use]
    pub fn to_write(self) -> Self {
        Self { writing: true, ..self }
    }

    /// Lets a thread reduce the upright faces of a family. Without it each is reduced when a file first wants it.
    fn reduce_faces(&self, family: &str) {
        let (fonts, family) = (Arc::clone(&self.fonts), family.to_owned());
        let thread = std::thread::Builder::new().name("faces".to_owned());
        let _ = thread.spawn(move || {
            // What is wrong with the fonts is said to those who set with them.
            let Ok(fonts) = fonts.get() else { return };
            for bold in [false, true] {
                if let Some(face) = fonts.find(&family, bold, false) {
                    crate::pdf::reduce(&fonts, face);
                }
            }
        });
    }

    /// The locked fonts.
    ///
    /// # Errors
    ///
    /// When the font lock or a font file is missing or not as it was locked.
    pub fn fonts(&self) -> Result<Arc<FontBook>, Error> {
        self.fonts.get()
    }

    /// Where its files stand.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Finds the nearest folder, from `start` upwards, that holds `templates/` or `fonts/fonts.toml`.
    pub fn find(start: &Path) -> Option<PathBuf> {
        let holds =
            |folder: &Path| folder.join("templates").is_dir() || folder.join("fonts/fonts.toml").is_file();
        start.ancestors().find(|folder| holds(folder)).map(Path::to_path_buf)
    }

    /// The names of the house styles, sorted.
    pub fn templates(&self) -> Vec<String> {
        self.shelf.folder("templates").folders_with("style.toml")
    }

    /// Reads a house style in a language.
    ///
    /// # Errors
    ///
    /// When there is no such style, or one of its files is wrong.
    pub fn style(&self, name: &str, language: Language) -> Result<StyleSet, Error> {
        let folder = self.shelf.folder("templates").folder(name);
        // A name of a folder, never a path.
        if name.contains(['/', '\\']) || !folder.has("style.toml") {
            return Err(no_such_template(name, &self.templates()));
        }
        let house_source = folder.source("style.toml").map_err(Error::Configuration)?;
        let house: HouseStyle = from_toml(&house_source)?;
        house.check(&house_source)?;
        let house = house.in_language(language);
        if self.writing {
            self.reduce_faces(&house.family);
        }
        let labels_source =
            folder.source(&format!("labels.{language}.toml")).map_err(Error::Configuration)?;
        let labels: Labels = from_toml(&labels_source)?;
        labels.check(&labels_source)?;
        let lexicons = self.shelf.folder("templates/lexicon");
        let lexicon = Lexicon::read_with(&lexicons.folder(language.code()), &house.additions(language))?;
        let fonts = self.fonts()?;
        if !fonts.has_family(&house.family) {
            let lock = self.shelf.shown("fonts/fonts.toml").display().to_string();
            return Err(Error::Refused(messages::no_family(lock, &house.family)));
        }
        let mut inputs = BTreeMap::from([
            (format!("templates/{name}/style.toml"), house_source.digest),
            (format!("templates/{name}/labels.{language}.toml"), labels_source.digest),
        ]);
        let words = lexicon.inputs.iter();
        inputs.extend(words.map(|(file, digest)| (format!("templates/lexicon/{language}/{file}"), *digest)));
        inputs.extend(fonts.digests().iter().map(|(file, digest)| (format!("fonts/{file}"), *digest)));
        let emblem = match &house.emblem {
            None => None,
            Some(emblem) => {
                let unread = |error: std::io::Error| messages::emblem_unreadable(messages::io(&error));
                let read = folder.read(&emblem.file).map_err(unread).and_then(|content| {
                    inputs.insert(format!("templates/{name}/{}", emblem.file), content.digest);
                    Graphic::from_bytes(&content.bytes)
                });
                let graphic = read.map_err(|fault| {
                    let at = house_source.text.find(&emblem.file).unwrap_or(0);
                    let range = at..at + emblem.file.len();
                    Error::from(Diagnostic::error(house_source.clone(), range, messages::bad_emblem(fault)))
                })?;
                Some(Arc::new(graphic))
            }
        };
        Ok(StyleSet {
            name: name.to_owned(),
            emblem,
            inputs,
            language,
            settings: house.settings(language),
            companions: Companions::new(lexicons),
            house,
            labels,
            labels_source,
            lexicon,
            fonts,
        })
    }
}

/// The error of a name that no house style has.
pub(crate) fn no_such_template(name: &str, known: &[String]) -> Error {
    Error::Refused(messages::no_template(name, known.join(", ")))
}

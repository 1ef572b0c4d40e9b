//! A desk to work at: a folder with templates, fonts and content, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use greffe::diagnostic::Diagnostic;
use greffe::model::Language;
use greffe::session::{Prepared, Workshop};
use greffe::style::{Lexicon, Library, Shelf};
use tempfile::TempDir;

/// The repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The front matter of a document without faults.
pub(crate) const FRONT_MATTER: &str =
    "+++\nreference = \"GA-1-RES-1\"\nnumber = 1\nsubject = \"Essai\"\n+++\n";

/// A session without faults.
pub(crate) const SESSION: &str = "number = 3\nplace = { fr = \"Bruges\" }\ncountry = { fr = \"Belgique\" }\nstart = 2024-05-28\nend = 2024-06-01\ntemplate = \"interpol\"\n";

/// A folder of its own for one test.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

impl Desk {
    /// A desk with the repository's templates and fonts, and one session.
    pub(crate) fn new() -> Self {
        let desk = Self { folder: TempDir::new().expect("a temporary folder") };
        for name in ["templates", "fonts"] {
            std::os::unix::fs::symlink(repository().join(name), desk.path(name)).expect("a link");
        }
        desk.write("content/session/session.toml", SESSION)
    }

    /// A desk with nothing on it.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// The same with copies of the templates, which a test may change.
    pub(crate) fn copied() -> Self {
        let desk = Self { folder: TempDir::new().expect("a temporary folder") };
        std::os::unix::fs::symlink(repository().join("fonts"), desk.path("fonts")).expect("a link");
        for folder in ["interpol", "lexicon/fr"] {
            let folder = format!("templates/{folder}");
            fs::create_dir_all(desk.path(&folder)).expect("a folder");
            for entry in fs::read_dir(repository().join(&folder)).expect("a folder").flatten() {
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                fs::copy(entry.path(), desk.path(&name)).expect("a copy");
            }
        }
        desk.write("content/session/session.toml", SESSION)
    }

    /// A desk whose one style sets everything in the box font, twenty characters to the line.
    pub(crate) fn boxed() -> Self {
        let desk = Self { folder: TempDir::new().expect("a temporary folder") };
        let boxes = repository().join("tests/fonts/box.ttf");
        fs::create_dir_all(desk.path("fonts")).expect("a folder");
        fs::copy(&boxes, desk.path("fonts/box.ttf")).expect("the box font");
        fs::create_dir_all(desk.path("templates/lexicon")).expect("a folder");
        std::os::unix::fs::symlink(
            repository().join("templates/lexicon/fr"),
            desk.path("templates/lexicon/fr"),
        )
        .expect("a link");
        let digest = "bfa88f46a111cd55611a6f095ac6e20fd6e2ed4687ce21f94af1ffe641737cc4";
        desk.write(
            "fonts/fonts.toml",
            format!("[[file]]\npath = \"box.ttf\"\nsha256 = \"{digest}\"\nlicense = \"OWN.txt\"\n"),
        )
        .write("fonts/OWN.txt", "Made for the tests.")
        .write("templates/box/style.toml", BOX_STYLE)
        .write("templates/box/labels.fr.toml", read("templates/interpol/labels.fr.toml"))
        .write("content/session/session.toml", SESSION.replace("interpol", "box"))
    }

    /// Writes a file.
    pub(crate) fn write(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    /// Writes a document with sound front matter.
    pub(crate) fn document(self, body: &str) -> Self {
        self.write("content/session/001-essai.fr.md", format!("{FRONT_MATTER}{body}"))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program in the folder, without any variable of the environment but these.
    pub(crate) fn run_bare(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greffe"));
        command.env_clear().envs(variables.iter().copied());
        self.run_command(command, arguments)
    }

    /// Runs the program in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greffe"));
        // What is said does not depend on the language of the machine that tests.
        command.env("LC_ALL", "C");
        self.run_command(command, arguments)
    }

    fn run_command(&self, mut command: Command, arguments: &[&str]) -> Run {
        let output =
            command.args(arguments).current_dir(self.folder.path()).output().expect("the program runs");
        if matches!(arguments.first(), Some(&"build" | &"volume")) {
            self.hand_over(arguments);
        }
        Run {
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
            code: output.status.code().unwrap_or(-1),
        }
    }

    /// Hands what a build wrote to the validators.
    fn hand_over(&self, arguments: &[&str]) {
        let asked = arguments.iter().skip_while(|argument| **argument != "--standard").nth(1);
        for session in fs::read_dir(self.path("out")).into_iter().flatten().flatten() {
            for file in fs::read_dir(session.path()).into_iter().flatten().flatten() {
                if file.path().extension().is_some_and(|extension| extension == "pdf") {
                    hand_over(asked.unwrap_or(&"a-2a"), &fs::read(file.path()).expect("a file"));
                }
            }
        }
    }

    /// The names of the files that were written for the session, sorted.
    pub(crate) fn pdfs(&self) -> Vec<String> {
        let mut names = self.names("out/session");
        names.retain(|name| is_pdf(name));
        names
    }

    /// The names of a folder's entries, sorted.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Reads the document up to its final characters.
    pub(crate) fn prepare(&self) -> (Option<Prepared>, Vec<Diagnostic>) {
        let library = Library::open(self.folder.path());
        let mut diagnostics = Vec::new();
        let path = self.path("content/session/001-essai.fr.md");
        let prepared =
            Workshop::new(library, None).prepare(&path, true, &mut diagnostics).expect("a sound style");
        (prepared, diagnostics)
    }

    /// What `show --as FORM` prints.
    pub(crate) fn show(&self, form: &str) -> String {
        let run = self.run(&["show", "content/session/001-essai.fr.md", "--as", form]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    }
}

/// Whether a file is one that was set.
pub(crate) fn is_pdf(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "pdf")
}

/// Copies a PDF to the folder of `GREFFE_PDF_OUT`, where validators find it: one folder a standard, one file a content.
pub(crate) fn hand_over(standard: &str, bytes: &[u8]) {
    let Some(folder) = std::env::var_os("GREFFE_PDF_OUT") else { return };
    let folder = PathBuf::from(folder).join(standard);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(format!("{}.pdf", &sha256(bytes)[..16])), bytes).expect("a copy");
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}

/// The lexicon of a language, read once.
pub(crate) fn lexicon(language: Language) -> &'static Lexicon {
    static LEXICONS: [LazyLock<Lexicon>; 4] = [
        LazyLock::new(|| read_lexicon(Language::ALL[0])),
        LazyLock::new(|| read_lexicon(Language::ALL[1])),
        LazyLock::new(|| read_lexicon(Language::ALL[2])),
        LazyLock::new(|| read_lexicon(Language::ALL[3])),
    ];
    let at = Language::ALL.iter().position(|known| *known == language).expect("a language");
    &LEXICONS[at]
}

fn read_lexicon(language: Language) -> Lexicon {
    Lexicon::read(&Shelf::over(repository()).folder(&format!("templates/lexicon/{language}")))
        .expect("the lexicon")
}

/// A file of the repository.
pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(repository().join(name)).expect("a file of the repository")
}

/// No-break spaces made visible: `~` and `¦`.
pub(crate) fn visible(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "¦")
}

/// A measure of 200pt and type of 10pt: twenty boxes to the line, twelve lines to the page.
pub(crate) const BOX_STYLE: &str = r#"
family = "Box"
keywords = "capitals"
quote = "20pt"
lists = ["1)", "a)", "–"]
[page]
width = "240pt"
height = "200pt"
top = "40pt"
bottom = "40pt"
left = "20pt"
right = "20pt"
grid = "10pt"
head = "20pt"
foot = "20pt"
[notes]
leading = "10pt"
gap = "10pt"
rule = "50pt"
[lines]
pretolerance = 100
tolerance = 400
hyphen-penalty = 50
explicit-hyphen-penalty = 50
double-hyphen-demerits = 10000
final-hyphen-demerits = 5000
adjacent-demerits = 10000
max-consecutive-hyphens = 2
expansion = 0
hanging = false
[blocks]
title = { size = "10pt", align = "center", keep-with-next = true }
reference = { size = "10pt", align = "center", keep-with-next = true }
subject = { size = "10pt", align = "left", keep-with-next = true }
formula = { size = "10pt", align = "justify", keep-with-next = true }
recital = { size = "10pt", align = "justify", indent = "20pt", before = 1 }
operative = { size = "10pt", align = "justify", indent = "20pt", before = 1 }
item = { size = "10pt", align = "justify", left = "30pt" }
adoption = { size = "10pt", align = "left", before = 1, keep-with-previous = true }
running-head = { size = "10pt", align = "right" }
folio = { size = "10pt", align = "center" }
masthead = { size = "10pt", align = "left" }
annex = { size = "10pt", align = "center", keep-with-next = true }
headings = [{ size = "10pt", align = "left", before = 1, keep-with-next = true }]
article = { size = "10pt", align = "center", keep-with-next = true }
term = { size = "10pt", align = "left", keep-with-next = true }
paragraph = { size = "10pt", align = "justify", before = 1 }
note = { size = "10pt", align = "left", left = "20pt" }
caption = { size = "10pt", align = "center", keep-with-previous = true }
cell = { size = "10pt", align = "left", before = 1 }
head-cell = { size = "10pt", align = "left" }
meeting = { size = "10pt", align = "right", keep-with-previous = true }
vote = { size = "10pt", align = "left", keep-with-next = true }
draft-mark = { size = "10pt", align = "left" }
"#;

/// Characters read back from a PDF.
pub(crate) mod pdf {
    use lopdf::content::Content;
    use lopdf::{Document, Object};
    use std::collections::BTreeMap;

    /// The text of each page in the order of its contents; a new line of type is a line feed.
    pub(crate) fn pages(bytes: &[u8]) -> Vec<String> {
        sized_pages(bytes, |_| true)
    }

    /// The text of each page in type of the sizes that are wanted, in points.
    pub(crate) fn sized_pages(bytes: &[u8], wanted: impl Fn(f32) -> bool) -> Vec<String> {
        let document = Document::load_mem(bytes).expect("a PDF");
        document.get_pages().values().map(|page| page_text(&document, *page, &wanted)).collect()
    }

    fn page_text(document: &Document, page: lopdf::ObjectId, wanted: &impl Fn(f32) -> bool) -> String {
        let fonts = document.get_page_fonts(page).expect("fonts");
        let maps: BTreeMap<Vec<u8>, BTreeMap<u16, String>> =
            fonts.into_iter().map(|(name, font)| (name, to_unicode(document, font))).collect();
        let content = Content::decode(&document.get_page_content(page)).expect("operations");
        let mut text = String::new();
        let mut map = None;
        let (mut y, mut baseline) = (0.0, None);
        let mut actual: Option<String> = None;
        let mut shown = true;
        let mut reversed = false;
        for operation in content.operations {
            match operation.operator.as_str() {
                "Tf" => {
                    map = maps.get(operation.operands[0].as_name().expect("a name"));
                    shown = wanted(operation.operands[1].as_float().expect("a size"));
                }
                "TJ" if !shown => {}
                "Td" => {
                    y += operation.operands[1].as_float().expect("a number");
                    let line = format!("{y:.2}");
                    if shown && baseline.as_ref().is_some_and(|known| *known != line) {
                        text.push('\n');
                    }
                    if shown {
                        baseline = Some(line);
                    }
                }
                "BDC" => {
                    let properties = operation.operands[1].as_dict().expect("properties");
                    if let Ok(Object::String(bytes, _)) = properties.get(b"ActualText") {
                        actual = Some(utf16(&bytes[2..]));
                    }
                }
                "BMC" => reversed = operation.operands[0].as_name().expect("a name") == b"ReversedChars",
                "EMC" => {
                    reversed = false;
                    text.push_str(&actual.take().filter(|_| shown).unwrap_or_default());
                }
                "TJ" if actual.is_none() => {
                    let mut characters = Vec::new();
                    for item in operation.operands[0].as_array().expect("an array") {
                        let Object::String(codes, _) = item else { continue };
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            let map: &BTreeMap<u16, String> = map.expect("a font");
                            characters.push(map.get(&code).map_or("", String::as_str));
                        }
                    }
                    if reversed {
                        characters.reverse();
                    }
                    text.push_str(&characters.concat());
                }
                _ => {}
            }
        }
        text
    }

    /// What one operation sets: its page, its place in points, and its characters.
    #[derive(Debug, Clone)]
    pub(crate) struct Run {
        pub(crate) page: usize,
        pub(crate) left: f32,
        pub(crate) right: f32,
        pub(crate) y: f32,
        /// Those of all that is read in its stead, where something is.
        pub(crate) text: String,
    }

    /// The runs of all pages, in the order of their contents.
    pub(crate) fn runs(bytes: &[u8]) -> Vec<Run> {
        let document = Document::load_mem(bytes).expect("a PDF");
        let pages = document.get_pages();
        pages.values().enumerate().flat_map(|(number, page)| page_runs(&document, number, *page)).collect()
    }

    fn page_runs(document: &Document, number: usize, page: lopdf::ObjectId) -> Vec<Run> {
        let fonts = document.get_page_fonts(page).expect("fonts").into_iter();
        let fonts: BTreeMap<Vec<u8>, _> =
            fonts.map(|(name, font)| (name, (to_unicode(document, font), widths(document, font)))).collect();
        let content = Content::decode(&document.get_page_content(page)).expect("operations");
        let mut runs = Vec::new();
        let (mut x, mut y, mut size, mut scale) = (0.0, 0.0, 0.0, 1.0);
        let mut font = None;
        let mut actual: Option<String> = None;
        let mut reversed = false;
        for operation in content.operations {
            let number_at = |at: usize| operation.operands[at].as_float().expect("a number");
            match operation.operator.as_str() {
                "BT" => (x, y, scale) = (0.0, 0.0, 1.0),
                "Td" => (x, y) = (x + number_at(0), y + number_at(1)),
                "Tz" => scale = number_at(0) / 100.0,
                "Tf" => {
                    font = fonts.get(operation.operands[0].as_name().expect("a name"));
                    size = number_at(1);
                }
                "BDC" => {
                    if let Ok(Object::String(bytes, _)) =
                        operation.operands[1].as_dict().expect("properties").get(b"ActualText")
                    {
                        actual = Some(utf16(&bytes[2..]));
                    }
                }
                "BMC" => reversed = operation.operands[0].as_name().expect("a name") == b"ReversedChars",
                "EMC" => (actual, reversed) = (None, false),
                "TJ" => {
                    let (map, widths) = font.expect("a font");
                    let (mut at, mut begin, mut end) = (0.0_f32, 0.0_f32, 0.0_f32);
                    let mut characters: Vec<&str> = Vec::new();
                    for item in operation.operands[0].as_array().expect("an array") {
                        let Object::String(codes, _) = item else {
                            at -= item.as_float().expect("a number") / 1000.0;
                            continue;
                        };
                        for code in codes.chunks(2) {
                            let code = u16::from_be_bytes([code[0], code[1]]);
                            begin = begin.min(at);
                            at += widths.get(&code).copied().unwrap_or_default();
                            end = end.max(at);
                            characters.push(map.get(&code).map_or("", String::as_str));
                        }
                    }
                    if reversed {
                        characters.reverse();
                    }
                    // The first run of what is read otherwise has all of it.
                    let text = match &mut actual {
                        Some(actual) => std::mem::take(actual),
                        None => characters.concat(),
                    };
                    let place = |ems: f32| x + ems * size * scale;
                    runs.push(Run { page: number, left: place(begin), right: place(end), y, text });
                }
                _ => {}
            }
        }
        runs
    }

    /// How wide the glyphs of a font are, in ems.
    fn widths(document: &Document, font: &lopdf::Dictionary) -> BTreeMap<u16, f32> {
        let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let descendant = document.dereference(&descendants.expect("a font")[0]).expect("a font").1;
        let list = descendant.as_dict().expect("a font").get_deref(b"W", document).expect("widths");
        let mut widths = BTreeMap::new();
        for pair in list.as_array().expect("widths").chunks(2) {
            let first = pair[0].as_i64().expect("a glyph") as u16;
            for (at, width) in pair[1].as_array().expect("widths").iter().enumerate() {
                widths.insert(first + at as u16, width.as_float().expect("a width") / 1000.0);
            }
        }
        widths
    }

    /// The characters of a text string.
    pub(crate) fn text_string(object: &Object) -> String {
        let bytes = object.as_str().expect("a string");
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(rest) => utf16(rest),
            None => String::from_utf8(bytes.to_vec()).expect("ASCII"),
        }
    }

    fn utf16(bytes: &[u8]) -> String {
        let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).expect("UTF-16")
    }

    fn to_unicode(document: &Document, font: &lopdf::Dictionary) -> BTreeMap<u16, String> {
        let stream = font.get_deref(b"ToUnicode", document).expect("a map").as_stream().expect("a stream");
        let map = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let map = String::from_utf8(map).expect("a map in ASCII");
        map.lines()
            .filter_map(|line| {
                let (code, text) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
                let bytes: Vec<u8> = (0..text.len())
                    .step_by(2)
                    .filter_map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
                    .collect();
                (code.len() == 4 && line.len() > 12 && !line.contains("0000> <FFFF"))
                    .then(|| (u16::from_str_radix(code, 16).expect("a code"), utf16(&bytes)))
            })
            .collect()
    }
}

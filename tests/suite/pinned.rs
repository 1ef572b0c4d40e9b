//! The whole of what is said, for every sentence: the cases of `tests/cases/diagnostics`.
//!
//! A case is a project, a command and what the command says in each language, as text. A line that begins with `== `
//! opens a part; the parts before `== en` are done in their order, on a desk of the repository's styles and fonts with
//! one session:
//!
//! ```text
//! == desk box                 the desk is another one: `box` with the box font, `copied` with copies, `empty`
//! == body                     what stands after the sound front matter of content/session/001-essai.fr.md
//! == PATH                     the text of a file; `⟨word × 300⟩` is the word 300 times
//! == PATH, no end             the same without the last line feed
//! == PATH, hex                the bytes of a file as hexadecimal digits
//! == PATH, edit               lines `old => new`: words of the file that are replaced
//! == PATH, bytes              lines `offset: digits`: bytes of the file that are others
//! == PATH, size 1000          a file of so many bytes, all zero
//! == PATH, folder             a folder
//! == PATH, copy FILE          a copy of a file of the repository
//! == PATH, gone               a file that is removed
//! == lock PATH                the SHA-256 of the font is entered in fonts/fonts.toml
//! == greffe …                 a run of the program; that of the last one is what the case is about
//! == en 1                     what it says in English on standard error, and its exit code
//! == fr 1                     the same in French
//! ```
//!
//! A case is named for its sentence: the group and the name. Those that begin with `underline-` are of excerpts, those
//! with `talk-` of what is said beside diagnostics; there standard output comes before standard error.
//!
//! `GREFFE_RENEW=1 cargo test pinned` writes what is said into the cases; each of them is to be read then.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use greffe::diagnostic::{
    Argument, Catalog, Color, Diagnostic, Error, Key, Speech, messages, render, render_error,
};
use greffe::source::Source;

use crate::support::{Desk, Run, repository, sha256};

const FOLDER: &str = "tests/cases/diagnostics";

/// The names of the sentences without a case: those below, and the words that others are filled with.
fn without_a_case() -> Vec<&'static str> {
    let words = messages::ALL.iter().filter(|key| key.group == "concord");
    WITHOUT_A_CASE.iter().map(|(name, _)| *name).chain(words.map(|key| key.name)).collect()
}

/// Sentences without a case, each with what keeps it from having one. They are pinned below as they are rendered.
const WITHOUT_A_CASE: &[(&str, &str)] = &[
    ("changing", "another program writes the file while it is read"),
    ("alone_at_head", "pages are broken otherwise wherever they can be"),
    ("alone_at_foot", "pages are broken otherwise wherever they can be"),
    ("no_glyph", "a face that lacks a character leaves it to another one, if any has it"),
    ("unsaid", "the program itself has failed"),
    ("volume_unsaid", "the program itself has failed"),
    ("failed", "the program itself has failed"),
    ("no_document_language", "every document that is read has a language"),
    ("no_words_for_picture", "`no_alternative` is said before"),
    ("volume_too_large", "it takes tens of thousands of notes or links"),
    ("cannot_remove", "the system refuses it"),
    ("cannot_lock", "the system refuses it"),
    ("preview_too_large", "it is said in the browser"),
    ("preview_gone", "it is said in the browser"),
    ("no_session_in_style", "it is said to programs that use the library"),
    ("no_glyph", "`no_character` is said before, or another face has the character"),
    ("picture_missing", "it is said to programs that use the library"),
    ("concordant_versions", "it is said of two versions; its case is in `concord.rs`"),
    ("discordant_versions", "it is said of two versions; its case is in `concord.rs`"),
    ("missing_place", "it is said of two versions; its case is in `concord.rs`"),
    ("recorded", "it is said of two versions; its case is in `concord.rs`"),
    ("concorded", "it is said of two versions; its case is in `concord.rs`"),
    ("bilingual_file", "it is said of two versions; its case is in `concord.rs`"),
    ("cannot_start", "the system refuses it"),
    ("cannot_listen", "another program has the port"),
    ("cannot_watch", "the system refuses it"),
    ("no_reference_possible", "every session and number makes a reference"),
    ("no_share_at_all", "a session that is joined has a share"),
    ("png_large", "`picture_pixels` is said before, but on a machine of 32 bits"),
    ("png_palette", "the reader of PNG files replaces palettes by colours"),
    ("watching", "it is said until the program is stopped"),
    ("preview_at", "it is said until the program is stopped"),
    ("no_browser", "it depends on the machine"),
    ("waiting", "another build is at work"),
    ("stopped_build", "the user stops the program"),
    ("not_fixed", "a rule undoes what another has done"),
    ("file_current", "what is current is told in JSON alone, in no words"),
];

/// A case of the folder.
struct Case {
    path: PathBuf,
    name: String,
    /// The parts: what stands behind `== `, and the lines below it.
    parts: Vec<(String, String)>,
}

impl Case {
    fn all() -> Vec<Self> {
        let entries = fs::read_dir(repository().join(FOLDER)).expect("the cases").flatten();
        let mut cases: Vec<Self> = entries.map(|entry| Self::read(entry.path())).collect();
        cases.sort_by(|one, other| one.name.cmp(&other.name));
        cases
    }

    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a case");
        let mut parts: Vec<(String, String)> = Vec::new();
        for line in text.split_inclusive('\n') {
            match (line.strip_prefix("== "), parts.last_mut()) {
                (Some(head), _) => parts.push((head.trim_end().to_owned(), String::new())),
                (None, Some((_, body))) => body.push_str(line),
                (None, None) => panic!("{}: a case begins with `== `", path.display()),
            }
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        Self { path, name, parts }
    }

    /// The parts before what is expected.
    fn steps(&self) -> impl Iterator<Item = &(String, String)> {
        self.parts.iter().take_while(|(head, _)| !is_expectation(head))
    }

    /// What is expected in a language: the exit code and the text.
    fn expected(&self, speech: Speech) -> Option<(&str, &str)> {
        self.parts.iter().find_map(|(head, body)| {
            let code = head.strip_prefix(speech.code())?.strip_prefix(' ')?;
            Some((code, body.as_str()))
        })
    }

    /// What the last command says in a language, on a desk of its own.
    fn said(&self, speech: Speech) -> (String, String) {
        let steps: Vec<_> = self.steps().collect();
        let mut desk = match steps.first().and_then(|(head, _)| head.strip_prefix("desk ")) {
            Some("box") => Desk::boxed(),
            Some("copied") => Desk::copied(),
            Some("empty") => Desk::empty(),
            Some(other) => panic!("{}: there is no desk {other}", self.name),
            None => Desk::new(),
        };
        let mut last = None;
        for (head, body) in steps.into_iter().filter(|(head, _)| !head.starts_with("desk ")) {
            if let Some(arguments) = head.strip_prefix("greffe ") {
                let arguments: Vec<&str> = arguments.split(' ').collect();
                let said = desk.run_bare(&arguments, &[("LC_ALL", speech.code())]);
                last = Some((arguments[0], said));
            } else {
                desk = prepare(desk, head, body);
            }
        }
        let (command, run) = last.unwrap_or_else(|| panic!("{}: no command", self.name));
        let Run { stdout, stderr, code } = run;
        // What these commands find is their result.
        let said =
            if self.is_talk() || ["fonts", "concord"].contains(&command) { stdout + &stderr } else { stderr };
        (code.to_string(), steady(&said, &desk))
    }

    /// Whether the case is one of what is said beside diagnostics, partly on standard output.
    fn is_talk(&self) -> bool {
        self.name.starts_with("talk-")
    }

    fn renew(&self, said: &[(Speech, (String, String))]) {
        let mut text = String::new();
        for (head, body) in self.steps() {
            text.extend(["== ", head, "\n", body]);
        }
        for (speech, (code, said)) in said {
            text.extend(["== ", speech.code(), " ", code, "\n", said]);
        }
        fs::write(&self.path, text).expect("the case is written");
    }
}

fn is_expectation(head: &str) -> bool {
    Speech::ALL.iter().any(|speech| head.split(' ').next() == Some(speech.code()))
}

/// Does one part of a case.
fn prepare(desk: Desk, head: &str, body: &str) -> Desk {
    if head == "body" {
        return desk.document(&repeated(body));
    }
    if let Some(font) = head.strip_prefix("lock ") {
        let digest = sha256(&fs::read(desk.path(font)).expect("the font"));
        let name = font.trim_start_matches("fonts/");
        let lock = format!("[[file]]\npath = \"{name}\"\nsha256 = \"{digest}\"\nlicense = \"OWN.txt\"\n");
        return desk.write("fonts/fonts.toml", lock);
    }
    let (path, manner) = head.split_once(", ").unwrap_or((head, ""));
    match manner.split_once(' ').unwrap_or((manner, "")) {
        ("", _) => desk.write(path, repeated(body)),
        ("no", "end") => desk.write(path, repeated(body).trim_end_matches('\n')),
        ("hex", _) => desk.write(path, hexadecimal(body)),
        ("edit", _) => {
            let own = desk.path(path);
            let edited = if own.is_file() { own } else { repository().join(path) };
            let mut text = fs::read_to_string(edited).expect("a text to edit");
            for line in body.lines() {
                let (old, new) = line.split_once(" => ").expect("`old => new`");
                let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
                assert!(text.contains(&old), "{path} has no `{old}`: {text}");
                text = text.replacen(&old, &new, 1);
            }
            desk.write(path, text)
        }
        ("bytes", _) => {
            let mut bytes = fs::read(desk.path(path)).expect("bytes to alter");
            for line in body.lines() {
                let (at, digits) = line.split_once(": ").expect("`offset: digits`");
                let (at, new): (usize, _) = (at.parse().expect("an offset"), hexadecimal(digits));
                bytes[at..at + new.len()].copy_from_slice(&new);
            }
            desk.write(path, bytes)
        }
        ("size", size) => {
            let desk = desk.write(path, "");
            let file = fs::File::options().write(true).open(desk.path(path)).expect("the file");
            file.set_len(size.parse().expect("a size")).expect("a sparse file");
            desk
        }
        ("folder", _) => {
            fs::create_dir_all(desk.path(path)).expect("a folder");
            desk
        }
        ("copy", file) => {
            let bytes = fs::read(repository().join(file)).expect("a file of the repository");
            desk.write(path, bytes)
        }
        ("gone", _) => {
            fs::remove_file(desk.path(path)).expect("it is removed");
            desk
        }
        _ => panic!("there is no manner `{manner}`"),
    }
}

/// The bytes of hexadecimal digits, with any white space between them.
fn hexadecimal(digits: &str) -> Vec<u8> {
    let digits: String = digits.split_whitespace().collect();
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits");
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// A text with `⟨word × 3⟩` as the word three times.
fn repeated(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, (inner, after))) =
        rest.split_once('⟨').and_then(|(before, rest)| Some((before, rest.split_once('⟩')?)))
    {
        let (word, count) = inner.rsplit_once(" × ").expect("`⟨word × count⟩`");
        out += before;
        out += &word.replace("\\n", "\n").repeat(count.parse().expect("a count"));
        rest = after;
    }
    out + rest
}

/// What is the same at every run: no folder of the machine, no time, no size of a file, no digest of the program, no
/// spaces at line ends.
fn steady(said: &str, desk: &Desk) -> String {
    let folder = desk.path("");
    let said = said.replace(folder.to_string_lossy().trim_end_matches('/'), "DESK");
    let mut steady = String::new();
    for line in said.trim_end().lines() {
        let words: Vec<&str> = line.trim_end().split(' ').collect();
        for (index, word) in words.iter().enumerate() {
            let unit = words.get(index + 1).is_some_and(|unit| matches!(*unit, "ms" | "bytes" | "octets"));
            let number = word.bytes().all(|byte| byte.is_ascii_digit());
            let digest = word.len() == 14 && word.starts_with('(') && word.ends_with(')');
            steady += if index > 0 { " " } else { "" };
            steady += match (unit && number, digest) {
                (true, _) => "…",
                (_, true) => "(…)",
                _ => word,
            };
        }
        steady.push('\n');
    }
    steady
}

/// Runs what is to be done for each item, as many at once as the machine has processors.
pub(crate) fn at_once<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = Mutex::new(items.iter());
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let item = next.lock().expect("no other has failed here").next();
                    let Some(item) = item else { return };
                    work(item);
                }
            });
        }
    });
}

#[test]
fn pinned_cases_say_what_they_said() {
    let renew = std::env::var_os("GREFFE_RENEW").is_some();
    let differing = Mutex::new(Vec::new());
    at_once(&Case::all(), |case| {
        let said = Speech::ALL.map(|speech| (speech, case.said(speech)));
        if renew {
            return case.renew(&said);
        }
        for (speech, (code, said)) in &said {
            let expected = case.expected(*speech).unwrap_or(("?", ""));
            if expected != (code.as_str(), said.as_str()) {
                let name = format!("{FOLDER}/{}.txt", case.name);
                let (expected, text) = expected;
                differing.lock().expect("no panic").push(format!(
                    "{name}, {speech:?}\n--- expected, exit {expected}\n{text}--- said, exit {code}\n{said}"
                ));
            }
        }
    });
    let mut differing = differing.into_inner().expect("no panic");
    differing.sort();
    assert!(differing.is_empty(), "{}\n{} differ", differing.join("\n"), differing.len());
}

/// Whether a text has the words of a template, in their order.
fn says(text: &str, template: &str) -> bool {
    let words = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, words)| words));
    let mut rest = text;
    words.into_iter().all(|words| match rest.find(words) {
        Some(at) => {
            rest = &rest[at + words.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn every_sentence_is_pinned() {
    let cases = Case::all();
    let mut wanting = Vec::new();
    for Key { group, name, .. } in messages::ALL.iter().filter(|key| key.group != "talk") {
        let file = format!("{group}-{name}");
        let case = cases.iter().find(|case| case.name == file);
        let excepted = without_a_case().contains(name);
        match case {
            None if excepted => {}
            None => wanting.push(format!("{file}.txt is missing")),
            Some(_) if excepted => wanting.push(format!("{file}.txt is there, and excepted")),
            Some(case) => {
                for speech in Speech::ALL {
                    let template = &Catalog::of(speech).sentences[*group][*name][0];
                    let (_, said) = case.expected(speech).unwrap_or_default();
                    if !says(said, template) {
                        wanting.push(format!("{file}.txt does not say in {speech:?}: {template}"));
                    }
                }
            }
        }
    }
    let known: BTreeSet<String> =
        messages::ALL.iter().map(|Key { group, name, .. }| format!("{group}-{name}")).collect();
    for case in &cases {
        if !known.contains(&case.name) && !case.name.starts_with("underline-") && !case.is_talk() {
            wanting.push(format!("{}.txt is of no sentence", case.name));
        }
    }
    assert!(wanting.is_empty(), "{}", wanting.join("\n"));
}

#[test]
fn all_that_is_said_beside_diagnostics_is_pinned() {
    let cases: Vec<Case> = Case::all().into_iter().filter(Case::is_talk).collect();
    for Key { name, .. } in messages::ALL.iter().filter(|key| key.group == "talk") {
        let excepted = without_a_case().contains(name);
        for speech in Speech::ALL {
            let template = &Catalog::of(speech).sentences["talk"][*name][0];
            let said = cases.iter().any(|case| {
                let (_, said) = case.expected(speech).unwrap_or_default();
                said.lines().any(|line| says(line, template))
            });
            assert!(said || excepted, "no case says in {speech:?}: {template}");
        }
    }
}

/// The sentences without a case, as they are rendered: one part a sentence and a language.
#[test]
fn pinned_sentences_without_a_case_are_rendered() {
    let source = Source::new("content/session/001-essai.fr.md", "+++\nnumber = 1\n+++\nDécide d'agir.\n");
    let mut said = String::new();
    for name in &without_a_case() {
        let key = messages::ALL.iter().find(|key| key.name == *name).expect("a sentence");
        let arguments = key.placeholders.iter().map(|word| Argument::Text(format!("‹{word}›"))).collect();
        let message = messages::restore(key.group, key.name, arguments).expect("as many arguments");
        for speech in Speech::ALL {
            let text = if message.code() == "GR-0801" {
                render_error(&Error::Refused(message.clone()), speech, Color::Never)
            } else if key.group.starts_with("GR-") {
                let place = (source.clone(), 0..3, message.clone());
                let diagnostic = match message.code() {
                    "GR-0510" => Diagnostic::warning(place.0, place.1, place.2),
                    _ => Diagnostic::error(place.0, place.1, place.2),
                };
                render(&diagnostic, speech, Color::Never)
            } else {
                format!("{}\n{}\n", message.text(speech), message.help(speech))
            };
            let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
            said.extend(["== ", name, " ", speech.code(), "\n", &lines.join("\n"), "\n"]);
        }
    }
    let file = repository().join("tests/cases/rendered.txt");
    if std::env::var_os("GREFFE_RENEW").is_some() {
        fs::write(&file, &said).expect("the file is written");
    }
    assert_eq!(said, fs::read_to_string(&file).expect("the rendered sentences"));
}

//! `greffe watch`: what is saved is built, however it is saved.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{Desk, FRONT_MATTER, SESSION};

/// How long something is waited for that must come; a machine may be busy.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until something holds.
fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// A program that watches, and what it has said.
struct Watching {
    child: Child,
    said: Arc<Mutex<String>>,
    /// How much of it has been read.
    read: usize,
}

impl Watching {
    /// Begins to watch, and waits for the first build.
    fn begin(desk: &Desk, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_greffe"))
            .arg("watch")
            .args(arguments)
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let said = Arc::new(Mutex::new(String::new()));
        let (mut pipe, heard) = (child.stderr.take().expect("a pipe"), Arc::clone(&said));
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = pipe.read(&mut bytes) {
                heard.lock().expect("a lock").push_str(&String::from_utf8_lossy(&bytes[..length]));
            }
        });
        let mut watching = Self { child, said, read: 0 };
        watching.until("watching ");
        watching
    }

    /// Waits until something new is said, and gives what was said up to there.
    fn until(&mut self, words: &str) -> String {
        let mut heard = String::new();
        wait(words, || {
            let said = self.said.lock().expect("a lock");
            let found = said[self.read..].find(words).map(|at| self.read + at + words.len());
            if let Some(end) = found {
                heard.push_str(&said[self.read..end]);
                self.read = end;
            }
            found.is_some()
        });
        heard
    }

    /// Asks the program to end, and gives its exit code.
    fn end(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(asked.expect("a signal").success());
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It has ended already where all went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn document(reference: &str, body: &str) -> String {
    FRONT_MATTER.replace("GA-1-RES-1", reference) + body + "\n"
}

/// Saves as careful editors do: beside the file, then moved to its place.
fn save_beside(path: &Path, text: &str) {
    let beside = path.with_extension("tmp~");
    fs::write(&beside, text).expect("a file");
    fs::rename(&beside, path).expect("moved");
}

const FILE: &str = "content/session/001-essai.fr.md";

#[test]
fn saves_of_every_manner_are_built() {
    let desk = Desk::new().document("Décide d'agir.");
    let mut watching = Watching::begin(&desk, &[]);
    assert!(desk.path("out/session/GA-1-RES-1.fr.pdf").is_file());
    fs::write(desk.path(FILE), document("GA-1-RES-2", "Décide d'attendre.")).expect("a file");
    wait("a save in place", || desk.path("out/session/GA-1-RES-2.fr.pdf").is_file());
    save_beside(&desk.path(FILE), &document("GA-1-RES-3", "Décide de rire."));
    wait("a save beside", || desk.path("out/session/GA-1-RES-3.fr.pdf").is_file());
    // A picture, a session, a document of a new session.
    fs::create_dir_all(desk.path("content/other")).expect("a folder");
    fs::write(desk.path("content/other/session.toml"), SESSION).expect("a file");
    fs::write(desk.path("content/other/1.fr.md"), document("GA-1-RES-4", "Décide.")).expect("a file");
    wait("a new session", || desk.path("out/other/GA-1-RES-4.fr.pdf").is_file());
    fs::rename(desk.path("content/other"), desk.path("content/renamed")).expect("moved");
    wait("a moved session", || desk.path("out/renamed/GA-1-RES-4.fr.pdf").is_file());
    fs::write(desk.path("content/renamed/1.fr.md"), document("GA-1-RES-5", "Décide.")).expect("a file");
    wait("a save in a moved folder", || desk.path("out/renamed/GA-1-RES-5.fr.pdf").is_file());
    watching.until("watching ");
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn a_fault_is_said_and_its_end_is_built() {
    let desk = Desk::copied().document("Décide d'agir.");
    let mut watching = Watching::begin(&desk, &[]);
    fs::write(desk.path(FILE), "+++\nreference = \"GA").expect("a file");
    watching.until("error[GR-01");
    watching.until("not written: content/session/001-essai.fr.md");
    fs::write(desk.path(FILE), document("GA-1-RES-2", "Décide d'agir.")).expect("a file");
    wait("the mended document", || desk.path("out/session/GA-1-RES-2.fr.pdf").is_file());
    // A style and a lexicon that are wrong for a moment.
    for file in ["templates/interpol/style.toml", "templates/lexicon/fr/keywords.toml"] {
        let path = desk.path(file);
        let sound = fs::read_to_string(&path).expect("a file");
        save_beside(&path, &format!("{sound}\nnonsense = = 1\n"));
        watching.until(file);
        save_beside(&path, &format!("{sound}\n# another\n"));
        watching.until("1 document (1 page)");
    }
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn a_folder_that_went_away_is_waited_for() {
    let desk = Desk::new().document("Décide d'agir.");
    let mut watching = Watching::begin(&desk, &[]);
    fs::rename(desk.path("content"), desk.path("elsewhere")).expect("moved");
    watching.until("cannot find content");
    fs::rename(desk.path("elsewhere"), desk.path("content")).expect("moved");
    watching.until("1 unchanged");
    fs::write(desk.path(FILE), document("GA-1-RES-2", "Décide d'agir.")).expect("a file");
    wait("a save after the return", || desk.path("out/session/GA-1-RES-2.fr.pdf").is_file());
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn what_it_writes_itself_is_no_change() {
    let desk = Desk::new().document("Décide d'agir.");
    let mut watching = Watching::begin(&desk, &["--out", "content/out"]);
    fs::write(desk.path(FILE), document("GA-1-RES-2", "Décide d'agir.")).expect("a file");
    wait("a save", || desk.path("content/out/session/GA-1-RES-2.fr.pdf").is_file());
    watching.until("watching ");
    // Whatever the build has set off has been told before this is.
    fs::write(desk.path(FILE), document("GA-1-RES-3", "Décide d'agir.")).expect("a file");
    let said = watching.until("watching ");
    assert!(said.contains("1 document (1 page)"), "{said}");
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn one_document_is_watched_with_its_session() {
    let desk = Desk::new().document("Décide d'agir.");
    let mut watching = Watching::begin(&desk, &[FILE]);
    let session = desk.path("content/session/session.toml");
    save_beside(&session, &SESSION.replace("Bruges", "Gand"));
    watching.until("1 document (1 page)");
    assert_eq!(watching.end(), Some(0));
}

#[test]
fn what_is_missing_from_the_beginning_is_a_mistake() {
    let desk = Desk::new();
    let run = desk.run(&["watch", "nowhere"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot find nowhere"), "{}", run.stderr);
}

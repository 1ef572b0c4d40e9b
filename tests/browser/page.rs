//! A page of the preview, with the server behind it and the files beneath.

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver::{Browser, Programs, Running};

/// A page that shows copies of the repository's documents.
pub(crate) struct Page {
    pub(crate) browser: Browser,
    pub(crate) folder: TempDir,
    pub(crate) address: String,
    pub(crate) server: Server,
}

/// The server, which may end and begin again.
pub(crate) struct Server(RefCell<Option<Running>>);

const FILE: &str = "content/12-port-brume-2031/001-phares.fr.md";
pub(crate) const OPEN: &str = "a[data-id='12-port-brume-2031/001-phares.fr.md']";

impl Page {
    pub(crate) fn open(programs: &Programs) -> Self {
        let folder = TempDir::new().expect("a folder");
        for name in ["content", "templates", "fonts"] {
            copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &folder.path().join(name));
        }
        let server = Server(RefCell::default());
        let address = server.start(folder.path(), 0);
        let browser = Browser::open(programs, 1480, 940);
        let page = Self { browser, folder, address, server };
        page.browser.go(&page.address);
        page.until("document.documentElement.dataset.ready");
        page
    }

    pub(crate) fn until(&self, script: &str) {
        self.browser.until(script);
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    pub(crate) fn read(&self) -> String {
        fs::read_to_string(self.file()).expect("the file")
    }

    /// Saves as another program would.
    pub(crate) fn save(&self, text: &str) {
        let beside = self.file().with_extension("tmp~");
        fs::write(&beside, text).expect("a file");
        fs::rename(beside, self.file()).expect("moved");
    }

    /// Opens the document, and waits for its pages.
    pub(crate) fn choose(&self) {
        self.browser.click(OPEN);
        self.until("document.querySelectorAll('.page img').length === 5");
        self.until("[...document.querySelectorAll('.page img')].every((image) => image.naturalWidth > 0)");
    }

    /// Puts the caret behind words of the text.
    pub(crate) fn caret_behind(&self, words: &str) {
        let script = format!(
            "const field = document.querySelector('#source'); const at = field.value.indexOf({words}) + {words}.length;
             field.focus(); field.setSelectionRange(at, at); return at;",
            words = json!(words)
        );
        self.browser.run(&script);
    }

    pub(crate) fn port(&self) -> u16 {
        let port = self.address.trim_end_matches('/').rsplit(':').next();
        port.and_then(|port| port.parse().ok()).expect("a port")
    }

    /// No request has left this machine, and the browser has complained of nothing.
    pub(crate) fn nothing_else(&self) {
        let complaints: Vec<Value> = self.browser.log("browser");
        // What stories are about: a file that was not overwritten, one that was gone, a server that had ended.
        let told = ["409", "404", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING"];
        let unasked = |entry: &&Value| {
            let words = entry["message"].as_str().unwrap_or_default();
            !(words.contains("/api/") && told.iter().any(|known| words.contains(known)))
        };
        let complaints: Vec<&Value> = complaints.iter().filter(unasked).collect();
        assert!(complaints.is_empty(), "{complaints:#?}");
        for entry in self.browser.log("performance") {
            let message: Value =
                serde_json::from_str(entry["message"].as_str().expect("a text")).expect("JSON");
            if message["message"]["method"] == "Network.requestWillBeSent" {
                let address = message["message"]["params"]["request"]["url"].as_str().expect("an address");
                let own = [self.address.as_str(), "data:", "chrome:", "about:", "blob:"];
                assert!(own.iter().any(|start| address.starts_with(start)), "{address}");
            }
        }
    }
}

impl Server {
    /// Begins on a port, or any with 0; the address of the page.
    pub(crate) fn start(&self, folder: &Path, port: u16) -> String {
        let mut server = Command::new(env!("CARGO_BIN_EXE_greffe"))
            .args(["preview", "--port", &port.to_string()])
            .env("LANG", "en_GB.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server runs");
        let mut address = String::new();
        let mut output = BufReader::new(server.stdout.take().expect("a pipe"));
        output.read_line(&mut address).expect("an address");
        self.0.replace(Some(Running(server)));
        address.trim().to_owned()
    }

    pub(crate) fn stop(&self) {
        self.0.replace(None);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

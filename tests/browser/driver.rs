//! A browser that is driven over `WebDriver`: HTTP and JSON, so that nothing is needed but the driver itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long something is waited for that must come; a machine may be busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// Where the browser and its driver are.
pub(crate) struct Programs {
    chromium: PathBuf,
    driver: PathBuf,
}

impl Programs {
    pub(crate) fn find() -> Option<Self> {
        let find = |names: &[&str]| {
            let path = std::env::var_os("PATH")?;
            std::env::split_paths(&path).find_map(|folder| {
                names.iter().map(|name| folder.join(name)).find(|program| program.is_file())
            })
        };
        Some(Self {
            chromium: find(&["chromium", "chromium-browser", "google-chrome"])?,
            driver: find(&["chromedriver"])?,
        })
    }
}

/// A program that ends with the test.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An element of the page.
#[derive(Debug, Clone)]
pub(crate) struct Element(Value);

/// A window of a browser of its own.
pub(crate) struct Browser {
    port: u16,
    session: String,
    _profile: TempDir,
    _driver: Running,
}

/// The key under which `WebDriver` names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// Opens a window of a size.
    pub(crate) fn open(programs: &Programs, width: u32, height: u32) -> Self {
        let mut driver = Command::new(&programs.driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver runs");
        let mut lines = BufReader::new(driver.stdout.take().expect("a pipe")).lines();
        let running = Running(driver);
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .filter(|line| line.contains("successfully"))
            .find_map(|line| line.rsplit_once("on port ")?.1.trim_end_matches('.').parse().ok())
            .expect("the driver says where it listens");
        std::thread::spawn(move || lines.for_each(drop));
        let profile = TempDir::new().expect("a folder");
        let arguments = json!([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--lang=en",
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.path().display()),
        ]);
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "binary": programs.chromium, "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        } } });
        let answer = request(port, "POST", "/session", Some(&wanted)).expect("a session");
        let session = answer["sessionId"].as_str().expect("a name").to_owned();
        Self { port, session, _profile: profile, _driver: running }
    }

    fn ask(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        request(self.port, method, &format!("/session/{}{path}", self.session), body)
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", path, Some(body)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn go(&self, address: &str) {
        self.post("/url", &json!({ "url": address }));
    }

    /// The value of a script's `return`.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script's value is true.
    pub(crate) fn until(&self, script: &str) {
        let start = Instant::now();
        let script = format!("try {{ return Boolean({script}) }} catch {{ return false }}");
        while self.run(&script) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "waited in vain: {script}\n{:?}", self.log("browser"));
            sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn find(&self, selector: &str) -> Element {
        self.until(&format!("document.querySelector({})", json!(selector)));
        let found = self.post("/element", &json!({ "using": "css selector", "value": selector }));
        Element(found[ELEMENT].clone())
    }

    /// Clicks as the mouse does: what lies above it would be hit. What is drawn anew in this moment is found anew.
    pub(crate) fn click(&self, selector: &str) {
        let start = Instant::now();
        loop {
            let Element(id) = self.find(selector);
            let path = format!("/element/{}/click", id.as_str().expect("a name"));
            match self.ask("POST", &path, Some(&json!({}))) {
                Ok(_) => return,
                Err(error) if error.starts_with("stale element") && start.elapsed() < PATIENCE => {}
                Err(error) => panic!("{selector}: {error}"),
            }
        }
    }

    /// Types into what has the focus; signs of the protocol's own stand for keys.
    pub(crate) fn keys(&self, keys: &str) {
        let mut actions = Vec::new();
        let mut held = Vec::new();
        for key in keys.chars() {
            actions.push(json!({ "type": "keyDown", "value": key.to_string() }));
            if [CONTROL, ALT, SHIFT].contains(&key) {
                held.push(key);
            } else {
                actions.push(json!({ "type": "keyUp", "value": key.to_string() }));
            }
        }
        actions.extend(held.iter().map(|key| json!({ "type": "keyUp", "value": key.to_string() })));
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    pub(crate) fn resize(&self, width: u32, height: u32) {
        // A window has a least width; the page itself can be narrower.
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": false });
        self.chrome("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// A command of the browser's own.
    pub(crate) fn chrome(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// A log of the browser since it was last asked for.
    pub(crate) fn log(&self, kind: &str) -> Vec<Value> {
        let answer = self.ask("POST", "/se/log", Some(&json!({ "type": kind })));
        answer.ok().and_then(|log| log.as_array().cloned()).unwrap_or_default()
    }

    /// Leaves a picture of the page where they are wanted.
    pub(crate) fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("GREFFE_SCREENSHOTS") else { return };
        std::thread::sleep(Duration::from_millis(400));
        let picture = self.ask("GET", "/screenshot", None).expect("a picture");
        let bytes = base64(picture.as_str().expect("a text"));
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).expect("a file");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser that it has begun.
        let _ = self.ask("DELETE", "", None);
    }
}

pub(crate) const CONTROL: char = '\u{e009}';
pub(crate) const ALT: char = '\u{e00a}';
pub(crate) const SHIFT: char = '\u{e008}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const DOWN: char = '\u{e015}';
pub(crate) const F8: char = '\u{e038}';

/// Asks the driver; the error is what it says.
fn request(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
    let body = body.map(Value::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(|error| error.to_string())?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(|error| error.to_string())?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).map_err(|error| error.to_string())?;
    // The driver keeps connections open whatever is asked, so the answer is as long as it says.
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).map_err(|error| error.to_string())?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_| line.clone())?;
        }
    }
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).map_err(|error| error.to_string())?;
    let answer: Value = serde_json::from_slice(&bytes).map_err(|error| error.to_string())?;
    match answer["value"]["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
        None => Ok(answer["value"].clone()),
    }
}

/// The bytes of a picture, which come as text.
fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u32> = text.bytes().filter_map(digit).map(u32::from).collect();
    let group = |group: &[u32]| {
        let bits = group.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - group.len()));
        bits.to_be_bytes()[1..group.len()].to_vec()
    };
    digits.chunks(4).flat_map(group).collect()
}

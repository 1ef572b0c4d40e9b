//! The server of the preview, as a browser and as somebody else would speak to it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Desk, FRONT_MATTER};

const ID: &str = "session%2F001-essai.fr.md";
const FILE: &str = "content/session/001-essai.fr.md";

struct Server {
    child: Child,
    port: u16,
}

/// What the server says to one request.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Server {
    fn begin(desk: &Desk) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_greffe"))
            .args(["preview", "--port", "0"])
            .current_dir(desk.path("."))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut address).expect("an address");
        let port = address.trim().trim_end_matches('/').rsplit_once(':').expect("a port").1;
        let server = Self { child, port: port.parse().expect("a number") };
        server.until("sound or not", |list| {
            list["documents"].as_array().is_some_and(|documents| {
                !documents.is_empty() && documents.iter().all(|document| document["state"] != "building")
            })
        });
        server
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a limit");
        stream
    }

    /// Sends a request with these headers besides those of every request; the port stands for `PORT`.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = self.connect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&["Host: 127.0.0.1:", &self.port.to_string(), "\r\n"].concat());
        }
        for (name, value) in headers {
            let value = value.replace("PORT", &self.port.to_string());
            head.push_str(&[name, ": ", &value, "\r\n"].concat());
        }
        head.push_str(&["Content-Length: ", &body.len().to_string(), "\r\n\r\n", body].concat());
        stream.write_all(head.as_bytes()).expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "")
    }

    /// Sends JSON as the page does.
    fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let headers = [("Origin", "http://127.0.0.1:PORT"), ("Content-Type", "application/json")];
        self.ask(method, path, &headers, &body.to_string())
    }

    fn document(&self) -> Value {
        let answer = self.get(&format!("/api/documents/{ID}"));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) {
        for _ in 0..6000 {
            if holds(&self.get("/api/documents").json()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("waited in vain: {what}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn only_its_own_pages_are_answered() {
    let server = Server::begin(&Desk::new().document("Décide d'agir."));
    let put = format!("/api/documents/{ID}");
    let json = ("Content-Type", "application/json");
    let own = ("Origin", "http://localhost:PORT");
    let name = ("Host", "localhost:PORT");
    for (method, path, headers, status) in [
        ("GET", "/", vec![name], 200),
        ("GET", "/", vec![("Host", "rebound.example")], 403),
        ("GET", "/", vec![("Host", "rebound.example:PORT")], 403),
        ("GET", "/api/documents", vec![name, ("Origin", "http://rebound.example")], 403),
        ("GET", "/api/events", vec![("Origin", "null")], 403),
        ("PUT", &put, vec![name, json], 403),
        ("PUT", &put, vec![name, json, ("Origin", "http://rebound.example")], 403),
        // What a form can send without asking before.
        ("PUT", &put, vec![name, own, ("Content-Type", "text/plain")], 415),
        ("PUT", &put, vec![name, own, json], 400),
        ("DELETE", &put, vec![name, own], 405),
    ] {
        let answer = server.ask(method, path, &headers, "");
        assert_eq!(answer.status, status, "{method} {path} {headers:?}: {answer:?}");
        assert!(answer.head.contains("content-security-policy: default-src 'self'"), "{answer:?}");
        assert!(answer.head.contains("x-content-type-options: nosniff"), "{answer:?}");
        assert!(!answer.head.contains("access-control-allow"), "{answer:?}");
    }
}

#[test]
fn nothing_but_found_documents_can_be_named() {
    let desk = Desk::new().document("Décide d'agir.").write("secret.fr.md", format!("{FRONT_MATTER}Secret."));
    symlink(desk.path("secret.fr.md"), desk.path("content/session/002-lien.fr.md")).expect("a link");
    let server = Server::begin(&desk);
    let list = server.get("/api/documents").json();
    assert_eq!(list["documents"].as_array().map(Vec::len), Some(1), "{list}");
    for path in [
        "/api/documents/session%2F002-lien.fr.md",
        "/api/documents/..%2Fsecret.fr.md",
        "/api/documents/session%2F..%2F..%2Fsecret.fr.md",
        "/api/documents/%2Fetc%2Fpasswd",
        "/assets/..%2Fmod.rs",
        "/assets/../mod.rs",
        "/pages/..%2F..%2Fsecret",
        "/files/0/secret.pdf",
        "/secret.fr.md",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    // What becomes a link after it was found leads nowhere either.
    let base = server.document()["base"].clone();
    fs::remove_file(desk.path(FILE)).expect("removed");
    symlink(desk.path("secret.fr.md"), desk.path(FILE)).expect("a link");
    let put = json!({ "text": "mine", "base": base, "overwrite": true });
    let answer = server.send("PUT", &format!("/api/documents/{ID}"), &put);
    assert!(matches!(answer.status, 404 | 409), "{answer:?}");
    assert!(!server.get(&format!("/api/documents/{ID}")).body.contains("Secret"));
    assert!(fs::read_to_string(desk.path("secret.fr.md")).expect("the file").contains("Secret."));
}

#[test]
fn a_text_is_saved_once_and_never_over_another() {
    let text = format!("{FRONT_MATTER}Décide d'agir.").replace('\n', "\r\n");
    let desk = Desk::new().write(FILE, &text);
    fs::set_permissions(desk.path(FILE), fs::Permissions::from_mode(0o640)).expect("permissions");
    let server = Server::begin(&desk);
    let document = server.document();
    let shown = document["text"].as_str().expect("a text");
    assert!(!shown.contains('\r') && !shown.ends_with('\n'), "{shown:?}");
    let path = format!("/api/documents/{ID}");
    let saved = server.send(
        "PUT",
        &path,
        &json!({ "text": shown.replace("agir", "attendre"), "base": document["base"] }),
    );
    assert_eq!(saved.status, 200, "{saved:?}");
    let read = || fs::read_to_string(desk.path(FILE)).expect("the file");
    assert_eq!(read(), text.replace("agir", "attendre"));
    let mode = fs::metadata(desk.path(FILE)).expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    // The first base is no longer that of the file.
    let late = json!({ "text": shown, "base": document["base"] });
    let refused = server.send("PUT", &path, &late);
    assert_eq!((refused.status, &refused.json()["error"]), (409, &json!("changed")));
    assert_eq!(read(), text.replace("agir", "attendre"));
    let over = json!({ "text": shown, "base": document["base"], "overwrite": true });
    assert_eq!(server.send("PUT", &path, &over).status, 200);
    assert_eq!(read(), text);
    assert_eq!(desk.names("content/session"), ["001-essai.fr.md", "session.toml"]);
    let long = json!({ "text": "x".repeat(5 * 1024 * 1024), "base": document["base"] });
    assert_eq!(server.send("PUT", &path, &long).status, 413);
    // A file that must not be written is not.
    fs::set_permissions(desk.path(FILE), fs::Permissions::from_mode(0o440)).expect("permissions");
    assert_eq!(server.send("PUT", &path, &over).status, 500);
}

#[test]
fn a_draft_is_set_and_not_written() {
    let desk = Desk::new().document("Décide d'agir.\n");
    let server = Server::begin(&desk);
    let document = server.document();
    let pages = |sheet: &Value| sheet["file"]["pages"].as_array().cloned().expect("pages");
    let first = pages(&document["sheet"]);
    let page = server.get(&format!("/pages/{}", first[0]["digest"].as_str().expect("a name")));
    assert!(page.status == 200 && page.body.contains("<svg"), "{}", page.head);
    assert!(
        page.head.contains("content-type: image/svg+xml") && page.head.contains("immutable"),
        "{}",
        page.head
    );
    let pdf = server.get(document["sheet"]["file"]["url"].as_str().expect("an address"));
    assert!(pdf.body.contains("%PDF-1.7"), "{}", pdf.head);
    let text = document["text"].as_str().expect("a text");
    let draft = |text: &str| {
        let answer = server.send("POST", &format!("/api/documents/{ID}/draft"), &json!({ "text": text }));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()["sheet"].clone()
    };
    // The same picture has the same name, wherever its words stand in the source.
    let moved = draft(&text.replace("Décide", "\n\nDécide"));
    assert_eq!(pages(&moved)[0]["digest"], first[0]["digest"]);
    assert_ne!(pages(&draft(&text.replace("agir", "attendre")))[0]["digest"], first[0]["digest"]);
    // Places are counted as a browser counts.
    let faulty = draft(&text.replace("agir", "𝄞 é <b>"));
    assert_eq!(faulty["file"], Value::Null);
    let at = faulty["findings"][0]["at"][0].as_u64().expect("a place") as usize;
    let units: Vec<u16> = text.replace("agir", "𝄞 é <b>").encode_utf16().collect();
    assert!(String::from_utf16_lossy(&units[at..]).starts_with("<b>"), "{faulty}");
    // The line of the page says where it comes from, and the keyword where it stands.
    let units: Vec<u16> = text.encode_utf16().collect();
    let words = |range: &Value| {
        let at = |index: usize| range[index].as_u64().expect("a place") as usize;
        String::from_utf16_lossy(&units[at(0)..at(1)])
    };
    assert_eq!(words(&document["sheet"]["keywords"][0]), "Décide");
    let lines = first[0]["lines"].as_array().expect("lines");
    assert!(lines.iter().any(|line| words(&line["at"]) == "Décide d'agir."), "{lines:#?}");
    assert!(fs::read_to_string(desk.path(FILE)).expect("the file").ends_with("Décide d'agir.\n"));
}

#[test]
fn a_save_is_told_and_followed() {
    let desk = Desk::copied().document("Décide d'agir.");
    let server = Server::begin(&desk);
    let mut events = server.connect();
    let request = format!("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", server.port);
    events.write_all(request.as_bytes()).expect("a request");
    let mut lines = BufReader::new(events).lines().map_while(Result::ok);
    lines.find(|line| line == "event: list").expect("a beginning");
    fs::write(desk.path(FILE), format!("{FRONT_MATTER}Décide d'<b>agir.")).expect("a file");
    let told = lines.find(|line| line.starts_with("data: ") && line.contains("\"state\":\"errors\""));
    assert!(told.expect("an event").contains("session/001-essai.fr.md"));
    fs::write(desk.path(FILE), format!("{FRONT_MATTER}Décide d'agir.")).expect("a file");
    lines.find(|line| line.contains("\"state\":\"sound\"")).expect("an event");
    // A style that is wrong concerns every document, until it is mended.
    let style = desk.path("templates/interpol/style.toml");
    let sound = fs::read_to_string(&style).expect("a style");
    fs::write(&style, format!("{sound}\nnonsense = = 1\n")).expect("a style");
    lines.find(|line| line.contains("\"state\":\"errors\"")).expect("an event");
    fs::write(&style, sound).expect("a style");
    lines.find(|line| line.contains("\"state\":\"sound\"")).expect("an event");
    let (from, to) = (desk.path("content/session"), desk.path("content/moved"));
    fs::rename(from, to).expect("moved");
    server.until("a moved session", |list| list["documents"][0]["id"] == "moved/001-essai.fr.md");
}

#[test]
fn a_port_that_is_taken_is_a_mistake_only_if_it_was_asked_for() {
    let desk = Desk::new().document("Décide d'agir.");
    let server = Server::begin(&desk);
    let run = desk.run(&["preview", "--port", &server.port.to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot listen on 127.0.0.1"), "{}", run.stderr);
    let asked = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status();
    assert!(asked.expect("a signal").success());
    let mut server = server;
    assert_eq!(server.child.wait().expect("an end").code(), Some(0));
}

//! What goes wrong around the program: it is killed, the disk is full, others write where it reads and writes.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::support::{Desk, is_pdf};

fn document(number: usize, body: &str) -> String {
    format!(
        "+++\nreference = \"GA-{number}-RES-{number}\"\nnumber = {number}\nsubject = \"Essai\"\n+++\n{body}\n"
    )
}

/// A desk with so many documents.
fn many(count: usize) -> Desk {
    (1..=count).fold(Desk::new(), |desk, number| {
        let body = format!("Rappelant que {number} est un nombre,\n\nDécide d'agir {number} fois.");
        desk.write(&format!("content/session/{number:03}-essai.fr.md"), document(number, &body))
    })
}

fn start(desk: &Desk) -> Child {
    Command::new(env!("CARGO_BIN_EXE_greffe"))
        .args(["build", "--jobs", "2"])
        .current_dir(desk.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Every file that has its name is whole.
fn all_whole(desk: &Desk) {
    for name in desk.pdfs() {
        let bytes = fs::read(desk.path(&format!("out/session/{name}"))).expect("a file");
        assert!(bytes.starts_with(b"%PDF-") && bytes.trim_ascii_end().ends_with(b"%%EOF"), "{name}");
    }
}

/// A last build leaves nothing but what it should, and all of it proves right.
fn completes(desk: &Desk, count: usize) {
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(desk.pdfs().len(), count);
    let rest: Vec<String> = desk.names("out/session").into_iter().filter(|name| !is_pdf(name)).collect();
    assert_eq!(rest, ["manifest.json"]);
    let run = desk.run(&["verify"]);
    assert_eq!(run.stderr, format!("{count} documents verified\n"), "{}", run.stdout);
}

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_goes_on() {
    let desk = many(24);
    let mut done = 0;
    for round in 0..12 {
        let mut build = start(&desk);
        std::thread::sleep(Duration::from_millis(30 + 23 * round));
        build.kill().expect("killed");
        build.wait().expect("ended");
        all_whole(&desk);
        let now = desk.pdfs().len();
        assert!(now >= done, "what was there stays");
        done = now;
    }
    completes(&desk, 24);
}

#[test]
fn what_a_killed_build_has_done_is_not_done_again() {
    let desk = many(24);
    while desk.pdfs().len() < 5 {
        let mut build = start(&desk);
        std::thread::sleep(Duration::from_millis(400));
        build.kill().expect("killed");
        build.wait().expect("ended");
    }
    // The document that was coming to its place in that moment may have to be set again.
    let before = desk.pdfs().len();
    let run = desk.run(&["build"]);
    let unchanged =
        run.stderr.split(", ").find_map(|part| part.split_once(" unchanged")?.0.parse::<usize>().ok());
    assert!(before == 24 || unchanged.is_some_and(|count| count + 2 >= before), "{before}: {}", run.stderr);
}

#[test]
fn a_build_that_is_interrupted_ends_in_order() {
    let desk = many(40);
    let mut build = start(&desk);
    while desk.pdfs().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = build.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
    let code = build.wait().expect("ended").code();
    all_whole(&desk);
    if code != Some(0) {
        assert_eq!(code, Some(130));
        let done = desk.pdfs().len();
        assert!((1..40).contains(&done), "{done}");
        let run = desk.run(&["build"]);
        assert!(run.stderr.contains(&format!("{done} unchanged")), "{done}: {}", run.stderr);
    }
    completes(&desk, 40);
}

/// Runs a build by a shell that sets its bounds.
fn bounded(desk: &Desk, bounds: &str) -> (Option<i32>, String) {
    let script = format!("{bounds}; exec \"$0\" build --force");
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_greffe")])
        .env("LC_ALL", "C")
        .current_dir(desk.path(""))
        .output()
        .expect("a shell");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_file_that_cannot_be_written_to_its_end_is_not_there() {
    let desk = many(3);
    let (code, said) = bounded(&desk, "trap '' XFSZ; ulimit -f 4");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("error[GR-0801]: cannot write out/session/"), "{said}");
    assert_eq!(desk.pdfs(), [] as [String; 0]);
    completes(&desk, 3);
    let before = fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("a file");
    let desk = desk.write("content/session/001-essai.fr.md", document(1, "Décide d'autre chose."));
    let (code, _) = bounded(&desk, "trap '' XFSZ; ulimit -f 4");
    assert_eq!(code, Some(2));
    // What was there before is untouched, and the manifest still tells of it.
    assert_eq!(fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("a file"), before);
    completes(&desk, 3);
}

#[test]
fn a_disk_that_is_full() {
    let desk = many(12);
    fs::create_dir_all(desk.path("out")).expect("a folder");
    let out = desk.path("out");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=160k", "tmpfs"]).arg(&out).output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        println!("skipped: this user may not mount a small disk");
        return;
    }
    let run = desk.run(&["build"]);
    all_whole(&desk);
    let written = desk.pdfs().len();
    let grown = Command::new("mount").args(["-o", "remount,size=8m"]).arg(&out).status().expect("mount");
    let again = grown.success().then(|| desk.run(&["build"]));
    let (whole, verified) = (desk.pdfs().len(), desk.run(&["verify"]).stderr);
    assert!(Command::new("umount").arg(&out).status().expect("umount").success());
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("the disk is full"), "{}", run.stderr);
    assert!((1..12).contains(&written), "{written}");
    assert_eq!(again.map(|run| run.code), Some(0));
    assert_eq!((whole, verified.as_str()), (12, "12 documents verified\n"));
}

#[test]
fn a_folder_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let desk = many(1);
    // Not even the administrator makes folders there.
    let run = desk.run(&["build", "--out", "/proc/greffe"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error[GR-0801]: cannot create /proc/greffe: "), "{}", run.stderr);
    fs::create_dir_all(desk.path("out/session")).expect("a folder");
    fs::set_permissions(desk.path("out/session"), fs::Permissions::from_mode(0o555)).expect("permissions");
    let free = fs::write(desk.path("out/session/probe"), "").is_ok();
    let run = desk.run(&["build"]);
    fs::set_permissions(desk.path("out/session"), fs::Permissions::from_mode(0o755)).expect("permissions");
    if free {
        println!("skipped in part: no folder is closed to this user");
    } else {
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("error[GR-0801]: cannot write"), "{}", run.stderr);
    }
}

#[test]
fn a_source_that_changes_while_it_is_read() {
    let desk = many(2);
    let path = desk.path("content/session/001-essai.fr.md");
    let texts = [document(1, "Décide d'agir."), document(1, &"Décide d'attendre ;\n\n".repeat(400))];
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for text in texts.iter().cycle() {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                fs::write(&path, text).expect("the source");
                std::thread::sleep(Duration::from_millis(3));
            }
        });
        for _ in 0..6 {
            let run = desk.run(&["build", "--out", "busy"]);
            assert!(run.code == 0 || run.code == 1, "{}", run.stderr);
        }
        ended.store(true, Ordering::Relaxed);
    });
    completes(&desk.write("content/session/001-essai.fr.md", &texts[0]), 2);
}

#[test]
fn two_builds_into_one_folder_take_turns() {
    let desk = many(16);
    let mut builds = [start(&desk), start(&desk), start(&desk)];
    for build in &mut builds {
        assert_eq!(build.wait().expect("ended").code(), Some(0));
    }
    all_whole(&desk);
    completes(&desk, 16);
}

#[test]
fn a_build_that_waits_says_so() {
    let desk = many(1);
    fs::create_dir_all(desk.path("out")).expect("a folder");
    let lock = fs::File::create(desk.path("out/.greffe.lock")).expect("a lock");
    lock.lock().expect("locked");
    std::thread::scope(|scope| {
        let build = scope.spawn(|| desk.run(&["build"]));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!build.is_finished());
        lock.unlock().expect("unlocked");
        let run = build.join().expect("ended");
        assert_eq!(run.code, 0);
        assert!(run.stderr.starts_with("waiting: another build is writing to out\n"), "{}", run.stderr);
    });
}

#[test]
fn links_that_lead_nowhere_or_in_circles() {
    let desk = many(1);
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, desk.path(&format!("content/session/{name}"))).expect("a link");
    };
    link("003-trois.fr.md", "002-deux.fr.md");
    link("002-deux.fr.md", "003-trois.fr.md");
    link("nowhere.fr.md", "004-quatre.fr.md");
    link(".", "folder.fr.md");
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr.matches("error[GR-0001]").count(), 4, "{}", run.stderr);
    assert_eq!(desk.pdfs(), ["GA-1-RES-1.fr.pdf"]);
}

#[test]
fn a_pipe_is_no_source() {
    let desk = many(1);
    let made =
        Command::new("mkfifo").arg(desk.path("content/session/002-deux.fr.md")).status().expect("mkfifo");
    assert!(made.success());
    assert_eq!(desk.run(&["build"]).code, 0);
    let run = desk.run(&["build", "content/session/002-deux.fr.md"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("the file cannot be read: it is not a file of text"), "{}", run.stderr);
}

#[test]
fn a_manifest_that_is_none_is_told_and_replaced() {
    let desk = many(2);
    desk.run(&["build"]);
    let desk = desk.write("out/session/manifest.json", "{");
    assert_eq!(desk.run(&["verify"]).code, 2);
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("manifest.json is no manifest that this program can read"), "{}", run.stderr);
    completes(&desk, 2);
}

#[test]
fn two_sessions_of_one_name_are_refused() {
    let desk = many(1)
        .write("content/other/session/session.toml", crate::support::SESSION)
        .write("content/other/session/001-un.fr.md", document(1, "Décide."));
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("would be written to one folder `session`"), "{}", run.stderr);
}

#[test]
fn many_files_that_are_no_documents_are_passed_over() {
    let desk = many(2);
    for number in 0..20_000 {
        fs::write(desk.path(&format!("content/session/{number}.txt")), "").expect("a file");
    }
    completes(&desk, 2);
}

//! Sessions: what is built anew, what is recorded, what is found to be amiss.

use std::fs;

use serde_json::Value;

use crate::support::{Desk, SESSION, sha256};

/// A document of the session, of a number.
fn document(number: u32, body: &str) -> String {
    format!(
        "+++\nreference = \"GA-2024-RES-{number:02}\"\nnumber = {number}\nsubject = \"Essai\"\n+++\n{body}\n"
    )
}

/// A desk with three documents.
fn three() -> Desk {
    Desk::new()
        .write("content/session/001-un.fr.md", document(1, "Décide d'agir."))
        .write("content/session/002-deux.fr.md", document(2, "Décide d'attendre."))
        .write("content/session/003-trois.fr.md", document(3, "Décide de rire."))
}

fn manifest(desk: &Desk) -> Value {
    let text = fs::read(desk.path("out/session/manifest.json")).expect("the manifest");
    serde_json::from_slice(&text).expect("JSON")
}

/// What `build` says of how many it set.
fn counts(desk: &Desk, arguments: &[&str]) -> String {
    let run = desk.run(&[&["build"], arguments].concat());
    let summary = run.stderr.lines().rev().find(|line| line.contains(" in ")).expect("a summary");
    summary.split(" in ").next().expect("counts").to_owned()
}

#[test]
fn only_what_has_changed_is_built_anew() {
    let desk = three();
    assert_eq!(counts(&desk, &[]), "3 documents (3 pages)");
    assert_eq!(counts(&desk, &[]), "0 documents (0 pages), 3 unchanged");
    let desk = desk.write("content/session/002-deux.fr.md", document(2, "Décide d'attendre encore."));
    assert_eq!(counts(&desk, &[]), "1 document (1 page), 2 unchanged");
    assert_eq!(counts(&desk, &["--force"]), "3 documents (3 pages)");
}

#[test]
fn contents_count_and_dates_do_not() {
    let desk = three();
    desk.run(&["build"]);
    let source = desk.path("content/session/001-un.fr.md");
    let text = fs::read(&source).expect("the source");
    fs::write(&source, text).expect("the same text, later");
    assert_eq!(counts(&desk, &[]), "0 documents (0 pages), 3 unchanged");
}

#[test]
fn whatever_a_document_is_made_from_makes_it_stale() {
    let session = SESSION.replace("Bruges", "Gand");
    let desk = three().write("content/session/session.toml", &session);
    desk.run(&["build"]);
    let desk = desk.write("content/session/session.toml", SESSION);
    let run = desk.run(&["status"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stdout.lines().next(),
        Some("out/session/GA-2024-RES-01.fr.pdf: stale, for this has changed since: session.toml")
    );
    assert_eq!(counts(&desk, &[]), "3 documents (3 pages)");
    assert_eq!(counts(&desk, &["--template", "archipels"]), "3 documents (3 pages)");
    assert_eq!(counts(&desk, &["--template", "archipels", "--standard", "a-3a"]), "3 documents (3 pages)");
    assert_eq!(
        counts(&desk, &["--template", "archipels", "--standard", "a-3a"]),
        "0 documents (0 pages), 3 unchanged"
    );
}

#[test]
fn a_change_of_style_lexicon_or_picture_is_seen() {
    let picture = |width: u32| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>"
        )
    };
    let desk = Desk::copied()
        .write("content/session/figures/a.svg", picture(9))
        .document("Décide ceci :\n\n![un carré](figures/a.svg)\n");
    assert_eq!(counts(&desk, &[]), "1 document (1 page)");
    assert_eq!(counts(&desk, &[]), "0 documents (0 pages), 1 unchanged");
    let desk = desk.write("content/session/figures/a.svg", picture(10));
    assert_eq!(counts(&desk, &[]), "1 document (1 page)");
    for file in [
        "templates/interpol/style.toml",
        "templates/interpol/labels.fr.toml",
        "templates/lexicon/fr/names.toml",
    ] {
        let path = desk.path(file);
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, format!("{text}\n# changed\n")).expect("a file");
        let run = desk.run(&["status"]);
        assert!(run.stdout.ends_with(&format!("changed since: {file}\n")), "{}", run.stdout);
        assert_eq!(counts(&desk, &[]), "1 document (1 page)", "{file}");
    }
}

#[test]
fn the_manifest_names_what_was_built_and_from_what() {
    let desk = three();
    desk.run(&["build"]);
    let manifest = manifest(&desk);
    assert_eq!(manifest["session"], "session");
    let entry = &manifest["documents"][1];
    let expected = ["GA-2024-RES-02", "fr", "resolution", "002-deux.fr.md", "GA-2024-RES-02.fr.pdf", "a-2a"];
    for (key, value) in ["reference", "language", "kind", "source", "file", "standard"].iter().zip(expected) {
        assert_eq!(entry[*key], value, "{key}");
    }
    assert_eq!((&entry["number"], &entry["pages"]), (&2.into(), &1.into()));
    let file = fs::read(desk.path("out/session/GA-2024-RES-02.fr.pdf")).expect("the file");
    assert_eq!(entry["sha256"], sha256(&file));
    assert_eq!(entry["bytes"], file.len());
    let source = fs::read(desk.path("content/session/002-deux.fr.md")).expect("the source");
    assert_eq!(entry["inputs"]["002-deux.fr.md"], sha256(&source));
    let set = &manifest["sets"][entry["set"].as_str().expect("a name")];
    for name in [
        "session.toml",
        "templates/interpol/style.toml",
        "templates/lexicon/fr/keywords.toml",
        "fonts/LibertinusSerif-Regular.otf",
    ] {
        assert_eq!(set[name].as_str().map(str::len), Some(64), "{name}");
    }
}

#[test]
fn the_same_sources_give_the_same_manifest() {
    let (one, other) = (three(), three());
    one.run(&["build", "--jobs", "1"]);
    other.run(&["build", "content/session/002-deux.fr.md"]);
    other.run(&["build", "--jobs", "3"]);
    let read =
        |desk: &Desk| fs::read_to_string(desk.path("out/session/manifest.json")).expect("the manifest");
    assert_eq!(read(&one), read(&other));
}

#[test]
fn warnings_are_kept_and_said_again() {
    let desk = Desk::new().document("Chose inconnue du lexique,\n\nDécide d'agir.\n");
    let first = desk.run(&["build"]);
    let second = desk.run(&["build"]);
    let said = |text: &str| text.split("\n\n").find(|part| part.contains("GR-0210")).map(str::to_owned);
    assert!(said(&first.stderr).is_some(), "{}", first.stderr);
    assert_eq!(said(&first.stderr), said(&second.stderr));
    assert_eq!(manifest(&desk)["documents"][0]["warnings"][0]["code"], "GR-0210");
}

#[test]
fn a_document_that_fails_keeps_what_was_written_before() {
    let desk = three();
    desk.run(&["build"]);
    let desk = desk.write("content/session/002-deux.fr.md", "no front matter");
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("0 documents (0 pages), 2 unchanged, 1 with errors"), "{}", run.stderr);
    assert_eq!(desk.pdfs().len(), 3);
    let manifest = manifest(&desk);
    assert_eq!(manifest["failed"][0]["source"], "002-deux.fr.md");
    assert!(manifest["failed"][0]["errors"][0].as_str().expect("an error").starts_with("GR-0101: "));
    assert_eq!(manifest["documents"].as_array().map(Vec::len), Some(3));
    let desk = desk.write("content/session/002-deux.fr.md", document(2, "Décide d'attendre."));
    assert_eq!(counts(&desk, &[]), "0 documents (0 pages), 3 unchanged");
}

#[test]
fn stale_files_are_named_and_removed_when_asked() {
    let desk = three();
    desk.run(&["build"]);
    fs::remove_file(desk.path("content/session/001-un.fr.md")).expect("removed");
    let renamed = document(2, "Décide d'attendre.").replace("RES-02", "RES-07");
    let desk = desk.write("content/session/002-deux.fr.md", renamed);
    let run = desk.run(&["build"]);
    for file in ["GA-2024-RES-01", "GA-2024-RES-02"] {
        let said = format!("stale: out/session/{file}.fr.pdf: no source makes it any more");
        assert!(run.stderr.contains(&said), "{}", run.stderr);
    }
    // They are not forgotten.
    let run = desk.run(&["build"]);
    assert!(run.stderr.contains("stale: out/session/GA-2024-RES-01.fr.pdf"), "{}", run.stderr);
    assert!(desk.run(&["status"]).stdout.contains("GA-2024-RES-02.fr.pdf: no source makes it any more"));
    let run = desk.run(&["build", "--prune"]);
    assert!(run.stdout.contains("out/session/GA-2024-RES-01.fr.pdf  removed"), "{}", run.stdout);
    assert_eq!(desk.pdfs(), ["GA-2024-RES-03.fr.pdf", "GA-2024-RES-07.fr.pdf"]);
    assert_eq!(desk.run(&["status"]).code, 0);
}

#[test]
fn a_foreign_file_is_named_and_never_removed() {
    let desk = three().write("out/session/notes.txt", "mine");
    let run = desk.run(&["build", "--prune"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = desk.run(&["status"]);
    assert_eq!(run.stdout, "out/session/notes.txt: not written by greffe\n");
    assert_eq!(fs::read_to_string(desk.path("out/session/notes.txt")).expect("the file"), "mine");
}

#[test]
fn what_changed_is_told() {
    let desk = three();
    desk.run(&["build"]);
    let long = "Décide d'attendre.\n\n".repeat(60).replace('.', " ;") + "Décide de rire.";
    let desk = desk
        .write("content/session/001-un.fr.md", document(1, "Décide d'agir vite."))
        .write("content/session/002-deux.fr.md", document(2, &long))
        .write("content/session/003-trois.fr.md", document(3, "Décide  de\nrire."))
        .write("content/session/004-quatre.fr.md", document(4, "Décide."));
    let run = desk.run(&["build", "--what-changed"]);
    let told: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("    ")).collect();
    assert_eq!(told.len(), 3, "{}", run.stdout);
    assert_eq!(told[0], "    other words");
    assert!(told[1].starts_with("    other words, 1 → ") && told[1].ends_with(" pages"), "{}", told[1]);
    assert_eq!(told[2], "    new");
}

#[test]
fn verify_says_what_was_altered() {
    let desk = three();
    desk.run(&["build"]);
    let run = desk.run(&["verify"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", "3 documents verified\n"));
    // A byte of a file, of the same size.
    let path = desk.path("out/session/GA-2024-RES-01.fr.pdf");
    let sound = fs::read(&path).expect("the file");
    let mut altered = sound.clone();
    altered[sound.len() / 2] ^= 1;
    fs::write(&path, &altered).expect("a file");
    let run = desk.run(&["verify"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stdout,
        "out/session/GA-2024-RES-01.fr.pdf: altered since content/session/001-un.fr.md was built\n"
    );
    // The file and its entry.
    let manifest = desk.path("out/session/manifest.json");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    fs::write(&manifest, text.replace(&sha256(&sound), &sha256(&altered))).expect("a manifest");
    let run = desk.run(&["verify"]);
    assert!(
        run.stdout.contains("GA-2024-RES-01.fr.pdf: not what content/session/001-un.fr.md makes"),
        "{}",
        run.stdout
    );
    fs::write(&manifest, text).expect("a manifest");
    fs::write(&path, &sound).expect("a file");
    // A source, a file that is gone.
    let desk = desk.write("content/session/002-deux.fr.md", document(2, "Décide d'autre chose."));
    fs::remove_file(desk.path("out/session/GA-2024-RES-03.fr.pdf")).expect("removed");
    let run = desk.run(&["verify"]);
    assert_eq!(
        run.stdout.lines().collect::<Vec<_>>(),
        [
            "out/session/GA-2024-RES-02.fr.pdf: stale, for this has changed since: 002-deux.fr.md",
            "out/session/GA-2024-RES-03.fr.pdf: missing, though content/session/003-trois.fr.md has been built",
        ]
    );
    assert_eq!(run.stderr, "1 document verified, 2 differences\n");
}

#[test]
fn a_fact_altered_in_the_manifest_alone_is_found() {
    let desk = three();
    desk.run(&["build"]);
    let manifest = desk.path("out/session/manifest.json");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    for (right, wrong) in [("\"pages\":1", "\"pages\":2"), ("Résolution", "Resolution")] {
        fs::write(&manifest, text.replacen(right, wrong, 1)).expect("a manifest");
        assert_eq!(desk.run(&["verify"]).code, 1, "{wrong}");
    }
}

#[test]
fn shares_are_built_apart_and_joined() {
    let (desk, whole) = (three(), three());
    whole.run(&["build"]);
    assert_eq!(counts(&desk, &["--partition", "1/2"]), "2 documents (2 pages)");
    let run = desk.run(&["manifest", "merge"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error[GR-0804]: the shares of session cannot be joined: the share 2/2 is missing\n = help: build it, or name the output folder that holds it\n"
    );
    // The other share on another machine.
    assert_eq!(counts(&desk, &["--partition", "2/2", "--out", "other"]), "1 document (1 page)");
    fs::copy(
        desk.path("other/session/GA-2024-RES-02.fr.pdf"),
        desk.path("out/session/GA-2024-RES-02.fr.pdf"),
    )
    .expect("a copy");
    let run = desk.run(&["manifest", "merge", "other"]);
    assert_eq!(
        run.stdout, "out/session/manifest.json  2 shares, 3 documents, 0 with errors\n",
        "{}",
        run.stderr
    );
    let read =
        |desk: &Desk| fs::read_to_string(desk.path("out/session/manifest.json")).expect("the manifest");
    assert_eq!(read(&desk), read(&whole));
    assert_eq!(desk.run(&["verify"]).code, 0);
    assert_eq!(counts(&desk, &[]), "0 documents (0 pages), 3 unchanged");
}

#[test]
fn events_are_json_a_line() {
    let desk = three().write("content/session/004-quatre.fr.md", "nothing");
    let run = desk.run(&["build", "--format", "json"]);
    assert_eq!(run.code, 1);
    let events: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let kinds: Vec<&str> = events.iter().map(|event| event["event"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["begin", "document", "document", "document", "document", "end"]);
    assert_eq!((&events[0]["documents"], &events[1]["state"]), (&4.into(), &"written".into()));
    assert_eq!(events[4]["diagnostics"][0]["code"], "GR-0101");
    assert_eq!(events[5]["failed"][0], "content/session/004-quatre.fr.md");
}

#[test]
fn quiet_says_only_what_is_wrong() {
    let desk = three();
    let run = desk.run(&["build", "--quiet"]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let desk = desk.write("content/session/004-quatre.fr.md", "nothing");
    let run = desk.run(&["build", "--quiet"]);
    assert!(run.stderr.contains("GR-0101") && run.stderr.contains("not written: "), "{}", run.stderr);
}

#[test]
fn gaps_in_the_numbers_are_amiss() {
    let desk = three().write("content/session/009-neuf.fr.md", document(9, "Décide."));
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stderr.contains("warning[GR-0120]: the numbers of the session jump from 3 to 9"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("content/session/009-neuf.fr.md:3:10"), "{}", run.stderr);
    assert_eq!(manifest(&desk)["warnings"][0]["code"], "GR-0120");
}

#[test]
fn references_are_looked_up_in_the_whole_archive() {
    let text = "Rappelant la résolution GA-2024-RES-02, la résolution GA-2023-RES-04, la résolution GA-2023-RES-05 et le rapport GA-2024-RES-03,\n\nDécide.";
    let desk = three()
        .write("content/session/001-un.fr.md", document(1, text))
        .write(
            "content/session/references.toml",
            "elsewhere = [\"A/RES/\"]\n\n[[document]]\nreference = \"GA-2022-RES-01\"\n",
        )
        .write("content/former/session.toml", SESSION)
        .write("content/former/004.fr.md", document(4, "Décide.").replace("2024", "2023"));
    let run = desk.run(&["build", "content/session"]);
    let heads: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        heads,
        [
            "warning[GR-0122]: no document that is known has the reference `GA-2023-RES-05`",
            "warning[GR-0124]: the text calls `GA-2024-RES-03` a report, but it is a resolution",
        ],
        "{}",
        run.stderr
    );
    // The document itself has not changed, but what it cites is there now.
    let desk = desk.write("content/former/005.fr.md", document(5, "Décide.").replace("2024", "2023"));
    let run = desk.run(&["build", "content/session"]);
    assert!(run.stderr.contains("3 unchanged"), "{}", run.stderr);
    assert!(!run.stderr.contains("GR-0122"), "{}", run.stderr);
    let desk = desk.write("content/session/references.toml", "[[document]]\nreference = \"huit\"\n");
    let run = desk.run(&["build", "content/session"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("error[GR-0126]: `huit` is not a reference"), "{}", run.stderr);
}

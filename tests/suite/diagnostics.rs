//! Every fault of a source, with the whole of what is said about it.

use crate::support::{Desk, FRONT_MATTER};

/// What `build` says of a document, and that nothing was written.
fn refused(source: impl AsRef<[u8]>) -> String {
    let desk = Desk::new().write("content/session/001-essai.fr.md", source);
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.stdout, "");
    // The manifest tells of the failure.
    assert_eq!(desk.names("out/session"), ["manifest.json"], "nothing else is written");
    let said = run.stderr.split("\n0 documents").next().expect("a summary").to_owned();
    said.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

#[test]
fn an_empty_file() {
    assert_eq!(
        refused(""),
        "content/session/001-essai.fr.md:1:1: error[GR-0100]: the file is empty\n = help: begin with the front matter: a line `+++`, the fields, a line `+++`"
    );
}

#[test]
fn no_front_matter() {
    assert_eq!(
        refused("Décide d'agir.\n"),
        "error[GR-0101]: the front matter is missing: the first line is not `+++`
  ┌─ content/session/001-essai.fr.md:1:1
  │
1 │ Décide d'agir.
  │ ^^^^^^^^^^^^^^
  │
  = help: write `+++` alone on the first line, then the fields, then `+++` again"
    );
}

#[test]
fn a_front_matter_that_is_not_closed() {
    assert_eq!(
        refused("+++\nnumber = 1\n"),
        "error[GR-0102]: the front matter is not closed by a second `+++`
  ┌─ content/session/001-essai.fr.md:1:1
  │
1 │ +++
  │ ^^^
  │
  = help: write `+++` alone on the line after the last field"
    );
}

#[test]
fn every_wrong_field_at_once() {
    assert_eq!(
        refused(
            "+++\nrefrence = \"GA-1\"\nnumber = \"one\"\nsubject = \"Essai\"\ndate = 2017-02-29\n+++\nDécide d'agir.\n"
        ),
        "error[GR-0113]: `number` is of the wrong type or form: string
  ┌─ content/session/001-essai.fr.md:3:10
  │
3 │ number = \"one\"
  │          ^^^^^
  │
  = help: write number = 8

error[GR-0112]: the field `reference` is missing
  ┌─ content/session/001-essai.fr.md:1:1
  │
1 │ +++
  │ ^^^
  │
  = help: add the line reference = \"GA-2017-86-RES-08\"

error[GR-0113]: `date` is of the wrong type or form: datetime
  ┌─ content/session/001-essai.fr.md:5:8
  │
5 │ date = 2017-02-29
  │        ^^^^^^^^^^
  │
  = help: write date = 2017-09-29, a day that exists, as year-month-day

error[GR-0111]: there is no field `refrence`
  ┌─ content/session/001-essai.fr.md:2:1
  │
2 │ refrence = \"GA-1\"
  │ ^^^^^^^^
  │
  = help: did you mean `reference`?"
    );
}

#[test]
fn a_date_of_text_that_does_not_exist() {
    let said = refused(FRONT_MATTER.replace("number = 1", "number = 1\ndate = \"2017-13-01\""));
    assert!(said.starts_with("error[GR-0113]: `date` is of the wrong type or form: string\n"), "{said}");
    assert!(said.contains("001-essai.fr.md:4:8"), "{said}");
}

#[test]
fn missing_fields() {
    let said = refused("+++\nnumber = 1\n+++\nDécide d'agir.\n");
    let heads: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        heads,
        [
            "error[GR-0112]: the field `reference` is missing",
            "error[GR-0112]: the field `subject` is missing"
        ]
    );
    assert!(said.contains("= help: add the line reference = \"GA-2017-86-RES-08\""), "{said}");
}

#[test]
fn a_status_that_is_none() {
    let said = refused(FRONT_MATTER.replace("number = 1", "number = 1\nstatus = \"final\""));
    assert!(said.contains("error[GR-0114]: there is no status `final`"), "{said}");
    assert!(said.contains("= help: write status = \"adopted\" or status = \"draft\""), "{said}");
}

#[test]
fn a_reference_that_would_leave_the_folder() {
    let said = refused(FRONT_MATTER.replace("GA-1-RES-1", "../../x1"));
    assert!(said.contains("error[GR-0117]: `../../x1` is not a reference"), "{said}");
}

#[test]
fn bytes_that_are_not_utf8() {
    let mut source = FRONT_MATTER.replace("Essai", "D").into_bytes();
    source.extend(b"Consid\xe9rant que,\n");
    assert_eq!(
        refused(source),
        "error[GR-0003]: this is not UTF-8 text: the byte 0xE9 stands where a character should
  ┌─ content/session/001-essai.fr.md:6:7
  │
6 │ Consid\u{fffd}rant que,
  │       ^
  │
  = help: save the file as UTF-8; it was probably saved as Windows-1252 or Latin-1"
    );
}

#[test]
fn a_character_that_no_font_has() {
    let said = refused(format!("{FRONT_MATTER}Décide d'agir 猫 vite.\n"));
    assert!(
        said.starts_with("error[GR-0502]: the family Libertinus Serif has no character `猫` (U+732B)\n  ┌─ content/session/001-essai.fr.md:6:15"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_set_is_named_at_its_place() {
    for (body, name, at) in [
        ("Décide d'agir.\n\n    agir()\n", "a block of code", "8:5"),
        ("Décide d'<b>agir</b>.\n", "HTML", "6:10"),
        ("Décide ![x](x.png).\n", "an image within a line", "6:8"),
    ] {
        let said = refused(format!("{FRONT_MATTER}{body}"));
        assert!(said.contains(&format!("error[GR-0220]: {name} cannot be set here")), "{said}");
        assert!(said.contains(&format!("001-essai.fr.md:{at}")), "{name}: {said}");
    }
}

#[test]
fn a_document_without_text() {
    let said = refused(FRONT_MATTER);
    assert!(said.contains("error[GR-0201]: the document has no text"), "{said}");
}

#[test]
fn a_session_that_is_missing_or_wrong() {
    let desk = Desk::new().document("Décide d'agir.\n").write(
        "content/session/session.toml",
        "number = 0x3\nend = 2020-01-01\nstart = 2020-01-02\ntemplate = \"interpol\"\n",
    );
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1);
    let heads: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        heads,
        [
            "error[GR-0112]: the field `place` is missing",
            "error[GR-0112]: the field `country` is missing",
            "error[GR-0115]: the session ends on 2020-01-01 before it begins on 2020-01-02"
        ]
    );
}

#[test]
fn a_file_name_without_a_language() {
    let desk =
        Desk::new().document("Décide d'agir.\n").write("content/session/002-essai.de.md", FRONT_MATTER);
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("error[GR-0004]: the file name gives no language that greffe knows: `de`"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.contains("GA-1-RES-1.fr.pdf"), "the other document is built: {}", run.stdout);
}

#[test]
fn a_long_line_is_shown_in_part() {
    let long = "mot ".repeat(60);
    let said = refused(format!("{FRONT_MATTER}Décide {long}猫 {long}.\n"));
    assert!(said.contains("001-essai.fr.md:6:248\n"), "the place, once: {said}");
    assert!(said.lines().all(|line| line.chars().count() < 150), "{said}");
}

#[test]
fn two_documents_of_one_reference() {
    let desk = Desk::new()
        .document("Décide d'agir.\n")
        .write("content/session/002-autre.fr.md", format!("{FRONT_MATTER}Décide d'attendre.\n"));
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains(
            "error[GR-0119]: content/session/001-essai.fr.md has the same reference and would be overwritten"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(run.stdout.lines().count(), 1);
}

#[test]
fn the_call_of_a_note_that_is_not_there_is_no_text() {
    let said = refused(format!("{FRONT_MATTER}Décide d'agir[^a] et **d'attendre[^é-2]**.\n"));
    let heads: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        heads,
        ["error[GR-0222]: there is no note `[^a]`", "error[GR-0222]: there is no note `[^é-2]`"]
    );
    let body = "Décide d'agir\\[^a], de lire `[^a]`, de citer [a], [^ b] et [^].\n";
    let run = Desk::new().document(body).run(&["check"]);
    assert!(!run.stderr.contains("GR-0222"), "what is meant as text is text: {}", run.stderr);
}

#[test]
fn quotations_may_stand_in_one_another_as_deep_as_is_read() {
    let desk = Desk::new().document(&format!("Décide d'agir :\n\n{}vite.\n", "> ".repeat(400)));
    // One of the validators judges no tree this deep: an option before the command keeps the file from it.
    let run = desk.run(&["--color", "never", "build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_long_span_is_shown_in_part() {
    let long = "a".repeat(20_000);
    let said = refused(format!("{FRONT_MATTER}Décide d'[agir](https://exemple.int/{long}).\n"));
    assert!(said.contains("001-essai.fr.md:6:10\n"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() < 150), "{said}");
}

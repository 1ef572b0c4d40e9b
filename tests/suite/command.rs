//! The command line: results, exit codes, files.

use std::fs;

use crate::support::Desk;

#[test]
fn a_build_writes_one_line_a_document() {
    let desk = Desk::new().document("Décide d'agir.\n");
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let size = fs::metadata(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file").len();
    assert_eq!(run.stdout, format!("out/session/GA-1-RES-1.fr.pdf  1 page, {size} bytes\n"));
    assert!(run.stderr.starts_with("1 document (1 page) in "), "{}", run.stderr);
}

#[test]
fn one_bad_document_does_not_stop_the_others() {
    let desk = Desk::new().document("Décide d'agir.\n").write("content/session/000-vide.fr.md", "");
    let run = desk.run(&["build", "--jobs", "2"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("GA-1-RES-1.fr.pdf"));
    assert!(run.stderr.contains("1 document (1 page), 1 with errors in "), "{}", run.stderr);
    assert!(run.stderr.contains("not written: content/session/000-vide.fr.md"), "{}", run.stderr);
}

#[test]
fn nothing_but_the_file_and_its_manifest_is_left() {
    let desk = Desk::new().document("Décide d'agir.\n");
    desk.run(&["build"]);
    desk.run(&["build", "--force"]);
    assert_eq!(desk.names("out/session"), ["GA-1-RES-1.fr.pdf", "manifest.json"]);
    assert_eq!(desk.names("out"), [".greffe.lock", "session"]);
}

#[test]
fn usage_and_configuration_exit_with_2() {
    let desk = Desk::new().document("Décide d'agir.\n");
    assert_eq!(desk.run(&["bild"]).code, 2);
    let run = desk.run(&["build", "nowhere"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.starts_with("error[GR-0801]: cannot find nowhere: there is no such file or folder\n"),
        "{}",
        run.stderr
    );
    let run = desk.run(&["build", "--template", "unknown"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error[GR-0804]: there is no template `unknown`\n = help: the templates are archipels, interpol\n"
    );
}

#[test]
fn an_output_folder_that_is_a_file() {
    let desk = Desk::new().document("Décide d'agir.\n").write("taken", "text");
    let run = desk.run(&["build", "--out", "taken"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error[GR-0801]: cannot create taken: "), "{}", run.stderr);
    assert_eq!(fs::read_to_string(desk.path("taken")).expect("the file"), "text");
}

#[test]
fn drafts_with_warnings_are_shown() {
    let desk = Desk::new().document("Chose inconnue du lexique,\n");
    let run = desk.run(&["show", "content/session/001-essai.fr.md"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("warning[GR-0210]"), "{}", run.stderr);
    assert!(run.stdout.contains("Chose inconnue du lexique,"));
}

#[test]
fn json_is_json() {
    let desk = Desk::new().document("Rappelant que,\n\nDécide ceci :\n\n- un ;\n- deux.\n");
    let value: serde_json::Value = serde_json::from_str(&desk.show("json")).expect("JSON");
    assert_eq!(value["reference"], "GA-1-RES-1");
    assert_eq!(value["body"][1]["keyword"], "Rappelant");
    assert_eq!(value["body"][2]["blocks"][1]["list"][1]["blocks"][0]["paragraph"], "deux.");
    assert_eq!(value["blocks"][6]["label"], "–");
}

//! What the program writes to begin with: from an empty folder to files that are set.

use std::fs;

use crate::support::{Desk, FRONT_MATTER, Run, SESSION, read, repository, sha256};

/// Runs the program as on a machine that has nothing set, and nothing goes wrong.
fn sound(desk: &Desk, arguments: &[&str]) -> Run {
    let run = desk.run_bare(arguments, &[]);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.stderr);
    run
}

/// Builds, and nothing is said but what was done.
fn builds_without_a_word(desk: &Desk) -> Vec<String> {
    let run = sound(desk, &["build"]);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    sound(desk, &["check", "--deny", "warnings"]);
    run.stdout.lines().map(|line| line.split("  ").next().unwrap_or_default().to_owned()).collect()
}

fn text(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.path(name)).expect(name)
}

fn toml(text: &str) -> toml::Table {
    toml::from_str(text).expect("TOML")
}

const NEW_SESSION: &[&str] = &[
    "new",
    "session",
    "--number",
    "87",
    "--place",
    "Vilnius",
    "--country",
    "Lituanie",
    "--start",
    "2018-11-18",
    "--end",
    "2018-11-21",
];

#[test]
fn a_project_begins_in_an_empty_folder_and_builds() {
    let desk = Desk::empty();
    let written = sound(&desk, &["init"]).stdout;
    assert_eq!(
        written.lines().filter(|line| !line.starts_with("fonts/")).collect::<Vec<_>>(),
        [
            "content/1-namur-2030/001-archives.fr.md",
            "content/1-namur-2030/session.toml",
            "templates/maison/labels.fr.toml",
            "templates/maison/style.toml",
            ".gitignore",
            "LISEZMOI.md",
        ]
    );
    assert_eq!(builds_without_a_word(&desk), ["out/1-namur-2030/AG-2030-1-RES-01.fr.pdf"]);
    assert_eq!(desk.names("."), [".gitignore", "LISEZMOI.md", "content", "fonts", "out", "templates"]);
    let volume = sound(&desk, &["volume", "content/1-namur-2030"]);
    assert!(volume.stdout.contains("volume.fr.pdf"), "{}", volume.stdout);
}

#[test]
fn a_project_begins_in_a_folder_that_is_named() {
    let desk = Desk::empty();
    sound(&desk, &["init", "a/b"]);
    assert!(desk.path("a/b/content/1-namur-2030/session.toml").is_file());
    let taken = desk.write("taken", "text").run(&["init", "taken"]);
    assert_eq!(taken.code, 2, "{}", taken.stderr);
}

#[test]
fn what_is_there_stays() {
    let desk = Desk::empty()
        .write("content/ours/session.toml", SESSION)
        .write("templates/maison/style.toml", "ours")
        .write(".gitignore", "ours");
    let run = sound(&desk, &["init"]);
    assert!(!run.stdout.contains("content/") && !run.stdout.contains("templates/"), "{}", run.stdout);
    for kept in ["content", "templates/maison", ".gitignore"] {
        assert!(run.stderr.contains(&format!("kept as it is: {kept}\n")), "{}", run.stderr);
    }
    assert_eq!(text(&desk, ".gitignore"), "ours");
    assert_eq!(desk.names("content"), ["ours"]);
    assert_eq!(desk.names("templates/maison"), ["style.toml"]);
    assert!(desk.path("fonts/fonts.toml").is_file(), "what is missing is written");
    assert_eq!(sound(&desk, &["init"]).stdout, "", "the second time nothing is");
}

#[test]
fn comments_are_in_the_language_of_the_environment_or_the_one_asked_for() {
    let style = |arguments: &[&str], variables: &[(&str, &str)]| {
        let desk = Desk::empty();
        assert_eq!(desk.run_bare(arguments, variables).code, 0);
        text(&desk, "templates/maison/style.toml") + &text(&desk, ".gitignore")
    };
    let french = style(&["init"], &[("LANG", "C.UTF-8")]);
    let english = style(&["init"], &[("LANG", "en_GB.UTF-8")]);
    assert_eq!(style(&["init", "--lang", "en"], &[("LANG", "fr_BE.UTF-8")]), english);
    assert_eq!(style(&["init"], &[("LC_ALL", "fr_FR"), ("LANG", "en_GB")]), french);
    assert!(french.contains("# La maison :") && !french.contains("# The house"));
    assert!(english.contains("# The house:") && !english.contains("# La maison"));
    for text in [&french, &english] {
        assert!(!text.lines().any(|line| line.starts_with("#fr") || line.starts_with("#en")), "{text}");
    }
    let lines = |text: &str| {
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&french), lines(&english));
}

#[test]
fn the_style_to_begin_with_has_every_key_of_the_other_ones() {
    let desk = Desk::empty();
    sound(&desk, &["init"]);
    for file in ["style.toml", "labels.fr.toml"] {
        let ours = toml(&text(&desk, &format!("templates/maison/{file}")));
        for (key, value) in toml(&read(&format!("templates/interpol/{file}"))) {
            let own = ours.get(&key).unwrap_or_else(|| panic!("{file}: {key}"));
            for inner in value.as_table().into_iter().flat_map(toml::Table::keys) {
                assert!(own.get(inner).is_some(), "{file}: {key}.{inner}");
            }
        }
    }
}

#[test]
fn a_document_begins_in_each_language_and_builds_without_a_word() {
    for (language, place, country) in [
        ("fr", "Bruges", "Belgique"),
        ("en", "Bruges", "Belgium"),
        ("es", "Brujas", "Bélgica"),
        ("ar", "بروج", "بلجيكا"),
    ] {
        let session = SESSION
            .replace("{ fr = \"Bruges\" }", &format!("{{ {language} = \"{place}\" }}"))
            .replace("{ fr = \"Belgique\" }", &format!("{{ {language} = \"{country}\" }}"));
        let desk = Desk::empty().write("content/session/session.toml", session);
        for kind in ["resolution", "decision", "recommendation", "report"] {
            sound(&desk, &["new", "resolution", "--lang", language, "--kind", kind]);
        }
        assert_eq!(builds_without_a_word(&desk).len(), 4, "{language}");
    }
}

#[test]
fn ten_documents_of_a_new_session_build_without_a_word() {
    let desk = Desk::empty();
    let run = sound(&desk, NEW_SESSION);
    assert_eq!(run.stdout, "content/87-vilnius-2018/session.toml\n");
    assert!(run.stderr.contains("the house style is interpol"), "{}", run.stderr);
    for _ in 0..7 {
        sound(&desk, &["new", "resolution"]);
    }
    for kind in ["decision", "recommendation", "report"] {
        sound(&desk, &["new", "resolution", "87", "--kind", kind, "--subject", "Œuvres d’« été »"]);
    }
    let names = desk.names("content/87-vilnius-2018");
    assert_eq!(
        (names[0].as_str(), names[7].as_str(), names[9].as_str()),
        ("001-objet-a-preciser.fr.md", "008-oeuvres-d-ete.fr.md", "010-oeuvres-d-ete.fr.md")
    );
    let files = builds_without_a_word(&desk);
    assert_eq!(files.len(), 10);
    for name in ["2018-87-RES-01", "2018-87-DEC-08", "2018-87-REC-09", "2018-87-RAP-10"] {
        assert!(files.contains(&format!("out/87-vilnius-2018/{name}.fr.pdf")), "{files:?}");
    }
}

#[test]
fn each_optional_field_is_an_example_that_builds() {
    let desk = Desk::empty();
    sound(&desk, &["init"]);
    sound(&desk, &["new", "resolution", "--subject", "Tout"]);
    let name = "content/1-namur-2030/002-tout.fr.md";
    let optional = |line: &str| {
        let field = line.strip_prefix("# ")?;
        let (key, value) = field.split_once(" = ")?;
        let is_key = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        (is_key && !value.is_empty()).then(|| field.to_owned())
    };
    let matter = text(&desk, name);
    let all: String =
        matter.lines().map(|line| optional(line).unwrap_or_else(|| line.to_owned()) + "\n").collect();
    assert_eq!(all.lines().filter(|line| line.contains(" = ")).count(), 21, "{all}");
    // Whole votes are recorded by name in an adopted text.
    let all = all
        .replace("\"draft\"\n", "\"adopted\"\n")
        .replace("= 80", "= 2")
        .replace("= 3\n", "= 1\n")
        .replace("= 5", "= 1");
    let desk = desk.write(name, all);
    assert_eq!(builds_without_a_word(&desk).len(), 2);
}

#[test]
fn the_reference_follows_the_session_or_the_one_before() {
    let desk = Desk::empty();
    let content = "content/86-beijing-2017";
    let desk = desk
        .write(&format!("{content}/session.toml"), read(&format!("{content}/session.toml")))
        .write(&format!("{content}/008-accord-uit.fr.md"), read(&format!("{content}/008-accord-uit.fr.md")));
    let run = sound(&desk, &["new", "resolution", "--subject", "Suite"]);
    assert_eq!(run.stdout, format!("{content}/009-suite.fr.md\n"));
    assert!(run.stderr.contains("GA-2017-86-RES-09 is made after GA-2017-86-RES-08"), "{}", run.stderr);
    assert!(
        text(&desk, &format!("{content}/009-suite.fr.md")).contains("\nreference = \"GA-2017-86-RES-09\"\n")
    );
    sound(&desk, NEW_SESSION);
    let run = sound(&desk, &["new", "resolution", "--kind", "decision", "--subject", "Suite"]);
    assert_eq!(run.stdout, "content/87-vilnius-2018/001-suite.fr.md\n");
    assert!(run.stderr.contains("GA-2018-87-DEC-01 is made after GA-2017-86-RES-09"), "{}", run.stderr);
    sound(
        &desk,
        &[
            "new",
            "resolution",
            content,
            "--subject",
            "Fin",
            "--number",
            "20",
            "--reference",
            "GA-2017-86-RES-20b",
        ],
    );
    assert!(text(&desk, &format!("{content}/020-fin.fr.md")).contains("\"GA-2017-86-RES-20b\""));
}

#[test]
fn the_next_number_is_after_the_highest_whatever_is_missing() {
    let matter = |number: u32| {
        FRONT_MATTER
            .replace("number = 1", &format!("number = {number}"))
            .replace("RES-1", &format!("RES-{number}"))
    };
    let desk = Desk::new()
        .write("content/session/001-un.fr.md", matter(1))
        .write("content/session/005-cinq.fr.md", matter(5))
        // What cannot be read has the number of its name.
        .write("content/session/007-sept.fr.md", "nothing");
    let run = sound(&desk, &["new", "resolution", "content/session", "--subject", "Huit"]);
    assert_eq!(run.stdout, "content/session/008-huit.fr.md\n");
    assert!(run.stderr.contains("GA-1-RES-8 is made after GA-1-RES-5"), "{}", run.stderr);
    sound(&desk, &["new", "resolution", "content/session", "--subject", "Deux", "--number", "2"]);
    assert!(text(&desk, "content/session/002-deux.fr.md").contains("\"GA-1-RES-2\""));
}

#[test]
fn nothing_is_written_over() {
    let desk = Desk::new().document("Décide d'agir.\n");
    let refused = |arguments: &[&str], why: &str| {
        let before = desk.names("content/session");
        let run = desk.run_bare(arguments, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(run.stderr.contains(why), "{arguments:?}: {}", run.stderr);
        assert_eq!(desk.names("content/session"), before);
    };
    refused(
        &["new", "resolution", "--number", "1"],
        "the number 1 is that of content/session/001-essai.fr.md",
    );
    refused(&["new", "resolution", "--reference", "GA-1-RES-1"], "give another with --reference");
    refused(&["new", "resolution", "--reference", "../x"], "is not a reference");
    refused(&["new", "resolution", "9"], "9 is no folder with a session.toml");
    refused(&["new", "resolution", "--kind", "law"], "the kinds are resolution, decision");
    refused(&["new", "resolution", "--lang", "xx"], "the languages are ");
    let session = |extra: &[&'static str]| [NEW_SESSION, extra].concat();
    refused(&session(&["--into", "content/session"]), "content/session/session.toml is there already");
    refused(&session(&["--template", "unknown"]), "there is no template `unknown`");
    refused(&session(&["--place", "en=Vilna"]), "in the same languages");
    refused(&NEW_SESSION[..10], "--end");
    refused(&[&NEW_SESSION[..11], &["2018-11-17"]].concat(), "before it begins");
    refused(&[&NEW_SESSION[..11], &["2018-02-30"]].concat(), "a day that exists");
    refused(
        &[&["new", "session", "--number", "3"], &NEW_SESSION[4..]].concat(),
        "the session 3 is there already",
    );
}

#[test]
fn a_session_takes_number_style_and_language_from_the_one_before() {
    let desk = Desk::empty();
    sound(&desk, &["init"]);
    let names: &[&str] = &["--place", "fr=Anvers", "--country", "Belgique \"du Nord\""];
    let days: &[&str] = &["--start", "2031-05-05", "--end", "2031-05-05"];
    let run = sound(&desk, &[&["new", "session"], names, days].concat());
    assert_eq!(run.stdout, "content/2-anvers-2031/session.toml\n");
    let session = toml(&text(&desk, "content/2-anvers-2031/session.toml"));
    assert_eq!(session["template"].as_str(), Some("maison"));
    assert_eq!(session["country"]["fr"].as_str(), Some("Belgique \"du Nord\""));
    sound(&desk, &["new", "resolution"]);
    assert_eq!(builds_without_a_word(&desk).len(), 2);
}

#[test]
fn a_folder_without_a_session_says_how_to_write_one() {
    let desk = Desk::empty().write("lettre.fr.md", format!("{FRONT_MATTER}Décide d'agir.\n"));
    let run = desk.run_bare(&["build", "lettre.fr.md"], &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("error[GR-0730]") && run.stderr.contains("greffe new session --into ."),
        "{}",
        run.stderr
    );
    sound(&desk, &[NEW_SESSION, &["--into", "."]].concat());
    sound(&desk, &["build", "lettre.fr.md"]);
    let run = Desk::empty().run_bare(&["build"], &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("greffe init"), "{}", run.stderr);
}

#[test]
fn comments_move_no_place_and_stay_when_a_source_is_fixed() {
    let matter = "+++\n# La référence : \"l'une\" +++\nreference = \"GA-1-RES-1\" # ici\n\n# number = 9\nnumber = 1\nsubject = \"L'été\" # l'objet\n";
    let desk = Desk::new().write("content/session/001-essai.fr.md", format!("{matter}+++\nDécide d'agir.\n"));
    sound(&desk, &["check", "--fix"]);
    let fixed = text(&desk, "content/session/001-essai.fr.md");
    assert_eq!(fixed, format!("{}+++\nDécide d’agir.\n", matter.replace("L'été", "L’été")));
    let desk =
        desk.write("content/session/001-essai.fr.md", format!("{matter}# été\nnumbre = 2\n+++\nDécide.\n"));
    let run = desk.run(&["check"]);
    assert!(run.stderr.contains("001-essai.fr.md:9:1"), "{}", run.stderr);
}

#[test]
fn fonts_are_listed_checked_and_locked() {
    let desk = Desk::empty();
    assert_eq!(sound(&desk, &["fonts", "list"]).stdout.matches("<greffe>/fonts/LibertinusSerif-").count(), 4);
    let nowhere = desk.run_bare(&["fonts", "lock"], &[]);
    assert_eq!(nowhere.code, 2, "{}", nowhere.stderr);
    let boxes = fs::read(repository().join("tests/fonts/box.ttf")).expect("the box font");
    let desk = desk.write("fonts/box.ttf", &boxes);
    let run = desk.run_bare(&["fonts", "lock"], &[]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("box.ttf needs its licence"), "{}", run.stderr);
    let desk = desk.write("fonts/BOX.txt", "Made for the tests.");
    assert_eq!(sound(&desk, &["fonts", "lock", "--license", "BOX.txt"]).stdout, "added box.ttf\n");
    let lock = text(&desk, "fonts/fonts.toml");
    assert!(
        lock.contains(&format!(
            "path = \"box.ttf\"\nsha256 = \"{}\"\nlicense = \"BOX.txt\"\n",
            sha256(&boxes)
        )),
        "{lock}"
    );
    // The fonts of the program stay locked, and stay in the program.
    let list = sound(&desk, &["fonts", "list"]).stdout;
    assert!(
        list.contains("<greffe>/fonts/LibertinusSerif-Bold.otf") && list.contains("fonts/box.ttf"),
        "{list}"
    );
    sound(&desk, &["fonts", "check"]);
    assert_eq!(sound(&desk, &["fonts", "lock"]).stdout, "");

    let mut other = boxes.clone();
    let last = other.len() - 1;
    other[last] ^= 1;
    let desk = desk.write("fonts/box.ttf", &other).write("fonts/more.ttf", &boxes);
    let run = desk.run_bare(&["fonts", "check"], &[]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("box.ttf is not the file that was locked"), "{}", run.stdout);
    assert!(run.stdout.contains("more.ttf is not locked"), "{}", run.stdout);
    fs::write(desk.path("fonts/fonts.toml"), format!("# ours\n{lock}")).expect("the lock");
    let run = sound(&desk, &["fonts", "lock", "--license", "BOX.txt"]);
    assert_eq!(run.stdout, "changed box.ttf\nadded more.ttf\n");
    assert!(text(&desk, "fonts/fonts.toml").starts_with("# ours\n"));
    fs::remove_file(desk.path("fonts/box.ttf")).expect("the font");
    assert_eq!(sound(&desk, &["fonts", "lock"]).stdout, "removed box.ttf\n");
    let lock = text(&desk, "fonts/fonts.toml");
    assert!(!lock.contains("box.ttf") && lock.contains("more.ttf"), "{lock}");
    sound(&desk, &["fonts", "check"]);
    let desk = desk.write("fonts/false.otf", "nothing");
    let run = desk.run_bare(&["fonts", "lock", "--license", "BOX.txt"], &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("false.otf is not a font that can be read"), "{}", run.stderr);
}

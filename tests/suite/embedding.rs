//! What the program carries, and the interface for programs that embed it.

use std::fs;
use std::path::Path;

use greffe::diagnostic::Severity;
use greffe::model::{Date, Language};
use greffe::{Diagnostics, SessionData, Style, build_str};

use crate::support::{BOX_STYLE, Desk, FRONT_MATTER, SESSION, hand_over, pdf, read, repository};

const SOURCE: &str = "content/session/001-essai.fr.md";
const FILE: &str = "out/session/GA-1-RES-1.fr.pdf";

/// A desk without templates and fonts.
fn bare() -> Desk {
    Desk::empty()
        .write("content/session/session.toml", SESSION)
        .document("Rappelant l'essai,\n\nDécide d'agir.\n")
}

fn style() -> Style {
    let day = |month, day| Date { year: 2024, month, day };
    let session =
        SessionData { number: 3, place: "Bruges", country: "Belgique", start: day(5, 28), end: day(6, 1) };
    Style::embedded("interpol", Language::French).expect("a style").session(&session).expect("a session")
}

#[test]
fn a_file_of_the_program_and_the_same_on_disk_are_one() {
    let desk = bare();
    let run = desk.run_bare(&["build"], &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (pdf, manifest) = (
        fs::read(desk.path(FILE)).expect("a file"),
        fs::read(desk.path("out/session/manifest.json")).expect("a manifest"),
    );
    for name in ["templates", "fonts"] {
        std::os::unix::fs::symlink(repository().join(name), desk.path(name)).expect("a link");
    }
    let run = desk.run(&["build"]);
    assert!(run.stderr.contains("1 unchanged"), "{}", run.stderr);
    assert_eq!(desk.run(&["build", "--force"]).code, 0);
    assert!(fs::read(desk.path(FILE)).expect("a file") == pdf);
    assert!(fs::read(desk.path("out/session/manifest.json")).expect("a manifest") == manifest);
    assert_eq!(desk.run(&["verify"]).code, 0);
}

#[test]
fn a_file_on_disk_goes_before_that_of_the_program() {
    let folio = |desk: &Desk| {
        assert_eq!(desk.run(&["build"]).code, 0);
        pdf::pages(&fs::read(desk.path(FILE)).expect("a file"))[0].clone()
    };
    let desk = bare();
    assert!(folio(&desk).contains("page\u{a0}1"), "{}", folio(&desk));
    let labels =
        read("templates/interpol/labels.fr.toml").replace("\"page {page} / {pages}\"", "\"feuille {page}\"");
    let desk = desk.write("templates/interpol/labels.fr.toml", labels);
    assert!(folio(&desk).contains("feuille"), "the style and the lexicon are still the program's");
    let files = desk.run(&["show", SOURCE, "--as", "files"]).stdout;
    for (file, place) in [
        ("templates/interpol/labels.fr.toml", ""),
        ("templates/interpol/style.toml", "<greffe>/"),
        ("templates/lexicon/fr/bound.toml", "<greffe>/"),
        ("fonts/LibertinusSerif-Regular.otf", "<greffe>/"),
    ] {
        let line = files.lines().find(|line| line.ends_with(file)).expect(file);
        assert_eq!(line.starts_with("<greffe>/"), !place.is_empty(), "{line}");
    }
    assert!(files.starts_with("content/session/001-essai.fr.md\ncontent/session/session.toml\n"), "{files}");
}

#[test]
fn a_style_of_ones_own_takes_the_rest_from_the_program() {
    let style = read("templates/interpol/style.toml").replace("Libertinus Serif", "Times");
    let desk = bare()
        .write("templates/own/style.toml", read("templates/interpol/style.toml"))
        .write("templates/own/labels.fr.toml", read("templates/interpol/labels.fr.toml"));
    assert_eq!(desk.run(&["build", "--template", "own"]).code, 0);
    let run = desk.write("templates/own/style.toml", style).run(&["build", "--template", "own"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("the family `Times` is not among the locked fonts of <greffe>/fonts/fonts.toml"),
        "{}",
        run.stderr
    );
    let run = bare().run(&["build", "--template", "../interpol"]);
    assert_eq!(
        run.stderr,
        "error[GR-0804]: there is no template `../interpol`\n = help: the templates are archipels, interpol\n"
    );
}

#[test]
fn a_damaged_file_on_disk_is_an_error_whatever_the_program_has() {
    let damaged = |name: &str, bytes: &[u8]| {
        let run = bare().write(name, bytes).run(&["build"]);
        assert_eq!(run.code, 2, "{name}");
        assert!(run.stderr.contains(name) && !run.stderr.contains("<greffe>"), "{}", run.stderr);
    };
    let mut font = fs::read(repository().join("fonts/LibertinusSerif-Regular.otf")).expect("a font");
    font[5000] ^= 1;
    let desk = bare()
        .write("fonts/fonts.toml", read("fonts/fonts.toml"))
        .write("fonts/LibertinusSerif-Regular.otf", font);
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("fonts/LibertinusSerif-Regular.otf is not the file that was locked"),
        "{}",
        run.stderr
    );
    damaged("templates/interpol/style.toml", b"");
    damaged("templates/lexicon/fr/months.toml", b"\xff");
    // What is locked on disk and not there is the program's: it has the same digest.
    let desk = bare().write("fonts/fonts.toml", read("fonts/fonts.toml"));
    assert_eq!(desk.run(&["build"]).code, 0);
    fs::create_dir_all(desk.path("templates/interpol")).expect("a folder");
    std::os::unix::fs::symlink("nowhere", desk.path("templates/interpol/labels.fr.toml")).expect("a link");
    let run = desk.run(&["build", "--force"]);
    assert_eq!(run.code, 2, "a link that leads nowhere is no reason to take another file");
    assert!(run.stderr.contains("templates/interpol/labels.fr.toml"), "{}", run.stderr);
}

#[test]
fn a_text_in_memory_gives_the_bytes_of_its_file() {
    let desk = bare();
    assert_eq!(desk.run(&["build"]).code, 0);
    let text = fs::read_to_string(desk.path(SOURCE)).expect("the source");
    let pdf = build_str(&text, &style()).expect("a sound text");
    assert!(pdf.bytes == fs::read(desk.path(FILE)).expect("a file"));
    assert_eq!((pdf.pages, pdf.reference.as_str(), pdf.warnings.len()), (1, "GA-1-RES-1", 0));
    let of_project = Style::open(repository(), "interpol", Language::French).expect("a style");
    let of_project = of_project.session_toml(SESSION).expect("a session");
    assert!(build_str(&text, &of_project).expect("a sound text").bytes == pdf.bytes);
    hand_over("a-2a", &pdf.bytes);
}

#[test]
fn everything_that_is_wrong_is_said() {
    let faults = build_str("+++\nnumber = \"un\"\n+++\nDécide.\n", &style()).expect_err("a faulty text");
    let codes: Vec<_> = faults.iter().map(|fault| fault.code().to_string()).collect();
    assert_eq!(codes, ["GR-0113", "GR-0112", "GR-0112"], "{faults}");
    assert!(faults.to_string().starts_with("document.fr.md:2:10: error[GR-0113]: "), "{faults}");
    let pdf =
        build_str(&format!("{FRONT_MATTER}Chose inconnue,\n"), &style()).expect("a text with a warning");
    assert_eq!(pdf.warnings[0].code(), "GR-0210");
    assert!(pdf.warnings.iter().all(|warning| warning.severity == Severity::Warning));
    let said = |result: Result<Style, Diagnostics>| result.expect_err("an error").to_string();
    let unknown = said(Style::embedded("unknown", Language::French));
    assert!(unknown.contains("the templates are archipels, interpol"), "{unknown}");
    assert!(said(style().session_toml("number = 1")).contains("GR-0112"));
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(faults);
    assert!(error.to_string().contains("GR-0112"));
}

#[test]
fn a_style_without_a_session_says_so() {
    let style = Style::embedded("interpol", Language::French).expect("a style");
    let faults = build_str(&format!("{FRONT_MATTER}Décide.\n"), &style).expect_err("no session");
    assert_eq!(faults.iter().next().expect("a fault").code(), "GR-0732");
}

#[test]
fn pictures_come_from_where_the_program_says() {
    let text = format!("{FRONT_MATTER}Décide.\n\n# Annexe 1\n\n![Un carré](carré.svg \"Carré\")\n");
    let faults = build_str(&text, &style()).expect_err("no picture");
    assert!(faults.to_string().contains("there is no picture `carré.svg`"), "{faults}");
    let square =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9H0z\"/></svg>";
    let style = style().pictures(|name| (name == "carré.svg").then(|| square.to_vec()));
    assert!(build_str(&text, &style).expect("a picture").pages > 1);
    assert!(build_str(&text.replace("carré.", "rond."), &style).is_err());
}

#[test]
fn one_style_serves_many_threads_and_the_bytes_are_the_same() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    let style = style();
    shared(&style);
    let text = |number: usize| {
        format!("{}Décide d'agir {number} fois.\n", FRONT_MATTER.replace('1', &number.to_string()))
    };
    let once: Vec<_> = (1..9).map(|number| build_str(&text(number), &style).expect("a text").bytes).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut typesetter = style.typesetter();
                for (index, bytes) in once.iter().enumerate() {
                    assert!(typesetter.build(&text(index + 1)).expect("a text").bytes == *bytes);
                    assert!(typesetter.build("nothing").is_err(), "a fault leaves no trace");
                }
            });
        }
    });
}

/// A service sets texts on threads with the stack that Rust gives them.
#[test]
fn what_is_nested_deeply_needs_no_larger_stack() {
    let style = style();
    for sign in ["- ", "> ", "1. ", "*a _b "] {
        for depth in [30, 120, 249, 5_000] {
            let text = format!("{FRONT_MATTER}Décide ceci.\n\n# Annexe 1\n\n{}mot\n", sign.repeat(depth));
            // Whether it can be set or not, it comes to an end.
            let _ = build_str(&text, &style);
        }
    }
}

#[test]
fn a_style_in_the_box_font_is_read_from_its_project() {
    let desk = Desk::boxed().document("Décide d'agir.\n");
    let style = Style::open(desk.path(".").as_path(), "box", Language::French).expect("a style");
    let style = style.session_toml(&SESSION.replace("interpol", "box")).expect("a session");
    let pdf = build_str(&format!("{FRONT_MATTER}Décide d'agir.\n"), &style).expect("a text");
    assert!(pdf.pages > 0 && BOX_STYLE.contains("Box"));
    assert!(Style::open(Path::new("/nowhere"), "interpol", Language::French).is_ok(), "the program's own");
}

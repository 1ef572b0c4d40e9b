//! What the codes mean: both tables tell of each code, and their examples are what they say.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Mutex;

use greffe::diagnostic::{Catalog, Explanation, Speech, messages};

use crate::pinned::at_once;
use crate::support::Desk;

/// Codes without an example, each with the reason.
const WITHOUT_AN_EXAMPLE: &[(&str, &str)] = &[
    ("GR-0001", "it is a file that is not there"),
    ("GR-0002", "it is a file of 512 MiB"),
    ("GR-0003", "the tables are UTF-8 themselves"),
    ("GR-0005", "it is a file that another program writes"),
    ("GR-0100", "it is an empty file"),
    ("GR-0224", "the character is invisible"),
    ("GR-0228", "it is hundreds of levels"),
    ("GR-0243", "it is thousands of links"),
    ("GR-0306", "it is a table that is missing"),
    ("GR-0410", "it is a document in Spanish"),
    ("GR-0411", "it is a document in Spanish"),
    ("GR-0440", "the character is invisible"),
    ("GR-0510", "it depends on the lines of a whole document"),
    ("GR-0601", "it is a fault of the program"),
    ("GR-0602", "it is a fault of the program"),
    ("GR-0610", "it depends on the font"),
    ("GR-0611", "the character is invisible"),
    ("GR-0612", "it is of a font file"),
    ("GR-0613", "it is of a font file"),
    ("GR-0614", "no source can bring it about"),
    ("GR-0615", "an example of a label that is empty would show nothing of the volume that lacks it"),
    ("GR-0616", "no source can bring it about"),
    ("GR-0619", "it is a text of sixteen thousand characters"),
    ("GR-0621", "it is thousands of notes"),
    ("GR-0710", "it is of the preview"),
    ("GR-0711", "it is of the preview"),
    ("GR-0730", "it is a file that is missing"),
    ("GR-0732", "it is of programs that use the library"),
    ("GR-0801", "it is of the system"),
    ("GR-0803", "it is of a file that no user writes"),
    ("GR-0806", "it is of a font file"),
];

const SESSION: &str = "number = 86\nplace = { fr = \"Beijing\" }\ncountry = { fr = \"Chine\" }\nstart = 2017-09-26\nend = 2017-09-29\ntemplate = \"interpol\"\n";

const FIELDS: &str = "reference = \"GA-2017-86-RES-08\"\nnumber = 8\nsubject = \"Accord de coopération\"\n";

const NEIGHBOUR: &str = "+++\nreference = \"GA-2017-86-RES-07\"\nnumber = 7\nsubject = \"Travaux\"\n+++\nDécide d'entreprendre des travaux.\n";

const BODY: &str = "Rappelant la résolution GA-2017-86-RES-07,\n\nDécide de poursuivre les travaux.\n";

const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"10\" height=\"10\"/></svg>\n";

/// Whether a code is one of diagnostics, not another group of sentences.
fn is_code(group: &str) -> bool {
    group.starts_with("GR-")
}

#[test]
fn both_tables_tell_of_each_code_and_of_no_other() {
    let known: BTreeSet<&str> =
        messages::ALL.iter().map(|key| key.group).filter(|group| is_code(group)).collect();
    for speech in Speech::ALL {
        let told: BTreeSet<&str> = Catalog::of(speech).explanations.keys().map(String::as_str).collect();
        assert_eq!(told, known, "{speech:?}");
        for (code, Explanation { title, text, .. }) in &Catalog::of(speech).explanations {
            assert!(!title.trim().is_empty() && !text.trim().is_empty(), "{speech:?} {code}");
        }
    }
}

#[test]
fn both_tables_have_the_same_examples() {
    let [english, french] = Speech::ALL.map(Catalog::of);
    for (code, told) in &english.explanations {
        let other = &french.explanations[code];
        assert_eq!(
            (&told.place, &told.wrong, &told.right),
            (&other.place, &other.wrong, &other.right),
            "{code}"
        );
        assert_ne!(told.text, other.text, "{code} is translated");
        // What is said of two versions of a document takes two files to show.
        let of_two = code.starts_with("GR-09");
        let excepted = of_two || WITHOUT_AN_EXAMPLE.iter().any(|(without, _)| without == code);
        assert_eq!(told.wrong.is_empty(), excepted, "{code}");
        assert_eq!(told.wrong.is_empty(), told.right.is_empty(), "{code}");
        assert_eq!(told.wrong.is_empty(), told.place.is_empty(), "{code}");
    }
}

#[test]
fn french_explanations_are_set_as_french() {
    for (code, Explanation { title, text, .. }) in &Catalog::of(Speech::French).explanations {
        // What stands between backquotes is what the user types; a line end stands for a space.
        let words: String = format!("{title} {text}").split('`').step_by(2).collect();
        let words = words.replace('\n', " ");
        for wrong in [" :", " ;", " ?", " !", "'", "...", "« ", " »", "\""] {
            assert!(!words.contains(wrong), "{code}: {wrong} in {words}");
        }
    }
}

/// A text of TOML in which the lines of an example take the place of those with the same name, or join them.
fn joined(base: &str, example: &str) -> String {
    let mut lines: Vec<String> = base.lines().map(str::to_owned).collect();
    let mut table = String::new();
    for line in example.lines().filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            line.clone_into(&mut table);
            if !lines.contains(&table) {
                lines.push(table.clone());
            }
            continue;
        }
        // The fields before the first table are of none.
        let start = match table.as_str() {
            "" => 0,
            table => lines.iter().position(|known| known == table).map_or(0, |at| at + 1),
        };
        let end = lines[start..]
            .iter()
            .position(|known| known.starts_with('['))
            .map_or(lines.len(), |at| start + at);
        let name = |line: &str| line.split('=').next().unwrap_or_default().trim().to_owned();
        match lines[start..end].iter().position(|known| name(known) == name(line)).map(|at| start + at) {
            None => lines.insert(start, line.to_owned()),
            Some(at) => {
                // A list may go on over several lines.
                if lines[at].ends_with('[') {
                    let close =
                        lines[at..].iter().position(|known| known == "]").expect("the list is closed");
                    lines.drain(at + 1..=at + close);
                }
                line.clone_into(&mut lines[at]);
            }
        }
    }
    lines.join("\n") + "\n"
}

/// The document that an example stands in.
fn document(place: &str, example: &str) -> String {
    let (fields, body) = match place {
        "body" => (FIELDS.to_owned(), example),
        "front matter" if example.lines().any(|line| line == "+++") || example.starts_with("+++") => {
            return format!("{example}{BODY}");
        }
        "front matter" => (joined(FIELDS, example), BODY),
        _ => (FIELDS.to_owned(), BODY),
    };
    format!("+++\n{fields}+++\n{body}")
}

/// A project with an example in its place.
fn project(place: &str, example: &str) -> Desk {
    let name = if place == "file name" { example.trim() } else { "008-accord.fr.md" };
    let desk = Desk::copied()
        .write("content/session/session.toml", SESSION)
        .write("content/session/007-travaux.fr.md", NEIGHBOUR)
        .write("content/session/carte.svg", DRAWING)
        .write("content/carte.svg", DRAWING)
        .write("templates/interpol/embleme.svg", DRAWING)
        .write(&format!("content/session/{name}"), document(place, example));
    let folder = match place {
        "session.toml" | "references.toml" => "content/session",
        "style.toml" | "labels.fr.toml" => "templates/interpol",
        "body" | "front matter" | "file name" | "command" => return desk,
        other => panic!("there is no place `{other}`"),
    };
    let file = format!("{folder}/{place}");
    let base = std::fs::read_to_string(desk.path(&file)).unwrap_or_default();
    desk.write(&file, joined(&base, example))
}

/// The codes that are said, and whether one is of an error.
fn codes(said: &str) -> (BTreeSet<String>, bool) {
    let codes = said.split("[GR-").skip(1).filter_map(|rest| Some(format!("GR-{}", rest.split(']').next()?)));
    (codes.collect(), said.contains("error["))
}

#[test]
fn each_example_is_wrong_and_right_as_it_says() {
    let explanations: Vec<_> = Catalog::of(Speech::English).explanations.iter().collect();
    let faults = Mutex::new(String::new());
    at_once(&explanations, |(code, Explanation { place, wrong, right, .. })| {
        if wrong.is_empty() {
            return;
        }
        let [ill, well] = [wrong, right].map(|example| project(place, example));
        let commands: Vec<[String; 2]> = match place.as_str() {
            "command" => vec![[wrong.clone(), right.clone()]],
            _ => ["check", "build", "volume content/session"]
                .map(|command| [format!("greffe {command}"), format!("greffe {command}")])
                .to_vec(),
        };
        let run = |desk: &Desk, command: &str| {
            let arguments: Vec<&str> = command.trim().split(' ').skip(1).collect();
            desk.run(&arguments).stderr
        };
        let note = |what: &str, said: &str| {
            let mut faults = faults.lock().expect("no panic");
            let _ = writeln!(faults, "{code}: {what}\n{said}");
        };
        let mut said = String::new();
        let found = commands.iter().find(|[command, _]| {
            said = run(&ill, command);
            codes(&said).0.contains(code.as_str())
        });
        let Some([_, command]) = found else {
            return note("the wrong example is not said to be wrong", &said);
        };
        let said = run(&well, command);
        let (right_codes, errors) = codes(&said);
        if errors || right_codes.contains(code.as_str()) {
            note("the right example is not right", &said);
        } else if !right_codes.is_empty() {
            note("the right example has other faults", &said);
        }
    });
    let faults = faults.into_inner().expect("no panic");
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn lines_of_an_example_join_those_of_a_file() {
    let base = "a = 1\nlist = [\n    1,\n]\n[page]\nwidth = 1 # wide\n\n[end]\nz = 1\n";
    let example = "a = 2\nlist = [2]\nb = 3\n[page]\nwidth = 4\n[new]\nc = 5\n";
    assert_eq!(
        joined(base, example),
        "b = 3\na = 2\nlist = [2]\n[page]\nwidth = 4\n\n[end]\nz = 1\n[new]\nc = 5\n"
    );
}

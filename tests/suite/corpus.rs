//! Real texts turned to sources: nothing of them is lost on the page.
//!
//! The texts are not part of the project. The test reads them from `GREFFE_TEXTS`, or from the folder where the
//! developers keep them, and says so when they are not there.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use greffe::style::fold;

use crate::support::{Desk, pdf, repository};

/// The texts that must come out whole.
const TEXTS: [&str; 17] = [
    "be-gembloux-allée-des-Couteliers-fr",
    "cgpm-26-res1-fr",
    "interpol-AGN-69-RES-2-fr",
    "interpol-GA-2017-86-RES-08-fr",
    "un-A-HRC-RES-19-2-fr",
    "un-A-RES-217A-UDHR-fr",
    "un-A-RES-55-278-fr",
    "un-A-RES-70-248-B-fr",
    "un-A-RES-73-3-fr",
    "un-A-RES-75-10-fr",
    "un-UNEP-EA.4-RES.7-fr",
    "un-S-RES-2231-(2015)-fr",
    "cgpm-26-res1-en",
    "interpol-AGN-68-RES-5-en",
    "un-A-RES-73-3-en",
    "un-A-RES-217A-UDHR-en",
    "un-A-RES-217A-UDHR-es",
];

pub(crate) fn folder() -> PathBuf {
    std::env::var_os("GREFFE_TEXTS")
        .map_or_else(|| repository().join("../shared/corpus/texts"), PathBuf::from)
}

#[test]
fn real_texts_come_out_whole() {
    if !folder().is_dir() {
        eprintln!("skipped: {} is not there", folder().display());
        return;
    }
    for name in TEXTS {
        let text = fs::read_to_string(folder().join(format!("{name}.txt"))).expect(name);
        let language = &name[name.len() - 2..];
        let body = source(&text, language);
        let source = format!(
            "+++\nreference = \"T-1\"\nnumber = 1\nsubject = \"Essai\"\nformula = \"\"\n+++\n\n{body}"
        );
        if let Some(folder) = std::env::var_os("GREFFE_TEXTS_OUT") {
            fs::write(PathBuf::from(folder).join(format!("{name}.{language}.md")), &source).expect("a file");
        }
        let desk = Desk::new().write(&format!("content/session/001-texte.{language}.md"), &source);
        let run = desk.run(&["build"]);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        let bytes = fs::read(desk.path(&format!("out/session/T-1.{language}.pdf"))).expect("the file");
        // Running heads and folios are set in smaller type.
        let pages = pdf::sized_pages(&bytes, |size| !(8.9..=9.6).contains(&size));
        // The house's line of adoption stands before the annexes.
        let (adoption, annex) = match language {
            "en" if name.starts_with("cgpm") => ("adopted", "appendix"),
            "en" => ("adopted", "annex"),
            "es" => ("aprobada", "anexo"),
            _ => ("adoptee", "annexe"),
        };
        let read = letters(&pages.concat()).replacen(&format!("{adoption}{annex}"), annex, 1);
        let meant = letters(&plain(&body));
        let at = read.find(meant.get(..20).unwrap_or(&meant)).unwrap_or(0);
        let read = &read[at..];
        if !read.starts_with(&meant) {
            let same = read.bytes().zip(meant.bytes()).take_while(|(one, other)| one == other).count();
            let shown = |text: &str| text.chars().skip(same.saturating_sub(40)).take(120).collect::<String>();
            panic!("{name}: page {:?}\nmeant {:?}", shown(read), shown(&meant));
        }
    }
}

#[test]
fn the_declaration_comes_out_whole_in_arabic() {
    let Ok(text) = fs::read_to_string(folder().join("un-A-RES-217A-UDHR-ar.txt")) else {
        eprintln!("skipped: {} is not there", folder().display());
        return;
    };
    let mut body = String::new();
    for block in text.split("\n\n").map(|block| block.split_whitespace().collect::<Vec<_>>().join(" ")) {
        let article = block
            .strip_prefix("المادة ")
            .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let _ = writeln!(body, "{}{block}\n", if article { "## " } else { "" });
    }
    let front = "+++\nreference = \"T-1\"\nnumber = 1\nkind = \"report\"\nsubject = \"إعلان\"\n+++\n";
    let session = "number = 3\nplace = { ar = \"باريس\" }\ncountry = { ar = \"فرنسا\" }\nstart = 1948-12-09\nend = 1948-12-10\ntemplate = \"interpol\"\n";
    let desk = Desk::new()
        .write("content/session/session.toml", session)
        .write("content/session/001-texte.ar.md", format!("{front}\n{body}"));
    let run = desk.run(&["build", "--audit"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let bytes = fs::read(desk.path("out/session/T-1.ar.pdf")).expect("the file");
    let pages = pdf::sized_pages(&bytes, |size| size > 12.0);
    let letters = |text: &str| -> String {
        text.chars().filter(|ch| ch.is_alphanumeric() || ('\u{64b}'..='\u{652}').contains(ch)).collect()
    };
    let (read, meant) = (letters(&pages.concat()), letters(&body));
    let at = read.find(&meant[..40]).unwrap_or(0);
    let same = read[at..].chars().zip(meant.chars()).take_while(|(one, other)| one == other).count();
    assert_eq!(read[at..].chars().skip(same).take(60).collect::<String>(), "", "after {same} characters");
    assert_eq!(same, meant.chars().count());
}

/// Letters and digits without case and accents: what no rule of typography changes but for the sign of numbers
/// and of products.
fn letters(text: &str) -> String {
    fold(&text.replace(['°', 'º'], "o").replace('×', "x"))
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

/// The words of a source as a reader of Markdown sees them.
fn plain(body: &str) -> String {
    let mut out = String::new();
    for line in body.lines() {
        if line.starts_with("| ---") {
            continue;
        }
        let line = line.strip_prefix("- ").unwrap_or(line);
        let _ = writeln!(out, "{}", line.replace(['#', '|', '*', '^', '~', '\\'], " "));
    }
    out
}

/// A text as a source: its paragraphs, its lists, its tables, its headings.
pub(crate) fn source(text: &str, language: &str) -> String {
    let mut body = String::new();
    let mut table = false;
    for block in blocks(text, language) {
        if block.starts_with('|') {
            if !table {
                let columns = block.matches('|').count() - 1;
                let _ = writeln!(body, "\n|{}\n|{}", "  |".repeat(columns), " --- |".repeat(columns));
            }
            table = true;
            if !block.starts_with("|-") {
                let _ = writeln!(body, "{block}");
            }
            continue;
        }
        table = false;
        // What a text has set in italics stays so; an annex's title is a heading.
        let emphasis = block.strip_prefix('*').and_then(|rest| rest.split_once('*'));
        let text = formulas(block.trim_start_matches("- "));
        let text = match emphasis {
            Some((title, "")) if title.starts_with("Annexe") || title.starts_with("Appendix") => {
                format!("# {}", escaped(title))
            }
            Some((words, rest)) => format!("*{}*{}", escaped(words), escaped(&formulas(rest))),
            None => escaped(&text),
        };
        let listed = block.starts_with("- ");
        // A number without its full stop is a note's, but for the first.
        let numbered = text.split_once(['.', ' ']).is_some_and(|(number, _)| {
            let digits = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            digits && (text.starts_with("1 ") || text[number.len()..].starts_with(". "))
        });
        let note = !numbered && text.starts_with(|ch: char| ch.is_ascii_digit());
        let roman = !text.is_empty() && text.chars().all(|ch| "IVX".contains(ch));
        let typed = text.chars().take(4).any(|ch| ch == ')');
        let line = match () {
            () if roman => format!("## {text}"),
            () if listed && numbered => match text.split_once(['.', ' ']) {
                Some((number, rest)) => format!("{number}. {}", rest.trim_start()),
                None => text,
            },
            () if listed && !typed && !note => format!("- {text}"),
            () => text,
        };
        let _ = writeln!(body, "\n{line}");
    }
    body
}

/// The paragraphs of a text, each in one line; some texts part them by empty lines, others by line ends.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let wanted = |line: &&str| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with("<!--") || line.starts_with("\\_") || line.starts_with("http"))
    };
    let by_lines = text.matches("\n\n").count() < 5;
    let mut blocks: Vec<String> = Vec::new();
    for block in text.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(wanted).map(str::trim).collect();
        let listed = lines
            .iter()
            .any(|line| line.starts_with("- ") || line.starts_with("* ") || line.starts_with('|'));
        if by_lines || listed {
            for line in &lines {
                match blocks.last_mut() {
                    // Some texts are in lines of a page.
                    Some(last) if by_lines && language != "fr" && goes_on(last) => {
                        *last = format!("{last} {}", spaced(line));
                    }
                    _ => blocks.push(spaced(line)),
                }
            }
        } else if !lines.is_empty() {
            blocks.push(spaced(&lines.join(" ")));
        }
    }
    blocks
}

/// Whether a line ends within a sentence.
fn goes_on(line: &str) -> bool {
    line.len() > 40 && !line.ends_with([',', ';', ':', '.', '|'])
}

fn spaced(line: &str) -> String {
    let line = line.strip_prefix("* ").map_or_else(|| line.to_owned(), |rest| format!("- {rest}"));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `AsciiMath` between `stem:[` and `]` in plain words: `6,626 × 10^−34^ J s`.
fn formulas(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("stem:[") {
        let (formula, after) = after.split_once(']').unwrap_or((after, ""));
        out.push_str(before);
        let formula =
            formula.replace("\",\"", ",").replace("sf Delta nu", "Δν").replace("4 pi", "4π").replace('"', "");
        let mut formula = formula.replace(" * 10", " × 10").replace(" * ", " ");
        for (open, sign) in [("^(", "^"), ("_(", "~")] {
            while let Some((head, tail)) = formula.split_once(open) {
                let (inner, tail) = tail.split_once(')').unwrap_or((tail, ""));
                formula = format!("{head}{sign}{}{sign}{tail}", inner.replace('-', "−"));
            }
        }
        out.push_str(&formula);
        rest = after;
    }
    out + rest
}

/// A text without the signs that Markdown would read.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for (at, ch) in text.char_indices() {
        let sign = matches!(ch, '*' | '_' | '<' | '[' | '`' | '|' | '{')
            || (at == 0 && matches!(ch, '#' | '>' | '+' | '-' | '='));
        if sign {
            out.push('\\');
        }
        out.push(ch);
    }
    out.replace("\\\\", "")
}

/// The words that open the clauses of a text, as they are typed.
const OPENINGS: [(&str, &[&str]); 5] = [
    ("cgpm-26-res1-en", &["considering", "notes", "decides", "invites"]),
    (
        "interpol-AGN-68-RES-5-en",
        &["NOTING", "ENDORSING", "DEEMING", "APPROVES", "ENCOURAGES", "RECOMMENDS", "ASKS"],
    ),
    (
        "un-A-RES-73-3-en",
        &[
            "Adopts",
            "Reaffirm",
            "Further",
            "Acknowledge",
            "Welcome",
            "Recognize",
            "Express",
            "Note",
            "Commit",
            "Recall",
            "Take",
            "Promote",
            "Request",
            "Also",
            "Ensure",
            "Strengthen",
        ],
    ),
    ("un-A-RES-217A-UDHR-en", &["Whereas", "Proclaims"]),
    ("un-A-RES-217A-UDHR-es", &["Considerando", "Proclama"]),
];

#[test]
fn keywords_of_real_texts_are_known() {
    if !folder().is_dir() {
        eprintln!("skipped: {} is not there", folder().display());
        return;
    }
    for (name, openings) in OPENINGS {
        let text = fs::read_to_string(folder().join(format!("{name}.txt"))).expect(name);
        let language = &name[name.len() - 2..];
        let body = source(&text, language);
        let matter = "+++\nreference = \"T-1\"\nnumber = 1\nsubject = \"Essai\"\nformula = \"\"\n+++\n\n";
        let path = format!("content/session/001-texte.{language}.md");
        let desk = Desk::new().write(&path, format!("{matter}{body}"));
        let run = desk.run(&["check", "--format", "json"]);
        let findings: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let unknown: Vec<&str> = findings
            .as_array()
            .expect("a list")
            .iter()
            .filter(|found| found["code"] == "GR-0210")
            .filter_map(|found| found["message"].as_str())
            .collect();
        for opening in openings {
            assert!(text.contains(opening), "{name} has no {opening}");
            let missed: Vec<&&str> =
                unknown.iter().filter(|message| message.contains(&format!("`{opening}`"))).collect();
            assert!(missed.is_empty(), "{name}: {missed:?}");
        }
    }
}

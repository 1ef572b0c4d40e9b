//! Two versions beside each other: what stands where on the pages of a proof, in every direction.

use std::fs;

use crate::support::pdf::{Run, runs};
use crate::support::{Desk, hand_over};

const SESSION: &str = "number = 12\nplace = { fr = \"Port-Brume\", en = \"Port-Brume\", es = \"Port-Brume\", ar = \"مرفأ الضباب\" }\ncountry = { fr = \"Levant\", en = \"Levant\", es = \"Levante\", ar = \"المشرق\" }\nstart = 2031-05-05\nend = 2031-05-09\ntemplate = \"archipels\"\n";

/// The middle of a sheet, in points: the columns are at its sides.
const MIDDLE: f32 = 420.945;

/// The words of a version, in which the numbers from 101 on tell the parts.
struct Words {
    preamble: &'static str,
    operative: [&'static str; 2],
    items: [&'static str; 4],
    annex: &'static str,
    text: &'static str,
    filler: &'static str,
    /// The parts that are long.
    long: fn(u32) -> bool,
}

const FRENCH: Words = Words {
    preamble: "Rappelant",
    operative: ["Décide", "Prie"],
    items: ["a) lire", "i) compter", "ii) ranger", "b) écrire"],
    annex: "# Annexe 1. Titre",
    text: "Texte",
    filler: " des phares et des navires",
    long: |number| number % 3 == 0,
};

const ENGLISH: Words = Words {
    preamble: "Recalling",
    operative: ["Decides", "Requests"],
    items: ["(a) read", "(i) count", "(ii) order", "(b) write"],
    annex: "# Annex 1. Title",
    text: "Text",
    filler: " lighthouses and ships",
    long: |number| number % 4 == 0,
};

const ARABIC: Words = Words {
    preamble: "إذ تشير إلى",
    operative: ["تقرر", "ترجو"],
    items: ["(أ) قراءة", "‘1’ عد", "‘2’ ترتيب", "(ب) كتابة"],
    annex: "# المرفق 1. عنوان",
    text: "نص",
    filler: " المنارات والسفن",
    long: |number| number % 2 == 0,
};

fn words(language: &str) -> &'static Words {
    match language {
        "fr" => &FRENCH,
        "en" => &ENGLISH,
        _ => &ARABIC,
    }
}

/// A version with every kind of part, the numbers from 101 to 113 in their order; `changed` has the last say.
fn version(language: &str, changed: impl FnOnce(String) -> String) -> String {
    let own = words(language);
    let part = |opening: &str, number: u32| {
        let filler = if (own.long)(number) { own.filler.repeat(25) } else { String::new() };
        format!("{opening} {number}{filler}")
    };
    let [first, second] = own.operative;
    let [a, i, ii, b] = own.items;
    let comma = if language == "ar" { "،" } else { "," };
    let semicolon = if language == "ar" { "؛" } else { ";" };
    let lines = [
        format!("{}{comma}", part(own.preamble, 101)),
        format!("1. {} :", part(first, 102)),
        format!("   {}{semicolon}", part(a, 103)),
        format!("   {}{semicolon}", part(i, 104)),
        format!("   {}{semicolon}", part(ii, 105)),
        format!("   {}{semicolon}", part(b, 106)),
        format!("2. {}.", part(second, 107)),
        part(own.annex, 108).replace(own.filler, ""),
        format!("{}.", part(own.text, 109).replace(own.filler, "")),
        format!(
            "| {} | {} |\n| --- | --- |\n| 110 | 111 |",
            own.text,
            own.filler.trim().split(' ').next_back().unwrap_or_default()
        ),
        format!("{}[^n].", part(own.text, 112)),
        format!("[^n]: {}.", part(own.text, 113)),
    ];
    let subject = own.text;
    let body = changed(lines.join("\n\n"));
    format!("+++\nreference = \"AA/12/RES/7\"\nnumber = 7\nsubject = \"{subject}\"\n+++\n\n{body}\n")
}

fn desk(versions: &[(&str, String)]) -> Desk {
    let mut desk = Desk::new().write("content/session/session.toml", SESSION);
    for (language, text) in versions {
        desk = desk.write(&format!("content/session/007-essai.{language}.md"), text);
    }
    desk
}

/// The proof of two versions, read back; the file is audited and handed to the validators.
fn proof(versions: &[(&str, String); 2]) -> Vec<Run> {
    let languages = format!("{},{}", versions[0].0, versions[1].0);
    let desk = desk(versions);
    let run = desk.run(&["bilingual", "content", "--langs", &languages, "--audit"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let name = format!("out/session/AA-12-RES-7.{}.bilingual.pdf", languages.replace(',', "-"));
    let bytes = fs::read(desk.path(&name)).expect("the proof");
    hand_over("a-2a", &bytes);
    runs(&bytes)
}

fn plain(language: &str) -> (&str, String) {
    (language, version(language, |body| body))
}

/// The runs of a column, without its head, its foot and its margin.
fn column(runs: &[Run], side: usize) -> Vec<&Run> {
    let own = |run: &&Run| if side == 0 { run.left < MIDDLE } else { run.left >= MIDDLE };
    runs.iter().filter(own).filter(|run| run.y > 80.0 && run.y < 520.0 && !run.text.contains("GR-")).collect()
}

/// The page and the height of a number in a column.
fn place(column: &[&Run], number: u32) -> (usize, i64) {
    let number = number.to_string();
    let run = column.iter().find(|run| run.text.contains(&number));
    let run = run.unwrap_or_else(|| panic!("no {number} in {column:?}"));
    (run.page, (run.y * 10.0).round() as i64)
}

/// Asserts that a number stands at one height in both columns. In tables Arabic lines stand 1.7 points higher than Latin ones,
/// since the tails of their letters would touch the rules.
fn assert_level(columns: [&[&Run]; 2], number: u32, table: bool, languages: [&str; 2]) {
    let [first, second] = columns.map(|column| place(column, number));
    let apart = if table && languages.contains(&"ar") { 17 } else { 0 };
    assert_eq!(first.0, second.0, "{number} in {languages:?}");
    assert_eq!(first.1.abs_diff(second.1), apart, "{number} in {languages:?}");
}

const PAIRS: [[&str; 2]; 5] = [["fr", "en"], ["fr", "ar"], ["ar", "en"], ["en", "ar"], ["ar", "fr"]];

#[test]
fn parts_begin_beside_their_partners() {
    for [base, other] in PAIRS {
        let runs = proof(&[plain(base), plain(other)]);
        let (first, second) = (column(&runs, 0), column(&runs, 1));
        for number in 101..=113 {
            assert_level([&first, &second], number, matches!(number, 110 | 111), [base, other]);
        }
        // Had both versions one length, nothing would have been moved.
        let lines = |column: &[&Run]| {
            let mut lines: Vec<(usize, i64)> =
                column.iter().map(|run| (run.page, (run.y * 10.0).round() as i64)).collect();
            lines.sort_unstable();
            lines.dedup();
            lines.len()
        };
        assert_ne!(lines(&first), lines(&second), "{base},{other}");
    }
}

#[test]
fn columns_keep_to_their_sides() {
    for [base, other] in PAIRS {
        let runs = proof(&[plain(base), plain(other)]);
        for (side, language) in [(0, base), (1, other)] {
            let column = column(&runs, side);
            let left = column.iter().map(|run| run.left).fold(f32::MAX, f32::min);
            let right = column.iter().map(|run| run.right).fold(f32::MIN, f32::max);
            // Punctuation hangs a little.
            let (least, most) = if side == 0 { (73.0, MIDDLE - 5.0) } else { (MIDDLE + 5.0, 769.0) };
            assert!(left > least && right < most, "{base},{other}: {left} – {right}");
            // A short paragraph stands where lines begin: at the right of an Arabic column.
            let (page, y) = place(&column, 109);
            let line = column.iter().filter(|run| run.page == page && (run.y * 10.0).round() as i64 == y);
            let (begin, end) = line
                .fold((f32::MAX, f32::MIN), |(begin, end), run| (begin.min(run.left), end.max(run.right)));
            let (edges, width) = (if side == 0 { (76.5, 404.0) } else { (437.9, 765.4) }, end - begin);
            assert!(width < 100.0, "{width}");
            let apart = if language == "ar" { edges.1 - end } else { begin - edges.0 };
            assert!(apart.abs() < 4.0, "{base},{other}: {begin} – {end}");
        }
    }
}

#[test]
fn lines_stand_as_far_apart_as_either_script_needs() {
    let apart = |[base, other]: [&str; 2]| -> i64 {
        let runs = proof(&[plain(base), plain(other)]);
        let side = usize::from(base != "fr");
        let mut heights: Vec<(usize, i64)> =
            column(&runs, side).iter().map(|run| (run.page, (run.y * 10.0).round() as i64)).collect();
        heights.sort_unstable();
        heights.dedup();
        let pairs = heights.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        pairs.map(|pair| pair[1].1 - pair[0].1).min().expect("lines")
    };
    assert_eq!(apart(["fr", "ar"]), apart(["ar", "fr"]));
    assert!(apart(["fr", "ar"]) > apart(["fr", "en"]));
}

#[test]
fn every_word_of_both_stands_in_its_column_in_order() {
    let letters = |text: &str| -> String {
        let letter = |ch: &char| ch.is_alphanumeric();
        greffe::style::fold(text).chars().filter(letter).collect()
    };
    for [base, other] in PAIRS {
        let runs = proof(&[plain(base), plain(other)]);
        for (side, language) in [(0, base), (1, other)] {
            let text: String = column(&runs, side).iter().map(|run| run.text.as_str()).collect();
            let text = letters(&text);
            let source = version(language, |body| body);
            let body = source.rsplit("+++").next().expect("a body").replace("[^n]", " ");
            let mut at = 0;
            for word in body.split_whitespace().map(letters).filter(|word| !word.is_empty()) {
                let found = text[at..].find(&word);
                // Between two words the house says no more than its line of adoption.
                let found = found.filter(|found| *found < 40 || at == 0);
                at += found.unwrap_or_else(|| panic!("{language}: `{word}` behind {}", &text[..at]))
                    + word.len();
            }
        }
    }
}

#[test]
fn signs_stand_in_the_margins_beside_what_differs() {
    for [base, other] in PAIRS {
        let changed = version(other, |body| body.replace(" 109", " 909"));
        let runs = proof(&[plain(base), (other, changed)]);
        // The parts that are long in one language alone are marked too.
        let planted = |run: &&Run| run.text.contains("GR-") && !run.text.contains("GR-0903");
        let signs: Vec<&Run> = runs.iter().filter(planted).collect();
        assert_eq!(signs.len(), 2, "{signs:?}");
        for (sign, (side, number)) in signs.iter().zip([(0, 109), (1, 909)]) {
            assert!(sign.text.contains("GR-0910"), "{sign:?}");
            let (page, y) = place(&column(&runs, side), number);
            assert_eq!((sign.page, (sign.y * 10.0).round() as i64), (page, y), "{base},{other}");
            // It stands at the bar, whatever the direction of the column.
            let apart = if side == 0 { 76.5 - sign.right } else { sign.left - 765.4 };
            assert!((5.0..12.0).contains(&apart), "{base},{other}: {sign:?}");
        }
    }
}

#[test]
fn beside_a_part_that_is_missing_stands_nothing() {
    for [base, other] in [["fr", "en"], ["fr", "ar"], ["ar", "fr"]] {
        let without = |body: String| {
            let lines = body.split("\n\n").filter(|line| !line.contains(" 106"));
            lines.collect::<Vec<_>>().join("\n\n")
        };
        let runs = proof(&[plain(base), (other, version(other, without))]);
        let (first, second) = (column(&runs, 0), column(&runs, 1));
        for number in [105, 107, 108, 109, 112, 113] {
            assert_eq!(place(&first, number), place(&second, number), "{number} in {base},{other}");
        }
        let (page, y) = place(&first, 106);
        assert!(!second.iter().any(|run| run.page == page && (run.y * 10.0).round() as i64 == y));
        assert!(runs.iter().any(|run| run.text.contains("GR-0904") && run.left < MIDDLE));
    }
}

/// A report of sections: a heading and a paragraph of some lines, numbered from 101 and 201 on.
fn sections(language: &str, length: usize) -> String {
    let own = words(language);
    let section =
        |at: u32| format!("## {} {at}\n\n{} {}{}.", own.text, own.text, at + 100, own.filler.repeat(length));
    let body: Vec<String> = (101..125).map(section).collect();
    let subject = own.text;
    format!(
        "+++\nreference = \"AA/12/RES/7\"\nnumber = 7\nkind = \"report\"\nsubject = \"{subject}\"\n+++\n\n{}\n",
        body.join("\n\n")
    )
}

#[test]
fn a_heading_is_never_alone_at_the_foot_of_a_page() {
    for [base, other] in [["fr", "en"], ["fr", "ar"], ["en", "ar"]] {
        for length in [10, 17, 40] {
            let runs = proof(&[(base, sections(base, length)), (other, sections(other, length))]);
            for side in 0..2 {
                let column = column(&runs, side);
                for number in 101..125 {
                    let (heading, text) = (place(&column, number), place(&column, number + 100));
                    assert_eq!(heading.0, text.0, "{number} in {base},{other} of {length}");
                }
            }
        }
    }
}

#[test]
fn what_is_longer_than_a_page_goes_on_on_the_next() {
    let rows = |own: &Words| {
        let rows: Vec<String> = (500..560).map(|number| format!("| {} | {number} |", own.text)).collect();
        rows.join("\n")
    };
    for [base, other] in [["fr", "ar"], ["ar", "en"]] {
        let long = |language: &'static str| {
            let own = words(language);
            let table = format!("| QQ | ZZ |\n| --- | --- |\n{}\n", rows(own));
            let body = format!(
                "{} 101{}.\n\n{} 102.\n\n{table}\n{} 103.",
                own.text,
                own.filler.repeat(600),
                own.text,
                own.text
            );
            let front = version(language, |_| body);
            (language, front.replacen("+++\n\n", "kind = \"report\"\n+++\n\n", 1))
        };
        let runs = proof(&[long(base), long(other)]);
        let (first, second) = (column(&runs, 0), column(&runs, 1));
        for number in [101, 102, 103, 500, 530, 559] {
            assert_level([&first, &second], number, number >= 500, [base, other]);
        }
        assert!(place(&first, 102).0 > place(&first, 101).0, "the paragraph is longer than a page");
        // The head of the table stands above its rows on each of their pages.
        let pages = |wanted: fn(&str) -> bool| -> Vec<usize> {
            let mut pages: Vec<usize> =
                second.iter().filter(|run| wanted(&run.text)).map(|run| run.page).collect();
            pages.dedup();
            pages
        };
        let rows = pages(|text| (500..560).any(|number| text.contains(&number.to_string())));
        assert!(rows.len() > 1);
        assert_eq!(pages(|text| text.contains("QQ")), rows, "{base},{other}");
        // No page is left empty.
        let last = runs.iter().map(|run| run.page).max().unwrap_or_default();
        assert!((0..=last).all(|page| first.iter().chain(&second).any(|run| run.page == page)));
    }
}

#[test]
fn languages_that_cannot_stand_beside_each_other_are_refused() {
    let desk = desk(&[plain("fr"), plain("en")]).write(
        "content/session/008-seul.fr.md",
        version("fr", |body| body).replace("RES/7", "RES/8").replace("number = 7", "number = 8"),
    );
    for (languages, code) in [
        ("fr", "GR-0921"),
        ("fr,fr", "GR-0921"),
        ("fr,en,ar", "GR-0921"),
        ("fr,xx", "GR-0804"),
        ("xx,fr", "GR-0804"),
        ("fr,ar", "GR-0922"),
        ("es,ar", "GR-0922"),
    ] {
        let run = desk.run(&["bilingual", "content", "--langs", languages]);
        assert_eq!(run.code, 2, "{languages}: {}", run.stderr);
        assert!(run.stderr.contains(code) && run.stdout.is_empty(), "{languages}: {}", run.stderr);
        assert_eq!(run.stderr.matches("GR-").count(), 1, "{}", run.stderr);
    }
    assert!(desk.pdfs().is_empty());
    // A document without a partner does not keep the others from their proofs, and is named.
    let run = desk.run(&["bilingual", "content", "--langs", "fr,en"]);
    assert_eq!((run.code, run.stdout.lines().count()), (0, 1), "{}", run.stdout);
    assert!(
        run.stderr.contains("warning[GR-0901]: `AA/12/RES/8` has no version in English"),
        "{}",
        run.stderr
    );
}

#[test]
fn the_sources_of_both_versions_can_be_attached() {
    let desk = desk(&[plain("fr"), plain("ar")]);
    let run = desk.run(&["bilingual", "content", "--langs", "fr,ar", "--standard", "a-3a", "--audit"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let bytes = fs::read(desk.path("out/session/AA-12-RES-7.fr-ar.bilingual.pdf")).expect("the proof");
    hand_over("a-3a", &bytes);
    let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let attached = catalog.get_deref(b"AF", &document).and_then(lopdf::Object::as_array).expect("files");
    assert_eq!(attached.len(), 3, "two versions and the session");
}

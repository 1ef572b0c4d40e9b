//! Whether versions say the same: texts that do, and differences planted in them, each found at its line and nothing else.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use greffe::concord::{Words, compare, compare_fields};
use greffe::session::{Meant, Workshop};
use greffe::source::{Source, Span};
use greffe::style::Library;
use proptest::prelude::*;

use crate::support::{Desk, read, repository};

static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| Workshop::new(Library::open(repository()), None));
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::read(&greffe::style::Shelf::over(repository()).folder("templates/lexicon")).expect("sound tables")
});

/// A difference: its code, the sentence that tells it, its lines in the base and in the other version.
pub(crate) type Found = (&'static str, &'static str, usize, usize);

/// Reads a text as a document of the session that never was.
pub(crate) fn meant(text: &str, language: &str) -> Meant {
    let path = repository().join(format!("content/12-port-brume-2031/900-essai.{language}.md"));
    let source = Source::new(path.display().to_string(), text);
    let mut diagnostics = Vec::new();
    let meant = WORKSHOP.read_source(source, &path, &mut diagnostics).expect("a sound style");
    meant.unwrap_or_else(|| panic!("{language}: {diagnostics:?}"))
}

/// The line of a place in a document.
pub(crate) fn line(meant: &Meant, span: Span) -> usize {
    meant.files.document.position(span.range().start).0
}

/// What two versions do not say alike.
pub(crate) fn differences((base, text): (&str, &str), (language, other): (&str, &str)) -> Vec<Found> {
    differences_of(&meant(text, base), &meant(other, language))
}

/// The same of versions that are read.
pub(crate) fn differences_of(one: &Meant, two: &Meant) -> Vec<Found> {
    let mut found = compare_fields(&one.front_matter, &two.front_matter, |one, two| one == two);
    found.extend(compare(&one.resolution, &two.resolution, &WORDS).0);
    let tell = |found: greffe::concord::Discordance| {
        let key = found.message.key();
        (found.message.code(), key.name, line(one, found.base), line(two, found.other))
    };
    found.into_iter().map(tell).collect()
}

pub(crate) fn specimen(name: &str, language: &str) -> String {
    read(&format!("content/12-port-brume-2031/{name}.{language}.md"))
}

pub(crate) const SPECIMENS: [&str; 4] =
    ["001-phares", "002-budget", "003-etat-des-bibliotheques", "004-signaux"];

/// A document with a body and nothing else.
fn document(body: &str) -> String {
    format!("+++\nreference = \"T-1\"\nnumber = 1\nsubject = \"Essai\"\n+++\n{body}\n")
}

/// The line of a text's first occurrence.
fn line_of(text: &str, part: &str) -> usize {
    text[..text.find(part).unwrap_or_else(|| panic!("no `{part}`"))].matches('\n').count() + 1
}

#[test]
fn the_specimens_concord_in_every_pair_of_languages() {
    for name in SPECIMENS {
        let all = ["fr", "en", "es", "ar"];
        for base in all {
            for other in all.into_iter().filter(|other| *other != base) {
                let found = differences((base, &specimen(name, base)), (other, &specimen(name, other)));
                assert_eq!(found, [], "{name} {base} {other}");
            }
        }
    }
}

#[test]
fn a_version_says_the_same_as_itself() {
    for name in SPECIMENS {
        for language in ["fr", "en", "es", "ar"] {
            let text = specimen(name, language);
            assert_eq!(differences((language, &text), (language, &text)), [], "{name} {language}");
        }
    }
}

/// Changes of one English specimen: what is written, what stands there instead, the code, the words at whose line each side is.
const PLANTED: [(&str, &str, &str, &str, &str, &str); 17] = [
    ("001-phares", "votes-for = 21", "votes-for = 22", "GR-0914", "votes-for", "votes-for"),
    ("001-phares", "\"Vigie\", \"Ouessine\"]", "\"Vigie\"]", "GR-0914", "voted-for", "voted-for"),
    ("001-phares", "3 June 2028", "3 July 2028", "GR-0911", "3 juin 2028", "3 July 2028"),
    ("001-phares", "3 June 2028", "13 June 2028", "GR-0911", "3 juin 2028", "13 June 2028"),
    ("001-phares", "AA/9/RES/14", "AA/9/RES/41", "GR-0912", "AA/9/RES/14", "AA/9/RES/41"),
    ("001-phares", "1250000 crowns", "1520000 crowns", "GR-0910", "1250000 couronnes", "1520000 crowns"),
    ("001-phares", "1250000 crowns", "1250000 euros", "GR-0913", "1250000 couronnes", "1250000 euros"),
    ("001-phares", "forty-two lighthouses", "fifty-two lighthouses", "GR-0910", "quarante-deux", "fifty-two"),
    ("001-phares", "risen by 12%", "risen by 13%", "GR-0910", "12 %", "13%"),
    ("001-phares", "less than 3 miles", "less than 4 miles", "GR-0910", "3 milles", "4 miles"),
    (
        "001-phares",
        "Approves the Convention",
        "Welcomes the Convention",
        "GR-0906",
        "Approuve la",
        "Welcomes the",
    ),
    ("001-phares", "1 March of", "1 May of", "GR-0911", "1er mars", "1 May"),
    ("002-budget", "4812500", "4812600", "GR-0910", "4812500", "4812600"),
    ("002-budget", "12000.5", "12000.6", "GR-0910", "12000,5", "12000.6"),
    ("002-budget", "date = 2031-05-09", "date = 2031-05-08", "GR-0916", "date =", "date ="),
    ("002-budget", "# II", "## II", "GR-0917", "# II", "## II"),
    ("002-budget", "number = 2", "number = 3", "GR-0916", "number =", "number ="),
];

#[test]
fn planted_differences_are_found_at_their_lines_and_nothing_else() {
    for (name, from, to, code, base, other) in PLANTED {
        let (french, english) = (specimen(name, "fr"), specimen(name, "en"));
        assert!(english.contains(from), "{name}: no `{from}`");
        let changed = english.replacen(from, to, 1);
        let found = differences(("fr", &french), ("en", &changed));
        let places: Vec<_> = found.iter().map(|(code, _, one, two)| (*code, *one, *two)).collect();
        let expected = (code, line_of(&french, base), line_of(&changed, other));
        assert_eq!(places, [expected], "{name}: `{from}` → `{to}`: {found:?}");
    }
}

/// The blocks of a body that are clauses or items, with their lines; those whose loss would be another's are left out.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let body = text.find("\n+++\n").expect("front matter") + 5;
    let mut line = text[..body].matches('\n').count() + 1;
    let mut blocks = Vec::new();
    for block in text[body..].split("\n\n") {
        let lead = block.len() - block.trim_start_matches('\n').len();
        blocks.push((line + lead, block.trim_matches('\n').to_owned()));
        line += block.matches('\n').count() + 2;
    }
    blocks
}

#[test]
fn a_lost_clause_is_that_difference_and_no_other() {
    let (french, english) = (specimen("001-phares", "fr"), specimen("001-phares", "en"));
    let (ours, theirs) = (blocks(&french), blocks(&english));
    assert_eq!(ours.len(), theirs.len());
    let mut tried = 0;
    for ((line, _), (_, block)) in ours.iter().zip(&theirs) {
        let clause = block.starts_with(|ch: char| ch.is_ascii_uppercase()) && !block.contains('\n');
        let item =
            block.trim_start().starts_with('(') && block.ends_with([';', '.']) && !block.contains('\n');
        if !(clause || item) || block.contains("[^") {
            continue;
        }
        let without = english.replacen(&format!("{block}\n\n"), "", 1);
        assert_ne!(without, english);
        let found = differences(("fr", &french), ("en", &without));
        let code = if item { "GR-0904" } else { "GR-0903" };
        let places: Vec<_> = found.iter().map(|(code, _, one, _)| (*code, *one)).collect();
        assert_eq!(places, [(code, *line)], "{block}: {found:?}");
        tried += 1;
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn what_only_the_translation_has_is_found_too() {
    let (french, english) = (specimen("001-phares", "fr"), specimen("001-phares", "en"));
    let recital = "Recalling also the good will of the keepers,";
    let added = english.replacen("Having examined", &format!("{recital}\n\nHaving examined"), 1);
    let found = differences(("fr", &french), ("en", &added));
    let names: Vec<_> = found.iter().map(|(code, name, _, line)| (*code, *name, *line)).collect();
    assert_eq!(names, [("GR-0903", "added_part", line_of(&added, recital))]);
}

#[test]
fn clauses_in_another_order_have_moved() {
    let (french, english) = (specimen("004-signaux", "fr"), specimen("004-signaux", "en"));
    let parts = blocks(&english);
    let [first, second] = [&parts[0].1, &parts[1].1];
    let swapped = english.replacen(first, "@", 1).replacen(second, first, 1).replacen('@', second, 1);
    let found = differences(("fr", &french), ("en", &swapped));
    assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), ["moved_part"], "{found:?}");
}

#[test]
fn notes_tables_annexes_and_links_are_compared() {
    let french = document(
        "\nRappelant ses résolutions[^1], et le [registre](https://exemple.int/fr/registre),\n\nConsidérant le texte,\n\nDécide d'agir.\n\n# Annexe 1. Chiffres\n\n| Nom | Nombre |\n|---|--:|\n| Un | 1200 |\n| Deux | 1300 |\n\n# Annexe 2. Suite\n\nLa suite, voir l'[](#annexe-1).\n\n[^1]: Voir 2029.",
    );
    let english = document(
        "\nRecalling its resolutions[^1], and the [register](https://exemple.int/en/registre),\n\nConsidering the text,\n\nDecides to act.\n\n# Annex 1. Figures\n\n| Name | Number |\n|---|--:|\n| One | 1200 |\n| Two | 1300 |\n\n# Annex 2. What follows\n\nWhat follows, see [](#annex-1).\n\n[^1]: See 2029.",
    );
    let found = |change: &dyn Fn(String) -> String| -> Vec<(&str, usize)> {
        let found = differences(("fr", &french), ("en", &change(english.clone())));
        found.into_iter().map(|(_, name, _, line)| (name, line)).collect()
    };
    assert_eq!(found(&|text| text), []);
    assert_eq!(
        found(&|text| text.replacen("resolutions[^1]", "resolutions", 1).replacen(
            "the text,",
            "the text[^1],",
            1
        )),
        [("moved_note", 9)]
    );
    assert_eq!(found(&|text| text.replace("See 2029", "See 2030")), [("other_figure", 24)]);
    assert_eq!(found(&|text| text.replacen("| Two | 1300 |\n", "", 1)), [("missing_row", 17)]);
    assert_eq!(
        found(&|text| text
            .replace("| Number |", "| Number | Note |")
            .replace("|--:|", "|--:|---|")
            .replace("00 |", "00 | – |")),
        [("other_columns", 15)]
    );
    assert_eq!(found(&|text| text.replace("en/registre", "en/autre")), [("other_link", 7)]);
    assert_eq!(found(&|text| text.replace("(#annex-1)", "(#annex-2)")), [("other_link", 22)]);
    let lost = found(&|text| {
        let start = text.find("# Annex 2").expect("the annex");
        let end = text.find("[^1]: ").expect("the note");
        format!("{}{}", &text[..start], &text[end..])
    });
    assert_eq!(lost.iter().map(|found| found.0).collect::<Vec<_>>(), ["missing_annex"]);
}

/// Clauses that say the same in two languages: no alarm, whatever the form of their numbers.
const SAME: [(&str, &str, &str); 22] = [
    ("30 jours", "en", "thirty days"),
    ("trente jours", "en", "30 days"),
    ("quatre-vingt-dix-sept pays", "en", "97 countries"),
    ("soixante et onze États", "es", "71 Estados"),
    ("deux mille trois cents agents", "en", "2,300 officers"),
    ("1,3 milliard de dollars", "en", "US$ 1.3 billion"),
    ("2 milliards de dollars", "es", "2.000 millones de dólares"),
    ("4 812 500,25 euros", "en", "EUR 4,812,500.25"),
    ("4 812 500,25 euros", "es", "4.812.500,25 euros"),
    ("5 %", "en", "5 per cent"),
    ("65 pour cent", "es", "65 por ciento"),
    ("la 1re session et la 3e", "en", "the first session and the third"),
    ("sa soixante-treizième session", "en", "its 73rd session"),
    ("le chapitre IV", "en", "chapter 4"),
    ("du 28 au 30 mai 2024", "en", "from 28 May to 30 May 2024"),
    ("le 1er mai 2019", "en", "May 1, 2019"),
    ("le 20 mai 2019", "es", "el 20 de mayo de 2019"),
    ("le premier mars 2020", "es", "el 1.º de marzo de 2020"),
    ("la résolution AG-2015-RES-12", "en", "resolution GA-2015-RES-12"),
    ("à 15 heures", "en", "at 3 p.m."),
    ("un agent", "en", "an officer"),
    ("depuis 1967-1968", "en", "since 1967/68"),
];

#[test]
fn the_form_of_a_number_is_no_difference() {
    for (french, language, other) in SAME {
        let verb = if language == "en" { "Notes" } else { "Observa" };
        let texts = [
            document(&format!("\nNote que cela concerne {french} et rien d'autre.")),
            document(&format!("\n{verb} {other}.")),
        ];
        assert_eq!(differences(("fr", &texts[0]), (language, &texts[1])), [], "{french} | {other}");
    }
}

/// Clauses that do not.
const OTHER: [(&str, &str, &str); 10] = [
    ("30 jours", "thirty-one days", "other_figure"),
    ("trente jours", "forty days", "other_figure"),
    ("30 jours", "some days", "missing_figure"),
    ("quelques jours", "30 days", "added_figure"),
    ("4,812 mètres", "4,812 metres", "other_figure"),
    ("1,3 milliard", "1.3 million", "other_figure"),
    ("le 3 avril 2031", "4 March 2031", "other_date"),
    ("le 3 avril 2031", "a day in spring", "missing_date"),
    ("50 euros", "50 dollars", "other_currency"),
    ("le chapitre IV", "chapter VI", "other_figure"),
];

#[test]
fn another_number_is_a_difference() {
    for (french, english, name) in OTHER {
        let texts = [document(&format!("\nNote {french}.")), document(&format!("\nNotes {english}."))];
        let found = differences(("fr", &texts[0]), ("en", &texts[1]));
        assert_eq!(found.iter().map(|found| found.1).collect::<Vec<_>>(), [name], "{french} | {english}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is lost of a text that has a number in each clause, that clause is missing and nothing else.
    #[test]
    fn any_lost_clause_is_found(numbers in prop::collection::btree_set(10_u32..99_999, 3..12), lost in any::<prop::sample::Index>()) {
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let lost = lost.index(numbers.len());
        let clause = |verb: &str, number: &u32| format!("{verb} {number} ;");
        let french: Vec<String> = numbers.iter().map(|number| clause("Note", number)).collect();
        let english: Vec<String> = numbers.iter().map(|number| clause("Notes", number)).collect();
        let without: Vec<String> = english.iter().enumerate().filter(|(at, _)| *at != lost).map(|(_, clause)| clause.clone()).collect();
        let text = document(&format!("\n{}", french.join("\n\n")));
        let whole = differences(("fr", &text), ("en", &document(&format!("\n{}", english.join("\n\n")))));
        prop_assert_eq!(whole, []);
        let found = differences(("fr", &text), ("en", &document(&format!("\n{}", without.join("\n\n")))));
        let line = line_of(&text, &french[lost]);
        prop_assert_eq!(found.iter().map(|found| (found.1, found.2)).collect::<Vec<_>>(), [("missing_part", line)]);
    }

    /// No text whatever makes the comparison fail.
    #[test]
    fn any_text_can_be_compared(text in "[a-zà-ü0-9 .,;:/%()٠-٩\\-–−ا-ي]{0,80}", other in "[a-z0-9 .,;:/%$€()]{0,80}") {
        let (one, two) = (document(&format!("\nNote que {text}.")), document(&format!("\nNotes that {other}.")));
        differences(("fr", &one), ("en", &two));
    }
}

const SESSION: &str = "number = 3\nplace = { fr = \"Bruges\", en = \"Bruges\" }\ncountry = { fr = \"Belgique\", en = \"Belgium\" }\nstart = 2024-05-28\nend = 2024-06-01\ntemplate = \"interpol\"\n";

fn desk() -> Desk {
    let text = |number: u32, subject: &str, body: &str| {
        format!(
            "+++\nreference = \"T-{number}\"\nnumber = {number}\nsubject = \"{subject}\"\n+++\n\n{body}\n"
        )
    };
    Desk::new()
        .write("content/session/session.toml", SESSION)
        .write("content/session/001-a.fr.md", text(1, "Essai", "Décide d'attendre 30 jours."))
        .write("content/session/001-a.en.md", text(1, "Essay", "Decides to wait for 40 days."))
        .write("content/session/002-b.fr.md", text(2, "Essai", "Décide d'attendre 30 jours."))
        .write("content/session/002-b.en.md", text(2, "Essay", "Decides to wait for thirty days."))
}

#[test]
fn the_command_tells_both_places() {
    let run = desk().run(&["concord", "content", "--lang", "en"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let expected = "T-1  fr ↔ en: 1 difference\n  GR-0910  content/session/001-a.fr.md:7 ↔ content/session/001-a.en.md:7\n           `40` where the base has `30`\nT-2  fr ↔ en: concordant\n";
    assert_eq!(run.stdout, expected);
    let run = desk().run(&["concord", "content/session/002-b.en.md", "--lang", "fr"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "T-2  fr ↔ en\u{a0}: concordants\n"));
    assert_eq!(desk().run(&["concord", "--base", "xx"]).code, 2);
    assert_eq!(desk().run(&["concord", "nowhere"]).code, 2);
}

#[test]
fn the_findings_are_json_too() {
    let run = desk().run(&["concord", "--format", "json", "--lang", "en"]);
    assert_eq!(run.code, 1);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let first = &json["documents"][0];
    assert_eq!(first["concordant"], false);
    assert_eq!(first["other"]["file"], "content/session/001-a.en.md");
    let difference = &first["differences"][0];
    assert_eq!((&difference["code"], &difference["kind"]), (&"GR-0910".into(), &"other-figure".into()));
    assert_eq!((&difference["base"]["line"], &difference["other"]["column"]), (&7.into(), &21.into()));
    assert_eq!(json["documents"][1]["differences"], serde_json::json!([]));
}

#[test]
fn a_missing_version_is_a_difference() {
    let desk = desk();
    fs::remove_file(desk.path("content/session/001-a.en.md")).expect("removed");
    let run = desk.run(&["concord", "--lang", "en"]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("GR-0901  content/session/001-a.fr.md:1 ↔ missing"), "{}", run.stdout);
    // A session in one language has nothing to compare.
    fs::remove_file(desk.path("content/session/002-b.en.md")).expect("removed");
    assert_eq!(desk.run(&["concord"]).code, 0);
    assert_eq!(desk.run(&["concord", "--langs", "en"]).code, 1);
}

#[test]
fn nothing_of_a_discordant_document_is_written() {
    let desk = desk();
    let run = desk.run(&["build", "--deny", "discordance", "--lang", "en"]);
    assert_eq!(run.code, 1);
    assert_eq!(desk.pdfs(), ["T-2.en.pdf", "T-2.fr.pdf"]);
    assert!(
        run.stderr.contains("`40` where the base has `30` (compare content/session/001-a.fr.md:7)"),
        "{}",
        run.stderr
    );
    assert_eq!(desk.run(&["build"]).code, 0);
    assert_eq!(desk.pdfs().len(), 4);
}

#[test]
fn a_translation_says_what_it_was_made_from() {
    let path = "content/session/002-b.en.md";
    for (mark, end) in [("", "\n"), ("\u{feff}", "\r\n")] {
        let desk = desk();
        let before = fs::read_to_string(desk.path(path)).expect("text").replace('\n', end);
        fs::write(desk.path(path), format!("{mark}{before}")).expect("written");
        let run = desk.run(&["concord", path, "--record"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let after = fs::read_to_string(desk.path(path)).expect("text");
        let digest =
            crate::support::sha256(&fs::read(desk.path("content/session/002-b.fr.md")).expect("bytes"));
        let field = format!("translated-from = \"fr:sha256:{digest}\"{end}");
        assert_eq!(after.replacen(&field, "", 1), format!("{mark}{before}"));
        assert_eq!(desk.run(&["concord", path]).code, 0);
        // Again it writes nothing.
        assert_eq!(desk.run(&["concord", path, "--record"]).code, 0);
        assert_eq!(fs::read_to_string(desk.path(path)).expect("text"), after);
        let base = fs::read_to_string(desk.path("content/session/002-b.fr.md")).expect("text");
        fs::write(desk.path("content/session/002-b.fr.md"), base.replace("attendre", "patienter"))
            .expect("written");
        let stale = desk.run(&["concord", path, "--lang", "en"]);
        assert_eq!(stale.code, 1);
        assert!(
            stale.stdout.contains(&format!("GR-0902  content/session/002-b.fr.md:1 ↔ {path}:3")),
            "{}",
            stale.stdout
        );
        assert_eq!(desk.run(&["concord", path, "--record"]).code, 0);
        assert_eq!(desk.run(&["concord", path]).code, 0);
    }
}

/// Where runs of type begin on the pages: the page, the abscissa, the baseline, all in points; and their characters.
fn places(bytes: &[u8]) -> Vec<(usize, f32, f32)> {
    let document = lopdf::Document::load_mem(bytes).expect("a PDF");
    let mut places = Vec::new();
    for (page, id) in document.get_pages().values().enumerate() {
        let content = lopdf::content::Content::decode(&document.get_page_content(*id)).expect("operations");
        let (mut x, mut y) = (0.0, 0.0);
        for operation in content.operations {
            match operation.operator.as_str() {
                "BT" => (x, y) = (0.0, 0.0),
                "Td" => {
                    x += operation.operands[0].as_float().expect("a number");
                    y += operation.operands[1].as_float().expect("a number");
                }
                "TJ" => places.push((page, x, y)),
                _ => {}
            }
        }
    }
    places
}

#[test]
fn parts_that_stand_for_each_other_begin_at_one_height() {
    let long = "des mots, ".repeat(60);
    let clauses = |verb: &str, long: &str| {
        let clause =
            |at: usize| format!("{verb} {} {} ;", if at.is_multiple_of(3) { long } else { "peu" }, at + 100);
        (0..14).map(clause).collect::<Vec<_>>().join("\n\n")
    };
    let desk = Desk::new()
        .write("content/session/session.toml", SESSION)
        .write("content/session/001-a.fr.md", document(&format!("\n{}", clauses("Note", &long))))
        .write("content/session/001-a.en.md", document(&format!("\n{}", clauses("Notes", "few words"))));
    let run = desk.run(&["bilingual", "content", "--langs", "fr,en", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let file = "out/session/T-1.fr-en.bilingual.pdf";
    let bytes = fs::read(desk.path(file)).expect("the proof");
    crate::support::hand_over("a-2a", &bytes);
    let places = places(&bytes);
    let middle = 842.0 / 2.0;
    let height = |y: f32| (y * 10.0).round() as i64;
    let heights = |side: &dyn Fn(f32) -> bool| -> Vec<(usize, i64)> {
        places.iter().filter(|(_, x, _)| side(*x)).map(|(page, _, y)| (*page, height(*y))).collect()
    };
    let left = heights(&|x| x < middle - 30.0);
    let right = heights(&|x| x > middle + 5.0);
    // The short version has a line beside the first line of each clause of the long one, and none elsewhere.
    for line in &right {
        assert!(left.contains(line), "{line:?} has no partner in {left:?}");
    }
    assert!(left.len() > 2 * right.len(), "{} {}", left.len(), right.len());
    // What a build writes and what a status tells know nothing of it.
    assert_eq!(desk.run(&["build"]).code, 0);
    assert_eq!(desk.run(&["status"]).code, 0, "{}", desk.run(&["status"]).stdout);
    assert!(Path::new(&desk.path(file)).is_file());
}

#[test]
fn differences_are_marked_in_the_margin() {
    let desk = desk();
    let run = desk.run(&["bilingual", "content", "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("T-1.fr-en.bilingual.pdf") && run.stdout.contains("1 difference marked"),
        "{}",
        run.stdout
    );
    let text = |name: &str| {
        let bytes =
            fs::read(desk.path(&format!("out/session/{name}.fr-en.bilingual.pdf"))).expect("the proof");
        crate::support::pdf::pages(&bytes).concat()
    };
    assert_eq!(text("T-1").matches("GR-0910").count(), 2);
    assert_eq!(text("T-2").matches("GR-").count(), 0);
    assert_eq!(desk.run(&["bilingual", "--langs", "fr"]).code, 2);
    assert_eq!(desk.run(&["bilingual", "--langs", "fr,es"]).code, 2);
}

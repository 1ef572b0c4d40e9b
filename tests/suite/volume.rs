//! The volume of a session: its pages, its contents, its indexes, its links.

use std::fs;

use greffe::font::Shaper;
use greffe::layout::Page;
use greffe::model::Lead;
use lopdf::{Document, Object};

use crate::support::{Desk, pdf};

/// A document of the session, with more fields and a body.
fn document(number: u32, fields: &str, body: &str) -> String {
    format!(
        "+++\nreference = \"GA-2024-RES-{number:02}\"\nnumber = {number}\nsubject = \"Essai {number}\"\n{fields}\n+++\n{body}\n"
    )
}

fn desk() -> Desk {
    let long = "Décide d'attendre que le jour se lève sur la mer et sur les îles ;\n\n".repeat(40);
    Desk::new()
        .write(
            "content/session/001-un.fr.md",
            document(
                1,
                "topics = [\"phares\", \"épaves\"]",
                "Rappelant la résolution GA-2024-RES-03[^a],\n\nDécide d'agir.\n\n[^a]: Rapport.",
            ),
        )
        .write(
            "content/session/002-deux.fr.md",
            document(
                2,
                "votes-for = 21\nvotes-against = 3\nabstentions = 1",
                &format!("{long}Décide de rire."),
            ),
        )
        .write(
            "content/session/003-trois.fr.md",
            document(
                3,
                "topics = [\"phares\"]",
                "Décide de lire la résolution GA-2024-RES-01[^a].\n\n[^a]: Autre rapport.",
            ),
        )
}

/// Makes the volume; its bytes.
fn volume(desk: &Desk, arguments: &[&str]) -> Vec<u8> {
    let run = desk.run(&[&["volume", "content/session"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    fs::read(desk.path("out/session/volume.fr.pdf")).expect("the volume")
}

/// The pages of a file, without what is the same of single files and of a volume but for the folio.
fn bodies(bytes: &[u8]) -> Vec<String> {
    let without_folio = |page: String| match page.rsplit_once('\n') {
        Some((body, _)) => body.to_owned(),
        None => page,
    };
    pdf::pages(bytes).into_iter().map(without_folio).collect()
}

#[test]
fn the_pages_are_those_of_the_documents() {
    let desk = desk();
    desk.run(&["build"]);
    let pages = bodies(&volume(&desk, &[]));
    let mut at = 4;
    for number in 1..=3 {
        let name = format!("out/session/GA-2024-RES-{number:02}.fr.pdf");
        let own = bodies(&fs::read(desk.path(&name)).expect("a file"));
        // Every document begins a right-hand page.
        assert_eq!(at % 2, 0);
        assert_eq!(pages[at..at + own.len()], own, "{name}");
        at += own.len().next_multiple_of(2);
    }
    assert_eq!(pages[1], "", "the back of the title page");
}

#[test]
fn words_become_links_without_moving_a_glyph() {
    let (prepared, mut diagnostics) = Desk::new()
        .document("Décide d'affirmer la fin de GA-2024-RES-03, puis d'affirmer encore.\n")
        .prepare();
    let prepared = prepared.expect("a sound document");
    let mut shaper = Shaper::new(&prepared.style.fonts);
    let mut page = prepared.lay_out(&mut shaper, &mut diagnostics).expect("pages").pages.remove(0);
    let glyphs = |page: &Page| -> Vec<(String, u16, i64)> {
        let runs = page.lines.iter().flat_map(|placed| &placed.line.runs);
        let glyphs = runs.flat_map(|run| {
            run.glyphs.iter().map(|glyph| {
                let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
                (text.to_owned(), glyph.id, glyph.x.0)
            })
        });
        glyphs.collect()
    };
    let (before, runs) =
        (glyphs(&page), page.lines.iter().map(|placed| placed.line.runs.len()).sum::<usize>());
    // A ligature goes as a whole: the second word begins within one.
    page.link_words(|text| {
        let words = ["GA-2024-RES-03", "firmer encore"].into_iter();
        let found = words.filter_map(|word| text.find(word).map(|at| (at..at + word.len(), Lead::Link(0))));
        found.collect()
    });
    assert_eq!(glyphs(&page), before);
    let linked: Vec<&str> = page
        .lines
        .iter()
        .flat_map(|placed| &placed.line.runs)
        .filter(|run| run.inline.leads.is_some())
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(linked, ["GA-2024-RES-03", "rmer encore"]);
    assert_eq!(page.lines.iter().map(|placed| placed.line.runs.len()).sum::<usize>(), runs + 4);
}

#[test]
fn folios_are_those_of_the_volume_or_of_the_documents() {
    let desk = desk();
    let folio = |bytes: &[u8], page: usize| {
        let pages = pdf::pages(bytes);
        pages[page].rsplit('\n').next().unwrap_or_default().to_owned()
    };
    let bytes = volume(&desk, &[]);
    assert_eq!([2, 4, 6, 7].map(|page| folio(&bytes, page)), ["3", "5", "7", "8"]);
    let bytes = volume(&desk, &["--folios", "documents"]);
    assert_eq!(
        [4, 6, 7].map(|page| folio(&bytes, page)),
        ["page\u{a0}1 / 1", "page\u{a0}1 / 3", "page\u{a0}2 / 3"]
    );
}

#[test]
fn contents_indexes_and_votes_name_the_pages() {
    let pages = pdf::pages(&volume(&desk(), &[]));
    let has = |page: usize, words: &[&str]| {
        // Cells stand beside one another without a space.
        let text = pages[page].replace(['\u{a0}', '\n', ' '], "");
        for word in words {
            assert!(text.contains(&word.replace(' ', "")), "{word}: {text}");
        }
    };
    has(0, &["Recueil des documents adoptés", "3ème session", "Bruges (Belgique)"]);
    has(
        2,
        &[
            "Table des matières",
            "Essai 1 5",
            "Essai 2 7",
            "Essai 3 11",
            "Index par sujet 13",
            "Index par référence 14",
            "Relevé des votes 15",
        ],
    );
    has(
        12,
        &[
            "Index par sujet",
            "Épaves Résolution N° 1 Essai 1 5",
            "Phares Résolution N° 1 Essai 1 5 Résolution N° 3 Essai 3 11",
        ],
    );
    has(13, &["Index par référence", "GA-2024-RES-01 Essai 1 5"]);
    has(14, &["Relevé des votes", "Essai 2 21 3 1 7"]);
    assert_eq!(pages.len(), 15);
}

#[test]
fn the_order_is_that_of_the_session() {
    let order = "order = [\"GA-2024-RES-03\", \"GA-2024-RES-09\"]\n";
    let desk = desk().write("content/session/session.toml", format!("{}{order}", crate::support::SESSION));
    let run = desk.run(&["volume", "content/session"]);
    assert!(
        run.stderr.contains("warning[GR-0127]: the session has no document `GA-2024-RES-09`"),
        "{}",
        run.stderr
    );
    let pages = pdf::pages(&fs::read(desk.path("out/session/volume.fr.pdf")).expect("the volume"));
    assert!(pages[4].contains("Essai 3") && pages[6].contains("Essai 1"), "{pages:?}");
}

#[test]
fn references_lead_to_the_documents_that_they_name() {
    let bytes = volume(&desk(), &[]);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let pages: Vec<lopdf::ObjectId> = document.get_pages().into_values().collect();
    let leads = |page: usize| -> Vec<usize> {
        let annotations = document.get_page_annotations(pages[page]).expect("annotations");
        let target = |annotation: &&lopdf::Dictionary| {
            let place = annotation.get(b"Dest").ok()?.as_array().ok()?[0].as_reference().ok()?;
            pages.iter().position(|page| *page == place)
        };
        annotations.iter().filter_map(target).collect()
    };
    // The call of the note and the note lead to each other; the reference leads to the third document.
    assert_eq!(leads(4).iter().filter(|page| **page == 10).count(), 1, "{:?}", leads(4));
    assert_eq!(leads(10).iter().filter(|page| **page == 4).count(), 1, "{:?}", leads(10));
    assert!(leads(2).contains(&4) && leads(2).contains(&12), "{:?}", leads(2));
}

#[test]
fn bookmarks_stand_in_levels() {
    let bytes = volume(&desk(), &[]);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let outline = document.catalog().expect("a catalog").get_deref(b"Outlines", &document);
    let outline = outline.and_then(Object::as_dict).expect("bookmarks");
    let mut titles = Vec::new();
    let mut next = outline.get(b"First").ok();
    while let Some(item) = next {
        let item = document.dereference(item).expect("a bookmark").1.as_dict().expect("a bookmark");
        titles.push((pdf::text_string(item.get(b"Title").expect("a title")), item.has(b"First")));
        next = item.get(b"Next").ok();
    }
    let names: Vec<&str> = titles.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        names,
        [
            "Recueil des documents adoptés",
            "Table des matières",
            "Résolution N°\u{a0}1 – Essai 1",
            "Résolution N°\u{a0}2 – Essai 2",
            "Résolution N°\u{a0}3 – Essai 3",
            "Index par sujet",
            "Index par référence",
            "Relevé des votes",
        ]
    );
    assert!(titles[2].1 && titles[5].1, "parts stand below their document, subjects below their index");
}

#[test]
fn a_document_with_an_error_keeps_the_volume_from_being_made() {
    let desk = desk().write("content/session/004-quatre.fr.md", "nothing");
    let run = desk.run(&["volume", "content/session"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("GR-0101"), "{}", run.stderr);
    assert!(!desk.path("out/session/volume.fr.pdf").exists());
}

#[test]
fn a_volume_is_the_same_every_time_and_no_stranger_to_status() {
    let desk = desk();
    desk.run(&["build"]);
    let one = volume(&desk, &["--jobs", "1"]);
    let other = volume(&desk, &["--jobs", "3"]);
    assert!(one == other);
    assert_eq!(desk.run(&["status"]).code, 0);
    let run = desk.run(&["build", "--prune"]);
    assert!(run.stdout.is_empty() && desk.path("out/session/volume.fr.pdf").exists(), "{}", run.stdout);
}

#[test]
fn the_sources_of_all_documents_can_be_attached() {
    let bytes = volume(&desk(), &["--standard", "a-3a"]);
    let document = Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let attached = catalog.get_deref(b"AF", &document).and_then(Object::as_array).expect("files");
    assert_eq!(attached.len(), 4, "three documents and the session");
}

/// What the volume of the session that never was says in a language: the title, the contents, the indexes, the votes; the
/// documents in their order, and words that open them.
struct Spoken {
    language: &'static str,
    title: &'static str,
    parts: [&'static str; 4],
    documents: [&'static str; 4],
    columns: [&'static str; 5],
    topics: [&'static str; 2],
    outline: [&'static str; 2],
    annex: &'static str,
}

const SPOKEN: [Spoken; 4] = [
    Spoken {
        language: "fr",
        title: "Recueil des documents adoptés",
        parts: ["Table des matières", "Index par sujet", "Index par référence", "Relevé des votes"],
        documents: ["Résolution n° 1", "Résolution n° 2", "Rapport n° 3", "Projet de décision n° 4"],
        columns: ["Document", "Pour", "Contre", "Abstentions", "Page"],
        topics: ["Navigation", "Phares"],
        outline: ["Préambule", "Dispositif"],
        annex: "Annexe 1",
    },
    Spoken {
        language: "en",
        title: "Documents adopted",
        parts: ["Contents", "Index by subject", "Index by reference", "Record of votes"],
        documents: ["Resolution No. 1", "Resolution No. 2", "Report No. 3", "Draft decision No. 4"],
        columns: ["Document", "For", "Against", "Abstentions", "Page"],
        topics: ["Lighthouses", "Navigation"],
        outline: ["Preamble", "Operative part"],
        annex: "Annex 1",
    },
    Spoken {
        language: "es",
        title: "Documentos aprobados",
        parts: ["Índice", "Índice por materias", "Índice por signaturas", "Relación de votaciones"],
        documents: ["Resolución n.º 1", "Resolución n.º 2", "Informe n.º 3", "Proyecto de decisión n.º 4"],
        columns: ["Documento", "A favor", "En contra", "Abstenciones", "Página"],
        topics: ["Faros", "Navegación"],
        outline: ["Preámbulo", "Parte dispositiva"],
        annex: "Anexo 1",
    },
    Spoken {
        language: "ar",
        title: "مجموعة الوثائق المعتمدة",
        parts: ["المحتويات", "فهرس المواضيع", "فهرس الرموز", "سجل التصويت"],
        documents: ["القرار رقم 1", "القرار رقم 2", "التقرير رقم 3", "مشروع المقرر رقم 4"],
        columns: ["الوثيقة", "المؤيدون", "المعارضون", "الممتنعون", "الصفحة"],
        topics: ["الملاحة", "المنارات"],
        outline: ["الديباجة", "المنطوق"],
        annex: "المرفق 1",
    },
];

/// The volume of the session that never was, opened again and held against what was meant.
fn specimen(language: &str) -> Vec<u8> {
    let desk = Desk::new();
    let session = crate::support::repository().join("content/12-port-brume-2031");
    let run = desk.run(&["volume", &session.display().to_string(), "--lang", language, "--audit"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    fs::read(desk.path(&format!("out/12-port-brume-2031/volume.{language}.pdf"))).expect("the volume")
}

/// Words without the spaces that the typesetter chooses.
fn dense(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

fn outline(document: &Document, item: &lopdf::Dictionary, titles: &mut Vec<String>) {
    let mut next = item.get(b"First").ok();
    while let Some(item) = next {
        let item = document.dereference(item).expect("a bookmark").1.as_dict().expect("a bookmark");
        titles.push(dense(&pdf::text_string(item.get(b"Title").expect("a title"))));
        outline(document, item, titles);
        next = item.get(b"Next").ok();
    }
}

#[test]
fn a_volume_speaks_its_language() {
    for spoken in &SPOKEN {
        let bytes = specimen(spoken.language);
        let pages: Vec<String> = pdf::pages(&bytes).iter().map(|page| dense(page)).collect();
        let has = |page: usize, words: &str| {
            assert!(pages[page].contains(&dense(words)), "{words}: {}", pages[page]);
        };
        has(0, spoken.title);
        let last = pages.len();
        // The contents name the documents in their order and the parts behind them, each with its page.
        has(2, spoken.parts[0]);
        let mut at = 0;
        let behind: Vec<usize> = (last - 3..last).collect();
        for (words, from) in
            spoken.documents.iter().map(|words| (words, 4)).chain(spoken.parts[1..].iter().zip(behind))
        {
            let begins =
                |page: &usize| pages[*page].contains(&dense(words)) && (from > 4 || page.is_multiple_of(2));
            let page = (from..last).find(begins).unwrap_or_else(|| panic!("{words} nowhere"));
            let listed =
                pages[2][at..].find(&dense(words)).unwrap_or_else(|| panic!("{words}: {}", pages[2]));
            at += listed + dense(words).len();
            assert!(pages[2][at..].contains(&(page + 1).to_string()), "{words} {page}: {}", pages[2]);
        }
        spoken.topics.iter().for_each(|topic| has(last - 3, topic));
        has(last - 2, "AA/12/RES/1");
        spoken.columns.iter().for_each(|column| has(last - 1, column));
        assert!(pages.iter().any(|page| page.contains(&dense(spoken.annex))));
        // Of the words of the other volumes it has none.
        for other in SPOKEN.iter().filter(|other| other.language != spoken.language) {
            let own: Vec<String> = pages.clone();
            for words in other.parts.iter().chain(&other.documents).chain([&other.title]) {
                let same = spoken.parts.iter().any(|part| part.contains(words));
                let found = own.iter().position(|page| page.contains(&dense(words)));
                assert!(same || found.is_none(), "{words} in {}: page {found:?}", spoken.language);
            }
        }
    }
}

#[test]
fn a_volume_tells_readers_its_language_and_direction() {
    for spoken in &SPOKEN {
        let bytes = specimen(spoken.language);
        let document = Document::load_mem(&bytes).expect("a PDF");
        let catalog = document.catalog().expect("a catalog");
        assert_eq!(pdf::text_string(catalog.get(b"Lang").expect("a language")), spoken.language);
        let preferences = catalog.get_deref(b"ViewerPreferences", &document).and_then(Object::as_dict);
        let direction = preferences.expect("preferences").get(b"Direction").and_then(Object::as_name).ok();
        assert_eq!(direction, (spoken.language == "ar").then_some(&b"R2L"[..]));
        let mut titles = Vec::new();
        let bookmarks = catalog.get_deref(b"Outlines", &document).and_then(Object::as_dict);
        outline(&document, bookmarks.expect("bookmarks"), &mut titles);
        let wanted =
            [spoken.title, spoken.parts[0], spoken.documents[0], spoken.outline[0], spoken.outline[1]];
        let wanted = wanted.into_iter().chain([spoken.annex]).chain(spoken.documents[1..].iter().copied());
        let mut at = 0;
        for words in wanted.chain(spoken.parts[1..].iter().copied()) {
            let found = titles[at..].iter().position(|title| title.starts_with(&dense(words)));
            at += found.unwrap_or_else(|| panic!("{words} not behind {at} in {titles:?}")) + 1;
        }
    }
}

#[test]
fn the_page_of_an_arabic_list_stands_at_its_left() {
    for (language, leftwards) in [("fr", false), ("ar", true)] {
        let runs = pdf::runs(&specimen(language));
        let listed: Vec<&pdf::Run> = runs.iter().filter(|run| run.page == 2 && run.y > 100.0).collect();
        let number =
            listed.iter().find(|run| run.text.trim() == "5").expect("the page of the first document");
        let others = listed.iter().filter(|run| (run.y - number.y).abs() < 0.1 && run.text.trim() != "5");
        let mut count = 0;
        for run in others {
            count += 1;
            assert_eq!(number.right < run.left + 1.0, leftwards, "{run:?} {number:?}");
        }
        assert!(count > 0);
    }
}

#[test]
fn a_language_that_a_session_cannot_speak_is_refused() {
    let desk = desk();
    for (language, sentence) in [
        ("xx", "error[GR-0804]: there is no language `xx` here"),
        ("ar", "error[GR-0804]: content/session holds no documents in Arabic"),
    ] {
        let run = desk.run(&["volume", "content/session", "--lang", language]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(sentence) && run.stdout.is_empty(), "{}", run.stderr);
    }
    // A session that has no name of its place in the language says so once, not by each document.
    let text = |number: u32| document(number, "", "Decides to act.");
    let desk =
        desk.write("content/session/001-un.en.md", text(1)).write("content/session/002-deux.en.md", text(2));
    let run = desk.run(&["volume", "content/session", "--lang", "en"]);
    assert_eq!(run.code, 1);
    let said = run.stderr.matches("error[GR-0116]: the session has no `place` in the language `en`").count();
    assert_eq!(said, 1, "{}", run.stderr);
    assert!(!desk.path("out/session/volume.en.pdf").exists());
}

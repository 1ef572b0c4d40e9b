//! What the file claims to be, what keeps it from being written, and what the audit finds.

use std::fs;

use greffe::font::Shaper;
use greffe::pdf::{self, Fault, Job, Standard, Violation};
use lopdf::{Document, Object};

use crate::support::pdf::text_string;
use crate::support::{Desk, repository, sha256};

const BODY: &str =
    "Rappelant l'usage[^1],\n\n---\n\nDécide d'agir :\n\n1. vite ;\n2. bien.\n\n[^1]: Ancien.\n";

fn packet(document: &Document) -> String {
    let catalog = document.catalog().expect("a catalog");
    let metadata = catalog.get_deref(b"Metadata", document).and_then(Object::as_stream).expect("metadata");
    String::from_utf8(metadata.content.clone()).expect("text")
}

fn standard(name: &str) -> Standard {
    name.parse().expect("a standard")
}

/// Sets a document and hands its job over.
fn with_job<T>(desk: &Desk, name: &str, work: impl FnOnce(&Job<'_>) -> T) -> T {
    let (prepared, mut diagnostics) = desk.prepare();
    let prepared = prepared.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let mut shaper = Shaper::new(&prepared.style.fonts);
    let layout = prepared.lay_out(&mut shaper, &mut diagnostics).expect("pages");
    let metadata = prepared.metadata();
    let job = Job {
        layout: &layout,
        composition: &prepared.composition,
        metadata: &metadata,
        book: &prepared.style.fonts,
        standard: standard(name),
        sources: &[],
    };
    work(&job)
}

#[test]
fn each_standard_claims_what_it_is() {
    let desk = Desk::new().document(BODY);
    for variant in Standard::ALL {
        let run = desk.run(&["build", "--standard", variant.name]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let bytes = fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file");
        let document = Document::load_mem(&bytes).expect("a PDF");
        let (catalog, packet) = (document.catalog().expect("a catalog"), packet(&document));
        if let Some((part, level)) = variant.archive {
            let claim =
                format!("<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>");
            assert!(packet.contains(&claim), "{packet}");
        } else {
            assert!(!packet.contains("<pdfaid:part>"));
        }
        assert_eq!(catalog.has(b"OutputIntents"), variant.archive.is_some(), "{}", variant.name);
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo"), "{}", variant.name);
        assert_eq!(catalog.has(b"AF"), variant.sources, "{}", variant.name);
        assert_eq!(packet.contains("<pdfuaid:part>1</pdfuaid:part>"), variant.accessible, "{}", variant.name);
    }
    let run = desk.run(&["build", "--standard", "a-1b"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("a-2a, a-3a, a-2u, none"), "{}", run.stderr);
}

#[test]
fn the_sources_are_attached_byte_for_byte() {
    let desk = Desk::new().document(BODY);
    assert_eq!(desk.run(&["build", "--standard", "a-3a"]).code, 0);
    let bytes = fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file");
    let document = Document::load_mem(&bytes).expect("a PDF");
    let files = document.catalog().expect("a catalog").get(b"AF").and_then(Object::as_array).expect("files");
    let mut found = Vec::new();
    for file in files {
        let file = document.dereference(file).expect("a file").1.as_dict().expect("a file");
        let stream = file.get(b"EF").and_then(Object::as_dict).expect("bytes");
        let stream = stream.get_deref(b"F", &document).and_then(Object::as_stream).expect("bytes");
        let name = String::from_utf8(file.get(b"UF").and_then(Object::as_str).expect("a name").to_vec())
            .expect("ASCII");
        let held = stream.get_plain_content().expect("bytes");
        assert_eq!(
            held,
            fs::read(desk.path(&format!("content/session/{name}"))).expect("the source"),
            "{name}"
        );
        let get = |key: &[u8]| {
            String::from_utf8_lossy(file.get(key).and_then(Object::as_name).expect("a name")).into_owned()
        };
        let media =
            String::from_utf8_lossy(stream.dict.get(b"Subtype").and_then(Object::as_name).expect("a type"))
                .into_owned();
        found.push((name, get(b"AFRelationship"), media));
    }
    let row = |name: &str, relationship: &str, media: &str| {
        (name.to_owned(), relationship.to_owned(), media.to_owned())
    };
    let document_row = row("001-essai.fr.md", "Source", "text/markdown");
    assert_eq!(found, [document_row, row("session.toml", "Data", "application/toml")]);
}

#[test]
fn the_packet_and_the_information_agree() {
    let front = "+++\nreference = \"GA-1-RES-1\"\nnumber = 1\nsubject = \"L'eau & l'air\"\ntopics = [\"eau\", \"air\"]\n+++\n";
    let desk = Desk::new().write("content/session/001-essai.fr.md", format!("{front}{BODY}"));
    assert_eq!(desk.run(&["build"]).code, 0);
    let document =
        Document::load_mem(&fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file"))
            .expect("a PDF");
    let information = document.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
    let information = document.get_dictionary(information).expect("information");
    let packet = packet(&document);
    for (key, property) in [
        ("Title", "dc:title"),
        ("Subject", "dc:description"),
        ("Author", "dc:creator"),
        ("Keywords", "pdf:Keywords"),
        ("Producer", "pdf:Producer"),
        ("Creator", "xmp:CreatorTool"),
    ] {
        let value = text_string(information.get(key.as_bytes()).expect(key));
        let (_, after) = packet.split_once(&format!("<{property}>")).expect(property);
        let (inside, _) = after.split_once(&format!("</{property}>")).expect(property);
        assert!(
            inside.contains(&format!(">{}<", value.replace('&', "&amp;"))) || inside == value,
            "{key}: {value} in {inside}"
        );
    }
    assert!(
        packet.contains(
            "<dc:relation><rdf:Bag><rdf:li>3ème\u{a0}session, Bruges</rdf:li></rdf:Bag></dc:relation>"
        ),
        "{packet}"
    );
}

/// What `build` reports, and that no file is left.
fn refused(desk: &Desk) -> String {
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(!desk.path("out/session/GA-1-RES-1.fr.pdf").exists());
    run.stderr
}

#[test]
fn a_heading_that_skips_a_level_is_refused_where_it_stands() {
    let stderr = refused(&Desk::new().document("Décide ceci.\n\n# Annexe 1\n\n### Trop bas\n\nTexte.\n"));
    assert!(stderr.contains("GR-0617"), "{stderr}");
    assert!(stderr.contains("a heading of level 4 follows one of level 2"), "{stderr}");
    assert!(stderr.contains("001-essai.fr.md:10:"), "{stderr}");
}

#[test]
fn a_seventh_level_of_headings_is_refused() {
    let headings: String =
        (2..=6).map(|level| ["#".repeat(level).as_str(), " Titre\n\nTexte.\n\n"].concat()).collect();
    let stderr = refused(&Desk::new().document(&format!("Décide ceci.\n\n# Annexe 1\n\n{headings}")));
    assert!(stderr.contains("GR-0618"), "{stderr}");
}

#[test]
fn a_text_that_no_string_holds_is_refused_where_it_stands() {
    let long = "a".repeat(20_000);
    let stderr = refused(&Desk::new().document(&format!("Décide d'[agir](https://exemple.int/{long}).\n")));
    assert!(stderr.contains("GR-0619") && stderr.contains("001-essai.fr.md:6:10"), "{stderr}");
    let words = "mot ".repeat(6_000);
    let stderr = refused(&Desk::new().document(&format!("Décide ceci.\n\n# Annexe 1. {words}\n\nTexte.\n")));
    assert!(stderr.contains("GR-0619"), "{stderr}");
}

#[test]
fn a_private_character_is_refused() {
    let stderr = refused(&Desk::boxed().document("Décide \u{e000} ceci.\n"));
    assert!(stderr.contains("U+E000"), "{stderr}");
}

#[test]
fn every_violation_is_reported() {
    let desk = restricted(2).document("Décide ceci.\n\n# Annexe 1\n\n### Trop bas\n\nTexte.\n");
    let stderr = refused(&desk);
    assert!(stderr.contains("GR-0612") && stderr.contains("GR-0617"), "{stderr}");
}

/// A desk whose font has these licence bits.
fn restricted(bits: u16) -> Desk {
    let mut font = fs::read(repository().join("tests/fonts/box.ttf")).expect("the font");
    let records = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let record = (0..records)
        .map(|record| 12 + 16 * record)
        .find(|at| &font[*at..*at + 4] == b"OS/2")
        .expect("the table");
    let table = u32::from_be_bytes(font[record + 8..record + 12].try_into().expect("four bytes")) as usize;
    font[table + 8..table + 10].copy_from_slice(&bits.to_be_bytes());
    let digest = sha256(&font);
    let lock = format!("[[file]]\npath = \"box.ttf\"\nsha256 = \"{digest}\"\nlicense = \"OWN.txt\"\n");
    let desk = Desk::boxed();
    fs::remove_file(desk.path("fonts/box.ttf")).expect("the copy");
    desk.write("fonts/box.ttf", font).write("fonts/fonts.toml", lock)
}

#[test]
fn licence_bits_decide_whether_a_font_is_embedded() {
    for (bits, forbidden) in [
        (0, None),
        (2, Some("be embedded:")),
        (4, None),
        (8, None),
        (0x100, Some("be reduced")),
        (0x200, Some("with its outlines")),
    ] {
        let desk = restricted(bits).document("Décide ceci.\n");
        match forbidden {
            None => assert_eq!(desk.run(&["build"]).code, 0, "{bits}"),
            Some(words) => assert!(refused(&desk).contains(words), "{bits}"),
        }
    }
}

#[test]
fn what_no_source_can_bring_about_is_still_a_violation() {
    with_job(&Desk::new().document(BODY), "a-2a", |job| {
        let mut metadata = job.metadata.clone();
        (metadata.title, metadata.language) = (String::new(), "");
        let mut layout = job.layout.clone();
        layout.pages[0].width = greffe::layout::Length::points(20_000);
        layout.pages[0].lines[0].line.runs[0].glyphs[0].id = 0;
        let violations =
            pdf::write(&Job { metadata: &metadata, layout: &layout, ..*job }).expect_err("no file");
        assert!(violations.contains(&Violation::NoTitle) && violations.contains(&Violation::NoLanguage));
        let has = |wanted: fn(&Violation) -> bool| violations.iter().any(wanted);
        assert!(has(|violation| matches!(violation, Violation::PageSize { .. })), "{violations:?}");
        assert!(has(|violation| matches!(violation, Violation::NoGlyph { .. })), "{violations:?}");
        let mut composition = job.composition.clone();
        let figure = greffe::typography::Tag::Figure;
        composition.structure.nodes[1].tag = figure;
        let violations = pdf::write(&Job { composition: &composition, ..*job }).expect_err("no file");
        assert!(violations.iter().any(|violation| matches!(violation, Violation::NoAlternative { .. })));
    });
}

#[test]
fn a_damaged_font_is_told_not_embedded() {
    let font = fs::read(repository().join("fonts/LibertinusSerif-Regular.otf")).expect("the font");
    let mut seen = 0;
    // The outlines lie in the second half of the file.
    for part in 1..8 {
        let mut damaged = font.clone();
        let at = damaged.len() * part / 8;
        damaged[at..at + 64].fill(0xff);
        let lock = format!(
            "[[file]]\npath = \"box.ttf\"\nsha256 = \"{}\"\nlicense = \"OWN.txt\"\n",
            sha256(&damaged)
        );
        let desk = Desk::boxed();
        let style = fs::read_to_string(desk.path("templates/box/style.toml")).expect("the style");
        let desk = desk
            .write(
                "templates/box/style.toml",
                style.replace("family = \"Box\"", "family = \"Libertinus Serif\""),
            )
            .write("fonts/box.ttf", damaged)
            .write("fonts/fonts.toml", lock)
            .document("Décide d'agir selon l'usage, sans attendre ni hésiter.\n");
        let run = desk.run(&["build"]);
        assert!(matches!(run.code, 0..=2), "{}", run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        seen += usize::from(run.code != 0);
        assert_eq!(run.code == 0, desk.path("out/session/GA-1-RES-1.fr.pdf").exists());
    }
    assert!(seen < 8);
}

#[test]
fn the_audit_accepts_what_is_written() {
    let long: String =
        "Décide de poursuivre l'examen approfondi des propositions institutionnelles. ".repeat(200);
    for body in [BODY, long.as_str()] {
        for desk in [Desk::new().document(body), Desk::boxed().document(body)] {
            for variant in Standard::ALL {
                with_job(&desk, variant.name, |job| {
                    let bytes = pdf::write(job).expect("a file");
                    assert_eq!(pdf::audit(&bytes, job), [], "{}", variant.name);
                });
            }
        }
    }
}

/// The faults of a file that was altered after it was written.
fn altered(alter: impl FnOnce(&mut Document)) -> Vec<Fault> {
    with_job(&Desk::new().document(BODY), "a-2a", |job| {
        let bytes = pdf::write(job).expect("a file");
        let mut document = Document::load_mem(&bytes).expect("a PDF");
        alter(&mut document);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("bytes");
        pdf::audit(&bytes, job)
    })
}

#[test]
fn the_audit_finds_a_character_that_reads_otherwise() {
    let faults = altered(|document| {
        for object in document.objects.values_mut() {
            let Ok(stream) = object.as_stream_mut() else { continue };
            let Ok(map) = stream.get_plain_content() else { continue };
            let map = String::from_utf8_lossy(&map).into_owned();
            if map.contains("beginbfchar") {
                // Every e reads as an a.
                stream.set_plain_content(map.replace("> <0065>", "> <0061>").into_bytes());
                stream.dict.remove(b"Filter");
            }
        }
    });
    assert!(faults.iter().any(|fault| matches!(fault, Fault::Text { .. })), "{faults:?}");
}

#[test]
fn the_audit_finds_a_width_that_is_wrong() {
    let faults = altered(|document| {
        for object in document.objects.values_mut() {
            if let Ok(Object::Array(widths)) = object.as_dict_mut().and_then(|dict| dict.get_mut(b"W"))
                && let Some(Object::Array(widths)) = widths.get_mut(1)
            {
                widths.fill(Object::Integer(7));
            }
        }
    });
    assert!(faults.iter().any(|fault| matches!(fault, Fault::Glyph { given: Some(7), .. })), "{faults:?}");
}

#[test]
fn the_audit_finds_what_the_tree_does_not_reach_and_what_nothing_reaches() {
    let faults = altered(|document| {
        let paragraph = document.objects.values_mut().find_map(|object| {
            let dict = object.as_dict_mut().ok()?;
            (dict.get(b"S").ok()?.as_name().ok()? == b"P").then_some(dict)
        });
        paragraph.expect("a paragraph").remove(b"K");
        document.add_object(Object::string_literal("lost"));
    });
    assert!(faults.iter().any(|fault| matches!(fault, Fault::Reached { times: 0, .. })), "{faults:?}");
    assert!(faults.iter().any(|fault| matches!(fault, Fault::Unreachable(_))), "{faults:?}");
}

#[test]
fn a_file_that_is_none_is_unreadable() {
    with_job(&Desk::new().document(BODY), "a-2a", |job| {
        assert!(matches!(pdf::audit(b"%PDF-1.7 no more", job)[..], [Fault::Unreadable(_)]));
    });
}

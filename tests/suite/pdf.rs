//! The file: its objects, its fonts, its text.

use std::fs;

use lopdf::{Document, Object};

use crate::support::{Desk, pdf, visible};

fn built(desk: &Desk) -> Vec<u8> {
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file")
}

/// The names of the embedded fonts, in order.
fn fonts(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let names = document.objects.values().filter_map(|object| {
        let name = object.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).into_owned())
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn the_file_says_what_it_is() {
    let desk = Desk::new().document("Décide d'agir.\n");
    let bytes = built(&desk);
    assert!(bytes.starts_with(b"%PDF-1.7\n"));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a language"), b"fr");
    let identifiers = document.trailer.get(b"ID").and_then(Object::as_array).expect("identifiers");
    assert_eq!(identifiers[0], identifiers[1]);
    let metadata = catalog.get_deref(b"Metadata", &document).and_then(Object::as_stream).expect("metadata");
    let packet = String::from_utf8(metadata.content.clone()).expect("text");
    assert!(packet.contains("<dc:identifier>GA-1-RES-1</dc:identifier>"), "{packet}");
    assert!(packet.contains("Résolution N°\u{a0}1 – Essai"), "{packet}");
}

#[test]
fn no_trace_of_the_machine_or_the_day() {
    let bytes = built(&Desk::new().document("Décide d'agir.\n"));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).expect("information");
    let info = document.get_dictionary(info).expect("information");
    // The last day of the session.
    assert_eq!(info.get(b"CreationDate").and_then(Object::as_str).expect("a date"), b"D:20240601000000Z");
    let text = String::from_utf8_lossy(&bytes);
    for trace in ["printpdf", "/tmp", "/Identifier", "GTS_PDFX"] {
        assert!(!text.contains(trace), "{trace}");
    }
}

#[test]
fn only_what_documents_share_is_embedded() {
    let bytes = built(&Desk::new().document("Décide d'agir.\n"));
    let fonts = fonts(&bytes);
    assert_eq!(fonts.len(), 2);
    for name in fonts {
        let (tag, name) = name.split_once('+').expect("a subset");
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()));
        assert!(name.starts_with("LibertinusSerif-"));
    }
    assert!(bytes.len() < 40_000, "{} bytes", bytes.len());
}

#[test]
fn objects_are_compressed() {
    let bytes = built(&Desk::new().document("Décide d'agir.\n"));
    let text = String::from_utf8_lossy(&bytes);
    let streams: Vec<&str> = text
        .split(" 0 obj")
        .filter_map(|object| object.split("stream").next())
        .filter(|dictionary| dictionary.contains("/ObjStm"))
        .collect();
    assert!(!streams.is_empty());
    assert!(streams.iter().all(|dictionary| dictionary.contains("/FlateDecode")), "{streams:?}");
}

#[test]
fn widths_are_those_of_the_font() {
    for desk in [Desk::new(), Desk::boxed()] {
        let bytes = built(&desk.document("Décide d'agir à 10 %.\n"));
        let document = Document::load_mem(&bytes).expect("a PDF");
        let widths: Vec<&Vec<Object>> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok()?.get(b"W").ok()?.as_array().ok())
            .filter(|widths| matches!(widths.get(1), Some(Object::Array(_))))
            .collect();
        assert!(!widths.is_empty());
        for widths in widths {
            assert_eq!(widths[0].as_i64().expect("a code"), 0);
            assert!(widths[1].as_array().expect("widths").len() > 5);
        }
    }
}

#[test]
fn truetype_outlines_are_embedded_as_such() {
    let bytes = built(&Desk::boxed().document("Décide d'agir.\n"));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let has =
        |key: &[u8]| document.objects.values().any(|object| object.as_dict().is_ok_and(|dict| dict.has(key)));
    assert!(has(b"FontFile2") && has(b"CIDToGIDMap") && !has(b"FontFile3"));
}

#[test]
fn a_space_without_a_glyph_of_its_own_is_still_read_back() {
    // The box font has one glyph for every space.
    let bytes = built(&Desk::boxed().document("Décide ceci : art. 1 ;\n"));
    let text = visible(&pdf::pages(&bytes).concat().replace('\n', ""));
    assert!(text.contains("DÉCIDE ceci~: art.~1¦;"), "{text}");
}

#[test]
fn ligatures_are_read_back_as_letters() {
    let bytes = built(&Desk::new().document("Décide d'affirmer la fin du conflit.\n"));
    let text = pdf::pages(&bytes).concat();
    assert!(text.contains("d’affirmer la fin du conflit."), "{text}");
}

#[test]
fn emphasis_changes_the_face_and_nothing_else() {
    let bytes =
        built(&Desk::new().document("Décide d'*agir* avec **force** et ***soin*** par `code --x`.\n"));
    let text = pdf::pages(&bytes).concat();
    assert!(text.contains("DÉCIDE d’agir avec force et soin par code --x."), "{text}");
    let names = String::from_utf8_lossy(&bytes).into_owned();
    let document = Document::load_mem(&bytes).expect("a PDF");
    let faces = document
        .objects
        .values()
        .filter(|object| object.as_dict().is_ok_and(|dict| dict.has(b"FontName")))
        .count();
    assert_eq!(faces, 4, "{}", names.len());
}

#[test]
fn documents_share_their_fonts_and_a_rare_sign_asks_for_its_own() {
    let common = fonts(&built(&Desk::new().document("Décide d'agir.\n")));
    let other = fonts(&built(
        &Desk::new().document("Prie la Commission d'étudier 12 % du fonds[^1].\n\n[^1]: Là.\n"),
    ));
    assert_eq!(common, other);
    let bytes = built(&Desk::new().document("Décide d'agir à ½ ou \u{3a9}.\n"));
    let rare = fonts(&bytes);
    assert!(common.iter().filter(|name| rare.contains(name)).count() == 1, "{common:?} {rare:?}");
    assert!(pdf::pages(&bytes).concat().contains("d’agir à ½ ou \u{3a9}."));
}

#[test]
fn a_face_that_no_page_uses_is_not_embedded() {
    let names = fonts(&built(&Desk::new().document("Décide d'agir.\n")));
    assert!(!names.iter().any(|name| name.contains("Italic")), "{names:?}");
}

#[test]
fn a_file_is_the_same_alone_and_in_a_batch() {
    let bodies = ["Décide d'agir.\n", "Décide d'agir à ½.\n", "Décide d'*agir* avec **force**.\n"];
    let document = |number: usize, body: &str| {
        let front =
            format!("+++\nreference = \"GA-1-RES-{number}\"\nnumber = {number}\nsubject = \"Essai\"\n+++\n");
        (format!("content/session/00{number}-essai.fr.md"), front + body)
    };
    let batch = bodies.iter().enumerate().fold(Desk::new(), |desk, (index, body)| {
        let (name, text) = document(index + 1, body);
        desk.write(&name, text)
    });
    assert_eq!(batch.run(&["build", "--jobs", "2"]).code, 0);
    for (index, body) in bodies.iter().enumerate() {
        let (name, text) = document(index + 1, body);
        let alone = Desk::new().write(&name, text);
        assert_eq!(alone.run(&["build"]).code, 0);
        let file = format!("out/session/GA-1-RES-{}.fr.pdf", index + 1);
        let read = |desk: &Desk| fs::read(desk.path(&file)).expect("the file");
        assert_eq!(read(&alone), read(&batch), "{body}");
    }
}

#[test]
fn objects_are_numbered_without_gaps_and_shared_out_over_streams() {
    let notes: Vec<String> =
        (1..=150).map(|number| format!("Décide ceci[^{number}].\n\n[^{number}]: Là.\n\n")).collect();
    let notes = notes.concat();
    let bytes = built(&Desk::new().document(&notes));
    let document = Document::load_mem(&bytes).expect("a PDF");
    let entries: Vec<u32> =
        document.reference_table.entries.keys().copied().filter(|number| *number > 0).collect();
    assert_eq!(entries, (1..=entries.len() as u32).collect::<Vec<_>>());
    assert!(entries.len() > 600, "{}", entries.len());
    let text = String::from_utf8_lossy(&bytes);
    let held: Vec<usize> =
        text.split("/ObjStm/N ").skip(1).filter_map(|rest| rest.split('/').next()?.parse().ok()).collect();
    assert!(held.len() > 3 && held.iter().all(|count| *count <= 200), "{held:?}");
}

#[test]
fn no_stream_ends_in_a_line_end() {
    for words in 1..24 {
        let bytes =
            built(&Desk::new().document(&format!("Décide d'agir{}.\n", " sans tarder".repeat(words))));
        let ends = bytes.windows(11).enumerate().filter(|(_, window)| window == b"\nendstream\n");
        for (at, _) in ends {
            assert!(!matches!(bytes[at - 1], b'\r' | b'\n'), "{words} words");
        }
    }
}

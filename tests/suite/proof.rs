//! The proof for revisers.

use std::fs;

use greffe::layout::{Color, proof};
use greffe::source::File;

use crate::support::{Desk, pdf};

const WORD: Color = Color(226, 226, 226);
const THIN: Color = Color(253, 174, 107);
const DIVISION: Color = Color(214, 39, 40);

#[test]
fn a_proof_stands_beside_the_document_and_says_the_same() {
    let desk = Desk::new().document("Décide d'agir ; vite.\n");
    let run = desk.run(&["build", "--proof"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let read = |name: &str| fs::read(desk.path("out/session").join(name)).expect(name);
    let (plain, marked) = (read("GA-1-RES-1.fr.pdf"), read("GA-1-RES-1.fr.proof.pdf"));
    let (plain, marked) = (pdf::pages(&plain).join("\n"), pdf::pages(&marked).join("\n"));
    // The foot of the page comes last.
    let body = plain.split_once("\npage").expect("a folio").0;
    assert!(marked.starts_with(body), "{marked}\n{body}");
    assert!(marked.contains("possible\u{a0}division") || marked.contains("possible division"), "{marked}");
    // Without being asked, none is written.
    let desk = Desk::new().document("Décide.\n");
    desk.run(&["build"]);
    assert!(!desk.path("out/session/GA-1-RES-1.fr.proof.pdf").exists());
}

#[test]
fn each_kind_of_space_has_its_colour_and_its_place() {
    // Boxes of 10pt: the spaces can be counted and measured.
    let desk = Desk::boxed().document("Décide aaaa bb ; cc dddddddd anticonstitutionnellement.\n");
    let (prepared, _) = desk.prepare();
    let prepared = prepared.expect("sound");
    let mut shaper = greffe::font::Shaper::new(&prepared.style.fonts);
    let mut layout = prepared.lay_out(&mut shaper, &mut Vec::new()).expect("laid out");
    let at = layout
        .pages
        .iter()
        .position(|page| page.lines.iter().any(|line| line.line.text().starts_with("DÉCIDE")));
    let at = at.expect("the page of the clause");
    let text = |layout: &greffe::layout::Layout| -> Vec<String> {
        layout.pages[at].lines.iter().map(|placed| placed.line.text()).collect()
    };
    let margin = |layout: &greffe::layout::Layout| -> Vec<String> {
        layout.pages[at].margin.iter().map(|placed| placed.line.text()).collect()
    };
    let before = text(&layout);
    let line_of = |span: greffe::source::Span| {
        (span.file == File::Document).then(|| prepared.files.document.position(span.range().start).0)
    };
    proof(&mut layout, &prepared.composition, &prepared.style, &mut shaper, line_of);
    let page = &layout.pages[at];
    assert_eq!(text(&layout), before, "the text is as it was");
    // The number of the clause's line in the source.
    assert!(margin(&layout).iter().any(|note| note == "6"), "{:?}", margin(&layout));
    let words = page.shapes.iter().filter(|shape| shape.color == WORD).count();
    assert!(words > 2, "word spaces and the legend's");
    let thin: Vec<_> = page.shapes.iter().filter(|shape| shape.color == THIN).collect();
    assert_eq!(thin.len(), 2, "one before the semicolon, one in the legend");
    assert_eq!(thin[0].width.to_string(), "5.000pt", "half a word space");
    let divided = page.lines.iter().filter(|placed| placed.line.hyphenated).count();
    let marks = page.shapes.iter().filter(|shape| shape.color == DIVISION && shape.height.0 < 65_536).count();
    assert!(divided > 0);
    assert_eq!(marks, divided, "each hyphen that was put in is underlined");
}

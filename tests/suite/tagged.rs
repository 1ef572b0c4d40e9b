//! The structure tree of the file, its links and its bookmarks.

use std::fmt::Write as _;
use std::fs;

use lopdf::{Dictionary, Document, Object};

use crate::support::pdf::text_string as text;
use crate::support::{Desk, visible};

fn built(desk: &Desk) -> Document {
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    Document::load_mem(&fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("the file"))
        .expect("a PDF")
}

fn root(document: &Document) -> &Dictionary {
    let catalog = document.catalog().expect("a catalog");
    catalog.get_deref(b"StructTreeRoot", document).and_then(Object::as_dict).expect("a tree")
}

/// The tree, an element a line: its type, what is said of it, how many pieces of pages it holds.
fn tree(document: &Document) -> String {
    let mut out = String::new();
    for kid in root(document).get(b"K").and_then(Object::as_array).expect("kids") {
        element(document, kid, 0, &mut out);
    }
    out
}

fn element(document: &Document, object: &Object, depth: usize, out: &mut String) {
    let (_, object) = document.dereference(object).expect("an object");
    let element = object.as_dict().expect("an element");
    let kind = element.get(b"S").and_then(Object::as_name).expect("a type");
    let _ = write!(out, "{}{}", "  ".repeat(depth), String::from_utf8_lossy(kind));
    for key in ["Alt", "ActualText", "Lang", "ID"] {
        if let Ok(value) = element.get(key.as_bytes()) {
            let _ = write!(out, " {key}={}", text(value).replace('\u{ad}', "(soft hyphen)"));
        }
    }
    if let Ok(attributes) = element.get(b"A").and_then(Object::as_dict) {
        for key in ["ListNumbering", "Scope"] {
            if let Ok(value) = attributes.get(key.as_bytes()).and_then(Object::as_name) {
                let _ = write!(out, " {key}={}", String::from_utf8_lossy(value));
            }
        }
    }
    let kids = element.get(b"K").and_then(Object::as_array).cloned().unwrap_or_default();
    let of_type =
        |name: &[u8]| kids.iter().filter(|kid| kid.as_dict().is_ok_and(|dict| dict.has_type(name))).count();
    // Contents of the element's own page are numbers, those of other pages say which.
    let contents = kids.iter().filter(|kid| kid.as_i64().is_ok()).count() + of_type(b"MCR");
    let _ = writeln!(out, " {}{}", "*".repeat(contents), "@".repeat(of_type(b"OBJR")));
    for kid in kids.iter().filter(|kid| kid.as_reference().is_ok()) {
        self::element(document, kid, depth + 1, out);
    }
}

fn assert_tree(document: &Document, expected: &str) {
    let read = tree(document);
    let trimmed: Vec<&str> = read.lines().map(str::trim_end).collect();
    let expected: Vec<&str> = expected.trim_matches('\n').lines().map(str::trim_end).collect();
    assert_eq!(trimmed, expected, "\n{}", trimmed.join("\n"));
}

#[test]
fn a_resolution_has_parts_and_its_lists_have_items() {
    let desk = Desk::new().document(
        "Rappelant ceci,\n\n---\n\nDécide :\n\n1. d'agir :\n   - vite ;\n   - bien ;\n2. d'attendre.\n",
    );
    assert_tree(
        &built(&desk),
        "
Document
  H1 *
  P *
  P *
  Sect
    P *
    P *
  Sect
    P *
    L ListNumbering=Decimal
      LI
        Lbl *
        LBody
          P *
          L ListNumbering=Disc
            LI
              Lbl *
              LBody
                P *
            LI
              Lbl *
              LBody
                P *
      LI
        Lbl *
        LBody
          P *
  Sect
    P *
",
    );
}

#[test]
fn a_note_is_read_after_the_paragraph_that_calls_it_and_leads_back() {
    let desk = Desk::new().document(
        "Décide[^a] d'agir[^b].\n\nPrie encore[^a].\n\n[^a]: Une fois.\n\n    Deux fois.\n[^b]: Autre.\n",
    );
    let document = built(&desk);
    let read = tree(&document);
    let expected = "
    P ***
      Reference
        Link *@
      Reference
        Link *@
      Note ID=note-00001
        Lbl
          Link *@
        P *
        P *
      Note ID=note-00002
        Lbl
          Link *@
        P *
    P **
      Reference
        Link *@
";
    let read: Vec<&str> = read.lines().map(str::trim_end).collect();
    assert!(read.join("\n").contains(expected.trim_matches('\n')), "{}", read.join("\n"));
    let descriptions: Vec<String> =
        annotations(&document).iter().map(|link| text(link.get(b"Contents").expect("words"))).collect();
    let visible: Vec<String> = descriptions.iter().map(|words| visible(words)).collect();
    assert_eq!(
        visible,
        ["Note 1", "Note 2", "Note 1", "Retour à l’appel de la note 1", "Retour à l’appel de la note 2"]
    );
}

fn annotations(document: &Document) -> Vec<&Dictionary> {
    let pages = document.get_pages();
    let pages = pages.values().map(|page| document.get_dictionary(*page).expect("a page"));
    pages
        .filter_map(|page| page.get(b"Annots").and_then(Object::as_array).ok())
        .flatten()
        .map(|link| document.dereference(link).expect("a link").1.as_dict().expect("a link"))
        .collect()
}

#[test]
fn links_lead_somewhere_and_are_reached_from_the_tree() {
    let body = "Décide d'agir selon l'[](#annexe-1) et [le site](https://exemple.int/a?b=é).\n\n# Annexe 1. Ceci\n\nTexte.\n";
    let document = built(&Desk::new().document(body));
    let links = annotations(&document);
    assert_eq!(links.len(), 2);
    let target = links[0].get(b"Dest").and_then(Object::as_array).expect("a place");
    assert_eq!(target[1].as_name().expect("a form"), b"XYZ");
    assert_eq!(text(links[0].get(b"Contents").expect("words")), "Annexe\u{a0}1. Ceci");
    let action = links[1].get(b"A").and_then(Object::as_dict).expect("an action");
    assert_eq!(text(action.get(b"URI").expect("an address")), "https://exemple.int/a?b=%C3%A9");
    let numbers =
        root(&document).get_deref(b"ParentTree", &document).and_then(Object::as_dict).expect("a tree");
    let numbers = numbers.get(b"Nums").and_then(Object::as_array).expect("numbers").clone();
    for link in links {
        let key = link.get(b"StructParent").expect("a number");
        let at = numbers.chunks(2).position(|pair| pair[0] == *key).expect("an entry");
        let element = numbers[2 * at + 1].as_reference().expect("an element");
        let kind = document.get_dictionary(element).and_then(|element| element.get(b"S")?.as_name());
        assert_eq!(kind.expect("a type"), b"Link");
        assert_eq!(link.get(b"F").and_then(Object::as_i64).expect("flags"), 4);
    }
}

#[test]
fn a_link_over_two_lines_is_one_link_with_two_boxes() {
    let body = "Décide d'agir sans tarder et en connaissance de cause, comme il est dit dans [le rapport du Comité permanent sur les questions de méthode](https://exemple.int/).\n";
    let document = built(&Desk::new().document(body));
    let links = annotations(&document);
    assert_eq!(links.len(), 1);
    assert_eq!(links[0].get(b"QuadPoints").and_then(Object::as_array).expect("corners").len(), 16);
    assert!(tree(&document).contains("Link *@"), "{}", tree(&document));
}

#[test]
fn a_link_to_nowhere_is_refused() {
    let run = Desk::new().document("Décide d'agir selon [ceci](autre.md).\n").run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("GR-0242") && run.stderr.contains("`autre.md` leads nowhere"),
        "{}",
        run.stderr
    );
}

#[test]
fn words_of_another_language_say_so() {
    let document =
        built(&Desk::new().document("Décide d'agir avec [the Office]{lang=en} et [*das Amt*]{lang=de}.\n"));
    let read = tree(&document);
    assert!(read.contains("Span Lang=en *") && read.contains("Span Lang=de *"), "{read}");
}

#[test]
fn a_divided_word_is_whole_in_the_tree() {
    let document = built(&Desk::boxed().document("Décide de considérer favorablement cette proposition.\n"));
    let read = tree(&document);
    assert!(read.contains("Span ActualText=(soft hyphen)"), "{read}");
}

#[test]
fn tables_have_heads_with_a_scope_and_a_cell_in_every_place() {
    let body = "Décide :\n\n| A | B |\n|---|--:|\n| un |  |\n| deux | 3 |\n";
    let read = tree(&built(&Desk::new().document(body)));
    let read: Vec<&str> = read.lines().map(str::trim_end).collect();
    let expected = "
    Table
      THead
        TR
          TH Scope=Column *
          TH Scope=Column *
      TBody
        TR
          TD *
          TD
        TR
          TD *
          TD *
";
    assert!(read.join("\n").contains(expected.trim_matches('\n')), "{}", read.join("\n"));
}

#[test]
fn the_head_of_a_table_is_read_once() {
    let rows: String =
        (1..60).map(|number| ["| mot ", "x".repeat(number % 7).as_str(), " | 3 |\n"].concat()).collect();
    let read = tree(&built(&Desk::new().document(&format!("Décide :\n\n| A | B |\n|---|---|\n{rows}"))));
    assert_eq!(read.matches("TH Scope=Column *\n").count(), 2, "{read}");
    assert_eq!(read.matches("TR").count(), 60);
}

#[test]
fn headings_and_annexes_nest_and_are_bookmarks() {
    let body = "Décide ceci.\n\n# Annexe 1. Règles\n\n## Titre I\n\nTexte.\n\n### Article 1\n\nTexte.\n\n## Titre II\n\nTexte.\n";
    let document = built(&Desk::new().document(body));
    let read = tree(&document);
    let headings: Vec<&str> = read.lines().map(str::trim).filter(|line| line.starts_with('H')).collect();
    assert_eq!(headings, ["H1 *", "H2 *", "H3 *", "H4 *", "H3 *"]);
    let catalog = document.catalog().expect("a catalog");
    let outline = catalog.get_deref(b"Outlines", &document).and_then(Object::as_dict).expect("bookmarks");
    let mut out = String::new();
    bookmarks(&document, outline, 0, &mut out);
    assert_eq!(
        visible(&out),
        "Résolution N°~1\nPréambule\nDispositif\nAnnexe~1. Règles\n  Titre~I\n    Article~1\n  Titre~II\n"
    );
    assert_eq!(outline.get(b"Count").and_then(Object::as_i64).expect("a number"), 7);
}

fn bookmarks(document: &Document, parent: &Dictionary, depth: usize, out: &mut String) {
    let mut next = parent.get(b"First").ok();
    while let Some(item) = next {
        let item = document.dereference(item).expect("a bookmark").1.as_dict().expect("a bookmark");
        let _ = writeln!(out, "{}{}", "  ".repeat(depth), text(item.get(b"Title").expect("a title")));
        assert!(item.get(b"Dest").is_ok() && item.get(b"SE").is_ok());
        bookmarks(document, item, depth + 1, out);
        next = item.get(b"Next").ok();
    }
}

#[test]
fn a_picture_is_described_and_its_caption_is_read() {
    let desk = Desk::new()
        .write("content/session/carre.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><rect width='40' height='40'/></svg>")
        .document("Décide d'agir.\n\n# Annexe 1\n\n![Un carré noir](carre.svg \"Le carré\")\n");
    let read = tree(&built(&desk));
    let read: Vec<&str> = read.lines().map(str::trim_end).collect();
    let expected = "    Div\n      Figure Alt=Un carré noir *\n      Caption *";
    assert!(read.join("\n").contains(expected), "{}", read.join("\n"));
}

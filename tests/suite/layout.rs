//! Geometry with the box font: every character is 10pt wide, twenty to the line.

use crate::support::Desk;

/// The lines of a document in the box style: role, text between bars.
fn lines(body: &str) -> Vec<String> {
    let desk = Desk::boxed().document(body);
    let shown = desk.show("lines");
    shown
        .lines()
        .map(|line| match line.split_once('|') {
            None => line.to_owned(),
            Some((fields, text)) => {
                let role = fields.split_whitespace().next().unwrap_or_default();
                format!("{role} |{}", text.trim_end_matches(" hyphen").trim_end_matches('|').trim_end())
            }
        })
        .collect()
}

fn of_role(body: &str, role: &str) -> Vec<String> {
    let prefix = format!("{role} |");
    lines(body).iter().filter_map(|line| line.strip_prefix(&prefix)).map(str::to_owned).collect()
}

#[test]
fn the_first_line_is_indented() {
    // The first line holds eighteen characters, the second twenty.
    assert_eq!(
        of_role("Décide ABCD EFGHI JK ABCDEFGHI JKLMNOPQRSTU ST.\n", "operative"),
        ["DÉCIDE ABCD EFGHI", "JK ABCDEFGHI", "JKLMNOPQRSTU ST."]
    );
}

#[test]
fn bound_words_share_a_line() {
    assert_eq!(
        of_role("Décide ABCDEF art. 1234 ABCDEF.\n", "operative"),
        ["DÉCIDE ABCDEF", "art.\u{a0}1234 ABCDEF."]
    );
    assert_eq!(of_role("Décide bbcdbfghbjk ;\n", "operative"), ["DÉCIDE", "bbcdbfghbjk\u{202f};"]);
}

#[test]
fn references_are_never_divided() {
    assert_eq!(
        of_role("Décide abc GA-2017-86-RES-08 abc.\n", "operative"),
        ["DÉCIDE abc", "GA-2017-86-RES-08", "abc."]
    );
}

#[test]
fn a_slash_between_words_may_end_a_line() {
    let set = |text: &str| of_role(text, "operative");
    assert_eq!(set("Décide BCDEF aaaa/bbbbbbbb.\n"), ["DÉCIDE BCDEF aaaa/", "bbbbbbbb."]);
    // Short words stay together, and so do references.
    assert_eq!(set("Décide BCDEF et/ou bbb.\n"), ["DÉCIDE BCDEF et/ou", "bbb."]);
    assert_eq!(set("Décide BCDEFGHIJKL AAAA/RESO/75.\n"), ["DÉCIDE BCDEFGHIJKL", "AAAA/RESO/75."]);
}

#[test]
fn words_are_divided_by_the_rules_of_french() {
    let set = of_role("Décide constitutionnellement qu'il faut.\n", "operative");
    assert_eq!(set.join("").replace(['-', ' '], ""), "DÉCIDEconstitutionnellementqu’ilfaut.");
    assert!(set[0].ends_with('-'), "{set:?}");
}

#[test]
fn a_page_holds_twelve_lines_and_the_next_has_its_head() {
    let body = "Décide un.\n\nDécide deux.\n\nDécide trois.\n\nDécide quatre.\n";
    let all = lines(body);
    let pages: Vec<usize> =
        all.iter().enumerate().filter(|(_, line)| line.starts_with("page ")).map(|(at, _)| at).collect();
    assert_eq!(pages.len(), 2, "{all:#?}");
    assert!(all[pages[1] + 1].starts_with("running-head |GA-1-RES-1"), "{all:#?}");
    assert_eq!(all.last().map(String::as_str), Some("folio |page\u{a0}2 / 2"));
}

#[test]
fn the_adoption_is_never_alone_on_a_page() {
    // One clause after another, so that the end falls on every line of a page once.
    for count in 1..14 {
        let all = lines(&"Décide d'agir.\n\n".repeat(count));
        let adoption = all.iter().position(|line| line.starts_with("adoption")).expect("an adoption");
        assert!(all[adoption - 1].starts_with("operative"), "{count}: {all:#?}");
    }
}

#[test]
fn baselines_keep_to_the_grid() {
    let desk = Desk::boxed().document(&"Décide d'agir avec toute la force du droit.\n\n".repeat(9));
    for line in desk.show("lines").lines().filter(|line| line.contains("pt ") && !line.contains("folio")) {
        let y = line.split_whitespace().nth(1).expect("a height");
        if !line.contains("running-head") {
            // The first baseline is 7.4pt below the top margin of 40pt, and the grid is 10pt.
            assert!(y.ends_with("7.400pt"), "{line}");
        }
    }
}

#[test]
fn list_items_hang_from_their_numerals() {
    let items = of_role("Décide :\n\n1. abc def ghi jkl mno pqr ;\n2. abc.\n", "item");
    assert_eq!(items, ["1)\u{20}abc def ghi jkl", "mno pqr\u{202f};", "2) abc."]);
}

#[test]
fn a_word_wider_than_the_line_is_refused() {
    let desk = Desk::boxed().document("Décide ABCDEFGHIJKLMNOPQRSTUVWXYZ.\n");
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("error[GR-0501]: this line is too wide for its column by 70.000pt"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("001-essai.fr.md:6:8"), "{}", run.stderr);
}

#[test]
fn lines_are_filled_exactly() {
    use greffe::font::Shaper;
    let desk = Desk::new().document("Décide que tout ce qui est dit dans cette phrase assez longue pour remplir plusieurs lignes se lira sans peine, et que chacune de ces lignes ira d'une marge à l'autre sans qu'il manque ni ne dépasse rien, fût-ce un millième de point.\n");
    let (prepared, mut diagnostics) = desk.prepare();
    let prepared = prepared.expect("a sound document");
    let mut shaper = Shaper::new(&prepared.style.fonts);
    let layout = prepared.lay_out(&mut shaper, &mut diagnostics).expect("pages");
    let clauses: Vec<_> =
        layout.pages[0].lines.iter().filter(|line| line.role == greffe::style::Role::Operative).collect();
    assert!(clauses.len() > 2);
    let book = &prepared.style.fonts;
    for placed in &clauses[..clauses.len() - 1] {
        // The right edge of the last glyph that is not a space, less what hangs, is the margin.
        let run = placed.line.runs.last().expect("a run");
        let glyph = run
            .glyphs
            .iter()
            .rev()
            .find(|glyph| &run.text[glyph.text.start as usize..glyph.text.end as usize] != " ")
            .expect("a glyph");
        let face = book.face(run.face);
        let advance =
            run.size.of_font_units(face.advance(glyph.id) * (1000 + run.expansion), face.units_per_em * 1000);
        let right = glyph.x + advance;
        let first = placed.line.runs[0].glyphs[0].x;
        let indent = if placed.line.text().starts_with("DÉCIDE") {
            prepared.style.house.block(placed.role).indent
        } else {
            greffe::layout::Length::ZERO
        };
        let filled = right - first;
        let meant = placed.line.measure;
        assert!((filled - meant).0.abs() <= 64, "{filled} for {meant}: {}", placed.line.text());
        assert!(placed.line.measure.0 >= (prepared.style.house.page.measure() - indent).0);
    }
}

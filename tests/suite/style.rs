//! House styles: data that is checked.

use crate::support::{BOX_STYLE, Desk};

fn said(style: &str) -> String {
    let desk = Desk::boxed().document("Décide d'agir.\n").write("templates/box/style.toml", style);
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    run.stderr
}

#[test]
fn an_unknown_key_is_refused_at_its_place() {
    let said = said(&BOX_STYLE.replace("grid =", "gird ="));
    assert!(said.contains("error[GR-0301]: there is no setting `gird` here"), "{said}");
    assert!(said.contains("templates/box/style.toml:13:1"), "{said}");
}

#[test]
fn a_wrong_length_is_refused_at_its_place() {
    let said = said(&BOX_STYLE.replace("\"240pt\"", "\"240\""));
    assert!(said.contains("`240` is not a length"), "{said}");
    assert!(said.contains("templates/box/style.toml:7:9"), "{said}");
}

#[test]
fn a_page_without_room_is_refused() {
    let said = said(&BOX_STYLE.replace("height = \"200pt\"", "height = \"100pt\""));
    assert!(said.contains("error[GR-0304]: the page holds fewer than four lines"), "{said}");
}

#[test]
fn a_family_that_is_not_locked() {
    let said = said(&BOX_STYLE.replace("\"Box\"", "\"Times\""));
    assert!(said.contains("the family `Times` is not among the locked fonts"), "{said}");
}

#[test]
fn a_margin_changes_the_page_without_a_compiler() {
    let wide = BOX_STYLE.replace("width = \"240pt\"", "width = \"440pt\"");
    let desk = Desk::boxed().document("Décide bbcd bfgh bjkl bnbp bqrs.\n");
    assert!(desk.show("lines").contains("|DÉCIDE bbcd bfgh "));
    let desk = desk.write("templates/box/style.toml", wide);
    assert!(desk.show("lines").contains("|DÉCIDE bbcd bfgh bjkl bnbp bqrs.|"));
}

#[test]
fn a_label_with_an_unknown_placeholder() {
    let desk = Desk::boxed().document("Décide d'agir.\n");
    let labels = std::fs::read_to_string(desk.path("templates/box/labels.fr.toml")).expect("labels");
    let desk = desk.write("templates/box/labels.fr.toml", labels.replace("{number}", "{nombre}"));
    let run = desk.run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("error[GR-0302]: this label has no placeholder `{nombre}`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("labels.fr.toml:5:9"), "{}", run.stderr);
}

#[test]
fn an_altered_font_is_refused() {
    let desk = Desk::boxed().document("Décide d'agir.\n");
    let mut font = std::fs::read(desk.path("fonts/box.ttf")).expect("the font");
    font[5000] ^= 1;
    let run = desk.write("fonts/box.ttf", font).run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("fonts/box.ttf is not the file that was locked"), "{}", run.stderr);
}

#[test]
fn a_file_that_is_no_font_is_refused() {
    use sha2::Digest;
    let desk = Desk::boxed().document("Décide d'agir.\n");
    let digest: String = sha2::Sha256::digest(b"nothing")
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect();
    let lock = format!("[[file]]\npath = \"box.ttf\"\nsha256 = \"{digest}\"\nlicense = \"OWN.txt\"\n");
    let run = desk.write("fonts/box.ttf", "nothing").write("fonts/fonts.toml", lock).run(&["build"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("fonts/box.ttf is not a font that can be read"), "{}", run.stderr);
}

/// The letters that are folded by a table are folded as all others: a letter of another script sends a text the long way.
#[test]
fn the_table_of_letters_folds_as_the_decomposition_does() {
    use greffe::style::fold;
    for ch in (' '..='\u{24f}').chain('\u{2000}'..='\u{20ff}') {
        let long = fold(&format!("{ch}ж"));
        assert_eq!(fold(&ch.to_string()), long.trim_end_matches('ж'), "{ch:?}");
    }
}

//! `check` and `explain`.

use std::fs;

use crate::support::{Desk, FRONT_MATTER, visible};

const SOURCE: &str = "content/session/001-essai.fr.md";

#[test]
fn the_ends_of_clauses_are_checked() {
    let desk = Desk::new().document("Rappelant sa décision.\n\nDécide d'agir\n\nInvite chacun à venir,\n");
    let run = desk.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let heads: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        heads,
        [
            "warning[GR-0230]: a recital ends in a comma",
            "warning[GR-0231]: an operative clause before the last ends in a semicolon",
            "warning[GR-0232]: the last clause ends in a full stop",
        ]
    );
    assert!(run.stderr.ends_with("1 checked: 0 errors, 3 warnings\n"), "{}", run.stderr);
    assert_eq!(desk.run(&["check", "--deny", "warnings"]).code, 1);
}

#[test]
fn findings_for_programs() {
    let desk = Desk::new().document("Rappelant que,\n\nDécide d'\"agir.\n");
    let run = desk.run(&["check", "--format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(findings[0]["code"], "GR-0401");
    assert_eq!((&findings[0]["line"], &findings[0]["column"]), (&8.into(), &10.into()));
    assert_eq!(findings[0]["message"], "this quotation mark `\"` is never closed");
}

#[test]
fn a_fix_writes_what_is_printed_and_nothing_else() {
    let body = "Rappelant l'article 4 du \"Statut\",\n\nDécide d'agir *sans  délai*: `l'x: y` &amp; vite...\nDemain;\n\n1. l'un ;\n2. deux\\*.\n";
    let desk = Desk::new().document(body);
    let before = desk.show("text");
    let run = desk.run(&["check", "--fix"]);
    assert!(run.stderr.contains(&format!("fixed: {SOURCE}")), "{}", run.stderr);
    let fixed = fs::read_to_string(desk.path(SOURCE)).expect("the source");
    assert_eq!(
        visible(fixed.strip_prefix(FRONT_MATTER).expect("the front matter is as it was")),
        "Rappelant l’article~4 du «~Statut~»,\n\nDécide d’agir *sans délai*~: `l'x: y` &amp; vite…\nDemain¦;\n\n1. l’un¦;\n2. deux\\*.\n"
    );
    assert_eq!(desk.show("text"), before);
    assert!(
        !desk.run(&["check", "--fix"]).stderr.contains("fixed:"),
        "the second time nothing is left to fix"
    );
}

#[test]
fn every_change_is_explained() {
    let desk = Desk::new().document("Rappelant que,\n\nDécide d'agir: vite.\n");
    let run = desk.run(&["explain", &format!("{SOURCE}:8")]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "content/session/001-essai.fr.md:8:1: keyword: `Décide` → `DÉCIDE`
    the keyword that opens a clause is printed as the house style says, with its accents (the house style; Académie française, Accentuation des majuscules)
content/session/001-essai.fr.md:8:9: fr-apostrophe: `'` → `’`
    the apostrophe is the raised comma, not the typewriter's stroke (LIN, Apostrophe)
content/session/001-essai.fr.md:8:14: fr-colon: nothing → `⟨no-break space⟩`
    the colon is preceded by a no-break word space (LIN, Espacements)
"
    );
}

#[test]
fn a_rule_can_be_turned_off_and_a_preset_chosen() {
    let text = |typography: &str| {
        let style = crate::support::read("templates/interpol/style.toml")
            .replace("preset = \"interpol\"", typography);
        let desk = Desk::new().document("Décide ceci : l'\"essai\" ; 2ème fois.\n");
        let folder = desk.path("own");
        let desk = desk.write("own/templates/interpol/style.toml", style).write(
            "own/templates/interpol/labels.fr.toml",
            crate::support::read("templates/interpol/labels.fr.toml"),
        );
        std::os::unix::fs::symlink(
            crate::support::repository().join("templates/lexicon"),
            folder.join("templates/lexicon"),
        )
        .expect("a link");
        std::os::unix::fs::symlink(crate::support::repository().join("fonts"), folder.join("fonts"))
            .expect("a link");
        let library = greffe::style::Library::open(&folder).expect("the library");
        let prepared = greffe::session::Workshop::new(library, None)
            .prepare(&desk.path(SOURCE), false, &mut Vec::new())
            .expect("a sound style")
            .expect("a sound document");
        visible(&prepared.composition.paragraphs[4].text.to_string())
    };
    assert_eq!(text("preset = \"interpol\""), "DÉCIDE ceci~: l’«~essai~»¦; 2ème~fois.");
    assert_eq!(text("preset = \"imprimerie-nationale\""), "DÉCIDE ceci~: l’«~essai~»¦; 2e~fois.");
    assert_eq!(text("preset = \"union-europeenne\""), "DÉCIDE ceci: l’«essai»; 2e~fois.");
    assert_eq!(text("preset = \"quebec\""), "DÉCIDE ceci~: l’«~essai~»; 2e~fois.");
    assert_eq!(
        text("colon = \"nnbsp\"\noff = [\"fr-quotes\", \"fr-ordinal\"]"),
        "DÉCIDE ceci¦: l’\"essai\"¦; 2ème~fois."
    );
}

#[test]
fn a_house_adds_its_own_keywords_and_names() {
    let addition = "\n[lexicon]\noperative = [\"bénit\"]\npreferred = [{ wrong = \"Greffe\", right = \"GREFFE\", reason = \"its name\" }]\n\n[typography]";
    let style = crate::support::BOX_STYLE
        .replace("[lines]", &format!("{}\n[lines]", addition.replace("\n[typography]", "")));
    let desk = Desk::boxed().document("Bénit le Greffe.\n").write("templates/box/style.toml", style);
    assert!(desk.show("text").contains("BÉNIT le GREFFE."));
}

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
        let library = greffe::style::Library::open(&folder);
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

#[test]
fn the_numbers_and_references_of_a_session_are_checked() {
    let document = |number: u32, text: &str| {
        format!(
            "+++\nreference = \"GA-2024-RES-{number:02}\"\nnumber = {number}\nsubject = \"Essai\"\n+++\n{text}\n"
        )
    };
    let desk = Desk::new()
        .write(
            "content/session/001-un.fr.md",
            document(1, "Décide que GA-2024-RES-03 et GA-2024-RES-04 valent."),
        )
        .write("content/session/004-trois.fr.md", document(4, "Décide."))
        .write("content/session/003-deux.fr.md", document(4, "Décide.").replace("RES-04", "RES-05"));
    let run = desk.run(&["check", "content/session/001-un.fr.md", "content/session/004-trois.fr.md"]);
    let heads: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        heads,
        [
            "warning[GR-0122]: no document that is known has the reference `GA-2024-RES-03`",
            "warning[GR-0121]: the number 4 is also that of 003-deux.fr.md",
        ],
        "{}",
        run.stderr
    );
    let desk = desk.write("content/session/003-deux.fr.md", document(7, "Décide."));
    let run = desk.run(&["check", "content/session/003-deux.fr.md"]);
    assert!(run.stderr.contains("the numbers of the session jump from 4 to 7"), "{}", run.stderr);
    assert!(run.stderr.contains("add what is missing (5–6), or number this document 5"), "{}", run.stderr);
}

#[test]
fn a_document_alone_in_its_folder_may_have_any_number() {
    let text =
        "+++\nreference = \"GA-2024-RES-08\"\nnumber = 8\nsubject = \"Essai\"\n+++\nDécide GA-2024-RES-02.\n";
    let run = Desk::new().write("content/session/008-huit.fr.md", text).run(&["check"]);
    assert!(run.stderr.ends_with("1 checked: 0 errors, 0 warnings\n"), "{}", run.stderr);
}

#[test]
fn a_list_whose_numbers_do_not_run_is_reported() {
    let desk = Desk::new().document("Décide :\n\n2. l'un ;\n3. l'autre ;\n5. le reste.\n");
    let run = desk.run(&["check"]);
    assert!(run.stderr.contains("[GR-0240]: the numbers of this list jump from 3 to 5"), "{}", run.stderr);
    assert!(run.stderr.contains("001-essai.fr.md:10:1"), "{}", run.stderr);
    let desk = Desk::new().document("Décide :\n\n1. l'un ;\n1. l'autre ;\n1. le reste.\n");
    assert!(!desk.run(&["check"]).stderr.contains("GR-0240"), "a list may leave the counting to the page");
}

#[test]
fn every_part_of_a_document_is_fixed() {
    let content = crate::support::repository().join("content/12-port-brume-2031");
    let mut desk = Desk::new();
    for name in [
        "session.toml",
        "001-phares.fr.md",
        "002-budget.fr.md",
        "003-etat-des-bibliotheques.fr.md",
        "004-signaux.fr.md",
        "figures/prets.svg",
        "references.toml",
    ] {
        desk = desk.write(&format!("content/archipels/{name}"), fs::read(content.join(name)).expect(name));
    }
    let show = |name: &str| desk.run(&["show", &format!("content/archipels/{name}")]).stdout;
    let names =
        ["001-phares.fr.md", "002-budget.fr.md", "003-etat-des-bibliotheques.fr.md", "004-signaux.fr.md"];
    let before = names.map(show);
    let run = desk.run(&["check", "--fix", "--deny", "warnings", "content/archipels"]);
    assert_eq!(
        (run.code, run.stderr.matches("fixed: ").count(), run.stderr.matches("not fixed").count()),
        (0, 4, 0),
        "{}",
        run.stderr
    );
    assert_eq!(names.map(show), before);
    let fixed = fs::read_to_string(desk.path("content/archipels/001-phares.fr.md")).expect("the source");
    let fixed = visible(&fixed);
    for part in [
        "reference = \"AA/12/RES/1\"",
        "## Titre~I. Des phares",
        "| Premier | 20,0~% | 2 |",
        "[^cout]: Comptes de l’exercice~2029-2030, tableau~3.",
        "b bis) De rendre compte des réparations¦;",
        "« Nul ne peut lui ordonner d’éteindre.",
    ] {
        assert!(fixed.contains(&visible(part)) || fixed.contains(&part.replace("« ", "«~")), "{part}");
    }
    let run = desk.run(&["check", "--fix", "content/archipels"]);
    assert!(!run.stderr.contains("fixed: "), "the second time nothing is left to fix: {}", run.stderr);
}

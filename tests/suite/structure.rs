//! The parts of documents: typed numerals, headings, annexes, tables, notes, votes.

use crate::support::{Desk, FRONT_MATTER, visible};

/// The body of a document as a tree, from the first element after the formula to the conclusion.
fn body(text: &str) -> String {
    let shown = Desk::new().document(text).show("tree");
    let body: Vec<&str> = shown
        .lines()
        .skip_while(|line| !line.starts_with("    formula"))
        .skip(1)
        .filter(|line| !line.starts_with("  conclusion") && !line.contains("adoption"))
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    body.join("\n")
}

/// The codes that `check` finds.
fn codes(text: &str) -> Vec<String> {
    let run = Desk::new().document(text).run(&["check", "--format", "json"]);
    let findings: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).expect("JSON");
    findings.iter().map(|finding| finding["code"].as_str().expect("a code").to_owned()).collect()
}

#[test]
fn typed_numerals_make_lists_in_lists() {
    let typed =
        "Décide :\na) d'agir :\ni) vite ;\nii) bien ;\n– sans faute ;\n– sans retard ;\nb) d'attendre.";
    let tree = "clause [Décide] :
  list
    item a)
      paragraph d'agir :
      list
        item i)
          paragraph vite ;
        item ii)
          paragraph bien ;
          list
            item –
              paragraph sans faute ;
            item –
              paragraph sans retard ;
    item b)
      paragraph d'attendre.";
    assert_eq!(body(typed), tree);
    // The same with a paragraph for each.
    assert_eq!(body(&typed.replace('\n', "\n\n")), tree);
}

#[test]
fn the_letter_i_follows_h_and_the_roman_one_begins() {
    let letters: Vec<String> = ('a'..='h').map(|letter| format!("{letter}) l'un ;")).collect();
    let items = |text: String| -> Vec<String> {
        let tree = body(&text);
        tree.lines().filter(|line| line.contains("item")).map(str::to_owned).collect()
    };
    let end = |text: &str| items(format!("Décide :\n\n{}\n\n{text}", letters.join("\n\n")))[8..].to_vec();
    assert_eq!(end("i) l'autre ;\n\nj) le reste."), ["    item i)", "    item j)"]);
    assert_eq!(
        end("i) l'autre :\n\ni) un ;\n\nii) deux ;\n\nj) le reste."),
        ["    item i)", "        item i)", "        item ii)", "    item j)"]
    );
    let announced = items(format!(
        "Décide :\n\n{} :\n\ni) un ;\n\nii) deux ;\n\ni) l'autre.",
        letters.join("\n\n").trim_end_matches(" ;")
    ));
    assert_eq!(announced[8..], ["        item i)", "        item ii)", "    item i)"]);
}

#[test]
fn a_number_put_in_between_keeps_its_suffix() {
    let text = "Décide :\n\n1) l'un ;\n\n1 bis) l'autre ;\n\n1 ter) encore ;\n\n2) la fin.";
    let tree = body(text);
    let items: Vec<&str> = tree.lines().filter(|line| line.contains("item")).map(str::trim).collect();
    // `1)` is a list of Markdown, and is printed in the form of the house.
    assert_eq!(items, ["item 1", "item 1 bis)", "item 1 ter)", "item 2"]);
}

#[test]
fn what_is_no_numeral_stays_text() {
    let paragraphs = |text: &str| body(text).lines().filter(|line| line.contains("item")).count();
    assert_eq!(paragraphs("Décide que M. Dupont\na. parlé."), 0);
    // A dash that begins a line of an aside.
    assert_eq!(paragraphs("Décide que tous\n– sauf un – viendront."), 0);
    assert_eq!(paragraphs("Décide (a) que\n2) ou 3) valent."), 0);
}

#[test]
fn a_clause_goes_on_after_its_list() {
    let text = "Décide :\n\n1. l'un ;\n2. l'autre,\n\nsous réserve d'un vote ;\n\nInvite chacun.";
    assert_eq!(
        body(text),
        "clause [Décide] :
  list
    item 1
      paragraph l'un ;
    item 2
      paragraph l'autre,
  paragraph sous réserve d'un vote ;
clause [Invite] chacun."
    );
}

#[test]
fn numbered_clauses_are_clauses() {
    let text =
        "1. Prie le Secrétaire général :\n\n   a) d'agir ;\n   b) d'attendre ;\n2. Décide de rester saisie.";
    assert_eq!(
        body(text),
        "clause 1 [Prie] le Secrétaire général :
  list
    item a)
      paragraph d'agir ;
    item b)
      paragraph d'attendre ;
clause 2 [Décide] de rester saisie."
    );
    let desk = Desk::new().document(text);
    assert!(
        visible(&desk.show("text")).contains("\n1.~PRIE le Secrétaire général~:\n"),
        "{}",
        desk.show("text")
    );
}

#[test]
fn a_part_has_recitals_of_its_own() {
    let text = "# I\n\nRappelant ceci,\n\n1. Prend acte ;\n\n# II\n\nRappelant cela,\n\n1. Prend acte.";
    assert_eq!(
        body(text),
        "heading-1 I
recital [Rappelant] ceci,
clause 1 [Prend acte] ;
heading-1 II
recital [Rappelant] cela,
clause 1 [Prend acte]."
    );
    assert_eq!(codes(text), Vec::<String>::new());
    assert_eq!(codes(&text.replace("# II\n\n", "")), ["GR-0205"]);
}

#[test]
fn a_document_quoted_in_another_has_clauses() {
    let text = "Recommande le projet suivant :\n\n> ## Projet de résolution\n>\n> L'Assemblée,\n>\n> Rappelant ceci,\n>\n> 1. Décide d'agir ;\n> 2. Décide d'attendre.\n\n> Décide est un verbe.";
    assert_eq!(
        body(text),
        "clause [Recommande] le projet suivant :
  quote
    heading-2 Projet de résolution
    paragraph L'Assemblée,
    recital [Rappelant] ceci,
    clause 1 [Décide] d'agir ;
    clause 2 [Décide] d'attendre.
  quote
    paragraph Décide est un verbe."
    );
}

#[test]
fn a_document_quoted_in_another_has_numbers_of_its_own() {
    let style = crate::support::BOX_STYLE.replace("[notes]", "[clauses]\nnumber-operative = true\n[notes]");
    let text = "Prend note ;\n\nRecommande :\n\n> ## Projet\n>\n> Décide d'agir ;\n>\n> Invite chacun.\n\nDécide de rester.\n";
    let desk = Desk::boxed().write("templates/box/style.toml", style).document(text);
    let tree = desk.show("tree");
    let numbers: Vec<&str> = tree
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("clause"))
        .map(|line| &line[..8])
        .collect();
    assert_eq!(numbers, ["clause 1", "clause 2", "clause 1", "clause 2", "clause 3"]);
}

#[test]
fn annexes_are_free_and_links_lead_to_them() {
    let text = "Adopte le texte de l'[](#annexe-2), [titre premier](#titre-i) et [](#article-premier).\n\n# Annexe 1. Un\n\nDécide est un verbe.\n\n## Titre I\n\n### Article premier\n\nTout.\n\n# Annexe 2";
    assert_eq!(
        Desk::new().document(text).show("tree").lines().skip(7).collect::<Vec<_>>().join("\n"),
        "    clause [Adopte] le texte de l'annexe 2, titre premier et article premier.
  conclusion
    adoption Adoptée
  annex Annexe 1. Un
    paragraph Décide est un verbe.
    heading-2 Titre I
    article Article premier
    paragraph Tout.
  annex Annexe 2"
    );
    let run = Desk::new().document("Décide [](#annexe-1).\n\n# Annexe 2\n\nTout.").run(&["check"]);
    assert!(run.stderr.contains("error[GR-0241]: no heading is called `#annexe-1`"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `#annexe-2`?"), "{}", run.stderr);
}

#[test]
fn tables_have_their_rows_and_their_head() {
    let text = "Décide :\n\n| Poste | Montant |\n|---|--:|\n| *Voyages* | 12 |\n\nInvite :\n\n| | |\n|---|---|\n| a | b |";
    assert_eq!(
        body(text),
        "clause [Décide] :
  table with a head
    row Poste | Montant
    row Voyages | 12
clause [Invite] :
  table
    row a | b"
    );
}

#[test]
fn notes_are_numbered_as_they_are_called() {
    let text = "Rappelant[^b] ceci[^a][^b],\n\nDécide.\n\n[^a]: Le premier.\n[^b]: Le second.\n";
    let desk = Desk::new().document(text);
    let shown = desk.show("text");
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[4..], ["RAPPELANT1 ceci2,1,", "DÉCIDE.", "Adoptée", "1 Le second.", "2 Le premier."]);
    assert!(desk.show("tree").contains("recital [Rappelant][1] ceci[2][1],"), "{}", desk.show("tree"));
    assert_eq!(codes("Décide.\n\n[^a]: Rien.\n"), ["GR-0223"]);
}

#[test]
fn a_vote_is_told_and_recorded() {
    let front = |more: &str| format!("{}{more}+++\nDécide.\n", FRONT_MATTER.trim_end_matches("+++\n"));
    let source = "content/session/001-essai.fr.md";
    let told = |more: &str| {
        let desk = Desk::new().write(source, front(more));
        let shown = desk.show("text");
        shown.lines().skip(5).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        told("votes-for = 80\nvotes-against = 3\nabstentions = 5\n"),
        ["Adoptée par 80\u{a0}voix contre 3, avec 5\u{a0}abstentions"]
    );
    assert_eq!(
        told(
            "votes-for = 2\nvotes-against = 0\nabstentions = 1\nvoted-for = [\"Inde\", \"Chili\"]\nmeeting = \"3e séance\"\nsignatures = [\"A. B.\\nPrésident\"]\n"
        ),
        [
            "Adoptée par 2\u{a0}voix contre 0, avec une abstention",
            "3e\u{a0}séance",
            "Ont voté pour\u{a0}:",
            "Inde",
            "Chili",
            "A. B. Président"
        ]
    );
    let run = Desk::new().write(source, front("votes-for = 2\n")).run(&["check"]);
    assert!(run.stderr.contains("error[GR-0112]: the field `votes-against` is missing"), "{}", run.stderr);
}

#[test]
fn kinds_have_their_labels() {
    let source = "content/session/001-essai.fr.md";
    let kind = |kind: &str, text: &str| {
        let front = format!("{}kind = \"{kind}\"\n+++\n{text}\n", FRONT_MATTER.trim_end_matches("+++\n"));
        Desk::new().write(source, front)
    };
    assert!(kind("decision", "Décide.").show("text").starts_with("Décision N°\u{a0}1\n"));
    let report = kind("report", "# Introduction\n\nDécide est un verbe.\n\n1. Un.\n2. Deux.");
    assert_eq!(
        report.show("text").lines().skip(3).collect::<Vec<_>>(),
        ["Introduction", "Décide est un verbe.", "1) Un.", "2) Deux."]
    );
    assert_eq!(report.run(&["check", "--deny", "warnings"]).code, 0);
    let run = kind("motion", "Décide.").run(&["check"]);
    assert!(run.stderr.contains("error[GR-0123]: there is no kind of document `motion`"), "{}", run.stderr);
}

#[test]
fn raised_and_lowered_text() {
    use greffe::model::Style;
    let (prepared, _) =
        Desk::new().document("Décide 26^e^, H~2~O, 10^−34^ J, a ^ b ~ c et `x^2^`.").prepare();
    let text = &prepared.expect("sound").composition.paragraphs[4].text;
    let of = |style: Style| -> String {
        text.cells.iter().filter(|cell| cell.style.contains(style)).map(|cell| cell.ch).collect()
    };
    assert_eq!(of(Style::SUPERIOR), "e−34");
    assert_eq!(of(Style::INFERIOR), "2");
    assert!(text.to_string().ends_with("a ^ b ~ c et x^2^."), "{text}");
}

#[test]
fn terms_stand_above_their_definitions() {
    let text = "Décide des sens suivants :\n\nMembre\n: un pays.\n\nObservateur\n: une organisation ;\n: une personne.\n";
    assert_eq!(
        body(text),
        "clause [Décide] des sens suivants :
  terms
    term Membre
      paragraph un pays.
    term Observateur
      paragraph une organisation ;
      paragraph une personne."
    );
}

#[test]
fn lists_of_markdown_stand_among_typed_numerals() {
    let text = "Décide :\n\na) d'agir :\n\n1) vite ;\n\nA) ici ;\n\n2) bien ;\n\nb) d'attendre.";
    let tree = "clause [Décide] :
  list
    item a)
      paragraph d'agir :
      list
        item 1
          paragraph vite ;
        item 2
          paragraph bien ;
    item b)
      paragraph d'attendre.";
    assert_eq!(body(&text.replace("A) ici ;\n\n", "")), tree);
    // The same within a numbered clause.
    let nested = format!("1. {}", text.replace("A) ici ;\n\n", "").replace("\n\n", "\n\n   "));
    assert_eq!(body(&nested), tree.replace("clause [", "clause 1 ["));
}

#[test]
fn notes_that_would_be_lost_are_refused() {
    assert_eq!(codes("Décide[^1].\n\n[^1]: Un.\n\n[^1]: Deux.\n"), ["GR-0225"]);
    assert_eq!(codes("Décide[^1][^2].\n\n[^1]: Un[^2].\n\n[^2]: Deux.\n"), ["GR-0226"]);
    assert_eq!(codes("Décide[^1].\n\n[^1]: Un :\n\n    - deux.\n"), ["GR-0220"]);
    assert_eq!(codes("Décide.\n\n[Remarque]: Néant\n"), ["GR-0227"]);
    assert_eq!(codes("Décide de lire [ceci][a].\n\n[a]: https://example.org\n"), Vec::<String>::new());
    let shown = Desk::new().document("Décide[^1].\n\n[^1]: a) Voir.\n\n    Et lire.\n").show("text");
    assert!(shown.ends_with("1 a) Voir.\nEt lire.\n"), "{shown}");
}

#[test]
fn what_is_nested_without_end_is_refused_at_its_place() {
    for sign in ["- ", "> ", "1. ", "*a _b "] {
        let deep =
            Desk::new().document(&format!("Décide ceci.\n\n# Annexe 1\n\n{}mot\n", sign.repeat(5_000)));
        let run = deep.run(&["build"]);
        // Signs that open nothing are words.
        assert!(matches!(run.code, 0 | 1), "{sign}: {}", run.stderr);
        assert_eq!(run.code == 1, run.stderr.contains("GR-0228"), "{sign}: {}", run.stderr);
    }
    let deepest = format!("Décide ceci.\n\n# Annexe 1\n\n{}mot\n", "- ".repeat(30));
    let run = Desk::new().document(&deepest).run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

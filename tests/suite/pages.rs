//! Pages of every kind: tables, notes, drafts, sheets on their side; with the box font where geometry counts.

use std::fs;

use greffe::font::Shaper;
use greffe::layout::{Layout, Page};
use greffe::style::Role;

use crate::support::{Desk, FRONT_MATTER, read, repository};

fn laid_out(desk: &Desk) -> Layout {
    let (prepared, mut diagnostics) = desk.prepare();
    let prepared = prepared.unwrap_or_else(|| panic!("{diagnostics:?}"));
    prepared.lay_out(&mut Shaper::new(&prepared.style.fonts), &mut diagnostics).expect("laid out")
}

fn texts(page: &Page, role: Role) -> Vec<String> {
    let of_role = page.all_lines().filter(|placed| placed.role == role);
    of_role.map(|placed| placed.line.text().trim_end().replace('\u{a0}', " ")).collect()
}

#[test]
fn the_specimens_say_what_they_should() {
    let names = ["001-phares", "002-budget", "003-etat-des-bibliotheques", "004-signaux"];
    let suffixes = [("fr", ""), ("en", ".en"), ("es", ".es")];
    for (name, (language, suffix)) in names.iter().flat_map(|name| suffixes.map(|suffix| (name, suffix))) {
        let source = repository().join(format!("content/12-port-brume-2031/{name}.{language}.md"));
        let run = Desk::new().run(&["show", source.to_str().expect("a path")]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        let name = format!("{name}{suffix}");
        let golden = read(&format!("tests/golden/{name}.txt"));
        assert_eq!(run.stdout, golden, "{name}: if this is meant, write it to tests/golden/{name}.txt");
    }
    let content = repository().join("content");
    let run = Desk::new().run(&["check", content.to_str().expect("a path"), "--deny", "warnings"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn the_head_of_a_table_is_repeated_on_every_page() {
    let rows = (0..30).map(|row| format!("| l{row} | {row} |\n")).collect::<Vec<_>>().concat();
    let layout = laid_out(&Desk::boxed().document(&format!("Décide :\n\n| Nom | Part |\n|---|---|\n{rows}")));
    let pages: Vec<&Page> = layout.pages.iter().filter(|page| !texts(page, Role::Cell).is_empty()).collect();
    assert!(pages.len() > 2);
    let mut cells = Vec::new();
    for page in &pages {
        assert_eq!(texts(page, Role::HeadCell), ["Nom", "Part"]);
        cells.extend(texts(page, Role::Cell));
    }
    let expected: Vec<String> = (0..30).flat_map(|row| [format!("l{row}"), row.to_string()]).collect();
    assert_eq!(cells, expected, "no row is lost or doubled");
}

#[test]
fn figures_stand_on_their_comma() {
    let table = "Décide :\n\n| a | b |\n|---|--:|\n| x | 1,25 |\n| x | 22 |\n| x | 3,5 |\n| x | – |\n";
    let layout = laid_out(&Desk::boxed().document(table));
    let page = layout.pages.iter().find(|page| !texts(page, Role::Cell).is_empty()).expect("a table");
    let commas: Vec<i64> = page
        .lines
        .iter()
        .filter(|placed| {
            placed.role == Role::Cell && placed.line.text().starts_with(|ch: char| ch.is_ascii_digit())
        })
        .map(|placed| {
            let glyphs = &placed.line.runs[0].glyphs;
            let whole = placed
                .line
                .text()
                .trim_end()
                .find(',')
                .unwrap_or_else(|| placed.line.text().trim_end().len());
            // Every box is as wide: the comma's left edge is the last whole digit's right one.
            placed.x.0 + glyphs[whole - 1].x.0
        })
        .collect();
    assert_eq!(commas.len(), 3);
    assert!(commas.windows(2).all(|pair| pair[0] == pair[1]), "{commas:?}");
}

#[test]
fn words_of_a_cell_are_read_together() {
    let table =
        "Décide :\n\n| a | b |\n|---|---|\n| un deux trois quatre cinq | six sept huit neuf dix onze |\n";
    let layout = laid_out(&Desk::boxed().document(table));
    let cells: Vec<String> = layout.pages.iter().flat_map(|page| texts(page, Role::Cell)).collect();
    assert_eq!(cells.join(" "), "un deux trois quatre cinq six sept huit neuf dix onze");
    assert!(cells.len() > 2, "the cells have several lines: {cells:?}");
}

#[test]
fn a_wide_table_turns_the_sheet_and_takes_its_heading_along() {
    let source = repository().join("content/12-port-brume-2031");
    let desk =
        Desk::new().write("content/session/session.toml", fs::read(source.join("session.toml")).expect("it"));
    let desk =
        desk.write("content/session/001-essai.fr.md", fs::read(source.join("002-budget.fr.md")).expect("it"));
    let layout = laid_out(&desk);
    assert!(layout.pages[0].width < layout.pages[0].height);
    let turned = &layout.pages[1];
    assert!(turned.width > turned.height);
    assert_eq!(texts(turned, Role::Annex), ["Annexe 1. Contributions et dépenses par archipel"]);
}

#[test]
fn notes_stand_on_the_page_of_their_call() {
    let clauses = (0..12).map(|n| format!("Invite{n}[^{n}] chacun ;\n\n")).collect::<Vec<_>>().concat();
    let notes = (0..12).map(|n| format!("[^{n}]: Voir n{n} ici.\n\n")).collect::<Vec<_>>().concat();
    let layout = laid_out(&Desk::boxed().document(&format!("{clauses}{notes}")));
    let mut found = 0;
    for page in &layout.pages {
        let called: Vec<String> = page
            .lines
            .iter()
            .flat_map(|placed| placed.line.notes.iter().map(|note| format!("n{note}")))
            .collect();
        let notes: String = texts(page, Role::Note).join(" ");
        for note in &called {
            assert!(notes.contains(&format!("{note} ")), "{note}: {notes}");
        }
        found += called.len();
        if let (Some(last), Some(first)) = (page.lines.last(), page.notes.first()) {
            assert!(last.y < first.y, "the notes stand below the text");
        }
    }
    assert_eq!(found, 12);
}

#[test]
fn a_long_note_goes_on_and_nothing_of_it_is_lost() {
    let words: Vec<String> = (0..120).map(|n| format!("w{n}")).collect();
    let text = format!("Décide[^1] d'agir.\n\nInvite chacun.\n\n[^1]: {}.\n", words.join(" "));
    let layout = laid_out(&Desk::boxed().document(&text));
    let read: Vec<String> = layout.pages.iter().flat_map(|page| texts(page, Role::Note)).collect();
    assert_eq!(read.join(" "), format!("1 {}.", words.join(" ")));
    assert!(layout.pages.iter().filter(|page| !page.notes.is_empty()).count() > 1);
}

#[test]
fn a_draft_says_the_same_words_and_has_its_marks() {
    let body = "Rappelant que nul n'est tenu à l'impossible,\n\nDécide d'essayer ;\n\nInvite chacun à en faire autant.\n";
    let of_status = |status: &str| {
        let front = FRONT_MATTER.replace("number", &format!("status = \"{status}\"\nnumber"));
        laid_out(&Desk::boxed().write("content/session/001-essai.fr.md", format!("{front}{body}")))
    };
    let (draft, adopted) = (of_status("draft"), of_status("adopted"));
    let words = |layout: &Layout| -> Vec<String> {
        let lines = layout.pages.iter().flat_map(|page| &page.lines);
        lines
            .filter(|placed| !matches!(placed.role, Role::Adoption | Role::Title))
            .map(|placed| placed.line.text())
            .collect()
    };
    assert_eq!(words(&draft), words(&adopted));
    let title =
        |layout: &Layout| layout.pages.iter().flat_map(|page| texts(page, Role::Title)).collect::<String>();
    assert_eq!(
        (title(&draft).as_str(), title(&adopted).as_str()),
        ("Projet de résolutionN° 1", "Résolution N° 1")
    );
    for page in &draft.pages {
        assert_eq!(texts(page, Role::DraftMark), ["PROJET"]);
        let numbers = texts(page, Role::LineNumber);
        assert!(
            numbers.iter().enumerate().all(|(at, number)| *number == (5 * (at + 1)).to_string()),
            "{numbers:?}"
        );
        // The fifth number stands at the baseline of the fifth line.
        let mut baselines: Vec<_> = page.lines.iter().map(|placed| placed.y).collect();
        baselines.sort_unstable();
        baselines.dedup();
        if let Some(first) = page.margin.first() {
            assert_eq!(first.y, baselines[4]);
        }
    }
    assert!(
        adopted.pages.iter().all(|page| page.margin.is_empty() && texts(page, Role::DraftMark).is_empty())
    );
}

#[test]
fn an_annex_begins_a_page_where_the_style_says_so() {
    let layout = laid_out(&Desk::new().document("Décide.\n\n# Annexe 1\n\nUn.\n\n# Annexe 2\n\nDeux.\n"));
    let annexes: Vec<Vec<String>> = layout.pages.iter().map(|page| texts(page, Role::Annex)).collect();
    assert_eq!(annexes, [vec![], vec!["Annexe 1".to_owned()], vec!["Annexe 2".to_owned()]]);
}

#[test]
fn names_of_a_vote_stand_in_columns_of_one_width() {
    let names: Vec<String> = ('A'..='H').map(|letter| format!("\"{letter}\"")).collect();
    let vote = format!(
        "votes-for = 8\nvotes-against = 0\nabstentions = 0\nvoted-for = [{}]\nnumber",
        names.join(", ")
    );
    let front = FRONT_MATTER.replace("number", &vote);
    let layout =
        laid_out(&Desk::boxed().write("content/session/001-essai.fr.md", format!("{front}Décide.\n")));
    let cells: Vec<_> = layout
        .pages
        .iter()
        .flat_map(|page| page.lines.iter().filter(|placed| placed.role == Role::Cell))
        .collect();
    assert_eq!(cells.iter().map(|placed| placed.line.text()).collect::<String>(), "ABCDEFGH");
    // Three, three and two, each column below its first name.
    let xs: Vec<i64> = cells.iter().map(|placed| placed.x.0).collect();
    assert!(xs[0] == xs[2] && xs[3] == xs[5] && xs[6] == xs[7], "{xs:?}");
    assert_eq!(xs[3] - xs[0], xs[6] - xs[3]);
    assert!(cells[0].y == cells[3].y && cells[0].y == cells[6].y);
}

#[test]
fn large_texts_are_set_to_their_end() {
    let rows = (0..5000).map(|row| format!("| r{row} | {row} |\n")).collect::<Vec<_>>().concat();
    let table = laid_out(&Desk::new().document(&format!("Décide :\n\n| Nom | Part |\n|---|---|\n{rows}")));
    let cells = table.pages.iter().flat_map(|page| texts(page, Role::Cell)).count();
    assert_eq!(cells, 10_000);
    let notes =
        (0..2000).map(|n| format!("Invite[^{n}] chacun ;\n\n[^{n}]: Voir.\n\n")).collect::<Vec<_>>().concat();
    let notes = laid_out(&Desk::new().document(&notes));
    assert_eq!(notes.pages.iter().flat_map(|page| texts(page, Role::Note)).count(), 2000);
    let annexes = (1..=500).map(|n| format!("# Annexe {n}\n\nTexte.\n\n")).collect::<Vec<_>>().concat();
    assert_eq!(laid_out(&Desk::new().document(&format!("Décide.\n\n{annexes}"))).pages.len(), 501);
    let nested =
        (0..200).map(|level| format!("{}- n{level}\n", "  ".repeat(level))).collect::<Vec<_>>().concat();
    let nested = laid_out(&Desk::new().document(&format!("Décide :\n\n{nested}")));
    let items =
        nested.pages.iter().flat_map(|page| &page.lines).filter(|line| matches!(line.role, Role::Item(_)));
    assert_eq!(items.count(), 200);
}

#[test]
fn the_running_head_has_the_short_title_at_the_outer_edge() {
    let source = repository().join("content/12-port-brume-2031");
    let desk =
        Desk::new().write("content/session/session.toml", fs::read(source.join("session.toml")).expect("it"));
    let desk =
        desk.write("content/session/001-essai.fr.md", fs::read(source.join("001-phares.fr.md")).expect("it"));
    let layout = laid_out(&desk);
    assert_eq!(texts(&layout.pages[0], Role::RunningHead), Vec::<String>::new());
    let edges: Vec<i64> = layout.pages[1..]
        .iter()
        .map(|page| {
            assert_eq!(texts(page, Role::RunningHead), ["AA/12/RES/1 — Phares communs"]);
            page.head[0].line.runs[0].glyphs[0].x.0
        })
        .collect();
    // The second page is a verso, its head at the left; the third a recto.
    assert!(edges[0] == 0 && edges[1] > 0 && edges[2] == 0, "{edges:?}");
}

#[test]
fn the_formula_stands_where_the_style_says_and_clauses_have_its_numbers() {
    let style = crate::support::BOX_STYLE.replace("quote =", "formula = \"after-recitals\"\nquote =");
    let style = style.replace(
        "[notes]",
        "[clauses]\nform = \"(1)\"\nnumber-recitals = true\nnumber-operative = true\n[notes]",
    );
    let desk = Desk::boxed().write("templates/box/style.toml", style);
    let desk = desk.document("Rappelant ceci,\n\nNotant cela,\n\nDécide.\n\n4. Invite.\n\nPrie.\n");
    let shown = desk.show("text");
    let lines: Vec<String> = shown.lines().skip(3).map(|line| line.replace('\u{a0}', " ")).collect();
    assert_eq!(lines[..2], ["(1) RAPPELANT ceci,", "(2) NOTANT cela,"]);
    assert!(lines[2].starts_with("L’Assemblée"), "{lines:?}");
    assert_eq!(lines[3..6], ["(1) DÉCIDE.", "(4) INVITE.", "(5) PRIE."]);
}

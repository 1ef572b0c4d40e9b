//! The quality of lines and pages as numbers, with the box font.

use greffe::font::Shaper;
use greffe::layout::Quality;
use greffe::style::Budget;

use crate::support::{BOX_STYLE, Desk, FRONT_MATTER};

/// A document without a formula, whose lines are those of its clauses alone.
fn desk(body: &str) -> Desk {
    let front = FRONT_MATTER.replace("number", "formula = \"\"\nnumber");
    Desk::boxed().write("content/session/001-essai.fr.md", format!("{front}{body}"))
}

fn measured(body: &str) -> (Quality, String) {
    let (prepared, mut diagnostics) = desk(body).prepare();
    let prepared = prepared.expect("sound");
    let layout =
        prepared.lay_out(&mut Shaper::new(&prepared.style.fonts), &mut diagnostics).expect("laid out");
    (Quality::measure(&layout, &prepared.style.house.page), prepared.files.document.text.clone())
}

#[test]
fn hyphens_and_the_loosest_line_are_found() {
    // Eighteen boxes: `DÉCIDE AB CDEFGHI` leaves one to two spaces, which may gain half of a box each.
    let (quality, source) = measured("Décide AB CDEFGHI KLMNOPQRST.\n");
    let loosest = quality.loosest.expect("a loose line");
    assert!(source[loosest.span.range()].starts_with("Décide"), "{:?}", &source[loosest.span.range()]);
    assert_eq!(loosest.stretch, 1000);
    let (quality, _) = measured("Décide que constitutionnellement anticonstitutionnellement il convient.\n");
    assert!(quality.hyphens > 0 && quality.ladder.is_some());
}

#[test]
fn the_fill_of_pages_is_that_of_their_lines() {
    let (quality, _) = measured(&"Décide d'agir.\n\n".repeat(12));
    // Twelve lines to the page; every other one is empty below the first clauses.
    assert!(quality.page_fill.iter().all(|fill| (80..=100).contains(fill)), "{:?}", quality.page_fill);
    assert_eq!((quality.widows.len(), quality.orphans.len()), (0, 0));
}

#[test]
fn what_goes_over_the_budget_is_said() {
    let (quality, _) = measured("Décide AB CDEFGHI KLMNOPQRST.\n");
    let budget = |max_stretch| Budget { max_stretch, ..Budget::default() };
    assert_eq!(quality.excesses(&budget(1000)), []);
    let excess = &quality.excesses(&budget(999))[0];
    assert_eq!(
        excess.message.to_string(),
        "the spaces of this line are stretched to 1000 thousandths of what they may, above the 999 of the style"
    );
    let style = format!("{BOX_STYLE}\n[budget]\nmax-stretch = 10\n");
    let desk = desk("Décide AB CDEFGHI KLMNOPQRST.\n").write("templates/box/style.toml", style);
    let run = desk.run(&["build", "--report"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[GR-0510]"), "{}", run.stderr);
    assert!(run.stdout.contains("loosest line: +"), "{}", run.stdout);
    assert!(run.stdout.contains("001-essai.fr.md:7:"), "{}", run.stdout);
}

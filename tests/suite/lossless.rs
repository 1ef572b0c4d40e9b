//! Whatever is written is printed whole and in order, or refused with its place; nothing panics.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use greffe::diagnostic::has_errors;
use greffe::font::Shaper;
use greffe::layout::Layout;
use greffe::session::{Form, Prepared, Workshop};
use greffe::source::Source;
use greffe::style::Library;
use proptest::prelude::*;

use crate::support::{hand_over, repository};

static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| Workshop::new(Library::open(repository()), None));

/// Pieces of Markdown, of every construct that a document may have and of some that it may not.
const PIECES: [&str; 52] = [
    "Décide :",
    "Rappelant que nul n'est tenu,",
    "a) un ;",
    "i) deux ;",
    "1) trois",
    "- quatre :",
    "1. Prie chacun",
    "2. Invite",
    "> cité",
    "> # Titre",
    "# Annexe 1",
    "## I",
    "### Article 2",
    "[](#annexe-1)",
    "[^1]",
    "[^2]",
    "[^1]: une note",
    "[^2]: une autre",
    "| a | b |",
    "|---|--:|",
    "| 1,5 | x |",
    "***",
    "**Gras**",
    "*mot*",
    "`code`",
    "« ouvert",
    "fermé »",
    "\"",
    "[word]{lang=en}",
    "[x]{.smallcaps}",
    "10^e^",
    "H~2~O",
    "![mot](a.png)",
    "Terme",
    ": définition",
    "<!-- rien -->",
    "<b>",
    "– tiret",
    "b bis) suite",
    "\\",
    "anticonstitutionnellement",
    "é",
    "Adoptée",
    "12500 €",
    "l'Iran",
    "&amp;",
    "]{",
    "[",
    "|",
    "\u{a0}",
    "\u{202e}",
    "quelques mots de plus dans la phrase",
];

const SEPARATORS: [&str; 7] = ["\n", "\n\n", " ", " ", "\n   ", "\n\n   ", "\n> "];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec());
    let separator = prop::sample::select(SEPARATORS.to_vec());
    prop::collection::vec((piece, separator), 1..50)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, separator)| [piece, separator]).collect())
}

/// Characters without spaces and without the hyphens that divide words.
fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace() && *ch != '\u{200b}').collect()
}

/// What the lines of each paragraph say, over all pages.
fn printed(layout: &Layout) -> BTreeMap<usize, String> {
    let mut printed: BTreeMap<usize, String> = BTreeMap::new();
    for page in &layout.pages {
        for placed in page.lines.iter().chain(&page.notes) {
            let text = squeezed(&placed.line.text());
            let text = if placed.line.hyphenated { text.strip_suffix('-').unwrap_or(&text) } else { &text };
            printed.entry(placed.block).or_default().push_str(text);
        }
    }
    printed
}

fn prepare(source: &str) -> (Option<Prepared>, Vec<greffe::diagnostic::Diagnostic>) {
    let mut diagnostics = Vec::new();
    let path = repository().join("content/86-beijing-2017/001-essai.fr.md");
    let source = Source::new("essai", source);
    let prepared = WORKSHOP.prepare_source(source, &path, true, &mut diagnostics).expect("a sound style");
    (prepared, diagnostics)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: 400,
        rng_seed: crate::properties::seed(),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_paragraph_is_printed_whole(body in markdown(), report in any::<bool>()) {
        let kind = if report { "kind = \"report\"\n" } else { "" };
        let source = format!("+++\nreference = \"A-1\"\nnumber = 1\nsubject = \"Essai\"\n{kind}+++\n{body}\n");
        let (prepared, mut diagnostics) = prepare(&source);
        let Some(prepared) = prepared else {
            prop_assert!(has_errors(&diagnostics), "what is not set is refused");
            return Ok(());
        };
        let mut shaper = Shaper::new(&prepared.style.fonts);
        let Some(layout) = prepared.lay_out(&mut shaper, &mut diagnostics) else {
            prop_assert!(has_errors(&diagnostics));
            return Ok(());
        };
        // Every word of the source is in some paragraph, as often as it was written.
        let words = |text: &str| -> BTreeMap<String, usize> {
            let mut words = BTreeMap::new();
            for word in text.split(|ch: char| !ch.is_alphabetic()).filter(|word| word.chars().count() >= 4) {
                *words.entry(word.to_lowercase()).or_default() += 1;
            }
            words
        };
        let texts: Vec<String> =
            prepared.composition.paragraphs.iter().map(|paragraph| paragraph.text.to_string()).collect();
        let set = words(&texts.join("\n"));
        let unprinted = ["lang", "smallcaps", "rien", "annexe", "adoptée"];
        for (word, count) in words(&body).into_iter().filter(|(word, _)| !unprinted.contains(&word.as_str())) {
            prop_assert!(set.get(&word).copied().unwrap_or_default() >= count, "{word} in {body:?}");
        }
        let printed = printed(&layout);
        for (index, paragraph) in prepared.composition.paragraphs.iter().enumerate() {
            let label = paragraph.label.as_ref().map_or_else(String::new, ToString::to_string);
            let meant = squeezed(&format!("{label}{}", paragraph.text));
            let said = printed.get(&index).map_or("", String::as_str);
            // The head of a table is printed again on each page.
            prop_assert!(said == meant || (said.starts_with(&meant) && said.len().is_multiple_of(meant.len().max(1))),
                "paragraph {index}: {said:?} for {meant:?} in {body:?}");
        }
        // The file is refused with a reason, or the audit, which a test build runs by itself, agrees with it.
        let built = prepared.set(&Form::default(), &mut shaper, &mut diagnostics);
        prop_assert!(!diagnostics.iter().any(|diagnostic| diagnostic.code() == "GR-0601"), "{diagnostics:?} in {body:?}");
        match built {
            Some(built) => hand_over("a-2a", &built.bytes),
            None => prop_assert!(has_errors(&diagnostics)),
        }
    }
}

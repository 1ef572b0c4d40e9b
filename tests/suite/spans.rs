//! Quotations over paragraphs, and spans with attributes.

use greffe::diagnostic::Severity;
use greffe::model::{Foreign, Style};

use crate::support::{Desk, visible};

/// The blocks of a body after the formula, no-break spaces visible, and the codes of what was found.
fn set(body: &str) -> (Vec<String>, Vec<String>) {
    let desk = Desk::new().document(body);
    let (prepared, diagnostics) = desk.prepare();
    let blocks = prepared.map_or_else(Vec::new, |prepared| {
        let paragraphs = &prepared.composition.paragraphs;
        paragraphs[4..paragraphs.len() - 1].iter().map(|block| visible(&block.text.to_string())).collect()
    });
    (blocks, diagnostics.iter().map(|diagnostic| diagnostic.code().to_string()).collect())
}

#[test]
fn a_guillemet_is_repeated_at_each_paragraph_of_a_quotation() {
    let expected =
        ["DÉCIDE de lire~: «~Un.", "«~Deux, \u{201c}le mot\u{201d}.", "«~Trois.~»", "INVITE chacun."];
    let typed = [
        "Décide de lire: \"Un.\n\nDeux, \"le mot\".\n\nTrois.\"\n\nInvite chacun.",
        "Décide de lire: \"Un.\n\n\"Deux, \"le mot\".\n\n\"Trois.\"\n\nInvite chacun.",
        "Décide de lire : « Un.\n\nDeux, “le mot”.\n\nTrois. »\n\nInvite chacun.",
        "Décide de lire : « Un.\n\n« Deux, “le mot”.\n\n« Trois. »\n\nInvite chacun.",
    ];
    for body in typed {
        assert_eq!(set(body), (expected.map(str::to_owned).to_vec(), vec![]), "{body}");
    }
}

#[test]
fn a_quotation_goes_on_over_the_items_of_a_list() {
    let (blocks, codes) =
        set("Décide d'ajouter : \"Les membres :\n\n1. l'un ;\n2. l'autre.\"\n\nInvite chacun.");
    assert_eq!(blocks, ["DÉCIDE d’ajouter~: «~Les membres~:", "«~l’un¦;", "«~l’autre.~»", "INVITE chacun."]);
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn a_quotation_that_nothing_closes_is_reported_where_it_opens() {
    let (blocks, codes) = set("Décide de \"lire.\n\nInvite \"chacun\" à venir.");
    assert_eq!(blocks, ["DÉCIDE de \"lire.", "INVITE «~chacun~» à venir."]);
    assert_eq!(codes, ["GR-0401"]);
    // A paragraph quoted by itself does not close the one before.
    let (_, codes) = set("Décide de \"lire:\n\n\"Annexe\" est un mot.");
    assert_eq!(codes, ["GR-0210", "GR-0401"]);
}

#[test]
fn words_of_another_language_are_left_alone() {
    let (blocks, codes) =
        set("Décide d'\"agir\" avec le [Director's *office*: \"A 10000\"]{lang=de}: \"vite\".");
    assert_eq!(blocks, ["DÉCIDE d’«~agir~» avec le Director's office: \"A 10000\"~: «~vite~»."]);
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn the_language_of_a_span_is_kept_and_its_words_are_not_divided() {
    let desk = Desk::new()
        .document("Décide le [mot]{lang=\"en\"} [Petites]{.smallcaps} et [les deux]{lang=la .smallcaps}.");
    let (prepared, _) = desk.prepare();
    let text = &prepared.expect("sound").composition.paragraphs[4].text;
    let languages: String =
        text.cells.iter().map(|cell| cell.foreign.map_or("-".to_owned(), Foreign::code)).collect();
    assert!(languages.contains("enenen-"), "{languages}");
    assert!(languages.contains("-lalalalalalalala-"), "{languages}");
    let small = text.cells.iter().filter(|cell| cell.style.contains(Style::SMALL_CAPITALS));
    assert_eq!(small.map(|cell| cell.ch).collect::<String>(), "Petitesles deux");
}

#[test]
fn braces_that_say_nothing_are_reported() {
    for (body, message) in [
        ("Décide [un]{lang=anglais}.", "`anglais` is no language code"),
        ("Décide [un]{.large}.", "there is no attribute `.large`"),
        ("Décide [un]{}.", "these braces say nothing of the span before them"),
    ] {
        let (_, diagnostics) = Desk::new().document(body).prepare();
        let found: Vec<_> = diagnostics
            .iter()
            .map(|found| (found.severity, found.code(), found.message.to_string()))
            .collect();
        assert_eq!(found, [(Severity::Error, "GR-0221", message.to_owned())]);
    }
    // Braces by themselves, and brackets, are text.
    let (blocks, codes) = set("Décide {tout} et [rien] `[a]{b}`.");
    assert_eq!((blocks, codes), (vec!["DÉCIDE {tout} et [rien] [a]{b}.".to_owned()], vec![]));
}

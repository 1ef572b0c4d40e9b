//! What a document means.

use greffe::diagnostic::Severity;
use greffe::style::{ClauseKind, Lexicon, fold};

use crate::support::{Desk, repository, visible};

fn lexicon() -> Lexicon {
    Lexicon::read(&repository().join("templates/lexicon/fr")).expect("the lexicon")
}

/// The keyword of a clause between brackets, `R` or `O` before it.
fn keyword(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    match lexicon().keyword(&words) {
        None => format!("? {text}"),
        Some(found) => {
            let kind = match found.kind {
                ClauseKind::Recital => "R",
                ClauseKind::Operative => "O",
            };
            format!("{kind} [{}] {}", words[..found.words].join(" "), words[found.words..].join(" "))
        }
    }
}

#[test]
fn the_longest_keyword_is_found() {
    let cases = [
        ("Ayant pris connaissance du rapport", "R [Ayant pris connaissance] du rapport"),
        ("Ayant à l'esprit l'article 4", "R [Ayant à l'esprit] l'article 4"),
        ("AYANT A L’ESPRIT l'article 4", "R [AYANT A L’ESPRIT] l'article 4"),
        ("Rappelant également sa décision", "R [Rappelant également] sa décision"),
        ("Notant avec préoccupation que", "R [Notant avec préoccupation] que"),
        ("Reconnaissant le fait que", "R [Reconnaissant] le fait que"),
        ("Consciente de l'ampleur", "R [Consciente] de l'ampleur"),
        ("Prie instamment les membres", "O [Prie instamment] les membres"),
        ("Décide en outre que", "O [Décide en outre] que"),
        ("Donne mandat au Secrétaire", "O [Donne mandat] au Secrétaire"),
        ("Décide, à l'unanimité,", "O [Décide,] à l'unanimité,"),
        ("Encourage les États", "O [Encourage] les États"),
        ("Encouragé par les progrès", "R [Encouragé] par les progrès"),
        ("Le présent texte", "? Le présent texte"),
    ];
    for (text, expected) in cases {
        assert_eq!(keyword(text), expected);
    }
}

#[test]
fn folding_takes_off_case_accents_and_ligatures() {
    assert_eq!(fold("CONSIDÉRANT"), "considerant");
    assert_eq!(fold("Œuvrant à l’unisson"), "oeuvrant a l'unisson");
}

#[test]
fn the_lexicon_is_large_and_has_every_form() {
    let lexicon = lexicon();
    assert!(lexicon.keyword_phrases().count() > 700);
    for form in ["conscient", "consciente", "conscients", "conscientes"] {
        assert!(lexicon.keyword_phrases().any(|phrase| phrase == form), "{form}");
    }
}

#[test]
fn recitals_and_clauses_follow_from_their_keywords() {
    let desk = Desk::new()
        .document("Rappelant sa décision,\n\nDécide ce qui suit :\n\n1. le premier ;\n2. le second.\n");
    assert_eq!(
        desk.show("tree"),
        "resolution GA-1-RES-1
  preface
    title Résolution N° 1
    reference GA-1-RES-1
    subject Objet : Essai
  body
    formula L'Assemblée générale de l'O.I.P.C.-INTERPOL, réunie en sa 3ème session à Bruges (Belgique) du 28 mai au 1er juin 2024,
    recital [Rappelant] sa décision,
    clause [Décide] ce qui suit :
      list
        item 1
          paragraph le premier ;
        item 2
          paragraph le second.
  conclusion
    adoption Adoptée
"
    );
}

#[test]
fn a_marked_keyword_wins() {
    let desk = Desk::new().document("**Rappelant sa décision** du 3 mai,\n\n**Dispose** que tout est dit.\n");
    let tree = desk.show("tree");
    assert!(tree.contains("recital [Rappelant sa décision] du 3 mai,"), "{tree}");
    assert!(tree.contains("clause [Dispose] que tout est dit."), "{tree}");
    assert!(visible(&desk.show("text")).contains("RAPPELANT SA DÉCISION du 3~mai,"));
}

#[test]
fn a_thematic_break_fixes_the_border() {
    let desk = Desk::new().document("**Parce que** le temps presse,\n\n***\n\nNotant bien que c'est fini.\n");
    let tree = desk.show("tree");
    assert!(tree.contains("recital [Parce que] le temps presse,"), "{tree}");
    assert!(tree.contains("clause [Notant] bien que c'est fini."), "{tree}");
}

#[test]
fn an_unknown_keyword_is_a_warning_with_the_nearest() {
    let desk = Desk::new().document("Rapellant sa décision,\n\nDécide d'agir.\n");
    let (prepared, diagnostics) = desk.prepare();
    assert!(prepared.is_some());
    let [diagnostic] = &diagnostics[..] else { panic!("{diagnostics:?}") };
    assert_eq!((diagnostic.code(), diagnostic.severity), ("GR-0210", Severity::Warning));
    assert_eq!(&diagnostic.source.text[diagnostic.range.clone()], "Rapellant");
    let help = diagnostic.message.help(greffe::diagnostic::Speech::English);
    assert!(help.starts_with("did you mean `rappelant`?"), "{help}");
}

#[test]
fn lost_accents_of_a_keyword_are_mended_with_a_warning() {
    let desk = Desk::new().document("CONSIDERANT la charge,\n\nDecide d'agir.\n");
    let (_, diagnostics) = desk.prepare();
    let codes: Vec<&str> = diagnostics.iter().map(greffe::diagnostic::Diagnostic::code).collect();
    assert_eq!(codes, ["GR-0211", "GR-0211"]);
    let text = desk.show("text");
    assert!(text.contains("CONSIDÉRANT la charge,"), "{text}");
    assert!(text.contains("DÉCIDE d’agir."), "{text}");
}

#[test]
fn the_formula_may_come_from_the_front_matter() {
    let source = "+++\nreference = \"GA-1-RES-1\"\nnumber = 1\nsubject = \"Essai\"\nformula = \"L'Assemblée, réunie à Lyon,\"\nstatus = \"draft\"\n+++\nDécide d'agir.\n";
    let desk = Desk::new().write("content/session/001-essai.fr.md", source);
    assert_eq!(
        visible(&desk.show("text")),
        "Projet de résolution N°~1\nGA-1-RES-1\nObjet~: Essai\nL’Assemblée, réunie à Lyon,\nDÉCIDE d’agir.\n"
    );
}

#[test]
fn a_line_of_adoption_in_the_text_is_not_doubled() {
    let desk = Desk::new().document("Décide d'agir.\n\nAdoptée.\n");
    assert_eq!(desk.show("text").lines().filter(|line| line.starts_with("Adoptée")).count(), 1);
}

#[test]
fn keywords_in_small_capitals_or_italics_keep_their_letters() {
    use greffe::model::Style;
    for (name, style) in
        [("small-capitals", Style::SMALL_CAPITALS), ("italic", Style::ITALIC), ("plain", Style::PLAIN)]
    {
        let house =
            crate::support::BOX_STYLE.replace("keywords = \"capitals\"", &format!("keywords = \"{name}\""));
        let desk = Desk::boxed()
            .document("Ayant a l'esprit la charge,\n\nDécide d'agir.\n")
            .write("templates/box/style.toml", house);
        let (prepared, _) = desk.prepare();
        let text = &prepared.expect("a sound document").composition.paragraphs[4].text;
        assert!(text.to_string().starts_with("Ayant à l’esprit la charge,"), "{text}");
        let styled =
            text.cells.iter().take_while(|cell| style != Style::PLAIN && cell.style.contains(style)).count();
        assert_eq!(styled, if style == Style::PLAIN { 0 } else { "Ayant à l’esprit".chars().count() });
    }
}

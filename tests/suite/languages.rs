//! English and Spanish beside French: their data are complete, their documents are set by their own rules, and words of one
//! in a document of another too.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use greffe::model::{Foreign, Language};
use greffe::style::ClauseKind::{self, Operative, Recital};
use greffe::style::{Lexicon, Library, Pairs, fold};
use greffe::typography::{decimal_sign, hyphenation_points, rule, rules};

use crate::support::{Desk, FRONT_MATTER, lexicon, read, repository, visible};

/// A session with a place in every language.
const SESSION: &str = "number = 22\nplace = { fr = \"Bruges\", en = \"Bruges\", es = \"Brujas\", ar = \"بروج\" }\ncountry = { fr = \"Belgique\", en = \"Belgium\", es = \"Bélgica\", ar = \"بلجيكا\" }\nstart = 2024-05-28\nend = 2024-06-01\ntemplate = \"archipels\"\n";

/// A desk with one document in a language.
fn desk(language: &str, body: &str) -> Desk {
    Desk::new()
        .write("content/session/session.toml", SESSION)
        .write(&source(language), format!("{FRONT_MATTER}{body}"))
}

fn source(language: &str) -> String {
    format!("content/session/001-essai.{language}.md")
}

/// The lines of a document as `show` prints them, no-break spaces visible.
fn lines(desk: &Desk, language: &str) -> Vec<String> {
    let run = desk.run(&["show", &source(language)]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{language}");
    visible(&run.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn the_words_of_the_house_are_there_in_each_language() {
    /// The keys of a table and of the tables within it; what is of a language alone is left out.
    fn keys(table: &toml::Table, within: &str, into: &mut BTreeSet<String>) {
        for (key, value) in table {
            let name = format!("{within}.{key}");
            if name == ".ordinals.ending-in" {
                continue;
            }
            if let toml::Value::Table(inner) = value {
                keys(inner, &name, into);
            }
            into.insert(name);
        }
    }
    for style in ["archipels", "interpol"] {
        let of = |language: Language| {
            let table: toml::Table =
                read(&format!("templates/{style}/labels.{language}.toml")).parse().expect("TOML");
            let mut all = BTreeSet::new();
            keys(&table, "", &mut all);
            all
        };
        let french = of(Language::French);
        for language in Language::ALL {
            assert_eq!(of(language), french, "{style} in {language}");
        }
    }
}

#[test]
fn each_style_is_sound_in_each_language() {
    let library = Library::open(repository());
    for style in library.templates() {
        for language in Language::ALL {
            let set = library.style(&style, language).expect("a sound style");
            assert_eq!(set.labels.dates.months.len(), 12);
            assert_eq!(
                set.lexicon.months,
                set.labels.dates.months.iter().map(|month| fold(month)).collect::<Vec<_>>()
            );
            assert!(!set.lexicon.conjunctions.is_empty());
            assert!(!set.lexicon.recital_endings.is_empty() || !set.lexicon.recital_particles.is_empty());
            // What the labels say is printed as it stands.
            let context = set.context();
            for words in [&set.labels.words.annex, &set.labels.words.appendix, &set.labels.words.article] {
                assert_eq!(&greffe::typography::set_str(words, language, context), words);
            }
        }
    }
    assert_eq!(Language::ALL.map(decimal_sign), [',', '.', ',', ',']);
}

#[test]
fn a_document_of_each_language_is_set_by_its_own_rules() {
    let english = desk(
        "en",
        "Recalling the members' \"charter\",\n\n1. Decides:\n\n   1. to vote;\n   2. to pay 12500 crowns.\n",
    );
    assert_eq!(
        lines(&english, "en")[2..],
        [
            "Resolution No.~1",
            "GA-1-RES-1",
            "Essai",
            "The Assembly of the Archipelagos, meeting in Bruges (Belgium) at its 22nd~session from 28~May to 1~June~2024,",
            "Recalling the members’ “charter”,",
            "1.~Decides:",
            "(a) to vote;",
            "(b) to pay 12,500~crowns.",
            "Adopted",
        ]
    );
    let spanish = desk(
        "es",
        "Recordando el \"estatuto\" de los miembros,\n\n1. Decide:\n\n   1. votar;\n   2. pagar 12500 coronas.\n",
    );
    assert_eq!(
        lines(&spanish, "es")[2..],
        [
            "Resolución n.º~1",
            "GA-1-RES-1",
            "Essai",
            "La Asamblea de los Archipiélagos, en su 22.ª~reunión, celebrada en Brujas (Bélgica) del 28~de~mayo al 1~de~junio de~2024,",
            "Recordando el «estatuto» de los miembros,",
            "1.~Decide:",
            "a) votar;",
            "b) pagar 12¦500~coronas.",
            "Aprobada",
        ]
    );
}

#[test]
fn the_formula_stands_where_the_house_has_it_in_a_language() {
    let body = [
        ("en", "Noting the contents of the report,\n\nApproves the agreement.\n"),
        ("fr", "Notant le rapport,\n\nApprouve l'accord.\n"),
    ];
    let places = body.map(|(language, body)| {
        let desk = desk(language, body)
            .write("content/session/session.toml", SESSION.replace("archipels", "interpol"));
        let lines = lines(&desk, language);
        let place = |words: &str| lines.iter().position(|line| line.starts_with(words)).expect(words);
        match language {
            "en" => {
                (place("NOTING THE CONTENTS of"), place("The ICPO-INTERPOL General Assembly, meeting in"))
            }
            _ => (place("NOTANT le"), place("L’Assemblée générale")),
        }
    });
    assert!(places[0].0 < places[0].1, "in English the recitals come first");
    assert!(places[1].0 > places[1].1, "in French the formula");
}

#[test]
fn ordinals_of_sessions_have_their_endings() {
    for (number, english, spanish) in [
        (1, "1st", "1.ª"),
        (2, "2nd", "2.ª"),
        (3, "3rd", "3.ª"),
        (11, "11th", "11.ª"),
        (13, "13th", "13.ª"),
        (21, "21st", "21.ª"),
        (112, "112th", "112.ª"),
        (123, "123rd", "123.ª"),
    ] {
        let session = SESSION.replace("22", &number.to_string());
        for (language, expected, body) in
            [("en", english, "Decides to vote.\n"), ("es", spanish, "Decide votar.\n")]
        {
            let desk = desk(language, body).write("content/session/session.toml", &session);
            assert!(lines(&desk, language)[0].contains(&format!(" {expected}~")), "{number} {language}");
        }
    }
}

#[test]
fn a_fix_writes_english_and_spanish_as_they_are_printed() {
    for (language, typed, fixed) in [
        (
            "en",
            "Recalling article 4 of the \"Charter\" - the 'old' one - of 5 May 2031 ,\n\nDecides not to wait: `l'x: y`...\n",
            "Recalling article~4 of the “Charter”—the “old” one—of 5~May~2031,\n\nDecides not to wait: `l'x: y`…\n",
        ),
        (
            "es",
            "Recordando el artículo 4 del \"Estatuto\" - el 'viejo' - de 5 de mayo de 2031 ,\n\nDecide no esperar la 3ª vez...\n",
            "Recordando el artículo~4 del «Estatuto» —el ‘viejo’— de 5~de~mayo de~2031,\n\nDecide no esperar la 3.ª~vez…\n",
        ),
    ] {
        let desk = desk(language, typed);
        let before = lines(&desk, language);
        let run = desk.run(&["check", "--fix"]);
        assert!(run.stderr.contains("fixed: "), "{}", run.stderr);
        let source = fs::read_to_string(desk.path(&source(language))).expect("the source");
        assert_eq!(visible(source.strip_prefix(FRONT_MATTER).expect("the front matter")), fixed);
        assert_eq!(lines(&desk, language), before);
        assert!(
            !desk.run(&["check", "--fix"]).stderr.contains("fixed:"),
            "{language}: nothing is left to fix"
        );
    }
}

#[test]
fn the_specimens_are_fixed_once_and_say_the_same() {
    for name in ["001-phares", "002-budget", "003-etat-des-bibliotheques", "004-signaux"] {
        for language in ["en", "es"] {
            let mut desk = Desk::new();
            for file in
                ["session.toml", "references.toml", "figures/prets.svg", &format!("{name}.{language}.md")]
            {
                let bytes = fs::read(repository().join("content/12-port-brume-2031").join(file)).expect(file);
                desk = desk.write(&format!("content/brume/{file}"), bytes);
            }
            let document = format!("content/brume/{name}.{language}.md");
            let before = desk.run(&["show", &document]).stdout;
            let run = desk.run(&["check", "--fix", "--deny", "warnings", "content/brume"]);
            assert_eq!(
                (run.code, run.stderr.matches("not fixed").count()),
                (0, 0),
                "{name} {language}: {}",
                run.stderr
            );
            assert_eq!(desk.run(&["show", &document]).stdout, before, "{name} {language}");
            let run = desk.run(&["check", "--fix", "content/brume"]);
            assert!(!run.stderr.contains("fixed: "), "{name} {language}: {}", run.stderr);
        }
    }
}

#[test]
fn changes_are_explained_in_each_language() {
    let english = desk("en", "Decides to read \"it\" : now.\n");
    let run = english.run(&["explain", &format!("{}:6", source("en"))]);
    assert_eq!(
        run.stdout,
        "content/session/001-essai.en.md:6:17: en-quotes: `\"` → `“`
    quotations stand between curly marks, inner ones between the other pair, in the order of the house (NHR 9 (single outside); CMOS, Quotations, and UNEM (double outside))
content/session/001-essai.en.md:6:20: en-quotes: `\"` → `”`
    quotations stand between curly marks, inner ones between the other pair, in the order of the house (NHR 9 (single outside); CMOS, Quotations, and UNEM (double outside))
content/session/001-essai.en.md:6:21: en-high-punctuation: `⟨space⟩` → nothing
    no space stands before `:`, `;`, `!` or `?` (NHR 4; CMOS, Punctuation)
"
    );
    let spanish = desk("es", "Decide leer [the \"text\"]{lang=en} la 2ª vez.\n");
    let run = spanish.run(&["explain", &format!("{}:6", source("es"))]);
    for part in [
        "en-quotes: `\"` → `“`",
        "es-ordinal: `ª` → `.ª`",
        "(OLE, Las expresiones numéricas; DPD, ordinales)",
    ] {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    for language in Language::ALL {
        for known in rules(language) {
            assert_eq!(rule(Language::French, known.id), Some((known.reason, known.authority)));
        }
    }
}

#[test]
fn spans_of_another_language_are_set_by_its_rules() {
    let desk = desk(
        "fr",
        "Décide d'\"agir\" avec le [Director's *office*: \"A 12500 crowns\"]{lang=en}: [nº 5: \"sí\"]{lang=es}; [it's \"so\"]{lang=de}.\n",
    );
    let lines = lines(&desk, "fr");
    assert_eq!(
        lines[6],
        "1.~Décide d’«~agir~» avec le Director’s office: “A 12,500~crowns”~: n.º~5: «sí»¦; it's \"so\"."
    );
    let arabic = self::desk("fr", "Décide [نعم , 12 % \"لا\"]{lang=ar} : 12 %.\n");
    assert_eq!(self::lines(&arabic, "fr")[6], "1.~Décide نعم، 12٪ «لا»~: 12~%.");
    let spanish = self::desk("es", "Decide [نعم?]{lang=ar}.\n");
    assert_eq!(self::lines(&spanish, "es")[6], "1.~Decide نعم؟.");
    let within = self::desk("ar", "تقرر [it's \"so\"]{lang=en}.\n");
    assert!(self::lines(&within, "ar").iter().any(|line| line.contains("it’s “so”")));
    let english = self::desk("en", "Decides to name it [l'\"Office\" : non]{lang=fr} , \"now\".\n");
    assert_eq!(self::lines(&english, "en")[6], "1.~Decides to name it l’«~Office~»~: non, “now”.");
}

#[test]
fn spaces_at_the_edges_of_a_span_are_the_texts_own() {
    let desk = desk("fr", "Décide le[ mot ]{lang=en}suivant et [ « » ]{lang=en}.\n");
    assert_eq!(lines(&desk, "fr")[6], "1.~Décide le mot suivant et « ».");
}

#[test]
fn spans_are_divided_as_their_language_divides_them() {
    let desk = desk(
        "fr",
        "Décide le [knowledge]{lang=en}, le [knowledge]{lang=de}, le [desarrollo]{lang=es} et le développement.\n",
    );
    let library = Library::open(&desk.path(""));
    let mut diagnostics = Vec::new();
    let path = desk.path(&source("fr"));
    let prepared = greffe::session::Workshop::new(library, None).prepare(&path, false, &mut diagnostics);
    let prepared = prepared.expect("a style").expect("sound");
    let paragraphs = &prepared.composition.paragraphs;
    let clause =
        paragraphs.iter().find(|paragraph| paragraph.text.to_string().contains("knowledge")).expect("it");
    let divided: Vec<String> = clause
        .text
        .cells
        .split(|cell| cell.ch.is_whitespace())
        .filter(|word| word.len() > 8)
        .map(|word| {
            let mut parts: Vec<char> = word.iter().map(|cell| cell.ch).collect();
            for at in hyphenation_points(word, &prepared.style).into_iter().rev() {
                parts.insert(at, '-');
            }
            parts.into_iter().collect()
        })
        .collect();
    assert_eq!(divided, ["know-ledge,", "knowledge,", "de-sa-rro-llo", "dé-ve-lop-pe-ment."]);
    // The tags of the file name the languages.
    let foreign: BTreeSet<String> =
        clause.text.cells.iter().filter_map(|cell| cell.foreign.map(Foreign::code)).collect();
    assert_eq!(foreign.into_iter().collect::<Vec<_>>(), ["de", "en", "es"]);
}

#[test]
fn a_document_with_a_span_is_stale_when_the_words_of_that_language_change() {
    let mut desk = Desk::copied().document("Décide le [mot]{lang=en}.\n");
    for entry in fs::read_dir(repository().join("templates/lexicon/en")).expect("a folder").flatten() {
        let name = format!("templates/lexicon/en/{}", entry.file_name().to_string_lossy());
        desk = desk.write(&name, fs::read(entry.path()).expect("a file"));
    }
    assert_eq!(desk.run(&["build"]).code, 0);
    assert_eq!(desk.run(&["status"]).code, 0, "{}", desk.run(&["status"]).stdout);
    let names = read("templates/lexicon/en/names.toml")
        + "\n[[preferred]]\nwrong = \"mot\"\nright = \"word\"\nreason = \"A test.\"\n";
    let desk = desk.write("templates/lexicon/en/names.toml", names);
    let status = desk.run(&["status"]);
    assert_eq!(status.code, 1, "{}", status.stdout);
    assert!(status.stdout.contains("templates/lexicon/en/names.toml"), "{}", status.stdout);
    assert!(desk.run(&["build"]).stdout.contains("GA-1-RES-1"));
    assert_eq!(desk.run(&["status"]).code, 0);
    // A lexicon that is wrong is told, not passed over.
    let desk = desk.write("templates/lexicon/en/names.toml", "[[preferred]]\nwrung = \"a\"\n");
    assert_eq!(desk.run(&["build", "--force"]).code, 2);
}

#[test]
fn a_project_without_a_lexicon_sets_spans_by_the_programs() {
    let desk = Desk::copied()
        .document("Décide le [member's \"word\"]{lang=en} et le [member's \"word\"]{lang=de}.\n");
    assert!(desk.show("text").contains("le member’s “word” et le member's \"word\"."));
}

#[test]
fn divisions_of_english_words_are_british_or_american() {
    for (division, expected) in [("gb", [4]), ("us", [5])] {
        let style = read("templates/archipels/style.toml").replace(
            "preset = \"united-nations\"",
            &format!("preset = \"united-nations\"\ndivision = \"{division}\""),
        );
        let mut desk = Desk::new().write("content/session/session.toml", SESSION.replace("archipels", "own"));
        // The templates of the desk are a link; the style of one's own stands in a folder beside.
        fs::remove_file(desk.path("templates")).expect("a link");
        for folder in ["archipels", "lexicon/en"] {
            for entry in
                fs::read_dir(repository().join("templates").join(folder)).expect("a folder").flatten()
            {
                let folder = folder.replace("archipels", "own");
                let name = format!("templates/{folder}/{}", entry.file_name().to_string_lossy());
                desk = desk.write(&name, fs::read(entry.path()).expect("a file"));
            }
        }
        let desk = desk.write("templates/own/style.toml", style);
        let set = Library::open(&desk.path("")).style("own", Language::English).expect("a style");
        let word = greffe::model::Text::verbatim("knowledge", greffe::source::File::Document, 0);
        let points = hyphenation_points(&word.cells, &set);
        assert_eq!(points, expected, "{division}");
    }
}

#[test]
fn a_setting_of_another_language_is_refused() {
    for (table, part) in [
        ("[languages.en.typography]\npreset = \"rae\"\n", "[languages.en.typography]: `preset` has"),
        ("[languages.en.typography]\ncolon = \"nbsp\"\n", "[languages.en.typography]: `colon` has"),
        ("[languages.es.typography]\nthousands = \"comma\"\n", "[languages.es.typography]: `thousands` has"),
        ("[languages.es.typography]\nquotes = \"single\"\n", "[languages.es.typography]: `quotes` has"),
        (
            "[languages.en.typography]\nnumber-sign = \"degree\"\n",
            "[languages.en.typography]: `number-sign` has",
        ),
        ("[languages.en.typography]\ndigits = \"european\"\n", "[languages.en.typography]: `digits` has"),
        ("[languages.ar.typography]\nthousands = \"comma\"\n", "[languages.ar.typography]: `thousands` has"),
        ("[languages.ar.typography]\nquotes = \"double\"\n", "[languages.ar.typography]: `quotes` has"),
        ("[languages.en]\nlists = []\n", "lists have no numeral"),
        ("[languages.xx]\n", "`xx` is no language here"),
    ] {
        let style = read("templates/interpol/style.toml");
        let (head, rest) = style.split_once("[languages.en]").expect("the table");
        let (_, tail) = rest.split_once("[blocks.title]").expect("the table");
        let desk = Desk::copied()
            .write("templates/interpol/style.toml", format!("{head}{table}\n[blocks.title]{tail}"))
            .document("Décide d'agir.\n");
        let run = desk.run(&["build"]);
        assert_eq!(run.code, 2, "{table}");
        assert!(run.stderr.contains(part), "{table}: {}", run.stderr);
    }
}

#[test]
fn keywords_are_found_with_the_adverbs_around_them() {
    let found = |language: Language, text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        lexicon(language).keyword(&words).map(|found| (found.phrase, found.kind))
    };
    let of = |phrase: &str, kind| Some((phrase.to_owned(), kind));
    for (text, phrase, kind) in [
        ("Recalling also its resolution", "recalling also", Recital),
        ("Further recalling its resolution", "further recalling", Recital),
        ("Deeply concerned that", "deeply concerned", Recital),
        ("Noting with deep concern that", "noting with deep concern", Recital),
        ("Strongly condemns the", "strongly condemns", Operative),
        ("Once again urges all", "once again urges", Operative),
        ("Takes note with appreciation of", "takes note with appreciation", Operative),
        ("Decides to remain seized", "decides", Operative),
        ("ASKS the General Secretariat", "asks", Operative),
    ] {
        assert_eq!(found(Language::English, text), of(phrase, kind), "{text}");
    }
    for (text, phrase, kind) in [
        ("Recordando también su resolución", "recordando también", Recital),
        ("Profundamente preocupada por", "profundamente preocupada", Recital),
        ("OBSERVANDO CON PREOCUPACION que", "observando con preocupación", Recital),
        ("Reafirmando, en ese contexto, su", "reafirmando", Recital),
        ("Toma nota con satisfacción de", "toma nota con satisfacción", Operative),
        ("Acoge con beneplácito la", "acoge con beneplácito", Operative),
        ("Insta encarecidamente a", "insta encarecidamente", Operative),
    ] {
        assert_eq!(found(Language::Spanish, text), of(phrase, kind), "{text}");
    }
    assert_eq!(found(Language::English, "The members of"), None);
    assert_eq!(found(Language::Spanish, "Los miembros de"), None);
}

#[test]
fn a_marked_keyword_that_is_unknown_is_a_recital_by_its_ending() {
    for (language, body) in [
        ("en", "**Yearning** for peace,\n\n**Beseeches** all.\n"),
        ("es", "**Anhelando** la paz,\n\n**Suplica** a todos.\n"),
        ("ar", "**وقد** تاقت إلى السلام،\n\n**تبتهل** إلى الجميع.\n"),
    ] {
        let desk = desk(language, body);
        let lines = lines(&desk, language);
        let numbered = lines.iter().filter(|line| line.starts_with("1.~") || line.starts_with("1 -")).count();
        assert_eq!(numbered, 1, "one clause has a number: {lines:?}");
    }
}

#[test]
fn items_follow_a_conjunction_of_the_language() {
    for (language, body) in [
        ("en", "Decides:\n\na) to vote and\nb) to pay.\n"),
        ("es", "Decide:\n\na) votar y\nb) pagar.\n"),
        ("fr", "Décide :\n\na) de voter et\nb) de payer.\n"),
        ("ar", "تقرر:\n\n(أ) أن تصوت أو\n(ب) أن تدفع.\n"),
    ] {
        let lines = lines(&desk(language, body), language);
        assert!(lines.iter().any(|line| line.starts_with("b) ") || line.starts_with("(ب) ")), "{lines:?}");
    }
}

/// Keywords as organisations print them, where the developers keep a list: language, kind, phrase.
#[test]
fn attested_keywords_are_known() {
    let named = std::env::var_os("GREFFE_KEYWORDS").map(PathBuf::from);
    let path = named.unwrap_or_else(|| repository().join("../shared/corpus/keywords.tsv"));
    let Ok(list) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let mut unknown = Vec::new();
    for line in list.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, kind, phrase, ..] = fields[..] else { continue };
        let (Ok(language), false) = (language.parse::<Language>(), language == "fr") else { continue };
        let kind = match kind {
            "recital" => ClauseKind::Recital,
            "operative" => ClauseKind::Operative,
            _ => continue,
        };
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let found = lexicon(language).keyword(&words);
        if found.as_ref().map(|found| found.kind) != Some(kind) {
            unknown.push(format!("{language} {phrase}: {found:?}"));
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn the_pairs_of_keywords_are_keywords_of_their_languages() {
    let pairs = Pairs::read(&greffe::style::Shelf::over(repository()).folder("templates/lexicon"))
        .expect("the table");
    let mut ids = BTreeSet::new();
    let mut unknown = Vec::new();
    for concept in &pairs.concepts {
        assert!(ids.insert(&concept.id), "{} is there twice", concept.id);
        for kind in [ClauseKind::Recital, ClauseKind::Operative] {
            for language in Language::ALL {
                for form in concept.forms(kind, language) {
                    // The forms of Arabic recitals are listed without the particle that opens them.
                    let arabic = (language, kind) == (Language::Arabic, ClauseKind::Recital);
                    let openings = if arabic { ["", "إذ ", "وقد "].as_slice() } else { &[""] };
                    let known = openings.iter().any(|opening| {
                        let words = format!("{opening}{form}");
                        let words: Vec<&str> = words.split(' ').collect();
                        lexicon(language).keyword(&words).is_some_and(|found| found.kind == kind)
                    });
                    if !known {
                        unknown.push(format!("{language} {}: {form}", concept.id));
                    }
                }
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
    assert!(pairs.concepts.len() >= 90);
}

#[test]
fn keywords_of_two_languages_agree_or_not() {
    let pairs = Pairs::read(&greffe::style::Shelf::over(repository()).folder("templates/lexicon"))
        .expect("the table");
    let agree = |kind, french: &str, english: &str, spanish: &str| {
        let (fr, en, es) = (Language::French, Language::English, Language::Spanish);
        [pairs.agree(kind, (fr, french), (en, english)), pairs.agree(kind, (en, english), (es, spanish))]
    };
    assert_eq!(
        agree(Recital, "Rappelant également", "Also recalling", "RECORDANDO TAMBIÉN"),
        [Some(true); 2]
    );
    assert_eq!(agree(Operative, "prie instamment", "urges", "insta"), [Some(true); 2]);
    assert_eq!(agree(Operative, "décide", "requests", "condena"), [Some(false); 2]);
    assert_eq!(agree(Operative, "décide", "frobnicates", "decide"), [None; 2]);
}

#[test]
fn listed_divisions_leave_enough_on_both_sides() {
    for language in Language::ALL {
        let words: toml::Table =
            read(&format!("templates/lexicon/{language}/hyphenation.toml")).parse().expect("TOML");
        for word in words["exceptions"]["words"].as_array().expect("words") {
            let word = word.as_str().expect("a word");
            let length = |part: Option<&str>| part.map_or(0, |part| part.chars().count());
            let (first, last) = (word.split('-').next(), word.split('-').next_back());
            assert!(!word.contains('-') || (length(first) >= 2 && length(last) >= 3), "{word}");
        }
    }
}

#[test]
fn a_volume_speaks_its_language() {
    for (language, title, contents) in
        [("en", "Documents adopted", "Contents"), ("es", "Documentos aprobados", "Índice")]
    {
        let desk = desk(language, if language == "en" { "Decides to vote.\n" } else { "Decide votar.\n" });
        let run = desk.run(&["volume", "content/session"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let bytes = fs::read(desk.path(&format!("out/session/volume.{language}.pdf"))).expect("the volume");
        let text = crate::support::pdf::pages(&bytes).concat();
        for words in [title, contents] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }
}

#[test]
fn lexicons_are_read_from_their_folders_alone() {
    let missing = Lexicon::read(&greffe::style::Shelf::over(repository()).folder("templates/lexicon/xx"));
    assert!(missing.is_err());
}

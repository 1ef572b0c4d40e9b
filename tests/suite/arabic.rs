//! Arabic, and text of mixed scripts: what is seen from left to right, what is read back, what a page mirrors.

use std::fs;

use greffe::diagnostic::Diagnostic;
use greffe::font::Shaper;
use greffe::layout::{Layout, Length, PlacedLine, lay_out};
use greffe::model::{Language, Space, Text};
use greffe::session::{Prepared, Workshop};
use greffe::source::{File, Span};
use greffe::style::{Digits, Library, Role, StyleSet};
use greffe::typography::{Composition, Context, Flow, Paragraph, set, set_str};
use proptest::prelude::*;

use crate::support::{Desk, SESSION, pdf, read, repository};

/// A desk with a report, whose paragraphs are set as they are.
fn desk(language: &str, body: &str) -> Desk {
    arrange(Desk::new(), language, body)
}

fn arrange(desk: Desk, language: &str, body: &str) -> Desk {
    let session = SESSION
        .replace("{ fr = \"Bruges\" }", "{ fr = \"Bruges\", ar = \"بروج\" }")
        .replace("{ fr = \"Belgique\" }", "{ fr = \"Belgique\", ar = \"بلجيكا\" }");
    let front = "+++\nreference = \"GA-1-RES-1\"\nnumber = 1\nkind = \"report\"\nsubject = \"Essai\"\n+++\n";
    desk.write("content/session/session.toml", session)
        .write(&format!("content/session/001-essai.{language}.md"), format!("{front}\n{body}"))
}

/// A desk whose style may be changed.
fn styled(change: impl Fn(String) -> String) -> Desk {
    let desk = Desk::copied();
    let desk = [
        "acronyms",
        "bound",
        "documents",
        "hyphenation",
        "keywords",
        "letters",
        "months",
        "names",
        "ranks",
        "units",
    ]
    .into_iter()
    .fold(desk, |desk, name| {
        let name = format!("templates/lexicon/ar/{name}.toml");
        let words = read(&name);
        desk.write(&name, words)
    });
    desk.write("templates/interpol/style.toml", change(read("templates/interpol/style.toml")))
}

fn prepare(desk: &Desk, language: &str) -> (Option<Prepared>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let path = desk.path(&format!("content/session/001-essai.{language}.md"));
    let library = Library::open(&desk.path(""));
    let prepared =
        Workshop::new(library, None).prepare(&path, false, &mut diagnostics).expect("a sound style");
    (prepared, diagnostics)
}

/// The pages of a document without faults.
fn laid_out(desk: &Desk, language: &str) -> (Layout, Prepared) {
    let (prepared, diagnostics) = prepare(desk, language);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let prepared = prepared.expect("a document");
    let mut shaper = Shaper::new(&prepared.style.fonts);
    (lay_out(&prepared.composition, &prepared.style, &mut shaper), prepared)
}

fn lines(layout: &Layout, role: Role) -> Vec<&PlacedLine> {
    layout.pages.iter().flat_map(|page| &page.lines).filter(|placed| placed.role == role).collect()
}

/// The glyphs of a line with the characters that they stand for, from left to right.
fn glyphs(placed: &PlacedLine) -> Vec<(Length, String, u16)> {
    let runs = placed.line.runs.iter();
    let mut glyphs: Vec<(Length, String, u16)> = runs
        .flat_map(|run| {
            run.glyphs.iter().map(|glyph| {
                let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
                (placed.x + glyph.x, text.to_owned(), glyph.id)
            })
        })
        .collect();
    glyphs.sort_by_key(|(x, ..)| *x);
    glyphs
}

/// What is seen of the only line of a paragraph, word by word from left to right; a word of Arabic is turned, so that
/// it can be compared with what was typed.
fn seen(language: &str, text: &str) -> Vec<String> {
    let desk = desk(language, text);
    let (layout, _) = laid_out(&desk, language);
    let lines = lines(&layout, Role::Paragraph);
    assert_eq!(lines.len(), 1, "{text}");
    // Controls show nothing.
    let seen: String = glyphs(lines[0]).into_iter().map(|(_, text, _)| text).collect();
    let seen = seen.replace(|ch| matches!(ch, '\u{2066}'..='\u{2069}'), "");
    let words = seen.split([' ', '\u{a0}']).filter(|word| !word.is_empty());
    let arabic = |word: &str| word.chars().any(|ch| greffe::model::is_arabic(ch) && ch.is_alphabetic());
    words.map(|word| if arabic(word) { word.chars().rev().collect() } else { word.to_owned() }).collect()
}

#[test]
fn words_stand_from_right_to_left_and_what_is_latin_from_left_to_right() {
    for (typed, meant) in [
        ("كلمة بعد كلمة", "كلمة بعد كلمة"),
        // Numbers keep their order.
        ("صدر في عام 2017 هنا", "هنا 2017 عام في صدر"),
        ("مبلغ 1 250 000 هنا", "هنا 1¦250¦000 مبلغ"),
        // A range is read from the right, its numbers from the left.
        ("السنة 2029-2030 هنا", "هنا 2030-2029 السنة"),
        // A reference is one, whatever it begins with.
        ("القرار GA-2017-86-RES-08 هنا", "هنا GA-2017-86-RES-08 القرار"),
        ("القرار 12-RES/5 هنا", "هنا 12-RES/5 القرار"),
        // Latin words beside it are read with it, as beside any number.
        ("معيار ISO 9001:2015، هنا", "هنا ،ISO 9001:2015 معيار"),
        ("معيار ISO 9001 هنا", "هنا ISO 9001 معيار"),
        ("الوثيقة GA-2017-86-RES-08 Corr. هنا", "هنا .GA-2017-86-RES-08 Corr الوثيقة"),
        ("في (A/RES/76/191 Rev) هنا", "هنا )A/RES/76/191 Rev( في"),
        // Latin words between themselves.
        ("منظمة Lighthouse Office هنا", "هنا Lighthouse Office منظمة"),
        ("العنوان https://example.org/a-1 هنا", "هنا https://example.org/a-1 العنوان"),
        // A sign, a power, a unit and a factor stay with their number.
        ("درجة −4 هنا", "هنا −4 درجة"),
        ("نحو 2,9 × 10^−3^ lx هنا", "هنا 2,9 × 10−3 lx نحو"),
        ("وزن 5 g هنا", "هنا 5 g وزن"),
        // What Arabic puts after a number stands at its left.
        ("بنسبة 12 % منه", "منه ٪12 بنسبة"),
        ("12 %", "٪12"),
        // A hyphen within an Arabic word is none of these.
        ("ألف د-3 هنا", "هنا 3-د ألف"),
    ] {
        let mut meant: Vec<&str> = meant.split(' ').collect();
        if typed.starts_with("كلمة") {
            meant.reverse();
        }
        let turned = |word: &String| word.replace('\u{202f}', "¦");
        let seen: Vec<String> = seen("ar", typed).iter().map(turned).collect();
        let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
        // `3-د` holds an Arabic letter, and was turned with it.
        assert_eq!(
            seen.iter().map(|word| if *word == "د-3" { "3-د" } else { word }).collect::<Vec<_>>(),
            meant,
            "{typed}"
        );
    }
}

#[test]
fn arabic_within_french_is_set_by_its_script_and_keeps_its_order() {
    assert_eq!(seen("fr", "Le nom محمد علي est lu."), ["Le", "nom", "علي", "محمد", "est", "lu."]);
    assert_eq!(seen("fr", "Le nom [محمد علي]{lang=ar} est lu."), ["Le", "nom", "علي", "محمد", "est", "lu."]);
    // The call of a note follows the name, though it is a number beside Arabic.
    let (layout, _) = laid_out(&desk("fr", "Le nom محمد[^a] est lu.\n\n[^a]: Note.\n"), "fr");
    let seen: String =
        glyphs(lines(&layout, Role::Paragraph)[0]).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(seen, "Le nom دمحم1 est lu.");
    let (layout, prepared) = laid_out(&desk("fr", "Le nom محمد est lu, et Ωμέγα et Москва."), "fr");
    let line = lines(&layout, Role::Paragraph)[0];
    let face = |text: &str| {
        let run = line.line.runs.iter().find(|run| run.text.contains(text)).expect("a run");
        prepared.style.fonts.face(run.face).family.clone()
    };
    assert_eq!(
        [face("محمد"), face("Le"), face("Ωμέγα"), face("Москва")].map(|name| name == "Amiri"),
        [true, false, false, false]
    );
    // Its size is the style's share of the type around it.
    let size = |text: &str| line.line.runs.iter().find(|run| run.text.contains(text)).expect("a run").size;
    assert_eq!(size("محمد"), size("Le").scale(prepared.style.house.arabic.size, 1000));
}

#[test]
fn a_paragraph_of_the_other_direction_begins_at_its_own_edge() {
    // The margins of the style, and where the words of the lines begin and end.
    let edges = |language: &str, typed: &str| {
        let (layout, prepared) = laid_out(&desk(language, typed), language);
        let page = &prepared.style.house.page;
        let measure = (page.left, page.width - page.right);
        let shown = |placed: &PlacedLine| {
            let mut shown = glyphs(placed).into_iter().filter(|(_, text, _)| !text.trim().is_empty());
            let first = shown.next().expect("a glyph");
            (first.0, shown.next_back().unwrap_or(first).0)
        };
        (measure, lines(&layout, Role::Paragraph).into_iter().map(shown).collect::<Vec<_>>())
    };
    let near = |one: Length, other: Length| (one - other).0.abs() < Length::points(15).0;
    let (measure, lines) = edges("fr", &LONG[..LONG.find(" (انظر").expect("a bracket")]);
    let last = lines[lines.len() - 1];
    assert!(lines.len() > 2 && lines.iter().all(|line| near(line.1, measure.1)), "{lines:?}");
    assert!(!near(last.0, measure.0));
    // The full stop is at its left end.
    assert_eq!(seen("fr", "نعم محمد علي."), ["علي.", "محمد", "نعم"]);
    // A sentence that begins with an Arabic name is French.
    let (measure, lines) = edges("fr", "محمد علي est lu et approuvé par la commission.");
    assert!(near(lines[0].0, measure.0));
    let (measure, lines) = edges("ar", "The committee has seen the lighthouse.");
    assert!(near(lines[0].0, measure.0));
    let (measure, lines) = edges("ar", "Committee نعم هذه هي اللجنة التي رأت المنارة.");
    assert!(near(lines[0].1, measure.1));
    // What a numeral stands before keeps its place.
    let (layout, prepared) = laid_out(&desk("fr", "Vu :\n\n1) محمد علي؛\n2) علي.\n"), "fr");
    let item = self::lines(&layout, Role::Item(0))[0];
    assert!(near(glyphs(item)[0].0, prepared.style.house.page.left + Length::points(15)));
}

#[test]
fn a_character_that_the_family_lacks_comes_from_another_locked_face() {
    // Only Amiri has the ornate parenthesis of the Koran.
    let (layout, prepared) = laid_out(&desk("fr", "Le signe ۞ est lu."), "fr");
    let line = lines(&layout, Role::Paragraph)[0];
    let run = line.line.runs.iter().find(|run| run.text.contains('۞')).expect("a run");
    assert_eq!(prepared.style.fonts.face(run.face).family, "Amiri");
    assert!(run.glyphs.iter().all(|glyph| glyph.id != 0));
}

#[test]
fn brackets_and_guillemets_are_mirrored_and_read_as_they_were_typed() {
    let (layout, prepared) = laid_out(&desk("ar", "قال (هنا) «نعم» [ثم] قال.\n"), "ar");
    let line = lines(&layout, Role::Paragraph)[0];
    let face = prepared.style.fonts.face(line.line.runs[0].face);
    for (sign, drawn) in [('(', ')'), (')', '('), ('«', '»'), ('»', '«'), ('[', ']'), (']', '[')] {
        let glyph = glyphs(line).into_iter().find(|(_, text, _)| *text == sign.to_string()).expect("a glyph");
        assert_eq!(Some(glyph.2), face.glyph(drawn), "{sign}");
    }
}

/// A paragraph of several lines.
const LONG: &str = "ولما كانت شعوب الأمم المتحدة قد أكدت في الميثاق من جديد إيمانها بحقوق الإنسان الأساسية وبكرامة الفرد وقدره في القرار GA-2017-86-RES-08 وبما للرجال والنساء من حقوق متساوية، وحزمت أمرها على أن تدفع بالرقي الاجتماعي قدما وأن ترفع مستوى الحياة في جو من الحرية أفسح (انظر الصفحة 12).";

#[test]
fn lines_are_broken_as_they_are_read_and_fill_the_measure_from_the_right() {
    let (layout, prepared) = laid_out(&desk("ar", LONG), "ar");
    let lines = lines(&layout, Role::Paragraph);
    assert!(lines.len() > 2);
    let page = &prepared.style.house.page;
    let (left, right) = (page.left, page.width - page.right);
    let read: String = lines.iter().map(|placed| placed.line.text()).collect();
    assert_eq!(
        read.trim_end(),
        prepared
            .composition
            .paragraphs
            .iter()
            .find(|paragraph| paragraph.role == Role::Paragraph)
            .expect("a paragraph")
            .text
            .to_string()
    );
    for (index, placed) in lines.iter().enumerate() {
        let text = placed.line.text();
        let (first, last) =
            (text.chars().next().expect("a character"), text.trim_end().chars().last().expect("one"));
        let shown: Vec<_> = glyphs(placed).into_iter().filter(|(_, text, _)| text != " ").collect();
        // The first character is the rightmost, the last one the leftmost.
        assert_eq!(
            (shown[shown.len() - 1].1.as_str(), shown[0].1.as_str()),
            (first.to_string().as_str(), last.to_string().as_str()),
            "{text}"
        );
        let last_line = index + 1 == lines.len();
        let slack = Length::points(4);
        assert!(
            shown[shown.len() - 1].0 < right && shown[shown.len() - 1].0 + Length::points(20) > right,
            "{text}"
        );
        if !last_line {
            assert!(shown[0].0 + slack > left && shown[0].0 < left + slack, "{text}");
        }
    }
}

#[test]
fn a_page_is_the_mirror_of_the_style() {
    let wide = |style: String| style.replacen("left = \"27mm\"", "left = \"60mm\"", 1);
    let body = "قال:\n\n- نعم؛\n- لا.\n\n| الأول | الثاني |\n|---|---|\n| أ | ب |\n";
    let desk = arrange(styled(wide), "ar", body);
    let (layout, prepared) = laid_out(&desk, "ar");
    let page = &prepared.style.house.page;
    assert!(page.right > page.left);
    let right = page.width - page.right;
    let edge = |placed: &PlacedLine| {
        glyphs(placed)
            .into_iter()
            .filter(|(_, text, _)| !text.trim().is_empty())
            .map(|(x, ..)| x)
            .max()
            .expect("a glyph")
    };
    // Paragraphs begin at the margin, items further in, their dashes at the right of them.
    assert!(edge(lines(&layout, Role::Paragraph)[0]) > right - Length::points(12));
    let item = lines(&layout, Role::Item(0))[0];
    let dash = glyphs(item).into_iter().find(|(_, text, _)| text == "–").expect("a dash").0;
    let word = glyphs(item).into_iter().find(|(_, text, _)| text == "ن").expect("a letter").0;
    assert!(
        dash > word
            && dash < right
            && word < right - prepared.style.house.blocks.item.left + Length::points(12)
    );
    assert_eq!(item.line.text(), "– نعم؛");
    // The first column is at the right.
    let cells = lines(&layout, Role::Cell);
    assert!(edge(cells[0]) > edge(cells[1]));
    // Rules begin where the measure does, the folio is in its middle.
    let rule = layout.pages[0].shapes.first().expect("a rule");
    assert_eq!((rule.x, rule.x + rule.width), (page.left, right));
}

#[test]
fn the_call_of_a_note_stands_at_the_left_of_its_word_and_its_number_at_the_right_of_the_note() {
    let (layout, prepared) =
        laid_out(&desk("ar", "كلمة[^a] INTERPOL[^b] هنا.\n\n[^a]: نص.\n[^b]: نص.\n"), "ar");
    let line = lines(&layout, Role::Paragraph)[0];
    let seen: Vec<String> = glyphs(line).into_iter().map(|(_, text, _)| text).collect();
    assert_eq!(seen.concat(), ".انه 2INTERPOL 1ةملك");
    let note = &layout.pages[0].notes[0];
    let page = &prepared.style.house.page;
    let number = glyphs(note).into_iter().find(|(_, text, _)| text == "1").expect("a number").0;
    assert!(number > glyphs(note).into_iter().find(|(_, text, _)| text == "ن").expect("a letter").0);
    assert!(number < page.width - page.right);
    // Their rule is at the right too.
    let rule = layout.pages[0].shapes.last().expect("a rule");
    assert_eq!(rule.x + rule.width, page.width - page.right);
}

#[test]
fn figures_stand_on_their_comma_at_the_right_of_their_column() {
    let body = "| أ | ب |\n|---|---|\n| س | 20,0 % |\n| ص | 1,579 % |\n| ع | 7 |\n";
    let (layout, _) = laid_out(&desk("ar", body), "ar");
    let cells = lines(&layout, Role::Cell);
    let x = |cell: usize, sign: &str| {
        glyphs(cells[cell]).into_iter().find(|(_, text, _)| text == sign).expect("a glyph").0
    };
    // Both have been rounded.
    assert!((x(1, ",") - x(3, ",")).0.abs() < 4);
    assert!(x(1, "٪") < x(1, "2") && x(1, "2") < x(1, ","));
    assert!(x(5, "7") < x(1, ","));
}

#[test]
fn letters_join_over_a_change_of_style_and_nowhere_else() {
    let (layout, prepared) = laid_out(&desk("ar", "و**ال**قارئ"), "ar");
    let line = lines(&layout, Role::Paragraph)[0];
    let lam = glyphs(line).into_iter().find(|(_, text, _)| text == "ل").expect("a lam").2;
    let mut shaper = Shaper::new(&prepared.style.fonts);
    let bold = prepared.style.fonts.find("Amiri", true, false).expect("a face");
    let mut joined = greffe::font::Writing {
        direction: greffe::model::Direction::RightToLeft,
        ..greffe::font::Writing::LEFT_TO_RIGHT
    };
    let mut shape =
        |writing| shaper.shape("ال".chars(), bold, greffe::font::Features::Plain, writing).glyphs[0].id;
    let alone = shape(joined);
    joined.joins_after = true;
    assert_eq!(lam, shape(joined));
    assert_ne!(lam, alone);
}

#[test]
fn a_line_has_the_glyphs_that_its_font_asks_for_at_their_places() {
    let mut compared = 0;
    for case in read("tests/cases/arabic-glyphs.tsv").lines().skip(1) {
        let (typed, meant) = case.split_once('\t').expect("a case");
        let (layout, prepared) = laid_out(&desk("ar", typed), "ar");
        let [line] = lines(&layout, Role::Paragraph)[..] else { panic!("{typed} is one line") };
        let face = prepared.style.fonts.find("Amiri", false, false).expect("Amiri");
        assert!(line.line.runs.iter().all(|run| run.face == face), "{typed}");
        let em = line.line.runs[0].size;
        let units = |length: Length| (length.0 * 1000 + em.0 / 2).div_euclid(em.0);
        let mut set: Vec<(u16, i64, i64)> = line
            .line
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph| (glyph.id, units(glyph.x), units(glyph.y)))
            .collect();
        let left = set.iter().map(|(_, x, _)| *x).min().expect("a glyph");
        let number = |text: &str| text.parse::<i64>().expect("a number");
        let mut meant: Vec<(u16, i64, i64)> = meant
            .split(' ')
            .map(|glyph| {
                let (id, place) = glyph.split_once('@').expect("a place");
                let (x, y) = place.split_once('^').unwrap_or((place, "0"));
                (id.parse().expect("a glyph"), number(x), number(y))
            })
            .collect();
        let first = meant.iter().map(|(_, x, _)| *x).min().expect("a glyph");
        meant.sort_unstable();
        set.sort_unstable();
        assert_eq!(
            set.iter().map(|(id, ..)| *id).collect::<Vec<_>>(),
            meant.iter().map(|(id, ..)| *id).collect::<Vec<_>>(),
            "{typed}"
        );
        let space = prepared.style.fonts.face(face).glyph(' ').expect("a space");
        for ((id, x, y), (_, meant_x, meant_y)) in set.into_iter().zip(meant) {
            // What a kaf reaches over is taken from the space, which shows nothing.
            if id == space {
                continue;
            }
            // Lengths are rounded.
            let apart = (x - left - (meant_x - first)).abs().max((y - meant_y).abs());
            assert!(
                apart <= 1,
                "{typed}: glyph {id} is at {},{y}, not {},{meant_y}",
                x - left,
                meant_x - first
            );
            compared += 1;
        }
    }
    assert!(compared > 100);
}

#[test]
fn the_signs_between_figures_are_of_the_script_of_these() {
    let table = "[languages.ar.typography]\n";
    let slash = |digits: &str| {
        let change = |style: String| style.replace(table, &format!("{table}digits = \"{digits}\"\n"));
        let (layout, _) = laid_out(&arrange(styled(change), "ar", "في 16/12/2021 هنا"), "ar");
        let line = lines(&layout, Role::Paragraph)[0];
        glyphs(line).into_iter().find(|(_, text, _)| text == "/").expect("a slash").2
    };
    let (layout, _) = laid_out(&desk("ar", "أيار/مايو"), "ar");
    let word = glyphs(lines(&layout, Role::Paragraph)[0]).into_iter().find(|(_, text, _)| text == "/");
    assert_eq!(slash("arabic-indic"), word.expect("a slash").2);
    assert_ne!(slash("european"), slash("arabic-indic"));
}

#[test]
fn another_language_of_the_script_has_none_of_the_forms_of_arabic() {
    let first = |typed: &str| {
        let (layout, _) = laid_out(&desk("ar", typed), "ar");
        let line = lines(&layout, Role::Paragraph)[0];
        glyphs(line).into_iter().rev().find(|(_, text, _)| text == "ت").expect("a teh").2
    };
    let arabic = first("تتولى");
    assert_ne!(first("[تتولى]{lang=ur}"), arabic);
    assert_eq!(first("[تتولى]{lang=ara}"), arabic);
}

#[test]
fn emphasis_is_bold_for_there_are_no_italics() {
    let (layout, prepared) = laid_out(&desk("ar", "كلمة *مهمة* و*Latin* هنا"), "ar");
    let line = lines(&layout, Role::Paragraph)[0];
    let face = |text: &str| {
        let run = line.line.runs.iter().find(|run| run.text.contains(text)).expect("a run");
        prepared.style.fonts.face(run.face).name.clone()
    };
    assert_eq!(
        [face("كلمة"), face("مهمة"), face("Latin")],
        ["Amiri-Regular", "Amiri-Bold", "LibertinusSerif-Italic"]
    );
}

#[test]
fn kashida_lengthens_loose_lines_and_is_not_read() {
    let spaces = arrange(styled(|style| style), "ar", LONG);
    // Narrow lines are loose.
    let narrow = |style: String| style.replacen("right = \"27mm\"", "right = \"107mm\"", 1);
    let kashida =
        |style: String| narrow(style).replace("justification = \"spaces\"", "justification = \"kashida\"");
    let (plain, _) = laid_out(&arrange(styled(narrow), "ar", LONG), "ar");
    let desk = arrange(styled(kashida), "ar", LONG);
    let (layout, _) = laid_out(&desk, "ar");
    let words = |layout: &Layout| {
        lines(layout, Role::Paragraph).iter().map(|placed| placed.line.text()).collect::<Vec<_>>()
    };
    // The same lines, and the same characters.
    assert_eq!(words(&layout), words(&plain));
    // Strokes are glyphs that stand for no character of their own.
    let strokes = |layout: &Layout| {
        let glyphs = lines(layout, Role::Paragraph).into_iter().flat_map(glyphs);
        glyphs.filter(|(_, text, _)| text.is_empty()).count()
    };
    assert!(strokes(&layout) > strokes(&plain) + 3, "{} {}", strokes(&layout), strokes(&plain));
    // The lines are as full as before.
    let ends = |layout: &Layout| {
        lines(layout, Role::Paragraph)
            .iter()
            .map(|placed| glyphs(placed)[0].0.to_points().round() as i64)
            .collect::<Vec<_>>()
    };
    assert_eq!(ends(&layout), ends(&plain));
    let run = desk.run(&["build", "--audit"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages = pdf::pages(&fs::read(desk.path("out/session/GA-1-RES-1.ar.pdf")).expect("a file")).concat();
    assert!(!pages.contains('ـ') && pages.contains("للرجال والنساء من حقوق متساوية، وحزمت"), "{pages}");
    assert_eq!(spaces.run(&["build", "--audit"]).code, 0);
}

#[test]
fn the_file_says_its_language_and_direction_and_reads_in_logical_order() {
    let desk = desk("ar", "قال محمّد (هنا) في القرار GA-2017-86-RES-08.\n\n[الاسم](https://example.org) لا.\n");
    let run = desk.run(&["build", "--audit"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let bytes = fs::read(desk.path("out/session/GA-1-RES-1.ar.pdf")).expect("a file");
    let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    assert_eq!(pdf::text_string(catalog.get(b"Lang").expect("a language")), "ar");
    let preferences = catalog
        .get_deref(b"ViewerPreferences", &document)
        .and_then(lopdf::Object::as_dict)
        .expect("preferences");
    assert_eq!(preferences.get(b"Direction").and_then(lopdf::Object::as_name).expect("a direction"), b"R2L");
    let root =
        catalog.get_deref(b"StructTreeRoot", &document).and_then(lopdf::Object::as_dict).expect("a tree");
    let kids = root.get(b"K").and_then(lopdf::Object::as_array).expect("kids");
    let whole = document.dereference(&kids[0]).expect("an object").1.as_dict().expect("an element");
    let attributes = whole.get(b"A").and_then(lopdf::Object::as_dict).expect("attributes");
    assert_eq!(attributes.get(b"WritingMode").and_then(lopdf::Object::as_name).expect("a mode"), b"RlTb");
    let pages = pdf::pages(&bytes).concat();
    assert!(pages.contains("قال محم") && pages.contains("(هنا) في القرار GA-2017-86-RES-08."), "{pages}");
    // The words follow one another as they are read; each is one string from left to right, marked as that.
    let page = document.get_pages()[&1];
    let content = lopdf::content::Content::decode(&document.get_page_content(page)).expect("operations");
    let mut words = content.operations.windows(3).filter(|three| {
        three[0].operator == "BMC" && three[0].operands[0].as_name().expect("a name") == b"ReversedChars"
    });
    let strings = |three: &[lopdf::content::Operation]| {
        assert_eq!([three[1].operator.as_str(), three[2].operator.as_str()], ["TJ", "EMC"]);
        let items = three[1].operands[0].as_array().expect("an array");
        // The first moves to the word; within it, nothing goes back by a letter's width.
        items[1..].iter().filter_map(|item| item.as_i64().ok()).all(|back| back < 700)
    };
    assert!(words.clone().count() > 5 && words.all(strings));
    // No presentation form is read.
    assert!(!pages.chars().any(|ch| matches!(ch, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')));
    // The box of a link is around its words.
    let annotations = document
        .get_pages()
        .values()
        .filter_map(|page| document.get_page_annotations(*page).ok())
        .flatten()
        .collect::<Vec<_>>();
    let sides: Vec<f32> = annotations[0]
        .get(b"Rect")
        .and_then(lopdf::Object::as_array)
        .expect("a box")
        .iter()
        .map(|side| side.as_float().expect("a number"))
        .collect();
    assert!(sides[2] - sides[0] > 20.0 && sides[2] < 595.0 - 50.0, "{sides:?}");
}

#[test]
fn every_glyph_has_a_meaning_strokes_and_parts_of_letters_too() {
    let narrow = |style: String| style.replacen("right = \"27mm\"", "right = \"107mm\"", 1);
    let kashida =
        |style: String| narrow(style).replace("justification = \"spaces\"", "justification = \"kashida\"");
    let desk = arrange(styled(kashida), "ar", LONG);
    assert_eq!(desk.run(&["build"]).code, 0);
    let document = lopdf::Document::load(desk.path("out/session/GA-1-RES-1.ar.pdf")).expect("a PDF");
    let fonts = document
        .get_pages()
        .values()
        .flat_map(|page| document.get_page_fonts(*page).expect("fonts"))
        .collect::<Vec<_>>();
    for (_, font) in fonts {
        let map = font.get_deref(b"ToUnicode", &document).and_then(lopdf::Object::as_stream).expect("a map");
        let map = String::from_utf8(map.get_plain_content().expect("a map")).expect("text");
        let descendants =
            font.get_deref(b"DescendantFonts", &document).and_then(lopdf::Object::as_array).expect("fonts");
        let descendant = document.dereference(&descendants[0]).expect("a font").1.as_dict().expect("a font");
        let widths = descendant.get(b"W").and_then(lopdf::Object::as_array).expect("widths")[1]
            .as_array()
            .expect("widths");
        // Code 0 is no character's.
        let entries = map
            .lines()
            .filter(|line| line.starts_with('<') && line.contains("> <") && line.len() > 12)
            .count();
        assert!(entries + 1 >= widths.len(), "{entries} of {}", widths.len());
    }
}

#[test]
fn a_french_file_says_nothing_of_direction() {
    let desk = desk("fr", "Un mot.");
    assert_eq!(desk.run(&["build"]).code, 0);
    let bytes = fs::read(desk.path("out/session/GA-1-RES-1.fr.pdf")).expect("a file");
    let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let preferences =
        catalog.get(b"ViewerPreferences").and_then(lopdf::Object::as_dict).expect("preferences");
    assert!(preferences.get(b"Direction").is_err());
}

#[test]
fn overrides_are_refused_and_isolates_honoured() {
    for control in ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}'] {
        for language in ["ar", "fr"] {
            let desk = desk(language, &format!("كلمة {control}abc هنا\n"));
            let (_, diagnostics) = prepare(&desk, language);
            let found: Vec<&str> = diagnostics.iter().map(Diagnostic::code).collect();
            assert_eq!(found, ["GR-0440"], "U+{:04X}", u32::from(control));
            assert_ne!(desk.run(&["build"]).code, 0);
        }
    }
    // An isolate keeps what is in it apart: the number follows the Latin name from right to left.
    assert_eq!(seen("ar", "كلمة \u{2066}abc\u{2069} 12 هنا"), ["هنا", "12", "abc", "كلمة"]);
    assert_eq!(seen("ar", "كلمة abc 12 هنا"), ["هنا", "abc", "12", "كلمة"]);
}

/// Arabic by its rules and the words of its lexicon, no-break spaces visible.
fn ruled(typed: &str, digits: Digits) -> String {
    let library = Library::open(repository());
    let style = library.style("interpol", Language::Arabic).expect("a style");
    let mut settings = style.settings.clone();
    settings.digits = digits;
    let set = set_str(typed, Language::Arabic, Context::new(&settings, &style.lexicon));
    set.replace('\u{a0}', "~").replace('\u{202f}', "¦")
}

#[test]
fn the_rules_settle_punctuation_numbers_and_what_stays_together() {
    for (typed, meant) in [
        // Punctuation has the forms of Arabic, and no space before it.
        ("نعم, لا; ثم?", "نعم، لا؛ ثم؟"),
        ("نعم ، لا ؛ ثم ؟", "نعم، لا؛ ثم؟"),
        ("نعم،لا", "نعم، لا"),
        ("مدينة Paris, France هنا", "مدينة Paris, France هنا"),
        ("مدينة Paris, ثم", "مدينة Paris، ثم"),
        ("( نعم ) ثم", "(نعم) ثم"),
        ("قال: \"نعم \"لا\" ثم\"", "قال: «نعم ”لا“ ثم»"),
        ("« نعم »", "«نعم»"),
        // Inner marks keep their forms; those typed in the order of Latin are turned.
        ("قال: «نعم “لا” ثم»", "قال: «نعم ”لا“ ثم»"),
        ("قال: “ نعم ” ثم", "قال: ”نعم“ ثم"),
        ("قال: “نعم ‘لا’”، ثم", "قال: ”نعم ’لا‘“، ثم"),
        ("من Côte d’Ivoire “نعم”", "من Côte d’Ivoire ”نعم“"),
        // The numerals of the United Nations.
        ("في الفقرة 4 (أ) ’1‘ من القرار", "في الفقرة~4 (أ) ’1‘ من القرار"),
        ("في الفقرة 4 (أ) ‘1’ من القرار", "في الفقرة~4 (أ) ’1‘ من القرار"),
        // Numbers.
        ("12 %", "12٪"),
        ("12% منها", "12٪ منها"),
        ("مبلغ 1250000 دولار", "مبلغ 1¦250¦000~دولار"),
        ("في عام 1948", "في عام~1948"),
        ("المادة 5", "المادة~5"),
        ("10 كانون الأول/ديسمبر 1948", "10~كانون~الأول/ديسمبر~1948"),
        ("من 5 إلى 9 أيار/مايو 2031", "من 5~إلى~9~أيار/مايو~2031"),
        ("15 ميلا", "15~ميلا"),
        // The waw of coordination.
        ("نعم و لا", "نعم ولا"),
        ("نعم و 5", "نعم و~5"),
        ("نعم و INTERPOL", "نعم و~INTERPOL"),
        // The stroke that lengthens a word is taken out, but for the one that ends a letter's name.
        ("محـــمد", "محمد"),
        ("(هـ) نعم", "(هـ) نعم"),
        ("الامم المتحدة", "الأمم المتحدة"),
    ] {
        assert_eq!(ruled(typed, Digits::European), meant, "{typed}");
        // What is right stays as it is.
        let again = meant.replace('~', "\u{a0}").replace('¦', "\u{202f}");
        assert_eq!(ruled(&again, Digits::European), meant, "{typed}");
    }
}

#[test]
fn digits_are_those_of_the_style_but_in_references() {
    let typed = "في عام 2017 بنسبة 20,5 % من القرار GA-2017-86-RES-08 وعام ٢٠١٨";
    assert_eq!(
        ruled(typed, Digits::European),
        "في عام~2017 بنسبة 20,5٪ من القرار GA-2017-86-RES-08 وعام 2018"
    );
    assert_eq!(
        ruled(typed, Digits::ArabicIndic),
        "في عام~٢٠١٧ بنسبة ٢٠٫٥٪ من القرار GA-2017-86-RES-08 وعام ٢٠١٨"
    );
    assert_eq!(
        ruled(typed, Digits::AsTyped),
        "في عام~2017 بنسبة 20,5٪ من القرار GA-2017-86-RES-08 وعام ٢٠١٨"
    );
    // So are the numbers that the page puts in.
    let table = "[languages.ar.typography]\n";
    let indic = |style: String| style.replace(table, &format!("{table}digits = \"arabic-indic\"\n"));
    let desk = arrange(styled(indic), "ar", "كلمة[^a] هنا.\n\n1. نعم.\n2. لا.\n\n[^a]: نص.\n");
    let (layout, _) = laid_out(&desk, "ar");
    let all: String = layout
        .pages
        .iter()
        .flat_map(greffe::layout::Page::all_lines)
        .map(|placed| placed.line.text())
        .collect();
    assert!(!all.replace("GA-1-RES-1", "").chars().any(|ch| ch.is_ascii_digit()), "{all}");
    assert!(all.contains('١'));
    assert_eq!(desk.run(&["build", "--audit"]).code, 0);
}

#[test]
fn clauses_are_told_by_their_keywords_which_are_bold() {
    let body = "إذ تشير إلى قرارها،\n\nوإذ تلاحظ مع القلق أن كذا،\n\n1. تقرر:\n\n   (أ) أن تفعل:\n\n   ’1‘ كذا؛\n\n   ’2‘ كذا؛\n\n   (ب) أن تترك؛\n\n   رهنا بكذا؛\n2. تَحُثّ الدول.\n";
    let desk = desk("ar", "");
    let front = "+++\nreference = \"GA-1-RES-1\"\nnumber = 1\nsubject = \"تجربة\"\n+++\n";
    let desk = desk.write("content/session/001-essai.ar.md", format!("{front}\n{body}"));
    let (layout, prepared) = laid_out(&desk, "ar");
    let labelled =
        |role: Role| lines(&layout, role).iter().map(|placed| placed.line.text()).collect::<Vec<_>>();
    assert_eq!(labelled(Role::Item(0)), ["(أ) أن تفعل:", "(ب) أن تترك؛"]);
    assert_eq!(labelled(Role::Item(1)), ["’1‘ كذا؛", "’2‘ كذا؛"]);
    assert_eq!(labelled(Role::Recital), ["إذ تشير إلى قرارها،", "وإذ تلاحظ مع القلق أن كذا،"]);
    assert_eq!(labelled(Role::Operative).len(), 3);
    let bold: Vec<&str> = lines(&layout, Role::Recital)
        .into_iter()
        .chain(lines(&layout, Role::Operative))
        .flat_map(|placed| &placed.line.runs)
        .filter(|run| prepared.style.fonts.face(run.face).weight == 700)
        .map(|run| run.text.trim())
        .collect();
    // The vowels that were typed are printed.
    assert_eq!(bold, ["إذ تشير إلى", "وإذ تلاحظ مع القلق", "تقرر", "تَحُثّ"]);
}

#[test]
fn the_months_have_the_names_of_the_style() {
    for (setting, meant) in [("both", "أيار/مايو"), ("levantine", "أيار"), ("latin", "مايو")]
    {
        let change = |style: String| style.replace("months = \"both\"", &format!("months = \"{setting}\""));
        let desk = styled(change);
        let style = Library::open(&desk.path("")).style("interpol", Language::Arabic).expect("a style");
        assert_eq!(style.labels.dates.months[4], meant);
    }
}

#[test]
fn every_style_has_its_words_in_arabic() {
    let library = Library::open(repository());
    for name in library.templates() {
        let style = library.style(&name, Language::Arabic).expect("a style");
        assert!(style.labels.organ.get_ref().chars().any(greffe::model::is_arabic), "{name}");
    }
}

fn style() -> (StyleSet, StyleSet) {
    let library = Library::open(repository());
    let style = |language| library.style("interpol", language).expect("a style");
    (style(Language::Arabic), style(Language::French))
}

/// Lays out one paragraph.
fn lay_text(typed: &str, style: &StyleSet, shaper: &mut Shaper<'_>) -> (Text, Layout) {
    let mut text = Text::generated(typed, Span::in_file(File::Document, 0..0));
    set(&mut text, style.language, Context::new(&style.settings, &style.lexicon), None, &mut Vec::new());
    let paragraph = Paragraph { role: Role::Paragraph, label: None, text: text.clone(), inset: 0 };
    let composition =
        Composition { paragraphs: vec![paragraph], flow: vec![Flow::Paragraph(0)], ..Composition::default() };
    let layout = lay_out(&composition, style, shaper);
    (text, layout)
}

thread_local! {
    static STYLES: &'static (StyleSet, StyleSet) = Box::leak(Box::new(style()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is mixed, every character is on the page once, in the order in which it is read, and a line is a
    /// permutation of its parts: no glyph stands on another's place.
    #[test]
    fn random_mixes_lose_nothing(
        typed in "([ابتسلمهوديك]{1,6}|[a-zA-Z]{1,6}|[0-9٠-٩]{1,4}|[ ,.;:!?()\\[\\]«»“”/%×−-]|[\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200e}\u{200f}\u{61c}\u{200d}]|[\u{64b}-\u{652}ـ]|[αβγдеж]| ){0,60}"
    ) {
        STYLES.with(|(arabic, french)| {
            for style in [arabic, french] {
                let mut shaper = Shaper::new(&style.fonts);
                let (text, layout) = lay_text(&typed, style, &mut shaper);
                // The hyphen of a divided word is the page's.
                let own = |placed: &PlacedLine| {
                    let text = placed.line.text();
                    if placed.line.hyphenated { text.trim_end_matches('-').to_owned() } else { text }
                };
                let read: String = layout.pages.iter().flat_map(|page| &page.lines).map(own).collect();
                let bare = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<String>();
                assert_eq!(bare(&read), bare(&text.to_string()));
                for placed in layout.pages.iter().flat_map(|page| &page.lines) {
                    for run in &placed.line.runs {
                        let stands: String = run.glyphs.iter().map(|glyph| &run.text[glyph.text.start as usize..glyph.text.end as usize]).collect();
                        assert_eq!(stands, run.text);
                    }
                    let spaces = placed.line.runs.iter().flat_map(|run| &run.glyphs).filter(|glyph| glyph.space != Space::None);
                    assert!(spaces.count() <= placed.line.text().chars().count());
                }
            }
        });
    }
}

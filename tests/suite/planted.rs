//! Differences planted in versions that concord, in every place that they can stand in: each is found at its line, and nothing
//! else is. What is not is listed, with the reason.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

use greffe::concord::compare;
use greffe::model::Language;
use greffe::session::Meant;

use crate::concord::{Found, SPECIMENS, WORDS, differences_of, line, meant, specimen};
use crate::support::repository;
use crate::versions::documents;

/// A document in two languages, the second of which is changed.
struct Pair<'a> {
    name: &'a str,
    languages: (&'a str, &'a str),
    base: Meant,
    other: &'a str,
    /// What they do not say alike as they are.
    known: Vec<Found>,
    /// The lines of the parts of the base by those of the other version.
    partners: BTreeMap<usize, usize>,
}

impl<'a> Pair<'a> {
    fn new(name: &'a str, (one, base): (&'a str, &str), (two, other): (&'a str, &'a str)) -> Self {
        let (base, changed) = (meant(base, one), meant(other, two));
        let pairings = compare(&base.resolution, &changed.resolution, &WORDS).1.pairings;
        let places =
            |pair: &greffe::concord::Pairing| Some((line(&changed, pair.other?), line(&base, pair.base?)));
        let partners = pairings.iter().filter_map(places).collect();
        let known = differences_of(&base, &changed);
        Self { name, languages: (one, two), base, other, known, partners }
    }

    /// What is found in a changed version that was not found before.
    fn fresh(&self, changed: &str) -> Vec<Found> {
        let mut fresh = differences_of(&self.base, &meant(changed, self.languages.1));
        let fewer = self.other.matches('\n').count() - changed.matches('\n').count();
        for (code, name, base, other) in &self.known {
            let same = |found: &Found| {
                let place = found.3 == *other || found.3 + fewer == *other;
                (found.0, found.1, found.2) == (*code, *name, *base) && place
            };
            if let Some(at) = fresh.iter().position(same) {
                fresh.remove(at);
            }
        }
        fresh
    }

    fn replaced(&self, range: Range<usize>, with: &str) -> Vec<Found> {
        self.fresh(&format!("{}{with}{}", &self.other[..range.start], &self.other[range.end..]))
    }

    /// The blocks that stand for a part of the base.
    fn blocks(&self) -> Vec<Block> {
        let blocks = blocks(self.other).into_iter();
        blocks.filter(|block| self.partners.contains_key(&block.line)).collect()
    }
}

/// A paragraph, an item or a heading of a source.
#[derive(Debug, Clone)]
struct Block {
    line: usize,
    range: Range<usize>,
    indent: usize,
}

fn blocks(text: &str) -> Vec<Block> {
    let body = text.find("\n+++\n").expect("front matter") + 5;
    let mut blocks: Vec<Block> = Vec::new();
    let (mut at, mut line, mut open) = (body, text[..body].matches('\n').count() + 1, false);
    for written in text[body..].split('\n') {
        let indent = written.len() - written.trim_start().len();
        // A numbered clause may stand right below another.
        let numbered = indent == 0 && written.starts_with(|ch: char| ch.is_ascii_digit());
        if written.trim().is_empty() {
            open = false;
        } else if let Some(last) = blocks.last_mut().filter(|_| open && !numbered) {
            last.range.end = at + written.len();
        } else {
            blocks.push(Block { line, range: at + indent..at + written.len(), indent });
            open = true;
        }
        (at, line) = (at + written.len() + 1, line + 1);
    }
    blocks
}

/// The places of a clause or a sub-paragraph with those that are in it; none of what is no clause.
fn whole(text: &str, blocks: &[Block], index: usize) -> Option<Range<usize>> {
    let block = &blocks[index];
    let own = &text[block.range.clone()];
    // A sub-paragraph that has others begins with the same indent as they do.
    let list = blocks
        .get(index + 1)
        .is_some_and(|next| text[next.range.clone()].starts_with(|ch: char| ch.is_ascii_digit()));
    let parent = own.ends_with(':') && (block.indent > 0 || list) || own.contains('\n');
    if parent || own.starts_with(['#', '|', ':', '>', '!']) || own.starts_with("[^") || own.starts_with("***")
    {
        return None;
    }
    let typed = |own: &str| own.starts_with(['-', '(']) || own.chars().nth(1) == Some(')');
    let listed = |block: &Block| block.indent > 0 || typed(&text[block.range.clone()]);
    let within = blocks[index + 1..].iter().take_while(|next| {
        next.indent > block.indent || (block.indent == 0 && listed(next) && !listed(block))
    });
    let last = within.last().unwrap_or(block);
    if text[block.range.start..last.range.end].contains("![") {
        return None;
    }
    let rest = &text[last.range.end..];
    let blank = rest.len() - rest.trim_start_matches('\n').len();
    // What stands right below another part leaves that the empty line after it.
    let below = text[..block.range.start - block.indent].ends_with("\n\n");
    let blank = if below { blank } else { blank.min(1) };
    Some(block.range.start - block.indent..last.range.end + blank)
}

/// The runs of digits of a text that stand for themselves.
fn figures(text: &str) -> Vec<Range<usize>> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|ch: char| ch.is_ascii_digit()).map(|start| at + start) {
        let rest = &text[start..];
        let end = start + rest.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(rest.len());
        let head = &text[..start];
        let named = head.ends_with(|ch: char| ch.is_ascii_alphabetic() || "^~−_".contains(ch));
        let address =
            head.rsplit(' ').next().is_some_and(|word| word.contains("](") || word.contains("http"));
        let opening = head.rsplit('\n').next().unwrap_or(head);
        let numeral =
            opening.trim_matches(|ch: char| ch.is_ascii_digit() || "(‘’“>- ".contains(ch)).is_empty();
        if !named && !address && !numeral && !head.ends_with("[^") {
            figures.push(start..end);
        }
        at = end;
    }
    figures
}

/// A sort of difference, the document, its languages, the line in the other version, what was found.
type Missed = (&'static str, String, String, usize, Vec<Found>);

/// How often each sort was tried, and what was not found as it should be.
#[derive(Default)]
struct Tally {
    tried: BTreeMap<&'static str, usize>,
    missed: Vec<Missed>,
}

impl Tally {
    fn judge(&mut self, sort: &'static str, pair: &Pair<'_>, line: usize, found: Vec<Found>) {
        let base = pair.partners.range(..=line).next_back().map(|(_, base)| *base);
        let good = match sort {
            // The other version has no line of what it lost.
            "lost" => found.len() == 1 && Some(found[0].2) == base,
            // Two dates that changed places are two others; with half a paragraph its figures are lost.
            "swapped" | "cut" => {
                !found.is_empty() && found.iter().all(|found| found.3 == line && Some(found.2) == base)
            }
            _ => found.len() == 1 && Some(found[0].2) == base && found[0].3 == line,
        };
        *self.tried.entry(sort).or_default() += 1;
        if !good {
            let languages = format!("{}-{}", pair.languages.0, pair.languages.1);
            self.missed.push((sort, pair.name.to_owned(), languages, line, found));
        }
    }
}

/// Another verb of each kind and person, which stands for no other in any of the texts.
fn verb(language: &str, known: &str, recital: bool) -> &'static str {
    let plural = match language {
        "fr" => known.contains("ons"),
        "es" => known.contains("mos"),
        "ar" => known.starts_with('ن'),
        _ => !known.split(' ').next().is_some_and(|word| word.ends_with('s')),
    };
    match (language, recital, plural) {
        ("fr", true, _) => "Rejetant",
        ("fr", false, false) => "Rejette",
        ("fr", false, true) => "Rejetons",
        ("es", true, _) => "Rechazando",
        ("es", false, false) => "Rechaza",
        ("es", false, true) => "Rechazamos",
        ("ar", true, _) => "وإذ ترفض",
        ("ar", false, false) => "ترفض",
        ("ar", false, true) => "نرفض",
        (_, true, _) => "Rejecting",
        (_, false, false) => "Rejects",
        (_, false, true) => "Reject",
    }
}

/// The words of a block's keyword, and whether it opens a recital.
fn keyword(text: &str, language: &str) -> Option<(Range<usize>, bool)> {
    let lead = text.find(|ch: char| ch.is_alphabetic())?;
    // A letter is the numeral of a sub-paragraph.
    if !text[..lead].chars().all(|ch| ch.is_ascii_digit() || "*. ".contains(ch)) {
        return None;
    }
    let body = text[lead..].replacen('*', " ", 1);
    let particle = body.find("إذ ").map_or(0, |at| at + "إذ ".len());
    let known = Language::ALL.into_iter().find(|known| known.code() == language)?;
    let (_, words) = WORDS.pairs.opening(known, &body[particle..])?;
    let ends = body[particle..].match_indices(' ').map(|(at, _)| lead + particle + at);
    let end = ends.clone().nth(words - 1)?;
    let words = &text[lead..end].trim_end_matches(['*', ',']);
    let endings: &[&str] = match language {
        "fr" => &["ant", "ée", "vu", "conscient"],
        "en" => &["ing", "whereas"],
        "es" => &["ndo", "visto"],
        _ => &["إذ", "وقد", "لما"],
    };
    let recital = endings.iter().any(|ending| words.to_lowercase().contains(ending));
    Some((lead..lead + words.len(), recital))
}

/// How many figures of a document are changed, unless all are wanted.
const FIGURES: usize = 60;

fn plant(pair: &Pair<'_>, tally: &mut Tally) {
    let number = figures(pair.other).len();
    let all_figures = std::env::var_os("GREFFE_PLANT_ALL").is_some();
    let every = if all_figures { 1 } else { number.div_ceil(FIGURES).max(1) };
    let mut seen = 0;
    let all = pair.blocks();
    for (index, block) in all.iter().enumerate() {
        let text = &pair.other[block.range.clone()];
        let at = |range: &Range<usize>| block.range.start + range.start..block.range.start + range.end;
        let line = |range: &Range<usize>| block.line + text[..range.start].matches('\n').count();
        if let Some(range) =
            whole(pair.other, &all, index).filter(|range| !pair.other[range.clone()].contains("[^"))
        {
            tally.judge("lost", pair, block.line, pair.replaced(range, ""));
        }
        if text.starts_with(['#', '|', ':']) || text.starts_with("[^") {
            continue;
        }
        let figures = figures(text);
        for figure in &figures {
            seen += 1;
            if seen % every != 0 {
                continue;
            }
            // A day stays a day.
            let (head, last) = text[figure.clone()].split_at(figure.len() - 1);
            let last = match last {
                "0" => 1,
                "1" if head.is_empty() => 2,
                last => last.parse::<u8>().expect("a digit") - 1,
            };
            let with = format!("{head}{last}");
            tally.judge("changed", pair, line(figure), pair.replaced(at(figure), &with));
        }
        // The second half of a long paragraph is gone.
        let half = text.len() / 2;
        let middle =
            text[..text.floor_char_boundary(half)].rfind([',', '،']).filter(|at| *at > text.len() / 3);
        if let Some(middle) = middle.filter(|_| text.chars().count() > 400) {
            let range = block.range.start + middle..block.range.end - 1;
            tally.judge("cut", pair, block.line, pair.replaced(range, ""));
        }
        let year = |figure: &&Range<usize>| {
            text[(*figure).clone()].parse::<u16>().is_ok_and(|year| (1800..2100).contains(&year))
        };
        let years: Vec<&Range<usize>> = figures.iter().filter(year).collect();
        for two in years.windows(2).filter(|two| text[two[0].clone()] != text[two[1].clone()]) {
            let between = &text[two[0].end..two[1].start];
            let with = format!("{}{between}{}", &text[two[1].clone()], &text[two[0].clone()]);
            if !between.contains('\n') {
                tally.judge(
                    "swapped",
                    pair,
                    line(two[0]),
                    pair.replaced(at(&(two[0].start..two[1].end)), &with),
                );
            }
        }
        if let Some((words, recital)) = keyword(text, pair.languages.1) {
            let with = verb(pair.languages.1, &text[words.clone()].to_lowercase(), recital);
            tally.judge("verb", pair, block.line, pair.replaced(at(&words), with));
        }
    }
}

/// Plants differences in every pair, on the processors that there are.
fn plant_in(pairs: &[Pair<'_>]) -> Tally {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let total = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some(pair) = pairs.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    let mut tally = Tally::default();
                    plant(pair, &mut tally);
                    let mut total = total.lock().expect("the tally");
                    total.missed.extend(tally.missed);
                    for (sort, tried) in tally.tried {
                        *total.tried.entry(sort).or_default() += tried;
                    }
                }
            });
        }
    });
    let mut total = total.into_inner().expect("the tally");
    total.missed.sort();
    total
}

/// What is not found as it should be: the sort, the document, the languages, the line, and why.
const MISSED: &[(&str, &str, &str, usize, &str)] = &[
    (
        "changed",
        "tuberculosis",
        "fr-en",
        20,
        "the year stands in the clause a second time, the other one in a date of both",
    ),
    (
        "cut",
        "declaration",
        "ar-en",
        30,
        "what is left is as long as the first of the two paragraphs that Arabic has for it",
    ),
    ("lost", "001-phares", "fr-ar", 40, "the next sub-paragraph then opens another level of numerals"),
    ("lost", "declaration", "ar-en", 8, "the title is lost beside a sentence that only Arabic has"),
    ("lost", "declaration", "ar-en", 16, "Arabic lacks another recital, and so both have as many"),
    ("lost", "declaration", "ar-en", 30, "the clause stands for two paragraphs, which are both told"),
    ("lost", "declaration", "ar-en", 172, "the paragraph after it has as many words in common with it"),
    ("lost", "declaration", "fr-ar", 8, "the title is lost beside a sentence that only Arabic has"),
    (
        "lost",
        "declaration",
        "fr-ar",
        28,
        "the first line of a clause that goes on is lost; the rest is as long as the clause",
    ),
    ("lost", "units", "fr-en", 25, "its last paragraph, after the list, stays and is taken for it"),
];

fn check(tally: &Tally, tried: &[(&str, usize)]) {
    let listed = |missed: &&Missed| {
        MISSED.iter().any(|(sort, name, languages, line, _)| {
            (*sort, *name, *languages, *line) == (missed.0, missed.1.as_str(), missed.2.as_str(), missed.3)
        })
    };
    let missed: Vec<String> =
        tally.missed.iter().filter(|missed| !listed(missed)).map(|missed| format!("{missed:?}")).collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    for (sort, least) in tried {
        let number = tally.tried.get(sort).copied().unwrap_or_default();
        assert!(number >= *least, "{sort}: {number} tried");
    }
}

/// The pairs of languages that are held against each other.
const PAIRS: [(&str, &str); 4] = [("fr", "en"), ("fr", "es"), ("fr", "ar"), ("ar", "en")];

#[test]
fn what_is_planted_in_real_texts_is_found_and_nothing_else() {
    let documents = documents();
    let mut pairs = Vec::new();
    for (name, versions) in &documents {
        for (one, two) in PAIRS {
            if let (Some(base), Some(other)) = (versions.get(one), versions.get(two)) {
                pairs.push(Pair::new(name, (one, base), (two, other)));
            }
        }
    }
    if !pairs.is_empty() {
        check(
            &plant_in(&pairs),
            &[("changed", 80), ("cut", 35), ("lost", 300), ("swapped", 15), ("verb", 80)],
        );
    }
}

#[test]
fn what_is_planted_in_specimens_is_found_and_nothing_else() {
    let languages = ["fr", "en", "es", "ar"];
    let texts = SPECIMENS.map(|name| (name, languages.map(|language| (language, specimen(name, language)))));
    let mut pairs = Vec::new();
    for (name, versions) in &texts {
        let text = |wanted: &str| versions.iter().find(|(language, _)| *language == wanted);
        for (one, two) in PAIRS {
            let (Some((one, base)), Some((two, other))) = (text(one), text(two)) else { continue };
            pairs.push(Pair::new(name, (one, base), (two, other)));
        }
    }
    check(&plant_in(&pairs), &[("changed", 130), ("lost", 190), ("swapped", 4), ("verb", 70)]);
}

/// Resolutions in the manner of three organisations, freely translated.
fn free_translations() -> Vec<(String, String, String)> {
    let mut texts = Vec::new();
    for name in ["budget", "council", "police"] {
        for language in ["fr", "en", "es", "ar"] {
            let path = format!("tests/cases/versions/{name}.{language}.md");
            if let Ok(text) = std::fs::read_to_string(repository().join(path)) {
                texts.push((name.to_owned(), language.to_owned(), text));
            }
        }
    }
    assert_eq!(texts.len(), 10);
    texts
}

#[test]
fn free_translations_concord_in_every_pair_of_languages() {
    let texts = free_translations();
    for (name, one, base) in &texts {
        for (_, two, other) in texts.iter().filter(|(other, ..)| other == name) {
            let found = differences_of(&meant(base, one), &meant(other, two));
            assert_eq!(found, [], "{name} {one} {two}");
        }
    }
}

#[test]
fn what_is_planted_in_free_translations_is_found_and_nothing_else() {
    let texts = free_translations();
    let mut pairs = Vec::new();
    for (name, one, base) in &texts {
        for (_, two, other) in texts.iter().filter(|(other, two, _)| other == name && two != one) {
            pairs.push(Pair::new(name, (one, base), (two, other)));
        }
    }
    check(&plant_in(&pairs), &[("changed", 100), ("lost", 100), ("verb", 60)]);
}

/// What real versions of one text do not say alike.
const REAL: &[(&str, &str, &str, &[Found])] = &[
    // Arabic tells of the day when it was adopted, and has no recital on friendly relations.
    ("declaration", "fr", "ar", &[("GR-0903", "added_part", 9, 10), ("GR-0903", "missing_part", 18, 19)]),
    ("declaration", "en", "ar", &[("GR-0903", "added_part", 9, 10), ("GR-0903", "missing_part", 18, 19)]),
    ("declaration", "es", "ar", &[("GR-0903", "added_part", 9, 10), ("GR-0903", "missing_part", 18, 19)]),
    ("declaration", "ar", "fr", &[("GR-0903", "missing_part", 10, 9), ("GR-0903", "added_part", 19, 18)]),
    ("declaration", "ar", "en", &[("GR-0903", "missing_part", 10, 9), ("GR-0903", "added_part", 19, 18)]),
    ("declaration", "ar", "es", &[("GR-0903", "missing_part", 10, 9), ("GR-0903", "added_part", 19, 18)]),
];

#[test]
fn real_versions_concord_in_every_pair_of_languages() {
    for (name, versions) in &documents() {
        for (one, base) in versions {
            for (two, other) in versions {
                let found = differences_of(&meant(base, one), &meant(other, two));
                let known =
                    REAL.iter().find(|(text, base, other, _)| (text, base, other) == (name, one, two));
                assert_eq!(found, known.map_or(&[][..], |known| known.3), "{name} {one} {two}");
            }
        }
    }
}

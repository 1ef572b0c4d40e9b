//! Differences planted in versions that concord, in every place that they can stand in: each is found at its line, and nothing
//! else is.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;

use greffe::concord::compare;

use crate::concord::{Found, WORDS, differences, line, meant};

/// A document in two languages, the second of which is changed.
struct Versions<'a> {
    base: (&'a str, &'a str),
    other: (&'a str, &'a str),
    /// What they do not say alike as they are.
    known: Vec<Found>,
    /// The lines of the parts of the base by those of the other version.
    partners: BTreeMap<usize, usize>,
}

impl<'a> Versions<'a> {
    fn new(base: (&'a str, &'a str), other: (&'a str, &'a str)) -> Self {
        let (one, two) = (meant(base.1, base.0), meant(other.1, other.0));
        let pairings = compare(&one.resolution, &two.resolution, &WORDS).1.pairings;
        let lines =
            pairings.iter().filter_map(|pair| Some((line(&two, pair.other?), line(&one, pair.base?))));
        Self { base, other, known: differences(base, other), partners: lines.collect() }
    }

    /// What is found anew once lines of the other version are replaced; how many it then has fewer from there on.
    fn fresh(&self, changed: &str) -> Vec<Found> {
        let mut fresh = differences(self.base, (self.other.0, changed));
        let fewer = self.other.1.matches('\n').count() - changed.matches('\n').count();
        for (code, name, base, other) in &self.known {
            let same = |found: &Found| {
                found.0 == *code
                    && found.1 == *name
                    && found.2 == *base
                    && (found.3 == *other || found.3 + fewer == *other)
            };
            if let Some(at) = fresh.iter().position(same) {
                fresh.remove(at);
            }
        }
        fresh
    }

    /// The line of the base for the part that a line of the other version is in.
    fn partner(&self, line: usize) -> Option<usize> {
        self.partners.range(..=line).next_back().map(|(_, base)| *base)
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
        let start = at + indent;
        // A numbered clause may stand right below another.
        let numbered = indent == 0 && written.starts_with(|ch: char| ch.is_ascii_digit());
        if written.trim().is_empty() {
            open = false;
        } else if let Some(last) = blocks.last_mut().filter(|_| open && !numbered) {
            last.range.end = at + written.len();
        } else {
            blocks.push(Block { line, range: start..at + written.len(), indent });
            open = true;
        }
        (at, line) = (at + written.len() + 1, line + 1);
    }
    blocks
}

/// The text without a block, and without those that are in it.
fn without(text: &str, blocks: &[Block], index: usize) -> String {
    let block = &blocks[index];
    let listed = |block: &Block| block.indent > 0 || text[block.range.clone()].starts_with(['-', '(']);
    let items = blocks[index + 1..].iter().take_while(|next| {
        next.indent > block.indent
            || (block.indent == 0
                && listed(next)
                && !listed(block)
                && !text[block.range.clone()].starts_with('#'))
    });
    let last = items.last().unwrap_or(block);
    let start = block.range.start - block.indent;
    format!("{}{}", &text[..start], text[last.range.end..].trim_start_matches('\n'))
}

/// The places of the last digits of the numbers of a block that stand for themselves.
fn digits(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let bytes = text.as_bytes();
    for at in 0..bytes.len() {
        let last = bytes[at].is_ascii_digit() && !bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !last {
            continue;
        }
        let head = text[..at].trim_end_matches(|ch: char| ch.is_ascii_digit());
        let named = head.ends_with(|ch: char| ch.is_ascii_alphabetic() || "^~−_".contains(ch))
            || head.ends_with("[^");
        let address =
            head.rsplit(' ').next().is_some_and(|word| word.contains("](") || word.contains("http"));
        if !named && !address {
            places.push(at);
        }
    }
    places
}

#[test]
fn experiment() {
    let Some(folder) = std::env::var_os("GREFFE_VERSIONS") else { return };
    let mut sets: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".md") else { continue };
        let (stem, language) = stem.rsplit_once('.').expect("a language");
        let text = fs::read_to_string(entry.path()).expect("text");
        sets.entry(stem.to_owned()).or_default().insert(language.to_owned(), text);
    }
    let bases = std::env::var("GREFFE_BASES").unwrap_or_else(|_| "fr ar".into());
    let mut totals: BTreeMap<(&str, String), (usize, usize)> = BTreeMap::new();
    for (name, versions) in &sets {
        for (one, base) in versions.iter().filter(|(one, _)| bases.contains(one.as_str())) {
            for (two, other) in versions.iter().filter(|(two, _)| *two != one) {
                let versions = Versions::new((one, base), (two, other));
                let judge = |totals: &mut BTreeMap<(&str, String), (usize, usize)>,
                             sort: &'static str,
                             changed: &str,
                             line: usize,
                             what: &str| {
                    let fresh = versions.fresh(changed);
                    let expected = versions.partner(line);
                    let good = fresh.len() == 1
                        && Some(fresh[0].2) == expected
                        && (sort == "drop" || fresh[0].3 == line);
                    let total = totals.entry((sort, format!("{one}-{two}"))).or_default();
                    total.0 += 1;
                    total.1 += usize::from(good);
                    if !good {
                        let what = what.chars().take(90).collect::<String>();
                        println!(
                            "{sort} {name} {one}-{two} line {line} expected base {expected:?}: {what}: {fresh:?}"
                        );
                    }
                };
                let all = blocks(other);
                for (index, block) in all.iter().enumerate() {
                    let text = &other[block.range.clone()];
                    if text.starts_with(['|', ':', '>'])
                        || text.starts_with("[^")
                        || text.starts_with("***")
                        || !versions.partners.contains_key(&block.line)
                    {
                        continue;
                    }
                    let changed = without(other, &all, index);
                    let parent = block.indent > 0 && text.ends_with(':');
                    if !parent
                        && !text.starts_with('#')
                        && !other[block.range.start..other.len() - changed.len() + block.range.start]
                            .contains("[^")
                    {
                        judge(&mut totals, "drop", &changed, block.line, text);
                    }
                    let years: Vec<usize> = digits(text)
                        .into_iter()
                        .filter(|at| {
                            *at >= 4
                                && text.get(at - 3..=*at).is_some_and(|year| {
                                    (year.starts_with("19") || year.starts_with("20"))
                                        && year.bytes().all(|b| b.is_ascii_digit())
                                })
                                && !text[..at - 3].ends_with(|ch: char| ch.is_ascii_digit())
                        })
                        .collect();
                    for pair in years.windows(2) {
                        let (one, two) = (&text[pair[0] - 3..=pair[0]], &text[pair[1] - 3..=pair[1]]);
                        if one == two {
                            continue;
                        }
                        let at = block.range.start;
                        let changed = format!(
                            "{}{two}{}{one}{}",
                            &other[..at + pair[0] - 3],
                            &other[at + pair[0] + 1..at + pair[1] - 3],
                            &other[at + pair[1] + 1..]
                        );
                        let fresh = versions.fresh(&changed);
                        let good = fresh.len() == 2
                            && fresh.iter().all(|found| {
                                found.3 >= block.line && Some(found.2) >= versions.partner(block.line)
                            });
                        let total = totals
                            .entry(("swap", format!("{}-{}", versions.base.0, versions.other.0)))
                            .or_default();
                        total.0 += 1;
                        total.1 += usize::from(good);
                        if !good {
                            println!(
                                "swap {name} {}-{} line {} {one} {two}: {fresh:?} {}",
                                versions.base.0,
                                versions.other.0,
                                block.line,
                                &text[pair[0] - 3..]
                            );
                        }
                    }
                    let own = |at: &usize| {
                        !text.starts_with('#')
                            && !text[..*at]
                                .trim_matches(|ch: char| ch.is_ascii_digit() || "(‘’“ -".contains(ch))
                                .is_empty()
                    };
                    for at in digits(text).into_iter().filter(own) {
                        let place = block.range.start + at;
                        let new = if other.as_bytes()[place] == b'9' {
                            '8'
                        } else {
                            char::from(other.as_bytes()[place] + 1)
                        };
                        let changed = format!("{}{new}{}", &other[..place], &other[place + 1..]);
                        let line = block.line + text[..at].matches('\n').count();
                        judge(&mut totals, "digit", &changed, line, &text[at.saturating_sub(0)..]);
                    }
                }
            }
        }
    }
    println!("{totals:?}");
}

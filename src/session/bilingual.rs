//! A proof of two versions of each document beside each other, aligned part by part, with what differs marked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::concord::{Group, Versions, compare_versions, groups, read, words};
use super::document::{Form, Prepared};
use super::lock::Lock;
use super::output::Staged;
use super::pool;
use super::workshop::Workshop;
use crate::concord::{Alignment, Words};
use crate::diagnostic::{Diagnostic, Error, has_errors, messages};
use crate::font::Shaper;
use crate::layout::{Layout, Mark, Page, Row, Side, lay_out_beside};
use crate::model::Language;
use crate::pdf::{self, Metadata};
use crate::source::{File, SessionFolder, Span};
use crate::style::Role;
use crate::typography::{Composition, Flow};

/// How the proofs are made.
#[derive(Debug, Clone)]
pub struct BilingualOptions {
    /// The folder to write to.
    pub out: PathBuf,
    /// How many documents are set at once; 0 for as many as the machine has processors.
    pub jobs: usize,
    /// What the files claim to be, and whether they are opened again.
    pub form: Form,
    /// The language at the left, which the other is held against, and the one at the right.
    pub languages: [Language; 2],
}

/// A document whose two versions were set beside each other, or what kept them from it.
#[derive(Debug)]
pub struct Bilingual {
    /// The file below the output folder, its pages and its bytes; `None` when it was not written.
    pub written: Option<(PathBuf, usize, usize)>,
    /// How many differences are marked.
    pub marked: usize,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file that is set.
struct Proof {
    path: PathBuf,
    bytes: Vec<u8>,
    pages: usize,
}

/// Makes a proof of every document that has both versions.
///
/// # Errors
///
/// When a house style, a lexicon or a table of the comparison is wrong, or a file cannot be written.
pub fn bilingual(
    workshop: &Workshop,
    session: &SessionFolder,
    options: &BilingualOptions,
    waiting: impl FnOnce(),
) -> Result<Vec<Bilingual>, Error> {
    let _lock = Lock::take(&options.out, None, waiting)?;
    let words = words(workshop)?;
    let [base, other] = options.languages;
    let versions = Versions { base: Some(base), languages: Some(vec![other]), jobs: options.jobs };
    let (groups, ..) = groups(session, &versions, &words)?;
    let book = workshop.library().fonts()?;
    let mut made = Vec::new();
    pool::in_order(
        &groups,
        options.jobs,
        &AtomicBool::new(false),
        || Shaper::new(&book),
        |shaper, group| one(workshop, group, options, &words, shaper),
        |_, result| {
            let Some((mut bilingual, proof)) = result? else { return Ok(()) };
            if let Some(Proof { path, bytes, pages }) = proof {
                let folder = options.out.join(&session.name);
                std::fs::create_dir_all(&folder)
                    .map_err(|error| Error::io(messages::cannot_create, &folder, error))?;
                Staged::write(options.out.join(&path), "all", &bytes)?.commit()?;
                bilingual.written = Some((path, pages, bytes.len()));
            }
            made.push(bilingual);
            Ok::<(), Error>(())
        },
    )?;
    Ok(made)
}

/// Sets one document; `None` when it lacks one of the versions.
fn one(
    workshop: &Workshop,
    group: &Group,
    options: &BilingualOptions,
    words: &Words,
    shaper: &mut Shaper<'_>,
) -> Result<Option<(Bilingual, Option<Proof>)>, Error> {
    let [base, other] = options.languages;
    let (Some(first), Some(second)) = (group.files.get(&base), group.files.get(&other)) else {
        return Ok(None);
    };
    let mut diagnostics = Vec::new();
    let prepared = [first, second].map(|path| workshop.prepare(path, false, &mut diagnostics));
    let [one, two] = prepared;
    let (read_first, read_second) = (read(workshop, first)?, read(workshop, second)?);
    let (differences, alignment) = compare_versions(group, (base, &read_first), (other, &read_second), words);
    let mut bilingual = Bilingual { written: None, marked: differences.len(), diagnostics };
    let (Some(one), Some(two)) = (one?, two?) else { return Ok(Some((bilingual, None))) };
    let marks = |side: usize| -> Vec<Mark> {
        let own = |place: &super::concord::Place| place.range.start as u32;
        let places = differences.iter().map(|difference| {
            let place = if side == 0 { &difference.base } else { &difference.other };
            (place, difference.message.code())
        });
        places
            .filter_map(|(place, code)| Some(Mark { at: own(place.as_ref()?), code: code.to_owned() }))
            .collect()
    };
    let marks = [marks(0), marks(1)];
    let proof = set([one, two], &alignment, &marks, options, shaper, &mut bilingual.diagnostics);
    Ok(Some((bilingual, proof)))
}

fn set(
    versions: [Prepared; 2],
    alignment: &Alignment,
    marks: &[Vec<Mark>; 2],
    options: &BilingualOptions,
    shaper: &mut Shaper<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Proof> {
    let [first, second] = versions;
    for prepared in [&first, &second] {
        prepared.check_characters(shaper, diagnostics);
    }
    if has_errors(diagnostics) {
        return None;
    }
    let rows = rows([&first.composition, &second.composition], alignment);
    let head = |prepared: &Prepared| {
        format!("{} · {}", prepared.resolution.preface.reference.value, prepared.resolution.language)
    };
    let heads = [head(&first), head(&second)];
    let sides = [(0, &first), (1, &second)].map(|(at, prepared)| Side {
        composition: &prepared.composition,
        style: &prepared.style,
        head: &heads[at],
        marks: &marks[at],
    });
    let halves = lay_out_beside(sides, &rows, shaper);
    let own = first.metadata();
    let [base, other] = options.languages;
    let metadata = Metadata { title: format!("{} ({base} – {other})", own.title), ..own };
    let files = first.files.clone();
    let style = std::sync::Arc::clone(&first.style);
    let path = path(&first.folder, &first.resolution.preface.reference.value.file_stem(), options.languages);
    let Some((composition, layout)) =
        join([first.composition, second.composition], options.languages, halves)
    else {
        diagnostics.push(files.error(Span::default(), messages::volume_too_large()));
        return None;
    };
    let job = pdf::Job {
        layout: &layout,
        composition: &composition,
        metadata: &metadata,
        book: &style.fonts,
        standard: options.form.standard,
        sources: &[],
    };
    let bytes = match pdf::write(&job) {
        Ok(bytes) => bytes,
        Err(violations) => {
            let told = violations.iter();
            diagnostics.extend(told.map(|violation| files.error(violation.span(), violation.message())));
            return None;
        }
    };
    let faults = if options.form.audit { pdf::audit(&bytes, &job) } else { Vec::new() };
    let unsaid = |fault: &pdf::Fault| files.error(Span::default(), messages::unsaid(fault.to_string()));
    diagnostics.extend(faults.iter().map(unsaid));
    faults.is_empty().then_some(Proof { path, bytes, pages: layout.pages.len() })
}

fn path(folder: &str, stem: &str, [base, other]: [Language; 2]) -> PathBuf {
    Path::new(folder).join(format!("{stem}.{base}-{other}.bilingual.pdf"))
}

/// Both versions as one composition, each a part in its language, and the halves of the pages as pages.
fn join(
    compositions: [Composition; 2],
    languages: [Language; 2],
    halves: Vec<[Page; 2]>,
) -> Option<(Composition, Layout)> {
    let mut whole = Composition::default();
    let mut offsets = Vec::new();
    for (composition, language) in compositions.into_iter().zip(languages) {
        let part = whole.structure.nodes.len();
        offsets.push(whole.append(composition, Some(language.code()), language.code())?);
        if let Some(node) = whole.structure.nodes.get_mut(part) {
            node.language = Some(language);
        }
    }
    let pages = halves.into_iter().map(|[mut first, mut second]| {
        first.shift(&offsets[0]);
        second.shift(&offsets[1]);
        first.head.append(&mut second.head);
        first.lines.append(&mut second.lines);
        first.margin.append(&mut second.margin);
        first.shapes.append(&mut second.shapes);
        first.figures.append(&mut second.figures);
        first
    });
    let pages = pages.collect();
    Some((whole, Layout { pages }))
}

/// An entry of the flow, by which it is known again in the other version.
struct Entry<'a> {
    flow: &'a Flow,
    /// Whether it begins a page.
    parted: bool,
    /// Its first byte in the source, unless it is the house's.
    start: Option<u32>,
    role: Option<Role>,
}

fn entries(composition: &Composition) -> Vec<Entry<'_>> {
    let place = |index: usize| {
        let paragraph = &composition.paragraphs[index];
        let label = paragraph.label.iter().flat_map(|label| &label.cells);
        let own =
            label.chain(&paragraph.text.cells).filter(|cell| cell.file == File::Document && cell.len > 0);
        own.map(|cell| cell.at).min()
    };
    let mut entries = Vec::new();
    let mut parted = false;
    for flow in &composition.flow {
        let (start, role) = match flow {
            Flow::Paragraph(index) => (place(*index), Some(composition.paragraphs[*index].role)),
            Flow::Table(table) => (
                table.rows.iter().flatten().flatten().filter_map(|cell| place(*cell)).min(),
                Some(table.role),
            ),
            Flow::Figure(_) | Flow::Rule => (None, None),
            Flow::NewPage => {
                parted = true;
                continue;
            }
        };
        entries.push(Entry { flow, parted, start, role });
        parted = false;
    }
    entries
}

/// The flows of both versions as rows: a row begins where parts stand for each other.
fn rows(compositions: [&Composition; 2], alignment: &Alignment) -> Vec<Row> {
    let [first, second] = compositions.map(entries);
    let mut begins: Vec<(usize, usize)> = Vec::new();
    let at = |entries: &[Entry<'_>], span: Span| {
        // What stands in the text begins at its span or, without the signs of Markdown, a little later.
        let found = entries.iter().position(|entry| entry.start.is_some_and(|start| start >= span.start));
        found.filter(|at| entries[*at].start.is_some_and(|start| start < span.end.max(span.start + 1)))
    };
    for pairing in &alignment.pairings {
        if let (Some(one), Some(two)) = (pairing.base, pairing.other)
            && let (Some(one), Some(two)) = (at(&first, one), at(&second, two))
        {
            begins.push((one, two));
        }
    }
    begins.extend(house_words(&first, &second));
    begins.sort_unstable();
    // What only one version has begins a row of its own, beside which the other has nothing.
    let alone = |entries: &[Entry<'_>], side: usize| -> Vec<usize> {
        let spans =
            alignment.pairings.iter().filter_map(|pairing| match (side, pairing.base, pairing.other) {
                (0, Some(span), None) | (1, None, Some(span)) => Some(span),
                _ => None,
            });
        spans.filter_map(|span| at(entries, span)).collect()
    };
    let (lone, others) = (alone(&first, 0), alone(&second, 1));
    let mut rows = Vec::new();
    let mut last = (0, 0);
    let mut begins: Vec<(usize, usize)> = monotone(&begins);
    begins.push((first.len(), second.len()));
    for (one, two) in begins {
        part_rows(&first[last.0..one], &second[last.1..two], last, (&lone, &others), &mut rows);
        last = (one, two);
    }
    rows.extend(note_rows(compositions));
    rows
}

/// The rows between two beginnings: what has a partner, then what stands alone.
fn part_rows(
    first: &[Entry<'_>],
    second: &[Entry<'_>],
    from: (usize, usize),
    (lone, others): (&[usize], &[usize]),
    rows: &mut Vec<Row>,
) {
    let split = |entries: &[Entry<'_>], from: usize, alone: &[usize]| {
        let at =
            (0..entries.len()).find(|at| *at > 0 && alone.contains(&(from + at))).unwrap_or(entries.len());
        let flows =
            |entries: &[Entry<'_>]| entries.iter().map(|entry| entry.flow.clone()).collect::<Vec<_>>();
        (flows(&entries[..at]), flows(&entries[at..]))
    };
    let parted = first.first().or(second.first()).is_some_and(|entry| entry.parted);
    let (one, alone) = split(first, from.0, lone);
    let (two, other_alone) = split(second, from.1, others);
    for row in [
        Row { parted, first: one, second: two },
        Row { first: alone, ..Row::default() },
        Row { second: other_alone, ..Row::default() },
    ] {
        if !row.first.is_empty() || !row.second.is_empty() {
            rows.push(row);
        }
    }
}

/// The house's own words and the front matter's, by what they are: the title stands beside the title.
fn house_words(first: &[Entry<'_>], second: &[Entry<'_>]) -> Vec<(usize, usize)> {
    let known = [
        Role::Masthead,
        Role::Title,
        Role::Reference,
        Role::Subject,
        Role::Formula,
        Role::Adoption,
        Role::Meeting,
        Role::Vote,
    ];
    let mut begins = Vec::new();
    for role in known {
        let places = |entries: &[Entry<'_>]| -> Vec<usize> {
            (0..entries.len()).filter(|at| entries[*at].role == Some(role)).collect()
        };
        begins.extend(places(first).into_iter().zip(places(second)));
    }
    begins
}

/// The pairs that go on in both versions: of those that cross, the longest row of beginnings in order.
fn monotone(begins: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best row of each length, with the one before it.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, pair) in begins.iter().enumerate() {
        let place = tails.partition_point(|tail| begins[*tail].1 < pair.1 && begins[*tail].0 < pair.0);
        if let Some(previous) = place.checked_sub(1) {
            before.insert(index, tails[previous]);
        }
        match tails.get_mut(place) {
            // Of two that end a row at one place the first stays.
            Some(tail) if begins[*tail].1 <= pair.1 => {}
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut row = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        row.push(begins[index]);
        at = before.get(&index).copied();
    }
    row.reverse();
    row
}

/// The notes of both versions, below a rule, by their numbers.
fn note_rows(compositions: [&Composition; 2]) -> Vec<Row> {
    let [first, second] = compositions.map(|composition| &composition.notes);
    let count = first.len().max(second.len());
    if count == 0 {
        return Vec::new();
    }
    let flows = |notes: &[std::ops::Range<usize>], at: usize| -> Vec<Flow> {
        notes.get(at).cloned().into_iter().flatten().map(Flow::Paragraph).collect()
    };
    let rule = || vec![Flow::Rule];
    let mut rows = vec![Row { parted: true, first: rule(), second: rule() }];
    rows.extend((0..count).map(|at| Row {
        parted: false,
        first: flows(first, at),
        second: flows(second, at),
    }));
    rows
}

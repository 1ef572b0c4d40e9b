//! Which parts of two versions stand beside each other.

use std::collections::BTreeSet;
use std::ops::Range;

use super::order::in_order;
use crate::concord::{Alignment, Pairing};
use crate::layout::Row;
use crate::source::{File, Span};
use crate::style::Role;
use crate::typography::{Composition, Flow};

/// An entry of the flow, by which it is known again in the other version.
struct Entry {
    flow: Flow,
    /// Whether it begins a page.
    parted: bool,
    /// Its first byte in the source, unless it is the house's.
    start: Option<u32>,
    kind: Kind,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words(Role),
    Cells(Role),
    Picture,
    Rule,
}

/// What the house and the front matter say, one of a kind in each version: the title stands beside the title.
const HOUSE: [Role; 8] = [
    Role::Masthead,
    Role::Title,
    Role::Reference,
    Role::Subject,
    Role::Formula,
    Role::Adoption,
    Role::Meeting,
    Role::Vote,
];

/// The flows of both versions as rows, and behind them their notes, below a rule.
pub(super) fn rows(compositions: [&Composition; 2], alignment: &Alignment) -> Vec<Row> {
    let [first, second] = compositions.map(flow);
    let mut rows = beside(&first, &second, alignment);
    let [first, second] = compositions.map(notes);
    if !first.is_empty() || !second.is_empty() {
        rows.push(Row { parted: true, first: vec![Flow::Rule], second: vec![Flow::Rule] });
        rows.extend(beside(&first, &second, alignment));
    }
    rows
}

/// What stands on the pages, one below the other.
fn flow(composition: &Composition) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut parted = false;
    for flow in &composition.flow {
        let (start, kind) = match flow {
            Flow::Paragraph(index) => {
                (place(composition, *index), Kind::Words(composition.paragraphs[*index].role))
            }
            Flow::Table(table) => {
                let cells = table.rows.iter().flatten().flatten();
                (cells.filter_map(|cell| place(composition, *cell)).min(), Kind::Cells(table.role))
            }
            Flow::Figure(_) => (None, Kind::Picture),
            Flow::Rule => (None, Kind::Rule),
            Flow::NewPage => {
                parted = true;
                continue;
            }
        };
        entries.push(Entry { flow: flow.clone(), parted, start, kind });
        parted = false;
    }
    entries
}

fn notes(composition: &Composition) -> Vec<Entry> {
    let paragraphs = composition.notes.iter().cloned().flatten();
    let entry = |index: usize| Entry {
        flow: Flow::Paragraph(index),
        parted: false,
        start: place(composition, index),
        kind: Kind::Words(composition.paragraphs[index].role),
    };
    paragraphs.map(entry).collect()
}

/// The first byte of a paragraph in the source. Its numeral stands before what the comparison takes for its beginning.
fn place(composition: &Composition, index: usize) -> Option<u32> {
    let paragraph = &composition.paragraphs[index];
    let own = |cells: &[crate::model::Cell]| {
        let own = cells.iter().filter(|cell| cell.file == File::Document && cell.len > 0);
        own.map(|cell| cell.at).min()
    };
    own(&paragraph.text.cells).or_else(|| paragraph.label.as_ref().and_then(|label| own(&label.cells)))
}

/// Two sequences as rows: a row begins where parts stand for each other.
fn beside(first: &[Entry], second: &[Entry], alignment: &Alignment) -> Vec<Row> {
    let places = [Places::of(first), Places::of(second)];
    let mut lone = [
        places[0].lone(alignment, |pairing| pairing.base.filter(|_| pairing.other.is_none())),
        places[1].lone(alignment, |pairing| pairing.other.filter(|_| pairing.base.is_none())),
    ];
    let begins = begins([first, second], &places, alignment, &lone);
    // A clause that has a partner may begin with words that have none.
    for (one, two) in &begins {
        lone[0].remove(one);
        lone[1].remove(two);
    }
    let mut rows = Vec::new();
    let mut last = (0, 0);
    for (one, two) in begins.into_iter().chain([(first.len(), second.len())]) {
        let (first, first_alone) = parted(first, last.0..one, &lone[0]);
        let (second, second_alone) = parted(second, last.1..two, &lone[1]);
        // What only one version has begins a row of its own, beside which the other has nothing.
        rows.extend(row(first, second));
        rows.extend(row(first_alone, &[]));
        rows.extend(row(&[], second_alone));
        last = (one, two);
    }
    rows
}

/// Where the entries of a sequence begin in the source: their first bytes, in order, with their numbers.
struct Places(Vec<(u32, usize)>);

impl Places {
    fn of(entries: &[Entry]) -> Self {
        let starts = entries.iter().enumerate().filter_map(|(at, entry)| Some((entry.start?, at)));
        let mut starts: Vec<(u32, usize)> = starts.collect();
        starts.sort_unstable();
        Self(starts)
    }

    /// The entry that begins in a span: at its beginning or, without the signs of Markdown, a little later.
    fn at(&self, span: Span) -> Option<usize> {
        let next = self.0.partition_point(|(start, _)| *start < span.start);
        let (start, at) = *self.0.get(next)?;
        (start < span.end.max(span.start + 1)).then_some(at)
    }

    /// The entries that begin what only one version has.
    fn lone(&self, alignment: &Alignment, own: impl Fn(&Pairing) -> Option<Span>) -> BTreeSet<usize> {
        alignment.pairings.iter().filter_map(own).filter_map(|span| self.at(span)).collect()
    }
}

/// Where entries begin that stand for each other, in the order of both.
fn begins(
    [first, second]: [&[Entry]; 2],
    places: &[Places; 2],
    alignment: &Alignment,
    lone: &[BTreeSet<usize>; 2],
) -> Vec<(usize, usize)> {
    let pairs = alignment.pairings.iter().filter_map(|pairing| {
        let (one, two) = (places[0].at(pairing.base?)?, places[1].at(pairing.other?)?);
        Some((one, two))
    });
    let house = HOUSE.into_iter().flat_map(|role| {
        let of_role = |entries: &[Entry]| -> Vec<usize> {
            (0..entries.len()).filter(|at| entries[*at].kind == Kind::Words(role)).collect()
        };
        of_role(first).into_iter().zip(of_role(second))
    });
    let known = in_order(pairs.chain(house).collect());
    let mut begins = Vec::new();
    let mut last = (0, 0);
    for (one, two) in known.into_iter().chain([(first.len(), second.len())]) {
        let (between, beside) = (last.0..one, last.1..two);
        let kinds = |entries: &[Entry]| entries.iter().map(|entry| entry.kind).collect::<Vec<_>>();
        let alone =
            lone[0].range(between.clone()).next().is_some() || lone[1].range(beside.clone()).next().is_some();
        // What is the same in kind and number between two that stand for each other does so too.
        if !alone && kinds(&first[between.clone()]) == kinds(&second[beside.clone()]) {
            begins.extend(between.zip(beside));
        }
        if one < first.len() {
            begins.push((one, two));
        }
        last = (one + 1, two + 1);
    }
    begins
}

/// Some entries up to the first that stands alone, and from it on.
fn parted<'a>(
    entries: &'a [Entry],
    range: Range<usize>,
    lone: &BTreeSet<usize>,
) -> (&'a [Entry], &'a [Entry]) {
    let end = lone.range(range.clone()).next().copied().unwrap_or(range.end);
    (&entries[range.start..end], &entries[end..range.end])
}

fn row(first: &[Entry], second: &[Entry]) -> Option<Row> {
    let begins = first.first().into_iter().chain(second.first());
    let parted = begins.fold(None, |parted, entry| Some(parted.unwrap_or(false) || entry.parted))?;
    let flows = |entries: &[Entry]| entries.iter().map(|entry| entry.flow.clone()).collect();
    Some(Row { parted, first: flows(first), second: flows(second) })
}

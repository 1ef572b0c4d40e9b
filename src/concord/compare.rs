//! The comparison of two versions, part by part.

use std::collections::BTreeMap;

use super::align::{Bead, align};
use super::alone::{Side, goes_along};
use super::describe::{clause_name, end_of, excerpt, head_of, joined, span_of};
use super::facts::{Facts, Figure};
use super::likeness::{Measure, Measured, Ratio, pair_cost};
use super::link::{PendingLinks, same_links};
use super::loose::{Differences, Loose, Sort, differences};
use super::notes::compare_notes;
use super::numerals::Numerals;
use super::outline::{Opening, Outline, Part, PartKind, outline};
use super::terms::Rarity;
use super::words::Words;
use crate::diagnostic::{Message, messages};
use crate::model::Resolution;
use crate::source::Span;
use crate::style::ClauseKind;

/// Something that two versions do not say alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discordance {
    /// What differs, as seen from the other version.
    pub message: Message,
    /// Its place in the base; where the base has nothing, the place where it would stand.
    pub base: Span,
    /// Its place in the other version.
    pub other: Span,
}

/// Which parts of two versions stand for each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignment {
    /// The pairs in the order of the base; what only one version has stands where it would in the other.
    pub pairings: Vec<Pairing>,
}

/// A part of each version, or of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairing {
    /// The place in the base.
    pub base: Option<Span>,
    /// The place in the other version.
    pub other: Option<Span>,
}

/// Compares two versions of a document: what they do not say alike, and which parts stand for each other.
pub fn compare(base: &Resolution, other: &Resolution, words: &Words) -> (Vec<Discordance>, Alignment) {
    let (one, two) = (outline(base, words), outline(other, words));
    let length = |outline: &Outline| outline.parts.iter().map(|part| part.length).sum();
    let parts = one.parts.iter().chain(&two.parts).flat_map(Part::all);
    let rarity = Rarity::of(parts.map(|part| part.facts.terms.as_slice()));
    let unsaid =
        [base, other].map(|version| words.numbers(version.language).map_or(&[][..], |known| &known.unsaid));
    let mut comparer = Comparer {
        measure: Measure { ratio: Ratio::of(length(&one), length(&two)), rarity },
        unsaid,
        words,
        found: Vec::new(),
        alignment: Alignment::default(),
        partners: BTreeMap::new(),
        headings: BTreeMap::new(),
        links: Vec::new(),
        tables: None,
    };
    comparer.sequences(&one.parts, &two.parts, (Span::default(), Span::default()));
    compare_notes(&one, &two, &mut comparer);
    let links = std::mem::take(&mut comparer.links);
    same_links(&links, [&base.links, &other.links], &comparer.headings, &mut comparer.found);
    let mut found = comparer.found;
    found.sort_by_key(|discordance| (discordance.base.start, discordance.other.start));
    (found, comparer.alignment)
}

/// Parts without a partner that cost less than this together stand for each other in another order: more is alike in them than
/// in two parts by chance.
const MOVED: i64 = -150;

pub(super) struct Comparer<'a> {
    measure: Measure,
    unsaid: [&'a [u64]; 2],
    words: &'a Words,
    pub(super) found: Vec<Discordance>,
    pub(super) alignment: Alignment,
    /// The part of the other version that stands for each part of the base, by their numbers.
    pub(super) partners: BTreeMap<usize, usize>,
    /// What links call each heading of the base, in the other version.
    headings: BTreeMap<String, String>,
    links: Vec<PendingLinks>,
    /// The table whose rows are compared, and whether its columns are the same.
    tables: Option<bool>,
}

impl Comparer<'_> {
    pub(super) fn report(&mut self, message: Message, base: Span, other: Span) {
        self.found.push(Discordance { message, base, other });
    }

    /// Compares two sequences of parts that stand after the places of `after`.
    pub(super) fn sequences(&mut self, base: &[Part], other: &[Part], mut after: (Span, Span)) {
        let beads = align(base, other, &self.measure);
        let moved = self.moved(base, other, &beads);
        let (mine, theirs) = (goes_along(base, &beads, Side::Base), goes_along(other, &beads, Side::Other));
        let mut numerals = Numerals::default();
        for bead in beads {
            match bead {
                // With an annex goes all that is annexed, with a paragraph the list that it leads in.
                Bead::Base(i) if mine.contains(&i) => {}
                Bead::Other(j) if theirs.contains(&j) => {}
                Bead::Pair(i, j) => {
                    if matches!(base[i].kind, PartKind::Heading { .. } | PartKind::Annex { .. }) {
                        numerals.restart();
                    }
                    numerals.compare(&base[i], &other[j], self);
                    self.pair(&base[i], &other[j]);
                }
                Bead::Split(i, j) => self.merged(&base[i..=i], &other[j..=j + 1]),
                Bead::Joined(i, j) => self.merged(&base[i..=i + 1], &other[j..=j]),
                Bead::Base(i) => {
                    if let Some((_, j)) = moved.iter().find(|(one, _)| *one == i) {
                        self.report(
                            messages::moved_part(base[i].name(), excerpt(&base[i])),
                            base[i].span,
                            other[*j].span,
                        );
                        self.pair(&base[i], &other[*j]);
                    } else {
                        self.alone(&base[i], after.1, Side::Base);
                    }
                }
                Bead::Other(j) => {
                    if !moved.iter().any(|(_, two)| *two == j) {
                        self.alone(&other[j], after.0, Side::Other);
                    }
                }
            }
            let (i, j) = bead.last();
            if !matches!(bead, Bead::Pair(..)) {
                numerals.skip(i.map(|i| &base[i]), j.map(|j| &other[j]));
            }
            if let Some(part) = i.map(|i| &base[i]).filter(|part| part.span != Span::default()) {
                after.0 = end_of(part.span);
            }
            if let Some(part) = j.map(|j| &other[j]).filter(|part| part.span != Span::default()) {
                after.1 = end_of(part.span);
            }
        }
    }

    /// The parts without a partner that stand for each other in another order.
    fn moved(&self, base: &[Part], other: &[Part], beads: &[Bead]) -> Vec<(usize, usize)> {
        let mine = beads.iter().filter_map(|bead| if let Bead::Base(i) = bead { Some(*i) } else { None });
        let theirs = beads.iter().filter_map(|bead| if let Bead::Other(j) = bead { Some(*j) } else { None });
        let mut free: Vec<(usize, Measured<'_>)> = theirs.map(|j| (j, Measured::of(&other[j]))).collect();
        let mut moved = Vec::new();
        for i in mine {
            let own = Measured::of(&base[i]);
            let nearest = free
                .iter()
                .enumerate()
                .map(|(at, (_, part))| (pair_cost(&own, part, &self.measure), at))
                .min();
            // Only what is more alike than two parts are by chance has moved.
            if let Some((_, at)) = nearest.filter(|(cost, _)| *cost < MOVED) {
                moved.push((i, free.remove(at).0));
            }
        }
        moved
    }

    fn alone(&mut self, part: &Part, place: Span, side: Side) {
        if part.kind == PartKind::Rule || (part.length == 0 && part.kind != PartKind::Figure) {
            return;
        }
        let (name, words) = (part.name(), excerpt(part));
        let missing = side == Side::Base;
        let message = match part.kind {
            PartKind::Item { .. } if missing => messages::missing_item(words),
            PartKind::Item { .. } => messages::added_item(words),
            PartKind::Annex { .. } if missing => messages::missing_annex(words),
            PartKind::Annex { .. } => messages::added_annex(words),
            PartKind::Row if missing => messages::missing_row(words),
            PartKind::Row => messages::added_row(words),
            _ if missing => messages::missing_part(name, words),
            _ => messages::added_part(name, words),
        };
        let (base, other) = if missing { (part.span, place) } else { (place, part.span) };
        self.report(message, base, other);
        let pairing = match side {
            Side::Base => Pairing { base: Some(part.span), other: None },
            Side::Other => Pairing { base: None, other: Some(part.span) },
        };
        self.alignment.pairings.push(pairing);
    }

    /// Two parts that stand for each other.
    pub(super) fn pair(&mut self, base: &Part, other: &Part) {
        self.partners.insert(base.number, other.number);
        self.alignment.pairings.push(Pairing { base: Some(base.span), other: Some(other.span) });
        let tables = self.tables;
        match (&base.kind, &other.kind) {
            (
                PartKind::Clause { kind, keyword },
                PartKind::Clause { kind: other_kind, keyword: other_keyword },
            ) => {
                if let (Some(one), Some(two)) = (keyword, other_keyword) {
                    self.keywords((*kind, one), (*other_kind, two));
                }
            }
            (PartKind::Item { keyword: Some(one) }, PartKind::Item { keyword: Some(two) }) => {
                let kind = ClauseKind::Operative;
                self.keywords((kind, one), (kind, two));
            }
            (
                PartKind::Heading { level, name },
                PartKind::Heading { level: other_level, name: other_name },
            ) => {
                self.headings.entry(name.clone()).or_insert_with(|| other_name.clone());
                if level != other_level {
                    let message = messages::other_level(u32::from(*level), u32::from(*other_level));
                    self.report(message, base.span, other.span);
                }
            }
            (PartKind::Annex { name }, PartKind::Annex { name: other_name }) => {
                self.headings.entry(name.clone()).or_insert_with(|| other_name.clone());
            }
            (
                PartKind::Table { columns, head, .. },
                PartKind::Table { columns: two, head: other_head, .. },
            ) => {
                if columns != two {
                    self.report(messages::other_columns(*columns, *two), base.span, other.span);
                } else if head != other_head {
                    self.report(messages::other_head(), base.span, other.span);
                }
                self.tables = Some(columns == two);
            }
            _ => {}
        }
        let before = self.found.len();
        self.facts(&base.facts, &other.facts, (base.span, other.span));
        // Where a figure is missing too, that says more.
        if self.found.len() == before {
            self.lengths(base, other);
        }
        match (&base.kind, self.tables) {
            // With other columns every cell would be another.
            (PartKind::Row, Some(false)) => {}
            (PartKind::Row, _) if base.children.len() == other.children.len() => {
                for (one, two) in base.children.iter().zip(&other.children) {
                    let own = |cell: &Part, row: &Part| {
                        if cell.span == Span::default() { row.span } else { cell.span }
                    };
                    self.partners.insert(one.number, two.number);
                    self.facts(&one.facts, &two.facts, (own(one, base), own(two, other)));
                }
            }
            _ => self.sequences(&base.children, &other.children, (head_of(base), head_of(other))),
        }
        self.tables = tables;
    }

    /// Whether one text is so short that it must lack a sentence.
    fn lengths(&mut self, base: &Part, other: &Part) {
        let (expected, letters) = (self.measure.ratio.expected(base.facts.length), other.facts.length);
        if self.measure.ratio.unlikely(base.facts.length, letters) {
            let message = if letters < expected { messages::shorter_text } else { messages::longer_text };
            self.report(message(letters, expected), base.span, other.span);
        }
    }

    fn keywords(&mut self, base: (ClauseKind, &Opening), other: (ClauseKind, &Opening)) {
        let ((kind, one), (other_kind, two)) = (base, other);
        if kind != other_kind {
            let message = messages::other_kind(clause_name(kind), clause_name(other_kind));
            self.report(message, one.span, two.span);
        }
        let known = kind == other_kind && !one.concepts.is_empty() && !two.concepts.is_empty();
        if known && !one.concepts.iter().any(|concept| two.concepts.contains(concept)) {
            self.report(messages::unpaired_keyword(&one.text, &two.text), one.span, two.span);
        }
    }

    /// One paragraph for two: what they say is held against each other together.
    fn merged(&mut self, base: &[Part], other: &[Part]) {
        let (Some(one), Some(two)) = (base.first(), other.first()) else { return };
        for part in base {
            self.partners.insert(part.number, two.number);
        }
        let (mine, theirs) = (joined(base), joined(other));
        self.alignment.pairings.push(Pairing { base: Some(span_of(base)), other: Some(span_of(other)) });
        if let (
            PartKind::Clause { kind, keyword: Some(keyword) },
            PartKind::Clause { kind: other_kind, keyword: Some(other_keyword) },
        ) = (&one.kind, &two.kind)
        {
            self.keywords((*kind, keyword), (*other_kind, other_keyword));
        }
        self.facts(&mine, &theirs, (one.span, two.span));
    }

    /// What two texts say.
    fn facts(&mut self, base: &Facts, other: &Facts, places: (Span, Span)) {
        let Differences { changed, missing, added, currencies } = differences(base, other, self.unsaid);
        for (one, two) in changed {
            let message = match one.sort {
                Sort::Figure => messages::other_figure(&one.text, &two.text),
                Sort::Date => messages::other_date(&one.text, &two.text),
                Sort::Reference => messages::other_reference(&one.text, &two.text),
            };
            self.report(message, one.span, two.span);
        }
        for Loose { sort, text, span, .. } in missing {
            let message = match sort {
                Sort::Figure => messages::missing_figure(text),
                Sort::Date => messages::missing_date(text),
                Sort::Reference => messages::missing_reference(text),
            };
            self.report(message, span, places.1);
        }
        for Loose { sort, text, span, .. } in added {
            let message = match sort {
                Sort::Figure => messages::added_figure(text),
                Sort::Date => messages::added_date(text),
                Sort::Reference => messages::added_reference(text),
            };
            self.report(message, places.0, span);
        }
        for (one, two) in currencies {
            let name = |figure: &Figure| {
                let codes = figure.currencies.iter().map(|index| self.words.currencies[*index].code.as_str());
                codes.collect::<Vec<_>>().join("/")
            };
            let message = messages::other_currency(&one.text, name(&one), name(&two));
            self.report(message, one.span, two.span);
        }
        if !base.links.is_empty() || !other.links.is_empty() {
            self.links.push(PendingLinks { base: base.links.clone(), other: other.links.clone(), places });
        }
    }
}

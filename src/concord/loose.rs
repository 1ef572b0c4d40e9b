//! The facts of two texts held against each other: what one says and the other does not.

use super::decimal::Decimal;
use super::exchanged::exchanged;
use super::facts::{Count, Day, DayReading, Facts, Figure, Mention};
use super::pair::{loose, pair, pair_rest, shares, unpaired};
use crate::source::Span;

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Figure,
    Date,
    Reference,
}

/// A fact that has no partner.
#[derive(Debug, Clone)]
pub(super) struct Loose {
    pub(super) sort: Sort,
    pub(super) text: String,
    pub(super) span: Span,
    readings: Vec<Decimal>,
    /// The numbers that it may be taken apart into.
    parts: Vec<Vec<Decimal>>,
    /// The day that it is.
    day: Option<DayReading>,
    /// Whether it is in words.
    said: bool,
}

/// What two texts do not say alike.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// One fact for another.
    pub(super) changed: Vec<(Loose, Loose)>,
    /// What only the base says.
    pub(super) missing: Vec<Loose>,
    /// What only the other version says.
    pub(super) added: Vec<Loose>,
    /// The same figure of two currencies.
    pub(super) currencies: Vec<(Figure, Figure)>,
}

/// Holds the facts of two texts against each other. `unsaid` are the numbers that each language may say without a word.
pub(super) fn differences(base: &Facts, other: &Facts, unsaid: [&[u64]; 2]) -> Differences {
    let mut found = Differences::default();
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    let pairs = pair(&base.references, &other.references, |one, two| one.common == two.common);
    loose(
        &base.references,
        &other.references,
        &pairs,
        |fact| Some(Loose::reference(fact)),
        &mut mine,
        &mut theirs,
    );
    let mut pairs = pair(&base.dates, &other.dates, |one, two| shares(&one.readings, &two.readings));
    pair_rest(&base.dates, &other.dates, &mut pairs, |one, two| {
        one.readings.iter().any(|one| two.readings.iter().any(|two| one.day == two.day && one.agrees(*two)))
    });
    loose(&base.dates, &other.dates, &pairs, |fact| Some(Loose::date(fact)), &mut mine, &mut theirs);
    exchanged(&base.dates, &other.dates, &pairs, |fact| Some(Loose::date(fact)), &mut found);
    let mut pairs = pair(&base.figures, &other.figures, |one, two| {
        same_figure(one, two) && !disjoint(&one.currencies, &two.currencies)
    });
    pair_rest(&base.figures, &other.figures, &mut pairs, same_figure);
    exchanged(&base.figures, &other.figures, &pairs, Loose::figure, &mut found);
    for (one, two) in &pairs {
        let (one, two) = (&base.figures[*one], &other.figures[*two]);
        if disjoint(&one.currencies, &two.currencies) {
            found.currencies.push((one.clone(), two.clone()));
        }
    }
    loose(&base.figures, &other.figures, &pairs, Loose::figure, &mut mine, &mut theirs);
    take_apart(&mut mine, &mut theirs);
    take_apart(&mut theirs, &mut mine);
    let (mut my_counts, mut their_counts) = (said(&base.counts), said(&other.counts));
    answer(&mut mine, &mut their_counts);
    answer(&mut theirs, &mut my_counts);
    let pairs = pair(&my_counts, &their_counts, |one, two| shares(&one.readings, &two.readings));
    let counts = (unpaired(my_counts, &pairs, |pair| pair.0), unpaired(their_counts, &pairs, |pair| pair.1));
    // A word alone may be a manner of speaking; one for another figure is not.
    let sure = |count: &Loose| count.said;
    let excused = Excused {
        mine: &|fact| fact.is_one_of(unsaid[1]) || fact.stands_in(other),
        theirs: &|fact| fact.is_one_of(unsaid[0]) || fact.stands_in(base),
    };
    found.settle(
        &mine,
        &theirs,
        [counts.0.into_iter().filter(sure).collect(), counts.1.into_iter().filter(sure).collect()],
        &excused,
    );
    found
}

/// Which facts of each side the other may do without.
struct Excused<'a> {
    mine: &'a dyn Fn(&Loose) -> bool,
    theirs: &'a dyn Fn(&Loose) -> bool,
}

/// Takes out what may be done without, as long as there are more facts than the other side has.
fn excuse(facts: &mut Vec<Loose>, wanted: usize, may: &dyn Fn(&Loose) -> bool) {
    let mut more = facts.len().saturating_sub(wanted);
    facts.retain(|fact| {
        let excused = more > 0 && may(fact);
        more -= usize::from(excused);
        !excused
    });
}

impl Differences {
    /// Pairs what is left by its sort and order: one fact for another.
    fn settle(&mut self, mine: &[Loose], theirs: &[Loose], counts: [Vec<Loose>; 2], excused: &Excused<'_>) {
        let [my_counts, their_counts] = counts;
        for sort in [Sort::Reference, Sort::Date, Sort::Figure] {
            let of_sort =
                |facts: &[Loose]| facts.iter().filter(|fact| fact.sort == sort).cloned().collect::<Vec<_>>();
            let (mut mine, mut theirs) = (of_sort(mine), of_sort(theirs));
            if sort == Sort::Figure {
                lend(&mut mine, theirs.len(), &my_counts);
                lend(&mut theirs, mine.len(), &their_counts);
                lend(&mut mine, theirs.len(), &my_counts);
            }
            let (my_number, their_number) = (mine.len(), theirs.len());
            excuse(&mut mine, their_number, excused.mine);
            excuse(&mut theirs, my_number, excused.theirs);
            mine.sort_by_key(|fact| fact.span.start);
            theirs.sort_by_key(|fact| fact.span.start);
            let paired = mine.len().min(theirs.len());
            self.missing.extend(mine.split_off(paired));
            self.added.extend(theirs.split_off(paired));
            self.changed.extend(mine.into_iter().zip(theirs));
        }
        // A day that is none any more is a figure.
        let both = self.missing.len().min(self.added.len());
        self.changed.extend(self.missing.drain(..both).zip(self.added.drain(..both)));
        let both = my_counts.len().min(their_counts.len());
        let used = |count: &Loose, facts: &[(Loose, Loose)]| {
            facts.iter().any(|(one, two)| [one.span, two.span].contains(&count.span))
        };
        let free = |counts: Vec<Loose>, changed: &[(Loose, Loose)]| {
            counts.into_iter().filter(|count| !used(count, changed)).take(both).collect::<Vec<_>>()
        };
        let (one, two) = (free(my_counts, &self.changed), free(their_counts, &self.changed));
        self.changed.extend(one.into_iter().zip(two));
    }
}

/// Adds words that count to the figures of a side, as long as the other has more.
fn lend(facts: &mut Vec<Loose>, wanted: usize, counts: &[Loose]) {
    let lent: Vec<Loose> = counts
        .iter()
        .filter(|count| !facts.iter().any(|fact| fact.span == count.span))
        .take(wanted.saturating_sub(facts.len()))
        .cloned()
        .collect();
    facts.extend(lent);
}

impl Loose {
    fn figure(figure: &Figure) -> Option<Self> {
        let Figure { text, readings, parts, span, named, .. } = figure.clone();
        (!named).then_some(Self { sort: Sort::Figure, text, span, readings, parts, day: None, said: false })
    }

    fn date(day: &Day) -> Self {
        let parts = day.numbers().map(|number| vec![number]).collect();
        Self {
            sort: Sort::Date,
            text: day.text.clone(),
            span: day.span,
            readings: Vec::new(),
            parts,
            day: day.readings.first().copied(),
            said: false,
        }
    }

    fn reference(mention: &Mention) -> Self {
        let runs = mention.text.split(|ch: char| !ch.is_ascii_digit()).filter(|run| !run.is_empty());
        let parts = runs.map(|run| vec![Decimal::new(run, "")]).collect();
        let (text, span) = (mention.text.clone(), mention.span);
        Self { sort: Sort::Reference, text, span, readings: Vec::new(), parts, day: None, said: false }
    }

    fn is_one_of(&self, numbers: &[u64]) -> bool {
        self.readings.iter().filter_map(Decimal::whole).any(|number| numbers.contains(&number))
    }
}

impl Loose {
    /// Whether a text says the fact at all: translators say a number once that another says twice.
    fn stands_in(&self, facts: &Facts) -> bool {
        match self.sort {
            Sort::Reference => facts.references.iter().any(|mention| mention.text == self.text),
            Sort::Date => facts.dates.iter().any(|day| day.readings.first() == self.day.as_ref()),
            Sort::Figure => {
                let said = |readings: &[Decimal]| shares(readings, &self.readings);
                let in_date = |day: &Day| day.numbers().any(|number| self.readings.contains(&number));
                facts
                    .figures
                    .iter()
                    .any(|figure| said(&figure.readings) || figure.parts.iter().any(|part| said(part)))
                    || facts.counts.iter().any(|count| said(&count.readings))
                    || facts.dates.iter().any(in_date)
            }
        }
    }
}

fn said(counts: &[Count]) -> Vec<Loose> {
    let loose = |count: &Count| Loose {
        sort: Sort::Figure,
        text: count.text.clone(),
        span: count.span,
        readings: count.readings.clone(),
        parts: Vec::new(),
        day: None,
        said: count.sure,
    };
    counts.iter().map(loose).collect()
}

/// Whether two figures may be the same number, or the same numbers of a place such as `12.3.1`.
fn same_figure(one: &Figure, two: &Figure) -> bool {
    let place = (one.readings.is_empty() || two.readings.is_empty()) && one.parts == two.parts;
    place || shares(&one.readings, &two.readings)
}

/// Whether both are known and have nothing in common.
fn disjoint(one: &[usize], other: &[usize]) -> bool {
    !one.is_empty() && !other.is_empty() && !shares(one, other)
}

/// Takes facts of one side apart where the other says each of their numbers by itself: "71/3" and "71, 3", "28 mai" and "28".
fn take_apart(mine: &mut Vec<Loose>, theirs: &mut Vec<Loose>) {
    mine.retain(|fact| !take_each(&fact.parts, theirs));
}

/// Drops the facts whose numbers the other side says in words; a word that surely counts answers once.
fn answer(facts: &mut Vec<Loose>, counts: &mut Vec<Loose>) {
    facts.retain(|fact| {
        let own = std::slice::from_ref(&fact.readings);
        !take_each(if fact.readings.is_empty() { &fact.parts } else { own }, counts)
    });
}

/// Takes a fact for each of some numbers out of a list; nothing, if one has none or there are no numbers.
fn take_each(numbers: &[Vec<Decimal>], facts: &mut Vec<Loose>) -> bool {
    let mut used: Vec<usize> = Vec::new();
    for number in numbers {
        let found = (0..facts.len()).find(|at| !used.contains(at) && shares(number, &facts[*at].readings));
        let Some(found) = found else { return false };
        used.push(found);
    }
    used.sort_unstable();
    for at in used.iter().rev() {
        facts.remove(*at);
    }
    !used.is_empty()
}

//! Which parts of two versions say the same: an alignment of two sequences (Needleman and Wunsch, 1970) by the lengths of the
//! parts (Gale and Church, 1993) and by what both versions must say alike.

use super::likeness::{Measure, Measured, pair_cost, two_for_one};
use super::outline::Part;

/// Parts of two versions that stand for each other, by their places in the sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bead {
    /// One for one.
    Pair(usize, usize),
    /// One paragraph of the base for two of the other.
    Split(usize, usize),
    /// Two paragraphs of the base for one of the other.
    Joined(usize, usize),
    /// A part of the base alone.
    Base(usize),
    /// A part of the other version alone.
    Other(usize),
}

/// The cost of a part without a partner, in hundredths: the negative logarithm of how often that is so in real translations
/// (Gale and Church, table 5).
const ALONE: i64 = 460;

/// The cost of two paragraphs for one, from the same table, over that of a pair.
const TWO_FOR_ONE: i64 = 240;

/// The most pairs that are looked at in two sequences; beyond, only those near the diagonal.
const MOST_PAIRS: usize = 4_000_000;

/// Aligns two sequences of parts.
pub(super) fn align(base: &[Part], other: &[Part], measure: &Measure) -> Vec<Bead> {
    let (base, other) = (measured(base), measured(other));
    let ratio = measure.ratio;
    let (rows, columns) = (base.len(), other.len());
    let band = Band::new(rows, columns);
    let mut grid = Grid::new(&band);
    for i in 0..=rows {
        for j in band.columns(i) {
            if i == 0 && j == 0 {
                grid.set(i, j, 0, Step::Start);
                continue;
            }
            let mut best = (i64::MAX, Step::Start);
            let mut offer = |cost: Option<i64>, step: Step| {
                if let Some(cost) = cost.filter(|cost| *cost < best.0) {
                    best = (cost, step);
                }
            };
            if i > 0 && j > 0 {
                let cost = grid
                    .cost(i - 1, j - 1)
                    .map(|cost| cost + pair_cost(&base[i - 1], &other[j - 1], measure));
                offer(cost, Step::Pair);
            }
            if i > 0 {
                offer(grid.cost(i - 1, j).map(|cost| cost + ALONE), Step::Base);
            }
            if j > 0 {
                offer(grid.cost(i, j - 1).map(|cost| cost + ALONE), Step::Other);
            }
            if i > 0 && j > 1 {
                let (one, two) = (&base[i - 1], [&other[j - 2], &other[j - 1]]);
                if two_for_one(one, two, ratio.of_base()) {
                    let cost = pair_cost(one, &Measured::joined(two), measure) + TWO_FOR_ONE;
                    offer(grid.cost(i - 1, j - 2).map(|known| known + cost), Step::Split);
                }
            }
            if i > 1 && j > 0 {
                let (two, one) = ([&base[i - 2], &base[i - 1]], &other[j - 1]);
                if two_for_one(one, two, ratio.of_other()) {
                    let cost = pair_cost(&Measured::joined(two), one, measure) + TWO_FOR_ONE;
                    offer(grid.cost(i - 2, j - 1).map(|known| known + cost), Step::Joined);
                }
            }
            grid.set(i, j, best.0, best.1);
        }
    }
    grid.beads(rows, columns)
}

fn measured(parts: &[Part]) -> Vec<Measured<'_>> {
    parts.iter().map(Measured::of).collect()
}

/// Which pairs are looked at: all, or in long sequences those near the diagonal.
struct Band {
    rows: usize,
    columns: usize,
    half: usize,
}

impl Band {
    fn new(rows: usize, columns: usize) -> Self {
        let half = if rows.saturating_mul(columns) <= MOST_PAIRS {
            columns + 1
        } else {
            (MOST_PAIRS / (rows + 1) / 2).max(columns / (rows + 1) + 2)
        };
        Self { rows, columns, half }
    }

    fn columns(&self, row: usize) -> std::ops::RangeInclusive<usize> {
        let center = (row * self.columns).checked_div(self.rows).unwrap_or(0);
        // The first and the last row reach the corners in any case.
        let end = if row == self.rows { self.columns } else { (center + self.half).min(self.columns) };
        center.saturating_sub(self.half)..=end
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    Pair,
    Base,
    Other,
    Split,
    Joined,
}

/// The costs and steps of every place.
struct Grid {
    starts: Vec<usize>,
    places: Vec<Vec<(i64, Step)>>,
}

impl Grid {
    fn new(band: &Band) -> Self {
        let ranges = (0..=band.rows).map(|row| band.columns(row));
        let (starts, places) =
            ranges.map(|range| (*range.start(), vec![(i64::MAX / 4, Step::Start); range.count()])).unzip();
        Self { starts, places }
    }

    fn at(&self, row: usize, column: usize) -> Option<(i64, Step)> {
        self.places.get(row)?.get(column.checked_sub(self.starts[row])?).copied()
    }

    fn cost(&self, row: usize, column: usize) -> Option<i64> {
        self.at(row, column).map(|(cost, _)| cost)
    }

    fn set(&mut self, row: usize, column: usize, cost: i64, step: Step) {
        let place = column - self.starts[row];
        self.places[row][place] = (cost, step);
    }

    fn beads(&self, rows: usize, columns: usize) -> Vec<Bead> {
        let (mut i, mut j) = (rows, columns);
        let mut beads = Vec::new();
        while let Some((_, step)) = self.at(i, j) {
            let (di, dj, bead) = match step {
                Step::Start => break,
                Step::Pair => (1, 1, Bead::Pair(i - 1, j - 1)),
                Step::Base => (1, 0, Bead::Base(i - 1)),
                Step::Other => (0, 1, Bead::Other(j - 1)),
                Step::Split => (1, 2, Bead::Split(i - 1, j - 2)),
                Step::Joined => (2, 1, Bead::Joined(i - 2, j - 1)),
            };
            beads.push(bead);
            (i, j) = (i - di, j - dj);
        }
        beads.reverse();
        beads
    }
}

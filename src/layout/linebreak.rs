//! Optimum-fit line breaking (D. E. Knuth & M. F. Plass, *Breaking Paragraphs into Lines*, Software: Practice
//! and Experience 11, 1981), over the places where a line may end.
//!
//! Nothing here knows of fonts or text: a [`Candidate`] carries the sums of widths up to it, so that the width
//! of any line is a difference of two sums.

use super::length::Length;

/// Sums over everything from the beginning of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Natural width.
    pub width: Length,
    /// What the spaces may gain.
    pub stretch: Length,
    /// What the spaces may lose.
    pub shrink: Length,
    /// The width of the glyphs, which expansion changes.
    pub glyphs: Length,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Candidate {
    /// The sums up to the end of a line that ends here, its hyphen included.
    pub before: Totals,
    /// The sums to take off for a line that begins here: a space is lost at a break.
    pub after: Totals,
    /// What it costs to break here; TeX's penalty.
    pub penalty: i64,
    /// Whether a hyphen is put in, or the author's stands at the end.
    pub hyphenated: bool,
    /// Whether a line must end here, and its spaces keep their width.
    pub forced: bool,
    /// How far the end hangs in the right margin.
    pub hang_right: Length,
    /// How far the beginning of the next line hangs in the left margin.
    pub hang_left: Length,
}

/// The measure of the lines and what makes them good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    /// The width of the first line.
    pub first: Length,
    /// The width of every other line.
    pub measure: Length,
    /// The badness that a line may have.
    pub tolerance: i64,
    /// Demerits of two hyphenated lines running.
    pub double_hyphen_demerits: i64,
    /// Demerits of a hyphenated line before the last.
    pub final_hyphen_demerits: i64,
    /// Demerits of lines of unlike spacing beside each other.
    pub adjacent_demerits: i64,
    /// Hyphenated lines running, at most.
    pub max_consecutive_hyphens: u8,
    /// How far glyphs may be made wider or narrower, in thousandths.
    pub expansion: i64,
    /// Stretch of every line besides its spaces': for ragged lines.
    pub line_stretch: Length,
    /// The least width of the last line.
    pub least_last: Length,
    /// How far the first line's beginning hangs in the left margin.
    pub first_hang: Length,
}

/// The badness of a line that cannot be: TeX's.
pub(super) const INFINITELY_BAD: i64 = 10_000;

/// The demerits of a line for itself, whatever its badness.
const LINE_PENALTY: i64 = 10;

/// The demerits of a last line shorter than the least: more than any single fault of spacing but less than a
/// line that does not fit.
const SHORT_LAST_DEMERITS: i64 = 5_000_000;

/// The demerits of a line that does not fit.
const OVERFULL_DEMERITS: i64 = 1 << 40;

#[derive(Clone, Copy)]
struct Node {
    /// The candidate at which the line ended, or `None` at the beginning.
    candidate: Option<usize>,
    parent: Option<usize>,
    demerits: i64,
    fitness: usize,
    hyphens: u8,
    /// The sums to take off for the line that begins here.
    after: Totals,
    hang: Length,
}

/// Chooses the breaks with the least total demerits; the result is the candidates' indices, the last candidate
/// included. `None` when no choice keeps to the tolerance; a tolerance of 10,000 always has one.
///
/// The last candidate must be forced.
///
/// ```
/// use greffe::layout::{Candidate, Length, Parameters, Totals, break_lines};
/// // Three words of 40pt with spaces of 10pt in lines of 90pt: two and one.
/// let at = |width: i64| Totals { width: Length::points(width), ..Totals::default() };
/// let word = |end: i64| Candidate { before: at(end), after: at(end + 10), ..Candidate::default() };
/// let last = Candidate { forced: true, ..word(140) };
/// let parameters = Parameters {
///     first: Length::points(90),
///     measure: Length::points(90),
///     tolerance: 10_000,
///     double_hyphen_demerits: 0,
///     final_hyphen_demerits: 0,
///     adjacent_demerits: 0,
///     max_consecutive_hyphens: 2,
///     expansion: 0,
///     line_stretch: Length::ZERO,
///     least_last: Length::ZERO,
///     first_hang: Length::ZERO,
/// };
/// assert_eq!(break_lines(&[word(40), word(90), last], &parameters), Some(vec![1, 2]));
/// ```
///
/// # Panics
///
/// When there is no candidate, or the last one is not forced.
pub fn break_lines(candidates: &[Candidate], parameters: &Parameters) -> Option<Vec<usize>> {
    assert!(candidates.last().is_some_and(|last| last.forced), "a paragraph ends in a forced break");
    let mut nodes = vec![Node {
        candidate: None,
        parent: None,
        demerits: 0,
        fitness: 1,
        hyphens: 0,
        after: Totals::default(),
        hang: parameters.first_hang,
    }];
    let mut active = vec![0];
    let limit = limit(parameters.tolerance);
    let mut best = Best::new(parameters.max_consecutive_hyphens);
    for (index, candidate) in candidates.iter().enumerate() {
        let mut last_dropped = None;
        let last = index + 1 == candidates.len();
        active.retain(|&at| {
            let node = &nodes[at];
            let fit = fit(node, candidate, parameters, limit);
            match fit {
                Fit::Overfull => {
                    last_dropped = Some(at);
                    false
                }
                Fit::Set { badness, fitness } => {
                    if badness <= parameters.tolerance {
                        let demerits = demerits(node, candidate, badness, fitness, last, parameters);
                        best.offer(at, node, candidate, demerits, fitness);
                    }
                    !candidate.forced
                }
            }
        });
        if active.is_empty() && best.is_empty() {
            // Either nothing keeps to the tolerance, or what stands between two breaks is too wide.
            if parameters.tolerance < INFINITELY_BAD {
                return None;
            }
            let at = last_dropped?;
            let node = nodes[at];
            best.offer(at, &node, candidate, node.demerits + OVERFULL_DEMERITS, 0);
        }
        for (parent, demerits, fitness, hyphens) in best.take() {
            active.push(nodes.len());
            nodes.push(Node {
                candidate: Some(index),
                parent: Some(parent),
                demerits,
                fitness,
                hyphens,
                after: candidate.after,
                hang: candidate.hang_left,
            });
        }
    }
    let best = active.into_iter().min_by_key(|at| nodes[*at].demerits)?;
    let mut breaks: Vec<usize> = std::iter::successors(Some(best), |at| nodes[*at].parent)
        .filter_map(|at| nodes[at].candidate)
        .collect();
    breaks.reverse();
    Some(breaks)
}

enum Fit {
    Overfull,
    Set { badness: i64, fitness: usize },
}

/// The natural width of the line from a node to a candidate, what hangs left out.
fn natural(node: &Node, candidate: &Candidate) -> Length {
    candidate.before.width - node.after.width - node.hang - candidate.hang_right
}

fn fit(node: &Node, candidate: &Candidate, parameters: &Parameters, limit: i64) -> Fit {
    let measure = if node.candidate.is_none() { parameters.first } else { parameters.measure };
    let width = natural(node, candidate);
    let glyphs = (candidate.before.glyphs - node.after.glyphs).max(Length::ZERO);
    let expansion = glyphs.scale(parameters.expansion, 1000);
    let missing = measure - width;
    if missing < Length::ZERO {
        let shrink = candidate.before.shrink - node.after.shrink;
        if -missing > shrink + expansion {
            return Fit::Overfull;
        }
        // Glyphs give way first, where nobody sees it; what is left falls to the spaces.
        let badness = badness(-missing - expansion, shrink);
        return Fit::Set { badness, fitness: usize::from(badness <= 12) };
    }
    if candidate.forced {
        return Fit::Set { badness: 0, fitness: 1 };
    }
    let stretch = candidate.before.stretch - node.after.stretch + parameters.line_stretch;
    // Most lines that end too early are so short that no division need say how short.
    if (missing - expansion).0.saturating_mul(1000) >= stretch.0.max(1).saturating_mul(limit) {
        return Fit::Set { badness: INFINITELY_BAD, fitness: 3 };
    }
    let badness = badness(missing - expansion, stretch);
    // TeX's classes: tight, decent, loose, very loose.
    let fitness = match badness {
        0..=12 => 1,
        13..=99 => 2,
        _ => 3,
    };
    Fit::Set { badness, fitness }
}

/// The least ratio of what is missing to what is available, in thousandths, at which a line is worse than the tolerance;
/// out of reach where every line is tolerated.
fn limit(tolerance: i64) -> i64 {
    if tolerance >= INFINITELY_BAD {
        return i64::MAX;
    }
    let (mut low, mut high) = (0, MOST_STRETCHED);
    while low < high {
        let middle = i64::midpoint(low, high);
        if cube(middle) > tolerance { high = middle } else { low = middle + 1 }
    }
    low
}

/// The ratio, in thousandths, beyond which a cube would overflow long after it is infinite.
const MOST_STRETCHED: i64 = 10_000;

/// The badness of a ratio in thousandths.
fn cube(ratio: i64) -> i64 {
    (ratio * ratio * ratio / 10_000_000).min(INFINITELY_BAD)
}

/// 100 times the cube of the ratio, at most 10,000 (Knuth & Plass; *The `TeXbook`*, chapter 14).
pub(super) fn badness(missing: Length, available: Length) -> i64 {
    if missing <= Length::ZERO {
        return 0;
    }
    if available <= Length::ZERO {
        return INFINITELY_BAD;
    }
    cube((missing.0.saturating_mul(1000) / available.0).min(MOST_STRETCHED))
}

fn demerits(
    node: &Node,
    candidate: &Candidate,
    badness: i64,
    fitness: usize,
    last: bool,
    parameters: &Parameters,
) -> i64 {
    let mut demerits = (LINE_PENALTY + badness).pow(2);
    if candidate.penalty > 0 {
        demerits += candidate.penalty.pow(2);
    }
    if candidate.hyphenated && node.hyphens > 0 {
        demerits += parameters.double_hyphen_demerits;
    }
    if last && node.hyphens > 0 {
        demerits += parameters.final_hyphen_demerits;
    }
    if node.fitness.abs_diff(fitness) > 1 {
        demerits += parameters.adjacent_demerits;
    }
    if last && node.candidate.is_some() && natural(node, candidate) < parameters.least_last {
        demerits += SHORT_LAST_DEMERITS;
    }
    node.demerits + demerits
}

/// The best way to each class at one candidate: by fitness and by hyphenated lines running.
struct Best {
    most_hyphens: u8,
    classes: Vec<Option<(usize, i64, usize, u8)>>,
}

impl Best {
    fn new(most_hyphens: u8) -> Self {
        Self { most_hyphens, classes: Vec::new() }
    }

    fn offer(&mut self, at: usize, node: &Node, candidate: &Candidate, demerits: i64, fitness: usize) {
        let hyphens = if candidate.hyphenated { node.hyphens.saturating_add(1) } else { 0 };
        // The author's own hyphens cannot be forbidden altogether; the rules' own can.
        if hyphens > self.most_hyphens && demerits < OVERFULL_DEMERITS {
            return;
        }
        let class = fitness + 4 * usize::from(hyphens.min(self.most_hyphens));
        if self.classes.len() <= class {
            self.classes.resize(class + 1, None);
        }
        if self.classes[class].is_none_or(|best| demerits < best.1) {
            self.classes[class] = Some((at, demerits, fitness, hyphens));
        }
    }

    fn is_empty(&self) -> bool {
        self.classes.iter().all(Option::is_none)
    }

    /// Takes what has been offered; the room is kept for the next candidate.
    fn take(&mut self) -> impl Iterator<Item = (usize, i64, usize, u8)> {
        self.classes.drain(..).flatten()
    }
}

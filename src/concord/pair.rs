//! Facts of two texts that are the same, in pairs, and those that are left.

use std::collections::BTreeSet;

use super::loose::Loose;

/// Pairs facts that are the same, each at most once, in their order.
pub(super) fn pair<T>(base: &[T], other: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    pair_rest(base, other, &mut pairs, same);
    pairs
}

/// Pairs what is left.
pub(super) fn pair_rest<T>(
    base: &[T],
    other: &[T],
    pairs: &mut Vec<(usize, usize)>,
    same: impl Fn(&T, &T) -> bool,
) {
    let mut mine = vec![false; base.len()];
    let mut theirs = vec![false; other.len()];
    for (one, two) in &*pairs {
        (mine[*one], theirs[*two]) = (true, true);
    }
    for (at, one) in base.iter().enumerate().filter(|(at, _)| !mine[*at]) {
        if let Some(found) = (0..other.len()).find(|index| !theirs[*index] && same(one, &other[*index])) {
            theirs[found] = true;
            pairs.push((at, found));
        }
    }
}

/// The facts of one side that no pair has.
pub(super) fn unpaired(
    facts: Vec<Loose>,
    pairs: &[(usize, usize)],
    side: impl Fn(&(usize, usize)) -> usize,
) -> Vec<Loose> {
    let taken: BTreeSet<usize> = pairs.iter().map(side).collect();
    facts.into_iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, fact)| fact).collect()
}

/// Adds what has no partner to the loose facts of both sides.
pub(super) fn loose<T>(
    base: &[T],
    other: &[T],
    pairs: &[(usize, usize)],
    make: impl Fn(&T) -> Option<Loose>,
    mine: &mut Vec<Loose>,
    theirs: &mut Vec<Loose>,
) {
    let left = |facts: &[T], taken: BTreeSet<usize>| -> Vec<Loose> {
        let left = facts.iter().enumerate().filter(|(at, _)| !taken.contains(at));
        left.filter_map(|(_, fact)| make(fact)).collect()
    };
    mine.extend(left(base, pairs.iter().map(|pair| pair.0).collect()));
    theirs.extend(left(other, pairs.iter().map(|pair| pair.1).collect()));
}

/// Whether two facts have a reading in common.
pub(super) fn shares<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|reading| other.contains(reading))
}

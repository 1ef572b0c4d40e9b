//! Facts of two texts that are the same, in pairs, and those that are left.

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

pub(super) fn unpaired(
    facts: Vec<Loose>,
    pairs: &[(usize, usize)],
    side: impl Fn(&(usize, usize)) -> usize,
) -> Vec<Loose> {
    let taken: std::collections::BTreeSet<usize> = pairs.iter().map(side).collect();
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
    let taken: std::collections::BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
    mine.extend(
        base.iter().enumerate().filter(|(at, _)| !taken.contains(at)).filter_map(|(_, fact)| make(fact)),
    );
    let taken: std::collections::BTreeSet<usize> = pairs.iter().map(|pair| pair.1).collect();
    theirs.extend(
        other.iter().enumerate().filter(|(at, _)| !taken.contains(at)).filter_map(|(_, fact)| make(fact)),
    );
}

pub(super) fn shares<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().any(|reading| other.contains(reading))
}

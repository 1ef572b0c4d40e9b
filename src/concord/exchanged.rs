//! Two facts of a paragraph that have changed places.

use super::common;
use super::facts::Placed;
use super::loose::{Differences, Loose};

/// How many facts further on one may have changed places with another.
const NEIGHBOURS: usize = 50;

/// How many bytes from the beginning of one end of a time to that of the other, at most.
const TIME: u32 = 32;

/// Finds two facts that have changed places: those that stand in another order, each among the words of the other.
pub(super) fn exchanged<T: Placed>(
    base: &[T],
    other: &[T],
    pairs: &[(usize, usize)],
    make: impl Fn(&T) -> Option<Loose>,
    found: &mut Differences,
) {
    let alike = |one: usize, two: usize| common(base[one].near(), other[two].near());
    // Where one is another, order tells nothing.
    if pairs.len() != base.len() || pairs.len() != other.len() {
        return;
    }
    let mut told = std::collections::BTreeSet::new();
    for (at, one) in pairs.iter().enumerate() {
        for two in pairs[at + 1..].iter().take(NEIGHBOURS) {
            let crossed = (one.0 < two.0) != (one.1 < two.1);
            if !crossed || told.contains(&one.0) || told.contains(&two.0) {
                continue;
            }
            // The ends of a time have the same words beside them, and each the other.
            let ends = [[&base[one.0], &base[two.0]], [&other[one.1], &other[two.1]]];
            let time = ends.iter().all(|ends| is_time(*ends));
            let same = alike(one.0, one.1) + alike(two.0, two.1);
            let crosswise = alike(one.0, two.1) + alike(two.0, one.1);
            if crosswise <= same && !(time && crosswise + 2 >= same) {
                continue;
            }
            told.extend([one.0, two.0]);
            for (mine, theirs) in [(one.0, two.1), (two.0, one.1)] {
                found.changed.extend(make(&base[mine]).zip(make(&other[theirs])));
            }
        }
    }
}

/// Whether two facts are the ends of a time, as "between 2000 and 2016": years or days with a word between them.
fn is_time<T: Placed>(ends: [&T; 2]) -> bool {
    let [one, two] = ends.map(Placed::span);
    ends.iter().all(|end| end.is_time()) && one.start.abs_diff(two.start) <= TIME
}

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
    // Where one is another, order tells nothing.
    if pairs.len() != base.len() || pairs.len() != other.len() {
        return;
    }
    let mut told = std::collections::BTreeSet::new();
    for (at, one) in pairs.iter().enumerate() {
        for two in pairs[at + 1..].iter().take(NEIGHBOURS) {
            let crossed = (one.0 < two.0) != (one.1 < two.1);
            // The order of other figures is that of each language.
            let times = [&base[one.0], &base[two.0]].into_iter().all(Placed::is_time);
            if !crossed || !times || told.contains(&one.0) || told.contains(&two.0) {
                continue;
            }
            // Each may stand beside the other, in both versions.
            let own = [base[one.0].own(), base[two.0].own()].concat();
            let alike = |one: usize, two: usize| {
                let near =
                    |near: &[u32]| near.iter().copied().filter(|key| !own.contains(key)).collect::<Vec<_>>();
                common(&near(base[one].near()), &near(other[two].near()))
            };
            let same = alike(one.0, one.1) + alike(two.0, two.1);
            let crosswise = alike(one.0, two.1) + alike(two.0, one.1);
            // The ends of a time have the same words beside them.
            let ends = [[&base[one.0], &base[two.0]], [&other[one.1], &other[two.1]]];
            if crosswise < same || (crosswise == same && !ends.iter().all(|two| are_ends(*two))) {
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
fn are_ends<T: Placed>(ends: [&T; 2]) -> bool {
    let [one, two] = ends.map(Placed::span);
    ends.iter().all(|end| end.is_time()) && one.start.abs_diff(two.start) <= TIME
}

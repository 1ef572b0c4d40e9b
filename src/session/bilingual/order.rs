//! The longest row of pairs that go on in both versions.

/// Of pairs that cross, the most that stand in one order in both versions.
pub(super) fn in_order(mut pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // Of pairs with one first place only one can be taken: the later ones cannot follow the earlier.
    pairs.sort_unstable_by_key(|(first, second)| (*first, std::cmp::Reverse(*second)));
    // The last pair of the best row of each length; and for every pair the one before it.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, second)) in pairs.iter().enumerate() {
        let place = tails.partition_point(|tail| pairs[*tail].1 < *second);
        before.push(place.checked_sub(1).map(|previous| tails[previous]));
        match tails.get_mut(place) {
            // Of two that end a row at one place the first stays.
            Some(tail) if pairs[*tail].1 == *second => {}
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut row: Vec<(usize, usize)> = std::iter::successors(tails.last().copied(), |index| before[*index])
        .map(|index| pairs[index])
        .collect();
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn pairs_that_cross_are_left_out() {
        assert_eq!(in_order(vec![(0, 0), (1, 3), (2, 1), (3, 2)]), [(0, 0), (2, 1), (3, 2)]);
        assert_eq!(in_order(vec![(2, 2), (0, 0), (1, 1)]), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(in_order(Vec::new()), []);
    }

    #[test]
    fn a_place_has_one_partner() {
        assert_eq!(in_order(vec![(0, 0), (0, 1), (1, 1), (1, 2)]).len(), 2);
        assert_eq!(in_order(vec![(0, 2), (1, 2), (2, 2)]), [(0, 2)]);
    }
}

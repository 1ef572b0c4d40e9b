//! The word that was probably meant.

/// The candidate nearest to a word by edit distance (V. I. Levenshtein, 1966), if one is near enough to be meant: a
/// third of the word's characters may differ. Of several equally near ones the first in the alphabet.
pub(crate) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().collect();
    let mut limit = word.len().div_ceil(3);
    let mut best: Option<(usize, &str)> = None;
    let (mut other, mut row) = (Vec::new(), Vec::new());
    for candidate in candidates {
        // A character is four bytes at most, and one at least.
        let length = candidate.len();
        if length + limit < word.len() || length > 4 * (word.len() + limit) {
            continue;
        }
        other.clear();
        other.extend(candidate.chars());
        if let Some(distance) = distance(&word, &other, limit, &mut row)
            && best.is_none_or(|best| (distance, candidate) < best)
        {
            (best, limit) = (Some((distance, candidate)), distance);
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The edit distance of two words, if it is not above `limit`. What they have in common at both ends costs nothing, and
/// a row that is above the limit ends the search.
fn distance(mut left: &[char], mut right: &[char], limit: usize, row: &mut Vec<usize>) -> Option<usize> {
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    while let ([one, left_rest @ ..], [other, right_rest @ ..]) = (left, right)
        && one == other
    {
        (left, right) = (left_rest, right_rest);
    }
    while let ([left_rest @ .., one], [right_rest @ .., other]) = (left, right)
        && one == other
    {
        (left, right) = (left_rest, right_rest);
    }
    row.clear();
    row.extend(0..=right.len());
    for (index, one) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        let mut least = row[0];
        for (column, other) in right.iter().enumerate() {
            let substitution = diagonal + usize::from(one != other);
            diagonal = row[column + 1];
            row[column + 1] = substitution.min(diagonal + 1).min(row[column] + 1);
            least = least.min(row[column + 1]);
        }
        if least > limit {
            return None;
        }
    }
    Some(row[right.len()]).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_one_with_the_fewest_changes() {
        let known = ["considérant", "constatant", "consciente", "reconnaissant"];
        assert_eq!(nearest("considerant", known.into_iter()), Some("considérant"));
        assert_eq!(nearest("constattant", known.into_iter()), Some("constatant"));
        assert_eq!(nearest("approuve", known.into_iter()), None);
        assert_eq!(nearest("", known.into_iter()), None);
    }

    #[test]
    fn of_equals_the_first_in_the_alphabet() {
        assert_eq!(nearest("GA-03", ["GA-05", "GA-01", "GA-04"].into_iter()), Some("GA-01"));
    }

    #[test]
    fn distances_are_exact_within_the_limit() {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let of = |one, other, limit| distance(&letters(one), &letters(other), limit, &mut Vec::new());
        for (one, other, expected) in
            [("kitten", "sitting", 3), ("abc", "abc", 0), ("", "abc", 3), ("ab", "ba", 2), ("aab", "ab", 1)]
        {
            assert_eq!(of(one, other, 9), Some(expected), "{one} {other}");
            assert_eq!(of(other, one, expected), Some(expected), "{other} {one}");
            assert_eq!(expected.checked_sub(1).and_then(|limit| of(one, other, limit)), None);
        }
    }
}

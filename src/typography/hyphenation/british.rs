//! The division of English words as British houses make it: by origin and meaning.
//!
//! `hypher` has the American patterns alone. Those of Dominik Wujastyk and Graham Toal (`british.pat.txt`, MIT) are matched
//! here as F. M. Liang does (*Word Hy-phen-a-tion by Com-put-er*, 1983).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

const PATTERNS: &str = include_str!("british.pat.txt");

/// Words that the patterns divide in the wrong place (the exceptions that come with them).
const EXCEPTIONS: [&str; 8] = [
    "uni-ver-sity",
    "uni-ver-sit-ies",
    "how-ever",
    "ma-nu-script",
    "ma-nu-scripts",
    "re-ci-pro-city",
    "through-out",
    "some-thing",
];

/// Each pattern's letters with the values between them.
struct Table {
    values: FxHashMap<Box<[u8]>, Box<[u8]>>,
    /// The letters of the longest.
    longest: usize,
}

/// The table, read when a word is first to be divided: most runs have no British English.
fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { values: FxHashMap::default(), longest: 0 };
        for pattern in PATTERNS.lines() {
            let (mut letters, mut values) = (Vec::new(), vec![0]);
            for byte in pattern.bytes() {
                if byte.is_ascii_digit() {
                    values[letters.len()] = byte - b'0';
                } else {
                    letters.push(byte);
                    values.push(0);
                }
            }
            table.longest = table.longest.max(letters.len());
            table.values.insert(letters.into(), values.into());
        }
        table
    })
}

/// The characters before which a word of small letters may be divided, with at least so many letters before and after.
pub(super) fn divide(word: &str, before: usize, after: usize) -> Box<[usize]> {
    if !word.is_ascii() {
        return Box::default();
    }
    if let Some(listed) = EXCEPTIONS.iter().find(|listed| listed.replace('-', "") == word) {
        let hyphens = listed.match_indices('-').enumerate();
        return hyphens.map(|(hyphens, (at, _))| at - hyphens).collect();
    }
    let table = table();
    // The ends of the word are dots in the patterns.
    let dotted: Vec<u8> = [b"." as &[u8], word.as_bytes(), b"."].concat();
    let mut values = vec![0; dotted.len() + 1];
    for start in 0..dotted.len() {
        for end in start + 1..=dotted.len().min(start + table.longest) {
            let Some(found) = table.values.get(&dotted[start..end]) else { continue };
            for (value, found) in values[start..].iter_mut().zip(found) {
                *value = (*value).max(*found);
            }
        }
    }
    // An odd value allows a division; the first dot shifts the places by one.
    let last = word.len().saturating_sub(after);
    (before..=last).filter(|at| values[at + 1] % 2 == 1).collect()
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn words_are_divided_by_origin() {
        let divided = |word: &str| {
            let mut parts = word.to_owned();
            for at in divide(word, 2, 3).iter().rev() {
                parts.insert(*at, '-');
            }
            parts
        };
        for parts in [
            "know-ledge",
            "pho-to-grapher",
            "demo-cratic",
            "uni-ver-sity",
            "some-thing",
            "as-sembly",
            "de-vel-op-ment",
        ] {
            assert_eq!(divided(&parts.replace('-', "")), parts);
        }
        assert_eq!(divided("café"), "café");
        assert_eq!(divided(""), "");
    }
}

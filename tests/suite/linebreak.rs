//! Optimum-fit line breaking as arithmetic: words are boxes of whole widths, spaces are ten wide.

use greffe::layout::{Candidate, Length, Parameters, Totals, break_lines};
use proptest::prelude::*;

const SPACE: i64 = 10;
const STRETCH: i64 = 5;
const SHRINK: i64 = 3;

fn parameters(measure: i64, tolerance: i64) -> Parameters {
    Parameters {
        first: Length(measure),
        measure: Length(measure),
        tolerance,
        double_hyphen_demerits: 10_000,
        final_hyphen_demerits: 5_000,
        adjacent_demerits: 10_000,
        max_consecutive_hyphens: 2,
        expansion: 0,
        line_stretch: Length::ZERO,
        least_last: Length::ZERO,
        first_hang: Length::ZERO,
    }
}

/// Candidates between words; a word given as two parts may be divided between them by a hyphen ten wide.
fn candidates(words: &[(i64, i64)]) -> Vec<Candidate> {
    let mut totals = Totals::default();
    let mut candidates = Vec::new();
    for (index, (first, second)) in words.iter().enumerate() {
        totals.width += Length(*first);
        if *second > 0 {
            let mut before = totals;
            before.width += Length(10);
            candidates.push(Candidate {
                before,
                after: totals,
                penalty: 50,
                hyphenated: true,
                ..Candidate::default()
            });
        }
        totals.width += Length(*second);
        let last = index + 1 == words.len();
        let before = totals;
        totals.width += Length(SPACE);
        totals.stretch += Length(STRETCH);
        totals.shrink += Length(SHRINK);
        candidates.push(Candidate { before, after: totals, forced: last, ..Candidate::default() });
    }
    candidates
}

fn whole(widths: &[i64]) -> Vec<Candidate> {
    candidates(&widths.iter().map(|width| (*width, 0)).collect::<Vec<_>>())
}

#[test]
fn words_that_fit_stay_on_one_line() {
    assert_eq!(break_lines(&whole(&[30, 30, 20]), &parameters(100, 200)), Some(vec![2]));
}

#[test]
fn the_whole_paragraph_is_weighed() {
    // First fit would set 40 30 | 60 20 | 50 and leave the second line loose; the optimum takes the first loose.
    let widths = [40, 20, 20, 45, 45, 60, 30];
    let breaks = break_lines(&whole(&widths), &parameters(100, 10_000)).expect("a choice");
    assert_eq!(breaks, [2, 4, 6]);
}

#[test]
fn a_tolerance_that_nothing_keeps_to() {
    assert_eq!(break_lines(&whole(&[60, 60]), &parameters(100, 200)), None);
    assert_eq!(break_lines(&whole(&[60, 60]), &parameters(100, 10_000)), Some(vec![0, 1]));
}

#[test]
fn a_word_wider_than_the_line_stands_alone() {
    assert_eq!(break_lines(&whole(&[20, 300, 20]), &parameters(100, 10_000)), Some(vec![0, 1, 2]));
}

#[test]
fn hyphens_do_not_run_on() {
    // Every word would like to be divided: three lines running may not end in a hyphen.
    let words: Vec<(i64, i64)> = std::iter::repeat_n((35, 60), 12).collect();
    let all = candidates(&words);
    let breaks = break_lines(&all, &parameters(100, 10_000)).expect("a choice");
    let mut running = 0;
    for at in breaks {
        running = if all[at].hyphenated { running + 1 } else { 0 };
        assert!(running <= 2);
    }
}

#[test]
fn expansion_saves_a_line() {
    let mut all = whole(&[40, 44, 20]);
    for candidate in &mut all {
        for totals in [&mut candidate.before, &mut candidate.after] {
            totals.glyphs = totals.width;
        }
    }
    let rigid = parameters(113, 10_000);
    // 40, 44 and 20 with two spaces are 124 wide; the spaces can give 6, the glyphs 6 in the hundred.
    assert_eq!(break_lines(&all, &rigid), Some(vec![1, 2]));
    assert_eq!(break_lines(&all, &Parameters { expansion: 60, ..rigid }), Some(vec![2]));
}

#[test]
fn the_last_line_is_not_a_stub() {
    let widths = [30, 30, 20, 10];
    let ragged = Parameters { line_stretch: Length(30), ..parameters(100, 10_000) };
    assert_eq!(break_lines(&whole(&widths), &ragged).expect("a choice"), [2, 3]);
    let fuller = Parameters { least_last: Length(25), ..ragged };
    assert_eq!(break_lines(&whole(&widths), &fuller).expect("a choice"), [1, 3]);
}

#[test]
fn a_forced_break_ends_its_line() {
    let mut all = whole(&[30, 30, 30]);
    all[0].forced = true;
    assert_eq!(break_lines(&all, &parameters(200, 200)), Some(vec![0, 2]));
}

/// The least demerits over every choice of breaks, by trying them all.
fn exhaustive(all: &[Candidate], parameters: &Parameters) -> i64 {
    fn badness(line: Length, spaces: i64, measure: i64, forced: bool) -> Option<i64> {
        let missing = measure - line.0;
        let cubed = |part: i64, whole: i64| {
            if part == 0 {
                return 0;
            }
            if whole <= 0 {
                return 10_000;
            }
            let ratio = (part * 1000 / whole).min(10_000);
            (ratio * ratio * ratio / 10_000_000).min(10_000)
        };
        if missing < 0 {
            (-missing <= spaces * SHRINK).then(|| cubed(-missing, spaces * SHRINK))
        } else if forced {
            Some(0)
        } else {
            Some(cubed(missing, spaces * STRETCH))
        }
    }
    fn search(all: &[Candidate], from: Option<usize>, measure: i64) -> Option<i64> {
        let after = from.map_or(Totals::default(), |at| all[at].after);
        let start = from.map_or(0, |at| at + 1);
        let mut best = None;
        for at in start..all.len() {
            let line = all[at].before.width - after.width;
            let spaces = (all[at].before.stretch - after.stretch).0 / STRETCH;
            let Some(bad) = badness(line, spaces, measure, all[at].forced) else { break };
            let rest = if at + 1 == all.len() { Some(0) } else { search(all, Some(at), measure) };
            if let Some(rest) = rest {
                let total = (10 + bad).pow(2) + rest;
                best = Some(best.map_or(total, |known: i64| known.min(total)));
            }
        }
        best
    }
    search(all, None, parameters.measure.0).unwrap_or(i64::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// No choice of breaks is better than the one that is made, where lines of unlike spacing cost nothing.
    #[test]
    fn no_choice_is_better(widths in prop::collection::vec(5_i64..60, 1..14)) {
        let all = whole(&widths);
        let parameters = Parameters { adjacent_demerits: 0, ..parameters(100, 10_000) };
        let breaks = break_lines(&all, &parameters).expect("a choice");
        prop_assert_eq!(breaks.last(), Some(&(widths.len() - 1)));
        let mut total = 0;
        let mut from = Totals::default();
        for at in &breaks {
            let line = all[*at].before.width - from.width;
            let spaces = (all[*at].before.stretch - from.stretch).0 / STRETCH;
            let missing = 100 - line.0;
            let (part, whole) = if missing < 0 { (-missing, spaces * SHRINK) } else { (missing, spaces * STRETCH) };
            let bad = if all[*at].forced && missing >= 0 || part == 0 { 0 } else if whole <= 0 { 10_000 } else {
                let ratio = (part * 1000 / whole).min(10_000);
                (ratio * ratio * ratio / 10_000_000).min(10_000)
            };
            total += (10 + bad).pow(2);
            from = all[*at].after;
        }
        prop_assert_eq!(total, exhaustive(&all, &parameters));
    }
}

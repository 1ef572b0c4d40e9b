//! Page breaking over lines of the grid.

use greffe::layout::{FORBIDDEN, PageItem, break_pages};

const LINE: PageItem = PageItem { height: 1, space: false, penalty: 0 };
const SPACE: PageItem = PageItem { height: 1, space: true, penalty: 0 };

fn paragraph(lines: usize) -> Vec<PageItem> {
    let mut items = vec![LINE; lines];
    for (at, item) in items.iter_mut().enumerate() {
        if at + 1 < lines && (at == 0 || at + 2 == lines) {
            item.penalty = 100_000;
        }
    }
    items
}

#[test]
fn nothing_makes_no_page() {
    assert_eq!(break_pages(&[], 10), Vec::<usize>::new());
}

#[test]
fn full_pages_follow_one_another() {
    assert_eq!(break_pages(&[LINE; 25], 10), [10, 20, 25]);
}

#[test]
fn no_line_of_a_paragraph_is_left_alone() {
    // Nine lines, then a paragraph of three: breaking after its first line would leave one alone.
    let items: Vec<PageItem> = paragraph(9).into_iter().chain(paragraph(3)).collect();
    assert_eq!(break_pages(&items, 10), [9, 12]);
    // A paragraph of six goes two and four.
    let items: Vec<PageItem> = paragraph(8).into_iter().chain(paragraph(6)).collect();
    assert_eq!(break_pages(&items, 10), [10, 14]);
}

#[test]
fn spaces_are_lost_at_the_edges_of_a_page() {
    let mut items = vec![LINE; 10];
    items.push(SPACE);
    items.extend([LINE; 10]);
    let breaks = break_pages(&items, 10);
    assert_eq!(breaks.len(), 2);
    assert_eq!(breaks[1], 21);
}

#[test]
fn what_is_kept_together_moves_together() {
    let mut items = vec![LINE; 12];
    items[9].penalty = FORBIDDEN;
    items[8].penalty = FORBIDDEN;
    assert_eq!(break_pages(&items, 10), [8, 12]);
}

#[test]
fn what_nothing_can_hold_is_still_placed() {
    let barred = PageItem { penalty: FORBIDDEN, ..LINE };
    let items = vec![barred; 30];
    assert_eq!(break_pages(&items, 10), [10, 20, 30]);
    let tall = PageItem { height: 50, ..LINE };
    assert_eq!(break_pages(&[LINE, tall, LINE], 10), [1, 2, 3]);
}

#[test]
fn the_whole_run_of_pages_is_weighed() {
    // Taking the fullest first page would leave a page whose every break is barred but a poor one.
    let mut items = vec![LINE; 28];
    for at in [16, 17, 18, 19] {
        items[at].penalty = FORBIDDEN;
    }
    let breaks = break_pages(&items, 10);
    assert!(breaks.iter().all(|end| !(17..=20).contains(end)), "{breaks:?}");
}

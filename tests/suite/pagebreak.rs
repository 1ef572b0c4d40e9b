//! Page breaking over lines of the grid.

use greffe::layout::{Capacity, FORBIDDEN, PageEnd, PageItem};

const LINE: PageItem = PageItem { height: 1, space: false, penalty: 0, notes: 0, splittable: 0, repeated: 0 };
const SPACE: PageItem = PageItem { space: true, ..LINE };

/// The ends of pages of `lines` lines.
fn break_pages(items: &[PageItem], lines: u32) -> Vec<usize> {
    let ends = greffe::layout::break_pages(items, &Capacity::of_lines(lines));
    assert!(ends.iter().all(|end| end.carried == 0));
    ends.into_iter().map(|end| end.item).collect()
}

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

#[test]
fn notes_begin_on_the_page_that_calls_them() {
    // The fourth line calls a note of three lines: with the note's three, the page holds seven lines of text.
    let mut items = vec![LINE; 12];
    items[3].notes = 3;
    assert_eq!(break_pages(&items, 10), [7, 12]);
    // A note called where there is no room for it takes its line along.
    let mut items = vec![LINE; 12];
    items[8].notes = 3;
    assert_eq!(break_pages(&items, 10), [8, 12]);
}

#[test]
fn a_note_is_divided_only_when_there_is_no_other_way() {
    // A note of fourteen lines cannot stand on a page of ten.
    let mut items = vec![LINE; 4];
    items[0] = PageItem { notes: 14, splittable: 12, ..LINE };
    let ends = greffe::layout::break_pages(&items, &Capacity::of_lines(10));
    assert_eq!(ends, [PageEnd { item: 1, carried: 5 }, PageEnd { item: 4, carried: 0 }]);
    // Nor one of forty on two: the rest goes on.
    items[0] = PageItem { notes: 40, splittable: 38, ..LINE };
    let ends = greffe::layout::break_pages(&items, &Capacity::of_lines(10));
    assert_eq!(ends.iter().map(|end| end.carried).collect::<Vec<_>>(), [31, 22, 13, 4]);
    assert_eq!(ends.last().map(|end| end.item), Some(4));
}

#[test]
fn the_head_of_a_table_is_counted_on_every_page() {
    let row = PageItem { repeated: 2, ..LINE };
    let items: Vec<PageItem> = [LINE, LINE].into_iter().chain([row; 20]).collect();
    // Eight rows below the head, then eight on each page below its repetition.
    assert_eq!(break_pages(&items, 10), [10, 18, 22]);
}

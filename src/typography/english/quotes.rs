//! Quotation marks: double and single, whichever the house has outside, and primes.

use super::ELISIONS;
use crate::typography::common::numbers::digit;
use crate::typography::common::quotes::{spaced_partner, unclosed, unopened};
use crate::typography::common::singles;
use crate::typography::common::words::is_space;
use crate::typography::engine::Pass;
use crate::typography::settings::Quotes;

/// The two pairs of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

impl Kind {
    fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Double => ("“", "”"),
            Self::Single => ("‘", "’"),
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Double => Self::Single,
            Self::Single => Self::Double,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// `"`.
    Double,
    /// `'`, one of a pair.
    Single,
    /// A mark that is right already.
    Set(Kind),
    /// A quotation from the paragraph before.
    Continued,
}

struct Open {
    at: usize,
    sort: Sort,
}

/// How far a typed `‘` may be from its `’`, which is the apostrophe too.
const REACH: usize = 600;

/// A reading of the marks of one text.
struct Reading {
    /// The pair that stands outside.
    outer: Kind,
    stack: Vec<Open>,
    settled: Vec<(usize, usize, &'static str)>,
}

/// `"…"` and `'…'` become the house's marks, and within others the other pair.
pub(super) fn convert(pass: &mut Pass<'_>) {
    let singles = singles::pairs(pass, &ELISIONS);
    let (opening, closing): (Vec<usize>, Vec<usize>) = singles.into_iter().unzip();
    let part = pass.context.quotation;
    let outer = if pass.context.settings.quotes == Quotes::Single { Kind::Single } else { Kind::Double };
    let mut reading = Reading { outer, stack: Vec::new(), settled: Vec::new() };
    let mut index = 0;
    if part.continued {
        // The quotation of the paragraph before; its mark is repeated here.
        let length = usize::from(matches!(pass.at(0), Some('"' | '“' | '‘')));
        reading.settled.push((0, length, outer.marks().0));
        reading.stack.push(Open { at: 0, sort: Sort::Continued });
        index = length;
    }
    while index < pass.cells.len() {
        let cell = &pass.cells[index];
        if !cell.is_protected() {
            match cell.ch {
                '"' => reading.double(pass, index),
                '\'' if opening.binary_search(&index).is_ok() => reading.open(index, Sort::Single),
                '\'' if closing.binary_search(&index).is_ok() => reading.close(index, Sort::Single),
                '“' | '«' => reading.open(index, Sort::Set(Kind::Double)),
                '‘' if is_closed(pass, index) => reading.open(index, Sort::Set(Kind::Single)),
                '’' if ends_word(pass, index) => reading.close_set(Kind::Single),
                '”' | '»' if !reading.close_set_or_continued() => unopened(pass, index),
                _ => {}
            }
        }
        index += 1;
    }
    let Reading { mut stack, mut settled, .. } = reading;
    if part.continues && !stack.is_empty() {
        let outermost = stack.remove(0);
        if outermost.sort == Sort::Double {
            settled.push((outermost.at, 1, outer.marks().0));
        }
    }
    for open in &stack {
        if matches!(open.sort, Sort::Double | Sort::Set(Kind::Double)) {
            unclosed(pass, open.at..open.at + 1);
        }
    }
    settled.sort_by_key(|(at, ..)| *at);
    for (at, length, text) in settled {
        pass.replace(at..at + length, text);
    }
}

/// Whether a `’` stands where a quotation may end.
fn ends_word(pass: &Pass<'_>, index: usize) -> bool {
    pass.before(index).is_some_and(|ch| !is_space(ch))
        && pass.at(index + 1).is_none_or(|ch| !ch.is_alphanumeric())
}

/// Whether a `’` that may close a `‘` follows.
fn is_closed(pass: &Pass<'_>, index: usize) -> bool {
    (index + 2..pass.cells.len().min(index + REACH)).any(|at| pass.at(at) == Some('’') && ends_word(pass, at))
}

impl Reading {
    fn open(&mut self, at: usize, sort: Sort) {
        self.stack.push(Open { at, sort });
    }

    fn double(&mut self, pass: &Pass<'_>, index: usize) {
        let (previous, next) = (pass.before(index), pass.at(index + 1));
        let open_before = previous.is_none_or(|ch| is_space(ch) || "([«“‘'–—-/".contains(ch));
        let is_open = self.stack.iter().any(|open| matches!(open.sort, Sort::Double | Sort::Continued));
        let digit_before = previous.is_some_and(|ch| ch.is_ascii_digit());
        if digit_before && (!is_open || digit(next)) {
            // Inches or seconds.
            return;
        }
        let tight = next.is_some_and(|ch| !is_space(ch));
        if open_before && tight {
            self.open(index, Sort::Double);
        } else if is_open {
            self.close(index, Sort::Double);
        } else if open_before && next.is_some() && spaced_partner(pass, index) {
            // `" word "`, with spaces inside.
            self.open(index, Sort::Double);
        }
    }

    /// Closes the innermost open mark of a sort; what was opened within it and never closed is dropped.
    fn close(&mut self, index: usize, sort: Sort) {
        let carried = |open: &Open| open.sort == Sort::Continued && sort == Sort::Double;
        let Some(position) = self.stack.iter().rposition(|open| open.sort == sort || carried(open)) else {
            return;
        };
        if self.stack[position].sort == Sort::Continued {
            // Its opening mark is settled already.
            self.stack.truncate(position);
            self.settled.push((index, 1, self.outer.marks().1));
            return;
        }
        let kind = self.kind_at(position);
        let at = self.stack[position].at;
        self.stack.truncate(position);
        let (opening, closing) = kind.marks();
        self.settled.push((at, 1, opening));
        self.settled.push((index, 1, closing));
    }

    /// The pair of the mark at a place of the stack: the other than the one around it.
    fn kind_at(&self, position: usize) -> Kind {
        self.stack[..position]
            .iter()
            .fold(None, |around: Option<Kind>, open| {
                Some(match open.sort {
                    Sort::Set(kind) => kind,
                    Sort::Continued => self.outer,
                    Sort::Double | Sort::Single => around.map_or(self.outer, Kind::other),
                })
            })
            .map_or(self.outer, Kind::other)
    }

    /// Closes a typed mark of the single pair, if it is the innermost that is open.
    fn close_set(&mut self, kind: Kind) {
        if self.stack.last().is_some_and(|open| open.sort == Sort::Set(kind)) {
            self.stack.pop();
        }
    }

    /// Closes a typed double mark, or the quotation from the paragraph before; says whether there was one.
    fn close_set_or_continued(&mut self) -> bool {
        let sorts = [Sort::Set(Kind::Double), Sort::Continued];
        let position = self.stack.iter().rposition(|open| sorts.contains(&open.sort));
        if let Some(position) = position {
            self.stack.truncate(position);
        }
        position.is_some()
    }
}

//! The pages of a document as the browser shows them: what tells one from another, and where their lines are.

use std::ops::Range;

use serde::Serialize;

use super::offsets::Offsets;
use crate::layout::{Page, PlacedLine};
use crate::session::PROGRAM;
use crate::source::{Digest, File};
use crate::style::Role;

/// A page that can be fetched.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PageView {
    /// What names it: the same for the same picture.
    pub(super) digest: String,
    /// The width in points.
    width: f64,
    /// The height in points.
    height: f64,
    /// Its lines.
    lines: Vec<LineBox>,
}

/// A line of type on a page, in points from its upper left corner.
#[derive(Debug, Clone, Serialize)]
struct LineBox {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// Where it stands in the text of the editor.
    at: [u32; 2],
    /// Its words.
    text: String,
}

impl PageView {
    /// A page; `made_from` names everything else that its picture depends on.
    pub(super) fn new(page: &Page, made_from: &Digest, offsets: &Offsets) -> Self {
        let lines = page.all_lines().filter_map(|placed| line_box(placed, offsets)).collect();
        let digest = digest(page, made_from);
        Self { digest, width: page.width.to_points(), height: page.height.to_points(), lines }
    }
}

/// The box of a line whose words the author wrote.
fn line_box(placed: &PlacedLine, offsets: &Offsets) -> Option<LineBox> {
    if matches!(placed.role, Role::RunningHead | Role::Folio | Role::LineNumber | Role::DraftMark) {
        return None;
    }
    let runs = &placed.line.runs;
    let own = runs.iter().filter(|run| run.span.file == File::Document && run.span.start < run.span.end);
    let bytes: Range<usize> = own.map(|run| run.span).reduce(crate::source::Span::join)?.range();
    let glyphs = || runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let left = glyphs().map(|(_, glyph)| glyph.x).min()?;
    // A space at the end stands where the words end; the last glyph of a paragraph is half as wide as it is high.
    let right = glyphs().map(|(run, glyph)| {
        let blank =
            run.text.get(glyph.text.start as usize..glyph.text.end as usize).is_some_and(|text| text == " ");
        if blank { glyph.x } else { glyph.x + run.size / 2 }
    });
    let (right, size) = (right.max()?, runs.iter().map(|run| run.size).max()?);
    let top = placed.y - size.scale(85, 100);
    Some(LineBox {
        x: (placed.x + left).to_points(),
        y: top.to_points(),
        width: (right - left).to_points(),
        height: size.scale(120, 100).to_points(),
        at: offsets.range(&bytes),
        text: placed.line.text().trim().to_owned(),
    })
}

/// What tells a page from another one: everything that is drawn on it, and not where in the source it comes from.
fn digest(page: &Page, made_from: &Digest) -> String {
    let mut drawn = Vec::with_capacity(32 * 1024);
    for placed in page.all_lines() {
        drawn.extend_from_slice(placed.role.name().as_bytes());
    }
    let mut number = |number: i64| drawn.extend_from_slice(&number.to_le_bytes());
    number(page.width.0);
    number(page.height.0);
    for placed in page.all_lines() {
        number(placed.x.0);
        number(placed.y.0);
        for run in &placed.line.runs {
            let parts =
                [i64::from(run.face.0), run.size.0, run.rise.0, run.expansion, run.glyphs.len() as i64];
            parts.into_iter().for_each(&mut number);
            for glyph in &run.glyphs {
                [i64::from(glyph.id), glyph.x.0, glyph.y.0].into_iter().for_each(&mut number);
            }
        }
    }
    for shape in &page.shapes {
        let color = [shape.color.0, shape.color.1, shape.color.2].map(i64::from);
        for length in [shape.x, shape.y, shape.width, shape.height] {
            number(length.0);
        }
        color.into_iter().for_each(&mut number);
    }
    for figure in &page.figures {
        for length in [figure.x, figure.y, figure.width, figure.height] {
            number(length.0);
        }
        number(figure.number.map_or(-1, |number| number as i64));
    }
    let digest = Digest::of_all([PROGRAM.as_bytes(), made_from.as_bytes(), &drawn]).to_string();
    digest[..32].to_owned()
}

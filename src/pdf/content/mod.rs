//! Page contents: placed glyphs as printpdf operations, marked with the part of the document that they are.

mod graphics;
mod numbers;
mod strings;
mod turned;

use printpdf::{DictItem, FontId, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Pt};

use super::Job;
use super::fonts::Fonts;
use super::mark::{Area, Marked, Piece, Place};
use super::pictures::Pictures;
use crate::font::FaceId;
use crate::layout::{Glyph, Inline, Length, Page, PlacedLine, Run};
pub(super) use numbers::points;
use numbers::{decimal, thousandths};
use strings::{Buffers, Strings};
use turned::{REVERSED, turned};

/// The contents of the pages, and what is marked in them.
pub(super) fn contents(job: &Job<'_>, fonts: &Fonts, pictures: &Pictures) -> (Vec<Vec<u8>>, Marked) {
    let mut document = PdfDocument::new("");
    let mut marked = Marked::default();
    let pages = job.layout.pages.iter();
    document.pages = pages.map(|page| self::page(page, job, fonts, pictures, &mut marked)).collect();
    // The operators that printpdf does not know are ours.
    let options =
        PdfSaveOptions { secure: false, subset_fonts: false, optimize: false, image_optimization: None };
    let mut written = document.to_lopdf_document(&options, &mut Vec::new());
    // The pages are written anew, with what printpdf does not know of them; of its own only the contents are taken.
    let contents = written.get_pages().into_values().map(|page| {
        let contents = written.get_dictionary(page).and_then(|page| page.get(b"Contents")?.as_reference());
        let stream = contents.and_then(|id| written.get_object_mut(id)?.as_stream_mut());
        stream.map(|stream| std::mem::take(&mut stream.content)).unwrap_or_default()
    });
    (contents.collect(), marked)
}

fn page(page: &Page, job: &Job<'_>, fonts: &Fonts, pictures: &Pictures, marked: &mut Marked) -> PdfPage {
    marked.page();
    let runs: usize = page.all_lines().map(|placed| placed.line.runs.len()).sum();
    let mut writer = Writer {
        fonts,
        job,
        height: page.height,
        // A run takes four operations, and the marks around it two.
        ops: Vec::with_capacity(6 * runs + 16),
        marked,
        open: None,
        font: None,
        expansion: 0,
        place: [0; 2],
        buffers: Buffers::default(),
    };
    writer.shapes(&page.shapes);
    page.figures.iter().for_each(|figure| writer.figure(figure, pictures));
    writer.ops.push(Op::StartTextSection);
    for placed in &page.head {
        writer.artifact(Artifact::Header, placed);
    }
    for placed in page.lines.iter().chain(&page.notes) {
        if placed.repeated {
            writer.artifact(Artifact::Header, placed);
        } else {
            writer.line(placed);
        }
    }
    if let Some(placed) = &page.foot {
        writer.artifact(Artifact::Footer, placed);
    }
    for placed in &page.margin {
        writer.artifact(Artifact::Margin, placed);
    }
    writer.leave();
    writer.ops.push(Op::EndTextSection);
    PdfPage::new(Mm(points(page.width) / 72.0 * 25.4), Mm(points(page.height) / 72.0 * 25.4), writer.ops)
}

/// What stands on a page and is no part of the document (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Artifact {
    /// The running head, the mark of a draft, the head of a table repeated.
    Header,
    /// The folio.
    Footer,
    /// The number of a line, a reviser's mark.
    Margin,
    /// A rule, an ornament.
    Layout,
}

/// What the contents that are written now are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Artifact(Artifact),
    Words { block: usize, inline: Inline },
}

struct Writer<'a> {
    fonts: &'a Fonts,
    job: &'a Job<'a>,
    height: Length,
    ops: Vec<Op>,
    marked: &'a mut Marked,
    /// The mark that is open.
    open: Option<Mark>,
    /// The face and the size that are set, on this page.
    font: Option<(FaceId, Length)>,
    /// The expansion that is set, on this page.
    expansion: i64,
    /// Where the last place to write from was set, on this page, in thousandths of a point.
    place: [i64; 2],
    buffers: Buffers,
}

impl Writer<'_> {
    /// Goes on within a mark, or ends the one that is open and begins it.
    fn enter(&mut self, mark: Mark) {
        if self.open == Some(mark) {
            return;
        }
        self.leave();
        self.open = Some(mark);
        match mark {
            Mark::Artifact(artifact) => self.begin("Artifact", artifact.properties()),
            Mark::Words { block, inline } => {
                let (page, mcid) = (self.marked.current(), self.marked.next());
                let piece = Piece { page, content: Some(mcid), inline, boxes: Vec::new() };
                self.marked.pieces.entry((block, inline.label)).or_default().push(piece);
                self.begin(
                    if inline.label { "Lbl" } else { "P" },
                    vec![("MCID", DictItem::Int(i64::from(mcid)))],
                );
            }
        }
    }

    /// Begins the hyphen of a divided word. On the page it is a hyphen, over which readers join words that they
    /// copy or search; in the tree, where words are spoken, a soft hyphen takes its place.
    fn hyphen(&mut self, block: usize, inline: Inline) {
        let piece = Piece { page: self.marked.current(), content: None, inline, boxes: Vec::new() };
        self.marked.pieces.entry((block, inline.label)).or_default().push(piece);
        self.enter(Mark::Artifact(Artifact::Layout));
    }

    /// Ends the mark that is open.
    fn leave(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin(&mut self, tag: &str, properties: Vec<(&str, DictItem)>) {
        let map = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }

    fn artifact(&mut self, artifact: Artifact, placed: &PlacedLine) {
        self.enter(Mark::Artifact(artifact));
        for run in &placed.line.runs {
            self.run(run, placed, None);
        }
    }

    fn line(&mut self, placed: &PlacedLine) {
        let block = placed.block;
        let page = self.marked.current();
        let last = placed.line.runs.len().saturating_sub(1);
        for (index, run) in placed.line.runs.iter().enumerate() {
            let Some(first) = run.glyphs.first() else { continue };
            // What is read from right to left begins at the right.
            let reversed = run.glyphs.windows(2).any(|pair| pair[1].x < pair[0].x);
            let left = if reversed { run.glyphs.iter().map(|glyph| glyph.x).min() } else { None };
            let (x, y) = (placed.x + left.unwrap_or(first.x), self.height - placed.y + run.size);
            self.marked.places.entry(block).or_insert(Place { page, x, y });
            self.enter(Mark::Words { block, inline: run.inline });
            let hyphen = (placed.line.hyphenated && index == last).then_some(block);
            let right = self.run(run, placed, hyphen);
            let right = if reversed { placed.x + self.rightmost(run) } else { right };
            let noted = run.inline.label && placed.role == crate::style::Role::Note;
            if run.inline.leads.is_none() && !noted {
                continue;
            }
            let baseline = self.height - placed.y + run.rise;
            let (bottom, top) = (baseline - run.size.scale(25, 100), baseline + run.size.scale(75, 100));
            let pieces = self.marked.pieces.get_mut(&(block, run.inline.label));
            let mut pieces = pieces.into_iter().flatten().rev();
            if let Some(piece) = pieces.find(|piece| piece.content.is_some()) {
                piece.boxes.push(Area { left: x, bottom, right, top });
            }
        }
    }

    /// Where the glyph of a run that reaches furthest to the right ends.
    fn rightmost(&self, run: &Run) -> Length {
        let face = self.job.book.face(run.face);
        let em = run.size.scale(1000 + run.expansion, 1000);
        let end = |glyph: &Glyph| glyph.x + em.of_font_units(face.advance(glyph.id), face.units_per_em);
        run.glyphs.iter().map(end).max().unwrap_or_default()
    }

    /// Writes a run; when it ends in the hyphen of a divided word of `hyphen`, that is marked apart. Where it ends.
    fn run(&mut self, run: &Run, placed: &PlacedLine, hyphen: Option<usize>) -> Length {
        let Some(first) = run.glyphs.first() else { return placed.x };
        let Some(used) = self.fonts.get(run.face) else { return placed.x };
        self.face(run, &used.resource);
        let x = placed.x + first.x;
        let y = self.height - placed.y + run.rise;
        self.start_at(x, y);
        let units_per_em = self.job.book.face(run.face).units_per_em;
        let mut buffers = std::mem::take(&mut self.buffers);
        let mut string = Strings::new(&used.subset, units_per_em, run, &mut buffers);
        let mut index = 0;
        while let Some(glyph) = run.glyphs.get(index) {
            let word = turned(run, index, &used.subset);
            if word > 0 {
                self.show(string.take());
                self.ops.push(Op::BeginMarkedContent { tag: REVERSED.to_owned() });
                run.glyphs[index..index + word].iter().rev().for_each(|glyph| string.glyph(glyph));
                self.show(string.take());
                self.ops.push(Op::EndMarkedContent);
                index += word;
                continue;
            }
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            // A character that is drawn with several glyphs is read once.
            let others = run.glyphs[index + 1..].iter().take_while(|other| other.text.is_empty()).count();
            let misread = !text.is_empty() && (others > 0 || !used.subset.reads_as(glyph.id, text));
            let group = &run.glyphs[index..=index + others];
            index += group.len();
            if let (Some(block), true) = (hyphen, index == run.glyphs.len()) {
                self.show(string.take());
                self.hyphen(block, run.inline);
            }
            if !misread && glyph.y == Length::ZERO {
                string.glyph(glyph);
                continue;
            }
            self.show(string.take());
            if misread {
                self.actual_text(text);
            }
            let mut raised = false;
            for glyph in group {
                if raised || glyph.y != Length::ZERO {
                    // A glyph off the baseline, as a mark over a capital, is placed by itself.
                    self.show(string.take());
                    self.start_at(placed.x + glyph.x, y + glyph.y);
                    string.restart(glyph.x);
                    raised = glyph.y != Length::ZERO;
                }
                string.glyph(glyph);
            }
            self.show(string.take());
            if misread {
                self.ops.push(Op::EndMarkedContent);
            }
            if raised {
                self.start_at(placed.x + string.pen(), y);
            }
        }
        self.show(string.take());
        let end = string.pen();
        self.buffers = buffers;
        placed.x + end
    }

    /// Sets the face, the size and the expansion of a run where they are others than before.
    fn face(&mut self, run: &Run, resource: &str) {
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            let font = PdfFontHandle::External(FontId(resource.to_owned()));
            self.ops.push(Op::SetFont { font, size: Pt(points(run.size)) });
        }
        if self.expansion != run.expansion {
            self.expansion = run.expansion;
            let percent = if run.expansion % 10 == 0 {
                DictItem::Int(100 + run.expansion / 10)
            } else {
                DictItem::Real(100.0 + run.expansion as f32 / 10.0)
            };
            self.ops.push(Op::Unknown { key: "Tz".to_owned(), value: vec![percent] });
        }
    }

    /// What follows is read as these characters: one glyph may stand for several (ISO 32000-1, 14.9.4).
    fn actual_text(&mut self, text: &str) {
        let data = utf16(text);
        self.begin("Span", vec![("ActualText", DictItem::String { data, literal: false })]);
    }

    /// Sets the place that is written from, by how far it is from the last one (ISO 32000-1, 9.4.2): lines follow one
    /// another in round steps. The places are whole thousandths of a point, and so never go astray.
    fn start_at(&mut self, x: Length, y: Length) {
        let place = [x, y].map(thousandths);
        let value = vec![decimal(place[0] - self.place[0]), decimal(place[1] - self.place[1])];
        self.place = place;
        self.ops.push(Op::Unknown { key: "Td".to_owned(), value });
    }

    fn show(&mut self, items: Vec<DictItem>) {
        if !items.is_empty() {
            self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(items)] });
        }
    }
}

impl Artifact {
    /// Its type, what of it is fixed by the standard, and the edge of the page that it belongs to.
    fn properties(self) -> Vec<(&'static str, DictItem)> {
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let edge = |edge: &str| DictItem::Array(vec![name(edge)]);
        let pagination = ("Type", name("Pagination"));
        match self {
            Self::Header => vec![pagination, ("Subtype", name("Header")), ("Attached", edge("Top"))],
            Self::Footer => vec![pagination, ("Subtype", name("Footer")), ("Attached", edge("Bottom"))],
            Self::Margin => vec![pagination, ("Attached", edge("Left"))],
            Self::Layout => vec![("Type", name("Layout"))],
        }
    }
}

/// Characters as UTF-16 behind the mark that says so (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}

//! Page contents: placed glyphs as printpdf operations.

use printpdf::{DictItem, FontId, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, Pt};

use super::fonts::Fonts;
use super::pictures::Pictures;
use crate::font::FontBook;
use crate::graphic::{Drawing, GraphicData, Step};
use crate::layout::{Color, Layout, Length, Page, PlacedFigure, PlacedLine, Run, Shape};

/// The document with its pages' contents, still without fonts and metadata.
pub(super) fn document(layout: &Layout, fonts: &Fonts, pictures: &Pictures, book: &FontBook) -> PdfDocument {
    let mut document = PdfDocument::new("");
    document.pages = layout.pages.iter().map(|page| self::page(page, fonts, pictures, book)).collect();
    document
}

fn page(page: &Page, fonts: &Fonts, pictures: &Pictures, book: &FontBook) -> PdfPage {
    let mut writer = Writer { fonts, book, height: page.height, ops: Vec::new() };
    page.shapes.iter().for_each(|shape| writer.shape(shape));
    page.figures.iter().for_each(|figure| writer.figure(figure, pictures));
    writer.ops.push(Op::StartTextSection);
    for placed in page.all_lines() {
        writer.line(placed);
    }
    writer.ops.push(Op::EndTextSection);
    // The boxes are set to the exact size at the end; printpdf keeps millimetres in single precision.
    PdfPage::new(Mm(points(page.width) / 72.0 * 25.4), Mm(points(page.height) / 72.0 * 25.4), writer.ops)
}

struct Writer<'a> {
    fonts: &'a Fonts,
    book: &'a FontBook,
    height: Length,
    ops: Vec<Op>,
}

impl Writer<'_> {
    fn operation(&mut self, key: &str, numbers: &[Length]) {
        let value = numbers.iter().map(|number| DictItem::Real(points(*number))).collect();
        self.ops.push(Op::Unknown { key: key.to_owned(), value });
    }

    fn color(&mut self, color: Color) {
        let channel = |value: u8| DictItem::Real((f32::from(value) / 255.0 * 1000.0).round() / 1000.0);
        let value = [color.0, color.1, color.2].map(channel).to_vec();
        self.ops.push(Op::Unknown { key: "rg".to_owned(), value });
    }

    /// A picture, in a graphics state of its own.
    fn figure(&mut self, figure: &PlacedFigure, pictures: &Pictures) {
        self.operation("q", &[]);
        match &figure.graphic.data {
            GraphicData::Raster(_) => {
                let foot = self.height - figure.y - figure.height;
                let sides = [figure.width, Length::ZERO, Length::ZERO, figure.height, figure.x, foot];
                self.operation("cm", &sides);
                let name = DictItem::Name(pictures.name(&figure.graphic).into_bytes());
                self.ops.push(Op::Unknown { key: "Do".to_owned(), value: vec![name] });
            }
            GraphicData::Drawing(drawing) => self.drawing(drawing, figure),
        }
        self.operation("Q", &[]);
    }

    fn drawing(&mut self, drawing: &Drawing, figure: &PlacedFigure) {
        let (width, height) = (figure.graphic.width.0.max(1), figure.graphic.height.0.max(1));
        let top = self.height - figure.y;
        let place = |[x, y]: [Length; 2]| {
            [figure.x + figure.width.scale(x.0, width), top - figure.height.scale(y.0, height)]
        };
        for fill in &drawing.fills {
            self.color(fill.color);
            for step in &fill.steps {
                match *step {
                    Step::Move(to) => self.operation("m", &place(to)),
                    Step::Line(to) => self.operation("l", &place(to)),
                    Step::Curve(points) => self.operation("c", points.map(place).as_flattened()),
                    Step::Close => self.operation("h", &[]),
                }
            }
            self.operation(if fill.even_odd { "f*" } else { "f" }, &[]);
        }
    }

    /// A filled rectangle, in a graphics state of its own.
    fn shape(&mut self, shape: &Shape) {
        self.operation("q", &[]);
        self.color(shape.color);
        let y = self.height - shape.y - shape.height;
        self.operation("re", &[shape.x, y, shape.width, shape.height]);
        self.operation("f", &[]);
        self.operation("Q", &[]);
    }

    fn line(&mut self, placed: &PlacedLine) {
        for run in &placed.line.runs {
            self.run(run, placed);
        }
    }

    fn run(&mut self, run: &Run, placed: &PlacedLine) {
        let Some(first) = run.glyphs.first() else { return };
        let Some(used) = self.fonts.get(&run.face) else { return };
        self.ops.push(Op::SetFont {
            font: PdfFontHandle::External(FontId(used.resource.clone())),
            size: Pt(points(run.size)),
        });
        let scaling = 100.0 + run.expansion as f32 / 10.0;
        self.ops.push(Op::SetHorizontalScaling { percent: scaling });
        let x = placed.x + first.x;
        let y = self.height - placed.y + run.rise;
        self.matrix(x, y);
        let mut string = Strings::new(self.fonts, self.book, run);
        for glyph in &run.glyphs {
            let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
            let misread = !text.is_empty() && !used.reads_as(glyph.id, text);
            let raised = glyph.y != Length::ZERO;
            if !misread && !raised {
                string.glyph(glyph);
                continue;
            }
            self.show(string.take());
            if misread {
                self.actual_text(text);
            }
            if raised {
                // A glyph off the baseline, as a mark over a capital, is placed by itself.
                self.matrix(placed.x + glyph.x, y + glyph.y);
                string.restart(glyph.x);
            }
            string.glyph(glyph);
            self.show(string.take());
            if misread {
                self.ops.push(Op::EndMarkedContent);
            }
            if raised {
                self.matrix(placed.x + string.pen(), y);
            }
        }
        self.show(string.take());
    }

    /// What follows is read as these characters: one glyph may stand for several (ISO 32000-1, 14.9.4).
    fn actual_text(&mut self, text: &str) {
        let mut data = vec![0xfe, 0xff];
        data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let text = DictItem::String { data, literal: false };
        let properties = DictItem::Dict { map: [("ActualText".to_owned(), text)].into() };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
    }

    fn matrix(&mut self, x: Length, y: Length) {
        let value = vec![
            DictItem::Int(1),
            DictItem::Int(0),
            DictItem::Int(0),
            DictItem::Int(1),
            DictItem::Real(points(x)),
            DictItem::Real(points(y)),
        ];
        self.ops.push(Op::Unknown { key: "Tm".to_owned(), value });
    }

    fn show(&mut self, items: Vec<DictItem>) {
        if !items.is_empty() {
            self.ops.push(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(items)] });
        }
    }
}

/// The strings and adjustments of a `TJ`, which put every glyph within a thousandth of an em of its place.
struct Strings<'a> {
    run: &'a Run,
    used: Option<&'a super::fonts::UsedFace>,
    face: &'a crate::font::Face,
    items: Vec<DictItem>,
    codes: Vec<u8>,
    /// Where the viewer's pen stands, exactly: numerator over `scale`.
    pen: i64,
}

impl<'a> Strings<'a> {
    fn new(fonts: &'a Fonts, book: &'a FontBook, run: &'a Run) -> Self {
        let pen = run.glyphs.first().map_or(0, |glyph| glyph.x.0);
        Self {
            run,
            used: fonts.get(&run.face),
            face: book.face(run.face),
            items: Vec::new(),
            codes: Vec::new(),
            pen,
        }
    }

    fn pen(&self) -> Length {
        Length(self.pen)
    }

    fn restart(&mut self, x: Length) {
        self.pen = x.0;
    }

    /// A width of the font at the run's size and expansion.
    fn width(&self, thousandths_of_unit: i64) -> i64 {
        let denominator = self.face.units_per_em * 1000;
        self.run.size.scale(thousandths_of_unit, denominator).scale(1000 + self.run.expansion, 1000).0
    }

    fn glyph(&mut self, glyph: &crate::layout::Glyph) {
        let Some(used) = self.used else { return };
        let gap = glyph.x.0 - self.pen;
        let em = self.width(self.face.units_per_em * 1000).max(1);
        // An adjustment is in thousandths of an em, against the direction of writing; hundredths of these are
        // finer than any device.
        let adjustment = -((gap * 100_000 + em.signum() * em / 2).div_euclid(em));
        if adjustment != 0 {
            self.flush();
            self.items.push(DictItem::Real(adjustment as f32 / 100.0));
            self.pen -= em * adjustment / 100_000;
        }
        self.codes.extend(used.code(glyph.id).to_be_bytes());
        self.pen += self.width(self.face.advance(glyph.id) * 1000);
    }

    fn flush(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(DictItem::String { data: std::mem::take(&mut self.codes), literal: false });
        }
    }

    fn take(&mut self) -> Vec<DictItem> {
        self.flush();
        std::mem::take(&mut self.items)
    }
}

/// Points in single precision, as printpdf keeps them; rounded to ten-thousandths so that the digits written
/// are those meant.
pub(super) fn points(length: Length) -> f32 {
    (length.scale(10_000, 1 << 16).0 as f64 / 10_000.0) as f32
}

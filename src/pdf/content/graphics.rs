//! Pictures, drawings and coloured areas.

use printpdf::{DictItem, Op};

use super::numbers::number;
use super::{Artifact, Mark, Writer};
use crate::graphic::{Drawing, GraphicData, Step};
use crate::layout::{Color, Length, PlacedFigure, Shape};
use crate::pdf::mark::Area;
use crate::pdf::pictures::Pictures;

impl Writer<'_> {
    fn operation(&mut self, key: &str, numbers: &[Length]) {
        let value = numbers.iter().map(|length| number(*length)).collect();
        self.ops.push(Op::Unknown { key: key.to_owned(), value });
    }

    fn color(&mut self, color: Color) {
        let channel = |value: u8| DictItem::Real((f32::from(value) / 255.0 * 1000.0).round() / 1000.0);
        let value = [color.0, color.1, color.2].map(channel).to_vec();
        self.ops.push(Op::Unknown { key: "rg".to_owned(), value });
    }

    /// A picture, in a graphics state of its own.
    pub(super) fn figure(&mut self, figure: &PlacedFigure, pictures: &Pictures) {
        match figure.number {
            Some(number) => {
                self.leave();
                let (page, mcid) = (self.marked.current(), self.marked.next());
                let (left, bottom) = (figure.x, self.height - figure.y - figure.height);
                let area = Area { left, bottom, right: left + figure.width, top: bottom + figure.height };
                self.marked.figures.insert(number, (page, mcid, area));
                self.begin("Figure", vec![("MCID", DictItem::Int(i64::from(mcid)))]);
            }
            None => self.enter(Mark::Artifact(Artifact::Layout)),
        }
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
        if figure.number.is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
        self.leave();
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

    /// Filled rectangles, in a graphics state of their own.
    pub(super) fn shapes(&mut self, shapes: &[Shape]) {
        if shapes.is_empty() {
            return;
        }
        self.enter(Mark::Artifact(Artifact::Layout));
        for shape in shapes {
            self.operation("q", &[]);
            self.color(shape.color);
            let y = self.height - shape.y - shape.height;
            self.operation("re", &[shape.x, y, shape.width, shape.height]);
            self.operation("f", &[]);
            self.operation("Q", &[]);
        }
        self.leave();
    }
}

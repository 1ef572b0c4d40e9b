//! Drawings: filled outlines.

use usvg::tiny_skia_path::{Path, PathSegment, Point, Transform};

use super::{Graphic, GraphicData};
use crate::diagnostic::{Message, messages};
use crate::layout::{Color, Length};

/// A drawing as filled outlines, from the first below to the last above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The outlines.
    pub fills: Vec<Fill>,
}

/// An outline and its colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The colour.
    pub color: Color,
    /// Whether the even-odd rule says what is inside; else the nonzero rule.
    pub even_odd: bool,
    /// The outline.
    pub steps: Vec<Step>,
}

/// A step of an outline; places are from the drawing's upper left corner, right and down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Begins a part.
    Move([Length; 2]),
    /// A straight line.
    Line([Length; 2]),
    /// A cubic Bézier curve: two control points and the end.
    Curve([[Length; 2]; 3]),
    /// Closes the part.
    Close,
}

/// A pixel of SVG in points.
const PIXEL: f32 = 0.75;

/// Reads an SVG file.
pub(super) fn svg(bytes: &[u8]) -> Result<Graphic, Message> {
    let tree = usvg::Tree::from_data(bytes, &usvg::Options::default())
        .map_err(|error| messages::svg_unreadable(error.to_string()))?;
    let mut fills = Vec::new();
    group(tree.root(), &mut fills)?;
    let size = tree.size();
    let length = |pixels: f32| scaled(pixels * PIXEL);
    Ok(Graphic {
        width: length(size.width()),
        height: length(size.height()),
        data: GraphicData::Drawing(Drawing { fills }),
    })
}

fn group(group: &usvg::Group, fills: &mut Vec<Fill>) -> Result<(), Message> {
    let plain = group.opacity() == usvg::Opacity::ONE
        && group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty()
        && group.blend_mode() == usvg::BlendMode::Normal;
    if !plain {
        return Err(messages::svg_effects());
    }
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => self::group(inner, fills)?,
            usvg::Node::Path(path) if path.is_visible() => outline(path, fills)?,
            usvg::Node::Path(_) => {}
            usvg::Node::Image(_) => return Err(messages::svg_picture()),
            usvg::Node::Text(_) => return Err(messages::svg_text()),
        }
    }
    Ok(())
}

fn outline(path: &usvg::Path, fills: &mut Vec<Fill>) -> Result<(), Message> {
    let transform = path.abs_transform();
    let fill = path.fill().map(|fill| -> Result<Fill, Message> {
        let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
        Ok(Fill {
            color: color(fill.paint(), fill.opacity())?,
            even_odd,
            steps: steps(path.data(), transform),
        })
    });
    let stroke = path.stroke().map(|stroke| -> Result<Option<Fill>, Message> {
        let color = color(stroke.paint(), stroke.opacity())?;
        // The outline of the stroke, at a resolution far beyond that of print.
        let outline = path.data().stroke(&stroke.to_tiny_skia(), 8.0);
        Ok(outline.map(|outline| Fill { color, even_odd: false, steps: steps(&outline, transform) }))
    });
    let (fill, stroke) = (fill.transpose()?, stroke.transpose()?.flatten());
    match path.paint_order() {
        usvg::PaintOrder::FillAndStroke => fills.extend(fill.into_iter().chain(stroke)),
        usvg::PaintOrder::StrokeAndFill => fills.extend(stroke.into_iter().chain(fill)),
    }
    Ok(())
}

fn color(paint: &usvg::Paint, opacity: usvg::Opacity) -> Result<Color, Message> {
    match paint {
        usvg::Paint::Color(color) if opacity == usvg::Opacity::ONE => {
            Ok(Color(color.red, color.green, color.blue))
        }
        usvg::Paint::Color(_) => Err(messages::svg_transparent()),
        _ => Err(messages::svg_paint()),
    }
}

fn steps(path: &Path, transform: Transform) -> Vec<Step> {
    let mut last = Point::zero();
    let place = |mut point: Point| {
        transform.map_point(&mut point);
        [scaled(point.x * PIXEL), scaled(point.y * PIXEL)]
    };
    let mut steps = Vec::new();
    for segment in path.segments() {
        steps.push(match segment {
            PathSegment::MoveTo(to) => {
                last = to;
                Step::Move(place(to))
            }
            PathSegment::LineTo(to) => {
                last = to;
                Step::Line(place(to))
            }
            PathSegment::QuadTo(control, to) => {
                // A quadratic curve is a cubic one whose control points lie at two thirds.
                let third = |end: Point| {
                    Point::from_xy(
                        end.x + (control.x - end.x) * 2.0 / 3.0,
                        end.y + (control.y - end.y) * 2.0 / 3.0,
                    )
                };
                let points = [place(third(last)), place(third(to)), place(to)];
                last = to;
                Step::Curve(points)
            }
            PathSegment::CubicTo(first, second, to) => {
                last = to;
                Step::Curve([place(first), place(second), place(to)])
            }
            PathSegment::Close => Step::Close,
        });
    }
    steps
}

fn scaled(points: f32) -> Length {
    Length((f64::from(points) * 65_536.0).round() as i64)
}

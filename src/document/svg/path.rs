//! Outlines and lines of an SVG file in the units of the drawing.

use usvg::tiny_skia_path::{PathSegment, Stroke as Pen};

use crate::page::{Cap, Coat, Join, Line, Segment, Shape};
use crate::units::{Point, Pt};

/// A line along a path; one that is stretched unevenly becomes the area that it covers.
pub(super) fn outlined(path: &usvg::Path, stroke: &usvg::Stroke, coat: Coat) -> Option<Shape> {
    let place = path.abs_transform();
    let (across, down) = place.get_scale();
    if place.has_skew() || (across - down).abs() > 0.001 * across.max(down) {
        let pen: Pen = stroke.to_tiny_skia();
        let covered = path.data().stroke(&pen, across.max(down).max(1.0) * 4.0)?.transform(place)?;
        return Some(Shape { segments: segments(&covered), fill: Some(coat), even_odd: false, line: None });
    }
    let line = Line {
        coat,
        width: stroke.width().get() * across,
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => Cap::Butt,
            usvg::LineCap::Round => Cap::Round,
            usvg::LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
            usvg::LineJoin::Round => Join::Round,
            usvg::LineJoin::Bevel => Join::Bevel,
        },
        miter: stroke.miterlimit().get(),
        dashes: stroke.dasharray().unwrap_or_default().iter().map(|dash| dash * across).collect(),
        dash_start: stroke.dashoffset() * across,
    };
    let segments = segments(&path.data().clone().transform(place)?);
    Some(Shape { segments, fill: None, even_odd: false, line: Some(line) })
}

/// An outline; quadratic curves become cubic ones.
pub(super) fn segments(path: &usvg::tiny_skia_path::Path) -> Vec<Segment> {
    let at = |p: usvg::tiny_skia_path::Point| Point { x: Pt(p.x), y: Pt(p.y) };
    let between = |a: usvg::tiny_skia_path::Point, b: usvg::tiny_skia_path::Point| {
        let share = |a: f32, b: f32| Pt(a + (b - a) * 2.0 / 3.0);
        Point { x: share(a.x, b.x), y: share(a.y, b.y) }
    };
    let mut last = usvg::tiny_skia_path::Point::zero();
    path.segments()
        .map(|segment| match segment {
            PathSegment::MoveTo(p) => {
                last = p;
                Segment::Move(at(p))
            }
            PathSegment::LineTo(p) => {
                last = p;
                Segment::Line(at(p))
            }
            PathSegment::QuadTo(control, p) => {
                let curve = Segment::Curve(between(last, control), between(p, control), at(p));
                last = p;
                curve
            }
            PathSegment::CubicTo(a, b, p) => {
                last = p;
                Segment::Curve(at(a), at(b), at(p))
            }
            PathSegment::Close => Segment::Close,
        })
        .collect()
}

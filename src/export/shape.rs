//! How far rectangles and pictures reach, and the outline of a rectangle with its corners.

use crate::page::{FilledRect, Segment, Sides};
use crate::units::{Point, Pt, Rect, Size};

/// How far the handles of a Bézier quarter circle reach, in radii: 4/3 (√2 − 1).
pub(super) const KAPPA: f32 = 0.552_284_8;

/// The outline of a filled rectangle on a page of size `trim`, taken `bleed` beyond the trim on the sides that it runs
/// off and held within the trim on the others; empty if nothing is left.
pub(super) fn filled_rect(shape: &FilledRect, trim: Size, bleed: Pt) -> Vec<Segment> {
    let area = reach(&shape.rect, shape.runs_off, trim, bleed);
    if area.width <= Pt::ZERO || area.height <= Pt::ZERO {
        return Vec::new();
    }
    let radius = shape.radius.min(area.width / 2.0).min(area.height / 2.0);
    if radius > Pt::ZERO { rounded(&area, radius, shape.runs_off) } else { square(&area) }
}

/// Where a colour or a picture must reach so that no white edge shows when the cutter slips: `bleed` beyond the trim on the
/// sides that it runs off, within the trim on the others.
pub(crate) fn reach(area: &Rect, off: Sides, trim: Size, bleed: Pt) -> Rect {
    let left = if off.left { -bleed } else { area.x.max(Pt::ZERO) };
    let top = if off.top { -bleed } else { area.y.max(Pt::ZERO) };
    let right = if off.right { trim.width + bleed } else { area.right().min(trim.width) };
    let bottom = if off.bottom { trim.height + bleed } else { area.bottom().min(trim.height) };
    Rect { x: left, y: top, width: right - left, height: bottom - top }
}

fn square(area: &Rect) -> Vec<Segment> {
    let at = |x, y| Point { x, y };
    vec![
        Segment::Move(at(area.x, area.y)),
        Segment::Line(at(area.right(), area.y)),
        Segment::Line(at(area.right(), area.bottom())),
        Segment::Line(at(area.x, area.bottom())),
        Segment::Close,
    ]
}

/// Round corners; a corner on a side that runs off is cut away with the paper, so it stays square.
fn rounded(area: &Rect, radius: Pt, off: Sides) -> Vec<Segment> {
    let corner = |cut: bool| if cut { Pt::ZERO } else { radius };
    let (tl, tr) = (corner(off.top || off.left), corner(off.top || off.right));
    let (br, bl) = (corner(off.bottom || off.right), corner(off.bottom || off.left));
    let (l, t, r, b) = (area.x, area.y, area.right(), area.bottom());
    let at = |x, y| Point { x, y };
    let near = 1.0 - KAPPA;
    vec![
        Segment::Move(at(l + tl, t)),
        Segment::Line(at(r - tr, t)),
        Segment::Curve(at(r - tr * near, t), at(r, t + tr * near), at(r, t + tr)),
        Segment::Line(at(r, b - br)),
        Segment::Curve(at(r, b - br * near), at(r - br * near, b), at(r - br, b)),
        Segment::Line(at(l + bl, b)),
        Segment::Curve(at(l + bl * near, b), at(l, b - bl * near), at(l, b - bl)),
        Segment::Line(at(l, t + tl)),
        Segment::Curve(at(l, t + tl * near), at(l + tl * near, t), at(l + tl, t)),
        Segment::Close,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    const TRIM: Size = Size { width: Pt(100.0), height: Pt(200.0) };

    fn band(runs_off: Sides) -> FilledRect {
        let rect = Rect { x: Pt(0.0), y: Pt(0.0), width: Pt(100.0), height: Pt(50.0) };
        FilledRect { rect, color: Color::BLACK, radius: Pt::ZERO, runs_off }
    }

    #[test]
    fn only_the_sides_that_run_off_reach_into_the_bleed() {
        let sides = Sides { top: true, right: true, bottom: false, left: true };
        let outline = filled_rect(&band(sides), TRIM, Pt(8.5));
        assert_eq!(outline[0], Segment::Move(Point { x: Pt(-8.5), y: Pt(-8.5) }));
        assert_eq!(outline[2], Segment::Line(Point { x: Pt(108.5), y: Pt(50.0) }));
    }

    #[test]
    fn nothing_leaves_the_trim_without_being_asked_to() {
        let mut shape = band(Sides::default());
        shape.rect.x = Pt(-20.0);
        assert_eq!(filled_rect(&shape, TRIM, Pt(8.5))[0], Segment::Move(Point::default()));
        shape.rect.width = Pt(10.0);
        assert_eq!(filled_rect(&shape, TRIM, Pt(8.5)), []);
    }
}

//! Gradients of an SVG file: every one comes out with stops from 0 to 1 and colours that go on beyond them.

use usvg::SpreadMethod;
use usvg::tiny_skia_path::{Point as At, Rect, Transform};

use crate::color::Srgb;
use crate::page::{Coat, Course, Gradient, Paint, Press, Stop, Tint};
use crate::units::{Point, Pt};

/// Most times that a gradient is repeated.
const MOST_REPEATS: i32 = 64;
/// How far stops at the same place are drawn apart: functions of PDF have rising bounds (ISO 32000-1, 7.10.4).
const APART: f32 = 1e-5;
/// What the first circle keeps from the last, in shares of its radius.
const WITHIN: f32 = 1e-3;

/// A gradient as what covers `covered`, an area of the drawing; `place` leads from the gradient's units to those.
///
/// # Errors
/// What of it is not drawn.
pub(super) fn coat(paint: &usvg::Paint, place: Transform, covered: Rect) -> Result<Coat, &'static str> {
    let (base, course, name): (&usvg::BaseGradient, _, _) = match paint {
        usvg::Paint::LinearGradient(linear) => {
            (linear, straight(linear), ["linearGradient stop-opacity", "linearGradient spreadMethod"])
        }
        usvg::Paint::RadialGradient(radial) => {
            let course = round(radial).ok_or("radialGradient fx")?;
            (radial, Some(course), ["radialGradient stop-opacity", "radialGradient spreadMethod"])
        }
        usvg::Paint::Color(color) => return Ok(tint(*color).into()),
        usvg::Paint::Pattern(_) => return Err("pattern"),
    };
    let [opacity_name, spread_name] = name;
    let (Some(first), Some(last)) = (base.stops().first(), base.stops().last()) else { return Err(opacity_name) };
    let opacity = first.opacity();
    if base.stops().iter().any(|stop| stop.opacity() != opacity) {
        return Err(opacity_name);
    }
    let Some(course) = course else {
        // Without a direction all lies behind the last stop (SVG 2, 14.2.2).
        return Ok(Coat { opacity: opacity.get(), ..tint(last.color()).into() });
    };
    let place = place.pre_concat(base.transform());
    let mut stops: Vec<Stop> =
        base.stops().iter().map(|stop| Stop { offset: stop.offset().get(), tint: tint(stop.color()) }).collect();
    let mut course = course;
    if base.spread_method() != SpreadMethod::Pad {
        let (from, to) = periods(&course, place, covered).ok_or(spread_name)?;
        stops = repeated(&stops, from..to, base.spread_method() == SpreadMethod::Reflect);
        course = extended(&course, from, to);
    }
    let t = place;
    let gradient = Gradient { course, place: [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty], stops };
    Ok(Coat { paint: Paint::Gradient(gradient), opacity: opacity.get() })
}

fn tint(color: usvg::Color) -> Tint {
    Tint { srgb: Srgb { r: color.red, g: color.green, b: color.blue }, press: Press::Converted }
}

fn point(x: f32, y: f32) -> Point {
    Point { x: Pt(x), y: Pt(y) }
}

/// Length of a step; a square root is the same on every machine.
fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}

/// The course of a linear gradient; none if it has no direction.
fn straight(linear: &usvg::LinearGradient) -> Option<Course> {
    let (from, to) = (point(linear.x1(), linear.y1()), point(linear.x2(), linear.y2()));
    (from != to).then_some(Course::Linear { from, to })
}

/// The course of a radial gradient; none if its first circle does not lie within the last.
fn round(radial: &usvg::RadialGradient) -> Option<Course> {
    let (first, last) = (radial.fr().get(), radial.r().get());
    let off = length(radial.fx() - radial.cx(), radial.fy() - radial.cy());
    (off + first < last * (1.0 - WITHIN)).then_some(Course::Radial {
        from: (point(radial.fx(), radial.fy()), first),
        to: (point(radial.cx(), radial.cy()), last),
    })
}

/// From which repeat to which a gradient covers an area; none if they are too many, or circles begin out of nothing.
fn periods(course: &Course, place: Transform, covered: Rect) -> Option<(i32, i32)> {
    let back = place.invert()?;
    let mut corners = [
        At::from_xy(covered.left(), covered.top()),
        At::from_xy(covered.right(), covered.top()),
        At::from_xy(covered.right(), covered.bottom()),
        At::from_xy(covered.left(), covered.bottom()),
    ];
    back.map_points(&mut corners);
    let (from, to) = match course {
        Course::Linear { from, to } => {
            let (dx, dy) = (to.x.0 - from.x.0, to.y.0 - from.y.0);
            let along = corners.map(|at| ((at.x - from.x.0) * dx + (at.y - from.y.0) * dy) / (dx * dx + dy * dy));
            let (low, high) = along.iter().fold((f32::MAX, f32::MIN), |(low, high), t| (low.min(*t), high.max(*t)));
            (low.floor() as i32, (high.ceil() as i32).max(low.floor() as i32 + 1))
        }
        Course::Radial { from: (_, radius), .. } if *radius > 0.0 => return None,
        Course::Radial { .. } => {
            let reaches = |count: &i32| {
                let Course::Radial { to: (middle, radius), .. } = extended(course, 0, *count) else { return false };
                corners.iter().all(|at| length(at.x - middle.x.0, at.y - middle.y.0) <= radius)
            };
            (0, (1..=MOST_REPEATS).find(reaches)?)
        }
    };
    (to.checked_sub(from)? <= MOST_REPEATS).then_some((from, to))
}

/// The course with offsets `from` and `to` as its ends.
fn extended(course: &Course, from: i32, to: i32) -> Course {
    let between = |a: f32, b: f32, at: i32| a + (b - a) * at as f32;
    let at = |a: &Point, b: &Point, at: i32| point(between(a.x.0, b.x.0, at), between(a.y.0, b.y.0, at));
    match course {
        Course::Linear { from: a, to: b } => Course::Linear { from: at(a, b, from), to: at(a, b, to) },
        Course::Radial { from: (a, first), to: (b, last) } => Course::Radial {
            from: (at(a, b, from), between(*first, *last, from)),
            to: (at(a, b, to), between(*first, *last, to)),
        },
    }
}

/// The stops of so many repeats as those of one gradient; with `reflect` every other one runs back.
fn repeated(stops: &[Stop], repeats: std::ops::Range<i32>, reflect: bool) -> Vec<Stop> {
    let count = (repeats.end - repeats.start).max(1) as f32;
    let mut whole = stops.to_vec();
    if let (Some(first), Some(last)) = (stops.first(), stops.last()) {
        whole.insert(0, Stop { offset: 0.0, tint: first.tint.clone() });
        whole.push(Stop { offset: 1.0, tint: last.tint.clone() });
    }
    let back: Vec<Stop> =
        whole.iter().rev().map(|stop| Stop { offset: 1.0 - stop.offset, tint: stop.tint.clone() }).collect();
    let mut out: Vec<Stop> = Vec::new();
    for (number, repeat) in repeats.enumerate() {
        for stop in if reflect && repeat % 2 != 0 { &back } else { &whole } {
            let offset = (number as f32 + stop.offset) / count;
            match out.last() {
                Some(last) if offset <= last.offset && last.tint == stop.tint => {}
                Some(last) => out.push(Stop { offset: offset.max(last.offset + APART), tint: stop.tint.clone() }),
                None => out.push(Stop { offset, tint: stop.tint.clone() }),
            }
        }
    }
    // The last of several at one place may have been drawn apart beyond the end.
    for stop in &mut out {
        stop.offset = stop.offset.min(1.0);
    }
    out
}

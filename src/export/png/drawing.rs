//! Drawings in pixels: areas and lines, their gradients, groups that are clipped or let the ground through.

use tiny_skia::{
    Color as Rgba, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, PathBuilder, Pixmap,
    PixmapPaint, Point as At, RadialGradient, Rect as Bounds, Shader, SpreadMode, Stroke, StrokeDash, Transform,
};

use super::outline;
use crate::color::Srgb;
use crate::page::{Cap, Coat, Course, Gradient, Group, Join, Line, Paint as Colors, Part, PlacedDrawing, Shape, Stop};
use crate::units::Point;

/// Draws a drawing at its place.
pub(super) fn drawing(canvas: &mut Pixmap, placed: &PlacedDrawing, view: Transform) {
    let (across, down) = (placed.rect.width.0 / placed.drawing.width, placed.rect.height.0 / placed.drawing.height);
    let view = view.pre_translate(placed.rect.x.0, placed.rect.y.0).pre_scale(across, down);
    // A drawing ends at the edges of its sheet (SVG 2, 8.7).
    let sheet = Bounds::from_xywh(0.0, 0.0, placed.drawing.width, placed.drawing.height).map(PathBuilder::from_rect);
    let mut clip = Mask::new(canvas.width(), canvas.height());
    if let (Some(sheet), Some(clip)) = (&sheet, &mut clip) {
        clip.fill_path(sheet, FillRule::Winding, true, view);
    }
    parts(canvas, &placed.drawing.parts, view, clip.as_ref());
}

fn parts(canvas: &mut Pixmap, parts: &[Part], view: Transform, clip: Option<&Mask>) {
    for part in parts {
        match part {
            Part::Shape(shape) => draw(canvas, shape, view, clip),
            Part::Group(group) => together(canvas, group, view, clip),
        }
    }
}

/// Draws a group: within its clips, and on a layer of its own if it lets the ground through.
fn together(canvas: &mut Pixmap, group: &Group, view: Transform, clip: Option<&Mask>) {
    let mut narrowed = clip.filter(|_| !group.clips.is_empty()).cloned();
    if let Some(mask) = &mut narrowed {
        for clip in &group.clips {
            if let Some(path) = outline(&clip.segments) {
                mask.intersect_path(&path, rule(clip.even_odd), true, view);
            }
        }
    }
    let clip = narrowed.as_ref().or(clip);
    if group.opacity >= 1.0 {
        return parts(canvas, &group.parts, view, clip);
    }
    let Some(mut layer) = Pixmap::new(canvas.width(), canvas.height()) else { return };
    parts(&mut layer, &group.parts, view, clip);
    let paint = PixmapPaint { opacity: group.opacity, ..PixmapPaint::default() };
    canvas.draw_pixmap(0, 0, layer.as_ref(), &paint, Transform::identity(), None);
}

fn draw(canvas: &mut Pixmap, shape: &Shape, view: Transform, clip: Option<&Mask>) {
    let Some(path) = outline(&shape.segments) else { return };
    if let Some(paint) = shape.fill.as_ref().and_then(paint) {
        canvas.fill_path(&path, &paint, rule(shape.even_odd), view, clip);
    }
    if let Some((paint, line)) = shape.line.as_ref().and_then(|line| Some((paint(&line.coat)?, line))) {
        canvas.stroke_path(&path, &paint, &stroke(line), view, clip);
    }
}

fn rule(even_odd: bool) -> FillRule {
    if even_odd { FillRule::EvenOdd } else { FillRule::Winding }
}

/// What covers an area; none for a gradient without extent.
fn paint(coat: &Coat) -> Option<Paint<'static>> {
    let shader = match &coat.paint {
        Colors::Plain(tint) => Shader::SolidColor(color(tint.srgb, coat.opacity)),
        Colors::Gradient(gradient) => shader(gradient, coat.opacity)?,
    };
    Some(Paint { shader, anti_alias: true, ..Paint::default() })
}

fn color(color: Srgb, opacity: f32) -> Rgba {
    let opaque = Rgba::from_rgba8(color.r, color.g, color.b, 255);
    Rgba::from_rgba(opaque.red(), opaque.green(), opaque.blue(), opacity.clamp(0.0, 1.0)).unwrap_or(opaque)
}

fn shader(gradient: &Gradient, opacity: f32) -> Option<Shader<'static>> {
    let stop = |stop: &Stop| GradientStop::new(stop.offset, color(stop.tint.srgb, opacity));
    let stops = gradient.stops.iter().map(stop).collect();
    let [sx, ky, kx, sy, tx, ty] = gradient.place;
    let place = Transform::from_row(sx, ky, kx, sy, tx, ty);
    let at = |point: Point| At::from_xy(point.x.0, point.y.0);
    match gradient.course {
        Course::Linear { from, to } => LinearGradient::new(at(from), at(to), stops, SpreadMode::Pad, place),
        Course::Radial { from: (first, inner), to: (last, outer) } => {
            RadialGradient::new(at(first), inner, at(last), outer, stops, SpreadMode::Pad, place)
        }
    }
}

fn stroke(line: &Line) -> Stroke {
    Stroke {
        width: line.width,
        miter_limit: line.miter,
        line_cap: match line.cap {
            Cap::Butt => LineCap::Butt,
            Cap::Round => LineCap::Round,
            Cap::Square => LineCap::Square,
        },
        line_join: match line.join {
            Join::Miter => LineJoin::Miter,
            Join::Round => LineJoin::Round,
            Join::Bevel => LineJoin::Bevel,
        },
        // tiny-skia takes dashes in pairs only.
        dash: StrokeDash::new(line.dashes.clone(), line.dash_start),
    }
}

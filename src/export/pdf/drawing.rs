//! Drawings as paths: sRGB on a screen; in print the inks that are declared, or those that the colours come out as.

use krilla::color::{Color, cmyk, rgb, separation};
use krilla::geom::{PathBuilder, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{
    Fill, FillRule, LineCap, LineJoin, LinearGradient, Paint, RadialGradient, SpreadMethod, Stop, Stroke, StrokeDash,
};
use krilla::surface::Surface;

use super::Inks;
use super::paint::ink_bytes;
use super::walk::outline;
use crate::color::{Cmyk, Srgb};
use crate::export::ExportError;
use crate::export::print::PrintProfile;
use crate::page::{
    self, Cap, Coat, Course, Gradient, Group, Join, Line, Paint as Colors, Part, PlacedDrawing, Press, Shape, Tint,
};

/// Steps in which the way between two stops is converted: between them straight lines are near enough.
const STEPS: u8 = 16;

/// Draws a drawing at its place.
///
/// # Errors
/// If the output profile cannot convert its colours.
pub(super) fn drawing(surface: &mut Surface<'_>, placed: &PlacedDrawing, inks: Inks<'_>) -> Result<(), ExportError> {
    let (across, down) = (placed.rect.width.0 / placed.drawing.width, placed.rect.height.0 / placed.drawing.height);
    let (x, y) = (placed.rect.x.0, placed.rect.y.0);
    let sheet = Rect::from_xywh(0.0, 0.0, placed.drawing.width, placed.drawing.height);
    let Some(sheet) = sheet.map(|sheet| {
        let mut path = PathBuilder::new();
        path.push_rect(sheet);
        path
    }) else {
        return Ok(());
    };
    surface.push_transform(&Transform::from_row(across, 0.0, 0.0, down, x, y));
    // A drawing ends at the edges of its sheet (SVG 2, 8.7).
    let clipped = sheet.finish().map(|path| surface.push_clip_path(&path, &FillRule::NonZero)).is_some();
    let drawn = parts(surface, &placed.drawing.parts, inks);
    if clipped {
        surface.pop();
    }
    surface.pop();
    drawn
}

fn parts(surface: &mut Surface<'_>, parts: &[Part], inks: Inks<'_>) -> Result<(), ExportError> {
    parts.iter().try_for_each(|part| match part {
        Part::Shape(shape) => draw(surface, shape, inks),
        Part::Group(group) => together(surface, group, inks),
    })
}

/// Draws a group within its clips and as opaque as it is.
fn together(surface: &mut Surface<'_>, group: &Group, inks: Inks<'_>) -> Result<(), ExportError> {
    let clips: Vec<_> = group.clips.iter().filter_map(|clip| Some((outline(&clip.segments)?, clip.even_odd))).collect();
    for (path, even_odd) in &clips {
        surface.push_clip_path(path, &rule(*even_odd));
    }
    surface.push_opacity(opacity(group.opacity));
    let drawn = parts(surface, &group.parts, inks);
    surface.pop();
    for _ in &clips {
        surface.pop();
    }
    drawn
}

fn draw(surface: &mut Surface<'_>, shape: &Shape, inks: Inks<'_>) -> Result<(), ExportError> {
    let fill = shape.fill.as_ref().map(|coat| fill(coat, shape.even_odd, inks)).transpose()?;
    let line = shape.line.as_ref().map(|line| stroke(line, inks)).transpose()?;
    // Without fill and stroke krilla paints black.
    let Some(path) = outline(&shape.segments).filter(|_| fill.is_some() || line.is_some()) else { return Ok(()) };
    surface.set_fill(fill);
    surface.set_stroke(line);
    surface.draw_path(&path);
    Ok(())
}

fn fill(coat: &Coat, even_odd: bool, inks: Inks<'_>) -> Result<Fill, ExportError> {
    Ok(Fill { paint: paint(&coat.paint, inks)?, opacity: opacity(coat.opacity), rule: rule(even_odd) })
}

fn rule(even_odd: bool) -> FillRule {
    if even_odd { FillRule::EvenOdd } else { FillRule::NonZero }
}

fn opacity(share: f32) -> NormalizedF32 {
    NormalizedF32::new(share.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn stroke(line: &Line, inks: Inks<'_>) -> Result<Stroke, ExportError> {
    Ok(Stroke {
        paint: paint(&line.coat.paint, inks)?,
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
        opacity: opacity(line.coat.opacity),
        dash: (!line.dashes.is_empty()).then(|| StrokeDash { array: line.dashes.clone(), offset: line.dash_start }),
    })
}

fn paint(colors: &Colors, inks: Inks<'_>) -> Result<Paint, ExportError> {
    match colors {
        Colors::Plain(tint) => Ok(plain(tint, inks)?.into()),
        Colors::Gradient(gradient) => gradual(gradient, inks),
    }
}

/// One colour: light, process inks, or an ink of its own.
fn plain(tint: &Tint, inks: Inks<'_>) -> Result<Color, ExportError> {
    match (inks, &tint.press) {
        (Inks::Screen, _) => Ok(light(tint.srgb)),
        (Inks::Press(_), Press::Spot(name, alternate)) => {
            let colorant = separation::SeparationColorant::Custom(name.to_string());
            let space = separation::SeparationSpace::new(colorant, process(alternate).into());
            Ok(separation::Color::new(255, space).into())
        }
        (Inks::Press(profile), press) => Ok(process(&in_process(tint.srgb, press, profile)?).into()),
    }
}

fn light(srgb: Srgb) -> Color {
    rgb::Color::new(srgb.r, srgb.g, srgb.b).into()
}

fn process(inks: &Cmyk) -> cmyk::Color {
    let [c, m, y, k] = ink_bytes(inks);
    cmyk::Color::new(c, m, y, k)
}

/// Process inks of a colour; those that stand in for an ink of its own.
fn in_process(srgb: Srgb, press: &Press, profile: &PrintProfile) -> Result<Cmyk, ExportError> {
    match press {
        Press::Converted => profile.inks(srgb),
        Press::Inks(inks) | Press::Spot(_, inks) => Ok(*inks),
    }
}

fn gradual(gradient: &Gradient, inks: Inks<'_>) -> Result<Paint, ExportError> {
    let stops = match inks {
        Inks::Screen => gradient.stops.iter().map(|stop| (stop.offset, light(stop.tint.srgb))).collect(),
        Inks::Press(profile) => in_inks(&gradient.stops, profile)?,
    };
    let stop = |(offset, color)| Stop { offset: opacity(offset), color, opacity: NormalizedF32::ONE };
    let stops = stops.into_iter().map(stop).collect();
    let [sx, ky, kx, sy, tx, ty] = gradient.place;
    let (transform, spread_method) = (Transform::from_row(sx, ky, kx, sy, tx, ty), SpreadMethod::Pad);
    Ok(match gradient.course {
        Course::Linear { from, to } => {
            let (x1, y1, x2, y2) = (from.x.0, from.y.0, to.x.0, to.y.0);
            LinearGradient { x1, y1, x2, y2, transform, spread_method, stops, anti_alias: false }.into()
        }
        Course::Radial { from: (first, fr), to: (last, cr) } => {
            let (fx, fy, cx, cy) = (first.x.0, first.y.0, last.x.0, last.y.0);
            RadialGradient { fx, fy, fr, cx, cy, cr, transform, spread_method, stops, anti_alias: false }.into()
        }
    })
}

/// Stops in process inks. Between two colours that are converted the way leads through light, as on a screen, and is
/// converted in steps; towards a gray that is printed in black ink alone, and between declared inks, the inks are mixed.
fn in_inks(stops: &[page::Stop], profile: &PrintProfile) -> Result<Vec<(f32, Color)>, ExportError> {
    let mut out = Vec::new();
    for (at, stop) in stops.iter().enumerate() {
        out.push((stop.offset, process(&in_process(stop.tint.srgb, &stop.tint.press, profile)?).into()));
        let Some(next) = stops.get(at + 1) else { break };
        if !leads_through_light(&stop.tint, &next.tint) {
            continue;
        }
        for step in 1..STEPS {
            let part = f32::from(step) / f32::from(STEPS);
            let between = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * part).round() as u8;
            let (a, b) = (stop.tint.srgb, next.tint.srgb);
            let srgb = Srgb { r: between(a.r, b.r), g: between(a.g, b.g), b: between(a.b, b.b) };
            let offset = stop.offset + (next.offset - stop.offset) * part;
            out.push((offset, process(&in_process(srgb, &Press::Converted, profile)?).into()));
        }
    }
    Ok(out)
}

/// Whether the way between two colours is converted as well: both are, and neither or both are printed in black alone.
fn leads_through_light(a: &Tint, b: &Tint) -> bool {
    let is_converted = |tint: &Tint| tint.press == Press::Converted;
    let is_white = |tint: &Tint| tint.srgb == Srgb { r: 255, g: 255, b: 255 };
    let is_gray = |tint: &Tint| tint.srgb.r == tint.srgb.g && tint.srgb.g == tint.srgb.b;
    // White is bare paper, to which colours lead without a step.
    is_converted(a) && is_converted(b) && a.srgb != b.srgb && (is_white(a) || is_white(b) || is_gray(a) == is_gray(b))
}

//! Drawings as paths: sRGB on a screen; in print the inks that are declared, or those that the colours come out as.

use krilla::color::{cmyk, rgb, separation};
use krilla::geom::{PathBuilder, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Paint, Stroke, StrokeDash};
use krilla::surface::Surface;

use super::Inks;
use super::paint::ink_bytes;
use super::walk::outline;
use crate::export::ExportError;
use crate::page::{Cap, Join, Line, PlacedDrawing, Press, Shape, Tint};

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
    let drawn = placed.drawing.shapes.iter().try_for_each(|shape| draw(surface, shape, inks));
    if clipped {
        surface.pop();
    }
    surface.pop();
    drawn
}

fn draw(surface: &mut Surface<'_>, shape: &Shape, inks: Inks<'_>) -> Result<(), ExportError> {
    let fill = shape.fill.as_ref().map(|tint| paint(tint, inks)).transpose()?;
    let line = shape.line.as_ref().map(|line| stroke(line, inks)).transpose()?;
    // Without fill and stroke krilla paints black.
    let Some(path) = outline(&shape.segments).filter(|_| fill.is_some() || line.is_some()) else { return Ok(()) };
    let rule = if shape.even_odd { FillRule::EvenOdd } else { FillRule::NonZero };
    surface.set_fill(fill.map(|paint| Fill { paint, opacity: NormalizedF32::ONE, rule }));
    surface.set_stroke(line);
    surface.draw_path(&path);
    Ok(())
}

fn stroke(line: &Line, inks: Inks<'_>) -> Result<Stroke, ExportError> {
    Ok(Stroke {
        paint: paint(&line.color, inks)?,
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
        opacity: NormalizedF32::ONE,
        dash: (!line.dashes.is_empty()).then(|| StrokeDash { array: line.dashes.clone(), offset: line.dash_start }),
    })
}

fn paint(tint: &Tint, inks: Inks<'_>) -> Result<Paint, ExportError> {
    let Inks::Press(profile) = inks else {
        return Ok(rgb::Color::new(tint.srgb.r, tint.srgb.g, tint.srgb.b).into());
    };
    let process = |inks| {
        let [c, m, y, k] = ink_bytes(inks);
        cmyk::Color::new(c, m, y, k)
    };
    Ok(match &tint.press {
        Press::Converted => process(&profile.inks(tint.srgb)?).into(),
        Press::Inks(inks) => process(inks).into(),
        Press::Spot(name, alternate) => {
            let colorant = separation::SeparationColorant::Custom(name.to_string());
            let space = separation::SeparationSpace::new(colorant, process(alternate).into());
            krilla::color::Color::from(separation::Color::new(255, space)).into()
        }
    })
}

//! What stands outside the bleed for the people at the press and the knife: crop, registration and fold marks, and a slug line.

use krilla::color::{Color as Inks, SpecialColor, cmyk, separation};
use krilla::geom::{Path as Outline, PathBuilder};
use krilla::num::NormalizedF32;
use krilla::paint::{Paint, Stroke, StrokeDash};
use krilla::surface::Surface;
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size as FontSize};

use super::PrintProfile;
use crate::color::Color;
use crate::export::{ExportError, Resources};
use crate::fonts::FontId;
use crate::page::{Glyph, GlyphRun, Item, Mark, Marked, Page, Pages};
use crate::units::{Mm, Point, Pt, Size};

/// Marks keep this far from the trim at least, whatever the bleed.
const NEAREST: Mm = Mm(3.0);
/// White between the bleed and the marks.
const GAP: Mm = Mm(1.0);
/// Length of crop and fold marks.
const LENGTH: Mm = Mm(5.0);
/// Radius of the circle of a registration mark.
const RADIUS: Mm = Mm(1.5);
/// Height of the slug line with the white around it.
const SLUG: Mm = Mm(4.0);
/// Type size of the slug line.
const SLUG_SIZE: Pt = Pt(6.0);
/// Width of marks: the finest line that every shop takes (GWG 2022, R0018).
const LINE: Pt = Pt(0.25);
/// Strokes and gaps of fold marks.
const DASH: Mm = Mm(0.8);
/// A fold nearer than this to a registration mark would run into it.
const CLEAR: Mm = Mm(6.0);
/// Regular type of the first bundled family.
const SLUG_FONT: FontId = FontId(0);

/// From the trim to the marks.
fn near(profile: &PrintProfile) -> Pt {
    Mm(profile.bleed().0.max(NEAREST.0)).pt() + GAP.pt()
}

/// What lies beyond the trim on every side: the bleed alone, or the bleed and the marks.
pub(super) fn margin(profile: &PrintProfile) -> Pt {
    if profile.marks() { near(profile) + LENGTH.pt() + SLUG.pt() } else { profile.bleed().pt() }
}

/// Draws the marks of a page; the surface's origin is the corner of the trim.
pub(super) fn draw(surface: &mut Surface<'_>, trim: Size, folds: &[Pt], profile: &PrintProfile) {
    let near = near(profile);
    surface.set_fill(None);
    surface.set_stroke(Some(stroke(None)));
    for path in crop(trim, near).into_iter().chain(registration(trim, near, folds)).flatten() {
        surface.draw_path(&path);
    }
    surface.set_stroke(Some(stroke(Some(DASH.pt()))));
    for path in folds.iter().flat_map(|x| across(*x, trim, near)).flatten() {
        surface.draw_path(&path);
    }
}

/// The page that holds nothing but the slug line: file, date, profile and page number.
///
/// # Errors
/// If the font cannot be read.
pub(super) fn slug(
    pages: &Pages,
    number: usize,
    profile: &PrintProfile,
    resources: &Resources,
) -> Result<Page, ExportError> {
    let about = &pages.metadata;
    let told = |file: &str| {
        let (ending, date, press) = (super::ending(profile.standard()), about.date, press(profile));
        format!("{file}.{ending} · {date} · {press} · {}/{}", number + 1, pages.pages.len())
    };
    let y = pages.trim.height + near(profile) + LENGTH.pt() + SLUG.pt() * 0.6;
    let origin = Point { x: Pt::ZERO, y };
    let mut run = slug_run(told(&about.id), origin, resources)?;
    // It ends with the trim: folders are left out before that, and at last it is smaller.
    if run.width() > pages.trim.width {
        run = slug_run(told(about.id.rsplit('/').next().unwrap_or_default()), origin, resources)?;
        run.size = run.size * (pages.trim.width / run.width()).min(1.0);
    }
    Ok(slug_page(vec![Item::Glyphs(run)]))
}

/// For which press the inks are: profile, and printing condition where it has a name.
pub(super) fn press(profile: &PrintProfile) -> String {
    let condition = profile.condition().map(|name| format!(" ({name})")).unwrap_or_default();
    format!("{}{condition}", profile.title())
}

/// A line of slug text, in K 100.
///
/// # Errors
/// If the font cannot be read.
pub(super) fn slug_run(text: String, origin: Point, resources: &Resources) -> Result<GlyphRun, ExportError> {
    let glyphs = glyphs(&text, resources)?;
    Ok(GlyphRun { font: SLUG_FONT, size: SLUG_SIZE, origin, color: Color::BLACK, glyphs, text })
}

/// A page that holds nothing but these.
pub(super) fn slug_page(items: Vec<Item>) -> Page {
    Page { content: vec![Marked { mark: Mark::Artifact, items }], links: Vec::new() }
}

/// A glyph a character, without kerning; characters that the font lacks are left out.
fn glyphs(text: &str, resources: &Resources) -> Result<Vec<Glyph>, ExportError> {
    let font = resources.outlines(SLUG_FONT)?;
    let widths = font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
    let em = f32::from(font.metrics(FontSize::unscaled(), LocationRef::default()).units_per_em);
    let map = font.charmap();
    let glyph = |(at, character): (usize, char)| {
        let id = map.map(character)?;
        Some(Glyph {
            id: u16::try_from(id.to_u32()).ok()?,
            advance: widths.advance_width(id)? / em,
            dx: 0.0,
            dy: 0.0,
            text: at as u32..(at + character.len_utf8()) as u32,
        })
    };
    Ok(text.char_indices().filter_map(glyph).collect())
}

/// A fine line in every ink of the press, so that each plate has it (ISO 32000-1, 8.6.6.4, colorant All).
fn stroke(dash: Option<Pt>) -> Stroke {
    let all = cmyk::Color::new(255, 255, 255, 255).into();
    let space = separation::SeparationSpace::new(separation::SeparationColorant::AllColorants, all);
    Stroke {
        paint: Paint::from(Inks::Special(SpecialColor::from(separation::Color::new(255, space)))),
        width: LINE.0,
        opacity: NormalizedF32::ONE,
        dash: dash.map(|length| StrokeDash { array: vec![length.0, length.0], offset: 0.0 }),
        ..Stroke::default()
    }
}

/// Two lines at each corner, in line with the trim.
fn crop(trim: Size, near: Pt) -> Vec<Option<Outline>> {
    let far = near + LENGTH.pt();
    let mut paths = across(Pt::ZERO, trim, near);
    paths.extend(across(trim.width, trim, near));
    for y in [Pt::ZERO, trim.height] {
        paths.push(line((-far, y), (-near, y)));
        paths.push(line((trim.width + near, y), (trim.width + far, y)));
    }
    paths
}

/// Upright lines above and below the page.
fn across(x: Pt, trim: Size, near: Pt) -> Vec<Option<Outline>> {
    let far = near + LENGTH.pt();
    vec![line((x, -far), (x, -near)), line((x, trim.height + near), (x, trim.height + far))]
}

/// A circle with a cross in the middle of each side; above and below at a quarter of the width where a fold is in the way.
fn registration(trim: Size, near: Pt, folds: &[Pt]) -> Vec<Option<Outline>> {
    let off = near + LENGTH.pt() / 2.0;
    let blocked = folds.iter().any(|fold| (*fold - trim.width / 2.0).0.abs() < CLEAR.pt().0);
    let x = if blocked { trim.width / 4.0 } else { trim.width / 2.0 };
    let y = trim.height / 2.0;
    let arm = LENGTH.pt() / 2.0;
    let centres = [(x, -off), (x, trim.height + off), (-off, y), (trim.width + off, y)];
    let mark = |(x, y): (Pt, Pt)| {
        [line((x - arm, y), (x + arm, y)), line((x, y - arm), (x, y + arm)), circle((x, y), RADIUS.pt())]
    };
    centres.into_iter().flat_map(mark).collect()
}

fn line(from: (Pt, Pt), to: (Pt, Pt)) -> Option<Outline> {
    let mut path = PathBuilder::new();
    path.move_to(from.0.0, from.1.0);
    path.line_to(to.0.0, to.1.0);
    path.finish()
}

/// A circle of four curves.
fn circle((x, y): (Pt, Pt), radius: Pt) -> Option<Outline> {
    let (x, y, r, h) = (x.0, y.0, radius.0, radius.0 * crate::export::shape::KAPPA);
    let mut path = PathBuilder::new();
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
    path.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
    path.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
    path.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
    path.close();
    path.finish()
}

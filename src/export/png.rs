//! The picture edition: each page as a PNG in sRGB at trim size, for previews and for comparing pages in tests.

mod drawing;
mod small;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use tiny_skia::{
    Color as Rgba, FillRule, FilterQuality, IntSize, Paint, Path as Outline, PathBuilder, Pixmap, PixmapPaint, Stroke,
    Transform,
};

pub(super) use small::Stores;

use small::Covers;

use super::color::on_screen;
use super::resample::resampled;
use super::{ExportError, Resources, shape};
use crate::color::{Color, Srgb};
use crate::page::{GlyphRun, Item, Page, Pages, PlacedImage, Segment, Turned};
use crate::picture::{Picture, Pixels};
use crate::units::{Pt, Rect, Size};

/// Points in an inch (ISO 32000-1, 8.3.2.3).
const PT_PER_INCH: f32 = 72.0;

/// Draws every page at `ppi` pixels an inch and compresses it as PNG; the same pages give the same bytes.
///
/// # Errors
/// If a page is too large to draw at this resolution, or a font cannot be read.
pub fn write(pages: &Pages, ppi: f32, resources: &Resources) -> Result<Vec<Vec<u8>>, ExportError> {
    pages.pages.iter().map(|page| raster(page, pages.trim, ppi, resources)?.png()).collect()
}

/// A page in opaque pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row from the top.
    pub rgb: Vec<u8>,
}

impl Raster {
    /// As PNG without an alpha channel. Unfiltered: on pages of text and flat colour that is both faster and smaller.
    ///
    /// # Errors
    /// When the compressor refuses, for which there is no reason in memory.
    pub fn png(&self) -> Result<Vec<u8>, ExportError> {
        let mut out = Vec::new();
        PngEncoder::new_with_quality(&mut out, CompressionType::Level(3), FilterType::NoFilter)
            .write_image(&self.rgb, self.width, self.height, ExtendedColorType::Rgb8)
            .map_err(|error| ExportError::File(error.to_string()))?;
        Ok(out)
    }
}

/// Draws one page at its trim.
///
/// # Errors
/// As for [`fn@write`].
pub fn raster(page: &Page, trim: Size, ppi: f32, resources: &Resources) -> Result<Raster, ExportError> {
    with_bleed(page, trim, Pt::ZERO, ppi, resources)
}

/// Draws one page with `bleed` around its trim, for a view that shows what the print shop cuts away.
///
/// # Errors
/// As for [`fn@write`].
pub fn with_bleed(page: &Page, trim: Size, bleed: Pt, ppi: f32, resources: &Resources) -> Result<Raster, ExportError> {
    let pixels = draw(page, trim, bleed, ppi, resources)?;
    let rgb = pixels.data().as_chunks::<4>().0.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
    Ok(Raster { width: pixels.width(), height: pixels.height(), rgb })
}

/// One page in pixels with its bleed, opaque, on white.
///
/// # Errors
/// As for [`fn@write`].
fn draw(page: &Page, trim: Size, bleed: Pt, ppi: f32, resources: &Resources) -> Result<Pixmap, ExportError> {
    let scale = ppi / PT_PER_INCH;
    let pixels = |length: Pt| (length.0 * scale).round().max(1.0) as u32;
    let (width, height) = (pixels(trim.width + bleed * 2.0), pixels(trim.height + bleed * 2.0));
    let too_large = || ExportError::File(format!("a picture of {width} × {height} pixels cannot be drawn"));
    let mut canvas = Pixmap::new(width, height).ok_or_else(too_large)?;
    canvas.fill(Rgba::WHITE);
    let view = Transform::from_scale(scale, scale).pre_translate(bleed.0, bleed.0);
    resources.small_text.with(|small| items(&mut canvas, page, (trim, bleed, view), resources, small))?;
    Ok(canvas)
}

/// Draws what is on a page.
fn items(
    canvas: &mut Pixmap,
    page: &Page,
    (trim, bleed, view): (Size, Pt, Transform),
    resources: &Resources,
    small: &mut Covers,
) -> Result<(), ExportError> {
    for item in page.content.iter().flat_map(|marked| &marked.items) {
        match item {
            Item::Glyphs(run) if small::is_small(run.size.0 * view.sx) => small.draw(canvas, run, view, resources)?,
            Item::Glyphs(run) => {
                for word in letters(run, resources)? {
                    fill(canvas, &word, &run.color, view);
                }
            }
            Item::Turned(turned) => {
                let ([a, b, c, d], at) = (Turned::TURN, turned.origin);
                let view = view.pre_concat(Transform::from_row(a, b, c, d, at.x.0, at.y.0));
                for run in &turned.runs {
                    for word in letters(run, resources)? {
                        fill(canvas, &word, &run.color, view);
                    }
                }
            }
            Item::Rect(area) => {
                if let Some(path) = outline(&shape::filled_rect(area, trim, bleed)) {
                    fill(canvas, &path, &area.color, view);
                }
            }
            Item::Path(path) => {
                if let Some(shape) = outline(&path.segments) {
                    let view = view.pre_translate(path.origin.x.0, path.origin.y.0).pre_scale(path.scale, path.scale);
                    if let Some(color) = &path.fill {
                        fill(canvas, &shape, color, view);
                    }
                    if let Some((color, width)) = &path.stroke {
                        let stroke = Stroke { width: width.0, miter_limit: 10.0, ..Stroke::default() };
                        canvas.stroke_path(&shape, &paint(color.srgb), &stroke, view, None);
                    }
                }
            }
            Item::Image(placed) => {
                let area = shape::reach(&placed.rect, placed.runs_off, trim, bleed);
                image(canvas, placed, area, view)?;
            }
            Item::Drawing(placed) => drawing::drawing(canvas, placed, view),
        }
    }
    Ok(())
}

fn paint(color: Srgb) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(color.r, color.g, color.b, 255);
    paint
}

fn fill(canvas: &mut Pixmap, path: &Outline, color: &Color, view: Transform) {
    canvas.fill_path(path, &paint(color.srgb), FillRule::Winding, view, None);
}

/// The outlines of a run in points on the page, word by word: to fill a line as one shape takes twice as long, since each of
/// its edges is sorted among all others.
fn letters(run: &GlyphRun, resources: &Resources) -> Result<Vec<Outline>, ExportError> {
    let outlines = resources.outlines(run.font)?.outline_glyphs();
    let mut pen = Pen { path: PathBuilder::new(), x: run.origin.x.0, y: run.origin.y.0 };
    let settings = || DrawSettings::unhinted(FontSize::new(run.size.0), LocationRef::default());
    let mut words = Vec::new();
    let mut x = run.origin.x;
    for glyph in &run.glyphs {
        if run.text.get(glyph.text.start as usize..).is_some_and(|text| text.starts_with([' ', '\u{a0}'])) {
            words.extend(std::mem::replace(&mut pen.path, PathBuilder::new()).finish());
        }
        pen.x = (x + run.size * glyph.dx).0;
        pen.y = (run.origin.y - run.size * glyph.dy).0;
        if let Some(outline) = outlines.get(GlyphId::new(u32::from(glyph.id))) {
            let name = || ExportError::Font(resources.face_name(run.font).to_owned());
            outline.draw(settings(), &mut pen).map_err(|_| name())?;
        }
        x += run.size * glyph.advance;
    }
    words.extend(pen.path.finish());
    Ok(words)
}

/// Moves outlines from the glyph's origin, y upwards, to its place on the page, y downwards.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (dx, dy) = (self.x, self.y);
        self.path.cubic_to(dx + ax, dy - ay, dx + bx, dy - by, dx + x, dy - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

/// An outline as tiny-skia's; none if it is empty or not made of numbers.
fn outline(segments: &[Segment]) -> Option<Outline> {
    let mut path = PathBuilder::new();
    for segment in segments {
        match segment {
            Segment::Move(p) => path.move_to(p.x.0, p.y.0),
            Segment::Line(p) => path.line_to(p.x.0, p.y.0),
            Segment::Curve(a, b, p) => path.cubic_to(a.x.0, a.y.0, b.x.0, b.y.0, p.x.0, p.y.0),
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

/// Draws a picture: the part that is shown, no finer than the canvas, in between bilinear.
fn image(canvas: &mut Pixmap, placed: &PlacedImage, area: Rect, view: Transform) -> Result<(), ExportError> {
    if area.width <= Pt::ZERO || area.height <= Pt::ZERO {
        return Ok(());
    }
    let crop = placed.picture.crop(area.width / area.height, placed.focus);
    let most = |length: Pt, scale: f32, pixels: u32| ((length.0 * scale).round() as u32).clamp(1, pixels);
    let size = (most(area.width, view.sx, crop.width), most(area.height, view.sy, crop.height));
    let part = resampled(&placed.picture, crop, size);
    let pixels = pixmap(&part)?;
    let (across, down) = (area.width.0 / pixels.width() as f32, area.height.0 / pixels.height() as f32);
    let place = view.pre_translate(area.x.0, area.y.0).pre_scale(across, down);
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    canvas.draw_pixmap(0, 0, pixels.as_ref(), &paint, place, None);
    Ok(())
}

/// A picture as RGBA, colours multiplied by opacity.
fn pixmap(picture: &Picture) -> Result<Pixmap, ExportError> {
    let size = IntSize::from_wh(picture.width, picture.height);
    let opacity = picture.alpha.iter().flatten().copied().chain(std::iter::repeat(255));
    let pixel = |[r, g, b]: [u8; 3], a: u8| {
        let by = |level: u8| ((u16::from(level) * u16::from(a) + 127) / 255) as u8;
        [by(r), by(g), by(b), a]
    };
    let samples: Vec<u8> = match on_screen(picture).map_err(ExportError::Picture)? {
        Pixels::Gray(grays) => grays.into_iter().zip(opacity).flat_map(|(v, a)| pixel([v; 3], a)).collect(),
        Pixels::Rgb(colors) | Pixels::Cmyk(colors) => {
            colors.as_chunks::<3>().0.iter().zip(opacity).flat_map(|(rgb, a)| pixel(*rgb, a)).collect()
        }
    };
    let wrong =
        || ExportError::Picture(format!("its samples do not make {} × {} pixels", picture.width, picture.height));
    size.and_then(|size| Pixmap::from_vec(samples, size)).ok_or_else(wrong)
}

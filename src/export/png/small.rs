//! Small text in pixels: a glyph is filled once for each part of a pixel that it may begin at, and laid on the page from there.
//! To fill each glyph anew takes ten times as long, and small pictures are full of them.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::outline::{DrawError, DrawSettings, OutlineGlyphCollection};
use skrifa::{GlyphId, MetadataProvider};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Pixmap, Transform};

use super::{Pen, fill};
use crate::color::Srgb;
use crate::export::{ExportError, Resources};
use crate::page::GlyphRun;

/// Type of more pixels in an em is drawn from its outlines.
const LARGEST: f32 = 16.0;
/// Steps of the size in a pixel.
const SIZES: f32 = 4.0;
/// Steps of the place in a pixel, to the right and down.
const PLACES: [i32; 2] = [4, 2];
/// Columns that a pixel is filled as: the filler tells four parts of one, and stems would all be as wide as so many of them.
const FINER: usize = 2;
/// Pixels of the widest and highest glyph that is kept: more than thirty times the em.
const WIDEST: f32 = 512.0;
/// Most bytes of covers that are kept; then it begins anew.
const MOST: usize = 4 << 20;
/// What an entry takes besides its cover.
const ENTRY: usize = 64;

/// Stores of covers that wait for their next page.
#[derive(Default)]
pub(in crate::export) struct Stores(Mutex<Vec<Covers>>);

impl Stores {
    /// Lends a store for a page.
    pub fn with<T>(&self, draw: impl FnOnce(&mut Covers) -> T) -> T {
        let waiting = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = waiting().pop();
        let mut covers = known.unwrap_or_default();
        let drawn = draw(&mut covers);
        waiting().push(covers);
        drawn
    }
}

/// Glyphs in pixels.
#[derive(Default)]
pub(in crate::export) struct Covers {
    known: BTreeMap<Glyph, Cover>,
    /// About how much memory they take.
    bytes: usize,
}

/// What the pixels of a glyph depend on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Glyph {
    font: u16,
    id: u16,
    /// Steps of the size.
    size: u16,
    /// Steps of the place within a pixel, to the right and down.
    place: (u8, u8),
}

/// How much of each pixel a glyph covers; a space covers none.
#[derive(Default)]
struct Cover {
    /// The first column and row, from the pixel that the origin lies in.
    corner: (i32, i32),
    /// Columns.
    width: usize,
    /// From 0 to 255, row by row.
    shares: Vec<u8>,
}

/// Whether text of this many pixels in an em is small.
pub(super) fn is_small(em: f32) -> bool {
    em <= LARGEST
}

impl Covers {
    /// Draws a run, which must be small.
    pub fn draw(
        &mut self,
        canvas: &mut Pixmap,
        run: &GlyphRun,
        view: Transform,
        resources: &Resources,
    ) -> Result<(), ExportError> {
        let font = resources.outlines(run.font)?;
        let outlines = font.outline_glyphs();
        let size = (run.size.0 * view.sx * SIZES).round() as u16;
        let mut x = run.origin.x;
        for glyph in &run.glyphs {
            let across = view.sx * (x + run.size * glyph.dx).0 + view.tx;
            let down = view.sy * (run.origin.y - run.size * glyph.dy).0 + view.ty;
            x += run.size * glyph.advance;
            let step = |place: f32, steps: i32| {
                let at = (place * steps as f32).round() as i32;
                (at.div_euclid(steps), at.rem_euclid(steps) as u8)
            };
            let ((column, right), (row, below)) = (step(across, PLACES[0]), step(down, PLACES[1]));
            let key = Glyph { font: run.font.0, id: glyph.id, size, place: (right, below) };
            let (origin, color) = ((column, row), run.color.srgb);
            if let Some(cover) = self.known.get(&key) {
                cover.lay(canvas, origin, color);
                continue;
            }
            let broken = |_| ExportError::Font(resources.face_name(run.font).to_owned());
            let Some(path) = outline(&outlines, key).map_err(broken)? else {
                self.keep(key, Cover::default());
                continue;
            };
            match Cover::of(&path) {
                Some(cover) => {
                    cover.lay(canvas, origin, color);
                    self.keep(key, cover);
                }
                None => fill(canvas, &path, &run.color, Transform::from_translate(column as f32, row as f32)),
            }
        }
        Ok(())
    }

    fn keep(&mut self, key: Glyph, cover: Cover) {
        if self.bytes > MOST {
            *self = Covers::default();
        }
        self.bytes += cover.shares.len() + ENTRY;
        self.known.insert(key, cover);
    }
}

/// The outline of a glyph about the pixel that its origin lies in, if it has one.
fn outline(outlines: &OutlineGlyphCollection<'_>, glyph: Glyph) -> Result<Option<Path>, DrawError> {
    let (x, y) = (f32::from(glyph.place.0) / PLACES[0] as f32, f32::from(glyph.place.1) / PLACES[1] as f32);
    let mut pen = Pen { path: PathBuilder::new(), x, y };
    let size = FontSize::new(f32::from(glyph.size) / SIZES);
    if let Some(outline) = outlines.get(GlyphId::new(u32::from(glyph.id))) {
        outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen)?;
    }
    Ok(pen.path.finish())
}

impl Cover {
    /// Fills an outline. `None` if it is far larger than letters are, as in a broken font.
    fn of(path: &Path) -> Option<Cover> {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let sides = [bounds.right() - left, bounds.bottom() - top].map(|side| side.ceil().max(1.0));
        if sides.iter().any(|side| *side > WIDEST) {
            return None;
        }
        let [width, height] = sides.map(|side| side as u32);
        let mut mask = Mask::new(width * FINER as u32, height)?;
        let finer = FINER as f32;
        let place = Transform::from_row(finer, 0.0, 0.0, 1.0, -left * finer, -top);
        mask.fill_path(path, FillRule::Winding, true, place);
        let share = |parts: &[u8; FINER]| (parts.iter().map(|part| usize::from(*part)).sum::<usize>() / FINER) as u8;
        let shares = mask.data().as_chunks::<FINER>().0.iter().map(share).collect();
        Some(Cover { corner: (left as i32, top as i32), width: width as usize, shares })
    }

    /// Lays a colour on the opaque pixels that the glyph covers, its origin in this one.
    fn lay(&self, canvas: &mut Pixmap, origin: (i32, i32), color: Srgb) {
        if self.width == 0 {
            return;
        }
        let (columns, rows) = (canvas.width().cast_signed(), canvas.height().cast_signed());
        let pixels = canvas.data_mut().as_chunks_mut::<4>().0;
        let (left, top) = (origin.0 + self.corner.0, origin.1 + self.corner.1);
        for (row, shares) in (top..rows).zip(self.shares.chunks_exact(self.width)).filter(|(row, _)| *row >= 0) {
            for (column, share) in (left..columns).zip(shares).filter(|(column, _)| *column >= 0) {
                let pixel = &mut pixels[(row * columns + column) as usize];
                for (level, ink) in pixel.iter_mut().zip([color.r, color.g, color.b]) {
                    let (share, ground) = (u32::from(*share), u32::from(*level));
                    *level = ((u32::from(ink) * share + ground * (255 - share) + 127) / 255) as u8;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;
    use crate::fonts::{FontBook, FontId};
    use crate::page::Glyph as Placed;
    use crate::units::{Point, Pt};

    #[test]
    fn a_glyph_is_cut_at_the_edges_of_the_canvas() {
        let mut canvas = Pixmap::new(2, 2).expect("a canvas");
        canvas.fill(tiny_skia::Color::WHITE);
        let cover = Cover { corner: (-1, -1), width: 2, shares: vec![255, 255, 255, 128] };
        let ink = Srgb { r: 0, g: 255, b: 55 };
        cover.lay(&mut canvas, (0, 0), ink);
        cover.lay(&mut canvas, (4, -3), ink);
        let mut expected = [255; 16];
        (expected[0], expected[2]) = (127, 155);
        assert_eq!(canvas.data(), expected);
    }

    #[test]
    fn small_text_is_as_dark_as_its_outlines() {
        let fonts = FontBook::bundled();
        let resources = Resources::new(&fonts);
        let font = resources.outlines(FontId(0)).expect("a font");
        let ids = "Håll om den".chars().map(|c| font.charmap().map(c).map_or(0, |id| id.to_u32() as u16));
        let glyph = |id| Placed { id, advance: 0.55, dx: 0.0, dy: 0.0, text: 0..1 };
        let run = GlyphRun {
            font: FontId(0),
            size: Pt(9.3),
            origin: Point { x: Pt(3.3), y: Pt(11.7) },
            color: Color::BLACK,
            text: "H".to_owned(),
            glyphs: ids.map(glyph).collect(),
        };
        // The second is as of a font whose letters are a hundred times too large.
        for (scale, size) in [(0.8, (60, 14)), (90.0, (6000, 1400))] {
            let view = Transform::from_scale(scale, scale);
            let dark = |draw: &dyn Fn(&mut Pixmap)| {
                let mut canvas = Pixmap::new(size.0, size.1).expect("a canvas");
                canvas.fill(tiny_skia::Color::WHITE);
                draw(&mut canvas);
                canvas.data().as_chunks::<4>().0.iter().map(|pixel| 255.0 - f32::from(pixel[0])).sum::<f32>()
            };
            let small = dark(&|canvas| {
                resources.small_text.with(|small| small.draw(canvas, &run, view, &resources)).expect("drawn");
            });
            let large = dark(&|canvas| {
                for word in super::super::letters(&run, &resources).expect("outlines") {
                    super::super::fill(canvas, &word, &run.color, view);
                }
            });
            assert!(large > 1000.0 && (small / large - 1.0).abs() < 0.03, "{small} {large}");
        }
    }
}

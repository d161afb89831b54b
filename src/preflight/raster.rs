//! The inks of a page on a coarse raster, laid down object by object with clip, overprint and transparency.
//!
//! Shapes are exact to a tenth of a cell; type counts as a part of the box around it, gradients as their colour in the middle of
//! each cell; those of other kinds than along a line and between circles as their mean.

use tiny_skia::{FillRule, Mask, Path, Stroke, Transform};

use super::canvas::quad;
use super::color::Space;
use super::mark::{Blend, Grid, Kind, Mark};
use crate::units::{Mm, Pt, Rect};

/// Side of a cell, as long as the page has no more than [`MOST_CELLS`] of them.
const CELL: Mm = Mm(0.5);
/// Most cells of a page.
const MOST_CELLS: f32 = 1.5e6;
/// Most cells that all objects of a page may touch together.
const MOST_WORK: usize = 120_000_000;
/// How much of the box around a line of type is ink: between 0.2 for light and 0.4 for bold type.
const TYPE_COVERAGE: f32 = 0.3;
/// How far in cells a path may reach out of its window.
const REACH: f32 = 8000.0;
/// Process plates and one for all others.
const PLATES: usize = 5;

/// The raster of one page.
pub(super) struct Raster {
    /// Points in a cell.
    pub cell: f32,
    /// What it covers, in points from the trim's top left corner.
    pub area: Rect,
    pub columns: usize,
    pub rows: usize,
    /// Inks of each cell from 0 to 1.
    plates: Vec<[f32; PLATES]>,
    /// How much of each cell is coloured by other things than type.
    colored: Vec<f32>,
    /// The same, with all of a picture counted as coloured: one that fades to white runs on as well.
    drawn: Vec<f32>,
    work_left: usize,
}

/// Part of the raster that an object touches.
#[derive(Clone, Copy)]
struct Window {
    left: usize,
    top: usize,
    columns: usize,
    rows: usize,
}

impl Raster {
    /// An empty raster over what may be printed.
    pub fn new(area: Rect) -> Raster {
        let cells = (area.width.0 * area.height.0).max(1.0) / CELL.pt().0.powi(2);
        let cell = CELL.pt().0 * (cells / MOST_CELLS).sqrt().max(1.0);
        let count = |length: Pt| ((length.0 / cell).round() as usize).clamp(1, 10_000);
        let (columns, rows) = (count(area.width), count(area.height));
        let (plates, colored) = (vec![[0.0; PLATES]; columns * rows], vec![0.0; columns * rows]);
        let drawn = colored.clone();
        Raster { cell, area, columns, rows, plates, colored, drawn, work_left: MOST_WORK }
    }

    /// Whether objects had to be left out.
    pub fn gave_up(&self) -> bool {
        self.work_left == 0
    }

    /// All ink of a cell in per cent.
    pub fn ink(&self, column: usize, row: usize) -> f32 {
        self.plates.get(row * self.columns + column).map_or(0.0, |plates| plates.iter().sum::<f32>() * 100.0)
    }

    /// How much of a cell is coloured, from 0 to 1, type left out.
    pub fn colored(&self, column: usize, row: usize) -> f32 {
        self.colored.get(row * self.columns + column).copied().unwrap_or(0.0)
    }

    /// The same, with all of a picture counted as coloured, also where it is white.
    pub fn drawn(&self, column: usize, row: usize) -> f32 {
        self.drawn.get(row * self.columns + column).copied().unwrap_or(0.0)
    }

    /// Lays down one object.
    pub fn paint(&mut self, mark: &Mark<'_>) {
        let Some(window) = self.window(&mark.area) else { return };
        let cells = window.columns * window.rows * (1 + mark.clip.shapes.len());
        if self.work_left < cells {
            self.work_left = 0;
            return;
        }
        self.work_left -= cells;
        let Some(mut cover) = Mask::new(window.columns as u32, window.rows as u32) else { return };
        let place = self.transform(&window);
        let (mut part, mut picture, mut stencil) = (1.0, None, false);
        match &mark.kind {
            Kind::Fill { path, rule } => fill(&mut cover, path, *rule, place),
            Kind::Stroke { path, width } => {
                let stroke = Stroke { width: width.0.max(0.01), ..Stroke::default() };
                if let Some(outline) = path.stroke(&stroke, 1.0) {
                    fill(&mut cover, &outline, FillRule::Winding, place);
                }
            }
            Kind::Text { corners, .. } => {
                part = TYPE_COVERAGE;
                fill_corners(&mut cover, corners, place);
            }
            Kind::Image { corners, grid, stencil: through, .. } => {
                stencil = *through;
                let Some(grid) = grid else { return };
                fill_corners(&mut cover, corners, place);
                picture = Inverse::new(corners).map(|inverse| (inverse, grid.as_ref()));
            }
        }
        for (path, rule) in &mark.clip.shapes {
            if is_near(path, place) {
                cover.intersect_path(path, *rule, true, place);
            }
        }
        let text = matches!(mark.kind, Kind::Text { .. });
        for row in 0..window.rows {
            for column in 0..window.columns {
                let covered = f32::from(cover.data()[row * window.columns + column]) / 255.0 * part * mark.blend.alpha;
                if covered <= 0.0 {
                    continue;
                }
                let (x, y) = (window.left + column, window.top + row);
                let sample = picture.as_ref().map(|(inverse, grid)| inverse.sample(grid, self.middle(x, y)));
                let (inks, covered) = match sample {
                    // A stencil lets the colour in force through where it is black.
                    Some(sample) if stencil => (mark.paint.inks, covered * sample.cmyk[3]),
                    Some(sample) => (sample, covered),
                    None => match &mark.paint.shading {
                        Some(shading) => match shading.inks(self.middle(x, y)) {
                            Some(inks) => (inks, covered),
                            None => continue,
                        },
                        None => (mark.paint.inks, covered),
                    },
                };
                let source = [inks.cmyk[0], inks.cmyk[1], inks.cmyk[2], inks.cmyk[3], inks.spot];
                let at = y * self.columns + x;
                lay(&mut self.plates[at], source, covered, mark.blend, &mark.paint.space);
                if !text {
                    let ink = f32::from(u8::from(inks.total() > 3.0));
                    let held = if picture.is_some() && !stencil { 1.0 } else { ink };
                    self.colored[at] += (ink - self.colored[at]) * covered;
                    self.drawn[at] += (held - self.drawn[at]) * covered;
                }
            }
        }
    }

    /// Cells that an area touches; none if it lies outside.
    fn window(&self, area: &Rect) -> Option<Window> {
        let cells = |length: Pt, most: usize, up: bool| {
            let cells = length.0 / self.cell;
            (if up { cells.ceil() } else { cells.floor() }).clamp(0.0, most as f32) as usize
        };
        let (left, right) =
            (cells(area.x - self.area.x, self.columns, false), cells(area.right() - self.area.x, self.columns, true));
        let (top, bottom) =
            (cells(area.y - self.area.y, self.rows, false), cells(area.bottom() - self.area.y, self.rows, true));
        (right > left && bottom > top).then(|| Window { left, top, columns: right - left, rows: bottom - top })
    }

    /// From points to the cells of a window.
    fn transform(&self, window: &Window) -> Transform {
        let scale = 1.0 / self.cell;
        let x = -self.area.x.0 * scale - window.left as f32;
        let y = -self.area.y.0 * scale - window.top as f32;
        Transform::from_row(scale, 0.0, 0.0, scale, x, y)
    }

    /// The middle of a cell in points.
    fn middle(&self, column: usize, row: usize) -> (f32, f32) {
        (self.area.x.0 + (column as f32 + 0.5) * self.cell, self.area.y.0 + (row as f32 + 0.5) * self.cell)
    }
}

/// Lays ink over what is there (ISO 32000-1, 8.6.7 for overprint, 11.3.5 for Multiply).
fn lay(under: &mut [f32; PLATES], over: [f32; PLATES], covered: f32, blend: Blend, space: &Space) {
    for (plate, (under, over)) in under.iter_mut().zip(over).enumerate() {
        let spot = matches!(space, Space::Spot(..));
        let keeps = match space {
            Space::Cmyk => plate == 4 || (blend.mode == 1 && over == 0.0),
            Space::Spot(..) => over == 0.0,
            _ => plate == 4,
        };
        if blend.overprint && keeps {
            continue;
        }
        *under = if blend.darkens || (spot && blend.overprint) {
            1.0 - (1.0 - *under) * (1.0 - over * covered)
        } else {
            *under + (over - *under) * covered
        };
    }
}

fn fill_corners(cover: &mut Mask, corners: &[(f32, f32); 4], place: Transform) {
    if let Some(path) = quad(corners) {
        fill(cover, &path, FillRule::Winding, place);
    }
}

/// Fills a path; one that reaches out too far fills the whole window, which is cut to what is seen of it.
fn fill(cover: &mut Mask, path: &Path, rule: FillRule, place: Transform) {
    if is_near(path, place) {
        cover.fill_path(path, rule, true, place);
    } else {
        cover.data_mut().fill(u8::MAX);
    }
}

/// Whether a path stays where tiny-skia, which counts in 16 bits, can fill it.
fn is_near(path: &Path, place: Transform) -> bool {
    let bounds = path.bounds();
    let x = [bounds.left(), bounds.right()].map(|x| x * place.sx + place.tx);
    let y = [bounds.top(), bounds.bottom()].map(|y| y * place.sy + place.ty);
    x.iter().chain(&y).all(|v| v.abs() < REACH)
}

/// From the page back into a picture's unit square.
struct Inverse {
    origin: (f32, f32),
    x: (f32, f32),
    y: (f32, f32),
    size: f32,
}

impl Inverse {
    /// `corners` are those of the unit square: lower left, lower right, upper right, upper left.
    fn new(corners: &[(f32, f32); 4]) -> Option<Inverse> {
        let [origin, right, _, up] = *corners;
        let x = (right.0 - origin.0, right.1 - origin.1);
        let y = (up.0 - origin.0, up.1 - origin.1);
        let size = x.0 * y.1 - x.1 * y.0;
        (size.abs() > 1.0e-6).then_some(Inverse { origin, x, y, size })
    }

    fn sample(&self, grid: &Grid, (px, py): (f32, f32)) -> super::color::Inks {
        let (dx, dy) = (px - self.origin.0, py - self.origin.1);
        let u = (dx * self.y.1 - dy * self.y.0) / self.size;
        let v = (dy * self.x.0 - dx * self.x.1) / self.size;
        let cell = |part: f32, count: usize| ((part * count as f32).max(0.0) as usize).min(count - 1);
        // The first row of samples is the top of the picture.
        grid.inks[cell(1.0 - v, grid.rows) * grid.columns + cell(u, grid.columns)]
    }
}

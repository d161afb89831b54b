//! The picture of a page for reports, drawn from what was found on it: areas, lines, letters and pictures with their clips.

use std::rc::Rc;

use tiny_skia::{
    BlendMode, Color, FillRule, FilterQuality, Mask, Paint, Path, PathBuilder, Pattern, Pixmap, Rect as Bounds, Shader,
    SpreadMode, Stroke, Transform,
};

use super::light::Light;
use super::mark::{Clip, Kind, Letters, Mark};
use crate::units::Rect;

/// Pixels of a page's longer side.
const LONG_SIDE: f32 = 1500.0;
/// Most pixels in a point: 150 an inch, for pages that are small.
const MOST_SCALE: f32 = 150.0 / 72.0;
/// Most pixels that all objects of a page may touch together.
const MOST_WORK: usize = 600_000_000;
/// How far in pixels a path may reach out of the page.
const REACH: f32 = 30_000.0;
/// Opacity of the bars that stand for letters without a shape.
const BAR: f32 = 0.6;

/// A page that has been drawn.
#[derive(Debug, Clone)]
pub struct Picture {
    /// A PNG of the whole page of the file.
    pub png: Vec<u8>,
    /// Pieces of text that are drawn as bars, as the shapes of their letters cannot be read.
    pub bars: usize,
    /// Whether more is on the page than was drawn.
    pub cut_short: bool,
}

/// A page that is being drawn.
pub(super) struct Canvas {
    pixels: Pixmap,
    view: Transform,
    pub light: Rc<Light>,
    /// The clip of the last object that needed one.
    clip: Option<(Clip, Mask)>,
    bars: usize,
    work_left: usize,
}

impl Canvas {
    /// White paper over an area in points; none for a page without extent.
    pub fn new(area: &Rect, light: Rc<Light>) -> Option<Canvas> {
        let scale = (LONG_SIDE / area.width.max(area.height).0.max(1.0)).min(MOST_SCALE);
        let count = |length: f32| (length * scale).round().clamp(1.0, LONG_SIDE) as u32;
        let mut pixels = Pixmap::new(count(area.width.0), count(area.height.0))?;
        pixels.fill(Color::WHITE);
        let view = Transform::from_row(scale, 0.0, 0.0, scale, -area.x.0 * scale, -area.y.0 * scale);
        Some(Canvas { pixels, view, light, clip: None, bars: 0, work_left: MOST_WORK })
    }

    /// Draws one object.
    pub fn add(&mut self, mark: &Mark<'_>) {
        let area = &mark.area;
        let touched = |length: f32| (length * self.view.sx).clamp(1.0, LONG_SIDE) as usize;
        let work = touched(area.width.0) * touched(area.height.0);
        if self.work_left < work {
            self.work_left = 0;
            return;
        }
        self.work_left -= work;
        let [r, g, b] = self.light.of(mark.paint.look);
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        let mut opacity = mark.blend.alpha;
        if mark.blend.darkens {
            paint.blend_mode = BlendMode::Multiply;
        }
        let (path, rule, within): (Path, FillRule, bool) = match &mark.kind {
            Kind::Fill { path, rule } => ((*path).clone(), *rule, is_within(path, area)),
            Kind::Stroke { path, width } => {
                // The thinnest line that a device draws is one of its pixels.
                let stroke = Stroke { width: width.0.max(1.0 / self.view.sx), ..Stroke::default() };
                let Some(outline) = path.stroke(&stroke, self.view.sx) else { return };
                let within = is_within(&outline, area);
                (outline, FillRule::Winding, within)
            }
            Kind::Text { letters: Letters::Blank, .. } => return,
            Kind::Text { letters: Letters::Outlines(letters), .. } => {
                (letters.clone(), FillRule::Winding, is_within(letters, area))
            }
            Kind::Text { corners, .. } => {
                self.bars += 1;
                opacity *= BAR;
                let Some(bar) = quad(corners) else { return };
                (bar, FillRule::Winding, true)
            }
            Kind::Image { corners, thumb, .. } => {
                let Some(frame) = quad(corners) else { return };
                if let Some(thumb) = thumb {
                    let Some(pixels) = thumb.pixmap([r, g, b]) else { return };
                    self.picture(&pixels, corners, &frame, opacity, mark);
                    return;
                }
                let within = is_within(&frame, area);
                (frame, FillRule::Winding, within)
            }
        };
        let gradient = mark.paint.shading.as_ref().and_then(|shading| shading.shader(&self.light, opacity));
        if let Some(shader) = gradient {
            paint.shader = shader;
            self.fill(&path, rule, &paint, (!within).then_some(mark));
            return;
        }
        paint.set_color(Color::from_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8));
        self.fill(&path, rule, &paint, (!within).then_some(mark));
    }

    /// Fills a path with a paint, within the clip of a mark if it is cut by it.
    fn fill(&mut self, path: &Path, rule: FillRule, paint: &Paint<'_>, clipped: Option<&Mark<'_>>) {
        let whole;
        let path = if is_near(path, self.view) {
            path
        } else {
            // What reaches out too far to be drawn covers all that is seen of it.
            let Some(all) = clipped.and_then(|mark| upright(&mark.area)) else { return };
            whole = all;
            &whole
        };
        if let Some(mark) = clipped {
            self.clip_to(mark.clip);
            let mask = self.clip.as_ref().map(|(_, mask)| mask);
            self.pixels.fill_path(path, paint, rule, self.view, mask);
        } else {
            self.pixels.fill_path(path, paint, rule, self.view, None);
        }
    }

    fn picture(&mut self, pixels: &Pixmap, corners: &[(f32, f32); 4], frame: &Path, opacity: f32, mark: &Mark<'_>) {
        let (columns, rows) = (pixels.width() as f32, pixels.height() as f32);
        let [left, _, far, top] = *corners;
        let across = ((far.0 - top.0) / columns, (far.1 - top.1) / columns);
        let down = ((left.0 - top.0) / rows, (left.1 - top.1) / rows);
        let place = Transform::from_row(across.0, across.1, down.0, down.1, top.0, top.1);
        let shader: Shader<'_> =
            Pattern::new(pixels.as_ref(), SpreadMode::Pad, FilterQuality::Bilinear, opacity, place);
        let mut paint = Paint { anti_alias: true, shader, ..Paint::default() };
        if mark.blend.darkens {
            paint.blend_mode = BlendMode::Multiply;
        }
        let within = is_within(frame, &mark.area);
        self.fill(frame, FillRule::Winding, &paint, (!within).then_some(mark));
    }

    /// Makes the mask of a clip, unless it is that of the object before.
    fn clip_to(&mut self, clip: &Clip) {
        if self.clip.as_ref().is_some_and(|(known, _)| known.is(clip)) {
            return;
        }
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let cost = (width * height) as usize * (1 + clip.shapes.len());
        self.work_left = self.work_left.saturating_sub(cost / 4);
        let Some(mut mask) = Mask::new(width, height) else { return };
        if let Some(area) = upright(&clip.area) {
            mask.fill_path(&area, FillRule::Winding, true, self.view);
        }
        for (path, rule) in &clip.shapes {
            if is_near(path, self.view) {
                mask.intersect_path(path, *rule, true, self.view);
            }
        }
        self.clip = Some((clip.clone(), mask));
    }

    /// The finished picture; none if it cannot be written.
    pub fn finish(self) -> Option<Picture> {
        let cut_short = self.work_left == 0;
        Some(Picture { png: self.pixels.encode_png().ok()?, bars: self.bars, cut_short })
    }
}

/// Whether nothing of a path is clipped away by the area that is seen of it.
fn is_within(path: &Path, area: &Rect) -> bool {
    const SLACK: f32 = 0.05;
    let b = path.bounds();
    b.left() >= area.x.0 - SLACK
        && b.top() >= area.y.0 - SLACK
        && b.right() <= area.right().0 + SLACK
        && b.bottom() <= area.bottom().0 + SLACK
}

fn is_near(path: &Path, view: Transform) -> bool {
    path.bounds()
        .transform(view)
        .is_some_and(|b| [b.left(), b.top(), b.right(), b.bottom()].iter().all(|edge| edge.abs() < REACH))
}

/// A rectangle as a path; none if it has no extent or reaches out too far.
fn upright(area: &Rect) -> Option<Path> {
    const FAR: f32 = 20_000.0;
    let (left, top) = (area.x.0.max(-FAR), area.y.0.max(-FAR));
    Bounds::from_ltrb(left, top, area.right().0.min(FAR), area.bottom().0.min(FAR)).map(PathBuilder::from_rect)
}

/// The outline through four corners; `None` if it has no area.
pub(super) fn quad(corners: &[(f32, f32); 4]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.move_to(corners[0].0, corners[0].1);
    corners[1..].iter().for_each(|(x, y)| builder.line_to(*x, *y));
    builder.close();
    builder.finish()
}

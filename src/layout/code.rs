//! QR codes as vectors: black on white with four modules of quiet zone (ISO/IEC 18004).

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

use crate::color::Color;
use crate::page::{FilledRect, Item, Path, Segment, Sides};
use crate::units::{Mm, Point, Pt, Rect};

/// Modules of quiet zone on each side (ISO/IEC 18004, 9.1).
const QUIET: f32 = 4.0;
/// Smallest module that phones read from paper.
pub(super) const LEAST: Mm = Mm(0.4);
/// A module that phones read at once, also by poor light.
pub(super) const COMFORTABLE: Mm = Mm(0.5);

/// The mask of every code, in which dark and light modules are well mixed: to try all eight takes an eighth of a whole build
/// and makes no code easier to read (docs/decisions/0015-qr-mask.md).
const MASK: u8 = 3;

/// A code before it has a place.
pub(super) struct Code {
    code: QrCode,
    /// What [`outlines`] gives: drawn for every candidate of a page, found once.
    outlines: Vec<Segment>,
}

impl Code {
    /// Encodes a payload at level M, or Q on posters. `None` if it is too long for any code.
    pub fn new(payload: &str, poster: bool) -> Option<Code> {
        let level = if poster { QrCodeEcc::Quartile } else { QrCodeEcc::Medium };
        let segments = QrSegment::make_segments(payload);
        let (min, max, mask) = (Version::MIN, Version::MAX, Some(Mask::new(MASK)));
        // The level rises where the code does not grow by it.
        let code = QrCode::encode_segments_advanced(&segments, level, min, max, mask, true).ok()?;
        Some(Code { outlines: outlines(&code), code })
    }

    /// Side of the code for a wanted side: larger where its modules would be smaller than this.
    pub fn side(&self, wanted: Pt, module: Mm) -> Pt {
        wanted.max(module.pt() * self.code.size() as f32)
    }

    /// Width of the quiet zone on each side of a code of this side.
    pub fn quiet(&self, side: Pt) -> Pt {
        side / self.code.size() as f32 * QUIET
    }

    /// Draws the code into a square, with its quiet zone around: white ground, black modules.
    pub fn draw(&self, square: Rect) -> Vec<Item> {
        let size = self.code.size();
        let module = square.width / size as f32;
        let field = square.inset(-self.quiet(square.width));
        let ground = FilledRect { rect: field, color: Color::WHITE, radius: Pt::ZERO, runs_off: Sides::default() };
        let origin = Point { x: square.x, y: square.y };
        let modules =
            Path { origin, scale: module.0, segments: self.outlines.clone(), fill: Some(Color::BLACK), stroke: None };
        vec![Item::Rect(ground), Item::Path(modules)]
    }
}

/// The outlines of the dark areas, one unit a module: half as long as a rectangle for each run, and no seam shows
/// between modules. Dark lies to the right of the pen, so that holes come out in the other direction.
fn outlines(code: &QrCode) -> Vec<Segment> {
    let size = code.size();
    // The modules with a light one on each side, so that no step looks beyond them.
    let across = (size + 2) as usize;
    let modules: Vec<bool> = (-1..=size).flat_map(|y| (-1..=size).map(move |x| code.get_module(x, y))).collect();
    // To the right, down, to the left and up: a step, in modules and in the list; from the module that lies right below
    // the pen back to those ahead, on its right and on its left.
    let (column, row) = ([1.0, 0.0, -1.0, 0.0], [0.0, 1.0, 0.0, -1.0]);
    let step = [1, across, 1_usize.wrapping_neg(), across.wrapping_neg()];
    let (on_right, on_left) = ([0, 1, across + 1, across], [across, 0, 1, across + 1]);
    // Each outline goes to the right along the upper edge of some module; those edges that are done.
    let mut done = vec![false; modules.len()];
    // Half of all modules are dark, and most of these have corners.
    let mut segments = Vec::with_capacity(modules.len());
    for start in across..modules.len() - across {
        if !modules[start] || modules[start - across] || done[start] {
            continue;
        }
        let first = segments.len();
        let (mut at, mut towards) = (start, 0);
        let (mut x, mut y) = ((start % across) as f32 - 1.0, (start / across) as f32 - 1.0);
        loop {
            if towards == 0 {
                done[at] = true;
            }
            at = at.wrapping_add(step[towards]);
            (x, y) = (x + column[towards], y + row[towards]);
            let turned = match (modules[at - on_left[towards]], modules[at - on_right[towards]]) {
                // Areas that touch at a corner are two outlines.
                (_, false) => (towards + 1) % 4,
                (true, true) => (towards + 3) % 4,
                (false, true) => towards,
            };
            if turned != towards {
                let corner = Point { x: Pt(x), y: Pt(y) };
                segments.push(if segments.len() == first { Segment::Move(corner) } else { Segment::Line(corner) });
                towards = turned;
            }
            if at == start && towards == 0 {
                break;
            }
        }
        segments.push(Segment::Close);
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often the outlines wind around the middle of a module: upright edges to the left of it, those upwards counted
    /// as 1, those downwards as -1.
    fn winding(outlines: &[Segment], x: i32, y: i32) -> i32 {
        let (mut start, mut pen) = (Point::default(), Point::default());
        let mut sum = 0;
        for segment in outlines {
            let to = match segment {
                Segment::Move(to) => {
                    (start, pen) = (*to, *to);
                    continue;
                }
                Segment::Line(to) => *to,
                Segment::Close => start,
                Segment::Curve(..) => panic!("a curve"),
            };
            let middle = y as f32 + 0.5;
            if pen.x == to.x && pen.x.0 <= x as f32 && (pen.y.0 < middle) != (to.y.0 < middle) {
                sum += if to.y < pen.y { 1 } else { -1 };
            }
            pen = to;
        }
        sum
    }

    #[test]
    fn outlines_hold_every_dark_module_once() {
        for payload in ["https://ecpat.se", "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ek;Eva\r\nTEL:+4654123456\r\nEND:VCARD"] {
            let code = Code::new(payload, false).expect("short enough");
            let outlines = &code.outlines;
            let size = code.code.size();
            for (x, y) in (0..size).flat_map(|x| (0..size).map(move |y| (x, y))) {
                assert_eq!(winding(outlines, x, y), i32::from(code.code.get_module(x, y)), "{x}, {y}");
            }
        }
    }
}

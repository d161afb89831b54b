//! QR codes as vectors: black on white with four modules of quiet zone (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc};

use crate::color::Color;
use crate::page::{FilledRect, Item, Path, Segment, Sides};
use crate::units::{Mm, Point, Pt, Rect};

/// Modules of quiet zone on each side (ISO/IEC 18004, 9.1).
const QUIET: f32 = 4.0;
/// Smallest module that phones read from paper.
const MODULE: Mm = Mm(0.4);

/// A code before it has a place.
pub(super) struct Code(QrCode);

impl Code {
    /// Encodes a payload at level M, or Q on posters. `None` if it is too long for any code.
    pub fn new(payload: &str, poster: bool) -> Option<Code> {
        let level = if poster { QrCodeEcc::Quartile } else { QrCodeEcc::Medium };
        QrCode::encode_text(payload, level).ok().map(Code)
    }

    /// Side of the code for a wanted side: larger where its modules would be too small.
    pub fn side(&self, wanted: Pt) -> Pt {
        wanted.max(MODULE.pt() * self.0.size() as f32)
    }

    /// Width of the quiet zone on each side of a code of this side.
    pub fn quiet(&self, side: Pt) -> Pt {
        side / self.0.size() as f32 * QUIET
    }

    /// Draws the code into a square, with its quiet zone around: white ground, black modules.
    pub fn draw(&self, square: Rect) -> Vec<Item> {
        let size = self.0.size();
        let module = square.width / size as f32;
        let at = |x: i32, y: i32| Point { x: Pt(x as f32), y: Pt(y as f32) };
        let field = square.inset(-self.quiet(square.width));
        let segments = self
            .rectangles()
            .into_iter()
            .flat_map(|[left, top, right, bottom]| {
                [
                    Segment::Move(at(left, top)),
                    Segment::Line(at(right, top)),
                    Segment::Line(at(right, bottom)),
                    Segment::Line(at(left, bottom)),
                    Segment::Close,
                ]
            })
            .collect();
        let ground = FilledRect { rect: field, color: Color::WHITE, radius: Pt::ZERO, runs_off: Sides::default() };
        let origin = Point { x: square.x, y: square.y };
        let modules = Path { origin, scale: module.0, segments, fill: Some(Color::BLACK), stroke: None };
        vec![Item::Rect(ground), Item::Path(modules)]
    }

    /// The dark modules as few rectangles: runs of a row, joined with the same run in the rows below. Each is left, top,
    /// right, bottom.
    fn rectangles(&self) -> Vec<[i32; 4]> {
        let size = self.0.size();
        let mut open: Vec<[i32; 4]> = Vec::new();
        let mut done = Vec::new();
        for y in 0..size {
            let mut row = Vec::new();
            let mut x = 0;
            while x < size {
                let start = x;
                while x < size && self.0.get_module(x, y) {
                    x += 1;
                }
                if x > start {
                    row.push((start, x));
                }
                x += 1;
            }
            let (grown, ended): (Vec<_>, Vec<_>) = open.drain(..).partition(|r| row.contains(&(r[0], r[2])));
            done.extend(ended);
            open = grown;
            for rect in &mut open {
                rect[3] = y + 1;
            }
            for (start, end) in row {
                if !open.iter().any(|r| r[0] == start && r[2] == end) {
                    open.push([start, y, end, y + 1]);
                }
            }
        }
        done.extend(open);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_cover_every_dark_module_once() {
        let code = Code::new("https://ecpat.se", false).expect("short enough");
        let size = code.0.size();
        let rectangles = code.rectangles();
        for y in 0..size {
            for x in 0..size {
                let covers = |r: &&[i32; 4]| r[0] <= x && x < r[2] && r[1] <= y && y < r[3];
                assert_eq!(rectangles.iter().filter(covers).count(), usize::from(code.0.get_module(x, y)), "{x}, {y}");
            }
        }
    }
}

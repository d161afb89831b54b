//! QR codes as vectors: black on white with four modules of quiet zone (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc};

use crate::color::Color;
use crate::page::{Item, Path, Segment};
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

    /// Draws the code into a square, with its quiet zone around: white ground, black modules, those of a row joined.
    pub fn draw(&self, square: Rect) -> Vec<Item> {
        let size = self.0.size();
        let module = square.width / size as f32;
        let at = |x: i32, y: i32| Point { x: Pt(x as f32), y: Pt(y as f32) };
        let field = square.inset(-self.quiet(square.width));
        let mut segments = Vec::new();
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let start = x;
                while x < size && self.0.get_module(x, y) {
                    x += 1;
                }
                if x > start {
                    segments.extend([
                        Segment::Move(at(start, y)),
                        Segment::Line(at(x, y)),
                        Segment::Line(at(x, y + 1)),
                        Segment::Line(at(start, y + 1)),
                        Segment::Close,
                    ]);
                }
                x += 1;
            }
        }
        let ground = crate::page::FilledRect {
            rect: field,
            color: Color::WHITE,
            radius: Pt::ZERO,
            runs_off: crate::page::Sides::default(),
        };
        let origin = Point { x: square.x, y: square.y };
        let modules = Path { origin, scale: module.0, segments, fill: Some(Color::BLACK), stroke: None };
        vec![Item::Rect(ground), Item::Path(modules)]
    }
}

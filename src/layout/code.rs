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

    /// Side of the field with the quiet zone, when the code itself shall have this side: larger where modules would be too
    /// small.
    pub fn field(&self, side: Pt) -> Pt {
        let modules = self.0.size() as f32;
        let side = side.max(MODULE.pt() * modules);
        side / modules * (modules + QUIET * 2.0)
    }

    /// Draws the code into a square field: white ground, black modules, those of a row joined.
    pub fn draw(&self, field: Rect) -> Vec<Item> {
        let size = self.0.size();
        let module = field.width / (size as f32 + QUIET * 2.0);
        let at = |x: i32, y: i32| Point {
            x: field.x + module * (x as f32 + QUIET),
            y: field.y + module * (y as f32 + QUIET),
        };
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
        vec![Item::Rect(ground), Item::Path(Path { segments, fill: Some(Color::BLACK), stroke: None })]
    }
}

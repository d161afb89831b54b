//! QR codes as vectors: black on white with four modules of quiet zone (ISO/IEC 18004).

use std::sync::Arc;

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
    /// Modules on each side.
    size: i32,
    /// What [`rectangles`] gives: drawn for every candidate of a page, found once.
    modules: Arc<[Segment]>,
}

impl Code {
    /// Encodes a payload at level M, or Q on posters. `None` if it is too long for any code.
    pub fn new(payload: &str, poster: bool) -> Option<Code> {
        let code = encoded(payload, poster)?;
        Some(Code { size: code.size(), modules: rectangles(&code).into() })
    }

    /// Side of the code for a wanted side: larger where its modules would be smaller than this.
    pub fn side(&self, wanted: Pt, module: Mm) -> Pt {
        wanted.max(module.pt() * self.size as f32)
    }

    /// Width of the quiet zone on each side of a code of this side.
    pub fn quiet(&self, side: Pt) -> Pt {
        side / self.size as f32 * QUIET
    }

    /// Draws the code into a square, with its quiet zone around: white ground, black modules.
    pub fn draw(&self, square: Rect) -> Vec<Item> {
        let module = square.width / self.size as f32;
        let field = square.inset(-self.quiet(square.width));
        let ground = FilledRect { rect: field, color: Color::WHITE, radius: Pt::ZERO, runs_off: Sides::default() };
        let origin = Point { x: square.x, y: square.y };
        let modules = Path {
            origin,
            scale: module.0,
            segments: Arc::clone(&self.modules),
            fill: Some(Color::BLACK),
            stroke: None,
        };
        vec![Item::Rect(ground), Item::Path(modules)]
    }
}

/// The code of a payload; its level rises where it does not grow by it.
fn encoded(payload: &str, poster: bool) -> Option<QrCode> {
    let level = if poster { QrCodeEcc::Quartile } else { QrCodeEcc::Medium };
    let segments = QrSegment::make_segments(payload);
    let mask = Some(Mask::new(MASK));
    QrCode::encode_segments_advanced(&segments, level, Version::MIN, Version::MAX, mask, true).ok()
}

/// The dark modules as rectangles that do not overlap, one unit a module: half of the operators that the outlines of the dark
/// areas would take. As parts of one path they are filled at once, so that no seam shows between them.
fn rectangles(code: &QrCode) -> Vec<Segment> {
    let side = code.size() as usize;
    let places = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let mut dark: Vec<bool> = places.map(|(x, y)| code.get_module(x, y)).collect();
    // Half of all modules are dark, and every fifth begins a rectangle.
    let mut segments = Vec::with_capacity(dark.len() * 5 / 4);
    for start in 0..dark.len() {
        if !dark[start] {
            continue;
        }
        let (left, top) = (start % side, start / side);
        let width = dark[start..start + side - left].iter().take_while(|dark| **dark).count();
        let height = dark[start..].chunks(side).take_while(|row| row[..width].iter().all(|dark| *dark)).count();
        for row in 0..height {
            dark[start + row * side..][..width].fill(false);
        }
        let corner = |x: usize, y: usize| Point { x: Pt(x as f32), y: Pt(y as f32) };
        let (right, bottom) = (left + width, top + height);
        segments.push(Segment::Move(corner(left, top)));
        segments.extend([(right, top), (right, bottom), (left, bottom)].map(|(x, y)| Segment::Line(corner(x, y))));
        segments.push(Segment::Close);
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rectangles of a path: left, top, right, bottom.
    fn corners(path: &[Segment]) -> Vec<[f32; 4]> {
        let (rectangles, rest) = path.as_chunks::<5>();
        assert!(rest.is_empty());
        let corners = rectangles.iter().map(|rectangle| match rectangle {
            [Segment::Move(from), Segment::Line(across), Segment::Line(to), Segment::Line(down), Segment::Close] => {
                assert_eq!([from.x, from.y, to.x, to.y], [down.x, across.y, across.x, down.y]);
                [from.x.0, from.y.0, to.x.0, to.y.0]
            }
            other => panic!("{other:?}"),
        });
        corners.collect()
    }

    #[test]
    fn each_dark_module_lies_in_one_rectangle() {
        for payload in ["https://ecpat.se", "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ek;Eva\r\nTEL:+4654123456\r\nEND:VCARD"] {
            let drawn = Code::new(payload, false).expect("short enough");
            let rectangles = corners(&drawn.modules);
            let code = encoded(payload, false).expect("short enough");
            let size = code.size();
            for (x, y) in (0..size).flat_map(|x| (0..size).map(move |y| (x, y))) {
                let middle = [x as f32 + 0.5, y as f32 + 0.5];
                let holds = |r: &&[f32; 4]| (r[0]..r[2]).contains(&middle[0]) && (r[1]..r[3]).contains(&middle[1]);
                let count = rectangles.iter().filter(holds).count();
                assert_eq!(count, usize::from(code.get_module(x, y)), "{x}, {y}");
            }
        }
    }
}

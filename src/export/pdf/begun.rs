//! Long paths of whole numbers, QR codes above all.
//!
//! krilla takes some four hundred instructions for each corner of a path, and a code has thousands. It is given the first
//! outlines; the whole path is written here, as krilla would write it, and takes their place when the file is compressed
//! (docs/decisions/0031-long-paths.md).

use memchr::memmem::find;

use super::text::TextObject;
use crate::page::Segment;
use crate::units::Point;

/// Paths of fewer segments are krilla's alone.
const LONG: usize = 256;
/// Segments that krilla is given at least: so many that no other path begins with the same.
const FIRST: usize = 64;
/// Coordinates are whole numbers below this.
const LIMIT: f32 = 1000.0;

/// All that krilla has only begun, in drawing order.
#[derive(Default)]
pub(in crate::export) struct Begun {
    /// Every text object; none at all where krilla wrote every line.
    pub texts: Vec<TextObject>,
    /// The paths.
    pub paths: Vec<BegunPath>,
}

/// A path that krilla has begun.
pub(in crate::export) struct BegunPath {
    /// All its operators, as krilla writes them (ISO 32000-1, 8.5.2).
    pub operators: Vec<u8>,
    /// How many bytes of them krilla has written.
    begun: usize,
}

impl BegunPath {
    /// A path and those of its segments that krilla must draw, if it is long and easily written.
    pub fn new(segments: &[Segment]) -> Option<(BegunPath, &[Segment])> {
        if segments.len() < LONG {
            return None;
        }
        let mut operators = Vec::with_capacity(segments.len() * 9);
        let mut first = None;
        for (index, segment) in segments.iter().enumerate() {
            match segment {
                Segment::Move(to) => point(*to, b'm', &mut operators)?,
                Segment::Line(to) => point(*to, b'l', &mut operators)?,
                Segment::Close => operators.extend_from_slice(b"\nh"),
                Segment::Curve(..) => return None,
            }
            if first.is_none() && index + 1 >= FIRST && matches!(segment, Segment::Close) {
                first = Some((operators.len(), &segments[..=index]));
            }
        }
        first.map(|(begun, drawn)| (BegunPath { operators, begun }, drawn))
    }

    /// Where krilla has begun this path.
    pub fn place(&self, content: &[u8]) -> Option<std::ops::Range<usize>> {
        find(content, &self.operators[..self.begun]).map(|at| at..at + self.begun)
    }
}

/// Writes a point and its operator. `None` if it is not of whole numbers, or too far away.
fn point(at: Point, operator: u8, out: &mut Vec<u8>) -> Option<()> {
    for value in [at.x.0, at.y.0] {
        if value.fract() != 0.0 || !(0.0..LIMIT).contains(&value) {
            return None;
        }
        out.push(b' ');
        let mut number = value as u16;
        for unit in [100, 10] {
            if value as u16 >= unit {
                out.push(b'0' + (number / unit) as u8);
                number %= unit;
            }
        }
        out.push(b'0' + number as u8);
    }
    out.extend_from_slice(&[b' ', operator]);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Pt;

    /// Squares in a row, one unit apart.
    fn squares(count: usize) -> Vec<Segment> {
        let corner = |x: usize, y: usize| Point { x: Pt(x as f32), y: Pt(y as f32) };
        let square = |at: usize| {
            let (x, y) = (at % 400, at / 400 * 2);
            let corners = [corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)];
            let lines = corners.into_iter().map(Segment::Line);
            std::iter::once(Segment::Move(corner(x, y))).chain(lines).chain([Segment::Close])
        };
        (0..count).map(|at| at * 2).flat_map(square).collect()
    }

    #[test]
    fn a_long_path_is_begun_with_whole_outlines() {
        let segments = squares(900);
        let (path, drawn) = BegunPath::new(&segments).expect("long, of whole numbers");
        assert_eq!(drawn.len(), 65);
        assert!(path.operators.starts_with(b" 0 0 m 1 0 l 1 1 l 0 1 l\nh 2 0 m"));
        assert!(path.operators.ends_with(b" 198 8 m 199 8 l 199 9 l 198 9 l\nh"));
        assert_eq!(path.place(&[b"q", &path.operators[..], b"\nf"].concat()), Some(1..1 + path.begun));
        assert_eq!(path.place(&path.operators[..path.begun - 1]), None);
    }

    #[test]
    fn other_paths_are_left_to_krilla() {
        assert!(BegunPath::new(&squares(51)).is_none());
        for strange in [0.5, -1.0, 1000.0, f32::NAN] {
            let mut segments = squares(100);
            segments[7] = Segment::Line(Point { x: Pt(strange), y: Pt(1.0) });
            assert!(BegunPath::new(&segments).is_none(), "{strange}");
        }
    }
}

//! Long paths of whole numbers, QR codes above all.
//!
//! krilla takes some four hundred instructions for each corner of a path, and a code has thousands. It is given the first
//! outlines; the whole path is written here, its rectangles in one operator each, and takes their place when the file is
//! compressed (docs/decisions/0031-long-paths.md).

use memchr::memmem::find;

use super::text::TextObject;
use crate::page::Segment;
use crate::units::Pt;

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
    /// All its operators: those of krilla, but a rectangle is one (ISO 32000-1, 8.5.2).
    pub operators: Vec<u8>,
    /// What krilla has written.
    begun: Vec<u8>,
}

impl BegunPath {
    /// A path and those of its segments that krilla must draw, if it is long and easily written.
    pub fn new(segments: &[Segment]) -> Option<(BegunPath, &[Segment])> {
        if segments.len() < LONG {
            return None;
        }
        let end = segments.iter().skip(FIRST - 1).position(|segment| matches!(segment, Segment::Close))? + FIRST;
        let drawn = &segments[..end];
        let mut begun = Vec::with_capacity(drawn.len() * 9);
        drawn.iter().try_for_each(|segment| write(segment, &mut begun))?;
        let mut operators = Vec::with_capacity(segments.len() * 3);
        let mut rest = segments;
        while let Some((first, after)) = rest.split_first() {
            rest = if let Some(after) = rectangle(rest, &mut operators) {
                after
            } else {
                write(first, &mut operators)?;
                after
            };
        }
        Some((BegunPath { operators, begun }, drawn))
    }

    /// Where krilla has begun this path.
    pub fn place(&self, content: &[u8]) -> Option<std::ops::Range<usize>> {
        find(content, &self.begun).map(|at| at..at + self.begun.len())
    }
}

/// Writes a segment as krilla does. `None` if it is curved or its point not easily written.
fn write(segment: &Segment, out: &mut Vec<u8>) -> Option<()> {
    let (to, operator) = match segment {
        Segment::Move(to) => (to, b" m"),
        Segment::Line(to) => (to, b" l"),
        Segment::Close => {
            out.extend_from_slice(b"\nh");
            return Some(());
        }
        Segment::Curve(..) => return None,
    };
    number(to.x, out)?;
    number(to.y, out)?;
    out.extend_from_slice(operator);
    Some(())
}

/// Writes the rectangle that these segments begin with, drawn as its operator is (ISO 32000-1, table 59), and gives those
/// after it. Nothing is written if there is none or it is not easily written.
fn rectangle<'s>(segments: &'s [Segment], out: &mut Vec<u8>) -> Option<&'s [Segment]> {
    use Segment::{Close, Line, Move};
    let ([Move(at), Line(across), Line(far), Line(down), Close], after) = segments.split_first_chunk()? else {
        return None;
    };
    let upright = at.y == across.y && across.x == far.x && far.y == down.y && down.x == at.x;
    let begin = out.len();
    let written =
        upright && [at.x, at.y, far.x - at.x, far.y - at.y].into_iter().all(|value| number(value, out).is_some());
    if !written {
        out.truncate(begin);
        return None;
    }
    out.extend_from_slice(b" re");
    Some(after)
}

/// Writes a number after a space. `None` if it is not whole, or too large.
fn number(value: Pt, out: &mut Vec<u8>) -> Option<()> {
    let value = value.0;
    if value.fract() != 0.0 || !(0.0..LIMIT).contains(&value) {
        return None;
    }
    out.push(b' ');
    let mut rest = value as u16;
    for unit in [100, 10] {
        if value as u16 >= unit {
            out.push(b'0' + (rest / unit) as u8);
            rest %= unit;
        }
    }
    out.push(b'0' + rest as u8);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Point;

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
        assert!(path.begun.starts_with(b" 0 0 m 1 0 l 1 1 l 0 1 l\nh 2 0 m"));
        assert!(path.operators.starts_with(b" 0 0 1 1 re 2 0 1 1 re"));
        assert!(path.operators.ends_with(b" 198 8 1 1 re"));
        let begun = path.begun.len();
        assert_eq!(path.place(&[b"q", &path.begun[..], b"\nf"].concat()), Some(1..1 + begun));
        assert_eq!(path.place(&path.begun[..begun - 1]), None);
    }

    #[test]
    fn only_rectangles_drawn_to_the_right_and_down_are_written_as_such() {
        let mut segments = squares(100);
        // A corner aside, and one drawn to the left.
        segments[1] = Segment::Line(Point { x: Pt(1.0), y: Pt(3.0) });
        (segments[6], segments[8]) = (segments[8], segments[6]);
        let (path, _) = BegunPath::new(&segments).expect("long, of whole numbers");
        assert!(path.operators.starts_with(b" 0 0 m 1 3 l 1 1 l 0 1 l\nh 2 0 m 2 1 l 3 1 l 3 0 l\nh 4 0 1 1 re"));
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

//! Paths: built, clipped, filled and stroked (ISO 32000-1, 8.5).

use std::rc::Rc;

use tiny_skia::{FillRule, Path, PathBuilder};

use super::Painter;
use crate::preflight::geometry::{around, shared};
use crate::preflight::lexer::Operand;
use crate::preflight::mark::{Clip, Kind, Mark};
use crate::units::{Pt, Rect};

/// Most shapes that a clip keeps; beyond it only the box around them holds.
const MOST_SHAPES: usize = 16;

/// The path that is being built, in points from the trim's corner.
pub(super) struct Drawing {
    builder: PathBuilder,
    pen: (f32, f32),
    clip: Option<FillRule>,
    /// Whether it is nothing but one upright rectangle.
    plain: Option<Rect>,
    pieces: usize,
}

impl Default for Drawing {
    fn default() -> Drawing {
        // The builder's own default would draw a line from nowhere, and tiny-skia ends at that.
        Drawing { builder: PathBuilder::new(), pen: (0.0, 0.0), clip: None, plain: None, pieces: 0 }
    }
}

impl Painter<'_, '_> {
    /// Carries out an operator of paths; false if it is another.
    pub(super) fn drawing(&mut self, word: &[u8], operands: &[Operand]) -> bool {
        let number = |at: usize| operands.get(at).and_then(Operand::number).unwrap_or(0.0);
        let matrix = self.state.matrix;
        let to = |at: usize| matrix.apply(number(at), number(at + 1));
        let drawing = &mut self.drawing;
        match word {
            b"cm" => {
                let values: Vec<f32> = operands.iter().filter_map(Operand::number).collect();
                if let Some(own) = crate::preflight::geometry::Matrix::from_numbers(&values) {
                    self.state.matrix = own.then(&matrix);
                }
            }
            b"m" => {
                let (x, y) = to(0);
                drawing.builder.move_to(x, y);
                drawing.piece((number(0), number(1)));
            }
            b"l" => {
                let (x, y) = to(0);
                drawing.builder.line_to(x, y);
                drawing.piece((number(0), number(1)));
            }
            b"c" | b"v" | b"y" => {
                let pen = matrix.apply(drawing.pen.0, drawing.pen.1);
                let (a, b, end, last) = match word {
                    b"c" => (to(0), to(2), to(4), 4),
                    b"v" => (pen, to(0), to(2), 2),
                    _ => (to(0), to(2), to(2), 2),
                };
                drawing.builder.cubic_to(a.0, a.1, b.0, b.1, end.0, end.1);
                drawing.piece((number(last), number(last + 1)));
            }
            b"h" => drawing.builder.close(),
            b"re" => {
                let [x, y, width, height] = [0, 1, 2, 3].map(number);
                let corners = matrix.corners([x, y, x + width, y + height]);
                let upright = (matrix.0[1] == 0.0 && matrix.0[2] == 0.0) || (matrix.0[0] == 0.0 && matrix.0[3] == 0.0);
                drawing.piece((x, y));
                drawing.plain = (drawing.pieces == 1 && upright).then(|| around(&corners));
                drawing.builder.move_to(corners[0].0, corners[0].1);
                corners[1..].iter().for_each(|(x, y)| drawing.builder.line_to(*x, *y));
                drawing.builder.close();
            }
            b"W" => drawing.clip = Some(FillRule::Winding),
            b"W*" => drawing.clip = Some(FillRule::EvenOdd),
            b"n" => self.finish(None, false),
            b"f" | b"F" => self.finish(Some(FillRule::Winding), false),
            b"f*" => self.finish(Some(FillRule::EvenOdd), false),
            b"S" | b"s" => self.finish(None, true),
            b"B" | b"b" => self.finish(Some(FillRule::Winding), true),
            b"B*" | b"b*" => self.finish(Some(FillRule::EvenOdd), true),
            _ => return false,
        }
        true
    }

    /// Paints the path and clips to it, as asked for, and begins a new one.
    fn finish(&mut self, fill: Option<FillRule>, stroke: bool) {
        let done = std::mem::take(&mut self.drawing);
        let Some(path) = done.builder.finish() else { return };
        let path = Rc::new(path);
        if let Some(rule) = fill {
            self.paint_path(&Kind::Fill { path: &path, rule }, bounds(&path), false);
        }
        if stroke {
            let width = Pt(self.state.line_width * self.state.matrix.scale());
            let area = bounds(&path).inset(width * -0.5);
            self.paint_path(&Kind::Stroke { path: &path, width }, area, true);
        }
        if let Some(rule) = done.clip {
            self.clip(&path, rule, done.plain);
        }
    }

    /// Narrows the clip to a path.
    pub(super) fn clip(&mut self, path: &Rc<Path>, rule: FillRule, plain: Option<Rect>) {
        let before = &self.state.clip;
        let nothing = Rect { x: Pt(-1.0e6), y: Pt(-1.0e6), ..Rect::default() };
        let area = shared(&before.area, &plain.unwrap_or_else(|| bounds(path))).unwrap_or(nothing);
        let mut shapes = before.shapes.clone();
        if plain.is_none() && shapes.len() < MOST_SHAPES {
            shapes.push((Rc::clone(path), rule));
        }
        self.state.clip = Rc::new(Clip { area, shapes });
    }

    /// Hands over a painted path. `area` is what it covers, without the clip.
    pub(super) fn paint_path(&mut self, kind: &Kind<'_>, area: Rect, stroke: bool) {
        let clip = Rc::clone(&self.state.clip);
        let Some(area) = shared(&area, &clip.area) else { return };
        self.resolve_patterns();
        let (paint, blend) = if stroke {
            (self.stroke_paint(), self.state.stroke_blend())
        } else {
            (self.fill_paint(), self.state.fill_blend())
        };
        let kind = match kind {
            Kind::Fill { path, rule } => Kind::Fill { path, rule: *rule },
            Kind::Stroke { path, width } => Kind::Stroke { path, width: *width },
            _ => return,
        };
        let marked = self.marked();
        self.watch.paint(&Mark { kind, area, paint: &paint, blend, clip: &clip, marked });
    }
}

impl Drawing {
    fn piece(&mut self, pen: (f32, f32)) {
        self.pen = pen;
        self.pieces += 1;
        self.plain = None;
    }
}

/// The box around a path.
fn bounds(path: &Path) -> Rect {
    let b = path.bounds();
    Rect { x: Pt(b.left()), y: Pt(b.top()), width: Pt(b.width()), height: Pt(b.height()) }
}

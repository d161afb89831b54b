//! Matrices and boxes between a page's own space and points from the top left corner of its trim.

use crate::units::{Pt, Rect};

/// A matrix `[a b c d e f]` (ISO 32000-1, 8.3.4).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f32; 6]);

/// Coordinates beyond this are a fault of the file and would only overflow.
const FAR: f32 = 1.0e6;

impl Matrix {
    pub const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub fn from_numbers(numbers: &[f32]) -> Option<Matrix> {
        <[f32; 6]>::try_from(numbers).ok().map(Matrix)
    }

    pub fn translate(x: f32, y: f32) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This first, then `after`.
    pub fn then(&self, after: &Matrix) -> Matrix {
        let (m, n) = (self.0, after.0);
        Matrix([
            m[0] * n[0] + m[1] * n[2],
            m[0] * n[1] + m[1] * n[3],
            m[2] * n[0] + m[3] * n[2],
            m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4],
            m[4] * n[1] + m[5] * n[3] + n[5],
        ])
    }

    pub fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        let m = self.0;
        let tame = |v: f32| if v.is_finite() { v.clamp(-FAR, FAR) } else { 0.0 };
        (tame(m[0] * x + m[2] * y + m[4]), tame(m[1] * x + m[3] * y + m[5]))
    }

    /// The way back; none if it flattens everything.
    pub fn inverse(&self) -> Option<Matrix> {
        let m = self.0;
        let size = m[0] * m[3] - m[1] * m[2];
        let turn = [m[3], -m[1], -m[2], m[0]].map(|value| value / size);
        let (x, y) = (m[4] * turn[0] + m[5] * turn[2], m[4] * turn[1] + m[5] * turn[3]);
        let back = Matrix([turn[0], turn[1], turn[2], turn[3], -x, -y]);
        back.0.iter().all(|value| value.is_finite()).then_some(back)
    }

    /// For paths of tiny-skia.
    pub fn transform(&self) -> tiny_skia::Transform {
        let m = self.0;
        tiny_skia::Transform::from_row(m[0], m[1], m[2], m[3], m[4], m[5])
    }

    /// Length of the unit step to the right.
    pub fn across(&self) -> f32 {
        self.0[0].hypot(self.0[1])
    }

    /// Length of the unit step upwards.
    pub fn down(&self) -> f32 {
        self.0[2].hypot(self.0[3])
    }

    /// Mean scale, for line widths.
    pub fn scale(&self) -> f32 {
        (self.0[0] * self.0[3] - self.0[1] * self.0[2]).abs().sqrt()
    }

    /// The corners of a box, in order.
    pub fn corners(&self, [left, bottom, right, top]: [f32; 4]) -> [(f32, f32); 4] {
        [self.apply(left, bottom), self.apply(right, bottom), self.apply(right, top), self.apply(left, top)]
    }
}

/// The smallest rectangle around points.
pub(super) fn around(points: &[(f32, f32)]) -> Rect {
    let fold = |value: fn(&(f32, f32)) -> f32| {
        points.iter().map(value).fold((f32::MAX, f32::MIN), |(low, high), v| (low.min(v), high.max(v)))
    };
    let ((left, right), (top, bottom)) = (fold(|p| p.0), fold(|p| p.1));
    if points.is_empty() {
        return Rect::default();
    }
    Rect { x: Pt(left), y: Pt(top), width: Pt(right - left), height: Pt(bottom - top) }
}

/// What two rectangles share; none if they do not meet.
pub(super) fn shared(a: &Rect, b: &Rect) -> Option<Rect> {
    let (x, y) = (a.x.max(b.x), a.y.max(b.y));
    let (right, bottom) = (a.right().min(b.right()), a.bottom().min(b.bottom()));
    (right >= x && bottom >= y).then(|| Rect { x, y, width: right - x, height: bottom - y })
}

/// A box of a page as written: left, bottom, right, top in the page's own space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PageBox(pub [f32; 4]);

impl PageBox {
    pub fn from_numbers(numbers: &[f32]) -> Option<PageBox> {
        let [a, b, c, d] = <[f32; 4]>::try_from(numbers).ok()?;
        Some(PageBox([a.min(c), b.min(d), a.max(c), b.max(d)]))
    }

    pub fn width(&self) -> f32 {
        self.0[2] - self.0[0]
    }

    pub fn height(&self) -> f32 {
        self.0[3] - self.0[1]
    }

    /// Whether it lies within another, give or take `slack` points.
    pub fn within(&self, outer: &PageBox, slack: f32) -> bool {
        self.0[0] >= outer.0[0] - slack
            && self.0[1] >= outer.0[1] - slack
            && self.0[2] <= outer.0[2] + slack
            && self.0[3] <= outer.0[3] + slack
    }

    /// The least distance from this box to one around it.
    pub fn least_gap(&self, outer: &PageBox) -> f32 {
        let (inner, outer) = (self.0, outer.0);
        let gaps = [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]];
        gaps.into_iter().fold(f32::MAX, f32::min)
    }
}

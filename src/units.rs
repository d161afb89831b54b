//! Lengths as types: points, millimetres, and the small geometry built from them.
//!
//! All coordinates of a page are points from the top left corner of its trim, y downwards.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in DTP points, 1/72 inch (ISO 32000-1, 8.3.2.3).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Pt(pub f32);

/// A length in millimetres, as definitions and print shops give it.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Mm(pub f32);

/// Points in one millimetre.
const PT_PER_MM: f32 = 72.0 / 25.4;

impl Mm {
    /// The same length in points.
    #[must_use]
    pub fn pt(self) -> Pt {
        Pt(self.0 * PT_PER_MM)
    }
}

impl Pt {
    /// No length.
    pub const ZERO: Pt = Pt(0.0);

    /// The same length in millimetres.
    #[must_use]
    pub fn mm(self) -> Mm {
        Mm(self.0 / PT_PER_MM)
    }

    /// The larger of two lengths.
    #[must_use]
    pub fn max(self, other: Pt) -> Pt {
        Pt(self.0.max(other.0))
    }

    /// The smaller of two lengths.
    #[must_use]
    pub fn min(self, other: Pt) -> Pt {
        Pt(self.0.min(other.0))
    }

    /// The length without its sign.
    #[must_use]
    pub fn abs(self) -> Pt {
        Pt(self.0.abs())
    }
}

impl Add for Pt {
    type Output = Pt;
    fn add(self, other: Pt) -> Pt {
        Pt(self.0 + other.0)
    }
}

impl Sub for Pt {
    type Output = Pt;
    fn sub(self, other: Pt) -> Pt {
        Pt(self.0 - other.0)
    }
}

impl AddAssign for Pt {
    fn add_assign(&mut self, other: Pt) {
        self.0 += other.0;
    }
}

impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Pt) {
        self.0 -= other.0;
    }
}

impl Mul<f32> for Pt {
    type Output = Pt;
    fn mul(self, factor: f32) -> Pt {
        Pt(self.0 * factor)
    }
}

impl Div<f32> for Pt {
    type Output = Pt;
    fn div(self, divisor: f32) -> Pt {
        Pt(self.0 / divisor)
    }
}

impl Div for Pt {
    type Output = f32;
    fn div(self, other: Pt) -> f32 {
        self.0 / other.0
    }
}

impl Neg for Pt {
    type Output = Pt;
    fn neg(self) -> Pt {
        Pt(-self.0)
    }
}

impl Sum for Pt {
    fn sum<I: Iterator<Item = Pt>>(lengths: I) -> Pt {
        lengths.fold(Pt::ZERO, Add::add)
    }
}

/// A place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// From the left trim edge.
    pub x: Pt,
    /// From the top trim edge, downwards.
    pub y: Pt,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    /// Horizontal extent.
    pub width: Pt,
    /// Vertical extent.
    pub height: Pt,
}

impl Size {
    /// A size given in millimetres.
    #[must_use]
    pub fn mm(width: f32, height: f32) -> Size {
        Size { width: Mm(width).pt(), height: Mm(height).pt() }
    }
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Extent to the right.
    pub width: Pt,
    /// Extent downwards.
    pub height: Pt,
}

impl Rect {
    /// The right edge.
    #[must_use]
    pub fn right(&self) -> Pt {
        self.x + self.width
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(&self) -> Pt {
        self.y + self.height
    }

    /// The rectangle with `by` taken off on every side (added if negative).
    #[must_use]
    pub fn inset(&self, by: Pt) -> Rect {
        Rect { x: self.x + by, y: self.y + by, width: self.width - by * 2.0, height: self.height - by * 2.0 }
    }

    /// Whether the two rectangles share more than `slack` in both directions.
    #[must_use]
    pub fn overlaps(&self, other: &Rect, slack: Pt) -> bool {
        self.x + slack < other.right()
            && other.x + slack < self.right()
            && self.y + slack < other.bottom()
            && other.y + slack < self.bottom()
    }

    /// Whether `inner` lies within this rectangle, give or take `slack`.
    #[must_use]
    pub fn holds(&self, inner: &Rect, slack: Pt) -> bool {
        inner.x + slack >= self.x
            && inner.y + slack >= self.y
            && inner.right() <= self.right() + slack
            && inner.bottom() <= self.bottom() + slack
    }
}

/// Distances from the four sides of a box.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Insets {
    /// From the top.
    pub top: Pt,
    /// From the right.
    pub right: Pt,
    /// From the bottom.
    pub bottom: Pt,
    /// From the left.
    pub left: Pt,
}

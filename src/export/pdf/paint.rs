//! Theme colours as paint: light on a screen, inks on a press.

use krilla::color::{cmyk, rgb};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Paint, Stroke};

use crate::color::{Cmyk, Color};
use crate::export::print::PrintProfile;
use crate::units::Pt;

/// Which half of a theme colour is drawn.
#[derive(Clone, Copy)]
pub(in crate::export) enum Inks<'a> {
    /// sRGB, for reading on a screen.
    Screen,
    /// `DeviceCMYK` for the profile's printing condition.
    Press(&'a PrintProfile),
}

impl Inks<'_> {
    /// A solid, opaque fill (non-zero winding).
    pub(super) fn fill(self, color: &Color) -> Fill {
        Fill { paint: self.paint(color), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
    }

    /// A solid, opaque stroke.
    pub(in crate::export) fn stroke(self, color: &Color, width: Pt) -> Stroke {
        Stroke { paint: self.paint(color), width: width.0, ..Stroke::default() }
    }

    /// Whether text of this colour is printed on top of what is below it, instead of knocking it out: black ink alone,
    /// and only on a press (GWG 2022, R0009).
    pub(super) fn overprints(self, color: &Color, size: Pt) -> bool {
        matches!(self, Inks::Press(profile) if color.cmyk.is_k100() && profile.overprints(size))
    }

    fn paint(self, color: &Color) -> Paint {
        match self {
            Inks::Screen => rgb::Color::new(color.srgb.r, color.srgb.g, color.srgb.b).into(),
            Inks::Press(_) => {
                let [c, m, y, k] = ink_bytes(&color.cmyk);
                cmyk::Color::new(c, m, y, k).into()
            }
        }
    }
}

/// Per cent of ink to the nearest of krilla's 256 steps; multiples of 20 % are exact, others at most 0.2 % off.
pub(super) fn ink_bytes(inks: &Cmyk) -> [u8; 4] {
    [inks.c, inks.m, inks.y, inks.k].map(|percent| (percent.clamp(0.0, 100.0) * 2.55).round() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_of_ink_is_rounded_to_the_nearest_step() {
        assert_eq!(ink_bytes(&Cmyk { c: 0.0, m: 10.0, y: 20.0, k: 100.0 }), [0, 26, 51, 255]);
        assert_eq!(ink_bytes(&Cmyk { c: -1.0, m: 49.9, y: 99.9, k: 101.0 }), [0, 127, 255, 255]);
    }
}

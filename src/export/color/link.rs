//! From the inks of one printing condition to those of another, by way of L*a*b* in full precision.

use moxcms::{ColorProfile, RenderingIntent};

use super::table::{Table, luminance};
use crate::picture::PictureKind;

/// A way between two profiles with plain tables.
pub(super) struct Link {
    from: Table,
    to: Table,
    /// Luminance of the black of each; none where black is mapped by the tables themselves.
    blacks: Option<(f32, f32)>,
}

impl Link {
    /// Photographs go the perceptual way, whose tables map black; graphics relative colorimetric with black point
    /// compensation between `blacks`. None if a profile has other kinds of tables.
    pub fn new(from: &ColorProfile, to: &ColorProfile, kind: PictureKind, blacks: (f32, f32)) -> Option<Link> {
        let (intent, blacks) = match kind {
            PictureKind::Photo => (RenderingIntent::Perceptual, None),
            PictureKind::Graphic => (RenderingIntent::RelativeColorimetric, Some(blacks)),
        };
        Some(Link { from: Table::from_inks(from, intent)?, to: Table::to_inks(to, intent)?, blacks })
    }

    /// Inks, four bytes a pixel, of as many.
    pub fn run(&self, samples: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(samples.len());
        let mut last = ([0; 4], self.convert([0; 4]));
        for pixel in samples.as_chunks::<4>().0 {
            // Areas of one colour are common.
            if *pixel != last.0 {
                last = (*pixel, self.convert(*pixel));
            }
            out.extend(last.1);
        }
        out
    }

    fn convert(&self, inks: [u8; 4]) -> [u8; 4] {
        let lab = self.from.lab(inks.map(|ink| f32::from(ink) / 255.0));
        let lab = self.blacks.map_or(lab, |(from, to)| compensated(lab, from, to));
        self.to.inks(lab).map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8)
    }
}

/// L*a*b* with one black brought to another on a straight line in each of X, Y and Z (Adobe, Black Point Compensation,
/// 2006). What is darker than black keeps its hue: it is not cut off one channel at a time.
fn compensated([lightness, red, yellow]: [f32; 3], from: f32, to: f32) -> [f32; 3] {
    let middle = (lightness + 16.0) / 116.0;
    let [x, y, z] = [middle + red / 500.0, middle, middle - yellow / 200.0].map(|axis| {
        // The inverse of L* on each axis.
        let light = luminance(axis * 116.0 - 16.0);
        root(to + (1.0 - to) * (light - from) / (1.0 - from))
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The cube root of CIE 15 with its straight piece near black, which goes on below it.
fn root(light: f32) -> f32 {
    if light > 0.008_856_452 { libm::cbrtf(light) } else { (903.296_3 * light + 16.0) / 116.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_is_brought_to_black_and_paper_stays() {
        let near = |found: [f32; 3], wanted: [f32; 3]| found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01);
        let (from, to) = (luminance(16.0), luminance(9.0));
        assert!(near(compensated([16.0, 0.0, 0.0], from, to), [9.0, 0.0, 0.0]));
        assert!(near(compensated([100.0, 0.0, 0.0], from, to), [100.0, 0.0, 0.0]));
        assert!(near(compensated([50.0, 20.0, -30.0], from, from), [50.0, 20.0, -30.0]));
        let darker = compensated([14.0, 12.0, 0.0], from, to);
        assert!(darker[0] < 9.0 && darker[1] > 5.0, "darker than black, and still red: {darker:?}");
    }
}

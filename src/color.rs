//! Colours as a theme declares them: for each one the inks of print and the light of the screen.

use std::sync::LazyLock;

/// A process colour in per cent of each ink, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cmyk {
    /// Cyan.
    pub c: f32,
    /// Magenta.
    pub m: f32,
    /// Yellow.
    pub y: f32,
    /// Black.
    pub k: f32,
}

impl Cmyk {
    /// The sum of the inks in per cent (total area coverage).
    #[must_use]
    pub fn ink(&self) -> f32 {
        self.c + self.m + self.y + self.k
    }

    /// How it looks on coated paper, the paper taken for white: the solids of FOGRA39 and their overprints, weighted by how
    /// much of the paper each covers (Neugebauer, 1937, with the exponent 2 of Yule and Nielsen, 1951). It is within a few
    /// units of what the profile says, which is enough to tell whether two colours differ; nothing is converted by it.
    #[must_use]
    pub fn seen(&self) -> Srgb {
        let share = |ink: f32| (ink / 100.0).clamp(0.0, 1.0);
        let inks = [share(self.c), share(self.m), share(self.y), share(self.k)];
        let mut sums = [0.0_f32; 3];
        for (solid, color) in SOLIDS.iter().enumerate() {
            let covers = |ink: usize| if solid >> ink & 1 == 1 { inks[ink] } else { 1.0 - inks[ink] };
            let weight: f32 = (0..inks.len()).map(covers).product();
            for (sum, channel) in sums.iter_mut().zip(color) {
                *sum += weight * light(*channel).sqrt();
            }
        }
        let [r, g, b] = sums.map(|sum| (encoded(sum * sum) * 255.0).round().clamp(0.0, 255.0) as u8);
        Srgb { r, g, b }
    }

    /// Whether this is black ink alone, at full strength.
    #[must_use]
    pub fn is_k100(&self) -> bool {
        self.c == 0.0 && self.m == 0.0 && self.y == 0.0 && self.k == 100.0
    }
}

/// What the solids of FOGRA39 look like, paper being white: of ink alone, of each two and so on. The bits of the index are
/// cyan, magenta, yellow and black (FOGRA39L Coated, relative colorimetric).
const SOLIDS: [[u8; 3]; 16] = [
    [255, 255, 255],
    [0, 161, 228],
    [230, 12, 128],
    [56, 50, 134],
    [255, 237, 0],
    [0, 152, 71],
    [228, 30, 37],
    [59, 59, 58],
    [43, 43, 42],
    [3, 34, 44],
    [49, 22, 29],
    [31, 23, 33],
    [42, 43, 24],
    [10, 37, 26],
    [47, 28, 22],
    [28, 27, 24],
];

/// A colour of the screen in IEC 61966-2-1 sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Srgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Srgb {
    /// Relative luminance, 0 to 1 (WCAG 2.1).
    #[must_use]
    pub fn luminance(&self) -> f32 {
        0.2126 * light(self.r) + 0.7152 * light(self.g) + 0.0722 * light(self.b)
    }

    /// Contrast ratio against another colour, 1 to 21 (WCAG 2.1, 1.4.3).
    #[must_use]
    pub fn contrast(&self, other: &Srgb) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// How far apart two colours look: about 1 where the eye just tells them apart, over 30 where nobody takes one for the
    /// other. Strong colours may differ more in strength (CIE 116, 1995, for graphic arts).
    #[must_use]
    pub fn difference(&self, other: &Srgb) -> f32 {
        let ([l1, a1, b1], [l2, a2, b2]) = (self.lab(), other.lab());
        let (c1, c2) = ((a1 * a1 + b1 * b1).sqrt(), (a2 * a2 + b2 * b2).sqrt());
        let (lightness, chroma) = (l1 - l2, c1 - c2);
        let hue = ((a1 - a2) * (a1 - a2) + (b1 - b2) * (b1 - b2) - chroma * chroma).max(0.0);
        let mean = (c1 * c2).sqrt();
        let (by_chroma, by_hue) = (chroma / (1.0 + 0.045 * mean), 1.0 + 0.015 * mean);
        (lightness * lightness + by_chroma * by_chroma + hue / (by_hue * by_hue)).sqrt()
    }

    /// CIE L*a*b* under D65.
    fn lab(self) -> [f32; 3] {
        let [red, green, blue] = [light(self.r), light(self.g), light(self.b)];
        let even = |v: f32| if v > 0.008_856 { libm::cbrtf(v) } else { 7.787 * v + 16.0 / 116.0 };
        let x = even((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47);
        let y = even(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        let z = even((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// As SVG and CSS write it: `#0b3d6b`.
    #[must_use]
    pub fn hex(&self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// A channel of sRGB, 0 to 1, as linear light (IEC 61966-2-1; WCAG 2.1, relative luminance).
pub(crate) fn linear(channel: f32) -> f32 {
    if channel <= 0.040_45 { channel / 12.92 } else { libm::powf((channel + 0.055) / 1.055, 2.4) }
}

/// Linear light as a channel of sRGB, 0 to 1 (IEC 61966-2-1).
pub(crate) fn encoded(light: f32) -> f32 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * libm::powf(light, 1.0 / 2.4) - 0.055 }
}

/// The light of a channel of eight bits.
fn light(channel: u8) -> f32 {
    // Every text is held against every ground under it: the powers are taken once.
    static LEVELS: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|level| linear(level as f32 / 255.0)));
    LEVELS[usize::from(channel)]
}

/// A theme colour: what is printed and what is shown are declared together, never computed from each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color {
    /// For the print edition.
    pub cmyk: Cmyk,
    /// For every edition on a screen.
    pub srgb: Srgb,
}

impl Color {
    /// Black ink alone.
    pub const BLACK: Color = Color { cmyk: Cmyk { c: 0.0, m: 0.0, y: 0.0, k: 100.0 }, srgb: Srgb { r: 0, g: 0, b: 0 } };
    /// Bare paper.
    pub const WHITE: Color =
        Color { cmyk: Cmyk { c: 0.0, m: 0.0, y: 0.0, k: 0.0 }, srgb: Srgb { r: 255, g: 255, b: 255 } };
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inks in per cent.
    fn inks(c: f32, m: f32, y: f32, k: f32) -> Cmyk {
        Cmyk { c, m, y, k }
    }

    #[test]
    fn inks_look_as_the_profile_says() {
        // What littleCMS makes of the bundled profile, relative colorimetric.
        for (cmyk, [r, g, b]) in [
            (inks(0.0, 0.0, 0.0, 0.0), [255, 255, 255]),
            (inks(0.0, 0.0, 0.0, 100.0), [43, 43, 42]),
            (inks(100.0, 70.0, 20.0, 20.0), [17, 75, 124]),
            (inks(0.0, 60.0, 60.0, 0.0), [241, 132, 102]),
            (inks(60.0, 90.0, 0.0, 30.0), [105, 55, 115]),
            (inks(10.0, 2.0, 5.0, 0.0), [234, 242, 243]),
            (inks(50.0, 20.0, 20.0, 30.0), [112, 143, 155]),
        ] {
            let apart = cmyk.seen().difference(&Srgb { r, g, b });
            assert!(apart < 6.0, "{cmyk:?}: {:?} is {apart} away", cmyk.seen());
        }
    }

    #[test]
    fn strong_colours_of_the_screen_are_near_their_inks_and_strangers_are_not() {
        let apart = |cmyk: Cmyk, r, g, b| cmyk.seen().difference(&Srgb { r, g, b });
        assert!(apart(inks(0.0, 100.0, 100.0, 0.0), 255, 0, 0) < 15.0);
        assert!(apart(inks(100.0, 100.0, 0.0, 0.0), 0, 0, 255) < 30.0);
        assert!(apart(inks(0.0, 0.0, 100.0, 0.0), 255, 255, 0) < 15.0);
        assert!(apart(inks(1.0, 1.0, 1.0, 1.0), 12, 60, 74) > 60.0);
        assert!(apart(inks(0.0, 60.0, 60.0, 0.0), 12, 60, 74) > 30.0);
    }
}

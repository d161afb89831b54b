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

    /// Whether this is black ink alone, at full strength.
    #[must_use]
    pub fn is_k100(&self) -> bool {
        self.c == 0.0 && self.m == 0.0 && self.y == 0.0 && self.k == 100.0
    }
}

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
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio against another colour, 1 to 21 (WCAG 2.1, 1.4.3).
    #[must_use]
    pub fn contrast(&self, other: &Srgb) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// As SVG and CSS write it: `#0b3d6b`.
    #[must_use]
    pub fn hex(&self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// One channel made linear (WCAG 2.1, definition of relative luminance).
fn linear(channel: u8) -> f32 {
    // Every text is held against every ground under it: the powers are taken once.
    static LEVELS: LazyLock<[f32; 256]> = LazyLock::new(|| {
        std::array::from_fn(|level| {
            let v = level as f32 / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { libm::powf((v + 0.055) / 1.055, 2.4) }
        })
    });
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

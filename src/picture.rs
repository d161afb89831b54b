//! A picture in memory, decoded once and shared by every page and edition that shows it.

use crate::color::Srgb;

/// Pixels, eight bits a channel, rows from the top, without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The samples.
    pub pixels: Pixels,
}

/// Samples by kind. Transparency has been laid on white by the time a picture is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    /// One byte a pixel.
    Gray(Vec<u8>),
    /// Three bytes a pixel, sRGB.
    Rgb(Vec<u8>),
}

impl Picture {
    /// The colour of one pixel; `x` and `y` must lie inside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> Srgb {
        let at = y as usize * self.width as usize + x as usize;
        match &self.pixels {
            Pixels::Gray(bytes) => Srgb { r: bytes[at], g: bytes[at], b: bytes[at] },
            Pixels::Rgb(bytes) => Srgb { r: bytes[at * 3], g: bytes[at * 3 + 1], b: bytes[at * 3 + 2] },
        }
    }
}

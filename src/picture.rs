//! A picture in memory, decoded once and shared by every page and edition that shows it.

mod album;

pub use album::Album;

use sha2::{Digest, Sha256};

/// Pixels, eight bits a channel, rows from the top, without padding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The samples.
    pub pixels: Pixels,
    /// Opacity, one byte a pixel; none if the picture is opaque.
    pub alpha: Option<Vec<u8>>,
    /// ICC profile that came with the samples, of their space.
    pub profile: Option<Vec<u8>>,
    /// What it shows, which decides how its colours are brought into ink.
    pub kind: PictureKind,
}

/// Samples by kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pixels {
    /// One byte a pixel; as light as sRGB's gray if no profile says otherwise.
    Gray(Vec<u8>),
    /// Three bytes a pixel; sRGB if no profile says otherwise.
    Rgb(Vec<u8>),
    /// Four bytes a pixel, 255 is full ink; FOGRA39 if no profile says otherwise.
    Cmyk(Vec<u8>),
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PictureKind {
    /// A photograph: colours that no ink reaches move together with their neighbours, so that shades stay apart.
    #[default]
    Photo,
    /// A drawing, a logo, a diagram: every colour that ink reaches stays what it is.
    Graphic,
}

/// The point of a picture that a crop keeps in sight, in shares of its width and height from the top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focus {
    /// From the left, 0 to 1.
    pub x: f32,
    /// From the top, 0 to 1.
    pub y: f32,
}

impl Default for Focus {
    fn default() -> Focus {
        Focus { x: 0.5, y: 0.5 }
    }
}

/// A part of a picture in whole pixels; never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crop {
    /// First column.
    pub x: u32,
    /// First row.
    pub y: u32,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
}

impl Pixels {
    /// Bytes of a pixel.
    #[must_use]
    pub fn channels(&self) -> usize {
        match self {
            Pixels::Gray(_) => 1,
            Pixels::Rgb(_) => 3,
            Pixels::Cmyk(_) => 4,
        }
    }

    /// The bytes of all pixels.
    #[must_use]
    pub fn samples(&self) -> &[u8] {
        match self {
            Pixels::Gray(samples) | Pixels::Rgb(samples) | Pixels::Cmyk(samples) => samples,
        }
    }

    /// The same kind of samples with other bytes.
    #[must_use]
    pub fn with(&self, samples: Vec<u8>) -> Pixels {
        match self {
            Pixels::Gray(_) => Pixels::Gray(samples),
            Pixels::Rgb(_) => Pixels::Rgb(samples),
            Pixels::Cmyk(_) => Pixels::Cmyk(samples),
        }
    }
}

impl Picture {
    /// An opaque photograph in the usual space of its samples.
    #[must_use]
    pub fn new(width: u32, height: u32, pixels: Pixels) -> Picture {
        Picture { width, height, pixels, alpha: None, profile: None, kind: PictureKind::default() }
    }

    /// What stands for a picture that is not decoded: no size, and the SHA-256 of its file for samples. Two of them are equal
    /// where their files are. It cannot be shown.
    #[must_use]
    pub fn outline(file: &[u8], kind: PictureKind) -> Picture {
        Picture { kind, ..Picture::new(0, 0, Pixels::Gray(Sha256::digest(file).to_vec())) }
    }

    /// Width in multiples of the height.
    #[must_use]
    pub fn aspect(&self) -> f32 {
        self.width as f32 / self.height.max(1) as f32
    }

    /// The largest part of this aspect (width by height) that has the focus in its middle, or as near to it as the
    /// picture's edges allow.
    #[must_use]
    pub fn crop(&self, aspect: f32, focus: Focus) -> Crop {
        let (width, height) = (self.width as f32, self.height as f32);
        // A difference of less than a pixel is one of rounding.
        let across = (height * aspect).round().clamp(1.0, width.max(1.0));
        let down = (width / aspect).round().clamp(1.0, height.max(1.0));
        let (across, down) = if across < width { (across, height) } else { (width, down) };
        let start = |whole: f32, part: f32, at: f32| (whole * at - part / 2.0).round().clamp(0.0, whole - part) as u32;
        Crop {
            x: start(width, across, focus.x),
            y: start(height, down, focus.y),
            width: across as u32,
            height: down as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crop(aspect: f32, x: f32, y: f32) -> [u32; 4] {
        let picture = Picture::new(600, 400, Pixels::Gray(Vec::new()));
        let Crop { x, y, width, height } = picture.crop(aspect, Focus { x, y });
        [x, y, width, height]
    }

    #[test]
    fn a_crop_has_its_focus_in_the_middle_or_as_near_as_the_edge_allows() {
        assert_eq!(crop(1.5, 0.9, 0.9), [0, 0, 600, 400], "the picture's own aspect");
        assert_eq!(crop(1.0, 0.5, 0.5), [100, 0, 400, 400]);
        assert_eq!(crop(1.0, 0.4, 0.5), [40, 0, 400, 400]);
        assert_eq!(crop(1.0, 0.0, 0.5), [0, 0, 400, 400]);
        assert_eq!(crop(1.0, 1.0, 0.5), [200, 0, 400, 400]);
        assert_eq!(crop(3.0, 0.5, 0.3), [0, 20, 600, 200]);
        assert_eq!(crop(3.0, 0.5, 1.0), [0, 200, 600, 200]);
        assert_eq!(crop(10_000.0, 0.5, 0.5)[3], 1, "never empty");
    }
}

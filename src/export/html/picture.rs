//! Pictures inside a page, as data: addresses; scaled down to what a screen shows.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, GrayImage, RgbImage, imageops};

use crate::export::ExportError;
use crate::picture::{Picture, Pixels};

/// Most pixels across: twice the measure of the text, for fine screens.
const WIDEST: u32 = 1280;
/// Quality of JPEG, at which nobody sees a difference.
const QUALITY: u8 = 82;
/// Most colours of a picture that is kept without loss, such as a logo.
const FEW: usize = 256;

/// A picture ready to stand in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Embedded {
    /// The address, `data:image/...`.
    pub address: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// The picture as PNG if it has few colours, else as JPEG, whichever way it is the same every time.
///
/// # Errors
/// If the samples do not fill the picture's size.
pub(super) fn embedded(picture: &Picture) -> Result<Embedded, ExportError> {
    let broken = || ExportError::Picture(format!("its samples do not make {} × {}", picture.width, picture.height));
    let (width, height) = (picture.width, picture.height);
    let whole = match &picture.pixels {
        Pixels::Gray(bytes) => GrayImage::from_raw(width, height, bytes.clone()).map(DynamicImage::from),
        Pixels::Rgb(bytes) => RgbImage::from_raw(width, height, bytes.clone()).map(DynamicImage::from),
    };
    let mut image = whole.ok_or_else(broken)?;
    let few = has_few_colors(picture);
    if width > WIDEST {
        let height = (u64::from(height) * u64::from(WIDEST) / u64::from(width)).max(1) as u32;
        image = image.resize_exact(WIDEST, height, imageops::FilterType::Triangle);
    }
    let mut bytes = Vec::new();
    let written = if few {
        image.write_with_encoder(PngEncoder::new_with_quality(
            &mut bytes,
            CompressionType::Level(9),
            FilterType::Adaptive,
        ))
    } else {
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
    };
    written.map_err(|error| ExportError::Picture(error.to_string()))?;
    let kind = if few { "png" } else { "jpeg" };
    Ok(Embedded { address: address(kind, &bytes), width: image.width(), height: image.height() })
}

/// The address of a finished PNG.
pub(crate) fn png(bytes: &[u8]) -> String {
    address("png", bytes)
}

fn address(kind: &str, bytes: &[u8]) -> String {
    format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}

/// Whether a picture is flat: a logo or a drawing rather than a photograph.
fn has_few_colors(picture: &Picture) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    match &picture.pixels {
        Pixels::Gray(_) => true,
        Pixels::Rgb(bytes) => bytes.as_chunks::<3>().0.iter().all(|pixel| {
            seen.insert(*pixel);
            seen.len() <= FEW
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| color(x, y));
        Picture { width, height, pixels: Pixels::Rgb(pixels.collect()) }
    }

    #[test]
    fn drawings_are_kept_and_photographs_compressed() {
        let logo = embedded(&picture(40, 20, |x, _| [if x < 20 { 0 } else { 255 }, 60, 74])).expect("a picture");
        assert!(logo.address.starts_with("data:image/png;base64,iVBOR"), "{}", logo.address);
        let photo = embedded(&picture(64, 64, |x, y| [(x * 4) as u8, (y * 4) as u8, (x * y) as u8]));
        assert!(photo.expect("a picture").address.starts_with("data:image/jpeg;base64,/9j/"));
    }

    #[test]
    fn large_pictures_are_scaled_down() {
        let wide = embedded(&picture(2560, 100, |_, _| [1, 2, 3])).expect("a picture");
        assert_eq!((wide.width, wide.height), (1280, 50));
    }

    #[test]
    fn samples_that_are_missing_are_an_error() {
        let broken = Picture { width: 4, height: 4, pixels: Pixels::Gray(vec![0; 3]) };
        assert!(embedded(&broken).is_err());
    }
}

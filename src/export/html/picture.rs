//! Pictures and drawings inside a page, as data: addresses; scaled down to what a screen shows.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::drawing::svg;
use crate::export::ExportError;
use crate::export::color::on_screen;
use crate::export::resample::resampled;
use crate::page::Art;
use crate::picture::{Focus, Picture, PictureKind, Pixels};

/// Most pixels across: twice the measure of the text, for fine screens.
const WIDEST: u32 = 1280;
/// Quality of JPEG, at which nobody sees a difference.
const QUALITY: u8 = 82;

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

/// Art as it is seen: a drawing as SVG, the part of a picture that a crop to `aspect` shows as pixels.
///
/// # Errors
/// If the samples do not fill the picture's size, or its profile cannot be used.
pub(super) fn embedded(art: &Art, aspect: f32, focus: Focus) -> Result<Embedded, ExportError> {
    match art {
        Art::Picture(picture) => pixels(picture, aspect, focus),
        Art::Drawing(drawing) => {
            let height = (WIDEST as f32 * drawing.height / drawing.width).round().max(1.0) as u32;
            Ok(Embedded { address: address("svg+xml", svg(drawing).as_bytes()), width: WIDEST, height })
        }
    }
}

/// The picture as PNG if it is a graphic or lets the ground through, else as JPEG.
pub(super) fn pixels(picture: &Picture, aspect: f32, focus: Focus) -> Result<Embedded, ExportError> {
    let (width, height) = (picture.width, picture.height);
    let samples = u64::from(width) * u64::from(height) * picture.pixels.channels() as u64;
    if samples == 0 || picture.pixels.samples().len() as u64 != samples {
        return Err(ExportError::Picture(format!("its samples do not make {width} × {height}")));
    }
    let crop = picture.crop(aspect, focus);
    let size = if crop.width > WIDEST {
        let height = u64::from(crop.height) * u64::from(WIDEST) / u64::from(crop.width);
        (WIDEST, height.max(1) as u32)
    } else {
        (crop.width, crop.height)
    };
    let part = resampled(picture, crop, size);
    let shown = on_screen(&part).map_err(ExportError::Picture)?;
    let mut bytes = Vec::new();
    let (kind, written) = match (&part.alpha, part.kind) {
        (None, PictureKind::Photo) => {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            ("jpeg", encoder.write_image(shown.samples(), size.0, size.1, color_type(&shown)))
        }
        (alpha, _) => {
            let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Level(9), FilterType::Adaptive);
            let written = match alpha {
                None => encoder.write_image(shown.samples(), size.0, size.1, color_type(&shown)),
                Some(alpha) => {
                    let (samples, color) = with_alpha(&shown, alpha);
                    encoder.write_image(&samples, size.0, size.1, color)
                }
            };
            ("png", written)
        }
    };
    written.map_err(|error| ExportError::Picture(error.to_string()))?;
    Ok(Embedded { address: address(kind, &bytes), width: size.0, height: size.1 })
}

/// The layout of samples for a screen, which are gray or sRGB.
fn color_type(shown: &Pixels) -> ExtendedColorType {
    if shown.channels() == 1 { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 }
}

/// Samples with the opacity of each pixel after them.
fn with_alpha(shown: &Pixels, alpha: &[u8]) -> (Vec<u8>, ExtendedColorType) {
    let pixels = shown.samples().chunks_exact(shown.channels()).zip(alpha);
    let samples = pixels.flat_map(|(pixel, opacity)| pixel.iter().copied().chain([*opacity])).collect();
    (samples, if shown.channels() == 1 { ExtendedColorType::La8 } else { ExtendedColorType::Rgba8 })
}

/// The address of a finished PNG.
pub(crate) fn png(bytes: &[u8]) -> String {
    address("png", bytes)
}

fn address(kind: &str, bytes: &[u8]) -> String {
    format!("data:image/{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, color: impl Fn(u32, u32) -> [u8; 3]) -> Picture {
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| color(x, y));
        Picture::new(width, height, Pixels::Rgb(pixels.collect()))
    }

    fn whole(picture: &Picture) -> Result<Embedded, ExportError> {
        pixels(picture, picture.aspect(), Focus::default())
    }

    #[test]
    fn graphics_are_kept_and_photographs_compressed() {
        let mut logo = picture(40, 20, |x, _| [if x < 20 { 0 } else { 255 }, 60, 74]);
        logo.kind = PictureKind::Graphic;
        let logo = whole(&logo).expect("a picture");
        assert!(logo.address.starts_with("data:image/png;base64,iVBOR"), "{}", logo.address);
        let photo = whole(&picture(64, 64, |x, y| [(x * 4) as u8, (y * 4) as u8, (x * y) as u8]));
        assert!(photo.expect("a picture").address.starts_with("data:image/jpeg;base64,/9j/"));
    }

    #[test]
    fn large_pictures_are_scaled_down_and_cropped() {
        let wide = picture(2560, 100, |_, _| [1, 2, 3]);
        let shown = whole(&wide).expect("a picture");
        assert_eq!((shown.width, shown.height), (1280, 50));
        let square = pixels(&wide, 1.0, Focus::default()).expect("a picture");
        assert_eq!((square.width, square.height), (100, 100));
    }

    #[test]
    fn what_lets_the_ground_through_still_does() {
        let mut seal = picture(2, 2, |_, _| [9, 9, 9]);
        seal.alpha = Some(vec![0, 255, 255, 0]);
        assert!(whole(&seal).expect("a picture").address.starts_with("data:image/png"));
    }

    #[test]
    fn samples_that_are_missing_are_an_error() {
        assert!(whole(&Picture::new(4, 4, Pixels::Gray(vec![0; 3]))).is_err());
    }
}

//! Pictures as image objects: sRGB on a screen, the press's inks in print, no finer than the page shows.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use sha2::{Digest, Sha256};

use super::Inks;
use crate::definition::PrintStandard;
use crate::export::color::on_screen;
use crate::export::resample::resampled;
use crate::export::resources::Shown;
use crate::export::{ExportError, Resources};
use crate::page::PlacedImage;
use crate::picture::{Picture, PictureKind, Pixels};
use crate::units::{Mm, Rect};

/// Pixels an inch that a printed sheet needs: two for each line of the screen, and twice that for hard edges.
const PRINT_PHOTO: f32 = 300.0;
/// See [`PRINT_PHOTO`].
const PRINT_GRAPHIC: f32 = 600.0;
/// Least that is left in print however far away the page is read: a preflight knows no distance (GWG 2022, R0031).
const PRINT_LEAST: f32 = 225.0;
/// Pixels an inch that a screen needs, for sheets and for posters.
const SCREEN: [f32; 2] = [200.0, 150.0];
/// A picture with so many times the pixels that are needed is made smaller.
const SURPLUS: f32 = 1.5;
/// Quality of photographs on screens, 1 to 100.
const JPEG_QUALITY: u8 = 85;

/// Samples ready to be compressed.
#[derive(Clone)]
struct Samples {
    size: (u32, u32),
    space: ImageColorspace,
    colors: Arc<Vec<u8>>,
    alpha: Option<Arc<Vec<u8>>>,
    /// Of the bytes, so that krilla's own hashing does not read them all again.
    digest: [u8; 32],
}

impl Hash for Samples {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.size, self.space, self.digest).hash(state);
    }
}

impl CustomImage for Samples {
    fn color_channel(&self) -> &[u8] {
        &self.colors
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        self.alpha.as_ref().map(|alpha| alpha.as_slice())
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        self.space
    }
}

/// The part of a picture that fills `area` (its place with what lies beyond the trim), as krilla embeds it; converted and
/// compressed once for each kind of edition.
///
/// # Errors
/// If the samples do not fill the picture's size, or a profile cannot be used.
pub(super) fn image(
    placed: &PlacedImage,
    area: &Rect,
    distance: Mm,
    inks: Inks<'_>,
    resources: &Resources,
) -> Result<Image, ExportError> {
    let shown = shown(placed, area, distance, inks);
    let cache = match inks {
        Inks::Screen => &resources.pictures,
        Inks::Press(profile) => profile.pictures(),
    };
    cache.get(&placed.picture, shown, || encode(&placed.picture, shown, inks))
}

/// Which part of the picture is seen, and how many pixels it takes.
fn shown(placed: &PlacedImage, area: &Rect, distance: Mm, inks: Inks<'_>) -> Shown {
    let crop = placed.picture.crop(area.width / area.height, placed.focus);
    let metres = (distance.0 / 1000.0).max(1.0);
    let needed = match (inks, placed.picture.kind) {
        (Inks::Screen, _) => SCREEN[usize::from(metres > 1.0)],
        (Inks::Press(_), PictureKind::Photo) => (PRINT_PHOTO / metres).max(PRINT_LEAST),
        (Inks::Press(_), PictureKind::Graphic) => (PRINT_GRAPHIC / metres).max(PRINT_LEAST),
    };
    let wanted = area.width.0 / 72.0 * needed;
    let part = wanted / crop.width as f32;
    if part * SURPLUS >= 1.0 {
        return Shown { crop, size: (crop.width, crop.height) };
    }
    let size = |pixels: u32| ((pixels as f32 * part).round() as u32).clamp(1, pixels);
    Shown { crop, size: (size(crop.width), size(crop.height)) }
}

fn encode(picture: &Picture, shown: Shown, inks: Inks<'_>) -> Result<Image, ExportError> {
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    let samples = picture.pixels.samples().len() as u64;
    let opaque = picture.alpha.as_ref().map_or(pixels, |alpha| alpha.len() as u64);
    if pixels == 0 || samples != pixels * picture.pixels.channels() as u64 || opaque != pixels {
        let reason = format!("{samples} samples do not make {} × {} pixels", picture.width, picture.height);
        return Err(ExportError::Picture(reason));
    }
    let part = resampled(picture, shown.crop, shown.size);
    match inks {
        Inks::Press(profile) => {
            let inks = profile.separate(&part)?;
            let (inks, alpha) = match part.alpha {
                // PDF/X-1a knows no transparency: what lets the ground through lies on white paper (ISO 15930-4).
                Some(alpha) if profile.standard() == PrintStandard::X1a => (on_paper(inks, &alpha), None),
                alpha => (inks, alpha),
            };
            sampled(shown.size, ImageColorspace::Cmyk, inks, alpha)
        }
        Inks::Screen => {
            let pixels = on_screen(&part).map_err(ExportError::Picture)?;
            if part.kind == PictureKind::Photo && part.alpha.is_none() {
                return compressed(shown.size, &pixels);
            }
            match pixels {
                Pixels::Gray(samples) => sampled(shown.size, ImageColorspace::Luma, samples, part.alpha),
                Pixels::Rgb(samples) | Pixels::Cmyk(samples) => {
                    sampled(shown.size, ImageColorspace::Rgb, samples, part.alpha)
                }
            }
        }
    }
}

/// Four inks a pixel, as light as each pixel is transparent.
fn on_paper(mut inks: Vec<u8>, alpha: &[u8]) -> Vec<u8> {
    for (pixel, opacity) in inks.chunks_exact_mut(4).zip(alpha) {
        for ink in pixel {
            *ink = ((u16::from(*ink) * u16::from(*opacity) + 127) / 255) as u8;
        }
    }
    inks
}

/// An image that keeps every sample.
fn sampled(
    size: (u32, u32),
    space: ImageColorspace,
    colors: Vec<u8>,
    alpha: Option<Vec<u8>>,
) -> Result<Image, ExportError> {
    let mut hash = Sha256::new_with_prefix(&colors);
    hash.update(alpha.as_deref().unwrap_or_default());
    let samples =
        Samples { size, space, colors: Arc::new(colors), alpha: alpha.map(Arc::new), digest: hash.finalize().into() };
    Image::from_custom(samples, false).map_err(ExportError::Picture)
}

/// A photograph as JPEG, a tenth of the size for no difference that is seen.
fn compressed(size: (u32, u32), pixels: &Pixels) -> Result<Image, ExportError> {
    let color = if matches!(pixels, Pixels::Gray(_)) { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
        .write_image(pixels.samples(), size.0, size.1, color)
        .map_err(|error| ExportError::Picture(error.to_string()))?;
    Image::from_jpeg(bytes.into(), false).map_err(ExportError::Picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::PrintProfile;
    use crate::page::Sides;
    use crate::picture::Focus;
    use crate::units::Pt;

    /// Columns of a photograph of 3000 pixels that stands 4 inches wide.
    fn columns(kind: PictureKind, metres: f32, inks: Inks<'_>) -> u32 {
        let picture = Picture { kind, ..Picture::new(3000, 1500, Pixels::Gray(Vec::new())) };
        let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: Pt(288.0), height: Pt(144.0) };
        let placed =
            PlacedImage { picture: Arc::new(picture), rect, focus: Focus::default(), runs_off: Sides::default() };
        shown(&placed, &rect, Mm(metres * 1000.0), inks).size.0
    }

    #[test]
    fn a_picture_is_as_fine_as_its_place_needs() {
        let profile = PrintProfile::fogra39();
        let press = Inks::Press(&profile);
        assert_eq!(columns(PictureKind::Photo, 0.35, press), 1200, "300 an inch on a sheet");
        assert_eq!(columns(PictureKind::Graphic, 0.35, press), 3000, "750 an inch is not too many for hard edges");
        assert_eq!(columns(PictureKind::Photo, 2.0, press), 900, "225 an inch on a poster");
        assert_eq!(columns(PictureKind::Graphic, 2.0, press), 1200, "300 an inch for hard edges");
        assert_eq!(columns(PictureKind::Photo, 0.35, Inks::Screen), 800);
        assert_eq!(columns(PictureKind::Photo, 2.0, Inks::Screen), 600);
    }
}

//! Pictures of a definition, read and decoded once: JPEG and PNG of gray, RGB and CMYK, with transparency and profile.

mod inks;
mod jpeg;

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use zune_core::colorspace::ColorSpace;

use crate::limits;
use crate::picture::{Picture, PictureKind, Pixels};

/// Longest side in pixels that is read: 1,2 m at 420 ppi.
const MAX_SIDE: u32 = limits::PICTURE_SIDE;
/// Most pixels that are read: A1 at 320 ppi.
const MAX_PIXELS: u64 = limits::PICTURE_PIXELS;
/// Most bytes that a picture may take while it is decoded, so that memory stays bounded.
const MAX_BYTES: u64 = limits::PICTURE_BYTES;

/// Decodes the bytes of a picture.
///
/// # Errors
/// In words for the coordinator: what is wrong with the file.
pub fn decode(bytes: &[u8], kind: PictureKind) -> Result<Picture, String> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| "the file cannot be read".to_owned())?;
    let Some(format @ (ImageFormat::Jpeg | ImageFormat::Png)) = reader.format() else {
        return Err(match foreign(reader.format(), bytes) {
            Some(name) => format!("the file is a {name} file; JPEG, PNG and SVG are read"),
            None => "the file is neither JPEG nor PNG".to_owned(),
        });
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!(
            "the picture has {width} × {height} pixels; {} million are the most",
            MAX_PIXELS / 1_000_000
        ));
    }
    let orientation = decoder.orientation().map_err(|error| broken(&error))?;
    let profile = decoder.icc_profile().map_err(|error| broken(&error))?;
    let (mut image, pixels) = if format == ImageFormat::Jpeg && inks::is_cmyk(bytes) {
        drop(decoder);
        // Turned as a picture of four channels, whatever these are.
        let samples = inks::decode(bytes)?;
        let four = image::RgbaImage::from_raw(width, height, samples).ok_or("the file is damaged")?;
        (DynamicImage::ImageRgba8(four), Pixels::Cmyk(Vec::new()))
    } else {
        if decoder.total_bytes() > MAX_BYTES {
            return Err(format!(
                "the picture takes {} MiB of memory; {} are the most",
                decoder.total_bytes() / 1024 / 1024,
                MAX_BYTES / 1024 / 1024
            ));
        }
        let image = if format == ImageFormat::Jpeg {
            drop(decoder);
            colors(bytes, width, height)?
        } else {
            DynamicImage::from_decoder(decoder).map_err(|error| broken(&error))?
        };
        let pixels = if image.color().has_color() { Pixels::Rgb(Vec::new()) } else { Pixels::Gray(Vec::new()) };
        (image, pixels)
    };
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    let (pixels, alpha) = match pixels {
        Pixels::Cmyk(_) => (Pixels::Cmyk(image.into_bytes()), None),
        Pixels::Rgb(_) if image.color().has_alpha() => {
            let (colors, alpha) = parted::<4>(image.into_rgba8().into_raw());
            (Pixels::Rgb(colors), alpha)
        }
        Pixels::Rgb(_) => (Pixels::Rgb(image.into_rgb8().into_raw()), None),
        Pixels::Gray(_) if image.color().has_alpha() => {
            let (colors, alpha) = parted::<2>(image.into_luma_alpha8().into_raw());
            (Pixels::Gray(colors), alpha)
        }
        Pixels::Gray(_) => (Pixels::Gray(image.into_luma8().into_raw()), None),
    };
    let profile = profile.filter(|icc| is_of(icc, &pixels));
    if profile.as_deref().is_some_and(|icc| moxcms::ColorProfile::new_from_slice(icc).is_err()) {
        return Err("its colour profile is damaged; save the picture anew with sRGB".to_owned());
    }
    Ok(Picture { width, height, pixels, alpha, profile, kind })
}

/// What a file is called that is of another kind; none if nobody knows.
fn foreign(format: Option<ImageFormat>, bytes: &[u8]) -> Option<&'static str> {
    match format {
        Some(ImageFormat::WebP) => Some("WebP"),
        Some(ImageFormat::Tiff) => Some("TIFF"),
        Some(ImageFormat::Bmp) => Some("BMP"),
        Some(ImageFormat::Gif) => Some("GIF"),
        Some(ImageFormat::Avif) => Some("AVIF"),
        // Telephones keep photographs in this form.
        _ if bytes.get(4..8) == Some(b"ftyp") => Some("HEIC"),
        _ if bytes.starts_with(b"%PDF") => Some("PDF"),
        _ => None,
    }
}

/// A JPEG file in gray or RGB.
///
/// # Errors
/// In words, if the file is damaged.
fn colors(bytes: &[u8], width: u32, height: u32) -> Result<DynamicImage, String> {
    let wanted = |stored| if stored == ColorSpace::Luma { ColorSpace::Luma } else { ColorSpace::RGB };
    let (samples, stored) = jpeg::decode(bytes, wanted)?;
    let image = match wanted(stored) {
        ColorSpace::Luma => GrayImage::from_raw(width, height, samples).map(DynamicImage::ImageLuma8),
        _ => RgbImage::from_raw(width, height, samples).map(DynamicImage::ImageRgb8),
    };
    image.ok_or_else(|| "the file is damaged".to_owned())
}

/// What is wrong with a file that does not decode.
fn broken(error: &image::ImageError) -> String {
    match error {
        image::ImageError::Limits(_) => format!("the picture is larger than {MAX_SIDE} pixels a side"),
        image::ImageError::Unsupported(_) => "the file is neither JPEG nor PNG of a kind that is read".to_owned(),
        _ => "the file is damaged".to_owned(),
    }
}

/// Colours and opacity apart, `N` bytes a pixel with opacity last; no opacity if every pixel is opaque. The colours stay
/// in the memory that they came in.
fn parted<const N: usize>(mut samples: Vec<u8>) -> (Vec<u8>, Option<Vec<u8>>) {
    let pixels = samples.len() / N;
    let alpha: Vec<u8> = samples.iter().skip(N - 1).step_by(N).copied().collect();
    for at in 0..pixels {
        samples.copy_within(at * N..at * N + N - 1, at * (N - 1));
    }
    samples.truncate(pixels * (N - 1));
    let transparent = alpha.iter().any(|a| *a < 255);
    (samples, transparent.then_some(alpha))
}

/// Whether an ICC profile speaks of samples of this kind (ICC.1:2010, 7.2.6). One that does not is passed over, as
/// viewers do: it came with a conversion that left it behind.
fn is_of(icc: &[u8], pixels: &Pixels) -> bool {
    let space: &[u8] = match pixels {
        Pixels::Gray(_) => b"GRAY",
        Pixels::Rgb(_) => b"RGB ",
        Pixels::Cmyk(_) => b"CMYK",
    };
    icc.get(16..20) == Some(space) && icc.get(36..40) == Some(b"acsp")
}

#[cfg(test)]
mod tests {
    use image::ImageEncoder;

    use super::*;

    #[test]
    fn opacity_is_kept_apart_and_dropped_where_it_says_nothing() {
        assert_eq!(parted::<4>(vec![1, 2, 3, 255, 4, 5, 6, 0]), (vec![1, 2, 3, 4, 5, 6], Some(vec![255, 0])));
        assert_eq!(parted::<2>(vec![7, 255, 8, 255]), (vec![7, 8], None));
    }

    #[test]
    fn a_damaged_profile_is_told_and_one_of_another_space_is_passed_over() {
        let with = |icc: Vec<u8>| {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
            encoder.set_icc_profile(icc).expect("a profile is taken");
            encoder.write_image(&[1, 2, 3], 1, 1, image::ExtendedColorType::Rgb8).expect("a PNG");
            decode(&bytes, PictureKind::Photo)
        };
        let whole = moxcms::ColorProfile::new_srgb().encode().expect("a profile");
        assert_eq!(with(whole.clone()).map(|p| p.profile), Ok(Some(whole.clone())));
        let mut gray = whole.clone();
        gray[16..20].copy_from_slice(b"GRAY");
        assert_eq!(with(gray).map(|p| p.profile), Ok(None));
        assert!(with(whole[..140].to_vec()).is_err_and(|what| what.starts_with("its colour profile is damaged")));
    }

    /// The head of a PNG that says how large it is, and nothing more.
    fn header(width: u32, height: u32) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([8, 2, 0, 0, 0]);
        let mut crc = flate2::Crc::new();
        crc.update(&chunk);
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        bytes.extend(chunk);
        bytes.extend(crc.sum().to_be_bytes());
        // Decoders look for the first data before they tell the size.
        bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        bytes
    }

    #[test]
    fn a_picture_that_is_too_large_is_refused_by_its_header() {
        let refused = |width, height| decode(&header(width, height), PictureKind::Photo).expect_err("refused");
        assert_eq!(refused(60_000, 60_000), "the picture is larger than 20000 pixels a side");
        assert_eq!(refused(12_000, 12_000), "the picture has 12000 × 12000 pixels; 80 million are the most");
        assert_eq!(refused(10, 10), "the file is damaged");
    }

    #[test]
    fn a_picture_of_another_kind_is_called_by_its_name() {
        for (bytes, name) in [
            (&b"GIF89a"[..], "GIF"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"BM\x10\0\0\0", "BMP"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ] {
            let said = decode(bytes, PictureKind::Photo).expect_err("refused");
            assert_eq!(said, format!("the file is a {name} file; JPEG, PNG and SVG are read"));
        }
        assert_eq!(decode(b"text", PictureKind::Photo), Err("the file is neither JPEG nor PNG".to_owned()));
    }
}

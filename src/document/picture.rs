//! Pictures of a definition, read and decoded once: JPEG and PNG, transparency laid on white, gray kept gray.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use crate::picture::{Picture, Pixels};

/// Longest side in pixels that is read: 1,2 m at 420 ppi.
const MAX_SIDE: u32 = 20_000;
/// Most pixels that are read, so that memory stays bounded.
const MAX_PIXELS: u64 = 60_000_000;

/// Decodes the bytes of a picture.
///
/// # Errors
/// In words for the coordinator: what is wrong with the file.
pub fn decode(bytes: &[u8]) -> Result<Picture, String> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| "the file cannot be read".to_owned())?;
    if reader.format().is_none() {
        return Err("the file is neither JPEG nor PNG".to_owned());
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let broken = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => format!("the picture is larger than {MAX_SIDE} pixels a side"),
        image::ImageError::Unsupported(_) => "the file is neither JPEG nor PNG of a kind that is read".to_owned(),
        _ => "the file is damaged".to_owned(),
    };
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(format!(
            "the picture has {width} × {height} pixels; {} million are the most",
            MAX_PIXELS / 1_000_000
        ));
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    image.apply_orientation(orientation);
    Ok(picture(&image))
}

/// Eight-bit gray or RGB on white.
fn picture(image: &DynamicImage) -> Picture {
    let (width, height) = (image.width(), image.height());
    let on_white = |value: u8, alpha: u8| {
        let alpha = u32::from(alpha);
        ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let pixels = if image.color().has_color() {
        let rgba = image.to_rgba8();
        Pixels::Rgb(
            rgba.pixels().flat_map(|p| [on_white(p[0], p[3]), on_white(p[1], p[3]), on_white(p[2], p[3])]).collect(),
        )
    } else {
        let gray = image.to_luma_alpha8();
        Pixels::Gray(gray.pixels().map(|p| on_white(p[0], p[1])).collect())
    };
    Picture { width, height, pixels }
}

//! Pictures for screens: every space to sRGB, or to its gray.

use moxcms::{CmsError, ColorProfile, Layout, RenderingIntent, TransformOptions};

use super::press::black_of;
use super::{CHUNK, FOGRA39, FULL, narrow, wide};
use crate::color::{encoded, linear};
use crate::picture::{Picture, Pixels};

/// Relative colorimetric, as screens show paper.
fn options() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() }
}

/// The samples of a picture in sRGB or its gray. Inks go through their profile, with the darkest that they give as black.
///
/// # Errors
/// In words, if the picture's profile cannot be used.
pub(crate) fn on_screen(picture: &Picture) -> Result<Pixels, String> {
    let words = |error: CmsError| format!("its colour profile cannot be used: {error}");
    match (&picture.pixels, &picture.profile) {
        (Pixels::Gray(_) | Pixels::Rgb(_), None) => Ok(picture.pixels.clone()),
        (Pixels::Gray(samples), Some(icc)) => {
            let levels = gray_levels(icc).map_err(words)?;
            Ok(Pixels::Gray(samples.iter().map(|level| levels[usize::from(*level)]).collect()))
        }
        (Pixels::Rgb(samples), Some(icc)) => {
            let own = ColorProfile::new_from_slice(icc).map_err(words)?;
            let screen = ColorProfile::new_srgb();
            let transform = own.create_transform_8bit(Layout::Rgb, &screen, Layout::Rgb, options()).map_err(words)?;
            let mut out = vec![0; samples.len()];
            transform.transform(samples, &mut out).map_err(words)?;
            Ok(Pixels::Rgb(out))
        }
        (Pixels::Cmyk(samples), profile) => {
            let icc = profile.as_deref().unwrap_or(FOGRA39);
            Ok(Pixels::Rgb(from_inks(samples, icc).map_err(words)?))
        }
    }
}

/// Level of a gray of its own profile to the level of sRGB that is as light.
pub(super) fn gray_levels(icc: &[u8]) -> Result<Vec<u8>, CmsError> {
    let own = ColorProfile::new_from_slice(icc)?;
    let screen = ColorProfile::new_srgb();
    let transform = own.create_transform_8bit(Layout::Gray, &screen, Layout::Rgb, options())?;
    let ramp: Vec<u8> = (0..=255).collect();
    let mut out = vec![0; ramp.len() * 3];
    transform.transform(&ramp, &mut out)?;
    // The middle of three channels that differ by rounding at most.
    Ok(out.as_chunks::<3>().0.iter().map(|[_, green, _]| *green).collect())
}

fn from_inks(samples: &[u8], icc: &[u8]) -> Result<Vec<u8>, CmsError> {
    let paper = ColorProfile::new_from_slice(icc)?;
    let screen = ColorProfile::new_srgb();
    let transform = paper.create_transform_16bit(Layout::Rgba, &screen, Layout::Rgb, options())?;
    let black = black_of(&paper)?;
    let level = |level: u16| {
        let light = (linear(f32::from(level) / FULL) - black) / (1.0 - black);
        narrow((encoded(light.clamp(0.0, 1.0)) * FULL).round() as u16)
    };
    let levels: Vec<u8> = (0..=u16::MAX).map(level).collect();
    let mut out = Vec::with_capacity(samples.len() / 4 * 3);
    let mut light = Vec::new();
    for chunk in samples.chunks(CHUNK * 4) {
        let inks: Vec<u16> = chunk.iter().map(|ink| wide(*ink)).collect();
        light.resize(inks.len() / 4 * 3, 0);
        transform.transform(&inks, &mut light)?;
        out.extend(light.iter().map(|sample| levels[usize::from(*sample)]));
    }
    Ok(out)
}

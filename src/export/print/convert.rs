//! Pictures from sRGB into the inks of a printing condition.
//!
//! Relative colorimetric with black point compensation (Adobe, Black Point Compensation, 2006), as GWG asks. moxcms has
//! no compensation towards CMYK, but with a neutral black point it is one straight line in linear light, the same for
//! each channel, so it is folded into a table over the picture's 256 levels.

use std::sync::Arc;

use moxcms::{CmsError, ColorProfile, Layout, RenderingIntent, Transform16BitExecutor, TransformOptions};

use super::black;

/// Full scale of 16-bit samples.
const FULL: f32 = 65_535.0;

/// Pixels converted at a time; bounds the memory beside the picture itself.
const CHUNK: usize = 16_384;

/// A conversion from sRGB to four inks.
pub(super) struct Separation {
    /// Level of a channel to its compensated 16-bit level.
    levels: Vec<u16>,
    transform: Arc<Transform16BitExecutor>,
}

impl Separation {
    /// Prepares the conversion into the inks of an ICC output profile.
    ///
    /// # Errors
    /// In words, if the profile lacks a colorimetric table or cannot be read.
    pub fn new(icc: &[u8]) -> Result<Separation, String> {
        let words = |error: CmsError| error.to_string();
        let press = ColorProfile::new_from_slice(icc).map_err(words)?;
        let screen = ColorProfile::new_srgb();
        let options =
            TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
        // moxcms calls any four channels Rgba.
        let transform = screen.create_transform_16bit(Layout::Rgb, &press, Layout::Rgba, options).map_err(words)?;
        let mut inks = [0; 4];
        transform.transform(&[0; 3], &mut inks).map_err(words)?;
        let black = match black::luminance(&press, inks.map(|ink| f32::from(ink) / FULL)) {
            Some(black) => black,
            None => proofed(&press, inks, options).map_err(words)?,
        };

        let level = |level: u8| {
            let light = linear(f32::from(level) / 255.0);
            (encoded(black + (1.0 - black) * light) * FULL).round() as u16
        };
        Ok(Separation { levels: (0..=255).map(level).collect(), transform })
    }

    /// Inks, four bytes a pixel, of sRGB samples.
    ///
    /// # Errors
    /// In words, if the samples are not whole pixels.
    pub fn convert(&self, samples: &[u8]) -> Result<Vec<u8>, String> {
        let mut out = Vec::with_capacity(samples.len() / 3 * 4);
        let mut inks = Vec::new();
        for chunk in samples.chunks(CHUNK * 3) {
            let light: Vec<u16> = chunk.iter().map(|level| self.levels[usize::from(*level)]).collect();
            inks.resize(light.len() / 3 * 4, 0);
            self.transform.transform(&light, &mut inks).map_err(|error| error.to_string())?;
            out.extend(inks.iter().map(|ink| (u32::from(*ink) * 255 + 32_767).div_euclid(65_535) as u8));
        }
        Ok(out)
    }
}

/// Luminance of inks by way of a whole conversion, for profiles with other kinds of tables.
fn proofed(press: &ColorProfile, inks: [u16; 4], options: TransformOptions) -> Result<f32, CmsError> {
    let mut seen = [0; 3];
    press
        .create_transform_16bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options)?
        .transform(&inks, &mut seen)?;
    let [r, g, b] = seen.map(|level| linear(f32::from(level) / FULL));
    Ok(0.2126 * r + 0.7152 * g + 0.0722 * b)
}

/// sRGB to linear light (IEC 61966-2-1).
fn linear(v: f32) -> f32 {
    if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

/// Linear light to sRGB (IEC 61966-2-1).
fn encoded(v: f32) -> f32 {
    if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The default profile.
    const FOGRA39: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icc/FOGRA39L_coated.icc"));

    #[test]
    fn black_is_read_from_the_table_as_the_whole_conversion_sees_it() {
        let press = ColorProfile::new_from_slice(FOGRA39).expect("a profile");
        let options =
            TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
        for inks in [[0.83, 0.72, 0.45, 1.0], [0.0, 0.0, 0.0, 0.5], [0.1, 0.1, 0.1, 0.0], [0.0; 4]] {
            let found = black::luminance(&press, inks).expect("a table");
            let expected = proofed(&press, inks.map(|ink| (ink * FULL) as u16), options).expect("a conversion");
            assert!((found - expected).abs() < 0.01, "{inks:?}: {found} against {expected}");
        }
    }

    #[test]
    fn white_stays_paper_and_black_keeps_its_steps() {
        let separation = Separation::new(FOGRA39).expect("a conversion");
        let gray = |level: u8| separation.convert(&[level; 3]).expect("converted");
        assert!(gray(255).iter().all(|ink| *ink <= 2), "{:?}", gray(255));
        let press = ColorProfile::new_from_slice(FOGRA39).expect("a profile");
        let light = |level: u8| {
            let inks = gray(level);
            let inks = std::array::from_fn(|at| f32::from(inks[at]) / 255.0);
            black::luminance(&press, inks).expect("a table")
        };
        let steps: Vec<f32> = (0..=64).step_by(8).map(light).collect();
        assert!(steps.is_sorted_by(|a, b| a < b), "dark levels run together: {steps:?}");
    }
}

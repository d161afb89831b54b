//! Pictures from sRGB into the inks of a printing condition.
//!
//! Relative colorimetric with black point compensation (Adobe, Black Point Compensation, 2006), as GWG asks. moxcms has
//! no compensation towards CMYK, but with a neutral black point it is one straight line in linear light, the same for
//! each channel, so it is folded into a table over the picture's 256 levels.

use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, Transform16BitExecutor, TransformOptions};

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
        let words = |error: moxcms::CmsError| error.to_string();
        let press = ColorProfile::new_from_slice(icc).map_err(words)?;
        let screen = ColorProfile::new_srgb();
        let options =
            TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
        // moxcms calls any four channels Rgba.
        let transform = screen.create_transform_16bit(Layout::Rgb, &press, Layout::Rgba, options).map_err(words)?;
        let proof = press.create_transform_16bit(Layout::Rgba, &screen, Layout::Rgb, options).map_err(words)?;

        let (mut inks, mut seen) = ([0; 4], [0; 3]);
        transform.transform(&[0; 3], &mut inks).map_err(words)?;
        proof.transform(&inks, &mut seen).map_err(words)?;
        let [r, g, b] = seen.map(|level| linear(f32::from(level) / FULL));
        let black = 0.2126 * r + 0.7152 * g + 0.0722 * b;

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

/// sRGB to linear light (IEC 61966-2-1).
fn linear(v: f32) -> f32 {
    if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
}

/// Linear light to sRGB (IEC 61966-2-1).
fn encoded(v: f32) -> f32 {
    if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 }
}

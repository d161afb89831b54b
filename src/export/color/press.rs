//! Pictures and colours into the inks of a printing condition.
//!
//! Photographs go the perceptual way; all else relative colorimetric with black point compensation (Adobe, Black Point
//! Compensation, 2006). moxcms has no compensation towards CMYK, but with a neutral black point it is one straight line
//! in linear light, the same for each channel, so it is folded into a table over the levels of the source.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use moxcms::{CmsError, ColorProfile, Layout, RenderingIntent, Transform16BitExecutor, TransformOptions};
use sha2::{Digest, Sha256};

use super::link::Link;
use super::screen::{gray_levels, on_screen};
use super::table::{Table, luminance};
use super::{CHUNK, FOGRA39, FULL, ink, is_neutral, narrow, wide};
use crate::color::{Cmyk, Srgb, linear};
use crate::picture::{Picture, PictureKind, Pixels};

/// A source's profile by its digest, if it has one, whether its samples are inks, and what kind of picture it is.
type Source = (Option<[u8; 32]>, bool, PictureKind);

/// Conversions into the inks of one output profile; each is prepared when it is first asked for.
pub(in crate::export) struct Separation {
    press: ColorProfile,
    /// The output profile, to know inks that are right already.
    digest: [u8; 32],
    /// Whether inks without a profile are right already.
    is_fogra39: bool,
    conversions: Mutex<BTreeMap<Source, Arc<Conversion>>>,
    /// Black ink for each level of gray.
    black: OnceLock<Vec<u8>>,
}

/// A way from samples to inks.
enum Conversion {
    /// By moxcms.
    Steps(Steps),
    /// From inks to inks by the profiles' own tables.
    Link(Link),
}

/// A way by moxcms, with what it does not do itself.
struct Steps {
    /// From inks of another condition to the space of `transform`.
    first: Option<Arc<Transform16BitExecutor>>,
    /// Level to its compensated level: 256 where samples are bytes, 65,536 after a first step.
    levels: Vec<u16>,
    transform: Arc<Transform16BitExecutor>,
}

impl Separation {
    /// Prepares the conversion into the inks of an ICC output profile; `is_fogra39` says that it is for FOGRA39.
    ///
    /// # Errors
    /// In words, if the profile cannot be read.
    pub fn new(icc: &[u8], is_fogra39: bool) -> Result<Separation, String> {
        Ok(Separation {
            press: ColorProfile::new_from_slice(icc).map_err(|error| error.to_string())?,
            digest: Sha256::digest(icc).into(),
            is_fogra39,
            conversions: Mutex::default(),
            black: OnceLock::new(),
        })
    }

    /// Inks of a picture, four bytes a pixel, none of them with more than `limit` per cent. Gray becomes black ink alone,
    /// and so do the grays of a graphic; inks of the same condition stay.
    ///
    /// # Errors
    /// In words, if a profile cannot be used or the samples are not whole pixels.
    pub fn convert(&self, picture: &Picture, limit: f32) -> Result<Vec<u8>, String> {
        let words = |error: CmsError| error.to_string();
        let mut inks = match &picture.pixels {
            Pixels::Gray(samples) => match &picture.profile {
                Some(icc) => {
                    let levels = gray_levels(icc).map_err(words)?;
                    self.black_ink(samples.iter().map(|level| levels[usize::from(*level)]))
                }
                None => self.black_ink(samples.iter().copied()),
            },
            pixels @ Pixels::Rgb(_) if is_neutral(pixels) => match on_screen(picture)? {
                Pixels::Gray(samples) => self.black_ink(samples.into_iter()),
                other => self.black_ink(other.samples().as_chunks::<3>().0.iter().map(|rgb| rgb[1])),
            },
            Pixels::Rgb(samples) => {
                let mut inks = self.conversion(picture).and_then(|way| way.run(samples, 3)).map_err(words)?;
                if picture.kind == PictureKind::Graphic {
                    self.grays_in_black(samples, &mut inks);
                }
                inks
            }
            Pixels::Cmyk(samples) if self.is_own(picture.profile.as_deref()) => samples.clone(),
            Pixels::Cmyk(samples) => self.conversion(picture).and_then(|way| way.run(samples, 4)).map_err(words)?,
        };
        let most = ink::most(limit);
        inks.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| ink::hold(pixel, most));
        Ok(inks)
    }

    /// Inks of one colour of a drawing, at most `limit` per cent; grays in black ink alone.
    ///
    /// # Errors
    /// In words, if the output profile cannot be used.
    pub fn color(&self, color: Srgb, limit: f32) -> Result<Cmyk, String> {
        let mut picture = Picture::new(1, 1, Pixels::Rgb(vec![color.r, color.g, color.b]));
        picture.kind = PictureKind::Graphic;
        let inks = self.convert(&picture, limit)?;
        let percent = |at: usize| f32::from(inks[at]) / 2.55;
        Ok(Cmyk { c: percent(0), m: percent(1), y: percent(2), k: percent(3) })
    }

    /// Whether inks of this profile, or of none, are those of the press.
    fn is_own(&self, profile: Option<&[u8]>) -> bool {
        profile.map_or(self.is_fogra39, |icc| <[u8; 32]>::from(Sha256::digest(icc)) == self.digest)
    }

    /// The way for a picture's samples, prepared once.
    fn conversion(&self, picture: &Picture) -> Result<Arc<Conversion>, CmsError> {
        let inks = matches!(picture.pixels, Pixels::Cmyk(_));
        let digest = picture.profile.as_deref().map(|icc| Sha256::digest(icc).into());
        let source = (digest, inks, picture.kind);
        let mut known = self.conversions.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(way) = known.get(&source) {
            return Ok(Arc::clone(way));
        }
        let way = if inks {
            Conversion::from_inks(&self.press, picture.profile.as_deref().unwrap_or(FOGRA39), picture.kind)?
        } else {
            Conversion::from_light(&self.press, picture.profile.as_deref(), picture.kind)?
        };
        let way = Arc::new(way);
        known.insert(source, Arc::clone(&way));
        Ok(way)
    }

    /// Pixels of black ink alone.
    fn black_ink(&self, grays: impl Iterator<Item = u8>) -> Vec<u8> {
        let black = self.black.get_or_init(|| black_levels(&self.press));
        grays.flat_map(|gray| [0, 0, 0, black[usize::from(gray)]]).collect()
    }

    /// Puts black ink alone where a graphic is gray.
    fn grays_in_black(&self, samples: &[u8], inks: &mut [u8]) {
        let black = self.black.get_or_init(|| black_levels(&self.press));
        for ([r, g, b], pixel) in samples.as_chunks::<3>().0.iter().zip(inks.as_chunks_mut::<4>().0) {
            if r == g && g == b {
                *pixel = [0, 0, 0, black[usize::from(*r)]];
            }
        }
    }
}

impl Conversion {
    /// From RGB samples of a profile, or of sRGB.
    fn from_light(press: &ColorProfile, icc: Option<&[u8]>, kind: PictureKind) -> Result<Conversion, CmsError> {
        Steps::from_light(press, icc, kind).map(Conversion::Steps)
    }

    /// From the inks of another condition.
    fn from_inks(press: &ColorProfile, icc: &[u8], kind: PictureKind) -> Result<Conversion, CmsError> {
        let source = ColorProfile::new_from_slice(icc)?;
        let blacks = (black_of(&source)?, black_of(press)?);
        match Link::new(&source, press, kind, blacks) {
            Some(link) => Ok(Conversion::Link(link)),
            None => Steps::from_inks(press, &source, kind, blacks).map(Conversion::Steps),
        }
    }

    /// Inks, four bytes a pixel, of samples of so many bytes a pixel.
    fn run(&self, samples: &[u8], channels: usize) -> Result<Vec<u8>, CmsError> {
        match self {
            Conversion::Steps(steps) => steps.run(samples, channels),
            Conversion::Link(link) => Ok(link.run(samples)),
        }
    }
}

impl Steps {
    fn from_light(press: &ColorProfile, icc: Option<&[u8]>, kind: PictureKind) -> Result<Steps, CmsError> {
        let source = icc.map_or_else(|| Ok(ColorProfile::new_srgb()), ColorProfile::new_from_slice)?;
        // moxcms calls any four channels Rgba.
        let transform = source.create_transform_16bit(Layout::Rgb, press, Layout::Rgba, options(kind))?;
        let levels: Vec<u16> = (0..=255).map(wide).collect();
        let levels = match kind {
            PictureKind::Photo => levels,
            PictureKind::Graphic => {
                let black = black_of(press)?;
                let ramp = light_ramp(&source)?;
                levels.into_iter().map(|level| raised(level, &ramp, black)).collect()
            }
        };
        Ok(Steps { first: None, levels, transform })
    }

    /// From the inks of another condition, by way of a space that holds all that inks give, for tables of other kinds.
    fn from_inks(
        press: &ColorProfile,
        source: &ColorProfile,
        kind: PictureKind,
        (from, to): (f32, f32),
    ) -> Result<Steps, CmsError> {
        let between = ColorProfile::new_pro_photo_rgb();
        let colorimetric = options(PictureKind::Graphic);
        let first = source.create_transform_16bit(Layout::Rgba, &between, Layout::Rgb, colorimetric)?;
        let transform = between.create_transform_16bit(Layout::Rgb, press, Layout::Rgba, options(kind))?;
        // ROMM RGB has a gamma of 1.8 (ISO 22028-2), but for a straight piece that lies below any black of inks.
        let level = |level: u16| {
            let light = libm::powf(f32::from(level) / FULL, 1.8);
            let above = ((light - from) / (1.0 - from)).max(0.0);
            let light = if kind == PictureKind::Photo { above } else { to + (1.0 - to) * above };
            (libm::powf(light, 1.0 / 1.8) * FULL).round() as u16
        };
        Ok(Steps { first: Some(first), levels: (0..=u16::MAX).map(level).collect(), transform })
    }

    /// Inks, four bytes a pixel, of samples of so many bytes a pixel.
    fn run(&self, samples: &[u8], channels: usize) -> Result<Vec<u8>, CmsError> {
        let mut out = Vec::with_capacity(samples.len() / channels * 4);
        let mut inks = Vec::new();
        for chunk in samples.chunks(CHUNK * channels) {
            let light: Vec<u16> = match &self.first {
                None => chunk.iter().map(|level| self.levels[usize::from(*level)]).collect(),
                Some(first) => {
                    let given: Vec<u16> = chunk.iter().map(|ink| wide(*ink)).collect();
                    let mut light = vec![0; given.len() / channels * 3];
                    first.transform(&given, &mut light)?;
                    light.into_iter().map(|level| self.levels[usize::from(level)]).collect()
                }
            };
            inks.resize(light.len() / 3 * 4, 0);
            self.transform.transform(&light, &mut inks)?;
            out.extend(inks.iter().map(|ink| narrow(*ink)));
        }
        Ok(out)
    }
}

/// The way that a kind of picture takes.
fn options(kind: PictureKind) -> TransformOptions {
    let rendering_intent = match kind {
        PictureKind::Photo => RenderingIntent::Perceptual,
        PictureKind::Graphic => RenderingIntent::RelativeColorimetric,
    };
    TransformOptions { rendering_intent, ..TransformOptions::default() }
}

/// Luminance, 0 to 1, of the darkest that a printing condition gives for black.
pub(super) fn black_of(press: &ColorProfile) -> Result<f32, CmsError> {
    let colorimetric = options(PictureKind::Graphic);
    let transform = ColorProfile::new_srgb().create_transform_16bit(Layout::Rgb, press, Layout::Rgba, colorimetric)?;
    let mut inks = [0; 4];
    transform.transform(&[0; 3], &mut inks)?;
    match Table::from_inks(press, RenderingIntent::RelativeColorimetric) {
        Some(table) => Ok(luminance(table.lab(inks.map(|ink| f32::from(ink) / FULL))[0])),
        None => proofed(press, inks, colorimetric),
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

/// How light each of 256 levels of a source's gray is, 0 to 1, rising.
fn light_ramp(source: &ColorProfile) -> Result<Vec<f32>, CmsError> {
    let screen = ColorProfile::new_srgb();
    let transform = source.create_transform_16bit(Layout::Rgb, &screen, Layout::Rgb, options(PictureKind::Graphic))?;
    let ramp: Vec<u16> = (0..=255).flat_map(|level| [wide(level); 3]).collect();
    let mut seen = vec![0; ramp.len()];
    transform.transform(&ramp, &mut seen)?;
    Ok(seen.as_chunks::<3>().0.iter().map(|rgb| linear(f32::from(rgb[1]) / FULL)).collect())
}

/// The level whose light is that of `level` brought to the range above `black`.
fn raised(level: u16, ramp: &[f32], black: f32) -> u16 {
    let light = black + (1.0 - black) * ramp[usize::from(level / 257)];
    let above = ramp.partition_point(|known| *known < light).clamp(1, ramp.len() - 1);
    let (low, high) = (ramp[above - 1], ramp[above]);
    let part = if high > low { ((light - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
    (((above - 1) as f32 + part) * 257.0).round() as u16
}

/// Black ink for each level of gray: as light as the gray itself, between bare paper and full black. Where the profile's
/// tables cannot be read one by one, as much ink as the gray lacks light.
fn black_levels(press: &ColorProfile) -> Vec<u8> {
    let table = Table::from_inks(press, RenderingIntent::RelativeColorimetric);
    let Some(table) = table else { return (0..=255).rev().collect() };
    let light = |ink: f32| luminance(table.lab([0.0, 0.0, 0.0, ink])[0]);
    let black = light(1.0);
    let level = |gray: u8| {
        let wanted = black + (1.0 - black) * linear(f32::from(gray) / 255.0);
        // More ink is darker: halve the range in which the amount lies.
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..16 {
            let middle = f32::midpoint(low, high);
            if light(middle) > wanted { low = middle } else { high = middle }
        }
        (f32::midpoint(low, high) * 255.0).round() as u8
    };
    (0..=255).map(level).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separation() -> Separation {
        Separation::new(FOGRA39, true).expect("a profile")
    }

    fn graphic(samples: &[u8]) -> Picture {
        let picture = Picture::new(samples.len() as u32 / 3, 1, Pixels::Rgb(samples.to_vec()));
        Picture { kind: PictureKind::Graphic, ..picture }
    }

    fn light(inks: &[u8]) -> f32 {
        let press = ColorProfile::new_from_slice(FOGRA39).expect("a profile");
        let table = Table::from_inks(&press, RenderingIntent::RelativeColorimetric).expect("a table");
        luminance(table.lab(std::array::from_fn(|at| f32::from(inks[at]) / 255.0))[0])
    }

    #[test]
    fn black_is_read_from_the_table_as_the_whole_conversion_sees_it() {
        let press = ColorProfile::new_from_slice(FOGRA39).expect("a profile");
        for inks in [[0.83, 0.72, 0.45, 1.0], [0.0, 0.0, 0.0, 0.5], [0.1, 0.1, 0.1, 0.0], [0.0; 4]] {
            let table = Table::from_inks(&press, RenderingIntent::RelativeColorimetric).expect("a table");
            let found = luminance(table.lab(inks)[0]);
            let inks = inks.map(|ink| (ink * FULL) as u16);
            let expected = proofed(&press, inks, options(PictureKind::Graphic)).expect("a conversion");
            assert!((found - expected).abs() < 0.01, "{inks:?}: {found} against {expected}");
        }
    }

    #[test]
    fn white_stays_paper_and_dark_colours_keep_their_steps() {
        let separation = separation();
        // A red cast keeps them from being gray.
        let dark = |level: u8| separation.convert(&graphic(&[level + 1, level, level]), 400.0).expect("converted");
        let steps: Vec<f32> = (0..=64).step_by(8).map(|level| light(&dark(level))).collect();
        assert!(steps.is_sorted_by(|a, b| a < b), "dark levels run together: {steps:?}");
        let paper = separation.convert(&graphic(&[255, 255, 254]), 300.0).expect("converted");
        assert!(paper.iter().all(|ink| *ink <= 3), "{paper:?}");
    }

    #[test]
    fn gray_is_black_ink_alone_and_as_light_as_it_was() {
        let separation = separation();
        let ramp = Picture::new(256, 1, Pixels::Gray((0..=255).collect()));
        let inks = separation.convert(&ramp, 300.0).expect("converted");
        let pixels = inks.as_chunks::<4>().0;
        assert!(pixels.iter().all(|pixel| pixel[..3] == [0; 3]));
        assert_eq!((pixels[0][3], pixels[255][3]), (255, 0), "full black and bare paper");
        assert!(pixels.is_sorted_by(|a, b| a[3] >= b[3]));
        let black = light(&pixels[0]);
        for level in [32, 64, 128, 192] {
            let wanted = black + (1.0 - black) * linear(level as f32 / 255.0);
            assert!((light(&pixels[level]) - wanted).abs() < 0.01, "level {level}");
        }
        let stored_in_colour = Picture::new(256, 1, Pixels::Rgb((0..=255).flat_map(|v| [v; 3]).collect()));
        assert_eq!(separation.convert(&stored_in_colour, 300.0).expect("converted"), inks);
        let drawn = separation.convert(&graphic(&[0, 0, 0, 255, 0, 0]), 300.0).expect("converted");
        assert_eq!(drawn[..4], [0, 0, 0, 255], "black of a graphic");
    }

    #[test]
    fn inks_of_the_same_condition_stay_and_others_change() {
        let samples = vec![10, 20, 30, 40, 255, 255, 255, 255];
        let picture = Picture::new(2, 1, Pixels::Cmyk(samples));
        assert_eq!(separation().convert(&picture, 300.0), Ok(vec![10, 20, 30, 40, 169, 169, 169, 255]));
        let own = Picture { profile: Some(FOGRA39.to_vec()), ..picture.clone() };
        assert_eq!(separation().convert(&own, 400.0), Ok(vec![10, 20, 30, 40, 255, 255, 255, 255]));
        let elsewhere = Separation::new(FOGRA39, false).expect("a profile");
        let back = elsewhere.convert(&picture, 300.0).expect("converted");
        assert_ne!(back[..4], [10, 20, 30, 40]);
        assert!((light(&back[..4]) - light(&[10, 20, 30, 40])).abs() < 0.02, "the same to look at: {back:?}");
    }
}

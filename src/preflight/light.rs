//! What colours look like on a screen: inks through the profile of the file's printing condition.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use moxcms::{ColorProfile, Layout, RenderingIntent, Transform16BitExecutor, TransformOptions};

use super::intent::MOST_PROFILE;
use super::pdf::Pdf;
use crate::color::{encoded, linear};

/// A colour before it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Look {
    /// Light that needs no profile.
    Light([u8; 3]),
    /// Process inks from 0 to 1.
    Inks([f32; 4]),
}

/// Most colours that are remembered.
const MOST_KNOWN: usize = 100_000;

/// Shows inks. Without a profile that can be used by the plain formula of ISO 32000-1, 10.3.
pub(super) struct Light {
    profile: Option<Arc<Transform16BitExecutor>>,
    /// Light of the darkest that the inks give, which is shown as black.
    darkest: f32,
    known: RefCell<BTreeMap<[u8; 4], [u8; 3]>>,
}

impl Light {
    /// By the profile of the file's output intent, if it has one for four inks.
    pub fn new(pdf: &Pdf) -> Light {
        let mut light = Light { profile: profile(pdf), darkest: 0.0, known: RefCell::default() };
        // All of black and as much of the others as a sheet takes.
        let darkest = light.through_profile([191, 173, 166, 255]);
        light.darkest = darkest.map_or(0.0, |rgb| rgb.into_iter().fold(1.0, f32::min));
        light
    }

    /// The colour in sRGB.
    pub fn of(&self, look: Look) -> [u8; 3] {
        let inks = match look {
            Look::Light(rgb) => return rgb,
            Look::Inks(inks) => inks.map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8),
        };
        if let Some(known) = self.known.borrow().get(&inks) {
            return *known;
        }
        let rgb = match self.through_profile(inks) {
            Some(rgb) => rgb.map(|light| {
                let light = ((light - self.darkest) / (1.0 - self.darkest)).clamp(0.0, 1.0);
                (encoded(light) * 255.0).round() as u8
            }),
            None => plain(inks),
        };
        let mut known = self.known.borrow_mut();
        if known.len() < MOST_KNOWN {
            known.insert(inks, rgb);
        }
        rgb
    }

    /// Linear light of inks, relative to the paper.
    fn through_profile(&self, inks: [u8; 4]) -> Option<[f32; 3]> {
        let mut rgb = [0_u16; 3];
        self.profile.as_ref()?.transform(&inks.map(|ink| u16::from(ink) * 257), &mut rgb).ok()?;
        Some(rgb.map(|level| linear(f32::from(level) / 65_535.0)))
    }
}

fn profile(pdf: &Pdf) -> Option<Arc<Transform16BitExecutor>> {
    let intents = pdf.array(pdf.catalog()?, "OutputIntents")?;
    let stream = intents.iter().find_map(|intent| pdf.stream(pdf.as_dict(intent)?, "DestOutputProfile"))?;
    let profile = ColorProfile::new_from_slice(&pdf.unfold(stream, MOST_PROFILE).ok()?).ok()?;
    let options =
        TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..TransformOptions::default() };
    profile.create_transform_16bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options).ok()
}

/// Inks as light without a profile.
fn plain([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| (u32::from(255 - ink) * u32::from(255 - k) / 255) as u8)
}

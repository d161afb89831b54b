//! Colours of pictures: from the space that each came in, through its profile, to the inks of a press or to sRGB.

mod ink;
mod link;
mod press;
mod screen;
mod table;

pub(super) use press::Separation;
pub(crate) use screen::on_screen;

use crate::picture::Pixels;

/// FOGRA39L Coated, from the colorprofiles package of `TeX` Live (zlib licence): the default printing condition, and what
/// inks without a profile are taken for.
pub(super) static FOGRA39: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icc/FOGRA39L_coated.icc"));

/// Full scale of 16-bit samples.
const FULL: f32 = 65_535.0;
/// Pixels converted at a time; bounds the memory beside the picture itself.
const CHUNK: usize = 16_384;

/// A byte in 16 bits.
fn wide(byte: u8) -> u16 {
    u16::from(byte) * 257
}

/// Sixteen bits to the nearest byte.
fn narrow(sample: u16) -> u8 {
    ((u32::from(sample) * 255 + 32_767) / 65_535) as u8
}

/// Whether every pixel is gray, though it is stored in colours.
fn is_neutral(pixels: &Pixels) -> bool {
    matches!(pixels, Pixels::Rgb(samples) if samples.as_chunks::<3>().0.iter().all(|[r, g, b]| r == g && g == b))
}

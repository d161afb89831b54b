//! A picture made small enough for a report.

use lopdf::Stream;
use tiny_skia::{ColorU8, IntSize, Pixmap};

use super::color::Space;
use super::light::Light;
use super::pdf::Pdf;
use super::picture::{self, Image, Samples};

/// Pixels of the longer side, at most.
const LONG_SIDE: usize = 640;

/// What a picture looks like.
#[derive(Debug)]
pub(super) struct Thumb {
    columns: usize,
    rows: usize,
    /// None for stencils.
    colors: Option<Vec<[u8; 3]>>,
    /// How much each pixel covers; none if all of it does.
    cover: Option<Vec<u8>>,
}

impl Thumb {
    /// Makes a picture's samples small.
    pub fn new(pdf: &Pdf, stream: &Stream, samples: &Samples, image: &Image, decode: &[f32], light: &Light) -> Thumb {
        let (width, height) = (image.width.max(1) as usize, image.height.max(1) as usize);
        let shrink = width.max(height).div_ceil(LONG_SIDE).max(1);
        let (columns, rows) = (width.div_ceil(shrink), height.div_ceil(shrink));
        let mut values = vec![0.0; samples.values];
        let Some(space) = image.space.as_deref() else {
            // A stencil paints where its samples are 0 (ISO 32000-1, 8.9.6.2).
            let cover = each(columns, rows, (width, height), |at| {
                samples.pixel(at, decode, false, &mut values);
                (255.0 * (1.0 - values[0])) as u8
            });
            return Thumb { columns, rows, colors: None, cover: Some(cover) };
        };
        let index = matches!(space, Space::Indexed(..));
        let colors = each(columns, rows, (width, height), |at| {
            samples.pixel(at, decode, index, &mut values);
            light.of(space.look(&values))
        });
        Thumb { columns, rows, colors: Some(colors), cover: cover(pdf, stream, columns, rows) }
    }

    /// Its pixels; a stencil in this colour.
    pub fn pixmap(&self, color: [u8; 3]) -> Option<Pixmap> {
        let mut pixels = Vec::with_capacity(self.columns * self.rows * 4);
        for at in 0..self.columns * self.rows {
            let [r, g, b] = self.colors.as_ref().map_or(color, |colors| colors[at]);
            let cover = self.cover.as_ref().map_or(u8::MAX, |cover| cover[at]);
            let pixel = ColorU8::from_rgba(r, g, b, cover).premultiply();
            pixels.extend([pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]);
        }
        Pixmap::from_vec(pixels, IntSize::from_wh(self.columns as u32, self.rows as u32)?)
    }
}

/// How much the pixels of a picture cover, by its mask (ISO 32000-1, 8.9.6.3 and 11.6.5.3).
fn cover(pdf: &Pdf, stream: &Stream, columns: usize, rows: usize) -> Option<Vec<u8>> {
    let soft = pdf.stream(&stream.dict, "SMask");
    let mask = soft.or_else(|| pdf.stream(&stream.dict, "Mask"))?;
    let image = picture::read(pdf, mask, None, false, None);
    let samples = picture::samples(pdf, mask, &image)?;
    let decode = pdf.numbers(&mask.dict, "Decode").unwrap_or_default();
    let mut values = vec![0.0; samples.values];
    let size = (image.width.max(1) as usize, image.height.max(1) as usize);
    Some(each(columns, rows, size, |at| {
        samples.pixel(at, &decode, false, &mut values);
        let level = values[0].clamp(0.0, 1.0);
        // What a mask of one bit paints over, it hides.
        (255.0 * if soft.is_some() { level } else { 1.0 - level }) as u8
    }))
}

/// A value for each pixel of the small picture, from the sample in the middle of its place.
fn each<T>(columns: usize, rows: usize, size: (usize, usize), mut value: impl FnMut((usize, usize)) -> T) -> Vec<T> {
    let place = |at: usize, count: usize, size: usize| ((2 * at + 1) * size / (2 * count)).min(size - 1);
    let mut all = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            all.push(value((place(column, columns, size.0), place(row, rows, size.1))));
        }
    }
    all
}

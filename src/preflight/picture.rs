//! Pictures: how many pixels, in which space, and what ink they lay down, on a coarse grid.

use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream};

use super::color::{self, Inks, Space};
use super::jpeg;
use super::lexer::Operand;
use super::light::Light;
use super::mark::Grid;
use super::pdf::Pdf;
use super::thumb::Thumb;

/// Most bytes of a picture's samples that are unfolded for its ink.
const MOST_SAMPLES: usize = 160 * 1024 * 1024;
/// Columns and rows of the grid, at most.
const CELLS: usize = 96;

/// A picture as its dictionary describes it.
pub(super) struct Image {
    pub width: u32,
    pub height: u32,
    pub bits: u32,
    /// None for stencils, which take the colour in force.
    pub space: Option<Rc<Space>>,
    /// Inks on a grid; for stencils the part that is covered, as black. None if the samples cannot be read here.
    pub grid: Option<Rc<Grid>>,
    /// What it looks like, if a picture of the page is drawn.
    pub thumb: Option<Rc<Thumb>>,
}

/// Reads a picture: its inks if they are measured, and what it looks like if there is a light to see it by.
pub(super) fn read(
    pdf: &Pdf,
    stream: &Stream,
    resources: Option<&Dictionary>,
    measure: bool,
    light: Option<&Light>,
) -> Image {
    let dict = &stream.dict;
    let size = |key: &str| pdf.number(dict, key).unwrap_or(0.0).clamp(0.0, 1.0e6) as u32;
    let stencil = pdf.flag(dict, "ImageMask").unwrap_or(false);
    let declared = pdf.get(dict, "ColorSpace").map(|object| color::space(pdf, object, resources));
    let bits = if stencil { 1 } else { pdf.number(dict, "BitsPerComponent").unwrap_or(8.0) as u32 };
    let space = if stencil { None } else { declared };
    let (width, height) = (size("Width"), size("Height"));
    let mut image = Image { width, height, bits, space: space.map(Rc::new), grid: None, thumb: None };
    if (measure || light.is_some())
        && let Some(samples) = samples(pdf, stream, &image)
    {
        let decode = pdf.numbers(&stream.dict, "Decode").unwrap_or_default();
        image.grid = measure.then(|| Rc::new(grid(&samples, &image, &decode)));
        image.thumb = light.map(|light| Rc::new(Thumb::new(pdf, stream, &samples, &image, &decode, light)));
    }
    image
}

/// The picture of an inline image's dictionary; its samples are not read.
pub(super) fn inline(pdf: &Pdf, dict: &Operand, resources: Option<&Dictionary>) -> Image {
    let entry = |short: &str, long: &str| dict.entry(short).or_else(|| dict.entry(long));
    let size = |short, long| entry(short, long).and_then(Operand::number).unwrap_or(0.0).clamp(0.0, 1.0e6) as u32;
    let space = match entry("CS", "ColorSpace") {
        Some(Operand::Name(name)) => Some(color::named(pdf, name, resources)),
        // Only [/Indexed base high table] is allowed here.
        Some(Operand::Array(items)) => {
            items.get(1).and_then(Operand::name).map(|base| color::named(pdf, base, resources))
        }
        _ => None,
    };
    Image {
        width: size("W", "Width"),
        height: size("H", "Height"),
        bits: size("BPC", "BitsPerComponent"),
        space: space.map(Rc::new),
        grid: None,
        thumb: None,
    }
}

/// Whether a stream uses a filter.
pub(super) fn has_filter(pdf: &Pdf, dict: &Dictionary, filter: &str) -> bool {
    match pdf.get(dict, "Filter") {
        Some(Object::Array(filters)) => filters.iter().any(|f| pdf.as_name(f).is_some_and(|name| name == filter)),
        Some(name) => pdf.as_name(name).is_some_and(|name| name == filter),
        None => false,
    }
}

/// Samples of a picture: values of each pixel, whole bytes, row by row.
pub(super) struct Samples {
    bytes: Vec<u8>,
    pub values: usize,
    bits: usize,
    row: usize,
}

pub(super) fn samples(pdf: &Pdf, stream: &Stream, image: &Image) -> Option<Samples> {
    let values = image.space.as_ref().map_or(1, |space| space.values());
    if pdf.name(&stream.dict, "Filter").is_some_and(|filter| filter == "DCTDecode") {
        let (bytes, stored) = jpeg::decode(&stream.content, (image.width, image.height))?;
        return (stored == values).then(|| Samples { bytes, values, bits: 8, row: image.width as usize * values });
    }
    let coded = ["JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "DCTDecode"];
    if coded.iter().any(|filter| has_filter(pdf, &stream.dict, filter)) {
        return None;
    }
    let bits = image.bits as usize;
    let row = (image.width as usize).checked_mul(values)?.checked_mul(bits)?.div_ceil(8);
    let wanted = row.checked_mul(image.height as usize)?;
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) || wanted == 0 || wanted > MOST_SAMPLES {
        return None;
    }
    let bytes = pdf.unfold(stream, MOST_SAMPLES).ok()?;
    (bytes.len() >= wanted).then_some(Samples { bytes, values, bits, row })
}

impl Samples {
    /// One value from 0 to 1; an index stays a whole number.
    fn value(&self, x: usize, y: usize, at: usize, index: bool) -> f32 {
        let place = (x * self.values + at) * self.bits;
        let byte = |offset: usize| u32::from(self.bytes.get(y * self.row + place / 8 + offset).copied().unwrap_or(0));
        let (value, full) = match self.bits {
            16 => (byte(0) << 8 | byte(1), 65_535),
            bits => {
                let shift = 8 - bits - place % 8;
                (byte(0) >> shift & ((1 << bits) - 1), (1 << bits) - 1)
            }
        };
        if index { value as f32 } else { value as f32 / full as f32 }
    }

    /// The colour of a pixel, as its array of decoding says.
    pub fn pixel(&self, (x, y): (usize, usize), decode: &[f32], index: bool, values: &mut [f32]) {
        for (at, value) in values.iter_mut().enumerate() {
            let raw = self.value(x, y, at, index);
            *value = match (decode.get(at * 2), decode.get(at * 2 + 1)) {
                (Some(low), Some(high)) if !index => low + raw * (high - low),
                _ => raw,
            };
        }
    }
}

/// The picture's inks on a coarse grid: the mean of a few pixels in each cell.
fn grid(samples: &Samples, image: &Image, decode: &[f32]) -> Grid {
    /// Pixels taken in each direction of a cell.
    const TAKEN: usize = 4;
    let stencil = Space::Gray;
    let space = image.space.as_deref().unwrap_or(&stencil);
    let index = matches!(space, Space::Indexed(..));
    let (columns, rows) = ((image.width as usize).min(CELLS), (image.height as usize).min(CELLS));
    let mut cells = Vec::with_capacity(columns * rows);
    let mut values = vec![0.0; samples.values];
    for row in 0..rows {
        for column in 0..columns {
            let (mut sum, mut count) = (Inks::default(), 0.0);
            for step in 0..TAKEN * TAKEN {
                let place = |cell: usize, cells: usize, size: u32, part: usize| {
                    ((cell * TAKEN + part) * size as usize / (cells * TAKEN)).min(size as usize - 1)
                };
                let x = place(column, columns, image.width, step % TAKEN);
                let y = place(row, rows, image.height, step / TAKEN);
                samples.pixel((x, y), decode, index, &mut values);
                let inks = space.inks(&values);
                sum.cmyk.iter_mut().zip(inks.cmyk).for_each(|(sum, ink)| *sum += ink);
                sum.spot += inks.spot;
                count += 1.0;
            }
            cells.push(Inks { cmyk: sum.cmyk.map(|ink| ink / count), spot: sum.spot / count });
        }
    }
    Grid { columns, rows, inks: cells }
}

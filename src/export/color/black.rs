//! How dark the deepest black of a printing condition is: one colour through a profile's table.
//!
//! moxcms prepares a whole grid of colours before it converts the first; for this one colour that is 38 ms too many.

use moxcms::{ColorProfile, DataColorSpace, LutDataType, LutStore, LutType, LutWarehouse};

/// What L* 100 is in a 16-bit table: FF00 of FFFF (ICC.1:2010, table 42).
const LAB16_WHITE: f32 = 65_280.0 / 65_535.0;

/// Inks of a process colour; the table has one dimension for each.
const INKS: usize = 4;

/// Luminance, 0 to 1, of inks given from 0 to 1, by the profile's relative colorimetric table; none if the profile has
/// no such table of the plain kinds (lut8Type, lut16Type) towards L*a*b*.
pub(super) fn luminance(press: &ColorProfile, inks: [f32; INKS]) -> Option<f32> {
    let Some(LutWarehouse::Lut(table)) = &press.lut_a_to_b_colorimetric else { return None };
    let plain = usize::from(table.num_input_channels) == INKS && table.num_output_channels == 3;
    if !plain || press.pcs != DataColorSpace::Lab {
        return None;
    }
    let white = if table.lut_type == LutType::Lut16 { LAB16_WHITE } else { 1.0 };
    let lightness = first_output(table, inks)? / white * 100.0;
    // CIE 15: the inverse of L*.
    let cube = |v: f32| v * v * v;
    Some(if lightness > 8.0 { cube((lightness + 16.0) / 116.0) } else { lightness / 903.296_3 })
}

/// The table's first output, L*: curve, grid, curve, with straight lines between the entries.
fn first_output(table: &LutDataType, inks: [f32; INKS]) -> Option<f32> {
    let points = usize::from(table.num_clut_grid_points);
    let entries = usize::from(table.num_input_table_entries);
    let mut places = [(0, 0.0); INKS];
    for (at, (place, ink)) in places.iter_mut().zip(inks).enumerate() {
        *place = between(curve(&table.input_table, at * entries, entries, ink)?, points);
    }
    let mut sum = 0.0;
    for corner in 0..1_usize << INKS {
        let (mut index, mut weight) = (0, 1.0);
        for (at, (low, part)) in places.iter().enumerate() {
            let high = corner >> at & 1;
            // At the last point nothing lies above; its weight is zero.
            index = index * points + (low + high).min(points - 1);
            weight *= if high == 1 { *part } else { 1.0 - part };
        }
        sum += weight * sample(&table.clut_table, index * 3)?;
    }
    curve(&table.output_table, 0, usize::from(table.num_output_table_entries), sum)
}

/// A value through a curve of evenly spaced entries.
fn curve(store: &LutStore, start: usize, entries: usize, value: f32) -> Option<f32> {
    let (low, part) = between(value, entries);
    let above = (low + 1).min(entries - 1);
    Some(sample(store, start + low)? * (1.0 - part) + sample(store, start + above)? * part)
}

/// The entry at or below a value from 0 to 1, and how far it is towards the next.
fn between(value: f32, entries: usize) -> (usize, f32) {
    let place = value.clamp(0.0, 1.0) * (entries - 1) as f32;
    (place as usize, place.fract())
}

/// An entry from 0 to 1.
fn sample(store: &LutStore, at: usize) -> Option<f32> {
    match store {
        LutStore::Store8(values) => values.get(at).map(|v| f32::from(*v) / 255.0),
        LutStore::Store16(values) => values.get(at).map(|v| f32::from(*v) / 65_535.0),
    }
}

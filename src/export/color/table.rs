//! A profile's table of colours, held in full precision and read one colour at a time.
//!
//! moxcms prepares a grid of its own before it converts the first colour, and has no way from inks to inks that keeps what
//! is darker than black; the plain kinds of tables (lut8Type, lut16Type; ICC.1:2010, 10.8 and 10.9) are read here instead.

use moxcms::{ColorProfile, DataColorSpace, LutStore, LutType, LutWarehouse, RenderingIntent};

/// What L* 100 is in a 16-bit table: FF00 of FFFF (ICC.1:2010, table 42).
const LAB16_WHITE: f32 = 65_280.0 / 65_535.0;
/// Inks of a process colour.
const INKS: usize = 4;

/// Curves, a grid and curves again, all from 0 to 1.
pub(super) struct Table {
    inputs: usize,
    outputs: usize,
    /// Points of the grid along each input.
    points: usize,
    curves: Vec<f32>,
    grid: Vec<f32>,
    leaving: Vec<f32>,
    /// What L* 100 is.
    white: f32,
}

impl Table {
    /// The table from inks to L*a*b*; none if the profile has none of a plain kind.
    pub fn from_inks(profile: &ColorProfile, intent: RenderingIntent) -> Option<Table> {
        let table = match intent {
            RenderingIntent::Perceptual => profile.lut_a_to_b_perceptual.as_ref(),
            _ => profile.lut_a_to_b_colorimetric.as_ref(),
        };
        Table::plain(profile, table.or(profile.lut_a_to_b_perceptual.as_ref())?, INKS, 3)
    }

    /// The table from L*a*b* to inks; none if the profile has none of a plain kind.
    pub fn to_inks(profile: &ColorProfile, intent: RenderingIntent) -> Option<Table> {
        let table = match intent {
            RenderingIntent::Perceptual => profile.lut_b_to_a_perceptual.as_ref(),
            _ => profile.lut_b_to_a_colorimetric.as_ref(),
        };
        Table::plain(profile, table.or(profile.lut_b_to_a_perceptual.as_ref())?, 3, INKS)
    }

    fn plain(profile: &ColorProfile, table: &LutWarehouse, inputs: usize, outputs: usize) -> Option<Table> {
        let LutWarehouse::Lut(lut) = table else { return None };
        let sizes = (usize::from(lut.num_input_channels), usize::from(lut.num_output_channels));
        let points = usize::from(lut.num_clut_grid_points);
        if profile.pcs != DataColorSpace::Lab || sizes != (inputs, outputs) || points < 2 {
            return None;
        }
        let (curves, grid, leaving) = (samples(&lut.input_table), samples(&lut.clut_table), samples(&lut.output_table));
        let entries = (usize::from(lut.num_input_table_entries), usize::from(lut.num_output_table_entries));
        let whole = entries.0 >= 2
            && entries.1 >= 2
            && curves.len() == inputs * entries.0
            && leaving.len() == outputs * entries.1
            && points.checked_pow(inputs as u32).and_then(|all| all.checked_mul(outputs)) == Some(grid.len());
        let white = if lut.lut_type == LutType::Lut16 { LAB16_WHITE } else { 1.0 };
        whole.then_some(Table { inputs, outputs, points, curves, grid, leaving, white })
    }

    /// L*, a* and b* of inks from 0 to 1.
    pub fn lab(&self, inks: [f32; INKS]) -> [f32; 3] {
        let [l, a, b] = self.evaluate(inks);
        // 8000 of 16 bits and 80 of eight stand for no colour (ICC.1:2010, 6.3.4.2).
        let axis = |value: f32| value / self.white * 255.0 - 128.0;
        [l / self.white * 100.0, axis(a), axis(b)]
    }

    /// Inks from 0 to 1 of L*, a* and b*.
    pub fn inks(&self, [l, a, b]: [f32; 3]) -> [f32; INKS] {
        let axis = |value: f32| (value + 128.0) / 255.0 * self.white;
        self.evaluate([l / 100.0 * self.white, axis(a), axis(b)])
    }

    fn evaluate<const IN: usize, const OUT: usize>(&self, values: [f32; IN]) -> [f32; OUT] {
        debug_assert_eq!((IN, OUT), (self.inputs, self.outputs));
        let entries = self.curves.len() / IN;
        let mut places = [(0, 0.0); IN];
        for (at, (place, value)) in places.iter_mut().zip(values).enumerate() {
            *place = between(curve(&self.curves[at * entries..(at + 1) * entries], value), self.points);
        }
        let mut found = self.mixed(&places, 0);
        let entries = self.leaving.len() / OUT;
        for (at, value) in found.iter_mut().enumerate() {
            *value = curve(&self.leaving[at * entries..(at + 1) * entries], *value);
        }
        found
    }

    /// The grid at a place. From inks the last three lie in a tetrahedron, which keeps grays gray; from L*a*b*, whose grays
    /// run along an axis, and before those three the way is straight along each input. `LittleCMS` reads
    /// tables so as well.
    fn mixed<const OUT: usize>(&self, places: &[(usize, f32)], start: usize) -> [f32; OUT] {
        if let (&[x, y, z], INKS) = (places, self.inputs) {
            return self.tetrahedron([x, y, z], start);
        }
        let [(low, part), rest @ ..] = places else { return self.entry(start) };
        let step = self.points.pow(rest.len() as u32);
        let below: [f32; OUT] = self.mixed(rest, start + low * step);
        if *part == 0.0 {
            return below;
        }
        let above: [f32; OUT] = self.mixed(rest, start + (low + 1) * step);
        std::array::from_fn(|at| below[at] + (above[at] - below[at]) * part)
    }

    fn tetrahedron<const OUT: usize>(&self, [x, y, z]: [(usize, f32); 3], start: usize) -> [f32; OUT] {
        let points = self.points;
        let mut at = start + (x.0 * points + y.0) * points + z.0;
        let mut axes = [(x.1, points * points), (y.1, points), (z.1, 1)];
        axes.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut last: [f32; OUT] = self.entry(at);
        let mut out = last;
        // From the corner below to that above along the axis that has gone furthest, then the next.
        for (part, step) in axes.into_iter().filter(|(part, _)| *part > 0.0) {
            at += step;
            let next: [f32; OUT] = self.entry(at);
            for (value, (next, last)) in out.iter_mut().zip(next.into_iter().zip(last)) {
                *value += (next - last) * part;
            }
            last = next;
        }
        out
    }

    fn entry<const OUT: usize>(&self, at: usize) -> [f32; OUT] {
        std::array::from_fn(|value| self.grid.get(at * OUT + value).copied().unwrap_or(0.0))
    }
}

/// Luminance, 0 to 1, of L* (CIE 15, the inverse of L*).
pub(super) fn luminance(lightness: f32) -> f32 {
    let cube = |v: f32| v * v * v;
    if lightness > 8.0 { cube((lightness + 16.0) / 116.0) } else { lightness / 903.296_3 }
}

fn samples(store: &LutStore) -> Vec<f32> {
    match store {
        LutStore::Store8(values) => values.iter().map(|v| f32::from(*v) / 255.0).collect(),
        LutStore::Store16(values) => values.iter().map(|v| f32::from(*v) / 65_535.0).collect(),
    }
}

/// A value through a curve of evenly spaced entries.
fn curve(entries: &[f32], value: f32) -> f32 {
    let (low, part) = between(value, entries.len());
    let above = (low + 1).min(entries.len() - 1);
    entries[low] + (entries[above] - entries[low]) * part
}

/// The entry at or below a value from 0 to 1, and how far it is towards the next.
fn between(value: f32, entries: usize) -> (usize, f32) {
    let place = value.clamp(0.0, 1.0) * (entries - 1) as f32;
    (place as usize, place.fract())
}

//! Pictures made smaller: the part that is shown, at the resolution that is needed, by a Lanczos filter in linear light.

use std::collections::VecDeque;

use crate::color::{encoded, linear};
use crate::picture::{Crop, Picture, Pixels};

/// Zero crossings of the filter on each side.
const LOBES: f32 = 3.0;
/// Steps of the table from light to levels; the darkest level is 20 of them wide.
const STEPS: usize = 65_536;

/// The part `crop` of a picture at `size` (columns, rows), which is no larger than the part.
pub(super) fn resampled(picture: &Picture, crop: Crop, size: (u32, u32)) -> Picture {
    let (pixels, alpha) =
        if size == (crop.width, crop.height) { cut(picture, crop) } else { scaled(picture, crop, size) };
    let profile = picture.profile.clone();
    Picture { width: size.0, height: size.1, pixels, alpha, profile, kind: picture.kind }
}

/// Rows and columns of a part as they are.
fn cut(picture: &Picture, crop: Crop) -> (Pixels, Option<Vec<u8>>) {
    let plane = |samples: &[u8], channels: usize| -> Vec<u8> {
        let rows = samples.chunks_exact(picture.width as usize * channels);
        let columns = crop.x as usize * channels..(crop.x + crop.width) as usize * channels;
        rows.skip(crop.y as usize).take(crop.height as usize).flat_map(|row| row[columns.clone()].to_vec()).collect()
    };
    let pixels = picture.pixels.with(plane(picture.pixels.samples(), picture.pixels.channels()));
    (pixels, picture.alpha.as_deref().map(|alpha| plane(alpha, 1)))
}

/// What one new column or row is made of: the first old one, and the share of each.
type Window = (usize, Vec<f32>);

/// The windows of `to` new places over `from` old ones that begin at `start`.
fn windows(start: u32, from: u32, to: u32) -> Vec<Window> {
    let step = from as f32 / to as f32;
    let reach = LOBES * step.max(1.0);
    let window = |place: u32| {
        let middle = (place as f32 + 0.5) * step;
        let first = (middle - reach).floor().max(0.0) as u32;
        let last = ((middle + reach).ceil() as u32).min(from);
        let share = |at: u32| lanczos((at as f32 + 0.5 - middle) / step.max(1.0));
        let shares: Vec<f32> = (first..last).map(share).collect();
        let sum: f32 = shares.iter().sum();
        ((start + first) as usize, shares.into_iter().map(|share| share / sum).collect())
    };
    (0..to).map(window).collect()
}

fn lanczos(x: f32) -> f32 {
    let sinc = |x: f32| {
        let turned = x * std::f32::consts::PI;
        if x.abs() < 1e-4 { 1.0 } else { libm::sinf(turned) / turned }
    };
    if x.abs() < LOBES { sinc(x) * sinc(x / LOBES) } else { 0.0 }
}

/// A part made smaller. Colours weigh as much as they are opaque, and rows are kept only as long as the filter reaches.
fn scaled(picture: &Picture, crop: Crop, size: (u32, u32)) -> (Pixels, Option<Vec<u8>>) {
    let channels = picture.pixels.channels();
    let inks = matches!(picture.pixels, Pixels::Cmyk(_));
    let light: Vec<f32> =
        (0..=255).map(|level| level as f32 / 255.0).map(|v| if inks { v } else { linear(v) }).collect();
    let level = |v: f32| ((if inks { v } else { encoded(v) }) * 255.0).round() as u8;
    let levels: Vec<u8> = (0..=STEPS).map(|step| level(step as f32 / STEPS as f32)).collect();
    let (columns, rows) = (windows(crop.x, crop.width, size.0), windows(crop.y, crop.height, size.1));
    let width = picture.width as usize;
    let alpha = picture.alpha.as_deref();
    // Colours of a pixel, then its opacity where there is any.
    let planes = channels + usize::from(alpha.is_some());
    let across = |row: usize| -> Vec<f32> {
        let samples = &picture.pixels.samples()[row * width * channels..(row + 1) * width * channels];
        let opaque = alpha.map(|alpha| &alpha[row * width..(row + 1) * width]);
        let mut out = vec![0.0; columns.len() * planes];
        for ((first, shares), sums) in columns.iter().zip(out.chunks_exact_mut(planes)) {
            for (column, share) in (*first..).zip(shares) {
                let weight = opaque.map_or(*share, |alpha| *share * f32::from(alpha[column]) / 255.0);
                for (sum, sample) in sums.iter_mut().zip(&samples[column * channels..(column + 1) * channels]) {
                    *sum += weight * light[usize::from(*sample)];
                }
                if opaque.is_some() {
                    sums[channels] += weight;
                }
            }
        }
        out
    };
    let mut kept: VecDeque<(usize, Vec<f32>)> = VecDeque::new();
    let mut colors = Vec::with_capacity(size.0 as usize * size.1 as usize * channels);
    let mut opacity = alpha.map(|_| Vec::with_capacity(size.0 as usize * size.1 as usize));
    let mut sums = vec![0.0_f32; columns.len() * planes];
    for (first, shares) in &rows {
        while kept.front().is_some_and(|(row, _)| row < first) {
            kept.pop_front();
        }
        let next = kept.back().map_or(*first, |(row, _)| row + 1);
        kept.extend((next..first + shares.len()).map(|row| (row, across(row))));
        sums.fill(0.0);
        for ((_, row), share) in kept.iter().zip(shares) {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += share * value);
        }
        for pixel in sums.chunks_exact(planes) {
            let whole = if alpha.is_some() { pixel[channels].clamp(0.0, 1.0) } else { 1.0 };
            let scale = if whole > 0.0 { STEPS as f32 / whole } else { 0.0 };
            colors.extend(pixel[..channels].iter().map(|v| levels[((v * scale).round().max(0.0) as usize).min(STEPS)]));
            if let Some(opacity) = &mut opacity {
                opacity.push((whole * 255.0).round() as u8);
            }
        }
    }
    (picture.pixels.with(colors), opacity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(picture: &Picture) -> Crop {
        Crop { x: 0, y: 0, width: picture.width, height: picture.height }
    }

    #[test]
    fn a_part_is_cut_out_as_it_is() {
        let picture = Picture::new(4, 3, Pixels::Gray((0..12).collect()));
        let part = resampled(&picture, Crop { x: 1, y: 1, width: 2, height: 2 }, (2, 2));
        assert_eq!(part.pixels, Pixels::Gray(vec![5, 6, 9, 10]));
    }

    #[test]
    fn a_flat_colour_stays_and_fine_stripes_keep_their_light() {
        let flat = Picture::new(90, 60, Pixels::Rgb([200, 30, 90].repeat(90 * 60)));
        let small = resampled(&flat, whole(&flat), (30, 20));
        assert_eq!(small.pixels, Pixels::Rgb([200, 30, 90].repeat(30 * 20)));
        let stripes = Picture::new(400, 4, Pixels::Gray([0, 255].repeat(800)));
        let Pixels::Gray(gray) = resampled(&stripes, whole(&stripes), (40, 2)).pixels else { panic!("gray") };
        // Half the light is level 188 in sRGB; a mean of levels would be 128.
        assert!(gray[5..35].iter().all(|level| level.abs_diff(188) <= 2), "{gray:?}");
        let inks = Picture::new(8, 8, Pixels::Cmyk([0, 128, 255, 10].repeat(64)));
        assert_eq!(resampled(&inks, whole(&inks), (2, 2)).pixels, Pixels::Cmyk([0, 128, 255, 10].repeat(4)));
    }

    #[test]
    fn what_cannot_be_seen_lends_no_colour() {
        let pixels = Pixels::Rgb([[255, 0, 0], [0, 0, 0]].concat().repeat(128));
        let picture = Picture { alpha: Some([255, 0].repeat(128)), ..Picture::new(16, 16, pixels) };
        let small = resampled(&picture, whole(&picture), (4, 4));
        let Pixels::Rgb(colors) = &small.pixels else { panic!("RGB") };
        assert!(colors.as_chunks::<3>().0.iter().all(|color| *color == [255, 0, 0]), "{colors:?}");
        assert!(small.alpha.is_some_and(|alpha| alpha[5..7].iter().all(|a| a.abs_diff(128) < 16)));
    }
}

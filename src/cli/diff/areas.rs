//! Where two pictures of a page differ.

use crate::export::png::Raster;
use crate::units::{Pt, Rect};

/// Side of the squares that are compared, in pixels: about three millimetres, so that a changed word is one area.
const TILE: usize = 12;

/// The smallest rectangles around neighbouring squares that differ, in pixels, from the top.
#[must_use]
pub fn changed(old: &Raster, new: &Raster) -> Vec<Rect> {
    let (width, height) = (old.width.max(new.width) as usize, old.height.max(new.height) as usize);
    let (across, down) = (width.div_ceil(TILE), height.div_ceil(TILE));
    let mut differs: Vec<bool> =
        (0..across * down).map(|tile| !same(old, new, tile % across * TILE, tile / across * TILE)).collect();
    let mut areas = Vec::new();
    for start in 0..differs.len() {
        if !differs[start] {
            continue;
        }
        // All squares that touch this one, also by a corner or over a gap of one.
        let (mut left, mut right, mut top, mut bottom) = (across, 0, down, 0);
        let mut open = vec![start];
        differs[start] = false;
        while let Some(tile) = open.pop() {
            let (x, y) = (tile % across, tile / across);
            (left, right, top, bottom) = (left.min(x), right.max(x + 1), top.min(y), bottom.max(y + 1));
            for y in y.saturating_sub(1)..(y + 2).min(down) {
                for x in x.saturating_sub(2)..(x + 3).min(across) {
                    if std::mem::take(&mut differs[y * across + x]) {
                        open.push(y * across + x);
                    }
                }
            }
        }
        let pixels = |tiles: usize, most: usize| Pt((tiles * TILE).min(most) as f32);
        let (x, y) = (pixels(left, width), pixels(top, height));
        areas.push(Rect { x, y, width: pixels(right, width) - x, height: pixels(bottom, height) - y });
    }
    areas
}

/// Whether the square that begins at this pixel is the same in both.
fn same(old: &Raster, new: &Raster, x: usize, y: usize) -> bool {
    (y..y + TILE).all(|y| row(old, x, y) == row(new, x, y))
}

/// The samples of a square's row, as far as the picture reaches; none below it.
fn row(raster: &Raster, x: usize, y: usize) -> Option<&[u8]> {
    let width = raster.width as usize;
    if x >= width || y >= raster.height as usize {
        return None;
    }
    raster.rgb.get((y * width + x) * 3..(y * width + (x + TILE).min(width)) * 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raster(width: u32, height: u32, black: &[(usize, usize)]) -> Raster {
        let mut rgb = vec![255; (width * height * 3) as usize];
        for (x, y) in black {
            rgb[(y * width as usize + x) * 3] = 0;
        }
        Raster { width, height, rgb }
    }

    #[test]
    fn neighbours_are_one_area_and_far_ones_two() {
        let white = raster(120, 60, &[]);
        assert_eq!(changed(&white, &white), []);
        let areas = changed(&white, &raster(120, 60, &[(13, 13), (30, 13), (110, 50)]));
        let corners: Vec<_> = areas.iter().map(|a| (a.x.0, a.y.0, a.width.0, a.height.0)).collect();
        assert_eq!(corners, [(12.0, 12.0, 24.0, 12.0), (108.0, 48.0, 12.0, 12.0)]);
    }

    #[test]
    fn another_size_is_a_change() {
        assert!(!changed(&raster(20, 20, &[]), &raster(20, 40, &[])).is_empty());
    }
}

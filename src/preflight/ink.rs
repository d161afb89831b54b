//! Ink over squares of 15 mm, the area over which it has to dry (GWG 2022, R0026).

use super::Options;
use super::finding::Findings;
use super::raster::Raster;
use crate::rules;
use crate::units::{Mm, Pt, Rect};

/// Side of the square.
const SQUARE: Mm = Mm(15.0);
/// What the raster may be wrong by, in per cent of ink.
const SLACK: f32 = 1.0;

/// Reports the heaviest square of a page if it is over the limit.
pub(super) fn check(raster: &Raster, page: usize, options: &Options, findings: &mut Findings) {
    let side = (SQUARE.pt().0 / raster.cell).round() as usize;
    let Some((ink, column, row)) = heaviest(raster, side) else { return };
    if ink > options.ink + SLACK {
        let place = Rect {
            x: raster.area.x + Pt(column as f32 * raster.cell),
            y: raster.area.y + Pt(row as f32 * raster.cell),
            width: SQUARE.pt(),
            height: SQUARE.pt(),
        };
        findings.at(&rules::INK_COVERAGE, page, place, || {
            format!("{ink:.0} % of ink over a square of 15 mm; the limit is {:.0} %", options.ink)
        });
    }
}

/// Mean ink of the heaviest square, with its first column and row; none if no square fits.
fn heaviest(raster: &Raster, side: usize) -> Option<(f32, usize, usize)> {
    if side == 0 || raster.columns < side || raster.rows < side {
        return None;
    }
    // Sums over everything above and to the left, so that each square is four look-ups.
    let wide = raster.columns + 1;
    let mut sums = vec![0.0_f64; wide * (raster.rows + 1)];
    for row in 0..raster.rows {
        let mut line = 0.0;
        for column in 0..raster.columns {
            line += f64::from(raster.ink(column, row));
            sums[(row + 1) * wide + column + 1] = sums[row * wide + column + 1] + line;
        }
    }
    let cells = (side * side) as f64;
    let mut worst: Option<(f32, usize, usize)> = None;
    for row in 0..=raster.rows - side {
        for column in 0..=raster.columns - side {
            let (top, bottom) = (row * wide + column, (row + side) * wide + column);
            let ink = ((sums[bottom + side] - sums[top + side] - sums[bottom] + sums[top]) / cells) as f32;
            if worst.is_none_or(|(most, ..)| ink > most) {
                worst = Some((ink, column, row));
            }
        }
    }
    worst
}

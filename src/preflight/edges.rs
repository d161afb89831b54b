//! Colour at the edge of the sheet: what reaches the trim has to run on through the bleed, or a white line may show.

use super::Options;
use super::finding::Findings;
use super::raster::Raster;
use crate::rules;
use crate::units::{Mm, Pt, Rect};

/// How far inside the trim colour is looked for.
const INSIDE: Mm = Mm(0.4);
/// How far from the end of the bleed colour must still be.
const OUTSIDE: Mm = Mm(0.4);
/// Shorter pieces are ends of lines or corners that are cut at an angle.
const LEAST: Mm = Mm(2.0);
/// From this part on a cell counts as coloured.
const COLORED: f32 = 0.5;

/// Looks along the four sides. What is missing on a page is one finding that names them.
pub(super) fn check(raster: &Raster, sheet: &Rect, page: usize, options: &Options, findings: &mut Findings) {
    let (inside, outside) = (INSIDE.pt(), OUTSIDE.pt());
    let gaps = [
        ("left", sheet.x - raster.area.x),
        ("right", raster.area.right() - sheet.right()),
        ("top", sheet.y - raster.area.y),
        ("bottom", raster.area.bottom() - sheet.bottom()),
    ];
    let (mut sides, mut places, mut length) = (Vec::new(), Vec::new(), Pt::ZERO);
    for (side, gap) in gaps {
        // Where the file has less bleed than is asked for, colour has to go as far as the file does.
        let reach = gap.min(options.bleed.pt()) - outside;
        let (inner, outer) = match side {
            "left" => (sheet.x + inside, sheet.x - reach),
            "right" => (sheet.right() - inside, sheet.right() + reach),
            "top" => (sheet.y + inside, sheet.y - reach),
            _ => (sheet.bottom() - inside, sheet.bottom() + reach),
        };
        let upright = matches!(side, "left" | "right");
        let line = Line { raster, upright, inner, outer: (reach > Pt::ZERO).then_some(outer) };
        let (from, to) = if upright { (sheet.y, sheet.bottom()) } else { (sheet.x, sheet.right()) };
        let spread = (options.bleed.pt().0 / raster.cell).ceil() as usize;
        for (start, end) in line.bare(from, to, spread) {
            if end - start < LEAST.pt() {
                continue;
            }
            let place = if upright {
                Rect { x: inner.min(outer), y: start, width: (inner - outer).abs(), height: end - start }
            } else {
                Rect { x: start, y: inner.min(outer), width: end - start, height: (inner - outer).abs() }
            };
            places.push(place);
            length += end - start;
            if sides.last() != Some(&side) {
                sides.push(side);
            }
        }
    }
    if !sides.is_empty() {
        let (edges, length) = (edges(&sides), length.mm().0);
        let message =
            format!("colour reaches the {edges} of the trim over {length:.0} mm but does not run through the bleed");
        findings.places(&rules::BLEED_MISSING, page, places, message);
    }
}

/// Edges by name, such as `left, right and top edges`.
fn edges(sides: &[&str]) -> String {
    match sides {
        [one] => format!("{one} edge"),
        [_, _, _, _] => "four edges".to_owned(),
        [first @ .., last] => format!("{} and {last} edges", first.join(", ")),
        [] => String::new(),
    }
}

/// A side of the sheet, with one line inside the trim and one near the end of the bleed.
struct Line<'a> {
    raster: &'a Raster,
    upright: bool,
    inner: Pt,
    outer: Option<Pt>,
}

impl Line<'_> {
    /// Column and row of the raster at a distance across the side and a cell along it.
    fn cell(&self, across: Pt, along: usize) -> (usize, usize) {
        let start = if self.upright { self.raster.area.x } else { self.raster.area.y };
        let cell = ((across - start).0 / self.raster.cell).max(0.0) as usize;
        if self.upright { (cell, along) } else { (along, cell) }
    }

    /// Whether the line inside is coloured.
    fn colored(&self, across: Pt, along: usize) -> bool {
        let (column, row) = self.cell(across, along);
        self.raster.colored(column, row) > COLORED
    }

    /// Whether something runs as far as the line outside. A picture does so even where it has faded to white.
    fn drawn(&self, across: Pt, along: usize) -> bool {
        let (column, row) = self.cell(across, along);
        self.raster.drawn(column, row) > COLORED
    }

    /// Pieces of the side that are coloured inside but not outside, from and to in points.
    fn bare(&self, from: Pt, to: Pt, spread: usize) -> Vec<(Pt, Pt)> {
        let start = if self.upright { self.raster.area.y } else { self.raster.area.x };
        let cells = |at: Pt| ((at - start).0 / self.raster.cell).max(0.0) as usize;
        let place = |cell: usize| start + Pt(cell as f32 * self.raster.cell);
        let (first, last) = (cells(from), cells(to));
        let outside = |along: usize| {
            let near = along.saturating_sub(spread)..=along + spread;
            self.outer.is_some_and(|outer| near.into_iter().any(|along| self.drawn(outer, along)))
        };
        let mut pieces: Vec<(Pt, Pt)> = Vec::new();
        for along in first..last {
            if !self.colored(self.inner, along) || outside(along) {
                continue;
            }
            match pieces.last_mut() {
                Some((_, end)) if (place(along) - *end).abs() < Pt(self.raster.cell / 2.0) => *end = place(along + 1),
                _ => pieces.push((place(along), place(along + 1))),
            }
        }
        pieces
    }
}

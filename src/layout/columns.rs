//! Columns: where the flow is parted, so that everything fits and all columns end together.

use std::ops::Range;

use super::flow::{Atom, LINE, Units};

/// How far from the place that fills both pages alike a page break is looked for, as a share of the first page.
const PAGE_SEARCH: f32 = 0.3;
/// What it costs when one page is full and the other empty.
const PAGES_APART: f32 = 40.0;
/// What a page break before a section is worth.
const NEW_SECTION: f32 = 4.0;

/// Height of a run of atoms in one column: the space above the first is dropped.
pub(super) fn height(atoms: &[Atom]) -> Units {
    let dropped = atoms.first().map_or(0, |a| a.gap);
    atoms.iter().map(|a| a.gap + a.height).sum::<Units>() - dropped
}

/// Parts the flow into columns of these heights, each filled as far as it goes. `None` if it does not fit.
pub(super) fn fill(atoms: &[Atom], heights: &[Units]) -> Option<Vec<Range<usize>>> {
    let mut columns = Vec::with_capacity(heights.len());
    let mut start = 0;
    for limit in heights {
        let mut used = 0;
        let mut end = start;
        let mut at = start;
        while at < atoms.len() {
            let atom = &atoms[at];
            used += atom.height + if at == start { 0 } else { atom.gap };
            if used > *limit {
                break;
            }
            at += 1;
            if !atom.keep {
                end = at;
            }
        }
        // A line of a paragraph that comes from one column and goes on in the next does not stand alone in between.
        let inside = |at: usize| atoms.get(at).is_some_and(|a| a.line > 0);
        if end == start + 1 && inside(start) && inside(end) {
            return None;
        }
        columns.push(start..end);
        start = end;
    }
    (start == atoms.len()).then_some(columns)
}

/// Parts the flow so that the fullest column is as low as it can be. `heights` are the most that each column holds; they
/// shrink together, so that pages of different height are filled alike. `None` if it does not fit at all.
pub(super) fn balance(atoms: &[Atom], heights: &[Units]) -> Option<Vec<Range<usize>>> {
    let full = fill(atoms, heights)?;
    let highest = heights.iter().copied().max().unwrap_or(0);
    // What the columns must hold at the least, were nothing kept together.
    let room: Units = heights.iter().sum();
    let used: Units = full.iter().map(|c| height(&atoms[c.clone()])).sum();
    let most = ((room - used.min(room)) * highest).div_ceil(room.max(1)) + LINE;
    // Half-lines taken off the highest column; the others lose their share. What is kept together makes some of them fail
    // that lie between others that do not, so all are tried.
    let shrunk =
        |off: Units| -> Vec<Units> { heights.iter().map(|h| h - (h * off).div_ceil(highest.max(1)).min(*h)).collect() };
    Some((1..=most.min(highest)).rev().find_map(|off| fill(atoms, &shrunk(off))).unwrap_or(full))
}

/// How uneven the columns of one page end, as a cost: half-lines that growing spaces do not mend without being seen.
pub(super) fn unevenness(atoms: &[Atom], page: &[Range<usize>]) -> f32 {
    let heights: Vec<Units> = page.iter().map(|c| height(&atoms[c.clone()])).collect();
    let highest = heights.iter().copied().max().unwrap_or(0);
    let seen = page.iter().zip(&heights).map(|(column, own)| {
        // A half-line more above each section is not seen; two are, and an open end is.
        let more = highest - own;
        let (added, open) = stretch(&atoms[column.clone()], more);
        let seen: Units = added.iter().map(|a| a.saturating_sub(1)).sum();
        more as f32 * 0.2 + seen as f32 * 1.5 + open as f32 * 1.2 + open.saturating_sub(LINE) as f32 * 3.0
    });
    seen.sum()
}

/// What it costs that one page is fuller than another.
pub(super) fn pages_apart(atoms: &[Atom], parts: &[Range<usize>], heights: &[Units], columns: usize) -> f32 {
    let fills = parts.chunks(columns).zip(heights.chunks(columns)).map(|(page, room)| {
        let highest = page.iter().map(|c| height(&atoms[c.clone()])).max().unwrap_or(0);
        highest as f32 / room[0].max(1) as f32
    });
    let (least, most) = fills.fold((f32::INFINITY, 0.0_f32), |(least, most), fill| (least.min(fill), most.max(fill)));
    PAGES_APART * (most - least).max(0.0)
}

/// Parts the flow over two pages of `columns` columns each. Of all places for the page break near the one that fills both
/// alike, the one that leaves the columns most even and the pages alike is taken, a beginning section before others.
pub(super) fn balance_pages(atoms: &[Atom], heights: &[Units], columns: usize) -> Option<Vec<Range<usize>>> {
    let room: Units = heights.iter().sum();
    let share = height(atoms) as f32 / room.max(1) as f32;
    let first_room = (heights[0] * columns as u32).max(1) as f32;
    let mut best: Option<(f32, Vec<Range<usize>>)> = None;
    for at in (1..atoms.len()).filter(|at| !atoms[at - 1].keep) {
        let filled = height(&atoms[..at]) as f32 / first_room;
        if (filled - share).abs() > PAGE_SEARCH {
            continue;
        }
        let (Some(mut first), Some(second)) =
            (balance(&atoms[..at], &heights[..columns]), balance(&atoms[at..], &heights[columns..]))
        else {
            continue;
        };
        // See `fill`: the line before the page break may stand alone as well.
        let alone = first.last().is_some_and(|c| c.len() == 1 && atoms[c.start].line > 0 && atoms[at].line > 0);
        if alone {
            continue;
        }
        let section = if atoms[at].opens { NEW_SECTION } else { 0.0 };
        let uneven = unevenness(atoms, &first) + unevenness(&atoms[at..], &second);
        first.extend(second.into_iter().map(|c| c.start + at..c.end + at));
        let cost = uneven + pages_apart(atoms, &first, heights, columns) - section;
        if best.as_ref().is_none_or(|(known, _)| cost < *known) {
            best = Some((cost, first));
        }
    }
    best.map(|(_, parts)| parts)
}

/// Half-lines to add above the sections of a column so that it becomes up to `more` higher. One each is hardly seen; a
/// second one, and one above each paragraph, come only where the column would otherwise end more than a line too early.
/// Returns what was added above each atom and what is left.
pub(super) fn stretch(atoms: &[Atom], more: Units) -> (Vec<Units>, Units) {
    let mut added = vec![0; atoms.len()];
    let mut left = spread(atoms, more, &mut added, |a| a.opens);
    for place in [(|a| a.opens) as fn(&Atom) -> bool, |a| !a.opens && a.gap > 0] {
        if left > LINE {
            left = spread(atoms, left, &mut added, place);
        }
    }
    (added, left)
}

/// Adds a half-line above each atom that is `chosen`, from the top down, and returns what is left.
fn spread(atoms: &[Atom], more: Units, added: &mut [Units], chosen: fn(&Atom) -> bool) -> Units {
    let mut left = more;
    for at in 1..atoms.len() {
        if left > 0 && chosen(&atoms[at]) {
            added[at] += 1;
            left -= 1;
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A paragraph of lines with a space of two half-lines above it.
    fn paragraph(lines: u32, atoms: &mut Vec<Atom>) {
        for line in 0..lines {
            let keep = line + 1 < lines && (line == 0 || line + 2 == lines);
            let (gap, opens) = if line == 0 { (2, true) } else { (0, false) };
            atoms.push(Atom { section: 0, element: 0, line, height: 2, gap, opens, keep });
        }
    }

    #[test]
    fn columns_end_within_a_line() {
        let mut atoms = Vec::new();
        (0..6).for_each(|_| paragraph(7, &mut atoms));
        let columns = balance(&atoms, &[100, 100]).expect("fits");
        let heights: Vec<Units> = columns.iter().map(|c| height(&atoms[c.clone()])).collect();
        assert!(heights[0].abs_diff(heights[1]) <= 2, "{heights:?}");
        assert_eq!(columns.last().expect("two").end, atoms.len());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut atoms = Vec::new();
        paragraph(30, &mut atoms);
        assert!(fill(&atoms, &[28, 28]).is_none());
        assert!(fill(&atoms, &[30, 30]).is_some());
    }

    #[test]
    fn no_line_stands_alone() {
        let mut atoms = Vec::new();
        paragraph(4, &mut atoms);
        let columns = fill(&atoms, &[6, 6]).expect("fits");
        assert_eq!(columns, [0..2, 2..4]);
    }
}

//! Columns: where the flow is parted, so that everything fits and all columns end together.

use std::ops::Range;

use super::flow::{Atom, LINE, Units};

/// Least share of a page's columns that a page break between sections may leave in use.
const FULL: f32 = 0.88;

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
        columns.push(start..end);
        start = end;
    }
    (start == atoms.len()).then_some(columns)
}

/// Parts the flow so that the fullest column is as low as it can be. `heights` are the most that each column holds; they
/// shrink together, so that pages of different height are filled alike. `None` if it does not fit at all.
pub(super) fn balance(atoms: &[Atom], heights: &[Units]) -> Option<Vec<Range<usize>>> {
    let mut best = fill(atoms, heights)?;
    let highest = heights.iter().copied().max().unwrap_or(0);
    // The number of half-lines taken off the highest column; the others lose their share.
    let (mut low, mut high) = (0, highest);
    while low + 1 < high {
        let off = u32::midpoint(low, high);
        let less: Vec<Units> = heights.iter().map(|h| h - (h * off).div_ceil(highest).min(*h)).collect();
        match fill(atoms, &less) {
            Some(columns) => {
                best = columns;
                low = off;
            }
            None => high = off,
        }
    }
    Some(best)
}

/// Parts the flow over two pages of `columns` columns each at the beginning of a section, if one lies near the place where
/// [`balance`] would part it and both pages still hold their part.
pub(super) fn balance_at_section(
    atoms: &[Atom],
    heights: &[Units],
    columns: usize,
    near: Units,
) -> Option<Vec<Range<usize>>> {
    let natural = balance(atoms, heights)?.get(columns)?.start;
    let distance = |at: usize| {
        let (low, high) = (at.min(natural), at.max(natural));
        height(&atoms[low..high])
    };
    let mut places: Vec<usize> = (1..atoms.len()).filter(|at| atoms[*at].opens && distance(*at) <= near).collect();
    places.sort_by_key(|at| distance(*at));
    places.into_iter().find_map(|at| {
        let mut first = balance(&atoms[..at], &heights[..columns])?;
        let second = balance(&atoms[at..], &heights[columns..])?;
        let bare = |atoms: &[Atom], parts: &[Range<usize>], heights: &[Units]| {
            let highest = parts.iter().map(|c| height(&atoms[c.clone()])).max().unwrap_or(0);
            (highest as f32) < heights[0] as f32 * FULL
        };
        if bare(&atoms[..at], &first, heights) || bare(&atoms[at..], &second, &heights[columns..]) {
            return None;
        }
        first.extend(second.into_iter().map(|c| c.start + at..c.end + at));
        Some(first)
    })
}

/// Half-lines to add above each section of a column so that it becomes up to `more` higher. One each is hardly seen; a
/// second one only where the column would otherwise end more than a line too early. Returns what was added to each atom
/// and what is left.
pub(super) fn stretch(atoms: &[Atom], more: Units) -> (Vec<Units>, Units) {
    let (added, left) = spread(atoms, more, 1);
    if left <= LINE { (added, left) } else { spread(atoms, more, 2) }
}

/// Adds half-lines above sections, at most `most` at each, from the top down.
fn spread(atoms: &[Atom], more: Units, most: Units) -> (Vec<Units>, Units) {
    let mut added = vec![0; atoms.len()];
    let gaps: Vec<usize> = (1..atoms.len()).filter(|at| atoms[*at].opens).collect();
    let mut left = more;
    for _ in 0..most {
        for &gap in &gaps {
            if left == 0 {
                return (added, 0);
            }
            added[gap] += 1;
            left -= 1;
        }
    }
    (added, left)
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

//! Spaces that grow so that the columns of a page end together.

use super::flow::{Atom, LINE, Units};

/// Half-lines to add above the sections of a column so that it becomes up to `more` higher. One each is hardly seen; a second
/// one, one above each paragraph, and at last one above each item of its lists come only where the column would otherwise end
/// more than a line too early; above all items or none. More inside a section than between two would tear it. Returns what was added above each atom and what is left.
pub(super) fn stretch(atoms: &[Atom], more: Units) -> (Vec<Units>, Units) {
    let mut added = vec![0; atoms.len()];
    let mut left = spread(atoms, more, &mut added, |a| a.opens);
    for place in [(|a| a.opens) as fn(&Atom) -> bool, Atom::is_spaced] {
        if left > LINE {
            left = spread(atoms, left, &mut added, place);
        }
    }
    if left > LINE && left as usize >= atoms.iter().skip(1).filter(|atom| atom.goes_on_list()).count() {
        left = spread(atoms, left, &mut added, Atom::goes_on_list);
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

/// Places of a column, below its top, where space may grow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places {
    /// Sections that begin.
    pub opens: Units,
    /// Other spaces.
    pub spaces: Units,
    /// Items of lists, but the first ones.
    pub items: Units,
}

/// What [`stretch`] comes to in a column with so many places: the half-lines that are seen, between sections and items, and
/// those by which the column still ends early.
pub(super) fn unmended(places: Places, more: Units) -> (Units, Units) {
    let mut left = more.saturating_sub(places.opens);
    let mut seen = 0;
    for (place, shows) in [(places.opens, true), (places.spaces, false)] {
        if left > LINE {
            let taken = left.min(place);
            seen += if shows { taken } else { 0 };
            left -= taken;
        }
    }
    if left > LINE && left >= places.items {
        seen += places.items;
        left -= places.items;
    }
    (seen, left)
}

#[cfg(test)]
mod tests {
    use super::super::flow::{Keep, Listed};
    use super::*;

    #[test]
    fn what_is_unmended_is_what_stretch_leaves() {
        let atom = Atom {
            section: 0,
            element: 0,
            line: 0,
            height: 2,
            gap: 0,
            opens: false,
            boxed: false,
            item: Listed::No,
            keep: Keep::Free,
        };
        let section = Atom { gap: 2, opens: true, ..atom };
        let paragraph = Atom { gap: 1, ..atom };
        let item = Atom { item: Listed::Later, ..atom };
        let column = [section, atom, paragraph, item, section, atom, paragraph, item, item, section];
        for more in 0..20 {
            let (added, left) = stretch(&column, more);
            let sections: Units = [4, 9].iter().map(|at| added[*at].saturating_sub(1)).sum();
            let items: Units = [3, 7, 8].iter().map(|at| added[*at]).sum();
            let (seen, open) = unmended(Places { opens: 2, spaces: 2, items: 3 }, more);
            assert_eq!((seen, open), (sections + items, left), "{more}");
            assert_eq!(added.iter().sum::<Units>() + left, more);
            assert!([0, 3].contains(&items), "{more}: above all items or none");
        }
    }
}

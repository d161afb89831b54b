//! Columns: where the flow is parted, so that everything fits and all columns end together.

use std::ops::Range;

use super::flow::{Atom, Keep, LINE, Listed, Units};
use super::stretch::{Places, unmended};

/// How far from the place that fills both pages alike a page break is looked for, as a share of the first page.
const PAGE_SEARCH: f32 = 0.3;
/// What it costs when one page is full and the other empty.
const PAGES_APART: f32 = 40.0;
/// What a page break inside a section costs, and inside a paragraph or an item.
const PAGE_IN_SECTION: (f32, f32) = (16.0, 30.0);
/// What it costs more inside a list of few items: whoever turns the page has lost what they are a list of.
const PAGE_IN_LIST: f32 = 24.0;
/// What a half-line costs by which a column is lower than the fullest one, mended or not.
const LOWER: f32 = 0.2;
/// What a half-line of space costs that is seen between sections.
const SEEN: f32 = 3.0;
/// What a half-line costs by which a column ends early.
const OPEN: f32 = 1.2;
/// What each costs that is more than a line.
const WIDE_OPEN: f32 = 16.0;

/// What it costs that a column ends at a place that is loath to part.
const LOATH: f32 = 30.0;
/// What it costs that a paragraph or an item goes on in the next column.
const IN_TEXT: f32 = 30.0;
/// What it costs that a list of few items goes on there.
const IN_LIST: f32 = 24.0;

/// What it costs to part a section over a fold, between its paragraphs or items.
const IN_SECTION: f32 = 50.0;
/// What it costs to part a paragraph over a fold, or a list of few items.
const OVER_FOLD: f32 = 400.0;
/// A list of so many items has few, over a fold, and over a column or a page.
const FEW_ITEMS: (usize, usize) = (3, 5);
/// What it costs to leave a panel of a folder empty: more than to part a section between its paragraphs.
const EMPTY_PANEL: f32 = 300.0;
/// What a half-line costs, times itself, by which a panel is lower than the fullest one.
const PANEL_LOWER: f32 = 0.002;

/// What columns are to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// Columns of a page: they end together, and text runs on from one to the next.
    EndTogether,
    /// Panels of a folder: each holds whole sections, and ends where they do.
    WholeSections,
}

/// The flow parted into columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parted {
    /// Atoms of each column, all pages in reading order.
    pub columns: Vec<Range<usize>>,
    /// What uneven columns and pages cost.
    pub cost: f32,
}

/// Height of a run of atoms in one column: the space above the first is dropped.
pub(super) fn height(atoms: &[Atom]) -> Units {
    let dropped = atoms.first().map_or(0, |a| a.gap);
    atoms.iter().map(|a| a.gap + a.height).sum::<Units>() - dropped
}

/// Sums over the first atoms, so that a column is measured without walking through it.
struct Sums {
    /// Heights with the gaps above.
    height: Vec<Units>,
    /// Beginnings of sections.
    opens: Vec<Units>,
    /// Other places with a space above.
    spaces: Vec<Units>,
    /// Items of lists.
    items: Vec<Units>,
}

impl Sums {
    fn of(atoms: &[Atom]) -> Sums {
        let sums = |value: fn(&Atom) -> Units| {
            let mut sum = 0;
            let later = atoms.iter().map(|atom| {
                sum += value(atom);
                sum
            });
            std::iter::once(0).chain(later).collect()
        };
        Sums {
            height: sums(|a| a.gap + a.height),
            opens: sums(|a| Units::from(a.opens)),
            spaces: sums(|a| Units::from(a.is_spaced())),
            items: sums(|a| Units::from(a.goes_on_list())),
        }
    }

    /// Height of a column.
    fn height(&self, atoms: &[Atom], column: &Range<usize>) -> Units {
        if column.is_empty() {
            0
        } else {
            self.height[column.end] - self.height[column.start] - atoms[column.start].gap
        }
    }

    /// What it costs that a column is `more` half-lines lower than the fullest one.
    fn cost(&self, column: &Range<usize>, more: Units, aim: Aim) -> f32 {
        if aim == Aim::WholeSections {
            let empty = if column.is_empty() { EMPTY_PANEL } else { 0.0 };
            return empty + PANEL_LOWER * (more as f32).powi(2);
        }
        let inner = (column.start + 1).min(column.end);
        let within = |sums: &[Units]| sums[column.end] - sums[inner];
        let places = Places { opens: within(&self.opens), spaces: within(&self.spaces), items: within(&self.items) };
        let (seen, open) = unmended(places, more);
        more as f32 * LOWER + seen as f32 * SEEN + open as f32 * OPEN + open.saturating_sub(LINE) as f32 * WIDE_OPEN
    }
}

/// Parts the flow of one page, or of all panels, into `count` columns that hold at most `limit` each, of all ways the one that
/// comes closest to the aim. `None` if it does not fit.
pub(super) fn balance(atoms: &[Atom], limit: Units, count: usize, aim: Aim) -> Option<Parted> {
    let sums = Sums::of(atoms);
    let whole = height(atoms);
    let mut best: Option<Parted> = None;
    // Each height that the fullest column may have is tried. What is kept together makes some of them fail that lie
    // between others that do not.
    for highest in whole.saturating_sub(count as Units * LINE) / count as Units..=limit {
        let lower = (highest * count as Units).saturating_sub(whole) as f32;
        let least = match aim {
            Aim::EndTogether => lower * LOWER,
            Aim::WholeSections => lower * lower / count as f32 * PANEL_LOWER,
        };
        if best.as_ref().is_some_and(|known| known.cost <= least) {
            break;
        }
        let most = best.as_ref().map_or(f32::INFINITY, |known| known.cost);
        best = evenest(atoms, &sums, highest, count, aim, most).or(best);
    }
    best
}

/// The way to part a page whose cost is least when its fullest column is `highest`: the cheapest path from column to column.
/// `None` if it does not cost less than `most`.
fn evenest(atoms: &[Atom], sums: &Sums, highest: Units, count: usize, aim: Aim, most: f32) -> Option<Parted> {
    let last = atoms.len();
    // Cost of the best way to each place with the columns so far, and where its last column begins.
    let mut ways: Vec<Vec<(f32, usize)>> = Vec::with_capacity(count);
    for column in 0..count {
        let mut reached = vec![(f32::INFINITY, 0); last + 1];
        let starts = if column == 0 { 0..1 } else { 0..last + 1 };
        for start in starts {
            let before = if column == 0 { 0.0 } else { ways[column - 1][start].0 };
            if before >= most {
                continue;
            }
            let ends = if column + 1 == count { last..last + 1 } else { start..last + 1 };
            for end in ends {
                let own = sums.height(atoms, &(start..end));
                if own > highest {
                    break;
                }
                if let Some(parting) = parting(atoms, start, end) {
                    let parting = parting + if aim == Aim::WholeSections { over_fold(atoms, end) } else { 0.0 };
                    let cost = before + parting + sums.cost(&(start..end), highest - own, aim);
                    if cost < reached[end].0.min(most) {
                        reached[end] = (cost, start);
                    }
                }
            }
        }
        ways.push(reached);
    }
    let cost = ways.last()?[last].0;
    let mut columns = Vec::with_capacity(count);
    let mut end = last;
    for way in ways.iter().rev() {
        columns.push(way[end].1..end);
        end = way[end].1;
    }
    columns.reverse();
    cost.is_finite().then_some(Parted { columns, cost })
}

/// What it costs to part the flow before `end` when its column begins at `start`. `None` where that may not be: nothing that is
/// kept together is parted, no column is left empty before the text ends, and no line of a paragraph stands alone between
/// two columns.
fn parting(atoms: &[Atom], start: usize, end: usize) -> Option<f32> {
    if end == atoms.len() {
        return Some(0.0);
    }
    let inside = |at: usize| atoms[at].line > 0;
    if end == start || end == start + 1 && inside(start) && inside(end) {
        return None;
    }
    let place = match atoms[end] {
        Atom { line: 1.., .. } => IN_TEXT,
        Atom { item: Listed::Later, .. } if items(atoms, end) <= FEW_ITEMS.1 => IN_LIST,
        _ => 0.0,
    };
    match atoms[end - 1].keep {
        Keep::Free => Some(place),
        Keep::Loath => Some(place + LOATH),
        Keep::Firm => None,
    }
}

/// What it costs that a panel ends before this atom.
fn over_fold(atoms: &[Atom], end: usize) -> f32 {
    match atoms.get(end) {
        None => 0.0,
        Some(atom) if atom.opens => 0.0,
        Some(atom) if atom.line > 0 || atom.goes_on_list() && items(atoms, end) <= FEW_ITEMS.0 => OVER_FOLD,
        Some(_) => IN_SECTION,
    }
}

/// Items of the list whose second or later item begins here.
fn items(atoms: &[Atom], at: usize) -> usize {
    let begins = |atom: &&Atom| atom.goes_on_list();
    let goes_on = |atom: &&Atom| atom.goes_on_list() || atom.line > 0;
    let before = atoms[..at].iter().rev().take_while(goes_on).filter(begins).count();
    let after = atoms[at..].iter().take_while(goes_on).filter(begins).count();
    before + after + 1
}

/// What it costs that one page is fuller than another.
fn pages_apart(atoms: &[Atom], pages: [&[Range<usize>]; 2], rooms: [Units; 2]) -> f32 {
    let fill = |page: &[Range<usize>], room: Units| {
        let highest = page.iter().map(|c| height(&atoms[c.clone()])).max().unwrap_or(0);
        highest as f32 / room.max(1) as f32
    };
    PAGES_APART * (fill(pages[0], rooms[0]) - fill(pages[1], rooms[1])).abs()
}

/// Half-lines by which atoms are too high for columns that hold `rooms` together; the space above the first of a column is
/// dropped.
pub(super) fn over(atoms: &[Atom], rooms: Units, columns: usize) -> Units {
    let dropped = atoms.iter().map(|atom| atom.gap).max().unwrap_or(0) * columns as Units;
    height(atoms).saturating_sub(rooms + dropped)
}

/// Parts the flow over two pages of `count` columns each, which hold `rooms`. Of all places for the page break near the one
/// that fills both alike, the one that leaves the columns most even and the pages alike is taken, a beginning section before
/// others. `None` if it does not fit.
pub(super) fn balance_pages(atoms: &[Atom], rooms: [Units; 2], count: usize) -> Option<Parted> {
    if over(atoms, (rooms[0] + rooms[1]) * count as Units, count * 2) > 0 {
        return None;
    }
    // What must stay together may leave no place near the middle.
    [PAGE_SEARCH, f32::INFINITY].into_iter().find_map(|reach| best_page_break(atoms, rooms, count, reach))
}

/// The best place for the page break whose fill of the first page is at most `reach` from the even one.
fn best_page_break(atoms: &[Atom], rooms: [Units; 2], count: usize, reach: f32) -> Option<Parted> {
    let columns = count as f32;
    let share = height(atoms) as f32 / (rooms[0] + rooms[1]).max(1) as f32 / columns;
    let mut best: Option<Parted> = None;
    for at in (1..=atoms.len()).filter(|at| atoms[at - 1].keep != Keep::Firm) {
        let filled = height(&atoms[..at]) as f32 / (rooms[0].max(1) as f32 * columns);
        if (filled - share).abs() > reach {
            continue;
        }
        let place = match (atoms.get(at), atoms[at - 1].keep) {
            (None, _) => 0.0,
            (Some(atom), _) if atom.opens => 0.0,
            (Some(atom), keep) => {
                let inside = if atom.line > 0 { PAGE_IN_SECTION.1 } else { PAGE_IN_SECTION.0 };
                let list = if atom.goes_on_list() && items(atoms, at) <= FEW_ITEMS.1 { PAGE_IN_LIST } else { 0.0 };
                inside + list + if keep == Keep::Loath { LOATH } else { 0.0 }
            }
        };
        let least = best.as_ref().map_or(f32::INFINITY, |known| known.cost);
        if place >= least {
            continue;
        }
        let Some(first) = balance(&atoms[..at], rooms[0], count, Aim::EndTogether) else { continue };
        // The line before the page break may stand alone as well.
        let inside = |at: usize| atoms.get(at).is_some_and(|atom| atom.line > 0);
        let alone = first.columns.last().is_some_and(|c| c.len() == 1 && inside(c.start) && inside(at));
        if alone || first.cost + place >= least {
            continue;
        }
        let Some(second) = balance(&atoms[at..], rooms[1], count, Aim::EndTogether) else { continue };
        let later: Vec<Range<usize>> = second.columns.iter().map(|c| c.start + at..c.end + at).collect();
        let cost = first.cost + second.cost + pages_apart(atoms, [&first.columns, &later], rooms) + place;
        if cost < least {
            best = Some(Parted { columns: [first.columns, later].concat(), cost });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A paragraph of lines with a space of two half-lines above it.
    fn paragraph(lines: u32, atoms: &mut Vec<Atom>) {
        for line in 0..lines {
            let keep = if line + 1 < lines && (line == 0 || line + 2 == lines) { Keep::Firm } else { Keep::Free };
            let (gap, opens) = if line == 0 { (2, true) } else { (0, false) };
            atoms.push(Atom {
                section: 0,
                element: 0,
                line,
                height: 2,
                gap,
                opens,
                boxed: false,
                item: Listed::No,
                keep,
            });
        }
    }

    #[test]
    fn columns_end_within_a_line() {
        let mut atoms = Vec::new();
        (0..6).for_each(|_| paragraph(7, &mut atoms));
        let columns = balance(&atoms, 100, 2, Aim::EndTogether).expect("fits").columns;
        let heights: Vec<Units> = columns.iter().map(|c| height(&atoms[c.clone()])).collect();
        assert!(heights[0].abs_diff(heights[1]) <= 2, "{heights:?}");
        assert_eq!(columns.last().expect("two").end, atoms.len());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut atoms = Vec::new();
        paragraph(30, &mut atoms);
        assert_eq!(balance(&atoms, 28, 2, Aim::EndTogether), None);
        assert!(balance(&atoms, 30, 2, Aim::EndTogether).is_some());
    }

    #[test]
    fn no_line_stands_alone() {
        let mut atoms = Vec::new();
        paragraph(4, &mut atoms);
        let columns = balance(&atoms, 6, 2, Aim::EndTogether).expect("fits").columns;
        assert_eq!(columns, [0..2, 2..4]);
    }

    #[test]
    fn panels_hold_whole_sections_where_these_fit() {
        let mut atoms = Vec::new();
        for lines in [9, 12, 4] {
            paragraph(lines, &mut atoms);
        }
        let parted = |limit| balance(&atoms, limit, 3, Aim::WholeSections).map(|parted| parted.columns);
        assert_eq!(parted(40).expect("fits"), [0..9, 9..21, 21..25], "each on its panel, none as high as another");
        assert_eq!(parted(24).expect("fits"), [0..9, 9..21, 21..25]);
        assert!(parted(20).is_some(), "a section higher than a panel goes on at the next one");
    }

    #[test]
    fn one_section_does_not_run_over_empty_panels() {
        let mut atoms = Vec::new();
        paragraph(12, &mut atoms);
        let columns = balance(&atoms, 40, 3, Aim::WholeSections).expect("fits").columns;
        assert_eq!(columns, [0..12, 12..12, 12..12]);
    }

    #[test]
    fn a_short_list_stays_whole() {
        let heading = Atom {
            section: 0,
            element: 0,
            line: 0,
            height: 4,
            gap: 2,
            opens: true,
            boxed: false,
            item: Listed::No,
            keep: Keep::Firm,
        };
        let list = |items: u32| {
            let item = |at: u32| Atom {
                element: at,
                height: 2,
                gap: 0,
                opens: false,
                item: if at > 1 { Listed::Later } else { Listed::No },
                keep: Keep::Free,
                ..heading
            };
            let paragraph = Atom { element: 20, height: 4, gap: 1, opens: false, keep: Keep::Free, ..heading };
            let items = (1..=items).map(item);
            std::iter::once(heading).chain(items).chain([paragraph]).collect::<Vec<Atom>>()
        };
        let ends = |atoms: &[Atom]| balance(atoms, 12, 2, Aim::WholeSections).expect("fits").columns[0].end;
        assert_eq!(ends(&list(3)), 4, "after the list, though an item earlier would be more even");
        assert_eq!(items(&list(3), 2), 3);
        assert_eq!(items(&list(6), 4), 6);
    }

    #[test]
    fn a_short_list_stays_on_its_page() {
        let page_break = |items: u32| {
            let mut atoms = Vec::new();
            paragraph(12, &mut atoms);
            for at in 0..items {
                let item = Atom {
                    element: at + 1,
                    line: 0,
                    gap: 0,
                    opens: false,
                    item: if at > 0 { Listed::Later } else { Listed::No },
                    keep: Keep::Free,
                    ..atoms[0]
                };
                atoms.push(item);
            }
            let after = atoms.len();
            paragraph(12, &mut atoms);
            atoms[after].opens = false;
            balance_pages(&atoms, [50, 50], 1).expect("fits").columns[0].end
        };
        assert_eq!(page_break(4), 16, "after the list, though two items earlier both pages would be as full");
        assert!((13..18).contains(&page_break(6)), "a longer list may be parted");
    }
}

//! The inks that a file is printed with, side by side, in the words of the ticket.

use std::collections::{BTreeMap, BTreeSet};

use super::ticket::PrintFile;

/// Cyan, magenta, yellow and black: every page is counted with all of them.
const PROCESS: usize = 4;
/// Pages on the two sides of a sheet that is folded once.
const FOLDED: usize = 4;

/// The inks of a leaflet besides the four, on the front and on the back, if that is printed.
pub(super) struct Inks<'a> {
    front: BTreeSet<&'a str>,
    back: Option<BTreeSet<&'a str>>,
}

impl<'a> Inks<'a> {
    /// Those of these pages of a file, counted from 1.
    pub fn of(file: &'a PrintFile, [first, last]: [usize; 2]) -> Inks<'a> {
        let side = |is_its: fn(usize) -> bool| {
            let has = |pages: &[usize]| pages.iter().any(|at| (first..=last).contains(at) && is_its(at - first));
            file.spots.iter().filter(|(_, pages)| has(pages)).map(|(name, _)| name.as_str()).collect()
        };
        // The pages come one by one: of a folder the first and the last are the outside.
        let back = (last > first).then(|| side(|at| !is_outside(at)));
        Inks { front: side(is_outside), back }
    }

    /// How many on either side, such as `5/0`.
    pub fn count(&self) -> String {
        let back = self.back.as_ref().map_or(0, |names| PROCESS + names.len());
        format!("{}/{back}", PROCESS + self.front.len())
    }

    /// What they are called, of each side where the two differ; none if there are only the four.
    pub fn names(&self) -> Option<String> {
        let called = |names: &BTreeSet<&str>| {
            let all: Vec<&str> = std::iter::once("CMYK").chain(names.iter().copied()).collect();
            all.join(" + ")
        };
        match &self.back {
            Some(back) if back != &self.front => Some(format!("{} / {}", called(&self.front), called(back))),
            _ if self.front.is_empty() => None,
            _ => Some(called(&self.front)),
        }
    }

    /// Number and names.
    pub fn all(&self) -> String {
        let names = self.names().map(|names| format!(" ({names})")).unwrap_or_default();
        self.count() + &names
    }
}

/// The names of the inks with the files that need them, each once; none if no file needs more than the four.
pub(super) fn by_file<'a>(lines: impl Iterator<Item = (usize, Inks<'a>)>) -> Option<String> {
    let mut files: BTreeMap<Option<String>, BTreeSet<usize>> = BTreeMap::new();
    for (number, inks) in lines {
        files.entry(inks.names()).or_default().insert(number);
    }
    let several = files.len() > 1;
    let named = files.into_iter().filter_map(|(names, numbers)| Some((names?, numbers)));
    let told: Vec<String> = named
        .map(|(names, numbers)| {
            let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
            if several { format!("{names} (fil {})", numbers.join(", ")) } else { names }
        })
        .collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// Whether a page, counted from 0, is on the outside of its sheet: the front of a leaf, or the first and last of a folder.
fn is_outside(at: usize) -> bool {
    matches!(at % FOLDED, 0 | 3)
}

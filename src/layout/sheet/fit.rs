//! Copy-fit: the sizes at which everything fits, each with its columns, and what each costs.

use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::columns::{Aim, Parted, balance, balance_pages};
use super::super::flow::{Atom, Grid, Narrowed, Units, atoms};
use super::frame::{Frame, Slack};
use super::overflow::Misfit;
use super::panels::WIDE;
use super::{MISREAD, Sheet};

/// Step of the search for the base size.
pub(super) const STEP: Pt = Pt(0.1);
/// Sizes below the largest that fits which are tried for better columns.
const TRIED: usize = 14;
/// What a point of type size is worth against a half-line of difference between columns.
const SIZE_COST: f32 = 14.0;
/// What an em costs by which lines are longer than they should be.
const LONG_LINE: f32 = 3.0;
/// What an em costs by which lines are shorter than they should be.
const SHORT_LINE: f32 = 2.0;
/// Lines of fewer ems than this, some 35 letters, have ragged ends that are seen more than their words.
const NARROW: f32 = 18.0;
/// What it costs that a title is smaller than it should be, for each time the base size that it loses.
const SMALL_TITLE: f32 = 30.0;
/// What it costs that later pages do not repeat the title.
const NO_RUNNING_TITLE: f32 = 25.0;
/// Size of a title that is well seen, and of one that hardly leads the page, in multiples of the base size.
const WELL_SEEN: f32 = 2.6;
const HARDLY_SEEN: f32 = 2.0;
/// Type below this size is read with effort: each point less costs twice as much.
const COMFORT: Pt = Pt(9.5);

/// What was tried, the cheapest first, and how many ways to set the text were weighed.
#[derive(Debug)]
pub(super) struct Candidates {
    /// Ways to set the text, with what they cost.
    pub ways: Vec<(f32, Fitted)>,
    /// Sizes and narrowed texts that were tried, whether they fit or not.
    pub tried: usize,
    /// Sizes below those that were tried, the largest first: they cost more than the cheapest way does before it is read.
    left: Vec<Pt>,
}

impl Candidates {
    /// Ways of smaller type that may cost less than this, the cheapest first.
    pub fn cheaper(&mut self, sheet: &Sheet<'_>, limit: f32, breaker: &mut LineBreaker) -> Vec<(f32, Fitted)> {
        let mut ways = Vec::new();
        let mut limit = limit;
        for base in std::mem::take(&mut self.left) {
            if sheet.size_cost(base) >= limit {
                break;
            }
            self.tried += 1;
            if let Some(fitted) = sheet.try_size(base, breaker) {
                limit = limit.min(sheet.cost(&fitted) + MISREAD);
                ways.push((sheet.cost(&fitted), fitted));
            }
        }
        ways.sort_by(|a, b| a.0.total_cmp(&b.0));
        ways
    }
}

/// Finds the sizes at which everything fits, with their columns.
///
/// # Errors
/// [`crate::rules::OVERFLOW`] with the number of lines too many, or the word that is wider than its column.
pub(super) fn fit(sheet: &Sheet<'_>, breaker: &mut LineBreaker) -> Result<Candidates, Misfit> {
    let (smallest, largest) = sheet.setting.base;
    let steps = ((largest - smallest) / STEP).round() as usize;
    let size = |step: usize| smallest + STEP * step as f32;
    let mut tried = 0;
    // The largest step that fits lies below `high`; all up to `low` fit.
    let (mut low, mut high) = (0, steps + 1);
    let mut found = None;
    while low < high {
        let middle = usize::midpoint(low, high);
        tried += 1;
        match sheet.try_size(size(middle), breaker) {
            Some(fitted) => {
                found = Some(fitted);
                low = middle + 1;
            }
            None => high = middle,
        }
    }
    let Some(largest_fit) = found else { return Err(sheet.overflow(smallest, breaker)) };
    let best_size = size(low - 1);
    let cost = |f: &Fitted| sheet.cost(f);
    let mut ways = vec![(cost(&largest_fit), largest_fit)];
    let least = |ways: &[(f32, Fitted)]| ways.iter().map(|(cost, _)| *cost).fold(f32::INFINITY, f32::min);
    // Smaller type on the panels of a folder is better than a section that is parted.
    let below = if sheet.panels.folded { steps } else { TRIED };
    let mut sizes = ((low - 1).saturating_sub(below)..low - 1).rev().map(size).peekable();
    // A size whose loss alone costs more than the best one in all need not be tried.
    while let Some(base) = sizes.next_if(|base| sheet.size_cost(*base) < least(&ways)) {
        tried += 1;
        ways.extend(sheet.try_size(base, breaker).map(|fitted| (cost(&fitted), fitted)));
    }
    let left = sizes.collect();
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    let best = ways[0].1.base;
    for base in [Some(best), (best < best_size).then_some(best_size)].into_iter().flatten() {
        if sheet.panels.folded || ways.iter().any(|(_, way)| way.parted.cost <= super::loosen::EVEN) {
            break;
        }
        let Some(fitted) = ways.iter().find(|(_, way)| way.base == base).map(|(_, way)| way.clone()) else { continue };
        let looser = sheet.loosen(fitted, &mut tried, breaker);
        if looser.narrowed.shares().next().is_some() {
            ways.push((cost(&looser), looser));
        }
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    let floated = ways.first().map(|(_, way)| sheet.float(way, &mut tried, breaker)).unwrap_or_default();
    ways.extend(floated.into_iter().map(|fitted| (cost(&fitted), fitted)));
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(Candidates { ways, tried, left })
}

/// A size at which everything fits.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    pub base: Pt,
    /// Size of the title and height of the strips on later pages, all else at its tightest.
    pub head: Slack,
    /// What it costs that the title is smaller than one that is well seen, or not repeated.
    pub lost: f32,
    pub atoms: Vec<Atom>,
    /// Texts that are set narrower than their column.
    pub narrowed: Narrowed,
    pub parted: Parted,
}

/// Half-lines that the columns of each page hold; `None` if a page has no room for columns at all.
pub(super) fn rooms(frame: &Frame, grid: &Grid) -> Option<Vec<Units>> {
    let edges = frame.columns_top.iter().zip(&frame.columns_bottom);
    edges
        .map(|(top, bottom)| (*bottom >= *top).then(|| ((*bottom - *top) / grid.unit + 0.001).floor() as Units))
        .collect()
}

impl Sheet<'_> {
    /// What a way costs as far as its text goes.
    fn cost(&self, fitted: &Fitted) -> f32 {
        fitted.parted.cost + self.size_cost(fitted.base) + fitted.lost
    }

    /// What a size costs whatever comes of it.
    fn size_cost(&self, base: Pt) -> f32 {
        let ems = self.panels.measure / base;
        let (short, long) = ((NARROW - ems).max(0.0), (ems - WIDE).max(0.0));
        let smaller = (self.setting.base.1 - base).0 + (COMFORT - base).max(Pt::ZERO).0;
        SIZE_COST * smaller + SHORT_LINE * short + LONG_LINE * long
    }

    /// Tries one size without slack.
    fn try_size(&self, base: Pt, breaker: &mut LineBreaker) -> Option<Fitted> {
        if self.widest(base, breaker).is_some() {
            return None;
        }
        let grid = Grid::new(self.setter.theme, base, self.panels.measure);
        let atoms = atoms(&self.sections, self.setter.theme, &grid, &Narrowed::default(), breaker);
        // A smaller title, on fewer lines, makes room where its usual size leaves too little; so do later pages that do not
        // repeat it.
        let ways = [(0.0, true), (0.0, false), (-1.0, true), (-1.0, false)];
        let ways = ways.into_iter().filter(|(_, running)| *running || self.has_running_title());
        let (head, lost, parted) = ways.into_iter().find_map(|(title, running)| {
            let head = Slack { title, running, ..Slack::default() };
            let frame = self.frame(base, &head, breaker).ok()?;
            let rooms = rooms(&frame, &grid)?;
            let seen = frame.title.size / base;
            let small = (WELL_SEEN - seen).max(0.0) + (HARDLY_SEEN - seen).max(0.0);
            let small = if title < 0.0 { small } else { 0.0 };
            let lost = SMALL_TITLE * small + if running { 0.0 } else { NO_RUNNING_TITLE };
            self.part(&atoms, &rooms).map(|parted| (head, lost, parted))
        })?;
        Some(Fitted { base, head, lost, atoms, narrowed: Narrowed::default(), parted })
    }

    /// Parts the flow into columns.
    pub(super) fn part(&self, atoms: &[Atom], rooms: &[Units]) -> Option<Parted> {
        let count = *self.panels.groups.first()?;
        match rooms {
            [first, second] => balance_pages(atoms, [*first, *second], count),
            _ => balance(
                atoms,
                *rooms.first()?,
                count,
                if self.panels.folded { Aim::WholeSections } else { Aim::EndTogether },
            ),
        }
    }
}

//! Shares out the room that a fitted text leaves: title, lead, leading, distances, the band.

use std::ops::Range;

use crate::definition::PanelPart;
use crate::text::LineBreaker;
use crate::units::{Mm, Pt};

use super::super::columns::{Parted, height};
use super::super::flow::{Atom, Grid, LINE, Listed, Narrowed, SECTION_GAP, Units};
use super::super::stretch::stretch;
use super::super::{LineMetrics, Metrics, PageMetrics};
use super::Sheet;
use super::fit::{Fitted, STEP};
use super::frame::{Frame, HELP_GROWS, Slack};

/// A sheet with every size and place decided.
#[derive(Debug)]
pub(super) struct Plan {
    /// The baseline grid, stretched.
    pub grid: Grid,
    /// Everything around the columns.
    pub frame: Frame,
    /// The atoms of the flow.
    pub atoms: Vec<Atom>,
    /// Texts that are set narrower than their column.
    pub narrowed: Narrowed,
    /// Atoms of each column, all pages in reading order.
    pub columns: Vec<Range<usize>>,
    /// Half-lines added above each atom, so that the columns of a page end together.
    pub added: Vec<Units>,
    /// What came out.
    pub metrics: Metrics,
}

/// A half-line of space that stands elsewhere than it usually would, or comes on top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Nudge {
    /// The atom that has more space above it.
    pub to: usize,
    /// The atom that has less.
    pub from: Option<usize>,
}

/// What it costs to give a half-line of space an unusual place above a section.
pub(super) const NUDGED: f32 = 1.5;
/// What it costs inside a section.
const NUDGED_INSIDE: f32 = 2.5;
/// What it costs between a list and what introduces it, or where a space inside a section is then wider than one above a
/// heading.
const UNSIGHTLY: f32 = 5.0;
/// Most that leading grows to fill a page.
const MOST_LEADING: f32 = 0.09;
/// Most that the band grows beyond its slack on a page with too little text.
const MOST_BAND: Mm = Mm(34.0);
/// Most that it grows on the first of two pages, whose columns may end early.
const MOST_FIRST_BAND: Mm = Mm(16.0);
/// Most air that comes above and below help lines, and below their band, on such a page.
const MOST_OPEN: Mm = Mm(6.0);
/// Most that the columns move down where room is left.
const MOST_ABOVE: Mm = Mm(5.0);
/// Most that the strip of colour on a later page grows.
const MOST_STRIP: Mm = Mm(22.0);
/// Most that the lead grows on such a page.
const MOST_LEAD: f32 = 0.3;
/// A page emptier than this share of its height has too little text.
const UNDERFULL: f32 = 0.06;
/// So has a page before the last one that is emptier than this: it may end early for the sake of a whole section.
const UNDERFULL_BEFORE: f32 = 0.4;
/// The panels of a folder may be emptier: below the text of each there is white.
const UNDERFULL_PANELS: f32 = 0.4;

impl Plan {
    /// The ways to give a half-line of space another place in one of the columns that it `helps`, the cheapest first: each
    /// below a text of a column, taken from another where the column's end allows no growth.
    pub fn nudges(&self, helps: impl Fn(usize) -> bool) -> Vec<(f32, Nudge)> {
        let mut ways = Vec::new();
        for (_, column) in self.columns.iter().enumerate().filter(|(at, _)| helps(*at)) {
            let places = column.clone().skip(1).filter(|at| self.atoms[*at].gap > 0);
            for to in places {
                let from = column.clone().rev().find(|at| *at != to && self.added[*at] > 0);
                ways.push(Nudge { to, from });
                if from.is_some() {
                    ways.push(Nudge { to, from: None });
                }
            }
        }
        let (sightly, unsightly): (Vec<Nudge>, _) = ways.into_iter().partition(|nudge| self.stays_sightly(*nudge));
        let (opens, others): (Vec<Nudge>, _) = sightly.into_iter().partition(|nudge| self.atoms[nudge.to].opens);
        let costing = |cost: f32| move |nudge: Nudge| (cost, nudge);
        let sightly = opens.into_iter().map(costing(NUDGED)).chain(others.into_iter().map(costing(NUDGED_INSIDE)));
        sightly.chain(unsightly.into_iter().map(costing(UNSIGHTLY))).collect()
    }

    /// Whether a nudge leaves what introduces a list beside it, and headings of its column set off by as much space as there is
    /// anywhere else.
    fn stays_sightly(&self, nudge: Nudge) -> bool {
        let space = |at: usize| {
            let grown = self.atoms[at].gap + self.added[at] + Units::from(at == nudge.to);
            grown.saturating_sub(Units::from(Some(at) == nudge.from))
        };
        if self.atoms[nudge.to].item == Listed::Introduced {
            return false;
        }
        let Some(column) = self.columns.iter().find(|column| column.contains(&nudge.to)) else { return false };
        let is_heading = |at: &usize| self.atoms[*at].opens && !self.atoms[*at].boxed;
        let (headings, others): (Vec<usize>, Vec<usize>) = column.clone().skip(1).partition(is_heading);
        let least = headings.into_iter().map(space).min().unwrap_or(SECTION_GAP);
        others.into_iter().map(space).all(|space| space <= least)
    }
}

impl Sheet<'_> {
    /// Shares out the room that is left, with a space moved or grown. `None` where a space cannot grow.
    pub(super) fn settle(&self, fitted: &Fitted, nudge: Option<Nudge>, breaker: &mut LineBreaker) -> Option<Plan> {
        let Fitted { base, head, atoms, narrowed, parted: Parted { columns, .. }, .. } = fitted;
        let base = *base;
        let Spread { highest, added, difference } = self.spread(atoms, columns, nudge)?;
        let gaps = self.gap_differences(atoms, columns, &added);
        let mut grid = Grid::new(self.setter.theme, base, self.panels.measure);
        let natural = grid.unit;
        let mut slack = *head;
        let mut frame = self.frame(base, &slack, breaker).ok()?;
        // Room of a page with the columns at their natural height.
        let room = |frame: &Frame, grid: &Grid, page: usize| {
            frame.columns_bottom[page] - frame.columns_top[page] - grid.unit * highest[page] as f32
        };
        let last = highest.len() - 1;
        if nudge.is_some() && (0..=last).any(|page| room(&frame, &grid, page) < Pt::ZERO) {
            return None;
        }

        // With little text the title and the lead grow first: they are what a reader sees. So they do where the first of two
        // pages ends early for the sake of a whole section.
        if base + STEP > self.setting.base.1 || last > 0 {
            for step in 1..=10 {
                let share = step as f32 / 10.0;
                let larger = Slack { title: share, lead: MOST_LEAD * share, ..slack };
                let Ok(tried) = self.frame(base, &larger, breaker) else { break };
                let (top, _) = self.slack_room();
                if room(&tried, &grid, 0) < top * 0.5 {
                    break;
                }
                slack = larger;
                frame = tried;
            }
        }
        // Leading takes half of the room of the fullest page, up to its limit.
        let (top_room, bottom_room) = self.slack_room();
        let share = (0..highest.len())
            .map(|page| {
                let columns = natural * highest[page].max(1) as f32;
                let gaps =
                    if page == 0 { top_room } else { Pt::ZERO } + if page == last { bottom_room } else { Pt::ZERO };
                let free = room(&frame, &grid, page);
                (free / columns * 0.5).max((free - gaps) / columns).clamp(0.0, (free / columns).max(0.0))
            })
            .fold(MOST_LEADING, f32::min);
        grid.unit = natural * (1.0 + share);
        // The distances take the rest: those above the columns on the first page, those below on the last.
        let free_first = room(&frame, &grid, 0).max(Pt::ZERO);
        let used = |free: Pt, room: Pt| if room > Pt::ZERO { (free / room).min(1.0) } else { 0.0 };
        if last == 0 {
            slack.top = used(free_first, top_room + bottom_room);
            slack.bottom = slack.top;
        } else {
            slack.top = used(free_first, top_room);
            slack.bottom = used(room(&frame, &grid, last).max(Pt::ZERO), bottom_room);
        }
        frame = self.frame(base, &slack, breaker).ok()?;
        // What no distance takes makes the band higher.
        if self.panels.beside_sections(PanelPart::Title) {
            let over = room(&frame, &grid, 0).max(Pt::ZERO);
            let most = if last == 0 { MOST_BAND } else { MOST_FIRST_BAND };
            slack.band = over.min(most.pt() * (self.document.format.trim.height / Mm(297.0).pt()));
        }
        let joins = self.help_joins_strip(columns);
        if last > 0 && !joins {
            slack.strip = room(&frame, &grid, last).max(Pt::ZERO).min(MOST_STRIP.pt() * self.setting.scale);
        }
        frame = self.frame(base, &slack, breaker).ok()?;
        frame = self.open_help(base, slack, frame, |frame| room(frame, &grid, last), breaker)?;

        let rooms = (0..=last).map(|page| room(&frame, &grid, page)).collect();
        let metrics = self.outcome((&frame, &slack), &grid, rooms, (&difference, &gaps), columns);
        // A little that is still left opens above the columns as well; more stays below, and the text begins under the lead.
        let left = room(&frame, &grid, last).max(Pt::ZERO);
        if left > Pt(1.0) && !self.panels.cover() {
            frame.columns_top[last] += (left * 0.4).min(MOST_ABOVE.pt() * self.setting.scale);
        }
        if joins {
            frame.help.0 = frame.strip;
        }
        Some(Plan {
            grid,
            frame,
            atoms: atoms.clone(),
            narrowed: narrowed.clone(),
            columns: columns.clone(),
            added,
            metrics,
        })
    }

    /// Whether no section stands on the last of several pages: there the ground of the help lines joins the strip at the page's
    /// head, since white between them looks as if a text had fallen out.
    fn help_joins_strip(&self, columns: &[Range<usize>]) -> bool {
        let beside = self.help.is_some()
            && self.panels.beside_sections(PanelPart::Help)
            && self.panels.holding(PanelPart::Help).has(PanelPart::Foot);
        let mut pages = columns.chunks(self.panels.count());
        let empty = |page: &[Range<usize>]| page.iter().all(Range::is_empty);
        beside && !self.panels.folded && pages.len() > 1 && pages.next_back().is_some_and(empty)
    }

    /// What came out: of each page the room that is left, and the half-lines by which its columns end apart and its gaps differ.
    fn outcome(
        &self,
        (frame, slack): (&Frame, &Slack),
        grid: &Grid,
        rooms: Vec<Pt>,
        (difference, gaps): (&[Units], &[Units]),
        columns: &[Range<usize>],
    ) -> Metrics {
        let cover = self.panels.cover();
        let most_room = if cover { UNDERFULL_PANELS } else { UNDERFULL };
        let height = self.document.format.trim.height;
        let short = match rooms.split_last() {
            Some((last, before)) => {
                *last > height * most_room || before.iter().any(|room| *room > height * UNDERFULL_BEFORE)
            }
            None => false,
        };
        let pages = rooms.into_iter().enumerate().map(|(page, room)| {
            let left = room.max(Pt::ZERO);
            let high = frame.columns_bottom[page] - frame.columns_top[page];
            PageMetrics {
                fill: if high > Pt::ZERO { 1.0 - left / high } else { 1.0 },
                column_difference: difference[page] as f32 / LINE as f32,
                gap_difference: gaps[page] as f32 / LINE as f32,
                room: left,
                lines: LineMetrics::default(),
            }
        });
        Metrics {
            base: grid.base,
            leading: grid.unit * LINE as f32,
            title: frame.title.size,
            tried: 0,
            columns: if self.panels.folded { usize::from(self.setting.columns) } else { self.panels.count() },
            empty_panels: if cover { columns.iter().filter(|column| column.is_empty()).count() } else { 0 },
            underfull: short,
            band: slack.band,
            brief_contact: false,
            pages: pages.collect(),
        }
    }

    /// Half-lines by which the space above one section of a page is wider than that above another.
    fn gap_differences(&self, atoms: &[Atom], columns: &[Range<usize>], added: &[Units]) -> Vec<Units> {
        let of_page = |columns: &[Range<usize>]| {
            let inner = columns.iter().flat_map(|column| column.clone().skip(1)).filter(|at| atoms[*at].opens);
            let spaces: Vec<Units> = inner.map(|at| atoms[at].gap + added[at]).collect();
            spaces.iter().max().zip(spaces.iter().min()).map_or(0, |(most, least)| most - least)
        };
        columns.chunks(self.panels.count()).map(of_page).collect()
    }

    /// Where the last page, which is no panel, is still not full, numbers that are to be found at once are larger and have air around them.
    fn open_help(
        &self,
        base: Pt,
        mut slack: Slack,
        mut frame: Frame,
        room: impl Fn(&Frame) -> Pt,
        breaker: &mut LineBreaker,
    ) -> Option<Frame> {
        if self.panels.folded || room(&frame) <= Pt(1.0) {
            return Some(frame);
        }
        for step in (1..=4).rev() {
            let larger = Slack { help: HELP_GROWS * step as f32 / 4.0, ..slack };
            if let Some(tried) = self.frame(base, &larger, breaker).ok().filter(|frame| room(frame) >= Pt::ZERO) {
                (slack, frame) = (larger, tried);
                break;
            }
        }
        slack.open = (room(&frame).max(Pt::ZERO) / 5.0).min(MOST_OPEN.pt() * self.setting.scale);
        if slack.open > Pt(1.0) { self.frame(base, &slack, breaker).ok() } else { Some(frame) }
    }

    /// Adds the half-lines above atoms that make the columns of a page end together, and the nudge. `None` where it takes a
    /// space that is not there.
    fn spread(&self, atoms: &[Atom], columns: &[Range<usize>], nudge: Option<Nudge>) -> Option<Spread> {
        let count = self.panels.count();
        let mut highest: Vec<Units> = columns
            .chunks(count)
            .map(|page| page.iter().map(|c| height(&atoms[c.clone()])).max().unwrap_or(0))
            .collect();
        let mut added = vec![0; atoms.len()];
        let mut difference = vec![0; highest.len()];
        // The panels of a folder end where their sections do.
        for (page, columns) in columns.chunks(count).enumerate().filter(|_| !self.panels.folded) {
            for column in columns {
                let own = &atoms[column.clone()];
                let (more, left) = stretch(own, highest[page] - height(own));
                added[column.clone()].copy_from_slice(&more);
                difference[page] = difference[page].max(left);
            }
        }
        if let Some(nudge) = nudge {
            let column = columns.iter().position(|column| column.contains(&nudge.to))?;
            added[nudge.to] += 1;
            if let Some(from) = nudge.from {
                added[from] = added[from].checked_sub(1)?;
            } else {
                let own = &columns[column];
                let grown = height(&atoms[own.clone()]) + added[own.clone()].iter().sum::<Units>();
                let page = column / count;
                difference[page] += Units::from(grown > highest[page]);
                if difference[page] > LINE {
                    return None;
                }
                highest[page] = highest[page].max(grown);
            }
        }
        Some(Spread { highest, added, difference })
    }
}

/// The spaces of the columns.
struct Spread {
    /// Half-lines of the fullest column of each page.
    highest: Vec<Units>,
    /// Half-lines added above each atom.
    added: Vec<Units>,
    /// Half-lines by which columns of each page end apart.
    difference: Vec<Units>,
}

//! Copy-fit: the largest type at which everything fits, then the room that is left, shared out on the baseline grid.

use std::ops::Range;

use crate::definition::{PanelPart, StyleName};
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::text::LineBreaker;
use crate::units::{Mm, Pt};

use super::super::columns::{Aim, Parted, balance, balance_pages, height};
use super::super::flow::{self, Atom, Grid, LINE, Narrowed, Units, atoms};
use super::super::stretch::stretch;
use super::super::{Metrics, PageMetrics};
use super::Sheet;
use super::frame::{Frame, Slack};

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

/// Step of the search for the base size.
const STEP: Pt = Pt(0.1);
/// Sizes below the largest that fits which are tried for better columns.
const TRIED: usize = 7;
/// What a point of type size is worth against a half-line of difference between columns.
const SIZE_COST: f32 = 14.0;
/// What a title at its smallest size costs.
const SMALL_TITLE: f32 = 9.0;
/// Most that leading grows to fill a page.
const MOST_LEADING: f32 = 0.09;
/// Most that the band grows beyond its slack on a page with too little text.
const MOST_BAND: Mm = Mm(34.0);
/// Most that the strip of colour on a later page grows.
const MOST_STRIP: Mm = Mm(22.0);
/// Most that the lead grows on such a page.
const MOST_LEAD: f32 = 0.3;
/// A page emptier than this share of its height has too little text.
const UNDERFULL: f32 = 0.06;
/// The panels of a folder may be emptier: below the text of each there is white.
const UNDERFULL_PANELS: f32 = 0.4;

/// Finds the plan.
///
/// # Errors
/// [`rules::OVERFLOW`] with the number of lines too many, or the word that is wider than its column.
pub(super) fn fit(sheet: &Sheet<'_>, breaker: &mut LineBreaker) -> Result<Plan, Vec<Diagnostic>> {
    let (smallest, largest) = sheet.setting.base;
    let steps = ((largest - smallest) / STEP).round() as usize;
    let size = |step: usize| smallest + STEP * step as f32;
    // The largest step that fits lies below `high`; all up to `low` fit.
    let (mut low, mut high) = (0, steps + 1);
    let mut found = None;
    while low < high {
        let middle = usize::midpoint(low, high);
        match sheet.try_size(size(middle), breaker) {
            Some(fitted) => {
                found = Some(fitted);
                low = middle + 1;
            }
            None => high = middle,
        }
    }
    let Some(mut best) = found else { return Err(vec![sheet.overflow(smallest, breaker)]) };
    let largest_fit = low - 1;
    let best_size = size(largest_fit);
    let cost = |f: &Fitted| f.parted.cost + SIZE_COST * (best_size - f.base).0 - SMALL_TITLE * f.title;
    // Smaller type on the panels of a folder is better than a section that is parted.
    let tried = if sheet.panels.folded { steps } else { TRIED };
    for step in (largest_fit.saturating_sub(tried)..largest_fit).rev() {
        // A size whose loss alone costs more than the best one in all need not be tried.
        let least = SIZE_COST * (best_size - size(step)).0;
        if cost(&best) <= least {
            break;
        }
        if let Some(fitted) = sheet.try_size(size(step), breaker)
            && cost(&fitted) < cost(&best)
        {
            best = fitted;
        }
    }
    for step in [Some(best.base), (best.base < best_size).then_some(best_size)].into_iter().flatten() {
        if sheet.panels.folded || best.parted.cost <= super::loosen::EVEN {
            break;
        }
        let looser = sheet.try_size(step, breaker).map(|fitted| sheet.loosen(fitted, breaker));
        if let Some(looser) = looser
            && cost(&looser) < cost(&best)
        {
            best = looser;
        }
    }
    sheet.finish(best, breaker).ok_or_else(|| vec![sheet.overflow(smallest, breaker)])
}

/// A size at which everything fits.
#[derive(Debug)]
pub(super) struct Fitted {
    pub base: Pt,
    /// Share of the way from the usual title size to the smallest, negative, or 0.
    pub title: f32,
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
    /// Tries one size without slack.
    fn try_size(&self, base: Pt, breaker: &mut LineBreaker) -> Option<Fitted> {
        if self.widest(base, breaker).is_some() {
            return None;
        }
        let grid = Grid::new(self.setter.theme, base, self.panels.measure);
        let atoms = atoms(&self.sections, self.setter.theme, &grid, &Narrowed::default(), breaker);
        // A smaller title, on fewer lines, makes room where its usual size leaves too little.
        let (title, parted) = [0.0, -1.0].into_iter().find_map(|title| {
            let frame = self.frame(base, &Slack { title, ..Slack::default() }, breaker).ok()?;
            let rooms = rooms(&frame, &grid)?;
            self.part(&atoms, &rooms).map(|parted| (title, parted))
        })?;
        Some(Fitted { base, title, atoms, narrowed: Narrowed::default(), parted })
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

    /// Shares out the room that is left. `None` if the title does not fit, which a size that was tried rules out.
    fn finish(&self, fitted: Fitted, breaker: &mut LineBreaker) -> Option<Plan> {
        let Fitted { base, title, atoms, narrowed, parted: Parted { columns, .. } } = fitted;
        let count = self.panels.groups.first().copied().unwrap_or(1).max(1);
        let highest: Vec<Units> = columns
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
        let mut grid = Grid::new(self.setter.theme, base, self.panels.measure);
        let natural = grid.unit;
        let mut slack = Slack { title, ..Slack::default() };
        let mut frame = self.frame(base, &slack, breaker).ok()?;
        // Room of a page with the columns at their natural height.
        let room = |frame: &Frame, grid: &Grid, page: usize| {
            frame.columns_bottom[page] - frame.columns_top[page] - grid.unit * highest[page] as f32
        };
        let last = highest.len() - 1;

        // With little text the title and the lead grow first: they are what a reader sees.
        if base + STEP > self.setting.base.1 {
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
            slack.band = over.min(MOST_BAND.pt() * (self.document.format.trim.height / Mm(297.0).pt()));
        }
        if last > 0 {
            slack.strip = room(&frame, &grid, last).max(Pt::ZERO).min(MOST_STRIP.pt() * self.setting.scale);
        }
        frame = self.frame(base, &slack, breaker).ok()?;

        let pages = (0..=last)
            .map(|page| {
                let left = room(&frame, &grid, page).max(Pt::ZERO);
                PageMetrics {
                    fill: 1.0 - left / self.document.format.trim.height,
                    column_difference: difference[page] as f32 / LINE as f32,
                    room: left,
                }
            })
            .collect();
        let most_room = if self.panels.cover() { UNDERFULL_PANELS } else { UNDERFULL };
        let empty_panels = columns.iter().filter(|column| column.is_empty()).count();
        let metrics = Metrics {
            base,
            leading: grid.unit * LINE as f32,
            title: frame.title.size,
            empty_panels: if self.panels.cover() { empty_panels } else { 0 },
            underfull: room(&frame, &grid, last) > self.document.format.trim.height * most_room,
            pages,
        };
        // What is still left opens between columns and help lines in equal parts above and below.
        for page in 0..=last {
            let left = room(&frame, &grid, page).max(Pt::ZERO);
            if page == last && left > Pt(1.0) && !self.panels.cover() {
                frame.columns_top[page] += left * 0.4;
            }
        }
        Some(Plan { grid, frame, atoms, narrowed, columns, added, metrics })
    }

    /// The text that is wider than its column at this size.
    fn widest(&self, base: Pt, breaker: &mut LineBreaker) -> Option<(String, Pt)> {
        let theme = self.setter.theme;
        let grid = Grid::new(theme, base, self.panels.measure);
        for element in self.sections.iter().flat_map(|s| &s.elements) {
            for text in element.texts() {
                let measure = match (element, text.style) {
                    (super::super::galley::Element::Callout(texts), _) => {
                        // The narrowest text of the box decides for all of it.
                        let widths = texts.iter().map(|t| flow::box_measure(t, theme, &grid));
                        widths.fold(grid.measure, Pt::min)
                    }
                    (_, StyleName::Quote | StyleName::QuoteSource) => flow::quote_measure(theme, &grid),
                    _ => flow::text_measure(element, theme, &grid),
                };
                if let Some(excess) = text.too_wide(theme, base, measure) {
                    return Some((text.paragraph.text().text.clone(), excess));
                }
            }
        }
        let help = self.help.as_ref().and_then(|help| help.too_wide(self, base));
        let found = help.or_else(|| self.foot.too_wide(self, base, breaker));
        found.map(|(text, excess)| (text.paragraph.text().text.clone(), excess))
    }

    /// Says by how much and where the text is too long.
    fn overflow(&self, base: Pt, breaker: &mut LineBreaker) -> Diagnostic {
        let format = self.document.format.name;
        let report = |message: String, help: &str| {
            Diagnostic::new(&rules::OVERFLOW, message).on(self.document.metadata.id.clone()).help(help)
        };
        if let Some((text, excess)) = self.widest(base, breaker) {
            let short: String = text.chars().take(60).collect();
            return report(
                format!(
                    "a word or number in “{short}” is {:.1} mm wider than its place on {format}, and it may not be parted",
                    excess.mm().0
                ),
                "Write it shorter, or leave it out of this format.",
            );
        }
        let theme = self.setter.theme;
        let grid = Grid::new(theme, base, self.panels.measure);
        let atoms = atoms(&self.sections, theme, &grid, &Narrowed::default(), breaker);
        let frame = match self.frame(base, &Slack { title: -1.0, ..Slack::default() }, breaker) {
            Ok(frame) => frame,
            Err(part) => {
                let help =
                    "Shorten it, name fewer sections for this format with `sections = [...]`, or choose a larger one.";
                return report(format!("{} {format} at the smallest size", unfit(part)), help);
            }
        };
        let rooms = rooms(&frame, &grid).unwrap_or_else(|| vec![0; self.panels.groups.len()]);
        let most = height(&atoms) + LINE;
        let lines = (1..=most)
            .find(|more| {
                let higher: Vec<Units> = rooms.iter().map(|room| room + more).collect();
                self.part(&atoms, &higher).is_some()
            })
            .map_or(most, |more| (more * self.panels.columns.len() as u32).div_ceil(LINE));
        let mut sections: Vec<(u32, &str)> = self
            .sections
            .iter()
            .enumerate()
            .map(|(index, section)| {
                let own = atoms.iter().filter(|a| a.section as usize == index);
                (own.map(|a| a.height).sum::<Units>() / LINE, section.id.as_str())
            })
            .collect();
        sections.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let longest: Vec<String> = sections.iter().take(3).map(|(lines, id)| format!("{id} ({lines} lines)")).collect();
        let pages =
            if self.document.pages == 1 { "one page".to_owned() } else { format!("{} pages", self.document.pages) };
        report(
            format!(
                "{lines} {} too many for {pages} of {format} at the smallest size; the longest sections are {}",
                if lines == 1 { "line" } else { "lines" },
                longest.join(", ")
            ),
            if self.document.pages < self.document.format.max_pages {
                "Shorten or drop a section, or give the format another page: { format = \"a5\", pages = 2 }."
            } else {
                "Shorten or drop a section, or choose a larger format."
            },
        )
    }
}

/// How a message says that a part does not fit.
fn unfit(part: PanelPart) -> &'static str {
    match part {
        PanelPart::Audience | PanelPart::Title => "the title does not fit",
        PanelPart::Lead => "title and lead do not fit the cover of",
        PanelPart::Sections => "the sections do not fit",
        PanelPart::Help => "the help lines do not fit their panel of",
        PanelPart::Foot => "contact and senders do not fit their panel of",
    }
}

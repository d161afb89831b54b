//! Where columns end: together, or as far apart as the build tells.

use std::collections::BTreeSet;

use leaflet::definition::PanelPart;
use leaflet::document::{Content, Section};
use leaflet::page::{FilledRect, Item, Tag, TagNode};
use leaflet::units::Pt;

use super::sheet::{Place, Sheet, is_text, nodes};
use super::support::{Line, lines};

/// Lines of running text from which on the columns of a page must end together.
const ENOUGH: usize = 12;

/// Lines by which columns of any text may end apart. A heading, the sentence that leads to a list, its first item and the
/// beginning of the second go into one column or the other as a whole; sensible texts do better, see the grooming sheet.
const APART: f32 = 10.0;

/// A box no higher than this is a line, and ends no column.
const LINE_OF_INK: Pt = Pt(2.0);

/// Share of a line by which what ends a column may stand higher than its place on the grid: boxes, captions and pictures are
/// not on it, and are a half-line lower at the most.
pub const HINTED: f32 = 0.25;

/// Share of the leading that lies below a line of running text.
const UNDER_LINE: f32 = 0.22;

/// Bars are narrower than this.
const BAR: Pt = Pt(5.0);

/// Lines that a heading holds together above or below a box.
const HEADING: f32 = 4.0;

impl Sheet<'_> {
    /// Where each column's last line stands, boxes that end it counted as a line at their lower edge.
    pub fn ends(&self) -> Vec<(Place, Pt)> {
        let mut ends: Vec<(Place, Pt)> = Vec::new();
        let mut reach = |place: Place, y: Pt| match ends.iter_mut().find(|(known, _)| *known == place) {
            Some((_, end)) => *end = end.max(y),
            None => ends.push((place, y)),
        };
        for line in self.sections().iter().flat_map(|section| lines(self.pages, section)) {
            reach(self.place(line.page, &line.ink), line.y);
        }
        for (index, page) in self.pages.pages.iter().enumerate() {
            let (x, width) = self.columns(index)[0];
            for item in page.content.iter().flat_map(|marked| &marked.items) {
                let rect = match item {
                    // Call-outs, and the bars beside quotations.
                    Item::Rect(FilledRect { rect, .. })
                        if ((rect.width - width).abs() < Pt(0.01) || rect.width < BAR)
                            && rect.x >= x - Pt(0.01)
                            && rect.height > LINE_OF_INK =>
                    {
                        *rect
                    }
                    Item::Image(image) => image.rect,
                    _ => continue,
                };
                // The lower edge lies below the line that would stand there by what is under its letters.
                reach(self.place(index, &rect), rect.bottom() - self.metrics.leading * UNDER_LINE);
            }
        }
        ends
    }

    /// Height in lines of the highest part that may not be parted: a box, or a section that is kept.
    pub fn tallest_whole(&self) -> f32 {
        let of = |(section, tags): (&Section, &&TagNode)| {
            let whole = section.keep || matches!(section.content, Content::Callout(_) | Content::Quote { .. });
            let lines = lines(self.pages, tags);
            let (first, last) = (lines.first().filter(|_| whole)?, lines.last()?);
            Some((last.y - first.y) / self.metrics.leading + 2.0)
        };
        self.document.sections.iter().zip(&self.sections()).filter_map(of).fold(0.0, f32::max)
    }

    /// The most lines by which columns of one page end apart, of pages with enough lines.
    pub fn apart(&self) -> f32 {
        let body: Vec<Line> = self.sections().iter().flat_map(|section| lines(self.pages, section)).collect();
        let ends = self.ends();
        let mut worst = 0.0_f32;
        for page in 0..self.pages.pages.len() {
            if body.iter().filter(|line| line.page == page).count() <= ENOUGH {
                continue;
            }
            let of_page: Vec<Pt> = ends.iter().filter(|(place, _)| place.page == page).map(|(_, y)| *y).collect();
            let high = of_page.iter().copied().fold(Pt::ZERO, Pt::max);
            // An empty column ends above the first line.
            let top = body.iter().filter(|line| line.page == page).map(|line| line.y).fold(high, Pt::min);
            let full = of_page.len() == self.metrics.columns;
            let start = if full { high } else { top - self.metrics.leading };
            let low = of_page.iter().copied().fold(start, Pt::min);
            worst = worst.max((high - low) / self.metrics.leading);
        }
        worst
    }

    /// Sections of a folder are parted only where they cannot all stand whole on the panels that it has for them, or would leave
    /// one of them empty.
    pub fn panels_hold_whole_sections(&self, faults: &mut Vec<String>) {
        let holds = |panel: &&leaflet::definition::Panel| panel.holds.contains(&PanelPart::Sections);
        let panels = self.document.format.panels.iter().filter(holds).count();
        let images = self.document.sections.iter().any(|section| matches!(section.content, Content::Image { .. }));
        if panels == 0 || images {
            return;
        }
        let (leading, margin) = (self.metrics.leading, &self.setting.margin);
        let room = self.pages.trim.height - margin.top - margin.bottom;
        let (mut needed, mut filled, mut parted) = (1, Pt::ZERO, 0);
        let mut used: BTreeSet<Place> = BTreeSet::new();
        for section in self.sections() {
            let mut spans: Vec<(Place, Pt, Pt)> = Vec::new();
            for line in lines(self.pages, section) {
                let place = self.place(line.page, &line.ink);
                match spans.iter_mut().find(|(known, ..)| *known == place) {
                    Some((_, top, bottom)) => {
                        (*top, *bottom) = ((*top).min(line.ink.y), (*bottom).max(line.ink.bottom()));
                    }
                    None => spans.push((place, line.ink.y, line.ink.bottom())),
                }
            }
            parted += usize::from(spans.len() > 1);
            used.extend(spans.iter().map(|(place, ..)| *place));
            // Two lines more for the distances and the edges of a box.
            let height = spans.iter().map(|(_, top, bottom)| *bottom - *top).sum::<Pt>() + leading * 2.0;
            if height > room {
                return;
            }
            if filled + height > room {
                (needed, filled) = (needed + 1, Pt::ZERO);
            }
            filled += height;
        }
        // The panel of the help lines may have sections instead.
        let panels = panels.max(used.len());
        if needed <= panels && self.sections().len() >= panels && parted > 0 {
            faults.push(format!("{parted} sections are parted that would stand whole on {needed} of {panels} panels"));
        }
    }

    pub fn columns_end_together(&self, faults: &mut Vec<String>) {
        if !self.document.format.panels.is_empty() {
            return;
        }
        let (apart, whole) = (self.apart(), self.tallest_whole());
        if apart > (whole + HEADING).max(APART) + 0.5 {
            faults
                .push(format!("columns end {apart:.1} lines apart, and nothing higher than {whole:.1} lines is whole"));
        }
    }

    /// Columns end within a line of each other, or the build says by how much they do not.
    pub fn columns_end_as_told(&self, faults: &mut Vec<String>) {
        if !self.document.format.panels.is_empty() {
            return;
        }
        let told = self.metrics.pages.iter().map(|page| page.column_difference).fold(1.0, f32::max);
        if self.apart() > told + HINTED {
            faults.push(format!("columns end {} lines apart, and {told} are told", self.apart()));
        }
    }

    pub fn headings_keep_their_text(&self, faults: &mut Vec<String>) {
        for section in self.sections() {
            let all: Vec<(bool, Line)> = nodes(section)
                .into_iter()
                .filter(|node| is_text(node) && node.tag != Tag::Label)
                .flat_map(|node| {
                    lines(self.pages, node).into_iter().map(|line| (matches!(node.tag, Tag::Heading(..)), line))
                })
                .collect();
            let Some(last) = all.iter().rposition(|(heading, _)| *heading) else { continue };
            let place = |line: &Line| self.place(line.page, &line.ink);
            let own = place(&all[last].1);
            let after = &all[last + 1..];
            let kept = after.iter().take_while(|(_, line)| place(line) == own).count();
            if kept < after.len().min(1) {
                faults.push(format!("heading “{}” stands without its text", all[last].1.text));
            }
            if all[..last].iter().any(|(_, line)| place(line) != own) {
                faults.push(format!("heading “{}” is parted", all[last].1.text));
            }
        }
    }
}

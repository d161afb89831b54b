//! Paragraphs that take a line more, so that the columns of a page end together where spaces alone do not reach.
//!
//! A ragged text that is set a few per cent narrower has a line more and looks no different; typesetters do the same by
//! hand.

use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::flow::{Grid, atoms, text_measure};
use super::super::galley::{Element, SetText};
use super::Sheet;
use super::fit::{Fitted, rooms};

/// Columns that cost no more than this are even enough.
pub(super) const EVEN: f32 = 6.0;
/// Texts that are narrowed at the most.
const MOST: usize = 4;
/// Shares of its measure that a text may take, from the widest.
const SHARES: [f32; 10] = [0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.91, 0.90];
/// What it costs to narrow a text at all.
const NARROWED: f32 = 1.5;
/// What it costs to take a tenth of its measure.
const NARROWER: f32 = 5.0;

impl Sheet<'_> {
    /// Narrows one text after the other, each time the one that makes the columns end most evenly, as long as one does; counts
    /// what it tries.
    pub(super) fn loosen(&self, fitted: Fitted, tried: &mut usize, breaker: &mut LineBreaker) -> Fitted {
        let grid = Grid::new(self.setter.theme, fitted.base, self.panels.measure);
        let frame = self.frame(fitted.base, &fitted.head, breaker);
        let Some(rooms) = frame.ok().and_then(|frame| rooms(&frame, &grid)) else { return fitted };
        let looser = self.narrower(&grid, breaker);
        let mut best = fitted;
        for _ in 0..MOST {
            let mut better = None;
            for (section, element, share) in &looser {
                if best.parted.cost <= EVEN || best.narrowed.has(*section, *element) {
                    continue;
                }
                let narrowed = best.narrowed.with(*section, *element, *share);
                let atoms = atoms(&self.sections, self.setter.theme, &grid, &narrowed, breaker);
                *tried += 1;
                let Some(mut parted) = self.part(&atoms, &rooms) else { continue };
                parted.cost += narrowed.shares().map(|share| NARROWED + (1.0 - share) * 10.0 * NARROWER).sum::<f32>();
                let least = better.as_ref().map_or(best.parted.cost, |known: &Fitted| known.parted.cost);
                if parted.cost < least {
                    better = Some(Fitted { atoms, narrowed, parted, ..best });
                }
            }
            match better {
                Some(better) => best = better,
                None => break,
            }
        }
        best
    }

    /// Texts that take a line more at a share of their measure: section, element, the widest such share.
    fn narrower(&self, grid: &Grid, breaker: &mut LineBreaker) -> Vec<(u32, u32, f32)> {
        let mut found = Vec::new();
        for (section, galley) in self.sections.iter().enumerate() {
            for (element, shown) in galley.elements.iter().enumerate() {
                let (Element::Paragraph(text) | Element::Item { text, .. }) = shown else { continue };
                let share = self.line_more(text, text_measure(shown, self.setter.theme, grid), grid, breaker);
                found.extend(share.map(|share| (section as u32, element as u32, share)));
            }
        }
        found
    }

    /// The widest share of the measure at which a text takes a line more, but no hyphen.
    fn line_more(&self, text: &SetText, measure: Pt, grid: &Grid, breaker: &mut LineBreaker) -> Option<f32> {
        // A justified text that is narrower than its column would show it.
        if text.paragraph.is_justified() {
            return None;
        }
        let theme = self.setter.theme;
        let size = text.size(theme, grid.base);
        let (lines, hyphens) = text.paragraph.line_hyphens(breaker, measure / size);
        SHARES.into_iter().find(|share| {
            let narrow = measure * *share;
            let (more, parted) = text.paragraph.line_hyphens(breaker, narrow / size);
            more == lines + 1
                && parted.count_ones() <= hyphens.count_ones()
                && text.too_wide(theme, grid.base, narrow).is_none()
        })
    }
}

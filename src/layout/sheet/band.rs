//! Draws the band of a sheet with its title, the cover of a folder, and the strips of colour at the head of other pages.

use crate::definition::{Block, PanelPart, StyleName};
use crate::document::RichText;
use crate::page::{Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Pt, Rect};

use super::super::draft;
use super::super::headline::TitlePlace;
use super::super::paint::{Painter, Setting, node};
use super::super::stack::{Pen, Spot};
use super::Sheet;
use super::settle::Plan;

/// A strip that reaches this many multiples of the type size below the safe zone has room for a running title.
const ROOM_FOR_TITLE: f32 = 1.6;
/// Lines of a running title, at most; the share of its width that two take; from one to the next, in multiples of the type
/// size.
const MOST_RUNNING: usize = 2;
const HALF: f32 = 0.62;
const RUNNING_LEADING: f32 = 1.3;
/// Room over its capitals for rings and dots, in multiples of the type size.
const OVER_CAPITAL: f32 = 0.2;

impl Sheet<'_> {
    /// Height of a strip that repeats the title of a leaflet of several pages.
    pub(super) fn running_strip(&self, base: Pt) -> Pt {
        if !self.has_running_title() {
            return Pt::ZERO;
        }
        let text = self.setter.set(&RichText::plain(self.document.title.text()), StyleName::Audience);
        let size = text.size(self.setter.theme, base);
        let long = size * text.paragraph.width() > self.inside(PanelPart::Sections).1;
        let below = if long { RUNNING_LEADING } else { 0.0 };
        self.setting.safe + size * (ROOM_FOR_TITLE + below)
    }

    /// Whether there are later pages that can repeat the title; the panels of a folder do not.
    pub(super) fn has_running_title(&self) -> bool {
        !self.panels.folded && self.panels.groups.len() > 1
    }

    /// Repeats the title in a strip that has room for it beside the mark of a draft, on two lines if need be; decoration, since
    /// it was read on the first page.
    fn draw_running_title(
        &self,
        page: usize,
        strip: Pt,
        plan: &Plan,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) {
        let text = self.setter.set(&RichText::plain(self.document.title.text()), StyleName::Audience);
        let size = text.size(pen.theme, plan.grid.base);
        let (left, width) = self.inside(PanelPart::Sections);
        let safe = self.setting.safe;
        let mark = draft::place(self.document, &self.setter);
        let shortest = size * text.paragraph.width() * HALF;
        for measure in [width, shortest.min(width)] {
            let lines = text.paragraph.balanced_lines(pen.faces, breaker, measure / size);
            let below = size * RUNNING_LEADING * (lines.len().max(1) - 1) as f32;
            if lines.len() > MOST_RUNNING || strip - safe < size * ROOM_FOR_TITLE + below {
                continue;
            }
            let capital = size * text.metrics.cap_height;
            let setting = Setting {
                page,
                x: pen.place(left, measure),
                measure,
                // In the middle of the strip, as far as the cut allows.
                baseline: ((strip + capital - below) / 2.0).max(safe + capital + size * OVER_CAPITAL),
                leading: size * RUNNING_LEADING,
                size,
                color: pen.theme.color(pen.theme.style(StyleName::Audience).color),
                rtl: pen.rtl,
            };
            let long = size * lines.iter().map(|line| line.width).fold(0.0, f32::max);
            let letters = Rect {
                x: pen.place(left, long),
                y: setting.baseline - size * text.metrics.ascent,
                width: long,
                height: size * (text.metrics.ascent + text.metrics.descent) + below,
            };
            // The mark of a draft stands in the corner above.
            if mark.is_none_or(|mark| !mark.overlaps(&letters, Pt::ZERO)) {
                painter.artifact(page, Painter::runs(&lines, &setting));
                return;
            }
        }
    }

    /// Draws the band of the first page and the strips of the others.
    pub(super) fn draw_band(
        &self,
        plan: &Plan,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let frame = &plan.frame;
        let theme = self.setter.theme;
        let (left, width) = self.inside(PanelPart::Title);
        let x = pen.place(left, width);
        let mut tags = Vec::new();
        let color = theme.color(theme.block(Block::Band).color);
        for (page, rect) in self.bands(plan) {
            painter.rect(page, rect, color, Pt::ZERO, self.runs_off(&rect));
            if page > 0 && self.has_running_title() {
                self.draw_running_title(page, frame.strip, plan, pen, painter, breaker);
            }
        }
        if let Some(picture) = &self.cover {
            let (top, bottom) = frame.picture;
            let rect = self.panel_rect(self.panels.holding(PanelPart::Title), top, bottom);
            let spot = Spot { page: 0, x, y: frame.credit_top, measure: width, base: plan.grid.base, balanced: false };
            tags.extend(picture.draw(rect, &spot, pen, painter, breaker));
        }
        let rule = theme.block(Block::Rule);
        let bar = Rect {
            x: pen.place(left, rule.length * self.setting.scale),
            y: frame.rule_top,
            width: rule.length * self.setting.scale,
            height: rule.thickness * self.setting.scale,
        };
        painter.rect(0, bar, theme.color(rule.color), Pt::ZERO, Sides::default());

        if let Some(audience) = &self.audience {
            let spot = Spot { page: 0, x, y: frame.audience_top, measure: width, base: plan.grid.base, balanced: true };
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(audience, &spot, painter, breaker))));
        }
        let place = TitlePlace { x, top: frame.title_top, width, base: plan.grid.base };
        let title = self.title.draw(&frame.title, &self.document.title, &place, &self.setter, pen, painter, breaker);
        tags.push(TagChild::Node(title));
        tags
    }

    /// The grounds of colour at the head of panels: the band under the title, a strip elsewhere. Those of one height that
    /// touch are one, over the fold between them.
    fn bands(&self, plan: &Plan) -> Vec<(usize, Rect)> {
        let frame = &plan.frame;
        let mut panels: Vec<_> = self.panels.all.iter().filter(|panel| panel.holds != [PanelPart::Help]).collect();
        panels.sort_by(|a, b| a.page.cmp(&b.page).then(a.left.0.total_cmp(&b.left.0)));
        let mut bands: Vec<(usize, Rect)> = Vec::new();
        for panel in panels {
            let height = if panel.has(PanelPart::Title) { frame.band_bottom } else { frame.strip };
            // A picture stands above the band, on the front of a folder below.
            let under = panel.has(PanelPart::Title) && frame.picture.1 < frame.band_bottom;
            let top = if under { frame.picture.1 } else { Pt::ZERO };
            let rect = self.panel_rect(panel, top, height);
            let touches = |other: &Rect| {
                let edges = [(other.right(), rect.x), (rect.right(), other.x)];
                edges.iter().any(|(a, b)| (*a - *b).abs() < Pt(0.01))
                    && (other.y - rect.y).abs().max((other.height - rect.height).abs()) < Pt(0.01)
            };
            match bands.last_mut() {
                Some((page, last)) if *page == panel.page && touches(last) => {
                    last.x = last.x.min(rect.x);
                    last.width += rect.width;
                }
                _ => bands.push((panel.page, rect)),
            }
        }
        bands
    }
}

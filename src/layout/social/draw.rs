//! Draws a picture whose places are known.

use crate::definition::{Block, StyleName};
use crate::page::{Pages, Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::super::Metrics;
use super::super::finished;
use super::super::headline::TitlePlace;
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::{CALL_TO_SENDERS, Plan, Social};

impl Social<'_> {
    /// Draws the plan.
    pub(super) fn draw(&self, plan: &Plan, breaker: &mut LineBreaker) -> (Pages, Metrics) {
        let theme = self.setter.theme;
        let trim = self.document.format.trim;
        let mut painter = Painter::new(1);
        painter.ground(0, trim, theme.color(theme.block(Block::Page).color));
        let mut tags = self.draw_message(plan, &mut painter, breaker);
        tags.extend(self.draw_call(plan, &mut painter, breaker));
        tags.extend(self.draw_senders(plan, &mut painter, breaker));
        let pages = finished(self.document, &self.setter, painter, tags);
        let sizes = [plan.base, plan.base * theme.style(StyleName::Body).leading, plan.headline.size];
        let metrics = Metrics::of_one_page(sizes, plan.room, trim.height, false);
        (pages, metrics)
    }

    /// Draws kicker, headline, bar and lead.
    fn draw_message(&self, plan: &Plan, painter: &mut Painter, breaker: &mut LineBreaker) -> Vec<TagChild> {
        let (pen, area, theme) = (self.pen(), self.area(), self.setter.theme);
        let x = pen.place(area.x, area.width);
        let spot = |y| Spot { page: 0, x, y, measure: area.width, base: plan.base, balanced: true };
        let mut tags = Vec::new();
        if let Some(kicker) = &self.kicker {
            tags.push(paragraph(pen.draw(kicker, &spot(plan.kicker_top), painter, breaker)));
        }
        let place = TitlePlace { x, top: plan.headline_top, width: area.width, base: plan.base };
        let title = self.title.draw(&plan.headline, &self.document.title, &place, &self.setter, &pen, painter, breaker);
        tags.push(TagChild::Node(title));
        let length = theme.block(Block::Rule).length * self.setting.scale;
        let bar = Rect { x: pen.place(area.x, length), y: plan.rule_top, width: length, height: self.rule_thickness() };
        painter.rect(0, bar, theme.color(theme.block(Block::Rule).color), Pt::ZERO, Sides::default());
        if let Some(lead) = &self.lead {
            tags.push(paragraph(pen.draw(lead, &spot(plan.lead_top), painter, breaker)));
        }
        tags
    }

    /// Draws what to do, with the number or address.
    fn draw_call(&self, plan: &Plan, painter: &mut Painter, breaker: &mut LineBreaker) -> Option<TagChild> {
        let (pen, area, width) = (self.pen(), self.area(), self.call_width(plan.base));
        let mut y = plan.call_top;
        let mut children = Vec::new();
        for (text, heading) in [(&self.call, true), (&self.number, false)] {
            let Some(text) = text else { continue };
            let x = pen.place(area.x, width);
            let spot = Spot { page: 0, x, y, measure: width, base: plan.base, balanced: true };
            let drawn = pen.draw(text, &spot, painter, breaker);
            children.push(if heading {
                TagChild::Node(node(Tag::Heading(2, text.paragraph.text().text.clone()), drawn))
            } else {
                paragraph(drawn)
            });
            y += pen.height(text, plan.base, width, breaker);
        }
        (!children.is_empty()).then(|| TagChild::Node(node(Tag::Section, children)))
    }

    /// Draws who signs: under a line, or at the far end of a wide picture.
    fn draw_senders(&self, plan: &Plan, painter: &mut Painter, breaker: &mut LineBreaker) -> Vec<TagChild> {
        let (pen, area, theme, base) = (self.pen(), self.area(), self.setter.theme, plan.base);
        let (left, width) = if self.is_wide() {
            let width = self.senders_extent(&pen, base, breaker);
            (area.right() - width, width)
        } else {
            let divider = theme.block(Block::Divider);
            let line = Rect {
                x: pen.place(area.x, area.width),
                y: plan.senders_top - base * CALL_TO_SENDERS[1],
                width: area.width,
                height: divider.thickness.max(Mm(0.1).pt()),
            };
            painter.rect(0, line, theme.color(divider.color), Pt::ZERO, Sides::default());
            (area.x, area.width)
        };
        let mut y = plan.senders_top;
        let mut tags = Vec::new();
        let (logos, with_space) = self.logo_heights(base);
        if logos > Pt::ZERO {
            let row = Rect { x: pen.place(left, width), y, width, height: logos };
            tags.extend(self.logos.draw(row, 0, &pen, painter));
            y += with_space;
        }
        let spot = Spot { page: 0, x: pen.place(left, width), y, measure: width, base, balanced: true };
        tags.push(paragraph(pen.draw(&self.senders, &spot, painter, breaker)));
        tags
    }

    /// Width of who signs as it is set, so that it ends at the edge of the measure.
    fn senders_extent(&self, pen: &Pen<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let size = self.senders.size(self.setter.theme, base);
        let measure = self.senders_width(base);
        let lines = self.senders.paragraph.balanced_lines(pen.faces, breaker, measure / size);
        let widest = lines.iter().map(|line| size * line.width).fold(Pt::ZERO, Pt::max);
        // A hair more, so that the same lines come out at this width.
        if self.logo_heights(base).0 > Pt::ZERO { measure } else { (widest + Pt(0.05)).min(measure) }
    }
}

/// A paragraph of the tag tree.
fn paragraph(children: Vec<TagChild>) -> TagChild {
    TagChild::Node(node(Tag::Paragraph, children))
}

//! The foot of a poster: help lines, code, who signs.

use crate::definition::Block;
use crate::page::{Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::{Plan, Poster};

/// Height of logos.
const LOGO: Mm = Mm(16.0);
/// Between logos and the text under them, in multiples of the base size.
const LOGOS_TO_SENDERS: f32 = 0.4;
/// Inside the foot: help to line, line to senders.
const FOOT_GAPS: [f32; 2] = [0.8, 0.5];

impl Poster<'_> {
    /// Side of the code's field.
    pub(super) fn field(&self) -> Pt {
        self.code.as_ref().map_or(Pt::ZERO, |(code, ..)| {
            let side = code.side(self.setting.qr);
            side + code.quiet(side) * 2.0
        })
    }

    /// Width of the foot's text, beside the code.
    pub(super) fn foot_width(&self) -> Pt {
        let field = self.field();
        self.width() - if field > Pt::ZERO { field + self.setting.gutter } else { Pt::ZERO }
    }

    /// Heights of the help lines and of senders with small print.
    pub(super) fn foot_heights(&self, base: Pt, breaker: &mut LineBreaker) -> (Pt, Pt) {
        let pen = self.pen();
        let width = self.foot_width();
        let help = self.help.iter().map(|h| pen.height(&h.text, base, width, breaker)).sum();
        let texts: Pt =
            std::iter::once(&self.senders).chain(&self.imprint).map(|t| pen.height(t, base, width, breaker)).sum();
        (help, texts + self.logo_height(base))
    }

    /// Height of the row of logos with the space under it.
    pub(super) fn logo_height(&self, base: Pt) -> Pt {
        let height = self.logos.height(LOGO.pt() * self.setting.scale, self.foot_width());
        if height > Pt::ZERO { height + base * LOGOS_TO_SENDERS } else { height }
    }

    /// Height of the whole foot.
    pub(super) fn foot_height(&self, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let (help, signed) = self.foot_heights(base, breaker);
        let left = help + base * (FOOT_GAPS[0] + FOOT_GAPS[1]) + signed;
        left.max(self.code_height(base, breaker))
    }

    /// Height of the code's field with its caption.
    pub(super) fn code_height(&self, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let field = self.field();
        self.code
            .as_ref()
            .map_or(Pt::ZERO, |(_, _, caption)| field + base * 0.25 + self.pen().height(caption, base, field, breaker))
    }

    /// Draws help lines, code, line and senders.
    pub(super) fn draw_foot(
        &self,
        plan: &Plan,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
        tags: &mut Vec<TagChild>,
    ) {
        let theme = self.setter.theme;
        let base = plan.base;
        let left = self.setting.margin.left;
        let width = self.foot_width();
        let bottom = self.bottom();
        let (help_height, signed) = self.foot_heights(base, breaker);
        let spot = |y: Pt| Spot { page: 0, x: pen.place(left, width), y, measure: width, base, balanced: true };
        let mut section = Vec::new();
        let mut y = bottom - signed - base * (FOOT_GAPS[0] + FOOT_GAPS[1]) - help_height;
        for help in &self.help {
            let tag = if help.heading {
                let title = help.text.paragraph.text().text.clone();
                painter.bookmark(&title, 2, 0, y);
                Tag::Heading(2, title)
            } else {
                Tag::Paragraph
            };
            section.push(TagChild::Node(node(tag, pen.draw(&help.text, &spot(y), painter, breaker))));
            y += pen.height(&help.text, base, width, breaker);
        }
        if let Some((code, alt, caption)) = &self.code {
            let field = self.field();
            let x = pen.place(left + width + self.setting.gutter, field);
            let top = bottom - self.code_height(base, breaker);
            let field_rect = Rect { x, y: top, width: field, height: field };
            let square = field_rect.inset(code.quiet(code.side(self.setting.qr)));
            let figure = painter.content(0, code.draw(square));
            section.push(TagChild::Node(node(Tag::Figure { alt: alt.clone() }, vec![figure])));
            let below = Spot { page: 0, x, y: top + field + base * 0.25, measure: field, base, balanced: true };
            section.push(TagChild::Node(node(Tag::Paragraph, pen.draw(caption, &below, painter, breaker))));
        }
        if !section.is_empty() {
            tags.push(TagChild::Node(node(Tag::Section, section)));
        }
        let mut y = bottom - signed;
        let divider = theme.block(Block::Divider);
        let line = Rect {
            x: pen.place(left, width),
            y: y - base * FOOT_GAPS[1],
            width,
            height: divider.thickness.max(Mm(0.1).pt()) * self.setting.scale,
        };
        painter.rect(0, line, theme.color(divider.color), Pt::ZERO, Sides::default());
        let logos = self.logos.height(LOGO.pt() * self.setting.scale, width);
        if logos > Pt::ZERO {
            let area = Rect { x: pen.place(left, width), y, width, height: logos };
            tags.extend(self.logos.draw(area, 0, pen, painter));
            y += self.logo_height(base);
        }
        for text in std::iter::once(&self.senders).chain(&self.imprint) {
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(text, &spot(y), painter, breaker))));
            y += pen.height(text, base, width, breaker);
        }
    }
}

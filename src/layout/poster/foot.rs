//! The foot of a poster: help lines, contact, code, who signs.

use crate::definition::Block;
use crate::page::{Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::super::code::LEAST;
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::{Plan, Poster};

/// Height of logos.
const LOGO: Mm = Mm(24.0);
/// Between logos and the text under them, in multiples of the base size.
const LOGOS_TO_SENDERS: f32 = 0.4;
/// Least distance between help lines and a contact, in multiples of the base size.
const HELP_TO_CONTACT: f32 = 0.8;
/// Inside the foot: help to line, line to senders.
const FOOT_GAPS: [f32; 2] = [0.8, 0.5];

/// How a foot with help lines and a contact is arranged. The code's field begins on the cap height of a heading beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FootWay {
    /// Whether that is the heading of the contact; else it is the one of the help lines.
    pub with_contact: bool,
    /// Whether the contact keeps a row free below the help lines, so that it is not taken for one of them.
    pub apart: bool,
    /// Whether help lines whose names take several lines keep clear of each other.
    pub rows_apart: bool,
}

/// The ways to arrange a foot, the one that is wanted first.
pub(super) const FOOT_WAYS: [FootWay; 5] = [
    FootWay { with_contact: true, apart: true, rows_apart: true },
    FootWay { with_contact: true, apart: true, rows_apart: false },
    FootWay { with_contact: false, apart: true, rows_apart: false },
    FootWay { with_contact: true, apart: false, rows_apart: false },
    FootWay { with_contact: false, apart: false, rows_apart: false },
];

/// Heights of the parts of a foot, and where they stand below its top.
pub(super) struct Foot {
    /// Of the whole.
    pub height: Pt,
    /// Of the help lines with the space between them and a contact.
    help: Pt,
    /// Of senders and small print.
    signed: Pt,
    /// From the top to the code's field.
    code_top: Pt,
}

impl Poster<'_> {
    /// Side of the code's field.
    pub(super) fn field(&self) -> Pt {
        self.code.as_ref().map_or(Pt::ZERO, |(code, ..)| {
            let side = code.side(self.setting.qr, LEAST);
            side + code.quiet(side) * 2.0
        })
    }

    /// Width of the foot's text, beside the code.
    pub(super) fn foot_width(&self) -> Pt {
        let field = self.field();
        self.width() - if field > Pt::ZERO { field + self.setting.gutter } else { Pt::ZERO }
    }

    /// Width of the help lines: a code that begins level with the contact stands below them, and takes nothing of it.
    pub(super) fn help_width(&self, way: FootWay) -> Pt {
        if way.with_contact && self.contact.is_some() { self.width() } else { self.foot_width() }
    }

    /// Height of the help lines, with the space between them and a contact.
    fn help_height(&self, way: FootWay, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let Some(help) = &self.help else { return Pt::ZERO };
        let (width, pen) = (self.help_width(way), self.pen());
        let gap = match &self.contact {
            Some(contact) if way.apart => {
                help.free_row(way.rows_apart, &contact.heading, base, width, &pen, breaker).max(base * HELP_TO_CONTACT)
            }
            Some(_) => base * HELP_TO_CONTACT,
            None => Pt::ZERO,
        };
        help.height(way.rows_apart, base, width, &pen, breaker) + gap
    }

    /// Heights of the parts of the foot, and where they stand.
    pub(super) fn foot(&self, way: FootWay, base: Pt, breaker: &mut LineBreaker) -> Foot {
        let pen = self.pen();
        let width = self.foot_width();
        let help = self.help_height(way, base, breaker);
        let contact = self.contact.as_ref().map(|contact| contact.height(&pen, base, width, breaker));
        let names = (self.names_beside(base, breaker).is_none()).then_some(&self.senders);
        let texts: Pt = names.into_iter().chain(&self.imprint).map(|t| pen.height(t, base, width, breaker)).sum();
        let signed = texts + self.logo_height(base);
        let left = help + contact.unwrap_or_default() + base * (FOOT_GAPS[0] + FOOT_GAPS[1]) + signed;
        let code = self.code_height(base, breaker);
        let contact = self.contact.as_ref().map(|contact| (&contact.heading, help));
        let first = self.help.as_ref().map(|help| (&help.heading, Pt::ZERO));
        let heading = if way.with_contact { contact.or(first) } else { first.or(contact) };
        let beside = heading.filter(|_| code > Pt::ZERO).map(|(text, above)| {
            let capital = text.size(pen.theme, base) * text.metrics.cap_height;
            above + pen.baseline(text, base) - capital
        });
        // Beside senders alone it ends where they do.
        let code_top = beside.unwrap_or((left - code).max(Pt::ZERO));
        Foot { height: left.max(code_top + code), help, signed, code_top }
    }

    /// Where the names of those without a logo stand beside the logos, if they fit there. Without such names the small print
    /// stands in their place, and that is never beside.
    fn names_beside(&self, base: Pt, breaker: &mut LineBreaker) -> Option<(Pt, Pt, Pt)> {
        self.imprint.as_ref()?;
        let width = self.foot_width();
        let row = (self.logos.height(LOGO.pt() * self.setting.scale, width), width);
        self.logos.beside(&self.senders, base, row, &self.pen(), breaker)
    }

    /// Height of the row of logos with the space under it.
    fn logo_height(&self, base: Pt) -> Pt {
        let height = self.logos.height(LOGO.pt() * self.setting.scale, self.foot_width());
        if height > Pt::ZERO { height + base * LOGOS_TO_SENDERS } else { height }
    }

    /// Height of the code's field with its caption.
    fn code_height(&self, base: Pt, breaker: &mut LineBreaker) -> Pt {
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
        let foot = self.foot(plan.foot, base, breaker);
        let spot = |y: Pt| Spot { page: 0, x: pen.place(left, width), y, measure: width, base, balanced: true };
        let mut section = Vec::new();
        let top = bottom - foot.height;
        if let Some(help) = &self.help {
            let across = Spot { measure: self.help_width(plan.foot), ..spot(top) };
            section.extend(help.draw(plan.foot.rows_apart, across, left, pen, painter, breaker));
        }
        if let Some(contact) = &self.contact {
            section.extend(contact.draw(spot(top + foot.help), pen, painter, breaker));
        }
        if let Some((code, alt, caption)) = &self.code {
            let field = self.field();
            let x = pen.place(left + width + self.setting.gutter, field);
            let top = top + foot.code_top;
            let field_rect = Rect { x, y: top, width: field, height: field };
            let square = field_rect.inset(code.quiet(code.side(self.setting.qr, LEAST)));
            let figure = painter.content(0, code.draw(square));
            section.push(TagChild::Node(node(Tag::Figure { alt: alt.clone() }, vec![figure])));
            let below = Spot { page: 0, x, y: top + field + base * 0.25, measure: field, base, balanced: true };
            section.push(TagChild::Node(node(Tag::Caption, pen.draw(caption, &below, painter, breaker))));
        }
        if !section.is_empty() {
            tags.push(TagChild::Node(node(Tag::Section, section)));
        }
        let mut y = bottom - foot.signed;
        let divider = theme.block(Block::Divider);
        let line = Rect {
            x: pen.place(left, width),
            y: y - base * FOOT_GAPS[1],
            width,
            height: divider.thickness.max(Mm(0.1).pt()) * self.setting.scale,
        };
        painter.rect(0, line, theme.color(divider.color), Pt::ZERO, Sides::default());
        let logos = self.logos.height(LOGO.pt() * self.setting.scale, width);
        let beside = self.names_beside(base, breaker);
        if logos > Pt::ZERO {
            let area = Rect { x: pen.place(left, width), y, width, height: logos };
            tags.extend(self.logos.draw(area, 0, pen, painter));
            if let Some((offset, across, high)) = beside {
                let at =
                    Spot { x: pen.place(left + offset, across), measure: across, ..spot(y + (logos - high) / 2.0) };
                tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(&self.senders, &at, painter, breaker))));
            }
            y += self.logo_height(base);
        }
        for text in beside.is_none().then_some(&self.senders).into_iter().chain(&self.imprint) {
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(text, &spot(y), painter, breaker))));
            y += pen.height(text, base, width, breaker);
        }
    }
}

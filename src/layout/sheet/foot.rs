//! The foot of a sheet: contact cards, QR code, who signs, and the small print.

use crate::definition::{Block, PanelPart, StyleName, Theme};
use crate::document::{Document, RichText, SpanStyle};
use crate::page::{Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::super::galley::{SetText, Setter};
use super::super::logos::LogoRow;
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::settle::Plan;
use super::{Sheet, Told};

/// The foot, shaped.
#[derive(Debug)]
pub(super) struct FootGalley {
    heading: SetText,
    cards: Vec<CardGalley>,
    logos: LogoRow,
    senders: Option<SetText>,
    imprint: SetText,
}

/// A contact.
#[derive(Debug)]
struct CardGalley {
    heading: Option<SetText>,
    lines: Vec<SetText>,
    /// The name, and the first ways to reach it.
    short: Vec<SetText>,
}

/// Between contact and senders, in multiples of the base size.
const CARD_TO_SENDERS: f32 = 1.15;
/// Between senders and small print.
const SENDERS_TO_IMPRINT: f32 = 0.2;
/// Between the code and the words under it.
const CODE_TO_CAPTION: f32 = 0.35;
/// Height of logos on A4.
const LOGO: Mm = Mm(10.0);
/// Between logos and the text under them.
const LOGOS_TO_SENDERS: f32 = 0.6;
/// A panel narrower than this has the code under the contact.
pub(super) const BESIDE: Mm = Mm(90.0);
/// Between contact and code where one stands under the other.
const CARD_TO_CODE: f32 = 0.8;
/// Ways to reach a contact that the short form names: phone and mail or web.
const SHORT_REACH: usize = 2;
/// Between rows of cards.
const CARD_GAP: f32 = 0.6;
/// Sizes of three contacts or more, in multiples of the base size: smaller where one more then stands in a row.
const CARD_SIZES: [f32; 4] = [1.0, 0.95, 0.9, 0.85];
/// Most lines of a text of a contact that stands beside another.
const CARD_LINES: usize = 3;

/// How the contacts stand.
#[derive(Debug, Clone, Copy)]
struct Rows {
    /// Cards in a row.
    row: usize,
    /// Width of each.
    measure: Pt,
    /// Their base size.
    base: Pt,
}

impl FootGalley {
    /// Shapes the foot.
    pub fn new(document: &Document, setter: &Setter<'_>) -> FootGalley {
        let cards = document
            .contacts
            .cards
            .iter()
            .map(|card| CardGalley {
                heading: card.heading.as_ref().map(|h| setter.set(&strong(h), StyleName::Contact)),
                lines: std::iter::once(&card.who)
                    .chain(&card.reach)
                    .map(|t| setter.set(t, StyleName::Contact))
                    .collect(),
                short: std::iter::once(&card.name)
                    .chain(card.reach.iter().take(SHORT_REACH))
                    .map(|t| setter.set(t, StyleName::Contact))
                    .collect(),
            })
            .collect();
        FootGalley {
            heading: setter.set(&document.contacts.heading, StyleName::ContactHeading),
            cards,
            logos: LogoRow::new(document),
            senders: document.senders_line().map(|line| setter.set(&line, StyleName::Senders)),
            imprint: setter.set(&document.imprint, StyleName::Imprint),
        }
    }

    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        let cards = self.cards.iter().flat_map(|c| c.heading.iter().chain(&c.lines).chain(&c.short));
        std::iter::once(&self.heading).chain(cards).chain(&self.senders).chain(std::iter::once(&self.imprint))
    }

    /// Where its blocks end, from the edge where they begin, if each text stands on one line: heading, contacts, senders and
    /// small print. The lines of a contact are one block.
    pub fn line_ends(&self, theme: &Theme, base: Pt) -> impl Iterator<Item = Pt> {
        let end = move |text: &SetText| text.size(theme, base) * text.paragraph.width();
        let cards = self.cards.iter().map(move |card| card.lines.iter().map(end).fold(Pt::ZERO, Pt::max));
        let others = std::iter::once(&self.heading).chain(&self.senders).chain(std::iter::once(&self.imprint));
        cards.chain(others.map(end))
    }

    /// Height of the whole.
    pub fn height(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let (cards, small) = self.heights(sheet, base, breaker);
        let left = cards + base * CARD_TO_SENDERS + small;
        if Self::stacked(sheet) {
            return left + Self::code_row(sheet, base);
        }
        left.max(Self::code_height(sheet, base, breaker))
    }

    /// Whether the code stands under the contact: on the narrow back of a folder, which has height to spare, and where there is
    /// no other way.
    fn stacked(sheet: &Sheet<'_>) -> bool {
        sheet.way.below
            || sheet.panels.folded
                && !sheet.panels.beside_sections(PanelPart::Foot)
                && sheet.inside(PanelPart::Foot).1 < BESIDE.pt()
    }

    /// Height of the code under the contact, with its distances.
    fn code_row(sheet: &Sheet<'_>, base: Pt) -> Pt {
        let side = Self::side(sheet);
        let code = sheet.code_with(PanelPart::Foot);
        code.map_or(Pt::ZERO, |c| {
            Self::above_code(sheet, base) + side + c.code.quiet(side).max(base * CARD_TO_CODE) - base * 0.3
        })
    }

    /// Distance from the contact to the code under it: no less than its quiet zone.
    fn above_code(sheet: &Sheet<'_>, base: Pt) -> Pt {
        let quiet = sheet.code_with(PanelPart::Foot).map_or(Pt::ZERO, |c| c.code.quiet(Self::side(sheet)));
        quiet.max(base * CARD_TO_CODE)
    }

    /// Heights of the cards with their heading, and of senders and small print.
    fn heights(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> (Pt, Pt) {
        let pen = sheet.pen();
        let width = Self::text_width(sheet, base);
        let cards = self.rows(sheet, base, breaker);
        let heading = pen.height(&self.heading, base, width, breaker);
        let high =
            |card: &CardGalley, breaker: &mut LineBreaker| card.height(sheet, cards.base, cards.measure, breaker);
        let rows: Vec<Pt> = self
            .cards
            .chunks(cards.row)
            .map(|cards| cards.iter().map(|card| high(card, breaker)).fold(Pt::ZERO, Pt::max))
            .collect();
        let cards = heading + rows.iter().copied().sum::<Pt>() + base * (CARD_GAP * (rows.len().max(1) - 1) as f32);
        let below = self.senders.as_ref().filter(|_| self.names_beside(sheet, base, breaker).is_none());
        let senders = below.map_or(Pt::ZERO, |t| pen.height(t, base, width, breaker) + base * SENDERS_TO_IMPRINT);
        let logos = self.logo_height(sheet, base);
        let logos = if logos > Pt::ZERO { logos + base * LOGOS_TO_SENDERS } else { logos };
        (cards, logos + senders + pen.height(&self.imprint, base, width, breaker))
    }

    /// Space under the code: its quiet zone, less the white above the caption's letters.
    fn caption_gap(sheet: &Sheet<'_>, side: Pt, base: Pt) -> Pt {
        sheet
            .code_with(PanelPart::Foot)
            .map_or(Pt::ZERO, |c| (c.code.quiet(side) - base * 0.1).max(base * CODE_TO_CAPTION))
    }

    /// Height of the row of logos.
    fn logo_height(&self, sheet: &Sheet<'_>, base: Pt) -> Pt {
        self.logos.height(LOGO.pt() * sheet.setting.scale, Self::text_width(sheet, base))
    }

    /// Where the names of those without a logo stand beside the logos, if they fit there.
    fn names_beside(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Option<(Pt, Pt, Pt)> {
        let row = (self.logo_height(sheet, base), Self::text_width(sheet, base));
        self.senders.as_ref().and_then(|names| self.logos.beside(names, base, row, &sheet.pen(), breaker))
    }

    /// Side of the code without its quiet zone, which runs out into the margins and the paper around.
    fn side(sheet: &Sheet<'_>) -> Pt {
        sheet.code_with(PanelPart::Foot).map_or(Pt::ZERO, |c| c.side(sheet))
    }

    /// Width of the code with the words under it.
    fn code_width(sheet: &Sheet<'_>, base: Pt) -> Pt {
        let own = Self::side(sheet);
        sheet.code_with(PanelPart::Foot).map_or(Pt::ZERO, |code| code.width(own, sheet, base))
    }

    /// Height of code and caption.
    fn code_height(sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let side = Self::side(sheet);
        sheet.code_with(PanelPart::Foot).map_or(Pt::ZERO, |c| {
            let words = sheet.pen().height(&c.caption, base, Self::code_width(sheet, base), breaker);
            side + Self::caption_gap(sheet, side, base) + words
        })
    }

    /// Width left of the code.
    fn text_width(sheet: &Sheet<'_>, base: Pt) -> Pt {
        let beside = Self::code_width(sheet, base);
        let takes = beside > Pt::ZERO && !Self::stacked(sheet);
        sheet.inside(PanelPart::Foot).1 - if takes { beside + sheet.setting.gutter } else { Pt::ZERO }
    }

    /// As many contacts in a row as have room there, up to three.
    fn rows(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Rows {
        let width = Self::text_width(sheet, base);
        let theme = sheet.setter.theme;
        let gutter = sheet.setting.gutter;
        let rows = |row: usize, share: f32| Rows {
            row,
            measure: (width - gutter * (row as f32 - 1.0)) / row as f32,
            base: base * share,
        };
        let mut fits = |rows: &Rows| {
            self.cards.iter().flat_map(|c| c.told(sheet)).all(|t| {
                let most = if t.is_link() { 1 } else { CARD_LINES };
                t.too_wide(theme, rows.base, rows.measure).is_none()
                    && t.line_count(theme, rows.base, rows.measure, breaker) <= most
            })
        };
        let sizes = if self.cards.len() > 2 { &CARD_SIZES[..] } else { &CARD_SIZES[..1] };
        let ways = (2..=self.cards.len().min(3)).rev().flat_map(|row| sizes.iter().map(move |share| rows(row, *share)));
        ways.into_iter().find(|rows| fits(rows)).unwrap_or(rows(1, 1.0))
    }

    /// The text that is wider than its place, if there is one, with the excess.
    pub fn too_wide<'a>(&'a self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Option<(&'a SetText, Pt)> {
        let theme = sheet.setter.theme;
        let Rows { measure, base, .. } = self.rows(sheet, base, breaker);
        self.cards
            .iter()
            .flat_map(|c| c.told(sheet))
            .find_map(|t| t.too_wide(theme, base, measure).map(|excess| (t, excess)))
    }

    /// Draws the foot and returns its tags.
    pub fn draw(
        &self,
        sheet: &Sheet<'_>,
        plan: &Plan,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let theme = sheet.setter.theme;
        let base = plan.grid.base;
        let left = sheet.inside(PanelPart::Foot).0;
        let page = sheet.panels.holding(PanelPart::Foot).page;
        let width = Self::text_width(sheet, base);
        let cards = self.rows(sheet, base, breaker);
        let (cards_height, small) = self.heights(sheet, base, breaker);
        let bottom = plan.frame.foot_bottom;

        let mut y = plan.frame.foot_top;
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, page, y);
        let spot =
            |x: Pt, y: Pt, measure: Pt| Spot { page, x: pen.place(x, measure), y, measure, base, balanced: true };
        let heading = node(Tag::Heading(2, title), pen.draw(&self.heading, &spot(left, y, width), painter, breaker));
        let mut section = vec![TagChild::Node(heading)];
        y += pen.height(&self.heading, base, width, breaker);
        for row in self.cards.chunks(cards.row) {
            let mut row_height = Pt::ZERO;
            for (index, card) in row.iter().enumerate() {
                let x = left + (cards.measure + sheet.setting.gutter) * index as f32;
                let mut line_y = y;
                for text in card.heading.iter().chain(card.told(sheet)) {
                    let spot = Spot { base: cards.base, ..spot(x, line_y, cards.measure) };
                    let children = pen.draw(text, &spot, painter, breaker);
                    let tag = match &card.heading {
                        Some(heading) if std::ptr::eq(heading, text) => {
                            Tag::Heading(3, heading.paragraph.text().text.clone())
                        }
                        _ => Tag::Paragraph,
                    };
                    section.push(TagChild::Node(node(tag, children)));
                    line_y += pen.height(text, cards.base, cards.measure, breaker);
                }
                row_height = row_height.max(card.height(sheet, cards.base, cards.measure, breaker));
            }
            y += row_height + base * CARD_GAP;
        }

        let mut tags = Vec::new();
        let stacked = Self::stacked(sheet);
        if stacked {
            let top = plan.frame.foot_top + cards_height + Self::above_code(sheet, base);
            section.extend(Self::draw_code(sheet, plan, pen, top, painter, breaker));
        }
        tags.push(TagChild::Node(node(Tag::Section, section)));

        // Senders and small print stand at the bottom; what the code is higher than the text opens above them.
        let mut y = bottom - small;
        let divider = theme.block(Block::Divider);
        let above = if stacked {
            y - base * CARD_TO_SENDERS
        } else {
            (plan.frame.foot_top + cards_height).max(y - base * CARD_TO_SENDERS)
        };
        let line = Rect { x: pen.place(left, width), y: (above + y) / 2.0, width, height: divider.thickness };
        painter.rect(page, line, theme.color(divider.color), Pt::ZERO, Sides::default());
        let logos = self.logo_height(sheet, base);
        let beside = self.names_beside(sheet, base, breaker);
        if logos > Pt::ZERO {
            let area = Rect { x: pen.place(left, width), y, width, height: logos };
            tags.extend(self.logos.draw(area, page, pen, painter));
            if let (Some(names), Some((offset, across, high))) = (&self.senders, beside) {
                let at = spot(left + offset, y + (logos - high) / 2.0, across);
                tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(names, &at, painter, breaker))));
            }
            y += logos + base * LOGOS_TO_SENDERS;
        }
        if let Some(senders) = self.senders.as_ref().filter(|_| beside.is_none()) {
            let children = pen.draw(senders, &spot(left, y, width), painter, breaker);
            tags.push(TagChild::Node(node(Tag::Paragraph, children)));
            y += pen.height(senders, base, width, breaker) + base * SENDERS_TO_IMPRINT;
        }
        tags.push(TagChild::Node(node(
            Tag::Paragraph,
            pen.draw(&self.imprint, &spot(left, y, width), painter, breaker),
        )));
        // A code beside all this is read after it, as it stands.
        if !stacked {
            let top = bottom - Self::code_height(sheet, base, breaker);
            tags.extend(Self::draw_code(sheet, plan, pen, top, painter, breaker));
        }
        tags
    }

    /// Draws the code with the words under it, or beside it where it stands under the contact, and returns its tags.
    fn draw_code(
        sheet: &Sheet<'_>,
        plan: &Plan,
        pen: &Pen<'_>,
        top: Pt,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let Some(code) = sheet.code_with(PanelPart::Foot) else { return Vec::new() };
        let base = plan.grid.base;
        let page = sheet.panels.holding(PanelPart::Foot).page;
        let (left, width) = (sheet.inside(PanelPart::Foot).0, Self::text_width(sheet, base));
        let side = Self::side(sheet);
        let stacked = Self::stacked(sheet);
        let at = if stacked { left } else { left + width + sheet.setting.gutter };
        let under = Self::code_width(sheet, base);
        let x = pen.place(at, side);
        let figure = painter.content(page, code.code.draw(Rect { x, y: top, width: side, height: side }));
        let caption = if stacked {
            let beside = side + sheet.setting.gutter;
            let high = pen.height(&code.caption, base, width - beside, breaker);
            let x = pen.place(left + beside, width - beside);
            Spot { page, x, y: top + side - high, measure: width - beside, base, balanced: true }
        } else {
            let y = top + side + Self::caption_gap(sheet, side, base);
            Spot { page, x: pen.place(at, under), y, measure: under, base, balanced: true }
        };
        vec![
            TagChild::Node(node(Tag::Figure { alt: code.alt.clone() }, vec![figure])),
            TagChild::Node(node(Tag::Caption, pen.draw(&code.caption, &caption, painter, breaker))),
        ]
    }
}

/// The county's name over its contact, in the size of the lines under it: a card is one block, and cards side by side are
/// read one after the other.
fn strong(heading: &RichText) -> RichText {
    let mut text = RichText::default();
    text.push(&heading.text, SpanStyle { strong: true, ..SpanStyle::default() });
    text
}

impl CardGalley {
    /// Its lines, or those of the short form.
    fn told(&self, sheet: &Sheet<'_>) -> &[SetText] {
        match sheet.told {
            Told::All => &self.lines,
            Told::Brief => &self.short,
            Told::Least => &self.short[..self.short.len().min(2)],
        }
    }

    /// Height of a card.
    fn height(&self, sheet: &Sheet<'_>, base: Pt, measure: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = sheet.pen();
        self.heading.iter().chain(self.told(sheet)).map(|t| pen.height(t, base, measure, breaker)).sum()
    }
}

//! What stands around the columns of a sheet: band, lead, help lines, foot, and the distances between them.

use crate::definition::{Block, StyleName};
use crate::document::RichText;
use crate::page::{Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::super::headline::{Headline, Space, TitlePlace};
use super::super::paint::{Painter, Setting, node};
use super::super::stack::{Pen, Spot};
use super::Sheet;
use super::fit::Plan;

/// Vertical places of a sheet at one size.
#[derive(Debug)]
pub(super) struct Frame {
    /// Title lines and size.
    pub title: Headline,
    /// Top of the line under the cover's band that says what it shows and who made it.
    pub credit_top: Pt,
    /// Top of the audience line.
    pub audience_top: Pt,
    /// Top of the title's first line.
    pub title_top: Pt,
    /// Top of the bar under the title.
    pub rule_top: Pt,
    /// Bottom of the band on the first page.
    pub band_bottom: Pt,
    /// Height of the strip of colour at the head of later pages.
    pub strip: Pt,
    /// Top of the lead.
    pub lead_top: Pt,
    /// Base size of the lead, larger where the page has room.
    pub lead_base: Pt,
    /// Top of the columns on each page.
    pub columns_top: Vec<Pt>,
    /// Lowest end of the columns on each page.
    pub columns_bottom: Vec<Pt>,
    /// Top and bottom of the band of help lines, on the last page.
    pub help: (Pt, Pt),
    /// Top of the foot, on the last page.
    pub foot_top: Pt,
}

/// How much of the room that is left goes where: 0 is tight, 1 is all that each place takes.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Slack {
    /// On the first page, above the columns.
    pub top: f32,
    /// On the last page, below the columns.
    pub bottom: f32,
    /// Added to the band when all else is full.
    pub band: Pt,
    /// Added to the strip of colour on later pages.
    pub strip: Pt,
    /// Share of the way from the usual title size to the theme's largest; -1 is the theme's smallest.
    pub title: f32,
    /// Share by which the lead grows.
    pub lead: f32,
}

/// A distance in millimetres on A4: at its tightest, and what slack may add.
#[derive(Debug, Clone, Copy)]
struct Gap(f32, f32);

/// From the audience line to the title.
const AUDIENCE_TO_TITLE: Gap = Gap(1.2, 0.8);
/// From the title to the bar.
const TITLE_TO_RULE: Gap = Gap(3.4, 2.4);
/// From the bar to the lower edge of the band, on top of the theme's padding.
const RULE_TO_EDGE: Gap = Gap(0.0, 3.6);
/// From the upper edge to the audience line, on top of the margin.
const EDGE_TO_AUDIENCE: Gap = Gap(0.0, 3.0);
/// From a cover to the audience line, in multiples of the theme's padding of the band.
const COVER_TO_AUDIENCE: f32 = 0.8;
/// From the band to the credit of a cover.
const BAND_TO_CREDIT: Mm = Mm(1.4);
/// From the band to the lead.
const BAND_TO_LEAD: Gap = Gap(5.4, 2.6);
/// From the lead to the columns.
const LEAD_TO_COLUMNS: Gap = Gap(5.0, 2.6);
/// From the columns to the help lines.
const COLUMNS_TO_HELP: Gap = Gap(5.0, 2.4);
/// From the help lines to the foot; with what the contact's own line adds it stays under 8 mm.
const HELP_TO_FOOT: Gap = Gap(4.4, 2.2);
/// Inside the band of help lines, above and below.
const HELP_PADDING: Gap = Gap(0.0, 1.6);
/// Height of the strip of colour at the head of later pages.
const STRIP: Mm = Mm(6.0);
/// From that strip to the columns.
const STRIP_TO_COLUMNS: Gap = Gap(7.0, 3.0);
/// A strip that reaches this many multiples of the type size below the safe zone has room for a running title.
const ROOM_FOR_TITLE: f32 = 1.6;
/// Usual size of the title in multiples of the base size.
const TITLE_RATIO: f32 = 3.1;

impl Sheet<'_> {
    /// A distance with its share of slack.
    fn gap(&self, gap: Gap, slack: f32) -> Pt {
        Mm((gap.0 + gap.1 * slack) * self.scale()).pt()
    }

    /// Millimetres that slack of 1 adds above the columns of the first page, and below those of the last one.
    pub(super) fn slack_room(&self) -> (Pt, Pt) {
        let more = |gaps: &[Gap]| Mm(gaps.iter().map(|g| g.1).sum::<f32>() * self.scale()).pt();
        let mut top = vec![TITLE_TO_RULE, RULE_TO_EDGE, EDGE_TO_AUDIENCE, LEAD_TO_COLUMNS];
        if self.audience.is_some() {
            top.push(AUDIENCE_TO_TITLE);
        }
        if self.lead.is_some() {
            top.push(BAND_TO_LEAD);
        }
        let bottom: &[Gap] = if self.help.is_some() {
            &[COLUMNS_TO_HELP, HELP_TO_FOOT, HELP_PADDING, HELP_PADDING]
        } else {
            &[COLUMNS_TO_HELP]
        };
        (more(&top), more(bottom))
    }

    /// Places everything around the columns. `None` if the title does not fit at its smallest size.
    pub(super) fn frame(&self, base: Pt, slack: &Slack, breaker: &mut LineBreaker) -> Option<Frame> {
        let pen = self.pen();
        let theme = self.setter.theme;
        let setting = self.setting;
        let trim = self.document.format.trim;
        let width = self.content_width();

        let (smallest, largest) = setting.title;
        let usual = (base * TITLE_RATIO).max(smallest).min(largest);
        let most = if slack.title < 0.0 {
            usual + (usual - smallest) * slack.title
        } else {
            usual + (largest - usual) * slack.title
        };
        let sizes = (smallest, most);
        let leading = theme.style(StyleName::Title).leading;
        let space = Space { width, height: trim.height * 0.3, sizes, leading, lines: 4 };
        let title = self.title.choose(space)?;

        let band = theme.block(Block::Band);
        let above = match &self.cover {
            Some(cover) => cover.height(trim.width) + band.padding * (self.scale() * COVER_TO_AUDIENCE),
            None => setting.margin.top,
        };
        let audience_top = above + self.gap(EDGE_TO_AUDIENCE, slack.top) + slack.band * 0.5;
        let audience_height = self
            .audience
            .as_ref()
            .map_or(Pt::ZERO, |text| pen.height(text, base, width, breaker) + self.gap(AUDIENCE_TO_TITLE, slack.top));
        let title_top = audience_top + audience_height;
        let title_bottom = title_top + title.height(theme);
        let rule_top = title_bottom + self.gap(TITLE_TO_RULE, slack.top);
        let rule = theme.block(Block::Rule);
        let band_bottom = rule_top
            + rule.thickness
            + band.padding * self.scale()
            + self.gap(RULE_TO_EDGE, slack.top)
            + slack.band * 0.5;

        let credit_top = band_bottom + BAND_TO_CREDIT.pt() * self.scale();
        let credit = self.cover.as_ref().and_then(|cover| cover.credit.as_ref());
        let head_bottom = credit.map_or(band_bottom, |text| credit_top + pen.height(text, base, width, breaker));
        let lead_base = base * (1.0 + slack.lead);
        let mut columns_first = head_bottom + self.gap(LEAD_TO_COLUMNS, slack.top);
        let mut lead_top = head_bottom;
        if let Some(lead) = &self.lead {
            lead_top = head_bottom + self.gap(BAND_TO_LEAD, slack.top);
            columns_first =
                lead_top + pen.height(lead, lead_base, width, breaker) + self.gap(LEAD_TO_COLUMNS, slack.top);
        }

        let foot_top = trim.height - setting.margin.bottom - self.foot.height(self, base, breaker);
        let mut help = (foot_top, foot_top);
        let mut last_bottom = foot_top - self.gap(COLUMNS_TO_HELP, slack.bottom);
        if let Some(lines) = &self.help {
            let padding = theme.block(Block::Help).padding * self.scale() + self.gap(HELP_PADDING, slack.bottom);
            help.1 = foot_top - self.gap(HELP_TO_FOOT, slack.bottom);
            help.0 = help.1 - padding * 2.0 - lines.height(self, base, breaker);
            last_bottom = help.0 - self.gap(COLUMNS_TO_HELP, slack.bottom);
        }

        let pages = usize::from(self.document.pages);
        let strip = STRIP.pt() * self.scale() + slack.strip;
        let later_top = strip + self.gap(STRIP_TO_COLUMNS, slack.bottom);
        let columns_top = (0..pages).map(|page| if page == 0 { columns_first } else { later_top }).collect();
        let page_bottom = trim.height - setting.margin.bottom;
        let columns_bottom = (0..pages).map(|page| if page + 1 == pages { last_bottom } else { page_bottom }).collect();
        Some(Frame {
            title,
            credit_top,
            audience_top,
            title_top,
            rule_top,
            band_bottom,
            strip,
            lead_top,
            lead_base,
            columns_top,
            columns_bottom,
            help,
            foot_top,
        })
    }

    /// Repeats the title in a strip that has room for it; decoration, since it was read on the first page.
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
        let width = self.content_width();
        let safe = self.setting.safe;
        if strip - safe < size * ROOM_FOR_TITLE || text.line_count(pen.theme, plan.grid.base, width, breaker) > 1 {
            return;
        }
        let setting = Setting {
            page,
            x: pen.place(self.setting.margin.left, width),
            measure: width,
            baseline: (safe + strip + size * text.metrics.cap_height) / 2.0,
            leading: size,
            size,
            color: pen.theme.color(pen.theme.style(StyleName::Audience).color),
            rtl: pen.rtl,
        };
        let lines = text.paragraph.lines(pen.faces, breaker, width / size);
        let runs = Painter::runs(&lines, &setting);
        painter.artifact(page, runs);
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
        let trim = self.document.format.trim;
        let width = self.content_width();
        let x = pen.place(self.setting.margin.left, width);
        let band_color = theme.color(theme.block(Block::Band).color);
        let off = Sides { top: true, right: true, left: true, bottom: false };
        let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: trim.width, height: frame.band_bottom };
        let mut tags = Vec::new();
        if let Some(cover) = &self.cover {
            let y = cover.height(trim.width);
            let band = Rect { y, height: frame.band_bottom - y, ..rect };
            painter.rect(0, band, band_color, Pt::ZERO, Sides { top: false, ..off });
            let spot = Spot { page: 0, x, y: frame.credit_top, measure: width, base: plan.grid.base, balanced: false };
            tags.extend(cover.draw(trim.width, &spot, pen, painter, breaker));
        } else {
            painter.rect(0, rect, band_color, Pt::ZERO, off);
        }
        for page in 1..usize::from(self.document.pages) {
            let strip = Rect { height: frame.strip, ..rect };
            painter.rect(page, strip, band_color, Pt::ZERO, off);
            self.draw_running_title(page, frame.strip, plan, pen, painter, breaker);
        }
        let rule = theme.block(Block::Rule);
        let bar = Rect {
            x: pen.place(self.setting.margin.left, rule.length * self.scale()),
            y: frame.rule_top,
            width: rule.length * self.scale(),
            height: rule.thickness * self.scale(),
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
}

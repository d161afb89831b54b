//! What stands around the columns of a sheet: band, lead, help lines, foot, and the distances between them.

use crate::definition::{Block, PanelPart, StyleName};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt};

use super::super::draft;
use super::super::flow::{Grid, SECTION_GAP};
use super::super::headline::{Headline, Space};
use super::Sheet;

/// Vertical places of a sheet at one size.
#[derive(Debug)]
pub(super) struct Frame {
    /// Title lines and size.
    pub title: Headline,
    /// Top and bottom of the cover's picture: above the band, on the front of a folder below it.
    pub picture: (Pt, Pt),
    /// Top of the line that says what it shows and who made it, below picture and band.
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
    /// Top of the columns of each group.
    pub columns_top: Vec<Pt>,
    /// Lowest end of the columns of each group.
    pub columns_bottom: Vec<Pt>,
    /// Top of what stands on a panel of a folder.
    pub panel_top: Pt,
    /// Top and bottom of the band of help lines.
    pub help: (Pt, Pt),
    /// Base size of the help lines, larger where they have a panel to themselves.
    pub help_base: Pt,
    /// Top of the foot, where the contact begins.
    pub foot_top: Pt,
    /// Bottom of the foot, where the small print ends.
    pub foot_bottom: Pt,
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
    /// Whether the strip of colour on later pages is high enough to repeat the title.
    pub running: bool,
    /// Share by which the lead grows.
    pub lead: f32,
    /// Share by which help lines under columns grow.
    pub help: f32,
    /// Added above and below these lines within their band, and below it.
    pub open: Pt,
}

/// A distance in millimetres on A4: at its tightest, and what slack may add.
#[derive(Debug, Clone, Copy)]
struct Gap(f32, f32);

/// From the audience line to the title.
const AUDIENCE_TO_TITLE: Gap = Gap(1.2, 0.8);
/// From the title to the bar.
const TITLE_TO_RULE: Gap = Gap(3.4, 2.4);
/// Least distance from the title to the bar, in multiples of the title's size.
const TITLE_CLEAR: f32 = 0.32;
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
/// Least and largest share of a cover that its band takes; the lead stands below.
const COVER_BAND: (f32, f32) = (0.58, 0.74);
/// Distance from the lead to the foot of a cover, in multiples of the one from the band to the lead.
const COVER_BELOW: f32 = 2.2;
/// Share of the empty part of a back that lies around the help lines; the rest lies between them and the contact.
const BACK_HELP: f32 = 0.4;
/// Least share of its height that a picture keeps on the front of a folder.
const LEAST_PICTURE: f32 = 0.5;
/// Share of a cover that the title may take.
const COVER_TITLE: f32 = 0.42;
/// Share of the empty part of a cover's band that lies above its texts.
const COVER_ABOVE: f32 = 0.55;
/// Most that the lead grows on a cover.
const COVER_LEAD: f32 = 0.2;
/// Size of the title in multiples of the lead's: where its words allow, and at least on a cover.
const TITLE_TO_LEAD: (f32, f32) = (1.6, 1.4);
/// Most that help lines grow on a panel of their own, on a back, and where a page is not full: their names become as large as running text, and their
/// numbers stay below the title.
pub(super) const HELP_GROWS: f32 = 0.16;
/// Share of such a panel that they may take.
const HELP_SHARE: f32 = 0.82;
/// Usual size of the title in multiples of the base size.
const TITLE_RATIO: f32 = 3.1;

impl Sheet<'_> {
    /// A distance with its share of slack.
    fn gap(&self, gap: Gap, slack: f32) -> Pt {
        Mm((gap.0 + gap.1 * slack) * self.setting.scale).pt()
    }

    /// What slack adds to a distance.
    fn more(&self, gap: Gap, slack: f32) -> Pt {
        Mm(gap.1 * slack * self.setting.scale).pt()
    }

    /// From the lead to the columns: larger type has no less space below it than there is between two sections.
    fn below_lead(&self, base: Pt, slack: &Slack) -> Pt {
        let section_gap = Grid::new(self.setter.theme, base, self.panels.measure).unit * SECTION_GAP as f32;
        self.gap(LEAD_TO_COLUMNS, 0.0).max(section_gap) + self.more(LEAD_TO_COLUMNS, slack.top)
    }

    /// Heights that slack of 1 adds above the columns of the first group, and below those of the last one; none where
    /// the title, or help lines and foot, have panels of their own.
    pub(super) fn slack_room(&self) -> (Pt, Pt) {
        let more = |gaps: &[Gap]| Mm(gaps.iter().map(|g| g.1).sum::<f32>() * self.setting.scale).pt();
        let mut top = vec![TITLE_TO_RULE, RULE_TO_EDGE, EDGE_TO_AUDIENCE, LEAD_TO_COLUMNS];
        if self.audience.is_some() {
            top.push(AUDIENCE_TO_TITLE);
        }
        if self.lead.is_some() {
            top.push(BAND_TO_LEAD);
        }
        let beside_help = self.help.is_some() && self.panels.beside_sections(PanelPart::Help);
        let bottom: &[Gap] =
            if beside_help { &[COLUMNS_TO_HELP, HELP_TO_FOOT, HELP_PADDING, HELP_PADDING] } else { &[COLUMNS_TO_HELP] };
        let there = |part: PanelPart, room: Pt| if self.panels.beside_sections(part) { room } else { Pt::ZERO };
        (there(PanelPart::Title, more(&top)), there(PanelPart::Foot, more(bottom)))
    }

    /// Places everything around the columns.
    ///
    /// # Errors
    /// The part that does not fit its panel, whatever stands in the columns.
    pub(super) fn frame(&self, base: Pt, slack: &Slack, breaker: &mut LineBreaker) -> Result<Frame, PanelPart> {
        let head = self.head(base, slack, breaker)?;
        let theme = self.setter.theme;
        let setting = self.setting;
        let panels = &self.panels;
        let height = self.document.format.trim.height;
        let repeated = if slack.running { self.running_strip(base) } else { Pt::ZERO };
        let strip = (STRIP.pt() * setting.scale).max(repeated) + slack.strip;
        // The help lines on the back of a folder have their ground under the strip: its edge keeps clear of the cut.
        let strip = if panels.cover() { strip.max(setting.safe) } else { strip };
        // The mark of a draft stands at the head of every page.
        let marked = draft::bottom(self.document).unwrap_or_default();
        let later_top = marked.max(strip + self.gap(STRIP_TO_COLUMNS, slack.bottom));
        let panel_top = if panels.folded { later_top.max(setting.margin.top + slack.strip) } else { later_top };

        let foot_bottom = height - setting.margin.bottom;
        let foot_top = foot_bottom - self.foot.height(self, base, breaker);
        let mut help = (foot_top, foot_top);
        let mut help_base = base;
        let mut last_bottom = foot_top - self.gap(COLUMNS_TO_HELP, slack.bottom);
        if let Some(lines) = &self.help {
            let padding = theme.block(Block::Help).padding * setting.scale + self.gap(HELP_PADDING, slack.bottom);
            let panel = panels.holding(PanelPart::Help);
            if panels.alone(PanelPart::Help) {
                help = (Pt::ZERO, height);
                help_base = self.help_base(base, &head, (height - panel_top) * HELP_SHARE, breaker);
            } else if panel.has(PanelPart::Foot) && panels.folded && !panels.beside_sections(PanelPart::Foot) {
                let room = foot_top - self.gap(HELP_TO_FOOT, 1.0) - strip - padding * 2.0;
                help_base = self.help_base(base, &head, room, breaker);
                let inner = lines.height(self, help_base, breaker);
                help = (strip, strip + padding * 2.0 + inner + (room - inner).max(Pt::ZERO) * BACK_HELP);
                if inner > room {
                    return Err(PanelPart::Help);
                }
            } else if panel.has(PanelPart::Foot) {
                help_base = base * (1.0 + slack.help);
                if slack.help > 0.0 && (help_base > self.most_help(&head) || lines.too_wide(self, help_base).is_some())
                {
                    return Err(PanelPart::Help);
                }
                help.1 = foot_top - self.gap(HELP_TO_FOOT, slack.bottom) - slack.open;
                help.0 = help.1 - (padding + slack.open) * 2.0 - lines.height(self, help_base, breaker);
                last_bottom = help.0 - self.gap(COLUMNS_TO_HELP, slack.bottom);
            } else {
                help = (head.band_bottom, height);
            }
            let inside = if panels.alone(PanelPart::Help) {
                panel_top
            } else if panel.has(PanelPart::Foot) {
                strip
            } else {
                help.0 + padding
            };
            let room = help.1 - inside - if panel.has(PanelPart::Foot) { Pt::ZERO } else { setting.margin.bottom };
            if panels.folded && lines.height(self, help_base, breaker) > room {
                return Err(PanelPart::Help);
            }
        }
        if panels.folded && !panels.beside_sections(PanelPart::Foot) && foot_top < panel_top {
            return Err(PanelPart::Foot);
        }

        let foot_bottom = height - setting.margin.bottom;
        let last = panels.groups.len().saturating_sub(1);
        let with_title = panels.beside_sections(PanelPart::Title);
        let top = |group: usize| match group {
            0 if with_title => head.columns_top,
            _ if panels.folded => panel_top,
            _ => later_top,
        };
        let bottom = |group: usize| {
            if group == last && panels.beside_sections(PanelPart::Foot) {
                last_bottom
            } else {
                height - setting.margin.bottom
            }
        };
        Ok(Frame {
            columns_top: (0..=last).map(top).collect(),
            columns_bottom: (0..=last).map(bottom).collect(),
            strip,
            panel_top,
            help,
            help_base,
            foot_top,
            foot_bottom,
            ..head.frame
        })
    }

    /// Size of help lines on a panel of their own, or on a back: the largest at which they take this height, no number is
    /// parted, and none is larger than the title.
    fn help_base(&self, base: Pt, head: &Head, height: Pt, breaker: &mut LineBreaker) -> Pt {
        let most = self.most_help(head);
        let grown = (0..=12).rev().map(|step| base * (1.0 + HELP_GROWS * step as f32 / 12.0));
        let mut fits = |size: Pt| {
            let lines = self.help.as_ref();
            lines.is_none_or(|l| l.too_wide(self, size).is_none() && l.height(self, size, breaker) <= height)
        };
        grown.into_iter().find(|size| *size <= most && fits(*size)).unwrap_or(base)
    }

    /// Base size at which the numbers of help lines are as large as the title.
    fn most_help(&self, head: &Head) -> Pt {
        head.frame.title.size / self.setter.theme.style(StyleName::HelpNumber).size
    }

    /// Height that the cover's picture asks for, if there is one.
    fn picture_height(&self) -> Option<Pt> {
        let width = self.panels.holding(PanelPart::Title).width;
        self.cover.as_ref().map(|picture| picture.height(width))
    }

    /// The title in its space, well above the lead where its words allow; one that makes room takes as few lines as it can,
    /// whatever their sense. `None` if it does not fit.
    fn headline(&self, space: Space, above_lead: Pt, makes_room: bool) -> Option<Headline> {
        let fewer = if makes_room && !self.panels.cover() { 1..space.lines } else { 0..0 };
        let mut fewer = fewer.filter_map(|lines| self.title.choose(Space { lines, ..space }));
        fewer.next().or_else(|| self.title.choose_leading(space, above_lead))
    }

    /// Places band, title and lead.
    fn head(&self, base: Pt, slack: &Slack, breaker: &mut LineBreaker) -> Result<Head, PanelPart> {
        let pen = self.pen();
        let theme = self.setter.theme;
        let setting = self.setting;
        let height = self.document.format.trim.height;
        let cover = self.panels.cover();
        let (_, width) = self.inside(PanelPart::Title);

        let (smallest, largest) = setting.title;
        let usual = if cover { largest } else { (base * TITLE_RATIO).max(smallest).min(largest) };
        let most = if slack.title < 0.0 {
            usual + (usual - smallest) * slack.title
        } else {
            usual + (largest - usual) * slack.title
        };
        let share = if cover { COVER_TITLE } else { 0.3 };
        let leading = theme.style(StyleName::Title).leading;
        let lines = if cover { 6 } else { 4 };
        let lead_ratio = theme.style(StyleName::Lead).size;
        let mut lead_base = base * (1.0 + if cover { COVER_LEAD } else { slack.lead });
        let space = Space { width, height: height * share, sizes: (smallest, most), leading, lines };
        let above_lead = lead_base * lead_ratio * TITLE_TO_LEAD.0;
        let title = self.headline(space, above_lead, slack.title < 0.0).ok_or(PanelPart::Title)?;
        // Its words may keep the title small; then the lead does not grow up to it.
        let most_lead = |times: f32| title.size / (lead_ratio * times);
        lead_base =
            lead_base.min(if cover { most_lead(TITLE_TO_LEAD.1) } else { most_lead(TITLE_TO_LEAD.0).max(base) });
        // A lead with a long word does not grow.
        if self.lead.as_ref().is_some_and(|lead| lead.too_wide(theme, lead_base, width).is_some()) {
            lead_base = lead_base.min(base);
        }
        let lead = self.lead.as_ref().map(|lead| pen.height(lead, lead_base, width, breaker));

        // All that stands in the band, from the audience line to its lower edge.
        let open = if cover { 1.0 } else { slack.top };
        let audience = self
            .audience
            .as_ref()
            .map_or(Pt::ZERO, |text| pen.height(text, base, width, breaker) + self.gap(AUDIENCE_TO_TITLE, open));
        let rule = theme.block(Block::Rule).thickness;
        // Descenders of a large title keep clear of the bar.
        let to_rule = self.gap(TITLE_TO_RULE, 0.0).max(title.size * TITLE_CLEAR) + self.more(TITLE_TO_RULE, open);
        let texts = audience + title.height(theme) + to_rule;
        let padding = theme.block(Block::Band).padding * setting.scale;
        let below = rule + padding + self.gap(RULE_TO_EDGE, open);
        let mut picture = self.picture_height().unwrap_or_default();
        let head = match self.picture_height() {
            Some(picture) if !cover => picture + padding * COVER_TO_AUDIENCE,
            _ => setting.margin.top,
        };
        // The mark of a draft stands in the corner: no text of the band reaches under it.
        let marked = draft::bottom(self.document).map_or(Pt::ZERO, |mark| mark - self.gap(EDGE_TO_AUDIENCE, open));
        let head = head.max(marked);
        let natural = head + self.gap(EDGE_TO_AUDIENCE, open) + texts + below;
        let credit = self.cover.as_ref().and_then(|picture| picture.credit.as_ref());
        let credit = credit
            .map_or(Pt::ZERO, |text| BAND_TO_CREDIT.pt() * setting.scale + pen.height(text, base, width, breaker));
        let mut above = slack.band * 0.5;
        let mut beneath = slack.band * 0.5;
        if cover {
            let lead = lead.map_or(Pt::ZERO, |lead| lead + self.gap(BAND_TO_LEAD, open));
            let under = credit + lead + setting.margin.bottom;
            let free = height - under - natural;
            // A picture is cut where its panel has no room for all of it, but to no ribbon.
            if free < picture * LEAST_PICTURE {
                return Err(PanelPart::Lead);
            }
            picture = picture.min(free);
            let room = free - picture;
            let below_lead = self.gap(BAND_TO_LEAD, open) * COVER_BELOW - setting.margin.bottom;
            let wanted =
                (height - under - below_lead.max(Pt::ZERO)).max(height * COVER_BAND.0).min(height * COVER_BAND.1);
            let more = (wanted - natural - picture).max(Pt::ZERO).min(room);
            (above, beneath) = (more * COVER_ABOVE, more * (1.0 - COVER_ABOVE));
        }

        let audience_top = head + self.gap(EDGE_TO_AUDIENCE, open) + above;
        let title_top = audience_top + audience;
        let rule_top = title_top + title.height(theme) + to_rule;
        let band_bottom = rule_top + below + beneath;
        let picture = if cover { (band_bottom, band_bottom + picture) } else { (Pt::ZERO, picture) };
        let credit_top = band_bottom.max(picture.1) + BAND_TO_CREDIT.pt() * setting.scale;
        let head_bottom = band_bottom.max(picture.1) + credit;
        let mut lead_top = head_bottom;
        let mut columns_top = head_bottom + self.gap(LEAD_TO_COLUMNS, slack.top);
        if let Some(lead) = lead {
            lead_top = head_bottom + self.gap(BAND_TO_LEAD, open);
            columns_top = lead_top + lead + self.below_lead(base, slack);
        }
        let frame = Frame {
            title,
            picture,
            credit_top,
            audience_top,
            title_top,
            rule_top,
            band_bottom,
            strip: Pt::ZERO,
            lead_top,
            lead_base,
            columns_top: Vec::new(),
            columns_bottom: Vec::new(),
            panel_top: Pt::ZERO,
            help: (Pt::ZERO, Pt::ZERO),
            help_base: base,
            foot_top: Pt::ZERO,
            foot_bottom: Pt::ZERO,
        };
        Ok(Head { band_bottom, columns_top, frame })
    }
}

/// What stands above the columns: its part of the frame, and where the columns below would begin.
struct Head {
    band_bottom: Pt,
    columns_top: Pt,
    frame: Frame,
}

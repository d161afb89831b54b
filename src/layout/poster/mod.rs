//! Posters: a headline that fills the measure on a full ground, the message, one number to call, who signs.

mod contact;
mod foot;
mod full;
mod help;
mod sections;
mod tabs;

use crate::definition::{Block, FormatSetting, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::page::{Pages, Sides, Tag, TagChild};
use crate::text::{Faces, LineBreaker};
use crate::units::{Pt, Rect};

use super::code::Code;
use super::cover::CoverGalley;
use super::galley::{Element, SectionGalley, SetText, Setter};
use super::headline::{Headline, MOST_LINES, Space, TitleGalley, TitlePlace};
use super::logos::LogoRow;
use super::paint::{Painter, node};
use super::stack::{Pen, Spot};
use super::{Metrics, code_too_long, finished};

use contact::ContactList;
use foot::{FOOT_WAYS, FootWay};
use help::HelpList;
use tabs::TabRow;

/// Step of the search for the base size.
const STEP: Pt = Pt(0.25);
/// Share of the height that the headline may take.
const HEADLINE_SHARE: f32 = 0.46;
/// The same on a poster with a cover, of what the cover leaves.
const HEADLINE_UNDER_COVER: f32 = 0.4;
/// Parts of that share which are tried, the one that is wanted first.
const HEADLINES: [f32; 3] = [1.0, 0.8, 0.6];
/// Least size of the headline in multiples of the lead's, where its words allow.
const HEADLINE_TO_LEAD: f32 = 1.5;
/// Distances in multiples of the base size: kicker to headline, headline to bar, bar to lead, lead to sections.
const GAPS: [f32; 4] = [1.1, 0.9, 1.0, 1.0];
/// Least distance between the message and the foot, in multiples of the base size.
const MESSAGE_TO_FOOT: f32 = 1.4;

/// Width of a cover in multiples of its height.
const COVER: f32 = 2.5;
/// From a cover to its credit, and from there to the kicker, in multiples of the base size.
const COVER_GAPS: [f32; 2] = [0.2, 0.9];

/// A poster with all its texts shaped.
struct Poster<'a> {
    document: &'a Document,
    setter: Setter<'a>,
    setting: &'a FormatSetting,
    title: TitleGalley,
    cover: Option<CoverGalley>,
    kicker: Option<SetText>,
    lead: Option<SetText>,
    sections: Vec<SectionGalley>,
    help: Option<HelpList>,
    contact: Option<ContactList>,
    logos: LogoRow,
    senders: SetText,
    imprint: Option<SetText>,
    code: Option<(Code, String, SetText)>,
    tabs: Option<TabRow>,
}

/// Every vertical place at one size.
struct Plan {
    base: Pt,
    foot: FootWay,
    headline: Headline,
    credit_top: Pt,
    kicker_top: Pt,
    headline_top: Pt,
    rule_top: Pt,
    lead_top: Pt,
    sections_top: Pt,
    /// Room between the message and the foot beyond the least.
    room: Pt,
}

/// Lays a poster out.
///
/// # Errors
/// What does not fit, and characters that no font has.
pub(super) fn layout(
    document: &Document,
    setting: &FormatSetting,
    faces: &Faces,
) -> Result<(Pages, Metrics), Vec<Diagnostic>> {
    let mut poster = Poster::new(document, setting, faces)?;
    if let Some(tabs) = &document.tabs {
        poster.tabs = Some(poster.tab_row(tabs).map_err(|fault| vec![fault])?);
    }
    super::refuse_missing_glyphs(document, &poster.texts())?;
    let mut breaker = LineBreaker::default();
    let (smallest, largest) = setting.base;
    let steps = ((largest - smallest) / STEP).round() as usize;
    // Smaller type makes room for the foot as it is wanted, then a foot that takes less, and a smaller headline makes room for
    // much text before the poster is refused.
    let ways = HEADLINES.into_iter().flat_map(|share| FOOT_WAYS.map(|way| (share, way)));
    let plan = ways.into_iter().find_map(|(share, way)| {
        (0..=steps).rev().find_map(|step| poster.plan(way, smallest + STEP * step as f32, share, &mut breaker))
    });
    match plan {
        Some(plan) => Ok(poster.draw(&plan, &mut breaker)),
        None => Err(vec![poster.overflow(&mut breaker)]),
    }
}

impl<'a> Poster<'a> {
    /// Shapes everything once.
    fn new(
        document: &'a Document,
        setting: &'a FormatSetting,
        faces: &'a Faces,
    ) -> Result<Poster<'a>, Vec<Diagnostic>> {
        let setter = Setter::new(faces, document);
        let senders = document.senders_line();
        let code = match &document.code {
            Some(code) => {
                let drawn = Code::new(&code.payload, true).ok_or_else(|| code_too_long(document, &code.payload))?;
                Some((drawn, code.alt.clone(), setter.set(&code.caption, StyleName::Caption)))
            }
            None => None,
        };
        Ok(Poster {
            title: TitleGalley::new(&document.title, &setter),
            cover: document.cover.as_ref().map(|cover| CoverGalley::new(cover, COVER, &setter)),
            kicker: document.audience.as_ref().map(|t| setter.set(t, StyleName::Audience)),
            lead: document.lead.as_ref().map(|t| setter.set(t, StyleName::Lead)),
            sections: setter.sections(document),
            help: document.help.as_ref().map(|help| HelpList::new(help, document.lang, &setter)),
            contact: ContactList::new(document, &setter),
            logos: LogoRow::new(document),
            imprint: senders.is_some().then(|| setter.set(&document.imprint, StyleName::Imprint)),
            senders: match &senders {
                Some(line) => setter.set(line, StyleName::Senders),
                None => setter.set(&document.imprint, StyleName::Imprint),
            },
            code,
            tabs: None,
            document,
            setting,
            setter,
        })
    }

    /// Every text.
    fn texts(&self) -> Vec<&SetText> {
        let mut texts: Vec<&SetText> = self.kicker.iter().chain(&self.lead).collect();
        texts.extend(self.title.texts());
        texts.extend(self.cover.iter().filter_map(CoverGalley::texts));
        texts.extend(self.sections.iter().flat_map(|s| &s.elements).flat_map(Element::texts));
        texts.extend(self.help.iter().flat_map(HelpList::texts));
        texts.extend(self.contact.iter().flat_map(ContactList::texts));
        texts.extend(std::iter::once(&self.senders).chain(&self.imprint));
        texts.extend(self.code.iter().map(|(_, _, caption)| caption));
        texts.extend(self.tabs.iter().flat_map(TabRow::texts));
        texts
    }

    /// What drawing needs.
    fn pen(&self) -> Pen<'_> {
        Pen::new(&self.setter, self.document)
    }

    /// Width between the side margins.
    fn width(&self) -> Pt {
        self.document.format.trim.width - self.setting.margin.left - self.setting.margin.right
    }

    /// The lower end of what stands above the tabs, or of the page.
    fn bottom(&self) -> Pt {
        let tabs = self.tabs.as_ref().map_or(Pt::ZERO, |tabs| tabs.height);
        self.document.format.trim.height - tabs - self.setting.margin.bottom
    }

    /// Whether a section shows a picture.
    fn has_pictures(&self) -> bool {
        self.sections.iter().flat_map(|s| &s.elements).any(|e| matches!(e, Element::Image { .. }))
    }

    /// Tops of the cover's credit and of the kicker.
    fn head(&self, base: Pt, breaker: &mut LineBreaker) -> (Pt, Pt) {
        let Some(cover) = &self.cover else { return (Pt::ZERO, self.setting.margin.top) };
        let credit_top = cover.height(self.document.format.trim.width) + base * COVER_GAPS[0];
        let credit = cover.credit.as_ref().map_or(Pt::ZERO, |t| self.pen().height(t, base, self.width(), breaker));
        (credit_top, credit_top + credit + base * COVER_GAPS[1])
    }

    /// What the headline may fill.
    fn title_space(&self, share: f32) -> Space {
        let trim = self.document.format.trim;
        let above_tabs = self.bottom() + self.setting.margin.bottom;
        let height = match &self.cover {
            Some(cover) => (above_tabs - cover.height(trim.width)) * HEADLINE_UNDER_COVER,
            None => above_tabs * HEADLINE_SHARE,
        };
        Space {
            width: self.width(),
            height: height * share,
            sizes: self.setting.title,
            leading: self.setter.theme.style(StyleName::Title).leading,
            lines: MOST_LINES,
        }
    }

    /// Places everything at one size, the headline in a part of the share that it is wanted to have. `None` if it does not
    /// fit.
    fn plan(&self, way: FootWay, base: Pt, share: f32, breaker: &mut LineBreaker) -> Option<Plan> {
        if self.widest(way, base).is_some() {
            return None;
        }
        self.stack(way, base, share, breaker).filter(|plan| plan.room >= Pt::ZERO)
    }

    /// The same, whether it fits or not: then the room that is left is below nothing. `None` if the headline does not fit its
    /// share.
    fn stack(&self, way: FootWay, base: Pt, share: f32, breaker: &mut LineBreaker) -> Option<Plan> {
        let pen = self.pen();
        let width = self.width();
        let lead_size = base * self.setter.theme.style(StyleName::Lead).size;
        let headline = self.title.choose_leading(self.title_space(share), lead_size * HEADLINE_TO_LEAD)?;
        let (credit_top, kicker_top) = self.head(base, breaker);
        let kicker = self.kicker.as_ref().map_or(Pt::ZERO, |t| pen.height(t, base, width, breaker) + base * GAPS[0]);
        let headline_height = headline.height(self.setter.theme);
        let lead = self.lead.as_ref().map_or(Pt::ZERO, |t| pen.height(t, base, width, breaker));
        let sections = self.sections_height(base, breaker);
        let rule = self.setter.theme.block(Block::Rule).thickness * self.setting.scale;
        let foot_top = self.bottom() - self.foot(way, base, breaker).height;
        let sections_gap = if self.sections.is_empty() { 0.0 } else { GAPS[3] };
        let message = kicker + headline_height + base * (GAPS[1] + GAPS[2] + sections_gap) + rule + lead + sections;
        let room = foot_top - base * MESSAGE_TO_FOOT - kicker_top - message;
        // Kicker, headline and message belong together: most of the room opens below them.
        let open = room * 0.14;
        let headline_top = kicker_top + kicker + open;
        let rule_top = headline_top + headline_height + base * GAPS[1];
        let lead_top = rule_top + rule + base * GAPS[2];
        let sections_top = lead_top + lead + base * GAPS[3];
        Some(Plan {
            base,
            foot: way,
            headline,
            credit_top,
            kicker_top,
            headline_top,
            rule_top,
            lead_top,
            sections_top,
            room,
        })
    }

    /// Draws the plan.
    fn draw(&self, plan: &Plan, breaker: &mut LineBreaker) -> (Pages, Metrics) {
        let pen = self.pen();
        let theme = self.setter.theme;
        let trim = self.document.format.trim;
        let mut painter = Painter::new(1);
        painter.ground(0, trim, theme.color(theme.block(Block::Page).color));
        let mut tags: Vec<TagChild> = Vec::new();
        self.draw_message(plan, &pen, &mut painter, breaker, &mut tags);
        self.draw_foot(plan, &pen, &mut painter, breaker, &mut tags);
        if let Some(tabs) = &self.tabs {
            tags.push(self.draw_tabs(tabs, &pen, &mut painter, breaker));
        }
        let pages = finished(self.document, &self.setter, painter, tags);
        let sizes = [plan.base, plan.base * theme.style(StyleName::Body).leading, plan.headline.size];
        let metrics = Metrics::of_one_page(sizes, plan.room, trim.height, plan.room > trim.height * 0.3);
        (pages, metrics)
    }

    /// Draws kicker, headline, bar, lead and sections.
    fn draw_message(
        &self,
        plan: &Plan,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
        tags: &mut Vec<TagChild>,
    ) {
        let theme = self.setter.theme;
        let width = self.width();
        let x = pen.place(self.setting.margin.left, width);
        let spot = |y: Pt| Spot { page: 0, x, y, measure: width, base: plan.base, balanced: true };
        if let Some(cover) = &self.cover {
            let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: pen.width, height: cover.height(pen.width) };
            tags.extend(cover.draw(rect, &spot(plan.credit_top), pen, painter, breaker));
        }
        if let Some(kicker) = &self.kicker {
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(kicker, &spot(plan.kicker_top), painter, breaker))));
        }
        let place = TitlePlace { x, top: plan.headline_top, width, base: plan.base };
        let title = self.title.draw(&plan.headline, &self.document.title, &place, &self.setter, pen, painter, breaker);
        tags.push(TagChild::Node(title));
        let rule = theme.block(Block::Rule);
        let bar = Rect {
            x: pen.place(self.setting.margin.left, rule.length * self.setting.scale),
            y: plan.rule_top,
            width: rule.length * self.setting.scale,
            height: rule.thickness * self.setting.scale,
        };
        painter.rect(0, bar, theme.color(rule.color), Pt::ZERO, Sides::default());
        if let Some(lead) = &self.lead {
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(lead, &spot(plan.lead_top), painter, breaker))));
        }
        tags.extend(self.draw_sections(plan.sections_top, plan.base, pen, painter, breaker));
    }
}

//! Sheets: a band with the title, the lead, sections in columns, the band of help lines, the foot.

mod band;
mod coded;
mod columns;
mod fit;
mod float;
mod foot;
mod frame;
mod help;
mod loosen;
mod overflow;
mod panels;
mod settle;

use crate::definition::{Block, FormatSetting, PanelPart, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::page::{Pages, Sides, Tag, TagChild};
use crate::text::{Faces, LineBreaker, Tight};
use crate::units::{Mm, Pt, Rect};

use super::code::LEAST;
use super::cover::CoverGalley;
use super::galley::{SectionGalley, SetText, Setter};
use super::headline::TitleGalley;
use super::paint::{Painter, node};
use super::place::misread;
use super::stack::{Pen, Spot};
use super::{Metrics, finished};

use coded::CodeGalley;
use fit::{Candidates, Fitted, STEP};
use foot::FootGalley;
use help::HelpGalley;
use overflow::Misfit;
use panels::{Column, Panel, Panels};
use settle::{NUDGED, Plan};

/// Width of a cover in multiples of its height.
const COVER: f32 = 3.0;
/// Width of the cover of a folder, which is narrow and high.
const FOLDER_COVER: f32 = 1.25;
/// A format smaller than this in both directions is a card for the pocket.
const CARD: Mm = Mm(100.0);

/// What a point of height costs that no distance could take.
const ROOM: f32 = 0.1;
/// What a page costs that has too little text.
const SHORT: f32 = 15.0;
/// What it costs that programs without an eye for tags read a block at the wrong time.
const MISREAD: f32 = 16.0;
/// What an arrangement costs that tears a list over columns, or is no better.
const TORN: f32 = 24.0;
/// Most ways that are drawn to find one that is read well.
const MOST_DRAWN: usize = 300;

/// A sheet with all its texts shaped.
#[derive(Debug)]
struct Sheet<'a> {
    document: &'a Document,
    setter: Setter<'a>,
    setting: &'a FormatSetting,
    panels: Panels,
    sections: Vec<SectionGalley>,
    title: TitleGalley,
    cover: Option<CoverGalley>,
    audience: Option<SetText>,
    lead: Option<SetText>,
    help: Option<HelpGalley>,
    foot: FootGalley,
    code: Option<CodeGalley>,
    way: Way,
    /// How much is told of the contact.
    told: Told,
}

/// What of several ways to arrange a sheet is tried or chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Way {
    /// The part that the code stands with.
    code: PanelPart,
    /// Least side of the code's modules.
    module: Mm,
    /// Whether a code that stands with a contact stands below it, where a narrow panel has no room for an address beside it.
    below: bool,
}

/// How much is told of a contact.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Told {
    /// All that is known.
    All,
    /// The name, and two ways to reach it: phone and mail or web.
    Brief,
    /// The name and one way.
    Least,
}

/// A sheet as it was drawn.
struct Drawn {
    /// What it costs, against any other arrangement of the same text.
    cost: f32,
    pages: Pages,
    metrics: Metrics,
}

/// The best way that was drawn so far.
struct Chosen {
    /// What it costs.
    cost: f32,
    /// Its pages; `None` before the first.
    pages: Option<(Pages, Metrics)>,
    /// Ways that were drawn.
    drawn: usize,
}

/// Lays a sheet out.
///
/// # Errors
/// What does not fit, with place and amount; characters that no font has.
pub(super) fn layout(
    document: &Document,
    setting: &FormatSetting,
    faces: &Faces,
) -> Result<(Pages, Metrics), Vec<Diagnostic>> {
    let sheet =
        |told: Told, tight: Tight| Sheet::new(document, setting, Setter::new(faces, document).tight(tight), told);
    let plain = sheet(Told::All, Tight::No)?;
    super::refuse_missing_glyphs(document, &plain.texts())?;
    // What is parted first is an address that is wider than its place: all other text stays as it is.
    let addresses = plain.texts().iter().any(|text| text.paragraph.text().text.contains(['@', '/']));
    let manners =
        [Tight::No, Tight::Addresses, Tight::All].into_iter().filter(|tight| addresses || *tight != Tight::Addresses);
    let mut too_much = None;
    // A card for the pocket tells less of its contact where there is no room for all.
    let trim = document.format.trim;
    let card = trim.width.max(trim.height) < CARD.pt();
    for told in if card { &[Told::All, Told::Brief, Told::Least][..] } else { &[Told::All] } {
        for tight in manners.clone() {
            match arrange(sheet(*told, tight)?) {
                Ok((pages, metrics)) => return Ok((pages, Metrics { brief_contact: *told != Told::All, ..metrics })),
                Err(found) => too_much = too_much.or(Some(found)),
            }
        }
    }
    Err(too_much.unwrap_or_default())
}

/// Finds the best way to arrange a sheet.
fn arrange(mut sheet: Sheet<'_>) -> Result<(Pages, Metrics), Vec<Diagnostic>> {
    let (document, setting) = (sheet.document, sheet.setting);
    let mut breaker = LineBreaker::default();
    let mut nearest: Option<Misfit> = None;
    let mut short: Option<Drawn> = None;
    for way in sheet.ways() {
        sheet.way = way;
        let mut best: Option<Drawn> = None;
        for panels in Panels::ways(document, setting) {
            // What is arranged as it should be is not held against a way out; a short text that it tears is.
            let full = |best: &Drawn| best.metrics.base + STEP <= setting.base.1 && best.metrics.band == Pt::ZERO;
            let well = |best: &Drawn| best.cost < TORN || full(best);
            if best.as_ref().is_some_and(well) && !panels.equal {
                continue;
            }
            sheet.panels = panels;
            let misfit = match fit::fit(&sheet, &mut breaker) {
                Ok(candidates) => match sheet.choose(candidates, &mut breaker) {
                    Some(drawn) => {
                        // A text too short for its pages may fill them better in another way.
                        let known =
                            if drawn.metrics.underfull && !sheet.panels.folded { &mut short } else { &mut best };
                        let better = known.as_ref().is_none_or(|known| drawn.cost < known.cost);
                        *known = if better { Some(drawn) } else { known.take() };
                        continue;
                    }
                    None => sheet.overflow(setting.base.0, &mut breaker),
                },
                Err(misfit) => misfit,
            };
            nearest = Some(Misfit::nearer(nearest, misfit));
        }
        if let Some(best) = best {
            let Drawn { pages, metrics, .. } = short.filter(|short| short.cost < best.cost).unwrap_or(best);
            return Ok((pages, metrics));
        }
    }
    if let Some(Drawn { pages, metrics, .. }) = short {
        return Ok((pages, metrics));
    }
    Err(nearest.into_iter().map(|misfit| misfit.diagnostic).collect())
}

impl<'a> Sheet<'a> {
    /// Shapes everything once.
    fn new(
        document: &'a Document,
        setting: &'a FormatSetting,
        setter: Setter<'a>,
        told: Told,
    ) -> Result<Sheet<'a>, Vec<Diagnostic>> {
        let folder = !document.format.panels.is_empty() && document.format.shows(PanelPart::Lead);
        let aspect = if folder { FOLDER_COVER } else { COVER };
        Ok(Sheet {
            panels: Panels::default(),
            sections: setter.sections(document),
            title: TitleGalley::new(&document.title, &setter),
            cover: document.cover.as_ref().map(|cover| CoverGalley::new(cover, aspect, &setter)),
            audience: document.audience.as_ref().map(|t| setter.set(t, StyleName::Audience)),
            lead: document.lead.as_ref().map(|t| setter.set(t, StyleName::Lead)),
            help: document.help.as_ref().map(|h| HelpGalley::new(h, &setter)),
            foot: FootGalley::new(document, &setter),
            code: CodeGalley::new(document, &setter)?,
            way: Way { code: PanelPart::Foot, module: LEAST, below: false },
            told,
            document,
            setting,
            setter,
        })
    }

    /// The ways to arrange the sheet, the one that is wanted first. A code that calls a help line stands with it where it
    /// can; its caption names the number in any case. Codes are larger than they must be where there is room. On a narrow page one
    /// may stand below the contact, before an address beside it is parted.
    fn ways(&self) -> Vec<Way> {
        let (format, margin) = (self.document.format, &self.setting.margin);
        let measure = format.trim.width - margin.left - margin.right;
        let narrow = format.panels.is_empty() && measure < foot::BESIDE.pt();
        let with_help = self.code.as_ref().is_some_and(|code| code.line.is_some()) && self.help.is_some();
        let parts: &[PanelPart] = if with_help { &[PanelPart::Help, PanelPart::Foot] } else { &[PanelPart::Foot] };
        let modules = self.code.as_ref().map_or_else(|| vec![LEAST], |code| code.modules(self));
        let of = |code: PanelPart, below: bool| modules.iter().map(move |module| Way { code, module: *module, below });
        let ways = parts.iter().flat_map(|part| of(*part, false));
        let below = (self.code.is_some() && narrow).then_some(PanelPart::Foot);
        ways.chain(below.into_iter().flat_map(|part| of(part, true))).collect()
    }

    /// The code, if it stands with this part.
    fn code_with(&self, part: PanelPart) -> Option<&CodeGalley> {
        self.code.as_ref().filter(|_| self.way.code == part)
    }

    /// Every text of the sheet.
    fn texts(&self) -> Vec<&SetText> {
        let mut texts: Vec<&SetText> = self.sections.iter().flat_map(|s| &s.elements).flat_map(|e| e.texts()).collect();
        texts.extend(self.title.texts());
        texts.extend(self.cover.iter().filter_map(CoverGalley::texts));
        texts.extend(self.audience.iter().chain(&self.lead));
        texts.extend(self.help.iter().flat_map(HelpGalley::texts));
        texts.extend(self.foot.texts());
        texts.extend(self.code.iter().map(|code| &code.caption));
        texts
    }

    /// What drawing needs.
    fn pen(&self) -> Pen<'_> {
        Pen::new(&self.setter, self.document)
    }

    /// Left edge and width between the margins of the panel that holds a part.
    fn inside(&self, part: PanelPart) -> (Pt, Pt) {
        let (panel, margin) = (self.panels.holding(part), &self.setting.margin);
        (panel.left + margin.left, panel.width - margin.left - margin.right)
    }

    /// Every column with its group.
    fn columns(&self) -> impl Iterator<Item = (&Column, usize)> {
        let groups = self.panels.groups.iter().enumerate().flat_map(|(group, count)| vec![group; *count]);
        self.panels.columns.iter().zip(groups)
    }

    /// The part of a panel from `top` to `bottom`, where it lies on the page.
    fn panel_rect(&self, panel: &Panel, top: Pt, bottom: Pt) -> Rect {
        Rect { x: self.pen().place(panel.left, panel.width), y: top, width: panel.width, height: bottom - top }
    }

    /// The trim edges that a rectangle reaches.
    fn runs_off(&self, rect: &Rect) -> Sides {
        let trim = self.document.format.trim;
        let near = |a: Pt, b: Pt| (a - b).abs() < Pt(0.01);
        Sides {
            top: near(rect.y, Pt::ZERO),
            right: near(rect.right(), trim.width),
            bottom: near(rect.bottom(), trim.height),
            left: near(rect.x, Pt::ZERO),
        }
    }

    /// Draws the cheapest way, unless programs would read it in another order than its tags say: then spaces are moved by a
    /// half-line, and the next ways tried, as far as they are worth it; at last smaller type.
    fn choose(&self, mut candidates: Candidates, breaker: &mut LineBreaker) -> Option<Drawn> {
        let mut chosen = Chosen { cost: f32::INFINITY, pages: None, drawn: 0 };
        self.weigh(&candidates.ways, &mut chosen, breaker);
        let smaller = candidates.cheaper(self, chosen.cost, breaker);
        self.weigh(&smaller, &mut chosen, breaker);
        let (pages, mut metrics) = chosen.pages?;
        metrics.tried = candidates.tried + chosen.drawn;
        let short = if metrics.underfull { SHORT } else { 0.0 };
        Some(Drawn { cost: chosen.cost + short + ROOM * metrics.room().0, pages, metrics })
    }

    /// Draws ways, the cheapest first, as long as they may be better than the one that is chosen.
    fn weigh(&self, ways: &[(f32, Fitted)], chosen: &mut Chosen, breaker: &mut LineBreaker) {
        for (cost, way) in ways {
            if *cost >= chosen.cost || chosen.drawn >= MOST_DRAWN {
                break;
            }
            let Some(unmoved) = self.settle(way, None, breaker) else { continue };
            let misread = self.try_drawing(&unmoved, *cost, chosen, breaker);
            if cost + NUDGED >= chosen.cost {
                continue;
            }
            // A space moved on a page that is read well would mend nothing.
            let helps = |column: usize| misread[self.panels.columns[column].page] > 0;
            for (more, nudge) in unmoved.nudges(helps) {
                if cost + more >= chosen.cost || chosen.drawn >= MOST_DRAWN {
                    break;
                }
                if let Some(nudged) = self.settle(way, Some(nudge), breaker) {
                    self.try_drawing(&nudged, cost + more, chosen, breaker);
                }
            }
        }
    }

    /// Draws a plan that costs so much before it is read, and keeps it if it then costs less than the best one. Returns what
    /// is misread on each page.
    fn try_drawing(&self, plan: &Plan, cost: f32, chosen: &mut Chosen, breaker: &mut LineBreaker) -> Vec<usize> {
        let pages = self.draw(plan, breaker);
        let misread = misread(&pages.0, self.document.lang.rtl);
        let cost = cost + MISREAD * misread.iter().sum::<usize>() as f32;
        chosen.drawn += 1;
        if cost < chosen.cost {
            (chosen.cost, chosen.pages) = (cost, Some(pages));
        }
        misread
    }

    /// Draws the pages of a plan.
    fn draw(&self, plan: &Plan, breaker: &mut LineBreaker) -> (Pages, Metrics) {
        let pen = self.pen();
        let theme = self.setter.theme;
        let pages = usize::from(self.document.pages);
        let trim = self.document.format.trim;
        let mut painter = Painter::new(pages);
        let ground = theme.color(theme.block(Block::Page).color);
        if ground.cmyk.ink() > 0.0 {
            (0..pages).for_each(|page| painter.ground(page, trim, ground));
        }
        let mut tags: Vec<TagChild> = Vec::new();
        tags.extend(self.draw_band(plan, &pen, &mut painter, breaker));
        if let Some(lead) = &self.lead {
            let (left, width) = self.inside(PanelPart::Lead);
            let spot = Spot {
                page: self.panels.holding(PanelPart::Lead).page,
                x: pen.place(left, width),
                y: plan.frame.lead_top,
                measure: width,
                base: plan.frame.lead_base,
                balanced: true,
            };
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(lead, &spot, &mut painter, breaker))));
        }
        let (sections, lines) = columns::draw(self, plan, &pen, &mut painter, breaker);
        let mut help = self.help.as_ref().map(|help| help.draw(self, plan, &pen, &mut painter, breaker));
        // What stands on the cover of a card is read there.
        let on_front =
            !self.panels.beside_sections(PanelPart::Help) && self.panels.holding(PanelPart::Help).has(PanelPart::Title);
        if let Some(help) = help.take_if(|_| on_front) {
            tags.push(TagChild::Node(help));
        }
        tags.extend(sections);
        tags.extend(help.map(TagChild::Node));
        tags.extend(self.foot.draw(self, plan, &pen, &mut painter, breaker));
        let mut metrics = plan.metrics.clone();
        for (page, lines) in metrics.pages.iter_mut().zip(lines) {
            page.lines = lines;
        }
        (finished(self.document, &self.setter, painter, tags), metrics)
    }
}

//! Sheets: a band with the title, the lead, sections in columns, the band of help lines, the foot.

mod columns;
mod fit;
mod foot;
mod frame;
mod help;
mod loosen;

use crate::definition::{FormatSetting, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::page::{Pages, Sides, Tag, TagChild};
use crate::text::{Faces, LineBreaker};
use crate::units::{Pt, Rect};

use super::cover::CoverGalley;
use super::galley::{SectionGalley, SetText, Setter};
use super::headline::TitleGalley;
use super::paint::{Painter, node};
use super::stack::{Pen, Spot};
use super::{Metrics, finished};

use foot::FootGalley;
use help::HelpGalley;

/// Width of a cover in multiples of its height.
const COVER: f32 = 3.0;

/// A sheet with all its texts shaped.
#[derive(Debug)]
struct Sheet<'a> {
    document: &'a Document,
    setter: Setter<'a>,
    setting: &'a FormatSetting,
    sections: Vec<SectionGalley>,
    title: TitleGalley,
    cover: Option<CoverGalley>,
    audience: Option<SetText>,
    lead: Option<SetText>,
    help: Option<HelpGalley>,
    foot: FootGalley,
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
    let sheet = Sheet::new(document, setting, faces)?;
    super::refuse_missing_glyphs(document, &sheet.texts())?;
    let mut breaker = LineBreaker::default();
    let plan = fit::fit(&sheet, &mut breaker)?;
    Ok(sheet.draw(&plan, &mut breaker))
}

impl<'a> Sheet<'a> {
    /// Shapes everything once.
    fn new(document: &'a Document, setting: &'a FormatSetting, faces: &'a Faces) -> Result<Sheet<'a>, Vec<Diagnostic>> {
        let setter = Setter::new(faces, document);
        Ok(Sheet {
            sections: setter.sections(document),
            title: TitleGalley::new(&document.title, &setter),
            cover: document.cover.as_ref().map(|cover| CoverGalley::new(cover, COVER, &setter)),
            audience: document.audience.as_ref().map(|t| setter.set(t, StyleName::Audience)),
            lead: document.lead.as_ref().map(|t| setter.set(t, StyleName::Lead)),
            help: document.help.as_ref().map(|h| HelpGalley::new(h, &setter)),
            foot: FootGalley::new(document, &setter)?,
            document,
            setting,
            setter,
        })
    }

    /// Every text of the sheet.
    fn texts(&self) -> Vec<&SetText> {
        let mut texts: Vec<&SetText> = self.sections.iter().flat_map(|s| &s.elements).flat_map(|e| e.texts()).collect();
        texts.extend(self.title.texts());
        texts.extend(self.cover.iter().filter_map(CoverGalley::texts));
        texts.extend(self.audience.iter().chain(&self.lead));
        texts.extend(self.help.iter().flat_map(HelpGalley::texts));
        texts.extend(self.foot.texts());
        texts
    }

    /// What drawing needs.
    fn pen(&self) -> Pen<'_> {
        Pen {
            faces: self.setter.faces,
            theme: self.setter.theme,
            rtl: self.document.lang.rtl,
            width: self.document.format.trim.width,
        }
    }

    /// Width between the side margins.
    fn content_width(&self) -> Pt {
        self.document.format.trim.width - self.setting.margin.left - self.setting.margin.right
    }

    /// Width of a column.
    fn column_width(&self) -> Pt {
        let count = f32::from(self.setting.columns.max(1));
        (self.content_width() - self.setting.gutter * (count - 1.0)) / count
    }

    /// Vertical distances of the theme are for A4 and shrink with the page.
    fn scale(&self) -> f32 {
        self.document.format.trim.width / crate::units::Mm(210.0).pt()
    }

    /// Draws the pages of a plan.
    fn draw(&self, plan: &fit::Plan, breaker: &mut LineBreaker) -> (Pages, Metrics) {
        let pen = self.pen();
        let theme = self.setter.theme;
        let pages = usize::from(self.document.pages);
        let trim = self.document.format.trim;
        let mut painter = Painter::new(pages);
        let all = Sides { top: true, right: true, bottom: true, left: true };
        let ground = theme.color(theme.block(crate::definition::Block::Page).color);
        if ground.cmyk.ink() > 0.0 {
            for page in 0..pages {
                let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: trim.width, height: trim.height };
                painter.rect(page, rect, ground, Pt::ZERO, all);
            }
        }
        let mut tags: Vec<TagChild> = Vec::new();
        tags.extend(self.draw_band(plan, &pen, &mut painter, breaker));
        if let Some(lead) = &self.lead {
            let x = pen.place(self.setting.margin.left, self.content_width());
            let spot = Spot {
                page: 0,
                x,
                y: plan.frame.lead_top,
                measure: self.content_width(),
                base: plan.frame.lead_base,
                balanced: true,
            };
            tags.push(TagChild::Node(node(Tag::Paragraph, pen.draw(lead, &spot, &mut painter, breaker))));
        }
        tags.extend(columns::draw(self, plan, &pen, &mut painter, breaker));
        let last = pages - 1;
        if let Some(help) = &self.help {
            tags.push(TagChild::Node(help.draw(self, plan, last, &pen, &mut painter, breaker)));
        }
        tags.extend(self.foot.draw(self, plan, last, &pen, &mut painter, breaker));
        (finished(self.document, &self.setter, painter, tags), plan.metrics.clone())
    }
}

//! Pictures for social media: a poster for a telephone. The headline fills the measure, the number stands at the foot of
//! what is never cropped, who signs below it.

mod draw;

use crate::definition::{Block, FormatSetting, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, RichText};
use crate::page::Pages;
use crate::rules;
use crate::text::{Faces, LineBreaker};
use crate::units::{Insets, Pt, Rect};

use super::Metrics;
use super::galley::{SetText, Setter};
use super::headline::{Headline, Space, TitleGalley};
use super::logos::LogoRow;
use super::stack::Pen;

/// Step of the search for the base size.
const STEP: Pt = Pt(0.25);
/// Shares of the height that the headline may take, tried from the first. A short one fills the smallest still: its letters
/// are as high as its share, where those of a long one are held back by the width.
const SHARES: [f32; 9] = [0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1];
/// Most lines of a headline: more are not taken in at a glance.
const MOST_LINES: usize = 4;
/// Distances in multiples of the base size: kicker to headline, headline to bar, bar to lead.
const GAPS: [f32; 3] = [0.9, 0.8, 1.1];
/// Least distance between the message and the call, in multiples of the base size.
const MESSAGE_TO_CALL: f32 = 1.6;
/// From the call to who signs, and from there to the line between them, in multiples of the base size.
const CALL_TO_SENDERS: [f32; 2] = [1.3, 0.6];
/// Share of the room that opens above the message; the rest opens below it.
const OPEN_ABOVE: f32 = 0.28;
/// From this width in multiples of the height on, who signs stands beside the call.
const WIDE: f32 = 1.3;
/// Height of logos in multiples of the base size, and the space under them.
const LOGOS: [f32; 2] = [2.2, 0.4];

/// A picture with all its texts shaped.
struct Social<'a> {
    document: &'a Document,
    setter: Setter<'a>,
    setting: &'a FormatSetting,
    title: TitleGalley,
    kicker: Option<SetText>,
    lead: Option<SetText>,
    call: Option<SetText>,
    number: Option<SetText>,
    logos: LogoRow,
    senders: SetText,
}

/// Every vertical place at one size.
struct Plan {
    base: Pt,
    headline: Headline,
    kicker_top: Pt,
    headline_top: Pt,
    rule_top: Pt,
    lead_top: Pt,
    call_top: Pt,
    senders_top: Pt,
    room: Pt,
}

/// Lays a picture out.
///
/// # Errors
/// Words that do not fit, and characters that no font has.
pub(super) fn layout(
    document: &Document,
    setting: &FormatSetting,
    faces: &Faces,
) -> Result<(Pages, Metrics), Vec<Diagnostic>> {
    let social = Social::new(document, setting, faces);
    super::refuse_missing_glyphs(document, &social.texts())?;
    let mut breaker = LineBreaker::default();
    let (smallest, largest) = setting.base;
    let steps = ((largest - smallest) / STEP).round() as usize;
    let bases = || (0..=steps).rev().map(|step| smallest + STEP * step as f32);
    // The headline is what is seen at all: the other words give way to it first.
    let tried = SHARES.iter().flat_map(|share| bases().map(move |base| (*share, base)));
    for (share, base) in tried {
        if let Some(plan) = social.plan(share, base, &mut breaker) {
            return Ok(social.draw(&plan, &mut breaker));
        }
    }
    Err(vec![social.overflow()])
}

/// Everyone who signs without a logo; the publisher alone where all have one.
fn signature(document: &Document) -> RichText {
    let unseen = document.senders.iter().filter(|sender| sender.logo.is_none());
    let names: Vec<String> = unseen.map(|sender| sender.name.held_together().text).collect();
    if names.is_empty() { document.imprint.clone() } else { RichText::plain(names.join(", ")) }
}

impl<'a> Social<'a> {
    /// Shapes everything once.
    fn new(document: &'a Document, setting: &'a FormatSetting, faces: &'a Faces) -> Social<'a> {
        let setter = Setter::new(faces, document);
        let set = |text: &RichText, style| setter.set(text, style);
        let help = document.help.as_ref();
        let senders = signature(document);
        Social {
            title: TitleGalley::new(&document.title, &setter),
            kicker: document.audience.as_ref().map(|t| set(t, StyleName::Audience)),
            lead: document.lead.as_ref().map(|t| set(t, StyleName::Lead)),
            call: help.map(|h| set(&h.heading, StyleName::HelpHeading)),
            number: help.and_then(|h| h.lines.first()).map(|l| set(&l.number, StyleName::HelpNumber)),
            logos: LogoRow::new(document),
            senders: set(&senders, StyleName::Senders),
            document,
            setting,
            setter,
        }
    }

    /// Every text.
    fn texts(&self) -> Vec<&SetText> {
        let small = [&self.kicker, &self.lead, &self.call, &self.number].into_iter().flatten();
        self.title.texts().chain(small).chain([&self.senders]).collect()
    }

    /// What drawing needs.
    fn pen(&self) -> Pen<'_> {
        Pen::new(&self.setter, self.document)
    }

    /// Where anything may stand: inside the margins, and outside what a service covers.
    fn area(&self) -> Rect {
        self.inside(&self.document.format.covered)
    }

    /// Where the message stands: inside what is left when the picture is cropped.
    fn core(&self) -> Rect {
        let (area, cropped) = (self.area(), self.inside(&self.document.format.cropped));
        let y = area.y.max(cropped.y);
        Rect { y, height: area.bottom().min(cropped.bottom()) - y, ..area }
    }

    /// The page inside its margins, or further inside where these sides take more.
    fn inside(&self, sides: &Insets) -> Rect {
        let (trim, margin) = (self.document.format.trim, &self.setting.margin);
        let (top, bottom) = (margin.top.max(sides.top), margin.bottom.max(sides.bottom));
        let (left, right) = (margin.left.max(sides.left), margin.right.max(sides.right));
        Rect { x: left, y: top, width: trim.width - left - right, height: trim.height - top - bottom }
    }

    /// Whether who signs stands beside the call.
    fn is_wide(&self) -> bool {
        self.document.format.trim.width / self.document.format.trim.height >= WIDE
    }

    /// Width of who signs: the measure, or what the call leaves of it.
    fn senders_width(&self, base: Pt) -> Pt {
        let width = self.area().width;
        if !self.is_wide() {
            return width;
        }
        let line = |text: &SetText| text.size(self.setter.theme, base) * text.paragraph.width();
        let call = [&self.call, &self.number].into_iter().flatten().map(line).fold(Pt::ZERO, Pt::max);
        (width - call.min(width * 0.6) - self.setting.gutter * 2.0).min(width * 0.5)
    }

    /// Width of the call and its number.
    fn call_width(&self, base: Pt) -> Pt {
        let width = self.area().width;
        if self.is_wide() { width - self.senders_width(base) - self.setting.gutter } else { width }
    }

    /// Heights of the call with its number, and of who signs with the logos.
    fn foot_heights(&self, base: Pt, breaker: &mut LineBreaker) -> (Pt, Pt) {
        let (pen, width) = (self.pen(), self.call_width(base));
        let call = [&self.call, &self.number].into_iter().flatten();
        let call = call.map(|text| pen.height(text, base, width, breaker)).sum();
        let senders = pen.height(&self.senders, base, self.senders_width(base), breaker);
        (call, senders + self.logo_heights(base).1)
    }

    /// Height of the logos, and with the space under them.
    fn logo_heights(&self, base: Pt) -> (Pt, Pt) {
        let height = self.logos.height(base * LOGOS[0], self.senders_width(base));
        (height, if height > Pt::ZERO { height + base * LOGOS[1] } else { height })
    }

    /// The text that runs out of its measure at this size, if there is one.
    fn too_wide(&self, base: Pt) -> Option<(&SetText, Pt)> {
        let (whole, foot) = (self.area().width, self.call_width(base));
        let texts = [(&self.kicker, whole), (&self.lead, whole), (&self.call, foot), (&self.number, foot)];
        let texts = texts.into_iter().filter_map(|(text, width)| Some((text.as_ref()?, width)));
        let mut texts = texts.chain([(&self.senders, self.senders_width(base))]);
        texts.find_map(|(text, width)| Some((text, text.too_wide(self.setter.theme, base, width)?)))
    }

    /// What the headline may fill.
    fn space(&self, share: f32) -> Space {
        Space {
            width: self.area().width,
            height: self.core().height * share,
            sizes: self.setting.title,
            leading: self.setter.theme.style(StyleName::Title).leading,
            lines: MOST_LINES,
        }
    }

    /// Places everything at one size. `None` if it does not fit.
    fn plan(&self, share: f32, base: Pt, breaker: &mut LineBreaker) -> Option<Plan> {
        if self.too_wide(base).is_some() {
            return None;
        }
        let (pen, area, core) = (self.pen(), self.area(), self.core());
        let headline = self.title.choose(self.space(share))?;
        let kicker =
            self.kicker.as_ref().map_or(Pt::ZERO, |t| pen.height(t, base, area.width, breaker) + base * GAPS[0]);
        let lead = self.lead.as_ref().map_or(Pt::ZERO, |t| base * GAPS[2] + pen.height(t, base, area.width, breaker));
        let rule = self.rule_thickness();
        let headline_height = headline.height(self.setter.theme);
        let (call, senders) = self.foot_heights(base, breaker);
        let senders_top = area.bottom() - senders;
        let call_top = if self.is_wide() {
            area.bottom() - call.max(senders)
        } else {
            core.bottom().min(senders_top - base * (CALL_TO_SENDERS[0] + CALL_TO_SENDERS[1])) - call
        };
        let message = kicker + headline_height + base * GAPS[1] + rule + lead;
        let room = call_top - base * MESSAGE_TO_CALL - core.y - message;
        if room < Pt::ZERO {
            return None;
        }
        let kicker_top = core.y + room * OPEN_ABOVE;
        let headline_top = kicker_top + kicker;
        let rule_top = headline_top + headline_height + base * GAPS[1];
        let lead_top = rule_top + rule + base * GAPS[2];
        Some(Plan { base, headline, kicker_top, headline_top, rule_top, lead_top, call_top, senders_top, room })
    }

    /// Thickness of the bar under the headline.
    fn rule_thickness(&self) -> Pt {
        self.setter.theme.block(Block::Rule).thickness * self.setting.scale
    }

    /// Says what is too much.
    fn overflow(&self) -> Diagnostic {
        let name = self.document.format.name;
        let document = self.document;
        let report = |text: &str, message: String| {
            let help =
                format!("Shorten it, or give {name} words of its own: {{ format = \"{name}\", headline = \"...\" }}.");
            let finding = Diagnostic::new(&rules::OVERFLOW, message).on(document.metadata.id.clone()).help(help);
            finding.at_any(document.origin.place_of(text))
        };
        let headline = document.title.text();
        let smallest = self.setting.base.0;
        if let Some((text, excess)) = self.too_wide(smallest) {
            let words = &text.paragraph.text().text;
            let message = format!("“{words}” is {:.0} pixels wider than its place on {name}", excess.mm().0 * 10.0);
            return report(words, message);
        }
        if self.title.choose(self.space(SHARES[0])).is_none() {
            return report(&headline, format!("the headline does not fit {name} at its smallest size"));
        }
        report(&headline, format!("the words do not fit {name} at their smallest size"))
    }
}

//! Whom to call from a poster: one number over its name, or several as a list with the names beside.

use crate::definition::StyleName;
use crate::document::Help;
use crate::lang::Lang;
use crate::page::{Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::galley::{SetText, Setter};
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::Poster;

/// Size of several numbers as a share of the size of one alone.
const SEVERAL: f32 = 0.64;
/// Between numbers and the names beside them, in multiples of the base size.
const NUMBER_TO_NAME: f32 = 0.6;
/// Under the heading of a list.
const HEADING_GAP: f32 = 0.3;
/// Between the rows of a list.
const ROW_GAP: f32 = 0.22;
/// Between a name and the next number where they stand one under the other.
const NAME_TO_NUMBER: f32 = 0.45;

/// The help lines of a poster, shaped.
pub(super) struct HelpList {
    /// The heading over all of them.
    pub heading: SetText,
    lines: Vec<Line>,
}

/// A number, and who answers.
struct Line {
    number: SetText,
    who: SetText,
}

impl HelpList {
    /// Shapes the lines.
    pub fn new(help: &Help, lang: Lang, setter: &Setter<'_>) -> HelpList {
        let line = |line: &crate::document::HelpLine| Line {
            number: setter.set(&line.number, StyleName::HelpNumber),
            who: setter.set(&line.who(lang), StyleName::HelpName),
        };
        HelpList {
            heading: setter.set(&help.heading, StyleName::HelpHeading),
            lines: help.lines.iter().map(line).collect(),
        }
    }

    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        std::iter::once(&self.heading).chain(self.lines.iter().flat_map(|line| [&line.number, &line.who]))
    }

    /// The base size of the numbers.
    fn number_base(&self, base: Pt) -> Pt {
        if self.lines.len() > 1 { base * SEVERAL } else { base }
    }

    /// Space under the heading in multiples of the base size.
    fn heading_gap(&self) -> f32 {
        if self.lines.len() > 1 { HEADING_GAP } else { 0.0 }
    }

    /// Distance from the left edge to the names where they stand beside the numbers: where there are several, and no word of
    /// the names is wider than what is left.
    fn names_at(&self, poster: &Poster<'_>, base: Pt, width: Pt) -> Option<Pt> {
        let theme = poster.setter.theme;
        let size = self.number_base(base);
        let numbers = self.lines.iter().map(|line| line.number.size(theme, size) * line.number.paragraph.width());
        let at = numbers.fold(Pt::ZERO, Pt::max) + base * NUMBER_TO_NAME;
        let left = width - at;
        let fits = |line: &Line| line.who.too_wide(theme, base, left).is_none();
        (self.lines.len() > 1 && left > Pt::ZERO && self.lines.iter().all(fits)).then_some(at)
    }

    /// Height of number and name, without the space under them.
    fn line_height(
        &self,
        line: &Line,
        at: Option<Pt>,
        base: Pt,
        width: Pt,
        pen: &Pen<'_>,
        breaker: &mut LineBreaker,
    ) -> Pt {
        let number = pen.height(&line.number, self.number_base(base), width, breaker);
        match at {
            Some(at) => number.max(pen.height(&line.who, base, width - at, breaker)),
            None => number + pen.height(&line.who, base, width, breaker),
        }
    }

    /// Height of the whole at this width.
    pub fn height(&self, poster: &Poster<'_>, base: Pt, width: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = poster.pen();
        let at = self.names_at(poster, base, width);
        let lines: Pt = self.lines.iter().map(|line| self.line_height(line, at, base, width, &pen, breaker)).sum();
        let gaps = base * (self.heading_gap() + gap(at) * self.lines.len().saturating_sub(1) as f32);
        pen.height(&self.heading, base, width, breaker) + lines + gaps
    }

    /// Space under the lines that leaves a row free before a text that is none of them: its baseline is two rows below that of
    /// the last number, or three times as far away as numbers that stand under names.
    pub fn free_row(&self, next: &SetText, poster: &Poster<'_>, base: Pt, width: Pt) -> Pt {
        let pen = poster.pen();
        let at = self.names_at(poster, base, width);
        match self.lines.last().filter(|_| at.is_some()) {
            Some(line) => {
                let size = self.number_base(base);
                let number = line.number.leading(pen.theme, size);
                let below = number - pen.baseline(&line.number, size);
                (number + base * gap(at)) * 2.0 - below - pen.baseline(next, base)
            }
            None => base * (gap(at) * 3.0),
        }
    }

    /// Draws the lines from a spot down and returns their tags: the heading, and a list without bullets.
    pub fn draw(
        &self,
        from: Spot,
        poster: &Poster<'_>,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let Spot { base, measure: width, .. } = from;
        let left = poster.setting.margin.left;
        let at = self.names_at(poster, base, width);
        let spot = |x: Pt, y: Pt, measure: Pt| Spot { x: pen.place(left + x, measure), y, measure, ..from };
        let mut y = from.y;
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, 0, y);
        let heading = pen.draw(&self.heading, &spot(Pt::ZERO, y, width), painter, breaker);
        let mut items = Vec::with_capacity(self.lines.len());
        y += pen.height(&self.heading, base, width, breaker) + base * self.heading_gap();
        for line in &self.lines {
            let size = self.number_base(base);
            let high = self.line_height(line, at, base, width, pen, breaker);
            let number = pen.height(&line.number, size, width, breaker);
            let who = match at {
                Some(at) => {
                    let measure = width - at;
                    let who = pen.height(&line.who, base, measure, breaker);
                    // One line stands on the number's own; more stand around its middle.
                    let one = line.who.line_count(pen.theme, base, measure, breaker) == 1;
                    let on_line = pen.baseline(&line.number, size) - pen.baseline(&line.who, base);
                    spot(at, y + if one { on_line } else { (high - who) / 2.0 }, measure)
                }
                None => spot(Pt::ZERO, y + number, width),
            };
            let above = if at.is_some() { (high - number) / 2.0 } else { Pt::ZERO };
            let called = Spot { base: size, ..spot(Pt::ZERO, y + above, width) };
            let mut paragraph = |text: &SetText, spot: &Spot| {
                TagChild::Node(node(Tag::Paragraph, pen.draw(text, spot, painter, breaker)))
            };
            let body = vec![paragraph(&line.number, &called), paragraph(&line.who, &who)];
            items.push(TagChild::Node(node(Tag::ListItem, vec![TagChild::Node(node(Tag::ListBody, body))])));
            y += high + base * gap(at);
        }
        // A list as on the sheets and on the web page, whether there is one line or several.
        let list = node(Tag::List { ordered: false }, items);
        vec![TagChild::Node(node(Tag::Heading(2, title), heading)), TagChild::Node(list)]
    }
}

/// Space under a line in multiples of the base size.
fn gap(at: Option<Pt>) -> f32 {
    if at.is_some() { ROW_GAP } else { NAME_TO_NUMBER }
}

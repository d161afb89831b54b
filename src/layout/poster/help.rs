//! Whom to call from a poster: one number over its name, or several as a list with the names beside.

use crate::definition::{StyleName, Theme};
use crate::document::Help;
use crate::lang::Lang;
use crate::page::{Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::galley::{SetText, Setter};
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};

/// Size of several numbers as a share of the size of one alone.
const SEVERAL: f32 = 0.64;
/// Between numbers and the names beside them, in multiples of the base size.
const NUMBER_TO_NAME: f32 = 0.6;
/// Under the heading of a list.
const HEADING_GAP: f32 = 0.3;
/// Between the rows of a list, and where names take several lines and there is room: the next number is seen to begin another.
const ROW_GAP: (f32, f32) = (0.22, 0.6);
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

/// How the lines of a list stand.
struct Rows {
    /// Distance from the left edge to the names; `None` where they stand under their numbers.
    at: Option<Pt>,
    /// Whether each number stands beside the first line of its name, with more space between rows.
    apart: bool,
    /// Space under a row in multiples of the base size.
    gap: f32,
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
    fn names_at(&self, theme: &Theme, base: Pt, width: Pt) -> Option<Pt> {
        let size = self.number_base(base);
        let numbers = self.lines.iter().map(|line| line.number.size(theme, size) * line.number.paragraph.width());
        let at = numbers.fold(Pt::ZERO, Pt::max) + base * NUMBER_TO_NAME;
        let left = width - at;
        let fits = |line: &Line| line.who.too_wide(theme, base, left).is_none();
        (self.lines.len() > 1 && left > Pt::ZERO && self.lines.iter().all(fits)).then_some(at)
    }

    /// How the lines stand at this width, `apart` from each other where names take several lines.
    fn rows(&self, apart: bool, base: Pt, width: Pt, theme: &Theme, breaker: &mut LineBreaker) -> Rows {
        let Some(at) = self.names_at(theme, base, width) else { return Rows { at: None, apart, gap: NAME_TO_NUMBER } };
        let one = |line: &Line| line.who.line_count(theme, base, width - at, breaker) == 1;
        let apart = apart && !self.lines.iter().all(one);
        Rows { at: Some(at), apart, gap: if apart { ROW_GAP.1 } else { ROW_GAP.0 } }
    }

    /// Where a number and its name stand below the top of their row, and the row's height without the space under it.
    fn row(
        &self,
        line: &Line,
        rows: &Rows,
        base: Pt,
        width: Pt,
        pen: &Pen<'_>,
        breaker: &mut LineBreaker,
    ) -> (Pt, Pt, Pt) {
        let size = self.number_base(base);
        let number = pen.height(&line.number, size, width, breaker);
        let Some(at) = rows.at else {
            return (Pt::ZERO, number, number + pen.height(&line.who, base, width, breaker));
        };
        let who = pen.height(&line.who, base, width - at, breaker);
        let on_line = pen.baseline(&line.number, size) - pen.baseline(&line.who, base);
        // One line stands on the number's own, and so does the first of several where there is room; else they stand around
        // its middle.
        if line.who.line_count(pen.theme, base, width - at, breaker) == 1 {
            (Pt::ZERO, on_line, number.max(who))
        } else if rows.apart {
            let (above, on_line) = ((-on_line).max(Pt::ZERO), on_line.max(Pt::ZERO));
            (above, on_line, (above + number).max(on_line + who))
        } else {
            let high = number.max(who);
            ((high - number) / 2.0, (high - who) / 2.0, high)
        }
    }

    /// Height of the whole at this width.
    pub fn height(&self, apart: bool, base: Pt, width: Pt, pen: &Pen<'_>, breaker: &mut LineBreaker) -> Pt {
        let rows = self.rows(apart, base, width, pen.theme, breaker);
        let lines: Pt = self.lines.iter().map(|line| self.row(line, &rows, base, width, pen, breaker).2).sum();
        let gaps = base * (self.heading_gap() + rows.gap * self.lines.len().saturating_sub(1) as f32);
        pen.height(&self.heading, base, width, breaker) + lines + gaps
    }

    /// Space under the lines that leaves a row free before a text that is none of them: its baseline is two rows below that of
    /// the last number, or three times as far away as numbers that stand under names.
    pub fn free_row(
        &self,
        apart: bool,
        next: &SetText,
        base: Pt,
        width: Pt,
        pen: &Pen<'_>,
        breaker: &mut LineBreaker,
    ) -> Pt {
        let rows = self.rows(apart, base, width, pen.theme, breaker);
        match self.lines.last().filter(|_| rows.at.is_some()) {
            Some(line) => {
                let size = self.number_base(base);
                let number = line.number.leading(pen.theme, size);
                let below = number - pen.baseline(&line.number, size);
                (number + base * rows.gap) * 2.0 - below - pen.baseline(next, base)
            }
            None => base * (rows.gap * 3.0),
        }
    }

    /// Draws the lines from a spot down and returns their tags: the heading, and a list without bullets.
    pub fn draw(
        &self,
        apart: bool,
        from: Spot,
        left: Pt,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let Spot { base, measure: width, .. } = from;
        let rows = self.rows(apart, base, width, pen.theme, breaker);
        let spot = |x: Pt, y: Pt, measure: Pt| Spot { x: pen.place(left + x, measure), y, measure, ..from };
        let mut y = from.y;
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, 0, y);
        let heading = pen.draw(&self.heading, &spot(Pt::ZERO, y, width), painter, breaker);
        let mut items = Vec::with_capacity(self.lines.len());
        y += pen.height(&self.heading, base, width, breaker) + base * self.heading_gap();
        for line in &self.lines {
            let (number, who, high) = self.row(line, &rows, base, width, pen, breaker);
            let number = Spot { base: self.number_base(base), ..spot(Pt::ZERO, y + number, width) };
            let at = rows.at.unwrap_or_default();
            let who = spot(at, y + who, width - at);
            let mut paragraph = |text: &SetText, spot: &Spot| {
                TagChild::Node(node(Tag::Paragraph, pen.draw(text, spot, painter, breaker)))
            };
            let body = vec![paragraph(&line.number, &number), paragraph(&line.who, &who)];
            items.push(TagChild::Node(node(Tag::ListItem, vec![TagChild::Node(node(Tag::ListBody, body))])));
            y += high + base * rows.gap;
        }
        // A list as on the sheets and on the web page, whether there is one line or several.
        let list = node(Tag::List { ordered: false }, items);
        vec![TagChild::Node(node(Tag::Heading(2, title), heading)), TagChild::Node(list)]
    }
}

//! The band of help lines: number over name, in cells that stand on the columns' edges.

use crate::definition::{Block, StyleName};
use crate::document::Help;
use crate::page::{Sides, Tag, TagChild, TagNode};
use crate::text::LineBreaker;
use crate::units::{Pt, Rect};

use super::super::galley::{SetText, Setter};
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::Sheet;
use super::fit::Plan;

/// Help lines, shaped.
#[derive(Debug)]
pub(super) struct HelpGalley {
    heading: SetText,
    lines: Vec<HelpCell>,
}

/// A number, and who answers.
#[derive(Debug)]
struct HelpCell {
    number: SetText,
    who: SetText,
}

/// Space between rows in multiples of the base size.
const ROW_GAP: f32 = 0.7;
/// Space under the heading in multiples of the base size.
const HEADING_GAP: f32 = 0.35;
/// A cell's text may be this many lines before fewer cells stand in a row.
const MOST_LINES: usize = 3;

impl HelpGalley {
    /// Shapes the lines.
    pub fn new(help: &Help, setter: &Setter<'_>) -> HelpGalley {
        HelpGalley {
            heading: setter.set(&help.heading, StyleName::HelpHeading),
            lines: help
                .lines
                .iter()
                .map(|line| HelpCell {
                    number: setter.set(&line.number, StyleName::HelpNumber),
                    who: setter.set(&line.who, StyleName::HelpName),
                })
                .collect(),
        }
    }

    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        std::iter::once(&self.heading).chain(self.lines.iter().flat_map(|l| [&l.number, &l.who]))
    }

    /// Height without the band's padding.
    pub fn height(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = sheet.pen();
        let (cells, measure) = self.cells(sheet, base, breaker);
        let heading = pen.height(&self.heading, base, sheet.content_width(), breaker) + base * HEADING_GAP;
        let rows: Vec<Pt> = self.lines.chunks(cells).map(|row| row_height(row, &pen, base, measure, breaker)).collect();
        heading + rows.iter().copied().sum::<Pt>() + base * (ROW_GAP * (rows.len().max(1) - 1) as f32)
    }

    /// Cells in a row, and the width of each. A row is never much emptier than the one above.
    fn cells(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> (usize, Pt) {
        let theme = sheet.setter.theme;
        let count = self.lines.len().max(1);
        let gutter = sheet.setting.gutter;
        let width = |cells: usize| (sheet.content_width() - gutter * (cells as f32 - 1.0)) / cells as f32;
        let fits = |cells: usize, breaker: &mut LineBreaker| {
            let measure = width(cells);
            self.lines.iter().all(|line| {
                line.number.line_count(theme, base, measure, breaker) == 1
                    && line.number.too_wide(theme, base, measure).is_none()
                    && line.who.too_wide(theme, base, measure).is_none()
                    && line.who.line_count(theme, base, measure, breaker) <= MOST_LINES
            })
        };
        let mut best = 1;
        for cells in (2..=count.min(5)).rev() {
            let last_row = count % cells;
            let lopsided = last_row != 0 && last_row + 1 < cells;
            if !lopsided && fits(cells, breaker) {
                best = cells;
                break;
            }
        }
        (best, width(best))
    }

    /// Draws the band and returns its section.
    pub fn draw(
        &self,
        sheet: &Sheet<'_>,
        plan: &Plan,
        page: usize,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> TagNode {
        let theme = sheet.setter.theme;
        let base = plan.grid.base;
        let (top, bottom) = plan.frame.help;
        let ground = Rect { x: Pt::ZERO, y: top, width: pen.width, height: bottom - top };
        let sides = Sides { left: true, right: true, ..Sides::default() };
        painter.rect(page, ground, theme.color(theme.block(Block::Help).color), Pt::ZERO, sides);

        let (cells, measure) = self.cells(sheet, base, breaker);
        let left = sheet.setting.margin.left;
        let width = sheet.content_width();
        let inner = self.height(sheet, base, breaker);
        let mut y = top + (bottom - top - inner) / 2.0;
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, page, y);
        let spot = Spot { page, x: pen.place(left, width), y, measure: width, base, balanced: false };
        let heading = node(Tag::Heading(2, title), pen.draw(&self.heading, &spot, painter, breaker));
        y += pen.height(&self.heading, base, width, breaker) + base * HEADING_GAP;

        let mut items = Vec::new();
        for row in self.lines.chunks(cells) {
            for (index, cell) in row.iter().enumerate() {
                let x = pen.place(left + (measure + sheet.setting.gutter) * index as f32, measure);
                let spot = Spot { page, x, y, measure, base, balanced: true };
                let number = pen.draw(&cell.number, &spot, painter, breaker);
                let below = Spot { y: y + pen.height(&cell.number, base, measure, breaker), ..spot };
                let who = pen.draw(&cell.who, &below, painter, breaker);
                let body = node(
                    Tag::ListBody,
                    vec![TagChild::Node(node(Tag::Paragraph, number)), TagChild::Node(node(Tag::Paragraph, who))],
                );
                items.push(TagChild::Node(node(Tag::ListItem, vec![TagChild::Node(body)])));
            }
            y += row_height(row, pen, base, measure, breaker) + base * ROW_GAP;
        }
        node(Tag::Section, vec![TagChild::Node(heading), TagChild::Node(node(Tag::List { ordered: false }, items))])
    }
}

/// Height of the highest cell of a row.
fn row_height(row: &[HelpCell], pen: &Pen<'_>, base: Pt, measure: Pt, breaker: &mut LineBreaker) -> Pt {
    row.iter()
        .map(|cell| pen.height(&cell.number, base, measure, breaker) + pen.height(&cell.who, base, measure, breaker))
        .fold(Pt::ZERO, Pt::max)
}

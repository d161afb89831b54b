//! The band of help lines: number over name, in cells that stand on the columns' edges.

use crate::definition::{Block, PanelPart, StyleName, Theme};
use crate::document::Help;
use crate::page::{Tag, TagChild, TagNode};
use crate::text::LineBreaker;
use crate::units::Pt;

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
    name: SetText,
    /// For whom and when, on lines of its own.
    details: Option<SetText>,
}

/// Place of a cell in its row.
#[derive(Debug, Clone, Copy)]
struct Cell {
    /// From the left edge of the content, or the right one where lines start there.
    x: Pt,
    /// Width of its texts.
    width: Pt,
}

/// Space between rows in multiples of the base size.
const ROW_GAP: f32 = 0.7;
/// Space under the heading in multiples of the base size.
const HEADING_GAP: f32 = 0.35;
/// A cell's text may be this many lines before fewer cells stand in a row.
const MOST_LINES: usize = 3;
/// Most cells in a row.
const MOST_CELLS: usize = 5;

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
                    name: setter.set(&line.name, StyleName::HelpName),
                    details: line.details.as_ref().map(|text| setter.set(text, StyleName::HelpName)),
                })
                .collect(),
        }
    }

    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        std::iter::once(&self.heading).chain(self.lines.iter().flat_map(HelpCell::texts))
    }

    /// Height without the band's padding.
    pub fn height(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = sheet.pen();
        let cells = self.cells(sheet, base, breaker);
        let heading = pen.height(&self.heading, base, measure(sheet), breaker) + base * HEADING_GAP;
        let rows: Vec<Pt> = (0..self.lines.len())
            .step_by(cells.len())
            .map(|first| self.row_height(first, &cells, sheet, base, breaker))
            .collect();
        let lines =
            heading + rows.iter().copied().sum::<Pt>() + base * (row_gap(sheet) * (rows.len().max(1) - 1) as f32);
        match sheet.code_with(PanelPart::Help) {
            Some(code) if !in_row(sheet) => lines.max(code.field_height(sheet, base, breaker)),
            _ => lines,
        }
    }

    /// Width of the texts of a line whose cell has this width: the code stands beside the line that it calls where each has
    /// a row to itself.
    fn line_measure(index: usize, cell: Pt, sheet: &Sheet<'_>) -> Pt {
        match sheet.code_with(PanelPart::Help) {
            Some(code) if in_row(sheet) && code.line == Some(index) => cell - code.field(sheet) - sheet.setting.gutter,
            _ => cell,
        }
    }

    /// Height of the highest cell of the row that begins with this line.
    fn row_height(&self, first: usize, cells: &[Cell], sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = sheet.pen();
        let row = self.lines.iter().enumerate().skip(first).zip(cells);
        let texts = row.map(|((index, line), cell)| {
            let measure = HelpGalley::line_measure(index, cell.width, sheet);
            line.texts().into_iter().map(|text| pen.height(text, base, measure, breaker)).sum::<Pt>()
        });
        let highest = texts.fold(Pt::ZERO, Pt::max);
        match sheet.code_with(PanelPart::Help) {
            Some(code) if in_row(sheet) && code.line == Some(first) => {
                highest.max(code.field_height(sheet, base, breaker))
            }
            _ => highest,
        }
    }

    /// The cells of a row: equal ones on the columns' edges, or else as wide as their words ask. A row is never much
    /// emptier than the one above.
    fn cells(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Vec<Cell> {
        let theme = sheet.setter.theme;
        let gutter = sheet.setting.gutter;
        let whole = measure(sheet);
        let count = self.lines.len().max(1);
        // On a panel of their own the lines stand one under the other.
        let most = if sheet.panels.alone(PanelPart::Help) { 1 } else { MOST_CELLS };
        for number in (2..=count.min(most)).rev() {
            let last_row = count % number;
            if last_row != 0 && last_row + 1 < number {
                continue;
            }
            let room = whole - gutter * (number as f32 - 1.0);
            let needs: Vec<Pt> = (0..number)
                .map(|cell| {
                    self.lines
                        .iter()
                        .skip(cell)
                        .step_by(number)
                        .map(|line| line.need(theme, base))
                        .fold(Pt::ZERO, Pt::max)
                })
                .collect();
            let spare = room - needs.iter().copied().sum::<Pt>();
            let equal = vec![room / number as f32; number];
            let natural: Vec<Pt> = needs.iter().map(|need| *need + spare / number as f32).collect();
            let aligned = on_columns(&needs, whole, usize::from(sheet.setting.columns), gutter);
            for widths in [equal, aligned.unwrap_or_default(), natural] {
                let wide_enough =
                    widths.len() == number && widths.iter().zip(&needs).all(|(width, need)| width >= need);
                let fits =
                    wide_enough
                        && self.lines.iter().enumerate().all(|(index, line)| {
                            line.lines(theme, base, widths[index % number], breaker) <= MOST_LINES
                        });
                if fits {
                    let mut x = Pt::ZERO;
                    let place = |width: Pt| {
                        let cell = Cell { x, width };
                        x += width + gutter;
                        cell
                    };
                    return widths.into_iter().map(place).collect();
                }
            }
        }
        vec![Cell { x: Pt::ZERO, width: whole }]
    }

    /// The text that is wider than the whole measure, if there is one, with the excess.
    pub fn too_wide(&self, sheet: &Sheet<'_>, base: Pt) -> Option<(&SetText, Pt)> {
        let width = measure(sheet);
        let heading = std::iter::once((&self.heading, width));
        let lines = self.lines.iter().enumerate().flat_map(|(index, line)| {
            let width = HelpGalley::line_measure(index, width, sheet);
            line.texts().into_iter().map(move |text| (text, width))
        });
        heading
            .chain(lines)
            .find_map(|(text, width)| text.too_wide(sheet.setter.theme, base, width).map(|excess| (text, excess)))
    }

    /// Draws the band and returns its section.
    pub fn draw(
        &self,
        sheet: &Sheet<'_>,
        plan: &Plan,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> TagNode {
        let theme = sheet.setter.theme;
        let base = plan.frame.help_base;
        let panel = sheet.panels.holding(PanelPart::Help);
        let page = panel.page;
        let (top, bottom) = plan.frame.help;
        let ground = sheet.panel_rect(panel, top, bottom);
        let sides = sheet.runs_off(&ground);
        painter.rect(page, ground, theme.color(theme.block(Block::Help).color), Pt::ZERO, sides);

        let cells = self.cells(sheet, base, breaker);
        let (left, whole) = sheet.inside(PanelPart::Help);
        let width = measure(sheet);
        let inner = self.height(sheet, base, breaker);
        let mut y =
            if sheet.panels.alone(PanelPart::Help) { plan.frame.panel_top } else { top + (bottom - top - inner) / 2.0 };
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, page, y);
        let spot = Spot { page, x: pen.place(left, width), y, measure: width, base, balanced: false };
        let heading = node(Tag::Heading(2, title), pen.draw(&self.heading, &spot, painter, breaker));
        let head = y;
        y += pen.height(&self.heading, base, width, breaker) + base * HEADING_GAP;

        let mut items = Vec::new();
        for first in (0..self.lines.len()).step_by(cells.len()) {
            for ((index, cell), Cell { x, width: measure }) in self.lines.iter().enumerate().skip(first).zip(&cells) {
                let measure = HelpGalley::line_measure(index, *measure, sheet);
                let x = pen.place(left + *x, measure);
                let mut spot = Spot { page, x, y, measure, base, balanced: true };
                let mut body = Vec::new();
                for text in cell.texts() {
                    body.push(TagChild::Node(node(Tag::Paragraph, pen.draw(text, &spot, painter, breaker))));
                    spot.y += pen.height(text, base, measure, breaker);
                }
                if let Some(code) = sheet.code_with(PanelPart::Help).filter(|code| code.line == Some(index)) {
                    let field = code.field(sheet);
                    let x = pen.place(left + whole - field, field);
                    let top = if in_row(sheet) { y } else { head };
                    let spot = Spot { page, x, y: top, measure: field, base, balanced: true };
                    body.extend(code.draw(sheet, &spot, pen, painter, breaker));
                }
                let body = node(Tag::ListBody, body);
                items.push(TagChild::Node(node(Tag::ListItem, vec![TagChild::Node(body)])));
            }
            y += self.row_height(first, &cells, sheet, base, breaker) + base * row_gap(sheet);
        }
        node(Tag::Section, vec![TagChild::Node(heading), TagChild::Node(node(Tag::List { ordered: false }, items))])
    }
}

/// Widths of cells that fill the columns of the text, as many in each, so that one begins where each column does.
fn on_columns(needs: &[Pt], whole: Pt, columns: usize, gutter: Pt) -> Option<Vec<Pt>> {
    if columns < 2 || !needs.len().is_multiple_of(columns) {
        return None;
    }
    let own = needs.len() / columns;
    let column = (whole - gutter * (columns as f32 - 1.0)) / columns as f32;
    let mut widths = Vec::with_capacity(needs.len());
    for needs in needs.chunks(own) {
        let spare = column - gutter * (own as f32 - 1.0) - needs.iter().copied().sum::<Pt>();
        widths.extend(needs.iter().map(|need| *need + spare / own as f32));
    }
    Some(widths)
}

/// Space between rows in multiples of the base size: wider where the lines have a panel to themselves.
fn row_gap(sheet: &Sheet<'_>) -> f32 {
    if sheet.panels.alone(PanelPart::Help) { ROW_GAP * 2.2 } else { ROW_GAP }
}

/// Whether each line has a row to itself, and the code, if it calls one of them, stands there.
fn in_row(sheet: &Sheet<'_>) -> bool {
    sheet.panels.alone(PanelPart::Help)
}

/// Width of heading and lines: what a code at the end of the band leaves.
fn measure(sheet: &Sheet<'_>) -> Pt {
    let whole = sheet.inside(PanelPart::Help).1;
    match sheet.code_with(PanelPart::Help) {
        Some(code) if !in_row(sheet) => whole - code.field(sheet) - sheet.setting.gutter,
        _ => whole,
    }
}

impl HelpCell {
    /// Its texts from the top.
    fn texts(&self) -> Vec<&SetText> {
        [&self.number, &self.name].into_iter().chain(&self.details).collect()
    }

    /// Lines under the number.
    fn lines(&self, theme: &Theme, base: Pt, measure: Pt, breaker: &mut LineBreaker) -> usize {
        self.texts().iter().skip(1).map(|text| text.line_count(theme, base, measure, breaker)).sum()
    }

    /// The least width that parts no number and no word.
    fn need(&self, theme: &Theme, base: Pt) -> Pt {
        let number = self.number.size(theme, base) * self.number.paragraph.width();
        let words = self.texts().into_iter().map(|text| text.size(theme, base) * text.paragraph.longest_piece());
        words.fold(number, Pt::max)
    }
}

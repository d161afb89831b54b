//! The band of help lines: number over name, in cells under the columns of the text that are read down, as these are.

use crate::definition::{Block, PanelPart, StyleName, Theme};
use crate::document::{Help, HelpLine, RichText, SpanStyle};
use crate::page::{Tag, TagChild, TagNode};
use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::draft;
use super::super::flow::HEADING_INDENT;
use super::super::galley::{SetText, Setter};
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::Sheet;
use super::settle::Plan;

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
    /// Name, for whom and when in one, where cells are as wide as columns of text.
    who: SetText,
}

/// How the cells stand.
#[derive(Debug)]
struct Cells {
    /// Place of each column of cells.
    columns: Vec<Cell>,
    /// Cells one under the other.
    rows: usize,
    /// Whether name and details are one text.
    wide: bool,
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
/// From the edge of the numbers to that of the names, in multiples of the base size: names begin where the words of headings
/// do. Programs that read a page by its places take numbers and names for the rows of a table, and read all numbers first,
/// unless their edges lie further apart than 0.7 of the size of the names.
const NAME_INDENT: f32 = HEADING_INDENT;
/// Least space above a code under the lines, in multiples of the base size.
const LINES_TO_CODE: f32 = 1.5;
/// Most that cells are moved, in multiples of the base size: further, and they stand under no column of the text.
const MOST_MOVED: f32 = 1.0;

/// Edges nearer than this may be taken for one.
const TOUCHING: Pt = Pt(0.5);

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
                    who: setter.set(&in_one(line), StyleName::HelpName),
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
        let heading = pen.height(&self.heading, base, measure(sheet, base), breaker) + base * HEADING_GAP;
        let rows: Pt = (0..cells.rows).map(|row| self.row_height(row, &cells, sheet, base, breaker)).sum();
        let lines = heading + rows + base * (row_gap(sheet) * (cells.rows.max(1) - 1) as f32);
        match sheet.code_with(PanelPart::Help) {
            Some(code) if alone(sheet) => lines + base * LINES_TO_CODE + code.field_height(sheet, base, breaker),
            Some(code) => lines.max(code.field_height(sheet, base, breaker)),
            None => lines,
        }
    }

    /// The lines of a row with their cells: the columns are filled one after the other.
    fn row<'a>(&'a self, row: usize, cells: &'a Cells) -> impl Iterator<Item = (&'a HelpCell, Cell)> {
        let lines = cells.columns.iter().enumerate().map(move |(at, cell)| (at * cells.rows + row, *cell));
        lines.filter_map(move |(index, cell)| self.lines.get(index).map(|line| (line, cell)))
    }

    /// Height of the highest cell of a row.
    fn row_height(&self, row: usize, cells: &Cells, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = sheet.pen();
        let height = |line: &HelpCell, cell: Cell, breaker: &mut LineBreaker| {
            let under =
                line.under(cells.wide).map(|text| pen.height(text, base, cell.names(base), breaker)).sum::<Pt>();
            pen.height(&line.number, base, cell.width, breaker) + under
        };
        self.row(row, cells).map(|(line, cell)| height(line, cell, breaker)).fold(Pt::ZERO, Pt::max)
    }

    /// The cells: under the columns of the text, where it has several; else as many in a row as their words ask for.
    fn cells(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Cells {
        let columns = sheet.panels.count();
        let (gutter, measure) = (sheet.setting.gutter, sheet.panels.measure);
        let count = self.lines.len().max(1);
        let rows = count.div_ceil(columns);
        let under: Vec<Cell> =
            (0..count.div_ceil(rows)).map(|at| Cell { x: (measure + gutter) * at as f32, width: measure }).collect();
        let fits = |line: &HelpCell| line.need(sheet.setter.theme, base) <= measure;
        let in_columns = columns > 1 && !sheet.panels.folded;
        let coded = sheet.code_with(PanelPart::Help).is_some();
        let place = |cells: Vec<Cell>, wide: bool| {
            let columns = self.clear_of_foot(cells, sheet, base);
            Cells { rows: count.div_ceil(columns.len()), columns, wide }
        };
        if in_columns && !coded && self.lines.iter().all(fits) {
            // One line more than there are columns would stand alone in its row.
            if count == columns + 1
                && let Some(row) = self.row_of(count, sheet, base, breaker)
            {
                return place(row, false);
            }
            return place(under, true);
        }
        if in_columns && let Some(cells) = self.beside_code(under, rows, sheet, base, breaker) {
            return place(cells, false);
        }
        place(self.narrow_cells(sheet, base, breaker), false)
    }

    /// Cells under the columns of the text where a code at the end of the band takes width from the last one; `None` if the
    /// words of that one have no room, or the code stands before the lines.
    fn beside_code(
        &self,
        mut cells: Vec<Cell>,
        rows: usize,
        sheet: &Sheet<'_>,
        base: Pt,
        breaker: &mut LineBreaker,
    ) -> Option<Vec<Cell>> {
        let whole = measure(sheet, base);
        let theme = sheet.setter.theme;
        for cell in &mut cells {
            cell.width = cell.width.min(whole - cell.x);
        }
        let fits = |(index, line): (usize, &HelpCell)| {
            let width = cells[index / rows].width;
            line.need(theme, base) <= width && line.lines(theme, base, width, breaker) <= MOST_LINES
        };
        let room = self.lines.iter().enumerate().all(fits);
        (room && before_lines(sheet, &cells, rows, base).is_none()).then_some(cells)
    }

    /// The cells, moved a little where a line of the foot ends between the edge of their numbers and that of their names,
    /// or all lines end before: programs that read a page by its places would read these numbers before the names beside
    /// them, or after the foot. Cells that have no room stay, and those that have no foot under them.
    fn clear_of_foot(&self, mut cells: Vec<Cell>, sheet: &Sheet<'_>, base: Pt) -> Vec<Cell> {
        if !sheet.panels.holding(PanelPart::Help).has(PanelPart::Foot) {
            return cells;
        }
        let theme = sheet.setter.theme;
        let rows = self.lines.len().div_ceil(cells.len()).max(1);
        let before = before_lines(sheet, &cells, rows, base).unwrap_or_default();
        let ends: Vec<Pt> = sheet.foot.line_ends(theme, base).map(|end| end - before).collect();
        let need = |at: usize| {
            self.lines.iter().skip(at * rows).take(rows).map(|line| line.need(theme, base)).fold(Pt::ZERO, Pt::max)
        };
        let clear = |x: Pt| {
            let names = x + base * NAME_INDENT + TOUCHING;
            ends.iter().all(|end| *end < x - TOUCHING || *end > names) && ends.iter().any(|end| *end > names)
        };
        for at in 1..cells.len() {
            let (first, right) = (cells[at - 1].x + need(at - 1) + base, cells[at].x + cells[at].width);
            let last = right - need(at);
            let beside =
                ends.iter().flat_map(|end| [*end + TOUCHING * 2.0, *end - base * NAME_INDENT - TOUCHING * 2.0]);
            let from = |x: &Pt| (*x - cells[at].x).abs();
            let near = |x: &Pt| *x >= first && *x <= last && from(x) <= base * MOST_MOVED;
            let places = std::iter::once(cells[at].x).chain(beside.filter(near));
            let nearest = places.filter(|x| clear(*x)).min_by(|a, b| from(a).0.total_cmp(&from(b).0));
            if let Some(x) = nearest.filter(|x| *x != cells[at].x) {
                cells[at] = Cell { x, width: right - x };
                cells[at - 1].width = cells[at - 1].width.min(x - base - cells[at - 1].x);
            }
        }
        cells
    }

    /// As many cells in a row as have room, but so that a row is never much emptier than the one above.
    fn narrow_cells(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Vec<Cell> {
        let count = self.lines.len().max(1);
        // On a panel of their own the lines stand one under the other.
        let most = if alone(sheet) { 1 } else { MOST_CELLS };
        let numbers = (2..=count.min(most)).rev().filter(|number| count.div_ceil(count.div_ceil(*number)) == *number);
        let mut rows = numbers.filter_map(|number| self.row_of(number, sheet, base, breaker));
        rows.next().unwrap_or_else(|| vec![Cell { x: Pt::ZERO, width: measure(sheet, base) }])
    }

    /// A row of so many cells: equal ones, or else as wide as their words ask; `None` if they have no room.
    fn row_of(&self, number: usize, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Option<Vec<Cell>> {
        let theme = sheet.setter.theme;
        let gutter = sheet.setting.gutter;
        let rows = self.lines.len().div_ceil(number);
        let room = measure(sheet, base) - gutter * (number as f32 - 1.0);
        let needs: Vec<Pt> = (0..number)
            .map(|cell| {
                let lines = self.lines.iter().skip(cell * rows).take(rows);
                lines.map(|line| line.need(theme, base)).fold(Pt::ZERO, Pt::max)
            })
            .collect();
        let spare = room - needs.iter().copied().sum::<Pt>();
        let equal = vec![room / number as f32; number];
        let natural: Vec<Pt> = needs.iter().map(|need| *need + spare / number as f32).collect();
        let widths = [equal, natural].into_iter().find(|widths| {
            let mut lines = self.lines.iter().enumerate();
            widths.iter().zip(&needs).all(|(width, need)| width >= need)
                && lines.all(|(index, line)| line.lines(theme, base, widths[index / rows], breaker) <= MOST_LINES)
        })?;
        let mut x = Pt::ZERO;
        let place = |width: Pt| {
            let cell = Cell { x, width };
            x += width + gutter;
            cell
        };
        Some(widths.into_iter().map(place).collect())
    }

    /// The text that is wider than the whole measure, if there is one, with the excess.
    pub fn too_wide(&self, sheet: &Sheet<'_>, base: Pt) -> Option<(&SetText, Pt)> {
        let width = measure(sheet, base);
        let heading = std::iter::once((&self.heading, width));
        let lines = self.lines.iter().flat_map(|line| line.texts().into_iter().map(move |text| (text, width)));
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
        let (edge, whole) = sheet.inside(PanelPart::Help);
        let width = measure(sheet, base);
        let before = before_lines(sheet, &cells.columns, cells.rows, base);
        let left = edge + before.unwrap_or_default();
        let inner = self.height(sheet, base, breaker);
        // The mark of a draft stands at the head of every page.
        let marked = draft::bottom(sheet.document).unwrap_or_default();
        let middle = (top + (bottom - top - inner) / 2.0).max(marked);
        let mut y = if alone(sheet) { plan.frame.panel_top } else { middle };
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, page, y);
        let spot = Spot { page, x: pen.place(left, width), y, measure: width, base, balanced: false };
        let heading = node(Tag::Heading(2, title), pen.draw(&self.heading, &spot, painter, breaker));
        let head = y;
        y += pen.height(&self.heading, base, width, breaker) + base * HEADING_GAP;

        let mut tops = vec![y];
        for row in 0..cells.rows {
            y += self.row_height(row, &cells, sheet, base, breaker) + base * row_gap(sheet);
            tops.push(y);
        }
        let mut items = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            let (cell, top) = (cells.columns[index / cells.rows], tops[index % cells.rows]);
            let at = |x: Pt, y: Pt, measure: Pt| Spot {
                page,
                x: pen.place(left + x, measure),
                y,
                measure,
                base,
                balanced: true,
            };
            let number = at(cell.x, top, cell.width);
            let mut body =
                vec![TagChild::Node(node(Tag::Paragraph, pen.draw(&line.number, &number, painter, breaker)))];
            let names = cell.names(base);
            let mut under =
                at(cell.x + cell.width - names, top + pen.height(&line.number, base, cell.width, breaker), names);
            under.balanced = !cells.wide;
            for text in line.under(cells.wide) {
                body.push(TagChild::Node(node(Tag::Paragraph, pen.draw(text, &under, painter, breaker))));
                under.y += pen.height(text, base, names, breaker);
            }
            items.push(TagChild::Node(node(Tag::ListItem, vec![TagChild::Node(node(Tag::ListBody, body))])));
        }
        let list = TagChild::Node(node(Tag::List { ordered: false }, items));
        let mut section = vec![TagChild::Node(heading), list];
        // Else it stands at the end of the band, or at the foot of a panel with nothing else. Its words name the number.
        if let Some(code) = sheet.code_with(PanelPart::Help) {
            let field = code.field_width(sheet, base);
            let (x, y) = if alone(sheet) {
                (edge, bottom - sheet.setting.margin.bottom - code.field_height(sheet, base, breaker))
            } else if before.is_some() {
                (edge, head)
            } else {
                (edge + whole - field, head)
            };
            let spot = Spot { page, x: pen.place(x, field), y, measure: field, base, balanced: true };
            let code = code.draw(sheet, &spot, pen, painter, breaker);
            let at = if before.is_some() { 1 } else { section.len() };
            section.splice(at..at, code);
        }
        node(Tag::Section, section)
    }
}

/// Space between rows in multiples of the base size: wider where the lines have a panel to themselves.
fn row_gap(sheet: &Sheet<'_>) -> f32 {
    if alone(sheet) { ROW_GAP * 2.2 } else { ROW_GAP }
}

/// Whether the lines have a panel to themselves, where they stand one under the other.
fn alone(sheet: &Sheet<'_>) -> bool {
    sheet.panels.alone(PanelPart::Help)
}

/// Width that a code before the lines takes: it belongs beside the number that it calls, where this is in the first column.
/// Where no line of the foot would reach under the last column, programs that read a page by its places would read this
/// column after the foot: then the code stands at the end.
fn before_lines(sheet: &Sheet<'_>, columns: &[Cell], rows: usize, base: Pt) -> Option<Pt> {
    let line = sheet.code_with(PanelPart::Help)?.line?;
    let before = sheet.inside(PanelPart::Help).1 - measure(sheet, base);
    let names = columns.last()?.x + before + base * NAME_INDENT + TOUCHING;
    let mut ends = sheet.foot.line_ends(sheet.setter.theme, base);
    let first = !alone(sheet) && columns.len() > 1 && line < rows;
    (first && ends.any(|end| end > names)).then_some(before)
}

/// Width of heading and lines: what a code at the end of the band leaves.
fn measure(sheet: &Sheet<'_>, base: Pt) -> Pt {
    let whole = sheet.inside(PanelPart::Help).1;
    match sheet.code_with(PanelPart::Help) {
        Some(code) if !alone(sheet) => whole - code.field_width(sheet, base) - sheet.setting.gutter,
        _ => whole,
    }
}

/// Name, for whom and when on one line; the weight parts them.
fn in_one(line: &HelpLine) -> RichText {
    let mut text = line.name.clone();
    if let Some(details) = &line.details {
        text.push(" ", SpanStyle::default());
        text.append(details);
    }
    text
}

impl Cell {
    /// Width of what stands under the number.
    fn names(self, base: Pt) -> Pt {
        self.width - base * NAME_INDENT
    }
}

impl HelpCell {
    /// Its texts from the top.
    fn texts(&self) -> Vec<&SetText> {
        [&self.number, &self.name].into_iter().chain(&self.details).collect()
    }

    /// What stands under the number.
    fn under(&self, wide: bool) -> impl Iterator<Item = &SetText> {
        let one = wide.then_some(&self.who);
        let parts = (!wide).then_some(&self.name).into_iter().chain(self.details.iter().filter(move |_| !wide));
        one.into_iter().chain(parts)
    }

    /// Lines under the number in a cell of this width.
    fn lines(&self, theme: &Theme, base: Pt, width: Pt, breaker: &mut LineBreaker) -> usize {
        let measure = width - base * NAME_INDENT;
        self.under(false).map(|text| text.line_count(theme, base, measure, breaker)).sum()
    }

    /// The least width that parts no number and no word.
    fn need(&self, theme: &Theme, base: Pt) -> Pt {
        let number = self.number.size(theme, base) * self.number.paragraph.width();
        let words = self.under(false).map(|text| text.size(theme, base) * text.paragraph.longest_piece());
        words.fold(number, Pt::max) + base * NAME_INDENT
    }
}

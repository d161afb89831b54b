//! Draws the columns: every atom at its place on the grid, tags in reading order.

use std::ops::Range;
use std::sync::Arc;

use crate::color::Color;
use crate::definition::{Block, StyleName};
use crate::page::{FilledRect, Item, Sides, Tag, TagChild, TagNode};
use crate::text::{Line, LineBreaker, Paragraph};
use crate::units::{Pt, Rect};

use super::super::LineMetrics;
use super::super::flow::{self, Atom, LINE};
use super::super::galley::{BoxText, Element, SetText};
use super::super::lines::Tally;
use super::super::paint::{Painter, Setting, list_item, node};
use super::super::stack::{Pen, Spot};
use super::Sheet;
use super::settle::Plan;

/// Draws all columns. Returns one section of tags for each section of the document, and the lines of each page in numbers.
pub(super) fn draw(
    sheet: &Sheet<'_>,
    plan: &Plan,
    pen: &Pen<'_>,
    painter: &mut Painter,
    breaker: &mut LineBreaker,
) -> (Vec<TagChild>, Vec<LineMetrics>) {
    let before = painter.bookmarks.len();
    let mut drawing = Drawing {
        sheet,
        plan,
        pen,
        painter,
        breaker,
        tags: sheet.sections.iter().map(|_| Vec::new()).collect(),
        marked: Vec::new(),
        open: None,
        top: false,
        tallies: vec![Tally::default(); usize::from(sheet.document.pages)],
    };
    for (column, (place, group)) in plan.columns.iter().zip(sheet.columns()) {
        let page = place.page;
        let x = pen.place(place.x, plan.grid.measure);
        let mut y = plan.frame.columns_top[group];
        let mut at = column.start;
        while at < column.end {
            let atom = &plan.atoms[at];
            if at > column.start {
                y += plan.grid.unit * (atom.gap + plan.added[at]) as f32;
            }
            // The lines of one text that stand together are drawn in one go.
            let mut end = at + 1;
            while end < column.end && same_text(atom, &plan.atoms[end]) {
                end += 1;
            }
            drawing.top = at == column.start;
            drawing.element(at..end, Corner { page, x, y });
            y += plan.grid.unit * plan.atoms[at..end].iter().map(|a| a.height).sum::<u32>() as f32;
            at = end;
        }
    }
    // A call-out that changed places is listed where it is read.
    let bookmarks = &mut drawing.painter.bookmarks;
    let mut marks: Vec<_> = drawing.marked.iter().copied().zip(bookmarks.drain(before..)).collect();
    marks.sort_by_key(|(section, _)| *section);
    bookmarks.extend(marks.into_iter().map(|(_, mark)| mark));
    let lines = drawing.tallies.iter().map(Tally::metrics).collect();
    (drawing.finish(), lines)
}

/// Whether two atoms are lines of the same text.
fn same_text(a: &Atom, b: &Atom) -> bool {
    a.section == b.section && a.element == b.element
}

/// The upper left corner of what is drawn.
#[derive(Clone, Copy)]
struct Corner {
    page: usize,
    x: Pt,
    y: Pt,
}

/// State of drawing.
struct Drawing<'a> {
    sheet: &'a Sheet<'a>,
    plan: &'a Plan,
    pen: &'a Pen<'a>,
    painter: &'a mut Painter,
    breaker: &'a mut LineBreaker,
    /// Tags of each section.
    tags: Vec<Vec<TagChild>>,
    /// The section of each bookmark.
    marked: Vec<u32>,
    /// Whether the element stands at the top of its column.
    top: bool,
    /// The text that went on in the next column: its element and its lines.
    open: Option<(u32, u32, Arc<[Line]>)>,
    /// The lines of each page so far.
    tallies: Vec<Tally>,
}

impl Drawing<'_> {
    /// Draws the atoms of one element in one column.
    fn element(&mut self, atoms: Range<usize>, at: Corner) {
        let Drawing { sheet, plan, pen, .. } = *self;
        let Corner { page, x, y } = at;
        let first = plan.atoms[atoms.start];
        let section = first.section as usize;
        let element = &sheet.sections[section].elements[first.element as usize];
        let (grid, theme) = (&plan.grid, pen.theme);
        match element {
            Element::Heading(text) => self.heading(text, &first, at),
            Element::Paragraph(text) => {
                let children = self.lines(text, &atoms, at, grid.measure);
                self.add(section, first.line, Tag::Paragraph, children);
            }
            Element::Item { marker, text, first: opens } => {
                let indent = flow::marker_width(marker, theme, grid);
                let rtl = self.pen.rtl != text.paragraph.is_turned();
                let mut label = Vec::new();
                if first.line == 0 {
                    let color = theme.color(theme.block(Block::Marker).color);
                    let x = if rtl { x + grid.measure - indent } else { x };
                    label = self.marker(&marker.text, rtl, Corner { x, ..at }, (indent, color));
                }
                let x = if rtl { x } else { x + indent };
                let children = self.lines(text, &atoms, Corner { x, ..at }, grid.measure - indent);
                self.add_item(section, first.line, [marker.ordered, *opens], label, children);
            }
            Element::Callout(texts) => self.callout(texts, &first, at),
            Element::Quote(texts) => self.quote(texts, &first, at),
            Element::Image { art, aspect, focus, alt, caption } => {
                let drawn = grid.measure / *aspect;
                let rect = Rect { x, y, width: grid.measure, height: drawn };
                let figure = self.painter.content(page, vec![art.placed(rect, *focus)]);
                let mut children = vec![TagChild::Node(node(Tag::Figure { alt: alt.clone() }, vec![figure]))];
                if let Some(caption) = caption {
                    let spot = Spot {
                        page,
                        x,
                        y: y + drawn + grid.unit * 0.4,
                        measure: grid.measure,
                        base: grid.base,
                        balanced: false,
                    };
                    let lines = pen.draw(caption, &spot, self.painter, self.breaker);
                    children.push(TagChild::Node(node(Tag::Caption, lines)));
                }
                self.tags[section].extend(children);
            }
        }
    }

    /// Baseline of a line of running text whose box begins at `y`.
    fn baseline(&self, text: &SetText, y: Pt) -> Pt {
        let size = text.size(self.pen.theme, self.plan.grid.base);
        let line = self.plan.grid.unit * LINE as f32;
        let body = self.plan.grid.base * self.pen.theme.style(StyleName::Body).size;
        // Larger text on the grid shares the baseline of running text.
        y + (line - body.min(size) * (text.metrics.ascent + text.metrics.descent)) / 2.0
            + body.min(size) * text.metrics.ascent
    }

    /// Draws the given lines of a text on the grid.
    fn lines(&mut self, text: &SetText, atoms: &Range<usize>, at: Corner, measure: Pt) -> Vec<TagChild> {
        let Corner { page, x, y } = at;
        let first = self.plan.atoms[atoms.start];
        let size = text.size(self.pen.theme, self.plan.grid.base);
        let lines = match self.open.take() {
            Some((section, element, lines)) if section == first.section && element == first.element => lines,
            _ => {
                let narrow = measure * self.plan.narrowed.share(first.section, first.element);
                text.paragraph.lines(self.pen.faces, self.breaker, narrow / size)
            }
        };
        let from = first.line as usize;
        let to = (from + atoms.len()).min(lines.len());
        let part = &lines[from..to];
        let narrow = measure * self.plan.narrowed.share(first.section, first.element);
        self.tallies[page].add(part, narrow / size, to == lines.len(), lines.len());
        let setting = Setting {
            page,
            x,
            measure,
            baseline: self.baseline(text, y),
            leading: self.plan.grid.unit * LINE as f32,
            size,
            color: self.pen.theme.color(self.pen.theme.style(text.style).color),
            rtl: self.pen.rtl,
        };
        let children = self.painter.lines(part, text.paragraph.text(), &setting);
        self.open = Some((first.section, first.element, lines));
        children
    }

    /// Draws a bullet or number of this width and colour, of an item that starts at the right edge if `rtl`.
    fn marker(&mut self, marker: &SetText, rtl: bool, at: Corner, (width, color): (Pt, Color)) -> Vec<TagChild> {
        let Corner { page, x, y } = at;
        let size = marker.size(self.pen.theme, self.plan.grid.base);
        let lines = marker.paragraph.lines(self.pen.faces, self.breaker, width / size);
        let setting = Setting {
            page,
            x,
            measure: width,
            baseline: self.baseline(marker, y),
            leading: self.plan.grid.unit * LINE as f32,
            size,
            color,
            rtl,
        };
        self.painter.lines(&lines, marker.paragraph.text(), &setting)
    }

    /// Draws a heading.
    fn heading(&mut self, text: &SetText, atom: &Atom, Corner { page, x, y }: Corner) {
        let grid = &self.plan.grid;
        let theme = self.pen.theme;
        let size = text.size(theme, grid.base);
        let indent = flow::heading_indent(grid);
        let rtl = self.pen.rtl != text.paragraph.is_turned();
        let measure = grid.measure - indent;
        let lines = text.paragraph.balanced_lines(self.pen.faces, self.breaker, measure / size);
        let leading = flow::heading_leading(text, theme, grid, lines.len(), atom.height);
        let rise = leading * (lines.len().max(1) - 1) as f32;
        // At the top of a column the first line stands level with the other columns, else the last one on the grid.
        let first = if self.top {
            self.baseline(text, y)
        } else {
            self.baseline(text, y + grid.unit * (atom.height.saturating_sub(LINE)) as f32) - rise
        };
        let setting = Setting {
            page,
            x: if rtl { x } else { x + indent },
            measure,
            baseline: first,
            leading,
            size,
            color: theme.color(theme.style(text.style).color),
            rtl: self.pen.rtl,
        };
        // The mark before it is a bar as beside quotations, as high as the letters.
        let mark = theme.block(Block::Quote);
        let width = mark.thickness.min(indent * 0.4);
        let edge = if rtl { x + grid.measure - width } else { x };
        let top = first - size * text.metrics.cap_height;
        let bar = Rect { x: edge, y: top, width, height: first + rise - top };
        self.painter.rect(page, bar, theme.color(mark.color), Pt::ZERO, Sides::default());
        let children = self.painter.lines(&lines, text.paragraph.text(), &setting);
        let title = text.paragraph.text().text.clone();
        self.painter.bookmark(&title, 2, page, y);
        self.marked.push(atom.section);
        self.tags[atom.section as usize].push(TagChild::Node(node(Tag::Heading(2, title), children)));
    }

    /// Draws a call-out: a box with its texts, centred in what the grid gives it.
    fn callout(&mut self, texts: &[BoxText], atom: &Atom, Corner { page, x, y }: Corner) {
        let grid = self.plan.grid;
        let theme = self.pen.theme;
        let block = theme.block(Block::Callout);
        let height = grid.unit * atom.height as f32;
        let rect = Rect { x, y, width: grid.measure, height };
        self.painter.rect(page, rect, theme.color(block.color), block.radius, Sides::default());
        let line = grid.unit * LINE as f32;
        let counts: Vec<usize> = texts
            .iter()
            .map(|t| t.text.line_count(theme, grid.base, flow::box_measure(t, theme, &grid), self.breaker))
            .collect();
        let mut top = y + (height - line * counts.iter().sum::<usize>() as f32) / 2.0;
        let mut children = Vec::new();
        for (BoxText { marker, text }, count) in texts.iter().zip(counts) {
            let whole = flow::callout_measure(theme, &grid);
            let rtl = self.pen.rtl != text.paragraph.is_turned();
            let indent = marker.as_ref().map_or(Pt::ZERO, |marker| flow::marker_width(marker, theme, &grid));
            let left = x + block.padding;
            let size = text.size(theme, grid.base);
            let heading = text.style == StyleName::CalloutHeading;
            let set = if heading { Paragraph::balanced_lines } else { Paragraph::lines };
            let lines = set(&text.paragraph, self.pen.faces, self.breaker, (whole - indent) / size);
            let setting = Setting {
                page,
                x: if rtl { left } else { left + indent },
                measure: whole - indent,
                baseline: self.baseline(text, top),
                leading: line,
                size,
                color: theme.color(theme.style(text.style).color),
                rtl: self.pen.rtl,
            };
            if let Some(marker) = marker {
                let color = theme.color(theme.block(Block::Marker).color);
                let x = if rtl { left + whole - indent } else { left };
                let label = self.marker(&marker.text, rtl, Corner { page, x, y: top }, (indent, color));
                let body = self.painter.lines(&lines, text.paragraph.text(), &setting);
                list_item(&mut children, marker.ordered, false, label, body);
                self.tallies[page].add(&lines, (whole - indent) / size, true, lines.len());
            } else {
                if text.style == StyleName::Callout {
                    self.tallies[page].add(&lines, (whole - indent) / size, true, lines.len());
                }
                let content = self.painter.lines(&lines, text.paragraph.text(), &setting);
                let tag = if text.style == StyleName::CalloutHeading {
                    let title = text.paragraph.text().text.clone();
                    self.painter.bookmark(&title, 2, page, y);
                    self.marked.push(atom.section);
                    Tag::Heading(2, title)
                } else {
                    Tag::Paragraph
                };
                children.push(TagChild::Node(node(tag, content)));
            }
            top += line * count as f32;
        }
        self.tags[atom.section as usize].push(TagChild::Node(node(Tag::Note, children)));
    }

    /// Draws a quotation: a bar, the words, the source.
    fn quote(&mut self, texts: &[SetText; 2], atom: &Atom, Corner { page, x, y }: Corner) {
        let grid = self.plan.grid;
        let theme = self.pen.theme;
        let block = theme.block(Block::Quote);
        let height = grid.unit * atom.height as f32;
        let measure = flow::quote_measure(theme, &grid);
        let rtl = self.pen.rtl != texts[0].paragraph.is_turned();
        let bar_x = if rtl { x + grid.measure - block.thickness } else { x };
        let text_x = if rtl { x } else { x + block.thickness + block.padding };
        let bar = Rect { x: bar_x, y, width: block.thickness, height };
        self.painter.artifact(
            page,
            vec![Item::Rect(FilledRect {
                rect: bar,
                color: theme.color(block.color),
                radius: Pt::ZERO,
                runs_off: Sides::default(),
            })],
        );
        let total: Pt = texts.iter().map(|t| self.pen.height(t, grid.base, measure, self.breaker)).sum();
        let mut top = y + (height - total) / 2.0;
        let mut children = Vec::new();
        for text in texts {
            let spot = Spot { page, x: text_x, y: top, measure, base: grid.base, balanced: false };
            // The source stands at the edge of its words.
            let pen = Pen { rtl: rtl != text.paragraph.is_turned(), ..*self.pen };
            children.push(TagChild::Node(node(Tag::Paragraph, pen.draw(text, &spot, self.painter, self.breaker))));
            top += self.pen.height(text, grid.base, measure, self.breaker);
        }
        self.tags[atom.section as usize].push(TagChild::Node(node(Tag::BlockQuote, children)));
    }

    /// Adds lines of a paragraph: to the one that is open, if they go on from an earlier column.
    fn add(&mut self, section: usize, line: u32, tag: Tag, children: Vec<TagChild>) {
        if line > 0
            && let Some(TagChild::Node(open)) = self.tags[section].last_mut()
        {
            open.children.extend(children);
            return;
        }
        self.tags[section].push(TagChild::Node(node(tag, children)));
    }

    /// Adds an item to the list that is open, or goes on with the item that began in an earlier column.
    fn add_item(
        &mut self,
        section: usize,
        line: u32,
        [ordered, first]: [bool; 2],
        label: Vec<TagChild>,
        body: Vec<TagChild>,
    ) {
        let tags = &mut self.tags[section];
        if line > 0
            && let Some(TagChild::Node(list)) = tags.last_mut()
            && let Some(open) = list.children.last_mut().and_then(last_body)
        {
            open.children.extend(body);
            return;
        }
        list_item(tags, ordered, first, label, body);
    }

    /// The sections' tags in reading order.
    fn finish(self) -> Vec<TagChild> {
        self.tags
            .into_iter()
            .filter(|t| !t.is_empty())
            .map(|children| TagChild::Node(node(Tag::Section, children)))
            .collect()
    }
}

/// The body of a list item.
fn last_body(item: &mut TagChild) -> Option<&mut TagNode> {
    match item {
        TagChild::Node(item) => item.children.iter_mut().rev().find_map(|child| match child {
            TagChild::Node(body) if body.tag == Tag::ListBody => Some(body),
            _ => None,
        }),
        _ => None,
    }
}

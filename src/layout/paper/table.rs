//! Rows and columns of a business paper: facts by name, and tables whose headings stand again on every page.

use crate::color::Color;
use crate::document::RichText;
use crate::document::paper::{Cell, Row, Table};
use crate::page::{Item, Path, Segment, Tag, TagChild};
use crate::units::{Mm, Point, Pt};

use super::super::paint::node;
use super::{BODY, MARGIN, STRONG, SetWords, Sheet, Type};

/// White between columns.
const GUTTER: Mm = Mm(3.0);
/// White above and below the words of a row.
const PADDING: Pt = Pt(2.6);
/// Line under the headings of a table.
const HEAD_LINE: Pt = Pt(0.8);
/// Line under a row.
const ROW_LINE: Pt = Pt(0.25);
/// Width of the names of facts.
const NAMES: Mm = Mm(34.0);
/// Side of a box to tick.
const TICK: Mm = Mm(3.4);

/// Where a column stands.
struct Place {
    x: Pt,
    measure: Pt,
    at_end: bool,
}

impl Sheet<'_> {
    /// Names and values: a table whose first column names the rows.
    pub(super) fn facts(&mut self, facts: &[(&str, RichText)]) -> TagChild {
        let left = MARGIN.pt();
        let places = [
            Place { x: left, measure: NAMES.pt() - GUTTER.pt(), at_end: false },
            Place { x: left + NAMES.pt(), measure: self.measure() - NAMES.pt(), at_end: false },
        ];
        let mut rows = Vec::new();
        for (name, value) in facts {
            let set = [self.set(name, STRONG, places[0].measure), self.set_rich(value, BODY, places[1].measure)];
            let height = tallest(&set);
            self.room(height);
            let mut cells = Vec::new();
            for ((words, place), tag) in set.iter().zip(&places).zip([Tag::HeaderCell { of_row: true }, Tag::Cell]) {
                let lines = self.draw(words, place.x, place.measure, self.y, false);
                cells.push(TagChild::Node(node(tag, lines)));
            }
            self.y += height + Pt(1.0);
            rows.push(TagChild::Node(node(Tag::Row, cells)));
        }
        TagChild::Node(node(Tag::Table, rows))
    }

    /// A table with its headings; on later pages they stand again, under the heading of the part.
    pub(super) fn table(&mut self, table: &Table, heading: Option<&str>) -> TagChild {
        let places = self.places(table);
        let mut rows = vec![self.head(table, &places, true)];
        for row in &table.rows {
            let set: Vec<Vec<SetWords>> = Sheet::words(&row.cells)
                .zip(&places)
                .map(|(words, place)| words.split('\n').map(|line| self.set(line, BODY, place.measure)).collect())
                .collect();
            let tallest = set.iter().map(|lines| lines.iter().map(|line| line.height).sum()).fold(Pt::ZERO, Pt::max);
            let height = tallest + PADDING * 2.0;
            if self.room(height) {
                if let Some(heading) = heading {
                    let words = self.set(&format!("{heading} (forts.)"), STRONG, self.measure());
                    self.decorate(self.page(), &words, MARGIN.pt(), self.measure(), self.y, false);
                    self.y += words.height + PADDING;
                }
                self.head(table, &places, false);
            }
            rows.push(self.row(row, &set, &places, height));
        }
        TagChild::Node(node(Tag::Table, rows.into_iter().collect()))
    }

    /// Columns by their shares of the page's width.
    fn places(&self, table: &Table) -> Vec<Place> {
        let gaps = GUTTER.pt() * (table.columns.len().max(1) - 1) as f32;
        let all: f32 = table.columns.iter().map(|column| column.share).sum();
        let mut x = MARGIN.pt();
        let mut places = Vec::new();
        for column in &table.columns {
            let measure = (self.measure() - gaps) * (column.share / all);
            places.push(Place { x, measure, at_end: column.numbers });
            x += measure + GUTTER.pt();
        }
        places
    }

    /// The headings; where the table goes on, on a later page, they are not read again.
    fn head(&mut self, table: &Table, places: &[Place], read: bool) -> TagChild {
        let kind = Type { size: STRONG.size * 0.9, ..STRONG };
        let titles = table.columns.iter().map(|column| column.title);
        let set: Vec<SetWords> =
            titles.zip(places).map(|(title, place)| self.set(title, kind, place.measure)).collect();
        let height = tallest(&set);
        let mut cells = Vec::new();
        for (words, place) in set.iter().zip(places) {
            // Short headings stand on the line that the longest ends on.
            let top = self.y + height - words.height;
            if read {
                let lines = self.draw(words, place.x, place.measure, top, place.at_end);
                cells.push(TagChild::Node(node(Tag::HeaderCell { of_row: false }, lines)));
            } else {
                self.decorate(self.page(), words, place.x, place.measure, top, place.at_end);
            }
        }
        self.y += height + PADDING;
        self.rule(self.y, HEAD_LINE);
        TagChild::Node(node(Tag::Row, cells))
    }

    fn row(&mut self, row: &Row, set: &[Vec<SetWords>], places: &[Place], height: Pt) -> TagChild {
        let mut cells = Vec::new();
        for ((cell, lines), place) in row.cells.iter().zip(set).zip(places) {
            let mut top = self.y + PADDING;
            let mut content = Vec::new();
            for words in lines {
                content.extend(match cell {
                    Cell::Words(_) => self.draw(words, place.x, place.measure, top, place.at_end),
                    Cell::Tick(what) => vec![self.tick(what, place, top + words.leading / 2.0)],
                });
                top += words.height;
            }
            cells.push(TagChild::Node(node(Tag::Cell, content)));
        }
        self.y += height;
        self.rule(self.y, ROW_LINE);
        TagChild::Node(node(Tag::Row, cells))
    }

    /// A box to tick, and a line to write a day on.
    fn tick(&mut self, what: &str, place: &Place, middle: Pt) -> TagChild {
        let side = TICK.pt();
        let at = |x: Pt, y: Pt| Point { x, y };
        let (left, top) = (place.x, middle - side / 2.0);
        let start = left + side + Mm(2.0).pt();
        let segments = vec![
            Segment::Move(at(left, top)),
            Segment::Line(at(left + side, top)),
            Segment::Line(at(left + side, top + side)),
            Segment::Line(at(left, top + side)),
            Segment::Close,
            Segment::Move(at(start, top + side)),
            Segment::Line(at(place.x + place.measure, top + side)),
        ];
        let path = Path {
            origin: Point::default(),
            scale: 1.0,
            segments: segments.into(),
            fill: None,
            stroke: Some((Color::BLACK, Pt(0.5))),
        };
        let content = self.painter.content(self.page(), vec![Item::Path(path)]);
        TagChild::Node(node(Tag::Figure { alt: what.to_owned() }, vec![content]))
    }
}

fn tallest(cells: &[SetWords]) -> Pt {
    cells.iter().map(|cell| cell.height).fold(Pt::ZERO, Pt::max)
}

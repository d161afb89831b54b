//! Tabs to tear off along the lower edge: the number and a short address turned upwards, a code if it is wanted, and lines
//! to cut along.

use crate::definition::{Block, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::Tabs;
use crate::page::{GlyphRun, Item, Path, Segment, Sides, Tag, TagChild, Turned};
use crate::rules;
use crate::text::LineBreaker;
use crate::units::{Mm, Point, Pt, Rect};

use super::super::galley::SetText;
use super::super::paint::{Painter, Setting, node};
use super::super::stack::Pen;
use super::Poster;

/// Length of the turned text on A3.
const LENGTH: Mm = Mm(46.0);
/// From the edges of a tab to what stands on it: the print shop's safe zone, and room to cut.
const SAFE: Mm = Mm(5.0);
/// From the text to the code.
const TEXT_TO_CODE: Mm = Mm(3.0);
/// Smallest side of a code that phones read.
const LEAST_CODE: Mm = Mm(20.0);
/// Largest side of a code on A3.
const MOST_CODE: Mm = Mm(26.0);
/// Share of a tab's width that the two lines may take.
const ACROSS: f32 = 0.62;
/// Size of the address in multiples of the number's.
const ADDRESS: f32 = 0.56;
/// Baseline distance of both.
const LEADING: f32 = 1.2;
/// Largest number on A3.
const MOST_NUMBER: Pt = Pt(44.0);
/// A dash of the lines to cut along, and the space after it.
const DASH: Mm = Mm(2.0);

/// The tabs of a poster, shaped and measured.
pub(super) struct TabRow {
    count: usize,
    /// Width of a tab.
    width: Pt,
    /// Height of the row.
    pub height: Pt,
    number: (SetText, Pt),
    address: (SetText, Pt),
    /// Side of the code, without its quiet zone.
    code: Option<Pt>,
}

impl TabRow {
    /// Every text.
    pub fn texts(&self) -> [&SetText; 2] {
        [&self.number.0, &self.address.0]
    }
}

impl Poster<'_> {
    /// Measures the tabs.
    ///
    /// # Errors
    /// A tab too narrow for its code, or for letters that can be read.
    pub(super) fn tab_row(&self, tabs: &Tabs) -> Result<TabRow, Diagnostic> {
        let scale = self.setting.scale;
        let trim = self.document.format.trim;
        let name = self.document.format.name;
        let count = usize::from(tabs.count);
        let width = trim.width / count as f32;
        let fault = |rule, message: String, help: String| {
            Diagnostic::new(rule, message).on(self.document.metadata.id.clone()).help(help)
        };
        let code = match self.code.as_ref().filter(|_| tabs.code) {
            Some((code, ..)) => {
                let least = code.side(LEAST_CODE.pt());
                let needed = (least + SAFE.pt() * 2.0).max(least + code.quiet(least) * 2.0);
                if needed > width {
                    let most = (trim.width / needed).floor();
                    return Err(fault(
                        &rules::CODE_SMALL,
                        format!(
                            "the QR code needs {:.0} mm, and a tab of {name} with {count} tabs is {:.0} mm wide",
                            needed.mm().0.ceil(),
                            width.mm().0
                        ),
                        format!("Ask for at most {most:.0} tabs, or take `tabs_qr` out."),
                    ));
                }
                // As large as the tab has room for, up to what looks right.
                let most = (MOST_CODE.pt() * scale).min(width - SAFE.pt() * 2.0).max(least);
                Some(
                    std::iter::successors(Some(most), |side| Some(*side - Pt(0.5)))
                        .find(|side| *side + code.quiet(*side) * 2.0 <= width || *side <= least)
                        .unwrap_or(least),
                )
            }
            None => None,
        };
        let length = LENGTH.pt() * scale;
        let number = self.setter.set(&tabs.number, StyleName::HelpNumber);
        let address = self.setter.set(&tabs.address, StyleName::HelpName);
        let across = (width - SAFE.pt() * 2.0).min(width * ACROSS);
        let number_size =
            (length / number.paragraph.width()).min(across / (LEADING * (1.0 + ADDRESS))).min(MOST_NUMBER * scale);
        let address_size = (length / address.paragraph.width()).min(number_size * ADDRESS);
        let floor = self.setter.theme.floor.value;
        if number_size.min(address_size) < floor {
            return Err(fault(
                &rules::OVERFLOW,
                format!(
                    "number and address on {count} tabs of {name} come out {:.1} points high, {:.0} is the least",
                    number_size.min(address_size).0,
                    floor.0
                ),
                "Ask for fewer tabs, or shorten the address.".to_owned(),
            ));
        }
        let field = match (&self.code, code) {
            (Some((drawn, ..)), Some(side)) => side + drawn.quiet(side) * 2.0 + TEXT_TO_CODE.pt(),
            _ => Pt::ZERO,
        };
        let length = (number_size * number.paragraph.width()).max(address_size * address.paragraph.width());
        let height = SAFE.pt() * 2.0 + length + field;
        Ok(TabRow { count, width, height, number: (number, number_size), address: (address, address_size), code })
    }

    /// Draws the tabs. The first one is read, the others say the same.
    pub(super) fn draw_tabs(
        &self,
        row: &TabRow,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let trim = self.document.format.trim;
        let top = trim.height - row.height;
        // Dark on white, so that a code needs no field of its own and nothing is reversed out of a ground that is torn.
        let ground = Rect { x: Pt::ZERO, y: top, width: trim.width, height: row.height };
        let off = Sides { top: false, right: true, bottom: true, left: true };
        let paper = self.setter.theme.color(self.setter.theme.block(Block::Code).color);
        painter.rect(0, ground, paper, Pt::ZERO, off);
        let mut tags = Vec::new();
        for tab in 0..row.count {
            let left = row.width * tab as f32;
            if tab > 0 {
                painter.artifact(0, vec![self.cut(left, top)]);
            }
            let across = (row.number.1 + row.address.1) * LEADING;
            let origin = Point { x: left + (row.width - across) / 2.0, y: trim.height - SAFE.pt() };
            for ((text, size), line) in [(&row.number, Pt::ZERO), (&row.address, row.number.1 * LEADING)] {
                let runs = runs(text, *size, line, pen, breaker);
                let item = Item::Turned(Turned { origin, runs });
                if tab == 0 {
                    let content = painter.content(0, vec![item]);
                    tags.push(TagChild::Node(node(Tag::Paragraph, vec![content])));
                } else {
                    painter.artifact(0, vec![item]);
                }
            }
            if let (Some((code, ..)), Some(side)) = (&self.code, row.code) {
                let y = top + SAFE.pt() + code.quiet(side);
                let square = Rect { x: left + (row.width - side) / 2.0, y, width: side, height: side };
                painter.artifact(0, code.draw(square));
            }
        }
        tags
    }

    /// A dashed line to cut along, from the top of the tabs to the edge of the paper.
    fn cut(&self, x: Pt, top: Pt) -> Item {
        let height = self.document.format.trim.height - top;
        let dash = DASH.pt();
        let count = (height / (dash * 2.0)).floor() as usize;
        let at = |y: Pt| Point { x: Pt::ZERO, y };
        let segments = (0..=count)
            .flat_map(|index| {
                let y = dash * (2.0 * index as f32);
                [Segment::Move(at(y)), Segment::Line(at((y + dash).min(height)))]
            })
            .collect();
        let color = self.setter.theme.color(self.setter.theme.block(Block::Page).color);
        let stroke = Some((color, Pt(0.5)));
        Item::Path(Path { origin: Point { x, y: top }, scale: 1.0, segments, fill: None, stroke })
    }
}

/// A line of turned text whose box begins `line` to the right of the origin.
fn runs(text: &SetText, size: Pt, line: Pt, pen: &Pen<'_>, breaker: &mut LineBreaker) -> Vec<GlyphRun> {
    let lines = text.paragraph.lines(pen.faces, breaker, 1e4);
    let setting = Setting {
        page: 0,
        x: Pt::ZERO,
        measure: Pt::ZERO,
        baseline: line + size * f32::midpoint(LEADING, text.metrics.cap_height),
        leading: size,
        size,
        color: pen.theme.color(pen.theme.block(Block::Page).color),
        rtl: false,
    };
    Painter::runs(&lines, &setting)
        .into_iter()
        .filter_map(|item| match item {
            Item::Glyphs(run) => Some(run),
            _ => None,
        })
        .collect()
}

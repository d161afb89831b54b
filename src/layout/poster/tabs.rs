//! Tabs to tear off along the lower edge: the number, whose it is and a short address turned upwards, a code if it is
//! wanted, and lines to cut along.

use crate::definition::{Block, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::{RichText, Tabs};
use crate::page::{GlyphRun, Item, Path, Segment, Sides, Tag, TagChild, Turned};
use crate::rules;
use crate::text::LineBreaker;
use crate::units::{Mm, Point, Pt, Rect};

use super::super::code::LEAST;
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
/// Share of a tab's width that the lines may take.
const ACROSS: f32 = 0.74;
/// Size of the lines beside the number in multiples of its own.
const BESIDE: f32 = 0.56;
/// Baseline distance of all.
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
    /// The number, whose it is, for whom, and the address if there is one, each with its size.
    lines: Vec<(SetText, Pt)>,
    /// Side of the code, without its quiet zone.
    code: Option<Pt>,
}

impl TabRow {
    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        self.lines.iter().map(|(text, _)| text)
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
                let least = code.side(LEAST_CODE.pt(), LEAST);
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
        let across = (width - SAFE.pt() * 2.0).min(width * ACROSS);
        let floor = self.setter.theme.floor.value;
        // With the words for whom the number is if they come out large enough, else without.
        let told = [tabs.details.as_ref(), None].map(|details| {
            let lines = self.tab_lines(tabs, details, length, across);
            let least = lines.iter().map(|(_, size)| *size).fold(Pt(f32::MAX), Pt::min);
            (lines, least)
        });
        let [full, brief] = told;
        let (lines, least) = if full.1 < floor { brief } else { full };
        if least < floor {
            return Err(fault(
                &rules::OVERFLOW,
                format!(
                    "number, name and address on {count} tabs of {name} come out {:.1} points high, {:.0} is the least",
                    least.0, floor.0
                ),
                "Ask for fewer tabs, three at the least, or show a shorter address: `qr`, or `url` in [contact]."
                    .to_owned(),
            ));
        }
        let field = match (&self.code, code) {
            (Some((drawn, ..)), Some(side)) => side + drawn.quiet(side) * 2.0 + TEXT_TO_CODE.pt(),
            _ => Pt::ZERO,
        };
        let length = lines.iter().map(|(text, size)| *size * text.paragraph.width()).fold(Pt::ZERO, Pt::max);
        Ok(TabRow { count, width, height: SAFE.pt() * 2.0 + length + field, lines, code })
    }

    /// The lines of a tab with their sizes, at most so long and together so wide.
    fn tab_lines(&self, tabs: &Tabs, details: Option<&RichText>, length: Pt, across: Pt) -> Vec<(SetText, Pt)> {
        let number = self.setter.set(&tabs.number, StyleName::HelpNumber);
        let beside = std::iter::once(&tabs.name).chain(details).chain(&tabs.address);
        let beside = beside.map(|text| self.setter.set(text, StyleName::HelpName));
        let beside: Vec<SetText> = beside.collect();
        let size = (length / number.paragraph.width())
            .min(across / (LEADING * (1.0 + BESIDE * beside.len() as f32)))
            .min(MOST_NUMBER * self.setting.scale);
        let small = beside.into_iter().map(|text| {
            let size = (length / text.paragraph.width()).min(size * BESIDE);
            (text, size)
        });
        let small: Vec<_> = small.collect();
        std::iter::once((number, size)).chain(small).collect()
    }

    /// Draws the tabs. They are one figure, so that what all of them say is read once.
    pub(super) fn draw_tabs(
        &self,
        row: &TabRow,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> TagChild {
        let trim = self.document.format.trim;
        let top = trim.height - row.height;
        // Dark on white, so that a code needs no field of its own and nothing is reversed out of a ground that is torn.
        let ground = Rect { x: Pt::ZERO, y: top, width: trim.width, height: row.height };
        let off = Sides { top: false, right: true, bottom: true, left: true };
        let paper = self.setter.theme.color(self.setter.theme.block(Block::Code).color);
        painter.rect(0, ground, paper, Pt::ZERO, off);
        let mut words = Vec::new();
        for tab in 0..row.count {
            let left = row.width * tab as f32;
            if tab > 0 {
                painter.artifact(0, vec![self.cut(left, top)]);
            }
            let across = row.lines.iter().map(|(_, size)| *size * LEADING).sum::<Pt>();
            let origin = Point { x: left + (row.width - across) / 2.0, y: trim.height - SAFE.pt() };
            let mut line = Pt::ZERO;
            for (text, size) in &row.lines {
                let runs = runs(text, *size, line, pen, breaker);
                line += *size * LEADING;
                words.push(Item::Turned(Turned { origin, runs }));
            }
            if let (Some((code, ..)), Some(side)) = (&self.code, row.code) {
                let y = top + SAFE.pt() + code.quiet(side);
                let square = Rect { x: left + (row.width - side) / 2.0, y, width: side, height: side };
                painter.artifact(0, code.draw(square));
            }
        }
        let said: Vec<&str> = row.lines.iter().map(|(text, _)| text.paragraph.text().text.as_str()).collect();
        let content = painter.content(0, words);
        TagChild::Node(node(Tag::Figure { alt: said.join(", ") }, vec![content]))
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

//! Texts one under the other at one measure: how high they are, and how they are drawn.

use crate::color::Color;
use crate::definition::Theme;
use crate::document::Document;
use crate::page::TagChild;
use crate::text::{Faces, LineBreaker};
use crate::units::Pt;

use super::galley::{SetText, Setter};
use super::paint::{Painter, Setting};

/// Where and how a stack is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// Index of the page.
    pub page: usize,
    /// Left edge.
    pub x: Pt,
    /// Top edge.
    pub y: Pt,
    /// Width.
    pub measure: Pt,
    /// Base size.
    pub base: Pt,
    /// Whether lines are made even in length.
    pub balanced: bool,
}

/// What drawing needs to know of the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'a> {
    /// Fonts.
    pub faces: &'a Faces,
    /// Theme.
    pub theme: &'a Theme,
    /// Whether the leaflet runs from right to left.
    pub rtl: bool,
    /// Width of the page.
    pub width: Pt,
}

impl<'a> Pen<'a> {
    /// The pen of a document.
    pub fn new(setter: &Setter<'a>, document: &Document) -> Pen<'a> {
        let (faces, theme) = (setter.faces, setter.theme);
        Pen { faces, theme, rtl: document.lang.rtl, width: document.format.trim.width }
    }

    /// The left edge of a box in the page's direction: `x` is from the left, or from the right if that is where lines start.
    pub fn place(&self, x: Pt, width: Pt) -> Pt {
        if self.rtl { self.width - x - width } else { x }
    }

    /// Distance from the top of a line's box to its baseline: the letters stand in the middle of the leading.
    pub fn baseline(&self, text: &SetText, base: Pt) -> Pt {
        let size = text.size(self.theme, base);
        let leading = text.leading(self.theme, base);
        (leading - size * (text.metrics.ascent + text.metrics.descent)) / 2.0 + size * text.metrics.ascent
    }

    /// Height of a text.
    pub fn height(&self, text: &SetText, base: Pt, measure: Pt, breaker: &mut LineBreaker) -> Pt {
        text.leading(self.theme, base) * text.line_count(self.theme, base, measure, breaker) as f32
    }

    /// Draws a text in its style's colour and returns the children of its tag.
    pub fn draw(&self, text: &SetText, spot: &Spot, painter: &mut Painter, breaker: &mut LineBreaker) -> Vec<TagChild> {
        self.draw_in(self.theme.color(self.theme.style(text.style).color), text, spot, painter, breaker)
    }

    /// Draws a text in this colour.
    pub fn draw_in(
        &self,
        color: Color,
        text: &SetText,
        spot: &Spot,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let size = text.size(self.theme, spot.base);
        let measure = spot.measure / size;
        let lines = if spot.balanced {
            text.paragraph.balanced_lines(self.faces, breaker, measure)
        } else {
            text.paragraph.lines(self.faces, breaker, measure)
        };
        let setting = Setting {
            page: spot.page,
            x: spot.x,
            measure: spot.measure,
            baseline: spot.y + self.baseline(text, spot.base),
            leading: text.leading(self.theme, spot.base),
            size,
            color,
            rtl: self.rtl,
        };
        painter.lines(&lines, text.paragraph.text(), &setting)
    }
}

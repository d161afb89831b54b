//! The row of logos of those who sign.

use crate::document::Document;
use crate::page::{Art, Tag, TagChild};
use crate::picture::Focus;
use crate::units::{Pt, Rect};

use super::paint::{Painter, node};
use super::stack::Pen;

/// Logos in reading order, each with the name that it stands for.
#[derive(Debug)]
pub(super) struct LogoRow(Vec<(Art, String)>);

/// Space between logos in multiples of their height.
const GAP: f32 = 0.8;

impl LogoRow {
    /// The logos of a document's senders.
    pub fn new(document: &Document) -> LogoRow {
        let logos = document.senders.iter().filter_map(|s| Some((s.logo.clone()?, s.name.text.clone())));
        LogoRow(logos.collect())
    }

    /// Height of the row: as wanted, or lower where the logos would be wider than the measure; nothing without logos.
    pub fn height(&self, wanted: Pt, measure: Pt) -> Pt {
        if self.0.is_empty() {
            return Pt::ZERO;
        }
        let widths: f32 = self.0.iter().map(|(art, _)| art.aspect()).sum();
        let across = widths + GAP * (self.0.len() - 1) as f32;
        wanted.min(measure / across)
    }

    /// Draws the row with its left or right edge on the measure's and returns a figure for each logo.
    pub fn draw(&self, area: Rect, page: usize, pen: &Pen<'_>, painter: &mut Painter) -> Vec<TagChild> {
        let mut offset = Pt::ZERO;
        let mut tags = Vec::new();
        for (art, name) in &self.0 {
            let width = area.height * art.aspect();
            let x = if pen.rtl { area.right() - offset - width } else { area.x + offset };
            let rect = Rect { x, y: area.y, width, height: area.height };
            let drawn = painter.content(page, vec![art.placed(rect, Focus::default())]);
            tags.push(TagChild::Node(node(Tag::Figure { alt: name.clone() }, vec![drawn])));
            offset += width + area.height * GAP;
        }
        tags
    }
}

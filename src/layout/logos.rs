//! The row of logos of those who sign.

use crate::color::Color;
use crate::definition::Block;
use crate::document::Document;
use crate::page::{Art, Sides, Tag, TagChild};
use crate::picture::Focus;
use crate::text::LineBreaker;
use crate::units::{Pt, Rect};

use super::galley::SetText;
use super::paint::{Painter, node};
use super::stack::Pen;

/// Logos in reading order, each with the name that it stands for.
#[derive(Debug)]
pub(super) struct LogoRow(Vec<(Art, String)>);

/// Space between logos in multiples of the row's height.
const GAP: f32 = 0.8;
/// A logo up to so many times as wide as high is as high as the row. A wider one is lower, so that none takes more of the paper
/// than another: at one height a long name would speak louder than an emblem, and its width would shrink them all.
const COMPACT: f32 = 3.0;
/// Least height of a wide logo as a share of the row's.
const LOWEST: f32 = 0.6;
/// A ground darker than this (relative luminance) hides logos, which are made for white paper: they stand on a plate.
const DARK: f32 = 0.4;
/// Edge of that plate around the logos, as a share of the row's height.
const PLATE_EDGE: f32 = 0.12;

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
        wanted.min(measure / self.across())
    }

    /// Where the names of those without a logo stand beside the row of this height, if they fit there in no more height:
    /// distance from the row's own edge, width and height.
    pub fn beside(
        &self,
        names: &SetText,
        base: Pt,
        (height, measure): (Pt, Pt),
        pen: &Pen<'_>,
        breaker: &mut LineBreaker,
    ) -> Option<(Pt, Pt, Pt)> {
        if self.0.is_empty() {
            return None;
        }
        let offset = height * (self.across() + GAP);
        let width = measure - offset;
        if width <= Pt::ZERO || names.too_wide(pen.theme, base, width).is_some() {
            return None;
        }
        let high = pen.height(names, base, width, breaker);
        (high <= height).then_some((offset, width, high))
    }

    /// Width of the row in multiples of its height.
    fn across(&self) -> f32 {
        let widths: f32 = self.0.iter().map(|(art, _)| share(art) * art.aspect()).sum();
        widths + GAP * self.0.len().saturating_sub(1) as f32
    }

    /// Draws the row, on a white plate where the ground is dark, with its left or right edge on the measure's and returns a figure for each logo.
    pub fn draw(&self, area: Rect, page: usize, pen: &Pen<'_>, painter: &mut Painter) -> Vec<TagChild> {
        let mut offset = Pt::ZERO;
        let mut tags = Vec::new();
        let mut area = area;
        let ground = pen.theme.color(pen.theme.block(Block::Page).color);
        if ground.srgb.luminance() < DARK && !self.0.is_empty() {
            let edge = area.height * PLATE_EDGE;
            area = Rect { height: area.height - edge * 2.0, ..area.inset(edge) };
            let across = area.height * self.across();
            let plate = Rect { width: across, ..area }.inset(-edge);
            let x = if pen.rtl { area.right() + edge - plate.width } else { plate.x };
            painter.rect(page, Rect { x, ..plate }, Color::WHITE, edge * 0.5, Sides::default());
        }
        for (art, name) in &self.0 {
            let height = area.height * share(art);
            let width = height * art.aspect();
            let x = if pen.rtl { area.right() - offset - width } else { area.x + offset };
            let rect = Rect { x, y: area.y + (area.height - height) / 2.0, width, height };
            let drawn = painter.content(page, vec![art.placed(rect, Focus::default())]);
            tags.push(TagChild::Node(node(Tag::Figure { alt: name.clone() }, vec![drawn])));
            offset += width + area.height * GAP;
        }
        tags
    }
}

/// Height of a logo as a share of the row's: that of an equal surface, within limits.
fn share(art: &Art) -> f32 {
    (COMPACT / art.aspect()).sqrt().clamp(LOWEST, 1.0)
}

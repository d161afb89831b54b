//! The cover: a picture as wide as the page and over its edges, at the head of the first page; on a folder, under the band
//! of its front.

use std::sync::Arc;

use crate::definition::StyleName;
use crate::document::Cover;
use crate::page::{Item, PlacedImage, Sides, Tag, TagChild};
use crate::picture::{Focus, Picture};
use crate::text::LineBreaker;
use crate::units::{Pt, Rect};

use super::galley::{SetText, Setter};
use super::paint::{Painter, node};
use super::stack::{Pen, Spot};

/// A cover with its texts shaped.
#[derive(Debug)]
pub(super) struct CoverGalley {
    picture: Arc<Picture>,
    aspect: f32,
    focus: Focus,
    alt: String,
    /// Caption and credit.
    pub credit: Option<SetText>,
}

impl CoverGalley {
    /// A cover; `aspect` is its width in multiples of its height where the definition does not say.
    pub fn new(cover: &Cover, aspect: f32, setter: &Setter<'_>) -> CoverGalley {
        CoverGalley {
            picture: Arc::clone(&cover.picture),
            aspect: cover.aspect.unwrap_or(aspect),
            focus: cover.focus,
            alt: cover.alt.clone(),
            credit: cover.caption.as_ref().map(|text| setter.set(text, StyleName::Caption)),
        }
    }

    /// Its texts.
    pub fn texts(&self) -> Option<&SetText> {
        self.credit.as_ref()
    }

    /// Height on a page or panel of this width.
    pub fn height(&self, width: Pt) -> Pt {
        width / self.aspect
    }

    /// Draws the picture at its place, and the credit at its spot, against the far edge of the measure; returns their tags.
    pub fn draw(
        &self,
        rect: Rect,
        spot: &Spot,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let reaches = |edge: Pt, trim: Pt| (edge - trim).abs() < Pt(0.01);
        let (right, left) = (reaches(rect.right(), pen.width), reaches(rect.x, Pt::ZERO));
        let runs_off = Sides { top: reaches(rect.y, Pt::ZERO), right, left, bottom: false };
        let image = PlacedImage { picture: Arc::clone(&self.picture), rect, focus: self.focus, runs_off };
        let figure = painter.content(spot.page, vec![Item::Image(image)]);
        let mut tags = vec![TagChild::Node(node(Tag::Figure { alt: self.alt.clone() }, vec![figure]))];
        if let Some(credit) = &self.credit {
            let across = Pen { rtl: !pen.rtl, ..*pen };
            tags.push(TagChild::Node(node(Tag::Caption, across.draw(credit, spot, painter, breaker))));
        }
        tags
    }
}

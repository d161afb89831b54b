//! A page as reports show it: its boxes, and its picture if one was asked for.

use super::canvas::Picture;
use super::page::Leaf;
use crate::units::Rect;

/// A page as far as preflight understands it. All boxes in points from the trim's top left corner.
#[derive(Debug, Clone)]
pub struct PageSketch {
    /// Number from 1.
    pub number: usize,
    /// The sheet after cutting.
    pub trim: Rect,
    /// The bleed box, or the trim if there is none.
    pub bleed: Rect,
    /// The whole page of the file.
    pub media: Rect,
    /// What it looks like, if pictures were asked for and it is among the first pages.
    pub picture: Option<Picture>,
}

impl PageSketch {
    pub(super) fn new(leaf: &Leaf<'_>) -> PageSketch {
        PageSketch {
            number: leaf.number,
            trim: leaf.sheet(),
            bleed: leaf.place(&leaf.edge()),
            media: leaf.place(&leaf.media),
            picture: None,
        }
    }
}

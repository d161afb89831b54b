//! What a page's operators leave on the paper: one painted object at a time.

use std::rc::Rc;

use tiny_skia::{FillRule, Path};

use super::color::{Inks, Space};
use super::light::Look;
use super::shading::Shading;
use super::thumb::Thumb;
use crate::units::{Pt, Rect};

/// A colour in force: its space, and what it comes to.
#[derive(Debug, Clone)]
pub(super) struct Paint {
    pub space: Rc<Space>,
    pub inks: Inks,
    /// The most ink that it has anywhere; more than that of `inks` for gradients and pictures.
    pub most: f32,
    pub look: Look,
    /// Its colour at every place, if it is a gradient.
    pub shading: Option<Rc<Shading>>,
}

impl Paint {
    pub fn new(space: Rc<Space>, values: &[f32]) -> Paint {
        let inks = space.inks(values);
        let look = space.look(values);
        Paint { space, inks, most: inks.total(), look, shading: None }
    }

    /// Black of `DeviceGray`, with which every page begins.
    pub fn initial() -> Paint {
        Paint::new(Rc::new(Space::Gray), &[0.0])
    }
}

/// How an object meets what is under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Blend {
    pub alpha: f32,
    pub overprint: bool,
    /// Overprint mode (ISO 32000-1, 8.6.7).
    pub mode: u8,
    /// Whether it only darkens: Multiply and Darken.
    pub darkens: bool,
}

/// A clip: the box around it, and the shapes if they are more than boxes.
#[derive(Debug, Clone)]
pub(super) struct Clip {
    pub area: Rect,
    pub shapes: Vec<(Rc<Path>, FillRule)>,
}

impl Clip {
    /// Whether it is the very same as another.
    pub fn is(&self, other: &Clip) -> bool {
        self.area == other.area
            && self.shapes.len() == other.shapes.len()
            && self.shapes.iter().zip(&other.shapes).all(|(a, b)| Rc::ptr_eq(&a.0, &b.0) && a.1 == b.1)
    }
}

/// Whether marked content stands in the tag tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    /// Neither tagged nor an artifact.
    Bare,
    Artifact,
    Content(i64),
}

/// A picture's samples, made coarse.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub columns: usize,
    pub rows: usize,
    pub inks: Vec<Inks>,
}

/// The shapes of letters.
pub(super) enum Letters {
    /// At least one of them cannot be told, or nobody asked.
    Unknown,
    /// Spaces alone.
    Blank,
    /// All of them in one path.
    Outlines(Path),
}

/// What kind of object it is.
pub(super) enum Kind<'a> {
    Fill {
        path: &'a Path,
        rule: FillRule,
    },
    /// A line, with its width on paper.
    Stroke {
        path: &'a Path,
        width: Pt,
    },
    /// Letters on one line: their size on paper and what they say.
    Text {
        size: Pt,
        text: &'a str,
        corners: [(f32, f32); 4],
        /// The outlines of the letters, if a picture of the page is drawn.
        letters: Letters,
    },
    /// A picture: its pixels, resolution, whether it is a stencil for the colour in force, and inks where they could be
    /// read.
    Image {
        corners: [(f32, f32); 4],
        pixels: (u32, u32),
        ppi: f32,
        bits: u32,
        stencil: bool,
        grid: Option<Rc<Grid>>,
        /// For a picture of the page, if one is drawn.
        thumb: Option<Rc<Thumb>>,
    },
}

/// One painted object.
pub(super) struct Mark<'a> {
    pub kind: Kind<'a>,
    /// What is seen of it: around its shape, within its clip; points from the trim's top left corner.
    pub area: Rect,
    pub paint: &'a Paint,
    pub blend: Blend,
    pub clip: &'a Clip,
    pub marked: Marked,
}

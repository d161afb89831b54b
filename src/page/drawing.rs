//! Drawings: art of lines and areas, such as a logo, in coordinates of its own.

use std::sync::Arc;

use super::{Item, PlacedImage, Segment, Sides};
use crate::color::{Cmyk, Srgb};
use crate::picture::{Focus, Picture};
use crate::units::Rect;

/// A drawing, read once and shared by every page that shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in units of its coordinates.
    pub width: f32,
    /// Height in those units.
    pub height: f32,
    /// What is drawn, in order.
    pub shapes: Vec<Shape>,
}

/// An area or a line of a drawing; a shape with both is filled first.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outline, in the drawing's units.
    pub segments: Vec<Segment>,
    /// Colour of the inside, if filled.
    pub fill: Option<Tint>,
    /// Whether the inside is what is crossed an odd number of times, rather than what winds around.
    pub even_odd: bool,
    /// The line along the outline, if there is one.
    pub line: Option<Line>,
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Colour.
    pub color: Tint,
    /// Width in the drawing's units.
    pub width: f32,
    /// How its ends look.
    pub cap: Cap,
    /// How its corners look.
    pub join: Join,
    /// Longest point of a mitred corner, in multiples of the width.
    pub miter: f32,
    /// Lengths of dashes and gaps by turns; none for a whole line.
    pub dashes: Vec<f32>,
    /// Where in the dashes the line begins.
    pub dash_start: f32,
}

/// Ends of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Cut off at the end.
    Butt,
    /// Half a circle beyond the end.
    Round,
    /// Half a square beyond the end.
    Square,
}

/// Corners of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Drawn out to a point.
    Miter,
    /// Rounded.
    Round,
    /// Cut off.
    Bevel,
}

/// A colour of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Tint {
    /// As the drawing has it, for screens.
    pub srgb: Srgb,
    /// What is printed.
    pub press: Press,
}

/// How a colour of a drawing is printed.
#[derive(Debug, Clone, PartialEq)]
pub enum Press {
    /// Converted for the printing condition; grays in black ink alone.
    Converted,
    /// In these inks, as declared.
    Inks(Cmyk),
    /// With an ink of its own, by the name that the shop knows; where there is none, in these.
    Spot(Arc<str>, Cmyk),
}

/// A drawing on the page, scaled to fill `rect`.
#[derive(Debug, Clone)]
pub struct PlacedDrawing {
    /// The drawing.
    pub drawing: Arc<Drawing>,
    /// Where, within the trim.
    pub rect: Rect,
}

/// Something to look at: a picture of pixels or a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Art {
    /// Pixels.
    Picture(Arc<Picture>),
    /// Lines and areas.
    Drawing(Arc<Drawing>),
}

impl Art {
    /// Width in multiples of the height.
    #[must_use]
    pub fn aspect(&self) -> f32 {
        match self {
            Art::Picture(picture) => picture.aspect(),
            Art::Drawing(drawing) => drawing.width / drawing.height,
        }
    }

    /// The art within an area; a picture of another aspect is cropped about its focus.
    #[must_use]
    pub fn placed(&self, rect: Rect, focus: Focus) -> Item {
        match self {
            Art::Picture(picture) => {
                let picture = Arc::clone(picture);
                Item::Image(PlacedImage { picture, rect, focus, runs_off: Sides::default() })
            }
            Art::Drawing(drawing) => Item::Drawing(PlacedDrawing { drawing: Arc::clone(drawing), rect }),
        }
    }
}

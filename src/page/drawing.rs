//! Drawings: art of lines and areas, such as a logo, in coordinates of its own.

use std::sync::Arc;

use super::{Item, PlacedImage, Segment, Sides};
use crate::color::{Cmyk, Srgb};
use crate::picture::{Focus, Picture};
use crate::units::{Point, Rect};

/// A drawing, read once and shared by every page that shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in units of its coordinates.
    pub width: f32,
    /// Height in those units.
    pub height: f32,
    /// What is drawn, in order.
    pub parts: Vec<Part>,
}

/// A piece of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// An area or a line.
    Shape(Shape),
    /// Pieces that are clipped together, or let the ground through together.
    Group(Group),
}

/// Pieces of a drawing that are seen as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// How opaque they are together, from 0 to 1.
    pub opacity: f32,
    /// Within which outlines they are seen: within all of them.
    pub clips: Vec<Clip>,
    /// The pieces, in order.
    pub parts: Vec<Part>,
}

/// An outline within which something is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    /// The outline, in the drawing's units.
    pub segments: Vec<Segment>,
    /// Whether the inside is what is crossed an odd number of times.
    pub even_odd: bool,
}

/// An area or a line of a drawing; a shape with both is filled first.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outline, in the drawing's units.
    pub segments: Vec<Segment>,
    /// What the inside is covered with, if anything.
    pub fill: Option<Coat>,
    /// Whether the inside is what is crossed an odd number of times, rather than what winds around.
    pub even_odd: bool,
    /// The line along the outline, if there is one.
    pub line: Option<Line>,
}

/// What an area or a line is covered with.
#[derive(Debug, Clone, PartialEq)]
pub struct Coat {
    /// Its colour or colours.
    pub paint: Paint,
    /// How opaque it is, from 0 to 1.
    pub opacity: f32,
}

/// One colour, or one that turns into others.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// The same everywhere.
    Plain(Tint),
    /// From stop to stop.
    Gradient(Gradient),
}

/// Colours that turn into each other. Before the first and after the last stop their colours go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// Along what the stops lie.
    pub course: Course,
    /// From the coordinates of the course to the drawing's: a to f of ISO 32000-1, 8.3.3.
    pub place: [f32; 6],
    /// The colours; at least two, at rising offsets.
    pub stops: Vec<Stop>,
}

/// Along what the stops of a gradient lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Course {
    /// A straight line, and all lines across it.
    Linear {
        /// Offset 0.
        from: Point,
        /// Offset 1.
        to: Point,
    },
    /// Circles, of which the first lies within the last.
    Radial {
        /// Middle and radius at offset 0.
        from: (Point, f32),
        /// Middle and radius at offset 1.
        to: (Point, f32),
    },
}

/// A colour at its place in a gradient.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// From 0 to 1.
    pub offset: f32,
    /// The colour.
    pub tint: Tint,
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is covered with.
    pub coat: Coat,
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

impl Drawing {
    /// Whether something in it lets what lies below shine through.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        is_transparent(&self.parts)
    }

    /// The names of its inks besides the four, each as often as it is used.
    #[must_use]
    pub fn spots(&self) -> Vec<&Arc<str>> {
        let mut found = Vec::new();
        spots(&self.parts, &mut found);
        found
    }

    /// Every colour in it.
    pub fn tints_mut(&mut self) -> Vec<&mut Tint> {
        let mut found = Vec::new();
        collect(&mut self.parts, &mut found);
        found
    }
}

impl From<Tint> for Coat {
    /// One colour, opaque.
    fn from(tint: Tint) -> Coat {
        Coat { paint: Paint::Plain(tint), opacity: 1.0 }
    }
}

fn is_transparent(parts: &[Part]) -> bool {
    let shines = |coat: Option<&Coat>| coat.is_some_and(|coat| coat.opacity < 1.0);
    parts.iter().any(|part| match part {
        Part::Shape(shape) => shines(shape.fill.as_ref()) || shines(shape.line.as_ref().map(|line| &line.coat)),
        Part::Group(group) => group.opacity < 1.0 || is_transparent(&group.parts),
    })
}

fn spots<'a>(parts: &'a [Part], found: &mut Vec<&'a Arc<str>>) {
    for part in parts {
        match part {
            Part::Shape(shape) => {
                for coat in shape.fill.iter().chain(shape.line.iter().map(|line| &line.coat)) {
                    // The colours of a gradient are turned into the four.
                    if let Paint::Plain(Tint { press: Press::Spot(name, _), .. }) = &coat.paint {
                        found.push(name);
                    }
                }
            }
            Part::Group(group) => spots(&group.parts, found),
        }
    }
}

fn collect<'a>(parts: &'a mut [Part], found: &mut Vec<&'a mut Tint>) {
    for part in parts {
        match part {
            Part::Shape(shape) => {
                for coat in shape.fill.iter_mut().chain(shape.line.iter_mut().map(|line| &mut line.coat)) {
                    match &mut coat.paint {
                        Paint::Plain(tint) => found.push(tint),
                        Paint::Gradient(gradient) => found.extend(gradient.stops.iter_mut().map(|stop| &mut stop.tint)),
                    }
                }
            }
            Part::Group(group) => collect(&mut group.parts, found),
        }
    }
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

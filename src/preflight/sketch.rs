//! A schema of a page for reports: areas, lines, type as boxes, pictures as their mean colour.

use std::fmt::Write;

use tiny_skia::{Path, PathSegment};

use super::mark::{Kind, Mark};
use super::page::Leaf;
use crate::units::{Pt, Rect};

/// Most shapes of a page.
const MOST_SHAPES: usize = 4000;
/// Most characters of one shape; a longer one is drawn as the box around it.
const MOST_LENGTH: usize = 80_000;
/// Most characters of all shapes.
const MOST_TOTAL: usize = 1_500_000;

/// One shape of a schema.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its outline as path data of SVG, in points from the trim's top left corner.
    pub path: String,
    /// Roughly its colour.
    pub srgb: [u8; 3],
    /// From 0 to 1.
    pub opacity: f32,
    /// Width if it is a line.
    pub line: Option<Pt>,
}

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
    /// What is drawn, from the bottom up.
    pub shapes: Vec<Shape>,
    /// Whether more is drawn than the schema holds.
    pub cut_short: bool,
}

/// A schema that is being drawn.
pub(super) struct Sketch {
    page: PageSketch,
    length: usize,
}

impl Sketch {
    pub fn new(leaf: &Leaf<'_>) -> Sketch {
        let page = PageSketch {
            number: leaf.number,
            trim: leaf.sheet(),
            bleed: leaf.place(&leaf.edge()),
            media: leaf.place(&leaf.media),
            shapes: Vec::new(),
            cut_short: false,
        };
        Sketch { page, length: 0 }
    }

    /// Adds an object.
    pub fn add(&mut self, mark: &Mark<'_>) {
        if self.page.shapes.len() >= MOST_SHAPES || self.length > MOST_TOTAL {
            self.page.cut_short = true;
            return;
        }
        let (path, line) = match &mark.kind {
            Kind::Fill { path, .. } if within(path, &mark.area) => (outline(path), None),
            Kind::Fill { .. } => (upright(&mark.area), None),
            Kind::Stroke { path, width } => (outline(path), Some(*width)),
            Kind::Text { corners, .. } | Kind::Image { corners, .. } => (quad(corners), None),
        };
        let path = if path.len() > MOST_LENGTH { upright(&mark.area) } else { path };
        let text = matches!(mark.kind, Kind::Text { .. });
        let opacity = mark.blend.alpha * if text { 0.6 } else { 1.0 };
        self.length += path.len();
        self.page.shapes.push(Shape { path, srgb: mark.paint.srgb, opacity, line });
    }

    pub fn finish(self) -> PageSketch {
        self.page
    }
}

/// Whether nothing of a path is clipped away.
fn within(path: &Path, area: &Rect) -> bool {
    let b = path.bounds();
    let whole = Rect { x: Pt(b.left()), y: Pt(b.top()), width: Pt(b.width()), height: Pt(b.height()) };
    area.holds(&whole, Pt(0.5))
}

fn outline(path: &Path) -> String {
    let mut data = String::new();
    for segment in path.segments() {
        // Writing to a string cannot fail.
        let _ = match segment {
            PathSegment::MoveTo(p) => write!(data, "M{:.1} {:.1}", p.x, p.y),
            PathSegment::LineTo(p) => write!(data, "L{:.1} {:.1}", p.x, p.y),
            PathSegment::QuadTo(a, p) => write!(data, "Q{:.1} {:.1} {:.1} {:.1}", a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => {
                write!(data, "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", a.x, a.y, b.x, b.y, p.x, p.y)
            }
            PathSegment::Close => write!(data, "Z"),
        };
        if data.len() > MOST_LENGTH {
            break;
        }
    }
    data
}

fn quad(corners: &[(f32, f32); 4]) -> String {
    let points: Vec<String> = corners.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    format!("M{}Z", points.join("L"))
}

fn upright(area: &Rect) -> String {
    format!("M{:.1} {:.1}h{:.1}v{:.1}h{:.1}Z", area.x.0, area.y.0, area.width.0, area.height.0, -area.width.0)
}

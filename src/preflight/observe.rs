//! Holds every painted object against the rules for colour, type, lines, pictures and margins, and passes it on to the
//! ink raster and to the picture of the page.

use std::collections::BTreeSet;
use std::rc::Rc;

use lopdf::ObjectId;
use tiny_skia::{Path, PathSegment};

use super::canvas::Canvas;
use super::color::Space;
use super::edges;
use super::finding::Findings;
use super::ink;
use super::light::Light;
use super::mark::{Kind, Mark, Marked, Paint};
use super::page::Leaf;
use super::pdf::Pdf;
use super::raster::Raster;
use super::sketch::PageSketch;
use super::tags::Tags;
use super::{Options, Standard};
use crate::rules;
use crate::units::{Mm, Pt, Rect};

/// Pixels an inch at or below which a picture is refused, and warned of (GWG 2022, R0031).
const COARSE: f32 = 149.0;
/// See [`COARSE`].
const SOFT: f32 = 224.0;
/// Pictures no larger than this are swatches, not pictures.
const SWATCH: u32 = 16;
/// Least width of a line (GWG 2022, R0018).
const HAIRLINE: f32 = 0.25;
/// Black type below this size has to overprint (GWG 2022, R0009 and R0011).
const BLACK_SIZE: f32 = 12.0;
/// Least size of white type (GWG 2022, R0016).
const WHITE_SIZE: f32 = 8.0;
/// Least size of type in several inks (GWG 2022, R0017).
const INKS_SIZE: f32 = 5.0;
/// From this much black on a colour counts as black.
const BLACK: f32 = 0.85;
/// Most ink of black type, in per cent (GWG 2022, R0015).
const RICH_BLACK: f32 = 280.0;
/// Rounding of an object's ink, in per cent.
const INK_SLACK: f32 = 0.5;
/// A profile's own limit is met between the points of its table only to some per cent.
const PICTURE_SLACK: f32 = 6.0;
/// Rounding of sizes and inks.
const SLACK: f32 = 0.01;
/// Most letters of a page whose outlines are drawn.
const MOST_LETTERS: usize = 100_000;
/// Least number of edges of a QR code drawn as one path.
const CODE_EDGES: usize = 150;

/// Looks on while a page is drawn.
pub(super) struct Observer {
    pub page: usize,
    pub findings: Findings,
    /// Above zero while something is drawn that is not itself on the page: masks, tiles, letters of drawn fonts.
    pub quiet: usize,
    /// Above zero while something is drawn that belongs to a layer that is switched off.
    pub hidden: usize,
    /// The heaviest colour of what was drawn quietly.
    pub heaviest: Option<Paint>,
    /// Drawn fonts whose letters have been looked at.
    pub drawn_fonts: BTreeSet<ObjectId>,
    standard: Standard,
    options: Options,
    tags: Option<Rc<Tags>>,
    sheet: Rect,
    edge: Rect,
    /// Whether the file says where the page is cut.
    has_trim: bool,
    id: Option<ObjectId>,
    raster: Option<Raster>,
    sketch: PageSketch,
    canvas: Option<Canvas>,
    letters_left: usize,
}

impl Observer {
    pub fn new(
        leaf: &Leaf<'_>,
        standard: Standard,
        options: &Options,
        tags: Option<&Rc<Tags>>,
        light: Option<&Rc<Light>>,
        findings: Findings,
    ) -> Self {
        let (sheet, edge) = (leaf.sheet(), leaf.place(&leaf.edge()));
        Observer {
            page: leaf.number,
            findings,
            quiet: 0,
            hidden: 0,
            heaviest: None,
            drawn_fonts: BTreeSet::new(),
            standard,
            options: *options,
            tags: tags.cloned(),
            sheet,
            edge,
            has_trim: leaf.trim.or(leaf.art).is_some(),
            id: leaf.id,
            raster: standard.is_print().then(|| Raster::new(edge)),
            canvas: light.and_then(|light| Canvas::new(&leaf.place(&leaf.media), Rc::clone(light))),
            letters_left: MOST_LETTERS,
            sketch: PageSketch::new(leaf),
        }
    }

    /// Whether anybody asks for the ink of pictures.
    pub fn measures_ink(&self) -> bool {
        self.raster.is_some()
    }

    /// The light to draw a picture of the page by, if one is drawn.
    pub fn light(&self) -> Option<&Light> {
        self.canvas.as_ref().map(|canvas| canvas.light.as_ref())
    }

    /// Counts letters whose outlines are drawn; false when there have been too many, or while something is drawn quietly.
    pub fn count_letters(&mut self, count: usize) -> bool {
        let enough = self.letters_left >= count && self.quiet == 0;
        if enough {
            self.letters_left -= count;
        }
        enough
    }

    /// One painted object.
    pub fn paint(&mut self, mark: &Mark<'_>) {
        let print = self.standard.is_print();
        if print {
            self.color(mark);
        }
        // The standard speaks of all that is in the file, paper and ink only of what is shown.
        if print && self.hidden > 0 {
            return;
        }
        if self.quiet > 0 {
            if self.heaviest.as_ref().is_none_or(|heaviest| mark.paint.most > heaviest.most) {
                self.heaviest = Some(mark.paint.clone());
            }
            return;
        }
        if print {
            self.overprint(mark);
            self.object(mark);
            self.margins(mark);
        } else {
            self.tagged(mark);
        }
        if let Some(raster) = &mut self.raster {
            raster.paint(mark);
        }
        if self.hidden > 0 {
            return;
        }
        if let Some(canvas) = &mut self.canvas {
            canvas.add(mark);
        }
    }

    /// What the whole page comes to.
    pub fn finish(mut self, pdf: &Pdf) -> (PageSketch, Findings) {
        if let Some(raster) = &self.raster {
            ink::check(raster, self.page, &self.options, &mut self.findings);
            if self.has_trim {
                edges::check(raster, &self.sheet, self.page, &self.options, &mut self.findings);
            }
            if raster.gave_up() {
                pdf.exceed(format!("page {} paints so much that its ink was not measured to the end", self.page));
            }
        }
        self.sketch.picture = self.canvas.and_then(Canvas::finish);
        (self.sketch, self.findings)
    }

    /// Process and declared spot colours alone (GWG 2022, R0027).
    fn color(&mut self, mark: &Mark<'_>) {
        let (page, area) = (self.page, mark.area);
        match foreign(&mark.paint.space) {
            Some(Space::Rgb) => {
                self.findings.at(&rules::COLOR_RGB, page, area, || format!("{} in DeviceRGB", what(mark)));
            }
            Some(Space::Managed(name, values)) => {
                let (name, values) = (*name, *values);
                let message = || format!("{} in {name} of {values} values instead of plain inks", what(mark));
                self.findings.at(&rules::COLOR_MANAGED, page, area, message);
            }
            Some(Space::Unknown(name)) => {
                let message = || format!("{} in a colour space that is not declared: {name}", what(mark));
                self.findings.at(&rules::PDF_CONTENT, page, area, message);
            }
            _ => {}
        }
        if let Space::Spot(names, ..) = mark.paint.space.as_ref() {
            let process = ["Cyan", "Magenta", "Yellow", "Black", "All", "None"];
            if let Some(name) = names.iter().find(|name| !process.contains(&name.as_str())) {
                let message = || format!("{} in the ink “{name}”: a plate more than the four", what(mark));
                self.findings.at(&rules::SPOT_COLOR, page, area, message);
            }
        }
    }

    fn overprint(&mut self, mark: &Mark<'_>) {
        let Mark { paint, blend, area, .. } = mark;
        let (page, area) = (self.page, *area);
        let picture = matches!(mark.kind, Kind::Image { .. });
        if paint.inks.is_white() && paint.most == 0.0 && blend.overprint && !picture {
            let message = || format!("{} is white and set to overprint: it vanishes", what(mark));
            self.findings.at(&rules::WHITE_OVERPRINT, page, area, message);
        }
        let Kind::Text { size, .. } = mark.kind else { return };
        let black = matches!(*paint.space, Space::Cmyk) && paint.inks.is_k100();
        if black && size.0 < BLACK_SIZE - SLACK && !(blend.overprint && blend.mode == 1) {
            let message = || format!("{} in black does not overprint", what(mark));
            self.findings.at(&rules::BLACK_KNOCKOUT, page, area, message);
        }
        if *paint.space == Space::Gray && size.0 < BLACK_SIZE - SLACK {
            self.findings.at(&rules::GRAY_TEXT, page, area, || format!("{} in DeviceGray", what(mark)));
        }
    }

    /// Limits of single objects.
    fn object(&mut self, mark: &Mark<'_>) {
        let Mark { paint, area, .. } = mark;
        let (page, area, limit) = (self.page, *area, self.options.ink);
        let inks = paint.inks;
        let seen = self.edge.overlaps(&area, Pt::ZERO);
        match &mark.kind {
            Kind::Text { size, .. } => {
                if inks.cmyk[3] >= BLACK && inks.total() > RICH_BLACK + SLACK {
                    let message = || format!("{} in black with {:.0} % of ink", what(mark), inks.total());
                    self.findings.at(&rules::TEXT_RICH_BLACK, page, area, message);
                }
                if inks.plates() > 1 && size.0 < INKS_SIZE - SLACK {
                    let message = || format!("{} in {} inks", what(mark), inks.plates());
                    self.findings.at(&rules::TEXT_INKS, page, area, message);
                }
                if inks.is_white() && size.0 < WHITE_SIZE - SLACK {
                    self.findings.at(&rules::TEXT_REVERSED, page, area, || format!("{} in white", what(mark)));
                }
            }
            Kind::Stroke { width, .. } if width.0 < HAIRLINE - 0.001 => {
                self.findings.at(&rules::HAIRLINE, page, area, || format!("a line of {:.2} pt", width.0));
            }
            Kind::Image { pixels, ppi, bits, grid, .. } => {
                let metres = self.options.viewing_metres.max(1.0);
                let rule = if *ppi <= COARSE / metres { &rules::IMAGE_COARSE } else { &rules::IMAGE_SOFT };
                let large = pixels.0.max(pixels.1) > SWATCH && *bits > 1 && ppi.is_finite();
                if large && seen && *ppi <= SOFT / metres {
                    self.findings.at(rule, page, area, || {
                        let width = area.width.mm().0;
                        format!(
                            "a picture of {} × {} pixels, {width:.0} mm wide, has {ppi:.0} pixels an inch",
                            pixels.0, pixels.1
                        )
                    });
                }
                if grid.is_none() && large {
                    let message = || format!("the ink of {} could not be measured", what(mark));
                    self.findings.at(&rules::INK_UNKNOWN, page, area, message);
                }
            }
            _ => {}
        }
        let slack = if matches!(mark.kind, Kind::Image { .. }) { PICTURE_SLACK } else { INK_SLACK };
        // Marks for cutting stand on every plate, beyond what is printed.
        if seen && paint.most > limit + slack && !matches!(mark.kind, Kind::Text { .. }) {
            let message = || format!("{} with {:.0} % of ink; the limit is {limit:.0} %", what(mark), paint.most);
            self.findings.at(&rules::INK_OBJECT, page, area, message);
        }
    }

    /// Text and codes keep away from where the sheet is cut.
    fn margins(&mut self, mark: &Mark<'_>) {
        let code = match &mark.kind {
            Kind::Text { .. } => false,
            Kind::Fill { path, .. } => is_code(path),
            Kind::Image { pixels, bits, .. } => is_code_picture(*pixels, *bits, &mark.area),
            Kind::Stroke { .. } => return,
        };
        if !code && !matches!(mark.kind, Kind::Text { .. }) {
            return;
        }
        let (page, area, safe) = (self.page, mark.area, self.options.safe);
        let name = || if code { "a code".to_owned() } else { what(mark) };
        // What lies wholly outside is not part of the leaflet, such as the line with the file's name beside the marks.
        if !self.sheet.overlaps(&area, Mm(0.1).pt()) {
        } else if !self.sheet.holds(&area, Mm(0.1).pt()) {
            self.findings
                .at(&rules::TEXT_CUT, page, area, || format!("{} reaches over the trim: it will be cut", name()));
        } else if !self.sheet.inset(safe.pt()).holds(&area, Mm(0.1).pt()) {
            let gap = least_gap(&self.sheet, &area);
            let message = || {
                format!("{} is {:.1} mm from the trim, within the {:.0} mm that cutting needs", name(), gap.0, safe.0)
            };
            self.findings.at(&rules::SAFE_ZONE, page, area, message);
        }
    }

    /// Everything on the page is in the tag tree or an artifact (ISO 14289-1, 7.1).
    fn tagged(&mut self, mark: &Mark<'_>) {
        let (page, area) = (self.page, mark.area);
        match mark.marked {
            Marked::Artifact => {}
            Marked::Content(id) if self.tags.as_ref().is_none_or(|tags| tags.has(self.id, id)) => {}
            Marked::Content(id) => self.findings.at(&rules::UA_UNTAGGED, page, area, || {
                format!("{} is marked with number {id}, which the tag tree does not have", what(mark))
            }),
            Marked::Bare => self
                .findings
                .at(&rules::UA_UNTAGGED, page, area, || format!("{} is neither tagged nor an artifact", what(mark))),
        }
    }
}

/// The part of a space that is not plain inks, if any.
fn foreign(space: &Space) -> Option<&Space> {
    match space {
        Space::Gray | Space::Cmyk | Space::Pattern(None) => None,
        Space::Rgb | Space::Managed(..) | Space::Unknown(_) => Some(space),
        Space::Spot(_, inner, _) | Space::Indexed(inner, _) | Space::Pattern(Some(inner)) => foreign(inner),
    }
}

/// An object in words.
fn what(mark: &Mark<'_>) -> String {
    match &mark.kind {
        Kind::Fill { .. } => "an area".to_owned(),
        Kind::Stroke { .. } => "a line".to_owned(),
        Kind::Image { .. } => "a picture".to_owned(),
        Kind::Text { size, text, .. } => {
            let text: String = text.trim().chars().filter(|c| !c.is_control()).take(30).collect();
            if text.is_empty() {
                format!("text of {:.1} pt", size.0)
            } else {
                format!("“{text}” of {:.1} pt", size.0)
            }
        }
    }
}

/// The least distance of a rectangle from the sides of one around it.
fn least_gap(outer: &Rect, inner: &Rect) -> Mm {
    let sides = [inner.x - outer.x, inner.y - outer.y, outer.right() - inner.right(), outer.bottom() - inner.bottom()];
    sides.into_iter().fold(Pt(f32::MAX), Pt::min).mm()
}

/// Whether a path looks like a QR code: nearly square, and many edges that are all upright or level.
fn is_code(path: &Path) -> bool {
    let bounds = path.bounds();
    let square = (0.8..1.25).contains(&(bounds.width() / bounds.height()));
    if !square || path.verbs().len() < CODE_EDGES || bounds.width() < Mm(8.0).pt().0 {
        return false;
    }
    let mut pen = tiny_skia::Point::zero();
    path.segments().all(|segment| match segment {
        PathSegment::MoveTo(to) => {
            pen = to;
            true
        }
        PathSegment::LineTo(to) => {
            let straight = (to.x - pen.x).abs() < SLACK || (to.y - pen.y).abs() < SLACK;
            pen = to;
            straight
        }
        PathSegment::Close => true,
        _ => false,
    })
}

/// Whether a picture looks like a QR code: square, few pixels, black and white.
fn is_code_picture(pixels: (u32, u32), bits: u32, area: &Rect) -> bool {
    let square = pixels.0 == pixels.1 && (area.width - area.height).abs() < Pt(1.0);
    square && bits == 1 && (21..=1000).contains(&pixels.0)
}

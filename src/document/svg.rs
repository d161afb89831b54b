//! SVG files as drawings: plain areas and lines. What cannot be drawn faithfully is named, never left out.

use usvg::roxmltree;
use usvg::tiny_skia_path::{PathSegment, Stroke as Pen};

use crate::color::Srgb;
use crate::limits;
use crate::page::{Cap, Drawing, Join, Line, Press, Segment, Shape, Tint};
use crate::units::{Point, Pt};

/// Most bytes of a drawing.
const MAX_BYTES: usize = limits::DRAWING_BYTES;
/// Most elements inside each other: they are walked by functions that call themselves.
const MAX_DEPTH: usize = limits::DRAWING_DEPTH;
/// How far a clip may cut into what it holds and still be taken for a frame around it, in shares of the size.
const FRAME: f32 = 0.002;
/// Elements that are told by their names alone; all others are seen when the tree is made.
const NOT_DRAWN: [&str; 9] =
    ["text", "image", "foreignObject", "script", "animate", "animateTransform", "animateMotion", "set", "video"];

/// Why a file is not drawn.
pub(super) enum Fault {
    /// It is no SVG that can be read; in words.
    Broken(String),
    /// What it has that is not drawn, each with its line.
    Elements(Vec<String>),
}

/// Reads an SVG file.
///
/// # Errors
/// If it is damaged, too large, or holds what is not drawn.
pub(super) fn read(bytes: &[u8]) -> Result<Drawing, Fault> {
    let broken = |what: &str| Fault::Broken(what.to_owned());
    if bytes.len() > MAX_BYTES {
        return Err(broken("the drawing is larger than 4 MiB"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| broken("the file is not UTF-8 text"))?;
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let xml = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| Fault::Broken(format!("the file is damaged: {error}")))?;
    let mut reader = Reader { xml: &xml, text, faults: Vec::new(), shapes: Vec::new() };
    for node in xml.descendants().filter(roxmltree::Node::is_element) {
        if node.ancestors().count() > MAX_DEPTH {
            return Err(broken("its elements are nested too deeply"));
        }
        let hidden = || node.ancestors().any(|above| above.attribute("display") == Some("none"));
        if NOT_DRAWN.contains(&node.tag_name().name()) && !hidden() {
            reader.fault(Some(node), node.tag_name().name());
        }
    }
    // Nothing is fetched: embedded and linked pictures have been named above.
    let resolver =
        usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = usvg::Options { image_href_resolver: resolver, ..usvg::Options::default() };
    let tree = usvg::Tree::from_xmltree(&xml, &options)
        .map_err(|error| Fault::Broken(format!("the file cannot be used: {error}")))?;
    reader.group(tree.root());
    if !reader.faults.is_empty() {
        return Err(Fault::Elements(reader.faults));
    }
    if reader.shapes.is_empty() {
        return Err(broken("the drawing shows nothing"));
    }
    Ok(Drawing { width: tree.size().width(), height: tree.size().height(), shapes: reader.shapes })
}

/// Collects shapes and what is not drawn.
struct Reader<'a> {
    xml: &'a roxmltree::Document<'a>,
    text: &'a str,
    faults: Vec<String>,
    shapes: Vec<Shape>,
}

impl Reader<'_> {
    /// Names an element that is not drawn, once for each line.
    fn fault(&mut self, node: Option<roxmltree::Node<'_, '_>>, what: &str) {
        let line = node.map(|node| self.text[..node.range().start].matches('\n').count() + 1);
        let line = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        let fault = format!("{line}<{what}> is not drawn");
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    /// Names what the element of this id asks for.
    fn fault_of(&mut self, id: &str, what: &str) {
        let xml = self.xml;
        let node = xml.descendants().find(|node| !id.is_empty() && node.attribute("id") == Some(id));
        self.fault(node, what);
    }

    fn group(&mut self, group: &usvg::Group) {
        if let Some(mask) = group.mask() {
            self.fault_of(mask.id(), "mask");
        }
        for filter in group.filters() {
            self.fault_of(filter.id(), "filter");
        }
        if let Some(clip) = group.clip_path().filter(|clip| !is_frame(clip, group)) {
            self.fault_of(clip.id(), "clipPath");
        }
        if group.opacity() != usvg::Opacity::ONE {
            self.fault_of(group.id(), "g opacity");
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            self.fault_of(group.id(), "g mix-blend-mode");
        }
        for child in group.children() {
            match child {
                usvg::Node::Group(group) => self.group(group),
                usvg::Node::Path(path) if path.is_visible() => self.path(path),
                usvg::Node::Path(_) => {}
                usvg::Node::Image(image) => self.fault_of(image.id(), "image"),
                usvg::Node::Text(text) => self.fault_of(text.id(), "text"),
            }
        }
    }

    fn path(&mut self, path: &usvg::Path) {
        let fill = path.fill().and_then(|fill| {
            let tint = self.tint(path.id(), fill.paint(), fill.opacity(), "fill-opacity")?;
            Some((tint, fill.rule() == usvg::FillRule::EvenOdd))
        });
        let line = path.stroke().and_then(|stroke| {
            let tint = self.tint(path.id(), stroke.paint(), stroke.opacity(), "stroke-opacity")?;
            Some((stroke, tint))
        });
        let area = fill.and_then(|(tint, even_odd)| {
            let segments = segments(&path.data().clone().transform(path.abs_transform())?);
            Some(Shape { segments, fill: Some(tint), even_odd, line: None })
        });
        let line = line.and_then(|(stroke, tint)| outlined(path, stroke, tint));
        match path.paint_order() {
            usvg::PaintOrder::FillAndStroke => self.shapes.extend(area.into_iter().chain(line)),
            usvg::PaintOrder::StrokeAndFill => self.shapes.extend(line.into_iter().chain(area)),
        }
    }

    /// A plain opaque colour; anything else is named.
    fn tint(&mut self, id: &str, paint: &usvg::Paint, opacity: usvg::Opacity, key: &str) -> Option<Tint> {
        if opacity != usvg::Opacity::ONE {
            self.fault_of(id, &format!("path {key}"));
        }
        match paint {
            usvg::Paint::Color(color) => {
                let srgb = Srgb { r: color.red, g: color.green, b: color.blue };
                return Some(Tint { srgb, press: Press::Converted });
            }
            usvg::Paint::LinearGradient(gradient) => self.fault_of(gradient.id(), "linearGradient"),
            usvg::Paint::RadialGradient(gradient) => self.fault_of(gradient.id(), "radialGradient"),
            usvg::Paint::Pattern(pattern) => self.fault_of(pattern.id(), "pattern"),
        }
        None
    }
}

/// Whether a clip is a rectangle around all that it holds, as drawing programs write it for the sheet; it cuts nothing.
fn is_frame(clip: &usvg::ClipPath, group: &usvg::Group) -> bool {
    let [usvg::Node::Path(frame)] = clip.root().children() else { return false };
    let bounds = frame.data().bounds();
    let at_corner =
        |x: f32, y: f32| [bounds.left(), bounds.right()].contains(&x) && [bounds.top(), bounds.bottom()].contains(&y);
    let is_rectangle = clip.clip_path().is_none()
        && frame.data().len() <= 6
        && frame.data().segments().all(|segment| match segment {
            PathSegment::MoveTo(p) | PathSegment::LineTo(p) => at_corner(p.x, p.y),
            PathSegment::Close => true,
            PathSegment::QuadTo(..) | PathSegment::CubicTo(..) => false,
        });
    let place = group.abs_transform().pre_concat(clip.transform()).pre_concat(frame.abs_transform());
    let Some(frame) = bounds.transform(place).filter(|_| is_rectangle && !place.has_skew()) else { return false };
    let held = group.abs_stroke_bounding_box();
    let near = FRAME * frame.width().max(frame.height());
    held.left() >= frame.left() - near
        && held.right() <= frame.right() + near
        && held.top() >= frame.top() - near
        && held.bottom() <= frame.bottom() + near
}

/// A line along a path; one that is stretched unevenly becomes the area that it covers.
fn outlined(path: &usvg::Path, stroke: &usvg::Stroke, tint: Tint) -> Option<Shape> {
    let place = path.abs_transform();
    let (across, down) = place.get_scale();
    if place.has_skew() || (across - down).abs() > 0.001 * across.max(down) {
        let pen: Pen = stroke.to_tiny_skia();
        let covered = path.data().stroke(&pen, across.max(down).max(1.0) * 4.0)?.transform(place)?;
        return Some(Shape { segments: segments(&covered), fill: Some(tint), even_odd: false, line: None });
    }
    let line = Line {
        color: tint,
        width: stroke.width().get() * across,
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => Cap::Butt,
            usvg::LineCap::Round => Cap::Round,
            usvg::LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
            usvg::LineJoin::Round => Join::Round,
            usvg::LineJoin::Bevel => Join::Bevel,
        },
        miter: stroke.miterlimit().get(),
        dashes: stroke.dasharray().unwrap_or_default().iter().map(|dash| dash * across).collect(),
        dash_start: stroke.dashoffset() * across,
    };
    let segments = segments(&path.data().clone().transform(place)?);
    Some(Shape { segments, fill: None, even_odd: false, line: Some(line) })
}

/// An outline; quadratic curves become cubic ones.
fn segments(path: &usvg::tiny_skia_path::Path) -> Vec<Segment> {
    let at = |p: usvg::tiny_skia_path::Point| Point { x: Pt(p.x), y: Pt(p.y) };
    let between = |a: usvg::tiny_skia_path::Point, b: usvg::tiny_skia_path::Point| {
        let share = |a: f32, b: f32| Pt(a + (b - a) * 2.0 / 3.0);
        Point { x: share(a.x, b.x), y: share(a.y, b.y) }
    };
    let mut last = usvg::tiny_skia_path::Point::zero();
    path.segments()
        .map(|segment| match segment {
            PathSegment::MoveTo(p) => {
                last = p;
                Segment::Move(at(p))
            }
            PathSegment::LineTo(p) => {
                last = p;
                Segment::Line(at(p))
            }
            PathSegment::QuadTo(control, p) => {
                let curve = Segment::Curve(between(last, control), between(p, control), at(p));
                last = p;
                curve
            }
            PathSegment::CubicTo(a, b, p) => {
                last = p;
                Segment::Curve(at(a), at(b), at(p))
            }
            PathSegment::Close => Segment::Close,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\" width=\"200\" height=\"100\">\n{inside}</svg>"
        )
    }

    fn faults(inside: &str) -> Vec<String> {
        match read(svg(inside).as_bytes()) {
            Err(Fault::Elements(found)) => found,
            Err(Fault::Broken(what)) => vec![what],
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn areas_and_lines_come_out_in_the_size_of_the_drawing() {
        let drawing = read(svg("<rect width='100' height='50' fill='#0b3d6b'/><path d='M0 0L10 10' fill='none' stroke='red' stroke-width='3'/>").as_bytes());
        let Ok(drawing) = drawing else { panic!("drawn") };
        assert_eq!((drawing.width, drawing.height), (200.0, 100.0));
        assert_eq!(drawing.shapes.len(), 2);
        let fill = drawing.shapes[0].fill.as_ref().expect("filled");
        assert_eq!(fill.srgb, Srgb { r: 0x0b, g: 0x3d, b: 0x6b });
        assert!(drawing.shapes[0].segments.contains(&Segment::Line(Point { x: Pt(200.0), y: Pt(100.0) })));
        assert_eq!(drawing.shapes[1].line.as_ref().map(|line| line.width), Some(6.0));
    }

    #[test]
    fn what_is_not_drawn_is_named_with_its_line() {
        let area = "<rect width='9' height='9'/>\n";
        assert_eq!(faults(&format!("{area}<text x='1'>Namn</text>")), ["line 3: <text> is not drawn"]);
        assert_eq!(
            faults(&format!("{area}<image href='data:image/png;base64,AA=='/>")),
            ["line 3: <image> is not drawn"]
        );
        let gradient = "<linearGradient id='a'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient>\n<rect width='9' height='9' fill='url(#a)'/>";
        assert_eq!(faults(gradient), ["line 2: <linearGradient> is not drawn"]);
        assert_eq!(
            faults("<rect id='b' width='9' height='9' fill-opacity='.5'/>"),
            ["line 2: <path fill-opacity> is not drawn"]
        );
        assert_eq!(
            faults("<g id='c' opacity='.5'><rect width='9' height='9'/><rect width='9' height='9' x='4'/></g>"),
            ["line 2: <g opacity> is not drawn"]
        );
        let mask =
            "<mask id='m'><rect width='5' height='5' fill='white'/></mask><rect width='9' height='9' mask='url(#m)'/>";
        assert_eq!(faults(mask), ["line 2: <mask> is not drawn"]);
        assert_eq!(faults(""), ["the drawing shows nothing"]);
    }

    #[test]
    fn a_clip_around_the_whole_sheet_is_passed_over_and_one_that_cuts_is_not() {
        let clipped = |width: u32| {
            format!(
                "<clipPath id='k'><rect width='{width}' height='50'/></clipPath><g clip-path='url(#k)'><rect width='90' height='50'/></g>"
            )
        };
        assert_eq!(faults(&clipped(100)), Vec::<String>::new());
        assert_eq!(faults(&clipped(80)), ["line 2: <clipPath> is not drawn"]);
    }

    #[test]
    fn nothing_overflows_the_stack() {
        let deep = format!("{}<rect width='9' height='9'/>{}", "<g>".repeat(5000), "</g>".repeat(5000));
        assert!(
            faults(&deep)[0].starts_with("its elements are nested")
                || faults(&deep)[0].starts_with("the file is damaged")
        );
    }
}

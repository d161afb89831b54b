//! SVG files as drawings: areas and lines in colours and gradients, clipped and opaque as they are. What cannot be drawn
//! faithfully is named, never left out.

mod clip;
mod gradient;
mod path;
mod unread;

use std::collections::BTreeSet;

use usvg::roxmltree;

use self::path::{outlined, segments};
use crate::limits;
use crate::page::{Clip, Coat, Drawing, Group, Part, Shape};

/// Most bytes of a drawing.
const MAX_BYTES: usize = limits::DRAWING_BYTES;
/// Most elements inside each other: they are walked by functions that call themselves.
const MAX_DEPTH: usize = limits::DRAWING_DEPTH;
/// Most signs of a rule that a message shows.
const MAX_SHOWN: usize = 60;
/// Elements that are told by their names alone; all others are seen when the tree is made.
const NOT_DRAWN: [&str; 9] =
    ["text", "image", "foreignObject", "script", "animate", "animateTransform", "animateMotion", "set", "video"];

/// Why a file is not drawn.
pub(super) enum Fault {
    /// It is no SVG that can be read; in words.
    Broken(String),
    /// What it has that is not drawn, each with its line.
    Unread(Vec<(Option<usize>, Unread)>),
}

/// Something of a file that is not drawn, or is not understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unread {
    /// An element, or an element and its attribute.
    Element(String),
    /// A colour that is none, or one of a kind that is not read.
    Color { property: String, value: String },
    /// A rule, a selector or a declaration.
    Style(String),
}

impl Unread {
    /// A rule, a selector or a declaration, in one line and not too long.
    fn style(what: &str) -> Unread {
        Unread::Style(what.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_SHOWN).collect())
    }
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
    let mut reader = Reader::new(&xml, text);
    for node in xml.descendants().filter(roxmltree::Node::is_element) {
        if node.ancestors().count() > MAX_DEPTH {
            return Err(broken("its elements are nested too deeply"));
        }
        if NOT_DRAWN.contains(&node.tag_name().name()) && !is_hidden(&node) {
            reader.fault(Some(node), node.tag_name().name());
        }
    }
    for (at, what) in unread::unread(&xml, |node| NOT_DRAWN.contains(&node.tag_name().name()) || is_hidden(node)) {
        reader.add(Some(at), what);
    }
    // Nothing is fetched: embedded and linked pictures have been named above.
    let resolver =
        usvg::ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = usvg::Options { image_href_resolver: resolver, ..usvg::Options::default() };
    let tree = usvg::Tree::from_xmltree(&xml, &options)
        .map_err(|error| Fault::Broken(format!("the file cannot be used: {error}")))?;
    let parts = reader.parts(tree.root());
    if !reader.faults.is_empty() {
        return Err(Fault::Unread(reader.faults));
    }
    if parts.is_empty() {
        return Err(broken("the drawing shows nothing"));
    }
    Ok(Drawing { width: tree.size().width(), height: tree.size().height(), parts })
}

/// Whether an element, or one that it stands in, is switched off.
fn is_hidden(node: &roxmltree::Node<'_, '_>) -> bool {
    node.ancestors().any(|above| above.attribute("display") == Some("none"))
}

/// Makes parts of a drawing, and collects what is not drawn.
struct Reader<'a> {
    xml: &'a roxmltree::Document<'a>,
    /// Where the lines of the file end.
    ends: Vec<usize>,
    faults: Vec<(Option<usize>, Unread)>,
    /// The same faults, to know them again.
    told: BTreeSet<(Option<usize>, Unread)>,
}

impl<'a> Reader<'a> {
    fn new(xml: &'a roxmltree::Document<'a>, text: &str) -> Reader<'a> {
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        Reader { xml, ends, faults: Vec::new(), told: BTreeSet::new() }
    }

    /// Names an element that is not drawn.
    fn fault(&mut self, node: Option<roxmltree::Node<'_, '_>>, what: &str) {
        self.add(node.map(|node| node.range().start), Unread::Element(what.to_owned()));
    }

    /// Adds what is not drawn, once for each line.
    fn add(&mut self, at: Option<usize>, what: Unread) {
        let line = at.map(|at| self.ends.partition_point(|end| *end < at) + 1);
        if self.told.insert((line, what.clone())) {
            self.faults.push((line, what));
        }
    }

    /// Names what the element of this id asks for.
    fn fault_of(&mut self, id: &str, what: &str) {
        let xml = self.xml;
        let node = xml.descendants().find(|node| !id.is_empty() && node.attribute("id") == Some(id));
        self.fault(node, what);
    }

    /// What a group draws.
    fn parts(&mut self, group: &usvg::Group) -> Vec<Part> {
        for filter in group.filters() {
            self.fault_of(filter.id(), "filter");
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            self.fault_of(group.id(), "g mix-blend-mode");
        }
        let clips = self.clips(group);
        let mut parts = Vec::new();
        for child in group.children() {
            match child {
                usvg::Node::Group(group) => parts.extend(self.parts(group)),
                usvg::Node::Path(path) if path.is_visible() => parts.extend(self.path(path)),
                usvg::Node::Path(_) => {}
                usvg::Node::Image(image) => self.fault_of(image.id(), "image"),
                usvg::Node::Text(text) => self.fault_of(text.id(), "text"),
            }
        }
        let opacity = group.opacity().get();
        if clips.iter().any(|clip| clip.segments.is_empty()) || opacity == 0.0 {
            return Vec::new();
        }
        if parts.is_empty() || clips.is_empty() && opacity == 1.0 {
            return parts;
        }
        vec![Part::Group(Group { opacity, clips, parts })]
    }

    /// Within what a group is seen.
    fn clips(&mut self, group: &usvg::Group) -> Vec<Clip> {
        let mut found = Vec::new();
        if let Some(clip) = group.clip_path() {
            match clip::clips(clip, group) {
                Some(clips) => found.extend(clips),
                None => self.fault_of(clip.id(), "clipPath"),
            }
        }
        if let Some(mask) = group.mask() {
            match clip::mask(mask, group) {
                Some(clips) => found.extend(clips),
                None => self.fault_of(mask.id(), "mask"),
            }
        }
        found
    }

    fn path(&mut self, path: &usvg::Path) -> Vec<Part> {
        let fill = path.fill().and_then(|fill| {
            let coat = self.coat(path, fill.paint(), fill.opacity())?;
            Some((coat, fill.rule() == usvg::FillRule::EvenOdd))
        });
        let line = path.stroke().and_then(|stroke| {
            let coat = self.coat(path, stroke.paint(), stroke.opacity())?;
            outlined(path, stroke, coat)
        });
        let area = fill.and_then(|(coat, even_odd)| {
            let segments = segments(&path.data().clone().transform(path.abs_transform())?);
            Some(Shape { segments, fill: Some(coat), even_odd, line: None })
        });
        let shapes = match path.paint_order() {
            usvg::PaintOrder::FillAndStroke => [area, line],
            usvg::PaintOrder::StrokeAndFill => [line, area],
        };
        shapes.into_iter().flatten().map(Part::Shape).collect()
    }

    /// What covers an area or a line of a path; what of it is not drawn is named.
    fn coat(&mut self, path: &usvg::Path, paint: &usvg::Paint, opacity: usvg::Opacity) -> Option<Coat> {
        let covered = path.abs_stroke_bounding_box();
        match gradient::coat(paint, path.abs_transform(), covered) {
            Ok(coat) => Some(Coat { opacity: coat.opacity * opacity.get(), ..coat }),
            Err(what) => {
                let id = match paint {
                    usvg::Paint::LinearGradient(gradient) => gradient.id(),
                    usvg::Paint::RadialGradient(gradient) => gradient.id(),
                    usvg::Paint::Pattern(pattern) => pattern.id(),
                    usvg::Paint::Color(_) => path.id(),
                };
                self.fault_of(id, what);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Srgb;
    use crate::page::{Course, Paint, Segment, Stop};
    use crate::units::{Point, Pt};

    fn svg(inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\" width=\"200\" height=\"100\">\n{inside}</svg>"
        )
    }

    fn faults(inside: &str) -> Vec<String> {
        match read(svg(inside).as_bytes()) {
            Err(Fault::Unread(found)) => found
                .into_iter()
                .map(|(line, what)| match (line, what) {
                    (Some(line), Unread::Element(what)) => format!("line {line}: <{what}> is not drawn"),
                    (line, what) => format!("{line:?} {what:?}"),
                })
                .collect(),
            Err(Fault::Broken(what)) => vec![what],
            Ok(_) => Vec::new(),
        }
    }

    fn drawn(inside: &str) -> Vec<Part> {
        match read(svg(inside).as_bytes()) {
            Ok(drawing) => drawing.parts,
            Err(Fault::Broken(what)) => panic!("{what}"),
            Err(Fault::Unread(what)) => panic!("{what:?}"),
        }
    }

    fn shape(part: &Part) -> &Shape {
        match part {
            Part::Shape(shape) => shape,
            Part::Group(_) => panic!("a group"),
        }
    }

    fn group(part: &Part) -> &Group {
        match part {
            Part::Group(group) => group,
            Part::Shape(_) => panic!("a shape"),
        }
    }

    /// The course, offsets and reds of the only shape's gradient.
    fn gradient(attributes: &str, stops: &str, kind: &str) -> (Course, Vec<(f32, u8)>) {
        let parts = drawn(&format!(
            "<{kind}Gradient id='a' {attributes}>{stops}</{kind}Gradient><rect width='50' height='50' fill='url(#a)'/>"
        ));
        let Some(Paint::Gradient(gradient)) = shape(&parts[0]).fill.as_ref().map(|coat| &coat.paint) else {
            panic!("no gradient")
        };
        let stop = |stop: &Stop| ((stop.offset * 1000.0).round() / 1000.0, stop.tint.srgb.r);
        (gradient.course, gradient.stops.iter().map(stop).collect())
    }

    const ENDS: &str = "<stop stop-color='#100000'/><stop offset='1' stop-color='#f00000'/>";

    #[test]
    fn areas_and_lines_come_out_in_the_size_of_the_drawing() {
        let inside = "<rect width='100' height='50' fill='#0b3d6b'/><path d='M0 0L10 10' fill='none' stroke='red' stroke-width='3'/>";
        let Ok(drawing) = read(svg(inside).as_bytes()) else { panic!("drawn") };
        assert_eq!((drawing.width, drawing.height), (200.0, 100.0));
        let [area, line] = &drawing.parts[..] else { panic!("two shapes") };
        let Some(Paint::Plain(tint)) = shape(area).fill.as_ref().map(|coat| &coat.paint) else { panic!("no colour") };
        assert_eq!(tint.srgb, Srgb { r: 0x0b, g: 0x3d, b: 0x6b });
        assert!(shape(area).segments.contains(&Segment::Line(Point { x: Pt(200.0), y: Pt(100.0) })));
        assert_eq!(shape(line).line.as_ref().map(|line| line.width), Some(6.0));
        assert!(!drawing.is_transparent());
    }

    #[test]
    fn gradients_are_read_with_their_units_and_places() {
        let at = |x, y| Point { x: Pt(x), y: Pt(y) };
        let (course, stops) = gradient("gradientUnits='userSpaceOnUse' x1='10' x2='40'", ENDS, "linear");
        assert_eq!(course, Course::Linear { from: at(10.0, 0.0), to: at(40.0, 0.0) });
        assert_eq!(stops, [(0.0, 0x10), (1.0, 0xf0)]);
        let (course, _) = gradient("fx='.4'", ENDS, "radial");
        assert_eq!(course, Course::Radial { from: (at(0.4, 0.5), 0.0), to: (at(0.5, 0.5), 0.5) });
        // The drawing is twice as large as its view box, the square is 50 wide there.
        let inside = format!(
            "<linearGradient id='a' gradientTransform='translate(.5)'>{ENDS}</linearGradient><rect width='50' height='50' fill='url(#a)'/>"
        );
        let parts = drawn(&inside);
        let Some(Paint::Gradient(gradient)) = shape(&parts[0]).fill.as_ref().map(|coat| &coat.paint) else {
            panic!("no gradient")
        };
        assert_eq!(gradient.place, [100.0, 0.0, 0.0, 100.0, 50.0, 0.0]);
    }

    #[test]
    fn gradients_that_repeat_come_out_with_all_their_stops() {
        let attributes = "gradientUnits='userSpaceOnUse' x1='20' x2='40'";
        let (course, stops) = gradient(&format!("{attributes} spreadMethod='repeat'"), ENDS, "linear");
        let at = |x, y| Point { x: Pt(x), y: Pt(y) };
        assert_eq!(course, Course::Linear { from: at(0.0, 0.0), to: at(60.0, 0.0) });
        let third = [(0.0, 0x10), (0.333, 0xf0), (0.333, 0x10), (0.667, 0xf0), (0.667, 0x10), (1.0, 0xf0)];
        assert_eq!(stops, third);
        let (_, stops) = gradient(&format!("{attributes} spreadMethod='reflect'"), ENDS, "linear");
        assert_eq!(stops, [(0.0, 0xf0), (0.333, 0x10), (0.667, 0xf0), (1.0, 0x10)]);
        let (course, stops) = gradient("r='.25' spreadMethod='reflect'", ENDS, "radial");
        assert_eq!(course, Course::Radial { from: (at(0.5, 0.5), 0.0), to: (at(0.5, 0.5), 0.75) });
        assert_eq!(stops, [(0.0, 0x10), (0.333, 0xf0), (0.667, 0x10), (1.0, 0xf0)]);
    }

    #[test]
    fn opacity_is_kept_for_shapes_and_groups() {
        let parts = drawn(
            "<g opacity='.5'><rect width='9' height='9' fill-opacity='.25'/><path d='M0 0h9' stroke='red' stroke-opacity='.75'/></g>",
        );
        let group = group(&parts[0]);
        assert_eq!(group.opacity, 0.5);
        assert_eq!(shape(&group.parts[0]).fill.as_ref().map(|coat| coat.opacity), Some(0.25));
        let line = group.parts.iter().find_map(|part| shape(part).line.as_ref());
        assert_eq!(line.map(|line| line.coat.opacity), Some(0.75));
        let faded = "<linearGradient id='a'><stop stop-opacity='.5'/><stop offset='1' stop-color='red' stop-opacity='.5'/></linearGradient><rect width='9' height='9' fill='url(#a)'/>";
        assert_eq!(shape(&drawn(faded)[0]).fill.as_ref().map(|coat| coat.opacity), Some(0.5));
    }

    #[test]
    fn clips_and_masks_of_whole_shapes_are_outlines() {
        let place = |part: &Part| {
            let [clip] = &group(part).clips[..] else { panic!("one clip") };
            clip.segments.clone()
        };
        let at = |x, y| Point { x: Pt(x), y: Pt(y) };
        let corner = Segment::Line(at(80.0, 40.0));
        let inside = "<rect width='90' height='50'/>";
        let clip = drawn(&format!(
            "<clipPath id='k'><rect width='40' height='20'/></clipPath><g clip-path='url(#k)'>{inside}</g>"
        ));
        assert!(place(&clip[0]).contains(&corner), "{clip:?}");
        let mask = "<mask id='k' maskUnits='userSpaceOnUse' x='0' y='0' width='100' height='50'><rect width='40' height='20' fill='white'/></mask>";
        let mask = drawn(&format!("{mask}<g mask='url(#k)'>{inside}</g>"));
        assert!(place(&mask[0]).contains(&corner), "{mask:?}");
        let apart = "<clipPath id='k'><rect width='10' height='9'/><rect x='20' width='10' height='9'/></clipPath>";
        let apart = drawn(&format!("{apart}<g clip-path='url(#k)'>{inside}</g>"));
        assert_eq!(place(&apart[0]).iter().filter(|segment| **segment == Segment::Close).count(), 2);
        let outside = drawn(&format!("<clipPath id='k'/><g clip-path='url(#k)'>{inside}</g>{inside}"));
        assert_eq!(outside.len(), 1, "what is clipped to nothing is not seen");
    }

    #[test]
    fn what_is_not_drawn_is_named_with_its_line() {
        let area = "<rect width='9' height='9'/>\n";
        assert_eq!(faults(&format!("{area}<text x='1'>Namn</text>")), ["line 3: <text> is not drawn"]);
        assert_eq!(
            faults(&format!("{area}<image href='data:image/png;base64,AA=='/>")),
            ["line 3: <image> is not drawn"]
        );
        let painted = |definition: &str| format!("{definition}\n<rect width='50' height='50' fill='url(#a)'/>");
        let fading =
            "<linearGradient id='a'><stop stop-color='red'/><stop offset='1' stop-opacity='0'/></linearGradient>";
        assert_eq!(faults(&painted(fading)), ["line 2: <linearGradient stop-opacity> is not drawn"]);
        let off = format!("<radialGradient id='a' fx='2'>{ENDS}</radialGradient>");
        assert_eq!(faults(&painted(&off)), ["line 2: <radialGradient fx> is not drawn"]);
        let fine = format!("<linearGradient id='a' x2='.001' spreadMethod='repeat'>{ENDS}</linearGradient>");
        assert_eq!(faults(&painted(&fine)), ["line 2: <linearGradient spreadMethod> is not drawn"]);
        let pattern = "<pattern id='a' width='.1' height='.1'><rect width='2' height='2'/></pattern>";
        assert_eq!(faults(&painted(pattern)), ["line 2: <pattern> is not drawn"]);
        assert_eq!(
            faults("<g id='c' style='mix-blend-mode:multiply'><rect width='9' height='9'/></g>"),
            ["line 2: <g mix-blend-mode> is not drawn"]
        );
        let half =
            "<mask id='m'><rect width='5' height='5' fill='gray'/></mask><rect width='9' height='9' mask='url(#m)'/>";
        assert_eq!(faults(half), ["line 2: <mask> is not drawn"]);
        let across = "<clipPath id='k'><circle r='9'/><circle cx='5' r='9'/></clipPath><rect width='9' height='9' clip-path='url(#k)'/>";
        assert_eq!(faults(across), ["line 2: <clipPath> is not drawn"]);
        assert_eq!(faults(""), ["the drawing shows nothing"]);
    }

    #[test]
    fn a_clip_around_the_whole_sheet_is_passed_over() {
        let parts = drawn(
            "<clipPath id='k'><rect width='100' height='50'/></clipPath><g clip-path='url(#k)'><rect width='90' height='50'/></g>",
        );
        assert_eq!(parts.len(), 1);
        shape(&parts[0]);
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

//! Drawings as SVG (W3C SVG 1.1), in the colours that screens show.

use std::fmt::Write;

use crate::page::{Cap, Coat, Course, Drawing, Gradient, Group, Join, Line, Paint, Part, Segment, Shape};

/// The whole file. Nothing in it comes from outside, so nothing needs escaping: numbers and keywords.
pub(super) fn svg(drawing: &Drawing) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut writer = Writer { out: String::new(), names: 0 };
    writer.parts(&drawing.parts);
    let inside = writer.out;
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">{inside}</svg>")
}

/// Writes parts of a drawing, each after the gradients and clips that it names.
struct Writer {
    out: String,
    /// Names given so far.
    names: usize,
}

impl Writer {
    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Shape(shape) => self.shape(shape),
                Part::Group(group) => self.group(group),
            }
        }
    }

    /// A group, in one element for each of its clips.
    fn group(&mut self, group: &Group) {
        let mut opens = opacity("opacity", group.opacity);
        for clip in &group.clips {
            let name = self.name();
            let rule = if clip.even_odd { " clip-rule=\"evenodd\"" } else { "" };
            let path = path(&clip.segments);
            self.write(&format!("<clipPath id=\"n{name}\"><path d=\"{path}\"{rule}/></clipPath>"));
            self.write(&format!("<g clip-path=\"url(#n{name})\"{opens}>"));
            opens = String::new();
        }
        if group.clips.is_empty() {
            self.write(&format!("<g{opens}>"));
        }
        self.parts(&group.parts);
        self.write(&"</g>".repeat(group.clips.len().max(1)));
    }

    fn shape(&mut self, shape: &Shape) {
        let fill = shape.fill.as_ref().map_or_else(|| " fill=\"none\"".to_owned(), |coat| self.coat("fill", coat));
        let rule = if shape.even_odd { " fill-rule=\"evenodd\"" } else { "" };
        let line = shape.line.as_ref().map(|line| self.coat("stroke", &line.coat) + &stroke(line)).unwrap_or_default();
        let path = path(&shape.segments);
        self.write(&format!("<path d=\"{path}\"{fill}{rule}{line}/>"));
    }

    /// The attributes of what covers an area or a line.
    fn coat(&mut self, key: &str, coat: &Coat) -> String {
        let opacity = opacity(&format!("{key}-opacity"), coat.opacity);
        match &coat.paint {
            Paint::Plain(tint) => format!(" {key}=\"{}\"{opacity}", tint.srgb.hex()),
            Paint::Gradient(gradient) => {
                let name = self.name();
                self.gradient(gradient, name);
                format!(" {key}=\"url(#n{name})\"{opacity}")
            }
        }
    }

    fn gradient(&mut self, gradient: &Gradient, name: usize) {
        let (kind, course) = match gradient.course {
            Course::Linear { from, to } => {
                let (a, b) = (from, to);
                ("linear", format!("x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"", a.x.0, a.y.0, b.x.0, b.y.0))
            }
            Course::Radial { from: (a, inner), to: (b, outer) } => {
                let first = format!("fx=\"{}\" fy=\"{}\" fr=\"{inner}\"", a.x.0, a.y.0);
                ("radial", format!("{first} cx=\"{}\" cy=\"{}\" r=\"{outer}\"", b.x.0, b.y.0))
            }
        };
        let place = gradient.place.map(|number| number.to_string()).join(" ");
        self.write(&format!(
            "<{kind}Gradient id=\"n{name}\" gradientUnits=\"userSpaceOnUse\" gradientTransform=\"matrix({place})\" {course}>"
        ));
        for stop in &gradient.stops {
            self.write(&format!("<stop offset=\"{}\" stop-color=\"{}\"/>", stop.offset, stop.tint.srgb.hex()));
        }
        self.write(&format!("</{kind}Gradient>"));
    }

    fn name(&mut self) -> usize {
        self.names += 1;
        self.names
    }

    fn write(&mut self, text: &str) {
        self.out.push_str(text);
    }
}

/// An opacity as an attribute, unless it is whole.
fn opacity(key: &str, share: f32) -> String {
    if share < 1.0 { format!(" {key}=\"{share}\"") } else { String::new() }
}

/// The attributes of a line but for what covers it.
fn stroke(line: &Line) -> String {
    let cap = match line.cap {
        Cap::Butt => "butt",
        Cap::Round => "round",
        Cap::Square => "square",
    };
    let join = match line.join {
        Join::Miter => "miter",
        Join::Round => "round",
        Join::Bevel => "bevel",
    };
    let mut out = format!(
        " stroke-width=\"{}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\" stroke-miterlimit=\"{}\"",
        line.width, line.miter
    );
    if !line.dashes.is_empty() {
        let dashes: Vec<String> = line.dashes.iter().map(f32::to_string).collect();
        // Writing into a string cannot fail.
        let _ = write!(out, " stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"", dashes.join(" "), line.dash_start);
    }
    out
}

/// Path data.
fn path(segments: &[Segment]) -> String {
    let mut out = String::new();
    for segment in segments {
        let _ = match segment {
            Segment::Move(p) => write!(out, "M{} {}", p.x.0, p.y.0),
            Segment::Line(p) => write!(out, "L{} {}", p.x.0, p.y.0),
            Segment::Curve(a, b, p) => {
                write!(out, "C{} {} {} {} {} {}", a.x.0, a.y.0, b.x.0, b.y.0, p.x.0, p.y.0)
            }
            Segment::Close => write!(out, "Z"),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Cmyk, Srgb};
    use crate::page::{Clip, Press, Stop, Tint};
    use crate::units::{Point, Pt};

    #[test]
    fn a_drawing_is_written_whole() {
        let at = |x, y| Point { x: Pt(x), y: Pt(y) };
        let tint =
            |r| Tint { srgb: Srgb { r, g: 0, b: 16 }, press: Press::Inks(Cmyk { c: 0.0, m: 1.0, y: 0.0, k: 0.0 }) };
        let shape = Shape {
            segments: vec![Segment::Move(at(0.0, 0.5)), Segment::Line(at(4.0, 0.5)), Segment::Close],
            fill: Some(tint(255).into()),
            even_odd: true,
            line: Some(Line {
                coat: tint(1).into(),
                width: 0.5,
                cap: Cap::Round,
                join: Join::Bevel,
                miter: 4.0,
                dashes: vec![1.0, 2.0],
                dash_start: 0.0,
            }),
        };
        assert_eq!(
            svg(&Drawing { width: 4.0, height: 1.0, parts: vec![Part::Shape(shape)] }),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\"><path d=\"M0 0.5L4 0.5Z\" fill=\"#ff0010\" \
             fill-rule=\"evenodd\" stroke=\"#010010\" stroke-width=\"0.5\" stroke-linecap=\"round\" \
             stroke-linejoin=\"bevel\" stroke-miterlimit=\"4\" stroke-dasharray=\"1 2\" stroke-dashoffset=\"0\"/></svg>"
        );
    }

    #[test]
    fn gradients_clips_and_opacity_are_written_before_what_names_them() {
        let at = |x, y| Point { x: Pt(x), y: Pt(y) };
        let stop = |offset, r| Stop { offset, tint: Tint { srgb: Srgb { r, g: 0, b: 0 }, press: Press::Converted } };
        let course = Course::Linear { from: at(0.0, 0.0), to: at(4.0, 0.0) };
        let place = [1.0, 0.0, 0.0, 1.0, 0.0, 2.0];
        let paint = Paint::Gradient(Gradient { course, place, stops: vec![stop(0.0, 1), stop(1.0, 255)] });
        let segments = vec![Segment::Move(at(0.0, 0.5)), Segment::Line(at(4.0, 0.5)), Segment::Close];
        let fill = Some(Coat { paint, opacity: 0.5 });
        let shape = Part::Shape(Shape { segments: segments.clone(), fill, even_odd: false, line: None });
        let clips = vec![Clip { segments, even_odd: true }];
        let group = Part::Group(Group { opacity: 0.25, clips, parts: vec![shape] });
        assert_eq!(
            svg(&Drawing { width: 4.0, height: 1.0, parts: vec![group] }),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\"><clipPath id=\"n1\"><path d=\"M0 0.5L4 0.5Z\" \
             clip-rule=\"evenodd\"/></clipPath><g clip-path=\"url(#n1)\" opacity=\"0.25\"><linearGradient id=\"n2\" \
             gradientUnits=\"userSpaceOnUse\" gradientTransform=\"matrix(1 0 0 1 0 2)\" x1=\"0\" y1=\"0\" x2=\"4\" y2=\"0\">\
             <stop offset=\"0\" stop-color=\"#010000\"/><stop offset=\"1\" stop-color=\"#ff0000\"/></linearGradient>\
             <path d=\"M0 0.5L4 0.5Z\" fill=\"url(#n2)\" fill-opacity=\"0.5\"/></g></svg>"
        );
    }
}

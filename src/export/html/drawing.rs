//! Drawings as SVG (W3C SVG 1.1), in the colours that screens show.

use std::fmt::Write;

use crate::color::Srgb;
use crate::page::{Cap, Drawing, Join, Line, Segment, Shape};

/// The whole file. Nothing in it comes from outside, so nothing needs escaping: numbers and keywords.
pub(super) fn svg(drawing: &Drawing) -> String {
    let (width, height) = (drawing.width, drawing.height);
    let mut out = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">");
    for shape in &drawing.shapes {
        write_shape(shape, &mut out);
    }
    out.push_str("</svg>");
    out
}

fn write_shape(shape: &Shape, out: &mut String) {
    let fill = shape.fill.as_ref().map_or_else(|| "none".to_owned(), |tint| hex(tint.srgb));
    let rule = if shape.even_odd { " fill-rule=\"evenodd\"" } else { "" };
    let line = shape.line.as_ref().map(stroke).unwrap_or_default();
    let path = path(&shape.segments);
    // Writing into a string cannot fail.
    let _ = write!(out, "<path d=\"{path}\" fill=\"{fill}\"{rule}{line}/>");
}

/// The attributes of a line.
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
        " stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\" stroke-miterlimit=\"{}\"",
        hex(line.color.srgb),
        line.width,
        line.miter
    );
    if !line.dashes.is_empty() {
        let dashes: Vec<String> = line.dashes.iter().map(f32::to_string).collect();
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

fn hex(color: Srgb) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Cmyk;
    use crate::page::{Press, Tint};
    use crate::units::{Point, Pt};

    #[test]
    fn a_drawing_is_written_whole() {
        let at = |x, y| Point { x: Pt(x), y: Pt(y) };
        let tint =
            |r| Tint { srgb: Srgb { r, g: 0, b: 16 }, press: Press::Inks(Cmyk { c: 0.0, m: 1.0, y: 0.0, k: 0.0 }) };
        let shape = Shape {
            segments: vec![Segment::Move(at(0.0, 0.5)), Segment::Line(at(4.0, 0.5)), Segment::Close],
            fill: Some(tint(255)),
            even_odd: true,
            line: Some(Line {
                color: tint(1),
                width: 0.5,
                cap: Cap::Round,
                join: Join::Bevel,
                miter: 4.0,
                dashes: vec![1.0, 2.0],
                dash_start: 0.0,
            }),
        };
        assert_eq!(
            svg(&Drawing { width: 4.0, height: 1.0, shapes: vec![shape] }),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 1\"><path d=\"M0 0.5L4 0.5Z\" fill=\"#ff0010\" \
             fill-rule=\"evenodd\" stroke=\"#010010\" stroke-width=\"0.5\" stroke-linecap=\"round\" \
             stroke-linejoin=\"bevel\" stroke-miterlimit=\"4\" stroke-dasharray=\"1 2\" stroke-dashoffset=\"0\"/></svg>"
        );
    }
}

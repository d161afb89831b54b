//! What an SVG file says of colours and styles that the reader of drawings does not understand. It passes over such things
//! without a word and paints in black, so they are looked for before it reads the file.

use std::collections::BTreeSet;

use simplecss::{DeclarationTokenizer, Selector};
use usvg::roxmltree::{Document, Node};

use super::Unread;

/// Properties whose value is a colour, or may be one.
const PAINTS: [&str; 4] = ["fill", "stroke", "stop-color", "color"];
/// Other properties that decide what a drawing looks like.
const LOOKS: [&str; 20] = [
    "clip-path",
    "clip-rule",
    "display",
    "fill-opacity",
    "fill-rule",
    "filter",
    "mask",
    "mix-blend-mode",
    "opacity",
    "paint-order",
    "stop-opacity",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "transform",
    "visibility",
];
/// Functions of CSS whose value is known to a browser alone.
const COMPUTED: [&str; 5] = ["var(", "calc(", "min(", "max(", "clamp("];
/// At-rules that change nothing in a drawing without text and movement.
const HARMLESS: [&str; 4] = ["charset", "font-face", "keyframes", "namespace"];
/// What stands before a text that is taken as it is.
const CDATA: &str = "<![CDATA[";
const SVG: &str = "http://www.w3.org/2000/svg";

/// Everything of the file that the reader would pass over, each with the byte at which it stands. Elements that `skipped`
/// names are not looked at.
pub(super) fn unread(xml: &Document<'_>, skipped: impl Fn(&Node<'_, '_>) -> bool) -> Vec<(usize, Unread)> {
    let ids: BTreeSet<&str> = xml.descendants().filter_map(|node| node.attribute("id")).collect();
    let mut out = Vec::new();
    for node in xml.descendants() {
        if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            out.push((node.range().start, Unread::style("xml-stylesheet")));
        }
        if !node.is_element() || !matches!(node.tag_name().namespace(), None | Some(SVG)) || skipped(&node) {
            continue;
        }
        if node.tag_name().name() == "style" && matches!(node.attribute("type"), None | Some("text/css")) {
            sheet(node, &ids, &mut out);
        }
        for attribute in node.attributes() {
            let place = attribute.range().start;
            match attribute.name() {
                _ if attribute.namespace().is_some_and(|name| name != SVG) => {}
                "style" => declarations(attribute.value(), &ids, |_, unread| out.push((place, unread))),
                name => out.extend(value(name, attribute.value(), &ids).map(|unread| (place, unread))),
            }
        }
    }
    out
}

/// A `style` element: selectors and at-rules that are passed over, and what the rules declare.
fn sheet(node: Node<'_, '_>, ids: &BTreeSet<&str>, out: &mut Vec<(usize, Unread)>) {
    let mut texts = node.children().filter(Node::is_text);
    let Some(first) = texts.next() else { return };
    // The reader takes what stands before the first comment of XML.
    out.extend(texts.map(|text| (text.range().start, Unread::style("style"))));
    let mark = if node.document().input_text()[first.range()].starts_with(CDATA) { CDATA.len() } else { 0 };
    let base = first.range().start + mark;
    let css = without_comments(first.text().unwrap_or_default());
    let mut at = 0;
    while let Some(rest) = css.get(at..).filter(|rest| !rest.trim().is_empty()) {
        let start = at + rest.len() - rest.trim_start().len();
        let end = rest.find(['{', ';']).unwrap_or(rest.len());
        let head = rest[..end].trim();
        if !rest[end..].starts_with('{') {
            at += end + 1;
            out.extend(at_rule(head).map(|unread| (base + start, unread)));
            continue;
        }
        let body = &rest[end + 1..];
        let length = block(body);
        at += end + 1 + length + 1;
        if head.starts_with('@') {
            out.extend(at_rule(head).map(|unread| (base + start, unread)));
            continue;
        }
        if head.split(',').any(|selector| Selector::parse(selector.trim()).is_none()) {
            out.push((base + start, Unread::style(head)));
        }
        let place = base + at - length - 1;
        declarations(&body[..length], ids, |offset, unread| out.push((place + offset, unread)));
    }
}

/// An at-rule, or what stands between the rules; the reader passes over all of them.
fn at_rule(head: &str) -> Option<Unread> {
    let name = head.strip_prefix('@').and_then(|rest| rest.split(|c: char| c != '-' && !c.is_alphanumeric()).next());
    let harmless = name.is_some_and(|name| HARMLESS.contains(&name));
    (!head.is_empty() && !harmless).then(|| Unread::style(head))
}

/// Bytes up to the brace that closes a block.
fn block(body: &str) -> usize {
    let mut open = 0_usize;
    for (at, c) in body.char_indices() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => return at,
            '}' => open -= 1,
            _ => {}
        }
    }
    body.len()
}

/// Style sheet with blanks in the place of its comments, so that every byte stays where it is.
fn without_comments(css: &str) -> String {
    let mut out = css.to_owned();
    let mut from = 0;
    while let Some(start) = out.get(from..).and_then(|rest| rest.find("/*")).map(|at| from + at) {
        let end = out[start..].find("*/").map_or(out.len(), |at| start + at + 2);
        let blank: String = out[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
        from = end;
    }
    out
}

/// What declarations say, as the file has them, against what the reader makes of them: at the first that it does not
/// understand it stops, and the rest is lost. Each finding comes with the byte at which its declaration begins.
fn declarations(css: &str, ids: &BTreeSet<&str>, mut tell: impl FnMut(usize, Unread)) {
    let css = without_comments(css);
    let read: BTreeSet<(&str, &str)> =
        DeclarationTokenizer::from(css.as_str()).map(|read| (read.name, read.value)).collect();
    let mut at = 0;
    for piece in css.split(';') {
        let offset = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 1;
        let Some((name, written)) = piece.split_once(':') else { continue };
        let (name, written) = (name.trim().to_lowercase(), written.trim());
        let written = written.split_once('!').map_or(written, |(value, _)| value.trim_end());
        if !PAINTS.contains(&name.as_str()) && !LOOKS.contains(&name.as_str()) {
            continue;
        }
        if let Some(unread) = value(&name, written, ids) {
            tell(offset, unread);
        } else if !read.contains(&(name.as_str(), written)) {
            tell(offset, Unread::style(piece.trim()));
        }
    }
}

/// A value that the reader does not understand, of an attribute or a declaration.
fn value(name: &str, value: &str, ids: &BTreeSet<&str>) -> Option<Unread> {
    let color = |text: &str| text == "inherit" || text.parse::<svgtypes::Color>().is_ok();
    if LOOKS.contains(&name) {
        let computed = COMPUTED.iter().any(|function| value.contains(function));
        return computed.then(|| Unread::style(&format!("{name}: {value}")));
    }
    let is_read = match name {
        "fill" | "stroke" => match svgtypes::Paint::from_str(value) {
            Ok(svgtypes::Paint::FuncIRI(id, None)) => ids.contains(id),
            paint => paint.is_ok(),
        },
        "stop-color" => value == "currentColor" || color(value),
        "color" => color(value),
        _ => true,
    };
    (!is_read).then(|| Unread::Color { property: name.to_owned(), value: value.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(inside: &str) -> Vec<String> {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg'>\n{inside}</svg>");
        let xml = Document::parse(&text).expect("an SVG file");
        let line = |at: usize| text[..at].matches('\n').count() + 1;
        unread(&xml, |_| false)
            .into_iter()
            .map(|(at, unread)| match unread {
                Unread::Color { property, value } => format!("{}: {property} {value}", line(at)),
                Unread::Style(what) => format!("{}: {what}", line(at)),
                Unread::Element(_) => unreachable!("no elements are looked for here"),
            })
            .collect()
    }

    #[test]
    fn colours_that_the_reader_knows_are_passed_over() {
        for color in [
            "#6b1f74",
            "#abc",
            "#6b1f7480",
            "Purple",
            "none",
            "inherit",
            "currentColor",
            "rgb(1,2,3)",
            "rgb(10%, 20%, 30%)",
            "rgba(1 2 3 / .5)",
            "hsl(120, 50%, 50%)",
            "transparent",
            " red ",
            "url(#g)",
            "url(#none) red",
        ] {
            let inside = format!("<linearGradient id='g'/><rect fill='{color}' style='stroke:{color}'/>");
            assert_eq!(found(&inside), Vec::<String>::new(), "{color}");
        }
        let others = "<rdf:x xmlns:rdf='r' fill='purpel'/><animate fill='freeze' display='none'/>";
        assert_eq!(found(others), ["2: fill freeze"], "an animation is skipped by name");
    }

    #[test]
    fn colours_that_the_reader_paints_black_are_told() {
        for color in [
            "rebeccapurple",
            "var(--brand)",
            "oklch(40% 0.1 320)",
            "device-cmyk(0 1 0 .5)",
            "#6b1f74 icc-color(a, 0.1)",
            "6b1f74",
            "purpel",
            "currentcolor",
            "url(#none)",
            "",
        ] {
            let told = format!("2: fill {color}");
            assert_eq!(found(&format!("<rect fill='{color}'/>")), [told.as_str()]);
            if !color.is_empty() {
                assert_eq!(found(&format!("<rect style='x:y; fill: {color} !important'/>")), [told.as_str()]);
                assert_eq!(found(&format!("<style>.a{{fill:{color}}}</style>")), [told.as_str()]);
            }
        }
        assert_eq!(found("<stop stop-color='none'/>"), ["2: stop-color none"]);
        assert_eq!(found("<g color='brand'/>"), ["2: color brand"]);
    }

    #[test]
    fn selectors_and_rules_that_are_passed_over_are_told_with_their_line() {
        let css = "<style>/* a\n:is(b) */\n.a, #b > rect, rect + rect, [id='c']{fill:red}\nrect:nth-child(2){fill:red}\n\
                   @media print{ .a{fill:blue} }\n@font-face{font-family:x}\n@import url(x.css);\n.c ~ .d,.e{}\n</style>";
        assert_eq!(found(css), ["5: rect:nth-child(2)", "6: @media print", "8: @import url(x.css)", "9: .c ~ .d,.e"]);
        assert_eq!(found("<style>.a{fill:red}<!-- --> .b{fill:blue}</style>"), ["2: style"]);
        assert_eq!(found("<style><![CDATA[\n.a{\n  fill:red;\n  stroke:purpel}]]></style>"), ["5: stroke purpel"]);
    }

    #[test]
    fn what_is_lost_behind_something_unread_is_told() {
        assert_eq!(found("<rect style='font:12px/1.5 Arial;fill:red'/>"), ["2: fill:red"]);
        assert_eq!(found("<rect style='FILL:red'/>"), ["2: FILL:red"]);
        assert_eq!(found("<rect stroke-width='var(--w)'/>"), ["2: stroke-width: var(--w)"]);
        let inkscape = "<path style='color:#000;font-variation-settings:normal;-inkscape-stroke:none;opacity:.5;\
                        fill:#c83737;stroke-width:0.26px;stroke-dasharray:1, 2;paint-order:stroke fill;stop-color:#000'/>";
        assert_eq!(found(inkscape), Vec::<String>::new());
    }
}

//! Reads a finished page back: its elements in order, and its text without some of them.

/// Elements without content (HTML, 13.1.2).
const VOID: [&str; 5] = ["meta", "link", "br", "img", "input"];

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An element begins: its name, and its attributes with their values.
    Start(String, Vec<(String, String)>),
    /// An element ends.
    End(String),
    /// Text, references resolved.
    Text(String),
}

/// The pieces of a page. Fails where one is not closed, or closed in the wrong order.
pub fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some(at) = rest.find('<') {
        if at > 0 {
            pieces.push(Piece::Text(resolved(&rest[..at])));
        }
        let end = at + rest[at..].find('>').expect("an end of the tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed in the wrong order");
            pieces.push(Piece::End(name.to_owned()));
            continue;
        }
        let name = tag.split(' ').next().expect("a name").to_owned();
        if !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        pieces.push(Piece::Start(name.clone(), attributes(&tag[name.len()..])));
        if name == "style" {
            let end = rest.find("</style>").expect("an end of the style");
            pieces.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    assert!(open.is_empty(), "not closed: {open:?}");
    pieces
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        // Without a value it is there or not, such as itemscope.
        let Some(after) = after.strip_prefix('=') else {
            found.push((name.to_owned(), String::new()));
            rest = after.trim_start();
            continue;
        };
        let after = after.strip_prefix('"').expect("a value in quotation marks");
        let (value, after) = after.split_once('"').expect("an end of the value");
        found.push((name.to_owned(), resolved(value)));
        rest = after.trim_start();
    }
    found
}

fn resolved(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The value of an attribute.
pub fn value<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Every element of a name with its attributes.
pub fn elements(html: &str, name: &str) -> Vec<Vec<(String, String)>> {
    let of_name = |piece| match piece {
        Piece::Start(found, attributes) if found == name => Some(attributes),
        _ => None,
    };
    pieces(html).into_iter().filter_map(of_name).collect()
}

/// The text of the body in order, elements of these classes left out; blocks are parted by a space.
pub fn text_without(html: &str, classes: &[&str]) -> String {
    let mut out = String::new();
    let mut depth: Vec<bool> = Vec::new();
    let mut in_body = false;
    for piece in pieces(html) {
        match piece {
            Piece::Start(name, attributes) => {
                in_body |= name == "body";
                if VOID.contains(&name.as_str()) {
                    out.push(' ');
                    continue;
                }
                let left_out = value(&attributes, "class").is_some_and(|own| classes.contains(&own));
                depth.push(left_out || depth.last() == Some(&true));
            }
            Piece::End(name) => {
                depth.pop();
                if !["a", "strong", "em", "span", "bdi", "abbr"].contains(&name.as_str()) {
                    out.push(' ');
                }
            }
            Piece::Text(text) if in_body && depth.last() == Some(&false) => out.push_str(&text),
            Piece::Text(_) => {}
        }
    }
    out
}

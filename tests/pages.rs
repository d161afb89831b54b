//! Finished pages as text: each definition in `tests/cases/pages` has its pages, its tag tree and what was found beside it.
//!
//! `LEAFLET_REWRITE=1 cargo test --test pages` writes them anew.

mod support;

use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use leaflet::cli::compose::{Composed, compose};
use leaflet::cli::report::{MessageFormat, report};
use leaflet::definition::{Target, load};
use leaflet::diagnostic::Diagnostic;
use leaflet::document::Draft;
use leaflet::page::{Item, Mark, Pages, Tag, TagChild, TagNode};
use leaflet::units::{Pt, Rect};
use leaflet::world::{MemoryWorld, World};

use support::{TODAY, leaves, lines, wanted, workshop};

/// Most characters that a leaf of the tag tree shows of its text.
const SHOWN: usize = 32;

/// A case is a file; lines of the form `#@ path` part it into several, `#? county NAME` and `#? draft` say what is built.
fn case(text: &str) -> (MemoryWorld, Vec<Target>, Draft) {
    let mut world = MemoryWorld::new(TODAY);
    for (name, times) in [("wide", 30), ("ramp", 10), ("soft", 7), ("coarse", 1)] {
        world = world.with(&format!("assets/images/{name}.png"), ramp(times));
    }
    let mut draft = Draft::No;
    let mut targets = Vec::new();
    let mut path = "case.toml".to_owned();
    for line in text.split_inclusive('\n') {
        if let Some(named) = line.strip_prefix("#@ ") {
            named.trim().clone_into(&mut path);
        } else if let Some(county) = line.strip_prefix("#? county ") {
            targets.push(Target::County(county.trim().to_owned()));
        } else if line.trim_end() == "#? draft" {
            draft = Draft::Yes;
        } else {
            world.files.entry(path.clone()).or_default().extend(line.bytes());
        }
    }
    if targets.is_empty() {
        targets.push(Target::File("case.toml".to_owned()));
    }
    (world, targets, draft)
}

/// Every leaflet of the targets, in order, and what was found while loading.
fn leaflets(world: &dyn World, targets: &[Target], draft: Draft) -> (Vec<(String, Composed)>, Vec<Diagnostic>) {
    let (project, found) = load(world, targets);
    let made = wanted(&project, draft).map(|w| (w.id(), compose(world, &project, w, workshop()))).collect();
    (made, found)
}

/// A picture of three to two, this many times 60 pixels wide.
fn ramp(times: u32) -> Vec<u8> {
    let color = |x: u32, y: u32| image::Rgb([(x / times * 4) as u8, (y / times * 6) as u8, 120]);
    let picture = image::RgbImage::from_fn(60 * times, 40 * times, color);
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

/// Millimetres without decimals.
fn mm(length: Pt) -> f32 {
    let whole = length.mm().0.round();
    if whole == 0.0 { 0.0 } else { whole }
}

/// All that a case comes out as.
fn snapshot(text: &str) -> String {
    let (world, targets, draft) = case(text);
    let (made, mut found) = leaflets(&world, &targets, draft);
    let mut out = String::new();
    for (id, composed) in made {
        if let Some((pages, metrics)) = &composed.pages {
            let bodies = format!("{:.2} on {:.2} pt", metrics.base.0, metrics.leading.0);
            let _ = writeln!(out, "{id}: {bodies}, title {:.1} pt", metrics.title.0);
            draw_pages(pages, &mut out);
            out.push_str("tags\n");
            draw_tag(pages, &pages.tags, 1, &mut out);
            out.push('\n');
        } else {
            let _ = writeln!(out, "{id}: no pages\n");
        }
        found.extend(composed.findings);
    }
    out.push_str(&report(&found, MessageFormat::Human, false));
    format!("{}\n", out.trim_end())
}

/// Boxes and pictures in drawing order, then the lines in reading order: x, y, size, fonts, text.
fn draw_pages(pages: &Pages, out: &mut String) {
    let lines = lines(pages, &pages.tags);
    for (index, page) in pages.pages.iter().enumerate() {
        let _ = writeln!(out, "page {}", index + 1);
        for marked in &page.content {
            for item in &marked.items {
                let (what, rect) = match item {
                    Item::Rect(rect) if marked.mark == Mark::Artifact => ("box", rect.rect),
                    Item::Image(image) => ("picture", image.rect),
                    Item::Drawing(drawing) => ("drawing", drawing.rect),
                    Item::Path(path) => ("shape", around(path)),
                    Item::Turned(turned) => {
                        let text: String = turned.runs.iter().map(|run| run.text.as_str()).collect();
                        let (x, y, size) = (mm(turned.origin.x), mm(turned.origin.y), turned.runs[0].size.0);
                        let _ = writeln!(out, "{x:5}{y:5}  turned {size:.1} {text}");
                        continue;
                    }
                    _ => continue,
                };
                let [x, y, w, h] = [rect.x, rect.y, rect.width, rect.height].map(mm);
                let _ = writeln!(out, "{x:5}{y:5}  {what} {w} x {h}");
            }
        }
        for line in lines.iter().filter(|line| line.page == index) {
            let fonts: Vec<String> = line.fonts.iter().map(|font| font_name(*font)).collect();
            let text = line.text.replace('\u{ad}', "=").replace('\u{a0}', "~");
            let (x, y) = (mm(line.ink.x), mm(line.y));
            let _ = writeln!(out, "{x:5}{y:5}{:6.1} {}  {}", line.size.0, fonts.join("+"), text.trim_end());
        }
    }
}

/// Family, weight and slope, shortened where it is the theme's own.
fn font_name(font: u16) -> String {
    let face = workshop().fonts.face(leaflet::fonts::FontId(font));
    let family = face.family.strip_prefix("Open Sans").unwrap_or(&face.family).replace("Noto Sans", "Noto");
    format!("{family}{}{}", face.weight, if face.italic { "i" } else { "" })
}

/// The rectangle around an outline.
fn around(path: &leaflet::page::Path) -> Rect {
    use leaflet::page::Segment::{Close, Curve, Line, Move};
    let points = path.segments.iter().flat_map(|segment| match segment {
        Move(p) | Line(p) => vec![*p],
        Curve(a, b, c) => vec![*a, *b, *c],
        Close => Vec::new(),
    });
    let (mut low, mut high) = ((Pt(f32::MAX), Pt(f32::MAX)), (Pt(f32::MIN), Pt(f32::MIN)));
    for point in points {
        low = (low.0.min(point.x), low.1.min(point.y));
        high = (high.0.max(point.x), high.1.max(point.y));
    }
    let (x, y) = (path.origin.x + low.0 * path.scale, path.origin.y + low.1 * path.scale);
    Rect { x, y, width: (high.0 - low.0) * path.scale, height: (high.1 - low.1) * path.scale }
}

/// A tag with all below it, indented.
fn draw_tag(pages: &Pages, node: &TagNode, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let lang = node.lang.map(|lang| format!(" [{}]", lang.code)).unwrap_or_default();
    let name = match &node.tag {
        Tag::Heading(level, title) => format!("Heading {level} “{title}”"),
        Tag::Figure { alt } => format!("Figure “{alt}”"),
        other => format!("{other:?}"),
    };
    let _ = writeln!(out, "{indent}{name}{lang}");
    let leaves = leaves(pages);
    for child in &node.children {
        match child {
            TagChild::Node(inner) => draw_tag(pages, inner, depth + 1, out),
            TagChild::Link(id) => {
                let mut links = pages.pages.iter().flat_map(|page| &page.links);
                let link = links.find(|link| link.id == *id).expect("a link of the pages");
                let _ = writeln!(out, "{indent}  -> {} “{}” ({} areas)", link.uri, link.description, link.rects.len());
            }
            TagChild::Content(id) => {
                let text: String = leaves[id].1.iter().map(|run| run.text.as_str()).collect();
                let text = text.replace('\u{ad}', "");
                let mut short: String = text.trim().chars().take(SHOWN).collect();
                if short.len() < text.trim().len() {
                    short.push('…');
                }
                let _ = writeln!(out, "{indent}  {short}");
            }
        }
    }
}

#[test]
fn pages_come_out_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pages");
    let mut cases: Vec<_> = fs::read_dir(&folder).expect("cases").flatten().map(|entry| entry.path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    cases.sort();
    assert!(cases.len() >= 20, "{} cases", cases.len());
    let mut stale = Vec::new();
    for path in cases {
        let actual = snapshot(&fs::read_to_string(&path).expect("a case"));
        let expected_path = path.with_extension("txt");
        if std::env::var_os("LEAFLET_REWRITE").is_some() {
            fs::write(&expected_path, &actual).expect("written");
            continue;
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if let Some((line, actual)) = difference(&expected, &actual) {
            stale.push(format!("{}:{line}: {actual}", expected_path.display()));
        }
    }
    assert!(stale.is_empty(), "look at what changed, then LEAFLET_REWRITE=1\n{}", stale.join("\n"));
}

/// The first line, from 1, in which two texts differ, as it is now.
fn difference<'a>(expected: &str, actual: &'a str) -> Option<(usize, &'a str)> {
    let count = expected.lines().count().max(actual.lines().count());
    let line = (0..count).find(|at| expected.lines().nth(*at) != actual.lines().nth(*at))?;
    Some((line + 1, actual.lines().nth(line).unwrap_or("(nothing)")))
}

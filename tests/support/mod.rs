//! What the tests of finished pages share: composing a definition in memory, and reading pages back as lines of text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use leaflet::cli::compose::Workshop;
use leaflet::definition::{Date, Project};
use leaflet::document::{Draft, Wanted};
use leaflet::page::{ContentId, GlyphRun, Item, Mark, Pages, Tag, TagChild, TagNode};
use leaflet::units::{Pt, Rect};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

/// The day that it is in every test.
pub const TODAY: Date = Date { year: 2026, month: 11, day: 21 };

/// Fonts opened once for all tests of a program.
pub fn workshop() -> &'static Workshop {
    static WORKSHOP: OnceLock<Workshop> = OnceLock::new();
    WORKSHOP.get_or_init(Workshop::new)
}

/// The leaflets that a project's targets ask for.
pub fn wanted(project: &Project, draft: Draft) -> impl Iterator<Item = Wanted<'_>> {
    project.targets.iter().filter_map(|slug| project.county(slug)).flat_map(move |county| {
        county.publications.iter().flat_map(|id| project.languages_of(id)).flat_map(move |publication| {
            publication.formats.iter().map(move |format| Wanted { county, publication, format, draft })
        })
    })
}

/// A line of text as it stands on a page.
#[derive(Debug, Clone)]
pub struct Line {
    /// Index of the page.
    pub page: usize,
    /// Its baseline.
    pub y: Pt,
    /// Smallest rectangle around its ink.
    pub ink: Rect,
    /// Its text in the order of its runs, an added hyphen as a soft one.
    pub text: String,
    /// Type size of its first run.
    pub size: Pt,
    /// Fonts of its runs, each once.
    pub fonts: Vec<u16>,
}

/// The runs of each leaf, with its page.
pub fn leaves(pages: &Pages) -> BTreeMap<ContentId, (usize, Vec<&GlyphRun>)> {
    let mut leaves = BTreeMap::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for marked in &page.content {
            let Mark::Content(id) = marked.mark else { continue };
            let runs = marked.items.iter().filter_map(|item| match item {
                Item::Glyphs(run) => Some(run),
                _ => None,
            });
            let before = leaves.insert(id, (index, runs.collect::<Vec<_>>()));
            assert!(before.is_none(), "{id:?} marks two pieces of content");
        }
    }
    leaves
}

/// The lines below a tag in reading order; bullets and numbers of lists are lines of their own.
pub fn lines(pages: &Pages, node: &TagNode) -> Vec<Line> {
    let leaves = leaves(pages);
    let mut lines: Vec<Line> = Vec::new();
    let mut blocks = Vec::new();
    own_leaves(node, &mut blocks);
    for block in blocks {
        let first = lines.len();
        for id in block {
            let (page, runs) = &leaves[&id];
            for run in runs {
                let ink = ink(run);
                if let Some(line) = lines[first..].last_mut()
                    && line.page == *page
                    && (line.y - run.origin.y).abs() < Pt(0.01)
                    && beside(line.ink, run)
                {
                    line.text.push_str(&run.text);
                    line.ink = joined(line.ink, ink);
                    if !line.fonts.contains(&run.font.0) {
                        line.fonts.push(run.font.0);
                    }
                } else {
                    let (text, fonts) = (run.text.clone(), vec![run.font.0]);
                    lines.push(Line { page: *page, y: run.origin.y, ink, text, size: run.size, fonts });
                }
            }
        }
    }
    lines
}

/// Whether a run goes on with a line: the same baseline may stand in the next column too.
fn beside(line: Rect, run: &GlyphRun) -> bool {
    let (after, before) = (run.origin.x - line.right(), run.origin.x + run.width() - line.x);
    after.abs().min(before.abs()) < run.size * 1.2
}

/// The leaves of each block below a tag: those of a paragraph stand together, with those of its links and spans.
fn own_leaves(node: &TagNode, blocks: &mut Vec<Vec<ContentId>>) {
    if !matches!(node.tag, Tag::Link | Tag::Span | Tag::Abbreviation(_)) {
        blocks.push(Vec::new());
    }
    for child in &node.children {
        match child {
            TagChild::Content(id) => blocks.last_mut().expect("a block").push(*id),
            TagChild::Node(inner) => own_leaves(inner, blocks),
            TagChild::Link(_) => {}
        }
    }
}

/// The boxes around the letters of a run, from left to right.
pub fn letters(run: &GlyphRun) -> Vec<Rect> {
    let face = skrifa::FontRef::new(&workshop().fonts.face(run.font).data).expect("a bundled font opens");
    let metrics = face.glyph_metrics(Size::unscaled(), LocationRef::default());
    let em = f32::from(face.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let mut pen = run.origin.x;
    let mut found = Vec::new();
    for glyph in &run.glyphs {
        let bounds = metrics.bounds(u32::from(glyph.id).into()).filter(|b| b.x_max > b.x_min && b.y_max > b.y_min);
        found.extend(bounds.map(|b| Rect {
            x: pen + run.size * (b.x_min / em + glyph.dx),
            y: run.origin.y - run.size * (b.y_max / em + glyph.dy),
            width: run.size * ((b.x_max - b.x_min) / em),
            height: run.size * ((b.y_max - b.y_min) / em),
        }));
        pen += run.size * glyph.advance;
    }
    found
}

/// The smallest rectangle around the ink of a run; without extent if it draws nothing.
pub fn ink(run: &GlyphRun) -> Rect {
    let nothing = Rect { x: run.origin.x, y: run.origin.y, width: Pt::ZERO, height: Pt::ZERO };
    letters(run).into_iter().reduce(joined).unwrap_or(nothing)
}

/// The smallest rectangle around two; one without extent does not count.
fn joined(a: Rect, b: Rect) -> Rect {
    if b.height == Pt::ZERO {
        return a;
    }
    if a.height == Pt::ZERO {
        return b;
    }
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect { x, y, width: a.right().max(b.right()) - x, height: a.bottom().max(b.bottom()) - y }
}

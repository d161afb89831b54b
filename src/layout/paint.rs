//! The painter: lines and shapes to marked content of pages, and the tag tree that goes with them.

use std::sync::Arc;

use crate::color::Color;
use crate::document::RichText;
use crate::page::{
    Bookmark, ContentId, FilledRect, GlyphRun, Item, Link, LinkId, Mark, Marked, Page, Sides, Tag, TagChild, TagNode,
};
use crate::text::{Fragment, Line};
use crate::units::{Point, Pt, Rect, Size};

/// Builds pages; hands out the ids that tie content to tags.
#[derive(Debug, Default)]
pub(super) struct Painter {
    /// The pages so far.
    pub pages: Vec<Page>,
    /// Headings in reading order.
    pub bookmarks: Vec<Bookmark>,
    contents: u32,
    links: u32,
}

/// How lines are put on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Index of the page.
    pub page: usize,
    /// Left edge of the measure.
    pub x: Pt,
    /// Width of the measure.
    pub measure: Pt,
    /// Baseline of the first line.
    pub baseline: Pt,
    /// Distance of baselines.
    pub leading: Pt,
    /// Type size.
    pub size: Pt,
    /// Colour.
    pub color: Color,
    /// Whether lines of the document's direction start at the right edge.
    pub rtl: bool,
}

impl Setting {
    /// The glyphs of a fragment of a line, at their place.
    fn run(&self, line: &Line, row: usize, fragment: &Fragment) -> GlyphRun {
        let start = if self.rtl == line.turned { self.x } else { self.x + self.measure - self.size * line.width };
        GlyphRun {
            font: fragment.font,
            size: self.size,
            origin: Point { x: start + self.size * fragment.x, y: self.baseline + self.leading * row as f32 },
            color: self.color,
            text: fragment.text.clone(),
            glyphs: fragment.glyphs.clone(),
        }
    }
}

impl Painter {
    /// A painter with this many empty pages.
    pub fn new(pages: usize) -> Painter {
        Painter { pages: vec![Page::default(); pages], ..Painter::default() }
    }

    /// Draws items as decoration.
    pub fn artifact(&mut self, page: usize, items: Vec<Item>) {
        self.pages[page].content.push(Marked { mark: Mark::Artifact, items });
    }

    /// Draws a rectangle as decoration.
    pub fn rect(&mut self, page: usize, rect: Rect, color: Color, radius: Pt, runs_off: Sides) {
        self.artifact(page, vec![Item::Rect(FilledRect { rect, color, radius, runs_off })]);
    }

    /// Fills a page of this size with a colour that runs off all its sides.
    pub fn ground(&mut self, page: usize, trim: Size, color: Color) {
        let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: trim.width, height: trim.height };
        let all = Sides { top: true, right: true, bottom: true, left: true };
        self.rect(page, rect, color, Pt::ZERO, all);
    }

    /// Draws items as one piece of content and returns its place in the tag tree.
    pub fn content(&mut self, page: usize, items: Vec<Item>) -> TagChild {
        let id = ContentId(self.contents);
        self.contents += 1;
        self.pages[page].content.push(Marked { mark: Mark::Content(id), items });
        TagChild::Content(id)
    }

    /// The lines as items, for decoration.
    pub fn runs(lines: &[Line], setting: &Setting) -> Vec<Item> {
        let rows = lines.iter().enumerate();
        rows.flat_map(|(row, line)| line.fragments.iter().map(move |f| Item::Glyphs(setting.run(line, row, f))))
            .collect()
    }

    /// Draws the lines of a paragraph and returns the children of its tag: text, and links with their areas.
    pub fn lines(&mut self, lines: &[Line], rich: &RichText, setting: &Setting) -> Vec<TagChild> {
        let mut children = Vec::new();
        let mut open: Option<Stretch> = None;
        for (index, line) in lines.iter().enumerate() {
            for fragment in &line.fragments {
                let style = fragment.span.and_then(|span| rich.spans.get(span)).map(|s| &s.style);
                let link = style.and_then(|s| s.link.clone());
                let lang = style.and_then(|s| s.lang);
                let expanded = style.and_then(|s| s.expanded.clone());
                let called = style.and_then(|s| s.called.clone());
                let differs = |o: &Stretch| o.link != link || o.lang != lang || o.expanded != expanded;
                if open.as_ref().is_some_and(differs) {
                    children.extend(open.take().map(|o| self.close(o, setting)));
                }
                let stretch = open.get_or_insert_with(|| Stretch {
                    link,
                    lang,
                    expanded,
                    called,
                    items: Vec::new(),
                    rects: Vec::new(),
                    text: String::new(),
                });
                let run = setting.run(line, index, fragment);
                stretch.add(run, index);
            }
        }
        children.extend(open.take().map(|o| self.close(o, setting)));
        children
    }

    /// Ends a stretch of one link, language and abbreviation.
    fn close(&mut self, stretch: Stretch, setting: &Setting) -> TagChild {
        let content = self.content(setting.page, stretch.items);
        let node = if let Some(uri) = &stretch.link {
            let id = LinkId(self.links);
            self.links += 1;
            self.pages[setting.page].links.push(Link {
                id,
                uri: uri.to_string(),
                description: stretch.called.map_or_else(|| stretch.text.trim().to_owned(), |called| called.to_string()),
                rects: stretch.rects.into_iter().map(|(_, rect)| rect).collect(),
            });
            Some(TagNode { tag: Tag::Link, lang: stretch.lang, children: vec![content.clone(), TagChild::Link(id)] })
        } else {
            let tag = stretch.expanded.map(|words| Tag::Abbreviation(words.to_string()));
            let tag = tag.or(stretch.lang.map(|_| Tag::Span));
            tag.map(|tag| TagNode { tag, lang: stretch.lang, children: vec![content.clone()] })
        };
        node.map_or(content, TagChild::Node)
    }

    /// Notes a heading for the outline.
    pub fn bookmark(&mut self, title: &str, level: u8, page: usize, y: Pt) {
        self.bookmarks.push(Bookmark { title: title.to_owned(), level, page, y });
    }
}

/// Glyph runs of one link, language and abbreviation, over one or more lines.
struct Stretch {
    link: Option<Arc<str>>,
    lang: Option<crate::lang::Lang>,
    expanded: Option<Arc<str>>,
    called: Option<Arc<str>>,
    items: Vec<Item>,
    /// One rectangle a line, with the line's index.
    rects: Vec<(usize, Rect)>,
    text: String,
}

impl Stretch {
    /// Adds a run on a line.
    fn add(&mut self, run: GlyphRun, line: usize) {
        let area =
            Rect { x: run.origin.x, y: run.origin.y - run.size * 0.95, width: run.width(), height: run.size * 1.25 };
        match self.rects.last_mut() {
            Some((last, rect)) if *last == line => {
                let right = rect.right().max(area.right());
                rect.x = rect.x.min(area.x);
                rect.width = right - rect.x;
            }
            _ => self.rects.push((line, area)),
        }
        self.text.push_str(&run.text.replace('\u{ad}', ""));
        self.items.push(Item::Glyphs(run));
    }
}

/// A node without a language of its own.
pub(super) fn node(tag: Tag, children: Vec<TagChild>) -> TagNode {
    TagNode { tag, lang: None, children }
}

/// Adds an item to the list that ends the tags, or begins one where there is none or the item is the `first` of its list.
pub(super) fn list_item(
    tags: &mut Vec<TagChild>,
    ordered: bool,
    first: bool,
    label: Vec<TagChild>,
    body: Vec<TagChild>,
) {
    let parts = vec![TagChild::Node(node(Tag::Label, label)), TagChild::Node(node(Tag::ListBody, body))];
    let item = TagChild::Node(node(Tag::ListItem, parts));
    match tags.last_mut() {
        Some(TagChild::Node(list)) if !first && list.tag == (Tag::List { ordered }) => list.children.push(item),
        _ => tags.push(TagChild::Node(node(Tag::List { ordered }, vec![item]))),
    }
}

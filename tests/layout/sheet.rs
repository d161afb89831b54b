//! A laid out leaflet and its faults: what is lost, overlaps, or stands outside of its place.

use std::collections::BTreeSet;

use leaflet::definition::{FormatKind, FormatSetting, PanelPart};
use leaflet::document::Document;
use leaflet::layout::Metrics;
use leaflet::page::{ContentId, GlyphRun, Item, Mark, Marked, Pages, Tag, TagChild, TagNode};
use leaflet::units::{Mm, Pt, Rect};

use super::made::UNBROKEN;
use super::support::{ink, letters, lines};

/// Ink that may stand outside of its column: a slanted letter's head, a capital's foot.
const OVERHANG: Pt = Pt(2.5);

/// Distance from a fold that stays free of letters and pictures.
const FROM_FOLD: Mm = Mm(4.0);

/// Visits every child of a tag in reading order, with its parent.
pub fn walk<'a>(node: &'a TagNode, visit: &mut impl FnMut(&'a TagNode, &'a TagChild)) {
    for child in &node.children {
        visit(node, child);
        if let TagChild::Node(inner) = child {
            walk(inner, visit);
        }
    }
}

/// Every tag below this one and itself, in reading order.
pub fn nodes(node: &TagNode) -> Vec<&TagNode> {
    let mut found = vec![node];
    walk(node, &mut |_, child| {
        if let TagChild::Node(inner) = child {
            found.push(inner);
        }
    });
    found
}

/// Whether a tag holds a paragraph, an item or a heading: text whose lines were broken together.
pub fn is_text(node: &TagNode) -> bool {
    let has_blocks = node
        .children
        .iter()
        .any(|child| matches!(child, TagChild::Node(inner) if !matches!(inner.tag, Tag::Link | Tag::Span | Tag::Abbreviation(_))));
    !has_blocks && matches!(node.tag, Tag::Paragraph | Tag::Caption | Tag::ListBody | Tag::Heading(..))
}

/// A laid out leaflet with what it was made from.
pub struct Sheet<'a> {
    pub document: &'a Document,
    pub setting: &'a FormatSetting,
    pub pages: &'a Pages,
    pub metrics: &'a Metrics,
}

/// A column of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub page: usize,
    pub column: usize,
}

impl Sheet<'_> {
    pub fn is_poster(&self) -> bool {
        self.document.format.kind == FormatKind::Poster
    }

    /// The left edge and the width of each column that a page may have: of the page, or of its panels.
    pub fn columns(&self, page: usize) -> Vec<(Pt, Pt)> {
        let count = self.metrics.columns.max(1);
        let panels = self.document.format.panels;
        let with_text = panels.iter().filter(|panel| panel.holds.contains(&PanelPart::Sections));
        let narrowest = with_text.map(|panel| panel.width).reduce(Pt::min).unwrap_or(self.pages.trim.width);
        let own = panels.iter().filter(|panel| usize::from(panel.page) == page);
        let mut edges: Vec<Pt> = own.map(|panel| panel.left + (panel.width - narrowest) / 2.0).collect();
        if panels.is_empty() {
            edges.push(Pt::ZERO);
        }
        edges.sort_by(|a, b| a.0.total_cmp(&b.0));
        let inside = narrowest - self.setting.margin.left - self.setting.margin.right;
        // A short text stands in one wide column.
        let wide = count == 1 && self.setting.columns > 1 && !self.is_poster();
        let share = (inside - self.setting.gutter * (count as f32 - 1.0)) / count as f32;
        let width = if wide { share.min(self.setting.base.1 * 32.5) } else { share };
        // Lines that start at the right leave the other side of a wide column free.
        let shift = if wide && self.document.lang.rtl { inside - width } else { Pt::ZERO };
        let of = |edge: Pt| {
            (0..count).map(move |at| {
                (edge + self.setting.margin.left + shift + (width + self.setting.gutter) * at as f32, width)
            })
        };
        edges.into_iter().flat_map(of).collect()
    }

    /// The column that a box begins in.
    pub fn place(&self, page: usize, rect: &Rect) -> Place {
        let middle = rect.x + rect.width / 2.0;
        let column = self.columns(page).iter().rposition(|(x, _)| *x <= middle).unwrap_or(0);
        Place { page, column }
    }

    /// The tags of the sections that run in columns, in order.
    pub fn sections(&self) -> Vec<&TagNode> {
        let sections = self.pages.tags.children.iter().filter_map(|child| match child {
            TagChild::Node(node) if node.tag == Tag::Section => Some(node),
            _ => None,
        });
        sections.take(self.document.sections.len()).collect()
    }

    /// All that is wrong with the pages.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        self.every_leaf_is_read_once(&mut faults);
        self.headings_step_by_one(&mut faults);
        self.ink_stays_safe(&mut faults);
        self.texts_do_not_overlap(Pt(0.3), &mut faults);
        self.paragraphs_are_well_broken(&mut faults);
        self.folds_stay_free(&mut faults);
        self.panels_hold_whole_sections(&mut faults);
        if !self.is_poster() {
            self.text_stays_in_its_column(&mut faults);
            self.columns_end_together(&mut faults);
            self.columns_end_as_told(&mut faults);
            self.headings_keep_their_text(&mut faults);
        }
        faults
    }

    pub fn every_leaf_is_read_once(&self, faults: &mut Vec<String>) {
        let mut read = Vec::new();
        let mut links = Vec::new();
        walk(&self.pages.tags, &mut |_, child| match child {
            TagChild::Content(id) => read.push(*id),
            TagChild::Link(id) => links.push(*id),
            TagChild::Node(_) => {}
        });
        let marked: Vec<ContentId> = (self.pages.pages.iter().flat_map(|page| &page.content))
            .filter_map(|marked| match marked.mark {
                Mark::Content(id) => Some(id),
                Mark::Artifact => None,
            })
            .collect();
        let once = |ids: &[ContentId]| ids.iter().copied().collect::<BTreeSet<_>>();
        if once(&read).len() != read.len() || once(&marked).len() != marked.len() || once(&read) != once(&marked) {
            faults.push(format!("leaves of the tags {read:?}, of the pages {marked:?}"));
        }
        for page in &self.pages.pages {
            let is_text = |marked: &&Marked| marked.items.iter().all(|item| matches!(item, Item::Glyphs(_)));
            let texts = page.content.iter().filter(is_text).filter_map(|marked| match marked.mark {
                Mark::Content(id) => read.iter().position(|known| *known == id),
                Mark::Artifact => None,
            });
            if !texts.is_sorted() {
                faults.push("texts are drawn in another order than they are read".to_owned());
            }
        }
        let mut areas: Vec<_> = self.pages.pages.iter().flat_map(|page| &page.links).map(|link| link.id).collect();
        areas.sort_unstable();
        links.sort_unstable();
        if areas != links {
            faults.push(format!("links of the tags {links:?}, of the pages {areas:?}"));
        }
    }

    pub fn headings_step_by_one(&self, faults: &mut Vec<String>) {
        let mut before = 0;
        for node in nodes(&self.pages.tags) {
            if let Tag::Heading(level, title) = &node.tag {
                if *level > before + 1 {
                    faults.push(format!("heading {level} “{title}” after level {before}"));
                }
                before = *level;
            }
            if node.children.is_empty() {
                faults.push(format!("an empty {:?}", node.tag));
            }
        }
        if nodes(&self.pages.tags).iter().filter(|node| matches!(node.tag, Tag::Heading(1, _))).count() != 1 {
            faults.push("not one title".to_owned());
        }
    }

    pub fn ink_stays_safe(&self, faults: &mut Vec<String>) {
        let trim = self.pages.trim;
        let page = Rect { x: Pt::ZERO, y: Pt::ZERO, width: trim.width, height: trim.height };
        let safe = page.inset(self.setting.safe);
        for (index, marked) in
            self.pages.pages.iter().enumerate().flat_map(|(i, p)| p.content.iter().map(move |m| (i, m)))
        {
            for item in &marked.items {
                let (what, rect) = match item {
                    Item::Glyphs(run) => (run.text.clone(), ink(run)),
                    Item::Image(image) => ("a picture".to_owned(), image.rect),
                    Item::Rect(rect) if marked.mark == Mark::Artifact => {
                        let off = rect.runs_off;
                        let mut inner = rect.rect;
                        // A side that runs off lies on the trim, and from there inwards all is as it should be.
                        for (runs, edge, at) in [
                            (off.left, inner.x, Pt::ZERO),
                            (off.right, inner.right(), trim.width),
                            (off.top, inner.y, Pt::ZERO),
                            (off.bottom, inner.bottom(), trim.height),
                        ] {
                            if runs && (edge - at).abs() > Pt(0.01) {
                                faults.push(format!("a box runs off but ends at {edge:?}"));
                            }
                        }
                        if off.left || off.right {
                            (inner.x, inner.width) = (safe.x, safe.width);
                        }
                        if off.top || off.bottom {
                            (inner.y, inner.height) = (safe.y, safe.height);
                        }
                        ("a box".to_owned(), inner)
                    }
                    _ => continue,
                };
                if rect.height > Pt::ZERO && !safe.holds(&rect, Pt(0.01)) {
                    faults.push(format!("page {}: {what} at {rect:?} leaves the safe zone", index + 1));
                }
            }
        }
    }

    /// No ink but that of grounds lies near a fold.
    pub fn folds_stay_free(&self, faults: &mut Vec<String>) {
        for (page, folds) in self.pages.pages.iter().zip(&self.pages.folds) {
            for item in page.content.iter().flat_map(|marked| &marked.items) {
                let (what, rect) = match item {
                    Item::Glyphs(run) => (run.text.as_str(), ink(run)),
                    Item::Image(image) => ("a picture", image.rect),
                    _ => continue,
                };
                let near = |fold: &Pt| {
                    rect.height > Pt::ZERO && rect.x < *fold + FROM_FOLD.pt() && rect.right() > *fold - FROM_FOLD.pt()
                };
                if folds.iter().any(near) {
                    faults.push(format!("“{what}” at {rect:?} lies within {} mm of a fold of {folds:?}", FROM_FOLD.0));
                }
            }
        }
    }

    pub fn texts_do_not_overlap(&self, slack: Pt, faults: &mut Vec<String>) {
        for (index, page) in self.pages.pages.iter().enumerate() {
            let texts: Vec<(usize, &str, Rect)> = (page.content.iter().enumerate())
                .flat_map(|(at, marked)| marked.items.iter().map(move |item| (at, item)))
                .filter_map(|(at, item)| match item {
                    Item::Glyphs(run) => Some((at, run.text.as_str(), ink(run))),
                    Item::Image(image) => Some((at, "a picture", image.rect)),
                    _ => None,
                })
                .filter(|(_, _, rect)| rect.height > Pt::ZERO)
                .collect();
            for (at, one) in texts.iter().enumerate() {
                for other in texts[at + 1..].iter().filter(|other| other.0 != one.0 && one.2.overlaps(&other.2, slack))
                {
                    faults.push(format!("page {}: “{}” overlaps “{}”", index + 1, one.1, other.1));
                }
            }
        }
    }

    /// No letter reaches into one of another line or another block, beside or below it.
    pub fn letters_do_not_overlap(&self, slack: Pt, faults: &mut Vec<String>) {
        for (index, page) in self.pages.pages.iter().enumerate() {
            let mut all: Vec<(usize, &GlyphRun, Vec<Rect>)> = Vec::new();
            for (at, marked) in page.content.iter().enumerate() {
                for item in &marked.items {
                    if let Item::Glyphs(run) = item {
                        all.push((at, run, letters(run)));
                    }
                }
            }
            for (at, (leaf, run, own)) in all.iter().enumerate() {
                for (other_leaf, other, boxes) in &all[at + 1..] {
                    let same_line = leaf == other_leaf && (run.origin.y - other.origin.y).abs() < Pt(0.01);
                    let near = (run.origin.y - other.origin.y).abs() < (run.size + other.size) * 1.5;
                    let touch = |one: &Rect| boxes.iter().any(|two| one.overlaps(two, slack));
                    if near && !same_line && own.iter().any(touch) {
                        faults.push(format!("page {}: “{}” reaches into “{}”", index + 1, run.text, other.text));
                    }
                }
            }
        }
    }

    pub fn paragraphs_are_well_broken(&self, faults: &mut Vec<String>) {
        for node in nodes(&self.pages.tags).into_iter().filter(|node| is_text(node)) {
            let lines = lines(self.pages, node);
            let mut hyphens = 0;
            for line in &lines {
                hyphens = if line.text.ends_with('\u{ad}') { hyphens + 1 } else { 0 };
                if hyphens > 2 || hyphens == 1 && matches!(node.tag, Tag::Heading(..)) {
                    faults.push(format!("{hyphens} hyphens in a row at “{}”", line.text));
                }
            }
            let Some(last) = lines.last().filter(|_| lines.len() > 1) else { continue };
            let letters = last.text.chars().filter(|c| c.is_alphanumeric()).count();
            let runt = !last.text.trim().contains([' ', '\u{a0}']) && letters < 5;
            // A title's lines, and what stands beside a code, are parted by sense and by their narrow place.
            let running =
                !matches!(node.tag, Tag::Heading(..)) && self.sections().iter().any(|s| nodes(s).contains(&node));
            // Nothing helps where the word before fills the place.
            let before = &lines[lines.len() - 2];
            let letter = before.ink.width / before.text.trim().chars().count() as f32;
            let word = before.text.trim().rsplit(' ').next().unwrap_or_default();
            let both = letter * (word.chars().count() + 1 + last.text.trim().chars().count()) as f32;
            let helpless = both > (self.columns(0)[0].1 - Mm(5.0).pt()) * 0.8;
            if runt && running && !helpless {
                faults.push(format!("“{}” ends its paragraph alone", last.text.trim()));
            }
        }
        let set: Vec<String> = lines(self.pages, &self.pages.tags).iter().map(|line| spaced(&line.text)).collect();
        let whole = spaced(&text(self.pages, &self.pages.tags));
        for token in UNBROKEN {
            let found = set.iter().map(|line| line.matches(token).count()).sum::<usize>();
            if found != whole.matches(token).count() {
                faults.push(format!("“{token}” is broken over lines"));
            }
        }
    }

    pub fn text_stays_in_its_column(&self, faults: &mut Vec<String>) {
        let right = self.pages.trim.width - self.setting.margin.right;
        for line in lines(self.pages, &self.pages.tags) {
            if line.size < *self.document.theme.floor {
                faults.push(format!("“{}” is smaller than the theme's floor", line.text));
            }
            if line.ink.x < self.setting.margin.left - OVERHANG || line.ink.right() > right + OVERHANG {
                // The mark of a draft stands outside the margins on purpose.
                if self.document.draft.is_none() {
                    faults.push(format!("“{}” leaves the margins", line.text));
                }
            }
        }
        for line in self.sections().iter().flat_map(|section| lines(self.pages, section)) {
            let (x, width) = self.columns(line.page)[self.place(line.page, &line.ink).column];
            if line.ink.x < x - OVERHANG || line.ink.right() > x + width + OVERHANG {
                faults.push(format!("“{}” leaves its column", line.text));
            }
        }
    }
}

/// The text below a tag, paragraphs parted by a space, words parted by a hyphen joined, without bullets and numbers.
pub fn text(pages: &Pages, node: &TagNode) -> String {
    let mut out = String::new();
    for block in nodes(node).into_iter().filter(|node| is_text(node)) {
        out.extend(lines(pages, block).into_iter().map(|line| line.text));
        out.push(' ');
    }
    out.replace('\u{ad}', "")
}

/// The text with plain spaces for all others.
pub fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

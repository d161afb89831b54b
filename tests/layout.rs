//! What holds for every leaflet: nothing is lost, nothing overlaps, all stands inside its place. Definitions are made at
//! random, and the grooming sheet is changed section by section.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use leaflet::definition::{FormatKind, FormatSetting, PanelPart, Publication, Target, load};
use leaflet::document::{Block, Content, Document, Draft, RichText, Section, resolve};
use leaflet::lang::Lang;
use leaflet::layout::{Metrics, layout};
use leaflet::page::{ContentId, FilledRect, GlyphRun, Item, Mark, Marked, Pages, Tag, TagChild, TagNode};
use leaflet::units::{Mm, Pt, Rect};
use leaflet::world::{DiskWorld, MemoryWorld};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use support::{Line, TODAY, ink, letters, lines, wanted, workshop};

/// Lines of running text from which on the columns of a page must end together.
const ENOUGH: usize = 12;
/// Ink that may stand outside of its column: a slanted letter's head, a capital's foot.
const OVERHANG: Pt = Pt(2.5);
/// Lines by which columns of any text may end apart. A heading, the sentence that leads to a list, its first item and the
/// beginning of the second go into one column or the other as a whole; sensible texts do better, see the grooming sheet.
const APART: f32 = 10.0;
/// Distance from a fold that stays free of letters and pictures.
const FROM_FOLD: Mm = Mm(4.0);
/// A box no higher than this is a line, and ends no column.
const LINE_OF_INK: Pt = Pt(2.0);
/// Share of a line by which what ends a column may stand higher than its place on the grid: boxes, captions and pictures are
/// not on it, and are a half-line lower at the most.
const HINTED: f32 = 0.25;
/// Share of the leading that lies below a line of running text.
const UNDER_LINE: f32 = 0.22;
/// Bars are narrower than this.
const BAR: Pt = Pt(5.0);
/// Lines that a heading holds together above or below a box.
const HEADING: f32 = 4.0;

/// Visits every child of a tag in reading order, with its parent.
fn walk<'a>(node: &'a TagNode, visit: &mut impl FnMut(&'a TagNode, &'a TagChild)) {
    for child in &node.children {
        visit(node, child);
        if let TagChild::Node(inner) = child {
            walk(inner, visit);
        }
    }
}

/// Every tag below this one and itself, in reading order.
fn nodes(node: &TagNode) -> Vec<&TagNode> {
    let mut found = vec![node];
    walk(node, &mut |_, child| {
        if let TagChild::Node(inner) = child {
            found.push(inner);
        }
    });
    found
}

/// Whether a tag holds a paragraph, an item or a heading: text whose lines were broken together.
fn is_text(node: &TagNode) -> bool {
    let has_blocks = node
        .children
        .iter()
        .any(|child| matches!(child, TagChild::Node(inner) if !matches!(inner.tag, Tag::Link | Tag::Span | Tag::Abbreviation(_))));
    !has_blocks && matches!(node.tag, Tag::Paragraph | Tag::Caption | Tag::ListBody | Tag::Heading(..))
}

/// A laid out leaflet with what it was made from.
struct Sheet<'a> {
    document: &'a Document,
    setting: &'a FormatSetting,
    pages: &'a Pages,
    metrics: &'a Metrics,
}

/// A column of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    page: usize,
    column: usize,
}

impl Sheet<'_> {
    fn is_poster(&self) -> bool {
        self.document.format.kind == FormatKind::Poster
    }

    /// The left edge and the width of each column that a page may have: of the page, or of its panels.
    fn columns(&self, page: usize) -> Vec<(Pt, Pt)> {
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
    fn place(&self, page: usize, rect: &Rect) -> Place {
        let middle = rect.x + rect.width / 2.0;
        let column = self.columns(page).iter().rposition(|(x, _)| *x <= middle).unwrap_or(0);
        Place { page, column }
    }

    /// The tags of the sections that run in columns, in order.
    fn sections(&self) -> Vec<&TagNode> {
        let sections = self.pages.tags.children.iter().filter_map(|child| match child {
            TagChild::Node(node) if node.tag == Tag::Section => Some(node),
            _ => None,
        });
        sections.take(self.document.sections.len()).collect()
    }

    /// All that is wrong with the pages.
    fn faults(&self) -> Vec<String> {
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

    fn every_leaf_is_read_once(&self, faults: &mut Vec<String>) {
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

    fn headings_step_by_one(&self, faults: &mut Vec<String>) {
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

    fn ink_stays_safe(&self, faults: &mut Vec<String>) {
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
    fn folds_stay_free(&self, faults: &mut Vec<String>) {
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

    fn texts_do_not_overlap(&self, slack: Pt, faults: &mut Vec<String>) {
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
    fn letters_do_not_overlap(&self, slack: Pt, faults: &mut Vec<String>) {
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

    fn paragraphs_are_well_broken(&self, faults: &mut Vec<String>) {
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

    fn text_stays_in_its_column(&self, faults: &mut Vec<String>) {
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

    /// Where each column's last line stands, boxes that end it counted as a line at their lower edge.
    fn ends(&self) -> Vec<(Place, Pt)> {
        let mut ends: Vec<(Place, Pt)> = Vec::new();
        let mut reach = |place: Place, y: Pt| match ends.iter_mut().find(|(known, _)| *known == place) {
            Some((_, end)) => *end = end.max(y),
            None => ends.push((place, y)),
        };
        for line in self.sections().iter().flat_map(|section| lines(self.pages, section)) {
            reach(self.place(line.page, &line.ink), line.y);
        }
        for (index, page) in self.pages.pages.iter().enumerate() {
            let (x, width) = self.columns(index)[0];
            for item in page.content.iter().flat_map(|marked| &marked.items) {
                let rect = match item {
                    // Call-outs, and the bars beside quotations.
                    Item::Rect(FilledRect { rect, .. })
                        if ((rect.width - width).abs() < Pt(0.01) || rect.width < BAR)
                            && rect.x >= x - Pt(0.01)
                            && rect.height > LINE_OF_INK =>
                    {
                        *rect
                    }
                    Item::Image(image) => image.rect,
                    _ => continue,
                };
                // The lower edge lies below the line that would stand there by what is under its letters.
                reach(self.place(index, &rect), rect.bottom() - self.metrics.leading * UNDER_LINE);
            }
        }
        ends
    }

    /// Height in lines of the highest part that may not be parted: a box, or a section that is kept.
    fn tallest_whole(&self) -> f32 {
        let of = |(section, tags): (&Section, &&TagNode)| {
            let whole = section.keep || matches!(section.content, Content::Callout(_) | Content::Quote { .. });
            let lines = lines(self.pages, tags);
            let (first, last) = (lines.first().filter(|_| whole)?, lines.last()?);
            Some((last.y - first.y) / self.metrics.leading + 2.0)
        };
        self.document.sections.iter().zip(&self.sections()).filter_map(of).fold(0.0, f32::max)
    }

    /// The most lines by which columns of one page end apart, of pages with enough lines.
    fn apart(&self) -> f32 {
        let body: Vec<Line> = self.sections().iter().flat_map(|section| lines(self.pages, section)).collect();
        let ends = self.ends();
        let mut worst = 0.0_f32;
        for page in 0..self.pages.pages.len() {
            if body.iter().filter(|line| line.page == page).count() <= ENOUGH {
                continue;
            }
            let of_page: Vec<Pt> = ends.iter().filter(|(place, _)| place.page == page).map(|(_, y)| *y).collect();
            let high = of_page.iter().copied().fold(Pt::ZERO, Pt::max);
            // An empty column ends above the first line.
            let top = body.iter().filter(|line| line.page == page).map(|line| line.y).fold(high, Pt::min);
            let full = of_page.len() == self.metrics.columns;
            let start = if full { high } else { top - self.metrics.leading };
            let low = of_page.iter().copied().fold(start, Pt::min);
            worst = worst.max((high - low) / self.metrics.leading);
        }
        worst
    }

    /// Sections of a folder are parted only where they cannot all stand whole on the panels that it has for them, or would leave
    /// one of them empty.
    fn panels_hold_whole_sections(&self, faults: &mut Vec<String>) {
        let holds = |panel: &&leaflet::definition::Panel| panel.holds.contains(&PanelPart::Sections);
        let panels = self.document.format.panels.iter().filter(holds).count();
        let images = self.document.sections.iter().any(|section| matches!(section.content, Content::Image { .. }));
        if panels == 0 || images {
            return;
        }
        let (leading, margin) = (self.metrics.leading, &self.setting.margin);
        let room = self.pages.trim.height - margin.top - margin.bottom;
        let (mut needed, mut filled, mut parted) = (1, Pt::ZERO, 0);
        let mut used: BTreeSet<Place> = BTreeSet::new();
        for section in self.sections() {
            let mut spans: Vec<(Place, Pt, Pt)> = Vec::new();
            for line in lines(self.pages, section) {
                let place = self.place(line.page, &line.ink);
                match spans.iter_mut().find(|(known, ..)| *known == place) {
                    Some((_, top, bottom)) => {
                        (*top, *bottom) = ((*top).min(line.ink.y), (*bottom).max(line.ink.bottom()));
                    }
                    None => spans.push((place, line.ink.y, line.ink.bottom())),
                }
            }
            parted += usize::from(spans.len() > 1);
            used.extend(spans.iter().map(|(place, ..)| *place));
            // Two lines more for the distances and the edges of a box.
            let height = spans.iter().map(|(_, top, bottom)| *bottom - *top).sum::<Pt>() + leading * 2.0;
            if height > room {
                return;
            }
            if filled + height > room {
                (needed, filled) = (needed + 1, Pt::ZERO);
            }
            filled += height;
        }
        // The panel of the help lines may have sections instead.
        let panels = panels.max(used.len());
        if needed <= panels && self.sections().len() >= panels && parted > 0 {
            faults.push(format!("{parted} sections are parted that would stand whole on {needed} of {panels} panels"));
        }
    }

    fn columns_end_together(&self, faults: &mut Vec<String>) {
        if !self.document.format.panels.is_empty() {
            return;
        }
        let (apart, whole) = (self.apart(), self.tallest_whole());
        if apart > (whole + HEADING).max(APART) + 0.5 {
            faults
                .push(format!("columns end {apart:.1} lines apart, and nothing higher than {whole:.1} lines is whole"));
        }
    }

    /// Columns end within a line of each other, or the build says by how much they do not.
    fn columns_end_as_told(&self, faults: &mut Vec<String>) {
        if !self.document.format.panels.is_empty() {
            return;
        }
        let told = self.metrics.pages.iter().map(|page| page.column_difference).fold(1.0, f32::max);
        if self.apart() > told + HINTED {
            faults.push(format!("columns end {} lines apart, and {told} are told", self.apart()));
        }
    }

    fn headings_keep_their_text(&self, faults: &mut Vec<String>) {
        for section in self.sections() {
            let all: Vec<(bool, Line)> = nodes(section)
                .into_iter()
                .filter(|node| is_text(node) && node.tag != Tag::Label)
                .flat_map(|node| {
                    lines(self.pages, node).into_iter().map(|line| (matches!(node.tag, Tag::Heading(..)), line))
                })
                .collect();
            let Some(last) = all.iter().rposition(|(heading, _)| *heading) else { continue };
            let place = |line: &Line| self.place(line.page, &line.ink);
            let own = place(&all[last].1);
            let after = &all[last + 1..];
            let kept = after.iter().take_while(|(_, line)| place(line) == own).count();
            if kept < after.len().min(1) {
                faults.push(format!("heading “{}” stands without its text", all[last].1.text));
            }
            if all[..last].iter().any(|(_, line)| place(line) != own) {
                faults.push(format!("heading “{}” is parted", all[last].1.text));
            }
        }
    }
}

/// The text below a tag, paragraphs parted by a space, words parted by a hyphen joined, without bullets and numbers.
fn text(pages: &Pages, node: &TagNode) -> String {
    let mut out = String::new();
    for block in nodes(node).into_iter().filter(|node| is_text(node)) {
        out.extend(lines(pages, block).into_iter().map(|line| line.text));
        out.push(' ');
    }
    out.replace('\u{ad}', "")
}

/// The text with plain spaces for all others.
fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// What may not be parted.
const UNBROKEN: [&str; 9] = [
    "112",
    "114 14",
    "054-19 73 38",
    "020-390 000",
    "eva.ek@example.org",
    "polisen.se/anmal",
    "6 kap. 10 a §",
    "15 år",
    "1 juli 2018",
];

/// Words of running text; some long, some with a joint that changes their spelling, some that begin with å, ä or ö.
const WORDS: [&str; 48] = [
    "barn",
    "den",
    "det",
    "som",
    "en",
    "på",
    "i",
    "och",
    "är",
    "kan",
    "du",
    "att",
    "vuxen",
    "berätta",
    "nätet",
    "träff",
    "kontakt",
    "ofta",
    "medier",
    "meddelanden",
    "användarnamn",
    "ungdomsmottagningen",
    "kvinnofridssamordnaren",
    "jämställdhetsmyndigheten",
    "barnmisshandel",
    "socialtjänsten",
    "tillåtet",
    "tillägg",
    "busstationen",
    "åker",
    "ännu",
    "öppet",
    "fritidsgården",
    "skolan",
    "brottsoffer",
    "anmäl",
    "hjälp",
    "ansvaret",
    "förövaren",
    "ställer",
    "frågor",
    "utan",
    "skuld",
    "nära",
    "plattformar",
    "dejtningssidor",
    "spel",
    "dygnet",
];

/// A generated section; its texts are sentences.
#[derive(Debug, Clone)]
struct Made {
    heading: Option<String>,
    kind: u8,
    texts: Vec<String>,
    keep: bool,
}

/// Some words, the first with a capital; what may not be parted stands between others.
fn words(most: usize) -> impl Strategy<Value = String> {
    let word = || (0..WORDS.len()).prop_map(|at| WORDS[at].to_owned());
    let first = word();
    let whole = (word(), 0..UNBROKEN.len(), word()).prop_map(|(a, at, b)| format!("{a} {} {b}", UNBROKEN[at]));
    (first, prop::collection::vec(prop_oneof![12 => word(), 1 => whole], 0..most)).prop_map(|(first, words)| {
        let mut letters = first.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        std::iter::once(capital + letters.as_str()).chain(words).collect::<Vec<_>>().join(" ")
    })
}

fn section() -> impl Strategy<Value = Made> {
    section_of(words)
}

/// A section whose words are made by this.
fn section_of<S: Strategy<Value = String>>(words: impl Fn(usize) -> S) -> impl Strategy<Value = Made> {
    let paragraph = prop::collection::vec(words(14), 1..4).prop_map(|sentences| sentences.join(". ") + ".");
    let parts = (prop::option::weighted(0.8, words(5)), 0..7_u8, prop::collection::vec(paragraph, 1..5));
    (parts, prop::bool::weighted(0.3)).prop_map(|((heading, kind, texts), keep)| {
        // Only what is short can be kept whole in a column.
        let keep = keep && texts.len() == 1;
        Made { heading, kind, texts, keep }
    })
}

impl Made {
    /// Its TOML.
    fn toml(&self, id: usize) -> String {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let mut out = format!("\n[[section]]\nid = \"s{id}\"\nkeep = {}\n", self.keep);
        if let Some(heading) = &self.heading {
            out.extend(["heading = ", &quoted(heading), "\n"]);
        }
        let list: Vec<String> = self.texts.iter().map(|text| format!("- {text}")).collect();
        let (kind, body) = match self.kind {
            3 => ("callout", self.texts[0].clone()),
            4 => {
                let steps: Vec<String> = self.texts.iter().map(|text| quoted(text)).collect();
                return out + &format!("kind = \"steps\"\nsteps = [{}]\n", steps.join(", "));
            }
            5 => {
                let text = quoted(&self.texts[0]);
                return out
                    + &format!("kind = \"quote\"\ntext = {text}\nwho = \"Eva Ek, landshövding\"\nsource = \"2015\"\n");
            }
            1 | 2 => ("text", format!("{}\n\n{}", self.texts[0], list[1..].join("\n"))),
            _ => ("text", self.texts.join("\n\n")),
        };
        out + &format!("kind = \"{kind}\"\ntext = {}\n", quoted(&body))
    }

    /// Its words in reading order.
    fn words(&self) -> String {
        let heading = self.heading.clone().unwrap_or_default();
        match self.kind {
            3 => format!("{heading} {}", self.texts[0]),
            5 => format!("{heading} ”{}” Eva Ek, landshövding, 2015", self.texts[0]),
            _ => format!("{heading} {}", self.texts.join(" ")),
        }
    }
}

const HEAD: &str = r#"
[county]
slug = "orebro"
name = "Örebro län"
short = "Örebro"
genitive = "Örebro"
office = "Länsstyrelsen Örebro"

[contact]
name = "Isabel Persson"
phone = "054-19 73 38"
email = "isabel.persson@example.org"
verified = 2026-09-01

[publication]
id = "blad"
lang = "sv"
title = "Grooming: sexbrott mot barn på nätet"
audience_line = "För dig som möter barn"
kicker = "För dig som möter barn"
lead = "Du kan göra det lättare att berätta."
version = "1.0"
date = 2026-10-01
max_lix = 80
"#;
const HELP: &str = r#"
[[section]]
id = "hjalp"
kind = "help"
heading = "Här finns hjälp"
lines = [
  { phone = "112", name = "Nödnumret", for = "när det är akut", source = "polisen.se", checked = 2026-11-01 },
  { phone = "114 14", name = "Polisen", source = "polisen.se", checked = 2026-11-01 },
  { phone = "020-390 000", name = "Jämställdhetsmyndigheten", for = "i tjänsten", source = "x", checked = 2026-11-01 },
]
"#;
/// Words before the sections, and after them with and without help lines.
const BEFORE: &str = "För dig som möter barn Grooming: sexbrott mot barn på nätet Du kan göra det lättare att berätta.";
const HELP_WORDS: &str = "Här finns hjälp 112 Nödnumret, när det är akut 114 14 Polisen 020-390 000 \
                          Jämställdhetsmyndigheten, i tjänsten";
const CONTACT: &str =
    "Kontakt i Örebro län Isabel Persson, Länsstyrelsen Örebro 054-19 73 38 isabel.persson@example.org";
const CODE: &str = "Spara kontakten i telefonen";
const IMPRINT: &str = "Utgivare: Länsstyrelsen Örebro. Version 1.0.";

/// Lays a definition out in one format and holds it against everything.
fn hold(made: &[Made], help: bool, format: &str) -> Result<(), TestCaseError> {
    let mut definition = format!("{HEAD}formats = [{format}]\n");
    definition.extend(made.iter().enumerate().map(|(id, section)| section.toml(id)));
    if help {
        definition.push_str(HELP);
    }
    let world = MemoryWorld::new(TODAY).with("case.toml", definition.as_str());
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    prop_assert!(found.is_empty(), "{found:?}\n{definition}");
    let wanted = wanted(&project, Draft::No).next().expect("a leaflet");
    let document = resolve(&world, &project, wanted).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
    let (pages, metrics) = match layout(&document, &workshop().faces) {
        Ok(laid) => laid,
        Err(found) => {
            let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.rule.code).collect();
            prop_assert_eq!(codes, ["overflow"]);
            return Ok(());
        }
    };
    let setting = document.theme.format(document.format.name).expect("a format of the theme");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let faults = sheet.faults();
    prop_assert!(faults.is_empty(), "{}\n{definition}", faults.join("\n"));

    let mut expected = format!("{BEFORE} ");
    expected.extend(made.iter().map(|section| section.words() + " "));
    if help {
        expected += HELP_WORDS;
    }
    // The words beside the code are read before the imprint or after it, as they stand.
    let whole = spaced(&text(&pages, &pages.tags));
    prop_assert_eq!(whole.matches(CODE).count(), 1, "{}", whole);
    let read = whole.replace(CODE, "");
    let (read, small) = read.split_once("Utgivare:").expect("an imprint");
    expected = format!("{expected} {CONTACT}");
    let words =
        |text: &str| text.split_whitespace().map(|word| word.trim_end_matches(',').to_owned()).collect::<Vec<_>>();
    prop_assert_eq!(words(read), words(&expected), "{}", definition);
    let imprint = format!("Utgivare:{small}");
    prop_assert!(imprint.starts_with(IMPRINT), "{imprint}");

    let again = layout(&document, &workshop().faces).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
    prop_assert!(format!("{:?}", again.0) == format!("{pages:?}"), "laid out differently the second time");
    Ok(())
}

#[test]
fn a_long_title_stands_on_two_lines_at_the_head_of_later_pages() {
    let usual = "Grooming: sexbrott mot barn på nätet";
    let long = "Grooming: sexbrott mot barn på nätet, i spel och på sociala plattformar";
    let section = |id: u8| {
        let text = "Barn behöver stärkas så att de vågar vända sig till en vuxen. Den vuxna kan vara du. ".repeat(3);
        format!("[[section]]\nid = \"s{id}\"\nheading = \"Gör det lättare\"\ntext = \"{text}\"\n")
    };
    for (title, lines) in [(long, 2), ("Grooming", 1)] {
        let head = HEAD.replace(&format!("title = \"{usual}\""), &format!("title = \"{title}\""));
        let definition = format!("{head}formats = [{{ format = \"a5\", pages = 2 }}]\n{}{}", section(0), section(1));
        let world = MemoryWorld::new(TODAY).with("case.toml", definition.as_str());
        let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
        assert!(found.is_empty(), "{found:?}");
        let document = resolve(&world, &project, wanted(&project, Draft::No).next().expect("a leaflet"));
        let (pages, _) = layout(&document.expect("it resolves"), &workshop().faces).expect("it fits");
        let passed_over = pages.pages[1].content.iter().filter(|marked| matches!(marked.mark, Mark::Artifact));
        let runs = passed_over.flat_map(|marked| &marked.items).filter_map(|item| match item {
            Item::Glyphs(run) => Some((format!("{:08}", run.origin.y.0.round()), run.text.trim_end())),
            _ => None,
        });
        let rows: BTreeMap<String, &str> = runs.collect();
        assert_eq!(rows.len(), lines, "{rows:?}");
        assert_eq!(rows.into_values().collect::<Vec<_>>().join(" "), title);
    }
}

/// The same definitions in every run; with `LEAFLET_CASES` set to a number, as many new ones.
fn config() -> ProptestConfig {
    let more = std::env::var("LEAFLET_CASES").ok().and_then(|number| number.parse().ok());
    let rng_seed = if more.is_some() { RngSeed::Random } else { RngSeed::Fixed(1) };
    ProptestConfig { cases: more.unwrap_or(96), rng_seed, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_sheet_of_a4(made in prop::collection::vec(section(), 1..=14), help: bool) {
        hold(&made, help, "\"a4\"")?;
    }

    #[test]
    fn any_mixture_of_languages(made in prop::collection::vec(section_of(mixed_words), 0..=30), lang in 0..4_usize, pages in 1..=2_u8) {
        hold_mixed(&made, ["sv", "ar", "th", "uk"][lang], pages)?;
    }

    #[test]
    fn any_sheet_of_a5(made in prop::collection::vec(section(), 1..=7), help: bool) {
        hold(&made, help, "\"a5\"")?;
    }

    #[test]
    fn any_sheet_of_two_pages(made in prop::collection::vec(section(), 1..=12), help: bool) {
        hold(&made, help, "{ format = \"a5\", pages = 2 }")?;
    }

    #[test]
    fn any_small_sheet(made in prop::collection::vec(section(), 1..=5), help: bool, dl: bool) {
        hold(&made, help, if dl { "{ format = \"dl\", pages = 2 }" } else { "{ format = \"a6\", pages = 2 }" })?;
    }

    #[test]
    fn any_folder_of_panels(made in prop::collection::vec(section(), 1..=12), help: bool, rolled: bool) {
        hold(&made, help, if rolled { "\"a4-roll-fold\"" } else { "\"a4-z-fold\"" })?;
    }

    #[test]
    fn any_folder_of_pages(made in prop::collection::vec(section(), 1..=12), help: bool) {
        hold(&made, help, "\"a5-folder\"")?;
    }

    #[test]
    fn any_poster(made in prop::collection::vec(section(), 0..=2), help: bool) {
        hold(&made, help, "{ format = \"a3-poster\", theme = \"poster\" }")?;
    }
}

/// Words of three other scripts.
const FOREIGN: [&str; 15] = [
    "اتصل",
    "بالشرطة",
    "في",
    "أي",
    "وقت",
    "الرسائل",
    "дитина",
    "повідомлення",
    "поліція",
    "допомога",
    "розкажи",
    "เด็ก",
    "ข้อความ",
    "ช่วยเหลือ",
    "บอกผู้ใหญ่ที่ไว้ใจได้",
];

/// Some words of several languages.
fn mixed_words(most: usize) -> impl Strategy<Value = String> {
    let own = || (0..WORDS.len()).prop_map(|at| WORDS[at]);
    let foreign = || (0..FOREIGN.len()).prop_map(|at| FOREIGN[at]);
    let whole = (0..UNBROKEN.len()).prop_map(|at| UNBROKEN[at]);
    // A number with a full stop at the beginning would be the item of a list.
    (own(), prop::collection::vec(prop_oneof![4 => own(), 6 => foreign(), 1 => whole], 0..most))
        .prop_map(|(first, words)| std::iter::once(first).chain(words).collect::<Vec<_>>().join(" "))
}

/// Lays texts of several languages out, from nothing to three times what the pages hold, and holds them against what is true
/// of any: each sign stands on a page once, inside its place, and nothing overlaps; or the overflow is told in lines.
fn hold_mixed(made: &[Made], lang: &str, pages: u8) -> Result<(), TestCaseError> {
    let mut definition = format!("{HEAD}formats = [{{ format = \"a5\", pages = {pages} }}]\n");
    definition.extend(made.iter().enumerate().map(|(id, section)| section.toml(id)));
    let world = MemoryWorld::new(TODAY).with("case.toml", definition.as_str());
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    prop_assert!(found.is_empty(), "{found:?}\n{definition}");
    let wanted = wanted(&project, Draft::No).next().expect("a leaflet");
    let mut document = resolve(&world, &project, wanted).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
    document.lang = leaflet::lang::Lang::from_code(lang).expect("a language of the table");
    let (pages, metrics) = match layout(&document, &workshop().faces) {
        Ok(laid) => laid,
        Err(found) => {
            prop_assert!(
                found.iter().all(|d| d.rule.code == "overflow" && d.message.contains("too many")),
                "{found:?}"
            );
            return Ok(());
        }
    };
    let setting = document.theme.format(document.format.name).expect("a format of the theme");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let mut faults = Vec::new();
    sheet.every_leaf_is_read_once(&mut faults);
    sheet.ink_stays_safe(&mut faults);
    sheet.letters_do_not_overlap(Pt(0.3), &mut faults);
    sheet.text_stays_in_its_column(&mut faults);
    sheet.headings_keep_their_text(&mut faults);
    sheet.columns_end_as_told(&mut faults);
    prop_assert!(faults.is_empty(), "{lang}\n{}\n{definition}", faults.join("\n"));
    let signs = |text: String| {
        let mut signs: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        signs.sort_unstable();
        signs.into_iter().collect::<String>()
    };
    let set = sheet.sections().into_iter().map(|section| text(&pages, section)).collect();
    let wanted = made.iter().map(Made::words).collect();
    prop_assert_eq!(signs(set), signs(wanted), "{}", definition);
    Ok(())
}

/// What a section of the grooming sheet is changed to.
#[derive(Debug, Clone, Copy)]
enum Change {
    Removed,
    Halved,
    Doubled,
}

/// The first half of a text's words.
fn half(text: &RichText) -> RichText {
    let words: Vec<&str> = text.text.split(' ').collect();
    RichText::plain(words[..words.len().div_ceil(2)].join(" "))
}

fn changed(document: &Document, section: usize, change: Change) -> Document {
    let mut document = document.clone();
    if matches!(change, Change::Removed) {
        document.sections.remove(section);
        return document;
    }
    let double = matches!(change, Change::Doubled);
    let texts = |texts: &mut Vec<RichText>| {
        *texts = if double { [&texts[..], &texts[..]].concat() } else { texts.iter().map(half).collect() };
    };
    match &mut document.sections[section].content {
        Content::Text(blocks) | Content::Callout(blocks) if double => *blocks = [&blocks[..], &blocks[..]].concat(),
        Content::Text(blocks) | Content::Callout(blocks) => {
            for block in blocks {
                match block {
                    Block::Paragraph(text) => *text = half(text),
                    Block::List { items, .. } => texts(items),
                }
            }
        }
        Content::Steps { steps, .. } => texts(steps),
        Content::Quote { text, .. } => *text = if double { text.clone() } else { half(text) },
        Content::Image { .. } => {}
    }
    document
}

impl Sheet<'_> {
    /// Empty height above the heading of the contact: from the last box or line above it to the height of its capitals.
    fn above_contact(&self) -> Mm {
        let last = self.pages.pages.len() - 1;
        let all = lines(self.pages, &self.pages.tags);
        let heading = all.iter().rfind(|line| line.text.starts_with("Kontakt i")).expect("a contact");
        let top = heading.ink.y;
        let texts = all.iter().filter(|line| line.page == last).map(|line| line.ink.bottom());
        let boxes =
            self.pages.pages[last].content.iter().flat_map(|marked| &marked.items).filter_map(|item| match item {
                Item::Rect(rect) if rect.rect.height < self.pages.trim.height => Some(rect.rect.bottom()),
                _ => None,
            });
        let above = texts.chain(boxes).filter(|y| *y < top).fold(Pt::ZERO, Pt::max);
        (top - above).mm()
    }
}

#[test]
fn the_grooming_sheet_stands_changes() {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let (project, found) = load(&world, &[Target::County("varmland".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    let mut faults = Vec::new();
    let mut apart = Vec::new();
    let agreed = |publication: &Publication| publication.id == "grooming" && publication.lang == Lang::SV;
    for wanted in wanted(&project, Draft::No).filter(|wanted| agreed(wanted.publication)) {
        let whole = resolve(&world, &project, wanted).expect("a document");
        let mut documents = vec![("as it is".to_owned(), whole.clone())];
        for section in 0..whole.sections.len() {
            for change in [Change::Removed, Change::Halved, Change::Doubled] {
                let name = format!("{} {change:?}", whole.sections[section].id);
                documents.push((name, changed(&whole, section, change)));
            }
        }
        for (name, document) in documents {
            let name = format!("{} {name}", document.format.name);
            let (pages, metrics) = match layout(&document, &workshop().faces) {
                Ok(laid) => laid,
                Err(found) => {
                    assert!(found.iter().all(|diagnostic| diagnostic.rule.code == "overflow"), "{name}: {found:?}");
                    assert!(name.contains("Doubled"), "{name}: {found:?}");
                    continue;
                }
            };
            let setting = document.theme.format(document.format.name).expect("a format");
            let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
            faults.extend(sheet.faults().into_iter().map(|fault| format!("{name}: {fault}")));
            let told = metrics.pages.iter().map(|page| page.column_difference).fold(0.0, f32::max);
            if told > 1.0 {
                faults.push(format!("{name}: columns end {told} lines apart"));
            }
            apart.push((sheet.apart(), name.clone()));
            if sheet.above_contact().0 > 8.0 {
                faults.push(format!("{name}: {:.1} mm above the contact", sheet.above_contact().0));
            }
        }
    }
    assert!(apart.len() > 30, "{} were laid out", apart.len());
    apart.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert!(apart[0].0 < 1.0 + HINTED, "{apart:?}");
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// The pages of a definition with these sections and formats, in the language `lang`.
fn laid_out(sections: &str, formats: &str) -> (Document, Pages, Metrics) {
    let definition = format!("{HEAD}formats = [{formats}]\n{sections}");
    let world = MemoryWorld::new(TODAY).with("case.toml", definition);
    let (project, found) = load(&world, &[Target::File("case.toml".to_owned())]);
    assert!(found.is_empty(), "{found:?}");
    let document =
        resolve(&world, &project, wanted(&project, Draft::No).next().expect("a leaflet")).expect("a document");
    let (pages, metrics) = layout(&document, &workshop().faces).expect("pages");
    (document, pages, metrics)
}

#[test]
fn a_paragraph_may_begin_with_any_letter() {
    for word in ["Är", "Ät", "Åker", "Öppet", "Єдиний", "ሓገዝ"] {
        laid_out(&format!("[[section]]\nid = \"a\"\ntext = \"{word} det ungdomsmottagningen har.\""), "\"a5\"");
    }
}

#[test]
fn no_line_stands_alone_in_a_column() {
    let text = "Barn meddelanden barn barn barn barn. Kontakt barn. Kan vuxen barn kontakt vuxen användarnamn meddelanden och.";
    let section = format!("[[section]]\nid = \"a\"\ntext = \"{text}\"");
    let (document, pages, metrics) = laid_out(&section, "{ format = \"a5\", pages = 2 }");
    let setting = document.theme.format("a5").expect("a format");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    let places: Vec<Place> =
        lines(&pages, sheet.sections()[0]).iter().map(|line| sheet.place(line.page, &line.ink)).collect();
    for place in &places {
        assert!(places.iter().filter(|other| *other == place).count() > 1, "{places:?}");
    }
}

#[test]
fn a_heading_over_a_short_paragraph_keeps_two_lines() {
    for filler in 1..40 {
        let filler = "Barnen kan berätta för dig. ".repeat(filler);
        let sections = format!(
            "[[section]]\nid = \"a\"\ntext = \"{filler}\"\n[[section]]\nid = \"b\"\nheading = \"En rubrik\"\n\
             text = \"\"\"\nKort.\n\n{}\"\"\"",
            "Barnen kan berätta för dig. ".repeat(4)
        );
        let (document, pages, metrics) = laid_out(&sections, "\"a5\"");
        let setting = document.theme.format("a5").expect("a format");
        let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
        let after = lines(&pages, sheet.sections()[1]);
        let own = |line: &Line| sheet.place(line.page, &line.ink);
        assert_eq!(own(&after[0]), own(&after[2]), "{filler}");
    }
}

#[test]
fn columns_end_together_where_a_paragraph_could_be_parted() {
    let sections = r#"
        [[section]]
        id = "a"
        heading = "Barn"
        text = "Barn meddelanden. Barn barn barn medier barn vuxen vuxen. Barn meddelanden medier barn användarnamn kontakt som vuxen vuxen ungdomsmottagningen vuxen."
        [[section]]
        id = "b"
        heading = "Vuxen vuxen medier medier"
        text = """
Busstationen barnmisshandel barn berätta medier ungdomsmottagningen barn. Skolan meddelanden barn.

- Kan.
- Kan barn meddelanden eva.ek@example.org meddelanden barn.
- Barn meddelanden. Vuxen barn barn barn."""
        [[section]]
        id = "c"
        kind = "callout"
        text = "Kan fritidsgården 054-19 73 38 barn meddelanden barn barnmisshandel barn."
    "#;
    let (document, pages, metrics) = laid_out(sections, "\"a5\"");
    let setting = document.theme.format("a5").expect("a format");
    let apart = Sheet { document: &document, setting, pages: &pages, metrics: &metrics }.apart();
    assert!(apart < 4.0, "{apart} lines");
}

#[test]
fn lists_on_posters_are_lists() {
    let case = std::fs::read_to_string("tests/cases/pages/poster-sections.txt").expect("a case");
    let y = |text: &str| case.lines().find(|line| line.ends_with(text)).and_then(|line| line.split_whitespace().nth(1));
    assert!(y(" –").is_some() && y(" –") == y(" Ett."), "{case}");
    assert!(case.contains("List { ordered: false }"), "{case}");
}

#[test]
fn lists_in_callouts_are_lists() {
    let (_, pages, _) = laid_out("[[section]]\nid = \"a\"\nkind = \"callout\"\ntext = \"- Ett.\\n- Två.\"", "\"a5\"");
    assert!(nodes(&pages.tags).iter().any(|node| matches!(node.tag, Tag::List { ordered: false })));
}

#[test]
fn pictures_on_posters_are_shown() {
    let text = std::fs::read_to_string("tests/cases/pages/poster-picture.txt").expect("a case");
    assert!(text.contains("picture ") && text.contains("Figure “Färger i rutnät”"), "{text}");
}

#[test]
fn right_to_left_text_is_read_in_order() {
    let case = std::fs::read_to_string("tests/cases/pages/arabic.txt").expect("a case");
    let tags = case.split_once("tags").expect("tags").1;
    assert!(tags.contains("\u{627}\u{62a}\u{635}\u{644} \u{628}\u{627}\u{644}\u{631}\u{642}\u{645} 112"), "{tags}");
}

#[test]
fn no_short_word_of_a_headline_stands_alone() {
    let case = std::fs::read_to_string("tests/cases/pages/poster-long.txt").expect("a case");
    assert!(!case.lines().any(|line| line.trim() == "begår"), "{case}");
}

/// A call-out that is too high for what its column has left changes places with the section after it, and is read in its turn.
#[test]
fn a_callout_moves_where_the_columns_then_end_together() {
    let words = |count: usize| WORDS.iter().cycle().take(count).copied().collect::<Vec<_>>().join(" ");
    let text = |id: &str, count: usize| {
        format!("\n[[section]]\nid = \"{id}\"\nheading = \"{id}\"\ntext = \"Barn {}.\"\n", words(count))
    };
    let callout = format!(
        "\n[[section]]\nid = \"rutan\"\nkind = \"callout\"\nheading = \"rutan\"\ntext = \"Barn {}.\"\n",
        words(150)
    );
    let sections = text("ett", 90) + &callout + &text("tre", 60);
    let (document, pages, metrics) = laid_out(&sections, "\"a4\"");
    let setting = document.theme.format(document.format.name).expect("a format");
    let sheet = Sheet { document: &document, setting, pages: &pages, metrics: &metrics };
    // In its own place the call-out would stand over or under one of the two others, twice as high as the third.
    assert!(metrics.pages[0].column_difference <= 2.0, "{metrics:?}");
    let read = sheet.sections().into_iter().map(|section| lines(&pages, section)[0].text.clone());
    assert_eq!(read.collect::<Vec<_>>(), ["ett", "rutan", "tre"]);
    let column = |at: usize| {
        let first = &lines(&pages, sheet.sections()[at])[0];
        sheet.place(first.page, &first.ink).column
    };
    assert_eq!([column(0), column(1), column(2)], [0, 1, 0], "the call-out stands alone in the second column");
    let listed = pages.bookmarks.iter().map(|mark| mark.title.as_str()).filter(|title| title.len() < 6);
    assert_eq!(listed.collect::<Vec<_>>(), ["ett", "rutan", "tre"]);
}

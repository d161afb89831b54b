//! How a program without an eye for tags reads a page: by the places of its texts.
//!
//! Search engines, converters and many readers take a PDF's text by its places. They join lines to blocks, take blocks that
//! stand level in two columns twice in a row for a table, which is read across, and sort the rest: what lies above goes first,
//! what lies beside from the side where lines start (T. M. Breuel, High Performance Document Layout Analysis, 2003). The
//! distances are those of poppler, the widest spread of them. Layout prefers pages that such programs read as their tags do.

use std::collections::BTreeMap;

use crate::page::{ContentId, GlyphRun, Item, Mark, Page, Pages, Tag, TagChild, TagNode};
use crate::units::{Pt, Rect};

/// Height above and depth below the baseline by which blocks are measured, in em: those that fonts state for plain letters.
const LETTERS: (f32, f32) = (0.765, 0.24);
/// Lines of a block have baselines no further apart, in em.
const LINE_SPACING: f32 = 1.5;
/// Texts on a line of a block have a gap no wider, in em; edges of a table differ no more.
const COLUMN_SPACING: f32 = 0.7;
/// Texts share a line, and blocks are level, where they differ by no more, in em.
const LEVEL: f32 = 0.5;
/// Sizes on the lines of a block differ by less than this share, and on one line by less than the other.
const SIZES: (f32, f32) = (0.05, 0.6);
/// A few texts beside a block belong to it: up to so many, with a gap up to so many em, and sizes that differ by less.
const OUTLIERS: usize = 3;
/// See [`OUTLIERS`].
const OUTLIER_SPACING: f32 = 1.0;
/// See [`OUTLIERS`].
const OUTLIER_SIZES: f32 = 0.2;
/// Height of the strips that a page is searched by.
const STRIP: f32 = 4.0;
/// Place in the order of the tags of what may be read at any time.
const ANY_TIME: usize = usize::MAX;
/// Strips in which the first text of a block is looked for.
const STRIPS: i32 = 3;

/// Texts that are read together.
#[derive(Debug, Clone)]
struct Block {
    /// Where they stand.
    rect: Rect,
    /// Baseline of the first and of the last line.
    lines: (Pt, Pt),
    /// Size of the first text.
    size: Pt,
    /// Places in the order of the tags, first and last.
    ranks: (usize, usize),
    /// The rectangle with the free space around it.
    wide: Rect,
    /// The table that it is taken for a cell of.
    table: Option<usize>,
}

/// Blocks of each page that are read after one that the tags put later, also on the page before.
pub(super) fn misread(pages: &Pages, rtl: bool) -> Vec<usize> {
    let mut ranks = BTreeMap::new();
    rank(&pages.tags, &mut ranks);
    out_of_order(&pages.pages.iter().map(|page| read(page, &ranks, rtl)).collect::<Vec<_>>())
}

/// Of blocks with their first and last places in the order of the tags, as they are read page by page: how many of each page
/// come after one that has a later place.
fn out_of_order(pages: &[Vec<(usize, usize)>]) -> Vec<usize> {
    let mut before = 0;
    let misread = pages.iter().map(|read| {
        let lasts = std::iter::once(before).chain(read.iter().map(|ranks| ranks.1));
        let wrong = lasts.zip(read).filter(|(last, ranks)| *last > ranks.0).count();
        before = read.iter().map(|ranks| ranks.1).fold(before, usize::max);
        wrong
    });
    misread.collect()
}

/// Numbers the contents in the order of the tags; the words under a figure, which say the same at any time, are [`ANY_TIME`].
fn rank(node: &TagNode, ranks: &mut BTreeMap<ContentId, usize>) {
    let mut after_figure = false;
    for child in &node.children {
        let words_of_figure = std::mem::replace(&mut after_figure, is_figure(child));
        match child {
            TagChild::Node(words) if words_of_figure => {
                let contents = words.children.iter().filter_map(|child| match child {
                    TagChild::Content(id) => Some(*id),
                    _ => None,
                });
                ranks.extend(contents.map(|id| (id, ANY_TIME)));
            }
            TagChild::Node(inner) => rank(inner, ranks),
            TagChild::Content(id) => {
                let next = ranks.len();
                ranks.insert(*id, next);
            }
            TagChild::Link(_) => {}
        }
    }
}

fn is_figure(child: &TagChild) -> bool {
    matches!(child, TagChild::Node(TagNode { tag: Tag::Figure { .. }, .. }))
}

/// The blocks of a page in the order in which they are read: their first and last places in the order of the tags.
fn read(page: &Page, ranks: &BTreeMap<ContentId, usize>, rtl: bool) -> Vec<(usize, usize)> {
    let mut blocks = blocks(page, ranks);
    find_tables(&mut blocks);
    widen(&mut blocks);
    let read = order(&blocks, rtl).into_iter().map(|at| blocks[at].ranks);
    read.filter(|ranks| ranks.0 != ANY_TIME).collect()
}

/// The text of a run without spaces at its end, and its place in the order of the tags.
fn text_block(run: &GlyphRun, rank: usize) -> Block {
    let spaces = run.text.len() - run.text.trim_end().len();
    let end = run.glyphs.len().saturating_sub(spaces);
    let width = run.size * run.glyphs[..end].iter().map(|glyph| glyph.advance).sum::<f32>();
    let (above, below) = (run.size * LETTERS.0, run.size * LETTERS.1);
    let rect = Rect { x: run.origin.x, y: run.origin.y - above, width, height: above + below };
    let base = run.origin.y;
    Block { rect, lines: (base, base), size: run.size, ranks: (rank, rank), wide: rect, table: None }
}

impl Block {
    /// Takes in another.
    fn join(&mut self, other: &Block) {
        let (right, bottom) = (self.rect.right().max(other.rect.right()), self.rect.bottom().max(other.rect.bottom()));
        self.rect.x = self.rect.x.min(other.rect.x);
        self.rect.y = self.rect.y.min(other.rect.y);
        self.rect.width = right - self.rect.x;
        self.rect.height = bottom - self.rect.y;
        self.lines = (self.lines.0.min(other.lines.0), self.lines.1.max(other.lines.1));
        let last = if self.ranks.1 == ANY_TIME || other.ranks.1 == ANY_TIME { Ord::min } else { Ord::max };
        self.ranks = (self.ranks.0.min(other.ranks.0), last(self.ranks.1, other.ranks.1));
        self.wide = self.rect;
    }

    /// Whether another text belongs to this block.
    fn takes(&self, other: &Block) -> bool {
        let differ = (other.size - self.size).abs();
        let base = other.lines.0;
        let slack = self.size * LEVEL;
        let space = self.size * COLUMN_SPACING;
        let beside = base >= self.lines.0 - slack
            && base <= self.lines.1 + slack
            && other.rect.x < self.rect.right() + space
            && other.rect.right() > self.rect.x - space
            && differ < self.size * SIZES.1;
        let under = base >= self.lines.0 - self.size * LINE_SPACING
            && base <= self.lines.1 + self.size * LINE_SPACING
            && across(&other.rect, &self.rect)
            && differ < self.size * SIZES.0;
        beside || under
    }

    /// Whether this one is read first because it stands above.
    fn above(&self, other: &Block) -> bool {
        across(&self.wide, &other.wide) && self.wide.y < other.wide.y
    }
}

/// Whether two rectangles share some of the width.
fn across(a: &Rect, b: &Rect) -> bool {
    a.x <= b.right() && b.x <= a.right()
}

/// Whether two rectangles share some of the height.
fn beside(a: &Rect, b: &Rect) -> bool {
    a.y <= b.bottom() && b.y <= a.bottom()
}

/// The blocks of a page from the top, of those that begin at nearly one height the left one first.
fn blocks(page: &Page, ranks: &BTreeMap<ContentId, usize>) -> Vec<Block> {
    let mut texts: Vec<Block> = Vec::new();
    for marked in &page.content {
        let Mark::Content(id) = marked.mark else { continue };
        let Some(rank) = ranks.get(&id) else { continue };
        for item in &marked.items {
            match item {
                Item::Glyphs(run) if !run.text.trim().is_empty() => texts.push(text_block(run, *rank)),
                _ => {}
            }
        }
    }
    let mut blocks = Vec::new();
    while let Some(first) = next_text(&texts) {
        let mut block = texts.remove(first);
        while let Some(at) = texts.iter().position(|text| block.takes(text)).or_else(|| outlier(&block, &texts)) {
            block.join(&texts.remove(at));
        }
        blocks.push(block);
    }
    blocks
}

/// A text close beside a block that has only a few such: a bullet, and what it stands before.
fn outlier(block: &Block, texts: &[Block]) -> Option<usize> {
    let (slack, space) = (block.size * LEVEL, block.size * OUTLIER_SPACING);
    let near = |text: &&Block, left: bool| {
        let base = text.lines.0;
        let gap = if left { block.rect.x - text.rect.right() } else { text.rect.x - block.rect.right() };
        base >= block.lines.0 - slack
            && base <= block.lines.1 + slack
            && gap >= Pt::ZERO
            && gap < space
            && (text.size - block.size).abs() < block.size * OUTLIER_SIZES
    };
    [true, false].into_iter().find_map(|left| {
        let count = texts.iter().filter(|text| near(text, left)).count();
        (1..=OUTLIERS).contains(&count).then(|| texts.iter().position(|text| near(&text, left)))?
    })
}

/// The text that the next block begins with.
fn next_text(texts: &[Block]) -> Option<usize> {
    let strip = |text: &Block| (text.lines.0.0 / STRIP).floor() as i32;
    let top = texts.iter().map(strip).min()?;
    let near = texts.iter().enumerate().filter(|(_, text)| strip(text) <= top + STRIPS);
    near.min_by(|(_, a), (_, b)| a.rect.x.0.total_cmp(&b.rect.x.0).then(strip(a).cmp(&strip(b)))).map(|(at, _)| at)
}

/// The neighbours that would make a table with a block: beside it, under it, and beside that.
fn neighbours(blocks: &[Block], of: usize) -> Option<[usize; 3]> {
    let own = blocks[of].rect;
    let (mut right, mut under, mut across_from): (Option<usize>, Option<usize>, Option<usize>) = (None, None, None);
    for (at, block) in blocks.iter().enumerate().filter(|(at, _)| *at != of) {
        let rect = block.rect;
        let nearer =
            |known: Option<usize>, than: fn(&Rect) -> Pt| known.is_none_or(|k| than(&rect) < than(&blocks[k].rect));
        if beside(&rect, &own) && rect.x > own.right() && nearer(right, |r| r.x) {
            right = Some(at);
        } else if across(&rect, &own) && rect.y > own.bottom() && nearer(under, |r| r.y) {
            under = Some(at);
        } else if rect.x > own.right()
            && rect.y > own.bottom()
            && nearer(across_from, |r| r.x)
            && nearer(across_from, |r| r.y)
        {
            across_from = Some(at);
        }
    }
    let [r, u, d] = [right?, under?, across_from?].map(|at| blocks[at].rect);
    let apart = !across(&u, &d) && !beside(&r, &d) && !across(&r, &u) && !beside(&r, &u);
    (apart && across(&d, &r) && beside(&d, &u)).then_some([right?, under?, across_from?])
}

/// Marks the blocks that stand like cells of a table.
fn find_tables(blocks: &mut [Block]) {
    let mut tables = 0;
    for first in 0..blocks.len() {
        let Some([right, under, diagonal]) = neighbours(blocks, first) else { continue };
        let four = [first, right, under, diagonal];
        let size = four.iter().map(|at| blocks[*at].size).fold(blocks[first].size, Pt::min);
        let [a, b, c, d] = four.map(|at| blocks[at].rect);
        let near = |edge: fn(&Rect) -> Pt, pairs: [(&Rect, &Rect); 2], slack: f32| {
            pairs.iter().all(|(one, other)| (edge(one) - edge(other)).abs() <= size * slack)
        };
        let edges: [fn(&Rect) -> Pt; 3] = [|r| r.x, |r| r.right(), |r| r.x + r.width / 2.0];
        let heights: [fn(&Rect) -> Pt; 3] = [|r| r.y, |r| r.bottom(), |r| r.y + r.height / 2.0];
        let in_columns = edges.into_iter().any(|edge| near(edge, [(&a, &c), (&b, &d)], COLUMN_SPACING));
        let in_rows = heights.into_iter().any(|height| near(height, [(&a, &b), (&c, &d)], LEVEL));
        if in_columns && in_rows {
            let known = four.iter().filter_map(|at| blocks[*at].table).max();
            let table = known.unwrap_or(tables);
            tables += usize::from(known.is_none());
            for at in four {
                blocks[at].table = Some(table);
            }
        }
    }
}

/// Gives each block the free space at its sides, as far as something stands below; cells have the space of their table.
fn widen(blocks: &mut [Block]) {
    let rects: Vec<(Rect, Option<usize>)> = blocks.iter().map(|block| (block.rect, block.table)).collect();
    for block in blocks.iter_mut() {
        let own = block.rect;
        let (mut left, mut right, mut top, mut bottom) = (own.x, own.right(), own.y, own.bottom());
        if block.table.is_some() {
            for (rect, _) in rects.iter().filter(|(_, table)| *table == block.table) {
                (left, right) = (left.min(rect.x), right.max(rect.right()));
                (top, bottom) = (top.min(rect.y), bottom.max(rect.bottom()));
            }
        } else {
            let level = || rects.iter().map(|(rect, _)| rect).filter(|rect| beside(rect, &own));
            let right_limit = level().map(|r| r.x).filter(|x| *x > own.right()).fold(Pt(f32::MAX), Pt::min);
            let left_limit = level().map(Rect::right).filter(|x| *x < own.x).fold(Pt::ZERO, Pt::max);
            for (rect, _) in rects.iter().filter(|(rect, _)| rect.y >= own.bottom()) {
                right = if rect.right() <= right_limit { right.max(rect.right()) } else { right };
                left = if rect.x >= left_limit { left.min(rect.x) } else { left };
            }
        }
        block.wide = Rect { x: left, y: top, width: right - left, height: bottom - top };
    }
}

/// The order in which blocks are read.
fn order(blocks: &[Block], rtl: bool) -> Vec<usize> {
    let mut read = Vec::with_capacity(blocks.len());
    let mut seen = vec![false; blocks.len()];
    for at in 0..blocks.len() {
        visit(at, blocks, rtl, &mut seen, &mut read);
    }
    read
}

/// Reads all that goes before a block, then the block.
fn visit(at: usize, blocks: &[Block], rtl: bool, seen: &mut [bool], read: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[at], true) {
        return;
    }
    for other in 0..blocks.len() {
        if !seen[other] && before(&blocks[other], &blocks[at], blocks, rtl) {
            visit(other, blocks, rtl, seen, read);
        }
    }
    read.push(at);
}

/// Whether the first of two blocks is read before the second.
fn before(one: &Block, other: &Block, blocks: &[Block], rtl: bool) -> bool {
    if one.table.is_some() && one.table == other.table {
        let (start, end) = if rtl { (other, one) } else { (one, other) };
        let in_row = start.rect.right() <= end.rect.x && beside(&one.rect, &other.rect);
        return in_row || one.rect.bottom() <= other.rect.y;
    }
    if one.above(other) {
        return true;
    }
    let (start, end) = if rtl { (other, one) } else { (one, other) };
    // What stands between, below the one and above the other, makes two rows of them.
    start.wide.right() <= end.wide.x && !blocks.iter().any(|block| other.above(block) && block.above(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of text of one size, with its place in the order of the tags.
    fn block(x: f32, y: f32, width: f32, height: f32, size: f32, rank: usize) -> Block {
        let rect = Rect { x: Pt(x), y: Pt(y), width: Pt(width), height: Pt(height) };
        Block { rect, lines: (Pt(y), Pt(y + height)), size: Pt(size), ranks: (rank, rank), wide: rect, table: None }
    }

    /// Two columns, each a heading over a text; `indent` is that of the headings.
    fn read_columns(indent: f32, second: f32) -> Vec<usize> {
        let mut blocks = vec![
            block(50.0 + indent, 100.0, 120.0, 12.0, 12.0, 0),
            block(300.0 + indent, second, 130.0, 12.0, 12.0, 2),
            block(50.0, 116.0, 230.0, 50.0, 10.0, 1),
            block(300.0, second + 16.0, 230.0, 60.0, 10.0, 3),
        ];
        find_tables(&mut blocks);
        widen(&mut blocks);
        order(&blocks, false).into_iter().map(|at| blocks[at].ranks.0).collect()
    }

    #[test]
    fn words_under_a_figure_are_in_the_way_but_in_no_order() {
        let content = |id| TagChild::Content(ContentId(id));
        let node = |tag, children| TagChild::Node(TagNode { tag, lang: None, children });
        let figure = node(Tag::Figure { alt: "QR-kod".to_owned() }, vec![content(1)]);
        let [words, after] = [2, 3].map(|id| node(Tag::Paragraph, vec![content(id)]));
        let mut ranks = BTreeMap::new();
        rank(&TagNode { tag: Tag::Section, lang: None, children: vec![figure, words, after] }, &mut ranks);
        assert_eq!(ranks[&ContentId(2)], ANY_TIME);
        assert!(ranks[&ContentId(1)] < ranks[&ContentId(3)] && ranks[&ContentId(3)] < ANY_TIME);

        let mut text = block(50.0, 100.0, 120.0, 12.0, 12.0, 7);
        text.join(&block(180.0, 100.0, 40.0, 12.0, 12.0, ANY_TIME));
        assert_eq!(text.ranks, (7, 7), "the text has the place");
        assert_eq!(text.rect.right(), Pt(220.0), "the words take room");
    }

    #[test]
    fn a_block_that_is_read_on_a_later_page_counts_there() {
        assert_eq!(out_of_order(&[vec![(0, 1), (2, 3)], vec![(4, 4), (5, 6)]]), [0, 0]);
        assert_eq!(out_of_order(&[vec![(0, 1), (3, 4)], vec![(2, 2), (5, 5)]]), [0, 1]);
        assert_eq!(out_of_order(&[vec![(3, 4), (0, 1)], vec![]]), [1, 0]);
    }

    #[test]
    fn level_headings_over_level_texts_are_taken_for_a_table() {
        assert_eq!(read_columns(0.0, 100.0), [0, 2, 1, 3]);
    }

    #[test]
    fn headings_with_an_edge_of_their_own_are_read_with_their_texts() {
        assert_eq!(read_columns(8.0, 100.0), [0, 1, 2, 3]);
    }

    #[test]
    fn columns_that_are_not_level_are_no_table() {
        assert_eq!(read_columns(0.0, 107.0), [0, 1, 2, 3]);
    }

    #[test]
    fn a_block_beside_a_gap_is_read_before_what_stands_under_the_gap() {
        let mut blocks = vec![
            block(50.0, 100.0, 230.0, 20.0, 10.0, 0),
            block(300.0, 100.0, 230.0, 15.0, 10.0, 2),
            block(300.0, 125.0, 120.0, 10.0, 10.0, 3),
            block(50.0, 140.0, 230.0, 50.0, 10.0, 1),
        ];
        widen(&mut blocks);
        let read: Vec<usize> = order(&blocks, false).into_iter().map(|at| blocks[at].ranks.0).collect();
        assert_eq!(read, [0, 2, 3, 1]);
    }

    #[test]
    fn a_bullet_and_its_text_are_one_block() {
        let bullet = block(50.0, 100.0, 5.0, 10.0, 10.0, 0);
        let texts = [block(62.5, 100.0, 200.0, 10.0, 10.0, 1)];
        assert!(!bullet.takes(&texts[0]), "the gap is wider than between words");
        assert_eq!(outlier(&bullet, &texts), Some(0));
    }
}

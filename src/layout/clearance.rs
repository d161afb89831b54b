//! Clearance: letters of some scripts are higher or deeper than those that a theme's leading was chosen for. Where they touch
//! the line beside them the leaflet is laid out again with more leading; most pages need none.

use std::sync::Arc;

use crate::definition::StyleName;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lang::is_beyond_cyrillic;
use crate::page::{GlyphRun, Item, Mark, Pages};
use crate::text::Faces;
use crate::units::{Pt, Rect};

use super::Metrics;

/// The boxes around two letters may overlap by this much: letters are rounder than their boxes.
const TOUCH: Pt = Pt(0.3);
/// The boxes around two letters of a title are so far apart, in multiples of its size: dots and signs over letters that almost touch
/// are read with the wrong one, and print a little larger than they are drawn.
const TITLE_APART: f32 = 0.05;
/// Lines that stand nearer than this share of the type size are beside each other, not under each other.
const UNDER: f32 = 0.5;
/// Sizes that differ by less are one: drawn sizes are rounded.
const SAME_SIZE: Pt = Pt(0.05);
/// How often the leading grows; each time other lines may come to stand under each other.
const ROUNDS: usize = 5;

/// Pages with what they came out as, or what does not fit.
type Laid = Result<(Pages, Metrics), Vec<Diagnostic>>;

/// Lays a document out so that no letter touches one of another line, and those of titles keep clear of each other.
///
/// # Errors
/// Those of `lay`.
pub(super) fn clear(document: &Document, faces: &Faces, lay: impl Fn(&Document) -> Laid) -> Laid {
    let mut laid = lay(document)?;
    let mut share = Shares { title: 1.0, running: 1.0 };
    for _ in 0..ROUNDS {
        let (pages, metrics) = &laid;
        let tightest = tightest(pages, metrics.title, faces);
        if tightest.title <= 1.0 && tightest.running <= 1.0 {
            break;
        }
        // The fit may have given the lines more than the theme asks for.
        let body = document.theme.style(StyleName::Body);
        let grown = metrics.leading / (metrics.base * (body.size * body.leading * share.running));
        if tightest.running > 1.0 {
            share.running *= tightest.running * grown.clamp(1.0, 1.1);
        }
        share.title *= tightest.title.max(1.0);
        let mut theme = (*document.theme).clone();
        for (at, style) in theme.styles.iter_mut().enumerate() {
            style.leading *= if at == StyleName::Title as usize { share.title } else { share.running };
        }
        laid = lay(&Document { theme: Arc::new(theme), ..document.clone() })?;
    }
    Ok(laid)
}

/// What leading is multiplied with.
#[derive(Debug, Clone, Copy)]
struct Shares {
    /// That of the title.
    title: f32,
    /// That of everything else, which shares a grid.
    running: f32,
}

/// What the leading has to be multiplied with so that no letters touch; 1 or less where none do.
fn tightest(pages: &Pages, title: Pt, faces: &Faces) -> Shares {
    let mut tightest = Shares { title: 0.0, running: 0.0 };
    for page in &pages.pages {
        let content = page.content.iter().filter(|marked| marked.mark != Mark::Artifact);
        let mut runs: Vec<&GlyphRun> = content
            .flat_map(|marked| &marked.items)
            .filter_map(|item| match item {
                Item::Glyphs(run) => Some(run),
                _ => None,
            })
            .collect();
        if !runs.iter().any(|run| reaches_out(run)) {
            continue;
        }
        runs.sort_by(|a, b| a.origin.y.0.total_cmp(&b.origin.y.0));
        let letters: Vec<Vec<Rect>> = runs.iter().map(|run| letters(run, faces)).collect();
        let all: Vec<Option<Rect>> = letters.iter().map(|letters| around(letters)).collect();
        for (at, upper) in runs.iter().enumerate() {
            for (below, lower) in runs.iter().enumerate().skip(at + 1) {
                let distance = lower.origin.y - upper.origin.y;
                let (Some(one), Some(other)) = (all[at], all[below]) else { continue };
                let titles = [upper, lower].iter().all(|run| (run.size - title).abs() < SAME_SIZE);
                let apart = if titles { title * TITLE_APART } else { Pt::ZERO - TOUCH };
                if distance < lower.size * UNDER
                    || !(reaches_out(upper) || reaches_out(lower))
                    || too_near(&one, &other, apart).is_none()
                {
                    continue;
                }
                let share = if titles { &mut tightest.title } else { &mut tightest.running };
                for letter in &letters[at] {
                    for too_much in letters[below].iter().filter_map(|under| too_near(letter, under, apart)) {
                        *share = share.max(1.0 + (too_much + Pt(0.05)) / distance);
                    }
                }
            }
        }
    }
    tightest
}

/// By how much a box comes nearer than `apart` to one under it; `None` if it does not, or they stand beside each other.
fn too_near(upper: &Rect, lower: &Rect, apart: Pt) -> Option<Pt> {
    let shared = upper.right().min(lower.right()) - upper.x.max(lower.x);
    let near = upper.bottom() + apart - lower.y;
    (shared > TOUCH && near > Pt::ZERO && upper.y < lower.bottom()).then_some(near)
}

/// Whether a run has letters of a script that is higher or deeper than Latin (which goes on at U+1E00), Greek and Cyrillic.
fn reaches_out(run: &GlyphRun) -> bool {
    run.text.chars().any(|character| is_beyond_cyrillic(character) && character < '\u{1e00}')
}

/// The boxes around the letters of a run.
fn letters(run: &GlyphRun, faces: &Faces) -> Vec<Rect> {
    let bounds = faces.bounds(run.font);
    let mut pen = run.origin.x;
    let mut boxes = Vec::with_capacity(run.glyphs.len());
    for glyph in &run.glyphs {
        if let Some([left, bottom, right, top]) = bounds(glyph.id) {
            boxes.push(Rect {
                x: pen + run.size * (left + glyph.dx),
                y: run.origin.y - run.size * (top + glyph.dy),
                width: run.size * (right - left),
                height: run.size * (top - bottom),
            });
        }
        pen += run.size * glyph.advance;
    }
    boxes
}

/// The box around all of them.
fn around(boxes: &[Rect]) -> Option<Rect> {
    boxes.iter().copied().reduce(|a, b| {
        let (x, y) = (a.x.min(b.x), a.y.min(b.y));
        Rect { x, y, width: a.right().max(b.right()) - x, height: a.bottom().max(b.bottom()) - y }
    })
}

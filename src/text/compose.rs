//! Chosen lines to glyphs: visual order, hyphens, and new shaping where a break parts what was shaped together.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::Script;

use crate::fonts::FontId;
use crate::page::Glyph;

use super::analyse::Run;
use super::face::{Faces, is_joiner, is_steering};
use super::justify::{Count, Spread, spread};
use super::margin::{hangs_after, hangs_before};
use super::reading::{self, Read};
use super::segment::{BreakKind, Opportunity, SEPARATOR};
use super::shape::{self, ShapedGlyph};
use super::{Paragraph, ShapedRun, is_hyphen};

/// A composed line; lengths in em.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Fragments in the order of reading; each tells where it stands.
    pub fragments: Vec<Fragment>,
    /// Width in the measure: without the spaces at the end, and without what hangs out of the measure.
    pub width: f32,
    /// Whether a hyphen was added at the end.
    pub hyphenated: bool,
    /// The logical text of the line, without an added hyphen and with the space that ends it.
    pub text: String,
    /// Whether it starts at the other edge than the lines of its document, since it runs the other way.
    pub turned: bool,
}

impl Line {
    /// White space at the left of the line's first letter, in em: large type is moved by it to stand on the margin.
    #[must_use]
    pub fn left_bearing(&self, faces: &Faces) -> f32 {
        let leftmost = self.fragments.iter().min_by(|a, b| a.x.total_cmp(&b.x));
        let first = leftmost.and_then(|f| f.glyphs.first().map(|g| (f.font, g.id)));
        first.map_or(0.0, |(font, glyph)| faces.left_bearing(font, glyph))
    }
}

/// Glyphs of one face and one span.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment {
    /// The face.
    pub font: FontId,
    /// Index of the span of the paragraph's text.
    pub span: Option<usize>,
    /// From the left edge of the line's ink to the start of the fragment; negative for spaces that hang out.
    pub x: f32,
    /// The logical text.
    pub text: String,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
}

/// Composes the lines that end at the chosen opportunities, spread to a measure in em where they are justified.
pub(super) fn compose(faces: &Faces, paragraph: &Paragraph, ends: &[usize], justified: Option<f32>) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::with_capacity(ends.len());
    for end in ends {
        let place = &paragraph.opportunities[*end];
        let suffix = if is_hyphen(place.kind) { Some(format!("{}-", place.added)) } else { None };
        let last = place.kind == BreakKind::Forced;
        lines.push(line(
            faces,
            paragraph,
            start..printed_until(paragraph, place),
            suffix.as_deref(),
            justified.map(|measure| (measure, last)),
        ));
        start = place.next;
    }
    lines
}

/// Where the printed text of a line ends, with a space: what parts the names of a line is not printed at its end.
fn printed_until(paragraph: &Paragraph, place: &Opportunity) -> usize {
    let after = &paragraph.rich.text[place.end..place.next];
    if after.starts_with(SEPARATOR) { place.end + 1 } else { place.next }
}

/// Composes one line; `justified` has the measure and whether it is the last line of its paragraph.
fn line(
    faces: &Faces,
    paragraph: &Paragraph,
    range: Range<usize>,
    suffix: Option<&str>,
    justified: Option<(f32, bool)>,
) -> Line {
    let text = &paragraph.rich.text;
    let mut pieces: Vec<Piece> = Vec::new();
    for shaped in &paragraph.runs {
        let run_range = shaped.run.range.start.max(range.start)..shaped.run.range.end.min(range.end);
        if run_range.is_empty() {
            continue;
        }
        let ends_line = run_range.end == range.end;
        // Spaces that end a line stand where the paragraph ends it (UAX 9, L1), also behind words of the other direction.
        let ink = run_range.start + text[run_range.clone()].trim_end_matches(' ').len();
        if ends_line && shaped.run.level.is_rtl() != paragraph.rtl && run_range.start < ink && ink < run_range.end {
            pieces.push(piece(faces, text, shaped, run_range.start..ink, None));
            pieces.push(piece(faces, text, shaped, ink..run_range.end, None));
            continue;
        }
        pieces.push(piece(faces, text, shaped, run_range, if ends_line { suffix } else { None }));
    }
    // What parts names is not printed at the end of a line, but read there.
    if text[range.end..].starts_with(SEPARATOR.trim_start())
        && let Some(last) = pieces.last_mut()
        && let Some((_, read)) = last.glyphs.last_mut()
    {
        last.text.push_str(SEPARATOR.trim_start());
        last.text.push(' ');
        read.end = last.text.len() as u32;
    }
    let order = visual_order(paragraph, &range, &pieces);
    // In text of both directions the sign that ends a line need not stand at its edge: nothing hangs.
    let (before, after) = if paragraph.levels.is_empty() { hanging(text, &range, &pieces) } else { (0.0, 0.0) };
    let width = |pieces: &[Piece]| pieces.iter().map(|p| p.advance).sum::<f32>() - before - after;
    if let Some((measure, last)) = justified {
        let slack = measure - width(&pieces) + trailing_space(text, &pieces);
        stretch(text, &mut pieces, slack, last);
    }
    let ink = width(&pieces) - trailing_space(text, &pieces);
    // In right-to-left text the last word's space stands at the left end and hangs out of the ink.
    let mut x = if paragraph.rtl { -trailing_space(text, &pieces) } else { -before };
    let mut placed = vec![0.0; pieces.len()];
    for index in order {
        placed[index] = x;
        x += pieces[index].advance;
    }
    // Kept in the order of reading, each at its visual place; what only steers direction has nothing to draw.
    let fragments =
        pieces.iter().zip(placed).filter(|(p, _)| !p.glyphs.is_empty()).map(|(p, x)| p.fragment(x)).collect();
    let plain: String =
        text[range].chars().filter(|c| !is_steering(*c)).map(|c| if c == '\n' { ' ' } else { c }).collect();
    Line { fragments, width: ink, hyphenated: suffix.is_some(), text: plain, turned: paragraph.turned }
}

/// A run's part of a line.
struct Piece {
    run: Run,
    /// Bytes of the paragraph's text.
    range: Range<usize>,
    text: String,
    /// Each glyph with the bytes of the fragment's own text that it stands for.
    glyphs: Vec<Read>,
    advance: f32,
}

/// Takes a run's glyphs for a range of it, shaped anew where the range parts what belongs together.
fn piece(faces: &Faces, text: &str, shaped: &ShapedRun, range: Range<usize>, suffix: Option<&str>) -> Piece {
    let whole = range == shaped.run.range;
    let first = shaped.glyphs.partition_point(|g| (g.cluster as usize) < range.start);
    let last = shaped.glyphs.partition_point(|g| (g.cluster as usize) < range.end);
    let parts_cluster = |at: usize, glyph: usize| {
        at > shaped.run.range.start
            && at < shaped.run.range.end
            && shaped.glyphs.get(glyph).is_none_or(|g| g.cluster as usize != at || g.unsafe_to_break)
    };
    let reshape = suffix.is_some() || !whole && (parts_cluster(range.start, first) || parts_cluster(range.end, last));
    let glyphs = if reshape {
        shape::shape(faces, text, &shaped.run, range.clone(), suffix.unwrap_or_default())
    } else {
        shaped.glyphs[first..last].to_vec()
    };
    // The fragment's own text has no characters that are never drawn; an added hyphen reads as a soft one.
    let mut own = String::new();
    let mut map = vec![0_u32; range.len() + 1];
    for (at, character) in text[range.clone()].char_indices() {
        map[at..at + character.len_utf8()].fill(own.len() as u32);
        // A no-break space has done its work: who copies or listens gets a plain one.
        if matches!(character, '\n' | '\u{a0}') {
            own.push(' ');
        } else if !is_steering(character) {
            own.push(character);
        }
    }
    map[range.len()] = own.len() as u32;
    let letters = own.len() as u32;
    if suffix.is_some() {
        own.push('\u{ad}');
    }
    let whole_text = own.len() as u32;
    let starts: Vec<u32> = glyphs
        .iter()
        .map(|g| if g.cluster as usize >= range.end { letters } else { map[g.cluster as usize - range.start] })
        .collect();
    let spans: Vec<Range<u32>> = starts
        .iter()
        .enumerate()
        .map(|(at, start)| {
            let next = starts[at..].iter().find(|s| *s > start).copied();
            *start..next.unwrap_or(if *start == letters { whole_text } else { letters })
        })
        .collect();
    let advance = glyphs.iter().map(|g| g.advance).sum();
    let mut glyphs: Vec<Read> = glyphs.into_iter().zip(spans).collect();
    if shaped.run.level.is_rtl() {
        glyphs = reading::one_by_one(faces, shaped.run.font, &own, glyphs);
    }
    if own.contains(is_joiner) {
        reading::hide_joiners(faces, shaped.run.font, &own, &mut glyphs);
    }
    Piece { run: shaped.run.clone(), range, text: own, glyphs, advance }
}

impl Piece {
    /// The piece as it is drawn.
    fn fragment(&self, x: f32) -> Fragment {
        let mut glyphs: Vec<Glyph> = self
            .glyphs
            .iter()
            .map(|(g, span)| Glyph { id: g.id, advance: g.advance, dx: g.dx, dy: g.dy, text: span.clone() })
            .collect();
        if self.run.level.is_rtl() {
            glyphs.reverse();
        }
        Fragment { font: self.run.font, span: self.run.span, x, text: self.text.clone(), glyphs }
    }
}

/// How far the first and the last sign of a line hang out of the measure, in em.
fn hanging(text: &str, line: &Range<usize>, pieces: &[Piece]) -> (f32, f32) {
    let first = pieces.first().and_then(|piece| piece.glyphs.first());
    let opening = text[line.clone()].chars().next().map_or(0.0, hangs_before);
    let shown =
        pieces.iter().rev().flat_map(|piece| piece.glyphs.iter().rev().map(|(glyph, _)| (glyph, piece.range.end)));
    let sign = |(glyph, end): (&ShapedGlyph, usize)| {
        // A glyph behind its piece is the hyphen that was added.
        let added = glyph.cluster as usize >= end;
        (*glyph, if added { Some('-') } else { text[glyph.cluster as usize..].chars().next() })
    };
    let last = shown.map(sign).find(|(_, sign)| !matches!(sign, Some(' ' | '\n')));
    let after = last.map_or(0.0, |(glyph, sign)| sign.map_or(0.0, hangs_after) * glyph.advance);
    (first.map_or(0.0, |(glyph, _)| opening * glyph.advance), after)
}

/// Spreads the pieces of a line by what it lacks, or presses them by what it has too much of.
fn stretch(text: &str, pieces: &mut [Piece], slack: f32, last: bool) {
    let ends = pieces.iter().rposition(|p| !text[p.range.clone()].trim().is_empty());
    let Some(ends) = ends else { return };
    let gap = |glyph: &ShapedGlyph| text[glyph.cluster as usize..].starts_with([' ', '\u{a0}']);
    // The glyphs up to the last one that is seen; only letters of scripts that are not joined are tracked.
    let mut seen: Vec<(&mut ShapedGlyph, bool)> = Vec::new();
    for piece in &mut pieces[..=ends] {
        let tracked = is_tracked(piece.run.script);
        seen.extend(piece.glyphs.iter_mut().map(|(glyph, _)| (glyph, tracked)));
    }
    while seen.last().is_some_and(|(glyph, _)| gap(glyph)) {
        seen.pop();
    }
    seen.pop();
    // Marks do not move the pen.
    seen.retain(|(glyph, _)| glyph.advance > 0.0);
    let gaps = seen.iter().filter(|(glyph, _)| gap(glyph)).count() as u32;
    let letters = seen.iter().filter(|(glyph, tracked)| *tracked && !gap(glyph)).count() as u32;
    let Spread { gap: wider, letter } = spread(slack, Count { gaps, letters }, last);
    for (glyph, tracked) in seen {
        if gap(glyph) {
            glyph.advance += wider;
        } else if tracked {
            glyph.advance += letter;
        }
    }
    for piece in pieces {
        piece.advance = piece.glyphs.iter().map(|(glyph, _)| glyph.advance).sum();
    }
}

/// Whether letters of a script stand apart, so that they may stand a little wider.
fn is_tracked(script: Script) -> bool {
    matches!(script, Script::Latin | Script::Cyrillic | Script::Greek | Script::Ethiopic | Script::Hebrew)
}

/// Width of the spaces that end the line.
fn trailing_space(text: &str, pieces: &[Piece]) -> f32 {
    let mut width = 0.0;
    for piece in pieces.iter().rev() {
        for (glyph, _) in piece.glyphs.iter().rev() {
            let cluster = glyph.cluster as usize;
            if cluster < piece.run.range.end && text[cluster..].starts_with([' ', '\n']) {
                width += glyph.advance;
            } else {
                return width;
            }
        }
    }
    width
}

/// Order of the pieces from left to right (UAX 9, L2).
fn visual_order(paragraph: &Paragraph, line: &Range<usize>, pieces: &[Piece]) -> Vec<usize> {
    if paragraph.levels.is_empty() {
        return (0..pieces.len()).collect();
    }
    // Spaces that end a line take the paragraph's level (UAX 9, L1).
    let base = if paragraph.rtl { Level::rtl() } else { Level::ltr() };
    let levels: Vec<Level> = pieces
        .iter()
        .map(|p| {
            let blank = paragraph.rich.text[p.range.clone()].trim().is_empty();
            if blank && p.range.end >= line.end { base } else { p.run.level }
        })
        .collect();
    ParagraphBidiInfo::reorder_visual(&levels)
}

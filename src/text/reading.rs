//! What each glyph stands for, so that programs which take text from a page get the characters in the right order.
//!
//! Text that runs from right to left is drawn from left to right, and who extracts it turns it around, glyph by glyph.
//! Poppler and `MuPDF` turn the characters of a ligature around with it: the lam-alef that stands for two characters comes
//! out as alef-lam. So here no glyph stands for two: an empty glyph without width stands beside the ligature for each
//! character but the last. Whoever reads the characters of a glyph in logical order finds the same text.

use std::ops::Range;

use crate::fonts::FontId;

use super::face::Faces;
use super::shape::ShapedGlyph;

/// A glyph and the bytes of its fragment's text that it stands for.
pub(super) type Read = (ShapedGlyph, Range<u32>);

/// Glyphs of a run from right to left, in logical order, none of which stands for more than one character. Clusters that
/// have more glyphs than characters, or more marks, are left as they are.
pub(super) fn one_by_one(faces: &Faces, font: FontId, text: &str, glyphs: Vec<Read>) -> Vec<Read> {
    let long = |range: &Range<u32>| text[range.start as usize..range.end as usize].chars().nth(1).is_some();
    if !glyphs.iter().any(|(_, range)| long(range)) {
        return glyphs;
    }
    let Some(empty) = faces.face(font).and_then(super::face::Face::empty_glyph) else { return glyphs };
    let mut out = Vec::with_capacity(glyphs.len() + 4);
    for cluster in glyphs.chunk_by(|a, b| a.1 == b.1) {
        let range = &cluster[0].1;
        if long(range) { part(cluster, text, range, empty, &mut out) } else { out.extend_from_slice(cluster) }
    }
    out
}

/// Gives joiners an empty glyph: shapers put a space in their place, which stands for spaces.
pub(super) fn hide_joiners(faces: &Faces, font: FontId, text: &str, glyphs: &mut [Read]) {
    let Some(empty) = faces.face(font).and_then(super::face::Face::empty_glyph) else { return };
    for (glyph, range) in glyphs {
        if text[range.start as usize..].starts_with(super::face::is_joiner) && glyph.advance == 0.0 {
            glyph.id = empty;
        }
    }
}

/// The glyphs of a cluster of several characters, each for one of them.
fn part(cluster: &[Read], text: &str, range: &Range<u32>, empty: u16, out: &mut Vec<Read>) {
    let mut at = range.start;
    let characters: Vec<(Range<u32>, bool)> = text[range.start as usize..range.end as usize]
        .chars()
        .map(|c| {
            let start = at;
            at += c.len_utf8() as u32;
            (start..at, is_mark(c))
        })
        .collect();
    // Marks are drawn over what they follow and do not move the pen.
    let (marks, bases): (Vec<&Read>, Vec<&Read>) = cluster.iter().partition(|(glyph, _)| glyph.advance == 0.0);
    if let [(glyph, _)] = cluster {
        // A ligature of letters, or of marks: the glyph stands for the last.
        let last = characters.len() - 1;
        let none = ShapedGlyph { id: empty, advance: 0.0, dx: 0.0, dy: 0.0, ..*glyph };
        let glyphs = characters.into_iter().enumerate();
        return out.extend(glyphs.map(|(index, (range, _))| (if index == last { *glyph } else { none }, range)));
    }
    let letters = characters.iter().filter(|(_, mark)| !mark).count();
    let [base] = bases[..] else { return out.extend_from_slice(cluster) };
    if letters == 0 || marks.len() > characters.len() - letters {
        return out.extend_from_slice(cluster);
    }
    let width = base.0.advance;
    let mut marks = marks.into_iter();
    let (mut letter, mut made): (usize, Vec<Read>) = (0, Vec::new());
    for (range, mark) in characters {
        letter += usize::from(!mark);
        let glyph = if mark { marks.next() } else { (letter == letters).then_some(base) };
        let glyph = glyph.map_or(ShapedGlyph { id: empty, advance: 0.0, dx: 0.0, dy: 0.0, ..base.0 }, |(g, _)| *g);
        made.push((glyph, range));
    }
    // On the page the last glyph stands first. What stood before the base there now stands behind it, and the other way
    // round: the shift makes up for the pen.
    let new_base = made.iter().position(|(glyph, _)| glyph.advance != 0.0).unwrap_or(0);
    let was_before = |glyph: &ShapedGlyph| {
        let old = |wanted: &ShapedGlyph| cluster.iter().position(|(g, _)| g == wanted);
        old(glyph) > old(&base.0)
    };
    for (index, (glyph, _)) in made.iter_mut().enumerate() {
        if index != new_base && glyph.id != empty {
            let is_before = index > new_base;
            match (was_before(glyph), is_before) {
                (true, false) => glyph.dx -= width,
                (false, true) => glyph.dx += width,
                _ => {}
            }
        }
    }
    out.extend(made);
}

/// Whether a character is a mark of the scripts that run from right to left (general category Mn in their blocks).
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
}

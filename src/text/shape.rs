//! Shaping: a run of characters to glyphs with kerning and ligatures, in em, once for all sizes.

use std::ops::Range;

use harfrust::{Buffer, ClusterLevel, Direction, Script, ShapeOptions, ShaperFont, Tag};

use super::analyse::Run;
use super::face::Faces;

/// A shaped glyph; lengths in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ShapedGlyph {
    /// Index in the font.
    pub id: u16,
    /// First byte of the paragraph's text that it stands for.
    pub cluster: u32,
    /// How far the pen moves.
    pub advance: f32,
    /// Shift to the right.
    pub dx: f32,
    /// Shift upwards.
    pub dy: f32,
    /// Whether text parted before this glyph has to be shaped anew.
    pub unsafe_to_break: bool,
}

/// Shapes `range` of the text, which lies in `run`, with `suffix` (a hyphen and what a changed spelling adds) behind it.
/// The glyphs come in logical order; those of the suffix carry the cluster `range.end`.
pub(super) fn shape(faces: &Faces, text: &str, run: &Run, range: Range<usize>, suffix: &str) -> Vec<ShapedGlyph> {
    let Some(face) = faces.face(run.font) else { return Vec::new() };
    let direction = if run.level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight };
    let script = script_tag(run.script);
    let mut buffer = Buffer::new();
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer.set_direction(direction);
    buffer.set_script(script);
    // A letter takes the form that its neighbours ask for, also those in another face or style.
    if run.script == unicode_script::Script::Arabic {
        buffer.set_pre_context(&text[..range.start]);
        buffer.set_post_context(&text[range.end..]);
    }
    for (at, character) in text[range.clone()].char_indices() {
        if !super::face::is_steering(character) {
            // A no-break space has the width of a space and, in most fonts, the same glyph.
            let character = if character == '\u{a0}' { ' ' } else { character };
            buffer.push(character as u32, (range.start + at) as u32);
        }
    }
    for character in suffix.chars() {
        buffer.push(character as u32, range.end as u32);
    }
    let plan = face.plan(script, direction, run.lang);
    buffer.set_language(plan.language().cloned());
    let shaper = ShaperFont::new(&face.font);
    if harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(&plan))).is_err() {
        return Vec::new();
    }
    let em = face.units_per_em;
    let mut glyphs: Vec<ShapedGlyph> = buffer
        .glyph_infos()
        .iter()
        .zip(buffer.glyph_positions())
        .map(|(info, position)| ShapedGlyph {
            id: info.glyph_id as u16,
            cluster: info.cluster,
            advance: position.x_advance as f32 / em,
            dx: position.x_offset as f32 / em,
            dy: position.y_offset as f32 / em,
            unsafe_to_break: info.unsafe_to_break(),
        })
        .collect();
    if run.level.is_rtl() {
        glyphs.reverse();
    }
    glyphs
}

/// The shaper's script for a Unicode script (ISO 15924).
fn script_tag(script: unicode_script::Script) -> Option<Script> {
    let name: [u8; 4] = script.short_name().as_bytes().try_into().ok()?;
    Script::from_iso15924_tag(Tag::new(&name))
}

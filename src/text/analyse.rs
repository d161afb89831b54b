//! Itemisation: a paragraph is cut into runs of one bidi level, one script, one face and one style.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::{Script, UnicodeScript};

use crate::document::RichText;
use crate::fonts::FontId;
use crate::lang::Lang;

use super::face::{Faces, is_unseen};
use super::{FaceRequest, MissingGlyph};

/// A part of a paragraph that is shaped in one go; logical order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// Bytes of the paragraph's text.
    pub range: Range<usize>,
    /// Bidi level; odd is right to left.
    pub level: Level,
    /// Script of its letters.
    pub script: Script,
    /// The face that has its characters.
    pub font: FontId,
    /// Index of the span that it belongs to.
    pub span: Option<usize>,
    /// Language of the span or the paragraph.
    pub lang: Lang,
}

/// What itemisation found.
pub(super) struct Analysis {
    /// The runs in logical order, without gaps.
    pub runs: Vec<Run>,
    /// Level of each byte; empty when the whole paragraph runs from left to right.
    pub levels: Vec<Level>,
    /// Characters that no declared face has.
    pub missing: Vec<MissingGlyph>,
}

/// Cuts a paragraph into runs (UAX 9 levels, UAX 24 scripts, faces by word over the declared list).
pub(super) fn analyse(faces: &Faces, rich: &RichText, request: &FaceRequest, lang: Lang) -> Analysis {
    let text = rich.text.as_str();
    let levels = bidi_levels(text, lang);
    let scripts = scripts(text, lang);
    let mut missing = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    for (piece, span) in pieces(rich) {
        let style = span.map(|at| &rich.spans[at].style);
        let wanted = FaceRequest {
            weight: if style.is_some_and(|s| s.strong) { request.weight.max(700) } else { request.weight },
            italic: request.italic != style.is_some_and(|s| s.emphasis),
            ..request.clone()
        };
        let lang = style.and_then(|s| s.lang).unwrap_or(lang);
        let candidates: Vec<FontId> = wanted.candidates(faces.book()).collect();
        for word in words(text, piece) {
            let whole = candidates.iter().copied().find(|f| text[word.clone()].chars().all(|c| faces.covers(*f, c)));
            for (at, character) in text[word.clone()].char_indices() {
                let at = word.start + at;
                let font = whole
                    .or_else(|| candidates.iter().copied().find(|f| faces.covers(*f, character)))
                    .unwrap_or_else(|| {
                        missing.push(MissingGlyph { character, at });
                        candidates.first().copied().unwrap_or(FontId(0))
                    });
                let level = levels.get(at).copied().unwrap_or(Level::ltr());
                let script = scripts[at];
                let end = at + character.len_utf8();
                match runs.last_mut() {
                    Some(run)
                        if run.level == level
                            && run.span == span
                            && (run.font == font || is_unseen(character))
                            && run.script == script =>
                    {
                        run.range.end = end;
                    }
                    _ => runs.push(Run { range: at..end, level, script, font, span, lang }),
                }
            }
        }
    }
    Analysis { runs, levels, missing }
}

/// The text cut at the edges of its spans, each with the span it lies in.
fn pieces(rich: &RichText) -> Vec<(Range<usize>, Option<usize>)> {
    let mut pieces = Vec::with_capacity(rich.spans.len() * 2 + 1);
    let mut at = 0;
    for (index, span) in rich.spans.iter().enumerate() {
        if span.range.start > at {
            pieces.push((at..span.range.start, None));
        }
        pieces.push((span.range.clone(), Some(index)));
        at = span.range.end;
    }
    if at < rich.text.len() {
        pieces.push((at..rich.text.len(), None));
    }
    pieces
}

/// Words with the spaces that follow them.
fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    text[range].split_inclusive(' ').map(move |word| {
        let start = at;
        at += word.len();
        start..at
    })
}

/// Level of each byte, or nothing when no character runs from right to left.
fn bidi_levels(text: &str, lang: Lang) -> Vec<Level> {
    if !lang.rtl && text.chars().all(|c| (c as u32) < 0x590) {
        return Vec::new();
    }
    let base = if lang.rtl { Level::rtl() } else { Level::ltr() };
    ParagraphBidiInfo::new(text, Some(base)).levels
}

/// Script of a character; that of ASCII is known without a search.
fn script_of(character: char) -> Script {
    match character {
        'a'..='z' | 'A'..='Z' | 'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö' => Script::Latin,
        '\0'..='\x7f' => Script::Common,
        other => other.script(),
    }
}

/// Script of each byte; common and inherited characters take that of the letter before them, the first ones that of the
/// first letter, and where there is none that of the language.
fn scripts(text: &str, lang: Lang) -> Vec<Script> {
    let mut scripts = Vec::with_capacity(text.len());
    let real = |c: char| match script_of(c) {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => Some(script),
    };
    let mut current = text.chars().find_map(real).unwrap_or(lang.script);
    for character in text.chars() {
        current = real(character).unwrap_or(current);
        scripts.extend(std::iter::repeat_n(current, character.len_utf8()));
    }
    scripts
}

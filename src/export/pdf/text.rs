//! The text of one file: its fonts, and what krilla need not spell out.
//!
//! krilla looks at every glyph of every line some ten times, a seventh of all the time of a build. It has to see each glyph
//! of a face once, to number it and to map it to its text. So of each line it is given the first glyph and those that are
//! new; the line is written here, with krilla's numbers and as krilla would write it, and takes its place when the file is
//! compressed (docs/decisions/0018-lines-of-text.md).

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::Write;

use krilla::text::{Font, Glyph as _};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::{GlyphId, MetadataProvider};

use super::begun::{Begun, BegunPath};
use super::strings;
use super::walk::PlacedGlyph;
use crate::export::{ExportError, Resources};
use crate::fonts::FontId;
use crate::page::{GlyphRun, Item, Page, Segment};

/// Glyph space of a font in a file: units an em (ISO 32000-1, 9.2.4).
const UNITS: f32 = 1000.0;
/// Shifts smaller than this, in glyph space, are none.
const NO_SHIFT: f32 = 0.001;
/// Most glyphs of a line that is written here: half as many as a string may hold (ISO 19005-2, 6.1.13).
const MOST: usize = 8_000;

/// The fonts of one file with their glyphs, and what krilla has only begun of it.
pub(in crate::export) struct FileText<'a> {
    resources: &'a Resources,
    faces: RefCell<Vec<Face<'a>>>,
    begun: RefCell<Begun>,
    /// Whether krilla writes every line: where glyphs of some lines do not follow their text, as from right to left, krilla
    /// parts and maps them in ways that are not foretold here.
    spelled: bool,
}

/// What stands between BT and ET: as krilla wrote it, or a line that it has only begun.
pub(in crate::export) type TextObject = Option<Line>;

/// A line of text that krilla has begun.
pub(in crate::export) struct Line {
    /// The numbers of the glyphs that krilla wrote instead: its first, and those that were new.
    pub begun: Vec<u16>,
    /// All its glyphs as the operand of TJ.
    pub operand: Vec<u8>,
}

/// A font as this file has it. No two files share one: krilla counts references to it several times a glyph, and threads
/// that count in the same place wait for each other.
struct Face<'a> {
    id: FontId,
    font: Font,
    metrics: GlyphMetrics<'a>,
    units_per_em: f32,
    /// Whether krilla draws all its glyphs in one font, numbered from 1 as they come.
    outlines_only: bool,
    /// Number of each glyph in the file; 0 if it has not been drawn.
    numbers: Vec<u16>,
    /// The glyphs that have been drawn, by number from 1.
    drawn: Vec<Drawn>,
}

/// A glyph that krilla knows.
struct Drawn {
    /// What it is mapped to, where that is certain.
    text: Option<String>,
    /// Its own width, in glyph space.
    advance: f32,
}

impl<'a> FileText<'a> {
    /// The text of a file with these pages, of which none is written yet.
    pub fn new(resources: &'a Resources, pages: &[Page]) -> FileText<'a> {
        let items = pages.iter().flat_map(|page| &page.content).flat_map(|marked| &marked.items);
        let follows = |item: &Item| match item {
            Item::Glyphs(run) => follows_text(run),
            Item::Turned(turned) => turned.runs.iter().all(follows_text),
            _ => true,
        };
        let spelled = !items.into_iter().all(follows);
        FileText { resources, faces: RefCell::default(), begun: RefCell::default(), spelled }
    }

    /// What all files share.
    pub fn resources(&self) -> &'a Resources {
        self.resources
    }

    /// The face as krilla embeds it.
    ///
    /// # Errors
    /// If there is no such face or it is no font.
    pub fn font(&self, id: FontId) -> Result<Font, ExportError> {
        let mut faces = self.faces.borrow_mut();
        if let Some(face) = faces.iter().find(|face| face.id == id) {
            return Ok(face.font.clone());
        }
        let face = Face::open(id, self.resources)?;
        let font = face.font.clone();
        faces.push(face);
        Ok(font)
    }

    /// Notes a text object in a face that has been opened, and returns the glyphs that krilla has to draw.
    pub(super) fn note<'g, 'p>(
        &self,
        id: FontId,
        glyphs: &'g [PlacedGlyph<'p>],
        text: &str,
    ) -> Cow<'g, [PlacedGlyph<'p>]> {
        if self.spelled {
            return Cow::Borrowed(glyphs);
        }
        let mut faces = self.faces.borrow_mut();
        let begun = faces.iter_mut().find(|face| face.id == id).and_then(|face| face.begin(glyphs, text));
        let (line, drawn) = match begun {
            Some((line, drawn)) => (Some(line), Cow::Owned(drawn)),
            None => (None, Cow::Borrowed(glyphs)),
        };
        self.begun.borrow_mut().texts.push(line);
        drawn
    }

    /// Notes a path and gives what krilla must draw of it.
    pub(super) fn note_path<'p>(&self, segments: &'p [Segment]) -> &'p [Segment] {
        match BegunPath::new(segments) {
            Some((path, drawn)) => {
                self.begun.borrow_mut().paths.push(path);
                drawn
            }
            None => segments,
        }
    }

    /// Takes all that has been noted.
    pub fn take_begun(&self) -> Begun {
        self.begun.take()
    }
}

impl<'a> Face<'a> {
    fn open(id: FontId, resources: &'a Resources) -> Result<Face<'a>, ExportError> {
        let font = resources.open(id)?;
        let outlines = resources.outlines(id)?;
        let colored = outlines.svg().is_ok() || outlines.colr().is_ok();
        let bitmaps = outlines.sbix().is_ok() || outlines.cbdt().is_ok() || outlines.ebdt().is_ok();
        Ok(Face {
            id,
            units_per_em: font.units_per_em(),
            font,
            metrics: outlines.glyph_metrics(Size::unscaled(), LocationRef::default()),
            outlines_only: !colored && !bitmaps,
            numbers: Vec::new(),
            drawn: Vec::new(),
        })
    }

    /// The number of a glyph, if it has been drawn.
    fn number(&self, glyph: u16) -> Option<u16> {
        self.numbers.get(usize::from(glyph)).copied().filter(|number| *number > 0)
    }

    /// Notes the glyphs of a line. If it can be written here: the line, and the glyphs that krilla has to draw.
    fn begin<'p>(&mut self, glyphs: &[PlacedGlyph<'p>], text: &str) -> Option<(Line, Vec<PlacedGlyph<'p>>)> {
        let known = self.drawn.len();
        let certain = self.learn(glyphs, text) && self.outlines_only;
        let first = glyphs.first().filter(|first| certain && first.glyph.dx == 0.0 && glyphs.len() <= MOST)?;
        let mut drawn = vec![*first];
        let mut begun = vec![self.number(first.glyph.id)?];
        let mut operand = Vec::with_capacity(glyphs.len() * 3);
        operand.extend_from_slice(b"[(");
        let mut newest = known.max(usize::from(begun[0]));
        let mut shift = 0.0;
        for (index, placed) in glyphs.iter().enumerate() {
            let number = self.number(placed.glyph.id)?;
            // New glyphs are numbered as they come.
            if usize::from(number) > newest {
                newest = number.into();
                drawn.push(*placed);
                begun.push(number);
            }
            let (advance, dx) = (placed.glyph.advance * UNITS, placed.glyph.dx * UNITS);
            shift += dx;
            if shift.abs() > NO_SHIFT && index > 0 {
                // Written as krilla's numbers are: whole ones without a point.
                write!(operand, "){}(", -(shift / UNITS * UNITS)).ok()?;
                shift = 0.0;
            }
            for byte in number.to_be_bytes() {
                strings::push(byte, &mut operand);
            }
            shift += advance - self.drawn[usize::from(number) - 1].advance;
            shift -= dx;
        }
        operand.extend_from_slice(b")]");
        (drawn.len() < glyphs.len()).then_some((Line { begun, operand }, drawn))
    }

    /// Numbers the glyphs of a line that are new. Whether each of the line stands for the text that krilla maps it to, so
    /// that krilla writes nothing around.
    fn learn(&mut self, glyphs: &[PlacedGlyph<'_>], text: &str) -> bool {
        // In any other line it is not certain what krilla maps new glyphs to.
        let mut certain = is_simple(glyphs);
        for placed in glyphs {
            let own = &text[placed.text_range()];
            if let Some(number) = self.number(placed.glyph.id) {
                certain &= self.drawn[usize::from(number) - 1].text.as_deref() == Some(own);
                continue;
            }
            let advance = self.metrics.advance_width(GlyphId::new(placed.glyph.id.into()));
            certain &= advance.is_some();
            self.drawn.push(Drawn {
                text: certain.then(|| own.to_owned()),
                advance: advance.unwrap_or(0.0) / self.units_per_em * UNITS,
            });
            let id = usize::from(placed.glyph.id);
            if self.numbers.len() <= id {
                self.numbers.resize(id + 1, 0);
            }
            self.numbers[id] = self.drawn.len() as u16;
        }
        certain
    }
}

/// Whether the glyphs of a run stand on the baseline in the order of their text, each for a part of its own.
fn follows_text(run: &GlyphRun) -> bool {
    run.glyphs.iter().all(|glyph| glyph.dy == 0.0 && !glyph.text.is_empty())
        && run.glyphs.windows(2).all(|pair| pair[0].text.end <= pair[1].text.start)
}

/// Whether glyphs stand on the baseline, each for a text of its own, from left to right: lines that krilla writes as one
/// operand, with nothing around.
fn is_simple(glyphs: &[PlacedGlyph<'_>]) -> bool {
    let in_order = |pair: &[PlacedGlyph<'_>]| pair[0].text_range().end <= pair[1].text_range().start;
    glyphs.iter().all(|placed| placed.glyph.dy == 0.0 && !placed.text_range().is_empty())
        && glyphs.windows(2).all(in_order)
}

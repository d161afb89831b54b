//! The walk over a page's display list that both PDF editions take.

use std::collections::BTreeMap;

use krilla::blend::BlendMode;
use krilla::geom::{Path as Outline, PathBuilder, Point, Size as Extent, Transform};
use krilla::surface::{Location, Surface};
use krilla::tagging::{Artifact, ContentTag, Identifier, SpanTag};
use krilla::text::{Glyph as Shaped, GlyphId};

use super::drawing::drawing;
use super::picture::image;
use super::text::FileText;
use super::{Inks, rect};
use crate::export::{ExportError, error, shape};
use crate::page::{
    ContentId, FilledRect, Glyph, GlyphRun, Item, Mark, Marked, Page, Path, PlacedImage, Segment, Turned,
};
use crate::units::{Mm, Pt, Size};

/// Blending that stands for overprinting until the print edition puts overprint in its place. Should that ever be
/// passed over, black text darkens what is below it, which looks the same.
const OVERPRINT_MARKER: BlendMode = BlendMode::Darken;

/// The marker as it stands in the file (ISO 32000-1, table 136).
pub(in crate::export) const OVERPRINT_MARKER_NAME: &[u8] = b"Darken";

/// krilla's names for the marked content of a document, in reading order within each.
pub(in crate::export) type Identifiers = BTreeMap<ContentId, Vec<Leaf>>;

/// A piece of marked content.
#[derive(Clone, Copy)]
pub(in crate::export) struct Leaf {
    /// krilla's name for it.
    pub identifier: Identifier,
    /// What its only glyph is read as, where that is not what is seen.
    pub said: Option<&'static str>,
}

/// How a document is drawn.
pub(in crate::export) struct Walk<'a> {
    /// Text of the file, and what it shares with others.
    pub text: &'a FileText<'a>,
    /// Which half of the colours.
    pub inks: Inks<'a>,
    /// Size of the pages.
    pub trim: Size,
    /// How far grounds that run off reach beyond the trim.
    pub bleed: Pt,
    /// Distance from which the pages are read.
    pub distance: Mm,
    /// What lies outside the trim on each side: the bleed, and room for marks where there are any.
    pub margin: Pt,
}

impl Walk<'_> {
    /// Draws page number `number` (from 0) and notes the identifiers of its marked content.
    ///
    /// # Errors
    /// If an item refers to a font, glyph or text that is not there, or a picture cannot be converted.
    pub fn page(
        &self,
        surface: &mut Surface<'_>,
        page: &Page,
        number: usize,
        identifiers: &mut Identifiers,
    ) -> Result<(), ExportError> {
        surface.push_transform(&Transform::from_translate(self.margin.0, self.margin.0));
        let drawn = page.content.iter().try_for_each(|marked| self.marked(surface, marked, number, identifiers));
        surface.pop();
        drawn
    }

    fn marked(
        &self,
        surface: &mut Surface<'_>,
        marked: &Marked,
        number: usize,
        identifiers: &mut Identifiers,
    ) -> Result<(), ExportError> {
        let words = marked.items.iter().all(|item| matches!(item, Item::Glyphs(_) | Item::Turned(_)));
        let mut marks = Marks { mark: marked.mark, words, open: false, leaves: Vec::new() };
        marks.enter(surface, None);
        let drawn = marked.items.iter().try_for_each(|item| self.item(surface, item, number, &mut marks));
        marks.leave(surface);
        if let Mark::Content(id) = marked.mark {
            identifiers.insert(id, marks.leaves);
        }
        drawn
    }

    fn item(
        &self,
        surface: &mut Surface<'_>,
        item: &Item,
        number: usize,
        marks: &mut Marks,
    ) -> Result<(), ExportError> {
        match item {
            Item::Glyphs(run) => return self.run(surface, run, number, marks),
            Item::Turned(turned) => {
                marks.enter(surface, None);
                let ([a, b, c, d], at) = (Turned::TURN, turned.origin);
                if !(at.x.0.is_finite() && at.y.0.is_finite()) {
                    return Ok(());
                }
                surface.push_transform(&Transform::from_row(a, b, c, d, at.x.0, at.y.0));
                let drawn = turned.runs.iter().try_for_each(|run| self.run(surface, run, number, marks));
                surface.pop();
                return drawn;
            }
            Item::Rect(area) => {
                marks.enter(surface, None);
                self.filled_rect(surface, area);
            }
            Item::Path(path) => {
                marks.enter(surface, None);
                self.path(surface, path);
            }
            Item::Image(placed) => {
                marks.enter(surface, None);
                self.image(surface, placed)?;
            }
            Item::Drawing(placed) => {
                marks.enter(surface, None);
                drawing(surface, placed, self.inks)?;
            }
        }
        Ok(())
    }

    /// Draws a run, each glyph that is read as something else as a piece of its own.
    fn run(
        &self,
        surface: &mut Surface<'_>,
        run: &GlyphRun,
        number: usize,
        marks: &mut Marks,
    ) -> Result<(), ExportError> {
        let font = self.text.font(run.font)?;
        let glyphs = self.checked(run, number)?;
        surface.set_fill(Some(self.inks.fill(&run.color)));
        surface.set_stroke(None);
        let overprints = self.inks.overprints(&run.color, run.size);
        if overprints {
            surface.push_blend_mode(OVERPRINT_MARKER);
        }
        let mut x = run.origin.x;
        for piece in glyphs.chunk_by(|a, b| a.unlike.is_none() && b.unlike.is_none()) {
            let unlike = piece.iter().find_map(|glyph| glyph.unlike);
            marks.enter(surface, unlike.map(|unlike| unlike.said));
            let text = unlike.map_or(run.text.as_str(), |unlike| unlike.seen);
            let origin = Point::from_xy(x.0, run.origin.y.0);
            let drawn = self.text.note(run.font, piece, text);
            surface.draw_glyphs(origin, &drawn, font.clone(), text, run.size.0, false);
            x += run.size * piece.iter().map(|placed| placed.glyph.advance).sum::<f32>();
        }
        if overprints {
            surface.pop();
        }
        Ok(())
    }

    /// The glyphs of a run, checked against its text.
    fn checked<'r>(&self, run: &'r GlyphRun, number: usize) -> Result<Vec<PlacedGlyph<'r>>, ExportError> {
        if ![run.origin.x, run.origin.y, run.size].iter().all(|length| length.0.is_finite()) {
            return Err(ExportError::Pages(format!("page {}: “{}” has no place", number + 1, run.text)));
        }
        let place = error::location(number);
        let mut placed = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            let page = number + 1;
            let Some(text) = run.text.get(glyph.text.start as usize..glyph.text.end as usize) else {
                let reason = format!("page {page}: a glyph stands for text outside its run “{}”", run.text);
                return Err(ExportError::Pages(reason));
            };
            if glyph.id == 0 {
                let font = self.text.resources().face_name(run.font);
                return Err(ExportError::Pages(format!("page {page}: {font} has no glyph for “{text}”")));
            }
            placed.push(PlacedGlyph { glyph, unlike: UNLIKE.iter().find(|unlike| unlike.said == text), place });
        }
        Ok(placed)
    }

    fn filled_rect(&self, surface: &mut Surface<'_>, area: &FilledRect) {
        if let Some(path) = outline(&shape::filled_rect(area, self.trim, self.bleed)) {
            surface.set_fill(Some(self.inks.fill(&area.color)));
            surface.set_stroke(None);
            surface.draw_path(&path);
        }
    }

    fn path(&self, surface: &mut Surface<'_>, path: &Path) {
        let stroke = path.stroke.filter(|(_, width)| *width > Pt::ZERO);
        // Without fill and stroke krilla paints black.
        if path.fill.is_none() && stroke.is_none() {
            return;
        }
        if let Some(shape) = outline(self.text.note_path(&path.segments)) {
            surface.set_fill(path.fill.map(|color| self.inks.fill(&color)));
            surface.set_stroke(stroke.map(|(color, width)| self.inks.stroke(&color, width)));
            let (x, y) = (path.origin.x.0, path.origin.y.0);
            surface.push_transform(&Transform::from_row(path.scale, 0.0, 0.0, path.scale, x, y));
            surface.draw_path(&shape);
            surface.pop();
        }
    }

    fn image(&self, surface: &mut Surface<'_>, placed: &PlacedImage) -> Result<(), ExportError> {
        let area = shape::reach(&placed.rect, placed.runs_off, self.trim, self.bleed);
        let bounds = rect(&area);
        let Some(extent) = bounds.and_then(|area| Extent::from_wh(area.width(), area.height())) else {
            return Ok(());
        };
        let image = image(placed, &area, self.distance, self.inks, self.text.resources())?;
        surface.push_transform(&Transform::from_translate(area.x.0, area.y.0));
        surface.draw_image(image, extent);
        surface.pop();
        Ok(())
    }
}

/// A glyph that is read as something else than is seen. It is mapped to what is seen, so that programs that take text from the
/// page put words together as they do elsewhere; the tag tree says what is meant (ISO 32000-1, 14.8.2.2.3).
struct Unlike {
    said: &'static str,
    seen: &'static str,
}

/// All of them: a place where a word may be broken, drawn as a hyphen at the end of a line; and what parts names, of which
/// only a space is drawn there.
static UNLIKE: [Unlike; 2] = [Unlike { said: "\u{AD}", seen: "-" }, Unlike { said: " · ", seen: " " }];

/// The marked content of one [`Marked`]: one piece, or several where glyphs are read as something else.
struct Marks {
    mark: Mark,
    words: bool,
    /// Whether the last piece is still open.
    open: bool,
    leaves: Vec<Leaf>,
}

impl Marks {
    /// Sees to it that what is drawn next is marked.
    fn enter(&mut self, surface: &mut Surface<'_>, said: Option<&'static str>) {
        let said = said.filter(|_| self.mark != Mark::Artifact);
        let goes_on = self.leaves.last().is_some_and(|leaf| leaf.said.is_none());
        if self.open && goes_on && said.is_none() {
            return;
        }
        self.leave(surface);
        self.open = true;
        let tag = match self.mark {
            Mark::Artifact => ContentTag::Artifact(Artifact::default()),
            Mark::Content(_) if self.words => ContentTag::Span(SpanTag::empty()),
            Mark::Content(_) => ContentTag::Other,
        };
        self.leaves.push(Leaf { identifier: surface.start_tagged(tag), said });
    }

    fn leave(&mut self, surface: &mut Surface<'_>) {
        if std::mem::take(&mut self.open) {
            surface.end_tagged();
        }
    }
}

/// A glyph of the display list as krilla asks for it, without a copy.
#[derive(Clone, Copy)]
pub(super) struct PlacedGlyph<'a> {
    /// The glyph.
    pub glyph: &'a Glyph,
    unlike: Option<&'static Unlike>,
    place: Option<Location>,
}

impl Shaped for PlacedGlyph<'_> {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(u32::from(self.glyph.id))
    }

    fn text_range(&self) -> std::ops::Range<usize> {
        if let Some(unlike) = self.unlike {
            return 0..unlike.seen.len();
        }
        self.glyph.text.start as usize..self.glyph.text.end as usize
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.glyph.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.glyph.dx * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.glyph.dy * size
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        self.place
    }
}

/// An outline as krilla's; none if it is empty or not made of numbers.
pub(super) fn outline(segments: &[Segment]) -> Option<Outline> {
    let mut path = PathBuilder::new();
    for segment in segments {
        match segment {
            Segment::Move(p) => path.move_to(p.x.0, p.y.0),
            Segment::Line(p) => path.line_to(p.x.0, p.y.0),
            Segment::Curve(a, b, p) => path.cubic_to(a.x.0, a.y.0, b.x.0, b.y.0, p.x.0, p.y.0),
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

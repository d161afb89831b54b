//! Faces ready for shaping: opened once for the process, with their metrics and compiled shape plans.

use std::str::FromStr;
use std::sync::{Arc, Mutex, OnceLock};

use harfrust::{Direction, Font, Language, Script, ShapePlan};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};

use crate::fonts::{Face as FontFace, FontBook, FontId};
use crate::lang::Lang;

use super::cache::Cache;

/// All faces of a build, opened when first used.
#[derive(Debug)]
pub struct Faces {
    book: Arc<FontBook>,
    opened: Vec<OnceLock<Option<Face>>>,
    /// Paragraphs shaped with these faces.
    pub(super) paragraphs: Cache,
}

/// One opened face.
pub struct Face {
    /// The shaper's view of the font.
    pub font: Font,
    /// Vertical metrics.
    pub metrics: FaceMetrics,
    /// Units of the em square.
    pub units_per_em: f32,
    /// Whether the face has each character up to the end of Latin Extended-A, asked for by nearly every text.
    common: [bool; COMMON],
    plans: Mutex<Vec<Compiled>>,
}

/// Characters from U+0000 to the end of Latin Extended-A.
const COMMON: usize = 0x180;

/// A compiled plan and what it was compiled for.
struct Compiled {
    script: Option<Script>,
    direction: Direction,
    lang: Lang,
    plan: Arc<ShapePlan>,
}

/// Vertical metrics in em.
#[derive(Debug, Clone, Copy)]
pub struct FaceMetrics {
    /// Height of the tallest letters above the baseline, with accents.
    pub ascent: f32,
    /// Depth of the lowest letters below the baseline, positive.
    pub descent: f32,
    /// Height of a capital H.
    pub cap_height: f32,
    /// Height of a lower-case x.
    pub x_height: f32,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("metrics", &self.metrics).finish_non_exhaustive()
    }
}

impl Faces {
    /// Faces of a book; nothing is opened yet.
    #[must_use]
    pub fn new(book: Arc<FontBook>) -> Faces {
        let opened = (0..book.len()).map(|_| OnceLock::new()).collect();
        Faces { book, opened, paragraphs: Cache::new() }
    }

    /// The same for many copies of a few leaflets, which keep less in memory.
    #[must_use]
    pub fn for_copies(book: Arc<FontBook>) -> Faces {
        Faces { paragraphs: Cache::for_copies(), ..Faces::new(book) }
    }

    /// The book behind the faces.
    #[must_use]
    pub fn book(&self) -> &Arc<FontBook> {
        &self.book
    }

    /// Every paragraph that was shaped with these faces so far.
    #[must_use]
    pub fn shaped(&self) -> Vec<Arc<super::Paragraph>> {
        self.paragraphs.all()
    }

    /// An opened face; `None` if its file is no font.
    #[must_use]
    pub fn face(&self, id: FontId) -> Option<&Face> {
        self.opened.get(usize::from(id.0))?.get_or_init(|| Face::open(self.book.face(id))).as_ref()
    }

    /// White space at the left of a glyph in em, negative if it reaches out.
    #[must_use]
    pub fn left_bearing(&self, id: FontId, glyph: u16) -> f32 {
        let Ok(font) = skrifa::FontRef::new(&self.book.face(id).data) else { return 0.0 };
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        metrics.bounds(skrifa::GlyphId::from(glyph)).map_or(0.0, |bounds| bounds.x_min)
    }

    /// What tells the box around a glyph's ink: left, lower, right and upper edge in em; `None` for one without ink.
    pub fn bounds(&self, id: FontId) -> impl Fn(u16) -> Option<[f32; 4]> + '_ {
        let font = skrifa::FontRef::new(&self.book.face(id).data).ok();
        let metrics = font.map(|font| font.glyph_metrics(Size::new(1.0), LocationRef::default()));
        move |glyph| {
            let bounds = metrics.as_ref()?.bounds(skrifa::GlyphId::from(glyph))?;
            let ink = bounds.x_max > bounds.x_min && bounds.y_max > bounds.y_min;
            ink.then_some([bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max])
        }
    }

    /// Whether a face has a shape for this character. Characters that are never drawn count as had.
    #[must_use]
    pub fn covers(&self, id: FontId, character: char) -> bool {
        is_unseen(character)
            || self.face(id).is_some_and(|f| match f.common.get(character as usize) {
                Some(has) => *has,
                None => f.has(character),
            })
    }
}

/// Characters that no reader sees: those that steer composition, and joiners.
#[must_use]
pub fn is_unseen(character: char) -> bool {
    is_steering(character) || is_joiner(character)
}

/// Whether a character says how its neighbours join: it is shaped with them and stays in the text (Persian می‌شود).
pub(super) fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Characters that steer composition and have then done their work: isolates, marks of direction, soft hyphen.
#[must_use]
pub fn is_steering(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Face {
    /// Opens a font file.
    fn open(file: &FontFace) -> Option<Face> {
        let data = &file.data;
        let font = match data {
            std::borrow::Cow::Borrowed(bytes) => Font::new(*bytes, 0)?,
            std::borrow::Cow::Owned(bytes) => Font::new(bytes.clone(), 0)?,
        };
        let metrics = skrifa::FontRef::new(data).ok()?.metrics(Size::unscaled(), LocationRef::default());
        let em = f32::from(metrics.units_per_em);
        let cap_height = metrics.cap_height.unwrap_or(metrics.ascent * 0.7);
        let mut face = Face {
            metrics: FaceMetrics {
                ascent: metrics.ascent / em,
                descent: -metrics.descent / em,
                cap_height: cap_height / em,
                x_height: metrics.x_height.unwrap_or(cap_height * 0.7) / em,
            },
            units_per_em: em,
            font,
            common: [false; COMMON],
            plans: Mutex::new(Vec::new()),
        };
        for at in 0..COMMON {
            face.common[at] = char::from_u32(at as u32).is_some_and(|c| face.has(c));
        }
        Some(face)
    }

    /// Whether the face has a shape for this character.
    fn has(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// A glyph without ink: that of the zero width space, else that of the space.
    pub(super) fn empty_glyph(&self) -> Option<u16> {
        let map = self.font.charmap();
        ['\u{200b}', ' '].into_iter().find_map(|c| map.map_unicode(c)).map(|glyph| glyph.to_u32() as u16)
    }

    /// The plan for a script, direction and language, compiled once.
    pub(super) fn plan(&self, script: Option<Script>, direction: Direction, lang: Lang) -> Arc<ShapePlan> {
        let mut plans = self.plans.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = plans.iter().find(|p| p.script == script && p.direction == direction && p.lang == lang) {
            return Arc::clone(&known.plan);
        }
        let language = Language::from_str(lang.primary_code()).ok();
        let plan = Arc::new(ShapePlan::new(&self.font, direction, script, language.as_ref(), &[]));
        plans.push(Compiled { script, direction, lang, plan: Arc::clone(&plan) });
        plan
    }
}

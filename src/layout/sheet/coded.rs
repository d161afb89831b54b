//! The QR code of a sheet with the words under it: with the help lines where it calls one of them, else with the contact.

use crate::definition::StyleName;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::page::{Tag, TagChild};
use crate::text::{LineBreaker, Tight};
use crate::units::{Mm, Pt, Rect};

use super::super::code::{COMFORTABLE, Code, LEAST};
use super::super::code_too_long;
use super::super::galley::{SetText, Setter};
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};
use super::Sheet;

/// Between the white field of a code and the words under it, in multiples of the base size.
const FIELD_TO_CAPTION: f32 = 0.2;

/// Most of the width of its panel that a code takes with the words under it.
const MOST_WIDTH: f32 = 0.5;
/// The share of that which they take at last without being parted: what stands beside them needs the rest.
const LAST_WIDTH: f32 = 0.8;

/// A QR code with the words under it, shaped.
pub(super) struct CodeGalley {
    /// The code.
    pub code: Code,
    /// What a screen reader says in its place.
    pub alt: String,
    /// What it is for.
    pub caption: SetText,
    /// Index of the help line whose number it calls.
    pub line: Option<usize>,
}

impl std::fmt::Debug for CodeGalley {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeGalley").field("alt", &self.alt).finish_non_exhaustive()
    }
}

impl CodeGalley {
    /// The code of a document, if it has one.
    ///
    /// # Errors
    /// If no QR code holds what it should.
    pub fn new(document: &Document, setter: &Setter<'_>) -> Result<Option<CodeGalley>, Vec<Diagnostic>> {
        let Some(code) = &document.code else { return Ok(None) };
        Ok(Some(CodeGalley {
            code: Code::new(&code.payload, false).ok_or_else(|| code_too_long(document, &code.payload))?,
            alt: code.alt.clone(),
            caption: setter.set(&code.caption, StyleName::Caption),
            line: code.line,
        }))
    }

    /// The sizes of modules that make a difference, the one that is wanted first.
    pub fn modules(&self, sheet: &Sheet<'_>) -> Vec<Mm> {
        let wanted = sheet.setting.qr;
        let differ = self.code.side(wanted, COMFORTABLE) > self.code.side(wanted, LEAST);
        if differ { vec![COMFORTABLE, LEAST] } else { vec![LEAST] }
    }

    /// Side without the quiet zone.
    pub fn side(&self, sheet: &Sheet<'_>) -> Pt {
        self.code.side(sheet.setting.qr, sheet.way.module)
    }

    /// Side of the white field that a code on a ground of colour has: with the quiet zone.
    pub fn field(&self, sheet: &Sheet<'_>) -> Pt {
        let side = self.side(sheet);
        side + self.code.quiet(side) * 2.0
    }

    /// Width that the code takes with the words under it, if it is so wide without them: an address or a word that may not be
    /// parted makes it wider.
    pub fn width(&self, own: Pt, sheet: &Sheet<'_>, base: Pt) -> Pt {
        let size = self.caption.size(sheet.setter.theme, base);
        let [whole, parted] = [self.caption.paragraph.longest_whole(), self.caption.paragraph.longest_piece()];
        let most = if sheet.setter.tight == Tight::All { most_width(sheet) * LAST_WIDTH } else { most_width(sheet) };
        own.max(size * if size * whole <= most { whole } else { parted })
    }

    /// The words under the code with their excess, if one of them is wider than their share of the panel.
    pub fn too_wide(&self, sheet: &Sheet<'_>, base: Pt) -> Option<(&SetText, Pt)> {
        Some((&self.caption, self.caption.too_wide(sheet.setter.theme, base, most_width(sheet))?))
    }

    /// Width of the field with the words under it.
    pub fn field_width(&self, sheet: &Sheet<'_>, base: Pt) -> Pt {
        self.width(self.field(sheet), sheet, base)
    }

    /// Height of the field with the words under it.
    pub fn field_height(&self, sheet: &Sheet<'_>, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let words = sheet.pen().height(&self.caption, base, self.field_width(sheet, base), breaker);
        self.field(sheet) + base * FIELD_TO_CAPTION + words
    }

    /// Draws the field at a spot, whose measure is the width of the words under it, with these words; returns their tags.
    pub fn draw(
        &self,
        sheet: &Sheet<'_>,
        spot: &Spot,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> [TagChild; 2] {
        let quiet = self.code.quiet(self.side(sheet));
        let side = self.field(sheet);
        let x = if pen.rtl { spot.x + spot.measure - side } else { spot.x };
        let field = Rect { x, y: spot.y, width: side, height: side };
        let figure = painter.content(spot.page, self.code.draw(field.inset(quiet)));
        let below = Spot { y: field.bottom() + spot.base * FIELD_TO_CAPTION, balanced: true, ..*spot };
        let caption = pen.draw(&self.caption, &below, painter, breaker);
        [
            TagChild::Node(node(Tag::Figure { alt: self.alt.clone() }, vec![figure])),
            TagChild::Node(node(Tag::Caption, caption)),
        ]
    }
}

/// Most width of the words under a code.
fn most_width(sheet: &Sheet<'_>) -> Pt {
    sheet.inside(sheet.way.code).1 * MOST_WIDTH
}

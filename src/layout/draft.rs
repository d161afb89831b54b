//! The mark that a draft bears on every page.

use crate::color::{Cmyk, Color, Srgb};
use crate::definition::StyleName;
use crate::document::{Document, RichText};
use crate::page::{FilledRect, Item, Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::galley::{SetText, Setter};
use super::paint::{Painter, Setting, node};

/// Yellow that no theme uses, so that nobody takes a draft for the finished sheet.
const GROUND: Color = Color { cmyk: Cmyk { c: 0.0, m: 10.0, y: 90.0, k: 0.0 }, srgb: Srgb { r: 255, g: 224, b: 51 } };

/// Smallest type of the mark.
const SMALLEST: Pt = Pt(6.0);

/// Distance of the mark from the trim.
const EDGE: Mm = Mm(5.0);
/// Height of the mark in multiples of its type size.
const HEIGHT: f32 = 1.6;

/// Space beside the word in multiples of the type size.
const PADDING: f32 = 0.5;

/// Type size of the mark.
fn size(document: &Document) -> Pt {
    let trim = document.format.trim;
    Pt(trim.width.min(trim.height).0 / 42.0).max(SMALLEST)
}

/// How far down a page the mark of a draft reaches; nothing that is read may begin above. None for a finished leaflet.
pub(super) fn bottom(document: &Document) -> Option<Pt> {
    document.draft.as_ref().map(|_| EDGE.pt() + size(document) * HEIGHT)
}

/// The mark's word and where the mark stands, in the upper corner where lines end. None for a finished leaflet.
fn placed(document: &Document, setter: &Setter<'_>) -> Option<(SetText, Rect)> {
    let text = setter.set(&RichText::plain(document.draft.as_ref()?.to_uppercase()), StyleName::Heading);
    let size = size(document);
    let width = size * (text.paragraph.width() + PADDING * 2.0);
    let safe = EDGE.pt();
    let x = if document.lang.rtl { safe } else { document.format.trim.width - safe - width };
    Some((text, Rect { x, y: safe, width, height: size * HEIGHT }))
}

/// Where the mark of a draft stands. None for a finished leaflet.
pub(super) fn place(document: &Document, setter: &Setter<'_>) -> Option<Rect> {
    placed(document, setter).map(|(_, rect)| rect)
}

/// Draws the mark, if the document is a draft. It is read on the first page only; drawn last, nothing covers it.
pub(super) fn mark(document: &Document, setter: &Setter<'_>, page: usize, painter: &mut Painter) -> Option<TagChild> {
    let (text, rect) = placed(document, setter)?;
    let size = size(document);
    let ground = FilledRect { rect, color: GROUND, radius: Pt(1.5), runs_off: Sides::default() };
    painter.artifact(page, vec![Item::Rect(ground)]);
    let lines = text.paragraph.lines(setter.faces, &mut LineBreaker::default(), 1e4);
    let setting = Setting {
        page,
        x: rect.x + size * PADDING,
        measure: rect.width - size * PADDING * 2.0,
        baseline: rect.y + size * (0.8 + text.metrics.cap_height / 2.0),
        leading: size,
        size,
        color: Color::BLACK,
        rtl: false,
    };
    if page > 0 {
        let items = Painter::runs(&lines, &setting);
        painter.artifact(page, items);
        return None;
    }
    Some(TagChild::Node(node(Tag::Paragraph, painter.lines(&lines, text.paragraph.text(), &setting))))
}

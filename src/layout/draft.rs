//! The mark that a draft bears on every page.

use crate::color::{Cmyk, Color, Srgb};
use crate::definition::StyleName;
use crate::document::{Document, RichText};
use crate::page::{FilledRect, Item, Sides, Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Mm, Pt, Rect};

use super::galley::Setter;
use super::paint::{Painter, Setting, node};

/// Yellow that no theme uses, so that nobody takes a draft for the finished sheet.
const GROUND: Color = Color { cmyk: Cmyk { c: 0.0, m: 10.0, y: 90.0, k: 0.0 }, srgb: Srgb { r: 255, g: 224, b: 51 } };

/// Smallest type of the mark.
const SMALLEST: Pt = Pt(6.0);

/// Distance of the mark from the trim.
const EDGE: Mm = Mm(5.0);
/// Height of the mark in multiples of its type size.
const HEIGHT: f32 = 1.6;

/// Type size of the mark.
fn size(document: &Document) -> Pt {
    let trim = document.format.trim;
    Pt(trim.width.min(trim.height).0 / 42.0).max(SMALLEST)
}

/// How far down a page the mark of a draft reaches; nothing that is read may begin above. None for a finished leaflet.
pub(super) fn bottom(document: &Document) -> Option<Pt> {
    document.draft.as_ref().map(|_| EDGE.pt() + size(document) * HEIGHT)
}

/// Draws the mark in the upper corner where lines end, if the document is a draft. It is read on the first page only;
/// drawn last, nothing covers it.
pub(super) fn mark(document: &Document, setter: &Setter<'_>, page: usize, painter: &mut Painter) -> Option<TagChild> {
    let word = document.draft.as_ref()?;
    let trim = document.format.trim;
    let text = setter.set(&RichText::plain(word.to_uppercase()), StyleName::Heading);
    let size = size(document);
    let padding = size * 0.5;
    let width = size * text.paragraph.width();
    let safe = EDGE.pt();
    let rect = Rect {
        x: if document.lang.rtl { safe } else { trim.width - safe - width - padding * 2.0 },
        y: safe,
        width: width + padding * 2.0,
        height: size * HEIGHT,
    };
    let ground = FilledRect { rect, color: GROUND, radius: Pt(1.5), runs_off: Sides::default() };
    painter.artifact(page, vec![Item::Rect(ground)]);
    let lines = text.paragraph.lines(setter.faces, &mut LineBreaker::default(), 1e4);
    let setting = Setting {
        page,
        x: rect.x + padding,
        measure: width,
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

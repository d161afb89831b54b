//! The sections of a poster, one under the other at the full width: how high they are, and how they are drawn.

use crate::definition::{Block, StyleName};
use crate::page::{Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::{Pt, Rect};

use super::super::galley::{BoxText, Element, SectionGalley, SetText};
use super::super::paint::{Painter, list_item, node};
use super::super::stack::{Pen, Spot};
use super::Poster;

/// Under each text and picture, in multiples of the base size.
const BELOW: f32 = 0.3;
/// Between sections, beyond that.
const BETWEEN: f32 = 0.55;
/// Share of the page's height that a picture may take; where it would take more it is drawn narrower.
const PICTURE_SHARE: f32 = 0.26;
/// Least distance between a number and the text beside it, in multiples of the base size.
const MARKER_TO_TEXT: f32 = 0.25;

impl Poster<'_> {
    /// Height of the sections.
    pub(super) fn sections_height(&self, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let mut height = Pt::ZERO;
        for (at, section) in self.sections.iter().enumerate() {
            let indent = self.indent(section, base);
            height += above(at, base);
            height += section.elements.iter().map(|e| self.element_height(e, indent, base, breaker)).sum();
        }
        height
    }

    /// The sections' texts with the width that each has.
    pub(super) fn section_measures(&self, base: Pt) -> Vec<(&SetText, Pt)> {
        let mut found = Vec::new();
        for section in &self.sections {
            let beside = self.width() - self.indent(section, base);
            for element in &section.elements {
                match element {
                    Element::Item { text, .. } => found.push((text, beside)),
                    Element::Callout(texts) => found.extend(texts.iter().map(|t| (&t.text, beside))),
                    other => found.extend(other.texts().into_iter().map(|text| (text, self.width()))),
                }
            }
        }
        found
    }

    /// Width of the column of bullets and numbers: the theme's, or wider where a number of the section needs it.
    fn indent(&self, section: &SectionGalley, base: Pt) -> Pt {
        let theme = self.setter.theme;
        let markers = section.elements.iter().flat_map(|element| match element {
            Element::Item { marker, .. } => vec![&marker.text],
            Element::Callout(texts) => texts.iter().filter_map(|t| t.marker.as_ref().map(|m| &m.text)).collect(),
            _ => Vec::new(),
        });
        let widths = markers.map(|m| m.size(theme, base) * m.paragraph.width() + base * MARKER_TO_TEXT);
        widths.fold(theme.block(Block::Marker).thickness * self.setting.scale, Pt::max)
    }

    /// Height of an element with the space under it.
    fn element_height(&self, element: &Element, indent: Pt, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let pen = self.pen();
        let mut high = |text: &SetText, measure: Pt| pen.height(text, base, measure, breaker) + base * BELOW;
        match element {
            Element::Item { text, .. } => high(text, self.width() - indent),
            Element::Image { aspect, caption, .. } => {
                let under = caption.as_ref().map_or(Pt::ZERO, |c| high(c, self.width()));
                self.picture_size(*aspect).1 + base * BELOW + under
            }
            Element::Callout(texts) => {
                texts.iter().map(|t| self.box_height(&t.text, t.marker.is_some(), indent, base, breaker)).sum()
            }
            other => other.texts().into_iter().map(|text| high(text, self.width())).sum(),
        }
    }

    /// Height of a text of a call-out with the space under it; one with a marker is indented.
    fn box_height(&self, text: &SetText, marked: bool, indent: Pt, base: Pt, breaker: &mut LineBreaker) -> Pt {
        let measure = if marked { self.width() - indent } else { self.width() };
        self.pen().height(text, base, measure, breaker) + base * BELOW
    }

    /// Width and height of a picture of this aspect.
    fn picture_size(&self, aspect: f32) -> (Pt, Pt) {
        let height = (self.width() / aspect).min(self.document.format.trim.height * PICTURE_SHARE);
        (height * aspect, height)
    }

    /// Draws the sections from `top` and returns a tag for each that shows something.
    pub(super) fn draw_sections(
        &self,
        top: Pt,
        base: Pt,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
    ) -> Vec<TagChild> {
        let mut tags = Vec::new();
        let mut y = top;
        for (at, section) in self.sections.iter().enumerate() {
            let indent = self.indent(section, base);
            y += above(at, base);
            let mut children = Vec::new();
            for element in &section.elements {
                self.draw_element(element, indent, y, base, pen, painter, breaker, &mut children);
                y += self.element_height(element, indent, base, breaker);
            }
            if !children.is_empty() {
                tags.push(TagChild::Node(node(Tag::Section, children)));
            }
        }
        tags
    }

    /// Draws one element and adds its tag to those of its section.
    #[allow(clippy::too_many_arguments)] // What is drawn, where, and with what.
    fn draw_element(
        &self,
        element: &Element,
        indent: Pt,
        y: Pt,
        base: Pt,
        pen: &Pen<'_>,
        painter: &mut Painter,
        breaker: &mut LineBreaker,
        tags: &mut Vec<TagChild>,
    ) {
        let left = self.setting.margin.left;
        let width = self.width();
        let spot = Spot { page: 0, x: pen.place(left, width), y, measure: width, base, balanced: true };
        match element {
            Element::Heading(text) | Element::Paragraph(text) => {
                tags.extend(draw_texts(std::slice::from_ref(text), spot, pen, painter, breaker));
            }
            Element::Callout(texts) => {
                let mut children = Vec::new();
                let mut spot = spot;
                for BoxText { marker, text } in texts {
                    let high = self.box_height(text, marker.is_some(), indent, base, breaker);
                    if let Some(marker) = marker {
                        let [label, body] = draw_item(&marker.text, text, indent, &spot, pen, painter, breaker);
                        list_item(&mut children, marker.ordered, false, label, body);
                    } else {
                        children.extend(draw_texts(std::slice::from_ref(text), spot, pen, painter, breaker));
                    }
                    spot.y += high;
                }
                tags.push(TagChild::Node(node(Tag::Note, children)));
            }
            Element::Quote(texts) => {
                tags.push(TagChild::Node(node(Tag::BlockQuote, draw_texts(&**texts, spot, pen, painter, breaker))));
            }
            Element::Item { marker, text, first } => {
                let [label, body] = draw_item(&marker.text, text, indent, &spot, pen, painter, breaker);
                list_item(tags, marker.ordered, *first, label, body);
            }
            Element::Image { art, aspect, focus, alt, caption } => {
                let (across, height) = self.picture_size(*aspect);
                let rect = Rect { x: pen.place(left, across), y, width: across, height };
                let figure = painter.content(0, vec![art.placed(rect, *focus)]);
                tags.push(TagChild::Node(node(Tag::Figure { alt: alt.clone() }, vec![figure])));
                let below = Spot { y: y + height + base * BELOW, ..spot };
                let captions =
                    caption.iter().map(|words| node(Tag::Caption, pen.draw(words, &below, painter, breaker)));
                tags.extend(captions.map(TagChild::Node));
            }
        }
    }
}

/// Space above a section beyond that under any text: a heading belongs to what follows it.
fn above(section: usize, base: Pt) -> Pt {
    if section > 0 { base * BETWEEN } else { Pt::ZERO }
}

/// Draws texts one under the other, headings with their bookmarks.
fn draw_texts(
    texts: &[SetText],
    mut spot: Spot,
    pen: &Pen<'_>,
    painter: &mut Painter,
    breaker: &mut LineBreaker,
) -> Vec<TagChild> {
    let mut tags = Vec::new();
    for text in texts {
        let tag = if matches!(text.style, StyleName::Heading | StyleName::CalloutHeading) {
            let title = text.paragraph.text().text.clone();
            painter.bookmark(&title, 2, spot.page, spot.y);
            Tag::Heading(2, title)
        } else {
            Tag::Paragraph
        };
        tags.push(TagChild::Node(node(tag, pen.draw(text, &spot, painter, breaker))));
        spot.y += pen.height(text, spot.base, spot.measure, breaker) + spot.base * BELOW;
    }
    tags
}

/// Draws an item in the place of its list: its bullet or number in the theme's colour for them, at the edge where its lines
/// begin, and its text.
fn draw_item(
    marker: &SetText,
    text: &SetText,
    indent: Pt,
    spot: &Spot,
    pen: &Pen<'_>,
    painter: &mut Painter,
    breaker: &mut LineBreaker,
) -> [Vec<TagChild>; 2] {
    let rtl = pen.rtl != text.paragraph.is_turned();
    let beside = spot.measure - indent;
    let (label, body) = if rtl { (spot.x + beside, spot.x) } else { (spot.x, spot.x + indent) };
    let label = Spot { x: label, measure: indent, balanced: false, ..*spot };
    let body = Spot { x: body, measure: beside, ..*spot };
    let color = pen.theme.color(pen.theme.block(Block::Marker).color);
    let label = Pen { rtl, ..*pen }.draw_in(color, marker, &label, painter, breaker);
    [label, pen.draw(text, &body, painter, breaker)]
}

//! The contact of a poster, in words beside the code that holds it: who cannot use the code needs them as much.

use crate::definition::StyleName;
use crate::document::Document;
use crate::page::{Tag, TagChild};
use crate::text::LineBreaker;
use crate::units::Pt;

use super::super::galley::{SetText, Setter};
use super::super::paint::{Painter, node};
use super::super::stack::{Pen, Spot};

/// Contacts, shaped.
pub(super) struct ContactList {
    /// The heading over all of them.
    pub heading: SetText,
    /// The lines of all cards: whose it is where there are several, who, and ways to reach them.
    lines: Vec<SetText>,
}

impl ContactList {
    /// Shapes the contacts of a document whose code holds them.
    pub fn new(document: &Document, setter: &Setter<'_>) -> Option<ContactList> {
        document.code.as_ref().filter(|code| code.is_contact())?;
        let cards = document.contacts.cards.iter();
        let lines = cards.flat_map(|card| card.heading.iter().chain(std::iter::once(&card.who)).chain(&card.reach));
        Some(ContactList {
            heading: setter.set(&document.contacts.heading, StyleName::ContactHeading),
            lines: lines.map(|line| setter.set(line, StyleName::Contact)).collect(),
        })
    }

    /// Every text.
    pub fn texts(&self) -> impl Iterator<Item = &SetText> {
        std::iter::once(&self.heading).chain(&self.lines)
    }

    /// Height at a base size, in lines of this width.
    pub fn height(&self, pen: &Pen<'_>, base: Pt, width: Pt, breaker: &mut LineBreaker) -> Pt {
        self.texts().map(|text| pen.height(text, base, width, breaker)).sum()
    }

    /// Draws heading and lines from a spot down.
    pub fn draw(&self, spot: Spot, pen: &Pen<'_>, painter: &mut Painter, breaker: &mut LineBreaker) -> Vec<TagChild> {
        let mut spot = spot;
        let title = self.heading.paragraph.text().text.clone();
        painter.bookmark(&title, 2, spot.page, spot.y);
        let mut tag = Tag::Heading(2, title);
        let mut tags = Vec::new();
        for text in self.texts() {
            let drawn = pen.draw(text, &spot, painter, breaker);
            tags.push(TagChild::Node(node(std::mem::replace(&mut tag, Tag::Paragraph), drawn)));
            spot.y += pen.height(text, spot.base, spot.measure, breaker);
        }
        tags
    }
}

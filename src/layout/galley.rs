//! The galley: every text of a document analysed and shaped once, before any size is known.

use std::sync::Arc;

use crate::definition::{StyleName, Theme};
use crate::diagnostic::shortened;
use crate::document::{Block, Content, Document, RichText};
use crate::lang::Lang;
use crate::page::Art;
use crate::picture::Focus;
use crate::text::{FaceMetrics, FaceRequest, Faces, Hyphens, LineBreaker, Manner, Paragraph, Tight};
use crate::units::Pt;

/// A text with the style that it is set in.
#[derive(Debug)]
pub(super) struct SetText {
    /// The shaped text.
    pub paragraph: Arc<Paragraph>,
    /// Its style in the theme.
    pub style: StyleName,
    /// Metrics of the style's first face.
    pub metrics: FaceMetrics,
}

/// Most characters of a text that a message repeats.
const SHOWN: usize = 60;

/// A block of the columns, in reading order.
#[derive(Debug)]
pub(super) enum Element {
    /// Heading of a section.
    Heading(SetText),
    /// A paragraph.
    Paragraph(SetText),
    /// An item of a list, with its bullet or number.
    Item {
        /// The bullet or number.
        marker: Marker,
        /// The text.
        text: SetText,
        /// Whether it begins its list.
        first: bool,
    },
    /// A call-out, kept whole.
    Callout(Vec<BoxText>),
    /// A quotation, kept whole: the words, then the source.
    Quote(Box<[SetText; 2]>),
    /// A picture, kept whole.
    Image {
        /// What is seen.
        art: Art,
        /// Width in multiples of the height.
        aspect: f32,
        /// What a crop keeps in sight.
        focus: Focus,
        /// Alternative text.
        alt: String,
        /// Caption and credit.
        caption: Option<SetText>,
    },
}

/// A text in a box; an item of a list has a bullet or number.
#[derive(Debug)]
pub(super) struct BoxText {
    /// The bullet or number.
    pub marker: Option<Marker>,
    /// The text.
    pub text: SetText,
}

/// The bullet or number of an item.
#[derive(Debug)]
pub(super) struct Marker {
    /// The sign.
    pub text: SetText,
    /// Whether the list is numbered.
    pub ordered: bool,
    /// Width of the widest of the list in multiples of the type size.
    pub widest: f32,
}

/// The elements of one section.
#[derive(Debug)]
pub(super) struct SectionGalley {
    /// Id in the publication, for messages.
    pub id: String,
    /// Whether it may not be parted.
    pub keep: bool,
    /// The elements in reading order.
    pub elements: Vec<Element>,
}

/// Sets texts of a document in the styles of its theme.
#[derive(Debug)]
pub(super) struct Setter<'a> {
    /// Opened fonts.
    pub faces: &'a Faces,
    /// The theme.
    pub theme: &'a Theme,
    /// Language of the document.
    pub lang: Lang,
    families: Arc<[String]>,
    /// What may part that belongs together.
    pub tight: Tight,
}

impl<'a> Setter<'a> {
    /// A setter for a document.
    pub fn new(faces: &'a Faces, document: &'a Document) -> Setter<'a> {
        let theme = &*document.theme;
        let families = std::iter::once(&theme.family).chain(&theme.fallback).cloned().collect();
        Setter { faces, theme, lang: document.lang, families, tight: Tight::No }
    }

    /// The same for a text that has no room otherwise: what belongs together may part.
    pub fn tight(self, tight: Tight) -> Setter<'a> {
        Setter { tight, ..self }
    }

    /// Shapes a text in a style.
    pub fn set(&self, rich: &RichText, name: StyleName) -> SetText {
        self.set_in(rich, name, self.theme.style(name).justify)
    }

    /// The widest word of a text in quotes and where it stands, or the text, if it is wide only as a whole; and the word. The
    /// text runs so far out of its place at this size.
    pub fn named<'t>(&self, text: &'t SetText, base: Pt, excess: Pt) -> (String, &'t str) {
        let whole = text.paragraph.text().text.as_str();
        let short = shortened(whole, SHOWN);
        let measure = text.size(self.theme, base) * text.paragraph.longest_piece() - excess;
        let wide = whole.split_whitespace().filter_map(|word| {
            let set = self.set(&RichText::plain(word), text.style);
            set.too_wide(self.theme, base, measure).map(|excess| (word, excess))
        });
        match wide.max_by(|a, b| a.1.0.total_cmp(&b.1.0)) {
            Some((word, _)) if word != whole => (format!("“{word}” in “{short}”"), word),
            _ => (format!("“{short}”"), whole),
        }
    }

    /// Shapes an item of a list. Its few short lines are ragged, also where paragraphs are justified.
    fn set_item(&self, rich: &RichText, name: StyleName) -> SetText {
        self.set_in(rich, name, false)
    }

    fn set_in(&self, rich: &RichText, name: StyleName, justify: bool) -> SetText {
        let style = self.theme.style(name);
        let request = FaceRequest { families: Arc::clone(&self.families), weight: style.weight, italic: style.italic };
        let easy = self.lang.easy;
        // Where there is no other way the words of a lead are parted, and one under a code that is wider than its place.
        let hyphens = match (self.tight, name) {
            _ if easy => Hyphens::No,
            _ if style.hyphenate => Hyphens::Any,
            (Tight::All, StyleName::Lead) => Hyphens::Any,
            (Tight::All, StyleName::Caption) => Hyphens::AtLast,
            _ => Hyphens::No,
        };
        // Names and numbers of help lines, contacts and senders begin where their leaflet does, whatever their letters.
        let turns = matches!(
            name,
            StyleName::Body
                | StyleName::Heading
                | StyleName::Lead
                | StyleName::Callout
                | StyleName::CalloutHeading
                | StyleName::Quote
        );
        let manner = Manner { hyphens, justify: justify && !easy, tight: self.tight, turns };
        SetText {
            paragraph: Paragraph::new(self.faces, rich, &request, self.lang, manner),
            style: name,
            metrics: request.metrics(self.faces),
        }
    }

    /// Shapes the columns' sections.
    pub fn sections(&self, document: &Document) -> Vec<SectionGalley> {
        document
            .sections
            .iter()
            .map(|section| {
                let mut elements = Vec::new();
                let callout = matches!(section.content, Content::Callout(_));
                if let Some(heading) = &section.heading
                    && !callout
                {
                    elements.push(Element::Heading(self.set(heading, StyleName::Heading)));
                }
                self.content(section.heading.as_ref(), &section.content, &mut elements);
                SectionGalley { id: section.id.clone(), keep: section.keep, elements }
            })
            .collect()
    }

    /// Adds the elements of a section's content.
    fn content(&self, heading: Option<&RichText>, content: &Content, elements: &mut Vec<Element>) {
        match content {
            Content::Text(blocks) => self.blocks(blocks, elements),
            Content::Callout(blocks) => {
                let mut texts: Vec<BoxText> = Vec::new();
                let plain = |text: SetText| BoxText { marker: None, text };
                texts.extend(heading.map(|h| plain(self.set(h, StyleName::CalloutHeading))));
                for block in blocks {
                    match block {
                        Block::Paragraph(text) => texts.push(plain(self.set(text, StyleName::Callout))),
                        Block::List { ordered, items } => {
                            texts.extend(items.iter().enumerate().map(|(at, item)| BoxText {
                                marker: Some(self.marker(*ordered, at, items.len())),
                                text: self.set_item(item, StyleName::Callout),
                            }));
                        }
                    }
                }
                elements.push(Element::Callout(texts));
            }
            Content::Steps { intro, steps } => {
                if let Some(intro) = intro {
                    elements.push(Element::Paragraph(self.set(intro, StyleName::Body)));
                }
                self.list(true, steps, elements);
            }
            Content::Quote { text, source } => elements.push(Element::Quote(Box::new([
                self.set(text, StyleName::Quote),
                self.set(source, StyleName::QuoteSource),
            ]))),
            Content::Image { art, aspect, focus, alt, caption } => elements.push(Element::Image {
                art: art.clone(),
                aspect: *aspect,
                focus: *focus,
                alt: alt.clone(),
                caption: caption.as_ref().map(|c| self.set(c, StyleName::Caption)),
            }),
        }
    }

    /// Adds running text.
    fn blocks(&self, blocks: &[Block], elements: &mut Vec<Element>) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => elements.push(Element::Paragraph(self.set(text, StyleName::Body))),
                Block::List { ordered, items } => self.list(*ordered, items, elements),
            }
        }
    }

    /// The bullet of one of so many items, or its number, counted from 0.
    fn marker(&self, ordered: bool, index: usize, count: usize) -> Marker {
        let sign = |index: usize| {
            let sign = if ordered { format!("{}", index + 1) } else { "–".to_owned() };
            let mut rich = RichText::default();
            rich.push(&sign, crate::document::SpanStyle { strong: true, ..Default::default() });
            self.set(&rich, StyleName::Body)
        };
        // Figures are all of one width.
        let widest = sign(count.saturating_sub(1)).paragraph.width();
        Marker { text: sign(index), ordered, widest }
    }

    /// Adds a list.
    fn list(&self, ordered: bool, items: &[RichText], elements: &mut Vec<Element>) {
        for (index, item) in items.iter().enumerate() {
            elements.push(Element::Item {
                marker: self.marker(ordered, index, items.len()),
                text: self.set_item(item, StyleName::Body),
                first: index == 0,
            });
        }
    }
}

impl SetText {
    /// Type size at a base size.
    pub fn size(&self, theme: &Theme, base: Pt) -> Pt {
        let style = theme.style(self.style);
        (base * style.size).max(style.min)
    }

    /// Distance of its baselines at a base size.
    pub fn leading(&self, theme: &Theme, base: Pt) -> Pt {
        self.size(theme, base) * theme.style(self.style).leading
    }

    /// Whether all of it leads somewhere, as a number or an address does.
    pub fn is_link(&self) -> bool {
        let text = self.paragraph.text();
        text.spans.iter().any(|span| span.style.link.is_some() && span.range.len() == text.text.len())
    }

    /// Number of lines at a measure.
    pub fn line_count(&self, theme: &Theme, base: Pt, measure: Pt, breaker: &mut LineBreaker) -> usize {
        self.paragraph.line_count(breaker, measure / self.size(theme, base))
    }

    /// Whether the longest word or number is wider than the measure.
    pub fn too_wide(&self, theme: &Theme, base: Pt, measure: Pt) -> Option<Pt> {
        let excess = self.size(theme, base) * self.paragraph.longest_piece() - measure;
        (excess > Pt(0.3)).then_some(excess)
    }
}

impl Element {
    /// Every text of the element in reading order.
    pub fn texts(&self) -> Vec<&SetText> {
        match self {
            Element::Heading(text) | Element::Paragraph(text) => vec![text],
            Element::Item { marker, text, .. } => vec![&marker.text, text],
            Element::Callout(texts) => {
                texts.iter().flat_map(|t| t.marker.iter().map(|m| &m.text).chain([&t.text])).collect()
            }
            Element::Quote(texts) => texts.iter().collect(),
            Element::Image { caption, .. } => caption.iter().collect(),
        }
    }
}

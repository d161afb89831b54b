//! Markdown of definitions to blocks: paragraphs, lists, strong, emphasis, links. All else is kept as text.

mod forms;
mod raw;

use std::sync::Arc;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::rich::{RichText, SpanStyle};
use crate::lang::Lang;

pub use forms::{Form, foreign};

/// What an address begins with that names the language of its words and leads nowhere: `[grooming](lang:en)`.
pub(crate) const LANGUAGE: &str = "lang:";

/// A block of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(RichText),
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The items.
        items: Vec<RichText>,
    },
}

/// Reads Markdown (`CommonMark`). Nothing is lost: what has no place in a leaflet, such as a heading or a table, comes out
/// as a paragraph of its text, and [`foreign`] tells it.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new(text) {
        reader.take(event);
    }
    reader.end_paragraph();
    reader.blocks
}

/// Reads text that may be only one paragraph, such as a heading or a lead.
#[must_use]
pub fn inline(text: &str) -> RichText {
    let mut joined = RichText::default();
    for block in blocks(text) {
        let parts = match block {
            Block::Paragraph(part) => vec![part],
            Block::List { items, .. } => items,
        };
        for part in parts {
            if !joined.text.is_empty() {
                joined.text.push(' ');
            }
            joined.append(&part);
        }
    }
    joined
}

/// State of reading.
#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    current: RichText,
    strong: u32,
    emphasis: u32,
    link: Option<Arc<str>>,
    /// Language of words that are marked as `[words](lang:en)`.
    lang: Option<Lang>,
    /// Kind of each list that is open, outermost first; inner lists are laid into the outer one.
    lists: Vec<bool>,
    items: Vec<RichText>,
}

impl Reader {
    /// Takes one event of the parser.
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text),
            // Where a line ends is for the composition to choose, in every format anew.
            Event::SoftBreak | Event::HardBreak => self.push(" "),
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis = self.emphasis.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) => match dest_url.strip_prefix(LANGUAGE).and_then(Lang::from_code)
            {
                Some(lang) => self.lang = Some(lang),
                None => self.link = Some(Arc::from(&*dest_url)),
            },
            Event::End(TagEnd::Link) => (self.link, self.lang) = (None, None),
            Event::Start(Tag::List(first)) => {
                if self.lists.is_empty() {
                    self.end_paragraph();
                } else {
                    self.end_item();
                }
                self.lists.push(first.is_some());
            }
            Event::End(TagEnd::List(_)) => {
                self.end_item();
                if let Some(ordered) = self.lists.pop()
                    && self.lists.is_empty()
                    && !self.items.is_empty()
                {
                    self.blocks.push(Block::List { ordered, items: std::mem::take(&mut self.items) });
                }
            }
            Event::End(TagEnd::Item) => self.end_item(),
            Event::End(_) => self.end_paragraph(),
            _ => {}
        }
    }

    /// Adds text in the current style.
    fn push(&mut self, text: &str) {
        let style = SpanStyle {
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            link: self.link.clone(),
            lang: self.lang,
            ..SpanStyle::default()
        };
        self.current.push(text, style);
    }

    /// Ends a paragraph; inside a list it is parted from the next by a space.
    fn end_paragraph(&mut self) {
        if self.lists.is_empty() {
            let done = std::mem::take(&mut self.current);
            if !done.is_empty() {
                self.blocks.push(Block::Paragraph(done));
            }
        } else if !self.current.text.is_empty() && !self.current.text.ends_with(' ') {
            self.push(" ");
        }
    }

    /// Ends an item of a list.
    fn end_item(&mut self) {
        let mut done = std::mem::take(&mut self.current);
        done.text.truncate(done.text.trim_end().len());
        let len = done.text.len();
        done.spans.retain_mut(|s| {
            s.range.end = s.range.end.min(len);
            !s.range.is_empty()
        });
        if !done.is_empty() {
            self.items.push(done);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_styles() {
        let found = blocks("Det är **aldrig** barnets\nfel.\n\n- ett\n- två [tre](https://ecpat.se)\n");
        let Block::Paragraph(first) = &found[0] else { panic!("{found:?}") };
        assert_eq!(first.text, "Det är aldrig barnets fel.");
        assert!(first.spans[0].style.strong);
        let Block::List { ordered, items } = &found[1] else { panic!("{found:?}") };
        let [Block::Paragraph(broken)] = &blocks("Ring\\\n112")[..] else { panic!("one paragraph") };
        assert_eq!(broken.text, "Ring 112");
        let [Block::Paragraph(tabbed)] = &blocks("Ring\t**112\tnu**")[..] else { panic!("one paragraph") };
        assert_eq!(tabbed.text, "Ring 112 nu");
        assert_eq!(RichText::plain("Värmlands\tlän").text, "Värmlands län");
        assert!(!ordered);
        assert_eq!(items[1].text, "två tre");
        assert_eq!(items[1].spans[0].style.link.as_deref(), Some("https://ecpat.se"));
    }

    #[test]
    fn words_may_be_in_another_language() {
        let text = inline("Det kallas [sexting](lang:en) på engelska.");
        assert_eq!(text.text, "Det kallas sexting på engelska.");
        assert_eq!(text.spans[0].style.lang, Lang::from_code("en"));
        assert_eq!(text.spans[0].style.link, None);
    }

    #[test]
    fn nothing_is_lost() {
        let found = blocks("# Rubrik\n\n> citat\n\n`kod` <b>fet</b>\n\n1. ett\n   - inre\n");
        let text: String = found
            .iter()
            .map(|b| match b {
                Block::Paragraph(p) => p.text.clone(),
                Block::List { items, .. } => items.iter().map(|i| i.text.clone()).collect::<Vec<_>>().join("/"),
            })
            .collect::<Vec<_>>()
            .join("|");
        assert_eq!(text, "Rubrik|citat|kod <b>fet</b>|ett/inre");
    }
}

//! Signs of Markdown that are printed as they stand, because their partner is missing.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Form;

/// The words of a block as they are printed, in which signs of Markdown are left only where they have no partner.
#[derive(Default)]
pub(super) struct Words(String);

/// What stands for words that are a matter of their own: of code, and the ends of links.
const APART: char = '\u{fffc}';

/// Most signs of a text that are shown of it.
const SHOWN: usize = 24;

impl Words {
    /// Takes an event; at the end of a block tells what is wrong with its words.
    pub fn take(&mut self, text: &str, event: &Event<'_>, range: &Range<usize>) -> Vec<Form> {
        match event {
            // A sign behind a backslash is meant to be printed.
            Event::Text(words) if text[..range.start].ends_with('\\') => {
                let first = words.chars().next().map_or(0, char::len_utf8);
                self.0.push(APART);
                self.0.push_str(&words[first..]);
            }
            Event::Text(words) => self.0.push_str(words),
            Event::SoftBreak | Event::HardBreak => self.0.push(' '),
            Event::Code(_) | Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => self.0.push(APART),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => {
                let words = std::mem::take(&mut self.0);
                return [unclosed(&words), unlinked(&words)].into_iter().flatten().collect();
            }
            _ => {}
        }
        Vec::new()
    }
}

/// The first two asterisks that make nothing bold.
fn unclosed(words: &str) -> Option<Form> {
    let rest = &words[words.find("**")?..];
    Some(Form::Unclosed(rest.chars().take(SHOWN).collect::<String>().trim_end().to_owned()))
}

/// The first brackets that are meant for a link: words in one pair and an address in the other, with a space between the two,
/// or without the last of them.
fn unlinked(words: &str) -> Option<Form> {
    const ADDRESSES: [&str; 6] = ["http://", "https://", "www.", "mailto:", "tel:", "lang:"];
    let (at, address) = words.match_indices(']').find_map(|(at, _)| {
        let address = words[at + 1..].trim_start().strip_prefix('(')?.trim_start();
        ADDRESSES.iter().any(|start| address.starts_with(start)).then_some((at, address))
    })?;
    let start = words[..at].rfind('[').unwrap_or(at);
    let end = words.len() - address.len() + address.find([')', ' ']).map_or(address.len(), |end| end + 1);
    Some(Form::Unlinked(words[start..end].trim_end().to_owned()))
}

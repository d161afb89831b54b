//! The words that a change takes out and puts in, paragraph by paragraph.

use std::collections::BTreeMap;

use similar::{ChangeTag, TextDiff};

use crate::page::{ContentId, Item, Mark, Pages, Tag, TagChild, TagNode};

/// Changed paragraphs as lines that begin with `- ` or `+ `.
#[must_use]
pub fn changed(old: Option<&Pages>, new: Option<&Pages>) -> Vec<String> {
    let (old, new) = (old.map(text).unwrap_or_default(), new.map(text).unwrap_or_default());
    let diff = TextDiff::from_lines(&old, &new);
    let changes = diff.iter_all_changes().filter_map(|change| {
        let sign = match change.tag() {
            ChangeTag::Delete => "- ",
            ChangeTag::Insert => "+ ",
            ChangeTag::Equal => return None,
        };
        Some(format!("{sign}{}", change.value().trim_end()))
    });
    changes.collect()
}

/// A line of text on a page: its number and baseline. What stands on one is parted by its own spaces alone.
type Baseline = (usize, f32);

/// A piece of text and where it stands.
type Run<'a> = (Baseline, &'a str);

/// The text of the pages in reading order, a paragraph a line.
fn text(pages: &Pages) -> String {
    let mut leaves: BTreeMap<ContentId, Vec<Run<'_>>> = BTreeMap::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for marked in &page.content {
            let Mark::Content(id) = marked.mark else { continue };
            let runs = marked.items.iter().filter_map(|item| match item {
                Item::Glyphs(run) => Some(((number, run.origin.y.0), run.text.as_str())),
                _ => None,
            });
            leaves.entry(id).or_default().extend(runs);
        }
    }
    let mut paragraphs = vec![Paragraph::default()];
    walk(&pages.tags, &leaves, &mut paragraphs);
    let lines = paragraphs.iter().map(|paragraph| paragraph.text.trim()).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A paragraph under way.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// Where its text ends.
    end: Option<Baseline>,
}

impl Paragraph {
    fn push(&mut self, (at, text): Run<'_>) {
        // Lines end in a soft hyphen or without a space.
        if self.end != Some(at) && self.text.ends_with('\u{ad}') {
            self.text.pop();
        } else if self.end != Some(at) && !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        let double = self.text.is_empty() || self.text.ends_with(' ');
        self.text.push_str(if double { text.trim_start() } else { text });
        self.end = Some(at);
    }
}

fn walk(node: &TagNode, leaves: &BTreeMap<ContentId, Vec<Run<'_>>>, paragraphs: &mut Vec<Paragraph>) {
    match (&node.tag, paragraphs.last_mut()) {
        (Tag::Link | Tag::Span | Tag::Abbreviation(_), _) => {}
        // They stand on one baseline, with nothing between.
        (Tag::Label | Tag::ListBody, Some(paragraph)) => paragraph.end = None,
        _ => paragraphs.push(Paragraph::default()),
    }
    for child in &node.children {
        match child {
            TagChild::Node(inner) => walk(inner, leaves, paragraphs),
            TagChild::Content(id) => {
                for run in leaves.get(id).into_iter().flatten() {
                    if let Some(paragraph) = paragraphs.last_mut() {
                        paragraph.push(*run);
                    }
                }
            }
            TagChild::Link(_) => {}
        }
    }
}

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

/// The text of the pages in reading order, a paragraph a line.
fn text(pages: &Pages) -> String {
    let mut leaves: BTreeMap<ContentId, String> = BTreeMap::new();
    for marked in pages.pages.iter().flat_map(|page| &page.content) {
        let Mark::Content(id) = marked.mark else { continue };
        let mut text = String::new();
        for item in &marked.items {
            let Item::Glyphs(run) = item else { continue };
            // Lines end in a soft hyphen or without a space.
            if text.ends_with('\u{ad}') {
                text.pop();
            } else if !text.is_empty() && !text.ends_with(' ') && !run.text.starts_with(' ') {
                text.push(' ');
            }
            text.push_str(&run.text);
        }
        leaves.insert(id, text);
    }
    let mut lines = vec![String::new()];
    walk(&pages.tags, &leaves, &mut lines);
    let lines = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn walk(node: &TagNode, leaves: &BTreeMap<ContentId, String>, lines: &mut Vec<String>) {
    if !matches!(node.tag, Tag::Link | Tag::Span | Tag::Label | Tag::ListBody) {
        lines.push(String::new());
    }
    for child in &node.children {
        match child {
            TagChild::Node(inner) => walk(inner, leaves, lines),
            TagChild::Content(id) => {
                if let (Some(line), Some(text)) = (lines.last_mut(), leaves.get(id)) {
                    if !line.is_empty() && !line.ends_with(' ') {
                        line.push(' ');
                    }
                    line.push_str(text.trim());
                }
            }
            TagChild::Link(_) => {}
        }
    }
}

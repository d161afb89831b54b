//! Rules on documents: how hard the text is to read.

use crate::definition::Publication;
use crate::diagnostic::Diagnostic;
use crate::document::{Block, Content, Document};
use crate::rules;

use super::readability::lix;

/// Every finding about one leaflet's text.
#[must_use]
pub fn check(document: &Document, publication: &Publication) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let lix = lix(&plain_text(document));
    if document.lang.lix && lix > f32::from(publication.max_lix) {
        findings.push(
            Diagnostic::new(&rules::LIX_HIGH, format!("LIX is {lix:.0}, over the limit of {}", publication.max_lix))
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("Part long sentences, and look for shorter words than the longest ones."),
        );
    }
    findings
}

/// The running text, each heading and item a sentence of its own.
#[must_use]
pub fn plain_text(document: &Document) -> String {
    let mut out = String::new();
    let mut add = |text: &str| {
        out.push_str(text);
        out.push_str(if text.ends_with(['.', '?', '!', ':']) { "\n" } else { ".\n" });
    };
    if let Some(lead) = &document.lead {
        add(&lead.text);
    }
    for section in &document.sections {
        if let Some(heading) = &section.heading {
            add(&heading.text);
        }
        match &section.content {
            Content::Text(blocks) | Content::Callout(blocks) => {
                for block in blocks {
                    match block {
                        Block::Paragraph(text) => add(&text.text),
                        Block::List { items, .. } => items.iter().for_each(|i| add(&i.text)),
                    }
                }
            }
            Content::Steps { intro, steps } => intro.iter().chain(steps).for_each(|t| add(&t.text)),
            Content::Quote { text, .. } => add(&text.text),
            Content::Image { caption, .. } => caption.iter().for_each(|c| add(&c.text)),
        }
    }
    out
}

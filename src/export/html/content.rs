//! The sections of a page: text, call-outs, steps, quotations, pictures.

use maud::{Markup, html};

use super::picture::{Embedded, embedded, pixels};
use super::rich::rich;
use crate::document::{Block, Content, Cover, RichText, Section};
use crate::export::ExportError;

/// The sections in reading order.
///
/// # Errors
/// If a picture cannot be written.
pub(super) fn sections(sections: &[Section], rtl: bool) -> Result<Markup, ExportError> {
    let written: Result<Vec<Markup>, ExportError> = sections.iter().map(|s| section(s, rtl)).collect();
    let written = written?;
    Ok(html! { @for section in written { (section) } })
}

fn section(section: &Section, rtl: bool) -> Result<Markup, ExportError> {
    let content = match &section.content {
        Content::Text(text) | Content::Callout(text) => blocks(text, rtl),
        Content::Steps { intro, steps } => html! {
            @if let Some(intro) = intro { p { (rich(intro, rtl)) } }
            ol { @for step in steps { li { (rich(step, rtl)) } } }
        },
        Content::Quote { text, source } => html! {
            figure.quote {
                blockquote { p { (rich(text, rtl)) } }
                figcaption { (rich(source, rtl)) }
            }
        },
        Content::Image { art, aspect, focus, alt, caption } => {
            figure(&embedded(art, *aspect, *focus)?, alt, caption.as_ref(), rtl)
        }
    };
    // The name that a link may lead to; ids of the page itself have no such beginning.
    let id = format!("s-{}", section.id);
    let heading = section.heading.as_ref().map(|heading| html! { h2 { (rich(heading, rtl)) } });
    Ok(match (&section.content, heading) {
        // An aside within an article is no landmark of its own: the call-out belongs to the text.
        (Content::Callout(_), heading) => {
            html! { aside.callout id=(id) { @if let Some(h) = heading { (h) } (content) } }
        }
        (_, Some(heading)) => html! { section id=(id) { (heading) (content) } },
        (_, None) => html! { div id=(id) { (content) } },
    })
}

/// The picture that a leaflet opens with.
///
/// # Errors
/// If it cannot be written.
pub(super) fn cover(cover: &Cover, rtl: bool) -> Result<Markup, ExportError> {
    let Cover { picture, aspect, focus, alt, caption } = cover;
    let shown = pixels(picture, aspect.unwrap_or_else(|| picture.aspect()), *focus)?;
    Ok(figure(&shown, alt, caption.as_ref(), rtl))
}

fn figure(image: &Embedded, alt: &str, caption: Option<&RichText>, rtl: bool) -> Markup {
    html! {
        figure.picture {
            img src=(image.address) width=(image.width) height=(image.height) alt=(alt);
            @if let Some(caption) = caption { figcaption { (rich(caption, rtl)) } }
        }
    }
}

fn blocks(blocks: &[Block], rtl: bool) -> Markup {
    let items = |items: &[RichText]| html! { @for item in items { li { (rich(item, rtl)) } } };
    html! {
        @for block in blocks {
            @match block {
                Block::Paragraph(text) => p { (rich(text, rtl)) },
                Block::List { ordered: true, items: list } => ol { (items(list)) },
                Block::List { ordered: false, items: list } => ul { (items(list)) },
            }
        }
    }
}

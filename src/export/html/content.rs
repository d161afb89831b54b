//! The sections of a page: text, call-outs, steps, quotations, pictures.

use maud::{Markup, html};

use super::picture::{Embedded, embedded, pixels};
use super::rich::{Around, rich};
use crate::document::{Block, Content, Cover, RichText, Section};
use crate::export::ExportError;

/// The sections in reading order.
///
/// # Errors
/// If a picture cannot be written.
pub(super) fn sections(sections: &[Section], around: Around<'_>) -> Result<Markup, ExportError> {
    let written: Result<Vec<Markup>, ExportError> = sections.iter().map(|s| section(s, around)).collect();
    let written = written?;
    Ok(html! { @for section in written { (section) } })
}

fn section(section: &Section, around: Around<'_>) -> Result<Markup, ExportError> {
    let content = match &section.content {
        Content::Text(text) | Content::Callout(text) => blocks(text, around),
        Content::Steps { intro, steps } => html! {
            @if let Some(intro) = intro { p dir=[around.dir(intro)] { (rich(intro, around)) } }
            ol dir=[around.dir_of_list(steps)] { (items(steps, around)) }
        },
        Content::Quote { text, source } => html! {
            figure.quote dir=[around.dir(text)] {
                blockquote { p { (rich(text, around)) } }
                figcaption dir=[around.dir(text).map(|_| around.runs(source))] { (rich(source, around)) }
            }
        },
        Content::Image { art, aspect, focus, alt, caption } => {
            figure(&embedded(art, *aspect, *focus)?, alt, caption.as_ref(), around)
        }
    };
    // The name that a link may lead to; ids of the page itself have no such beginning.
    let id = format!("s-{}", section.id);
    let heading =
        section.heading.as_ref().map(|heading| html! { h2 dir=[around.dir(heading)] { (rich(heading, around)) } });
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
pub(super) fn cover(cover: &Cover, around: Around<'_>) -> Result<Markup, ExportError> {
    let Cover { picture, aspect, focus, alt, caption } = cover;
    let shown = pixels(picture, aspect.unwrap_or_else(|| picture.aspect()), *focus)?;
    Ok(figure(&shown, alt, caption.as_ref(), around))
}

fn figure(image: &Embedded, alt: &str, caption: Option<&RichText>, around: Around<'_>) -> Markup {
    html! {
        figure.picture {
            img src=(image.address) width=(image.width) height=(image.height) alt=(alt);
            @if let Some(caption) = caption { figcaption { (rich(caption, around)) } }
        }
    }
}

/// The items of a list. One that runs the other way than the page says so, unless its list does.
fn items(items: &[RichText], around: Around<'_>) -> Markup {
    let all = around.dir_of_list(items).is_some();
    html! { @for item in items { li dir=[around.dir(item).filter(|_| !all)] { (rich(item, around)) } } }
}

fn blocks(blocks: &[Block], around: Around<'_>) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Paragraph(text) => p dir=[around.dir(text)] { (rich(text, around)) },
                Block::List { ordered: true, items: list } => ol dir=[around.dir_of_list(list)] { (items(list, around)) },
                Block::List { ordered: false, items: list } => ul dir=[around.dir_of_list(list)] { (items(list, around)) },
            }
        }
    }
}

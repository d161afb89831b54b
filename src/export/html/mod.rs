//! The html edition: one self-contained file for a publication and language, written from the document, not from pages.
//!
//! No script, no outside request. The text is the sheet's, in the same order; what is added (ways through the page,
//! facts and sources) stands outside it. `docs/html.md` says what a page holds.

mod aside;
mod content;
mod drawing;
mod palette;
mod picture;
mod rich;
mod share;
mod shell;
mod style;

use maud::{Markup, html};

use super::ExportError;
use crate::definition::Label;
use crate::document::WebPage;

pub use share::Share;
pub use shell::{Place, Translation};

pub(super) use picture::png;
pub(super) use shell::Shell;
pub(super) use style::Style;

/// A PDF that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its file in the site's folder.
    pub file: String,
    /// Name of its format, such as `a4` or `a3-poster`.
    pub format: &'static str,
    /// Whether it is a poster.
    pub poster: bool,
    /// Pages in it.
    pub pages: usize,
    /// Its length in bytes.
    pub bytes: usize,
}

/// Writes the page that stands alone; `share` is the picture that goes with its link, where one is on the web.
///
/// # Errors
/// If a picture cannot be written.
pub fn write(page: &WebPage, share: Option<&Share>) -> Result<Vec<u8>, ExportError> {
    write_in(page, None, share, &[])
}

/// Writes the page as part of a site, with the files to download.
///
/// # Errors
/// If a picture cannot be written.
pub(super) fn write_in(
    page: &WebPage,
    place: Option<&Place>,
    share: Option<&Share>,
    downloads: &[Download],
) -> Result<Vec<u8>, ExportError> {
    let WebPage { document, facts, words } = page;
    let rtl = document.lang.rtl;
    let cover = document.cover.as_ref().map(|cover| content::cover(cover, rtl)).transpose()?;
    let sections = content::sections(&document.sections, rtl)?;
    let main = html! {
        article {
            header.band { div.wrap {
                @if let Some(audience) = &document.audience { p.audience { (rich::rich(audience, rtl)) } }
                h1 { (rich::plain(&document.title.text(), rtl)) }
                (shortcuts(page))
            } }
            div.body.wrap {
                div.text {
                    @if let Some(cover) = cover { (cover) }
                    @if let Some(lead) = &document.lead { p.lead { (rich::rich(lead, rtl)) } }
                    (sections)
                }
                div.side {
                    @if let Some(help) = &document.help { (aside::help(help, rtl)) }
                    (aside::contacts(&document.contacts, document.code.as_ref(), rtl))
                    @if !downloads.is_empty() {
                        section.downloads {
                            h2 { (words.text(Label::Download)) }
                            (files(downloads, page))
                        }
                    }
                }
                (aside::facts(facts, words, rtl))
            }
        }
    };
    let metadata = &document.metadata;
    let shell = Shell {
        lang: document.lang,
        title: &metadata.title,
        description: &metadata.subject,
        author: &metadata.author,
        keywords: &metadata.keywords,
        date: metadata.date,
        kind: "article",
        draft: document.draft.as_deref(),
        hidden: false,
        words,
        style: &Style::new(&document.theme, document.theme.format(document.format.name)),
        place,
        share,
        main,
        footer: aside::foot(document)?,
    };
    Ok(shell.page().into_bytes())
}

/// Links from the head of the page to what someone in need looks for first.
fn shortcuts(page: &WebPage) -> Markup {
    let WebPage { document, words, .. } = page;
    let rtl = document.lang.rtl;
    html! {
        nav.shortcuts aria-label=(words.text(Label::Shortcuts)) { ul {
            @if let Some(help) = &document.help { li { a href="#help" { (rich::rich(&help.heading, rtl)) } } }
            li { a href="#contact" { (rich::rich(&document.contacts.heading, rtl)) } }
        } }
    }
}

/// The files to download, each with format, pages and size.
pub(super) fn files(downloads: &[Download], page: &WebPage) -> Markup {
    html! {
        ul.files { @for file in downloads {
            @let format = file.format.split('-').next().unwrap_or_default().to_uppercase();
            @let size = file.bytes.div_ceil(1000).to_string();
            @let label = if file.poster { Label::PosterFile } else { Label::SheetFile };
            @let values = [("format", format.as_str()), ("pages", &file.pages.to_string()), ("size", &size)];
            li { a href=(file.file) { (page.words.with(label, &values)) } }
        } }
    }
}

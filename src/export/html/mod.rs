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

use rich::Answer;

pub use share::Share;
pub use shell::{Place, Translation};

pub(super) use picture::png;
pub(super) use rich::{Around, rich};
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
    let (own, answers) = (Around::page(document.lang), Answer::all(document));
    let text = Answer::around(&answers, document.lang);
    let cover = document.cover.as_ref().map(|cover| content::cover(cover, text)).transpose()?;
    let sections = content::sections(&document.sections, text)?;
    let main = html! {
        article {
            header.band { div.wrap {
                @if let Some(audience) = &document.audience { p.audience { (rich(audience, own)) } }
                h1 { (rich::plain(&document.title.text(), own)) }
                (shortcuts(page))
            } }
            div.body.wrap {
                div.text {
                    @if let Some(cover) = cover { (cover) }
                    @if let Some(lead) = &document.lead { p.lead dir=[text.dir(lead)] { (rich(lead, text)) } }
                    (sections)
                }
                div.side {
                    @if let Some(help) = &document.help { (aside::help(help, own)) }
                    (aside::contacts(&document.contacts, document.code.as_ref(), own))
                    @if !downloads.is_empty() {
                        section.downloads {
                            h2 { (words.text(Label::Download)) }
                            (files(downloads, page))
                        }
                    }
                }
            }
            // Not in the grid: what stays in view beside the text ends where the text ends.
            @if !facts.is_empty() { div.wrap { (aside::facts(facts, words, own)) } }
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
    let around = Around::page(document.lang);
    html! {
        nav.shortcuts aria-label=(words.text(Label::Shortcuts)) { ul {
            @if let Some(help) = &document.help { li { a href="#help" { (rich(&help.heading, around)) } } }
            li { a href="#contact" { (rich(&document.contacts.heading, around)) } }
        } }
    }
}

/// The files to download, each with kind, format, pages and size; for who hears the links alone, of which publication.
pub(super) fn files(downloads: &[Download], page: &WebPage) -> Markup {
    let title = page.document.title.text();
    html! {
        ul.files { @for file in downloads {
            @let size = file.bytes.div_ceil(1000).to_string();
            @let (label, format) = called(file);
            @let values = [("format", format.as_str()), ("pages", &file.pages.to_string()), ("size", &size)];
            @let name = page.words.with(label, &values);
            li { a href=(file.file) aria-label={ (name) ": " (title) } { (name) } }
        } }
    }
}

/// What a file to download is called, and its format as paper is named: `A4`, `50 × 70 cm`.
fn called(file: &Download) -> (Label, String) {
    let kind = match file.format {
        _ if file.poster => Label::PosterFile,
        "a4-roll-fold" => Label::RollFoldFile,
        "a4-z-fold" => Label::ZFoldFile,
        "a5-folder" => Label::FolderFile,
        "pocket-card" => Label::CardFile,
        _ => Label::SheetFile,
    };
    let size = file.format.split('-').next().unwrap_or_default();
    let size = match size.split_once('x') {
        Some((width, height)) => format!("{width} × {height} cm"),
        None => size.to_uppercase(),
    };
    (kind, size)
}

//! The start page of a site, and the page for addresses that lead nowhere.

use maud::{Markup, html};

use crate::definition::Label;
use crate::export::html::{Around, Place, Shell, Style, files, png, rich};

use super::{Site, SitePage};

/// The start page in the language of `first`, the first page in that language, whose theme it takes.
pub(super) fn write(site: &Site, first: &SitePage) -> Vec<u8> {
    let lang = first.page.document.lang;
    let place = Place {
        base: site.base.clone(),
        file: site.start(lang),
        home: None,
        accessibility: site.accessibility.clone(),
        translations: site.starts(),
    };
    let words = &first.page.words;
    let own = site.pages.iter().filter(|page| page.page.document.lang == lang);
    let main = html! {
        header.band { div.wrap {
            h1 { (words.text(Label::Site)) }
            p.lead { (words.text(Label::SiteLead)) }
        } }
        div.wrap { ul.cards { @for page in own { li { (card(page)) } } } }
    };
    shell(first, &place, words.text(Label::Site), words.text(Label::SiteLead), main, false)
}

/// The page for addresses that lead nowhere, in the first language. A server shows it under any address, so its way home
/// is absolute where the site's own address is known.
pub(super) fn not_found(site: &Site, first: &SitePage) -> Vec<u8> {
    let words = &first.page.words;
    let accessibility = site.accessibility.clone();
    let place = Place { base: site.base.clone(), file: "404.html".to_owned(), accessibility, ..Place::default() };
    let main = html! {
        header.band { div.wrap { h1 { (words.text(Label::NotFound)) } } }
        div.body.wrap { div.text {
            p { (words.text(Label::NotFoundText)) }
            p { a href=(place.address(super::START)) { (words.text(Label::Home)) } }
        } }
    };
    // No page has this address, so none is named as its own.
    let place = Place { base: None, ..place };
    shell(first, &place, words.text(Label::NotFound), words.text(Label::NotFoundText), main, true)
}

/// A publication: its picture, its title with the way to its page, its files.
fn card(page: &SitePage) -> Markup {
    let document = &page.page.document;
    let picture = png(&page.thumbnail);
    let around = Around::page(document.lang);
    html! {
        // The title beside it says what it shows.
        img src=(picture) alt="";
        div {
            @if let Some(audience) = &document.audience { p.for { (rich(audience, around)) } }
            h2 { a href=(page.file) { (document.title.text()) } }
            @if let Some(lead) = &document.lead { p { (rich(lead, around)) } }
            (files(&page.downloads, &page.page))
        }
    }
}

fn shell(first: &SitePage, place: &Place, heading: &str, description: &str, main: Markup, hidden: bool) -> Vec<u8> {
    let document = &first.page.document;
    let metadata = &document.metadata;
    // The start page is shared with the picture of its first publication; a page that leads nowhere is not shared.
    let share = first.share.as_ref().filter(|_| !hidden).map(|picture| picture.share(place));
    let title = format!("{heading} – {}", metadata.author);
    let shell = Shell {
        lang: document.lang,
        title: &title,
        description,
        author: &metadata.author,
        keywords: &[],
        date: metadata.date,
        kind: "website",
        draft: document.draft.as_deref(),
        hidden,
        words: &first.page.words,
        style: &Style::new(&document.theme, document.theme.format(document.format.name)),
        place: Some(place),
        share: share.as_ref(),
        main,
        footer: html! {},
    };
    shell.page().into_bytes()
}

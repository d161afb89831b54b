//! The map of a site for search engines (<https://www.sitemaps.org/protocol.html>), with the languages of each page.

use maud::{Markup, PreEscaped, html};

use crate::export::html::{Place, Translation};

use super::{Site, translation};

/// The map of a site whose folder has this address.
pub(super) fn write(site: &Site, base: &str) -> Vec<u8> {
    let place = Place { base: Some(base.to_owned()), ..Place::default() };
    let newest = site.pages.iter().map(|page| page.page.document.metadata.date).max();
    let starts = site.starts();
    let starts = starts.iter().map(|start| (start.file.clone(), newest, starts.clone()));
    let pages = site.pages.iter().map(|page| {
        let same = site.pages.iter().filter(|other| other.publication == page.publication);
        let translations: Vec<Translation> = same.map(|other| translation(other, other.file.clone())).collect();
        (page.file.clone(), Some(page.page.document.metadata.date), translations)
    });
    let map = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml" {
            @for (file, date, translations) in starts.chain(pages) {
                (PreEscaped("\n"))
                url {
                    loc { (place.address(&file)) }
                    @if let Some(date) = date { lastmod { (date) } }
                    @if translations.len() > 1 {
                        @for Translation { lang, file, .. } in &translations {
                            (alternate(lang.code, &place.address(file)))
                        }
                    }
                }
            }
            (PreEscaped("\n"))
        }
        (PreEscaped("\n"))
    };
    map.into_string().into_bytes()
}

/// A page in another language.
fn alternate(lang: &str, address: &str) -> Markup {
    html! { xhtml:link rel="alternate" hreflang=(lang) href=(address) {} }
}

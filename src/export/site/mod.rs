//! The site edition: start pages, a page for each publication and language, a page for addresses that lead nowhere, and a
//! map for search engines. All in one folder, with relative links: it works from a disk and under any path.

mod sitemap;
mod start;

use crate::document::WebPage;
use crate::lang::Lang;

use super::ExportError;
use super::html::{self, Download, Place, Share, Translation};

/// A county's site.
#[derive(Debug, Clone)]
pub struct Site {
    /// Web address of its folder, with a slash at its end, if it is known.
    pub base: Option<String>,
    /// Web address of its accessibility statement, if it is known.
    pub accessibility: Option<String>,
    /// Its pages; those of a publication follow each other, those of the first language come first among them.
    pub pages: Vec<SitePage>,
}

/// A publication in one language.
#[derive(Debug, Clone)]
pub struct SitePage {
    /// The publication's id, the same in every language.
    pub publication: String,
    /// The page's file, such as `grooming-sv.html`.
    pub file: String,
    /// What it says.
    pub page: WebPage,
    /// The publication's PDFs.
    pub downloads: Vec<Download>,
    /// Small picture of the first of them, as PNG.
    pub thumbnail: Vec<u8>,
    /// The picture that goes with a shared link to the page.
    pub share: Option<SharePicture>,
}

/// A picture for shared links.
#[derive(Debug, Clone)]
pub struct SharePicture {
    /// Its file in the site's folder.
    pub file: String,
    /// As PNG.
    pub png: Vec<u8>,
    /// Width and height in pixels.
    pub pixels: [u32; 2],
    /// Its words for who cannot see it.
    pub alt: String,
}

/// File of the start page.
const START: &str = "index.html";

/// Writes every page and the map: names below the site's folder, with the bytes.
///
/// # Errors
/// If a picture cannot be written.
pub fn write(site: &Site) -> Result<Vec<(String, Vec<u8>)>, ExportError> {
    let mut files = Vec::new();
    for page in &site.pages {
        let translations = site.pages.iter().filter(|other| other.publication == page.publication);
        let translations = translations.map(|other| translation(other, other.file.clone()));
        let place = Place {
            base: site.base.clone(),
            file: page.file.clone(),
            home: Some(site.start(page.page.document.lang)),
            accessibility: site.accessibility.clone(),
            translations: translations.collect(),
        };
        let share = page.share.as_ref().map(|picture| picture.share(&place));
        files.push((page.file.clone(), html::write_in(&page.page, Some(&place), share.as_ref(), &page.downloads)?));
        files.extend(page.share.iter().map(|picture| (picture.file.clone(), picture.png.clone())));
    }
    for first in site.first_pages() {
        let lang = first.page.document.lang;
        files.push((site.start(lang), start::write(site, first)));
    }
    if let Some(first) = site.pages.first() {
        files.push(("404.html".to_owned(), start::not_found(site, first)));
    }
    // The map needs absolute addresses (sitemaps.org), and a draft is nothing to be found.
    if let Some(base) = &site.base
        && site.pages.iter().all(|page| page.page.document.draft.is_none())
    {
        files.push(("sitemap.xml".to_owned(), sitemap::write(site, base)));
    }
    Ok(files)
}

impl SharePicture {
    /// What a page says of it.
    fn share(&self, place: &Place) -> Share {
        Share { address: place.address(&self.file), pixels: self.pixels, alt: self.alt.clone() }
    }
}

impl Site {
    /// The first page of each language.
    fn first_pages(&self) -> Vec<&SitePage> {
        let mut first: Vec<&SitePage> = Vec::new();
        for page in &self.pages {
            if first.iter().all(|known| known.page.document.lang != page.page.document.lang) {
                first.push(page);
            }
        }
        first
    }

    /// File of the start page in a language: that of the first language has no language in its name.
    fn start(&self, lang: Lang) -> String {
        if self.pages.first().is_none_or(|first| first.page.document.lang == lang) {
            START.to_owned()
        } else {
            format!("index-{}.html", lang.code)
        }
    }

    /// The start page in every language.
    fn starts(&self) -> Vec<Translation> {
        self.first_pages().into_iter().map(|page| translation(page, self.start(page.page.document.lang))).collect()
    }
}

/// A file in the language of a page.
fn translation(page: &SitePage, file: String) -> Translation {
    let name = page.page.words.text(crate::definition::Label::Language).to_owned();
    Translation { lang: page.page.document.lang, name, file }
}

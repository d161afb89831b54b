//! The frame of every page: what the head says, the bar at the top, the languages, the way out.

use std::fmt::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::rich::swedish;
use super::share::{Share, locale};
use super::style::Style;
use crate::definition::{Date, Label};
use crate::document::Words;
use crate::lang::Lang;

/// Where the quick way out leads: the Swedish weather service, a page that anyone may have open.
const LEAVE: (&str, &str) = ("https://www.smhi.se/", "smhi.se");

/// A page in one language of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The language.
    pub lang: Lang,
    /// What the language calls itself.
    pub name: String,
    /// The page's file in the site's folder.
    pub file: String,
}

/// The place of a page in a site.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Web address of the site's folder, with a slash at its end, if it is known.
    pub base: Option<String>,
    /// The page's file in the folder.
    pub file: String,
    /// The start page's file, for pages that are not it.
    pub home: Option<String>,
    /// Web address of the site's accessibility statement, if it is known.
    pub accessibility: Option<String>,
    /// The same page in every language that there is, the first of which is meant for everyone else.
    pub translations: Vec<Translation>,
}

/// What a page says about itself, and its parts.
pub(crate) struct Shell<'a> {
    pub lang: Lang,
    pub title: &'a str,
    /// A sentence for search engines and shared links.
    pub description: &'a str,
    /// Who publishes.
    pub author: &'a str,
    /// For whom it is.
    pub keywords: &'a [String],
    /// Day of this version.
    pub date: Date,
    /// `article`, or `website` for a start page (<https://ogp.me/#types>).
    pub kind: &'static str,
    /// The mark of a draft.
    pub draft: Option<&'a str>,
    /// Whether search engines are asked to pass over it.
    pub hidden: bool,
    pub words: &'a Words,
    pub style: &'a Style,
    /// Nothing for a page that stands alone.
    pub place: Option<&'a Place>,
    /// The picture that goes with a shared link.
    pub share: Option<&'a Share>,
    pub main: Markup,
    pub footer: Markup,
}

impl Shell<'_> {
    /// The whole page.
    pub fn page(&self) -> String {
        let direction = if self.lang.rtl { "rtl" } else { "ltr" };
        let page = html! {
            (DOCTYPE)
            html lang=(self.lang.code) dir=(direction) {
                head { (self.head()) }
                body class=[self.place.map(|_| "in-site")] {
                    a.skip href="#main" { (self.words.text(Label::Skip)) }
                    @if self.place.is_some() { (self.way_out()) }
                    (self.top())
                    main #main { (self.main) }
                    footer.foot { div.wrap { (self.footer) (self.statement()) (self.leave_note()) } }
                }
            }
        };
        let mut text = page.into_string();
        text.push('\n');
        text
    }

    fn head(&self) -> Markup {
        let icon = icon(self.style);
        // No script, no outside source, no form: what a page needs stands in it.
        let policy = format!(
            "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            self.style.source
        );
        html! {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (self.title) }
            meta name="description" content=(self.description);
            meta name="author" content=(self.author);
            @if !self.keywords.is_empty() { meta name="keywords" content=(self.keywords.join(", ")); }
            @if self.hidden || self.draft.is_some() { meta name="robots" content="noindex"; }
            meta name="generator" content=(crate::export::TOOL);
            meta name="referrer" content="no-referrer";
            meta name="format-detection" content="telephone=no";
            meta name="color-scheme" content="light dark";
            meta name="theme-color" content=(self.style.band);
            meta property="og:type" content=(self.kind);
            meta property="og:title" content=(self.title);
            meta property="og:description" content=(self.description);
            meta property="og:site_name" content=(self.author);
            @if let Some(locale) = locale(self.lang) { meta property="og:locale" content=(locale); }
            @if let Some(share) = self.share { (share.head()) }
            @if self.kind == "article" { meta property="article:modified_time" content=(self.date); }
            @if let Some(place) = self.place { (place.links()) }
            link rel="icon" href=(icon);
            style { (PreEscaped(&self.style.css)) }
        }
    }

    /// The quick way out, at an edge of the window that nothing else is read at.
    fn way_out(&self) -> Markup {
        let words = self.words.text(Label::Leave);
        html! { nav.way-out aria-label=(words) { div.wrap { a.leave href=(LEAVE.0) rel="noreferrer" { (words) } } } }
    }

    /// Who publishes, the mark of a draft, and in a site the languages.
    fn top(&self) -> Markup {
        html! {
            header.top { div.wrap {
                @if let Some(place) = self.place {
                    (self.sender(place.home.as_deref()))
                    @if place.translations.len() > 1 { (self.languages(place)) }
                } @else { (self.sender(None)) }
                @if let Some(word) = self.draft { p.draft { (word) } }
            } }
        }
    }

    fn sender(&self, home: Option<&str>) -> Markup {
        html! {
            p.sender {
                @let author = swedish(self.author, self.lang);
                @if let Some(home) = home { a href=(home) { (author) " – " (self.words.text(Label::Home)) } }
                @else { (author) }
            }
        }
    }

    fn languages(&self, place: &Place) -> Markup {
        html! {
            nav.languages aria-label=(self.words.text(Label::Languages)) { ul {
                @for Translation { lang, name, file } in &place.translations {
                    li {
                        a href=(file) lang=(lang.code) hreflang=(lang.code) dir=(if lang.rtl { "rtl" } else { "ltr" })
                            aria-current=[(*lang == self.lang).then_some("page")] { (name) }
                    }
                }
            } }
        }
    }

    /// The way to the accessibility statement.
    fn statement(&self) -> Markup {
        html! {
            @if let Some(address) = self.place.and_then(|place| place.accessibility.as_deref()) {
                p.more { a href=(address) { (self.words.text(Label::Accessibility)) } }
            }
        }
    }

    fn leave_note(&self) -> Markup {
        html! {
            @if self.place.is_some() { p.leave-note { (self.words.with(Label::LeaveNote, &[("address", LEAVE.1)])) } }
        }
    }
}

impl Place {
    /// Address of a file of the site: absolute where the site's own is known.
    pub(crate) fn address(&self, file: &str) -> String {
        match &self.base {
            Some(base) if file == "index.html" => base.clone(),
            Some(base) => format!("{base}{file}"),
            None => file.to_owned(),
        }
    }

    /// The page's own address and those of its translations.
    fn links(&self) -> Markup {
        html! {
            @if self.base.is_some() {
                link rel="canonical" href=(self.address(&self.file));
                meta property="og:url" content=(self.address(&self.file));
            }
            @if self.translations.len() > 1 {
                @for Translation { lang, file, .. } in &self.translations {
                    link rel="alternate" hreflang=(lang.code) href=(self.address(file));
                }
                link rel="alternate" hreflang="x-default" href=(self.address(&self.translations[0].file));
            }
        }
    }
}

/// A small band with its bar, as the address of a picture.
fn icon(style: &Style) -> String {
    let drawing = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='2' fill='{}'/>\
         <rect x='3' y='10' width='7' height='2' fill='{}'/></svg>",
        style.band, style.rule
    );
    let mut address = "data:image/svg+xml,".to_owned();
    for byte in drawing.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/='".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

//! A leaflet: its pages, what is wrong with them, how they are filled, and the files that can be had.

use maud::{Markup, html};

use super::findings::{self, Mark};
use super::forms;
use super::http::Request;
use super::project::{Laid, Snapshot};
use super::words::Words;
use crate::definition::{Publication, edit, paths};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted};
use crate::lang::Lang;
use crate::page::{Item, Page, Pages};
use crate::units::{Mm, Pt};

/// Which leaflet, and how it is shown, as an address says it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Slug of the county.
    pub county: String,
    /// Id of the publication.
    pub publication: String,
    /// Name of the format; the first if there is none.
    pub format: String,
    /// Tag of the language; the first if there is none.
    pub lang: String,
    /// Whether bleed, trim and safe zone are shown.
    pub print: bool,
}

impl Place {
    /// What an address names.
    #[must_use]
    pub fn of(county: &str, publication: &str, request: &Request) -> Place {
        let asked = |key: &str| request.query.get(key).cloned().unwrap_or_default();
        Place {
            county: county.to_owned(),
            publication: publication.to_owned(),
            format: asked("format"),
            lang: asked("lang"),
            print: asked("view") == "print",
        }
    }
}

/// A leaflet to show.
pub struct View<'a> {
    pub words: &'a Words,
    pub snapshot: &'a Snapshot,
    pub wanted: Wanted<'a>,
    /// All formats and languages that it has in this county.
    pub others: Vec<Wanted<'a>>,
    print: bool,
}

impl<'a> View<'a> {
    /// The leaflet at this place, if there is one.
    #[must_use]
    pub fn find(words: &'a Words, snapshot: &'a Snapshot, place: &Place) -> Option<View<'a>> {
        let mut others = snapshot.leaflets();
        others.retain(|w| w.county.slug == place.county && w.publication.id == place.publication);
        let is = |asked: &str, name: &str| asked.is_empty() || asked == name;
        let exact =
            |w: &&Wanted<'_>| is(&place.format, w.format.format.name) && is(&place.lang, w.publication.lang.code);
        // A language may lack a format: its first one then.
        let wanted =
            *others.iter().find(exact).or_else(|| others.iter().find(|w| w.publication.lang.code == place.lang))?;
        // Where the text itself cannot be read a translation must not stand in its place.
        let folder = format!("{}/", paths::publication(&place.publication));
        let stands_in = place.lang.is_empty() && wanted.publication.translation.is_some();
        if stands_in && !findings::in_folder(&snapshot.findings, &folder).is_empty() {
            return None;
        }
        Some(View { words, snapshot, wanted, others, print: place.print })
    }

    /// The text in each language that it has in this county.
    #[must_use]
    pub fn languages(&self) -> Vec<&'a Publication> {
        let mut texts: Vec<&Publication> = Vec::new();
        for wanted in &self.others {
            if texts.iter().all(|text| text.lang != wanted.publication.lang) {
                texts.push(wanted.publication);
            }
        }
        texts
    }

    /// Whether there are texts made from this one, which are out of date once it has a higher version.
    #[must_use]
    pub fn is_translated(&self) -> bool {
        self.wanted.publication.translation.is_none() && self.languages().len() > 1
    }

    /// Title of the page.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{}: {}", self.wanted.county.short.value, self.wanted.publication.title.value)
    }

    /// The address of this leaflet with another format, language or view.
    fn address(&self, format: &str, lang: &str, print: bool) -> String {
        let Wanted { county, publication, .. } = self.wanted;
        let view = if print { "&view=print" } else { "" };
        format!("/leaflet/{}/{}?format={format}&lang={lang}{view}", county.slug, publication.id)
    }

    /// The whole page.
    #[must_use]
    pub fn body(&self, laid: &Laid, forms: &Markup) -> Markup {
        let (words, wanted) = (self.words, &self.wanted);
        html! {
            p.crumbs { a href="/" { (words.board) } }
            @let title = in_language(words, wanted.publication.lang, &wanted.publication.title.value);
            h1 { (wanted.county.short.value) ": " (title) @if wanted.draft == Draft::Yes { " " span.badge { (words.draft) } } }
            (self.tools())
            div.bench {
                div.forms { (forms) }
                // It scrolls by itself where the window has room for it beside the forms: the keyboard must reach it.
                section.paper tabindex="0" aria-labelledby="pages-head" {
                    h2.quiet #pages-head { (words.pages) }
                    div #pages data-live { (self.pages(laid)) }
                }
                div.side {
                    section aria-labelledby="findings-head" {
                        h2 #findings-head { (words.findings) }
                        div #findings data-live { (self.findings(laid)) }
                    }
                    section aria-labelledby="metrics-head" {
                        h2 #metrics-head { (words.metrics) }
                        div #metrics data-live { (metrics(words, laid)) }
                    }
                    (self.downloads())
                }
            }
        }
    }

    /// Formats, languages and views to choose from.
    fn tools(&self) -> Markup {
        let words = self.words;
        let (format, lang) = (self.wanted.format.format.name, self.wanted.publication.lang.code);
        let langs = self.languages().into_iter().map(|text| (text.lang.code, text.lang.name));
        let formats = self.others.iter().filter(|w| w.publication.lang.code == lang).map(|w| w.format.format.name);
        let link = |on: bool, address: String, text: Markup| {
            html! { li { a href=(address) aria-current=[on.then_some("true")] { (text) } } }
        };
        html! {
            div.tools {
                nav aria-label=(words.formats) { ul {
                    @for name in formats { (link(name == format, self.address(name, lang, self.print), html! { (words.format(name)) })) }
                } }
                nav aria-label=(words.languages) { ul {
                    @for (code, name) in langs { (link(code == lang, self.address(format, code, self.print), html! { (name) })) }
                } }
                nav aria-label=(words.view) { ul {
                    (link(!self.print, self.address(format, lang, false), html! { (words.as_page) }))
                    (link(self.print, self.address(format, lang, true), html! { (words.as_print) }))
                } }
            }
        }
    }

    /// The pictures of the pages.
    #[must_use]
    pub fn pages(&self, laid: &Laid) -> Markup {
        let words = self.words;
        let (title, lang) = (&self.wanted.publication.title.value, self.wanted.publication.lang);
        let Some((pages, _)) = &laid.composed.pages else { return html! { p.none { (words.no_pages) } } };
        let preset = self.snapshot.project.preset(self.wanted.county).filter(|_| self.print);
        let bleed = preset.map_or(0.0, |preset| preset.bleed.0.ceil());
        let (width, height) = (pages.trim.width.mm().0 + 2.0 * bleed, pages.trim.height.mm().0 + 2.0 * bleed);
        let at = |ppi: u16, number: usize| format!("/picture/{}/{number}.png?ppi={ppi}&bleed={bleed}", laid.key);
        html! {
            @if self.print { p.note { (words.print_note) } }
            ol.pages {
                @for number in 1..=pages.pages.len() {
                    li {
                        figure data-page=(number) {
                            div.sheet {
                                img src=(at(96, number)) srcset={ (at(96, number)) " 1x, " (at(192, number)) " 2x" }
                                    width=((width * 96.0 / 25.4).round()) height=((height * 96.0 / 25.4).round())
                                    alt=(title) lang=(lang.code) dir=(direction(lang));
                                @if let Some(preset) = preset { (lines(pages, number - 1, preset.safe, bleed)) }
                            }
                            figcaption { (words.page) " " (number) }
                        }
                    }
                }
            }
        }
    }

    /// What was found in the leaflet and in the files that it is made from.
    #[must_use]
    pub fn findings(&self, laid: &Laid) -> Markup {
        let all: Vec<&Diagnostic> =
            laid.composed.findings.iter().chain(self.snapshot.of_leaflet(&self.wanted)).collect();
        let marks: Vec<Mark> = match &laid.composed.pages {
            Some((pages, _)) => all.iter().filter_map(|finding| mark(pages, finding)).collect(),
            None => Vec::new(),
        };
        let beside = findings::Beside {
            has_field: &|file, at| forms::has_field(self, file, at),
            called: &|id| forms::heading(self.wanted.publication, id),
        };
        findings::list(self.words, all.into_iter(), &marks, &beside)
    }

    /// The files that can be had.
    fn downloads(&self) -> Markup {
        let (words, wanted) = (self.words, &self.wanted);
        let query = format!("?format={}&lang={}", wanted.format.format.name, wanted.publication.lang.code);
        let one = |edition: &str| format!("/file/{}/{}/{edition}{query}", wanted.county.slug, wanted.publication.id);
        html! {
            section aria-labelledby="files-head" {
                h2 #files-head { (words.downloads) }
                @if !self.snapshot.is_reviewed(wanted) {
                    p { (words.not_reviewed) }
                } @else if wanted.draft == Draft::Yes {
                    p { (words.no_contact) }
                }
                p.problem #unsaved-files hidden { (words.save_first) }
                ul.files {
                    li { a href=(one("print")) download { (words.print_file) } }
                    li { a href=(one("web")) download { (words.web_file) } }
                    li { a href=(one("html")) download { (words.page_file) } }
                    li { a href=(one("png")) download { (words.picture_file) } }
                    li { a href={ "/zip/" (wanted.county.slug) } download { (words.all_files) } }
                }
                @if wanted.county.order.is_some() {
                    button type="button" data-post={ "/order/" (wanted.county.slug) } { (words.order) }
                }
            }
        }
    }
}

/// Words of a leaflet among those of the workbench: they say so where their language is another one.
#[must_use]
pub fn in_language(words: &Words, lang: Lang, text: &str) -> Markup {
    html! {
        @if lang.code == words.code { (text) }
        @else { span lang=(lang.code) dir=(direction(lang)) { (text) } }
    }
}

/// Which way a language is written, as HTML says it.
#[must_use]
pub fn direction(lang: Lang) -> &'static str {
    if lang.rtl { "rtl" } else { "ltr" }
}

/// Trim, safe zone and folds over a picture, in millimetres from the corner of the bleed.
fn lines(pages: &Pages, index: usize, safe: Mm, bleed: f32) -> Markup {
    let (width, height) = (pages.trim.width.mm().0, pages.trim.height.mm().0);
    let folds = pages.folds.get(index).map_or(&[][..], Vec::as_slice);
    html! {
        svg.lines viewBox={ "0 0 " (width + 2.0 * bleed) " " (height + 2.0 * bleed) } aria-hidden="true" {
            rect.trim x=(bleed) y=(bleed) width=(width) height=(height) {}
            rect.safe x=(bleed + safe.0) y=(bleed + safe.0) width=(width - 2.0 * safe.0) height=(height - 2.0 * safe.0) {}
            @for fold in folds {
                @let x = bleed + fold.mm().0;
                line.fold x1=(x) x2=(x) y1="0" y2=(height + 2.0 * bleed) {}
            }
        }
    }
}

/// How the pages are filled.
#[must_use]
pub fn metrics(words: &Words, laid: &Laid) -> Markup {
    let Some((_, metrics)) = &laid.composed.pages else { return html! {} };
    let number = |value: f32| format!("{value:.1}").replace('.', if words.code == "sv" { "," } else { "." });
    html! {
        dl.metrics {
            dt { (words.type_size) } dd { (number(metrics.base.0)) " pt" }
            dt { (words.leading) } dd { (number(metrics.leading.0)) " pt" }
            @for (index, page) in metrics.pages.iter().enumerate() {
                dt { (words.page) " " (index + 1) ", " (words.fill) } dd { ((page.fill * 100.0).round()) " %" }
                dt { (words.page) " " (index + 1) ", " (words.columns_apart) }
                dd { (number(page.column_difference)) " " (words.lines) }
            }
        }
    }
}

/// Where on the pages the value stands that a finding speaks of: its first words are looked for.
fn mark(pages: &Pages, finding: &Diagnostic) -> Option<Mark> {
    let source = &finding.place.as_ref()?.source;
    let at = findings::field(finding)?;
    let value = edit::text_at(&source.text, &at)?;
    let letters: String =
        value.trim_start_matches(['-', '*', '#', ' ']).chars().take_while(|c| !"*[{\n".contains(*c)).collect();
    let wanted: String = letters.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    if wanted.is_empty() {
        return None;
    }
    let (page, y) = pages.pages.iter().enumerate().find_map(|(index, page)| Some((index, found(page, &wanted)?)))?;
    Some(Mark { at, page: page + 1, top: (y / pages.trim.height).clamp(0.0, 1.0) })
}

/// The baseline of the text in which these words stand.
fn found(page: &Page, words: &str) -> Option<Pt> {
    page.content.iter().find_map(|marked| {
        let runs =
            || marked.items.iter().filter_map(|item| if let Item::Glyphs(run) = item { Some(run) } else { None });
        let text: String = runs().map(|run| run.text.as_str()).collect();
        // No-break spaces of the set text stand for spaces of the definition.
        let plain = text.replace(['\u{a0}', '\u{202f}'], " ");
        plain.contains(words).then(|| runs().next().map(|run| run.origin.y)).flatten()
    })
}

//! The report of a comparison: pages side by side in one file for the browser, with the changed places marked.

use anyhow::Context;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{Difference, PageDifference};
use crate::cli::locale::{say, spoken};
use crate::export::png::Raster;

const STYLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/html/diff.css"));

/// The report.
///
/// # Errors
/// When a picture cannot be compressed, for which there is no reason in memory.
pub fn page(old: &str, new: &str, differences: &[Difference]) -> anyhow::Result<String> {
    let mut sections = Vec::new();
    for difference in differences {
        let mut pages = Vec::new();
        for (number, page) in (1..).zip(&difference.pages).filter(|(_, page)| page.changed()) {
            pages.push(pair(number, page)?);
        }
        sections.push(html! {
            section {
                h2 { (difference.id) }
                @for finding in &difference.findings { p.error { (finding.message) } }
                @if !difference.words.is_empty() {
                    ul.words {
                        @for line in &difference.words {
                            @let (sign, text) = line.split_at(1);
                            li { @if sign == "-" { del { (text.trim()) } } @else { ins { (text.trim()) } } }
                        }
                    }
                }
                @for page in &pages { (page) }
            }
        });
    }
    let document = html! {
        (DOCTYPE)
        html lang=(spoken().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (old) (say(" and ")) (new) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (say("What changed from")) " " code { (old) } " " (say("to")) " " code { (new) } }
                    @if sections.is_empty() { p { (say("Nothing.")) } }
                    @for section in &sections { (section) }
                }
            }
        }
    };
    Ok(document.into_string())
}

/// A page before and after.
fn pair(number: usize, page: &PageDifference) -> anyhow::Result<Markup> {
    let side = |raster: Option<&Raster>, what: &str| -> anyhow::Result<Markup> {
        let Some(raster) = raster else {
            return Ok(html! { figure { figcaption { (what) ": " (say("no such page")) } } });
        };
        let data = BASE64_STANDARD.encode(raster.png().context("a page could not be compressed")?);
        Ok(html! {
            figure {
                div {
                    img src={ "data:image/png;base64," (data) } alt=(say(&format!("{what}, page {number}")))
                        width=(raster.width) height=(raster.height);
                    svg viewBox={ "0 0 " (raster.width) " " (raster.height) } aria-hidden="true" {
                        @for area in &page.areas {
                            rect x=(area.x.0 - 3.0) y=(area.y.0 - 3.0) width=(area.width.0 + 6.0)
                                height=(area.height.0 + 6.0) {}
                        }
                    }
                }
                figcaption { (say(&format!("{what}, page {number}"))) }
            }
        })
    };
    Ok(html! { div.pair { (side(page.old.as_ref(), &say("Before"))?) (side(page.new.as_ref(), &say("After"))?) } })
}

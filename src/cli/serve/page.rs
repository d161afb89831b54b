//! What every page of the workbench has around its contents.

use maud::{DOCTYPE, Markup, html};

use super::words::Words;

/// A page; `news` is the number of the last news that it shows.
#[must_use]
pub fn page(words: &Words, key: &str, title: &str, news: u64, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(words.code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – leaflet" }
                link rel="stylesheet" href="/workbench.css";
                script src="/workbench.js" defer {}
            }
            body data-key=(key) data-news=(news) data-words=(words.spoken()) {
                a.skip href="#main" { (words.skip) }
                header.top { p { a href="/" { "leaflet" } span { (words.name) } } p #status role="status" {} }
                main #main tabindex="-1" { (body) }
            }
        }
    }
    .into_string()
}

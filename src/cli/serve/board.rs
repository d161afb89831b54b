//! The board: every county and every publication, and how each leaflet stands.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::findings;
use super::project::{Served, Snapshot, State};
use super::view;
use super::words::Words;
use crate::definition::County;
use crate::document::Wanted;
use crate::lang::alphabetical;

/// The table and what is wrong with the project as a whole.
#[must_use]
pub fn board(words: &Words, snapshot: &Snapshot, served: &Served) -> Markup {
    let leaflets = snapshot.leaflets();
    let publications: BTreeSet<&str> = leaflets.iter().map(|w| w.publication.id.as_str()).collect();
    // The texts have their own language, whatever the workbench speaks.
    let title = |id: &str| {
        let own = snapshot.project.languages_of(id).next();
        own.map_or_else(
            || html! { (id) },
            |publication| view::in_language(words, publication.lang, &publication.title.value),
        )
    };
    let mut counties: Vec<&County> = snapshot.project.counties.iter().collect();
    counties.sort_by_key(|county| alphabetical(&county.name.value));
    html! {
        h1 { (words.board) }
        div #live {
            @let general: Vec<_> = snapshot.findings.iter().filter(|f| f.is_error()).collect();
            @if !general.is_empty() {
                section aria-labelledby="about" {
                    h2 #about { (words.project_findings) }
                    (findings::list(words, general.into_iter(), &[], &findings::ALONE))
                }
            }
            div.wide tabindex="0" role="region" aria-label=(words.board) {
                table.board {
                    thead { tr {
                        th scope="col" { (words.county) }
                        @for id in &publications { th scope="col" { (title(id)) } }
                    } }
                    tbody {
                        @for county in snapshot.unread() {
                            tr {
                                th scope="row" { (county) }
                                td colspan=(publications.len().max(1)) {
                                    a.state.error href="#about" { span.what { (county) ": " } (words.not_readable) }
                                }
                            }
                        }
                        @for county in counties {
                            tr {
                                th scope="row" { (county.name.value) }
                                @for id in &publications {
                                    @let own: Vec<&Wanted<'_>> = leaflets.iter()
                                        .filter(|w| w.county.slug == county.slug && w.publication.id == **id).collect();
                                    td { (cell(words, served, (county, &own), &title(id))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How the leaflets of a county and a publication stand, in all formats and languages together.
fn cell(words: &Words, served: &Served, (county, leaflets): (&County, &[&Wanted<'_>]), title: &Markup) -> Markup {
    // Whose and which: for those who listen, and the title for all where the table has no columns.
    let of = html! { span.what { (county.short.value) ", " } span.of { (title) ": " } };
    let Some(first) = leaflets.first() else { return html! { span.none { (of) (words.not_printed) } } };
    let states: Vec<_> = leaflets.iter().map(|w| served.state(&w.id())).collect();
    let most = |count: fn(&State) -> usize| states.iter().flatten().map(count).max().unwrap_or_default();
    let (errors, warnings) = (most(|state| state.errors), most(|state| state.warnings));
    let stale = states.iter().flatten().any(|state| state.stale);
    let number =
        |count: usize, one: &str, many: &str| if count == 1 { one.to_owned() } else { format!("{count} {many}") };
    let (class, text) = if errors > 0 {
        ("error", number(errors, words.one_error, words.errors))
    } else if states.iter().any(Option::is_none) {
        ("checking", words.checking.to_owned())
    } else if stale {
        let also = if warnings > 0 {
            format!("{}, ", number(warnings, words.one_warning, words.warnings))
        } else {
            String::new()
        };
        ("stale", also + words.stale)
    } else if warnings > 0 {
        ("warning", number(warnings, words.one_warning, words.warnings))
    } else {
        ("ok", words.ok.to_owned())
    };
    html! {
        a class={ "state " (class) } href={ "/leaflet/" (first.county.slug) "/" (first.publication.id) } {
            (of)
            (text)
        }
    }
}

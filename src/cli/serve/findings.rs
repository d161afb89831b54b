//! What was found, as a list beside the pages, and where in a form it belongs.

use maud::{Markup, html};

use super::words::Words;
use crate::definition::edit;
use crate::diagnostic::{Diagnostic, Level};
use crate::rules;

/// A place on a page that a finding can be shown at.
pub struct Mark {
    /// Path of the value in its file, such as `section.2.text`.
    pub at: String,
    /// Number of the page, from 1.
    pub page: usize,
    /// Share of the page's height, 0 to 1.
    pub top: f32,
}

/// The errors whose place is in this file.
#[must_use]
pub fn in_file<'a>(findings: &'a [Diagnostic], file: &str) -> Vec<&'a Diagnostic> {
    let own = |f: &&Diagnostic| f.is_error() && f.place.as_ref().is_some_and(|place| place.source.path == file);
    findings.iter().filter(own).collect()
}

/// The path of the value that a finding speaks of, such as `contact.phone`; of one that is missing, the path that it would have.
#[must_use]
pub fn field(finding: &Diagnostic) -> Option<String> {
    let place = finding.place.as_ref()?;
    let path = edit::path_at(&place.source.text, place.span.start)?;
    let is_unverified = finding.rule.code == rules::CONTACT_UNVERIFIED.code && path == "contact";
    Some(if is_unverified { "contact.verified".to_owned() } else { path })
}

/// Whether a form beside the findings has a field for a value: path of the file, path of the value.
pub type HasField<'a> = dyn Fn(&str, &str) -> bool + 'a;

/// The findings as a list, the worst first. What has a mark or a field has a button that leads there.
#[must_use]
pub fn list<'a>(
    words: &Words,
    findings: impl Iterator<Item = &'a Diagnostic>,
    marks: &[Mark],
    has_field: &HasField<'_>,
) -> Markup {
    let mut sorted: Vec<&Diagnostic> = Vec::new();
    for finding in findings {
        if !sorted.contains(&finding) {
            sorted.push(finding);
        }
    }
    sorted.sort_by_key(|finding| finding.level());
    html! {
        @if sorted.is_empty() { p { (words.nothing_found) } }
        @else {
            ul.findings { @for finding in sorted { (entry(words, finding, marks, has_field)) } }
        }
    }
}

fn entry(words: &Words, finding: &Diagnostic, marks: &[Mark], has_field: &HasField<'_>) -> Markup {
    let (class, level) = match finding.level() {
        Level::Error => ("error", words.error),
        Level::Warning => ("warning", words.warning),
        Level::Advice => ("advice", words.advice),
    };
    let at = field(finding);
    let said = words.locale().finding(finding);
    let mark = marks.iter().find(|mark| Some(&mark.at) == at.as_ref());
    html! {
        li class=(class) {
            p { strong { (level) ": " } (said.message) }
            @if let Some(help) = &said.help { p.help { (help) } }
            @if let Some(place) = &finding.place {
                p.where {
                    @let spot = format!("{}:{}", place.source.path, place.line_column().0);
                    code { (spot) }
                    @let shown = at.as_deref().filter(|at| has_field(&place.source.path, at));
                    @if shown.is_some() || mark.is_some() {
                        " "
                        button type="button" data-show=[shown] data-file=(place.source.path)
                            data-page=[mark.map(|m| m.page)] data-top=[mark.map(|m| m.top)]
                            aria-label={ (words.show_place) ", " (spot) } { (words.show_place) }
                    }
                }
            } @else if let Some(subject) = &said.subject { p.where { (subject) } }
        }
    }
}

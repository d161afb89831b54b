//! What was found, as a list beside the pages, and where in a form it belongs.

use maud::{Markup, html};

use super::wording::{self, Called};
use super::words::Words;
use crate::definition::edit;
use crate::diagnostic::{Diagnostic, Level, Place, each_once};
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

/// The errors whose place is below this folder, which ends with a slash.
#[must_use]
pub fn in_folder<'a>(findings: &'a [Diagnostic], folder: &str) -> Vec<&'a Diagnostic> {
    let own = |place: &Place| place.source.path.starts_with(folder);
    findings.iter().filter(|f| f.is_error() && f.place.as_ref().is_some_and(own)).collect()
}

/// The path of the value that a finding speaks of, such as `contact.phone`; of one that is missing, the path that it would have.
#[must_use]
pub fn field(finding: &Diagnostic) -> Option<String> {
    let place = finding.place.as_ref()?;
    let path = edit::path_at(&place.source.text, place.span.start)?;
    let is_unverified = finding.rule.code == rules::CONTACT_UNVERIFIED.code && path == "contact";
    let own = |key: &&str| path.rsplit('.').next() != Some(*key);
    Some(match wording::missing(finding).filter(own) {
        _ if is_unverified => "contact.verified".to_owned(),
        Some(key) => format!("{path}.{key}"),
        None => path,
    })
}

/// What stands beside the findings.
pub struct Beside<'a> {
    /// Whether a form has a field for a value: path of the file, path of the value.
    pub has_field: &'a dyn Fn(&str, &str) -> bool,
    /// What a section is called.
    pub called: &'a Called<'a>,
}

/// Findings alone on a page.
pub const ALONE: Beside<'static> = Beside { has_field: &|_, _| false, called: &|_| None };

/// The findings as a list, the worst first. What has a mark or a field has a button that leads there.
#[must_use]
pub fn list<'a>(
    words: &Words,
    findings: impl Iterator<Item = &'a Diagnostic>,
    marks: &[Mark],
    beside: &Beside<'_>,
) -> Markup {
    let mut sorted = each_once(findings);
    sorted.sort_by_key(|finding| finding.level());
    html! {
        @if sorted.is_empty() { p { (words.nothing_found) } }
        @else {
            ul.findings { @for finding in sorted { (entry(words, finding, marks, beside)) } }
        }
    }
}

fn entry(words: &Words, finding: &Diagnostic, marks: &[Mark], beside: &Beside<'_>) -> Markup {
    let (class, level) = match finding.level() {
        Level::Error => ("error", words.error),
        Level::Warning => ("warning", words.warning),
        Level::Advice => ("advice", words.advice),
    };
    let at = field(finding);
    let said = wording::said(words, finding, beside.called);
    let mark = marks.iter().find(|mark| Some(&mark.at) == at.as_ref());
    html! {
        li class=(class) {
            p { strong { (level) ": " } (said.message) }
            @if let Some(help) = &said.help { p.help { (help) } }
            @if let Some(place) = &finding.place {
                p.where {
                    @let spot = format!("{}:{}", place.source.path, place.line_column().0);
                    code { (spot) }
                    @let shown = at.as_deref().filter(|at| (beside.has_field)(&place.source.path, at));
                    @if shown.is_some() || mark.is_some() {
                        " "
                        button type="button" data-show=[shown] data-file=(place.source.path)
                            data-page=[mark.map(|m| m.page)] data-top=[mark.map(|m| m.top)]
                            aria-label={ (words.show_place) ", " (spot) } { (words.show_place) }
                    }
                }
            } @else if let Some(subject) = &finding.subject { p.where { (words.locale().place(subject)) } }
        }
    }
}

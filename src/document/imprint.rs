//! The small print: publisher, version, and when the facts were checked.

use crate::definition::{County, Date, Label, Labels, Publication, Section, SectionKind};
use crate::lang::Lang;

use super::RichText;

/// The line at the foot of a leaflet.
pub(super) fn imprint(
    county: &County,
    publication: &Publication,
    sections: &[&Section],
    labels: &Labels,
    issued_by: Option<&str>,
) -> RichText {
    let names = issued_by.unwrap_or(&county.office).to_owned();
    let mut parts = vec![
        labels.text(Label::PublishedBy).replace("{names}", &names),
        labels.text(Label::Version).replace("{version}", &publication.version),
    ];
    if let Some(date) = oldest_check(publication, sections) {
        parts.push(facts_checked(date, labels, publication.lang));
    }
    let stop = publication.lang.stop();
    let sentences: Vec<String> = parts.iter().map(|part| format!("{}{stop}", part.trim_end_matches(stop))).collect();
    RichText::plain(sentences.join(" "))
}

/// The day since which every fact and help line of the leaflet is known to be right; none if one was never checked.
fn oldest_check(publication: &Publication, sections: &[&Section]) -> Option<Date> {
    let shown = |id: &str| sections.iter().any(|s| s.id.value == id);
    let facts = publication
        .facts
        .iter()
        .filter(|f| f.sections.is_empty() || f.sections.iter().any(|id| shown(id)))
        .map(|f| f.checked.as_ref());
    let lines = sections.iter().flat_map(|s| match &s.kind {
        SectionKind::Help(lines) => lines.as_slice(),
        _ => &[],
    });
    let checks: Option<Vec<Date>> =
        facts.chain(lines.map(|l| l.checked.as_ref())).map(|c| c.map(|c| c.value)).collect();
    checks?.into_iter().min()
}

/// `Fakta kontrollerade i november 2026`.
fn facts_checked(date: Date, labels: &Labels, lang: Lang) -> String {
    labels
        .text(Label::FactsChecked)
        .replace("{month}", &lang.month(date.month))
        .replace("{year}", &date.year.to_string())
}

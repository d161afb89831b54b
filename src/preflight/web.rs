//! What PDF/UA-1 asks of the file as a whole (ISO 14289-1, 5 and 7.1). A file may claim PDF/UA-2 in its place: what is held
//! against it here both parts ask for.

use super::finding::Findings;
use super::page::Leaf;
use super::pdf::Pdf;
use super::xmp::{self, Xmp};
use crate::rules;

/// Checks claim, title, language, marks and tab order.
pub(super) fn check(pdf: &Pdf, metadata: Option<&Xmp>, leaves: &[Leaf<'_>], findings: &mut Findings) {
    let Some(catalog) = pdf.catalog() else { return };
    let claimed = |name| metadata.and_then(|xmp| xmp.get(xmp::PDFUA_ID, name));
    // The second part names its year as well (ISO 14289-2, clause 5).
    let claims = match claimed("part").as_deref() {
        Some("1") => true,
        Some("2") => claimed("rev").as_deref() == Some("2024"),
        _ => false,
    };
    if !claims {
        findings
            .file(&rules::UA_CLAIM, "the XMP metadata does not say that the file is PDF/UA-1 or PDF/UA-2".to_owned());
    }
    let marks = pdf.dict(catalog, "MarkInfo");
    if marks.and_then(|marks| pdf.flag(marks, "Marked")) != Some(true) {
        findings.file(&rules::UA_MARKED, "the file does not say that it is tagged".to_owned());
    }
    if marks.and_then(|marks| pdf.flag(marks, "Suspects")) == Some(true) {
        findings.file(&rules::UA_MARKED, "the file says itself that its tags may be wrong (Suspects)".to_owned());
    }
    if pdf.text(catalog, "Lang").is_none_or(|lang| !is_language(&lang)) {
        findings.file(&rules::UA_LANG, "the file does not say which language it is in".to_owned());
    }
    if metadata.and_then(|xmp| xmp.get(xmp::DC, "title")).is_none() {
        findings.file(&rules::UA_TITLE, "the XMP metadata has no title".to_owned());
    }
    let viewer = pdf.dict(catalog, "ViewerPreferences");
    if viewer.and_then(|viewer| pdf.flag(viewer, "DisplayDocTitle")) != Some(true) {
        findings.file(&rules::UA_TITLE, "the window shows the file's name instead of its title".to_owned());
    }
    for leaf in leaves {
        let links = pdf.array(leaf.dict, "Annots").is_some_and(|annotations| !annotations.is_empty());
        if links && pdf.name(leaf.dict, "Tabs").is_none_or(|order| order != "S") {
            let message = "the tab key does not follow the tags from link to link".to_owned();
            findings.page(&rules::UA_TABS, leaf.number, message);
        }
    }
}

/// Whether it can be a language tag of BCP 47: letters first, then letters and digits between hyphens.
fn is_language(lang: &str) -> bool {
    let mut parts = lang.split('-');
    let first = parts.next().unwrap_or_default();
    (1..=8).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

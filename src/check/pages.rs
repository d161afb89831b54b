//! Rules on finished pages: whether they are full, and whether a poster can be read from where people stand.

use crate::definition::{FormatKind, Publication, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layout::Metrics;
use crate::rules;
use crate::text::{FaceRequest, Faces};
use crate::units::Pt;

/// Millimetres of capital height for each metre of reading distance.
const MM_PER_METRE: f32 = 5.0;

/// Lines by which the columns of a page may end apart.
const MOST_APART: f32 = 1.0;

/// Smallest running text of easy language (Centrum för lättläst, MTM).
const EASY_SIZE: Pt = Pt(12.0);

/// Every finding about one leaflet's pages.
#[must_use]
pub fn check(document: &Document, publication: &Publication, metrics: &Metrics, faces: &Faces) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if metrics.underfull {
        let room: f32 = metrics.pages.iter().map(|p| p.room.mm().0).sum();
        findings.push(
            Diagnostic::new(&rules::UNDERFULL, format!("at the largest size, {room:.0} mm of the height stay empty"))
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("Add a section, or leave this format out."),
        );
    }
    let apart = metrics.pages.iter().map(|page| page.column_difference).fold(0.0, f32::max);
    if apart > MOST_APART {
        findings.push(
            Diagnostic::new(&rules::UNEVEN, format!("the columns end {apart} lines apart"))
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("Shorten or lengthen a section, part a long call-out in two, or take `keep` from a section."),
        );
    }
    if document.lang.easy && document.format.kind == FormatKind::Sheet && metrics.base < EASY_SIZE {
        let message = format!("the text is {:.1} pt large; easy Swedish is 12 pt or more", metrics.base.0);
        findings.push(
            Diagnostic::new(&rules::EASY_TYPE, message)
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("Write `theme = \"sheet-simple\"`, and give the format another page or fewer sections."),
        );
    }
    if metrics.brief_contact {
        let message = format!(
            "{} has no room for all of the contact: only the name and ways to reach it are told",
            document.format.name
        );
        findings.push(
            Diagnostic::new(&rules::CONTACT_BRIEF, message)
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("Show fewer help lines or less text on it, with `sections = [...]`."),
        );
    }
    if metrics.empty_panels > 0 {
        let panels = if metrics.empty_panels == 1 { "1 panel" } else { &format!("{} panels", metrics.empty_panels) };
        findings.push(
            Diagnostic::new(
                &rules::UNDERFULL,
                format!("{panels} of {} stay empty: there are too few sections to fill them", document.format.name),
            )
            .at(&publication.title.place)
            .on(document.metadata.id.clone())
            .help("Add sections, or choose a format with fewer panels, such as a5 or dl."),
        );
    }
    if document.format.kind == FormatKind::Poster {
        let style = document.theme.style(StyleName::Title);
        let request = FaceRequest {
            families: [document.theme.family.clone()].into(),
            weight: style.weight,
            italic: style.italic,
        };
        let capital = (metrics.title * request.metrics(faces).cap_height).mm().0;
        let metres = document.format.viewing_distance.0 / 1000.0;
        let wanted = MM_PER_METRE * metres;
        if capital < wanted {
            let message = format!(
                "the headline's capitals are {capital:.0} mm high; read from {metres:.0} m they should be {wanted:.0} mm"
            );
            findings.push(
                Diagnostic::new(&rules::POSTER_LEGIBILITY, message)
                    .at(&publication.headline.as_ref().unwrap_or(&publication.title).place)
                    .on(document.metadata.id.clone())
                    .help("Shorten the headline, or mark its sense units with | so that it may take more lines."),
            );
        }
    }
    findings
}

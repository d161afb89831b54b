//! Annotations: none where ink goes, and on the web each link in its tag, with words (ISO 14289-1, 7.18).

use super::finding::Findings;
use super::geometry::{PageBox, around};
use super::page::Leaf;
use super::pdf::Pdf;
use super::tags::Tags;
use crate::rules;
use crate::units::Pt;

/// Most annotations of a page.
const MOST: usize = 5000;

/// Links of a web file.
pub(super) fn check(pdf: &Pdf, leaves: &[Leaf<'_>], tags: &Tags, findings: &mut Findings) {
    for leaf in leaves {
        for object in pdf.array(leaf.dict, "Annots").into_iter().flatten().take(MOST) {
            let Some(annotation) = pdf.as_dict(object) else { continue };
            let kind = pdf.name(annotation, "Subtype").unwrap_or_default();
            // Bit 2 hides (ISO 32000-1, 12.5.3); windows that pop up belong to another annotation.
            let hidden = pdf.number(annotation, "F").is_some_and(|flags| flags as u32 & 2 != 0);
            if hidden || kind == "Popup" {
                continue;
            }
            let area = pdf.numbers(annotation, "Rect").and_then(|r| PageBox::from_numbers(&r));
            let place = area.map_or_else(|| leaf.sheet(), |area| around(&leaf.matrix().corners(area.0)));
            if kind == "Widget" {
                continue;
            }
            let wanted = if kind == "Link" { "Link" } else { "Annot" };
            let holder = Pdf::id(object).and_then(|id| tags.holder(id));
            if holder != Some(wanted) {
                findings.at(&rules::UA_LINK, leaf.number, place, || {
                    format!("an annotation ({kind}) is not in a tag {wanted}")
                });
            }
            let has_text = |key: &str| pdf.text(annotation, key).is_some_and(|text| !text.trim().is_empty());
            if !has_text("Contents") {
                findings.at(&rules::UA_LINK_TEXT, leaf.number, place, || {
                    "a link does not say where it leads (Contents)".to_owned()
                });
            }
        }
    }
}

/// Annotations of a print file that touch what may be printed (ISO 15930-7).
pub(super) fn print(pdf: &Pdf, leaves: &[Leaf<'_>], findings: &mut Findings) {
    for leaf in leaves {
        let edge = leaf.place(&leaf.edge());
        for object in pdf.array(leaf.dict, "Annots").into_iter().flatten().take(MOST) {
            let Some(annotation) = pdf.as_dict(object) else { continue };
            let kind = pdf.name(annotation, "Subtype").unwrap_or_default();
            if matches!(kind.as_ref(), "TrapNet" | "PrinterMark") {
                continue;
            }
            let area = pdf.numbers(annotation, "Rect").and_then(|r| PageBox::from_numbers(&r));
            let place = area.map_or(edge, |area| around(&leaf.matrix().corners(area.0)));
            if edge.overlaps(&place, Pt::ZERO) {
                findings.at(&rules::ANNOTATION, leaf.number, place, || {
                    format!("an annotation ({kind}) lies in the print area")
                });
            }
        }
    }
}

//! Page boxes: media, bleed, trim (ISO 15930-7; GWG 2022, R0002 to R0004).

use super::Options;
use super::finding::Findings;
use super::geometry::PageBox;
use super::page::Leaf;
use super::pdf::Pdf;
use crate::rules;
use crate::units::Pt;

/// Rounding of boxes, in points.
const SLACK: f32 = 0.01;
/// Rounding of the bleed, in points.
const BLEED_SLACK: f32 = 0.05;

/// Checks the boxes of every page.
pub(super) fn check(pdf: &Pdf, leaves: &[Leaf<'_>], options: &Options, findings: &mut Findings) {
    let mut sizes: Vec<[i64; 2]> = Vec::new();
    for leaf in leaves {
        let page = leaf.number;
        let mut wrong = |message: String| findings.page(&rules::PAGE_BOXES, page, message);
        match (leaf.trim, leaf.art) {
            (None, None) => wrong("there is no TrimBox: nobody can tell where to cut".to_owned()),
            (Some(_), Some(_)) => wrong("there are both a TrimBox and an ArtBox".to_owned()),
            (None, Some(_)) => wrong("there is an ArtBox instead of a TrimBox".to_owned()),
            (Some(_), None) => {}
        }
        if leaf.crop.is_some_and(|crop| !same(&crop, &leaf.media)) {
            wrong("the CropBox is not the MediaBox".to_owned());
        }
        let cut = leaf.trim.or(leaf.art);
        if cut.is_some_and(|cut| cut.width() <= 0.0 || cut.height() <= 0.0) {
            wrong("the TrimBox has no extent".to_owned());
        }
        if cut.is_some_and(|cut| !cut.within(&leaf.bleed.unwrap_or(leaf.media), SLACK)) {
            wrong("the TrimBox reaches out of the box around it".to_owned());
        }
        if leaf.bleed.is_some_and(|bleed| !bleed.within(&leaf.media, SLACK)) {
            wrong("the BleedBox reaches out of the MediaBox".to_owned());
        }
        if let Some(cut) = cut {
            let gap = cut.least_gap(&leaf.bleed.unwrap_or(cut)) * leaf.unit;
            if gap < options.bleed.pt().0 - BLEED_SLACK {
                let message = format!(
                    "there are {:.1} mm of bleed; {:.0} mm are needed",
                    Pt(gap.max(0.0)).mm().0,
                    options.bleed.0
                );
                findings.page(&rules::BLEED_BOX, page, message);
            }
        }
        if leaf.rotate != 0.0 {
            findings.page(&rules::PAGE_ROTATED, page, format!("the page is turned by {:.0} degrees", leaf.rotate));
        }
        if pdf.get(leaf.dict, "UserUnit").is_some() {
            findings.page(&rules::PAGE_UNIT, page, "the page has a unit of its own (UserUnit)".to_owned());
        }
        let sheet = leaf.sheet();
        let size = [sheet.width, sheet.height].map(|length| (length.0 * 20.0).round() as i64);
        if !sizes.iter().any(|known| (0..2).all(|at| (known[at] - size[at]).abs() <= 1)) {
            sizes.push(size);
        }
    }
    if sizes.len() > 1 {
        let mm = |size: &[i64; 2]| {
            format!("{:.0} × {:.0} mm", Pt(size[0] as f32 / 20.0).mm().0, Pt(size[1] as f32 / 20.0).mm().0)
        };
        let all: Vec<String> = sizes.iter().take(6).map(mm).collect();
        findings.file(&rules::TRIM_SIZES, format!("the pages have {} trim sizes: {}", sizes.len(), all.join(", ")));
    }
}

fn same(a: &PageBox, b: &PageBox) -> bool {
    a.within(b, SLACK) && b.within(a, SLACK)
}

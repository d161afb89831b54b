//! Page boxes: media, bleed, trim (ISO 15930-7; GWG 2022, R0002 to R0004).

use super::Options;
use super::finding::Findings;
use super::geometry::PageBox;
use super::page::Leaf;
use super::pdf::Pdf;
use crate::rules;
use crate::units::{Mm, Pt, Rect};

/// Rounding of boxes, in points.
const SLACK: f32 = 0.01;
/// How far a page may be from the size that is asked for: programs round, and cutting is not as exact.
const TRIM_SLACK: Mm = Mm(0.2);
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
        if let Some(message) = options.trim.and_then(|wanted| other_size(&sheet, wanted)) {
            findings.page(&rules::TRIM_SIZE, page, message);
        }
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

/// What is wrong with the size of a page, if it is another than the one that is asked for.
fn other_size(sheet: &Rect, [width, height]: [Mm; 2]) -> Option<String> {
    let far = |length: Pt, wanted: Mm| (length.mm().0 - wanted.0).abs() > TRIM_SLACK.0;
    let is_other = far(sheet.width, width) || far(sheet.height, height);
    let turned = !far(sheet.width, height) && !far(sheet.height, width);
    // As many decimals as it takes to see the difference.
    let mm = |length: f32| (length * 10.0).round() / 10.0;
    let (own, asked) = ([sheet.width, sheet.height].map(|l| mm(l.mm().0)), [width, height].map(|l| mm(l.0)));
    let size = |[width, height]: [f32; 2]| format!("{width} × {height} mm");
    is_other.then(|| {
        let (own, asked) = (size(own), size(asked));
        if turned {
            format!("the page lies the other way: {own}, not {asked}")
        } else {
            format!("the page is {own}, not {asked}")
        }
    })
}

fn same(a: &PageBox, b: &PageBox) -> bool {
    a.within(b, SLACK) && b.within(a, SLACK)
}

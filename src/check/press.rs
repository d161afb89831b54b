//! Rules that a print profile sets: on finished pages the resolution of pictures and what stands too near to the trim, and
//! the ink of colours that are declared for drawings.

use crate::definition::{PrintPreset, PrintStandard, Publication};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Wanted, brand_colors};
use crate::export::reach;
use crate::page::{Item, Pages, Sides};
use crate::rules;
use crate::units::{Pt, Rect};

/// Every finding about one leaflet's pages in the eyes of a print profile.
#[must_use]
pub fn pages(document: &Document, publication: &Publication, pages: &Pages, preset: &PrintPreset) -> Vec<Diagnostic> {
    let mut findings = pictures(document, publication, pages, preset);
    findings.extend(near_the_trim(document, publication, pages, preset));
    findings.extend(transparent(document, publication, pages, preset));
    findings
}

/// The colours declared for a leaflet's logos and drawings that have more ink than its print profile takes (GWG 2022, R0026).
#[must_use]
pub fn declared(wanted: &Wanted<'_>, preset: &PrintPreset) -> Vec<Diagnostic> {
    let heavy = brand_colors(wanted).into_iter().filter(|color| color.cmyk.ink() > preset.ink);
    heavy
        .map(|color| {
            let (hex, ink) = (color.srgb.hex(), color.cmyk.ink());
            let message = format!("the colour {hex} has {ink:.0} % of ink, {} takes {:.0} %", preset.name, preset.ink);
            let help = format!("take at least {:.0} % out", (ink - preset.ink).ceil());
            Diagnostic::new(&rules::INK_HIGH, message).at(&color.place).help(help)
        })
        .collect()
}

/// Drawings that let something shine through, for a standard that has no transparency (ISO 15930-4, 6.7); one finding a
/// page. A picture with opacity is laid on white instead, as nothing but paper lies below it.
fn transparent(document: &Document, publication: &Publication, pages: &Pages, preset: &PrintPreset) -> Vec<Diagnostic> {
    let shines = |item: &Item| matches!(item, Item::Drawing(placed) if placed.drawing.is_transparent());
    let found = pages.pages.iter().enumerate().filter(|(_, page)| {
        preset.standard == PrintStandard::X1a && page.content.iter().any(|marked| marked.items.iter().any(shines))
    });
    found
        .map(|(number, _)| {
            let message = format!(
                "page {}: a drawing lets what is below it shine through, which {} of {} cannot hold",
                number + 1,
                preset.standard.title(),
                preset.name
            );
            Diagnostic::new(&rules::DRAWING_ELEMENT, message)
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("make the drawing opaque in the drawing program, or deliver PDF/X-4")
        })
        .collect()
}

/// Text and pictures outside the safe zone, one finding a page; an error where they reach over the trim.
fn near_the_trim(
    document: &Document,
    publication: &Publication,
    pages: &Pages,
    preset: &PrintPreset,
) -> Vec<Diagnostic> {
    let trim = pages.trim;
    let clear = |area: &Rect| {
        let sides = [area.x, area.y, trim.width - area.right(), trim.height - area.bottom()];
        sides.into_iter().fold(trim.width, Pt::min)
    };
    let mut findings = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        let items = page.content.iter().flat_map(|marked| &marked.items);
        let places = items.filter_map(|item| Some((clear(&area(item)?), item)));
        let Some((nearest, item)) = places.min_by(|a, b| a.0.0.total_cmp(&b.0.0)) else { continue };
        let page = number + 1;
        let (rule, message, help) = if nearest < Pt::ZERO - SLACK {
            let message = format!("page {page}: {} reaches {:.1} mm over the trim", named(item), (-nearest.mm().0));
            (&rules::TEXT_CUT, message, "write it shorter, or leave it out of this format")
        } else if nearest < preset.safe.pt() - SLACK {
            let message = format!(
                "page {page}: {} stands {:.1} mm from the trim, {} asks for {} mm",
                named(item),
                nearest.mm().0,
                preset.name,
                preset.safe.0
            );
            (&rules::SAFE_ZONE, message, "widen the margins of the format in the theme")
        } else {
            continue;
        };
        let finding = Diagnostic::new(rule, message).at(&publication.title.place);
        findings.push(finding.on(document.metadata.id.clone()).help(help));
    }
    findings
}

/// What a finding calls an item.
fn named(item: &Item) -> String {
    match item {
        Item::Glyphs(run) => format!("“{}”", run.text.trim()),
        Item::Turned(turned) => turned.runs.first().map_or_else(String::new, |run| format!("“{}”", run.text.trim())),
        _ => "a picture".to_owned(),
    }
}

/// Signs at the edge hang out of the measure by about as much; and rounding of millimetres to points and back.
const SLACK: Pt = Pt(1.2);

/// The space that text or a picture takes: from the baseline up to the height of capitals, about 0.7 em.
fn area(item: &Item) -> Option<Rect> {
    match item {
        Item::Glyphs(run) => {
            let height = run.size * 0.7;
            Some(Rect { x: run.origin.x, y: run.origin.y - height, width: run.width(), height })
        }
        Item::Turned(turned) => {
            let (top, bottom) = turned.runs.iter().fold((Pt(f32::MAX), Pt(f32::MIN)), |(top, bottom), run| {
                (top.min(run.origin.y - run.size * 0.7), bottom.max(run.origin.y))
            });
            let long = turned.runs.iter().map(|run| run.origin.x + run.width()).fold(Pt::ZERO, Pt::max);
            let (x, y) = (turned.origin.x + top, turned.origin.y - long);
            (!turned.runs.is_empty()).then_some(Rect { x, y, width: bottom - top, height: long })
        }
        // What runs off the page is meant to.
        Item::Image(placed) => (placed.runs_off == Sides::default()).then_some(placed.rect),
        Item::Drawing(placed) => Some(placed.rect),
        Item::Rect(_) | Item::Path(_) => None,
    }
}

/// Pictures with too few pixels for the size that they came out in.
fn pictures(document: &Document, publication: &Publication, pages: &Pages, preset: &PrintPreset) -> Vec<Diagnostic> {
    // A poster is read from further away than an arm's length: its limits are divided by the metres.
    let metres = (document.format.viewing_distance.0 / 1000.0).max(1.0);
    let items = pages
        .pages
        .iter()
        .enumerate()
        .flat_map(|(page, p)| p.content.iter().flat_map(|marked| &marked.items).map(move |item| (page, item)));
    let mut findings = Vec::new();
    for (page, item) in items {
        let Item::Image(placed) = item else { continue };
        let area = reach(&placed.rect, placed.runs_off, pages.trim, preset.bleed.pt());
        let crop = placed.picture.crop(area.width / area.height, placed.focus);
        let across = crop.width as f32 / area.width.0;
        let down = crop.height as f32 / area.height.0;
        let ppi = across.min(down) * 72.0;
        let rule = if ppi <= preset.coarse / metres {
            &rules::IMAGE_COARSE
        } else if ppi <= preset.soft / metres {
            &rules::IMAGE_SOFT
        } else {
            continue;
        };
        let width = placed.rect.width.mm().0;
        let file = document.origin.file_of(&placed.picture);
        let name = file.map_or("a picture", |file| file.value.as_str());
        let (across, down, page) = (crop.width, crop.height, page + 1);
        let message = if (across, down) == (placed.picture.width, placed.picture.height) {
            format!(
                "{name} has {across} × {down} pixels and is {width:.0} mm wide on page {page}: {ppi:.0} pixels an inch"
            )
        } else {
            format!(
                "of {name}, {across} × {down} pixels are shown, {width:.0} mm wide on page {page}: {ppi:.0} pixels an inch"
            )
        };
        // The whole original, of which a crop shows a part.
        let more = placed.picture.width as f32 / crop.width as f32;
        let wanted = (preset.soft + 1.0) / metres * area.width.0 / 72.0 * more;
        findings.push(
            Diagnostic::new(rule, message)
                .at(file.map_or(&publication.title.place, |file| &file.place))
                .on(document.metadata.id.clone())
                .help(format!("Use an original that is at least {:.0} pixels wide.", wanted.ceil())),
        );
    }
    findings
}

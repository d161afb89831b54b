//! Rules on finished pages: whether they are full, and whether a poster can be read from where people stand.

use crate::definition::{FormatKind, Publication, StyleName};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::layout::Metrics;
use crate::page::{Item, Pages, PlacedImage};
use crate::rules;
use crate::text::{FaceRequest, Faces};
use crate::units::{Mm, Pt, Rect};

/// Millimetres of capital height for each metre of reading distance.
const MM_PER_METRE: f32 = 5.0;

/// Every finding about one leaflet's pages.
#[must_use]
pub fn check(
    document: &Document,
    publication: &Publication,
    pages: &Pages,
    metrics: &Metrics,
    faces: &Faces,
) -> Vec<Diagnostic> {
    let mut findings = pictures(document, publication, pages);
    if metrics.underfull {
        let room: f32 = metrics.pages.iter().map(|p| p.room.mm().0).sum();
        findings.push(
            Diagnostic::new(&rules::UNDERFULL, format!("at the largest size, {room:.0} mm of the height stay empty"))
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help("Add a section, or leave this format out."),
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

/// Pixels an inch at or below which a picture on a sheet is refused, and warned of (GWG 2022, R0031).
const COARSE: f32 = 149.0;
/// Most that print shops ask for beyond the trim.
const WIDEST_BLEED: Mm = Mm(5.0);
/// See [`COARSE`].
const SOFT: f32 = 224.0;

/// The place of a picture with the widest bleed that shops ask for, where its pixels are stretched most.
fn with_bleed(placed: &PlacedImage) -> Rect {
    let beyond = |runs_off: bool| if runs_off { WIDEST_BLEED.pt() } else { Pt::ZERO };
    let (off, rect) = (placed.runs_off, placed.rect);
    Rect {
        x: rect.x - beyond(off.left),
        y: rect.y - beyond(off.top),
        width: rect.width + beyond(off.left) + beyond(off.right),
        height: rect.height + beyond(off.top) + beyond(off.bottom),
    }
}

/// Pictures with too few pixels for the size that they came out in.
fn pictures(document: &Document, publication: &Publication, pages: &Pages) -> Vec<Diagnostic> {
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
        let area = with_bleed(placed);
        let crop = placed.picture.crop(area.width / area.height, placed.focus);
        let across = crop.width as f32 / area.width.0;
        let down = crop.height as f32 / area.height.0;
        let ppi = across.min(down) * 72.0;
        let rule = if ppi <= COARSE / metres {
            &rules::IMAGE_COARSE
        } else if ppi <= SOFT / metres {
            &rules::IMAGE_SOFT
        } else {
            continue;
        };
        let width = placed.rect.width.mm().0;
        let message = format!(
            "a picture of {} × {} pixels is {width:.0} mm wide on page {}: {ppi:.0} pixels an inch",
            crop.width,
            crop.height,
            page + 1
        );
        // The whole original, of which a crop shows a part.
        let more = placed.picture.width as f32 / crop.width as f32;
        let wanted = (SOFT + 1.0) / metres * area.width.0 / 72.0 * more;
        findings.push(
            Diagnostic::new(rule, message)
                .at(&publication.title.place)
                .on(document.metadata.id.clone())
                .help(format!("Use an original that is at least {:.0} pixels wide.", wanted.ceil())),
        );
    }
    findings
}

//! The print edition: PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4) with bleed, in the inks of one printing
//! condition.
//!
//! krilla draws the pages as PDF 1.6 or 1.4 in `DeviceCMYK`; one pass over the finished file then adds what it has no
//! words for: output intent, overprint, XMP of PDF/X, and the colour space of transparency groups.

mod finish;
mod impose;
mod marks;
mod profile;
mod xmp;

use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::{Rect as Box, Transform};
use krilla::outline::Outline;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

pub use impose::{Imposition, write_imposed};
pub use profile::PrintProfile;

use super::pdf::{FileText, Identifiers, Inks, Walk, metadata, outline};
use super::{ExportError, Resources, pages_present};
use crate::definition::PrintStandard;
use crate::page::Pages;

/// The end of a print file's name: a second delivery says what it is.
#[must_use]
pub fn ending(standard: PrintStandard) -> &'static str {
    match standard {
        PrintStandard::X4 => "print.pdf",
        PrintStandard::X1a => "print-x1a.pdf",
    }
}

/// Writes the pages in the profile's standard for its printing condition: single pages in reading order, trim and bleed
/// boxes, black text overprinting, pictures separated, marks where the profile asks for them. Tags, links and bookmarks
/// are left out.
///
/// # Errors
/// If a font or picture cannot be written, or the pages do not fit together.
pub fn write(pages: &Pages, profile: &PrintProfile, resources: &Resources) -> Result<Vec<u8>, ExportError> {
    pages_present(pages)?;
    let drawn = draw(pages, profile, resources, None)?;
    finish::finish(&drawn, &pages.metadata, profile)
}

/// Writes pages that go to several recipients like [`write()`], with their bookmarks, so that a print shop finds where the
/// pages of each begin.
///
/// # Errors
/// As for [`write()`].
pub fn write_merged(pages: &Pages, profile: &PrintProfile, resources: &Resources) -> Result<Vec<u8>, ExportError> {
    pages_present(pages)?;
    let bookmarks = outline(&pages.bookmarks, &pages.metadata.title, pages.pages.len());
    let drawn = draw(pages, profile, resources, Some(bookmarks))?;
    finish::finish(&drawn, &pages.metadata, profile)
}

/// The pages as krilla writes them, with markers where black text is to overprint.
fn draw(
    pages: &Pages,
    profile: &PrintProfile,
    resources: &Resources,
    bookmarks: Option<Outline>,
) -> Result<Vec<u8>, ExportError> {
    let mut document = Document::new_with(settings(profile)?);
    document.set_metadata(metadata(&pages.metadata));
    if let Some(bookmarks) = bookmarks {
        document.set_outline(bookmarks);
    }

    let (bleed, margin) = (profile.bleed().pt(), marks::margin(profile));
    let (inks, distance) = (Inks::Press(profile), pages.viewing_distance);
    let text = FileText::new(resources, &pages.pages);
    let walk = Walk { text: &text, inks, trim: pages.trim, bleed, margin, distance };
    let (width, height) = (pages.trim.width.0, pages.trim.height.0);
    let (sheet_width, sheet_height) = (width + 2.0 * margin.0, height + 2.0 * margin.0);
    let no_size = || ExportError::Pages(format!("a page of {width} × {height} pt cannot be written"));
    // The trim with so much around it on every side.
    let around = |beyond: f32| {
        let off = margin.0 - beyond;
        Box::from_xywh(off, off, width + 2.0 * beyond, height + 2.0 * beyond).ok_or_else(no_size)
    };
    let (bleed_box, trim_box) = (around(bleed.0)?, around(0.0)?);
    for (number, page) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(sheet_width, sheet_height)
            .ok_or_else(no_size)?
            .with_bleed_box(Some(bleed_box))
            .with_trim_box(Some(trim_box));
        let mut target = document.start_page_with(settings);
        let mut surface = target.surface();
        walk.page(&mut surface, page, number, &mut Identifiers::new())?;
        if profile.marks() {
            let slug = marks::slug(pages, number, profile, resources)?;
            walk.page(&mut surface, &slug, number, &mut Identifiers::new())?;
            surface.push_transform(&Transform::from_translate(margin.0, margin.0));
            marks::draw(&mut surface, pages.trim, pages.folds.get(number).map_or(&[], Vec::as_slice), profile);
            surface.pop();
        }
    }
    resources.compressors.compress(&document.finish()?, &text.take_begun())
}

/// How krilla writes what the pass then finishes.
fn settings(profile: &PrintProfile) -> Result<SerializeSettings, ExportError> {
    let configuration = ConfigurationBuilder::new()
        .with_version(match profile.standard() {
            PrintStandard::X4 => PdfVersion::Pdf16,
            PrintStandard::X1a => PdfVersion::Pdf14,
        })
        .finish()
        .map_err(|error| ExportError::File(format!("{error:?}")))?;
    Ok(SerializeSettings {
        configuration,
        compress_content_streams: false,
        enable_tagging: false,
        xmp_metadata: false,
        // CMYK stays DeviceCMYK: under a profile of its own, overprint mode 1 would not apply (ISO 32000-1, 8.6.7).
        no_device_cs: false,
        cmyk_profile: None,
        ..SerializeSettings::default()
    })
}

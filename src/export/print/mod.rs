//! The print edition: PDF/X-4 (ISO 15930-7) with bleed, in the inks of one printing condition.
//!
//! krilla draws the pages as PDF 1.6 in `DeviceCMYK`; one pass over the finished file then adds what it has no words
//! for: output intent, overprint, XMP of PDF/X, and the colour space of transparency groups.

mod black;
mod convert;
mod finish;
mod impose;
mod profile;
mod xmp;

use krilla::configure::{ConfigurationBuilder, PdfVersion};
use krilla::geom::Rect as Box;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};

pub use impose::{Imposition, write_imposed};
pub use profile::PrintProfile;

use super::pdf::{Identifiers, Inks, Walk, metadata};
use super::{ExportError, Resources, pages_present};
use crate::page::Pages;

/// Writes the pages as PDF/X-4 for the profile's printing condition: single pages in reading order, trim and bleed
/// boxes, black text overprinting, pictures separated. Tags, links and bookmarks are left out.
///
/// # Errors
/// If a font or picture cannot be written, or the pages do not fit together.
pub fn write(pages: &Pages, profile: &PrintProfile, resources: &Resources) -> Result<Vec<u8>, ExportError> {
    pages_present(pages)?;
    let drawn = draw(pages, profile, resources)?;
    finish::finish(&drawn, &pages.metadata, profile)
}

/// The pages as krilla writes them, with markers where black text is to overprint.
fn draw(pages: &Pages, profile: &PrintProfile, resources: &Resources) -> Result<Vec<u8>, ExportError> {
    let mut document = Document::new_with(settings()?);
    document.set_metadata(metadata(&pages.metadata));

    let bleed = profile.bleed().pt();
    let walk = Walk { resources, inks: Inks::Press(profile), trim: pages.trim, bleed };
    let (width, height) = (pages.trim.width.0, pages.trim.height.0);
    let (outer_width, outer_height) = (width + 2.0 * bleed.0, height + 2.0 * bleed.0);
    let no_size = || ExportError::Pages(format!("a page of {width} × {height} pt cannot be written"));
    let outer = Box::from_xywh(0.0, 0.0, outer_width, outer_height).ok_or_else(no_size)?;
    let trim = Box::from_xywh(bleed.0, bleed.0, width, height).ok_or_else(no_size)?;
    for (number, page) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(outer_width, outer_height)
            .ok_or_else(no_size)?
            .with_bleed_box(Some(outer))
            .with_trim_box(Some(trim));
        let mut target = document.start_page_with(settings);
        let mut surface = target.surface();
        walk.page(&mut surface, page, number, &mut Identifiers::new())?;
    }
    Ok(document.finish()?)
}

/// How krilla writes what the pass then finishes.
fn settings() -> Result<SerializeSettings, ExportError> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf16)
        .finish()
        .map_err(|error| ExportError::File(format!("{error:?}")))?;
    Ok(SerializeSettings {
        configuration,
        enable_tagging: false,
        xmp_metadata: false,
        // CMYK stays DeviceCMYK: under a profile of its own, overprint mode 1 would not apply (ISO 32000-1, 8.6.7).
        no_device_cs: false,
        cmyk_profile: None,
        ..SerializeSettings::default()
    })
}

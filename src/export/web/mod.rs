//! The web edition: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one file, in sRGB, at trim size. On request also
//! as PDF 2.0: PDF/UA-2 (ISO 14289-2) and PDF/A-4 (ISO 19005-4).

mod structure;
mod ua2;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::geom::Quadrilateral;
use krilla::page::{Page as Sheet, PageSettings};
use krilla::tagging::Tag as Role;
use krilla::{Document, SerializeSettings};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use structure::Dialect;

use super::pdf::{FileText, Identifiers, Inks, Walk, metadata, outline};
use super::{ExportError, Resources, error, pages_present};
use crate::page::{Link, Pages};
use crate::units::Pt;

/// Writes the pages for the screen: tagged in reading order, with links, bookmarks and the document's language.
///
/// # Errors
/// If the file would break PDF/UA-1 or PDF/A-2a (every fault is named, with its page where known), if tag tree and
/// pages do not belong together, or if a font or picture cannot be written.
pub fn write(pages: &Pages, resources: &Resources) -> Result<Vec<u8>, ExportError> {
    let standards = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1);
    // A note would be one to a place in the text (ISO 32000-1, table 334).
    draw(pages, resources, standards, Dialect { call_out: Role::Section.into(), captions_inside: false })
}

/// Writes the same pages as PDF 2.0 that is PDF/UA-2 and PDF/A-4.
///
/// # Errors
/// If the file would break PDF/A-4, if tag tree and pages do not belong together, or if a font or picture cannot be written.
pub fn write_ua2(pages: &Pages, resources: &Resources) -> Result<Vec<u8>, ExportError> {
    ua2::check(pages)?;
    let standards = ConfigurationBuilder::new().with_archival_validator(Archival::A4);
    let drawn = draw(pages, resources, standards, Dialect { call_out: Role::Note.into(), captions_inside: true })?;
    ua2::finish(&drawn)
}

/// The file as krilla writes it, held against these standards.
fn draw(
    pages: &Pages,
    resources: &Resources,
    standards: ConfigurationBuilder,
    dialect: Dialect,
) -> Result<Vec<u8>, ExportError> {
    pages_present(pages)?;
    structure::check(pages)?;
    let configuration = standards.finish().map_err(|error| ExportError::File(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        compress_content_streams: false,
        ..SerializeSettings::default()
    });
    document.set_metadata(metadata(&pages.metadata));

    let distance = pages.viewing_distance;
    let text = FileText::new(resources, &pages.pages);
    let walk = Walk { text: &text, inks: Inks::Screen, trim: pages.trim, bleed: Pt::ZERO, margin: Pt::ZERO, distance };
    let (width, height) = (pages.trim.width.0, pages.trim.height.0);
    let no_size = || ExportError::Pages(format!("a page of {width} × {height} pt cannot be written"));
    let mut content = Identifiers::new();
    let mut links = structure::LinkIdentifiers::new();
    for (number, page) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(width, height).ok_or_else(no_size)?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        walk.page(&mut surface, page, number, &mut content)?;
        surface.finish();
        for link in &page.links {
            links.insert(link.id, annotate(&mut sheet, link, number)?);
        }
    }
    document.set_tag_tree(structure::TreeWriter { content: &content, links: &links, dialect }.tree(pages)?);
    document.set_outline(outline(&pages.bookmarks, &pages.metadata.title, pages.pages.len()));
    resources.compressors.compress(&document.finish()?, &text.take_begun())
}

/// Adds a link area: one quadrilateral a line, with the description as Contents (ISO 14289-1, 7.18.5).
fn annotate(sheet: &mut Sheet<'_>, link: &Link, number: usize) -> Result<krilla::tagging::Identifier, ExportError> {
    let quads: Vec<Quadrilateral> = link.rects.iter().filter_map(super::pdf::rect).map(Quadrilateral::from).collect();
    if quads.is_empty() {
        return Err(ExportError::Pages(format!("page {}: the link to {} covers no area", number + 1, link.uri)));
    }
    let target = Target::Action(Action::Link(LinkAction::new(ascii(&link.uri))));
    let area = LinkAnnotation::new_with_quad_points(quads, target);
    let annotation = Annotation::new_link(area, Some(link.description.clone()));
    Ok(sheet.add_tagged_annotation(annotation.with_location(error::location(number))))
}

/// An address in the seven-bit form that a URI action takes (ISO 32000-1, 12.6.4.7): other bytes percent-encoded.
fn ascii(uri: &str) -> String {
    const SPACES: &AsciiSet = &CONTROLS.add(b' ');
    utf8_percent_encode(uri, SPACES).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(ascii("https://example.se/å b?q=%20"), "https://example.se/%C3%A5%20b?q=%20");
    }
}

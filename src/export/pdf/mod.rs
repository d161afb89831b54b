//! What the web and print editions share: the walk over the display list, paint, pictures, metadata.

mod begun;
mod compress;
mod drawing;
mod instance;
mod metadata;
mod outline;
mod paint;
mod picture;
mod strings;
mod text;
mod walk;

pub(super) use compress::Compressors;
pub(super) use metadata::metadata;
pub(super) use outline::outline;
pub(super) use paint::Inks;
pub(super) use text::FileText;
pub(super) use walk::{Identifiers, Leaf, OVERPRINT_MARKER_NAME, Walk};

/// An upright rectangle as krilla's; none if it has no extent or is not made of numbers.
pub(super) fn rect(rect: &crate::units::Rect) -> Option<krilla::geom::Rect> {
    let has_extent = rect.width.0 > 0.0 && rect.height.0 > 0.0;
    has_extent.then(|| krilla::geom::Rect::from_xywh(rect.x.0, rect.y.0, rect.width.0, rect.height.0)).flatten()
}

//! Stage 5: pages, or documents for the screen, to finished bytes, one module an edition. An exporter walks the display list and decides nothing.
//!
//! What belongs to one edition alone stays in it: tags, links and bookmarks in [`web`]; marks and output intent in
//! [`mod@print`]; pixels in [`png`]. [`html`] and [`site`] are written from documents and know no page. What the two PDF editions share is in `pdf`. The same pages give the same
//! bytes in every process and on every thread.

mod color;
pub mod csv;
mod error;
pub mod html;
mod pdf;
pub mod png;
pub mod print;
mod resample;
mod resources;
mod shape;
pub mod site;
pub mod web;

pub(crate) use color::on_screen;
pub use error::ExportError;
pub use print::PrintProfile;
pub use resources::Resources;
pub(crate) use shape::reach;

use crate::page::Pages;

/// The program as files name it (Creator and Producer, ISO 32000-1, 14.3.3).
const TOOL: &str = concat!("leaflet ", env!("CARGO_PKG_VERSION"));

/// A file without pages is none.
fn pages_present(pages: &Pages) -> Result<(), ExportError> {
    if pages.pages.is_empty() { Err(ExportError::Pages("there are no pages to write".to_owned())) } else { Ok(()) }
}

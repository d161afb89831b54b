//! A page as a sharp picture, with its bleed where the print view asks for it.

use super::http::{Request, Response};
use super::project::Served;
use crate::export::png;
use crate::units::Mm;

/// Resolutions that are drawn, in pixels an inch: for small windows, for usual and for fine screens.
const PPI: [u16; 4] = [72, 96, 144, 192];
/// Most bleed that is shown.
const BLEED: u16 = 20;

/// The picture of a page of a laid leaflet, asked for as `1.png`. It never changes: its key stands for everything that it
/// is made from.
#[must_use]
pub fn picture(served: &Served, key: &str, name: &str, request: &Request) -> Response {
    let gone = || Response::plain(404, "this picture is not kept any more");
    let asked = |key: &str| request.query.get(key).and_then(|text| text.parse::<u16>().ok());
    let ppi = asked("ppi").filter(|ppi| PPI.contains(ppi)).unwrap_or(PPI[1]);
    let bleed = asked("bleed").filter(|bleed| *bleed <= BLEED).unwrap_or_default();
    let Some(number) = name.strip_suffix(".png").and_then(|number| number.parse::<usize>().ok()) else { return gone() };
    let Some(laid) = served.kept(key) else { return gone() };
    let Some((pages, _)) = &laid.composed.pages else { return gone() };
    let Some(page) = number.checked_sub(1).and_then(|index| pages.pages.get(index)) else { return gone() };
    let snapshot = served.now();
    let bleed = Mm(f32::from(bleed)).pt();
    let drawn = png::with_bleed(page, pages.trim, bleed, f32::from(ppi), &snapshot.shop.resources);
    match drawn.and_then(|raster| raster.png()) {
        Ok(bytes) => Response::ok("image/png", bytes).with("Cache-Control", "private, max-age=31536000, immutable"),
        Err(error) => Response::plain(500, error.to_string()),
    }
}

//! Contrast as it is drawn: every piece of text against what lies under it on the page, and over a picture against the
//! pixel there that is most like it.

use crate::color::Srgb;
use crate::definition::{Publication, Theme};
use crate::diagnostic::Diagnostic;
use crate::export::on_screen;
use crate::fonts::FontBook;
use crate::page::{GlyphRun, Item, Page, Pages, PlacedImage};
use crate::picture::{Picture, Pixels};
use crate::rules;
use crate::units::{Pt, Rect};

use super::theme::{least_contrast, told};

/// Rounding of places.
const SLACK: Pt = Pt(0.5);

/// Every text that is too faint where it stands, one finding for each text.
#[must_use]
pub fn check(pages: &Pages, publication: &Publication, theme: &Theme, fonts: &FontBook) -> Vec<Diagnostic> {
    let numbered = pages.pages.iter().enumerate();
    // Two colours of the theme that are too much alike are told of with the theme, once for all pages.
    let told = told(theme);
    numbered.flat_map(|(number, page)| on_page(number, page, pages, publication, (fonts, &told))).collect()
}

/// What is painted on a page so far.
enum Ground<'a> {
    /// One colour.
    Flat(Rect, Srgb),
    /// Pixels.
    Picture(&'a PlacedImage),
}

fn on_page(
    number: usize,
    page: &Page,
    pages: &Pages,
    publication: &Publication,
    (fonts, told): (&FontBook, &[(Srgb, Srgb)]),
) -> Vec<Diagnostic> {
    let mut painted = Vec::new();
    let mut findings = Vec::new();
    for item in page.content.iter().flat_map(|marked| &marked.items) {
        match item {
            Item::Rect(area) => painted.push(Ground::Flat(area.rect, area.color.srgb)),
            Item::Image(placed) => painted.push(Ground::Picture(placed)),
            Item::Glyphs(run) => {
                let (found, ground) = worst(run, &painted);
                let least = least_contrast(run.size, fonts.face(run.font).weight);
                if found < least && ground.is_none_or(|ground| !told.contains(&(run.color.srgb, ground))) {
                    // Rounded down, so that no message says 4.5 where 4.5 is asked for.
                    let shown = (found * 100.0).floor() / 100.0;
                    let message = format!(
                        "page {}: “{}” has a contrast of {shown:.2} : 1 to what lies under it, {least} is the least",
                        number + 1,
                        run.text.trim()
                    );
                    findings.push(
                        Diagnostic::new(&rules::CONTRAST_LOW, message)
                            .at(&publication.title.place)
                            .on(pages.metadata.id.clone())
                            .help("move the text off the picture, or put a ground of one colour between the two"),
                    );
                }
            }
            Item::Turned(_) | Item::Path(_) | Item::Drawing(_) => {}
        }
    }
    findings
}

/// White paper.
const PAPER: Srgb = Srgb { r: 255, g: 255, b: 255 };

/// The least contrast of a text to anything that lies under it, paper where nothing does; and what that is, if it is of one
/// colour.
fn worst(run: &GlyphRun, painted: &[Ground<'_>]) -> (f32, Option<Srgb>) {
    let own = run.color.srgb;
    // From the height of capitals to what hangs below the line.
    let area = Rect { x: run.origin.x, y: run.origin.y - run.size * 0.75, width: run.width(), height: run.size * 0.95 };
    let mut least = (f32::INFINITY, None);
    for ground in painted.iter().rev() {
        let (Ground::Flat(rect, _) | Ground::Picture(PlacedImage { rect, .. })) = ground;
        if !rect.overlaps(&area, SLACK) {
            continue;
        }
        let (found, opaque) = match ground {
            Ground::Flat(_, color) => ((own.contrast(color), Some(*color)), true),
            Ground::Picture(placed) => {
                let colors = pixels(placed, &area);
                let contrast = colors.iter().map(|color| own.contrast(color)).fold(f32::INFINITY, f32::min);
                ((contrast, None), placed.picture.alpha.is_none())
            }
        };
        least = if found.0 < least.0 { found } else { least };
        if opaque && rect.holds(&area, SLACK) {
            return least;
        }
    }
    let bare = own.contrast(&PAPER);
    if bare < least.0 { (bare, Some(PAPER)) } else { least }
}

/// The colours of a picture under an area, as a screen shows them; those that are seen through, on paper.
fn pixels(placed: &PlacedImage, area: &Rect) -> Vec<Srgb> {
    let picture = &placed.picture;
    let Ok(shown) = on_screen(picture) else { return Vec::new() };
    let crop = picture.crop(placed.rect.width / placed.rect.height, placed.focus);
    let range = |from: Pt, to: Pt, start: Pt, length: Pt, first: u32, count: u32| {
        let at = |place: Pt| ((place - start) / length * count as f32).clamp(0.0, count as f32);
        first + at(from).floor() as u32..first + at(to).ceil() as u32
    };
    let columns = range(area.x, area.right(), placed.rect.x, placed.rect.width, crop.x, crop.width);
    let rows = range(area.y, area.bottom(), placed.rect.y, placed.rect.height, crop.y, crop.height);
    rows.flat_map(|row| columns.clone().map(move |column| (row, column)))
        .filter_map(|(row, column)| color(picture, &shown, (row * picture.width + column) as usize))
        .collect()
}

/// The colour of a pixel on paper.
fn color(picture: &Picture, shown: &Pixels, at: usize) -> Option<Srgb> {
    let channels = if matches!(shown, Pixels::Gray(_)) { 1 } else { 3 };
    let samples = shown.samples().get(at * channels..(at + 1) * channels)?;
    let alpha = picture.alpha.as_ref().and_then(|alpha| alpha.get(at)).map_or(255, |alpha| u32::from(*alpha));
    let on_paper = |level: u8| ((u32::from(level) * alpha + 255 * (255 - alpha)) / 255) as u8;
    let (first, last) = (samples.first()?, samples.last()?);
    Some(Srgb { r: on_paper(*first), g: on_paper(samples[samples.len() / 2]), b: on_paper(*last) })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::color::Color;
    use crate::fonts::FontId;
    use crate::page::{Glyph, Sides};
    use crate::picture::Focus;
    use crate::units::Point;

    /// White text of 10 points, 20 points wide, whose baseline begins here.
    fn text(x: f32, y: f32) -> GlyphRun {
        let glyph = Glyph { id: 1, advance: 2.0, dx: 0.0, dy: 0.0, text: 0..1 };
        let origin = Point { x: Pt(x), y: Pt(y) };
        GlyphRun {
            font: FontId(0),
            size: Pt(10.0),
            origin,
            color: Color::WHITE,
            text: "a".to_owned(),
            glyphs: vec![glyph],
        }
    }

    /// A picture of 100 by 100 points: black, with one light pixel of ten by ten in its lower right corner.
    fn picture() -> PlacedImage {
        let mut samples = vec![0; 100];
        samples[99] = 230;
        let rect = Rect { x: Pt::ZERO, y: Pt::ZERO, width: Pt(100.0), height: Pt(100.0) };
        let picture = Arc::new(Picture::new(10, 10, Pixels::Gray(samples)));
        PlacedImage { picture, rect, focus: Focus::default(), runs_off: Sides::default() }
    }

    #[test]
    fn the_pixel_most_like_the_text_counts() {
        let picture = picture();
        let painted = [Ground::Picture(&picture)];
        assert!(worst(&text(10.0, 50.0), &painted).0 > 20.0, "black under white");
        assert!(worst(&text(75.0, 98.0), &painted).0 < 1.5, "one pixel is light");
        assert!(worst(&text(95.0, 50.0), &painted).0 < 1.1, "half of it stands on paper");
    }

    #[test]
    fn what_lies_between_hides_the_picture() {
        let picture = picture();
        let cover = |y: f32| Rect { x: Pt(60.0), y: Pt(y), width: Pt(40.0), height: Pt(15.0) };
        let whole = [Ground::Picture(&picture), Ground::Flat(cover(85.0), Color::BLACK.srgb)];
        assert!(worst(&text(75.0, 97.0), &whole).0 > 20.0);
        let below = [Ground::Flat(cover(85.0), Color::BLACK.srgb), Ground::Picture(&picture)];
        assert!(worst(&text(75.0, 97.0), &below).0 < 1.5, "the picture covers the ground");
    }

    #[test]
    fn paper_is_the_ground_of_all() {
        assert!(worst(&text(10.0, 50.0), &[]).0 < 1.1);
    }
}

//! Trim sizes that leaflets and posters come in, and the panels of those that are folded: a format is data.

use crate::units::{Insets, Mm, Pt, Size};

use PanelPart::{Audience, Foot, Help, Lead, Sections, Title};

/// Whether a format is read in the hand or from a distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatKind {
    /// Read in the hand: sections in columns.
    Sheet,
    /// Read from a distance: one headline.
    Poster,
    /// Read on a telephone, among other pictures: a few words.
    Social,
}

/// A format.
#[derive(Debug, PartialEq)]
pub struct Format {
    /// Name in definitions and file names.
    pub name: &'static str,
    /// How it is read.
    pub kind: FormatKind,
    /// Trim size, of the flat sheet where it is folded.
    pub trim: Size,
    /// Distance from which it is read.
    pub viewing_distance: Mm,
    /// Fewest pages that make sense; as many where a definition names none.
    pub min_pages: u8,
    /// Most pages that make sense.
    pub max_pages: u8,
    /// The panels in the order in which they are read; none where every page is one, filled from the title to the foot.
    pub panels: &'static [Panel],
    /// What a service lays its own buttons and names over: nothing stands there.
    pub covered: Insets,
    /// What is cut away where pictures are shown small and square: the message stands inside.
    pub cropped: Insets,
}

/// What the reader takes for a page: a page, or what lies between two folds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Panel {
    /// Index of the page that it is on.
    pub page: u8,
    /// Its left edge, in a leaflet that runs from left to right.
    pub left: Pt,
    /// Its width.
    pub width: Pt,
    /// What stands on it, from the top.
    pub holds: &'static [PanelPart],
}

/// A part of a leaflet that a panel holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelPart {
    /// For whom it is.
    Audience,
    /// The title.
    Title,
    /// The main message.
    Lead,
    /// Sections, in columns.
    Sections,
    /// The help lines.
    Help,
    /// Contact, senders, small print.
    Foot,
}

impl Format {
    /// Pixels in an inch of social pictures: ten to a millimetre, so that themes give distances as for paper.
    pub const SOCIAL_PPI: f32 = 254.0;

    /// The social format of this name.
    #[must_use]
    pub fn social(name: &str) -> Option<&'static Format> {
        SOCIAL_FORMATS.iter().find(|f| f.name == name)
    }

    /// Width and height of a social picture in pixels.
    #[must_use]
    pub fn pixels(&self) -> [u32; 2] {
        [self.trim.width, self.trim.height].map(|length| (length.0 / 72.0 * Format::SOCIAL_PPI).round() as u32)
    }

    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|f| f.name == name)
    }

    /// Whether it has a place for a part.
    #[must_use]
    pub fn shows(&self, part: PanelPart) -> bool {
        self.panels.is_empty() || self.panels.iter().any(|panel| panel.holds.contains(&part))
    }

    /// Where a page is folded, from its left edge, in a leaflet that runs from left to right.
    #[must_use]
    pub fn folds(&self, page: usize) -> Vec<Pt> {
        let own = self.panels.iter().filter(|panel| usize::from(panel.page) == page);
        let mut folds: Vec<Pt> = own.map(|panel| panel.left).filter(|left| *left > Pt::ZERO).collect();
        folds.sort_by(|a, b| a.0.total_cmp(&b.0));
        folds
    }
}

/// Points in a length, for sizes known at compile time.
const fn pt(millimetres: f32) -> Pt {
    Pt(millimetres * 72.0 / 25.4)
}

/// A sheet of one page or two.
const fn sheet(name: &'static str, width: f32, height: f32) -> Format {
    Format {
        name,
        kind: FormatKind::Sheet,
        trim: Size { width: pt(width), height: pt(height) },
        viewing_distance: Mm(350.0),
        min_pages: 1,
        max_pages: 2,
        panels: &[],
        covered: insets(0.0, 0.0),
        cropped: insets(0.0, 0.0),
    }
}

/// Panels on so many pages.
const fn folder(name: &'static str, width: f32, height: f32, pages: u8, panels: &'static [Panel]) -> Format {
    Format { min_pages: pages, max_pages: pages, panels, ..sheet(name, width, height) }
}

/// A poster that is read from so many metres.
const fn poster(name: &'static str, width: f32, height: f32, metres: f32) -> Format {
    Format {
        kind: FormatKind::Poster,
        viewing_distance: Mm(metres * 1000.0),
        max_pages: 1,
        ..sheet(name, width, height)
    }
}

/// A picture of so many pixels, of which some at the top and bottom are covered and some are cropped.
const fn social(name: &'static str, [width, height]: [f32; 2], covered: [f32; 2], cropped: f32) -> Format {
    Format {
        kind: FormatKind::Social,
        max_pages: 1,
        covered: insets(covered[0] / 10.0, covered[1] / 10.0),
        cropped: insets(cropped / 10.0, cropped / 10.0),
        ..sheet(name, width / 10.0, height / 10.0)
    }
}

/// Millimetres from the top and the bottom.
const fn insets(top: f32, bottom: f32) -> Insets {
    Insets { top: pt(top), right: Pt(0.0), bottom: pt(bottom), left: Pt(0.0) }
}

const fn panel(page: u8, left: f32, width: f32, holds: &'static [PanelPart]) -> Panel {
    Panel { page, left: pt(left), width: pt(width), holds }
}

/// What a cover shows.
const COVER: &[PanelPart] = &[Audience, Title, Lead];

/// Rolled around the cover: the panel that lies innermost is 3 mm narrower, left on the outside of the sheet and right on
/// its inside. Printers count the panels 5 6 1 outside and 2 3 4 inside.
const ROLL_FOLD: &[Panel] = &[
    panel(0, 197.0, 100.0, COVER),
    panel(1, 0.0, 100.0, &[Sections]),
    panel(1, 100.0, 100.0, &[Sections]),
    panel(1, 200.0, 97.0, &[Sections]),
    panel(0, 0.0, 97.0, &[Help]),
    panel(0, 97.0, 100.0, &[Foot]),
];

/// A zigzag. The cover lies over panels 2 and 3, which open like a book; the right panel of the inside is the back of the
/// folded leaflet.
const Z_FOLD: &[Panel] = &[
    panel(0, 198.0, 99.0, COVER),
    panel(1, 0.0, 99.0, &[Sections]),
    panel(1, 99.0, 99.0, &[Sections]),
    panel(0, 0.0, 99.0, &[Sections]),
    panel(0, 99.0, 99.0, &[Help]),
    panel(1, 198.0, 99.0, &[Foot]),
];

/// A sheet of A4 folded once, page by page.
const BOOKLET: &[Panel] = &[
    panel(0, 0.0, 148.0, COVER),
    panel(1, 0.0, 148.0, &[Sections]),
    panel(2, 0.0, 148.0, &[Sections]),
    panel(3, 0.0, 148.0, &[Help, Foot]),
];

/// Front and back of a card for the pocket.
const CARD: &[Panel] = &[panel(0, 0.0, 85.0, &[Title, Help]), panel(1, 0.0, 85.0, &[Sections, Foot])];

/// The formats: ISO 216 sizes, DL, and what is folded from them. The distances of posters are the project's own: the
/// headline's capitals are 5 mm high for each metre.
pub static FORMATS: [Format; 12] = [
    sheet("a4", 210.0, 297.0),
    sheet("a5", 148.0, 210.0),
    sheet("a6", 105.0, 148.0),
    sheet("dl", 99.0, 210.0),
    folder("a4-roll-fold", 297.0, 210.0, 2, ROLL_FOLD),
    folder("a4-z-fold", 297.0, 210.0, 2, Z_FOLD),
    folder("a5-folder", 148.0, 210.0, 4, BOOKLET),
    folder("pocket-card", 85.0, 55.0, 2, CARD),
    poster("a3-poster", 297.0, 420.0, 2.0),
    poster("a2-poster", 420.0, 594.0, 3.0),
    poster("a1-poster", 594.0, 841.0, 4.0),
    poster("50x70-poster", 500.0, 700.0, 3.5),
];

/// Pictures for social media, in pixels: a square, one that is as high as a feed shows it, one that fills a telephone, and
/// one that goes with a shared link (<https://ogp.me>). The high one is cut to a square in a profile's grid. Over the one
/// that fills a telephone the services lay the sender's name at the top and buttons at the bottom: Instagram asks for 14 %
/// and 20 % (about 250 and 340 pixels) to be kept free.
pub static SOCIAL_FORMATS: [Format; 4] = [
    social("social-square", [1080.0, 1080.0], [0.0, 0.0], 0.0),
    social("social-portrait", [1080.0, 1350.0], [0.0, 0.0], 135.0),
    social("social-story", [1080.0, 1920.0], [250.0, 340.0], 0.0),
    social("social-link", [1200.0, 630.0], [0.0, 0.0], 0.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn social_formats_have_the_pixels_of_the_services() {
        let pixels = SOCIAL_FORMATS.each_ref().map(Format::pixels);
        assert_eq!(pixels, [[1080, 1080], [1080, 1350], [1080, 1920], [1200, 630]]);
    }

    #[test]
    fn panels_cover_their_pages() {
        for format in FORMATS.iter().filter(|format| !format.panels.is_empty()) {
            for page in 0..format.max_pages {
                let mut own: Vec<&Panel> = format.panels.iter().filter(|panel| panel.page == page).collect();
                own.sort_by(|a, b| a.left.0.total_cmp(&b.left.0));
                let mut edge = Pt::ZERO;
                for panel in own {
                    assert!((panel.left - edge).abs() < Pt(0.01), "{} page {page}", format.name);
                    edge = panel.left + panel.width;
                }
                assert!((edge - format.trim.width).abs() < Pt(0.01), "{} page {page}", format.name);
            }
        }
    }

    #[test]
    fn folds_lie_on_each_other() {
        for format in &FORMATS {
            let [front, back] = [0, 1].map(|page| format.folds(page));
            let mirrored: Vec<Pt> = back.iter().rev().map(|fold| format.trim.width - *fold).collect();
            assert!(front.len() == back.len(), "{}", format.name);
            assert!(front.iter().zip(mirrored).all(|(a, b)| (*a - b).abs() < Pt(0.01)), "{}", format.name);
        }
    }

    #[test]
    fn the_innermost_panel_of_a_roll_fold_is_the_narrowest() {
        let folds = |page| Format::named("a4-roll-fold").expect("a format").folds(page);
        let mm = |folds: Vec<Pt>| folds.iter().map(|fold| fold.mm().0.round()).collect::<Vec<_>>();
        assert_eq!((mm(folds(0)), mm(folds(1))), (vec![97.0, 197.0], vec![100.0, 200.0]));
    }
}

//! Small formats many times on a larger sheet, so that a print shop only prints and cuts.
//!
//! The cards stand as close as their bleed allows: gutters of twice the bleed, in which the bleeds of two neighbours meet.
//! What a shop calls the trim is then the block of all cards: `TrimBox` is the rectangle around their trims, `BleedBox` lies one
//! bleed outside it, `MediaBox` is the sheet. Cut marks stand outside the bleed, one for every cut, on all four sides. The block
//! is centred and all cards of a page are alike, so that fronts and backs meet whichever way the sheet is turned.

use krilla::Document;
use krilla::geom::{PathBuilder, Rect as Box, Transform};
use krilla::page::PageSettings;
use krilla::surface::Surface;

use super::super::pdf::{Identifiers, Inks, Walk, compress, metadata};
use super::super::{ExportError, Resources, pages_present};
use super::{PrintProfile, finish, settings};
use crate::color::Color;
use crate::page::Pages;
use crate::units::{Mm, Pt, Size};

/// From the trim to where a cut mark begins: beyond any bleed that shops ask for (3 to 5 mm).
const TO_MARK: Mm = Mm(5.0);
/// Length of a cut mark.
const MARK: Mm = Mm(4.0);
/// From the marks to the edge of the sheet, which machines do not print on.
const EDGE: Mm = Mm(2.0);
/// Long side of the largest card: that of A5 and DL.
const LONGEST: Mm = Mm(210.0);
/// Width of a cut mark.
const HAIRLINE: Pt = Pt(0.25);

/// Where the cards stand on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Imposition {
    /// The sheet, lying or standing.
    sheet: Size,
    /// Left trim edge of each column of cards.
    columns: Vec<Pt>,
    /// Upper trim edge of each row of cards.
    rows: Vec<Pt>,
}

impl Imposition {
    /// As many cards as a sheet takes, lying or standing. None for what is no card: large pages, more than front and back,
    /// folders; and where the sheet takes only one.
    #[must_use]
    pub fn new(pages: &Pages, sheet: Size, profile: &PrintProfile) -> Option<Imposition> {
        let longest = pages.trim.width.max(pages.trim.height);
        let folded = pages.folds.iter().any(|folds| !folds.is_empty());
        if longest > LONGEST.pt() + Pt(0.01) || pages.pages.len() > 2 || folded {
            return None;
        }
        Imposition::of(pages.trim, sheet, profile)
    }

    /// The same for any trim.
    fn of(trim: Size, sheet: Size, profile: &PrintProfile) -> Option<Imposition> {
        let gutter = profile.bleed().pt() * 2.0;
        let margin = (TO_MARK.pt() + MARK.pt() + EDGE.pt()) * 2.0;
        // Edges of the cards along one side of the sheet, centred.
        let edges = |card: Pt, side: Pt| {
            let count = ((side - margin + gutter) / (card + gutter) + 0.001).floor().max(0.0);
            let first = (side - card * count - gutter * (count - 1.0)) / 2.0;
            (0..count as usize).map(|at| first + (card + gutter) * at as f32).collect::<Vec<Pt>>()
        };
        let lying = Size { width: sheet.height, height: sheet.width };
        let ways = [sheet, lying].map(|sheet| Imposition {
            sheet,
            columns: edges(trim.width, sheet.width),
            rows: edges(trim.height, sheet.height),
        });
        let best = ways.into_iter().reduce(|one, other| if other.count() > one.count() { other } else { one });
        best.filter(|way| way.count() > 1)
    }

    /// Cards on a sheet.
    #[must_use]
    pub fn count(&self) -> usize {
        self.columns.len() * self.rows.len()
    }
}

/// Writes each page many times on a sheet, as PDF/X like [`fn@super::write`].
///
/// # Errors
/// As for [`fn@super::write`].
pub fn write_imposed(
    pages: &Pages,
    way: &Imposition,
    profile: &PrintProfile,
    resources: &Resources,
) -> Result<Vec<u8>, ExportError> {
    pages_present(pages)?;
    let mut document = Document::new_with(settings(profile)?);
    document.set_metadata(metadata(&pages.metadata));
    let bleed = profile.bleed().pt();
    let (inks, distance) = (Inks::Press(profile), pages.viewing_distance);
    let walk = Walk { resources, inks, trim: pages.trim, bleed, margin: bleed, distance };
    let no_size = || ExportError::Pages("the sheet of cards has no size".to_owned());
    let (Some(left), Some(top)) = (way.columns.first(), way.rows.first()) else { return Err(no_size()) };
    // The block of cards with so much around it.
    let around = |by: Pt| {
        let (width, height) = (way.sheet.width - (*left - by) * 2.0, way.sheet.height - (*top - by) * 2.0);
        Box::from_xywh((*left - by).0, (*top - by).0, width.0, height.0).ok_or_else(no_size)
    };
    let (trim_box, bleed_box) = (around(Pt::ZERO)?, around(bleed)?);
    for (number, page) in pages.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(way.sheet.width.0, way.sheet.height.0)
            .ok_or_else(no_size)?
            .with_bleed_box(Some(bleed_box))
            .with_trim_box(Some(trim_box));
        let mut target = document.start_page_with(settings);
        let mut surface = target.surface();
        for (x, y) in way.rows.iter().flat_map(|y| way.columns.iter().map(move |x| (*x, *y))) {
            // The walk sets out from the bleed's corner.
            surface.push_transform(&Transform::from_translate((x - bleed).0, (y - bleed).0));
            let drawn = walk.page(&mut surface, page, number, &mut Identifiers::new());
            surface.pop();
            drawn?;
        }
        cut_marks(&mut surface, pages.trim, way, profile);
    }
    finish::finish(&compress(&document.finish()?)?, &pages.metadata, profile)
}

/// Draws a mark at both ends of every cut.
fn cut_marks(surface: &mut Surface<'_>, trim: Size, way: &Imposition, profile: &PrintProfile) {
    let ends = |edges: &[Pt], card: Pt, side: Pt| {
        let first = edges.first().copied().unwrap_or_default();
        let near = first - TO_MARK.pt();
        let far = side - near;
        let cuts: Vec<Pt> = edges.iter().flat_map(|edge| [*edge, *edge + card]).collect();
        (cuts, [(near - MARK.pt(), near), (far, far + MARK.pt())])
    };
    let (across, beside) = ends(&way.columns, trim.width, way.sheet.width);
    let (down, above) = ends(&way.rows, trim.height, way.sheet.height);
    let mut path = PathBuilder::new();
    for (x, (from, to)) in across.iter().flat_map(|x| above.iter().map(move |span| (x, span))) {
        path.move_to(x.0, from.0);
        path.line_to(x.0, to.0);
    }
    for (y, (from, to)) in down.iter().flat_map(|y| beside.iter().map(move |span| (y, span))) {
        path.move_to(from.0, y.0);
        path.line_to(to.0, y.0);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Inks::Press(profile).stroke(&Color::BLACK, HAIRLINE)));
        surface.draw_path(&path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(trim: (f32, f32), sheet: (f32, f32)) -> Option<Imposition> {
        let size = |(width, height)| Size::mm(width, height);
        Imposition::of(size(trim), size(sheet), &PrintProfile::fogra39())
    }

    #[test]
    fn a_sheet_takes_as_many_cards_as_it_has_room_for() {
        let count = |trim, sheet| way(trim, sheet).map_or(1, |way| way.count());
        assert_eq!(count((85.0, 55.0), (210.0, 297.0)), 9);
        assert_eq!(count((85.0, 55.0), (320.0, 450.0)), 21);
        assert_eq!(count((105.0, 148.0), (210.0, 297.0)), 2);
        assert_eq!(count((105.0, 148.0), (320.0, 450.0)), 4);
        assert_eq!(count((99.0, 210.0), (210.0, 297.0)), 1);
        assert_eq!(count((99.0, 210.0), (320.0, 450.0)), 4);
    }

    #[test]
    fn the_block_is_centred_with_gutters_of_twice_the_bleed() {
        let way = way((85.0, 55.0), (210.0, 297.0)).expect("room");
        let last = way.columns[way.columns.len() - 1] + Mm(85.0).pt();
        assert!((way.columns[0] + last - way.sheet.width).abs() < Pt(0.01));
        assert!((way.rows[1] - way.rows[0] - Mm(61.0).pt()).abs() < Pt(0.01));
    }
}

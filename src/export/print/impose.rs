//! Small formats many times on a larger sheet, so that a print shop only prints and cuts.
//!
//! The cards stand as close as their bleed allows: gutters of twice the bleed, in which the bleeds of two neighbours meet.
//! What a shop calls the trim is then the block of all cards: `TrimBox` is the rectangle around their trims, `BleedBox` lies one
//! bleed outside it, `MediaBox` is the sheet. As many cards as fit with their bleed come first; cut marks stand outside the
//! bleed, one for every cut, and make do with the room that is left. The block is centred and all cards of a page are alike, so
//! that fronts and backs meet whichever way the sheet is turned.

use krilla::Document;
use krilla::geom::{PathBuilder, Rect as Box, Transform};
use krilla::page::PageSettings;
use krilla::surface::Surface;

use super::super::pdf::{FileText, Identifiers, Inks, Walk, metadata};
use super::super::{ExportError, Resources, pages_present};
use super::{PrintProfile, finish, marks, settings};
use crate::color::Color;
use crate::page::{GlyphRun, Item, Page, Pages, Turned};
use crate::units::{Mm, Point, Pt, Size};

/// From the trim to where a cut mark begins: beyond any bleed that shops ask for (3 to 5 mm).
const TO_MARK: Mm = Mm(5.0);
/// The same where room is short, unless the bleed reaches further.
const NEAREST: Mm = Mm(3.0);
/// Length of a cut mark.
const MARK: Mm = Mm(4.0);
/// The same where room is short. What has no room for so much has no mark.
const SHORTEST: Mm = Mm(2.0);
/// From the bleed to the edge of the sheet at least: machines do not print up to it.
const EDGE: Mm = Mm(2.0);
/// From marks and slug line to the edge of the sheet at least.
const LOST: Mm = Mm(0.5);
/// White around the slug line.
const GAP: Mm = Mm(1.0);
/// From the baseline of the slug line to the top of its tallest letters, and to the bottom of its lowest.
const SLUG: [Mm; 2] = [Mm(1.6), Mm(0.5)];
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
    /// As many cards as a sheet takes with their bleed, lying or standing. None for what is no card: large pages, more than
    /// front and back, folders; and where the sheet takes only one.
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
        // Edges of the cards along one side of the sheet, centred. The outer bleeds make one gutter more.
        let edges = |card: Pt, side: Pt| {
            let count = ((side - EDGE.pt() * 2.0) / (card + gutter) + 0.001).floor().max(0.0);
            let first = (side - card * count - gutter * (count - 1.0)) / 2.0;
            (0..count as usize).map(|at| first + (card + gutter) * at as f32).collect::<Vec<Pt>>()
        };
        let lying = Size { width: sheet.height, height: sheet.width };
        let ways = [sheet, lying].map(|sheet| Imposition {
            sheet,
            columns: edges(trim.width, sheet.width),
            rows: edges(trim.height, sheet.height),
        });
        // Of two ways with as many cards the one that leaves the marks more room.
        let worth = |way: &Imposition| (way.count(), beside(&way.columns).min(beside(&way.rows)));
        let best = ways.into_iter().reduce(|one, other| if worth(&other) > worth(&one) { other } else { one });
        best.filter(|way| way.count() > 1)
    }

    /// Cards on a sheet.
    #[must_use]
    pub fn count(&self) -> usize {
        self.columns.len() * self.rows.len()
    }
}

/// From the trim of the outermost card to the edge of the sheet.
fn beside(edges: &[Pt]) -> Pt {
    edges.first().copied().unwrap_or_default()
}

/// Writes each page many times on a sheet, as PDF/X like [`fn@super::write`]. `sheet` is how the file's name says that it is
/// on such sheets, such as `.n-up-sra3`; the slug line has it.
///
/// # Errors
/// As for [`fn@super::write`].
pub fn write_imposed(
    pages: &Pages,
    way: &Imposition,
    sheet: &str,
    profile: &PrintProfile,
    resources: &Resources,
) -> Result<Vec<u8>, ExportError> {
    pages_present(pages)?;
    let mut document = Document::new_with(settings(profile)?);
    document.set_metadata(metadata(&pages.metadata));
    let bleed = profile.bleed().pt();
    let (inks, distance) = (Inks::Press(profile), pages.viewing_distance);
    let text = FileText::new(resources, &pages.pages);
    let walk = Walk { text: &text, inks, trim: pages.trim, bleed, margin: bleed, distance };
    let on_sheet = Walk { margin: Pt::ZERO, ..walk };
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
        let about = about(pages, number, way, sheet, profile);
        let slug = slug(&about, pages.trim, way, bleed, resources)?;
        on_sheet.page(&mut surface, &slug, number, &mut Identifiers::new())?;
    }
    finish::finish(&resources.compressors.compress(&document.finish()?, &text.take_begun())?, &pages.metadata, profile)
}

/// Where a cut mark begins and ends, from the trim outwards, where there is so much room between trim and sheet edge: first
/// it is shorter, then nearer, then not there.
fn mark(room: Pt, bleed: Pt) -> Option<(Pt, Pt)> {
    let nearest = bleed.max(NEAREST.pt());
    let usual = nearest.max(TO_MARK.pt());
    let far = (usual + MARK.pt()).min(room - LOST.pt());
    let near = nearest.max(usual.min(far - SHORTEST.pt()));
    (far - near > SHORTEST.pt() - Pt(0.01)).then_some((near, far))
}

/// Draws a mark at both ends of every cut that has room for it.
fn cut_marks(surface: &mut Surface<'_>, trim: Size, way: &Imposition, profile: &PrintProfile) {
    let cuts = |edges: &[Pt], card: Pt| edges.iter().flat_map(|edge| [*edge, *edge + card]).collect::<Vec<Pt>>();
    // From where to where marks go before the first card and after the last.
    let ends = |edges: &[Pt], side: Pt| {
        let first = beside(edges);
        let spans = mark(first, profile.bleed().pt())
            .map(|(near, far)| [(first - far, first - near), (side - first + near, side - first + far)]);
        spans.into_iter().flatten().collect::<Vec<(Pt, Pt)>>()
    };
    let mut path = PathBuilder::new();
    for x in cuts(&way.columns, trim.width) {
        for (from, to) in ends(&way.rows, way.sheet.height) {
            path.move_to(x.0, from.0);
            path.line_to(x.0, to.0);
        }
    }
    for y in cuts(&way.rows, trim.height) {
        for (from, to) in ends(&way.columns, way.sheet.width) {
            path.move_to(from.0, y.0);
            path.line_to(to.0, y.0);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(None);
        surface.set_stroke(Some(Inks::Press(profile).stroke(&Color::BLACK, HAIRLINE)));
        surface.draw_path(&path);
    }
}

/// What the slug line says: file, page, date, how many of what size, for which press.
fn about(pages: &Pages, number: usize, way: &Imposition, sheet: &str, profile: &PrintProfile) -> [String; 5] {
    let about = &pages.metadata;
    let count = pages.pages.len();
    let side = match (number, count) {
        (0, 2) => " framsida",
        (1, 2) => " baksida",
        _ => "",
    };
    let [width, height] = [pages.trim.width, pages.trim.height].map(|length| length.mm().0.round());
    [
        format!("{}{sheet}.{}", about.id, super::ending(profile.standard())),
        format!("{}/{count}{side}", number + 1),
        about.date.to_string(),
        format!("{} st {width} × {height} mm", way.count()),
        marks::press(profile),
    ]
}

/// The page that holds nothing but the slug line, from the corner of the sheet: under the lowest cards, or turned beside those
/// on the right, or empty where neither has room. It stands between cut marks; what is wider than a card goes on at the next.
///
/// # Errors
/// If the font cannot be read.
fn slug(about: &[String], trim: Size, way: &Imposition, bleed: Pt, resources: &Resources) -> Result<Page, ExportError> {
    let [above, below] = SLUG.map(Mm::pt);
    let down = bleed.max(NEAREST.pt()) + GAP.pt() + above;
    let has_room = |edges: &[Pt]| beside(edges) - down > below + LOST.pt();
    // At the edges of cards of a length, so far down.
    let line = |edges: &[Pt], card: Pt, y: Pt| -> Result<Vec<GlyphRun>, ExportError> {
        let measure = card - GAP.pt() * 2.0;
        let mut runs: Vec<GlyphRun> = Vec::new();
        let mut places = edges.iter().map(|edge| Point { x: *edge + GAP.pt(), y }).peekable();
        for part in about {
            if let Some(last) = runs.last_mut() {
                let longer = marks::slug_run(format!("{} · {part}", last.text), last.origin, resources)?;
                if longer.width() <= measure || places.peek().is_none() {
                    *last = longer;
                    continue;
                }
            }
            if let Some(origin) = places.next() {
                runs.push(marks::slug_run(part.clone(), origin, resources)?);
            }
        }
        Ok(runs)
    };
    let (width, height) = (way.sheet.width, way.sheet.height);
    let items = if has_room(&way.rows) {
        let runs = line(&way.columns, trim.width, height - beside(&way.rows) + down)?;
        runs.into_iter().map(Item::Glyphs).collect()
    } else if has_room(&way.columns) {
        // Edges are the same from below, because the block is centred.
        let runs = line(&way.rows, trim.height, width - beside(&way.columns) + down)?;
        vec![Item::Turned(Turned { origin: Point { x: Pt::ZERO, y: height }, runs })]
    } else {
        Vec::new()
    };
    Ok(marks::slug_page(items))
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
        assert_eq!(count((105.0, 148.0), (320.0, 450.0)), 8);
        assert_eq!(count((99.0, 210.0), (210.0, 297.0)), 1);
        assert_eq!(count((99.0, 210.0), (320.0, 450.0)), 6);
        assert_eq!(count((148.0, 210.0), (320.0, 450.0)), 4);
    }

    #[test]
    fn marks_make_do_with_the_room_that_is_left() {
        let mark = |room, bleed| {
            let tenths = |length: Pt| (length.mm().0 * 10.0).round() / 10.0;
            super::mark(Mm(room).pt(), Mm(bleed).pt()).map(|(near, far)| (tenths(near), tenths(far)))
        };
        assert_eq!(mark(20.0, 3.0), Some((5.0, 9.0)));
        assert_eq!(mark(9.0, 3.0), Some((5.0, 8.5)), "shorter");
        assert_eq!(mark(6.0, 3.0), Some((3.5, 5.5)), "nearer");
        assert_eq!(mark(5.5, 3.0), Some((3.0, 5.0)));
        assert_eq!(mark(5.4, 3.0), None, "not there");
        assert_eq!(mark(20.0, 6.0), Some((6.0, 10.0)), "never in the bleed");
    }

    #[test]
    fn the_block_is_centred_with_gutters_of_twice_the_bleed() {
        let way = way((85.0, 55.0), (210.0, 297.0)).expect("room");
        let last = way.columns[way.columns.len() - 1] + Mm(85.0).pt();
        assert!((way.columns[0] + last - way.sheet.width).abs() < Pt(0.01));
        assert!((way.rows[1] - way.rows[0] - Mm(61.0).pt()).abs() < Pt(0.01));
    }
}

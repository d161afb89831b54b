//! Small formats: what a card shows, and many of them on a sheet.

use leaflet::definition::PanelPart;
use leaflet::export::print::{Imposition, write_imposed};
use leaflet::export::{PrintProfile, Resources};
use leaflet::units::{Pt, Size};

use super::example;
use super::support::{lines, workshop};

#[test]
fn a_card_shows_what_it_has_room_for() {
    let (document, pages, _) = example("pocket-card");
    assert!(document.lead.is_none() && document.audience.is_none());
    assert!(!document.format.shows(PanelPart::Lead));
    let all = lines(&pages, &pages.tags);
    let page = |text: &str| all.iter().find(|line| line.text.contains(text)).map(|line| line.page);
    assert_eq!((page("112"), page("Grooming"), page("Kontakt i")), (Some(0), Some(0), Some(1)));
}

/// A box of a page of a PDF in millimetres: left, bottom, right, top.
fn bounds(file: &lopdf::Document, page: lopdf::ObjectId, key: &str) -> Vec<f32> {
    let dictionary = file.get_dictionary(page).expect("a page");
    let numbers = dictionary.get(key.as_bytes()).and_then(lopdf::Object::as_array).expect("a box");
    numbers.iter().map(|number| (Pt(number.as_float().expect("a number")).mm().0 * 10.0).round() / 10.0).collect()
}

#[test]
fn cards_stand_many_times_on_a_sheet() {
    let (_, pages, _) = example("pocket-card");
    let profile = PrintProfile::fogra39();
    let resources = Resources::new(&workshop().fonts);
    let way = Imposition::new(&pages, Size::mm(210.0, 297.0), &profile).expect("room for many");
    let bytes = write_imposed(&pages, &way, ".n-up-a4", &profile, &resources).expect("a sheet");
    assert!(
        bytes == write_imposed(&pages, &way, ".n-up-a4", &profile, &resources).expect("a sheet"),
        "the same bytes again"
    );
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let sheets: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    assert_eq!(sheets.len(), 2, "fronts and backs");
    for sheet in sheets {
        let [media, bleed, trim] = ["MediaBox", "BleedBox", "TrimBox"].map(|key| bounds(&file, sheet, key));
        let (across, down) = (media[2] > media[3], way.count());
        assert_eq!(media[2] + media[3], 507.0);
        // The block of cards, with gutters of twice the bleed, in the middle of the sheet.
        let (columns, rows) = if across { (3.0, 3.0) } else { (2.0, 4.0) };
        assert_eq!(down as f32, columns * rows);
        assert!((trim[2] - trim[0] - (columns * 91.0 - 6.0)).abs() < 0.2, "{trim:?}");
        assert!((trim[3] - trim[1] - (rows * 61.0 - 6.0)).abs() < 0.2, "{trim:?}");
        assert!((trim[0] + trim[2] - media[2]).abs() < 0.2 && (trim[1] + trim[3] - media[3]).abs() < 0.2);
        assert!((trim[0] - bleed[0] - 3.0).abs() < 0.2 && (bleed[3] - trim[3] - 3.0).abs() < 0.2);
        assert!(!file.get_page_content(sheet).is_empty());
    }
}

#[test]
fn every_sheet_of_cards_keeps_bleed_and_says_what_it_is() {
    let profile = PrintProfile::fogra39();
    let resources = Resources::new(&workshop().fonts);
    for (format, count, block) in [("a5", 4, [308.0, 432.0]), ("a6", 8, [444.0, 308.0]), ("dl", 6, [315.0, 432.0])] {
        let (_, pages, _) = example(format);
        let way = Imposition::new(&pages, Size::mm(320.0, 450.0), &profile).expect("room for many");
        assert_eq!(way.count(), count, "{format}");
        let bytes = write_imposed(&pages, &way, ".n-up-sra3", &profile, &resources).expect("a sheet");
        let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
        for (number, sheet) in file.get_pages() {
            let [media, bleed] = ["MediaBox", "BleedBox"].map(|key| bounds(&file, sheet, key));
            let reach = [bleed[2] - bleed[0], bleed[3] - bleed[1]];
            assert!(reach.iter().zip(block).all(|(one, other)| (one - other).abs() < 0.2), "{format}: {reach:?}");
            assert!(bleed[0] >= 2.0 && bleed[1] >= 2.0 && bleed[2] <= media[2] - 2.0 && bleed[3] <= media[3] - 2.0);
            let text = file.extract_text(&[number]).expect("text");
            let side = if number == 1 { "1/2 framsida" } else { "2/2 baksida" };
            for part in [&format!("grooming-{format}-sv.n-up-sra3.print.pdf"), side, "2026-11-21"] {
                assert!(text.contains(part), "{format}: {part} in {text}");
            }
        }
    }
}

#[test]
fn large_formats_are_not_put_many_times_on_a_sheet() {
    for format in ["a4", "a4-roll-fold", "a5-folder"] {
        let (_, pages, _) = example(format);
        assert_eq!(Imposition::new(&pages, Size::mm(320.0, 450.0), &PrintProfile::fogra39()), None, "{format}");
    }
}

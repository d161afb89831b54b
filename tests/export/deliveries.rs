//! What print shops differ on: marks outside the bleed, and PDF/X-1a for those that do not take PDF/X-4.

use leaflet::definition::PrintStandard;
use leaflet::export::{PrintProfile, Resources, print};
use leaflet::fonts::FontBook;
use leaflet::page::Pages;
use leaflet::units::{Mm, Pt};
use lopdf::Object;

use crate::reading::File;
use crate::sample::sample;

/// The trim of the sample, A5 in points.
const TRIM: [f32; 2] = [419.53, 595.28];

fn written(pages: &Pages, profile: &PrintProfile) -> Vec<u8> {
    print::write(pages, profile, &Resources::new(&FontBook::bundled())).expect("the print edition is written")
}

fn marked(bleed: f32) -> PrintProfile {
    PrintProfile::fogra39().with_marks(true).with_bleed(Mm(bleed))
}

/// Every line drawn in the colour of all plates, as start and end in millimetres from the top left corner of the trim,
/// with whether it is dashed. Curves of the registration marks are left out.
fn lines(pages: &Pages, profile: &PrintProfile) -> Vec<([f32; 4], bool)> {
    let file = File::read(&written(pages, profile));
    let number = |o: &Object| o.as_float().expect("a number");
    let (mut all, mut dashed, mut start) = (false, false, [0.0; 2]);
    let mut found = Vec::new();
    for op in file.operations() {
        let at = |from: usize| [number(&op.operands[from]), number(&op.operands[from + 1])];
        match op.operator.as_str() {
            "Q" => dashed = false,
            "CS" => all = true,
            "K" => all = false,
            "d" => dashed = op.operands[0].as_array().is_ok_and(|array| !array.is_empty()),
            "m" => start = at(0),
            "l" if all => {
                let to = at(0);
                let mm = |points: f32| (points * 25.4 / 72.0 * 100.0).round() / 100.0;
                found.push(([mm(start[0]), mm(start[1]), mm(to[0]), mm(to[1])], dashed));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn marks_widen_the_sheet_and_leave_trim_and_bleed() {
    let file = File::read(&written(&sample(), &marked(3.0)));
    for page in file.pages() {
        let [media, bleed, trim] = ["MediaBox", "BleedBox", "TrimBox"].map(|name| File::bounds(page, name));
        let around = |outer: &[f32]| [trim[0] - outer[0], trim[1] - outer[1], outer[2] - trim[2], outer[3] - trim[3]];
        assert!(around(&bleed).iter().all(|gap| (gap - 8.5).abs() < 0.02), "{bleed:?} {trim:?}");
        assert!(around(&media).iter().all(|gap| (gap - 36.85).abs() < 0.02), "{media:?} {trim:?}");
        assert!((trim[2] - trim[0] - TRIM[0]).abs() < 0.02 && (trim[3] - trim[1] - TRIM[1]).abs() < 0.02);
    }
}

#[test]
fn every_mark_stands_outside_the_bleed_and_three_millimetres_from_the_trim() {
    for (bleed, least) in [(0.0, 3.0), (3.0, 3.0), (5.0, 5.0)] {
        let lines = lines(&sample(), &marked(bleed));
        // Two pages: eight crop marks and four crosses each.
        assert_eq!(lines.len(), 2 * (8 + 4 * 2), "{lines:?}");
        for ([x1, y1, x2, y2], dashed) in lines {
            let beside = |a: f32, b: f32, trim: f32| a.max(b) < -least || a.min(b) > trim + least;
            assert!(beside(x1, x2, 148.0) || beside(y1, y2, 210.0), "{x1} {y1} to {x2} {y2} with {bleed} of bleed");
            assert!(!dashed);
        }
    }
}

#[test]
fn folds_are_marked_above_and_below_where_they_are() {
    let mut pages = sample();
    pages.folds = vec![vec![Pt(100.0), Pt(TRIM[0] / 2.0)]];
    let lines = lines(&pages, &marked(3.0));
    let folds: Vec<[f32; 4]> = lines.iter().filter(|(_, dashed)| *dashed).map(|(line, _)| *line).collect();
    assert_eq!(
        folds,
        [
            [35.28, -9.0, 35.28, -4.0],
            [35.28, 214.0, 35.28, 219.0],
            [74.0, -9.0, 74.0, -4.0],
            [74.0, 214.0, 74.0, 219.0],
        ]
    );
    let crosses = lines.iter().filter(|([x1, _, x2, _], dashed)| !dashed && (x1 + x2) / 2.0 == 37.0);
    assert_eq!(crosses.count(), 4, "registration marks give way to a fold in the middle");
}

#[test]
fn marks_are_on_every_plate_and_the_slug_line_in_black() {
    let pages = sample();
    let file = File::read(&written(&pages, &marked(3.0)));
    let all = |object: &Object| {
        let array = object.as_array().ok();
        array.is_some_and(|a| {
            a.first().and_then(|o| o.as_name().ok()) == Some(b"Separation")
                && a.get(1).and_then(|o| o.as_name().ok()) == Some(b"All")
                && a.get(2).and_then(|o| o.as_name().ok()) == Some(b"DeviceCMYK")
        })
    };
    assert!(file.0.objects.values().any(all), "no colour of all plates");
    let plain = File::read(&written(&pages, &PrintProfile::fogra39()));
    assert!(!plain.0.objects.values().any(all), "marks without being asked for");
    let text = file.0.extract_text(&[1]).expect("text");
    assert!(text.contains("test/sample-a5-sv.print.pdf · 2026-11-21 · sheet-coated (FOGRA39) · 1/2"), "{text}");
}

#[test]
fn an_x1a_file_is_pdf_1_4_without_transparency() {
    let profile = PrintProfile::fogra39().with_standard(PrintStandard::X1a);
    for profile in [profile, marked(3.0).with_standard(PrintStandard::X1a)] {
        let bytes = written(&sample(), &profile);
        assert!(bytes.starts_with(b"%PDF-1.4\n"));
        let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(!has(b"/ObjStm") && !has(b"/XRef"), "PDF 1.4 has no compressed objects");
        let file = File::read(&bytes);
        for dict in file.dictionaries() {
            for key in ["SMask", "BM", "CA", "ca", "Group"] {
                assert!(!dict.has(key.as_bytes()), "{key} in {dict:?}");
            }
            for (_, value) in dict {
                let name = value.as_name().unwrap_or_default();
                assert!(!matches!(name, b"DeviceRGB" | b"CalRGB" | b"ICCBased" | b"DeviceGray" | b"Lab"));
            }
        }
        let info = file.dictionary(file.0.trailer.get(b"Info").expect("Info"));
        assert_eq!(info.get(b"GTS_PDFXVersion").and_then(Object::as_str).ok(), Some(b"PDF/X-1a:2003".as_slice()));
        assert_eq!(info.get(b"Trapped").and_then(Object::as_name).ok(), Some(b"False".as_slice()));
        let intents = file.root("OutputIntents").and_then(|o| o.as_array().ok()).expect("intents");
        let intent = file.dictionary(&intents[0]);
        assert_eq!(intent.get(b"S").and_then(Object::as_name).ok(), Some(b"GTS_PDFX".as_slice()));
        let profile = intent.get_deref(b"DestOutputProfile", &file.0).and_then(Object::as_stream).expect("a profile");
        assert_eq!(profile.decompressed_content().expect("a profile")[8], 2, "PDF 1.4 knows ICC version 2");
        // Black type still overprints: that is no transparency.
        assert!(file.dictionaries().iter().any(|dict| dict.has(b"OPM")));
        let xmp = file.root("Metadata").and_then(|o| o.as_stream().ok()).expect("XMP");
        let xmp = String::from_utf8_lossy(&xmp.content).into_owned();
        assert!(xmp.contains("<pdfx:GTS_PDFXVersion>PDF/X-1a:2003</pdfx:GTS_PDFXVersion>"), "{xmp}");
    }
}

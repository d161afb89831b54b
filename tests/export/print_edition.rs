//! What a print shop's preflight looks at (ISO 15930-7, GWG 2022 `SheetCMYK`).

use leaflet::color::Color;
use leaflet::export::{PrintProfile, Resources, print};
use leaflet::fonts::FontBook;
use leaflet::page::{Item, Pages};
use leaflet::units::Mm;
use lopdf::Object;

use crate::reading::File;
use crate::sample::{area, sample};

fn written(pages: &Pages, profile: &PrintProfile) -> Vec<u8> {
    print::write(pages, profile, &Resources::new(&FontBook::bundled())).expect("the print edition is written")
}

fn sample_file() -> File {
    File::read(&written(&sample(), &PrintProfile::fogra39()))
}

#[test]
fn the_boxes_hold_the_trim_and_three_millimetres_of_bleed() {
    let bytes = written(&sample(), &PrintProfile::fogra39());
    assert!(bytes.starts_with(b"%PDF-1.6\n"));
    let file = File::read(&bytes);
    assert_eq!(file.pages().len(), 2);
    for page in file.pages() {
        assert_eq!(File::bounds(page, "MediaBox"), [0.0, 0.0, 436.54, 612.28]);
        assert_eq!(File::bounds(page, "BleedBox"), [0.0, 0.0, 436.54, 612.28]);
        assert_eq!(File::bounds(page, "TrimBox"), [8.5, 8.5, 428.03, 603.78]);
        for key in ["CropBox", "ArtBox", "Rotate", "UserUnit", "Annots"] {
            assert!(!page.has(key.as_bytes()), "{key}");
        }
    }
}

#[test]
fn a_shop_may_ask_for_more_bleed() {
    let bytes = written(&sample(), &PrintProfile::fogra39().with_bleed(Mm(5.0)));
    let file = File::read(&bytes);
    assert_eq!(File::bounds(file.pages()[0], "TrimBox"), [14.17, 14.17, 433.7, 609.45]);
    let band = file.operations().into_iter().find(|op| op.operator == "m").expect("the band's first corner");
    assert_eq!(band.operands.iter().map(|v| v.as_float().unwrap_or(f32::NAN).round()).collect::<Vec<_>>(), [-14.0; 2]);
}

#[test]
fn one_output_intent_with_its_profile() {
    let file = sample_file();
    let intents = file.root("OutputIntents").and_then(|o| o.as_array().ok()).expect("intents");
    assert_eq!(intents.len(), 1);
    let intent = file.dictionary(&intents[0]);
    let text = |key: &str| intent.get(key.as_bytes()).and_then(Object::as_str).expect("text");
    assert_eq!(intent.get(b"S").and_then(Object::as_name).ok(), Some(b"GTS_PDFX".as_slice()));
    assert_eq!(text("OutputConditionIdentifier"), b"FOGRA39");
    assert_eq!(text("RegistryName"), b"http://www.color.org");
    let profile = intent.get_deref(b"DestOutputProfile", &file.0).and_then(Object::as_stream).expect("a profile");
    assert_eq!(profile.dict.get(b"N").and_then(Object::as_i64).ok(), Some(4));
    let icc = profile.decompressed_content().expect("a profile");
    assert_eq!(&icc[12..20], b"prtrCMYK");
}

#[test]
fn metadata_and_info_say_the_same() {
    let file = sample_file();
    let stream = file.root("Metadata").and_then(|o| o.as_stream().ok()).expect("XMP");
    assert!(!stream.dict.has(b"Filter"), "readers look for XMP without decompressing");
    let xmp = String::from_utf8(stream.content.clone()).expect("UTF-8");
    for part in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmp:CreateDate>2026-11-21T00:00:00+00:00</xmp:CreateDate>",
        "Prata med ditt barn &amp; &lt;varandra&gt;</rdf:li>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
    ] {
        assert!(xmp.contains(part), "{part}\nnot in\n{xmp}");
    }
    let info = file.dictionary(file.0.trailer.get(b"Info").expect("Info"));
    let text = |key: &str| info.get(key.as_bytes()).and_then(lopdf::decode_text_string).expect("text");
    assert_eq!(text("Title"), "Prata med ditt barn & <varandra>");
    assert!(text("CreationDate").starts_with("D:20261121000000"));
    assert_eq!(info.get(b"Trapped").and_then(Object::as_name).ok(), Some(b"False".as_slice()));
    let ids = file.0.trailer.get(b"ID").and_then(Object::as_array).expect("an identity");
    let lengths: Vec<usize> = ids.iter().map(|id| id.as_str().map_or(0, <[u8]>::len)).collect();
    assert_eq!(lengths, [16, 16]);
}

#[test]
fn every_colour_is_device_cmyk_and_no_marker_is_left() {
    let file = sample_file();
    for dict in file.dictionaries() {
        for (key, value) in dict {
            let name = value.as_name().unwrap_or_default();
            assert!(!matches!(name, b"DeviceRGB" | b"CalRGB" | b"ICCBased" | b"DeviceGray"), "{key:?} {value:?}");
            assert!(key != b"BM", "blending is left: {value:?}");
            if let Ok(array) = value.as_array() {
                assert!(!array.iter().any(|v| v.as_name().is_ok_and(|n| n == b"ICCBased" || n == b"DeviceRGB")));
            }
        }
    }
    let painted = ["rg", "RG", "g", "G", "cs", "CS", "sc", "scn", "SC", "SCN", "sh"];
    assert!(file.operations().iter().all(|op| !painted.contains(&op.operator.as_str())));
}

#[test]
fn pictures_are_separated() {
    let file = sample_file();
    let images: Vec<_> = file
        .0
        .objects
        .values()
        .filter_map(|o| o.as_stream().ok())
        .filter(|s| s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image"))
        .collect();
    assert_eq!(images.len(), 2);
    let samples: Vec<Vec<u8>> = images.iter().map(|i| i.decompressed_content().expect("samples")).collect();
    assert!(samples.iter().all(|s| s.len() == 480 * 360 * 4));
    let black_only = |s: &[u8]| s.chunks(4).all(|p| p[..3] == [0, 0, 0]);
    assert_eq!(samples.iter().filter(|s| black_only(s)).count(), 1, "gray becomes black ink alone");
    let colour = samples.iter().find(|s| !black_only(s)).expect("the colour picture");
    let ink = |at: usize| colour[at * 4..at * 4 + 4].iter().map(|v| f32::from(*v) / 2.55).sum::<f32>();
    assert!(ink(0) > 250.0, "black in the picture is a deep black, not clipped away: {}", ink(0));
    let most = (0..480 * 360).map(ink).fold(0.0, f32::max);
    assert!(most < 330.0, "no more ink than the profile allows: {most}");
}

/// Walks the operators and reports, for each text shown, its fill and whether it overprints.
fn texts(file: &File) -> Vec<([f32; 4], bool)> {
    let overprints = |name: &[u8]| {
        let states = file.dictionaries().into_iter().filter_map(|d| d.get(b"ExtGState").ok());
        let state = states.filter_map(|s| file.dictionary(s).get(name).ok()).map(|s| file.dictionary(s)).next();
        let flag = |key: &str| state.and_then(|s| s.get(key.as_bytes()).ok()).and_then(|v| v.as_bool().ok());
        let mode = state.and_then(|s| s.get(b"OPM").ok()).and_then(|v| v.as_i64().ok());
        flag("op") == Some(true) && flag("OP") == Some(true) && mode == Some(1)
    };
    let (mut now, mut stack, mut found) = (([0.0; 4], false), Vec::new(), Vec::new());
    for op in file.operations() {
        match op.operator.as_str() {
            "q" => stack.push(now),
            "Q" => now = stack.pop().expect("balanced"),
            "k" => now.0 = std::array::from_fn(|at| op.operands[at].as_float().unwrap_or(f32::NAN)),
            "gs" => now.1 = overprints(op.operands[0].as_name().expect("a name")),
            "Tj" | "TJ" => found.push(now),
            _ => {}
        }
    }
    found
}

#[test]
fn only_black_text_overprints() {
    let texts = texts(&sample_file());
    let black = [0.0, 0.0, 0.0, 1.0];
    assert!(texts.iter().any(|(ink, _)| *ink == black));
    assert!(texts.iter().any(|(ink, _)| *ink == [0.0; 4]), "white text on the band");
    assert!(texts.iter().any(|(ink, _)| ink[0] == 1.0), "text in the theme's blue");
    for (ink, overprints) in texts {
        assert_eq!(overprints, ink == black, "{ink:?}");
    }
}

#[test]
fn black_areas_do_not_overprint() {
    let mut pages = sample();
    for page in &mut pages.pages {
        page.content.iter_mut().for_each(|marked| marked.items.retain(|item| !matches!(item, Item::Glyphs(_))));
    }
    let filled = area(10.0, 300.0, 50.0, 50.0);
    let shape = leaflet::page::FilledRect {
        rect: filled,
        color: Color::BLACK,
        radius: leaflet::units::Pt::ZERO,
        runs_off: leaflet::page::Sides::default(),
    };
    pages.pages[0].content[0].items.push(Item::Rect(shape));
    let file = File::read(&written(&pages, &PrintProfile::fogra39()));
    assert!(file.dictionaries().iter().all(|dict| !dict.has(b"OPM") && !dict.has(b"op")));
}

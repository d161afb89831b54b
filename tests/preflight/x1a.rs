//! PDF/X-1a: how a file says that it is one, and what it may not hold. The other judge knows only PDF/X-4.

use leaflet::preflight::{Options, Standard, check};
use lopdf::{Document, Object, SaveOptions, Stream, dictionary};

use crate::damage::{add, catalog, changed, descriptor_mut, draw, info, intent, metadata, page_mut, picture};
use crate::{codes, print_file, told, x1a_file};

/// Asserts that a change of the file breaks exactly one rule.
#[track_caller]
fn breaks(edit: impl FnOnce(&mut Document), code: &str) {
    let checked = check(&changed(&x1a_file(), edit), &Options::default());
    assert_eq!(checked.standard, Some(Standard::X1a));
    assert_eq!(codes(&checked).into_iter().collect::<Vec<_>>(), [code], "{}", told(&checked));
}

/// Asserts that a change of the file breaks none.
#[track_caller]
fn passes(edit: impl FnOnce(&mut Document)) {
    let checked = check(&changed(&x1a_file(), edit), &Options::default());
    assert_eq!((told(&checked).as_str(), checked.standard), ("", Some(Standard::X1a)));
}

#[test]
fn the_claim_stands_in_info() {
    let of_2001 = |d: &mut Document, conformance: Option<&str>| {
        info(d).set("GTS_PDFXVersion", Object::string_literal("PDF/X-1:2001"));
        if let Some(conformance) = conformance {
            info(d).set("GTS_PDFXConformance", Object::string_literal(conformance));
        }
    };
    passes(|d| of_2001(d, Some("PDF/X-1a:2001")));
    breaks(|d| of_2001(d, None), "pdfx-version");
    passes(|d| {
        catalog(d).remove(b"Metadata");
    });
    breaks(|d| info(d).set("Trapped", Object::Name(b"Unknown".to_vec())), "trapped");
    // Without the claim it is held against PDF/X-4, unless somebody asks for PDF/X-1a.
    let unsaid = changed(&x1a_file(), |d| {
        info(d).remove(b"GTS_PDFXVersion");
    });
    let checked = check(&unsaid, &Options::default());
    assert_eq!(checked.standard, Some(Standard::Print));
    assert!(codes(&checked).contains("pdf-version"), "{}", told(&checked));
    let asked = Options { standard: Some(Standard::X1a), ..Options::default() };
    assert_eq!(codes(&check(&unsaid, &asked)).into_iter().collect::<Vec<_>>(), ["pdfx-version"]);
    let found = codes(&check(&print_file(), &asked));
    assert!(found.contains("pdfx-version") && found.contains("pdf-version"), "{found:?}");
    // A later claim counts more than an old one that was left in Info.
    let later = changed(&x1a_file(), |d| {
        metadata(d, "xmlns:pdfx=\"http://ns.adobe.com/pdfx/1.3/\"", "xmlns:pdfx=\"http://www.npes.org/pdfx/ns/id/\"");
    });
    assert_eq!(check(&later, &Options::default()).standard, Some(Standard::Print));
}

#[test]
fn versions_and_intents() {
    for (digit, right) in [(b'3', true), (b'4', true), (b'5', false), (b'6', false)] {
        let mut bytes = x1a_file();
        bytes[7] = digit;
        let found: Vec<&str> = codes(&check(&bytes, &Options::default())).into_iter().collect();
        assert_eq!(found.is_empty(), right, "{found:?}");
    }
    // A registered condition needs no profile here, another does.
    passes(|d| {
        intent(d).remove(b"DestOutputProfile");
    });
    breaks(
        |d| {
            intent(d).remove(b"DestOutputProfile");
            intent(d).remove(b"RegistryName");
        },
        "output-profile",
    );
}

#[test]
fn nothing_shines_through() {
    let state =
        |key: &'static str, value: Object| move |d: &mut Document| add(d, 1, "ExtGState", dictionary! { key => value });
    passes(state("ca", 1.into()));
    passes(state("BM", Object::Name(b"Normal".to_vec())));
    passes(state("SMask", Object::Name(b"None".to_vec())));
    breaks(state("ca", Object::Real(0.5)), "transparency");
    breaks(state("CA", Object::Real(0.5)), "transparency");
    breaks(state("BM", Object::Name(b"Multiply".to_vec())), "transparency");
    breaks(state("SMask", dictionary! { "S" => "Luminosity" }.into()), "transparency");
    breaks(
        |d| page_mut(d, 0).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" }),
        "transparency",
    );
    let masked = |d: &mut Document| {
        let mask = d.add_object(picture(8, 8, Object::Name(b"DeviceGray".to_vec()), 1));
        let mut image = picture(8, 8, Object::Name(b"DeviceCMYK".to_vec()), 4);
        image.dict.set("SMask", mask);
        add(d, 1, "XObject", image);
    };
    breaks(masked, "transparency");
}

#[test]
fn what_came_later_has_no_place() {
    let layer = |d: &mut Document| {
        let layer = d.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("A") });
        let default = dictionary! { "OFF" => vec![Object::Reference(layer)] };
        catalog(d).set("OCProperties", dictionary! { "OCGs" => vec![Object::Reference(layer)], "D" => default });
        let other = dictionary! { "Type" => "OCMD", "OCGs" => vec![Object::Reference(layer)], "P" => "AnyOn" };
        let other = d.add_object(other);
        crate::damage::resource(d, 1, "Properties").extend(&dictionary! { "L" => layer, "M" => other });
    };
    breaks(layer, "pdfx-feature");
    // What knows PDF 1.4 alone prints every layer.
    for mark in ["L", "M"] {
        let heavy = changed(&x1a_file(), |d| {
            layer(d);
            draw(d, 1, &format!("/OC /{mark} BDC 1 1 1 1 k 100 100 5 5 re f EMC"));
        });
        let found: Vec<&str> = codes(&check(&heavy, &Options::default())).into_iter().collect();
        assert_eq!(found, ["ink-object", "pdfx-feature"], "{mark}");
    }
    let filtered = |filter: &'static str| {
        move |d: &mut Document| {
            let mut image = picture(8, 8, Object::Name(b"DeviceCMYK".to_vec()), 4);
            image.dict.set("Filter", filter);
            add(d, 1, "XObject", image);
        }
    };
    breaks(filtered("JPXDecode"), "pdfx-feature");
    breaks(filtered("JBIG2Decode"), "pdfx-feature");
    breaks(
        |d| {
            let mut image = picture(8, 8, Object::Name(b"DeviceCMYK".to_vec()), 4);
            image.dict.set("BitsPerComponent", 16);
            add(d, 1, "XObject", image);
        },
        "pdfx-feature",
    );
    breaks(
        |d| {
            let font = d.add_object(Stream::new(dictionary! { "Subtype" => "OpenType" }, Vec::new()));
            descriptor_mut(d).set("FontFile3", font);
        },
        "pdfx-feature",
    );
    let mut document = Document::load_mem(&x1a_file()).expect("the file opens");
    let mut packed = Vec::new();
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document.save_with_options(&mut packed, options).expect("written");
    packed[7] = b'4';
    let found: Vec<&str> = codes(&check(&packed, &Options::default())).into_iter().collect();
    assert_eq!(found, ["pdfx-feature"]);
    // Colours are held against the same rule in every standard for print.
    breaks(|d| draw(d, 1, "1 0 0 rg 37 45.5 30 30 re f"), "color-rgb");
}

//! Each rule of print files: one damage, one code. The last word of each case is the rule of the other judge, or `-`.

use leaflet::preflight::{Options, check};
use leaflet::units::Mm;
use lopdf::{Dictionary, Object, Stream, dictionary};

use crate::damage::{
    add, breaks, breaks_with, catalog, descriptor_mut, draw, font_mut, form, info, intent, metadata, page_mut, picture,
    print, with_content,
};
use crate::{codes, print_file, told};

fn numbers(values: &[f32]) -> Object {
    Object::Array(values.iter().map(|v| Object::Real(*v)).collect())
}

#[test]
fn version_and_identifiers() {
    let mut bytes = print_file();
    bytes[7] = b'4';
    breaks(&bytes, "pdf-version", "header");
    breaks(&print(|d| catalog(d).set("Version", Object::Name(b"1.7".to_vec()))), "pdf-version", "version");
    let id = print(|d| {
        d.trailer.remove(b"ID");
    });
    breaks(&id, "file-id", "id");
}

#[test]
fn metadata_and_info() {
    let gone = print(|d| {
        catalog(d).remove(b"Metadata");
    });
    breaks(&gone, "xmp-missing", "xmp");
    let filtered = print(|d| {
        let id = catalog(d).get(b"Metadata").and_then(Object::as_reference).expect("metadata");
        let stream = d.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
        stream.allows_compression = true;
        stream.compress().expect("compressed");
        assert!(stream.dict.has(b"Filter"));
    });
    breaks(&filtered, "xmp-missing", "xmp");
    breaks(&print(|d| metadata(d, "PDF/X-4", "PDF/X-3")), "pdfx-version", "pdfxid");
    breaks(&print(|d| metadata(d, "xmpMM:VersionID", "xmpMM:Other")), "xmp-property", "xmp");
    breaks(&print(|d| metadata(d, "dc:title", "dc:other")), "xmp-property", "title");
    breaks(&print(|d| metadata(d, ">False<", ">Unknown<")), "trapped", "trapped");
    let gone = print(|d| {
        info(d).remove(b"ModDate");
    });
    breaks(&gone, "info-missing", "info");
    let gone = print(|d| {
        d.trailer.remove(b"Info");
    });
    breaks(&gone, "info-missing", "info");
    breaks(&print(|d| info(d).set("Title", Object::string_literal("annan"))), "info-differs", "info");
    let other = print(|d| info(d).set("CreationDate", Object::string_literal("D:20200101000000Z")));
    breaks(&other, "info-differs", "-");
    breaks(&print(|d| info(d).set("Producer", Object::string_literal("annan"))), "info-differs", "-");
}

#[test]
fn drafts() {
    let resources = leaflet::export::Resources::new(&leaflet::fonts::FontBook::bundled());
    let mut pages = crate::sample::sample();
    pages.metadata.draft = true;
    let profile = leaflet::export::PrintProfile::fogra39();
    let draft = leaflet::export::print::write(&pages, &profile, &resources).expect("the print edition");
    let found = breaks(&draft, "file-draft", "-");
    assert!(!found.findings[0].is_error(), "it may be meant to be looked at");
    breaks(&print(|d| metadata(d, "Class>default<", "Class>proof:size200x300<")), "file-draft", "-");
}

#[test]
fn output_intents() {
    let gone = print(|d| {
        catalog(d).remove(b"OutputIntents");
    });
    breaks(&gone, "output-intent", "intent");
    let twice = print(|d| {
        let list = catalog(d).get_mut(b"OutputIntents").and_then(Object::as_array_mut).expect("intents");
        list.push(list[0].clone());
    });
    breaks(&twice, "output-intent", "intent");
    let unnamed = print(|d| intent(d).set("OutputConditionIdentifier", Object::string_literal(" ")));
    breaks(&unnamed, "output-intent", "intent");
    let gone = print(|d| {
        intent(d).remove(b"DestOutputProfile");
    });
    breaks(&gone, "output-profile", "intent");
    let screen = print(|d| {
        let id = intent(d).get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
        let stream = d.get_object_mut(id).and_then(Object::as_stream_mut).expect("a profile");
        let mut bytes = stream.decompressed_content().expect("a profile");
        bytes[12..16].copy_from_slice(b"mntr");
        stream.set_plain_content(bytes);
    });
    breaks(&screen, "output-profile", "intent");
}

#[test]
fn page_boxes() {
    let all =
        |d: &mut lopdf::Document, edit: &dyn Fn(&mut Dictionary)| [0, 1].iter().for_each(|at| edit(page_mut(d, *at)));
    let no_trim = print(|d| {
        all(d, &|page| {
            page.remove(b"TrimBox");
        });
    });
    breaks(&no_trim, "page-boxes", "boxes");
    let crop = numbers(&[10.0, 10.0, 400.0, 600.0]);
    breaks(&print(|d| page_mut(d, 0).set("CropBox", crop)), "page-boxes", "boxes");
    let art = numbers(&[20.0, 20.0, 400.0, 600.0]);
    breaks(&print(|d| page_mut(d, 0).set("ArtBox", art)), "page-boxes", "boxes");
    let far = numbers(&[-20.0, 0.0, 436.54, 612.28]);
    breaks(&print(|d| page_mut(d, 0).set("BleedBox", far)), "page-boxes", "boxes");
    let near = numbers(&[5.67, 5.67, 430.87, 606.61]);
    breaks(&print(|d| page_mut(d, 0).set("BleedBox", near)), "bleed-box", "bleed");
    breaks(&print(|d| page_mut(d, 1).set("Rotate", 90)), "page-rotated", "boxes");
    breaks(&print(|d| page_mut(d, 1).set("UserUnit", 1)), "page-unit", "boxes");
    let small = numbers(&[8.5, 8.5, 418.03, 603.78]);
    breaks(&print(|d| page_mut(d, 1).set("TrimBox", small)), "trim-sizes", "trim");
    let sized = |width: f32, height: f32| Options { trim: Some([Mm(width), Mm(height)]), ..Options::default() };
    assert_eq!(told(&check(&print_file(), &sized(148.0, 210.0))), "");
    let other = breaks_with(&print_file(), "trim-size", "-", &sized(105.0, 148.5));
    assert!(other.findings[0].message.ends_with("148 × 210 mm, not 105 × 148.5 mm"), "{}", told(&other));
    let turned = breaks_with(&print_file(), "trim-size", "-", &sized(210.0, 148.0));
    assert!(turned.findings[0].message.starts_with("the page lies the other way"), "{}", told(&turned));
    breaks_with(&print_file(), "bleed-box", "-", &Options { bleed: Mm(5.0), ..Options::default() });
}

#[test]
fn pages() {
    let count = print(|d| {
        let pages = catalog(d).get(b"Pages").and_then(Object::as_reference).expect("pages");
        d.get_dictionary_mut(pages).expect("pages").set("Count", 7);
    });
    breaks(&count, "page-count", "-");
    let empty = print(|d| {
        let nothing = d.add_object(Stream::new(Dictionary::new(), b" ".to_vec()));
        page_mut(d, 1).set("Contents", nothing);
    });
    breaks(&empty, "page-empty", "empty");
    breaks(&with_content(1, "q (never"), "pdf-content", "-");
    breaks(&with_content(1, "/Nowhere cs 0.5 sc 20 20 30 30 re f"), "pdf-content", "-");
}

#[test]
fn fonts() {
    let gone = print(|d| {
        let descriptor = descriptor_mut(d);
        for key in [b"FontFile2".as_slice(), b"FontFile3"] {
            descriptor.remove(key);
        }
    });
    breaks(&gone, "font-not-embedded", "font");
    let whole = print(|d| font_mut(d).set("BaseFont", Object::Name(b"OpenSans".to_vec())));
    breaks(&whole, "font-whole", "font");
    breaks(&with_content(1, "BT /F 20 Tf 0 0 0 1 k 1 0 0 1 60 200 Tm <0000> Tj ET"), "glyph-notdef", "-");
}

#[test]
fn colours() {
    let red = breaks(&with_content(1, "1 0 0 rg 37.0 45.5 30 30 re f"), "color-rgb", "rgb");
    let finding = &red.findings[0];
    assert_eq!((finding.page, finding.count), (Some(2), 1));
    let at = finding.places[0];
    assert!((at.x.mm().0 - 10.05).abs() < 0.1 && (at.y.mm().0 - 186.4).abs() < 0.2, "{at:?}");

    let in_form = print(|d| {
        add(d, 1, "XObject", form("0 1 0 RG 5 w 20 20 m 90 90 l S"));
        draw(d, 1, "/X Do");
    });
    breaks(&in_form, "color-rgb", "rgb");
    let in_pattern = print(|d| {
        let mut tile = form("0 1 0 rg 0 0 5 5 re f");
        tile.dict.extend(
            &dictionary! { "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => 9, "YStep" => 9 },
        );
        add(d, 1, "Pattern", tile);
        draw(d, 1, "/Pattern cs /X scn 20 20 30 30 re f");
    });
    breaks(&in_pattern, "color-rgb", "-");
    let shading = |space: &str| {
        let space = space.to_owned();
        print(|d| {
            let function = dictionary! {
                "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]),
                "C0" => numbers(&[0.0; 4]), "C1" => numbers(&[0.5; 4]),
            };
            let shading = dictionary! {
                "ShadingType" => 2, "ColorSpace" => Object::Name(space.into_bytes()),
                "Coords" => numbers(&[0.0, 0.0, 100.0, 0.0]), "Function" => function,
            };
            add(d, 1, "Shading", shading);
            draw(d, 1, "q 40 40 100 100 re W n /X sh Q");
        })
    };
    breaks(&shading("DeviceRGB"), "color-rgb", "rgb");
    assert_eq!(told(&check(&shading("DeviceCMYK"), &Options::default())), "");

    let picture_in = |space: Object| {
        print(|d| {
            add(d, 1, "XObject", picture(300, 300, space, 3));
            draw(d, 1, "q 60 0 0 60 50 50 cm /X Do Q");
        })
    };
    breaks(&picture_in(Object::Name(b"DeviceRGB".to_vec())), "color-rgb", "rgb");
    let icc = print(|d| {
        let profile = d.add_object(Stream::new(dictionary! { "N" => 3 }, vec![0; 8]));
        let space = Object::Array(vec![Object::Name(b"ICCBased".to_vec()), Object::Reference(profile)]);
        add(d, 1, "XObject", picture(300, 300, space, 3));
        draw(d, 1, "q 60 0 0 60 50 50 cm /X Do Q");
    });
    breaks(&icc, "color-managed", "rgb");
    breaks(&with_content(1, "q 20 0 0 20 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q"), "color-rgb", "-");
    let mask = print(|d| {
        let group = d.add_object(form("1 0 0 rg 0 0 9 9 re f"));
        let mask = dictionary! { "S" => "Luminosity", "G" => group };
        add(d, 1, "ExtGState", dictionary! { "SMask" => mask });
        draw(d, 1, "/X gs");
    });
    breaks(&mask, "color-rgb", "-");
}

#[test]
fn spot_inks_and_groups() {
    let spot = |name: &str, alternate: &str| {
        let space = Object::Array(vec![
            Object::Name(b"Separation".to_vec()),
            Object::Name(name.as_bytes().to_vec()),
            Object::Name(alternate.as_bytes().to_vec()),
            Object::Dictionary(dictionary! { "FunctionType" => 2, "N" => 1, "Domain" => numbers(&[0.0, 1.0]) }),
        ]);
        print(|d| {
            add(d, 1, "ColorSpace", space);
            draw(d, 1, "/X cs 1 scn 40 40 60 60 re f");
        })
    };
    breaks(&spot("Guld", "DeviceCMYK"), "spot-color", "-");
    assert_eq!(told(&check(&spot("Black", "DeviceCMYK"), &Options::default())), "");
    assert!(codes(&check(&spot("Guld", "DeviceRGB"), &Options::default())).contains("color-rgb"));
    let group = dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" };
    breaks(&print(|d| page_mut(d, 1).set("Group", group)), "group-color", "group");
}

#[test]
fn overprint() {
    let with_overprint = |operators: &str| {
        print(|d| {
            let font = crate::damage::first_font(d, 1);
            add(d, 1, "ExtGState", dictionary! { "OP" => true, "op" => true, "OPM" => 1 });
            draw(d, 1, &operators.replace("/F ", &format!("/{font} ")));
        })
    };
    let white = "0 0 0 0 k /X gs BT /F 20 Tf 1 0 0 1 60 200 Tm <0001> Tj ET";
    breaks(&with_overprint(white), "white-overprint", "overprint");
    breaks(&with_overprint("0 0 0 0 k /X gs 60 200 50 50 re f"), "white-overprint", "-");
    let black = "0 0 0 1 k BT /F 9 Tf 1 0 0 1 60 200 Tm <0001> Tj ET";
    breaks(&with_content(1, black), "black-knockout", "overprint");
    assert_eq!(told(&check(&with_overprint(&black.replace("BT", "/X gs BT")), &Options::default())), "");
    breaks(&with_content(1, "0 g BT /F 9 Tf 1 0 0 1 60 200 Tm <0001> Tj ET"), "gray-text", "gray");
}

#[test]
fn ink() {
    // Neither area alone has too much; black over the colours, set to overprint, makes 360 %.
    let heavy = print(|d| {
        add(d, 1, "ExtGState", dictionary! { "OP" => true, "op" => true, "OPM" => 1 });
        draw(d, 1, "1 1 0.9 0 k 100 100 80 80 re f /X gs 0 0 0 0.7 k 100 100 80 80 re f");
    });
    let found = breaks(&heavy, "ink-coverage", "ink");
    assert!(found.findings[0].message.starts_with("360 %"), "{}", told(&found));
    breaks(&with_content(1, "1 1 1 1 k 100 100 5 5 re f"), "ink-object", "-");
    let light = with_content(1, "1 1 0.6 0 k 100 100 80 80 re f");
    assert_eq!(told(&check(&light, &Options::default())), "");
    let newspaper = Options { ink: 245.0, ..Options::default() };
    assert_eq!(codes(&check(&light, &newspaper)).into_iter().collect::<Vec<_>>(), ["ink-coverage", "ink-object"]);
    // The clip leaves a strip that is too narrow to matter.
    let clipped = with_content(1, "q 100 100 3 80 re W n 1 1 1 0 k 100 100 80 80 re f Q");
    assert_eq!(told(&check(&clipped, &Options::default())), "");
    let unread = print(|d| {
        let mut image = picture(400, 400, Object::Name(b"DeviceCMYK".to_vec()), 4);
        image.dict.set("Filter", "JPXDecode");
        add(d, 1, "XObject", image);
        draw(d, 1, "q 60 0 0 60 50 50 cm /X Do Q");
    });
    breaks(&unread, "ink-unknown", "-");
}

#[test]
fn ink_of_pictures() {
    let dark = |level: u8| {
        print(|d| {
            let mut image = picture(400, 400, Object::Name(b"DeviceCMYK".to_vec()), 4);
            image.set_plain_content(vec![level; 400 * 400 * 4]);
            image.compress().expect("compressed");
            add(d, 1, "XObject", image);
            draw(d, 1, "q 80 0 0 80 50 50 cm /X Do Q");
        })
    };
    let found = check(&dark(230), &Options::default());
    assert_eq!(codes(&found).into_iter().collect::<Vec<_>>(), ["ink-coverage", "ink-object"], "{}", told(&found));
    assert!(told(&found).contains("361 %"), "{}", told(&found));
    assert_eq!(told(&check(&dark(180), &Options::default())), "");
}

/// 64 × 64 pixels with 90 % of each ink, stored inverted with Adobe's marker as most programs do.
const DARK_JPEG: &[u8] = include_bytes!("cmyk.jpg");

#[test]
fn ink_of_jpeg_pictures() {
    let with_decode = |ends: [f32; 2]| {
        print(|d| {
            let mut image = picture(64, 64, Object::Name(b"DeviceCMYK".to_vec()), 4);
            image.set_plain_content(DARK_JPEG.to_vec());
            image.dict.set("Filter", "DCTDecode");
            image.dict.set("Decode", numbers(&ends.repeat(4)));
            add(d, 1, "XObject", image);
            draw(d, 1, "q 80 0 0 80 50 50 cm /X Do Q");
        })
    };
    let close = Options { viewing_metres: 10.0, ..Options::default() };
    let dark = check(&with_decode([1.0, 0.0]), &close);
    assert_eq!(codes(&dark).into_iter().collect::<Vec<_>>(), ["ink-coverage", "ink-object"], "{}", told(&dark));
    assert!(told(&dark).contains("361 %"), "{}", told(&dark));
    assert_eq!(told(&check(&with_decode([0.0, 1.0]), &close)), "");
}

#[test]
fn type_and_lines() {
    let text = |color: &str, size: f32| format!("{color} k BT /F {size} Tf 1 0 0 1 60 200 Tm <0001> Tj ET");
    breaks(&with_content(1, &text("0.8 0.8 0.7 1", 14.0)), "text-rich-black", "richblack");
    breaks(&with_content(1, &text("1 0.6 0 0", 4.0)), "text-inks", "smalltext");
    breaks(&with_content(1, &text("0 0 0 0", 6.0)), "text-reversed", "smalltext");
    // The size on paper counts, not the operator's.
    let scaled = "q 0.25 0 0 0.25 0 0 cm 0 0 0 0 k BT /F 24 Tf 1 0 0 1 600 800 Tm <0001> Tj ET Q";
    breaks(&with_content(1, scaled), "text-reversed", "-");
    breaks(&with_content(1, "0 0 0 1 K 0.1 w 60 200 m 160 200 l S"), "hairline", "hairline");
    assert_eq!(told(&check(&with_content(1, "0 0 0 1 K 0.25 w 60 200 m 160 200 l S"), &Options::default())), "");
}

#[test]
fn pictures() {
    let of = |pixels: i64| {
        print(|d| {
            add(d, 1, "XObject", picture(pixels, pixels, Object::Name(b"DeviceCMYK".to_vec()), 4));
            draw(d, 1, "q 72 0 0 72 50 50 cm /X Do Q");
        })
    };
    let coarse = breaks(&of(100), "image-coarse", "ppi");
    assert!(coarse.findings[0].message.contains("100 pixels an inch"), "{}", told(&coarse));
    breaks(&of(200), "image-soft", "ppi");
    assert_eq!(told(&check(&of(226), &Options::default())), "");
    let poster = Options { viewing_metres: 3.0, ..Options::default() };
    assert_eq!(told(&check(&of(100), &poster)), "");
}

#[test]
fn margins_and_bleed() {
    let at = |x: f32| format!("0 0.8 0 0 k BT /F 20 Tf 1 0 0 1 {x} 200 Tm <0001> Tj ET");
    let close = breaks(&with_content(1, &at(12.0)), "safe-zone", "-");
    assert!(close.findings[0].message.contains("1.2 mm from the trim"), "{}", told(&close));
    breaks(&with_content(1, &at(6.0)), "text-cut", "-");
    let tight = Options { safe: Mm(1.0), ..Options::default() };
    assert_eq!(told(&check(&with_content(1, &at(12.0)), &tight)), "");
    let edge = breaks(&with_content(1, "0 0.8 0 0 k 8.5 200 60 100 re f"), "bleed-missing", "-");
    assert!(edge.findings[0].message.contains("left edge of the trim over 35 mm"), "{}", told(&edge));
    // Beyond the trim numbers would be negative: the edges are named, once for the page.
    assert_eq!((edge.findings[0].place().as_deref(), edge.findings[0].places.len()), (Some("page 2"), 1));
    let corner = with_content(1, "0 0.8 0 0 k 8.504 500 60 103.78 re f 300 503.78 128.03 100 re f");
    let corner = breaks(&corner, "bleed-missing", "-");
    assert!(corner.findings[0].message.contains("the left, right and top edges of the trim"), "{}", told(&corner));
    assert_eq!((corner.findings[0].count, corner.findings[0].places.len()), (1, 4), "{}", told(&corner));
    assert_eq!(told(&check(&with_content(1, "0 0.8 0 0 k 0 200 60 100 re f"), &Options::default())), "");
    // A picture that fades to white on its way out runs on, one that ends at the trim does not.
    let placed = |matrix: &str| {
        print(|d| {
            let mut image = picture(400, 400, Object::Name(b"DeviceCMYK".to_vec()), 4);
            image.set_plain_content((0..160_000_u32).flat_map(|at| [0, 0, 0, (at % 400 / 4) as u8]).collect());
            add(d, 1, "XObject", image);
            draw(d, 1, &format!("q {matrix} cm /X Do Q"));
        })
    };
    assert_eq!(told(&check(&placed("100 0 0 100 0 200"), &Options::default())), "");
    breaks(&placed("-100 0 0 100 108.5 200"), "bleed-missing", "-");
    // White on the edge needs no bleed.
    assert_eq!(told(&check(&with_content(1, "0 0 0 0 k 8.5 200 60 100 re f"), &Options::default())), "");
}

/// The print file with a layer, switched off or not, and more drawn on its second page; `/L` is the layer there, `/M` one that
/// is shown where the layer is not, and `/X` a form of this content.
fn layered(off: bool, content: &str, on_page: &str) -> Vec<u8> {
    print(|d| {
        let layer = d.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Utfall") });
        let list = || vec![Object::Reference(layer)];
        let mut default = dictionary! { "Name" => Object::string_literal("D") };
        if off {
            default.set("OFF", list());
        }
        catalog(d).set("OCProperties", dictionary! { "OCGs" => list(), "D" => default });
        let other = d.add_object(dictionary! { "Type" => "OCMD", "OCGs" => list(), "P" => "AllOff" });
        let mut drawing = form(content);
        drawing.dict.set("OC", layer);
        add(d, 1, "XObject", drawing);
        crate::damage::resource(d, 1, "Properties").extend(&dictionary! { "L" => layer, "M" => other });
        draw(d, 1, on_page);
    })
}

#[test]
fn layers_that_are_switched_off_are_not_printed() {
    let heavy = "1 1 1 1 k 100 100 80 80 re f";
    let found = |off: bool, content: &str, on_page: &str| {
        let checked = check(&layered(off, content, on_page), &Options::default());
        codes(&checked).into_iter().collect::<Vec<_>>()
    };
    let (marked, other) = (format!("/OC /L BDC {heavy} EMC"), format!("/OC /M BDC {heavy} EMC"));
    let too_much = ["ink-coverage", "ink-object", "layers-hidden"];
    // Shown, all of it counts; not shown, none of it, whether a mark or a form says so.
    assert_eq!(found(false, heavy, &marked), ["ink-coverage", "ink-object"]);
    assert_eq!(found(false, heavy, "/X Do"), ["ink-coverage", "ink-object"]);
    assert_eq!(found(true, heavy, &marked), ["layers-hidden"]);
    assert_eq!(found(true, heavy, "/X Do"), ["layers-hidden"]);
    // The condition turns it round, and what comes after the mark is shown.
    assert_eq!(found(true, heavy, &other), too_much);
    assert_eq!(found(false, heavy, &other), Vec::<&str>::new());
    assert_eq!(found(true, heavy, &format!("/OC /L BDC /P BMC EMC EMC {heavy}")), too_much);
    // A bleed that nobody prints is none.
    let edge = "0 0.8 0 0 k 8.5 200 60 100 re f ";
    let bleed = format!("{edge}/OC /L BDC 0 0.8 0 0 k 0 200 60 100 re f EMC");
    assert_eq!(found(false, "", &bleed), Vec::<&str>::new());
    assert_eq!(found(true, "", &bleed), ["bleed-missing", "layers-hidden"]);
    let told = told(&check(&layered(true, "", ""), &Options::default()));
    assert!(told.contains("the file has 1 layer that is switched off, not counted as printed: “Utfall”"), "{told}");
}

#[test]
fn what_does_not_belong_into_print() {
    let link = dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => numbers(&[50.0, 50.0, 90.0, 60.0]) };
    let link = print(|d| {
        let id = d.add_object(link);
        page_mut(d, 0).set("Annots", vec![Object::Reference(id)]);
    });
    breaks(&link, "annotation", "annotation");
    breaks(&print(|d| catalog(d).set("AcroForm", Dictionary::new())), "interactive", "interactive");
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") };
    breaks(&print(|d| catalog(d).set("OpenAction", script)), "interactive", "interactive");
    let names = dictionary! { "EmbeddedFiles" => Dictionary::new() };
    breaks(&print(|d| catalog(d).set("Names", names)), "attachment", "interactive");
    let lzw = print(|d| {
        let mut image = picture(8, 8, Object::Name(b"DeviceCMYK".to_vec()), 4);
        image.dict.set("Filter", "LZWDecode");
        add(d, 1, "XObject", image);
    });
    breaks(&lzw, "lzw", "lzw");
    let state = |key: &'static str, value: Object| print(|d| add(d, 1, "ExtGState", dictionary! { key => value }));
    let used = |bytes: &[u8]| crate::damage::changed(bytes, |d| draw(d, 1, "/X gs"));
    breaks(&used(&state("TR", Object::Name(b"Identity".to_vec()))), "transfer", "gstate");
    breaks(&state("HT", Object::Dictionary(dictionary! { "HalftoneType" => 1 })), "halftone", "-");
    breaks(&with_content(1, "/Pretty ri"), "rendering-intent", "intent");
    let special = |key: &'static str| {
        print(|d| {
            let mut form = form("");
            form.dict.set(key, Dictionary::new());
            add(d, 1, "XObject", form);
        })
    };
    breaks(&special("OPI"), "opi", "xobject");
    breaks(&special("Ref"), "opi", "xobject");
    breaks(&special("PS"), "postscript", "xobject");
}

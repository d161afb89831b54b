//! Files as other programs write them.

use leaflet::preflight::{Options, Standard, check};
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, dictionary};

use crate::{codes, told};

/// What a word processor writes: RGB, a standard font that is not in the file, no boxes but the page's.
fn office(pages: usize) -> Document {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let line = "0 -14 Td (En rad med vanlig text som ber\\344ttar n\\345got) Tj ";
    let text = format!("q 0.2 0.4 0.8 rg 0 700 595 142 re f Q BT /F1 11 Tf 70 660 Td {} ET", line.repeat(40));
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let content = document.add_object(Stream::new(Dictionary::new(), text.as_bytes().to_vec()));
            let fonts = dictionary! { "F1" => font };
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => dictionary! { "Font" => fonts },
            };
            Object::Reference(document.add_object(page))
        })
        .collect();
    let media = Object::Array([0, 0, 595, 842].map(Object::Integer).to_vec());
    let count = i64::try_from(pages).expect("a few pages");
    let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => media };
    document.objects.insert(tree, root.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document.compress();
    document
}

#[test]
fn an_office_document_is_told_what_print_needs() {
    let mut bytes = Vec::new();
    office(2).save_to(&mut bytes).expect("written");
    let checked = check(&bytes, &Options::default());
    let found: Vec<&str> = codes(&checked).into_iter().collect();
    let expected = [
        "color-rgb",
        "file-id",
        "font-not-embedded",
        "gray-text",
        "info-missing",
        "output-intent",
        "page-boxes",
        "pdf-version",
        "xmp-missing",
    ];
    assert_eq!(found, expected, "{}", told(&checked));
    assert!(told(&checked).contains("“En rad med vanlig text som ber"), "{}", told(&checked));
    assert_eq!(checked.pages.len(), 2);
}

#[test]
fn compressed_objects_are_read_the_same() {
    let (mut plain, mut compressed) = (Vec::new(), Vec::new());
    office(3).save_to(&mut plain).expect("written");
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    office(3).save_with_options(&mut compressed, options).expect("written");
    assert!(compressed.windows(7).any(|part| part == b"/ObjStm"));
    let [plain, compressed] = [plain, compressed].map(|bytes| told(&check(&bytes, &Options::default())));
    assert_eq!(plain, compressed);
}

#[test]
fn an_untagged_document_is_told_what_the_web_needs() {
    let mut bytes = Vec::new();
    office(1).save_to(&mut bytes).expect("written");
    let checked = check(&bytes, &Options { standard: Some(Standard::Web), ..Options::default() });
    let found: Vec<&str> = codes(&checked).into_iter().collect();
    let expected = ["font-not-embedded", "ua-claim", "ua-lang", "ua-marked", "ua-structure", "ua-title", "ua-untagged"];
    assert_eq!(found, expected, "{}", told(&checked));
}

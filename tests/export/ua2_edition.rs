//! The web edition as PDF/UA-2 and PDF/A-4 (ISO 14289-2, ISO 19005-4): what differs from PDF/UA-1, and what is refused.

use leaflet::export::{ExportError, Resources, web};
use leaflet::fonts::FontBook;
use leaflet::page::{Pages, Tag, TagChild};
use leaflet::preflight::{self, Options, Standard};
use lopdf::{Dictionary, Object, ObjectId};

use crate::reading::File;
use crate::sample::sample;

fn write(pages: &Pages) -> Result<Vec<u8>, ExportError> {
    web::write_ua2(pages, &Resources::new(&FontBook::bundled()))
}

fn sample_file() -> File {
    File::read(&write(&sample()).expect("the edition is written"))
}

fn text(dict: &Dictionary, key: &str) -> Option<String> {
    dict.get(key.as_bytes()).and_then(lopdf::decode_text_string).ok()
}

/// The elements of the tag tree with their types.
fn elements(file: &File) -> Vec<(ObjectId, String, &Dictionary)> {
    let dicts = file.0.objects.iter().filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)));
    let elements = dicts.filter(|(_, dict)| dict.has(b"P") && dict.has(b"S"));
    let kind = |dict: &Dictionary| {
        let name = dict.get(b"S").and_then(Object::as_name).ok()?;
        Some(String::from_utf8_lossy(name).into_owned())
    };
    elements.filter_map(|(id, dict)| Some((id, kind(dict)?, dict))).collect()
}

#[test]
fn the_file_is_pdf_2_and_claims_both_standards() {
    let bytes = write(&sample()).expect("written");
    assert!(bytes.starts_with(b"%PDF-2.0\n"));
    let file = File::read(&bytes);
    assert!(!file.0.trailer.has(b"Info"), "PDF/A-4, 6.1.3");
    assert!(file.0.trailer.has(b"ID"));
    let view = file.root("ViewerPreferences").and_then(|o| o.as_dict().ok()).expect("preferences");
    assert_eq!(view.get(b"DisplayDocTitle").and_then(Object::as_bool).ok(), Some(true));
    let xmp = file.root("Metadata").and_then(|o| o.as_stream().ok()).expect("XMP");
    let xmp = String::from_utf8_lossy(&xmp.content).into_owned();
    for part in ["<pdfaid:part>4<", "<pdfaid:rev>2020<", "<pdfuaid:part>2<", "<pdfuaid:rev>2024<"] {
        assert!(xmp.contains(part), "{part}\nnot in\n{xmp}");
    }
    assert!(!xmp.contains("pdfaid:conformance"));
}

#[test]
fn the_tree_is_that_of_the_other_edition_but_for_the_aside() {
    let first = File::read(&web::write(&sample(), &Resources::new(&FontBook::bundled())).expect("written")).tags();
    // Of the two sections one is a call-out.
    assert_eq!(first.matches("  Sect\n").count(), 2, "{first}");
    assert_eq!(sample_file().tags(), first.replacen("  Sect\n", "  Aside\n", 1));
}

#[test]
fn every_element_is_in_the_namespace_of_pdf_2() {
    let file = sample_file();
    let tree = file.root("StructTreeRoot").and_then(|o| o.as_dict().ok()).expect("a tag tree");
    let spaces = tree.get(b"Namespaces").and_then(Object::as_array).expect("namespaces");
    let names: Vec<_> = spaces.iter().filter_map(|space| text(file.dictionary(space), "NS")).collect();
    assert_eq!(names, ["http://iso.org/pdf2/ssn"]);
    let elements = elements(&file);
    assert!(elements.len() > 15);
    for (_, kind, element) in elements {
        assert_eq!(element.get(b"NS").ok(), Some(&spaces[0]), "{kind}");
    }
}

#[test]
fn bookmarks_lead_to_their_headings() {
    let file = sample_file();
    let elements = elements(&file);
    let target = |bookmark: &Dictionary| {
        let action = file.dictionary(bookmark.get(b"A").expect("an action"));
        assert!(!bookmark.has(b"Dest"));
        let place = file.0.dereference(action.get(b"D").expect("a place")).expect("there").1;
        let page = file.dictionary(&place.as_array().expect("a destination")[0]);
        assert_eq!(page.get(b"Type").and_then(Object::as_name).ok(), Some(b"Page".as_slice()));
        let element =
            action.get(b"SD").and_then(Object::as_array).expect("a destination")[0].as_reference().expect("an id");
        let (_, kind, element) = elements.iter().find(|(id, ..)| *id == element).expect("an element");
        (kind.clone(), text(element, "T"))
    };
    let bookmarks: Vec<_> = file.dictionaries().into_iter().filter(|d| d.has(b"Title") && d.has(b"Parent")).collect();
    assert_eq!(bookmarks.len(), 2);
    for bookmark in bookmarks {
        let (kind, words) = target(bookmark);
        assert!(["H1", "H2"].contains(&kind.as_str()), "{kind}");
        assert_eq!(words, text(bookmark, "Title"));
    }

    let mut pages = sample();
    pages.bookmarks.clear();
    let file = File::read(&write(&pages).expect("written"));
    let only = file.dictionaries().into_iter().find(|d| d.has(b"Title") && d.has(b"Parent")).expect("a bookmark");
    let action = file.dictionary(only.get(b"A").expect("an action"));
    let element = file.dictionary(&action.get(b"SD").and_then(Object::as_array).expect("a destination")[0]);
    assert_eq!(
        element.get(b"S").and_then(Object::as_name).ok(),
        Some(b"Document".as_slice()),
        "the title leads to all"
    );
}

#[test]
fn preflight_takes_it_as_an_accessible_file() {
    let checked = preflight::check(&write(&sample()).expect("written"), &Options::default());
    assert_eq!(checked.standard, Some(Standard::Web));
    assert!(checked.findings.iter().all(|finding| finding.rule.code != "ua-claim"), "{:?}", checked.findings);
    assert!(checked.findings.iter().all(|finding| finding.rule.code != "ua-role"), "{:?}", checked.findings);
}

#[test]
fn what_has_no_words_is_refused() {
    let mut pages = sample();
    pages.metadata.title.clear();
    pages.pages[0].links[0].description.clear();
    for child in &mut pages.tags.children {
        if let TagChild::Node(node) = child
            && let Tag::Figure { alt } = &mut node.tag
        {
            alt.clear();
        }
    }
    let ExportError::Standard(faults) = write(&pages).expect_err("no words") else { panic!("another error") };
    let expected =
        ["the document has no title", "page 1: a link has no description", "a figure has no alternative text"];
    assert_eq!(faults, expected);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert!(write(&sample()).expect("once") == write(&sample()).expect("twice"));
}

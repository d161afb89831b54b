//! Each rule of web files: one damage, one code.

use leaflet::preflight::{Checked, Options, Standard, check};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::damage::{catalog, changed, descriptor_mut, draw, font_mut, metadata, page_mut};
use crate::{codes, told, web_file};

/// Changes the web file and asserts that it then breaks exactly one rule.
#[track_caller]
fn breaks(code: &str, edit: impl FnOnce(&mut Document)) -> Checked {
    let options = Options { standard: Some(Standard::Web), ..Options::default() };
    let checked = check(&changed(&web_file(), edit), &options);
    assert_eq!(codes(&checked).into_iter().collect::<Vec<_>>(), [code], "{}", told(&checked));
    checked
}

/// The first element of the tag tree of a type.
fn element<'a>(document: &'a mut Document, kind: &str) -> &'a mut Dictionary {
    let is = |object: &Object| {
        object.as_dict().and_then(|d| d.get(b"S")).and_then(Object::as_name).is_ok_and(|s| s == kind.as_bytes())
    };
    let id: ObjectId = *document.objects.iter().find(|(_, object)| is(object)).expect("an element").0;
    document.get_dictionary_mut(id).expect("an element")
}

/// The first link annotation.
fn link(document: &mut Document) -> (ObjectId, &mut Dictionary) {
    let is = |object: &Object| {
        object.as_dict().and_then(|d| d.get(b"Subtype")).and_then(Object::as_name).is_ok_and(|s| s == b"Link")
    };
    let id: ObjectId = *document.objects.iter().find(|(_, object)| is(object)).expect("a link").0;
    (id, document.get_dictionary_mut(id).expect("a link"))
}

#[test]
fn the_file_as_a_whole() {
    breaks("ua-claim", |d| metadata(d, "pdfuaid:part", "pdfuaid:other"));
    breaks("ua-marked", |d| {
        catalog(d).remove(b"MarkInfo");
    });
    breaks("ua-lang", |d| {
        catalog(d).remove(b"Lang");
    });
    breaks("ua-title", |d| {
        catalog(d).remove(b"ViewerPreferences");
    });
    breaks("ua-title", |d| metadata(d, "dc:title", "dc:other"));
}

#[test]
fn the_tag_tree() {
    breaks("ua-structure", |d| {
        let root = catalog(d).get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tag tree");
        d.get_dictionary_mut(root).expect("a tag tree").remove(b"ParentTree");
    });
    breaks("ua-role", |d| element(d, "Sect").set("S", Object::Name(b"Rubrik".to_vec())));
    breaks("ua-alt", |d| {
        element(d, "Figure").remove(b"Alt");
    });
    let skipped = breaks("ua-headings", |d| element(d, "H2").set("S", Object::Name(b"H3".to_vec())));
    assert_eq!(skipped.findings[0].message, "after a heading of level 1 comes one of level 3");
}

#[test]
fn content_outside_the_tags() {
    let bare = breaks("ua-untagged", |d| draw(d, 1, "0 g 20 20 30 30 re f"));
    assert_eq!(bare.findings[0].page, Some(2));
    breaks("ua-untagged", |d| draw(d, 1, "/P <</MCID 77>> BDC 0 g 20 20 30 30 re f EMC"));
    let decoration = changed(&web_file(), |d| draw(d, 1, "/Artifact BMC 0 g 20 20 30 30 re f EMC"));
    assert_eq!(told(&check(&decoration, &Options::default())), "");
}

#[test]
fn links() {
    breaks("ua-link-text", |d| {
        link(d).1.remove(b"Contents");
    });
    breaks("ua-tabs", |d| {
        page_mut(d, 0).remove(b"Tabs");
    });
    breaks("ua-link", |d| {
        let rect = Object::Array([50, 50, 90, 60].map(Object::Integer).to_vec());
        let contents = Object::string_literal("Till sidan");
        let other = d
            .add_object(dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "Contents" => contents });
        let first = link(d).0;
        page_mut(d, 0).set("Annots", vec![Object::Reference(first), Object::Reference(other)]);
    });
}

#[test]
fn fonts() {
    breaks("ua-unicode", |d| {
        font_mut(d).remove(b"ToUnicode");
    });
    breaks("font-not-embedded", |d| {
        for key in [b"FontFile2".as_slice(), b"FontFile3"] {
            descriptor_mut(d).remove(key);
        }
    });
}

//! Ways to damage a file in one place.

use leaflet::preflight::{Checked, Options, check};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::{codes, print_file, told};

/// Loads, changes and writes a file.
pub fn changed(bytes: &[u8], edit: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("the file opens");
    edit(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("the file is written");
    out
}

/// Changes the print file.
pub fn print(edit: impl FnOnce(&mut Document)) -> Vec<u8> {
    changed(&print_file(), edit)
}

/// A page by its index.
pub fn page(document: &Document, index: usize) -> ObjectId {
    document.page_iter().nth(index).expect("a page")
}

/// A page's dictionary.
pub fn page_mut(document: &mut Document, index: usize) -> &mut Dictionary {
    let id = page(document, index);
    document.get_dictionary_mut(id).expect("a page")
}

/// The catalog's dictionary.
pub fn catalog(document: &mut Document) -> &mut Dictionary {
    document.catalog_mut().expect("a catalog")
}

/// The Info dictionary.
pub fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).expect("Info");
    document.get_dictionary_mut(id).expect("Info")
}

/// Draws something more on a page, in its own space.
pub fn draw(document: &mut Document, index: usize, operators: &str) {
    let id = page(document, index);
    let before = document.get_page_content(id);
    let all = [b"q\n", before.as_slice(), b"\nQ\n", operators.as_bytes()].concat();
    let stream = document.add_object(Stream::new(Dictionary::new(), all));
    page_mut(document, index).set("Contents", stream);
}

/// The print file with more drawn on a page. `F` in the operators stands for the first font.
pub fn with_content(index: usize, operators: &str) -> Vec<u8> {
    print(|document| {
        let font = first_font(document, index);
        draw(document, index, &operators.replace("/F ", &format!("/{font} ")));
    })
}

/// Names of a page's resources of a kind.
pub fn first_font(document: &mut Document, index: usize) -> String {
    let fonts = resource(document, index, "Font");
    let (name, _) = fonts.iter().next().expect("a font");
    String::from_utf8(name.clone()).expect("a plain name")
}

/// A dictionary of a page's resources, made if it is not there.
pub fn resource<'a>(document: &'a mut Document, index: usize, kind: &str) -> &'a mut Dictionary {
    let id = page(document, index);
    let resources = document.get_or_create_resources(id).and_then(Object::as_dict_mut).expect("resources");
    if !resources.has(kind.as_bytes()) {
        resources.set(kind, Dictionary::new());
    }
    let inner = resources.get(kind.as_bytes()).and_then(Object::as_reference).ok();
    if let Some(id) = inner {
        document.get_dictionary_mut(id).expect("resources")
    } else {
        let resources = document.get_or_create_resources(id).and_then(Object::as_dict_mut).expect("resources");
        resources.get_mut(kind.as_bytes()).and_then(Object::as_dict_mut).expect("resources")
    }
}

/// Adds a resource under the name `X`.
pub fn add(document: &mut Document, index: usize, kind: &str, object: impl Into<Object>) {
    let id = document.add_object(object);
    resource(document, index, kind).set("X", id);
}

/// The first font's own dictionary.
pub fn font_mut(document: &mut Document) -> &mut Dictionary {
    let (_, font) = resource(document, 0, "Font").iter().next().expect("a font");
    let id = font.as_reference().expect("a reference");
    document.get_dictionary_mut(id).expect("a font")
}

/// The descendant's descriptor of the first font.
pub fn descriptor_mut(document: &mut Document) -> &mut Dictionary {
    let list = font_mut(document).get(b"DescendantFonts").and_then(Object::as_array).expect("a descendant");
    let inner = list[0].as_reference().expect("a reference");
    let descriptor =
        document.get_dictionary(inner).and_then(|d| d.get(b"FontDescriptor")).and_then(Object::as_reference);
    document.get_dictionary_mut(descriptor.expect("a reference")).expect("a descriptor")
}

/// Text in the metadata stream replaced; it must be there.
pub fn metadata(document: &mut Document, from: &str, to: &str) {
    let id = catalog(document).get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
    let text = String::from_utf8(stream.content.clone()).expect("text");
    assert!(text.contains(from), "the metadata lacks {from}: {text}");
    stream.set_plain_content(text.replace(from, to).into_bytes());
}

/// The dictionary of the only output intent.
pub fn intent(document: &mut Document) -> &mut Dictionary {
    let list = catalog(document).get(b"OutputIntents").and_then(Object::as_array).expect("intents").clone();
    if let Object::Reference(id) = &list[0] {
        document.get_dictionary_mut(*id).expect("an intent")
    } else {
        let list = catalog(document).get_mut(b"OutputIntents").and_then(Object::as_array_mut).expect("intents");
        list[0].as_dict_mut().expect("an intent")
    }
}

/// A picture of one colour.
pub fn picture(width: i64, height: i64, space: impl Into<Object>, values: usize) -> Stream {
    let samples = vec![40; (width * height) as usize * values];
    let dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
        "BitsPerComponent" => 8, "ColorSpace" => space.into(),
    };
    Stream::new(dict, samples)
}

/// A form that draws something.
pub fn form(operators: &str) -> Stream {
    let area = vec![0.into(), 0.into(), 500.into(), 700.into()];
    Stream::new(dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => area }, operators.as_bytes().to_vec())
}

/// Asserts that a file breaks exactly one rule, and keeps it for the other judge under the rule that this one names.
#[track_caller]
pub fn breaks(bytes: &[u8], code: &str, other: &str) -> Checked {
    breaks_with(bytes, code, other, &Options::default())
}

/// See [`breaks`].
#[track_caller]
pub fn breaks_with(bytes: &[u8], code: &str, other: &str, options: &Options) -> Checked {
    let checked = check(bytes, options);
    if let Ok(folder) = std::env::var("LEAFLET_KEEP") {
        let line = std::panic::Location::caller().line();
        std::fs::write(format!("{folder}/{line}.{code}.{other}.pdf"), bytes).expect("kept");
    }
    assert_eq!(codes(&checked).into_iter().collect::<Vec<_>>(), [code], "{}", told(&checked));
    checked
}

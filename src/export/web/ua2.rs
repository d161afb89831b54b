//! The pass that makes krilla's tagged PDF/A-4 a PDF/UA-2 as well (ISO 14289-2), which krilla has no words for: the claim, the
//! title in the window, elements of PDF 2.0 in their namespace, and bookmarks that lead to elements.

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string, dictionary};

use crate::export::ExportError;
use crate::page::{Pages, Tag, TagChild, TagNode};

/// Name of the namespace of PDF 2.0 (ISO 32000-2, 14.8.6).
const PDF_2: &str = "http://iso.org/pdf2/ssn";
/// What krilla's writer (pdf-writer 0.15) calls it; no validator knows it by this name.
const PDF_2_MISNAMED: &str = "https://www.iso.org/pdf2/ssn";
/// The claim (ISO 14289-2, clause 5), as a description of its own.
const CLAIM: &str = "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\
    <pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev></rdf:Description>";
/// The end of the metadata, before which it stands.
const END_OF_METADATA: &str = "</rdf:RDF>";

/// What a reader would miss and krilla asks for in PDF/UA-1 only.
///
/// # Errors
/// Names everything that has no words: the document, a link, a picture.
pub(super) fn check(pages: &Pages) -> Result<(), ExportError> {
    let mut faults = Vec::new();
    if pages.metadata.title.trim().is_empty() {
        faults.push("the document has no title".to_owned());
    }
    for (number, page) in pages.pages.iter().enumerate() {
        if page.links.iter().any(|link| link.description.trim().is_empty()) {
            faults.push(format!("page {}: a link has no description", number + 1));
        }
    }
    if has_silent_figure(&pages.tags) {
        faults.push("a figure has no alternative text".to_owned());
    }
    if faults.is_empty() { Ok(()) } else { Err(ExportError::Standard(faults)) }
}

fn has_silent_figure(node: &TagNode) -> bool {
    matches!(&node.tag, Tag::Figure { alt } if alt.trim().is_empty())
        || node.children.iter().any(|child| matches!(child, TagChild::Node(inner) if has_silent_figure(inner)))
}

/// Completes the file.
///
/// # Errors
/// If the file cannot be read back, or is not laid out as krilla lays out PDF 2.0.
pub(super) fn finish(drawn: &[u8]) -> Result<Vec<u8>, ExportError> {
    let mut file = Document::load_mem(drawn).map_err(|error| ExportError::File(error.to_string()))?;
    let unread = |what: &str| ExportError::File(format!("the file's {what} cannot be read back"));
    claim(&mut file).ok_or_else(|| unread("metadata"))?;
    show_title(&mut file).ok_or_else(|| unread("catalog"))?;
    let headings = name_elements(&mut file).ok_or_else(|| unread("tag tree"))?;
    lead_to_elements(&mut file, headings).ok_or_else(|| unread("bookmarks"))?;
    let mut out = Vec::with_capacity(drawn.len() + 4096);
    file.save_to(&mut out).map_err(|error| ExportError::File(error.to_string()))?;
    Ok(out)
}

/// Says in the metadata that the file is PDF/UA-2.
fn claim(file: &mut Document) -> Option<()> {
    let metadata = entry(file.catalog().ok()?, b"Metadata")?;
    let stream = file.get_object_mut(metadata).ok()?.as_stream_mut().ok()?;
    let packet = std::str::from_utf8(&stream.content).ok()?;
    let (before, after) = packet.split_at(packet.rfind(END_OF_METADATA)?);
    let packet = [before, CLAIM, after].concat();
    stream.set_plain_content(packet.into_bytes());
    Some(())
}

/// Has the window show the title in place of the file's name (ISO 14289-2, 8.11.2).
fn show_title(file: &mut Document) -> Option<()> {
    let catalog = file.catalog_mut().ok()?;
    if !catalog.has(b"ViewerPreferences") {
        catalog.set("ViewerPreferences", Dictionary::new());
    }
    catalog.get_mut(b"ViewerPreferences").and_then(Object::as_dict_mut).ok()?.set("DisplayDocTitle", true);
    Some(())
}

/// The elements that bookmarks may lead to.
struct Headings {
    /// The element of the whole document.
    document: ObjectId,
    /// Headings that no bookmark leads to yet, in reading order, with their words.
    open: Vec<(String, ObjectId)>,
}

/// Puts the elements that krilla knows from PDF 1.7 only into the namespace of PDF 2.0: the document (ISO 14289-2, 8.2.5.2)
/// and call-outs, which are `Aside` there, since `Note` has no place in the standard (8.2.5.14). A quotation has no element in
/// PDF 2.0; it stays in the namespace of PDF 1.7, which the standard allows (8.2.4). Gives the headings.
fn name_elements(file: &mut Document) -> Option<Headings> {
    let tree = entry(file.catalog().ok()?, b"StructTreeRoot")?;
    let pdf_2 = name_namespace(file, tree)?;
    let root = file.get_dictionary(tree).ok()?;
    let document = root.get(b"K").ok()?;
    let document = document.as_array().ok().and_then(|kids| kids.first()).unwrap_or(document).as_reference().ok()?;

    let mut headings = Headings { document, open: Vec::new() };
    let mut has_aside = false;
    // In reading order: the last of the waiting elements comes first.
    let mut waiting = vec![document];
    while let Some(id) = waiting.pop() {
        let element = file.get_dictionary(id).ok()?;
        let kind = element.get(b"S").and_then(Object::as_name).ok()?.to_vec();
        let words = element.get(b"T").and_then(decode_text_string);
        if let ([b'H', b'1'..=b'6'], Ok(words)) = (kind.as_slice(), words) {
            headings.open.push((words, id));
        }
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.iter().collect(),
            Ok(only) => vec![only],
            Err(_) => Vec::new(),
        };
        // What is no element of its own is marked content or an area of a link.
        waiting.extend(kids.into_iter().rev().filter_map(|kid| kid.as_reference().ok()));
        let element = file.get_dictionary_mut(id).ok()?;
        match kind.as_slice() {
            b"Document" => element.set("NS", Object::Reference(pdf_2)),
            b"Note" => {
                element.set("S", Object::Name(b"Aside".to_vec()));
                element.set("NS", Object::Reference(pdf_2));
                has_aside = true;
            }
            _ => {}
        }
    }
    if has_aside {
        // For programs that know no namespaces.
        file.get_dictionary_mut(tree).ok()?.set("RoleMap", dictionary! { "Aside" => "Note" });
    }
    Some(headings)
}

/// Gives the namespace of PDF 2.0 its right name, and takes out krilla's own, which no element is in.
fn name_namespace(file: &mut Document, tree: ObjectId) -> Option<ObjectId> {
    let namespaces = file.get_dictionary(tree).ok()?.get(b"Namespaces").and_then(Object::as_array).ok()?;
    let namespaces: Vec<ObjectId> = namespaces.iter().filter_map(|space| space.as_reference().ok()).collect();
    let mut pdf_2 = None;
    for id in namespaces {
        let space = file.get_dictionary_mut(id).ok()?;
        let name = space.get(b"NS").and_then(decode_text_string).ok()?;
        if name == PDF_2 || name == PDF_2_MISNAMED {
            space.set("NS", Object::string_literal(PDF_2));
            pdf_2 = Some(id);
        } else {
            file.objects.remove(&id);
        }
    }
    let pdf_2 = pdf_2?;
    file.get_dictionary_mut(tree).ok()?.set("Namespaces", vec![Object::Reference(pdf_2)]);
    Some(pdf_2)
}

/// Has every bookmark lead to its heading and no longer to a place on a page only (ISO 14289-2, 8.8): by an action with a
/// destination for programs that know no elements, and one for those that do (ISO 32000-2, 12.6.4.2).
fn lead_to_elements(file: &mut Document, mut headings: Headings) -> Option<()> {
    let Some(outline) = entry(file.catalog().ok()?, b"Outlines") else { return Some(()) };
    let mut waiting: Vec<ObjectId> = entry(file.get_dictionary(outline).ok()?, b"First").into_iter().collect();
    while let Some(id) = waiting.pop() {
        let bookmark = file.get_dictionary(id).ok()?;
        let title = bookmark.get(b"Title").and_then(decode_text_string).ok()?;
        // What hangs under a bookmark comes before its next.
        waiting.extend([b"Next".as_slice(), b"First"].iter().filter_map(|key| entry(bookmark, key)));
        let place = bookmark.get(b"Dest").ok()?.clone();
        let mut to_element = file.dereference(&place).ok()?.1.as_array().ok()?.clone();
        let found = headings.open.iter().position(|(words, _)| *words == title);
        // A document without headings has its title as the only bookmark.
        let element = found.map_or(headings.document, |at| headings.open.remove(at).1);
        *to_element.first_mut()? = Object::Reference(element);
        let action = dictionary! { "S" => "GoTo", "D" => place, "SD" => to_element };
        let bookmark = file.get_dictionary_mut(id).ok()?;
        bookmark.remove(b"Dest");
        bookmark.set("A", action);
    }
    Some(())
}

/// What an entry refers to.
fn entry(dict: &Dictionary, key: &[u8]) -> Option<ObjectId> {
    dict.get(key).and_then(Object::as_reference).ok()
}

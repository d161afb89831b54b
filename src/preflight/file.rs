//! The file as a whole: version, identifiers, scripts, forms, attachments.

use lopdf::{Dictionary, Object};

use super::Standard;
use super::finding::Findings;
use super::pdf::Pdf;
use super::x1a;
use crate::rules;

/// Bytes of each file identifier.
const ID_BYTES: usize = 16;
/// Objects that are searched for actions, at most.
const MOST_OBJECTS: usize = 500_000;

/// Checks what concerns no page.
pub(super) fn check(pdf: &Pdf, standard: Standard, findings: &mut Findings) {
    let Some(catalog) = pdf.catalog() else { return };
    if standard.is_print() {
        print(pdf, catalog, standard, findings);
    }
    if let Some(names) = pdf.dict(catalog, "Names")
        && pdf.get(names, "JavaScript").is_some()
    {
        findings.file(&rules::INTERACTIVE, "the file has scripts".to_owned());
    }
    scripts(pdf, standard, findings);
}

fn print(pdf: &Pdf, catalog: &Dictionary, standard: Standard, findings: &mut Findings) {
    let (right, wanted): (&[&str], &str) =
        if standard == Standard::X1a { (&x1a::VERSIONS, "1.3 or 1.4") } else { (&["1.6"], "1.6") };
    if !right.contains(&pdf.version.as_str()) {
        findings.file(&rules::PDF_VERSION, format!("the file is PDF {}, not {wanted}", pdf.version));
    }
    if let Some(version) = pdf.name(catalog, "Version").filter(|version| !right.contains(&version.as_ref())) {
        findings.file(&rules::PDF_VERSION, format!("the catalog says PDF {version}, not {wanted}"));
    }
    let parts = pdf.array(&pdf.document.trailer, "ID").map(Vec::as_slice).unwrap_or_default();
    let whole =
        |part: &Object| pdf.resolve(part).and_then(|part| part.as_str().ok()).is_some_and(|id| id.len() >= ID_BYTES);
    if parts.len() != 2 || !parts.iter().all(whole) {
        findings.file(&rules::FILE_ID, "the file has no identifier of two times 16 bytes".to_owned());
    }
    for (key, words) in [("AcroForm", "form fields"), ("OpenAction", "an action on opening"), ("AA", "actions")] {
        if pdf.get(catalog, key).is_some() {
            findings.file(&rules::INTERACTIVE, format!("the file has {words} ({key})"));
        }
    }
    let attached = pdf.dict(catalog, "Names").is_some_and(|names| pdf.get(names, "EmbeddedFiles").is_some());
    if attached || pdf.get(catalog, "AF").is_some() {
        findings.file(&rules::ATTACHMENT, "other files are attached".to_owned());
    }
}

/// Scripts and, in print, any action in any object.
fn scripts(pdf: &Pdf, standard: Standard, findings: &mut Findings) {
    for object in pdf.document.objects.values().take(MOST_OBJECTS) {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        let action = [Some(dict), pdf.dict(dict, "A")];
        for action in action.into_iter().flatten() {
            let kind = pdf.name(action, "S");
            if kind.as_deref() == Some("JavaScript") {
                findings.file(&rules::INTERACTIVE, "the file has scripts".to_owned());
            } else if standard.is_print() && kind.as_deref() == Some("Launch") {
                findings.file(&rules::INTERACTIVE, "the file starts another program".to_owned());
            }
        }
    }
}

//! PDF/X-1a (ISO 15930-1 of 2001, ISO 15930-4 of 2003): how a file says that it is one, and what it may not hold because
//! PDF 1.3 and 1.4 have no place for it.

use lopdf::Dictionary;
use lopdf::xref::XrefType;

use super::finding::Findings;
use super::pdf::Pdf;
use super::picture::has_filter;
use super::xmp::{self, Xmp};
use crate::rules;

/// PDF versions of the standard.
pub(super) const VERSIONS: [&str; 2] = ["1.3", "1.4"];
/// What a file of 2003 says in Info.
const OF_2003: &str = "PDF/X-1a:2003";
/// What a file of 2001 says in Info, as version and as conformance.
const OF_2001: [&str; 2] = ["PDF/X-1:2001", "PDF/X-1a:2001"];

/// Whether a file says that it is PDF/X-1 and not a later standard.
pub(super) fn is_claimed(pdf: &Pdf, metadata: Option<&Xmp>) -> bool {
    let later = metadata.is_some_and(|xmp| xmp.get(xmp::PDFX_ID, "GTS_PDFXVersion").is_some());
    !later && said(pdf, "GTS_PDFXVersion").starts_with("PDF/X-1")
}

/// Checks the claim, and what concerns no page.
pub(super) fn check(pdf: &Pdf, findings: &mut Findings) {
    let (version, conformance) = (said(pdf, "GTS_PDFXVersion"), said(pdf, "GTS_PDFXConformance"));
    if version.is_empty() {
        findings.file(&rules::PDFX_VERSION, "the file does not say in Info that it is PDF/X-1a".to_owned());
    } else if version != OF_2003 && [version.as_str(), conformance.as_str()] != OF_2001 {
        findings.file(&rules::PDFX_VERSION, format!("the file says that it is {version}, not PDF/X-1a"));
    }
    if matches!(pdf.document.reference_table.cross_reference_type, XrefType::CrossReferenceStream) {
        let message = "its table of objects is packed (a stream, PDF 1.5)";
        findings.file(&rules::PDFX_FEATURE, message.to_owned());
    }
    if pdf.catalog().is_some_and(|catalog| pdf.get(catalog, "OCProperties").is_some()) {
        findings.file(&rules::PDFX_FEATURE, "the file has layers (PDF 1.5)".to_owned());
    }
}

/// What a picture has that the standard has no place for.
pub(super) fn of_picture(pdf: &Pdf, name: &str, dict: &Dictionary) -> Vec<String> {
    let mut found = Vec::new();
    for (filter, called) in [("JPXDecode", "JPEG 2000"), ("JBIG2Decode", "JBIG2")] {
        if has_filter(pdf, dict, filter) {
            found.push(format!("{name} is compressed with {called}"));
        }
    }
    if pdf.number(dict, "BitsPerComponent").is_some_and(|bits| bits > 8.0) {
        found.push(format!("{name} has more than 8 bits a value (PDF 1.5)"));
    }
    found
}

/// Whether a font's file is an OpenType font as a whole, which came with PDF 1.6.
pub(super) fn is_opentype(pdf: &Pdf, descriptor: &Dictionary) -> bool {
    let file = pdf.stream(descriptor, "FontFile3");
    file.and_then(|file| pdf.name(&file.dict, "Subtype")).is_some_and(|kind| kind == "OpenType")
}

/// How a graphics state lets something below shine through (ISO 15930-4, 6.7: none may).
pub(super) fn shines(pdf: &Pdf, state: &Dictionary) -> Option<String> {
    if let Some(mask) = pdf.get(state, "SMask")
        && pdf.as_name(mask).is_none_or(|name| name != "None")
    {
        return Some("a soft mask is set (SMask)".to_owned());
    }
    for key in ["CA", "ca"] {
        if let Some(alpha) = pdf.number(state, key).filter(|alpha| *alpha < 1.0) {
            return Some(format!("an opacity of {:.0} % is set ({key})", alpha * 100.0));
        }
    }
    let mode = pdf.get(state, "BM")?;
    let first = mode.as_array().ok().and_then(|list| list.first()).unwrap_or(mode);
    let name = pdf.as_name(first).unwrap_or_default();
    (!matches!(name.as_ref(), "Normal" | "Compatible")).then(|| format!("the blend mode {name} is set"))
}

/// An entry of Info as text; some programs write a name.
fn said(pdf: &Pdf, key: &str) -> String {
    let Some(info) = pdf.info() else { return String::new() };
    let name = || pdf.name(info, key).map(std::borrow::Cow::into_owned);
    pdf.text(info, key).or_else(name).unwrap_or_default().trim().to_owned()
}

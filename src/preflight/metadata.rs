//! Metadata of a print file: XMP, Info, and that they agree (ISO 15930-7).

use super::finding::Findings;
use super::pdf::Pdf;
use super::xmp::{self, Xmp};
use crate::rules;

/// Properties that PDF/X-4 needs in its XMP.
const NEEDED: [(&str, &str, &str); 6] = [
    (xmp::XMP, "CreateDate", "xmp:CreateDate"),
    (xmp::XMP, "ModifyDate", "xmp:ModifyDate"),
    (xmp::XMP, "MetadataDate", "xmp:MetadataDate"),
    (xmp::XMP_MM, "DocumentID", "xmpMM:DocumentID"),
    (xmp::XMP_MM, "VersionID", "xmpMM:VersionID"),
    (xmp::XMP_MM, "RenditionClass", "xmpMM:RenditionClass"),
];
/// Entries of Info.
const INFO: [&str; 4] = ["Title", "CreationDate", "ModDate", "Trapped"];
/// Entries of Info and their properties in XMP, as text and as dates.
const SAME_TEXT: [(&str, &str, &str); 3] =
    [("Title", xmp::DC, "title"), ("Creator", xmp::XMP, "CreatorTool"), ("Producer", xmp::PDF, "Producer")];
/// See [`SAME_TEXT`].
const SAME_DATE: [(&str, &str, &str); 2] =
    [("CreationDate", xmp::XMP, "CreateDate"), ("ModDate", xmp::XMP, "ModifyDate")];

/// Kinds of rendition that are no final file (XMP specification, part 2, `RenditionClass`); parameters follow a colon.
const NOT_FINAL: [&str; 5] = ["draft", "low-res", "proof", "screen", "thumbnail"];

/// Checks both places and compares them.
pub(super) fn check(pdf: &Pdf, metadata: Option<&Xmp>, findings: &mut Findings) {
    let Some(metadata) = metadata else {
        findings.file(&rules::XMP_MISSING, "the file has no XMP metadata".to_owned());
        info(pdf, None, findings);
        return;
    };
    if metadata.filtered {
        findings.file(&rules::XMP_MISSING, "the XMP metadata is compressed".to_owned());
    }
    if !metadata.is_rdf() {
        findings.file(&rules::XMP_MISSING, "what should be XMP metadata is something else".to_owned());
    }
    match metadata.get(xmp::PDFX_ID, "GTS_PDFXVersion") {
        Some(version) if version == "PDF/X-4" => {}
        Some(version) => {
            findings.file(&rules::PDFX_VERSION, format!("the file says that it is {version}, not PDF/X-4"));
        }
        None => findings.file(&rules::PDFX_VERSION, "the file does not say that it is PDF/X-4".to_owned()),
    }
    for (namespace, name, shown) in NEEDED {
        if metadata.get(namespace, name).is_none() {
            findings.file(&rules::XMP_PROPERTY, format!("the XMP metadata lacks {shown}"));
        }
    }
    if metadata.get(xmp::DC, "title").is_none() {
        findings.file(&rules::XMP_PROPERTY, "the XMP metadata lacks a title (dc:title)".to_owned());
    }
    match metadata.get(xmp::PDF, "Trapped").as_deref() {
        Some("True" | "False") => {}
        _ => findings.file(&rules::TRAPPED, "the XMP metadata does not say whether the file is trapped".to_owned()),
    }
    info(pdf, Some(metadata), findings);
}

/// A draft says so of itself: without that its pages have to be looked at.
pub(super) fn draft(metadata: &Xmp, findings: &mut Findings) {
    let class = metadata.get(xmp::XMP_MM, "RenditionClass").unwrap_or_default();
    let class = class.split(':').next().unwrap_or_default();
    if NOT_FINAL.contains(&class) {
        let message = format!("the file says that it is not the final one but of the kind “{class}”");
        findings.file(&rules::FILE_DRAFT, message);
    }
}

/// Checks Info, and holds it against the XMP metadata where there is any that counts.
pub(super) fn info(pdf: &Pdf, metadata: Option<&Xmp>, findings: &mut Findings) {
    let Some(info) = pdf.info() else {
        findings.file(&rules::INFO_MISSING, "the file has no Info dictionary".to_owned());
        return;
    };
    for key in INFO {
        if pdf.get(info, key).is_none() {
            findings.file(&rules::INFO_MISSING, format!("Info lacks {key}"));
        }
    }
    let trapped = pdf.get(info, "Trapped").map(|value| pdf.as_name(value).unwrap_or_default().into_owned());
    if trapped.as_deref().is_some_and(|value| !matches!(value, "True" | "False")) {
        findings.file(&rules::TRAPPED, "Trapped in Info is neither True nor False".to_owned());
    }
    let Some(metadata) = metadata else { return };
    let mut differ = |key: &str, ours: &str, theirs: &str| {
        findings.file(&rules::INFO_DIFFERS, format!("{key} is “{ours}” in Info but “{theirs}” in the XMP metadata"));
    };
    for (key, namespace, name) in SAME_TEXT {
        if let (Some(ours), Some(theirs)) = (pdf.text(info, key), metadata.get(namespace, name))
            && ours.trim() != theirs
        {
            differ(key, &ours, &theirs);
        }
    }
    for (key, namespace, name) in SAME_DATE {
        if let (Some(ours), Some(theirs)) = (pdf.text(info, key), metadata.get(namespace, name))
            && instant(&ours) != instant(&theirs)
        {
            differ(key, &ours, &theirs);
        }
    }
    if let (Some(ours), Some(theirs)) = (trapped, metadata.get(xmp::PDF, "Trapped"))
        && theirs != ours
        && matches!((ours.as_str(), theirs.as_str()), ("True" | "False", "True" | "False"))
    {
        differ("Trapped", &ours, &theirs);
    }
}

/// Minutes and seconds since some day in UTC, of `D:20261121093000+01'00'` or `2026-11-21T09:30:00+01:00`.
fn instant(date: &str) -> Option<i64> {
    let date = date.trim().trim_start_matches("D:");
    // The zone begins after the time; the first two dashes of an ISO date are no sign.
    let zone_at = date.char_indices().skip(11).find(|(_, c)| matches!(c, 'Z' | '+' | '-')).map(|(at, _)| at);
    let (local, zone) = date.split_at(zone_at.unwrap_or(date.len()));
    let digits: Vec<i64> = local.chars().filter_map(|c| c.to_digit(10)).map(i64::from).collect();
    let number = |from: usize, count: usize, default: i64| {
        digits.get(from..from + count).map_or(default, |part| part.iter().fold(0, |sum, digit| sum * 10 + digit))
    };
    if digits.len() < 4 {
        return None;
    }
    let (year, month, day) = (number(0, 4, 0), number(4, 2, 1), number(6, 2, 1));
    let minutes = number(8, 2, 0) * 60 + number(10, 2, 0);
    // Days of a calendar with 31 days in each month: only equality counts.
    let days = (year * 12 + month) * 31 + day;
    let shift: Vec<i64> = zone.chars().filter_map(|c| c.to_digit(10)).map(i64::from).collect();
    let shift = match shift.as_slice() {
        [a, b, c, d, ..] => (a * 10 + b) * 60 + c * 10 + d,
        [a, b, ..] => (a * 10 + b) * 60,
        _ => 0,
    };
    let shift = if zone.starts_with('-') { -shift } else { shift };
    Some((days * 24 * 60 + minutes - shift) * 60 + number(12, 2, 0))
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn dates_of_both_kinds_are_compared_as_instants() {
        assert_eq!(instant("D:20261121093000+01'00'"), instant("2026-11-21T08:30:00Z"));
        assert_eq!(instant("D:20261121000000Z"), instant("2026-11-21T00:00:00+00:00"));
        assert_eq!(instant("D:20261121"), instant("2026-11-21"));
        assert_ne!(instant("D:20261121093000Z"), instant("2026-11-21T09:30:01Z"));
        assert_eq!(instant("soon"), None);
    }
}

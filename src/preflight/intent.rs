//! The output intent: which printing condition the inks are meant for (ISO 15930-7; GWG 2022, R0035).

use super::finding::Findings;
use super::pdf::Pdf;
use super::{Standard, counted};
use crate::rules;

/// Length of an ICC profile's header (ICC.1:2010, 7.2).
const HEADER: usize = 128;
/// Most bytes of a profile.
pub(super) const MOST_PROFILE: usize = 32 * 1024 * 1024;

/// Checks that there is exactly one for PDF/X, and its profile.
pub(super) fn check(pdf: &Pdf, standard: Standard, findings: &mut Findings) {
    let all = pdf.catalog().and_then(|catalog| pdf.array(catalog, "OutputIntents"));
    let dicts = all.into_iter().flatten().filter_map(|intent| pdf.as_dict(intent));
    let intents: Vec<_> = dicts.filter(|dict| pdf.name(dict, "S").is_some_and(|s| s == "GTS_PDFX")).collect();
    if intents.len() != 1 {
        let message = match intents.len() {
            0 => "the file does not say which printing condition it is made for".to_owned(),
            count => format!("the file names {}", counted(count, "printing condition", "printing conditions")),
        };
        findings.file(&rules::OUTPUT_INTENT, message);
    }
    for intent in intents {
        if pdf.text(intent, "OutputConditionIdentifier").is_none_or(|name| name.trim().is_empty()) {
            findings.file(&rules::OUTPUT_INTENT, "the printing condition has no name".to_owned());
        }
        let registry = pdf.text(intent, "RegistryName");
        if registry.as_deref().is_some_and(|name| name.trim_end_matches('/') != "http://www.color.org") {
            let message = format!(
                "the printing condition is not of the ICC's register but of “{}”",
                registry.as_deref().unwrap_or_default()
            );
            findings.file(&rules::OUTPUT_INTENT, message);
        }
        let Some(stream) = pdf.stream(intent, "DestOutputProfile") else {
            // Before PDF/X-4 the name of a registered condition was enough (ISO 15930-4, 6.2).
            if standard == Standard::X1a && registry.is_some() {
                continue;
            }
            findings
                .file(&rules::OUTPUT_PROFILE, "the profile of the printing condition is not in the file".to_owned());
            continue;
        };
        match pdf.unfold(stream, MOST_PROFILE) {
            Ok(profile) => {
                let count = pdf.number(&stream.dict, "N");
                if let Err(reason) = fits(&profile, count) {
                    findings.file(&rules::OUTPUT_PROFILE, reason);
                }
            }
            Err(reason) => findings.file(&rules::OUTPUT_PROFILE, format!("the profile cannot be read: {reason}")),
        }
    }
}

/// Whether it is an output profile for four inks.
fn fits(profile: &[u8], count: Option<f32>) -> Result<(), String> {
    let header = profile.get(..HEADER).filter(|header| &header[36..40] == b"acsp");
    let header = header.ok_or("what should be the profile is no ICC profile")?;
    let word = |at: usize| String::from_utf8_lossy(&header[at..at + 4]).trim_end().to_owned();
    if word(12) != "prtr" {
        return Err(format!("the profile is of class {}, not an output profile (prtr)", word(12)));
    }
    if word(16) != "CMYK" || count != Some(4.0) {
        return Err(format!(
            "the profile is for {} with {} values, not for CMYK with 4",
            word(16),
            count.unwrap_or(0.0)
        ));
    }
    Ok(())
}

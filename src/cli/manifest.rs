//! `manifest.json`: every file of a county with what it is and what it was made from.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::definition::{OverrideAction, PrintPreset, PrintStandard, Project, SectionKind};
use crate::diagnostic::Diagnostic;
use crate::document::{Wanted, WantedPage};
use crate::export::print;
use crate::page::Pages;
use crate::world::is_inside;

use super::args::Edition;
use super::report;

/// A finished file.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// Below the output folder, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Pages in it, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Width and height of the trim in millimetres, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trim_mm: Option<[f32; 2]>,
    /// Name of the edition, such as `print`.
    pub edition: &'static str,
    /// Of a print file: the standard that it keeps, such as `PDF/X-4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<&'static str>,
    /// Of a print file: name of its print profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Publication; none for the pages that a site has besides.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub publication: String,
    /// The format; none for web pages.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub format: &'static str,
    /// BCP 47 tag; none for the pages that a site has besides.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub lang: &'static str,
    /// Project paths that it was made from.
    pub inputs: Vec<String>,
}

/// The files of one edition: one, or for pictures one a page.
/// Print files come with the print profile that they were made for.
pub(super) fn files(
    wanted: &Wanted<'_>,
    edition: Edition,
    pages: &Pages,
    preset: Option<&PrintPreset>,
    bytes: Vec<Vec<u8>>,
) -> Vec<(File, Vec<u8>)> {
    let several = bytes.len() > 1;
    bytes
        .into_iter()
        .enumerate()
        .map(|(index, bytes)| {
            let ending = match edition {
                Edition::Print => {
                    format!(".{}", print::ending(preset.map_or(PrintStandard::X4, |p| p.standard)))
                }
                Edition::Web => ".web.pdf".to_owned(),
                Edition::Png if several => format!("-{}.png", index + 1),
                Edition::Png => ".png".to_owned(),
                // Not made of pages: `super::screen` names its files itself.
                Edition::Html | Edition::Site => String::new(),
            };
            let path = format!("{}{ending}", wanted.id());
            let count = if edition == Edition::Png { 1 } else { pages.pages.len() };
            let file = File {
                standard: preset.map(|p| p.standard.title()),
                profile: preset.map(|p| p.name.clone()),
                inputs: inputs(wanted, preset),
                ..file_of_pages(path, wanted, edition, (pages, count), &bytes)
            };
            (file, bytes)
        })
        .collect()
}

/// A file that shows so many of these pages.
pub(super) fn file_of_pages(
    path: String,
    wanted: &Wanted<'_>,
    edition: Edition,
    (pages, count): (&Pages, usize),
    bytes: &[u8],
) -> File {
    File {
        pages: Some(count),
        trim_mm: Some([pages.trim.width.mm().0.round(), pages.trim.height.mm().0.round()]),
        publication: wanted.publication.id.clone(),
        format: wanted.format.format.name,
        lang: wanted.publication.lang.code,
        inputs: inputs(wanted, None),
        ..File::new(path, edition, bytes)
    }
}

impl File {
    /// A file that belongs to no publication yet.
    pub(super) fn new(path: String, edition: Edition, bytes: &[u8]) -> File {
        File {
            path,
            bytes: bytes.len(),
            sha256: hexadecimal(&Sha256::digest(bytes)),
            pages: None,
            trim_mm: None,
            edition: edition.name(),
            standard: None,
            profile: None,
            publication: String::new(),
            format: "",
            lang: "",
            inputs: Vec::new(),
        }
    }

    /// The file of a web page.
    pub(super) fn web_page(path: String, wanted: &WantedPage<'_>, edition: Edition, bytes: &[u8]) -> File {
        let WantedPage { county, publication, draft } = *wanted;
        let format = wanted.format();
        File {
            publication: publication.id.clone(),
            lang: publication.lang.code,
            inputs: format
                .map(|format| inputs(&Wanted { county, publication, format, draft }, None))
                .unwrap_or_default(),
            ..File::new(path, edition, bytes)
        }
    }
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

/// The project paths that a leaflet is made from.
pub(super) fn inputs(wanted: &Wanted<'_>, preset: Option<&PrintPreset>) -> Vec<String> {
    let mut paths = vec![
        wanted.county.source.path.clone(),
        wanted.publication.source.path.clone(),
        format!("assets/themes/{}.toml", wanted.format.theme.value),
        format!("assets/labels/{}.toml", wanted.publication.lang.code),
    ];
    paths.extend(wanted.county.with.iter().map(|slug| format!("leaflets/{}.toml", slug.value)));
    let own = wanted.county.overrides.iter().filter(|o| o.publication.value == wanted.publication.id);
    let added = own.filter_map(|o| match &o.action {
        OverrideAction::Drop(_) => None,
        OverrideAction::Replace(_, s) | OverrideAction::Before(_, s) | OverrideAction::After(_, s) => Some(&**s),
    });
    paths.extend(wanted.publication.sections.iter().chain(added).filter_map(|s| match &s.kind {
        SectionKind::Image { file, .. } => Some(file.value.clone()),
        _ => None,
    }));
    paths.extend(wanted.county.senders.iter().filter_map(|s| s.logo.as_ref()).map(|l| l.value.clone()));
    paths.extend(preset.into_iter().flat_map(|p| [PrintPreset::path(&p.name), p.icc.value.clone()]));
    paths.sort();
    paths.dedup();
    paths
}

/// What an earlier build left in a county's folder.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Entries of files that this build was not asked for: they stay.
    pub kept: Vec<Value>,
    /// Paths of files that this build was asked for and no longer makes.
    pub stale: Vec<String>,
}

impl Before {
    /// Reads an earlier manifest; one that is no manifest counts as none. `asked` tells of an entry's publication, format,
    /// language, edition and standard whether this build was asked for it.
    pub fn read(old: &[u8], county: &str, made: &[File], asked: impl Fn([&str; 5]) -> bool) -> Before {
        let mut before = Before::default();
        let old: Value = serde_json::from_slice(old).unwrap_or_default();
        for entry in old["files"].as_array().into_iter().flatten() {
            let Some(path) = entry["path"].as_str() else { continue };
            // A manifest that was tampered with must not lead to files elsewhere.
            let inside = is_inside(path) && path.starts_with(&format!("{county}/"));
            if !inside || made.iter().any(|f| f.path == path) {
                continue;
            }
            let key = ["publication", "format", "lang", "edition", "standard"]
                .map(|key| entry[key].as_str().unwrap_or_default());
            if asked(key) {
                before.stale.push(path.to_owned());
            } else {
                before.kept.push(entry.clone());
            }
        }
        before
    }
}

/// The manifest of a county. Findings that depend on today's date are left out: the same inputs give the same bytes.
pub(super) fn json(
    project: &Project,
    county: &str,
    files: &[File],
    kept: Vec<Value>,
    findings: &[&Diagnostic],
) -> String {
    let mut lasting: Vec<Diagnostic> = findings.iter().filter(|f| !f.rule.by_clock).map(|f| (*f).clone()).collect();
    let sources: Vec<&str> = files.iter().flat_map(|f| f.inputs.iter().map(String::as_str)).collect();
    lasting.retain(|f| f.place.as_ref().is_none_or(|p| sources.contains(&p.source.path.as_str())));
    let diagnostics: Vec<Value> = report::sorted(&lasting).into_iter().map(report::object).collect();
    let mut entries: Vec<Value> = files.iter().map(|f| json!(f)).chain(kept).collect();
    entries.sort_by(|a, b| a["path"].as_str().cmp(&b["path"].as_str()));
    let name = project.county(county).map(|c| c.name.value.clone());
    let manifest = json!({
        "program": concat!("leaflet ", env!("CARGO_PKG_VERSION")),
        "county": county,
        "name": name,
        "files": entries,
        "diagnostics": diagnostics,
    });
    format!("{manifest:#}\n")
}

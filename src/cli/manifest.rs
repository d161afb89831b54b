//! `manifest.json`: every file of a county with what it is and what it was made from.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::definition::{OverrideAction, Project, SectionKind};
use crate::diagnostic::Diagnostic;
use crate::document::Wanted;
use crate::page::Pages;

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
    /// Pages in it.
    pub pages: usize,
    /// Width and height of the trim in millimetres.
    pub trim_mm: [f32; 2],
    /// `print`, `web` or `png`.
    pub edition: &'static str,
    /// Publication, format and language.
    pub publication: String,
    /// The format.
    pub format: &'static str,
    /// BCP 47 tag.
    pub lang: &'static str,
    /// Project paths that it was made from.
    pub inputs: Vec<String>,
}

/// The files of one edition: one, or for pictures one a page.
pub(super) fn files(wanted: &Wanted<'_>, edition: Edition, pages: &Pages, bytes: Vec<Vec<u8>>) -> Vec<(File, Vec<u8>)> {
    let several = bytes.len() > 1;
    bytes
        .into_iter()
        .enumerate()
        .map(|(index, bytes)| {
            let ending = match edition {
                Edition::Print => ".print.pdf".to_owned(),
                Edition::Web => ".web.pdf".to_owned(),
                Edition::Png if several => format!("-{}.png", index + 1),
                Edition::Png => ".png".to_owned(),
            };
            let file = File {
                path: format!("{}{ending}", wanted.id()),
                bytes: bytes.len(),
                sha256: hexadecimal(&Sha256::digest(&bytes)),
                pages: if edition == Edition::Png { 1 } else { pages.pages.len() },
                trim_mm: [pages.trim.width.mm().0.round(), pages.trim.height.mm().0.round()],
                edition: edition.name(),
                publication: wanted.publication.id.clone(),
                format: wanted.format.format.name,
                lang: wanted.publication.lang.code,
                inputs: inputs(wanted),
            };
            (file, bytes)
        })
        .collect()
}

/// Bytes in hexadecimal.
fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

/// The project paths that a leaflet is made from.
fn inputs(wanted: &Wanted<'_>) -> Vec<String> {
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
    paths.sort();
    paths.dedup();
    paths
}

/// The manifest of a county. Findings that depend on today's date are left out: the same inputs give the same bytes.
pub(super) fn json(project: &Project, county: &str, files: &[File], findings: &[&Diagnostic]) -> String {
    let mut lasting: Vec<Diagnostic> = findings.iter().filter(|f| !f.rule.by_clock).map(|f| (*f).clone()).collect();
    let sources: Vec<&str> = files.iter().flat_map(|f| f.inputs.iter().map(String::as_str)).collect();
    lasting.retain(|f| f.place.as_ref().is_none_or(|p| sources.contains(&p.source.path.as_str())));
    let diagnostics: Vec<Value> = report::sorted(&lasting).into_iter().map(report::object).collect();
    let name = project.county(county).map(|c| c.name.value.clone());
    let manifest = json!({
        "program": concat!("leaflet ", env!("CARGO_PKG_VERSION")),
        "county": county,
        "name": name,
        "files": files,
        "diagnostics": diagnostics,
    });
    format!("{manifest:#}\n")
}

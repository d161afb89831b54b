//! Entries of `manifest.json`: every file of a county with what it is and what it was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::definition::{Addressee, Override, PrintPreset, PrintStandard, SectionKind, paths};
use crate::document::{Draft, RECIPIENTS, Wanted, WantedPage};
use crate::export::print;
use crate::page::Pages;

use super::digest::Digest;
use super::edition::{Edition, PrintSheet};

/// A finished file. Its fields are in the order of the alphabet, as manifests have them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its length.
    pub bytes: usize,
    /// Whether it is marked as a draft.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The edition.
    pub edition: Edition,
    /// The format; none for web pages.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Project paths that it was made from.
    pub inputs: Arc<[String]>,
    /// Digest of all that it was made from; a file of another key is made again.
    pub key: Digest,
    /// BCP 47 tag; none for the pages that a site has besides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// Pages in it, if it has any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Below the output folder, with `/`.
    pub path: String,
    /// Width and height of a social picture in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pixels: Option<[u32; 2]>,
    /// Of a picture: its pixels in an inch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ppi: Option<u32>,
    /// Of a print file: name of its print profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Publication; none for the pages that a site has besides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub publication: String,
    /// Of copies for recipients: who they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Copies>,
    /// That of its bytes.
    pub sha256: Digest,
    /// Of cards on a sheet: that sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<PrintSheet>,
    /// Of a print file: its inks besides the four, each with the pages that need it, counted from 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spots: BTreeMap<String, Vec<usize>>,
    /// Of a print file: the standard that it keeps, such as `PDF/X-4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<String>,
    /// Width and height of the trim in millimetres, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trim_mm: Option<[f32; 2]>,
}

/// The recipients of a file, and the table that names them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Copies {
    /// Whether the file holds the pages of all of them, one after the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub merged: bool,
    /// The table, by its path in the project, or by its name where it lies elsewhere.
    pub table: String,
    /// Who they are, in the order of the table.
    pub to: Vec<Receiver>,
}

/// A recipient in a manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receiver {
    /// Part of file names.
    pub id: String,
    /// The municipality, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// Who it is.
    pub name: String,
    /// Its first page and its last in a merged file, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<[usize; 2]>,
    /// How many copies are printed of its pages.
    pub quantity: u32,
}

impl Receiver {
    /// What a manifest says of a recipient whose pages are these.
    pub(super) fn new(addressee: &Addressee, pages: Option<[usize; 2]>) -> Receiver {
        let Addressee { id, name, municipality, quantity, .. } = addressee.clone();
        Receiver { id, municipality, name, pages, quantity }
    }
}

impl Copies {
    /// Those of a file that is one recipient's alone.
    pub(super) fn of_one(addressee: &Addressee) -> Copies {
        Copies { table: addressee.file.clone(), merged: false, to: vec![Receiver::new(addressee, None)] }
    }
}

/// What stands behind a leaflet's name in that of a file: of a print file by its print profile, of one page of several with
/// its number, from 1.
pub(super) fn ending(edition: Edition, preset: Option<&PrintPreset>, number: Option<usize>) -> String {
    match (edition, number) {
        (Edition::Print, _) => format!(".{}", print::ending(preset.map_or(PrintStandard::X4, |p| p.standard))),
        (Edition::Web | Edition::WebUa2, _) => format!(".{}.pdf", edition.name()),
        (Edition::Png, Some(number)) => format!("-{number}.png"),
        (Edition::Png, None) => ".png".to_owned(),
        (Edition::Html, _) => ".html".to_owned(),
        // Not of one leaflet: `super::screen` and `super::social` name their files themselves.
        (Edition::Site | Edition::Social, _) => String::new(),
    }
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
            let path = wanted.id() + &ending(edition, preset, several.then_some(index + 1));
            let count = if edition == Edition::Png { 1 } else { pages.pages.len() };
            let file = File {
                standard: preset.map(|p| p.standard.title().to_owned()),
                profile: preset.map(|p| p.name.clone()),
                inputs: inputs(wanted, preset).into(),
                spots: if edition == Edition::Print { pages.spots() } else { BTreeMap::new() },
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
        format: wanted.format.format.name.to_owned(),
        lang: wanted.publication.lang.code.to_owned(),
        draft: wanted.draft == Draft::Yes,
        recipients: wanted.county.addressee.as_ref().map(Copies::of_one),
        inputs: inputs(wanted, None).into(),
        ..File::new(path, edition, bytes)
    }
}

impl File {
    /// A file that belongs to no publication yet.
    pub(super) fn new(path: String, edition: Edition, bytes: &[u8]) -> File {
        File {
            path,
            bytes: bytes.len(),
            sha256: Digest::of(bytes),
            pages: None,
            trim_mm: None,
            pixels: None,
            edition,
            standard: None,
            profile: None,
            publication: String::new(),
            format: String::new(),
            lang: String::new(),
            inputs: Arc::default(),
            key: Digest::default(),
            draft: false,
            ppi: None,
            sheet: None,
            spots: BTreeMap::new(),
            recipients: None,
        }
    }

    /// The file of a web page.
    pub(super) fn web_page(path: String, wanted: &WantedPage<'_>, edition: Edition, bytes: &[u8]) -> File {
        let WantedPage { publication, draft, .. } = *wanted;
        File {
            publication: publication.id.clone(),
            lang: publication.lang.code.to_owned(),
            draft: draft == Draft::Yes,
            inputs: inputs_of_page(wanted).into(),
            ..File::new(path, edition, bytes)
        }
    }

    /// The leaflet, web page or site that it is a file of, such as `varmland/grooming-a4-sv`.
    pub(super) fn unit(&self) -> String {
        let county = self.path.split('/').next().unwrap_or_default();
        if self.edition == Edition::Site {
            return format!("{county}/site");
        }
        if self.edition == Edition::Social {
            return self.path.rsplit_once('.').map_or(&*self.path, |(name, _)| name).to_owned();
        }
        let format = if self.format.is_empty() { String::new() } else { format!("-{}", self.format) };
        let name = format!("{}{format}-{}", self.publication, self.lang);
        match &self.recipients {
            None => format!("{county}/{name}"),
            Some(Copies { merged: false, to, .. }) if let [only] = &to[..] => {
                format!("{county}/{RECIPIENTS}/{name}-{}", only.id)
            }
            Some(_) => format!("{county}/{RECIPIENTS}/{name}"),
        }
    }

    /// Whether these are its bytes.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.bytes && Digest::of(bytes) == self.sha256
    }
}

/// The lists of paths that files are made from. Thousands of copies are made from the same.
#[derive(Debug, Default)]
pub(super) struct Inputs(Mutex<BTreeSet<Arc<[String]>>>);

impl Inputs {
    /// Has a file share its list with others that are made from the same.
    pub fn share(&self, file: &mut File) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(&file.inputs) {
            Some(same) => file.inputs = Arc::clone(same),
            None => {
                known.insert(Arc::clone(&file.inputs));
            }
        }
    }
}

/// The project paths that a web page is made from.
pub(super) fn inputs_of_page(wanted: &WantedPage<'_>) -> Vec<String> {
    let WantedPage { county, publication, draft } = *wanted;
    let of = |format| inputs(&Wanted { county, publication, format, draft }, None);
    wanted.format().map(of).unwrap_or_default()
}

/// The project paths that a leaflet is made from.
pub(super) fn inputs(wanted: &Wanted<'_>, preset: Option<&PrintPreset>) -> Vec<String> {
    let mut paths = vec![
        wanted.county.source.path.clone(),
        wanted.publication.source.path.clone(),
        paths::theme(&wanted.format.theme),
        paths::labels(wanted.publication.lang.code),
    ];
    paths.extend(wanted.publication.lang.primary.map(paths::labels));
    paths.extend(wanted.county.with.iter().map(|slug| paths::county(slug)));
    let own = wanted.county.overrides.iter().filter(|o| o.concerns(wanted.publication));
    let added = own.filter_map(Override::section);
    paths.extend(wanted.publication.sections.iter().chain(added).filter_map(|s| match &s.kind {
        SectionKind::Image { file, .. } => Some(file.value.clone()),
        _ => None,
    }));
    paths.extend(wanted.county.senders.iter().filter_map(|s| s.logo.as_ref()).map(|l| l.value.clone()));
    paths.extend(wanted.county.addressee.as_ref().map(|addressee| addressee.file.clone()));
    paths.extend(preset.into_iter().flat_map(|p| [paths::preset(&p.name), p.icc.value.clone()]));
    paths.sort();
    paths.dedup();
    paths
}

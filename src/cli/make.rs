//! Makes the files of one leaflet, as far as they are not there already.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::definition::{Addressee, PrintPreset, Project};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::{Draft, Wanted};
use crate::export::print::Imposition;
use crate::export::{self, Resources};
use crate::page::Pages;
use crate::rules;
use crate::world::{Staged, World, WriteError};

use super::args::Build;
use super::build::draft;
use super::compose::{Workshop, compose, compose_document};
use super::digest::Digest;
use super::edition::Edition;
use super::keys::{Keys, Making};
use super::manifest::{self, Copies, File, Inputs};
use super::press::Presses;
use super::recipients::Recipients;
use super::record::{Findings, Record};

/// What the files of a project are made with.
pub(super) struct Shop<'a> {
    pub world: &'a dyn World,
    pub project: &'a Project,
    pub args: &'a Build,
    /// The output folder.
    pub out: &'a Path,
    pub workshop: &'a Workshop,
    pub resources: &'a Resources,
    pub presses: &'a Presses,
    pub keys: &'a Keys<'a>,
    /// Who gets copies of their own, if that is what is made.
    pub recipients: Option<&'a Recipients>,
    /// What earlier builds left, by county.
    pub before: BTreeMap<String, Record>,
    /// What the files are made from.
    pub inputs: &'a Inputs,
    /// The texts that findings point into.
    pub sources: &'a [Arc<Source>],
}

/// A leaflet, web page or site with its files.
pub(super) struct Made {
    pub county: String,
    pub outputs: Vec<Output>,
    pub findings: Findings,
    /// The recipient whose copy it is.
    pub to: Option<String>,
    /// What is said at every build, whether or not anything is made.
    pub besides: Vec<Diagnostic>,
}

/// A file of a build.
pub(super) struct Output {
    pub file: Arc<File>,
    /// What waits to be published; none for a file that stands as an earlier build left it.
    pub staged: Option<Staged>,
}

impl Made {
    /// Nothing yet of what has this name.
    pub fn nothing(county: &str, id: String) -> Made {
        let findings = Findings { id, key: None, found: Vec::new() };
        Made { county: county.to_owned(), outputs: Vec::new(), findings, to: None, besides: Vec::new() }
    }

    /// All that there is to say of it.
    pub fn said(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.found.iter().chain(&self.besides)
    }
}

impl Shop<'_> {
    /// Whether finished leaflets or drafts are made.
    pub fn draft(&self) -> Draft {
        draft(self.args)
    }

    /// Whether an edition is made of the pages of one leaflet: not if it is for screens, nor if prints are merged.
    pub fn makes_of_pages(&self, edition: Edition) -> bool {
        !(edition.is_for_screens() || edition == Edition::Print && self.args.merge)
    }

    /// The files of a leaflet in every edition that has pages.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn leaflet(&self, wanted: Wanted<'_>) -> Result<Made, WriteError> {
        let Wanted { county, publication, .. } = wanted;
        let mut made = Made::nothing(&county.slug, wanted.id());
        made.to = county.addressee.as_ref().map(Addressee::title);
        let (key, document) = self.keys.resolved(wanted).unzip();
        let found_under = key.map(|key| self.keys.findings(key, county, &[&publication.source.text], "pages"));
        made.findings.key = found_under;
        let preset = self.project.preset(county);
        let mut todo = Vec::new();
        for edition in self.args.edition.iter().copied().filter(|edition| self.makes_of_pages(*edition)) {
            if edition == Edition::Print && !printable(self.project, &wanted) {
                made.besides.push(draft_needed(&wanted));
                continue;
            }
            let making = Making { edition, ppi: self.args.ppi, sheet: self.args.n_up, preset };
            let key = key.map(|key| self.keys.file(key, making));
            let pressed = preset.filter(|_| edition == Edition::Print);
            match self.fresh(&county.slug, &made.findings.id, key, |_| manifest::inputs(&wanted, pressed)) {
                Some(files) => made.outputs.extend(files.into_iter().map(|mut output| {
                    // A quantity stands in no file, and may have changed.
                    let recipients = county.addressee.as_ref().map(Copies::of_one);
                    if output.file.recipients != recipients {
                        Arc::make_mut(&mut output.file).recipients = recipients;
                    }
                    output
                })),
                None => todo.push((making, key.unwrap_or_default())),
            }
        }
        if todo.is_empty()
            && let Some(found) = self.found_before(&county.slug, &made.findings.id, found_under)
        {
            made.findings.found = found;
            return Ok(made);
        }
        if self.args.again.check_only {
            let missing =
                todo.iter().flat_map(|(making, key)| self.missing(&county.slug, &made.findings.id, making, *key));
            made.besides.extend(missing);
        }
        let composed = match document.flatten() {
            Some(document) => compose_document(&document, self.project, wanted, self.workshop),
            None => compose(self.world, self.project, wanted, self.workshop),
        };
        made.findings.found = composed.findings;
        let Some((pages, _)) = composed.pages.filter(|_| !self.args.again.check_only) else { return Ok(made) };
        for (making, key) in todo {
            match self.write(&wanted, &pages, making) {
                Ok(files) => {
                    for (file, bytes) in files {
                        made.outputs.push(self.stage(File { key, ..file }, &bytes)?);
                    }
                }
                Err(error) => made.findings.found.extend(error.diagnostics(&wanted.id())),
            }
        }
        Ok(made)
    }

    /// The files of one edition of these pages.
    fn write(
        &self,
        wanted: &Wanted<'_>,
        pages: &Pages,
        making: Making<'_>,
    ) -> Result<Vec<(File, Vec<u8>)>, export::ExportError> {
        let Making { edition, ppi, sheet, preset } = making;
        let pressed = preset.filter(|_| edition == Edition::Print);
        let profile = pressed.and_then(|preset| self.presses.named(&preset.name));
        let n_up = sheet.and_then(|sheet| Some((sheet, Imposition::new(pages, sheet.size(), profile?)?)));
        let bytes = match (edition, profile) {
            (Edition::Print, Some(profile)) => vec![match &n_up {
                Some((sheet, way)) => {
                    export::print::write_imposed(pages, way, sheet.ending(), profile, self.resources)?
                }
                None => export::print::write(pages, profile, self.resources)?,
            }],
            (Edition::Web, _) => vec![export::web::write(pages, self.resources)?],
            (Edition::WebUa2, _) => vec![export::web::write_ua2(pages, self.resources)?],
            (Edition::Png, _) => export::png::write(pages, ppi as f32, self.resources)?,
            // Without a profile the reason has been told; what is for screens is made by `screen`.
            (Edition::Print, None) | (Edition::Html | Edition::Site | Edition::Social, _) => Vec::new(),
        };
        let preset: Option<&PrintPreset> = preset.filter(|_| profile.is_some());
        let mut files = manifest::files(wanted, edition, pages, preset, bytes);
        for (file, _) in &mut files {
            if let Some((sheet, _)) = &n_up {
                file.path = file.path.replace(".print", &format!("{}.print", sheet.ending()));
                file.sheet = Some(*sheet);
            }
            file.ppi = (edition == Edition::Png).then_some(ppi);
        }
        Ok(files)
    }

    /// The files of this key, if they stand as they were made. Their lists of inputs are taken anew: the same bytes may come
    /// from a file of another name, or beside one more.
    pub fn fresh(
        &self,
        county: &str,
        id: &str,
        key: Option<Digest>,
        inputs: impl Fn(&File) -> Vec<String>,
    ) -> Option<Vec<Output>> {
        if self.args.again.force {
            return None;
        }
        let files = self.before.get(county)?.fresh(self.world, self.out, id, key?)?;
        let again = |mut file: Arc<File>| {
            let inputs = inputs(&file);
            if *file.inputs != *inputs {
                let file = Arc::make_mut(&mut file);
                file.inputs = inputs.into();
                self.inputs.share(file);
            }
            Output { file, staged: None }
        };
        Some(files.into_iter().map(again).collect())
    }

    /// What was found before, if nothing that decides it has changed.
    pub fn found_before(&self, county: &str, id: &str, key: Option<Digest>) -> Option<Vec<Diagnostic>> {
        self.before.get(county)?.findings(id, key?, self.sources)
    }

    /// A file under its temporary name.
    pub fn stage(&self, mut file: File, bytes: &[u8]) -> Result<Output, WriteError> {
        let staged = Some(self.world.stage(&self.out.join(&file.path), bytes)?);
        self.inputs.share(&mut file);
        Ok(Output { file: Arc::new(file), staged })
    }

    /// What keeps the files of an edition from being what this build would make.
    pub fn missing(&self, county: &str, id: &str, making: &Making<'_>, key: Digest) -> Vec<Diagnostic> {
        let Making { edition, .. } = *making;
        let files = self.before.get(county).into_iter().flat_map(|record| &record.files);
        let of: Vec<&Arc<File>> = files.filter(|file| file.edition == edition && file.unit() == id).collect();
        let fault = |file: &&Arc<File>| {
            let reason = match self.world.written_before(&self.out.join(&file.path)) {
                None => "is missing",
                Some(bytes) if !file.is(&bytes) => "is not the file that was built",
                Some(_) if file.key != key => "was built from something older",
                Some(_) => return None,
            };
            Some(stale(&file.path, reason))
        };
        if of.is_empty() {
            vec![stale(id, &format!("has no {} edition", edition.name()))]
        } else {
            of.iter().filter_map(fault).collect()
        }
    }
}

/// Says that a file is not what a build would make.
pub(super) fn stale(subject: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(&rules::OUTPUT_STALE, format!("{subject} {reason}")).on(subject).help("Run `leaflet build`.")
}

/// Whether a leaflet may go to a print shop: as a draft, or with somebody to ask.
pub(super) fn printable(project: &Project, wanted: &Wanted<'_>) -> bool {
    wanted.draft == Draft::Yes || project.is_reached(wanted.county)
}

/// Why there is no print file.
pub(super) fn draft_needed(wanted: &Wanted<'_>) -> Diagnostic {
    let message = format!("{} has no contact, so there is no print edition", wanted.county.name.value);
    Diagnostic::new(&rules::DRAFT_NEEDED, message)
        .at(&wanted.county.contact.place)
        .on(wanted.county.slug.clone())
        .help("Fill in phone, email or url under [contact], or build with --draft.")
}

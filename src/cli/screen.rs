//! The editions for the screen that are made from documents: a web page for each publication, a site for each county.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::check;
use crate::definition::{County, FormatKind, FormatUse, Project};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted, WantedPage, resolve_page};
use crate::export;
use crate::export::html::{self, Download};
use crate::export::site::{self, SitePage};
use crate::page::Pages;
use crate::world::{World, WriteError};

use super::args::Selection;
use super::compose::{Workshop, compose, compose_document, on_threads};
use super::edition::Edition;
use super::keys::{Known, Making};
use super::make::{Made, Shop};
use super::manifest::{self, File};
use super::select::{self, is_meant};
use super::social;

/// Pixels across of the small pictures on a start page: one and a half times their width in the style. With twice, the page
/// would be as heavy again for letters that nobody reads there.
const THUMBNAIL: f32 = 280.0;

/// Makes the web pages and sites that are asked for.
///
/// # Errors
/// When the system refuses threads or files.
pub(super) fn make(shop: &Shop<'_>) -> anyhow::Result<Vec<Made>> {
    let args = shop.args;
    let mut made = Vec::new();
    if args.edition.contains(&Edition::Html) {
        // What speaks of the text is said with its sheets, if there are any.
        let alone = args.edition.iter().all(|edition| edition.is_for_screens());
        for wanted in pages(shop.project, &args.selection, shop.draft()) {
            made.push(page(shop, wanted, alone)?);
        }
    }
    if args.edition.contains(&Edition::Site) {
        let counties = shop.project.targets.iter().filter_map(|slug| shop.project.county(slug));
        let counties: Vec<&County> =
            counties.filter(|county| is_meant(&args.selection, &format!("{}/site", county.slug))).collect();
        let sites = || counties.par_iter().map(|county| Site::of(shop, county)).collect::<Result<Vec<Made>, _>>();
        made.extend(on_threads(args.selection.jobs, sites)??);
    }
    if args.edition.contains(&Edition::Social) {
        made.extend(social::make(shop)?);
    }
    Ok(made)
}

/// What keeps web pages of a selection from being made; what speaks of their sheets as well is not said here.
#[must_use]
pub(super) fn check(
    world: &dyn World,
    project: &Project,
    selection: &Selection,
    workshop: &Workshop,
) -> Vec<Diagnostic> {
    let wanted = pages(project, selection, Draft::No).into_iter();
    let pages = wanted.filter_map(|wanted| resolve_page(world, project, wanted).err()).flatten();
    pages.chain(social::check((world, project), selection, workshop)).collect()
}

/// The web pages that a selection means. A page has no format: every publication of these names has one.
pub(super) fn pages<'a>(project: &'a Project, selection: &Selection, draft: Draft) -> Vec<WantedPage<'a>> {
    let any = Selection { format: Vec::new(), shard: None, only: None, ..selection.clone() };
    let all = select::wanted(project, &any, draft);
    let mut pages: Vec<WantedPage<'a>> =
        all.iter().map(|w| WantedPage { county: w.county, publication: w.publication, draft }).collect();
    pages.dedup_by_key(|page| page.id());
    pages.retain(|page| is_meant(selection, &page.id()));
    pages
}

/// One web page.
fn page(shop: &Shop<'_>, wanted: WantedPage<'_>, checked: bool) -> Result<Made, WriteError> {
    let WantedPage { county, publication, .. } = wanted;
    let id = wanted.id();
    let mut made = Made::nothing(&county.slug, id.clone());
    let (key, page) = shop.keys.page(wanted).unzip();
    let how = if checked { "page" } else { "page beside its sheets" };
    made.findings.key = key.map(|key| shop.keys.findings(key, county, &[&publication.source.text], how));
    let file_key = key.map(|key| shop.keys.file(key, Making::of(Edition::Html)));
    let fresh = shop.fresh(&county.slug, &id, file_key, |_| manifest::inputs_of_page(&wanted));
    let missing = fresh.is_none();
    if let Some(files) = fresh {
        made.outputs = files;
        if let Some(found) = shop.found_before(&county.slug, &id, made.findings.key) {
            made.findings.found = found;
            return Ok(made);
        }
    }
    let file_key = file_key.unwrap_or_default();
    if missing && shop.args.again.check_only {
        made.besides = shop.missing(&county.slug, &id, &Making::of(Edition::Html), file_key);
    }
    match page.flatten().map_or_else(|| resolve_page(shop.world, shop.project, wanted), Ok) {
        Ok(page) => {
            let share =
                wanted.leaflet().map_or(Ok(None), |leaflet| social::on_the_web((shop.world, shop.project), leaflet));
            if checked {
                made.findings.found.extend(check::document::check(&page.document, publication));
            }
            if missing && !shop.args.again.check_only {
                let written =
                    share.and_then(|share| html::write(&page, share.as_ref()).map_err(|e| e.diagnostics(&id)));
                match written {
                    Ok(bytes) => {
                        let path = id.clone() + &manifest::ending(Edition::Html, None, None);
                        let file = File::web_page(path, &wanted, Edition::Html, &bytes);
                        made.outputs.push(shop.stage(File { key: file_key, ..file }, &bytes)?);
                    }
                    Err(found) => made.findings.found.extend(found),
                }
            }
        }
        Err(findings) => made.findings.found.extend(findings),
    }
    Ok(made)
}

/// The web page that a file of a site is.
fn page_of<'w, 'p>(path: &str, pages: &'w [WantedPage<'p>]) -> Option<&'w WantedPage<'p>> {
    let name = path.rsplit('/').next()?.strip_suffix(".html")?;
    pages.iter().find(|page| page.name() == name)
}

/// The project paths that a file of a site with these pages is made from. What belongs to no page alone, such as the start
/// page, is made from what all are made from.
fn inputs(file: &File, pages: &[WantedPage<'_>]) -> Vec<String> {
    let is_format = |format: &&FormatUse| format.format.name == file.format;
    let of_format = |page: &WantedPage<'_>| {
        let WantedPage { county, publication, draft } = *page;
        let format = publication.formats.iter().find(is_format)?;
        (publication.id == file.publication && publication.lang.code == file.lang)
            .then(|| manifest::inputs(&Wanted { county, publication, format, draft }, None))
    };
    let download = pages.iter().find_map(of_format);
    download.or_else(|| page_of(&file.path, pages).map(manifest::inputs_of_page)).unwrap_or_else(|| {
        let all: BTreeSet<String> = pages.iter().flat_map(manifest::inputs_of_page).collect();
        all.into_iter().collect()
    })
}

/// The site of a county under way, with every publication in every language.
struct Site<'a> {
    shop: &'a Shop<'a>,
    known: Known,
    files: Vec<(File, Vec<u8>)>,
    found: Vec<Diagnostic>,
}

impl<'a> Site<'a> {
    /// The site of a county. No file if anything in it has an error.
    fn of(shop: &'a Shop<'a>, county: &County) -> Result<Made, WriteError> {
        let id = format!("{}/site", county.slug);
        let mut made = Made::nothing(&county.slug, id.clone());
        let publications = county.publications.iter().flat_map(|id| shop.project.languages_of(id));
        let wanted: Vec<WantedPage<'_>> =
            publications.map(|publication| WantedPage { county, publication, draft: shop.draft() }).collect();
        let (key, known) = shop.keys.site(county, &wanted).unzip();
        let texts: Vec<&str> = wanted.iter().map(|page| page.publication.source.text.as_str()).collect();
        made.findings.key = key.map(|key| shop.keys.findings(key, county, &texts, "site"));
        let file_key = key.map(|key| shop.keys.file(key, Making::of(Edition::Site)));
        if let Some(files) = shop.fresh(&county.slug, &id, file_key, |file| inputs(file, &wanted)) {
            made.outputs = files;
            if let Some(found) = shop.found_before(&county.slug, &id, made.findings.key) {
                made.findings.found = found;
                return Ok(made);
            }
        }
        let file_key = file_key.unwrap_or_default();
        if shop.args.again.check_only && made.outputs.is_empty() {
            made.besides = shop.missing(&county.slug, &id, &Making::of(Edition::Site), file_key);
        }
        let mut site = Site { shop, known: known.unwrap_or_default(), files: Vec::new(), found: Vec::new() };
        site.make(county, &wanted);
        if made.outputs.is_empty() && !shop.args.again.check_only && !site.found.iter().any(Diagnostic::is_error) {
            for (file, bytes) in site.files {
                made.outputs.push(shop.stage(File { key: file_key, draft: shop.args.draft, ..file }, &bytes)?);
            }
        }
        made.findings.found = site.found;
        Ok(made)
    }

    /// Makes the files.
    fn make(&mut self, county: &County, wanted: &[WantedPage<'_>]) {
        let base = county.base_url.as_ref().map(|url| format!("{}/", url.href().trim_end_matches('/')));
        let accessibility = county.accessibility_url.as_ref().map(|url| url.href().to_owned());
        let mut site = site::Site { base, accessibility, pages: Vec::new() };
        for wanted in wanted {
            match self.page(*wanted) {
                Ok(page) => site.pages.push(page),
                Err(findings) => self.found.extend(findings),
            }
        }
        if self.found.iter().any(Diagnostic::is_error) || site.pages.is_empty() {
            self.files.clear();
            return;
        }
        match site::write(&site) {
            Ok(files) => {
                for (name, bytes) in files {
                    let path = format!("{}/site/{name}", county.slug);
                    let file = match page_of(&path, wanted) {
                        Some(wanted) => File::web_page(path, wanted, Edition::Site, &bytes),
                        None => File::new(path, Edition::Site, &bytes),
                    };
                    let inputs = inputs(&file, wanted).into();
                    self.files.push((File { inputs, ..file }, bytes));
                }
            }
            Err(error) => self.found.extend(error.diagnostics(&county.slug)),
        }
    }

    /// A page with its downloads.
    fn page(&mut self, wanted: WantedPage<'_>) -> Result<SitePage, Vec<Diagnostic>> {
        let page = match self.known.pages.remove(&wanted.id()) {
            Some(page) => page,
            None => resolve_page(self.shop.world, self.shop.project, wanted)?,
        };
        let mut site_page = SitePage {
            publication: wanted.publication.id.clone(),
            file: format!("{}.html", wanted.name()),
            page,
            downloads: Vec::new(),
            thumbnail: Vec::new(),
            share: None,
        };
        if let Some(leaflet) = wanted.leaflet() {
            let (project, made_with) =
                ((self.shop.world, self.shop.project), (self.shop.workshop, self.shop.resources));
            site_page.share = social::of_link(project, leaflet, made_with)?;
        }
        for format in &wanted.publication.formats {
            self.download(wanted, format, &mut site_page)?;
        }
        Ok(site_page)
    }

    /// The web PDF of a format.
    fn download(
        &mut self,
        page: WantedPage<'_>,
        format: &FormatUse,
        site_page: &mut SitePage,
    ) -> Result<(), Vec<Diagnostic>> {
        let WantedPage { county, publication, draft } = page;
        let wanted = Wanted { county, publication, format, draft };
        let Shop { world, project, workshop, .. } = self.shop;
        let composed = match self.known.documents.remove(&wanted.id()) {
            Some(document) => compose_document(&document, project, wanted, workshop),
            None => compose(*world, project, wanted, workshop),
        };
        self.found.extend(composed.findings);
        let Some((pages, _)) = composed.pages else { return Ok(()) };
        let failed = |error: export::ExportError| error.diagnostics(&wanted.id());
        let bytes = export::web::write(&pages, self.shop.resources).map_err(failed)?;
        let name = format!("{}-{}-{}.pdf", publication.id, format.format.name, publication.lang.code);
        if site_page.thumbnail.is_empty() {
            site_page.thumbnail = self.thumbnail(&pages).map_err(failed)?;
        }
        site_page.downloads.push(Download {
            file: name.clone(),
            format: format.format.name,
            poster: format.format.kind == FormatKind::Poster,
            pages: pages.pages.len(),
            bytes: bytes.len(),
        });
        let path = format!("{}/site/{name}", county.slug);
        let file = manifest::file_of_pages(path, &wanted, Edition::Site, (&pages, pages.pages.len()), &bytes);
        self.files.push((file, bytes));
        Ok(())
    }

    /// A small picture of the first page.
    fn thumbnail(&self, pages: &Pages) -> Result<Vec<u8>, export::ExportError> {
        let Some(first) = pages.pages.first() else { return Ok(Vec::new()) };
        let inches = pages.trim.width.0 / 72.0;
        export::png::raster(first, pages.trim, THUMBNAIL / inches, self.shop.resources)?.png()
    }
}

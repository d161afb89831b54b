//! The editions for the screen that are made from documents: a web page for each publication, a site for each county.

use rayon::prelude::*;

use crate::check;
use crate::definition::{County, FormatKind, FormatUse, Project};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted, WantedPage, resolve_page};
use crate::export::html::{self, Download};
use crate::export::site::{self, Site, SitePage};
use crate::export::{self, Resources};
use crate::page::Pages;
use crate::world::World;

use super::args::{Build, Edition, Selection};
use super::build::Made;
use super::compose::{Workshop, compose, on_threads};
use super::manifest::{self, File};
use super::{select, social};

/// Pixels across of the small pictures on a start page: twice their width in the style.
const THUMBNAIL: f32 = 374.0;

/// Makes the web pages and sites that are asked for.
///
/// # Errors
/// When the system refuses threads.
pub(super) fn make(
    (world, project): (&dyn World, &Project),
    args: &Build,
    workshop: &Workshop,
    resources: &Resources,
) -> anyhow::Result<Vec<Made>> {
    let draft = if args.draft { Draft::Yes } else { Draft::No };
    let mut made = Vec::new();
    if args.edition.contains(&Edition::Html) {
        // What speaks of the text is said with its sheets, if there are any.
        let alone = args.edition.iter().all(|edition| edition.is_for_screens());
        made.extend(pages(project, &args.selection, draft).into_iter().map(|w| page(world, project, w, alone)));
    }
    if args.edition.contains(&Edition::Site) {
        let counties: Vec<&County> = project.targets.iter().filter_map(|slug| project.county(slug)).collect();
        let shop = Shop { world, project, draft, workshop, resources };
        let sites = || counties.par_iter().map(|county| shop.site(county)).collect::<Vec<Made>>();
        made.extend(on_threads(args.selection.jobs, sites)?);
    }
    if args.edition.contains(&Edition::Social) {
        made.extend(social::make((world, project), &args.selection, draft, workshop, resources)?);
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
fn pages<'a>(project: &'a Project, selection: &Selection, draft: Draft) -> Vec<WantedPage<'a>> {
    let selection = Selection { format: Vec::new(), ..selection.clone() };
    let all = select::wanted(project, &selection, draft);
    let mut pages: Vec<WantedPage<'a>> =
        all.iter().map(|w| WantedPage { county: w.county, publication: w.publication, draft }).collect();
    pages.dedup_by_key(|page| page.id());
    pages
}

/// One web page.
fn page(world: &dyn World, project: &Project, wanted: WantedPage<'_>, checked: bool) -> Made {
    let mut made = Made { county: wanted.county.slug.clone(), files: Vec::new(), findings: Vec::new() };
    match resolve_page(world, project, wanted) {
        Ok(page) => {
            let share = wanted.leaflet().map_or(Ok(None), |leaflet| social::on_the_web((world, project), leaflet));
            if checked {
                made.findings.extend(check::document::check(&page.document, wanted.publication));
            }
            match share.and_then(|share| html::write(&page, share.as_ref()).map_err(|e| e.diagnostics(&wanted.id()))) {
                Ok(bytes) => {
                    let path = format!("{}.html", wanted.id());
                    made.files.push((File::web_page(path, &wanted, Edition::Html, &bytes), bytes));
                }
                Err(found) => made.findings.extend(found),
            }
        }
        Err(findings) => made.findings.extend(findings),
    }
    made
}

/// What a site is made with.
struct Shop<'a> {
    world: &'a dyn World,
    project: &'a Project,
    draft: Draft,
    workshop: &'a Workshop,
    resources: &'a Resources,
}

impl Shop<'_> {
    /// The site of a county, with every publication in every language. No file if anything in it has an error.
    fn site(&self, county: &County) -> Made {
        let mut made = Made { county: county.slug.clone(), files: Vec::new(), findings: Vec::new() };
        let base = county.base_url.as_ref().map(|url| format!("{}/", url.href().trim_end_matches('/')));
        let mut site = Site { base, pages: Vec::new() };
        let publications = county.publications.iter().flat_map(|id| self.project.languages_of(id));
        let wanted: Vec<WantedPage<'_>> =
            publications.map(|publication| WantedPage { county, publication, draft: self.draft }).collect();
        for wanted in &wanted {
            match self.site_page(*wanted, &mut made) {
                Ok(page) => site.pages.push(page),
                Err(findings) => made.findings.extend(findings),
            }
        }
        if made.findings.iter().any(Diagnostic::is_error) || site.pages.is_empty() {
            made.files.clear();
            return made;
        }
        match site::write(&site) {
            Ok(files) => {
                for (name, bytes) in files {
                    let path = format!("{}/site/{name}", county.slug);
                    let own = wanted.iter().find(|w| format!("{}.html", w.name()) == name);
                    let file = match own {
                        Some(wanted) => File::web_page(path, wanted, Edition::Site, &bytes),
                        None => File::new(path, Edition::Site, &bytes),
                    };
                    made.files.push((file, bytes));
                }
            }
            Err(error) => made.findings.extend(error.diagnostics(&county.slug)),
        }
        made
    }

    /// A page of a site with its downloads, whose files go to `made` as well.
    fn site_page(&self, wanted: WantedPage<'_>, made: &mut Made) -> Result<SitePage, Vec<Diagnostic>> {
        let page = resolve_page(self.world, self.project, wanted)?;
        let mut site_page = SitePage {
            publication: wanted.publication.id.clone(),
            file: format!("{}.html", wanted.name()),
            page,
            downloads: Vec::new(),
            thumbnail: Vec::new(),
            share: None,
        };
        if let Some(leaflet) = wanted.leaflet() {
            let (project, made_with) = ((self.world, self.project), (self.workshop, self.resources));
            site_page.share = social::of_link(project, leaflet, made_with)?;
        }
        for format in &wanted.publication.formats {
            self.download(wanted, format, &mut site_page, made)?;
        }
        Ok(site_page)
    }

    /// The web PDF of a format.
    fn download(
        &self,
        page: WantedPage<'_>,
        format: &FormatUse,
        site_page: &mut SitePage,
        made: &mut Made,
    ) -> Result<(), Vec<Diagnostic>> {
        let WantedPage { county, publication, draft } = page;
        let wanted = Wanted { county, publication, format, draft };
        let composed = compose(self.world, self.project, wanted, self.workshop);
        made.findings.extend(composed.findings);
        let Some((pages, _)) = composed.pages else { return Ok(()) };
        let failed = |error: export::ExportError| error.diagnostics(&wanted.id());
        let bytes = export::web::write(&pages, self.resources).map_err(failed)?;
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
        made.files.push((file, bytes));
        Ok(())
    }

    /// A small picture of the first page.
    fn thumbnail(&self, pages: &Pages) -> Result<Vec<u8>, export::ExportError> {
        let first = Pages { pages: pages.pages.first().cloned().into_iter().collect(), ..pages.clone() };
        let inches = pages.trim.width.0 / 72.0;
        let files = export::png::write(&first, THUMBNAIL / inches, self.resources)?;
        Ok(files.into_iter().next().unwrap_or_default())
    }
}

//! The social edition: pictures for social media, each with its words for who cannot see it.

use rayon::prelude::*;

use crate::definition::{Format, Project, Publication};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, SocialPicture, Wanted, WantedSocial, resolve_social};
use crate::export::html::Share;
use crate::export::site::SharePicture;
use crate::export::{self, Resources};
use crate::layout::layout;
use crate::page::Pages;
use crate::world::{World, WriteError};

use super::args::Selection;
use super::compose::{Workshop, on_threads};
use super::edition::Edition;
use super::keys::Making;
use super::make::{Made, Shop};
use super::manifest::{self, File};
use super::select::is_meant;

/// A picture laid out, with its alternative text.
type Drawn = (Pages, String);

/// Makes the pictures that are asked for.
///
/// # Errors
/// When the system refuses threads or files.
pub(super) fn make(shop: &Shop<'_>) -> anyhow::Result<Vec<Made>> {
    let selection = &shop.args.selection;
    let mut wanted = pictures(shop.project, selection, shop.draft());
    wanted.retain(|wanted| is_meant(selection, &wanted.id()));
    let pictures = || wanted.par_iter().map(|wanted| picture(shop, *wanted)).collect::<Result<Vec<Made>, WriteError>>();
    Ok(on_threads(selection.jobs, pictures)??)
}

/// One picture with its words, as far as they are not there already.
fn picture(shop: &Shop<'_>, wanted: WantedSocial<'_>) -> Result<Made, WriteError> {
    let (county, text) = (wanted.wanted.county, &wanted.wanted.publication.source.text);
    let making = Making::of(Edition::Social);
    let mut made = Made::nothing(&county.slug, wanted.id());
    let key = shop.keys.social(wanted);
    made.findings.key = key.map(|key| shop.keys.findings(key, county, &[text], "picture"));
    let file_key = key.map(|key| shop.keys.file(key, making));
    let inputs = |_: &File| manifest::inputs(&wanted.wanted, None);
    if let Some(files) = shop.fresh(&county.slug, &made.findings.id, file_key, inputs) {
        made.outputs = files;
        if let Some(found) = shop.found_before(&county.slug, &made.findings.id, made.findings.key) {
            made.findings.found = found;
            return Ok(made);
        }
    }
    let file_key = file_key.unwrap_or_default();
    let missing = made.outputs.is_empty();
    if missing && shop.args.again.check_only {
        made.besides = shop.missing(&county.slug, &made.findings.id, &making, file_key);
    }
    let written = drawn(shop.world, shop.project, wanted, shop.workshop).and_then(|(pages, alt)| {
        let png = write(&pages, shop.resources).map_err(|error| error.diagnostics(&wanted.id()))?;
        Ok(files(&wanted, &pages, png, alt))
    });
    match written {
        Ok(files) if missing && !shop.args.again.check_only => {
            for (file, bytes) in files {
                let file = File { key: file_key, draft: shop.args.draft, ..file };
                made.outputs.push(shop.stage(file, &bytes)?);
            }
        }
        Ok(_) => {}
        Err(found) => made.findings.found = found,
    }
    Ok(made)
}

/// What keeps pictures of a selection from being made.
#[must_use]
pub(super) fn check(
    (world, project): (&dyn World, &Project),
    selection: &Selection,
    workshop: &Workshop,
) -> Vec<Diagnostic> {
    let wanted = pictures(project, selection, Draft::No).into_iter();
    wanted.filter_map(|wanted| drawn(world, project, wanted, workshop).err()).flatten().collect()
}

/// The picture that goes with a link to a publication, as a file of this name: the first that is drawn in the format for
/// links. Nothing if there is none.
///
/// # Errors
/// What keeps the picture from being made.
pub(super) fn of_link(
    (world, project): (&dyn World, &Project),
    wanted: Wanted<'_>,
    (workshop, resources): (&Workshop, &Resources),
) -> Result<Option<SharePicture>, Vec<Diagnostic>> {
    let Some(wanted) = link_picture(wanted) else { return Ok(None) };
    let (pages, alt) = drawn(world, project, wanted, workshop)?;
    let png = write(&pages, resources).map_err(|error| error.diagnostics(&wanted.id()))?;
    let file = link_file(wanted.wanted.publication);
    Ok(Some(SharePicture { file, png, pixels: wanted.wanted.format.format.pixels(), alt }))
}

/// Where the picture of a link to a publication lies on the web, if the county's site has an address; nothing if there is
/// no such picture.
pub(super) fn on_the_web(
    (world, project): (&dyn World, &Project),
    wanted: Wanted<'_>,
) -> Result<Option<Share>, Vec<Diagnostic>> {
    let Some(base) = &wanted.county.base_url else { return Ok(None) };
    let Some(picture) = link_picture(wanted) else { return Ok(None) };
    let alt = resolve_social(world, project, picture)?.alt;
    let address = format!("{}/{}", base.href().trim_end_matches('/'), link_file(wanted.publication));
    Ok(Some(Share { address, pixels: picture.wanted.format.format.pixels(), alt }))
}

/// File of the picture of a link in a site.
fn link_file(publication: &Publication) -> String {
    format!("{}-{}.png", publication.id, publication.lang.code)
}

/// The first picture of a publication that is drawn in the format for links: the only one that lies.
fn link_picture(wanted: Wanted<'_>) -> Option<WantedSocial<'_>> {
    let lies = |format: &Format| format.trim.width > format.trim.height;
    of_publication(wanted).into_iter().find(|picture| lies(picture.wanted.format.format))
}

/// The pictures that a selection means, in a fixed order.
pub(super) fn pictures<'a>(project: &'a Project, selection: &Selection, draft: Draft) -> Vec<WantedSocial<'a>> {
    let mut all = Vec::new();
    for county in project.targets.iter().filter_map(|slug| project.county(slug)) {
        for id in county.publications.iter().filter(|id| selection.takes_publication(id)) {
            for publication in project.languages_of(id).filter(|p| selection.takes_lang(p.lang.code)) {
                // Who is asked for stands in the message; any format gives the county and the text.
                let Some(format) = publication.formats.first() else { continue };
                all.extend(of_publication(Wanted { county, publication, format, draft }));
            }
        }
    }
    all.retain(|wanted| selection.takes_format(wanted.wanted.format.format.name));
    all
}

/// The pictures of a publication.
pub(super) fn of_publication(wanted: Wanted<'_>) -> Vec<WantedSocial<'_>> {
    let messages = wanted.publication.social.iter();
    let all = messages.flat_map(|social| social.formats.iter().map(move |words| (social, words)));
    all.map(|(social, words)| WantedSocial { wanted: Wanted { format: &words.used, ..wanted }, social, words })
        .collect()
}

/// Lays a picture out.
fn drawn(
    world: &dyn World,
    project: &Project,
    wanted: WantedSocial<'_>,
    workshop: &Workshop,
) -> Result<Drawn, Vec<Diagnostic>> {
    let SocialPicture { document, alt } = resolve_social(world, project, wanted)?;
    let here =
        |finding: Diagnostic| if finding.place.is_none() { finding.at(&wanted.words.used.place) } else { finding };
    let (pages, _) =
        layout(&document, &workshop.faces).map_err(|found| found.into_iter().map(here).collect::<Vec<_>>())?;
    Ok((pages, alt))
}

/// A picture in the pixels of its format.
fn write(pages: &Pages, resources: &Resources) -> Result<Vec<u8>, export::ExportError> {
    let files = export::png::write(pages, Format::SOCIAL_PPI, resources)?;
    Ok(files.into_iter().next().unwrap_or_default())
}

/// The picture and its alternative text.
fn files(wanted: &WantedSocial<'_>, pages: &Pages, png: Vec<u8>, alt: String) -> Vec<(File, Vec<u8>)> {
    let id = wanted.id();
    let file = |ending: &str, bytes: &[u8]| {
        let path = format!("{id}.{ending}");
        let made = manifest::file_of_pages(path, &wanted.wanted, Edition::Social, (pages, 1), bytes);
        File { pages: None, trim_mm: None, ..made }
    };
    let mut alt = alt.into_bytes();
    alt.push(b'\n');
    let picture = File { pixels: Some(wanted.wanted.format.format.pixels()), ..file("png", &png) };
    let words = file("txt", &alt);
    vec![(picture, png), (words, alt)]
}

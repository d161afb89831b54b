//! The finished files of a leaflet or of a whole county, as `leaflet build` writes them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::http::Response;
use super::project::{Served, Snapshot};
use super::routes::Workbench;
use super::view::{Place, View};
use super::words::Words;
use crate::cli::args::{Order, PPI};
use crate::cli::edition::Edition;
use crate::cli::locale::say_error;
use crate::cli::press::Presses;
use crate::cli::report::MessageFormat;
use crate::cli::select::OUT;
use crate::cli::{manifest, order};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted, WantedPage, resolve_page};
use crate::export::{self, ExportError};

/// A finished file and its name.
type Named = (String, Vec<u8>);

/// The editions that can be had.
const EDITIONS: [Edition; 4] = [Edition::Print, Edition::Web, Edition::Html, Edition::Png];

/// One file of the edition of this name; of pictures of several pages a zip.
#[must_use]
pub fn one(served: &Served, words: &'static Words, place: &Place, edition: &str) -> Response {
    let snapshot = served.now();
    let view = View::find(words, &snapshot, place);
    let edition = EDITIONS.into_iter().find(|known| known.name() == edition);
    let (Some(view), Some(edition)) = (view, edition) else { return Response::plain(404, words.not_found) };
    match made(served, &snapshot, view.wanted, edition) {
        Ok(mut files) if files.len() == 1 => {
            let (name, bytes) = files.remove(0);
            attached(&name, bytes)
        }
        Ok(files) => packed(&view.wanted.id().replace('/', "-"), &files),
        Err(told) => {
            Response::plain(409, told.lines().map(|line| words.locale().say(line)).collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Every file of a county that can be made, of texts that may be published.
#[must_use]
pub fn all(served: &Served, words: &Words, county: &str) -> Response {
    let snapshot = served.now();
    let mut files = Vec::new();
    let leaflets = snapshot.leaflets().into_iter().filter(|w| w.county.slug == county && snapshot.is_reviewed(w));
    for wanted in leaflets {
        for edition in EDITIONS {
            // What has an error is missing; the board says so.
            files.extend(made(served, &snapshot, wanted, edition).unwrap_or_default());
        }
    }
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    if files.is_empty() { Response::plain(404, words.not_found) } else { packed(county, &files) }
}

/// The files of an edition.
fn made(served: &Served, snapshot: &Snapshot, wanted: Wanted<'_>, edition: Edition) -> Result<Vec<Named>, String> {
    let told = |found: &[Diagnostic]| found.iter().map(|f| f.message.as_str()).collect::<Vec<_>>().join("\n");
    let failed = |error: ExportError| error.to_string();
    let (world, project) = (&*served.world, &snapshot.project);
    let preset = project.preset(wanted.county);
    let ending = |number| manifest::ending(edition, preset, number);
    if edition == Edition::Html {
        let page = WantedPage { county: wanted.county, publication: wanted.publication, draft: wanted.draft };
        let resolved = resolve_page(world, project, page).map_err(|found| told(&found))?;
        return Ok(vec![(page.name() + &ending(None), export::html::write(&resolved, None).map_err(failed)?)]);
    }
    let laid = served.laid(world, snapshot, wanted);
    let Some((pages, _)) = &laid.composed.pages else { return Err(told(&laid.composed.findings)) };
    let mut name = wanted.id().rsplit('/').next().unwrap_or_default().to_owned();
    let resources = &snapshot.shop.resources;
    let files = match edition {
        Edition::Print => {
            let (presses, found) = Presses::read(world, project);
            let Some(profile) = presses.named(project.preset_name(wanted.county)) else { return Err(told(&found)) };
            // Saved beside others, it has nothing but its name to say that it is none to print.
            name += if wanted.draft == Draft::Yes { ".draft" } else { "" };
            vec![export::print::write(pages, profile, resources).map_err(failed)?]
        }
        Edition::Png => export::png::write(pages, PPI as f32, resources).map_err(failed)?,
        Edition::Web => vec![export::web::write(pages, resources).map_err(failed)?],
        // None of `EDITIONS`.
        Edition::WebUa2 | Edition::Html | Edition::Site | Edition::Social => Vec::new(),
    };
    let several = files.len() > 1;
    let named = |(page, bytes)| (format!("{name}{}", ending(several.then_some(page))), bytes);
    Ok((1..).zip(files).map(named).collect())
}

/// A file to be saved.
fn attached(name: &str, bytes: Vec<u8>) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("html") => "text/html; charset=utf-8",
        Some("png") => "image/png",
        _ => "application/zip",
    };
    // Names are made of slugs, ids and endings, which need no quoting.
    Response::ok(kind, bytes).with("Content-Disposition", format!("attachment; filename=\"{name}\""))
}

/// Files in one. PDFs and pictures are compressed already, so they are only stored.
fn packed(name: &str, files: &[Named]) -> Response {
    let write = || -> zip::result::ZipResult<Vec<u8>> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default());
        for (name, bytes) in files {
            zip.start_file(name.as_str(), options)?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    };
    match write() {
        Ok(bytes) => attached(&format!("{name}.zip"), bytes),
        Err(error) => Response::plain(500, error.to_string()),
    }
}

/// Writes the print shop's ticket and the distribution list below `out`.
#[must_use]
pub fn order(bench: &Workbench, county: &str) -> Response {
    let snapshot = bench.served.now();
    let known = snapshot.project.county(county).is_some_and(|county| county.order.is_some());
    if !known {
        return Response::plain(404, "this county has no order");
    }
    let out = bench.root.join(OUT);
    let args = Order {
        target: county.to_owned(),
        out: out.clone(),
        print_profile: None,
        recipients: None,
        merge: false,
        message_format: MessageFormat::Human,
    };
    match order::run(&args) {
        Ok(outcome) => {
            let locale = bench.words.locale();
            let errors: Vec<_> =
                outcome.findings.iter().filter(|f| f.is_error()).map(|f| locale.say(&f.message)).collect();
            let done = format!("{} {}", bench.words.order_done, out.join(county).display());
            let (status, message) = if errors.is_empty() { (200, done) } else { (422, errors.join("\n")) };
            Response { status, ..Response::json(&serde_json::json!({ "message": message })) }
        }
        Err(error) => Response { status: 500, ..Response::json(&serde_json::json!({ "message": say_error(&error) })) },
    }
}

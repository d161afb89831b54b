//! `leaflet build`: composes, writes every edition, and leaves a manifest and a table.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::definition::{County, Project};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted};
use crate::export::print::Imposition;
use crate::export::{self, Resources};
use crate::rules;
use crate::world::World;

use super::args::{Build, Edition};
use super::compose::{Workshop, compose, on_threads};
use super::manifest::{self, Before, File};
use super::press::presses;
use super::select::{Loaded, load_all, unknown_names, wanted};
use super::{Outcome, screen, table};

/// A leaflet with its finished files.
pub(super) struct Made {
    pub county: String,
    pub files: Vec<(File, Vec<u8>)>,
    pub findings: Vec<Diagnostic>,
}

/// Builds what is asked for and shows what was written.
///
/// # Errors
/// When the system refuses threads or files.
pub fn run(args: &Build) -> anyhow::Result<Outcome> {
    let (written, findings) = build(args)?;
    let shown = if args.json { table::json(&written) } else { String::new() };
    let notes = if args.json { String::new() } else { table::text(&written, &args.out) };
    Ok(Outcome { findings, data: shown, notes, ..Outcome::default() })
}

/// Builds what is asked for; the files that were written, and what was found. A county whose leaflets have an error gets
/// no file at all.
///
/// # Errors
/// When the system refuses threads or files.
pub(super) fn build(args: &Build) -> anyhow::Result<(Vec<File>, Vec<Diagnostic>)> {
    let (loaded, mut findings) = load_all(&args.selection);
    findings.extend(unknown_names(&loaded, &args.selection));
    if findings.iter().any(Diagnostic::is_error) {
        return Ok((Vec::new(), findings));
    }
    let mut written = Vec::new();
    for Loaded { world, project, fonts } in &loaded {
        let workshop = Workshop::with(Arc::clone(fonts));
        let resources = Resources::new(fonts);
        let (presses, found) =
            if args.edition.contains(&Edition::Print) { presses(world, project) } else { Default::default() };
        let halted = !found.is_empty();
        findings.extend(found);
        if halted {
            continue;
        }
        let press = |county: &County| {
            let name = project.preset_name(county);
            presses.iter().find(|(own, _)| own == name).map(|(_, profile)| profile)
        };
        let draft = if args.draft { Draft::Yes } else { Draft::No };
        let on_pages = args.edition.iter().any(|edition| !edition.is_for_screens());
        let jobs = if on_pages { wanted(project, &args.selection, draft) } else { Vec::new() };
        let bar = progress(jobs.len());
        let make = |wanted: &Wanted<'_>| {
            let composed = compose(world, project, *wanted, &workshop);
            let mut done = Made { county: wanted.county.slug.clone(), files: Vec::new(), findings: composed.findings };
            if let Some((pages, _)) = composed.pages {
                for edition in args.edition.iter().filter(|edition| !edition.is_for_screens()) {
                    let profile = press(wanted.county).filter(|_| *edition == Edition::Print);
                    let preset = profile.and_then(|_| project.preset(wanted.county));
                    if *edition == Edition::Print && !printable(project, wanted) {
                        done.findings.push(draft_needed(wanted));
                        continue;
                    }
                    let n_up =
                        args.n_up.and_then(|sheet| Some((sheet, Imposition::new(&pages, sheet.size(), profile?)?)));
                    let bytes = match edition {
                        // Without a profile the reason has been told.
                        Edition::Print => profile.map_or(Ok(Vec::new()), |p| {
                            let written = match &n_up {
                                Some((sheet, way)) => {
                                    export::print::write_imposed(&pages, way, sheet.ending(), p, &resources)
                                }
                                None => export::print::write(&pages, p, &resources),
                            };
                            written.map(|b| vec![b])
                        }),
                        Edition::Web => export::web::write(&pages, &resources).map(|b| vec![b]),
                        Edition::Png => export::png::write(&pages, args.ppi as f32, &resources),
                        // Left out above: these are made by `screen`.
                        Edition::Html | Edition::Site => Ok(Vec::new()),
                    };
                    match bytes {
                        Ok(files) => {
                            let mut files = manifest::files(wanted, *edition, &pages, preset, files);
                            for (file, _) in files.iter_mut().filter(|_| n_up.is_some()) {
                                let ending = n_up.as_ref().map_or("", |(sheet, _)| sheet.ending());
                                file.path = file.path.replace(".print", &format!("{ending}.print"));
                            }
                            done.files.extend(files);
                        }
                        Err(error) => done.findings.extend(error.diagnostics(&wanted.id())),
                    }
                }
            }
            bar.inc(1);
            done
        };
        let mut leaflets: Vec<Made> = if jobs.len() <= 1 || args.selection.jobs == Some(1) {
            jobs.iter().map(make).collect()
        } else {
            on_threads(args.selection.jobs, || jobs.par_iter().map(make).collect())?
        };
        leaflets.extend(screen::make((world, project), args, &workshop, &resources)?);
        bar.finish_and_clear();
        let out = folder(&args.out)?;
        written.extend(write(world, project, args, &out, &leaflets, &findings)?);
        findings.extend(leaflets.into_iter().flat_map(|m| m.findings));
    }
    Ok((written, findings))
}

/// Where a folder of the command line lies.
pub(super) fn folder(out: &Path) -> anyhow::Result<PathBuf> {
    Ok(if out.is_absolute() { out.to_path_buf() } else { std::env::current_dir()?.join(out) })
}

/// Writes the files of every county without errors, and its manifest; removes what an earlier build made and this one was
/// asked for but does not make any more. Returns what was written.
fn write(
    world: &dyn World,
    project: &Project,
    args: &Build,
    out: &Path,
    made: &[Made],
    loading: &[Diagnostic],
) -> anyhow::Result<Vec<File>> {
    let counties: BTreeSet<&str> = made.iter().map(|m| m.county.as_str()).collect();
    let mut written = Vec::new();
    for county in counties {
        let own: Vec<&Made> = made.iter().filter(|m| m.county == county).collect();
        // What is only not ready for print does not hold back the web edition.
        let stops = |f: &Diagnostic| f.is_error() && f.rule.code != rules::DRAFT_NEEDED.code;
        if own.iter().flat_map(|m| &m.findings).any(stops) {
            continue;
        }
        let mut files = Vec::new();
        for (file, bytes) in own.iter().flat_map(|m| &m.files) {
            let path: PathBuf = out.join(&file.path);
            world.write(&path, bytes)?;
            files.push(file.clone());
        }
        let list = out.join(county).join("manifest.json");
        let old = world.written_before(&list).unwrap_or_default();
        let standard = project.county(county).and_then(|c| project.preset(c)).map_or("", |p| p.standard.title());
        let asked = |[publication, format, lang, edition, made_as]: [&str; 5]| {
            let has = |names: &[String], name: &str| names.is_empty() || names.iter().any(|n| n == name);
            // A web page has no format, and a site is always made whole.
            let whole = edition == Edition::Site.name();
            let selected = has(&args.selection.publication, publication)
                && (format.is_empty() || has(&args.selection.format, format))
                && has(&args.selection.lang, lang);
            (whole || selected)
                && args.edition.iter().any(|e| e.name() == edition)
                // A delivery in another standard has a file of its own, which stays.
                && (made_as.is_empty() || made_as == standard)
        };
        let before = Before::read(&old, county, &files, asked);
        for path in &before.stale {
            world.remove(&out.join(path))?;
        }
        if files.is_empty() && before.kept.is_empty() && before.stale.is_empty() {
            continue;
        }
        let found: Vec<&Diagnostic> = loading.iter().chain(own.iter().flat_map(|m| &m.findings)).collect();
        let text = manifest::json(project, county, &files, before.kept, &found);
        world.write(&list, text.as_bytes())?;
        written.extend(files);
    }
    Ok(written)
}

/// Whether a leaflet may go to a print shop: as a draft, or with somebody to ask.
fn printable(project: &Project, wanted: &Wanted<'_>) -> bool {
    let reached = |slug: &str| project.county(slug).is_some_and(|c| c.contact.is_reachable());
    wanted.draft == Draft::Yes
        || wanted.county.contact.is_reachable()
        || wanted.county.with.iter().any(|slug| reached(&slug.value))
}

/// Why there is no print file.
fn draft_needed(wanted: &Wanted<'_>) -> Diagnostic {
    let message = format!("{} has no contact, so there is no print edition", wanted.county.name.value);
    Diagnostic::new(&rules::DRAFT_NEEDED, message)
        .at(&wanted.county.contact.place)
        .on(wanted.county.slug.clone())
        .help("Fill in phone, email or url under [contact], or build with --draft.")
}

/// A bar on a terminal, shown after half a second.
fn progress(length: usize) -> ProgressBar {
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} leaflets") {
        bar.set_style(style);
    }
    if std::io::stderr().is_terminal() {
        let late = bar.clone();
        // The bar appears only when a build is slow; a fast one leaves the terminal alone.
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(500));
            if !late.is_finished() {
                late.set_draw_target(target);
            }
        });
    }
    bar
}

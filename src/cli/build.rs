//! `leaflet build`: composes, writes every edition, and leaves a manifest and a table.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::definition::Project;
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted};
use crate::export::print::Imposition;
use crate::export::{self, PrintProfile, Resources};
use crate::rules;
use crate::world::World;

use super::args::{Build, Edition};
use super::compose::{Workshop, compose, on_threads};
use super::manifest::{self, Before, File};
use super::select::{Loaded, load_all, unknown_names, wanted};
use super::{Outcome, table};

/// A leaflet with its finished files.
struct Made {
    county: String,
    files: Vec<(File, Vec<u8>)>,
    findings: Vec<Diagnostic>,
}

/// Builds what is asked for. A county whose leaflets have an error gets no file at all.
///
/// # Errors
/// When the system refuses threads or files.
pub fn run(args: &Build) -> anyhow::Result<Outcome> {
    let (loaded, mut findings) = load_all(&args.selection);
    findings.extend(unknown_names(&loaded, &args.selection));
    if findings.iter().any(Diagnostic::is_error) {
        return Ok(Outcome { findings, ..Outcome::default() });
    }
    let workshop = Workshop::new();
    let resources = Resources::new(&workshop.fonts);
    let profile = PrintProfile::fogra39();
    let mut written = Vec::new();
    for Loaded { world, project } in &loaded {
        let draft = if args.draft { Draft::Yes } else { Draft::No };
        let jobs = wanted(project, &args.selection, draft);
        let bar = progress(jobs.len());
        let make = |wanted: &Wanted<'_>| {
            let composed = compose(world, project, *wanted, &workshop);
            let mut done = Made { county: wanted.county.slug.clone(), files: Vec::new(), findings: composed.findings };
            if let Some((pages, _)) = composed.pages {
                for edition in &args.edition {
                    if *edition == Edition::Print && !printable(project, wanted) {
                        done.findings.push(draft_needed(wanted));
                        continue;
                    }
                    let n_up = args
                        .n_up
                        .filter(|_| *edition == Edition::Print)
                        .and_then(|sheet| Some((sheet, Imposition::new(&pages, sheet.size(), &profile)?)));
                    let bytes = match edition {
                        Edition::Print if n_up.is_some() => n_up
                            .iter()
                            .map(|(_, way)| export::print::write_imposed(&pages, way, &profile, &resources))
                            .collect(),
                        Edition::Print => export::print::write(&pages, &profile, &resources).map(|b| vec![b]),
                        Edition::Web => export::web::write(&pages, &resources).map(|b| vec![b]),
                        Edition::Png => export::png::write(&pages, args.ppi as f32, &resources),
                    };
                    match bytes {
                        Ok(files) => {
                            let mut files = manifest::files(wanted, *edition, &pages, files);
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
        let leaflets: Vec<Made> = if jobs.len() == 1 || args.selection.jobs == Some(1) {
            jobs.iter().map(make).collect()
        } else {
            on_threads(args.selection.jobs, || jobs.par_iter().map(make).collect())?
        };
        bar.finish_and_clear();
        let out = if args.out.is_absolute() { args.out.clone() } else { std::env::current_dir()?.join(&args.out) };
        written.extend(write(world, project, args, &out, &leaflets, &findings)?);
        findings.extend(leaflets.into_iter().flat_map(|m| m.findings));
    }
    let shown = if args.json { table::json(&written) } else { String::new() };
    let notes = if args.json { String::new() } else { table::text(&written, &args.out) };
    Ok(Outcome { findings, data: shown, notes })
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
        let asked = |[publication, format, lang, edition]: [&str; 4]| {
            let has = |names: &[String], name: &str| names.is_empty() || names.iter().any(|n| n == name);
            has(&args.selection.publication, publication)
                && has(&args.selection.format, format)
                && has(&args.selection.lang, lang)
                && args.edition.iter().any(|e| e.name() == edition)
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

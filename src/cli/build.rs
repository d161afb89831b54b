//! `leaflet build`: makes what has changed, and leaves a manifest and a table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::definition::{Project, paths};
use crate::diagnostic::{Diagnostic, Source};
use crate::document::Draft;
use crate::export::Resources;
use crate::rules;
use crate::world::{DiskWorld, ReadError, World, WriteError};

use super::args::Build;
use super::compose::{Workshop, on_threads};
use super::edition::Edition;
use super::keys::Keys;
use super::locale::say;
use super::make::{Made, Shop};
use super::manifest::{File, Inputs};
use super::press::Presses;
use super::recipients::Recipients;
use super::record::{self, Record};
use super::select::{Loaded, load_all, project_root, unknown_names, wanted};
use super::since::Texts;
use super::store::Loading;
use super::{Outcome, copies, drafts, merge, recipients, screen, since, store, summary, table, verify};

/// Counties that are made together. What is kept of their files until all are right, and what earlier builds left of them,
/// does not grow with the number of counties.
const TOGETHER: usize = 64;

/// What a build came to.
#[derive(Debug, Default)]
pub(super) struct Built {
    /// Every file that was asked for.
    pub files: Vec<Arc<File>>,
    /// Paths of those that stand as an earlier build left them.
    pub unchanged: Vec<String>,
    /// Paths of files that are no longer made.
    pub removed: Vec<String>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// A line about texts that are not ready; empty if there are none.
    pub left_out: String,
}

impl Built {
    /// The files that do not stand as an earlier build left them.
    pub fn made(&self) -> Vec<&File> {
        let unchanged: BTreeSet<&String> = self.unchanged.iter().collect();
        self.files.iter().filter(|file| !unchanged.contains(&file.path)).map(|file| &**file).collect()
    }
}

/// Builds what is asked for and shows what was written.
///
/// # Errors
/// When the system refuses threads or files.
pub fn run(args: &Build) -> anyhow::Result<Outcome> {
    if let Some(refused) = args.summary.as_deref().map(summary::refused).transpose()?.flatten() {
        return Ok(Outcome { findings: vec![refused], ..Outcome::default() });
    }
    let built = build(args)?;
    if let Some(path) = &args.summary {
        summary::write(args, &built, path)?;
    }
    let data = if args.json { table::json(&built) } else { String::new() };
    let notes = match (args.json, args.again.check_only) {
        (true, _) => String::new(),
        (_, true) => table::checked(&built, &args.out),
        _ => built.left_out.clone() + &table::text(&built, &args.out),
    };
    let passed = built.files.iter().map(|file| file.path.clone()).collect();
    Ok(Outcome { findings: built.findings, data, notes, passed, ..Outcome::default() })
}

/// Builds what is asked for. A county whose leaflets have an error gets no file at all.
///
/// # Errors
/// When the system refuses threads.
pub(super) fn build(args: &Build) -> anyhow::Result<Built> {
    let mut built = Built::default();
    match fill(args, &mut built).map_err(anyhow::Error::downcast::<WriteError>) {
        Ok(()) => {}
        // What was found before is told as well.
        Err(Ok(error)) => built.findings.push(unwritten(&error)),
        Err(Err(error)) => return Err(error),
    }
    Ok(built)
}

/// A file that could not be written, as a finding.
pub(super) fn unwritten(error: &WriteError) -> Diagnostic {
    Diagnostic::new(&rules::FILE_UNWRITABLE, error.to_string()).on(error.path.clone()).help(rules::FILE_UNWRITABLE.mend)
}

/// Builds what is asked for, as far as files can be written.
fn fill(args: &Build, built: &mut Built) -> anyhow::Result<()> {
    let (mut loaded, findings) = load_all(&args.selection);
    built.findings = findings;
    let broken = built.findings.iter().any(Diagnostic::is_error);
    built.findings.extend(unknown_names(&loaded, &args.selection, broken));
    if !args.draft {
        built.left_out = drafts::leave_out(&mut loaded, &args.selection, &mut built.findings);
    }
    let (recipients, found) = recipients::read(&args.selection, &loaded);
    built.findings.extend(found);
    built.findings.extend(recipients.iter().flat_map(|to| copies::unnamed(&loaded, &args.selection, to)));
    built.findings.extend(recipients.iter().find_map(|_| copies::without_edition(&args.edition)));
    if built.findings.iter().any(Diagnostic::is_error) {
        return Ok(());
    }
    let whole_selection = args.selection.since.is_none() && args.selection.shard.is_none();
    let texts = if args.draft { Texts::Drafts } else { Texts::Ready };
    let args = &Build { selection: since::narrowed(&args.selection, &loaded, texts)?, ..args.clone() };
    // A manifest has what is to be said of all its files, also of those that have not changed.
    // A table is none of what the county's other files are made from.
    let of_table = |found: &&Diagnostic| found.rule == &rules::COLUMN_UNUSED;
    let lasting: Vec<Diagnostic> = built.findings.iter().filter(|found| !of_table(found)).cloned().collect();
    let loading = Loading::new(&lasting);
    since::leave_out_others(&mut built.findings, &loaded, &args.selection, &args.edition);
    let out = folder(&args.out)?;
    let waits = || {
        let waiting = say(&format!("another build is at work in {}; waiting for it", args.out.display()));
        let _ = writeln!(std::io::stderr(), "{waiting}");
    };
    let (mut unread, mut lock) = (Vec::new(), None);
    for one in loaded {
        let one = if args.again.dry { one.dry() } else { one };
        if lock.is_none() && !args.again.check_only {
            lock = Some(one.world.lock(&out, args.selection.shard.is_some(), &waits)?);
        }
        unread.extend(build_project(args, &out, one, recipients.as_ref(), &loading, built)?);
    }
    built.findings.extend(unread);
    let nothing =
        built.files.is_empty() && built.removed.is_empty() && !built.findings.iter().any(Diagnostic::is_error);
    if nothing && whole_selection && recipients.is_none() && args.edition.contains(&Edition::Social) {
        built.findings.push(
            Diagnostic::new(&rules::UNKNOWN_NAME, "none of these leaflets has a picture for social media")
                .on("--edition")
                .help("Describe one under [[social]] in the file of a publication; `leaflet schema` tells its keys."),
        );
    }
    Ok(())
}

/// Builds what is asked for of one project. What could not be read of earlier builds comes back: it is told last, as it stands
/// in no manifest.
fn build_project(
    args: &Build,
    out: &Path,
    Loaded { world, project, fonts }: Loaded,
    recipients: Option<&Recipients>,
    loading: &Loading,
    built: &mut Built,
) -> anyhow::Result<Vec<Diagnostic>> {
    let prints = args.edition.contains(&Edition::Print);
    let (presses, found) = if prints { Presses::read(&world, &project) } else { Default::default() };
    if !found.is_empty() {
        built.findings.extend(found);
        return Ok(Vec::new());
    }
    let of = if recipients.is_some() { Workshop::for_copies } else { Workshop::with };
    let (workshop, resources) = (of(Arc::clone(&fonts)), Resources::new(&fonts));
    let (keys, sources, inputs) = (Keys::new(&world, &project, &fonts), sources(&project), Inputs::default());
    let whole = Shop {
        world: &world,
        project: &project,
        args,
        out,
        workshop: &workshop,
        resources: &resources,
        presses: &presses,
        keys: &keys,
        recipients,
        before: BTreeMap::new(),
        inputs: &inputs,
        sources: &sources,
    };
    let mut unread = Vec::new();
    for counties in project.targets.chunks(TOGETHER) {
        let mut known = BTreeMap::new();
        for county in counties {
            let (record, mut found) = before(&world, args, out, county);
            found.extend(of_another(&whole, county, &record));
            // Where it is not known what earlier builds left, nothing is made.
            if !found.iter().any(Diagnostic::is_error) {
                known.insert(county.clone(), record);
            }
            unread.extend(found);
        }
        let targets = counties.iter().filter(|county| known.contains_key(*county)).cloned().collect();
        let some = Project { targets, ..project.clone() };
        let shop = Shop { project: &some, before: known, ..whole };
        let made = make(&shop)?;
        store::settle(&shop, made, loading, built)?;
    }
    if args.selection.targets.is_empty() {
        store::forget(&whole, built)?;
    }
    Ok(unread)
}

/// Makes what is asked for, on all cores. Nothing but the files' temporary forms is kept of what is finished.
fn make(shop: &Shop<'_>) -> anyhow::Result<Vec<Made>> {
    let args = shop.args;
    if let Some(recipients) = shop.recipients {
        return copies::make(shop, recipients);
    }
    let on_pages = args.edition.iter().any(|edition| !edition.is_for_screens());
    let jobs = if on_pages { wanted(shop.project, &args.selection, shop.draft()) } else { Vec::new() };
    let bar = progress(jobs.len());
    let leaflet = |wanted| {
        let made = shop.leaflet(wanted);
        bar.inc(1);
        made
    };
    let made: Result<Vec<Made>, WriteError> = if jobs.len() <= 1 || args.selection.jobs == Some(1) {
        jobs.into_iter().map(leaflet).collect()
    } else {
        on_threads(args.selection.jobs, || jobs.into_par_iter().map(leaflet).collect())?
    };
    let mut made = made?;
    made.extend(screen::make(shop)?);
    bar.finish_and_clear();
    Ok(made)
}

/// What earlier builds left of a county, and which of their manifests could not be read. A part of a build knows what it made
/// itself and what was joined; who has the folder alone knows all parts, also if they were never joined.
pub(super) fn before(world: &dyn World, args: &Build, out: &Path, county: &str) -> (Record, Vec<Diagnostic>) {
    let parts = match args.selection.shard {
        Some(shard) => vec![shard],
        None => merge::parts(world, &out.join(county)),
    };
    let read = |name: &str| Record::read(world, out, county, name);
    let (parts, found): (Vec<Record>, Vec<_>) = parts.iter().map(|part| read(&part.manifest())).unzip();
    let (whole, last) = read(record::NAME);
    let record = if parts.is_empty() { whole } else { Record::merged(&parts, &whole) };
    (record, found.into_iter().chain([last]).flatten().collect())
}

/// Says that what stands in a county's folder was made from another definition that is still there: it would be removed as
/// what this one makes no more.
fn of_another(shop: &Shop<'_>, county: &str, before: &Record) -> Option<Diagnostic> {
    let county = shop.project.county(county)?;
    let is_there = |path: &str| {
        let here = shop.world.read(path) != Err(ReadError::Missing);
        here || DiskWorld::new(project_root()).read(path) != Err(ReadError::Missing)
    };
    let own = paths::county(&county.slug);
    let mut homes = verify::homes(&own, &before.files).map(|(_, home)| home);
    let other = homes.find(|home| *home != county.source.path && is_there(home))?;
    let message =
        format!("{} holds files of {other}, which has the same `slug`", shop.out.join(&county.slug).display());
    let help = "Give one of them another `slug`, or build into another folder with -o.";
    Some(Diagnostic::new(&rules::DUPLICATE, message).at(&county.name.place).on(county.slug.clone()).help(help))
}

/// The texts that findings in leaflets point into.
fn sources(project: &Project) -> Vec<Arc<Source>> {
    let counties = project.counties.iter().map(|county| Arc::clone(&county.source));
    counties.chain(project.publications.iter().map(|publication| Arc::clone(&publication.source))).collect()
}

/// Whether finished leaflets or drafts are made.
pub(super) fn draft(args: &Build) -> Draft {
    if args.draft { Draft::Yes } else { Draft::No }
}

/// Where a folder of the command line lies.
pub(super) fn folder(out: &Path) -> anyhow::Result<PathBuf> {
    Ok(if out.is_absolute() { out.to_path_buf() } else { std::env::current_dir()?.join(out) })
}

/// A bar on a terminal, shown after half a second.
pub(super) fn progress(length: usize) -> ProgressBar {
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template(&say("{bar:32} {pos}/{len} leaflets")) {
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

//! `leaflet diff`: what a change to definitions does to the pages, and to their words.

mod areas;
mod page;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;

use super::args::Diff;
use super::compose::{Workshop, compose, on_threads};
use super::digest::Digest;
use super::locale::say;
use super::{Outcome, build, keys, press, select};
use crate::definition::{Project, Target, load};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted};
use crate::export::Resources;
use crate::export::png::{self, Raster};
use crate::page::Pages;
use crate::rules;
use crate::units::Rect;
use crate::world::{DiskWorld, World};

/// Pixels an inch at which pages are compared.
const PPI: f32 = 96.0;

/// One of the two projects.
struct Side {
    world: DiskWorld,
    project: Project,
    workshop: Workshop,
    resources: Resources,
    /// Stands for its own fonts.
    fonts: Digest,
    /// Of a definition file: the county that it defines.
    county: Option<String>,
}

/// A leaflet that is not the same on both sides.
pub(super) struct Difference {
    /// As `varmland/grooming-a4-sv`.
    pub id: String,
    /// Its pages, as many as the side with more has.
    pub pages: Vec<PageDifference>,
    /// The words that were taken out and put in, as lines that begin with `-` or `+`.
    pub words: Vec<String>,
    /// Why a side has no pages.
    pub findings: Vec<Diagnostic>,
}

/// A page before and after, and where it changed.
pub(super) struct PageDifference {
    pub old: Option<Raster>,
    pub new: Option<Raster>,
    /// In pixels.
    pub areas: Vec<Rect>,
}

impl PageDifference {
    /// Whether anything on it changed.
    pub fn changed(&self) -> bool {
        self.old.is_none() || self.new.is_none() || !self.areas.is_empty()
    }
}

/// Compares two projects or two definition files. Status 1 says that they differ.
///
/// # Errors
/// When one of them cannot be found, or the system refuses threads or the report.
pub fn run(args: &Diff) -> anyhow::Result<Outcome> {
    let (old, mut findings) = side(&args.old)?;
    let (new, found) = side(&args.new)?;
    findings.extend(found);
    findings.retain(Diagnostic::is_error);
    if !findings.is_empty() {
        return Ok(Outcome { findings, ..Outcome::default() });
    }
    // Two files are compared whatever their counties are called: without a slug that is the name of the file.
    let renamed = old.county.as_ref().zip(new.county.as_ref()).is_some_and(|(old, new)| old != new);
    let (before, after) = (leaflets(&old, renamed), leaflets(&new, renamed));
    let ids: Vec<&String> = before.keys().chain(after.keys().filter(|id| !before.contains_key(*id))).collect();
    let differences: Vec<Difference> = on_threads(None, || {
        let one = |id: &&String| difference(id, (&old, before.get(*id)), (&new, after.get(*id)));
        ids.par_iter().filter_map(one).collect()
    })?;
    if let Some(report) = &args.report {
        let html = page::page(&args.old.display().to_string(), &args.new.display().to_string(), &differences)?;
        new.world.write(&build::folder(report)?, html.as_bytes())?;
    }
    let mut data = String::new();
    for difference in &differences {
        let _ = writeln!(data, "{}: {}", difference.id, summary(difference));
        for line in &difference.words {
            let _ = writeln!(data, "  {line}");
        }
    }
    let notes = format!("{} of {} leaflets differ\n", differences.len(), ids.len());
    let findings = differences.iter().flat_map(|d| d.findings.iter().cloned()).collect();
    Ok(Outcome { findings, data, notes, differs: !differences.is_empty(), ..Outcome::default() })
}

/// A project folder, or a definition file and its project.
fn side(path: &Path) -> anyhow::Result<(Side, Vec<Diagnostic>)> {
    let (world, targets) = if path.is_dir() {
        (DiskWorld::new(path), Vec::new())
    } else {
        let (world, file) = DiskWorld::for_file(path).with_context(|| format!("cannot read {}", path.display()))?;
        (world, vec![Target::File(file)])
    };
    let (project, mut findings) = load(&world, &targets);
    // What is missing is said as for a build; a text alone is compared in its project.
    let is_lacking = |f: &Diagnostic| f.rule == &rules::MISSING_KEY || f.rule == &rules::FILE_MISSING;
    for finding in findings.iter_mut().filter(|f| is_lacking(f) && project.counties.is_empty()) {
        finding.help =
            Some("Name the folders of two projects, or two definition files with everything in them.".to_owned());
    }
    let (fonts, found) = press::fonts(&world);
    findings.extend(found);
    let resources = Resources::new(&fonts);
    let (own, workshop) = (keys::of_fonts(&fonts), Workshop::with(std::sync::Arc::new(fonts)));
    let county = project.targets.first().filter(|_| !targets.is_empty()).cloned();
    Ok((Side { world, project, workshop, resources, fonts: own, county }, findings))
}

/// The leaflets of a side by name; without the county where that has another name on the other side.
fn leaflets(side: &Side, renamed: bool) -> BTreeMap<String, Wanted<'_>> {
    let wanted = select::wanted(&side.project, &super::args::Selection::default(), Draft::No);
    let name = |id: String| match id.split_once('/') {
        Some((_, rest)) if renamed => rest.to_owned(),
        _ => id,
    };
    wanted.into_iter().map(|wanted| (name(wanted.id()), wanted)).collect()
}

/// What is not the same in a leaflet; `None` if all is.
fn difference(id: &str, old: (&Side, Option<&Wanted<'_>>), new: (&Side, Option<&Wanted<'_>>)) -> Option<Difference> {
    let key = |(side, wanted): (&Side, Option<&Wanted<'_>>)| {
        wanted.map(|wanted| keys::of_files(&side.world, &side.project, &side.fonts, wanted))
    };
    // The same inputs make the same pages.
    if key(old) == key(new) {
        return None;
    }
    let mut findings = Vec::new();
    let mut pages_of = |(side, wanted): (&Side, Option<&Wanted<'_>>)| {
        let composed = compose(&side.world, &side.project, *wanted?, &side.workshop);
        findings.extend(composed.findings.into_iter().filter(Diagnostic::is_error));
        composed.pages.map(|(pages, _)| pages)
    };
    let (before, after) = (pages_of(old), pages_of(new));
    let draw = |side: &Side, pages: &Option<Pages>, index: usize| {
        let pages = pages.as_ref()?;
        png::raster(pages.pages.get(index)?, pages.trim, PPI, &side.resources).ok()
    };
    let count = [&before, &after].into_iter().flatten().map(|pages| pages.pages.len()).max().unwrap_or_default();
    let pages: Vec<PageDifference> = (0..count)
        .map(|index| {
            let (old, new) = (draw(old.0, &before, index), draw(new.0, &after, index));
            let areas = old.as_ref().zip(new.as_ref()).map(|(old, new)| areas::changed(old, new)).unwrap_or_default();
            PageDifference { old, new, areas }
        })
        .collect();
    let words = words::changed(before.as_ref(), after.as_ref());
    let same = before.is_some() == after.is_some() && words.is_empty() && !pages.iter().any(PageDifference::changed);
    (!same || !findings.is_empty()).then(|| Difference { id: id.to_owned(), pages, words, findings })
}

/// A leaflet's difference in a line, in the language of this run.
fn summary(difference: &Difference) -> String {
    if difference.pages.iter().all(|page| page.old.is_none()) {
        return say("new");
    }
    if difference.pages.iter().all(|page| page.new.is_none()) {
        return say("gone");
    }
    let changed: Vec<String> = (1..)
        .zip(&difference.pages)
        .filter(|(_, page)| page.changed())
        .map(|(number, page)| match page.areas.len() {
            0 => format!("page {number} on one side only"),
            1 => format!("page {number} in 1 place"),
            count => format!("page {number} in {count} places"),
        })
        .map(|place| say(&place))
        .collect();
    changed.join(", ")
}

//! What a change affects: leaflets whose inputs differ between a revision of git and now, by value.

use std::collections::BTreeSet;

use crate::definition::{Project, Target, county_slugs, load_for, paths};
use crate::diagnostic::Diagnostic;
use crate::document::{Draft, Wanted};
use crate::fonts::FontBook;
use crate::world::{RevisionWorld, World};

use super::args::Selection;
use super::edition::Edition;
use super::keys::Keys;
use super::select::{Loaded, is_meant, wanted};
use super::{drafts, manifest, press, screen, social};

/// The texts whose changes count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    /// Those that a build without `--draft` makes leaflets of. One that is approved is new to it, one that is withdrawn gone.
    Ready,
    /// All, made as drafts.
    Drafts,
    /// All, made as they would be if they were ready: what `leaflet check` looks at.
    All,
}

/// The selection, narrowed to what has changed since the revision that it names, if it names one.
///
/// # Errors
/// When git is not installed, or knows no such revision.
pub(super) fn narrowed(selection: &Selection, loaded: &[Loaded], texts: Texts) -> anyhow::Result<Selection> {
    let mut selection = selection.clone();
    if let Some(revision) = selection.since.clone() {
        let mut only = BTreeSet::new();
        for one in loaded {
            only.extend(affected(one, &selection, &revision, texts)?);
        }
        selection.only = Some(only);
    }
    Ok(selection)
}

/// Names of the leaflets, web pages and sites that come out otherwise than at the revision, that it does not have, or that
/// it alone has: where no county is named, those of counties that are gone as well.
fn affected(loaded: &Loaded, selection: &Selection, revision: &str, texts: Texts) -> anyhow::Result<BTreeSet<String>> {
    let Loaded { world, project, fonts } = loaded;
    let (then, old) = past(loaded, selection, revision)?;
    let (old_fonts, _) = press::fonts(&then);
    let draft = if texts == Texts::Drafts { Draft::Yes } else { Draft::No };
    let keys = |world: &dyn World, project: &Project, fonts: &FontBook| match texts {
        Texts::Ready => Keys::new(world, &drafts::ready(project), fonts).all(draft),
        Texts::Drafts | Texts::All => Keys::new(world, project, fonts).all(draft),
    };
    let (before, now) = (keys(&then, &old, &old_fonts), keys(world, project, fonts));
    let changed = |id: &&String| now.get(*id).is_none_or(Option::is_none) || now.get(*id) != before.get(*id);
    Ok(now.keys().chain(before.keys()).filter(changed).cloned().collect())
}

/// What was asked for as a revision has it: the counties that are named, or where none is named all that there were.
///
/// # Errors
/// When git is not installed, or knows no such revision.
pub(super) fn past<'a>(
    loaded: &'a Loaded,
    selection: &Selection,
    revision: &str,
) -> anyhow::Result<(RevisionWorld<'a>, Project)> {
    let Loaded { world, project, .. } = loaded;
    let then =
        RevisionWorld::open(world, revision).map_err(|reason| anyhow::anyhow!("--since {revision}: {reason}"))?;
    // Counties that the revision does not have yet are new, not wrong.
    let known = |slug: &String| then.read(&paths::county(slug)).is_ok();
    let slugs = if selection.targets.is_empty() { county_slugs(&then) } else { project.targets.clone() };
    let targets: Vec<Target> = slugs.into_iter().filter(known).map(Target::County).collect();
    let old = if targets.is_empty() {
        Project::default()
    } else {
        load_for(&then, &targets, selection.print_profile.as_deref()).0
    };
    Ok((then, old))
}

/// Leaves out what was found in files that nothing of the change is made from, in these editions: a change of one county is
/// not buried under what is to be said of all others. Errors stay.
pub(super) fn leave_out_others(
    findings: &mut Vec<Diagnostic>,
    loaded: &[Loaded],
    selection: &Selection,
    editions: &[Edition],
) {
    if selection.only.is_none() {
        return;
    }
    let whole = Selection { shard: None, ..selection.clone() };
    let mut paths = BTreeSet::new();
    for Loaded { project, .. } in loaded {
        let inputs = |wanted: &Wanted<'_>| manifest::inputs(wanted, project.preset(wanted.county));
        if editions.iter().any(|edition| !edition.is_for_screens()) {
            paths.extend(wanted(project, &whole, Draft::No).iter().flat_map(inputs));
        }
        if editions.contains(&Edition::Html) {
            paths.extend(screen::pages(project, &whole, Draft::No).iter().flat_map(manifest::inputs_of_page));
        }
        if editions.contains(&Edition::Social) {
            let pictures = social::pictures(project, &whole, Draft::No).into_iter();
            paths.extend(pictures.filter(|p| is_meant(&whole, &p.id())).flat_map(|picture| inputs(&picture.wanted)));
        }
        if editions.contains(&Edition::Site) {
            let any = Selection::default();
            let all = wanted(project, &any, Draft::No).into_iter();
            let shown = all.filter(|wanted| is_meant(&whole, &format!("{}/site", wanted.county.slug)));
            paths.extend(shown.flat_map(|wanted| inputs(&wanted)));
        }
    }
    let of_change = |found: &Diagnostic| found.place.as_ref().is_none_or(|place| paths.contains(&place.source.path));
    findings.retain(|found| found.is_error() || of_change(found));
}

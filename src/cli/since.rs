//! What a change affects: leaflets whose inputs differ between a revision of git and now, by value.

use std::collections::BTreeSet;

use crate::definition::{Project, Target, load_for};
use crate::document::Draft;
use crate::world::{RevisionWorld, World};

use super::args::Selection;
use super::keys::Keys;
use super::press;
use super::select::Loaded;

/// The selection, narrowed to what has changed since the revision that it names, if it names one.
///
/// # Errors
/// When git is not installed, or knows no such revision.
pub(super) fn narrowed(selection: &Selection, loaded: &[Loaded], draft: bool) -> anyhow::Result<Selection> {
    let mut selection = selection.clone();
    if let Some(revision) = selection.since.clone() {
        let draft = if draft { Draft::Yes } else { Draft::No };
        let mut only = BTreeSet::new();
        for one in loaded {
            only.extend(affected(one, &selection, &revision, draft)?);
        }
        selection.only = Some(only);
    }
    Ok(selection)
}

/// Names of the leaflets, web pages and sites that come out otherwise than at the revision, that it does not have, or that
/// it alone has.
///
/// # Errors
/// When git is not installed, or knows no such revision.
pub(super) fn affected(
    loaded: &Loaded,
    selection: &Selection,
    revision: &str,
    draft: Draft,
) -> anyhow::Result<BTreeSet<String>> {
    let Loaded { world, project, fonts } = loaded;
    let then =
        RevisionWorld::open(world, revision).map_err(|reason| anyhow::anyhow!("--since {revision}: {reason}"))?;
    // Counties that the revision does not have yet are new, not wrong.
    let known = |slug: &&String| then.read(&format!("leaflets/{slug}.toml")).is_ok();
    let targets: Vec<Target> = project.targets.iter().filter(known).cloned().map(Target::County).collect();
    let old = if targets.is_empty() {
        Project::default()
    } else {
        load_for(&then, &targets, selection.print_profile.as_deref()).0
    };
    let (old_fonts, _) = press::fonts(&then);
    let before = Keys::new(&then, &old, &old_fonts).all(draft);
    let now = Keys::new(world, project, fonts).all(draft);
    let changed = |id: &&String| now.get(*id).is_none_or(Option::is_none) || now.get(*id) != before.get(*id);
    Ok(now.keys().chain(before.keys()).filter(changed).cloned().collect())
}

//! What a change affects: leaflets whose inputs differ between a revision of git and now, by value.

use std::collections::BTreeSet;

use crate::definition::{Project, Target, county_slugs, load_for};
use crate::document::Draft;
use crate::fonts::FontBook;
use crate::world::{RevisionWorld, World};

use super::args::Selection;
use super::keys::Keys;
use super::select::Loaded;
use super::{drafts, press};

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
    let then =
        RevisionWorld::open(world, revision).map_err(|reason| anyhow::anyhow!("--since {revision}: {reason}"))?;
    // Counties that the revision does not have yet are new, not wrong.
    let known = |slug: &String| then.read(&format!("leaflets/{slug}.toml")).is_ok();
    let slugs = if selection.targets.is_empty() { county_slugs(&then) } else { project.targets.clone() };
    let targets: Vec<Target> = slugs.into_iter().filter(known).map(Target::County).collect();
    let old = if targets.is_empty() {
        Project::default()
    } else {
        load_for(&then, &targets, selection.print_profile.as_deref()).0
    };
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

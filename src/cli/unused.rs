//! Publications that no county prints: `leaflet check` looks at what can be told without a county.

use super::args::Selection;
use super::select::Loaded;
use crate::check;
use crate::definition::{load_publication, publication_ids};
use crate::diagnostic::Diagnostic;
use crate::lang::Lang;
use crate::rules;
use crate::world::World;

/// The findings of publications of the projects that no county names, with a note on each that nothing is made of it; none
/// if counties are asked for by name.
#[must_use]
pub fn check(loaded: &[Loaded], selection: &Selection) -> Vec<Diagnostic> {
    if !selection.targets.is_empty() {
        return Vec::new();
    }
    loaded.iter().flat_map(|loaded| of_project(loaded, selection)).collect()
}

fn of_project(Loaded { world, project, .. }: &Loaded, selection: &Selection) -> Vec<Diagnostic> {
    let named = |id: &String| {
        project.counties.iter().flat_map(|county| &county.publications).any(|publication| publication.value == *id)
    };
    let mut found = Vec::new();
    for id in publication_ids(world).into_iter().filter(|id| !named(id) && selection.takes_publication(id)) {
        let (publication, faults) = load_publication(world, &id);
        found.extend(faults);
        found.extend(check::project(&publication, world.today()));
        // Where none of its texts can be read, what is wrong with them comes first.
        let text = publication.publication(&id, Lang::SV).or(publication.publications.first());
        found.extend(text.map(|text| {
            Diagnostic::new(&rules::PUBLICATION_UNUSED, format!("no county prints `{id}`"))
                .at(&text.title.place)
                .help(format!("add `{id}` to the `publications` of a county"))
        }));
    }
    found
}

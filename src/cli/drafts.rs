//! Texts that are not ready: left out of a build without `--draft`, which says so.

use crate::definition::{Project, Publication, Readiness};
use crate::diagnostic::{Diagnostic, Place};
use crate::rules;

use super::args::Selection;
use super::locale;
use super::select::Loaded;

/// Takes the texts that are not ready out of what was loaded, and with them what was found in their files: a translation
/// under way keeps no other text from being built. Returns the line that says so. Where such a text was asked for by its
/// language, is all that there is, or was made from a text that is gone, that is an error.
pub(super) fn leave_out(loaded: &mut [Loaded], selection: &Selection, findings: &mut Vec<Diagnostic>) -> String {
    let mut left_out: Vec<(Publication, Readiness)> = Vec::new();
    let mut asked_for = Vec::new();
    let mut orphans = Vec::new();
    for Loaded { project, .. } in loaded {
        let states: Vec<Readiness> = project.publications.iter().map(|p| project.readiness(p)).collect();
        let without_source = |p: &&Publication| project.source_of(p).is_none() && !is_broken(p, findings);
        orphans.extend(project.publications.iter().filter(without_source).filter_map(source_named));
        let publications = std::mem::take(&mut project.publications);
        let any_ready = publications.iter().zip(&states).any(|(p, s)| meant(selection, p) && *s == Readiness::Reviewed);
        for (publication, state) in publications.into_iter().zip(states) {
            if state == Readiness::Reviewed {
                project.publications.push(publication);
                continue;
            }
            if meant(selection, &publication) && (!selection.lang.is_empty() || !any_ready) {
                asked_for.push(draft_needed(&publication, state));
            }
            left_out.push((publication, state));
        }
    }
    let of_left_out = |f: &Diagnostic| {
        let path = f.place.as_ref().map(|place| place.source.path.as_str());
        path.is_some_and(|path| left_out.iter().any(|(publication, _)| publication.source.path == path))
    };
    // Finished files would go with a text that is only mislaid.
    let of_orphan = |f: &Diagnostic| f.is_error() && f.place.as_ref().is_some_and(|place| orphans.contains(place));
    findings.retain(|finding| of_orphan(finding) || !of_left_out(finding));
    findings.extend(asked_for);
    left_out.retain(|(publication, _)| meant(selection, publication));
    note(&left_out)
}

/// A project with those of its texts that are ready.
pub(super) fn ready(project: &Project) -> Project {
    let ready = |publication: &&Publication| project.readiness(publication) == Readiness::Reviewed;
    Project { publications: project.publications.iter().filter(ready).cloned().collect(), ..project.clone() }
}

/// Where a text names another as the one that it was made from.
fn source_named(publication: &Publication) -> Option<Place> {
    let made = publication.translation.as_ref().filter(|made| made.of.value != publication.lang)?;
    Some(made.of.place.clone())
}

/// Whether the file that a translation was made from is there and has errors of its own, which are told.
fn is_broken(translation: &Publication, findings: &[Diagnostic]) -> bool {
    let Some(made) = &translation.translation else { return false };
    let folder = translation.source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let source = format!("{folder}/{}.toml", made.of.value.code);
    findings.iter().any(|f| f.is_error() && f.place.as_ref().is_some_and(|place| place.source.path == source))
}

/// Whether a selection means a text, whoever prints it.
fn meant(selection: &Selection, publication: &Publication) -> bool {
    selection.takes_publication(&publication.id) && selection.takes_lang(publication.lang.code)
}

/// Why a text that was asked for is not built.
fn draft_needed(publication: &Publication, state: Readiness) -> Diagnostic {
    let what = match state {
        Readiness::Reviewed | Readiness::Draft => "is not reviewed",
        Readiness::Incomplete => "is incomplete",
        Readiness::OutOfDate => "is older than its source",
    };
    let place = match &publication.translation {
        Some(made) if state == Readiness::OutOfDate => &made.from_version.place,
        _ if state == Readiness::Incomplete => &publication.lang_place,
        _ => &publication.reviewed.place,
    };
    let message = format!("the {} text of `{}` {what}", publication.lang.code, publication.id);
    Diagnostic::new(&rules::DRAFT_NEEDED, message)
        .at(place)
        .help("`leaflet check` says what is to be done; with --draft it is built with a visible mark")
}

/// One line about all that is left out: publications with their languages; empty if there is none.
fn note(left_out: &[(Publication, Readiness)]) -> String {
    let mut ids: Vec<&str> = left_out.iter().map(|(p, _)| p.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let languages = |id: &str| {
        let own = left_out.iter().filter(|(p, _)| p.id == id);
        let names: Vec<String> = own
            .map(|(p, state)| match state {
                Readiness::Reviewed | Readiness::Draft => p.lang.code.to_owned(),
                _ => format!("{}: {}", p.lang.code, locale::spoken().say(state.words())),
            })
            .collect();
        format!("{id} ({})", names.join(", "))
    };
    if ids.is_empty() {
        return String::new();
    }
    let lists: Vec<String> = ids.into_iter().map(languages).collect();
    let lists = lists.join("; ");
    if left_out.iter().all(|(publication, _)| !publication.reviewed.value) {
        format!("left out, as not reviewed: {lists}; --draft builds them with a mark\n")
    } else {
        format!("left out, as not ready: {lists}; --draft builds them with a mark\n")
    }
}

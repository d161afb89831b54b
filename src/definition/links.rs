//! Checks what definitions say of each other and of files: names that must exist, names that must be unique.

use std::collections::{BTreeMap, BTreeSet};

use super::nearest::{nearest, proposal};
use super::{County, FormatKind, Project, Publication, Section, SectionKind, order_links, paths, sections_for};
use crate::diagnostic::{At, Diagnostic, Place};
use crate::limits;
use crate::rules;
use crate::world::{ReadError, World};

/// Most names of a list that are held against each other.
const LONGEST: usize = limits::NAMES_OF_A_LIST;

/// Every finding about names and files in the project.
pub(super) fn check(world: &dyn World, project: &Project, out: &mut Vec<Diagnostic>) {
    for county in project.counties.iter() {
        lists(county, out);
        partners(county, project, out);
        folder(county, out);
        overrides(world, county, out);
        for logo in county.senders.iter().filter_map(|sender| sender.logo.as_ref()) {
            picture(world, logo, out);
        }
        let asked = project.targets.contains(&county.slug);
        for publication in project.publications.iter().filter(|p| asked && prints(county, &p.id)) {
            if let Err(findings) = sections_for(county, publication) {
                // Sections that stand twice in the publication itself are reported once, with the publication.
                let own = |place: &Place| publication.sections.iter().any(|section| section.id.place == *place);
                out.extend(findings.into_iter().filter(|finding| !finding.place.as_ref().is_some_and(own)));
            }
        }
    }
    order_links::check(project, out);
    for publication in &project.publications {
        self::publication(world, publication, project, out);
    }
}

/// Whether the county prints a publication of this id.
fn prints(county: &County, id: &str) -> bool {
    county.publications.iter().any(|own| own.value == id)
}

/// Names in lists of the county that stand twice, or speak of a publication that it does not print.
fn lists(county: &County, out: &mut Vec<Diagnostic>) {
    unique(county.publications.iter(), "publication", out);
    unique(county.with.iter(), "county", out);
    unique(county.senders.iter().map(|sender| &sender.name), "sender", out);
    let named = county.senders.iter().flat_map(|sender| &sender.publications);
    for id in named.chain(county.overrides.iter().map(|change| &change.publication)) {
        if !prints(county, id) {
            let message = format!("the county does not print `{}`", id.value);
            let help = proposal(id, county.publications.iter().map(|own| own.value.as_str()));
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&id.place).help(help));
        }
    }
}

/// Counties of a joint edition that cannot be its parts.
fn partners(county: &County, project: &Project, out: &mut Vec<Diagnostic>) {
    for partner in &county.with {
        let joint = project.county(partner).is_some_and(|other| !other.with.is_empty());
        if partner.value == county.slug || joint {
            let message = format!("`{}` is a joint edition itself", partner.value);
            let help = "name the counties that sign, each by its own file";
            out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&partner.place).help(help));
        }
    }
}

/// An address of the site that names no folder.
fn folder(county: &County, out: &mut Vec<Diagnostic>) {
    if let Some(url) = county.base_url.as_ref().filter(|url| url.href().contains(['?', '#'])) {
        let message = format!("`{}` is not the address of a folder", url.display());
        let help = "leave out what stands from `?` or `#` on";
        out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&url.place).help(help));
    }
}

/// The sections that a county brings along.
fn overrides(world: &dyn World, county: &County, out: &mut Vec<Diagnostic>) {
    for change in &county.overrides {
        if let Some(section) = change.section() {
            pictures(world, section, out);
            unique(section.formats.iter(), "format", out);
        }
    }
}

fn publication(world: &dyn World, publication: &Publication, project: &Project, out: &mut Vec<Diagnostic>) {
    let clash = project.publications.iter().take_while(|other| !std::ptr::eq(*other, publication));
    if let Some(other) = clash.into_iter().find(|p| p.id == publication.id && p.lang == publication.lang) {
        let message = format!("{} holds `{}` in this language as well", other.source.path, publication.id);
        let diagnostic = Diagnostic::new(&rules::DUPLICATE, message).at(&publication.title.place);
        out.push(diagnostic.help("build the two one after the other, or give one another id"));
    }
    unique(publication.sections.iter().map(|section| &section.id), "section", out);
    for section in &publication.sections {
        pictures(world, section, out);
        unique(section.formats.iter(), "format", out);
    }
    formats(publication, project, out);
    let ids = || publication.named.iter().map(String::as_str);
    for id in publication.facts.iter().flat_map(|fact| &fact.sections) {
        if !ids().any(|known| known == id.value) {
            let message = format!("the publication has no section `{}`", id.value);
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&id.place).help(proposal(id, ids())));
        }
    }
    words(publication, project, out);
}

/// Formats that stand twice, have too many pages, or are not served by their theme.
fn formats(publication: &Publication, project: &Project, out: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for used in &publication.formats {
        let name = used.format.name;
        if !seen.insert(name) {
            let diagnostic = Diagnostic::new(&rules::DUPLICATE, format!("the format `{name}` stands twice"));
            out.push(diagnostic.at(&used.place).help("take one of the two out"));
        }
        let (least, most) = (used.format.min_pages, used.format.max_pages);
        if used.pages < least || used.pages > most {
            let bound = if used.pages < least { format!("at least {least}") } else { format!("at most {most}") };
            let pages = if bound.ends_with(" 1") { "page" } else { "pages" };
            let diagnostic = Diagnostic::new(&rules::BAD_VALUE, format!("`{name}` has {bound} {pages}"));
            out.push(diagnostic.at(&used.place).help(format!("write `pages = {}`", used.pages.clamp(least, most))));
        }
        let ids = || publication.named.iter().map(String::as_str);
        for id in used.sections.iter().flatten().filter(|id| !ids().any(|known| known == id.value)) {
            let message = format!("the publication has no section `{}`", id.value);
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&id.place).help(proposal(id, ids())));
        }
        if let Some(tabs) = &used.tabs
            && used.format.kind != FormatKind::Poster
        {
            let diagnostic = Diagnostic::new(&rules::BAD_VALUE, format!("`{name}` has no tabs to tear off"));
            out.push(diagnostic.at(&tabs.place).help("only posters have; take `tabs` out"));
        }
        if let Some(theme) = project.theme(&used.theme)
            && theme.format(name).is_none()
        {
            let message = format!("the theme `{}` does not serve the format `{name}`", theme.name);
            let served: Vec<&str> = theme.formats.iter().map(|format| format.name.as_str()).collect();
            let help = format!(
                "it serves {}; name another with `{{ format = \"{name}\", theme = \"...\" }}`",
                served.join(", ")
            );
            out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&used.place).help(help));
        }
    }
}

/// Fixed words that the publication's language lacks.
fn words(publication: &Publication, project: &Project, out: &mut Vec<Diagnostic>) {
    let path = paths::labels(publication.lang.code);
    let place = &publication.lang_place;
    let Some(labels) = project.labels(publication.lang) else {
        let message = format!("the fixed words of the language `{}` are missing", publication.lang.code);
        let help =
            format!("`leaflet new translation {} {}` writes {path} to fill in", publication.id, publication.lang.code);
        out.push(Diagnostic::new(&rules::LABEL_MISSING, message).at(place).help(help));
        return;
    };
    let missing: Vec<&str> = labels.missing().collect();
    if !missing.is_empty() {
        let message = format!("the fixed words of `{}` lack {}", publication.lang.code, missing.join(", "));
        let help = format!("add to {path} the line `{} = \"...\"`", missing[0]);
        out.push(Diagnostic::new(&rules::LABEL_MISSING, message).at(place).help(help));
    }
}

/// The pictures of a section: that the file is there, and that it has words for those who cannot see it.
fn pictures(world: &dyn World, section: &Section, out: &mut Vec<Diagnostic>) {
    if let SectionKind::Image { file, alt, .. } = &section.kind {
        picture(world, file, out);
        if alt.is_none() {
            let message = format!("the picture of `{}` has no `alt`", section.id.value);
            let diagnostic = Diagnostic::new(&rules::IMAGE_ALT, message).at(&file.place);
            out.push(diagnostic.help("add the line `alt = \"what the picture shows\"`"));
        }
    }
}

/// Whether a picture can be read.
fn picture(world: &dyn World, path: &At<String>, out: &mut Vec<Diagnostic>) {
    // A path that leaves the project by its spelling has been reported with the values.
    if !crate::world::is_inside(path) {
        return;
    }
    if let Err(error) = world.read(path) {
        let message = format!("{} cannot be used: {error}", path.value);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let names = if error == ReadError::Missing { world.list(folder) } else { Vec::new() };
        let help = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{}{near}`?", &path[..path.len() - name.len()]),
            None => "give the path of a JPEG, PNG or SVG file from the project's root".to_owned(),
        };
        out.push(Diagnostic::new(&rules::IMAGE_BROKEN, message).at(&path.place).help(help));
    }
}

/// Reports every name that has stood before.
fn unique<'a>(names: impl Iterator<Item = &'a At<String>>, what: &str, out: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, &Place> = BTreeMap::new();
    // A list of thousands is a mistake of another kind; its beginning tells enough.
    for name in names.take(LONGEST) {
        if let Some(place) = first.get(name.as_str()) {
            let message = format!("the {what} `{}` stands twice", name.value);
            let help = format!("the first one is on line {}", place.line_column().0);
            out.push(Diagnostic::new(&rules::DUPLICATE, message).at(&name.place).help(help));
        } else {
            first.insert(name, &name.place);
        }
    }
}

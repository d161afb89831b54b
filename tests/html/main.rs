//! The html and site editions: the sheet's text in its order, nothing from outside, nothing that a definition can break.

mod markup;
#[path = "../support/program.rs"]
mod program;
#[allow(dead_code)] // Other tests read more of a line than its text.
#[path = "../support/mod.rs"]
mod support;

mod pages;
mod site;

use std::path::Path;

use leaflet::definition::{Project, Target, load};
use leaflet::document::{Draft, WantedPage, WebPage, resolve_page};
use leaflet::world::{DiskWorld, MemoryWorld, World};

/// The repository's own project: a county with a contact, one without, and a joint edition. The others are alike.
fn repository() -> (DiskWorld, Project) {
    let world = DiskWorld::new(Path::new(env!("CARGO_MANIFEST_DIR")));
    let counties = ["varmland", "orebro", "varmland-dalarna-orebro"].map(|slug| Target::County(slug.to_owned()));
    let (project, _) = load(&world, &counties);
    (world, project)
}

/// A definition in one file.
fn one_file(text: &str) -> (MemoryWorld, Project) {
    let world = MemoryWorld::new(support::TODAY).with("one.toml", text.as_bytes());
    let (project, _) = load(&world, &[Target::File("one.toml".to_owned())]);
    (world, project)
}

/// Every web page of a project, with its name.
fn pages(world: &dyn World, project: &Project, draft: Draft) -> Vec<(String, WebPage)> {
    let mut all = Vec::new();
    for county in project.targets.iter().filter_map(|slug| project.county(slug)) {
        for publication in county.publications.iter().flat_map(|id| project.languages_of(id)) {
            let wanted = WantedPage { county, publication, draft };
            let page = resolve_page(world, project, wanted).unwrap_or_else(|found| panic!("{found:?}"));
            all.push((wanted.id(), page));
        }
    }
    all
}

/// The page as text.
fn written(page: &WebPage) -> String {
    String::from_utf8(leaflet::export::html::write(page, None).expect("a page")).expect("UTF-8")
}

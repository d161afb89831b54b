//! Loads what was asked for and no more: counties, their publications, the themes and labels that these use.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::checker::{is_id_sign, quoted, slugged};
use super::fields::FILE;
use super::nearest::proposal;
use super::node::Node;
use super::paths::{self, COUNTIES, PUBLICATIONS, THEMES};
use super::{
    Called, County, Labels, Project, Publication, Target, county, file, labels, links, preset, publication, theme_file,
};
use crate::diagnostic::{At, Diagnostic, Place, Source};
use crate::lang::Lang;
use crate::rules;
use crate::world::World;

/// Loads the targets, every county of the project if there are none. What has errors is left out and its errors are
/// told; the rest still loads.
#[must_use]
pub fn load(world: &dyn World, targets: &[Target]) -> (Project, Vec<Diagnostic>) {
    load_for(world, targets, None)
}

/// As [`load`], with a print profile that goes before those of the counties.
#[must_use]
pub fn load_for(world: &dyn World, targets: &[Target], print_profile: Option<&str>) -> (Project, Vec<Diagnostic>) {
    let mut loader = Loader { world, project: Project::default(), out: Vec::new(), seen: BTreeMap::new() };
    let all: Vec<Target> = county_slugs(world).into_iter().map(Target::County).collect();
    if targets.is_empty() {
        loader.out.extend(misnamed(world).map(|stem| wrong_name(&rules::FILE_NAME, &stem)));
    }
    if targets.is_empty() && all.is_empty() {
        let diagnostic = Diagnostic::new(&rules::FILE_MISSING, "the project has no county").on(COUNTIES);
        let empty = publication_ids(world).is_empty();
        let help = if empty {
            "begin one with the agreed publications: `leaflet init`"
        } else {
            "make one: `leaflet new county NAME`"
        };
        loader.out.push(diagnostic.help(help));
    }
    for target in if targets.is_empty() { &all } else { targets } {
        match target {
            Target::County(name) => loader.county(&meant(world, name), None),
            Target::File(path) => match paths::county_of(path) {
                Some(slug) => loader.county(slug, None),
                None => loader.one_file(path),
            },
        }
    }
    loader.publications();
    loader.presets(print_profile);
    links::check(world, &loader.project, &mut loader.out);
    (loader.project, loader.out)
}

/// Loads the texts of a publication of the project in every language, without themes and labels.
#[must_use]
pub fn load_publication(world: &dyn World, id: &str) -> (Project, Vec<Diagnostic>) {
    let mut loader = Loader { world, project: Project::default(), out: Vec::new(), seen: BTreeMap::new() };
    let source = Arc::new(Source { path: paths::publication(id), text: String::new() });
    loader.publication(&At { value: id.to_owned(), place: Place { source, span: 0..0 } });
    (loader.project, loader.out)
}

/// Slugs of the project's counties, sorted.
#[must_use]
pub fn county_slugs(world: &dyn World) -> Vec<String> {
    stems(world, COUNTIES).into_iter().filter(|slug| is_slug(slug)).collect()
}

/// The slug of the county that a person means: by its slug, else in short or in full.
fn meant(world: &dyn World, name: &str) -> String {
    let there = is_slug(name) && county_slugs(world).iter().any(|slug| slug == name);
    let called = if there { None } else { Called::meant(&Called::all(world), name).map(str::to_owned) };
    called.unwrap_or_else(|| name.to_owned())
}

/// Names of files beside those of the counties that no county can have, without `.toml`.
fn misnamed(world: &dyn World) -> impl Iterator<Item = String> {
    // Editors leave hidden files beside the one that is open.
    stems(world, COUNTIES).into_iter().filter(|stem| !is_slug(stem) && !stem.starts_with('.'))
}

/// What is said of a county's file whose name is none.
fn wrong_name(rule: &'static rules::Rule, stem: &str) -> Diagnostic {
    let path = paths::county(stem);
    let message = format!("{path} has a name that no county can have, so nothing is made of it");
    let help = match slugged(stem) {
        name if name.is_empty() => "rename it: small letters a to z, digits and hyphens".to_owned(),
        name => format!("rename it: small letters a to z, digits and hyphens, such as {name}.toml; or delete it"),
    };
    // Its own place, so that it is told of no other county's files.
    let source = Arc::new(Source { path, text: String::new() });
    Diagnostic::new(rule, message).at(&Place { source, span: 0..0 }).help(help)
}

/// Ids of the project's publications, sorted.
#[must_use]
pub fn publication_ids(world: &dyn World) -> Vec<String> {
    world.list(PUBLICATIONS).into_iter().filter(|id| is_slug(id)).collect()
}

/// Names of the TOML files in a folder, without `.toml`.
fn stems(world: &dyn World, folder: &str) -> Vec<String> {
    world.list(folder).iter().filter_map(|name| name.strip_suffix(".toml")).map(str::to_owned).collect()
}

/// Whether a name can be a slug or an id.
pub(super) fn is_slug(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_id_sign)
}

/// Says that a file of themes or print profiles has a name that none can have.
pub(super) fn unusable(path: &str, name: &str) -> Diagnostic {
    let message = format!("the file {path} has a name that cannot be used");
    let help = format!("rename it: small letters a to z, digits and hyphens, such as `{}`", slugged(name));
    Diagnostic::new(&rules::BAD_VALUE, message).help(help)
}

/// A load under way.
struct Loader<'w> {
    world: &'w dyn World,
    project: Project,
    out: Vec<Diagnostic>,
    /// Counties by slug and publications by path that have been tried, and the file each came from.
    seen: BTreeMap<String, String>,
}

impl Loader<'_> {
    /// A county by its slug; `by` is where another county names it in `with`.
    fn county(&mut self, slug: &str, by: Option<&At<String>>) {
        let path = paths::county(slug);
        if by.is_none()
            && !self.project.targets.iter().any(|known| known == slug)
            && self.project.county(slug).is_some()
        {
            // It was loaded as a partner before it was asked for itself.
            self.project.targets.push(slug.to_owned());
            return self.partners(slug);
        }
        if self.seen.insert(slug.to_owned(), path.clone()).is_some() {
            return;
        }
        let source = if is_slug(slug) { file::source(self.world, &path) } else { Err(None) };
        let source = match source {
            Ok(source) => source,
            Err(Some(diagnostic)) => return self.out.push(diagnostic),
            Err(None) if by.is_none() && misnamed(self.world).any(|stem| stem == slug) => {
                return self.out.push(wrong_name(&rules::UNKNOWN_NAME, slug));
            }
            Err(None) => {
                let names = county_slugs(self.world);
                let message = format!("there is no county `{}`", quoted(slug));
                let help = proposal(slug, names.iter().map(String::as_str));
                let diagnostic = Diagnostic::new(&rules::UNKNOWN_NAME, message).help(help);
                self.out.push(match by {
                    Some(name) => diagnostic.at(&name.place),
                    None => diagnostic.on(slug),
                });
                return;
            }
        };
        self.county_file(&source, slug, by);
    }

    fn county_file(&mut self, source: &Arc<Source>, slug: &str, by: Option<&At<String>>) {
        let (document, whole) = file::tables(source, &FILE, &mut self.out);
        let root = file::root(source, &document);
        let own = root.table("publication").is_some();
        if whole {
            self.lacking(&root, "county", "[county]");
            if !own {
                self.misplaced(&root, &["section", "social", "fact"], "a county's file");
                self.prints_nothing(&root);
            }
        }
        let said = root.table("county").and_then(|table| table.text("slug"));
        if let Some(said) = said.filter(|said| said.value != slug) {
            let message = format!("the slug is `{}`, but the file is called {slug}.toml", said.value);
            let help = format!("write `slug = \"{slug}\"`, or take the line out");
            self.out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&said.place).help(help));
        }
        let county = county::county(&root, slug).filter(|_| whole);
        let publication = publication::publication(&root).filter(|_| whole);
        self.take(county, publication, by.is_none());
    }

    /// A definition that holds everything.
    fn one_file(&mut self, path: &str) {
        let source = match file::source(self.world, path) {
            Ok(source) => source,
            Err(Some(diagnostic)) => return self.out.push(diagnostic),
            Err(None) => {
                let diagnostic = Diagnostic::new(&rules::FILE_MISSING, format!("there is no file {path}")).on(path);
                return self.out.push(diagnostic.help(rules::FILE_MISSING.mend));
            }
        };
        let (document, whole) = file::tables(&source, &FILE, &mut self.out);
        let root = file::root(&source, &document);
        if whole {
            if path.starts_with(PUBLICATIONS) {
                let diagnostic = Diagnostic::new(&rules::MISSING_KEY, "a publication alone does not say who prints it");
                let help = "name a county: `leaflet build COUNTY --publication ID`";
                self.out.push(diagnostic.at(&root.place()).help(help));
            } else {
                self.lacking(&root, "county", "[county]");
            }
            if root.table("county").is_some_and(|county| county.get("publications").is_none()) {
                self.lacking(&root, "publication", "[publication]");
            }
        }
        let said = root.table("county").and_then(|table| table.text("slug")).map(|said| said.value);
        let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml");
        let slug = said.filter(|said| is_slug(said)).unwrap_or_else(|| slugged(stem));
        let slug = if slug.is_empty() { "leaflet".to_owned() } else { slug };
        let county = county::county(&root, &slug).filter(|_| whole);
        let publication = publication::publication(&root).filter(|_| whole);
        if let Some(first) = self.seen.insert(slug.clone(), path.to_owned()).filter(|first| first != path) {
            let message = format!("{path} and {first} are both the county `{slug}`");
            let diagnostic = Diagnostic::new(&rules::DUPLICATE, message).on(path);
            return self.out.push(diagnostic.help("give one of them another `slug` in [county]"));
        }
        self.take(county, publication, true);
    }

    /// Puts what a county's file held into the project.
    fn take(&mut self, county: Option<County>, publication: Option<Publication>, asked: bool) {
        if let Some(mut county) = county {
            if let Some(publication) = publication.as_ref().filter(|_| county.publications.is_empty()) {
                let place = publication.title.place.clone();
                county.publications.push(At { value: publication.id.clone(), place });
            }
            let slug = county.slug.clone();
            Arc::make_mut(&mut self.project.counties).push(county);
            if asked {
                self.project.targets.push(slug.clone());
                self.partners(&slug);
            }
        }
        if let Some(publication) = publication {
            self.project.publications.push(publication);
        }
    }

    /// The counties that sign a joint edition with this one.
    fn partners(&mut self, slug: &str) {
        let partners = self.project.county(slug).map(|county| county.with.clone()).unwrap_or_default();
        for partner in partners {
            self.county(&partner, Some(&partner));
        }
    }

    /// The publications of every county that was asked for, with their themes and labels.
    fn publications(&mut self) {
        let asked = self.project.counties.iter().filter(|county| self.project.targets.contains(&county.slug));
        let wanted: Vec<At<String>> = asked.flat_map(|county| county.publications.iter().cloned()).collect();
        let mut done: BTreeSet<String> = BTreeSet::new();
        for id in wanted {
            if done.insert(id.value.clone()) {
                self.publication(&id);
            } else if !self.known(&id) {
                self.unknown_publication(&id);
            }
        }
        self.project.publications.sort_by_key(|publication| {
            let rank = Lang::all().position(|lang| lang == publication.lang);
            (publication.id.clone(), rank)
        });
        self.themes();
        self.labels();
    }

    /// Whether a publication has a folder, or a file that holds it.
    fn known(&self, id: &At<String>) -> bool {
        self.project.publications.iter().any(|publication| publication.id == id.value)
            || is_slug(id) && !stems(self.world, &paths::publication(id)).is_empty()
    }

    fn unknown_publication(&mut self, id: &At<String>) {
        let mut names = publication_ids(self.world);
        if names.contains(&id.value) {
            let message = format!("{} holds no text that can be read", paths::publication(id));
            let help = "put the texts back into the folder, one file for each language, such as sv.toml";
            self.out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&id.place).help(help));
            return;
        }
        names.extend(self.project.publications.iter().map(|publication| publication.id.clone()));
        names.sort();
        names.dedup();
        let message = format!("there is no publication `{}`", quoted(id));
        let help = proposal(id, names.iter().map(String::as_str));
        self.out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&id.place).help(help));
    }

    /// A publication in every language that it has.
    fn publication(&mut self, id: &At<String>) {
        if !self.known(id) {
            return self.unknown_publication(id);
        }
        let inside: Vec<Lang> = self.project.languages_of(id).map(|publication| publication.lang).collect();
        let languages = if is_slug(id) { stems(self.world, &paths::publication(id)) } else { Vec::new() };
        for lang in languages.iter().filter(|lang| Lang::from_code(lang).is_none_or(|lang| !inside.contains(&lang))) {
            match file::source(self.world, &paths::text(id, lang)) {
                Ok(source) => self.publication_file(&source, id, lang),
                Err(diagnostic) => self.out.extend(diagnostic),
            }
        }
    }

    fn publication_file(&mut self, source: &Arc<Source>, id: &str, lang: &str) {
        let (document, whole) = file::tables(source, &FILE, &mut self.out);
        let root = file::root(source, &document);
        if whole {
            self.lacking(&root, "publication", "[publication]");
            self.misplaced(
                &root,
                &["county", "contact", "sender", "override", "order", "distribution"],
                "a publication's file",
            );
        }
        let Some(table) = root.table("publication") else { return };
        for (key, value, is) in [("id", id, "folder"), ("lang", lang, "file")] {
            let said = table.text(key).filter(|said| said.value != value);
            // An unknown language has been reported where it stands.
            if let Some(said) = said.filter(|said| key == "id" || Lang::from_code(said).is_some()) {
                let message = format!("`{key}` is `{}`, but the {is} is called `{value}`", quoted(&said));
                let help = if key == "lang" && Lang::from_code(value).is_none() {
                    "files here are called after their language, such as sv.toml; rename it, or delete it".to_owned()
                } else {
                    format!("write `{key} = \"{value}\"`, or rename the {is}")
                };
                self.out.push(Diagnostic::new(&rules::BAD_VALUE, message).at(&said.place).help(help));
                return;
            }
        }
        self.project.publications.extend(publication::publication(&root).filter(|_| whole));
    }

    fn themes(&mut self) {
        let mut wanted: BTreeMap<String, Place> = BTreeMap::new();
        for used in self.project.publications.iter().flat_map(Publication::uses) {
            wanted.entry(used.theme.value.clone()).or_insert_with(|| used.theme.place.clone());
        }
        for (name, place) in wanted {
            let path = paths::theme(&name);
            match file::source(self.world, &path) {
                Ok(_) if !is_slug(&name) => self.out.push(unusable(&path, &name).at(&place)),
                Ok(source) => {
                    self.project
                        .themes
                        .extend(theme_file::read(&source, &name, &mut self.out).map(std::sync::Arc::new));
                }
                Err(Some(diagnostic)) if is_slug(&name) => self.out.push(diagnostic),
                Err(_) => {
                    let mut names = stems(self.world, THEMES);
                    names.retain(|name| is_slug(name));
                    let message = format!("there is no theme `{}`", quoted(&name));
                    let help = proposal(&name, names.iter().map(String::as_str));
                    self.out.push(Diagnostic::new(&rules::UNKNOWN_NAME, message).at(&place).help(help));
                }
            }
        }
    }

    /// The print profiles: the one that was asked for, else those of the counties.
    fn presets(&mut self, asked: Option<&str>) {
        self.project.print_profile = asked.map(str::to_owned);
        let mut wanted: BTreeMap<String, Option<Place>> = BTreeMap::new();
        let targets = &self.project.targets;
        for county in self.project.counties.iter().filter(|county| targets.contains(&county.slug)) {
            let place = county.print_profile.as_ref().filter(|_| asked.is_none()).map(|name| name.place.clone());
            wanted.entry(self.project.preset_name(county).to_owned()).or_insert(place);
        }
        for (name, place) in wanted {
            let found = preset::load(self.world, &name, place.as_ref(), &mut self.out);
            self.project.presets.extend(found);
        }
    }

    fn labels(&mut self) {
        let wanted: BTreeSet<&'static str> = self.project.publications.iter().map(|p| p.lang.code).collect();
        for lang in wanted.into_iter().filter_map(Lang::from_code) {
            let own = self.labels_in(lang, lang.code);
            let shared = lang.primary.and_then(|code| self.labels_in(lang, code));
            let labels = match (own, shared) {
                (Some(own), Some(shared)) => Some(own.or(shared)),
                (own, shared) => own.or(shared),
            };
            // That there are none is said at each publication in the language.
            self.project.labels.extend(labels);
        }
    }

    /// The fixed words in the file of this tag, if it is there.
    fn labels_in(&mut self, lang: Lang, code: &str) -> Option<Labels> {
        match file::source(self.world, &paths::labels(code)) {
            Ok(source) => Some(labels::read(&source, lang, &mut self.out)),
            Err(diagnostic) => {
                self.out.extend(diagnostic);
                None
            }
        }
    }

    /// Reports a table that a file of its sort cannot do without.
    fn lacking(&mut self, root: &Node<'_>, key: &str, title: &str) {
        if root.get(key).is_none() {
            let message = format!("the file lacks {title}");
            let help = format!("add the line `{title}` and its keys; `leaflet schema` lists them");
            self.out.push(Diagnostic::new(&rules::MISSING_KEY, message).at(&root.place()).help(help));
        }
    }

    /// Reports a county without publications.
    fn prints_nothing(&mut self, root: &Node<'_>) {
        let Some(table) = root.table("county") else { return };
        let empty =
            table.get("publications").is_none_or(|ids| ids.get_ref().as_array().is_some_and(|ids| ids.is_empty()));
        if empty {
            let message = "[county] has no publications";
            let help = "add the line `publications = [\"...\"]`; `leaflet list` shows their ids";
            self.out.push(Diagnostic::new(&rules::MISSING_KEY, message).at(&table.place()).help(help));
        }
    }

    /// Reports tables that have no meaning in a file of its sort.
    fn misplaced(&mut self, root: &Node<'_>, keys: &[&str], what: &str) {
        for (key, _) in root.entries() {
            if keys.contains(&key.get_ref().as_ref()) {
                let message = format!("`{}` has no place in {what}", key.get_ref());
                let help = if what.contains("county") {
                    "put it into a file of the publication, or use [[override]]"
                } else {
                    "put it into the county's file"
                };
                self.out.push(Diagnostic::new(&rules::UNKNOWN_KEY, message).at(&root.place_of(key.span())).help(help));
            }
        }
    }
}

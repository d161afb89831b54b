//! From the command line's words to projects, and from projects to the leaflets that are meant.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check;
use crate::definition::{Format, FormatUse, Project, Publication, Target, load_for, paths, publication_ids};
use crate::diagnostic::{Diagnostic, each_once};
use crate::document::{Draft, Wanted};
use crate::fonts::FontBook;
use crate::lang::Lang;
use crate::rules;
use crate::world::{DiskWorld, World};

use super::args::Selection;
use super::{press, social};

/// A project on disk with what was loaded from it.
#[derive(Debug)]
pub struct Loaded {
    /// The folder.
    pub world: DiskWorld,
    /// What was asked for.
    pub project: Project,
    /// The bundled fonts and the project's own.
    pub fonts: Arc<FontBook>,
}

impl Loaded {
    /// The same, to be built without being written.
    #[must_use]
    pub fn dry(self) -> Loaded {
        Loaded { world: self.world.dry(), ..self }
    }
}

/// The project folder: the nearest one above the current folder that has `leaflets`, else the current folder.
#[must_use]
pub fn project_root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let above = steps_up(&here).unwrap_or_default();
    here.ancestors().nth(above).map_or(here.clone(), Path::to_path_buf)
}

/// How many folders above a folder its project lies; `None` where there is no project.
fn steps_up(folder: &Path) -> Option<usize> {
    folder.ancestors().position(|folder| folder.join("leaflets").is_dir())
}

/// The folder in a project's that files are written to if nothing else is said.
pub(super) const OUT: &str = "out";

/// Where files are written if nothing else is said: [`OUT`] in the project folder, as seen from the current folder.
#[must_use]
pub fn default_out() -> PathBuf {
    let above = std::env::current_dir().ok().and_then(|here| steps_up(&here)).unwrap_or_default();
    let mut out: PathBuf = std::iter::repeat_n("..", above).collect();
    out.push(OUT);
    out
}

/// Whether a word of the command line names a file, not a county: it has a slash or an ending.
#[must_use]
pub fn is_file(word: &str) -> bool {
    word.contains(['/', '\\']) || Path::new(word).extension().is_some()
}

/// Loads everything that the words name, and holds it against the rules on definitions. Words with a slash or an ending are
/// files, others counties.
#[must_use]
pub fn load_all(selection: &Selection) -> (Vec<Loaded>, Vec<Diagnostic>) {
    let (groups, mut findings) = grouped(&selection.targets);
    let mut loaded = Vec::new();
    findings.extend(groups.first().and_then(|(world, _)| wrong_source_date(world)));
    for (world, targets) in groups {
        let (project, found) = load_for(&world, &targets, selection.print_profile.as_deref());
        findings.extend(found);
        let (fonts, found) = press::fonts(&world);
        findings.extend(found);
        findings.extend(check::project(&project, world.today()));
        // A theme that is not asked for, such as one with too much ink for newsprint, is no hindrance.
        let asked = themes_asked_for(&project, selection);
        let of_asked = |finding: &Diagnostic| finding.place.as_ref().is_none_or(|p| asked.contains(&p.source.path));
        findings.extend(check::theme::check(&project, &fonts).into_iter().filter(of_asked));
        loaded.push(Loaded { world, project, fonts: Arc::new(fonts) });
    }
    findings.retain(|finding| !is_of_another_text(finding, &loaded, selection));
    findings.extend(namesakes(&loaded));
    let findings = each_once(&findings).into_iter().cloned().collect();
    (loaded, findings)
}

/// The counties and files that the words name, those of one project together; the project itself if there are no words. What
/// is said of words that name nothing comes with them.
fn grouped(words: &[String]) -> (Vec<(DiskWorld, Vec<Target>)>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let mut groups: Vec<(DiskWorld, Vec<Target>)> = Vec::new();
    let mut named = BTreeSet::new();
    if words.is_empty() {
        groups.push((DiskWorld::new(project_root()), Vec::new()));
    }
    for word in words {
        let path = Path::new(word);
        let is_file = is_file(word);
        let (world, target) = if is_file {
            match DiskWorld::for_file(path) {
                Ok((world, inside)) => (world, Target::File(inside)),
                Err(error) => {
                    findings.push(
                        Diagnostic::new(&rules::FILE_MISSING, error.to_string())
                            .on(word.as_str())
                            .help("Name a county, such as varmland, or the path of a definition file."),
                    );
                    continue;
                }
            }
        } else {
            (DiskWorld::new(project_root()), Target::County(word.clone()))
        };
        let path = match &target {
            Target::County(slug) => paths::county(slug),
            Target::File(path) => path.clone(),
        };
        // A county that is named twice, by its name or by its file, is meant once.
        if !named.insert((world.root().canonicalize().unwrap_or_else(|_| world.root().to_path_buf()), path)) {
            continue;
        }
        // A file may hold a publication of its own, which is not meant for the counties of the project.
        let together = |(known, targets): &&mut (DiskWorld, Vec<Target>)| {
            !is_file && known.root() == world.root() && matches!(targets[0], Target::County(_))
        };
        match groups.iter_mut().find(together) {
            Some((_, targets)) => targets.push(target),
            None => groups.push((world, vec![target])),
        }
    }
    (groups, findings)
}

/// The files of the themes that leaflets and pictures for social media are asked for in.
fn themes_asked_for(project: &Project, selection: &Selection) -> BTreeSet<String> {
    let leaflets = wanted(project, selection, Draft::No);
    let pictures = social::pictures(project, selection, Draft::No);
    let asked = leaflets.iter().chain(pictures.iter().map(|picture| &picture.wanted));
    asked.map(|wanted| paths::theme(&wanted.format.theme)).collect()
}

/// Whether a finding speaks of the file of a publication, or of a translation, that is not asked for: it keeps no other text
/// from being built.
pub(super) fn is_of_another_text(finding: &Diagnostic, loaded: &[Loaded], selection: &Selection) -> bool {
    let Some(path) = finding.place.as_ref().map(|place| place.source.path.as_str()) else { return false };
    if paths::publication_of(path).is_some_and(|(id, _)| !selection.takes_publication(id)) {
        return true;
    }
    let texts = loaded.iter().flat_map(|l| &l.project.publications);
    let mut translations = texts.filter(|text| text.translation.is_some());
    translations.any(|text| text.source.path == path && !selection.takes_lang(text.lang.code))
}

/// Counties of one slug from different files, whose leaflets would be written over each other.
fn namesakes(loaded: &[Loaded]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<&str, (PathBuf, &str)> = BTreeMap::new();
    let mut found = Vec::new();
    for Loaded { world, project, .. } in loaded {
        let root = world.root().canonicalize().unwrap_or_else(|_| world.root().to_path_buf());
        for county in project.targets.iter().filter_map(|slug| project.county(slug)) {
            let path = county.source.path.as_str();
            let (file, first) = known.entry(&county.slug).or_insert_with(|| (root.join(path), path));
            if *file != root.join(path) {
                let message = format!("{path} and {first} are both of a county `{}`", county.slug);
                let help = "Give one of them another `slug`, or build them one by one into different folders.";
                let finding = Diagnostic::new(&rules::DUPLICATE, message).at(&county.name.place);
                found.push(finding.on(county.slug.clone()).help(help));
            }
        }
    }
    found
}

/// What is wrong with the day that files are to bear, which stops a build.
pub(super) fn wrong_source_date(world: &dyn World) -> Option<Diagnostic> {
    let message =
        format!("SOURCE_DATE_EPOCH is “{}”, which is no number of seconds since 1970", world.wrong_source_date()?);
    Some(Diagnostic::new(&rules::SOURCE_DATE, message).on("SOURCE_DATE_EPOCH").help(rules::SOURCE_DATE.mend))
}

/// The leaflets of a project that the selection means, in a fixed order; see [`unknown_names`] for names that nothing has.
#[must_use]
pub fn wanted<'a>(project: &'a Project, selection: &Selection, draft: Draft) -> Vec<Wanted<'a>> {
    let mut wanted = Vec::new();
    for county in project.targets.iter().filter_map(|slug| project.county(slug)) {
        for publication in county.publications.iter().flat_map(|id| project.languages_of(id)) {
            let taken = |f: &&FormatUse| selection.takes(&publication.id, f.format.name, publication.lang.code);
            let formats = publication.formats.iter().filter(taken);
            wanted.extend(formats.map(|format| Wanted { county, publication, format, draft }));
        }
    }
    wanted.retain(|wanted| is_meant(selection, &wanted.id()));
    wanted
}

/// Whether a leaflet, web page or site of this name is in the part that is to be made, and among what has changed.
#[must_use]
pub fn is_meant(selection: &Selection, id: &str) -> bool {
    selection.shard.is_none_or(|shard| shard.makes(id)) && selection.only.as_ref().is_none_or(|only| only.contains(id))
}

/// Names given on the command line that no leaflet of the projects has. Where something is `broken`, a leaflet may only be
/// missing for that: then names that there are at all are taken as they stand.
#[must_use]
pub fn unknown_names(loaded: &[Loaded], selection: &Selection, broken: bool) -> Vec<Diagnostic> {
    let publications = || loaded.iter().flat_map(|l| &l.project.publications);
    let ids: Vec<&str> = publications().map(|p| p.id.as_str()).collect();
    let formats: Vec<&str> = publications().flat_map(Publication::uses).map(|f| f.format.name).collect();
    let langs: Vec<&str> = publications().map(|p| p.lang.code).collect();
    let mut findings = Vec::new();
    for (given, known, what) in [
        (&selection.publication, ids, "publication"),
        (&selection.format, formats, "format"),
        (&selection.lang, langs, "language"),
    ] {
        let there = |name: &str| match what {
            "publication" => loaded.iter().any(|l| publication_ids(&l.world).iter().any(|id| id == name)),
            "format" => Format::named(name).is_some(),
            _ => Lang::from_code(name).is_some(),
        };
        for name in given.iter().filter(|name| !(known.contains(&name.as_str()) || broken && there(name))) {
            let mut names = known.clone();
            names.sort_unstable();
            names.dedup();
            findings.push(
                Diagnostic::new(&rules::UNKNOWN_NAME, format!("none of these leaflets has the {what} “{name}”"))
                    .on(format!("--{}", if what == "language" { "lang" } else { what }))
                    .help(format!("There is: {}.", names.join(", "))),
            );
        }
    }
    if findings.is_empty() && !broken {
        findings.extend(unknown_together(loaded, selection));
    }
    findings
}

/// Names that leaflets have, but none of them all.
fn unknown_together(loaded: &[Loaded], selection: &Selection) -> Option<Diagnostic> {
    let taken =
        |publication: &&Publication, format: &str| selection.takes(&publication.id, format, publication.lang.code);
    let any = |publication: &&Publication| publication.uses().any(|f| taken(publication, f.format.name));
    let mut publications = loaded.iter().flat_map(|l| &l.project.publications);
    if selection.format.is_empty() || selection.exact.is_some() || publications.clone().any(|p| any(&p)) {
        return None;
    }
    let whole = Selection { format: Vec::new(), ..selection.clone() };
    let meant = |p: &&Publication| p.uses().any(|f| whole.takes(&p.id, f.format.name, p.lang.code));
    let help = match publications.find(meant) {
        Some(publication) => {
            let mut names: Vec<&str> = publication.uses().map(|f| f.format.name).collect();
            names.dedup();
            format!("`{}` has: {}.", publication.id, names.join(", "))
        }
        None => "`leaflet list` shows what there is.".to_owned(),
    };
    let message = "none of these leaflets has all that is asked for: publication, format and language".to_owned();
    Some(Diagnostic::new(&rules::UNKNOWN_NAME, message).on("--format").help(help))
}

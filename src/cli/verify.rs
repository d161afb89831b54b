//! `leaflet verify`: makes everything again that a folder holds, without writing, and compares it byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::definition::paths::{self, PUBLICATIONS};
use crate::definition::slugged;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::world::{DiskWorld, ReadError, World};

use super::Outcome;
use super::args::{Again, Build, PPI, Selection, Verify};
use super::build::{Built, build, folder};
use super::edition::{Edition, PrintSheet};
use super::keys::BUILD;
use super::manifest::File;
use super::record::{self, Record};
use super::select::project_root;
use super::{merge, recipients};

/// What lies in a county's folder besides its leaflets: its manifest, and the papers of its order.
const PAPERS: [&str; 5] = [record::NAME, "order.pdf", "order.csv", "distribution.pdf", "distribution.csv"];
/// Folders below that of a county that are looked into: no file of ours stands deeper, and links may go in a circle.
const DEPTH: usize = 4;
/// Most files without a manifest that are named one by one.
const MOST_NAMED: usize = 5;

/// What a build was asked for, as far as it decides the bytes of its files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    /// The definition file; none for the counties of the project.
    file: Option<String>,
    draft: bool,
    ppi: Option<u32>,
    sheet: Option<PrintSheet>,
    profile: Option<String>,
    recipients: Option<String>,
    merged: bool,
}

/// What a comparison came to.
struct Compared {
    findings: Vec<Diagnostic>,
    /// Files that nothing makes any more.
    gone: Vec<Arc<File>>,
    /// How many files were compared.
    count: usize,
    /// How many of them came out as they stand.
    same: usize,
}

/// Rebuilds what the manifests below a folder list, and tells every file that comes out otherwise or is not what they say.
///
/// # Errors
/// When the system refuses threads or files.
pub fn run(args: &Verify) -> anyhow::Result<Outcome> {
    let world = DiskWorld::new(project_root());
    let out = folder(&args.out)?;
    if !out.is_dir() {
        let message = format!("the folder {} does not exist", args.out.display());
        let help = "Name the folder that files were built into, or build first.";
        let finding = Diagnostic::new(&rules::FILE_MISSING, message).on(args.out.display().to_string()).help(help);
        return Ok(Outcome { findings: vec![finding], ..Outcome::default() });
    }
    let (mut findings, mut programs) = (Vec::new(), BTreeSet::new());
    let mut groups: BTreeMap<Asked, Vec<Arc<File>>> = BTreeMap::new();
    for county in world.names_before(&out) {
        let (record, found) = Record::read(&world, &out, &county, record::NAME);
        findings.extend(found);
        findings.extend(unlisted(&world, &out, &county, &record.files));
        let own = paths::county(&county);
        let mut gone = None;
        for (file, path) in homes(&own, &record.files) {
            if world.read(path) == Err(ReadError::Missing) {
                gone = Some(path == own);
                continue;
            }
            programs.insert(record.build.clone());
            let asked = Asked {
                file: (path != own).then(|| path.to_owned()),
                draft: file.draft,
                ppi: file.ppi,
                sheet: file.sheet,
                profile: file.profile.clone(),
                recipients: file.recipients.as_ref().map(|copies| copies.table.clone()),
                merged: file.recipients.as_ref().is_some_and(|copies| copies.merged),
            };
            groups.entry(asked).or_default().push(Arc::clone(file));
        }
        findings.extend(gone.map(|of_project| without_definition(&county, of_project)));
    }
    if groups.is_empty() && findings.is_empty() {
        let fault = "holds no manifest, so that there is nothing to compare";
        findings.push(differs(&args.out.display().to_string(), fault));
    }
    let (mut count, mut same) = (0, 0);
    // By the words that a build needs to take them away: the definition file and the table of recipients.
    let mut gone: BTreeMap<[Option<&String>; 2], Vec<Arc<File>>> = BTreeMap::new();
    for (asked, files) in &groups {
        let table = asked.recipients.as_ref().filter(|table| !recipients::is_table(&project_root().join(table)));
        if let Some(table) = table {
            let fault = "cannot be read, so that the copies for its recipients cannot be built again";
            findings.push(differs(table, fault));
            continue;
        }
        let compared = compared(&world, args, &out, asked, files)?;
        count += compared.count;
        same += compared.same;
        for finding in compared.findings {
            tell(&mut findings, finding);
        }
        if !compared.gone.is_empty() {
            gone.entry([asked.file.as_ref(), asked.recipients.as_ref()]).or_default().extend(compared.gone);
        }
    }
    findings.extend(gone.iter().flat_map(|(words, files)| no_longer_made(*words, files)));
    let mut notes = match (count, same) {
        (1, 1) => format!("1 file in {} built again, the same\n", args.out.display()),
        (1, 0) => format!("1 file in {} built again, not the same\n", args.out.display()),
        _ => format!("{count} files in {} built again, {same} the same\n", args.out.display()),
    };
    if programs.iter().any(|program| program != BUILD) {
        notes.push_str("some were built by another version of the program\n");
    }
    Ok(Outcome { findings, notes, ..Outcome::default() })
}

/// What is said of the files of a county without a definition: one `of_project`, or elsewhere.
fn without_definition(county: &str, of_project: bool) -> Diagnostic {
    let help = if of_project {
        "Put its file back into `leaflets`; or run `leaflet build` for all counties, which takes its files away."
    } else {
        "Put the file back that it was built from, or delete the county's folder."
    };
    differs(county, "has no definition in this project, so that it cannot be built again").help(help)
}

/// Says which files of a county's folder are in no manifest, so that nothing is known of where they come from. Papers of an
/// order, summaries and hidden files are no leaflets, and a folder by a name that no county has is somebody else's.
fn unlisted(world: &dyn World, out: &Path, county: &str, files: &[Arc<File>]) -> Vec<Diagnostic> {
    if slugged(county) != county && files.is_empty() {
        return Vec::new();
    }
    if !merge::parts(world, &out.join(county)).is_empty() {
        return vec![differs(county, "holds parts that are not joined; run `leaflet manifest merge`")];
    }
    let listed: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut found = Vec::new();
    walk(world, out, county, DEPTH, &mut found);
    let own = |path: &String| PAPERS.iter().any(|name| *path == format!("{county}/{name}"));
    found.retain(|path| !listed.contains(path.as_str()) && !own(path));
    let told = |path: &String| differs(path, "is in no manifest, so that it cannot be built again");
    let help = "Delete what does not belong there, and build again.";
    let told: Vec<Diagnostic> = match &found[..] {
        [first, _, ..] if found.len() > MOST_NAMED => {
            let message = format!("{county} holds {} files that are in no manifest, such as {first}", found.len());
            vec![Diagnostic::new(&rules::OUTPUT_DIFFERS, message).on(county)]
        }
        _ => found.iter().map(told).collect(),
    };
    told.into_iter().map(|finding| finding.help(help)).collect()
}

/// The files in a folder and in those below it, by their paths below the output folder.
fn walk(world: &dyn World, out: &Path, folder: &str, depth: usize, found: &mut Vec<String>) {
    for name in world.names_before(&out.join(folder)) {
        let path = format!("{folder}/{name}");
        let is_folder = out.join(&path).is_dir();
        let other = if is_folder { ".pictures" } else { ".md" };
        if name.starts_with('.') || name.ends_with(other) {
            continue;
        }
        if is_folder && depth > 0 {
            walk(world, out, &path, depth - 1, found);
        } else {
            found.push(path);
        }
    }
}

/// Files of a county's folder, each with the definition of the county that it was made from.
pub(super) fn homes<'a>(own: &'a str, files: &'a [Arc<File>]) -> impl Iterator<Item = (&'a Arc<File>, &'a str)> {
    // The pages that a site has besides may name nothing that they were made from.
    let home = files.iter().find_map(|file| definition(own, &file.inputs)).unwrap_or(own);
    files.iter().map(move |file| (file, definition(own, &file.inputs).unwrap_or(home)))
}

/// Which of these inputs defines the county: `own`, the project's file of it, or else a file with everything in it.
fn definition<'a>(own: &str, inputs: &'a [String]) -> Option<&'a str> {
    // A partner of a joint edition is a county of the project too.
    let is_other = |path: &str| paths::county_of(path).is_some();
    let is_definition = |path: &&String| {
        Path::new(path).extension().is_some_and(|ending| ending == "toml")
            && !is_other(path)
            && !["assets/", PUBLICATIONS].iter().any(|folder| path.starts_with(folder))
    };
    let found = inputs.iter().find(|path| *path == own).or_else(|| inputs.iter().find(is_definition));
    found.map(String::as_str)
}

/// Adds a finding unless the same is told already, of another county.
fn tell(findings: &mut Vec<Diagnostic>, new: Diagnostic) {
    let same = |old: &Diagnostic| old.rule == new.rule && old.message == new.message && old.place == new.place;
    if new.place.is_none() || !findings.iter().any(same) {
        findings.push(new);
    }
}

/// The name of a file's county.
fn county_of(file: &Arc<File>) -> &str {
    file.path.split('/').next().unwrap_or_default()
}

/// What comes out otherwise of these files, which were all asked for in the same way. An error in one county's definition
/// hinders no other: those of which nothing was made are made again by themselves.
fn compared(
    world: &dyn World,
    args: &Verify,
    out: &Path,
    asked: &Asked,
    files: &[Arc<File>],
) -> anyhow::Result<Compared> {
    let again = again(args, out, asked, files)?;
    let mut findings: Vec<Diagnostic> = again.findings.into_iter().filter(Diagnostic::is_error).collect();
    let made: BTreeMap<&str, &File> = again.files.iter().map(|file| (file.path.as_str(), &**file)).collect();
    let (mut count, mut same, mut gone) = (0, 0, Vec::new());
    let mut counties: BTreeMap<&str, Vec<Arc<File>>> = BTreeMap::new();
    for file in files {
        counties.entry(county_of(file)).or_default().push(Arc::clone(file));
    }
    let several = counties.len() > 1;
    for (county, files) in counties {
        let none = !again.files.iter().any(|file| county_of(file) == county);
        if none && !findings.is_empty() {
            // What an error keeps from being made says nothing about the files.
            if several {
                let alone = compared(world, args, out, asked, &files)?;
                count += alone.count;
                same += alone.same;
                gone.extend(alone.gone);
                alone.findings.into_iter().for_each(|finding| tell(&mut findings, finding));
            }
            continue;
        }
        count += files.len();
        for file in &files {
            let fault = match made.get(file.path.as_str()) {
                None => {
                    gone.push(Arc::clone(file));
                    continue;
                }
                Some(new) if new.sha256 != file.sha256 => Some("comes out otherwise"),
                Some(_) => match world.written_before(&out.join(&file.path)) {
                    None => Some("is missing"),
                    Some(bytes) if !file.is(&bytes) => Some("is not the file that was built"),
                    Some(_) => None,
                },
            };
            same += usize::from(fault.is_none());
            findings.extend(fault.map(|fault| differs(&file.path, fault)));
        }
    }
    Ok(Compared { findings, gone, count, same })
}

/// Says that these files are no longer made, each by itself or all at once where there are many, and which build takes them
/// away: one that is asked for their editions.
fn no_longer_made([file, table]: [Option<&String>; 2], files: &[Arc<File>]) -> Vec<Diagnostic> {
    let way_out = |of: &[Arc<File>]| {
        let editions: BTreeSet<Edition> = of.iter().map(|file| file.edition).collect();
        let editions: Vec<&str> = editions.into_iter().map(Edition::name).collect();
        let counties: BTreeSet<&str> = of.iter().map(county_of).collect();
        let target = match (file, counties.first()) {
            (Some(file), _) => format!(" {file}"),
            (None, Some(only)) if counties.len() == 1 => format!(" {only}"),
            _ => String::new(),
        };
        let table = table.map(|table| format!(" --recipients {table}")).unwrap_or_default();
        format!("`leaflet build{target} --edition {}{table}` takes away what is no longer made.", editions.join(","))
    };
    match files {
        [first, ..] if files.len() > MOST_NAMED => {
            let message = format!("{} files are no longer made, such as {}", files.len(), first.path);
            vec![Diagnostic::new(&rules::OUTPUT_DIFFERS, message).on(county_of(first)).help(way_out(files))]
        }
        _ => {
            let told = |file: &Arc<File>| differs(&file.path, "is no longer made").help(way_out(&[Arc::clone(file)]));
            files.iter().map(told).collect()
        }
    }
}

/// Builds these files again without writing them.
fn again(args: &Verify, out: &Path, asked: &Asked, files: &[Arc<File>]) -> anyhow::Result<Built> {
    let targets: BTreeSet<String> = match &asked.file {
        Some(path) => BTreeSet::from([project_root().join(path).to_string_lossy().into_owned()]),
        None => files.iter().map(|file| county_of(file).to_owned()).collect(),
    };
    let editions: BTreeSet<Edition> = files.iter().map(|file| file.edition).collect();
    build(&Build {
        selection: Selection {
            targets: targets.into_iter().collect(),
            print_profile: asked.profile.clone(),
            jobs: args.jobs,
            recipients: asked.recipients.as_ref().map(|table| project_root().join(table)),
            ..Selection::default()
        },
        edition: editions.into_iter().collect(),
        out: PathBuf::from(out),
        draft: asked.draft,
        ppi: asked.ppi.unwrap_or(PPI),
        n_up: asked.sheet,
        merge: asked.merged,
        json: false,
        again: Again { force: true, dry: true, ..Again::default() },
        summary: None,
    })
}

fn differs(subject: &str, fault: &str) -> Diagnostic {
    Diagnostic::new(&rules::OUTPUT_DIFFERS, format!("{subject} {fault}")).on(subject).help(rules::OUTPUT_DIFFERS.mend)
}
